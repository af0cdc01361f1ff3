package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.GraphPart;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each local, field, parameter and result of the program gets its values from. Flow-insensitive. */
final class Definitions {

    /** A call instruction and the procedure it stands in. */
    record CallSite(Procedure procedure, Instruction.Invoke call) {}

    /** A local of a method, its lambdas' locals included, or a field of a type. */
    private record Place(String home, String name) {}

    private final Program program;
    private final Rows rows;
    private final Map<Place, List<Origin>> locals = new HashMap<>();
    private final Map<Place, List<Origin>> fields = new HashMap<>();
    private final Map<Place, List<Origins.Content>> contents = new HashMap<>();
    private final Map<String, List<Origin>> results = new HashMap<>();
    // by identity: the key of a method is long to write
    private final Map<MethodDeclaration, List<CallSite>> callers = new IdentityHashMap<>();
    private final Map<String, Instruction.Invoke[]> calls = new HashMap<>();
    private final Map<String, CallSite> lambdaUses = new HashMap<>();
    private final Map<Place, List<CallSite>> configuring = new HashMap<>();

    /** Parameters of the program's own methods that are configured there, by the place that was handed over for them. */
    private final Map<Place, Set<Place>> handed = new HashMap<>();

    /** The same by the fluent chain that was handed over. */
    private final Map<Result, Set<Place>> handedChains = new HashMap<>();

    private final Map<Result, Instruction.Invoke> continued = new HashMap<>();
    private final Map<Result, Expression> holders = new HashMap<>();
    /** What each call of a fluent chain fills: asked of every call, and chains of thousands of calls are generated. */
    private final Map<Result, Optional<Place>> filled = new HashMap<>();

    /** Where the types that stand in a body are created: whose locals their methods see. */
    private final Map<String, Procedure> creators = new HashMap<>();

    private final Set<String> created = new HashSet<>();

    private record Result(Procedure procedure, int call) {}

    Definitions(Program program, Rows rows) {
        this.program = program;
        this.rows = rows;
        for (TypeDeclaration type : program.types()) {
            addInitializers(type);
        }
        program.procedures().forEach(this::addCalls);
        program.procedures().forEach(this::addBody);
        addHanded();
    }

    /** Goes from each parameter that is configured back to what callers hand over for it. */
    private void addHanded() {
        Deque<Place> work = new ArrayDeque<>(configuring.keySet());
        Set<Place> seen = new HashSet<>(configuring.keySet());
        while (!work.isEmpty()) {
            Place place = work.pop();
            Procedure helper = program.procedure(place.home()).orElse(null);
            int parameter = helper == null ? -1 : helper.body().parameters().indexOf(place.name());
            if (helper == null || parameter < 0) {
                continue;
            }
            for (CallSite site : callers(helper.method())) {
                if (parameter >= site.call().arguments().size()) {
                    continue;
                }
                Expression argument = site.call().arguments().get(parameter);
                if (argument instanceof Expression.Result result) {
                    handedChains
                            .computeIfAbsent(new Result(site.procedure(), result.call()), key -> new LinkedHashSet<>())
                            .add(place);
                }
                builder(site.procedure(), argument).ifPresent(holder -> {
                    handed.computeIfAbsent(holder, key -> new LinkedHashSet<>()).add(place);
                    if (seen.add(holder)) {
                        work.add(holder);
                    }
                });
            }
        }
    }

    private void addInitializers(TypeDeclaration type) {
        Optional<Procedure> home = type.methods().stream()
                .filter(method -> method.body() != null)
                .findFirst()
                .flatMap(method -> program.procedure(method.key()));
        for (FieldDeclaration field : type.fields()) {
            Expression value =
                    field.constant() != null ? new Expression.Constant(field.constant()) : field.initializer();
            if (value != null && !(value instanceof Expression.Lambda) && home.isPresent()) {
                add(fields, new Place(type.name(), field.name()), new Origin(home.get(), value));
            }
        }
    }

    private void addCalls(Procedure procedure) {
        List<Instruction.Invoke> found = new ArrayList<>();
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke invoke) {
                    found.add(invoke);
                }
            }
        }
        int size = found.stream().mapToInt(Instruction.Invoke::id).max().orElse(-1) + 1;
        Instruction.Invoke[] byId = new Instruction.Invoke[size];
        found.forEach(invoke -> byId[invoke.id()] = invoke);
        calls.put(procedure.key(), byId);
        for (Instruction.Invoke invoke : found) {
            String type = invoke.target().owner();
            if (invoke.target().name().equals("<init>") && invoke.receiver() == null) {
                created.add(type);
            }
            if (invoke.target().name().equals("<init>") && type.indexOf('$') > 0) {
                creators.putIfAbsent(type, procedure);
            }
        }
    }

    private void addBody(Procedure procedure) {
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign) {
                    addAssignment(procedure, assign);
                }
            }
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                add(results, procedure.key(), new Origin(procedure, end.value()));
            }
        }
        Arrays.stream(Objects.requireNonNull(calls.get(procedure.key())))
                .filter(Objects::nonNull)
                .forEach(invoke -> addCall(procedure, invoke));
    }

    private void addAssignment(Procedure procedure, Instruction.Assign assign) {
        Origin value = new Origin(procedure, assign.value());
        if (assign.value() instanceof Expression.Result result && !(assign.target() instanceof Expression.Element)) {
            holders.putIfAbsent(new Result(procedure, result.call()), assign.target());
        }
        if (assign.target() instanceof Expression.Local local) {
            add(locals, localKey(procedure, local), value);
        } else if (assign.target() instanceof Expression.Field field) {
            add(fields, fieldKey(field), value);
        } else if (assign.target() instanceof Expression.Element element) {
            place(procedure, element.array()).ifPresent(key -> add(contents, key, new Origins.Content(value, null)));
        }
    }

    private void addCall(Procedure procedure, Instruction.Invoke invoke) {
        for (MethodDeclaration target : program.dispatch(invoke.target())) {
            callers.computeIfAbsent(target, key -> new ArrayList<>()).add(new CallSite(procedure, invoke));
        }
        if (invoke.receiver() != null && keeps(invoke)) {
            for (Place key : holding(procedure, invoke.receiver())) {
                invoke.arguments()
                        .forEach(argument ->
                                add(contents, key, new Origins.Content(new Origin(procedure, argument), invoke)));
            }
        }
        if (invoke.receiver() instanceof Expression.Result result) {
            continued.putIfAbsent(new Result(procedure, result.call()), invoke);
        }
        if (invoke.receiver() != null && configures(invoke)) {
            builder(procedure, invoke.receiver())
                    .ifPresent(key -> add(configuring, key, new CallSite(procedure, invoke)));
        }
        for (Expression argument : invoke.arguments()) {
            if (argument instanceof Expression.Lambda lambda) {
                lambdaUses.put(program.lambda(procedure, lambda.body()).key(), new CallSite(procedure, invoke));
            }
        }
    }

    /** Whether the call says how its receiver works later on: a setting, a part of a graph, what is to be run, the body of a request. */
    private boolean configures(Instruction.Invoke invoke) {
        return program.dispatch(invoke.target()).isEmpty()
                && rows.of(invoke.target())
                        .filter(row -> !row.settings().isEmpty()
                                || row.httpBody() && row.returnsReceiver()
                                || row.graph() != null && row.graph().part() != GraphPart.Part.RUN
                                || row.runs() != null && row.runs().lazy())
                        .isPresent();
    }

    /** Whether the receiver may hold what it is given; a model, a tool, an HTTP client and a mapper forget what they are asked. */
    private boolean keeps(Instruction.Invoke invoke) {
        return rows.of(invoke.target())
                .filter(row -> row.modelCall() != null
                        || row.toolCall()
                        || row.httpRequest()
                        || row.context() == ContextOperation.CONVERT)
                .isEmpty();
    }

    /** Whether the call's result is what a server or a tool says, in which nothing of what was sent need be. */
    boolean isAnswer(Instruction.Invoke invoke) {
        return rows.of(invoke.target())
                .filter(row -> row.modelCall() != null || row.toolCall() || row.httpRequest())
                .isPresent();
    }

    /** Whether the call's result is a copy of what it is called on. */
    boolean isCopy(Instruction.Invoke invoke) {
        return invoke.receiver() != null
                && rows.of(invoke.target())
                        .filter(row -> row.context() == ContextOperation.COPY)
                        .isPresent();
    }

    private static <K, T> void add(Map<K, List<T>> map, K key, T value) {
        map.computeIfAbsent(key, k -> new ArrayList<>(2)).add(value);
    }

    private Place localKey(Procedure procedure, Expression.Local local) {
        return new Place(declaring(procedure, local).root().key(), local.name());
    }

    /** The procedure that declares a local, which for a captured one is round the type that the method belongs to. */
    Procedure declaring(Procedure procedure, Expression.Local local) {
        if (procedure.body().localTypes().containsKey(local.name())) {
            return procedure;
        }
        Set<Procedure> seen = new HashSet<>();
        for (Procedure at = procedure; at != null && seen.add(at); ) {
            if (at.body().localTypes().containsKey(local.name())) {
                return at;
            }
            at = at.parent() == null ? creators.get(at.method().owner()) : at.parent();
        }
        return procedure;
    }

    private static Place fieldKey(Expression.Field field) {
        return new Place(field.owner(), field.name());
    }

    private Optional<Place> place(Procedure procedure, Expression expression) {
        if (expression instanceof Expression.Local local) {
            return Optional.of(localKey(procedure, local));
        }
        if (expression instanceof Expression.Field field) {
            return Optional.of(fieldKey(field));
        }
        if (expression instanceof Expression.Cast cast) {
            return place(procedure, cast.value());
        }
        return expression instanceof Expression.Result result ? filled(procedure, result) : Optional.empty();
    }

    /** The place of the object, and those of what it is a part of: {@code node = messages.addObject()}. */
    private Set<Place> holding(Procedure procedure, Expression object) {
        Set<Place> found = new LinkedHashSet<>();
        Expression at = object;
        while (at != null) {
            at = unwrapped(procedure, at);
            Place place = place(procedure, at).orElse(null);
            if (place == null || !found.add(place)) {
                break;
            }
            List<Origin> assigned = locals.getOrDefault(place, List.of());
            at = assigned.size() == 1 && assigned.get(0).procedure() == procedure
                    ? whole(procedure, assigned.get(0).expression())
                    : null;
        }
        return found;
    }

    /** What a writer is made around, where all that is written to it goes on to. */
    private Expression unwrapped(Procedure procedure, Expression value) {
        Expression at = value;
        while (at instanceof Expression.Result result) {
            Instruction.Invoke call = call(procedure, result.call());
            if (!rows.isAround(call.target())) {
                break;
            }
            at = call.arguments().get(0);
        }
        return at;
    }

    private @Nullable Expression whole(Procedure procedure, Expression made) {
        Expression value = unwrapped(procedure, made);
        if (!(value instanceof Expression.Result result)) {
            return value == made ? null : value;
        }
        Instruction.Invoke call = call(procedure, result.call());
        return rows.of(call.target())
                .filter(row -> !row.returns().isEmpty() && !row.returnsReceiver())
                .filter(row -> row.context() == ContextOperation.APPEND || row.context() == ContextOperation.READ)
                .map(row -> call.receiver())
                .orElse(null);
    }

    /** A fluent chain fills the object that it starts from. */
    private Optional<Place> filled(Procedure procedure, Expression.Result result) {
        Result key = new Result(procedure, result.call());
        Optional<Place> known = filled.get(key);
        if (known == null) {
            Instruction.Invoke call = call(procedure, result.call());
            boolean library = program.dispatch(call.target()).isEmpty();
            known = library && call.receiver() != null ? place(procedure, call.receiver()) : Optional.empty();
            filled.put(key, known);
        }
        return known;
    }

    /** The place of the builder that a fluent chain fills, where each of its calls returns the builder. */
    private Optional<Place> builder(Procedure procedure, Expression expression) {
        return expression instanceof Expression.Result
                ? root(procedure, expression).flatMap(root -> place(procedure, root))
                : place(procedure, expression);
    }

    /** Values assigned to a local anywhere in its method. */
    List<Origin> local(Procedure procedure, Expression.Local local) {
        return locals.getOrDefault(localKey(procedure, local), List.of());
    }

    /** Values assigned to a field anywhere in the program. */
    List<Origin> field(Expression.Field field) {
        return fields.getOrDefault(fieldKey(field), List.of());
    }

    /** Values that calls on a local or field, or stores into it as an array, have handed to it. */
    List<Origins.Content> contents(Procedure procedure, Expression holder) {
        return place(procedure, holder)
                .map(key -> contents.getOrDefault(key, List.of()))
                .orElse(List.of());
    }

    /** Calls that say how the object in a local or field works later on, each written as a statement or at the end of a chain. */
    List<CallSite> configuring(Procedure procedure, Expression holder) {
        return place(procedure, holder)
                .map(key -> configuring.getOrDefault(key, List.of()))
                .orElse(List.of());
    }

    /** Calls that configure the object in methods of the program's own that it is handed to. */
    List<CallSite> handed(Procedure procedure, Expression value) {
        Set<Place> places = new LinkedHashSet<>();
        if (value instanceof Expression.Result result) {
            places.addAll(handedChains.getOrDefault(new Result(procedure, result.call()), Set.of()));
        }
        place(procedure, value).ifPresent(place -> places.addAll(handed.getOrDefault(place, Set.of())));
        Deque<Place> work = new ArrayDeque<>(places);
        while (!work.isEmpty()) {
            for (Place further : handed.getOrDefault(work.pop(), Set.of())) {
                if (places.add(further)) {
                    work.add(further);
                }
            }
        }
        List<CallSite> found = new ArrayList<>();
        places.forEach(place -> found.addAll(configuring.getOrDefault(place, List.of())));
        return found;
    }

    /** The local or field that holds the object which a fluent chain fills, where each of its calls returns that object. */
    Optional<Expression> root(Procedure procedure, Expression chain) {
        if (!(chain instanceof Expression.Result result)) {
            boolean held = chain instanceof Expression.Local || chain instanceof Expression.Field;
            return held ? Optional.of(chain) : Optional.empty();
        }
        Instruction.Invoke call = call(procedure, result.call());
        boolean fluent =
                rows.of(call.target()).filter(MethodRow::returnsReceiver).isPresent();
        return call.receiver() != null && fluent ? root(procedure, call.receiver()) : Optional.empty();
    }

    /**
     * The value of the fluent chain that goes on from a call: the place that holds it, else what its last call returns. A
     * call of the program's own is no part of it: there what was built is used.
     */
    Expression chain(Procedure procedure, Instruction.Invoke call) {
        Instruction.Invoke last = call;
        for (Instruction.Invoke next = last;
                next != null
                        && (next == call || program.type(next.target().owner()).isEmpty());
                next = continued.get(new Result(procedure, last.id()))) {
            last = next;
        }
        Expression.Result value = new Expression.Result(last.id());
        return holders.getOrDefault(new Result(procedure, last.id()), value);
    }

    /** The place that holds what a call returns. */
    Optional<Expression> holder(Procedure procedure, Instruction.Invoke call) {
        return Optional.ofNullable(holders.get(new Result(procedure, call.id())));
    }

    /** Values that a procedure returns. */
    List<Origin> results(String procedureKey) {
        return results.getOrDefault(procedureKey, List.of());
    }

    /** Calls that may run a method. */
    List<CallSite> callers(MethodDeclaration method) {
        return callers.getOrDefault(method, List.of());
    }

    /** The call instruction with this number. */
    Instruction.Invoke call(Procedure procedure, int id) {
        return Objects.requireNonNull(calls.get(procedure.key()))[id];
    }

    /** Whether an object of the type is made somewhere. */
    boolean isCreated(String type) {
        return created.contains(type);
    }

    /** The call that a lambda is written as an argument of. */
    Optional<CallSite> use(Procedure lambda) {
        return Optional.ofNullable(lambdaUses.get(lambda.key()));
    }
}
