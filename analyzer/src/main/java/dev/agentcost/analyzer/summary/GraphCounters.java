package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counters in the state of a graph: the code that chooses an edge compares a value of the state with a limit, and a node
 * that the edge leads back to raises it.
 */
final class GraphCounters {

    private static final int WRAPPERS = 6;

    private final Engine engine;

    GraphCounters(Engine engine) {
        this.engine = engine;
    }

    /** A limit on how often an edge is taken. */
    record Found(Formula times, Step step) {}

    private record Test(String key, Formula times, Step step) {}

    /** The limit on an edge that closes a cycle, where each way to choose it passes a counter that the cycle raises. */
    Optional<Found> of(DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge) {
        Formula most = null;
        Step step = null;
        for (LibraryRuns.Run run : edge.chooser()) {
            for (Procedure chooser : deciding(run.meaning().targets())) {
                for (Block block : chooser.body().blocks()) {
                    if (!(block.terminator() instanceof Terminator.Return end)
                            || end.value() == null
                            || !mayName(chooser, end.value(), edge.label())) {
                        continue;
                    }
                    Test test = test(chooser, block.id());
                    if (test == null || !isRaised(graph, edge, test.key())) {
                        return Optional.empty();
                    }
                    most = most == null ? test.times() : most.max(test.times());
                    step = test.step();
                }
            }
        }
        return most == null || step == null ? Optional.empty() : Optional.of(new Found(most, step));
    }

    private boolean mayName(Procedure chooser, Expression value, String label) {
        return engine.runs().graphs().names(chooser, value).stream()
                .anyMatch(name -> name.equals(label) || name.startsWith("?"));
    }

    /** The code that decides: a method reference only hands on what its method returns. */
    private List<Procedure> deciding(List<Procedure> choosers) {
        List<Procedure> found = new ArrayList<>();
        for (Procedure chooser : choosers) {
            List<Procedure> behind = called(chooser);
            found.addAll(
                    chooser.isLambda() && chooser.body().blocks().size() == 1 && !behind.isEmpty()
                            ? behind
                            : List.of(chooser));
        }
        return found;
    }

    private List<Procedure> called(Procedure procedure) {
        return engine.graph().calls(procedure).stream()
                .flatMap(call -> engine.calls().of(procedure, call).targets().stream())
                .toList();
    }

    /** The comparison of a counter with a limit that must have come out well before the block is reached. */
    private @Nullable Test test(Procedure chooser, int block) {
        ControlFlow flow = engine.flows().of(chooser);
        for (Block candidate : chooser.body().blocks()) {
            if (candidate.terminator() instanceof Terminator.Branch branch) {
                Test found = null;
                if (leadsTo(flow, branch.whenTrue(), block)) {
                    found = test(chooser, branch, branch.condition(), true);
                } else if (leadsTo(flow, branch.whenFalse(), block)) {
                    found = test(chooser, branch, branch.condition(), false);
                }
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean leadsTo(ControlFlow flow, int side, int block) {
        return flow.incoming(side).size() == 1 && flow.dominates(side, block);
    }

    private @Nullable Test test(Procedure chooser, Terminator.Branch branch, Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return test(chooser, branch, not.operand(), !holds);
        }
        if (!(condition instanceof Expression.Binary binary)) {
            return null;
        }
        Expression.Operator operator = holds ? binary.operator() : negated(binary.operator());
        Expression counter = binary.left();
        Expression limit = binary.right();
        if (operator == Expression.Operator.GREATER || operator == Expression.Operator.GREATER_EQUAL) {
            counter = binary.right();
            limit = binary.left();
            operator =
                    operator == Expression.Operator.GREATER ? Expression.Operator.LESS : Expression.Operator.LESS_EQUAL;
        }
        if (operator != Expression.Operator.LESS && operator != Expression.Operator.LESS_EQUAL) {
            return null;
        }
        String key = key(chooser, counter, WRAPPERS);
        Optional<Formula> most = engine.values().most(chooser, limit);
        if (key == null || most.isEmpty()) {
            return null;
        }
        Formula times =
                operator == Expression.Operator.LESS ? most.get() : most.get().plus(Formula.ONE);
        return new Test(
                key,
                times.atLeastZero(),
                new Step(
                        chooser.at(branch.line()),
                        "the edge is taken only while '" + key + "' in the graph's state is below " + times));
    }

    private static Expression.Operator negated(Expression.Operator operator) {
        return switch (operator) {
            case LESS -> Expression.Operator.GREATER_EQUAL;
            case LESS_EQUAL -> Expression.Operator.GREATER;
            case GREATER -> Expression.Operator.LESS_EQUAL;
            case GREATER_EQUAL -> Expression.Operator.LESS;
            default -> operator;
        };
    }

    /** The key under which the state holds the value. */
    private @Nullable String key(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return null;
        } else if (value instanceof Expression.Local local) {
            Origin only = only(procedure, local);
            return only == null ? null : key(only.procedure(), only.expression(), depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return key(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            for (Expression argument : call.arguments()) {
                String text = text(procedure, argument);
                if (text != null) {
                    return text;
                }
            }
            return call.receiver() == null ? null : key(procedure, call.receiver(), depth - 1);
        }
        return null;
    }

    private @Nullable String text(Procedure procedure, Expression value) {
        String name = engine.runs().graphs().name(procedure, value);
        return name.startsWith("?") || name.startsWith("#") ? null : name;
    }

    /** Whether the nodes that are visited again raise the value, and none of them sets it to anything else. */
    private boolean isRaised(DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, String key) {
        Set<Procedure> code = new LinkedHashSet<>();
        for (String place : graph.body(edge)) {
            graph.nodes()
                    .getOrDefault(place, List.of())
                    .forEach(run -> code.addAll(run.meaning().targets()));
        }
        Deque<Procedure> work = new ArrayDeque<>(code);
        while (!work.isEmpty()) {
            called(work.pop()).stream().filter(code::add).forEach(work::push);
        }
        boolean raised = false;
        for (Procedure procedure : engine.program().procedures()) {
            if (!code.contains(procedure) && !code.contains(procedure.root())) {
                continue;
            }
            for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                if (!writes(call)) {
                    continue;
                }
                for (int i = 0; i + 1 < call.arguments().size(); i++) {
                    if (key.equals(text(procedure, call.arguments().get(i)))) {
                        Expression value = call.arguments().get(i + 1);
                        if (!isRise(procedure, value, key, WRAPPERS)) {
                            return false;
                        }
                        raised = true;
                    }
                }
            }
        }
        return raised;
    }

    private static boolean writes(Instruction.Invoke call) {
        String name = call.target().name();
        return name.startsWith("put") || name.equals("of") || name.equals("entry");
    }

    private boolean isRise(Procedure procedure, Expression value, String key, int depth) {
        if (depth > 0 && value instanceof Expression.Local local) {
            Origin only = only(procedure, local);
            return only != null && isRise(only.procedure(), only.expression(), key, depth - 1);
        }
        return value instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.PLUS
                && binary.right() instanceof Expression.Constant constant
                && constant.value() instanceof Long step
                && step > 0
                && key.equals(key(procedure, binary.left(), WRAPPERS));
    }

    private @Nullable Origin only(Procedure procedure, Expression.Local local) {
        List<Origin> assigned = engine.origins().assigned(procedure, local);
        return assigned.size() == 1 ? assigned.get(0) : null;
    }
}
