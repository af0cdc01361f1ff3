package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Optional;

/** What has the same value in every turn of a loop. */
final class Invariants {

    private static final int DEPTH = 12;

    private final Procedure procedure;
    private final Origins origins;
    private final CallFacts facts;

    Invariants(Procedure procedure, Origins origins, CallFacts facts) {
        this.procedure = procedure;
        this.origins = origins;
        this.facts = facts;
    }

    static boolean isPlace(Expression expression) {
        return expression instanceof Expression.Local
                || expression instanceof Expression.Field field
                        && (field.receiver() == null
                                || field.receiver() instanceof Expression.This
                                || isPlace(field.receiver()));
    }

    boolean holds(Loop loop, LoopPaths paths, Expression expression) {
        return holds(loop, paths, expression, DEPTH);
    }

    private boolean holds(Loop loop, LoopPaths paths, Expression expression, int depth) {
        if (depth == 0) {
            return false;
        }
        int less = depth - 1;
        if (expression instanceof Expression.Constant
                || expression instanceof Expression.Null
                || expression instanceof Expression.This
                || expression instanceof Expression.ClassLiteral) {
            return true;
        } else if (expression instanceof Expression.Local || expression instanceof Expression.Field) {
            boolean holder = !(expression instanceof Expression.Field field)
                    || field.receiver() == null
                    || holds(loop, paths, field.receiver(), less);
            return holder
                    && (isUnchanged(paths, Variable.Kind.VALUE, expression)
                            || isRecomputed(loop, paths, expression, less));
        } else if (expression instanceof Expression.Binary binary) {
            return holds(loop, paths, binary.left(), less) && holds(loop, paths, binary.right(), less);
        } else if (expression instanceof Expression.Cast cast) {
            return holds(loop, paths, cast.value(), less);
        } else if (expression instanceof Expression.Negate negate) {
            return holds(loop, paths, negate.operand(), less);
        } else if (expression instanceof Expression.Not not) {
            return holds(loop, paths, not.operand(), less);
        } else if (expression instanceof Expression.Length length) {
            return holds(loop, paths, length.array(), less);
        } else if (expression instanceof Expression.Element element) {
            return holds(loop, paths, element.array(), less)
                    && holds(loop, paths, element.index(), less)
                    && !paths.mayStore(element.array());
        } else if (expression instanceof Expression.Choice choice) {
            return holds(loop, paths, choice.test(), less)
                    && holds(loop, paths, choice.then(), less)
                    && holds(loop, paths, choice.otherwise(), less);
        } else if (expression instanceof Expression.Result result) {
            return isInvariantCall(loop, paths, origins.call(procedure, result.call()), less);
        }
        return false;
    }

    private static boolean isUnchanged(LoopPaths paths, Variable.Kind kind, Expression place) {
        return paths.of(new Variable(kind, place)).steps().isEmpty();
    }

    /** A local that each turn computes anew from what does not change. */
    private boolean isRecomputed(Loop loop, LoopPaths paths, Expression expression, int depth) {
        return expression instanceof Expression.Local local
                && !procedure.body().parameters().contains(local.name())
                && origins.only(procedure, local)
                        .filter(only -> holds(loop, paths, only, depth))
                        .isPresent();
    }

    private boolean isInvariantCall(Loop loop, LoopPaths paths, Instruction.Invoke call, int depth) {
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return holds(loop, paths, inlined.get(), depth);
        }
        if (facts.mayVary(procedure, call)) {
            return false;
        }
        boolean operands = (call.receiver() == null || holds(loop, paths, call.receiver(), depth))
                && call.arguments().stream().allMatch(argument -> holds(loop, paths, argument, depth));
        boolean measures = facts.isNumberOf(procedure, call);
        return operands
                && (!measures
                        || call.receiver() == null
                        || !isPlace(call.receiver())
                        || isUnchanged(paths, Variable.Kind.SIZE, call.receiver()));
    }
}
