package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Methods that take one of what is left and tell whether there was one: {@code if (used >= max) return false; used++; return true;}.
 * Each path that gives the answer has found a field of the object on the near side of a limit and has moved it towards it, and no
 * path moves it back; so the answer comes no more often than the limit allows.
 */
final class Takings {

    private static final int PATHS = 64;

    private final Program program;
    private final Origins origins;

    Takings(Program program, Origins origins) {
        this.program = program;
        this.origins = origins;
    }

    /**
     * A method that takes.
     *
     * @param method it
     * @param field what it moves, as the method names it
     * @param limit what the field is compared with, as the method names it
     * @param rising whether the field rises to the limit, else it falls to it
     * @param moved how far the field has moved at least when it is compared
     * @param loose whether it may be at the limit then
     * @param step how far the field moves at least with each answer
     */
    record Taking(
            Procedure method,
            Expression.Field field,
            Expression limit,
            boolean rising,
            long moved,
            boolean loose,
            long step) {

        /** How far the field has to go. */
        @Nullable
        Formula span(Range start, Range end) {
            return (rising ? end.minus(start) : start.minus(end)).upper();
        }

        /** The worse of both, where they compare alike. */
        @Nullable
        Taking and(Taking other) {
            return field.equals(other.field) && limit.equals(other.limit) && rising == other.rising
                    ? new Taking(
                            method,
                            field,
                            limit,
                            rising,
                            Math.min(moved, other.moved),
                            loose || other.loose,
                            Math.min(step, other.step))
                    : null;
        }
    }

    /** What the call takes when it gives the answer. */
    Optional<Taking> of(Instruction.Invoke call, boolean answer) {
        List<MethodDeclaration> targets = program.dispatch(call.target());
        return targets.size() != 1
                ? Optional.empty()
                : program.procedure(targets.get(0).key()).flatMap(method -> find(method, answer));
    }

    private Optional<Taking> find(Procedure method, boolean answer) {
        Set<Expression.Field> moved = new LinkedHashSet<>();
        for (Block block : method.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Field field
                        && isOfObject(field)) {
                    moved.add(field);
                }
            }
        }
        for (Expression.Field field : moved) {
            for (boolean rising : List.of(true, false)) {
                Optional<Taking> taking = new Walk(method, field, rising, answer).all();
                if (taking.isPresent()) {
                    return taking;
                }
            }
        }
        return Optional.empty();
    }

    /** A field of the object itself, or of what one of its fields holds, such as a counter. */
    private static boolean isOfObject(Expression.Field field) {
        return field.receiver() instanceof Expression.This
                || field.receiver() instanceof Expression.Field holder && isOfObject(holder);
    }

    /** All ways through a method. */
    private final class Walk {

        private final Procedure method;
        private final Expression.Field field;
        private final boolean rising;
        private final boolean answer;
        private int paths;
        private @Nullable Taking found;

        Walk(Procedure method, Expression.Field field, boolean rising, boolean answer) {
            this.method = method;
            this.field = field;
            this.rising = rising;
            this.answer = answer;
        }

        Optional<Taking> all() {
            return go(0, new State(0, Map.of(), null, false), new HashSet<>())
                    ? Optional.ofNullable(found)
                    : Optional.empty();
        }

        /** Whether all ways on from the block keep to the rules. */
        private boolean go(int at, State before, Set<Integer> open) {
            Block block = method.body().blocks().get(at);
            if (!block.handlers().isEmpty() || !open.add(at)) {
                return false;
            }
            State state = before;
            for (Instruction instruction : block.instructions()) {
                state = after(state, instruction);
                if (state == null) {
                    return false;
                }
            }
            boolean ends = ends(block.terminator(), state, open);
            open.remove(at);
            return ends;
        }

        private boolean ends(Terminator terminator, State state, Set<Integer> open) {
            if (terminator instanceof Terminator.Jump jump) {
                return go(jump.target(), state, open);
            } else if (terminator instanceof Terminator.Branch branch) {
                return (isRuledOut(state, branch.condition(), true)
                                || go(branch.whenTrue(), tested(state, branch.condition(), true), open))
                        && (isRuledOut(state, branch.condition(), false)
                                || go(branch.whenFalse(), tested(state, branch.condition(), false), open));
            } else if (terminator instanceof Terminator.Return end) {
                return ++paths <= PATHS && end.value() != null && returned(state, end.value());
            }
            return terminator instanceof Terminator.Throw;
        }

        /** The state behind the instruction, or null where it may do something else to the field or the limit. */
        private @Nullable State after(State state, Instruction instruction) {
            if (instruction instanceof Instruction.Invoke call) {
                boolean harmless = program.dispatch(call.target()).isEmpty()
                        && !call.arguments().contains(new Expression.This());
                return harmless || isAgain(call) ? state : null;
            }
            Instruction.Assign assign = (Instruction.Assign) instruction;
            if (assign.target().equals(field)) {
                Long value = offset(state, assign.value());
                // only towards the limit
                return value == null || value < state.moved()
                        ? null
                        : new State(value, state.locals(), state.test(), state.again());
            } else if (!(assign.target() instanceof Expression.Local local)) {
                return null;
            } else {
                Map<String, Held> locals = new HashMap<>(state.locals());
                locals.put(local.name(), held(state, assign.value()));
                return new State(state.moved(), locals, state.test(), state.again());
            }
        }

        /** A call of the method on the same object. */
        private boolean isAgain(Instruction.Invoke call) {
            return call.receiver() instanceof Expression.This
                    && program.dispatch(call.target()).equals(List.of(method.method()));
        }

        private boolean returned(State state, Expression value) {
            return isRuledOut(state, value, answer) || takes(tested(state, value, answer));
        }

        /** The answer was a further call's, or a test was passed and the field has moved. */
        private boolean takes(State state) {
            if (state.again()) {
                return true;
            }
            Test test = state.test();
            if (test == null || state.moved() < 1) {
                return false;
            }
            Taking taking = new Taking(method, field, test.limit(), rising, test.moved(), test.loose(), state.moved());
            found = found == null ? taking : found.and(taking);
            return found != null;
        }

        // ---- values

        private Held held(State state, Expression value) {
            if (value instanceof Expression.Local local && state.locals().containsKey(local.name())) {
                return state.locals().getOrDefault(local.name(), new Held(value, null, null, null));
            }
            return new Held(value, offset(state, value), passed(state, value, true), passed(state, value, false));
        }

        /** How far the value is, towards the limit, from what the field held when the method began; null where it is something else. */
        private @Nullable Long offset(State state, Expression value) {
            if (value.equals(field)) {
                return state.moved();
            } else if (value instanceof Expression.Local local) {
                Held held = state.locals().get(local.name());
                return held == null ? null : held.offset();
            } else if (value instanceof Expression.Binary sum
                    && sum.right() instanceof Expression.Constant constant
                    && constant.value() instanceof Long number) {
                Long left = offset(state, sum.left());
                boolean adds = sum.operator() == Expression.Operator.PLUS;
                if (left != null && (adds || sum.operator() == Expression.Operator.MINUS)) {
                    return left + (adds == rising ? number : -number);
                }
            }
            return null;
        }

        /** Whether the way has found the condition to be the other one. */
        private boolean isRuledOut(State state, Expression condition, boolean holds) {
            if (condition instanceof Expression.Not not) {
                return isRuledOut(state, not.operand(), !holds);
            } else if (condition instanceof Expression.Binary both
                    && both.operator() == (holds ? Expression.Operator.AND : Expression.Operator.OR)) {
                return isRuledOut(state, both.left(), holds) || isRuledOut(state, both.right(), holds);
            }
            return held(state, condition).value() instanceof Expression.Constant constant
                    && constant.value() instanceof Boolean known
                    && known != holds;
        }

        /** With what the condition says where it has the value. */
        private State tested(State state, Expression condition, boolean holds) {
            if (condition instanceof Expression.Not not) {
                return tested(state, not.operand(), !holds);
            } else if (condition instanceof Expression.Binary both
                    && both.operator() == (holds ? Expression.Operator.AND : Expression.Operator.OR)) {
                return tested(tested(state, both.left(), holds), both.right(), holds);
            }
            Held held = held(state, condition);
            boolean said = held.value() instanceof Expression.Result result
                    && holds == answer
                    && isAgain(origins.call(method, result.call()));
            Test passed = holds ? held.whenTrue() : held.whenFalse();
            Map<String, Held> locals = new HashMap<>(state.locals());
            if (condition instanceof Expression.Local local) {
                locals.put(local.name(), new Held(new Expression.Constant(holds), null, null, null));
            }
            return new State(state.moved(), locals, passed == null ? state.test() : passed, state.again() || said);
        }

        private @Nullable Test passed(State state, Expression condition, boolean holds) {
            return Comparison.of(condition, holds)
                    .filter(test -> test.form() == Comparison.Form.STRICT || test.form() == Comparison.Form.LOOSE)
                    .map(test -> {
                        Long near = offset(state, rising ? test.less() : test.more());
                        Expression limit = rising ? test.more() : test.less();
                        return near != null && isLimit(limit)
                                ? new Test(limit, near, test.form() == Comparison.Form.LOOSE)
                                : null;
                    })
                    .orElse(null);
        }

        /** A number, a field of the object that the method leaves alone, or a parameter. */
        private boolean isLimit(Expression limit) {
            boolean place = limit instanceof Expression.Field other
                            && (other.receiver() == null || other.receiver() instanceof Expression.This)
                    || limit instanceof Expression.Local local
                            && method.body().parameters().contains(local.name());
            return limit instanceof Expression.Constant
                    || place
                            && method.body().blocks().stream()
                                    .flatMap(block -> block.instructions().stream())
                                    .noneMatch(instruction -> instruction instanceof Instruction.Assign assign
                                            && assign.target().equals(limit));
        }
    }

    /** A comparison that was passed, of the field when it had moved so far. */
    private record Test(Expression limit, long moved, boolean loose) {}

    /**
     * What a value is.
     *
     * @param offset how far it is from the field's first value, null where it is something else
     * @param whenTrue what it says of the field where it is true
     */
    private record Held(
            Expression value,
            @Nullable Long offset,
            @Nullable Test whenTrue,
            @Nullable Test whenFalse) {}

    /**
     * What is known on a way.
     *
     * @param moved how far the field has moved towards the limit
     * @param test the last comparison that was passed
     * @param again whether a further call of the method has given the answer
     */
    private record State(
            long moved, Map<String, Held> locals, @Nullable Test test, boolean again) {}
}
