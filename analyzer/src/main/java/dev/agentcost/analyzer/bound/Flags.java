package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.BitSet;

/** Tests of a flag that control passes once: {@code if (!retried) { retried = true; continue; } return answer;}. */
final class Flags {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final CallFacts facts;

    Flags(Procedure procedure, ControlFlow flow, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.facts = facts;
    }

    /** Whether control passes the test once only, because every way on turns the flag and nothing in the loop turns it back. */
    boolean isPassedOnce(Loop loop, Guard guard, FlowEdge edge) {
        Expression flag = guard.condition();
        boolean needed = guard.stayWhen();
        while (flag instanceof Expression.Not not) {
            flag = not.operand();
            needed = !needed;
        }
        return isPlace(loop, flag) && isOnlyTurned(loop, flag, !needed) && isTurnedOnEveryWay(loop, guard, edge, flag);
    }

    private boolean isPlace(Loop loop, Expression flag) {
        return flag instanceof Expression.Local
                || flag instanceof Expression.Field field
                        && (field.receiver() == null
                                || field.receiver() instanceof Expression.This
                                || field.receiver() instanceof Expression.Local
                                        && !flow.assigns(loop, field.receiver()));
    }

    /** Whether the loop does nothing to the flag but to give it this value. */
    private boolean isOnlyTurned(Loop loop, Expression flag, boolean value) {
        for (Instruction instruction : flow.instructions(loop)) {
            if (instruction instanceof Instruction.Assign assign) {
                boolean turns = assign.value().equals(new Expression.Constant(value));
                if (!turns && isSame(assign.target(), flag)) {
                    return false;
                }
            } else if (facts.changes(procedure, instruction, flag)) {
                return false;
            }
        }
        return true;
    }

    /** The same place, or the same field of an object that may be the same. */
    private static boolean isSame(Expression place, Expression flag) {
        return place.equals(flag)
                || place instanceof Expression.Field one
                        && flag instanceof Expression.Field other
                        && one.owner().equals(other.owner())
                        && one.name().equals(other.name());
    }

    /** Whether control comes back to the test, or to the head of the loop, only by way of an assignment to the flag. */
    private boolean isTurnedOnEveryWay(Loop loop, Guard guard, FlowEdge edge, Expression flag) {
        BitSet reached = flow.reachable(
                edge.to(),
                // what fails may fail before the assignment
                next -> loop.contains(next.to())
                        && (next.kind() == FlowEdge.Kind.EXCEPTION || !isTurnedIn(next.from(), flag)));
        return !reached.get(loop.header()) && !reached.get(guard.block());
    }

    private boolean isTurnedIn(int block, Expression flag) {
        return flow.body().blocks().get(block).instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        && assign.target().equals(flag));
    }
}
