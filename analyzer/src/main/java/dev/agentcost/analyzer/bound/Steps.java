package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the assignments of a loop do to a number. {@code from = from + size - overlap}, where both are settings, is a step by what the program
 * itself gives them, if no turn changes them: as for a limit, what stands in the program is what holds.
 */
final class Steps {

    private static final int DEPTH = 4;

    private static final Change ANY = Change.add(-Change.UNLIMITED, Change.UNLIMITED);
    private static final Change UP = Change.add(1, Change.UNLIMITED);

    private final Procedure procedure;
    private final Loop loop;
    private final Origins origins;
    private final Defaults defaults;
    private final Values values;
    private final ChunkEnds ends;
    private final BiFunction<Integer, Expression, Range> ranges;

    /**
     * Steps of a loop.
     *
     * @param ends what is known of the ends of chunks
     * @param ranges what is known of numbers in a block of the loop
     */
    Steps(
            Procedure procedure,
            Loop loop,
            Origins origins,
            Defaults defaults,
            Values values,
            ChunkEnds ends,
            BiFunction<Integer, Expression, Range> ranges) {
        this.procedure = procedure;
        this.loop = loop;
        this.origins = origins;
        this.defaults = defaults;
        this.values = values;
        this.ends = ends;
        this.ranges = ranges;
    }

    /** What is assigned in a turn that another one comes after. */
    Expression assigned(Block block, Instruction.Assign assign) {
        return ends.withoutLimit(block, assign, assign.value());
    }

    /** What {@code place = value} does to the place in the block. */
    Change of(int block, Expression value, Expression place) {
        return of(block, value, place, DEPTH);
    }

    private Change of(int block, Expression value, Expression place, int depth) {
        if (depth > 0 && value instanceof Expression.Cast cast) {
            return of(block, cast.value(), place, depth - 1);
        }
        if (depth > 0 && value instanceof Expression.Choice choice) {
            return of(block, choice.then(), place, depth - 1).or(of(block, choice.otherwise(), place, depth - 1));
        }
        if (depth > 0
                && value instanceof Expression.Result result
                && Values.isExtreme(origins.call(procedure, result.call()))) {
            return extreme(block, origins.call(procedure, result.call()), place, depth - 1);
        }
        Change known = Change.ofAssignment(value, place, number -> ranges.apply(block, number));
        return known.kind() == Change.Kind.ADD
                        && known.least() < -Change.UNLIMITED / 2
                        && known.most() > Change.UNLIMITED / 2
                ? givenStep(value, place)
                : known;
    }

    /** {@code Math.max(end - overlap, start + 1)} goes up by one at least. */
    private Change extreme(int block, Instruction.Invoke call, Expression place, int depth) {
        Change one = of(block, call.arguments().get(0), place, depth);
        Change other = of(block, call.arguments().get(1), place, depth);
        Change first = one.kind() == Change.Kind.ADD ? one : ANY;
        Change second = other.kind() == Change.Kind.ADD ? other : ANY;
        Change change = call.target().name().equals("max")
                ? Change.add(Math.max(first.least(), second.least()), Math.max(first.most(), second.most()))
                : Change.add(Math.min(first.least(), second.least()), Math.min(first.most(), second.most()));
        return change.equals(ANY) ? Change.UNKNOWN : change;
    }

    // ---- steps by settings

    private record Addend(int sign, Expression value) {}

    private Change givenStep(Expression value, Expression place) {
        List<Addend> step = new ArrayList<>();
        collect(value, 1, step, DEPTH);
        if (!step.remove(new Addend(1, place))
                || step.isEmpty()
                || !step.stream().allMatch(addend -> isFixed(addend.value()))) {
            return ANY;
        }
        int sign = step.get(0).sign();
        long least = 0;
        for (Addend addend : step) {
            List<Long> numbers = values.givenNumbers().of(procedure, addend.value());
            if (numbers.isEmpty()) {
                return ANY;
            }
            least += numbers.stream()
                    .mapToLong(number -> sign * addend.sign() * number)
                    .min()
                    .orElseThrow();
        }
        return least < 1 ? ANY : UP.times(sign);
    }

    private void collect(Expression sum, int sign, List<Addend> addends, int depth) {
        Optional<Expression.Binary> parts = depth == 0 ? Optional.empty() : parts(sum, depth);
        if (parts.isEmpty()) {
            addends.add(new Addend(sign, sum));
            return;
        }
        collect(parts.get().left(), sign, addends, depth - 1);
        collect(
                parts.get().right(),
                parts.get().operator() == Expression.Operator.PLUS ? sign : -sign,
                addends,
                depth - 1);
    }

    /** Of a sum, or of a local that is one of numbers that no turn changes. */
    private Optional<Expression.Binary> parts(Expression sum, int depth) {
        if (sum instanceof Expression.Local local) {
            return origins.only(procedure, local).flatMap(Steps::sum).filter(made -> {
                List<Addend> addends = new ArrayList<>();
                collect(made, 1, addends, depth - 1);
                return addends.stream().allMatch(addend -> isFixed(addend.value()));
            });
        }
        return sum(sum);
    }

    private static Optional<Expression.Binary> sum(Expression expression) {
        return expression instanceof Expression.Binary binary
                        && (binary.operator() == Expression.Operator.PLUS
                                || binary.operator() == Expression.Operator.MINUS)
                ? Optional.of(binary)
                : Optional.empty();
    }

    /** Whether no turn changes the number. */
    private boolean isFixed(Expression number) {
        return number instanceof Expression.Constant || Invariants.isPlace(number) && defaults.isLeft(loop, number);
    }
}
