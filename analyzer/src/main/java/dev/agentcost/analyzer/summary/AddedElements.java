package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.bound.LoopBounds;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How many elements the calls in a loop put into a collection. */
final class AddedElements {

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final Loop loop;
    private final LoopBounds loops;
    private final Map<Loop, LoopBound> bounds;

    /** @param bounds those of the loops inside it */
    AddedElements(Engine engine, Procedure procedure, Loop loop, LoopBounds loops, Map<Loop, LoopBound> bounds) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = engine.flows().of(procedure);
        this.loop = loop;
        this.loops = loops;
        this.bounds = bounds;
    }

    /**
     * An upper bound.
     *
     * @param derivation why
     */
    record Most(Formula elements, List<Step> derivation) {}

    /** Those of each call in all turns, where a counter that each of these turns moves has a limit; other calls are missing. */
    Map<Instruction.Invoke, Most> inAllTurns(List<Instruction.Invoke> calls) {
        Map<Instruction.Invoke, Most> found = new HashMap<>();
        loops.turnsWith(loop, calls)
                .forEach((call, turns) -> inTurns(call, Objects.requireNonNull(turns.passes()), turns.derivation())
                        .ifPresent(most -> found.put(call, most)));
        return found;
    }

    /** The same where a set grows in each of these turns, which are made only as long as it has fewer than so many. */
    Optional<Most> whileFew(Instruction.Invoke call, Expression set) {
        NeededTests tests = new NeededTests(engine, procedure);
        return tests.of(List.of(new RecursionBounds.Edge(procedure, call, procedure)))
                .filter(test -> loop.contains(test.block()))
                .flatMap(test -> new Demands(engine)
                        .comparisons(procedure, test)
                        .flatMap(compared -> most(compared, set).stream())
                        .map(turns -> inTurns(
                                call,
                                turns,
                                List.of(new Step(
                                        test.at(),
                                        "more is added only behind the test " + tests.text(test)
                                                + ", in at most " + turns
                                                + " turns, each of which makes it more"))))
                        .flatMap(Optional::stream))
                .findFirst();
    }

    /** How often a test is passed of how many a set has that gets one more each time. */
    private Optional<Formula> most(Comparison test, Expression set) {
        boolean loose = test.form() == Comparison.Form.LOOSE;
        if (!(loose || test.form() == Comparison.Form.STRICT)
                || !(test.less() instanceof Expression.Result result)
                || !isFixed(test.more())) {
            return Optional.empty();
        }
        Instruction.Invoke asked = engine.origins().call(procedure, result.call());
        return set.equals(asked.receiver()) && engine.facts().isNumberOf(procedure, asked)
                ? engine.values()
                        .most(procedure, test.more())
                        .map(most -> (loose ? most.plus(Formula.ONE) : most).atLeastZero())
                : Optional.empty();
    }

    private Optional<Most> inTurns(Instruction.Invoke call, Formula turns, List<Step> derivation) {
        return inOneTurn(call).map(each -> {
            Formula all = turns.times(each);
            List<Step> steps = new ArrayList<>(derivation);
            steps.add(new Step(procedure.at(call.line()), "at most " + all + " are added here"));
            return new Most(all, steps);
        });
    }

    /** Those of one call in one turn, at most; empty where a loop inside has no limit. */
    Optional<Formula> inOneTurn(Instruction.Invoke call) {
        Change one = engine.facts().sizeChange(procedure, call, Objects.requireNonNull(call.receiver()));
        Formula added = one.kind() == Change.Kind.ADD && one.most() < Change.UNLIMITED
                ? Formula.of(one.most())
                : engine.values().size(procedure, call.arguments().get(0));
        Loop inner = flow.loopOf(flow.blockOf(call));
        while (inner != null && inner != loop) {
            Formula turns = Objects.requireNonNull(bounds.get(inner)).turns();
            if (turns == null) {
                return Optional.empty();
            }
            added = added.times(turns);
            inner = inner.parent();
        }
        return Optional.of(added);
    }

    /** Whether a limit is the same in each turn. */
    boolean isFixed(Expression limit) {
        if (limit instanceof Expression.Result result) {
            return engine.facts()
                    .inlined(procedure, engine.origins().call(procedure, result.call()))
                    .filter(this::isFixed)
                    .isPresent();
        }
        if (limit instanceof Expression.Field field) {
            return engine.values().isConstantField(field)
                    && (field.receiver() == null
                            || field.receiver() instanceof Expression.This
                            || isFixed(field.receiver()));
        }
        return limit instanceof Expression.Constant
                || limit instanceof Expression.Local local && !flow.assigns(loop, local);
    }
}
