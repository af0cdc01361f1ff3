package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.List;
import java.util.Optional;

/** Loops that a call in every turn leaves by failing. */
final class Refusals {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final CallFacts facts;
    private final ExpressionText text;

    Refusals(Procedure procedure, ControlFlow flow, CallFacts facts, ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.facts = facts;
        this.text = text;
    }

    /** {@code budget.check();}: a call in every turn that fails, and so leaves the loop, when a counter comes to its limit. */
    Optional<LoopBound> of(Loop loop, Counters counters) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) != loop || !flow.onEveryTurn(loop, block) || flow.isCaught(loop, block)) {
                continue;
            }
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Invoke call) {
                    for (Expression condition : facts.refusals(procedure, call)) {
                        Guard guard = new Guard(block, i, condition, false, call.line());
                        Optional<LoopBound> bound = Comparison.of(condition, false)
                                .filter(test ->
                                        test.form() == Comparison.Form.STRICT || test.form() == Comparison.Form.LOOSE)
                                .flatMap(test -> counters.of(guard, test))
                                .filter(Counters.Found::every)
                                .map(found -> refused(loop, guard, call, found));
                        if (bound.isPresent()) {
                            return bound;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound refused(Loop loop, Guard guard, Instruction.Invoke call, Counters.Found found) {
        Formula passes = found.passes();
        return new LoopBound(
                passes.isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                passes,
                -1,
                costsOnlyBehind(loop, guard),
                List.of(
                        new Step(
                                procedure.at(guard.line()),
                                call.target().name() + "() fails when " + text.of(guard.condition())),
                        new Step(procedure.at(guard.line()), found.moves(text)),
                        new Step(procedure.at(guard.line()), "at most " + passes + " passes")),
                "",
                false);
    }

    /** Whether nothing costs in a turn before the point. */
    private boolean costsOnlyBehind(Loop loop, Guard point) {
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                boolean behind = block == point.block() ? i > point.point() : flow.dominates(point.block(), block);
                if (!behind && instructions.get(i) instanceof Instruction.Invoke call && facts.costs(procedure, call)) {
                    return false;
                }
            }
        }
        return true;
    }
}
