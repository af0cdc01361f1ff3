package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a value may come from, followed backwards through locals, fields, parameters and results of the program's own
 * methods. Flow-insensitive: every assignment counts.
 */
public final class Origins {

    /** Whether to look into what library calls were given: what may be inside their result. */
    public enum Depth {
        /** The value itself. */
        VALUE,
        /** The value and everything that may be inside it. */
        CONTENTS,
        /** The same without the tools that it is handed, which have contents of their own. */
        OWN_CONTENTS,
        /** The value and everything that may be inside it, without texts and numbers and what they come from: no code is in them. */
        FUNCTIONS;

        private boolean looksInside() {
            return this != VALUE;
        }
    }

    /** A value that was handed to a place, and the call that did it, null for a store into an array. */
    public record Content(Origin value, Instruction.@Nullable Invoke call) {}

    private static final Set<String> PLAIN = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.lang.Float");

    private final Program program;
    private final Rows rows;
    private final Definitions definitions;
    private final CopyTimes copyTimes;
    private final Map<Depth, OriginSearch> searches = new EnumMap<>(Depth.class);

    /** Origins of values of the program. */
    public Origins(Program program, Rows rows, Flows flows) {
        this.program = program;
        this.rows = rows;
        this.definitions = new Definitions(program, rows);
        this.copyTimes = new CopyTimes(definitions, flows);
        for (Depth depth : Depth.values()) {
            searches.put(
                    depth,
                    new OriginSearch(
                            depth == Depth.VALUE ? 400 : 4_000,
                            origin -> step(origin, depth),
                            origin -> depth.looksInside() && origin.expression() instanceof Expression.Result,
                            origin -> depth == Depth.FUNCTIONS && isPlainData(origin)));
        }
    }

    /** The call instruction with this number. */
    public Instruction.Invoke call(Procedure procedure, int id) {
        return definitions.call(procedure, id);
    }

    /** The procedure that declares a local: for a captured one round the code that uses it. */
    public Procedure declaring(Procedure procedure, Expression.Local local) {
        return definitions.declaring(procedure, local);
    }

    /** Values assigned to a local anywhere in its method, not followed further. */
    public List<Origin> assigned(Procedure procedure, Expression.Local local) {
        return definitions.local(procedure, local);
    }

    /** The one value that a local is assigned, where that is in the same body. */
    public Optional<Expression> only(Procedure procedure, Expression.Local local) {
        List<Origin> assigned = definitions.local(procedure, local);
        return assigned.size() == 1 && assigned.get(0).procedure() == procedure
                ? Optional.of(assigned.get(0).expression())
                : Optional.empty();
    }

    /** Values assigned to a field anywhere in the program, not followed further. */
    public List<Origin> assigned(Expression.Field field) {
        return definitions.field(field);
    }

    /** Values that calls on a local or field have handed to it, not followed further. */
    public List<Content> contents(Procedure procedure, Expression holder) {
        return definitions.contents(procedure, holder);
    }

    /** The value of the fluent chain that goes on from a call: the place that holds it, else what its last call returns. */
    public Expression chain(Procedure procedure, Instruction.Invoke call) {
        return definitions.chain(procedure, call);
    }

    /** The local or field that is assigned what a call returns. */
    public Optional<Expression> holder(Procedure procedure, Instruction.Invoke call) {
        return definitions.holder(procedure, call);
    }

    /** Calls that say how the object in a local or field works later on. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> configuring(Procedure procedure, Expression holder) {
        return entries(definitions.configuring(procedure, holder));
    }

    /**
     * Those of them that may run before the object is copied.
     *
     * @param copy the call in the procedure that copies it
     */
    List<Map.Entry<Procedure, Instruction.Invoke>> configuring(
            Procedure procedure, Expression holder, Instruction.Invoke copy) {
        return entries(definitions.configuring(procedure, holder).stream()
                .filter(site ->
                        !(holder instanceof Expression.Local local && copyTimes.isLater(procedure, local, site, copy)))
                .toList());
    }

    /** Whether the call makes a copy of what it is called on, which is configured on its own from then on. */
    boolean isCopy(Instruction.Invoke call) {
        return definitions.isCopy(call);
    }

    /** Calls that say so in methods of the program's own that the object is handed to. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> handed(Procedure procedure, Expression value) {
        return entries(definitions.handed(procedure, value));
    }

    /** The local or field that holds the object which a fluent chain fills, where each of its calls returns that object. */
    public Optional<Expression> root(Procedure procedure, Expression chain) {
        return definitions.root(procedure, chain);
    }

    private static List<Map.Entry<Procedure, Instruction.Invoke>> entries(List<Definitions.CallSite> sites) {
        return sites.stream()
                .map(site -> Map.entry(site.procedure(), site.call()))
                .toList();
    }

    /** Values that a procedure returns, not followed further. */
    public List<Origin> returned(Procedure procedure) {
        return definitions.results(procedure.key());
    }

    /**
     * Whether code of the program makes objects of the type: then where they go is followed. Objects of another type come from a
     * container.
     */
    boolean isCreated(String type) {
        return definitions.isCreated(type);
    }

    /** Calls in the program that may run the method, with the procedures they stand in. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> callers(MethodDeclaration method) {
        return entries(definitions.callers(method));
    }

    /** The call that a lambda is written as an argument of. */
    public Optional<Map.Entry<Procedure, Instruction.Invoke>> use(Procedure lambda) {
        return definitions.use(lambda).map(site -> Map.entry(site.procedure(), site.call()));
    }

    /** The expressions that the value may come from; in the order of discovery, which is the same for the same program. */
    public List<Origin> of(Procedure procedure, Expression expression, Depth depth) {
        return answer(procedure, expression, depth).leaves();
    }

    /** Whether {@link #of} names all that the value may come from; where it does not, too much flows together there. */
    public boolean isComplete(Procedure procedure, Expression expression, Depth depth) {
        return answer(procedure, expression, depth).complete();
    }

    private OriginSearch.Answer answer(Procedure procedure, Expression expression, Depth depth) {
        return Objects.requireNonNull(searches.get(depth)).of(procedure, expression);
    }

    private boolean isPlainData(Origin at) {
        String type = typeOf(at.procedure(), at.expression());
        return Types.isPrimitive(type) || PLAIN.contains(type);
    }

    private String typeOf(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local) {
            return definitions.declaring(procedure, local).body().localTypes().getOrDefault(local.name(), "");
        } else if (value instanceof Expression.Field field) {
            return program.fieldType(field);
        }
        return value instanceof Expression.Result result
                ? definitions.call(procedure, result.call()).target().returnType()
                : "";
    }

    /** What was handed to a place; where code is looked for, not to an object of the sources, whose fields are looked at instead. */
    private List<Content> inside(Procedure procedure, Expression place, Depth depth) {
        if (depth == Depth.FUNCTIONS) {
            String type = Types.erasure(typeOf(procedure, place));
            if (type.startsWith("java.util.function.") || program.type(type).isPresent()) {
                return List.of();
            }
        }
        List<Content> contents = definitions.contents(procedure, place);
        return depth == Depth.OWN_CONTENTS
                ? contents.stream()
                        .filter(content -> content.call() == null
                                || looked(content.call(), depth)
                                        .contains(content.value().expression()))
                        .toList()
                : contents;
    }

    /** The arguments of a library's call that are looked into. */
    List<Expression> looked(Instruction.Invoke call, Depth depth) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        if (depth == Depth.OWN_CONTENTS) {
            rows.of(call.target()).stream()
                    .flatMap(row -> row.settings().stream())
                    .filter(setting -> LibraryRuns.TOOL_SETTINGS.contains(setting.name()))
                    .forEach(setting -> arguments.removeAll(Settings.operands(call, setting.operand())));
        }
        return arguments;
    }

    private List<Origin> step(Origin at, Depth depth) {
        Procedure procedure = at.procedure();
        Expression expression = at.expression();
        if (expression instanceof Expression.Local local) {
            return local(procedure, local, depth, null);
        }
        if (expression instanceof Expression.Field field) {
            List<Origin> found = new ArrayList<>(definitions.field(field));
            if (depth.looksInside()) {
                inside(procedure, field, depth).forEach(content -> found.add(content.value()));
                addConfiguring(definitions.configuring(procedure, field), found);
                if (field.receiver() != null && found.isEmpty()) {
                    found.add(new Origin(procedure, field.receiver()));
                }
            }
            return found;
        }
        if (expression instanceof Expression.Result result) {
            return result(procedure, definitions.call(procedure, result.call()), depth);
        }
        if (expression instanceof Expression.Cast cast) {
            return List.of(new Origin(procedure, cast.value()));
        }
        if (expression instanceof Expression.Choice choice) {
            return List.of(new Origin(procedure, choice.then()), new Origin(procedure, choice.otherwise()));
        }
        if (expression instanceof Expression.Binary binary
                && (depth.looksInside() || binary.operator() == Expression.Operator.CONCAT)) {
            return depth.looksInside()
                    ? List.of(new Origin(procedure, binary.left()), new Origin(procedure, binary.right()))
                    : List.of();
        }
        if (expression instanceof Expression.Next next) {
            return List.of(new Origin(procedure, next.cursor()));
        }
        if (expression instanceof Expression.Cursor cursor) {
            return List.of(new Origin(procedure, cursor.collection()));
        }
        if (expression instanceof Expression.Element element) {
            return List.of(new Origin(procedure, element.array()));
        }
        if (expression instanceof Expression.NewArray array && depth.looksInside()) {
            return array.elements().stream().map(e -> new Origin(procedure, e)).toList();
        }
        return List.of();
    }

    /** @param copy the call that copies what the local holds, where only what is in it then is asked for */
    private List<Origin> local(
            Procedure procedure, Expression.Local local, Depth depth, Instruction.@Nullable Invoke copy) {
        List<Origin> found = new ArrayList<>(definitions.local(procedure, local));
        if (depth.looksInside()) {
            inside(procedure, local, depth).stream()
                    .filter(content -> copy == null || !isLater(procedure, local, content, copy))
                    .forEach(content -> found.add(content.value()));
            addConfiguring(
                    definitions.configuring(procedure, local).stream()
                            .filter(site -> copy == null || !copyTimes.isLater(procedure, local, site, copy))
                            .toList(),
                    found);
            addConfiguring(definitions.handed(procedure, local), found);
        }
        for (Procedure at = definitions.declaring(procedure, local); at != null; at = at.parent()) {
            int parameter = at.body().parameters().indexOf(local.name());
            if (parameter >= 0) {
                found.addAll(at.isLambda() ? lambdaArgument(at, depth) : arguments(at.method(), parameter));
                break;
            }
        }
        return found;
    }

    private boolean isLater(Procedure procedure, Expression.Local local, Content content, Instruction.Invoke copy) {
        return content.call() != null
                && copyTimes.isLater(
                        procedure,
                        local,
                        new Definitions.CallSite(content.value().procedure(), content.call()),
                        copy);
    }

    /** A builder that is configured statement by statement holds what those calls say. */
    private static void addConfiguring(List<Definitions.CallSite> configuring, List<Origin> found) {
        configuring.forEach(site -> found.add(
                new Origin(site.procedure(), new Expression.Result(site.call().id()))));
    }

    private List<Origin> arguments(MethodDeclaration method, int parameter) {
        List<Origin> found = new ArrayList<>();
        for (Definitions.CallSite site : definitions.callers(method)) {
            List<Expression> arguments = site.call().arguments();
            int last = method.modifiers().isVarArgs()
                            && parameter == method.parameters().size() - 1
                    ? arguments.size()
                    : Math.min(parameter + 1, arguments.size());
            for (int i = parameter; i < last; i++) {
                found.add(new Origin(site.procedure(), arguments.get(i)));
            }
        }
        return found;
    }

    /**
     * A lambda's parameter is, or is an element of, what the call that takes the lambda hands to it. A builder hands itself to no
     * function that it is given.
     */
    private List<Origin> lambdaArgument(Procedure lambda, Depth depth) {
        Definitions.CallSite site = definitions.use(lambda).orElse(null);
        if (site == null
                || !program.dispatch(site.call().target()).isEmpty()
                || depth == Depth.OWN_CONTENTS
                        && rows.of(site.call().target())
                                .filter(MethodRow::returnsReceiver)
                                .isPresent()) {
            return List.of();
        }
        return handedToFunctions(site.call()).map(handed -> new Origin(site.procedure(), handed)).stream()
                .toList();
    }

    /** What a call of a library hands to the functions that it is given: what it is made on, unless its row names an argument. */
    public Optional<Expression> handedToFunctions(Instruction.Invoke call) {
        Operand given = rows.of(call.target())
                .map(MethodRow::runs)
                .map(Runs::given)
                .filter(operand -> operand.index() >= 0)
                .orElse(null);
        if (given == null) {
            return Optional.ofNullable(call.receiver());
        }
        return given.index() < call.arguments().size()
                ? Optional.of(call.arguments().get(given.index()))
                : Optional.empty();
    }

    private List<Origin> result(Procedure procedure, Instruction.Invoke call, Depth depth) {
        List<Origin> found = new ArrayList<>();
        List<MethodDeclaration> targets = program.dispatch(call.target());
        boolean constructor = call.target().name().equals("<init>");
        if (!constructor) {
            for (MethodDeclaration target : targets) {
                Set<Origin> seen = new HashSet<>();
                definitions
                        .results(target.key())
                        .forEach(value -> addReturned(procedure, call, target, value, depth, seen, found));
            }
        }
        if (depth.looksInside() && (targets.isEmpty() || constructor) && !definitions.isAnswer(call)) {
            if (call.receiver() instanceof Expression.Local local && definitions.isCopy(call)) {
                found.addAll(local(procedure, local, depth, call));
            } else if (call.receiver() != null) {
                found.add(new Origin(procedure, call.receiver()));
            }
            looked(call, depth).forEach(argument -> found.add(new Origin(procedure, argument)));
        }
        return found;
    }

    /** A parameter that is handed back is what this call hands over, and not what others do. */
    private void addReturned(
            Procedure procedure,
            Instruction.Invoke call,
            MethodDeclaration target,
            Origin value,
            Depth depth,
            Set<Origin> seen,
            List<Origin> found) {
        Expression expression = value.expression();
        if (!seen.add(value)) {
            return;
        }
        if (expression instanceof Expression.Choice choice) {
            for (Expression one : List.of(choice.then(), choice.otherwise())) {
                addReturned(procedure, call, target, new Origin(value.procedure(), one), depth, seen, found);
            }
            return;
        }
        boolean own = !value.procedure().isLambda() && !target.modifiers().isVarArgs();
        if (own && expression instanceof Expression.Result && isGoneOnWith(procedure, call, value, depth, found)) {
            return;
        }
        if (!own || !(expression instanceof Expression.Local)) {
            found.add(value);
            return;
        }
        Expression.Local local = (Expression.Local) expression;
        int parameter = value.procedure().body().parameters().indexOf(local.name());
        if (parameter >= 0 && parameter < call.arguments().size()) {
            found.add(new Origin(procedure, call.arguments().get(parameter)));
        }
        List<Origin> assigned = definitions.local(value.procedure(), local);
        assigned.forEach(one -> addReturned(procedure, call, target, one, depth, seen, found));
        if (assigned.isEmpty() && parameter < 0) {
            found.add(value);
        } else if (depth.looksInside() && parameter < 0) {
            // what is in an object is also what the method has put into it
            inside(value.procedure(), local, depth).forEach(content -> found.add(content.value()));
            addConfiguring(definitions.configuring(value.procedure(), local), found);
        }
    }

    /** A fluent chain that goes on with a parameter hands back what this call hands over, and puts the chain's own values in. */
    private boolean isGoneOnWith(
            Procedure procedure, Instruction.Invoke call, Origin value, Depth depth, List<Origin> found) {
        Procedure helper = value.procedure();
        Expression root = definitions.root(helper, value.expression()).orElse(null);
        int parameter = root instanceof Expression.Local local
                        && definitions.local(helper, local).isEmpty()
                ? helper.body().parameters().indexOf(local.name())
                : -1;
        if (parameter < 0 || parameter >= call.arguments().size()) {
            return false;
        }
        found.add(new Origin(procedure, call.arguments().get(parameter)));
        for (Expression at = value.expression(); depth.looksInside() && at instanceof Expression.Result result; ) {
            Instruction.Invoke link = definitions.call(helper, result.call());
            looked(link, depth).forEach(argument -> found.add(new Origin(helper, argument)));
            at = link.receiver();
        }
        return true;
    }
}
