package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often one test of a loop can be passed: what it compares comes nearer to its limit by at least a step each turn. Both
 * sides may move, and be sums: {@code low < high}, {@code i + j < n}.
 */
final class Counters {

    private static final BigDecimal ENDLESS = BigDecimal.valueOf(Integer.MAX_VALUE / 2);

    /** Room that is asked for, at most: more says no more. */
    private static final long ROOM = 1_000_000;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Invariants invariants;
    private final Starts starts;
    private final Loop loop;
    private final LoopPaths paths;

    Counters(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            Invariants invariants,
            Starts starts,
            Loop loop,
            LoopPaths paths) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.invariants = invariants;
        this.starts = starts;
        this.loop = loop;
        this.paths = paths;
    }

    /**
     * The answer.
     *
     * @param passes how often the test is passed, in turns that make a step
     * @param every whether every turn makes a step
     * @param measure what is measured
     * @param step the least step
     * @param geometric whether the measure is divided or multiplied
     */
    record Found(Formula passes, boolean every, Measure measure, long step, boolean geometric) {

        /** For a test that is passed once before what it tests is computed. */
        Found later() {
            return new Found(passes.plus(Formula.ONE), every, measure, step, geometric);
        }

        /** How what is measured moves. */
        String moves(ExpressionText text) {
            StringBuilder what = new StringBuilder();
            for (Measure.Term term : measure.terms()) {
                what.append(what.length() == 0 ? "" : " and ")
                        .append(text.of(term.variable().place()));
            }
            if (geometric) {
                return what + " is divided or multiplied by at least " + step + " each turn";
            }
            boolean one = measure.terms().size() == 1;
            String verb = one ? measure.terms().get(0).factor() < 0 ? " rises" : " falls" : " come nearer";
            return what + verb + " by at least " + step + (every ? " each turn" : " where it moves");
        }
    }

    /** A measure as far as it has been put together: what moves, and the rest. */
    private static final class Distance {
        private Measure moving = new Measure(List.of());
        private Range rest = Range.of(0);

        private void add(Range range, int sign) {
            rest = sign > 0 ? rest.plus(range) : rest.minus(range);
        }
    }

    /** How often control passes the guard, if the comparison holds whenever it does. */
    Optional<Found> of(Guard guard, Comparison comparison) {
        return plain(guard, comparison).or(() -> withRoom(guard, comparison));
    }

    /**
     * {@code if (used + calls.size() > max) break;} asks for room before the step: where there is room for more than the least that may
     * come, there is room for that.
     */
    private Optional<Found> withRoom(Guard guard, Comparison comparison) {
        if (comparison.form() != Comparison.Form.STRICT && comparison.form() != Comparison.Form.LOOSE) {
            return Optional.empty();
        }
        List<Expression> addends = addends(guard, comparison.less());
        List<Long> least = new ArrayList<>();
        for (Expression addend : addends) {
            Long number = paths.range(guard.block(), addend).leastNumber();
            least.add(number == null ? Long.MIN_VALUE : number);
        }
        for (int kept = addends.size() == 1 ? -1 : 0; kept < addends.size(); kept++) {
            long room = 0;
            for (int i = 0; i < addends.size() && room >= 0; i++) {
                room = i == kept ? room : least.get(i) < 0 ? -1 : Math.min(ROOM, room + least.get(i));
            }
            if (room < 0) {
                continue;
            }
            Expression number = new Expression.Constant(room);
            Expression less =
                    kept < 0 ? number : new Expression.Binary(Expression.Operator.PLUS, addends.get(kept), number);
            Optional<Found> found = plain(guard, new Comparison(less, comparison.more(), comparison.form()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The parts of a sum, also of one that the guard's block has put into a local. */
    private List<Expression> addends(Guard guard, Expression side) {
        int at = side instanceof Expression.Local local ? definedAt(guard, local, guard.point()) : -1;
        List<Expression> parts = new ArrayList<>();
        addAddends(at < 0 ? side : assigned(guard, at), parts);
        return at < 0 || parts.stream().noneMatch(part -> part.equals(side) || mayMove(guard, at, part))
                ? parts
                : List.of(side);
    }

    private static void addAddends(Expression sum, List<Expression> addends) {
        if (sum instanceof Expression.Binary binary && binary.operator() == Expression.Operator.PLUS) {
            addAddends(binary.left(), addends);
            addAddends(binary.right(), addends);
        } else if (sum instanceof Expression.Cast cast) {
            addAddends(cast.value(), addends);
        } else {
            addends.add(sum);
        }
    }

    /** Whether what a sum was made of may have moved between there and the guard. */
    private boolean mayMove(Guard guard, int at, Expression part) {
        List<Instruction> instructions = flow.body().blocks().get(guard.block()).instructions();
        return instructions.subList(at + 1, Math.min(guard.point(), instructions.size())).stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        ? assign.target().equals(part)
                        : !(part instanceof Expression.Local) && !(part instanceof Expression.Constant));
    }

    private Optional<Found> plain(Guard guard, Comparison comparison) {
        Distance distance = new Distance();
        if (!collect(guard, comparison.more(), 1, distance, 6) || !collect(guard, comparison.less(), -1, distance, 6)) {
            return Optional.empty();
        }
        if (distance.moving.terms().isEmpty()) {
            return Optional.empty();
        }
        if (comparison.form() == Comparison.Form.EQUAL) {
            return once(guard, distance);
        }
        Optional<Found> found = nearing(guard, comparison, distance);
        if (found.isPresent() || distance.moving.terms().size() != 1) {
            return found.filter(
                    one -> !isEndless(one) && !isEndless(comparison.more()) && !isEndless(comparison.less()));
        }
        return geometric(guard, comparison, distance);
    }

    /** Whether it takes about as many turns as an int can count, whatever the symbols are: that is no limit. */
    private static boolean isEndless(Found found) {
        return found.passes()
                .times(found.step())
                .evaluate(symbol -> Optional.of(BigDecimal.ZERO))
                .filter(least -> least.compareTo(ENDLESS) >= 0)
                .isPresent();
    }

    /** Whether a side that the loop leaves alone may be so large that it limits nothing. */
    private boolean isEndless(Expression side) {
        return (side instanceof Expression.Local
                        || side instanceof Expression.Field
                        || side instanceof Expression.Result)
                && !flow.assigns(loop, side)
                && values.mayBeEndless(procedure, side);
    }

    /** Two sides that are equal are not after a turn that moves one of them, and always the same way. */
    private Optional<Found> once(Guard guard, Distance distance) {
        LoopPaths.Changes changes = paths.of(distance.moving);
        Change turn = changes.turn();
        Change before = changes.before().get(guard.block());
        if (before == null) {
            return Optional.empty();
        }
        Change at = before.then(paths.within(guard.block(), guard.point(), distance.moving));
        boolean moves = turn.kind() == Change.Kind.ADD
                && at.kind() == Change.Kind.ADD
                && at.least() == at.most()
                && (turn.least() >= 1 || turn.most() <= -1);
        return moves ? Optional.of(new Found(Formula.ONE, true, distance.moving, 1, false)) : Optional.empty();
    }

    private Optional<Found> nearing(Guard guard, Comparison comparison, Distance distance) {
        LoopPaths.Changes changes = paths.of(distance.moving);
        Change turn = changes.turn();
        Change before = changes.before().get(guard.block());
        if (turn.kind() != Change.Kind.ADD || before == null) {
            return Optional.empty();
        }
        before = before.then(paths.within(guard.block(), guard.point(), distance.moving));
        if (before.kind() != Change.Kind.ADD || before.most() >= Change.UNLIMITED) {
            return Optional.empty();
        }
        Range start = distance.rest;
        for (Measure.Term term : distance.moving.terms()) {
            Range one = starts.of(loop, paths, term.variable());
            start = start.plus(one.times(Range.of(term.factor())));
        }
        if (comparison.form() == Comparison.Form.UNEQUAL) {
            return unequal(distance, turn, before, start);
        }
        if (start.upper() == null) {
            return Optional.empty();
        }
        Formula span = start.upper().plus(Formula.of(before.most()));
        if (comparison.form() == Comparison.Form.LOOSE) {
            span = span.plus(Formula.ONE);
        }
        if (turn.most() <= -1) {
            return Optional.of(new Found(
                    span.ceilDividedBy(-turn.most()).atLeastZero(), true, distance.moving, -turn.most(), false));
        }
        return turn.most() <= 0 ? partial(changes, distance, span) : Optional.empty();
    }

    /** Some path does not move it: what counts are the turns that do. */
    private Optional<Found> partial(LoopPaths.Changes changes, Distance distance, Formula span) {
        long step = Long.MAX_VALUE;
        for (int block : changes.steps()) {
            Change own = paths.within(block, Integer.MAX_VALUE, distance.moving);
            if (!own.neverUp()) {
                return Optional.empty();
            }
            if (own.most() <= -1) {
                step = Math.min(step, -own.most());
            }
        }
        return step == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Found(span.ceilDividedBy(step).atLeastZero(), false, distance.moving, step, false));
    }

    /** In steps of one, from the right side, it does not pass the limit by. */
    private static Optional<Found> unequal(Distance distance, Change turn, Change before, Range start) {
        if (turn.least() != turn.most() || Math.abs(turn.least()) != 1 || before.least() != before.most()) {
            return Optional.empty();
        }
        Range first = start.plus(Range.of(before.least()));
        Range left = turn.most() < 0 ? first : first.negated();
        return left.isNonNegative() && left.upper() != null
                ? Optional.of(new Found(left.upper(), true, distance.moving, 1, false))
                : Optional.empty();
    }

    private Optional<Found> geometric(Guard guard, Comparison comparison, Distance distance) {
        Measure.Term term = distance.moving.terms().get(0);
        Measure single = Measure.of(term.variable());
        LoopPaths.Changes changes = paths.of(single);
        Change turn = changes.turn();
        Change before = changes.before().get(guard.block());
        Range start = starts.of(loop, paths, term.variable());
        boolean strict = comparison.form() == Comparison.Form.STRICT;
        if (before == null || comparison.form() == Comparison.Form.UNEQUAL || Math.abs(term.factor()) != 1) {
            return Optional.empty();
        }
        if (turn.kind() == Change.Kind.DIVIDE && term.factor() == 1) {
            // stays while x + rest > 0, or >= 0
            Range limit = distance.rest.negated();
            boolean positive = strict ? limit.isNonNegative() : limit.isPositive();
            if (!positive || start.upper() == null) {
                return Optional.empty();
            }
            Long least = limit.leastNumber();
            boolean aboveOne = least != null && (strict ? least >= 1 : least >= 2);
            Formula halvings = start.upper().log2();
            return Optional.of(
                    new Found(aboveOne ? halvings : halvings.plus(Formula.ONE), true, single, turn.least(), true));
        }
        if (turn.kind() == Change.Kind.MULTIPLY && term.factor() == -1) {
            Formula most = distance.rest.upper();
            if (!start.isPositive() || most == null) {
                return Optional.empty();
            }
            Formula doublings = (strict ? most : most.plus(Formula.ONE)).log2();
            return Optional.of(new Found(doublings, true, single, turn.least(), true));
        }
        return Optional.empty();
    }

    // ---- the two sides

    private boolean collect(Guard guard, Expression side, int sign, Distance distance, int depth) {
        if (depth == 0) {
            return false;
        }
        if (invariants.holds(loop, paths, side)) {
            Range range = values.range(procedure, side);
            boolean known = range.exact() != null || (sign > 0 ? range.upper() != null : range.lower() != null);
            if (!known && !isNumber(side)) {
                return false;
            }
            distance.add(known ? range : values.named(procedure, side), sign);
            return true;
        }
        if (side instanceof Expression.Cast cast) {
            return collect(guard, cast.value(), sign, distance, depth - 1);
        } else if (side instanceof Expression.Negate negate) {
            return collect(guard, negate.operand(), -sign, distance, depth - 1);
        } else if (side instanceof Expression.Binary binary && binary.operator() == Expression.Operator.PLUS) {
            return collect(guard, binary.left(), sign, distance, depth - 1)
                    && collect(guard, binary.right(), sign, distance, depth - 1);
        } else if (side instanceof Expression.Binary binary && binary.operator() == Expression.Operator.MINUS) {
            return collect(guard, binary.left(), sign, distance, depth - 1)
                    && collect(guard, binary.right(), -sign, distance, depth - 1);
        } else if (side instanceof Expression.Result result) {
            return call(guard, origins.call(procedure, result.call()), sign, distance, depth);
        } else if (side instanceof Expression.Local local) {
            Expression copied = copied(guard, local);
            if (copied != null) {
                Variable variable = new Variable(Variable.Kind.VALUE, copied);
                long moved = movedSince(guard, copiedAt(guard, local) + 1, variable);
                if (moved == Long.MIN_VALUE) {
                    return false;
                }
                distance.moving = distance.moving.plus(variable, sign);
                distance.add(Range.of(moved), -sign);
                return true;
            }
        }
        if (Invariants.isPlace(side)) {
            distance.moving = distance.moving.plus(new Variable(Variable.Kind.VALUE, side), sign);
            return true;
        }
        return false;
    }

    private boolean isNumber(Expression side) {
        if (side instanceof Expression.Result result) {
            String type = origins.call(procedure, result.call()).target().returnType();
            return type.equals("int")
                    || type.equals("long")
                    || type.equals("java.lang.Integer")
                    || type.equals("java.lang.Long");
        }
        if (side instanceof Expression.Binary binary) {
            return isNumber(binary.left()) && isNumber(binary.right());
        }
        if (side instanceof Expression.Constant constant) {
            return constant.value() instanceof Long;
        }
        return side instanceof Expression.Local
                || side instanceof Expression.Field
                || side instanceof Expression.Length;
    }

    private boolean call(Guard guard, Instruction.Invoke call, int sign, Distance distance, int depth) {
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return collect(guard, inlined.get(), sign, distance, depth - 1);
        }
        Optional<CallFacts.Left> left = facts.left(procedure, call);
        if (left.isPresent()) {
            return left(guard, call, left.get(), sign, distance);
        }
        boolean size = facts.isNumberOf(procedure, call);
        if (size && call.receiver() != null && Invariants.isPlace(call.receiver())) {
            distance.moving = distance.moving.plus(new Variable(Variable.Kind.SIZE, call.receiver()), sign);
            return true;
        }
        return false;
    }

    /** The value that the field had in the call, and what has moved it since. */
    private boolean left(Guard guard, Instruction.Invoke call, CallFacts.Left left, int sign, Distance distance) {
        Variable variable = new Variable(Variable.Kind.VALUE, left.field());
        int at = flow.body().blocks().get(guard.block()).instructions().indexOf(call);
        long moved = at < 0 || at >= guard.point() ? Long.MIN_VALUE : movedSince(guard, at + 1, variable);
        if (moved == Long.MIN_VALUE) {
            return false;
        }
        distance.moving = distance.moving.plus(variable, sign);
        distance.add(Range.of(moved + left.since()), -sign);
        return true;
    }

    /** The place that the local is a copy of, read earlier in the guard's block, by way of other copies or not. */
    private @Nullable Expression copied(Guard guard, Expression.Local local) {
        int at = copiedAt(guard, local);
        return at < 0 ? null : assigned(guard, at);
    }

    private int copiedAt(Guard guard, Expression.Local local) {
        int at = definedAt(guard, local, guard.point());
        while (at >= 0 && assigned(guard, at) instanceof Expression.Local copy) {
            int before = definedAt(guard, copy, at);
            if (before < 0) {
                break;
            }
            at = before;
        }
        return at >= 0
                        && Invariants.isPlace(assigned(guard, at))
                        && !assigned(guard, at).equals(local)
                ? at
                : -1;
    }

    private Expression assigned(Guard guard, int at) {
        return ((Instruction.Assign)
                        flow.body().blocks().get(guard.block()).instructions().get(at))
                .value();
    }

    private int definedAt(Guard guard, Expression.Local local, int end) {
        List<Instruction> instructions = flow.body().blocks().get(guard.block()).instructions();
        for (int i = Math.min(end, instructions.size()) - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(local)) {
                return i;
            }
        }
        return -1;
    }

    /** How much the variable moves between a place in the guard's block and the guard; the least number where that is not fixed. */
    private long movedSince(Guard guard, int at, Variable variable) {
        Change whole = paths.within(guard.block(), guard.point(), variable);
        Change first = paths.within(guard.block(), at, variable);
        boolean fixed = whole.kind() == Change.Kind.ADD
                && first.kind() == Change.Kind.ADD
                && whole.least() == whole.most()
                && first.least() == first.most();
        return fixed ? whole.least() - first.least() : Long.MIN_VALUE;
    }
}
