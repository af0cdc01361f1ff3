package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Setting;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that builders and options set, read where a call's receiver and arguments come from. */
public final class Settings {

    /**
     * A setting that is made.
     *
     * @param values the expressions that it is set to; none for a fixed value
     * @param fixed the fixed value, "" where there is none
     * @param setting the row's words on it
     */
    public record Made(
            Procedure procedure, Instruction.Invoke call, List<Expression> values, String fixed, Setting setting) {}

    private record Question(List<Origin> values, Origins.Depth depth) {}

    private final Program program;
    private final Catalog catalog;
    private final Calls calls;
    private final Origins origins;
    private final Switched switched;
    private final Map<Question, Map<String, List<Made>>> known = new HashMap<>();
    private final Map<Origin, List<Map.Entry<Procedure, Instruction.Invoke>>> built = new HashMap<>();
    private final Map<String, List<Procedure>> makers = new HashMap<>();
    private @Nullable Map<String, List<Procedure>> providers;

    /** The settings of a program. */
    public Settings(Program program, Catalog catalog, Calls calls, Origins origins, Flows flows) {
        this.program = program;
        this.catalog = catalog;
        this.calls = calls;
        this.origins = origins;
        this.switched = new Switched(origins, flows);
    }

    /** Every making of the setting that may reach the values, in a fixed order. */
    public List<Made> find(List<Origin> values, String name) {
        return find(values, Origins.Depth.CONTENTS, name);
    }

    /** The same without those that were made for the tools which the values are handed. */
    public List<Made> findWithoutTools(List<Origin> values, String name) {
        return find(values, Origins.Depth.OWN_CONTENTS, name);
    }

    private List<Made> find(List<Origin> values, Origins.Depth depth, String name) {
        return known.computeIfAbsent(new Question(List.copyOf(values), depth), key -> find(key.values(), key.depth()))
                .getOrDefault(name, List.of());
    }

    /** Every making of a setting that may reach the values, by the name of the setting. */
    private Map<String, List<Made>> find(List<Origin> values, Origins.Depth depth) {
        Set<Map.Entry<Procedure, Instruction.Invoke>> sites = new LinkedHashSet<>();
        Set<Origin> asked = new HashSet<>();
        values.forEach(value -> collect(value, depth, sites, asked));
        removeSwitchedOff(sites, () -> Set.copyOf(sites));
        Map<String, List<Made>> found = new HashMap<>();
        for (Map.Entry<Procedure, Instruction.Invoke> site : sites) {
            for (Made made : made(site.getKey(), site.getValue())) {
                found.computeIfAbsent(made.setting().name(), name -> new ArrayList<>())
                        .add(made);
            }
        }
        return found;
    }

    /** @param asked what was made by a method that a container calls, and has been looked into */
    private void collect(
            Origin value, Origins.Depth depth, Set<Map.Entry<Procedure, Instruction.Invoke>> sites, Set<Origin> asked) {
        collectHanded(value.procedure(), value.expression(), depth, sites, asked);
        for (Origin place : behind(value, BUILDERS)) {
            for (Origin made : injected(place)) {
                if (asked.add(made)) {
                    collect(made, depth, sites, asked);
                }
            }
        }
        for (Origin origin : origins.of(value.procedure(), value.expression(), depth)) {
            if (origin.expression() instanceof Expression.Result result) {
                Instruction.Invoke call = origins.call(origin.procedure(), result.call());
                if (sites.add(Map.entry(origin.procedure(), call))) {
                    collectHanded(origin.procedure(), result, depth, sites, asked);
                    origins.holder(origin.procedure(), call)
                            .ifPresent(holder -> collectHanded(origin.procedure(), holder, depth, sites, asked));
                }
            }
        }
    }

    /** What methods of the program's own set on an object that they are handed. */
    private void collectHanded(
            Procedure procedure,
            Expression value,
            Origins.Depth depth,
            Set<Map.Entry<Procedure, Instruction.Invoke>> sites,
            Set<Origin> asked) {
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.handed(procedure, value)) {
            if (sites.add(site)) {
                origins.looked(site.getValue(), depth)
                        .forEach(argument -> collect(new Origin(site.getKey(), argument), depth, sites, asked));
            }
        }
    }

    /** The makings of the setting on the way on which the value itself was built; those of what was handed to it are not meant. */
    public List<Made> findOwn(Procedure procedure, Expression value, String name) {
        List<Made> found = new ArrayList<>();
        for (Map.Entry<Procedure, Instruction.Invoke> site : built(procedure, value)) {
            made(site.getKey(), site.getValue()).stream()
                    .filter(made -> made.setting().name().equals(name))
                    .forEach(found::add);
        }
        return found;
    }

    /** The library calls that a value was built by: its builder's, and those of options that it carries. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> built(Procedure procedure, Expression value) {
        Origin question = new Origin(procedure, value);
        List<Map.Entry<Procedure, Instruction.Invoke>> answer = built.get(question);
        if (answer == null) {
            answer = findBuilt(procedure, value);
            built.put(question, answer);
        }
        return answer;
    }

    private List<Map.Entry<Procedure, Instruction.Invoke>> findBuilt(Procedure procedure, Expression value) {
        Set<Map.Entry<Procedure, Instruction.Invoke>> found = new LinkedHashSet<>();
        collectBuilt(procedure, value, null, found);
        removeSwitchedOff(found, () -> making(procedure, value));
        return List.copyOf(found);
    }

    private Set<Map.Entry<Procedure, Instruction.Invoke>> making(Procedure procedure, Expression value) {
        Set<Map.Entry<Procedure, Instruction.Invoke>> making = new LinkedHashSet<>();
        for (Origin origin : origins.of(procedure, value, Origins.Depth.CONTENTS)) {
            if (origin.expression() instanceof Expression.Result result) {
                making.add(Map.entry(origin.procedure(), origins.call(origin.procedure(), result.call())));
            }
        }
        return making;
    }

    /** @param making the calls by which the value was made, those of the program's own methods among them */
    private void removeSwitchedOff(
            Set<Map.Entry<Procedure, Instruction.Invoke>> sites,
            Supplier<Set<Map.Entry<Procedure, Instruction.Invoke>>> making) {
        if (sites.stream().noneMatch(site -> switched.mayBeOff(site.getKey(), site.getValue()))) {
            return;
        }
        Set<Map.Entry<Procedure, Instruction.Invoke>> made = making.get();
        sites.removeIf(site -> switched.isOff(site.getKey(), site.getValue(), made::contains));
    }

    /** @param copy the call that copies the value, where only how it was built until then is asked for */
    private void collectBuilt(
            Procedure procedure,
            Expression value,
            Instruction.@Nullable Invoke copy,
            Set<Map.Entry<Procedure, Instruction.Invoke>> found) {
        if (value instanceof Expression.Local || value instanceof Expression.Field) {
            for (Map.Entry<Procedure, Instruction.Invoke> site : copy == null
                    ? origins.configuring(procedure, value)
                    : origins.configuring(procedure, value, copy)) {
                addBuilt(site.getKey(), site.getValue(), found);
            }
            addHanded(procedure, value, found);
        }
        for (Origin origin : origins.of(procedure, value, Origins.Depth.VALUE)) {
            if (origin.expression() instanceof Expression.Result result) {
                addBuilt(origin.procedure(), origins.call(origin.procedure(), result.call()), found);
            } else if (origin.expression() instanceof Expression.Local local) {
                providers(origin.procedure().root().body().localTypes().getOrDefault(local.name(), ""))
                        .forEach(maker -> addReturned(maker, found));
            } else if (origin.expression() instanceof Expression.Field field) {
                providers(calls.fieldType(field)).forEach(maker -> addReturned(maker, found));
            }
        }
    }

    private void addReturned(Procedure maker, Set<Map.Entry<Procedure, Instruction.Invoke>> found) {
        for (Origin returned : origins.returned(maker)) {
            for (Origin origin : origins.of(returned.procedure(), returned.expression(), Origins.Depth.VALUE)) {
                if (origin.expression() instanceof Expression.Result result) {
                    addBuilt(origin.procedure(), origins.call(origin.procedure(), result.call()), found);
                }
            }
        }
    }

    /** The places that a fluent chain begins at, through the objects that built the one it is called on. */
    private List<Origin> behind(Origin value, int depth) {
        Expression root = value.expression();
        while (root instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(value.procedure(), result.call());
            if (call.receiver() == null || !program.dispatch(call.target()).isEmpty()) {
                break;
            }
            root = call.receiver();
        }
        List<Origin> found = new ArrayList<>();
        for (Origin origin : origins.of(value.procedure(), root, Origins.Depth.VALUE)) {
            boolean further = origin.expression() instanceof Expression.Result && depth > 0 && !origin.equals(value);
            found.addAll(further ? behind(origin, depth - 1) : List.of(origin));
        }
        return found;
    }

    private static final int BUILDERS = 4;

    /** What methods return that a container calls to make the object which it puts into a place that nothing else sets. */
    private List<Origin> injected(Origin place) {
        String type;
        String name;
        if (place.expression() instanceof Expression.Field field) {
            type = calls.fieldType(field);
            name = field.name();
        } else if (place.expression() instanceof Expression.Local local) {
            type = place.procedure().root().body().localTypes().getOrDefault(local.name(), "");
            name = local.name();
        } else {
            return List.of();
        }
        return chosen(place.procedure(), providers(type), name).stream()
                .flatMap(maker -> origins.returned(maker).stream())
                .toList();
    }

    /** Of several, those of the same module, and of these the one of the place's name: so containers choose. */
    private static List<Procedure> chosen(Procedure user, List<Procedure> makers, String name) {
        List<Procedure> near = makers.stream()
                .filter(maker -> module(maker).equals(module(user)))
                .toList();
        List<Procedure> candidates = near.isEmpty() ? makers : near;
        List<Procedure> named = candidates.stream()
                .filter(maker -> maker.method().name().equals(name))
                .toList();
        return named.isEmpty() ? candidates : named;
    }

    /** The path of the build module: what stands before its source folders. */
    private static String module(Procedure procedure) {
        String file = procedure.location().file();
        int sources = file.indexOf("src/");
        return sources < 0 ? "" : file.substring(0, sources);
    }

    /**
     * Methods that make an object of a library's type and that nobody in the sources calls: a container calls them, and hands
     * the object to whatever asks for one.
     */
    public List<Procedure> providers(String type) {
        if (providers == null) {
            Map<String, List<Procedure>> made = new LinkedHashMap<>();
            for (Procedure procedure : program.procedures()) {
                String returned = Types.erasure(procedure.method().returnType());
                if (!procedure.isLambda()
                        && catalog.type(returned).isPresent()
                        && !returned.startsWith("java.")
                        && origins.callers(procedure.method()).isEmpty()) {
                    made.computeIfAbsent(returned, key -> new ArrayList<>()).add(procedure);
                }
            }
            providers = made;
        }
        return providers.getOrDefault(Types.erasure(type), List.of());
    }

    private void addBuilt(
            Procedure procedure, Instruction.Invoke call, Set<Map.Entry<Procedure, Instruction.Invoke>> found) {
        CallMeaning meaning = calls.of(procedure, call);
        if (!meaning.targets().isEmpty() || !found.add(Map.entry(procedure, call))) {
            return;
        }
        origins.holder(procedure, call)
                .ifPresent(holder -> origins.configuring(procedure, holder)
                        .forEach(site -> addBuilt(site.getKey(), site.getValue(), found)));
        addHanded(procedure, new Expression.Result(call.id()), found);
        if (call.receiver() != null) {
            collectBuilt(procedure, call.receiver(), origins.isCopy(call) ? call : null, found);
        }
        addCarried(procedure, call, found);
    }

    /** What methods of the program's own call on an object that they are handed. */
    private void addHanded(Procedure procedure, Expression value, Set<Map.Entry<Procedure, Instruction.Invoke>> found) {
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.handed(procedure, value)) {
            if (found.add(site)) {
                addCarried(site.getKey(), site.getValue(), found);
            }
        }
    }

    private void addCarried(
            Procedure procedure, Instruction.Invoke call, Set<Map.Entry<Procedure, Instruction.Invoke>> found) {
        MethodRow row = calls.of(procedure, call).row();
        if (row == null || row.context() == ContextOperation.CARRY && !handsOver(row)) {
            call.arguments().forEach(argument -> collectBuilt(procedure, argument, null, found));
        }
    }

    /** Whether the call hands over something that runs on its own, with settings of its own. */
    private static boolean handsOver(MethodRow row) {
        return row.graph() != null
                || row.runs() != null
                || row.settings().stream().anyMatch(setting -> LibraryRuns.HANDED.contains(setting.name()));
    }

    /** The settings that a call makes. */
    private List<Made> made(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        return row == null
                ? List.of()
                : row.settings().stream()
                        .filter(setting -> mayBeMade(procedure, call, setting.when())
                                && !isTakenBack(procedure, call, setting.unless()))
                        .flatMap(setting -> made(procedure, call, setting).stream())
                        .toList();
    }

    private List<Made> made(Procedure procedure, Instruction.Invoke call, Setting setting) {
        List<Expression> values = operands(call, setting.operand());
        List<Made> found = new ArrayList<>(wired(procedure, call, values, setting));
        if (setting.operand() == null ? !setting.value().isEmpty() : found.isEmpty()) {
            found.add(0, new Made(procedure, call, values, setting.value(), setting));
        }
        return found;
    }

    /** What a container wires: the objects of the setting's types that it makes, those of the given name if any. */
    private List<Made> wired(Procedure procedure, Instruction.Invoke call, List<Expression> names, Setting setting) {
        List<Procedure> makers =
                setting.beans().stream().flatMap(type -> makers(type).stream()).toList();
        String name = names.stream()
                .filter(Expression.Constant.class::isInstance)
                .map(named -> String.valueOf(((Expression.Constant) named).value()))
                .findFirst()
                .orElse("");
        return chosen(procedure, makers, name).stream()
                .flatMap(maker -> origins.returned(maker).stream())
                .map(made -> new Made(
                        made.procedure(), maker(made, call), List.of(made.expression()), setting.value(), setting))
                .toList();
    }

    /**
     * Methods that are called for an object of a type, or for what such an object provides: a container's, and those with which classes of
     * the program's own implement a library's type.
     */
    public List<Procedure> makers(String type) {
        return makers.computeIfAbsent(type, this::findMakers);
    }

    private List<Procedure> findMakers(String type) {
        List<Procedure> found = new ArrayList<>(providers(type));
        for (String own : program.subtypes(type)) {
            program.typing().hierarchy(own).stream()
                    .map(implemented -> catalog.type(Types.erasure(implemented)))
                    .flatMap(Optional::stream)
                    .filter(row -> row.role() == TypeRow.Role.PLAIN)
                    .flatMap(row -> row.methods().stream())
                    .filter(method -> !method.returns().isEmpty())
                    .flatMap(method -> method.names().stream())
                    .flatMap(method -> program.declared(own, method).stream())
                    .map(method -> program.procedure(method.key()))
                    .flatMap(Optional::stream)
                    .forEach(found::add);
        }
        return found;
    }

    /** The call that made the value, or the first of the function that makes it. */
    private Instruction.Invoke maker(Origin made, Instruction.Invoke otherwise) {
        if (made.expression() instanceof Expression.Result result) {
            return origins.call(made.procedure(), result.call());
        }
        Procedure code = made.expression() instanceof Expression.Lambda lambda
                ? program.lambda(made.procedure(), lambda.body())
                : made.procedure();
        return calls(code).findFirst().orElse(otherwise);
    }

    /** Whether a call on the object that this one makes makes the other setting. */
    private boolean isTakenBack(Procedure procedure, Instruction.Invoke call, String other) {
        return !other.isEmpty()
                && calls(procedure)
                        .filter(next -> next != call && beginning(procedure, next) == call)
                        .anyMatch(next -> made(procedure, next).stream()
                                .anyMatch(made -> made.setting().name().equals(other)));
    }

    private Instruction.Invoke beginning(Procedure procedure, Instruction.Invoke call) {
        Instruction.Invoke first = call;
        while (first.receiver() instanceof Expression.Result result) {
            first = origins.call(procedure, result.call());
        }
        return first;
    }

    private static Stream<Instruction.Invoke> calls(Procedure procedure) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast);
    }

    /** Whether the first argument may be the constant with which alone the call makes the setting. */
    private boolean mayBeMade(Procedure procedure, Instruction.Invoke call, String when) {
        return when.isEmpty()
                || call.arguments().isEmpty()
                || origins.of(procedure, call.arguments().get(0), Origins.Depth.VALUE).stream()
                        .anyMatch(origin -> !(origin.expression() instanceof Expression.Field constant
                                        && constant.receiver() == null)
                                || constant.name().equals(when));
    }

    /** The values of a call that an operand names; none for null. */
    public static List<Expression> operands(Instruction.Invoke call, @Nullable Operand operand) {
        if (operand == null) {
            return List.of();
        }
        return switch (operand.kind()) {
            case RECEIVER -> call.receiver() == null ? List.of() : List.of(call.receiver());
            case ARGUMENTS -> call.arguments();
            case ARGUMENT ->
                operand.index() < call.arguments().size()
                        ? List.of(call.arguments().get(operand.index()))
                        : List.of();
        };
    }
}
