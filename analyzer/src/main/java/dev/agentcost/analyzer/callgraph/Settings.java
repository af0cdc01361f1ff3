package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Setting;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private final Program program;
    private final Catalog catalog;
    private final Calls calls;
    private final Origins origins;
    private @Nullable Map<String, List<Procedure>> providers;

    /** The settings of a program. */
    public Settings(Program program, Catalog catalog, Calls calls, Origins origins) {
        this.program = program;
        this.catalog = catalog;
        this.calls = calls;
        this.origins = origins;
    }

    /** Every making of the setting that may reach the values, in a fixed order. */
    public List<Made> find(List<Origin> values, String name) {
        List<Made> found = new ArrayList<>();
        Set<Map.Entry<Procedure, Instruction.Invoke>> seen = new LinkedHashSet<>();
        values.forEach(value -> find(value, name, seen, found));
        return found;
    }

    private void find(Origin value, String name, Set<Map.Entry<Procedure, Instruction.Invoke>> seen, List<Made> found) {
        findHanded(value.procedure(), value.expression(), name, seen, found);
        for (Origin origin : origins.of(value.procedure(), value.expression(), Origins.Depth.CONTENTS)) {
            if (origin.expression() instanceof Expression.Result result) {
                Instruction.Invoke call = origins.call(origin.procedure(), result.call());
                if (seen.add(Map.entry(origin.procedure(), call))) {
                    addMade(origin.procedure(), call, name, found);
                    findHanded(origin.procedure(), result, name, seen, found);
                    origins.holder(origin.procedure(), call)
                            .ifPresent(holder -> findHanded(origin.procedure(), holder, name, seen, found));
                }
            }
        }
    }

    /** What methods of the program's own set on an object that they are handed. */
    private void findHanded(
            Procedure procedure,
            Expression value,
            String name,
            Set<Map.Entry<Procedure, Instruction.Invoke>> seen,
            List<Made> found) {
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.handed(procedure, value)) {
            if (seen.add(site)) {
                addMade(site.getKey(), site.getValue(), name, found);
                site.getValue()
                        .arguments()
                        .forEach(argument -> find(new Origin(site.getKey(), argument), name, seen, found));
            }
        }
    }

    /** The makings of the setting on the way on which the value itself was built; those of what was handed to it are not meant. */
    public List<Made> findOwn(Procedure procedure, Expression value, String name) {
        List<Made> found = new ArrayList<>();
        built(procedure, value).forEach(site -> addMade(site.getKey(), site.getValue(), name, found));
        return found;
    }

    /** The library calls that a value was built by: its builder's, and those of options that it carries. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> built(Procedure procedure, Expression value) {
        Set<Map.Entry<Procedure, Instruction.Invoke>> found = new LinkedHashSet<>();
        collectBuilt(procedure, value, null, found);
        return List.copyOf(found);
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

    private void addMade(Procedure procedure, Instruction.Invoke call, String name, List<Made> found) {
        CallMeaning meaning = calls.of(procedure, call);
        if (meaning.row() == null) {
            return;
        }
        for (Setting setting : meaning.row().settings()) {
            if (setting.name().equals(name) && mayBeMade(procedure, call, setting.when())) {
                Operand operand = setting.operand();
                found.add(new Made(procedure, call, operands(call, operand), setting.value(), setting));
            }
        }
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
