package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

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
        for (Block block : flow.body().blocks()) {
            for (Instruction instruction : loop.contains(block.id()) ? block.instructions() : Set.<Instruction>of()) {
                if (instruction instanceof Instruction.Assign assign) {
                    boolean turns = assign.value().equals(new Expression.Constant(value));
                    if (!turns && isSame(assign.target(), flag)) {
                        return false;
                    }
                } else if (flag instanceof Expression.Field field
                        && !facts.fieldChange(procedure, (Instruction.Invoke) instruction, field)
                                .equals(Change.NONE)) {
                    return false;
                }
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
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> work = new ArrayDeque<>();
        work.push(edge.to());
        while (!work.isEmpty()) {
            int at = work.pop();
            if (at == loop.header() || at == guard.block()) {
                return false;
            }
            if (!loop.contains(at) || !reached.add(at)) {
                continue;
            }
            boolean turned = flow.body().blocks().get(at).instructions().stream()
                    .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                            && assign.target().equals(flag));
            flow.outgoing(at).stream()
                    // what fails may fail before the assignment
                    .filter(next -> !turned || next.kind() == FlowEdge.Kind.EXCEPTION)
                    .forEach(next -> work.push(next.to()));
        }
        return true;
    }
}
