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
 * it is followed from the place where it is set to the tests that it decides. It may as well be set at the beginning of each
 * turn, and taken back where there is to be another one: {@code do { retry = false; ... } while (retry)}.
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
    private final Set<FlowEdge> edges = new HashSet<>();
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

    /** Whether there is no such turn. */
    boolean isEmpty() {
        return blocks.isEmpty() && edges.isEmpty();
    }

    /** Whether no other turn begins once control has taken the edge. */
    boolean begin(FlowEdge edge) {
        return blocks.get(edge.to()) || edges.contains(edge);
    }

    /** Whether such a turn may come to the loop's own condition, and leave there. */
    boolean leaveAtHead() {
        return atHead;
    }

    private void find() {
        Set<Expression> tested = tested();
        Map<Integer, KnownLocals> known = inTurn();
        for (int block : loop.order()) {
            KnownLocals here = known.getOrDefault(block, KnownLocals.nothing(constants));
            if (block != loop.header() && setsOneOf(tested, block) && isEnd(endOf(block, here))) {
                blocks.set(block);
            } else if (flow.outgoing(block).size() > 1) {
                addWaysToTheEnd(block, here, tested);
            }
        }
        boolean grown = !isEmpty();
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

    /** One side of a test may be the last turn's, and the other one take the flag back. */
    private void addWaysToTheEnd(int block, KnownLocals here, Set<Expression> tested) {
        for (FlowEdge edge : flow.outgoing(block)) {
            if (loop.contains(edge.to()) && !beginsTurn(block, edge.to())) {
                here.along(flow.body().blocks().get(block), edge)
                        .filter(along -> along.isAnyOf(tested) && isEnd(endOf(edge.to(), along)))
                        .ifPresent(along -> {
                            edges.add(edge);
                            atHead |= edge.to() == loop.header();
                        });
            }
        }
    }

    private boolean isEnd(End end) {
        atHead |= end == End.AT_THE_HEAD;
        return end != End.NONE;
    }

    /** Whether control goes from the block to the end only, or out of the loop. */
    private boolean leadsToThem(int block) {
        return flow.outgoing(block).stream().allMatch(edge -> !loop.contains(edge.to()) || begin(edge));
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

    /** What is known at each block, whatever way the turn took there. */
    private Map<Integer, KnownLocals> inTurn() {
        Map<Integer, KnownLocals> known = new HashMap<>(Map.of(loop.header(), KnownLocals.nothing(constants)));
        Deque<Integer> work = new ArrayDeque<>(known.keySet());
        while (!work.isEmpty()) {
            effort.spend(1);
            int at = work.remove();
            KnownLocals here = known.getOrDefault(at, KnownLocals.nothing(constants));
            for (FlowEdge edge : flow.outgoing(at)) {
                if (loop.contains(edge.to()) && edge.to() != loop.header()) {
                    here.along(flow.body().blocks().get(at), edge)
                            .filter(along -> isNews(known, edge.to(), along))
                            .ifPresent(along -> work.add(edge.to()));
                }
            }
        }
        return known;
    }

    /** Whether less is known at the block than before, now that control may come there with this. */
    private static boolean isNews(Map<Integer, KnownLocals> known, int block, KnownLocals along) {
        KnownLocals before = known.get(block);
        KnownLocals joined = before == null ? along : before.common(along);
        known.put(block, joined);
        return before == null || !joined.equals(before);
    }

    /** Where every way on from the block leaves the loop before another turn begins. */
    private End endOf(int start, KnownLocals atStart) {
        Map<Integer, KnownLocals> known = new HashMap<>();
        Deque<Integer> work = new ArrayDeque<>();
        known.put(start, atStart);
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
                if (isNews(known, to, along.get())) {
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
