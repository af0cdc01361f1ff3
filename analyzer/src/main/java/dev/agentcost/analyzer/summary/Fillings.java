package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.Arrays;
import java.util.List;

/**
 * Lists that a loop fills until they hold enough: {@code for (int i = history.size() - 1; i >= 0 && tokens < 4000; i--)
 * window.addFirst(history.get(i))}. What is put there is no more than the limit allows, however long the history gets. The limit
 * holds where each turn that puts something there moves what is tested towards it.
 */
final class Fillings {

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;
    private final Slices slices;

    Fillings(Calls calls, Origins origins, Flows flows, Slices slices) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
        this.slices = slices;
    }

    /** Whether what a call puts into a local is limited by a test of the loop that it stands in. */
    boolean isLimited(Origins.Content content) {
        Procedure procedure = content.value().procedure();
        Instruction.Invoke call = content.call();
        if (call == null || !(call.receiver() instanceof Expression.Local list)) {
            return false;
        }
        ControlFlow flow = flows.of(procedure);
        int block = flow.blockOf(call);
        Loop loop = block < 0 ? null : flow.loopOf(block);
        return loop != null
                && isMadeBeside(procedure, flow, loop, list)
                && Arrays.stream(loop.order())
                        .anyMatch(test -> ends(new Turn(procedure, flow, loop, block, list), test));
    }

    /** A loop that fills a list in one of its blocks. */
    private record Turn(Procedure procedure, ControlFlow flow, Loop loop, int block, Expression.Local list) {}

    /** Whether the list is a new one whenever the loop begins. */
    private boolean isMadeBeside(Procedure procedure, ControlFlow flow, Loop loop, Expression.Local list) {
        List<Origin> made = origins.assigned(procedure, list);
        return !made.isEmpty()
                && !procedure.body().parameters().contains(list.name())
                && made.stream()
                        .allMatch(origin -> origin.procedure() == procedure
                                && origin.expression() instanceof Expression.Result result
                                && flow.loopOf(flow.blockOf(origins.call(procedure, result.call()))) == loop.parent());
    }

    /** Whether a turn puts something there only where the test has found that there is room, or the loop ends where there is none. */
    private boolean ends(Turn turn, int test) {
        ControlFlow flow = turn.flow();
        if (!(flow.body().blocks().get(test).terminator() instanceof Terminator.Branch branch)) {
            return false;
        }
        boolean whenTrue = leads(turn, branch.whenTrue());
        boolean before = flow.dominates(test, turn.block())
                && test != turn.block()
                && whenTrue != leads(turn, branch.whenFalse());
        boolean stays = turn.loop().contains(branch.whenTrue());
        boolean after =
                flow.onEveryTurn(turn.loop(), test) && stays != turn.loop().contains(branch.whenFalse());
        return before && isRoom(turn, branch.condition(), whenTrue) || after && isRoom(turn, branch.condition(), stays);
    }

    /** Whether a side of a test comes to where something is put there only in the same turn, and is the only way there. */
    private static boolean leads(Turn turn, int side) {
        return side != turn.loop().header() && turn.flow().dominates(side, turn.block());
    }

    private boolean isRoom(Turn turn, Expression condition, boolean holds) {
        return Comparison.of(condition, holds)
                .filter(test -> test.form() == Comparison.Form.STRICT || test.form() == Comparison.Form.LOOSE)
                .filter(test -> rises(turn, test.less()) && slices.isFixed(turn.procedure(), test.more())
                        || moves(turn, test.more(), Operator.MINUS))
                .isPresent();
    }

    /** Whether a number gets larger with what is put there: the size of the list, or a sum. */
    private boolean rises(Turn turn, Expression number) {
        if (number instanceof Expression.Binary sum && sum.operator() == Operator.PLUS) {
            return rises(turn, sum.left()) || rises(turn, sum.right());
        } else if (number instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(turn.procedure(), result.call());
            MethodRow row = calls.of(turn.procedure(), call).row();
            return turn.list().equals(call.receiver())
                    && row != null
                    && row.size() != null
                    && row.size().relation() == Size.Relation.NUMBER_OF;
        }
        return moves(turn, number, Operator.PLUS);
    }

    /** Whether each turn that puts something there adds to a local, or takes from it, and the loop does nothing else to it. */
    private boolean moves(Turn turn, Expression number, Operator step) {
        boolean moved = false;
        for (int at : turn.loop().order()) {
            for (Instruction instruction : turn.flow().body().blocks().get(at).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(number)) {
                    if (!isStep(assign.value(), number, step)) {
                        return false;
                    }
                    moved |= at == turn.block()
                            || turn.flow().dominates(at, turn.block())
                            || turn.flow().onEveryTurn(turn.loop(), at);
                }
            }
        }
        return moved && number instanceof Expression.Local local && beginsFixed(turn, local);
    }

    /** Whether what the local holds when the loop begins does not depend on how long the history is. */
    private boolean beginsFixed(Turn turn, Expression.Local local) {
        return origins.assigned(turn.procedure(), local).stream()
                .allMatch(origin -> origin.expression() instanceof Expression.Binary step
                                && step.left().equals(local)
                        || slices.isFixed(origin.procedure(), origin.expression()));
    }

    /** A number that is counted up, or something that is measured. */
    private static boolean isStep(Expression value, Expression number, Operator step) {
        return value instanceof Expression.Binary sum
                && sum.operator() == step
                && sum.left().equals(number)
                && (sum.right() instanceof Expression.Constant constant
                        ? constant.value() instanceof Long by && by > 0
                        : sum.right() instanceof Expression.Result
                                || sum.right() instanceof Expression.Local
                                || sum.right() instanceof Expression.Binary);
    }
}
