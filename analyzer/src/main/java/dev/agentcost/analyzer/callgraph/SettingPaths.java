package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a builder is surely given a setting before it is used: {@code if (some) builder.maxTurns(5)} leaves the default where
 * the condition does not hold.
 */
public final class SettingPaths {

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;

    /** A builder in a local of the procedure. */
    private record Held(Procedure procedure, Expression.Local local) {}

    /** Of the builders of one program. */
    public SettingPaths(Calls calls, Origins origins, Flows flows) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
    }

    /** Whether on some path a builder is used on which none of the makings was called. */
    public boolean maySkip(List<Settings.Made> makings) {
        return held(makings).entrySet().stream().anyMatch(entry -> maySkip(entry.getKey(), entry.getValue(), null));
    }

    /** The same of paths on which one of some others was: {@code if (!tools.isEmpty()) builder.tools(tools).runTools(false)}. */
    public boolean maySkip(List<Settings.Made> makings, List<Settings.Made> others) {
        Map<Held, Set<Instruction.Invoke>> also = held(others);
        return held(makings).entrySet().stream().anyMatch(entry -> {
            Set<Instruction.Invoke> here = also.getOrDefault(entry.getKey(), Set.of());
            boolean all = others.stream().map(Settings.Made::call).allMatch(here::contains);
            return maySkip(entry.getKey(), entry.getValue(), all ? here : null);
        });
    }

    /** The builders in locals that are given the settings, each with the calls that do so, or have it done. */
    private Map<Held, Set<Instruction.Invoke>> held(List<Settings.Made> makings) {
        Map<Held, Set<Instruction.Invoke>> settings = new LinkedHashMap<>();
        Deque<Held> work = new ArrayDeque<>();
        for (Settings.Made made : makings) {
            add(made.procedure(), made.call(), made.call().receiver(), settings, work);
        }
        while (!work.isEmpty()) {
            Held held = work.pop();
            int parameter =
                    held.procedure().body().parameters().indexOf(held.local().name());
            if (parameter >= 0 && !held.procedure().isLambda()) {
                // the call of the helper is what sets it in its callers
                for (Map.Entry<Procedure, Instruction.Invoke> caller :
                        origins.callers(held.procedure().method())) {
                    List<Expression> arguments = caller.getValue().arguments();
                    if (parameter < arguments.size()) {
                        add(caller.getKey(), caller.getValue(), arguments.get(parameter), settings, work);
                    }
                }
            }
        }
        return settings;
    }

    private void add(
            Procedure procedure,
            Instruction.Invoke call,
            @Nullable Expression builder,
            Map<Held, Set<Instruction.Invoke>> settings,
            Deque<Held> work) {
        Expression root =
                builder == null ? null : origins.root(procedure, builder).orElse(null);
        if (root instanceof Expression.Local local && origins.declaring(procedure, local) == procedure) {
            Held held = new Held(procedure, local);
            if (!settings.containsKey(held)) {
                work.add(held);
            }
            settings.computeIfAbsent(held, key -> new LinkedHashSet<>()).add(call);
        }
    }

    /** @param others those of which a path has one; null where any path counts */
    private boolean maySkip(Held held, Set<Instruction.Invoke> settings, @Nullable Set<Instruction.Invoke> others) {
        Procedure procedure = held.procedure();
        if (procedure.body().parameters().contains(held.local().name())) {
            return procedure.isLambda() ? false : reaches(procedure, 0, 0, settings, others, call -> false, true);
        }
        Predicate<Instruction.Invoke> use = use(held);
        for (Block block : procedure.body().blocks()) {
            for (int i = 0; i < block.instructions().size(); i++) {
                if (block.instructions().get(i) instanceof Instruction.Assign assign
                        && assign.target().equals(held.local())
                        && reaches(procedure, block.id(), i + 1, settings, others, use, false)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The calls that make something of the builder; where the procedure has none, those that take it. */
    private Predicate<Instruction.Invoke> use(Held held) {
        Predicate<Instruction.Invoke> builds =
                call -> call.receiver() != null && isRoot(held, call.receiver()) && !isFluent(held.procedure(), call);
        boolean any = invokes(held.procedure()).anyMatch(builds);
        return any ? builds : call -> call.arguments().stream().anyMatch(argument -> isRoot(held, argument));
    }

    private boolean isRoot(Held held, Expression chain) {
        return origins.root(held.procedure(), chain)
                .filter(held.local()::equals)
                .isPresent();
    }

    private boolean isFluent(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        return row != null && (row.returnsReceiver() || !row.settings().isEmpty());
    }

    private static Stream<Instruction.Invoke> invokes(Procedure procedure) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast);
    }

    /** A block that control comes to, and whether it has passed one of the other calls. */
    private record At(int block, boolean other) {}

    /**
     * Whether control comes from the place to a call that is looked for, or to the end, without one of those to be passed, but by one of
     * the others.
     */
    private boolean reaches(
            Procedure procedure,
            int block,
            int index,
            Set<Instruction.Invoke> pass,
            @Nullable Set<Instruction.Invoke> others,
            Predicate<Instruction.Invoke> use,
            boolean end) {
        ControlFlow flow = flows.of(procedure);
        Set<At> seen = new HashSet<>();
        Deque<At> work = new ArrayDeque<>(List.of(new At(block, others == null)));
        int from = index;
        while (!work.isEmpty()) {
            At at = work.pop();
            Block code = Objects.requireNonNull(procedure.body().blocks().get(at.block()));
            boolean passed = false;
            boolean other = at.other();
            for (int i = from; i < code.instructions().size() && !passed; i++) {
                if (code.instructions().get(i) instanceof Instruction.Invoke call) {
                    if (other && !pass.contains(call) && use.test(call)) {
                        return true;
                    }
                    passed = pass.contains(call);
                    other |= others != null && others.contains(call);
                }
            }
            from = 0;
            if (passed) {
                continue;
            }
            if (end && other && code.terminator() instanceof Terminator.Return) {
                return true;
            }
            for (FlowEdge edge : flow.outgoing(code.id())) {
                At next = new At(edge.to(), other);
                if (!(end && edge.kind() == FlowEdge.Kind.EXCEPTION) && seen.add(next)) {
                    work.add(next);
                }
            }
        }
        return false;
    }
}
