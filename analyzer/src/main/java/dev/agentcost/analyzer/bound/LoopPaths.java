package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.KnownLocals;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one turn of a loop does to a variable, over all paths from the header back to it. */
final class LoopPaths {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Loop loop;
    private final CallFacts facts;
    private final BiFunction<Integer, Expression, Range> ranges;
    private final LoopSizes sizes;
    private final Steps numbers;
    private final Effort effort;
    private final Predicate<FlowEdge> last;
    private final Predicate<Loop> turnsOnce;
    private final int[] blocks;
    private final Map<Measure, Changes> known = new HashMap<>();
    private final Map<Integer, Set<Expression>> assigned = new HashMap<>();
    private final Map<Expression, Boolean> moved = new HashMap<>();

    /**
     * The changes of one variable in the loop.
     *
     * @param before by block: from the header to the block's beginning
     * @param turn from the header back to it
     * @param steps blocks that change it
     */
    record Changes(Map<Integer, Change> before, Change turn, List<Integer> steps) {}

    /**
     * Paths of a loop.
     *
     * @param ranges what is known of numbers in a block of the loop
     * @param sizes what instructions do to sizes
     * @param numbers what assignments do to numbers
     * @param effort what may be spent
     * @param last edges that no other turn comes after: paths through them do not count
     * @param turnsOnce which loops inside turn at least once where they are come to
     */
    LoopPaths(
            Procedure procedure,
            ControlFlow flow,
            Loop loop,
            CallFacts facts,
            BiFunction<Integer, Expression, Range> ranges,
            LoopSizes sizes,
            Steps numbers,
            Effort effort,
            Predicate<FlowEdge> last,
            Predicate<Loop> turnsOnce) {
        this.effort = effort;
        this.last = last;
        this.turnsOnce = turnsOnce;
        this.procedure = procedure;
        this.ranges = ranges;
        this.sizes = sizes;
        this.numbers = numbers;
        this.flow = flow;
        this.loop = loop;
        this.facts = facts;
        this.blocks = loop.order();
    }

    Changes of(Variable variable) {
        return of(Measure.of(variable));
    }

    Changes of(Measure measure) {
        Changes changes = known.get(measure);
        if (changes == null) {
            changes = compute(measure);
            known.put(measure, changes);
        }
        return changes;
    }

    private Changes compute(Measure variable) {
        effort.spend(blocks.length);
        Map<Integer, Change> before = new HashMap<>();
        Map<Integer, Change> after = new HashMap<>();
        List<Integer> steps = new ArrayList<>();
        Map<Loop, Change> inner = new HashMap<>();
        before.put(loop.header(), Change.NONE);
        for (int block : blocks) {
            Change in = block == loop.header() ? Change.NONE : joined(block, before, after, variable);
            if (in == null) {
                continue;
            }
            before.put(block, in);
            Change own = within(block, Integer.MAX_VALUE, variable);
            if (!own.equals(Change.NONE)) {
                steps.add(block);
            }
            Loop child = childOf(block);
            if (child != null && child.header() == block) {
                Change total = inner.computeIfAbsent(child, c -> allTurns(c, variable));
                before.put(block, in.then(allOf(child, variable).repeated()));
                after.put(block, in.then(total).then(own));
            } else if (child != null) {
                // anywhere in a child loop any number of its steps may have been made
                Change inside = before.getOrDefault(child.header(), in);
                before.put(block, inside);
                after.put(block, inside);
            } else {
                after.put(block, in.then(own));
            }
        }
        Change turn = null;
        for (int latch : loop.latches()) {
            Change out = after.get(latch);
            if (out != null && beginsAnother(latch)) {
                turn = turn == null ? out : turn.or(out);
            }
        }
        return new Changes(before, turn == null ? Change.NONE : turn, steps);
    }

    private boolean beginsAnother(int latch) {
        return flow.outgoing(latch).stream().anyMatch(edge -> edge.to() == loop.header() && !last.test(edge));
    }

    private @Nullable Change joined(
            int block, Map<Integer, Change> before, Map<Integer, Change> after, Measure measure) {
        Change in = null;
        for (FlowEdge edge : flow.incoming(block)) {
            boolean counts = loop.contains(edge.from()) && edge.to() != loop.header() && !last.test(edge);
            Change out = counts ? after.get(edge.from()) : null;
            if (out != null) {
                Change from = before.getOrDefault(edge.from(), out);
                Change reached = edge.kind() == FlowEdge.Kind.EXCEPTION ? thrown(edge.from(), from, out, measure) : out;
                in = in == null ? reached : in.or(reached);
            }
        }
        return in;
    }

    /** An exception may leave the block at any of its instructions that may fail. */
    private Change thrown(int block, Change before, Change after, Measure measure) {
        Change any = after;
        if (!mayChange(block, measure)) {
            return any;
        }
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        for (int i = 0; i < instructions.size(); i++) {
            if (KnownLocals.mayFail(instructions.get(i))) {
                any = any.or(before.then(within(block, i, measure))).or(before.then(within(block, i + 1, measure)));
            }
        }
        return any;
    }

    private @Nullable Loop childOf(int block) {
        Loop at = flow.loopOf(block);
        if (at == loop) {
            return null;
        }
        while (at != null && at.parent() != loop) {
            at = at.parent();
        }
        return at;
    }

    /** What a loop inside does to the measure until it goes on behind it. */
    private Change allTurns(Loop child, Measure measure) {
        Change any = allOf(child, measure).repeated();
        boolean oneWay = any.neverDown() || any.neverUp();
        if (!oneWay || any.equals(Change.NONE) || !turnsOnce.test(child) || !isLeftAtHeader(child)) {
            return any;
        }
        Change turn = new LoopPaths(
                        procedure, flow, child, facts, ranges, sizes, numbers, effort, edge -> false, turnsOnce)
                .of(measure)
                .turn();
        if (turn.kind() != Change.Kind.ADD) {
            return any;
        }
        return any.neverDown() ? Change.add(turn.least(), any.most()) : Change.add(any.least(), turn.most());
    }

    /** Whether no way leaves a loop inside in the middle of a turn and goes on in this one. */
    private boolean isLeftAtHeader(Loop child) {
        for (int block : child.order()) {
            for (FlowEdge edge : flow.outgoing(block)) {
                if (block != child.header() && !child.contains(edge.to()) && loop.contains(edge.to())) {
                    return false;
                }
            }
        }
        return true;
    }

    private Change allOf(Loop child, Measure measure) {
        Change sum = Change.NONE;
        for (int block : child.order()) {
            // each block may run or not, in any order
            sum = sum.then(within(block, Integer.MAX_VALUE, measure).or(Change.NONE));
        }
        return sum;
    }

    /** What is known of a number in a block of the loop. */
    Range range(int block, Expression number) {
        return ranges.apply(block, number);
    }

    /** Whether all that single instructions of the loop do to the variable is accepted, also where another one takes it back. */
    boolean all(Variable variable, Predicate<Change> accepted) {
        for (int id : loop.order()) {
            Block block = flow.body().blocks().get(id);
            for (int i = 0; i < block.instructions().size(); i++) {
                if (!accepted.test(of(block, i, variable))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What the first instructions of a block do to the variable. */
    Change within(int block, int instructions, Variable variable) {
        return within(block, instructions, Measure.of(variable));
    }

    /** What the first instructions of a block do to the measure. */
    Change within(int blockId, int instructions, Measure measure) {
        if (!mayChange(blockId, measure)) {
            return Change.NONE;
        }
        Change change = Change.NONE;
        Block block = flow.body().blocks().get(blockId);
        int end = Math.min(instructions, block.instructions().size());
        for (int i = 0; i < end; i++) {
            for (Measure.Term term : measure.terms()) {
                change = change.then(of(block, i, term.variable()).times(term.factor()));
            }
        }
        return change;
    }

    /** Only assignments change the value of a local, and most blocks assign another one. */
    private boolean mayChange(int block, Measure measure) {
        for (Measure.Term term : measure.terms()) {
            boolean plain = term.variable().kind() == Variable.Kind.VALUE
                    && term.variable().place() instanceof Expression.Local;
            if (!plain || assigned(block).contains(term.variable().place())) {
                return true;
            }
        }
        return false;
    }

    private Set<Expression> assigned(int block) {
        Set<Expression> targets = assigned.get(block);
        if (targets == null) {
            targets = new HashSet<>();
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign) {
                    targets.add(assign.target());
                }
            }
            assigned.put(block, targets);
        }
        return targets;
    }

    private Change of(Block block, int index, Variable variable) {
        Instruction instruction = block.instructions().get(index);
        Expression place = variable.place();
        if (movesHolder(instruction, place) && isMoved(place)) {
            return remade(block, index, place);
        }
        if (instruction instanceof Instruction.Assign assign) {
            if (!assign.target().equals(place)) {
                return mayBeSame(assign.target(), place) ? Change.UNKNOWN : Change.NONE;
            }
            return variable.kind() == Variable.Kind.VALUE
                    ? numbers.of(block.id(), original(block, index, numbers.assigned(block, assign), place), place)
                    : sizes.ofAssignment(assign.value(), place);
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        if (variable.kind() == Variable.Kind.SIZE) {
            return sizes.ofCall(call, place);
        }
        return place instanceof Expression.Field field ? facts.fieldChange(procedure, call, field) : Change.NONE;
    }

    /** Whether the field may be that of another object afterwards: {@code state = new State()} for {@code state.turns}. */
    private boolean movesHolder(Instruction instruction, Expression place) {
        for (Expression holder = holder(place); holder != null; holder = holder(holder)) {
            if (moves(instruction, holder)
                    || instruction instanceof Instruction.Assign assign && mayBeSame(assign.target(), holder)) {
                return true;
            }
        }
        return false;
    }

    /** {@code state = state.next()}: what the new object holds, where that is made from what the one before it held. */
    private Change remade(Block block, int index, Expression place) {
        boolean direct = block.instructions().get(index) instanceof Instruction.Assign assign
                && assign.target().equals(holder(place));
        if (!direct) {
            return Change.UNKNOWN;
        }
        Instruction.Assign assign = (Instruction.Assign) block.instructions().get(index);
        Expression made = original(block, index, assign.value(), assign.target());
        return Optional.of(made)
                .filter(value -> !(value instanceof Expression.Local next) || isOfTurn(next, block, assign.target()))
                .flatMap(value -> facts.made(procedure, value, (Expression.Field) place))
                .map(value -> throughLocals(block, index, value, (Expression.Field) place))
                .map(value -> Change.ofAssignment(value, place, number -> ranges.apply(block.id(), number)))
                .orElse(Change.UNKNOWN);
    }

    /** {@code checked = state.checked(); state = checked.next()}: by what the place holds, and not an object made of it in the turn. */
    private Expression throughLocals(Block block, int index, Expression value, Expression.Field place) {
        if (value instanceof Expression.Binary binary) {
            return new Expression.Binary(
                    binary.operator(),
                    throughLocals(block, index, binary.left(), place),
                    throughLocals(block, index, binary.right(), place));
        }
        Expression holder = Objects.requireNonNull(place.receiver());
        return between(value, place)
                .filter(local -> isOfTurn(local, block, holder) || isEarlier(local, block, index, holder))
                .flatMap(local -> facts.made(procedure, local, (Expression.Field) value))
                .orElse(value);
    }

    /** The local whose object is between that of the place and the next one, where the value is the same field of it. */
    private static Optional<Expression.Local> between(Expression value, Expression.Field place) {
        return value instanceof Expression.Field field
                        && field.receiver() instanceof Expression.Local local
                        && !local.equals(place.receiver())
                        && mayBeSame(field, place)
                ? Optional.of(local)
                : Optional.empty();
    }

    /** Whether the local was given its value earlier in the same turn, and nothing but the block changes the place. */
    private boolean isOfTurn(Expression.Local local, Block block, Expression place) {
        boolean given = false;
        for (int other : blocks) {
            given |= flow.loopOf(other) == loop
                    && other != block.id()
                    && flow.dominates(other, block.id())
                    && gives(flow.body().blocks().get(other).instructions(), local);
        }
        return given && isOnlyChange(block, place);
    }

    /** The same, of a local that the block itself gives its value. */
    private boolean isEarlier(Expression.Local local, Block block, int index, Expression place) {
        return gives(block.instructions().subList(0, index), local) && isOnlyChange(block, place);
    }

    private static boolean gives(List<Instruction> instructions, Expression.Local local) {
        return instructions.stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local));
    }

    /** Whether of the whole loop only one instruction changes the place, and each turn at most once. */
    private boolean isOnlyChange(Block block, Expression place) {
        long changes = Arrays.stream(blocks)
                .boxed()
                .flatMap(other -> flow.body().blocks().get(other).instructions().stream())
                .filter(instruction -> moves(instruction, place))
                .count();
        return changes == 1 && flow.loopOf(block.id()) == loop;
    }

    /** Whether the instruction puts an object in the place of another one, whose number is made from that one's. */
    private boolean remakes(Instruction instruction, Expression place) {
        return instruction instanceof Instruction.Assign assign
                && place instanceof Expression.Field field
                && assign.target().equals(holder(place))
                && facts.made(procedure, assign.value(), field)
                        .filter(value -> !value.equals(place) && isMadeOf(value, field))
                        .isPresent();
    }

    private boolean isMadeOf(Expression value, Expression.Field place) {
        return value.equals(place)
                || between(value, place)
                        .flatMap(local -> facts.made(procedure, local, (Expression.Field) value))
                        .filter(place::equals)
                        .isPresent()
                || value instanceof Expression.Binary binary
                        && (isMadeOf(binary.left(), place) || isMadeOf(binary.right(), place));
    }

    private static @Nullable Expression holder(Expression place) {
        return place instanceof Expression.Field field
                        && (field.receiver() instanceof Expression.Local
                                || field.receiver() instanceof Expression.Field)
                ? field.receiver()
                : null;
    }

    /** The same field of another object, which may be the same object. */
    private static boolean mayBeSame(Expression target, Expression place) {
        return target instanceof Expression.Field one
                && place instanceof Expression.Field other
                && one.name().equals(other.name())
                && one.owner().equals(other.owner());
    }

    /** Whether the loop itself changes the place; a limit that comes with a new object each turn is what that says. */
    private boolean isMoved(Expression place) {
        return moved.computeIfAbsent(
                place,
                key -> flow.instructions(loop).stream()
                        .anyMatch(instruction -> moves(instruction, key) || remakes(instruction, key)));
    }

    private boolean moves(Instruction instruction, Expression place) {
        return facts.changes(procedure, instruction, place);
    }

    /** {@code next = i + 1; i = next}: what the local was given earlier in the block, if the place has not moved since. */
    private Expression original(Block block, int index, Expression value, Expression place) {
        if (!(value instanceof Expression.Local local) || local.equals(place)) {
            return value;
        }
        for (int i = index - 1; i >= 0; i--) {
            Instruction before = block.instructions().get(i);
            if (before instanceof Instruction.Assign assign && assign.target().equals(local)) {
                return assign.value();
            }
            boolean moves = before instanceof Instruction.Assign assign
                            && assign.target().equals(place)
                    || before instanceof Instruction.Invoke && place instanceof Expression.Field;
            if (moves) {
                return value;
            }
        }
        return value;
    }

    /** Whether the loop stores into an array, or hands this one to a call. */
    boolean mayStore(Expression array) {
        for (int block : blocks) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                boolean stores = instruction instanceof Instruction.Assign assign
                        ? assign.target() instanceof Expression.Element
                        : ((Instruction.Invoke) instruction).arguments().contains(array);
                if (stores) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether some path from the header back to it takes none of the edges. */
    boolean canAvoid(Set<FlowEdge> edges) {
        effort.spend(blocks.length);
        Set<Integer> begun = new HashSet<>();
        Set<Integer> reached = new HashSet<>();
        Deque<FlowEdge> work = new ArrayDeque<>(flow.outgoing(loop.header()));
        while (!work.isEmpty()) {
            FlowEdge edge = work.pop();
            if (edges.contains(edge) || last.test(edge)) {
                continue;
            }
            int to = edge.to();
            if (to == loop.header()) {
                return true;
            }
            if (!loop.contains(to)) {
                continue;
            }
            Loop child = childOf(to);
            if (child != null && child.header() == to && !child.contains(edge.from()) && turnsOnce.test(child)) {
                // is left behind its first turn only
                if (begun.add(to)) {
                    flow.outgoing(to).stream()
                            .filter(out -> child.contains(out.to()) || out.kind() == FlowEdge.Kind.EXCEPTION)
                            .forEach(work::push);
                }
            } else if (reached.add(to)) {
                flow.outgoing(to).forEach(work::push);
            }
        }
        return false;
    }
}
