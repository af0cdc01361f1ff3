package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.List;

/** When a call comes back by an exception alone: {@code budget.check()}, which throws where nothing is left. */
final class Refusals {

    /** How many blocks without a choice lead to the exception at most, where its text is put together. */
    private static final int BLOCKS = 3;

    private final Calls calls;
    private final Flows flows;
    private final Inlining inlining;

    Refusals(Calls calls, Flows flows, Inlining inlining) {
        this.calls = calls;
        this.flows = flows;
        this.inlining = inlining;
    }

    /** Conditions in terms of the caller, each of which makes the call fail whenever it holds. */
    List<Expression> of(Procedure caller, Instruction.Invoke call) {
        List<Procedure> targets = calls.of(caller, call).targets();
        if (targets.size() != 1 || targets.get(0).isLambda()) {
            return List.of();
        }
        Procedure callee = targets.get(0);
        ControlFlow flow = flows.of(callee);
        List<Expression> found = new ArrayList<>();
        for (Block block : flow.body().blocks()) {
            if (block.terminator() instanceof Terminator.Branch branch
                    && flow.isReachable(block.id())
                    && flow.loopOf(block.id()) == null
                    && flow.dominatesReturns(block.id())) {
                boolean whenTrue = fails(flow, branch.whenTrue());
                if (whenTrue != fails(flow, branch.whenFalse())) {
                    inlining.inTermsOf(callee, branch.condition(), call)
                            .map(condition -> whenTrue ? condition : new Expression.Not(condition))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static boolean fails(ControlFlow flow, int from) {
        int at = from;
        for (int i = 0; i < BLOCKS; i++) {
            Block block = flow.body().blocks().get(at);
            if (!block.handlers().isEmpty()) {
                return false;
            }
            if (block.terminator() instanceof Terminator.Throw) {
                return true;
            }
            if (!(block.terminator() instanceof Terminator.Jump jump)) {
                return false;
            }
            at = jump.target();
        }
        return false;
    }
}
