package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pauses whose length changes from turn to turn of a loop: {@code sleep(delay); delay *= 2;}, {@code sleep(500L << attempt)}. */
final class Backoff {

    private static final int MOST_TURNS = 1_000;
    private static final int DEPTH = 12;

    /** Longer than any pause that somebody waits for. */
    private static final BigDecimal MOST = new BigDecimal("1e18");

    private final Engine engine;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;

    Backoff(Engine engine, Map<Procedure, Map<Loop, LoopBound>> bounds) {
        this.engine = engine;
        this.bounds = bounds;
    }

    /**
     * The mean of a number over all turns of the loop that a call stands in, rounded up, so that the turns together have the sum. Empty
     * where the loop has no number of turns, or the number follows from something else than the source.
     */
    Optional<BigDecimal> mean(Procedure procedure, Instruction.Invoke call, Expression number) {
        ControlFlow flow = engine.flows().of(procedure);
        for (Block block : flow.body().blocks()) {
            Loop loop = block.instructions().contains(call) ? flow.loopOf(block.id()) : null;
            LoopBound bound = loop == null
                    ? null
                    : bounds.getOrDefault(procedure, Map.of()).get(loop);
            if (loop != null
                    && bound != null
                    && bound.passes() != null
                    && bound.passes().isConstant()) {
                int turns = bound.passes()
                        .constantValue()
                        .orElseThrow()
                        .min(BigDecimal.valueOf(MOST_TURNS + 1))
                        .intValue();
                return turns < 1 || turns > MOST_TURNS
                        ? Optional.empty()
                        : new Turns(procedure, flow, loop, block.id(), call).mean(number, turns);
            }
        }
        return Optional.empty();
    }

    /** A local with the value that it has before it gets the next one. */
    private record Held(Expression.Local local, BigDecimal value) {}

    /** The values of numbers in the turns of one loop, where the call stands. */
    private final class Turns {

        private final Procedure procedure;
        private final ControlFlow flow;
        private final Loop loop;
        private final int block;
        private final int index;

        Turns(Procedure procedure, ControlFlow flow, Loop loop, int block, Instruction.Invoke call) {
            this.procedure = procedure;
            this.flow = flow;
            this.loop = loop;
            this.block = block;
            this.index = flow.body().blocks().get(block).instructions().indexOf(call);
        }

        Optional<BigDecimal> mean(Expression number, int turns) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int turn = 0; turn < turns; turn++) {
                Optional<BigDecimal> value = value(number, turn, null, DEPTH);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(value.get().max(BigDecimal.ZERO));
            }
            return Optional.of(sum.divide(BigDecimal.valueOf(turns), 3, RoundingMode.CEILING));
        }

        private Optional<BigDecimal> value(Expression expression, int turn, @Nullable Held held, int depth) {
            if (depth == 0) {
                return Optional.empty();
            } else if (held != null && expression.equals(held.local())) {
                return Optional.of(held.value());
            } else if (expression instanceof Expression.Constant constant
                    && constant.value() instanceof Number number) {
                return Optional.of(new BigDecimal(number.toString()));
            } else if (expression instanceof Expression.Cast cast) {
                return value(cast.value(), turn, held, depth - 1);
            } else if (expression instanceof Expression.Binary binary) {
                return value(binary.left(), turn, held, depth - 1)
                        .flatMap(left -> value(binary.right(), turn, held, depth - 1)
                                .flatMap(right -> result(binary.operator(), left, right)));
            } else if (expression instanceof Expression.Result result) {
                Instruction.Invoke call = engine.origins().call(procedure, result.call());
                return call.target().owner().equals("java.lang.Math")
                        ? ofMath(call, turn, held, depth)
                        : fixed(expression);
            } else if (expression instanceof Expression.Local local) {
                return local(local, turn, depth);
            }
            return fixed(expression);
        }

        private Optional<BigDecimal> fixed(Expression expression) {
            return engine.values()
                    .most(procedure, expression)
                    .filter(Formula::isConstant)
                    .flatMap(Formula::constantValue);
        }

        private Optional<BigDecimal> ofMath(Instruction.Invoke call, int turn, @Nullable Held held, int depth) {
            if (call.arguments().size() != 2) {
                return Optional.empty();
            }
            Optional<BigDecimal> first = value(call.arguments().get(0), turn, held, depth - 1);
            Optional<BigDecimal> second = value(call.arguments().get(1), turn, held, depth - 1);
            return first.flatMap(a -> second.flatMap(b -> switch (call.target().name()) {
                case "min" -> Optional.of(a.min(b));
                case "max" -> Optional.of(a.max(b));
                case "pow" -> power(a, b);
                default -> Optional.empty();
            }));
        }

        private Optional<BigDecimal> result(Expression.Operator operator, BigDecimal left, BigDecimal right) {
            Optional<BigDecimal> result = switch (operator) {
                case PLUS -> Optional.of(left.add(right));
                case MINUS -> Optional.of(left.subtract(right));
                case TIMES -> Optional.of(left.multiply(right));
                case SHIFT_LEFT -> power(BigDecimal.valueOf(2), right).map(left::multiply);
                default -> Optional.empty();
            };
            return result.filter(value -> value.abs().compareTo(MOST) <= 0);
        }

        private static Optional<BigDecimal> power(BigDecimal base, BigDecimal exponent) {
            boolean small = exponent.signum() >= 0
                    && exponent.compareTo(BigDecimal.valueOf(62)) <= 0
                    && exponent.stripTrailingZeros().scale() <= 0
                    && base.abs().compareTo(BigDecimal.valueOf(1_000)) <= 0;
            return small
                    ? Optional.of(base.pow(exponent.intValueExact()))
                            .filter(value -> value.abs().compareTo(MOST) <= 0)
                    : Optional.empty();
        }

        /** A local that the loop gives another value each turn, from its own. */
        private Optional<BigDecimal> local(Expression.Local local, int turn, int depth) {
            List<Expression> before = new ArrayList<>();
            Instruction.Assign step = null;
            int at = -1;
            for (Block other : flow.body().blocks()) {
                for (Instruction instruction : other.instructions()) {
                    if (!(instruction instanceof Instruction.Assign assign)
                            || !assign.target().equals(local)) {
                        continue;
                    }
                    if (!loop.contains(other.id())) {
                        // set before a loop round this one, it goes on from where it was left
                        if (loop.parent() != null && !loop.parent().contains(other.id())) {
                            return Optional.empty();
                        }
                        before.add(assign.value());
                    } else if (step == null) {
                        step = assign;
                        at = other.id();
                    } else {
                        return Optional.empty();
                    }
                }
            }
            if (step == null) {
                return fixed(local);
            }
            if (!mentions(step.value(), local)) {
                // made anew in each turn
                return isBefore(at, step) ? value(step.value(), turn, null, depth - 1) : Optional.empty();
            }
            if (!flow.onEveryTurn(loop, at) || before.size() != 1) {
                return Optional.empty();
            }
            Optional<BigDecimal> value = fixed(before.get(0));
            int steps = isBefore(at, step) ? turn + 1 : turn;
            for (int i = 0; i < steps && value.isPresent(); i++) {
                value = value(step.value(), turn, new Held(local, value.get()), depth - 1);
            }
            return value;
        }

        private boolean isBefore(int at, Instruction.Assign step) {
            return at == block
                    ? flow.body().blocks().get(at).instructions().indexOf(step) < index
                    : flow.dominates(at, block);
        }

        private static boolean mentions(Expression value, Expression.Local local) {
            return value.equals(local)
                    || value instanceof Expression.Cast cast && mentions(cast.value(), local)
                    || value instanceof Expression.Binary binary
                            && (mentions(binary.left(), local) || mentions(binary.right(), local))
                    || value instanceof Expression.Result;
        }
    }
}
