package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.CallFacts;
import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls of methods that only compute a value from their parameters and the fields of their object, as that value: getters
 * and tests such as {@code isFinished()}.
 */
final class Inlining {

    private static final int DEPTH = 4;

    private final Calls calls;
    private final Origins origins;

    Inlining(Calls calls, Origins origins) {
        this.calls = calls;
        this.origins = origins;
    }

    /** The value in terms of the caller, where there is one. */
    Optional<Expression> of(Procedure caller, Instruction.Invoke call) {
        return Optional.ofNullable(inline(caller, call, DEPTH));
    }

    /** A value of the called method in terms of the caller, where there is one. */
    Optional<Expression> inTermsOf(Procedure callee, Expression value, Instruction.Invoke call) {
        return Optional.ofNullable(substitute(callee, value, call, DEPTH));
    }

    /**
     * The field, in terms of the caller, that a method without branches moves and whose value it returns, from after that or from
     * before: {@code return ++turns}, {@code return turns++}.
     */
    Optional<CallFacts.Left> left(Procedure caller, Instruction.Invoke call) {
        List<Procedure> targets = calls.of(caller, call).targets();
        if (targets.size() != 1 || targets.get(0).isLambda()) {
            return Optional.empty();
        }
        Procedure callee = targets.get(0);
        Expression returned = null;
        Set<Expression> set = new HashSet<>();
        List<Instruction.Assign> assigns = new ArrayList<>();
        for (Block block : callee.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign) {
                    assigns.add(assign);
                    if (assign.target() instanceof Expression.Field) {
                        set.add(assign.target());
                    }
                }
            }
            if (block.terminator() instanceof Terminator.Branch || block.terminator() instanceof Terminator.Switch) {
                return Optional.empty();
            }
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                returned = end.value();
            }
        }
        if (set.size() != 1 || returned == null || !(set.iterator().next() instanceof Expression.Field place)) {
            return Optional.empty();
        }
        Long since = since(assigns, place, returned);
        return since != null && substitute(callee, place, call, DEPTH) instanceof Expression.Field field
                ? Optional.of(new CallFacts.Left(field, since))
                : Optional.empty();
    }

    /** How much the field has moved since it had the value; null where that is not known. */
    private static @Nullable Long since(List<Instruction.Assign> assigns, Expression.Field field, Expression value) {
        if (value.equals(field)) {
            return 0L;
        }
        long moved = 0;
        for (int i = assigns.size() - 1; i >= 0; i--) {
            Instruction.Assign assign = assigns.get(i);
            if (assign.target().equals(field)) {
                Change change = Change.ofAssignment(assign.value(), field);
                if (change.kind() != Change.Kind.ADD || change.least() != change.most()) {
                    return null;
                }
                moved += change.least();
            } else if (assign.target().equals(value)) {
                return assign.value().equals(field) ? moved : null;
            }
        }
        return null;
    }

    /**
     * What the object that a value is holds in a field, where a constructor or a method has made it just then.
     *
     * @param once whether each constructor assigns the field once, on whatever way
     */
    Optional<Expression> made(Procedure caller, Expression value, Expression.Field field, boolean once) {
        return Optional.ofNullable(made(caller, value, field, once, DEPTH)).map(made -> read(caller, made, once));
    }

    /** With the fields that getters in it give, and what an object made on the way holds in them. */
    private Expression read(Procedure caller, Expression value, boolean once) {
        if (value instanceof Expression.Binary binary) {
            return new Expression.Binary(
                    binary.operator(), read(caller, binary.left(), once), read(caller, binary.right(), once));
        } else if (value instanceof Expression.Field field && field.receiver() instanceof Expression.Result before) {
            return made(caller, before, field, once).orElse(value);
        }
        return value instanceof Expression.Result result
                ? of(caller, origins.call(caller, result.call())).orElse(value)
                : value;
    }

    private @Nullable Expression made(
            Procedure caller, Expression value, Expression.Field field, boolean once, int depth) {
        if (depth == 0) {
            return null;
        } else if (value instanceof Expression.Local local
                && !caller.body().parameters().contains(local.name())) {
            return origins.only(caller, local)
                    .map(only -> made(caller, only, field, once, depth - 1))
                    .orElse(null);
        }
        if (!(value instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = origins.call(caller, result.call());
        List<Procedure> targets = calls.of(caller, call).targets();
        if (targets.size() != 1 || targets.get(0).isLambda()) {
            return null;
        }
        Procedure callee = targets.get(0);
        Expression there = call.target().name().equals("<init>")
                ? assigned(callee, field, once)
                : returned(callee, field, once, depth - 1);
        return there == null ? null : substitute(callee, there, call, DEPTH);
    }

    /** What every object that the method may return holds in the field, if that is the same. */
    private @Nullable Expression returned(Procedure callee, Expression.Field field, boolean once, int depth) {
        Expression found = null;
        for (Origin value : origins.returned(callee)) {
            Expression one = value.procedure() == callee ? made(callee, value.expression(), field, once, depth) : null;
            if (one == null || found != null && !found.equals(one)) {
                return null;
            }
            found = one;
        }
        return found;
    }

    /** The one value that a constructor gives the field. */
    private static @Nullable Expression assigned(Procedure constructor, Expression.Field field, boolean once) {
        Expression found = null;
        boolean branches = false;
        Set<Expression> locals = new HashSet<>();
        for (Block block : constructor.body().blocks()) {
            branches |=
                    block.terminator() instanceof Terminator.Branch || block.terminator() instanceof Terminator.Switch;
            for (Instruction instruction : block.instructions()) {
                if (!(instruction instanceof Instruction.Assign assign)) {
                    continue;
                } else if (assign.target() instanceof Expression.Local) {
                    locals.add(assign.target());
                } else if (assign.target() instanceof Expression.Field target
                        && target.name().equals(field.name())
                        && target.owner().equals(field.owner())) {
                    if (found != null) {
                        return null;
                    }
                    found = assign.value();
                }
            }
        }
        return branches && !once || locals.contains(found) ? null : found;
    }

    private @Nullable Expression inline(Procedure caller, Instruction.Invoke call, int depth) {
        CallMeaning meaning = calls.of(caller, call);
        if (depth == 0
                || meaning.targets().size() != 1
                || meaning.targets().get(0).isLambda()) {
            return null;
        }
        Procedure callee = meaning.targets().get(0);
        Expression value = onlyResult(callee);
        return value == null ? null : substitute(callee, value, call, depth);
    }

    private static @Nullable Expression onlyResult(Procedure callee) {
        Expression result = null;
        for (Block block : callee.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && !(assign.target() instanceof Expression.Local)) {
                    return null;
                }
            }
            if (block.terminator() instanceof Terminator.Branch || block.terminator() instanceof Terminator.Switch) {
                return null;
            }
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                if (result != null) {
                    return null;
                }
                result = end.value();
            }
        }
        return result;
    }

    private @Nullable Expression substitute(Procedure callee, Expression value, Instruction.Invoke call, int depth) {
        if (value instanceof Expression.Constant || value instanceof Expression.Null) {
            return value;
        } else if (value instanceof Expression.This) {
            return call.receiver();
        } else if (value instanceof Expression.Local local) {
            int parameter = callee.body().parameters().indexOf(local.name());
            List<Origin> assigned = origins.assigned(callee, local);
            if (parameter >= 0 && assigned.isEmpty()) {
                return parameter < call.arguments().size() ? call.arguments().get(parameter) : null;
            }
            return assigned.size() == 1 && assigned.get(0).procedure() == callee && depth > 0
                    ? substitute(callee, assigned.get(0).expression(), call, depth - 1)
                    : null;
        } else if (value instanceof Expression.Field field) {
            if (field.receiver() == null) {
                return field;
            }
            Expression receiver = depth == 0 ? null : substitute(callee, field.receiver(), call, depth - 1);
            return receiver == null ? null : new Expression.Field(receiver, field.owner(), field.name());
        } else if (value instanceof Expression.Not not) {
            Expression operand = substitute(callee, not.operand(), call, depth);
            return operand == null ? null : new Expression.Not(operand);
        } else if (value instanceof Expression.Cast cast) {
            return substitute(callee, cast.value(), call, depth);
        } else if (value instanceof Expression.Binary binary) {
            Expression left = substitute(callee, binary.left(), call, depth);
            Expression right = substitute(callee, binary.right(), call, depth);
            return left == null || right == null ? null : new Expression.Binary(binary.operator(), left, right);
        } else if (value instanceof Expression.Result result && depth > 0) {
            Expression inner = inline(callee, origins.call(callee, result.call()), depth - 1);
            return inner == null ? null : substitute(callee, inner, call, depth - 1);
        }
        return null;
    }
}
