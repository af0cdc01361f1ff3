package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loops that search a text place by place: {@code while ((at = text.indexOf(part, at)) >= 0) at += part.length()}. Where
 * {@code indexOf} finds something, it stands at or behind the place where the search began, and inside of the text; so each
 * turn that finds something stands further on than the one before.
 */
final class TextSearch {

    private static final int DEPTH = 6;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final Loop loop;
    private final Function<Expression, Range> ranges;
    private final Function<Expression, @Nullable Formula> start;

    /** One instruction that assigns a local. */
    private record Place(int block, int index, Expression value) {}

    /**
     * A loop's searches.
     *
     * @param ranges what is known of numbers in the loop
     * @param start the size of a text where the loop begins
     */
    TextSearch(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            Loop loop,
            Function<Expression, Range> ranges,
            Function<Expression, @Nullable Formula> start) {
        this.start = start;
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.loop = loop;
        this.ranges = ranges;
    }

    /** What is searched, and how often something is found at most. */
    record Found(Expression text, Formula passes) {}

    /**
     * The answer for one side of a test.
     *
     * @param edge how control goes on where something was found
     */
    Optional<Found> of(Guard guard, FlowEdge edge) {
        if (!(found(guard.condition(), guard.stayWhen()) instanceof Expression.Local found)) {
            return Optional.empty();
        }
        List<Place> searches = new ArrayList<>();
        List<Place> steps = new ArrayList<>();
        for (Place place : assigned(found)) {
            (search(place.value()) == null ? steps : searches).add(place);
        }
        if (searches.size() != 1 || !isEveryTurn(searches.get(0))) {
            return Optional.empty();
        }
        Place search = searches.get(0);
        Instruction.Invoke call = search(search.value());
        if (call == null || call.receiver() == null) {
            return Optional.empty();
        } else if (!isFixed(call.receiver())) {
            return steps.isEmpty() && call.arguments().size() == 1 && isBefore(search, guard)
                    ? shortened(call.receiver(), found, search, edge)
                    : Optional.empty();
        }
        boolean back = call.target().name().equals("lastIndexOf");
        OptionalLong step = steps.isEmpty() || call.arguments().size() < 2
                ? direct(call, found, search, edge)
                : stepped(call, found, search, steps, edge);
        if (step.isEmpty() || (back ? step.getAsLong() > -1 : step.getAsLong() < 1)) {
            return Optional.empty();
        }
        Formula places = values.sizes().of(procedure, call.receiver());
        if (!isSomething(call.arguments().get(0))) {
            places = places.plus(Formula.ONE);
        }
        Formula passes = places.ceilDividedBy(Math.abs(step.getAsLong()));
        boolean first = isBefore(search, guard) || isSearchedBefore(found, call.receiver());
        // what the test sees first may stand anywhere
        return Optional.of(new Found(call.receiver(), first ? passes : passes.max(Formula.ONE)));
    }

    /** {@code text = text.substring(at + 1)}: what was searched is left behind. */
    private Optional<Found> shortened(Expression text, Expression.Local found, Place search, FlowEdge edge) {
        List<Place> cuts = text instanceof Expression.Local local ? assigned(local) : List.of();
        if (cuts.size() != 1
                || !isEveryTurn(cuts.get(0))
                || !isBehind(edge, cuts.get(0).block())) {
            return Optional.empty();
        }
        Instruction.Invoke call =
                cuts.get(0).value() instanceof Expression.Result result ? origins.call(procedure, result.call()) : null;
        if (call == null
                || !call.target().name().equals("substring")
                || call.arguments().size() != 1
                || !text.equals(call.receiver())) {
            return Optional.empty();
        }
        OptionalLong by = moved(call.arguments().get(0), found, search, edge, DEPTH);
        Formula size = by.isPresent() && by.getAsLong() >= 1 ? start.apply(text) : null;
        return size == null ? Optional.empty() : Optional.of(new Found(text, size.ceilDividedBy(by.getAsLong())));
    }

    private boolean isBefore(Place search, Guard guard) {
        return search.block() == guard.block()
                ? search.index() < guard.point()
                : flow.dominates(search.block(), guard.block());
    }

    /** Whether the same text was searched before the loop began. */
    private boolean isSearchedBefore(Expression.Local found, Expression text) {
        boolean given = Values.parameter(procedure, found) >= 0
                || procedure.body().parameters().contains(found.name());
        return !given
                && origins.assigned(procedure, found).stream().allMatch(origin -> {
                    Instruction.Invoke search = origin.procedure() == procedure ? search(origin.expression()) : null;
                    return search != null && text.equals(search.receiver())
                            || assigned(found).stream()
                                    .anyMatch(place -> place.value().equals(origin.expression()));
                });
    }

    /** The number that is not negative on this side of the test. */
    private static @Nullable Expression found(Expression condition, boolean holds) {
        Comparison test = Comparison.of(condition, holds).orElse(null);
        if (test == null) {
            return null;
        }
        return switch (test.form()) {
            case LOOSE -> isNumber(test.less(), 0) ? test.more() : null;
            case STRICT -> isNumber(test.less(), -1) ? test.more() : null;
            case UNEQUAL -> isNumber(test.more(), -1) ? test.less() : isNumber(test.less(), -1) ? test.more() : null;
            case EQUAL -> null;
        };
    }

    private static boolean isNumber(Expression value, long number) {
        return value instanceof Expression.Constant constant
                        && Long.valueOf(number).equals(constant.value())
                || value instanceof Expression.Negate negate && number != 0 && isNumber(negate.operand(), -number);
    }

    /** {@code at = text.indexOf(x, at + 1)}, or the place where the search begins comes from the last one in another local. */
    private OptionalLong direct(Instruction.Invoke call, Expression.Local found, Place search, FlowEdge edge) {
        return call.arguments().size() < 2
                ? OptionalLong.empty()
                : moved(call.arguments().get(1), found, search, edge, DEPTH);
    }

    /** {@code at = text.indexOf(x, at)}, and steps behind the test. */
    private OptionalLong stepped(
            Instruction.Invoke call, Expression.Local found, Place search, List<Place> steps, FlowEdge edge) {
        OptionalLong own = moved(call.arguments().get(1), found, search, edge, 1);
        if (own.isEmpty() || call.target().name().equals("lastIndexOf")) {
            return OptionalLong.empty();
        }
        long sum = own.getAsLong();
        for (Place step : steps) {
            Change change = Change.ofAssignment(step.value(), found, ranges);
            if (!change.neverDown() || !isBehind(edge, step.block()) || reaches(search, step, edge)) {
                return OptionalLong.empty();
            }
            sum += isEveryTurn(step) ? change.least() : 0;
        }
        return OptionalLong.of(sum);
    }

    /** How far the expression is from what was found last, at least, or at most where it is searched backwards. */
    private OptionalLong moved(Expression value, Expression.Local found, Place user, FlowEdge edge, int depth) {
        if (value.equals(found)) {
            return OptionalLong.of(0);
        } else if (depth == 0) {
            return OptionalLong.empty();
        } else if (value instanceof Expression.Cast cast) {
            return moved(cast.value(), found, user, edge, depth - 1);
        } else if (value instanceof Expression.Binary binary) {
            boolean minus = binary.operator() == Expression.Operator.MINUS;
            if (!minus && binary.operator() != Expression.Operator.PLUS) {
                return OptionalLong.empty();
            }
            OptionalLong left = moved(binary.left(), found, user, edge, depth - 1);
            Long by = left.isPresent() ? number(binary.right(), minus) : null;
            return by == null ? OptionalLong.empty() : OptionalLong.of(left.getAsLong() + (minus ? -by : by));
        } else if (value instanceof Expression.Local local) {
            return throughLocal(local, found, user, edge, depth - 1);
        }
        return OptionalLong.empty();
    }

    /** What is added is at least this; what is taken away is exactly this. */
    private @Nullable Long number(Expression value, boolean exactly) {
        Range range = ranges.apply(value);
        return exactly ? range.constant() : range.leastNumber();
    }

    /** A local that the loop assigns once, each turn: behind the test of what it is made from. */
    private OptionalLong throughLocal(
            Expression.Local local, Expression.Local found, Place user, FlowEdge edge, int depth) {
        List<Place> assigned = assigned(local);
        if (assigned.size() != 1 || !isEveryTurn(assigned.get(0))) {
            return OptionalLong.empty();
        }
        Place place = assigned.get(0);
        Instruction.Invoke search = search(place.value());
        if (search == null) {
            return isBehind(edge, place.block())
                    ? moved(place.value(), found, place, edge, depth)
                    : OptionalLong.empty();
        }
        boolean onwards =
                search.target().name().equals("indexOf") && search.arguments().size() > 1;
        return onwards && isBehind(edge, place.block()) && isFound(local, place, user)
                ? moved(search.arguments().get(1), found, place, edge, depth)
                : OptionalLong.empty();
    }

    /** Whether the place that uses the local, or every place that the local goes into, is behind a test that it was found. */
    private boolean isFound(Expression.Local local, Place place, Place user) {
        for (int block : loop.order()) {
            if (!(flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch)
                    || !flow.dominates(place.block(), block)) {
                continue;
            }
            for (FlowEdge edge : flow.outgoing(block)) {
                boolean whenTrue = edge.kind() == FlowEdge.Kind.WHEN_TRUE;
                if ((whenTrue || edge.kind() == FlowEdge.Kind.WHEN_FALSE)
                        && local.equals(found(branch.condition(), whenTrue))
                        && isBehind(edge, user.block())) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Place> assigned(Expression.Local local) {
        List<Place> found = new ArrayList<>();
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    found.add(new Place(block, i, assign.value()));
                }
            }
        }
        return found;
    }

    private Instruction.@Nullable Invoke search(Expression value) {
        if (!(value instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        String name = call.target().name();
        boolean text = call.target().owner().startsWith("java.lang.String");
        return text && (name.equals("indexOf") || name.equals("lastIndexOf")) ? call : null;
    }

    /** A text that the loop does not assign. */
    private boolean isFixed(Expression text) {
        return text instanceof Expression.Constant
                || text instanceof Expression.Local local
                        && procedure
                                .body()
                                .localTypes()
                                .getOrDefault(local.name(), "")
                                .equals("java.lang.String")
                        && assigned(local).isEmpty();
    }

    private boolean isSomething(Expression part) {
        if (part instanceof Expression.Constant constant) {
            return !"".equals(constant.value());
        }
        if (part instanceof Expression.Local local) {
            String type = procedure.body().localTypes().getOrDefault(local.name(), "");
            return type.equals("char") || type.equals("int");
        }
        return false;
    }

    private boolean isEveryTurn(Place place) {
        return flow.loopOf(place.block()) == loop && flow.onEveryTurn(loop, place.block());
    }

    /** Whether control comes to the block only by the edge. */
    private boolean isBehind(FlowEdge edge, int block) {
        boolean sole = flow.incoming(edge.to()).stream()
                .allMatch(in -> in == edge || !flow.isReachable(in.from()) || flow.dominates(edge.to(), in.from()));
        return sole && flow.dominates(edge.to(), block);
    }

    /** Whether control may come from the search to the step without the test in between. */
    private boolean reaches(Place search, Place step, FlowEdge edge) {
        if (search.block() == step.block()) {
            return search.index() < step.index();
        }
        return flow.reachable(search.block(), out -> out != edge && loop.contains(out.to()))
                .get(step.block());
    }
}
