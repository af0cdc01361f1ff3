package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loops over a list of what is to be done, into which more is put that is nearer to a limit than what it came from: {@code if
 * (task.attempts++ < 3) open.add(task)}, or {@code if (node.depth() < 4) open.add(new Node(text, node.depth() + 1))}. That ends by the
 * order of multisets (Dershowitz and Manna, Proving termination with multiset orderings, 1979): each turn takes one element, and puts
 * in some that are less.
 */
final class Requeueing {

    /** Generations that are summed up one by one; of more, each is taken to be as large as the last. */
    private static final int GENERATIONS = 16;

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final Loop loop;
    private final AddedElements elements;

    Requeueing(Engine engine, Procedure procedure, Loop loop, AddedElements elements) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = engine.flows().of(procedure);
        this.loop = loop;
        this.elements = elements;
    }

    /**
     * The answer.
     *
     * @param passes turns that take an element, at most
     */
    record Found(Formula passes, List<Step> derivation) {}

    /** How far an element may go from one to the next that comes of it. */
    private record Limited(Formula generations, NeededTests.Test test) {}

    /**
     * The turns, where each takes an element of the list.
     *
     * @param begins the elements that come from elsewhere, at most
     * @param taken the only local that the element is put in, each turn
     * @param added the calls that put something into the list, all behind that
     */
    Optional<Found> of(Expression list, Formula begins, Expression.Local taken, List<Instruction.Invoke> added) {
        Optional<Formula> together = together(added);
        if (together.isEmpty()) {
            return Optional.empty();
        }
        NeededTests tests = new NeededTests(engine, procedure);
        Formula generations = Formula.ZERO;
        List<Step> derivation = new ArrayList<>();
        ExpressionText text = new ExpressionText(procedure, engine.origins());
        for (Instruction.Invoke call : added) {
            Optional<Limited> limited = limited(tests, taken, call);
            if (limited.isEmpty()) {
                return Optional.empty();
            }
            generations = generations.max(limited.get().generations());
            derivation.add(new Step(
                    limited.get().test().at(),
                    "more is put into " + text.of(list) + " only behind the test "
                            + tests.text(limited.get().test()) + ", which is nearer to failing each time: at most "
                            + limited.get().generations() + " times, one after the other"));
        }
        Formula each = each(together.get(), generations);
        derivation.add(new Step(
                procedure.at(added.get(0).line()),
                "at most " + each + " turns for each element that comes into " + text.of(list) + " otherwise"));
        return Optional.of(new Found(begins.times(each), derivation));
    }

    /** All that comes of one element, itself included. */
    private static Formula each(Formula together, Formula generations) {
        if (together.equals(Formula.ONE)) {
            return generations.plus(Formula.ONE);
        }
        Optional<Integer> few =
                generations.constantValue().map(Number::intValue).filter(count -> count >= 0 && count <= GENERATIONS);
        if (few.isEmpty()) {
            return generations.plus(Formula.ONE).times(Formula.exponential(together.max(Formula.ONE), generations));
        }
        Formula sum = Formula.ZERO;
        for (int generation = 0; generation <= few.get(); generation++) {
            sum = sum.plus(together.pow(generation));
        }
        return sum;
    }

    /** How many one turn puts in, at most; empty where a loop inside has no limit. */
    private Optional<Formula> together(List<Instruction.Invoke> added) {
        if (areAlternatives(added)) {
            return Optional.of(Formula.ONE);
        }
        Formula sum = Formula.ZERO;
        for (Instruction.Invoke call : added) {
            Optional<Formula> one = elements.inOneTurn(call);
            if (one.isEmpty()) {
                return one;
            }
            sum = sum.plus(one.get());
        }
        return Optional.of(sum);
    }

    /** Whether no turn makes two of the calls, or one of them twice. */
    private boolean areAlternatives(List<Instruction.Invoke> added) {
        List<Integer> blocks = added.stream().map(flow::blockOf).distinct().toList();
        return blocks.size() == added.size()
                && blocks.stream()
                        .allMatch(block -> flow.loopOf(block) == loop
                                && blocks.stream()
                                        .filter(other -> !other.equals(block))
                                        .noneMatch(flow.reachable(block, edge -> edge.to() != loop.header())::get));
    }

    private Optional<Limited> limited(NeededTests tests, Expression.Local taken, Instruction.Invoke call) {
        if (call.arguments().size() != 1) {
            return Optional.empty();
        }
        Expression value = call.arguments().get(0);
        return tests.of(List.of(new RecursionBounds.Edge(procedure, call, procedure)))
                .filter(test -> loop.contains(test.block()))
                .flatMap(test -> new Demands(engine)
                                .comparisons(procedure, test)
                                .flatMap(compared -> generations(taken, call, value, test.block(), compared).stream())
                                .findFirst()
                                .map(most -> new Limited(most, test))
                                .stream())
                .findFirst();
    }

    private Optional<Formula> generations(
            Expression.Local taken, Instruction.Invoke call, Expression value, int block, Comparison test) {
        if (value.equals(taken)) {
            return new CarriedDepth(engine, procedure, taken, Map.of(), List.of(procedure), Set.of(call))
                    .calls(block, test, List.of(new CarriedDepth.Again(procedure, call)), new CarriedDepth.Cycle() {
                        @Override
                        public boolean isFixed(Expression limit) {
                            return elements.isFixed(limit);
                        }

                        @Override
                        public boolean isCutBy(Set<Instruction.Invoke> calls) {
                            return calls.contains(call);
                        }
                    });
        }
        return new RemadeDepth(engine, procedure, taken, List.of(new Origin(procedure, value)))
                .calls(test, elements::isFixed);
    }
}
