package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.KnownLocals;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where a turn of a loop decides that it is the last one, without leaving at once: {@code done = true}, and a test of
 * {@code done} lets no other turn begin. A flag keeps what it was given until it is given something else, so what is known of
 * it is followed from the place where it is set to the tests that it decides.
 */
final class LastTurns {

    private enum End {
        IN_THE_TURN,
        AT_THE_HEAD,
        NONE
    }

    private final ControlFlow flow;
    private final Loop loop;
    private final Predicate<Expression.Field> constants;
    private final Effort effort;
    private final BitSet blocks = new BitSet();
    private boolean atHead;

    private LastTurns(ControlFlow flow, Loop loop, Predicate<Expression.Field> constants, Effort effort) {
        this.flow = flow;
        this.loop = loop;
        this.constants = constants;
        this.effort = effort;
    }

    /** The last turns of a loop. */
    static LastTurns of(ControlFlow flow, Loop loop, Predicate<Expression.Field> constants, Effort effort) {
        LastTurns last = new LastTurns(flow, loop, constants, effort);
        last.find();
        return last;
    }

    /** The blocks of the loop that no other turn begins after. */
    BitSet blocks() {
        return blocks;
    }

    /** Whether such a turn may come to the loop's own condition, and leave there. */
    boolean leaveAtHead() {
        return atHead;
    }

    private void find() {
        Set<Expression> tested = tested();
        for (int block : loop.order()) {
            if (block != loop.header() && setsOneOf(tested, block)) {
                End end = endOf(block);
                if (end != End.NONE) {
                    blocks.set(block);
                    atHead |= end == End.AT_THE_HEAD;
                }
            }
        }
        boolean grown = !blocks.isEmpty();
        while (grown) {
            grown = false;
            for (int block : loop.order()) {
                if (block != loop.header() && !blocks.get(block) && leadsToThem(block)) {
                    blocks.set(block);
                    grown = true;
                }
            }
        }
    }

    /** Whether control goes from the block to such blocks only, or out of the loop. */
    private boolean leadsToThem(int block) {
        return flow.outgoing(block).stream().allMatch(edge -> !loop.contains(edge.to()) || blocks.get(edge.to()));
    }

    /** The locals that the loop's tests read, and those that they are copies of. */
    private Set<Expression> tested() {
        Set<Expression> found = new HashSet<>();
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                addRead(branch.condition(), found);
            }
        }
        int known;
        do {
            known = found.size();
            for (Instruction instruction : flow.instructions(loop)) {
                if (instruction instanceof Instruction.Assign assign && found.contains(assign.target())) {
                    addRead(assign.value(), found);
                }
            }
        } while (found.size() > known);
        return found;
    }

    private static void addRead(Expression condition, Set<Expression> found) {
        if (condition instanceof Expression.Local) {
            found.add(condition);
        } else if (condition instanceof Expression.Not not) {
            addRead(not.operand(), found);
        } else if (condition instanceof Expression.Binary binary) {
            addRead(binary.left(), found);
            addRead(binary.right(), found);
        }
    }

    private boolean setsOneOf(Set<Expression> tested, int block) {
        return flow.body().blocks().get(block).instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        && tested.contains(assign.target())
                        && KnownLocals.isFixed(assign.value(), constants));
    }

    /** Where every way on from the block leaves the loop before another turn begins. */
    private End endOf(int start) {
        Map<Integer, KnownLocals> known = new HashMap<>();
        Deque<Integer> work = new ArrayDeque<>();
        known.put(start, KnownLocals.nothing(constants));
        work.add(start);
        End end = End.IN_THE_TURN;
        while (!work.isEmpty()) {
            effort.spend(1);
            int at = work.remove();
            KnownLocals here = known.getOrDefault(at, KnownLocals.nothing(constants));
            for (FlowEdge edge : flow.outgoing(at)) {
                int to = edge.to();
                Optional<KnownLocals> along = here.along(flow.body().blocks().get(at), edge);
                if (along.isEmpty() || !loop.contains(to)) {
                    continue;
                }
                if (beginsTurn(at, to)) {
                    return End.NONE;
                }
                end = to == loop.header() ? End.AT_THE_HEAD : end;
                KnownLocals before = known.get(to);
                KnownLocals joined = before == null ? along.get() : before.common(along.get());
                if (before == null || !joined.equals(before)) {
                    known.put(to, joined);
                    work.add(to);
                }
            }
        }
        return end;
    }

    /** Whether control comes from the loop's own condition, or over the header where there is none, into its body. */
    private boolean beginsTurn(int from, int to) {
        return !isOwnCondition(to) && (to == loop.header() || isOwnCondition(from));
    }

    private boolean isOwnCondition(int block) {
        Block.LoopSyntax syntax = loop.syntax();
        return syntax != null
                && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch
                && syntax.isBeforeTurn(branch.line(), block == loop.header());
    }
}
