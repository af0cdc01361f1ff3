package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a recursion puts more into the data that it descends into: a tree that grows while it is walked has no depth of its own. A
 * tree that is made on the way, of which no activation takes a part, is another one.
 */
final class GrownData {

    private static final int DEPTH = 6;
    private static final Set<ContextOperation> ADDING = Set.of(ContextOperation.APPEND, ContextOperation.REPLACE);

    private final Engine engine;
    private final Set<Procedure> members;
    private final Set<Procedure> run;

    /** @param members the methods of the recursion */
    GrownData(Engine engine, Set<Procedure> members) {
        this.engine = engine;
        this.members = members;
        this.run = engine.graph().calledFrom(members);
    }

    /** Whether any of the fields that the descent goes through gets more on the way. */
    boolean grows(Collection<Expression.Field> fields) {
        return !fields.isEmpty()
                && run.stream()
                        .anyMatch(procedure -> procedure.body().blocks().stream()
                                .flatMap(block -> block.instructions().stream())
                                .anyMatch(instruction -> adds(procedure, instruction, fields)));
    }

    private boolean adds(Procedure procedure, Instruction instruction, Collection<Expression.Field> fields) {
        if (instruction instanceof Instruction.Assign assign) {
            return assign.target() instanceof Expression.Field target
                    && isAnyOf(fields, target)
                    && isOfWhole(procedure, target, DEPTH)
                    && isMadeOnTheWay(procedure, assign.value());
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        return call.receiver() != null
                && !call.arguments().isEmpty()
                && engine.facts()
                        .operation(procedure, call)
                        .filter(ADDING::contains)
                        .isPresent()
                && isIn(procedure, call.receiver(), fields, DEPTH)
                && isOfWhole(procedure, call.receiver(), DEPTH)
                && call.arguments().stream().anyMatch(argument -> isMadeOnTheWay(procedure, argument));
    }

    private static boolean isAnyOf(Collection<Expression.Field> fields, Expression.Field field) {
        return fields.stream()
                .anyMatch(one -> one.owner().equals(field.owner()) && one.name().equals(field.name()));
    }

    /** Whether the data may be what one of the fields holds. */
    private boolean isIn(Procedure procedure, Expression data, Collection<Expression.Field> fields, int depth) {
        if (depth == 0) {
            return false;
        } else if (data instanceof Expression.Field field) {
            return isAnyOf(fields, field);
        } else if (data instanceof Expression.Cast cast) {
            return isIn(procedure, cast.value(), fields, depth - 1);
        } else if (data instanceof Expression.Local local) {
            return engine.origins().assigned(procedure, local).stream()
                    .anyMatch(one -> isIn(one.procedure(), one.expression(), fields, depth - 1));
        }
        return data instanceof Expression.Result result
                && engine.calls().of(procedure, engine.origins().call(procedure, result.call())).targets().stream()
                        .flatMap(target -> engine.origins().returned(target).stream())
                        .anyMatch(one -> isIn(one.procedure(), one.expression(), fields, depth - 1));
    }

    /** Whether an object of the program that is made on the way, or what a model answers there, may be in the value. */
    private boolean isMadeOnTheWay(Procedure procedure, Expression value) {
        return engine.origins().of(procedure, value, Origins.Depth.CONTENTS).stream()
                .filter(leaf -> run.contains(leaf.procedure()))
                .anyMatch(leaf -> engine.answers().isAnswer(leaf.procedure(), leaf.expression())
                        || leaf.expression() instanceof Expression.Result result
                                && isConstructor(engine.origins().call(leaf.procedure(), result.call())));
    }

    private boolean isConstructor(Instruction.Invoke call) {
        return call.target().name().equals("<init>")
                && engine.program().type(call.target().owner()).isPresent();
    }

    /** Whether the value may be, or be in, what an activation was called with; what was made on the way is not. */
    private boolean isOfWhole(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return true;
        } else if (value instanceof Expression.This) {
            return isCalledOnWhole(procedure, depth);
        } else if (value instanceof Expression.Local local) {
            return isOfWhole(procedure, local, depth);
        } else if (value instanceof Expression.Field field) {
            return field.receiver() == null || isOfWhole(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return !call.target().name().equals("<init>")
                    && (call.receiver() == null || isOfWhole(procedure, call.receiver(), depth - 1));
        }
        return true;
    }

    private boolean isOfWhole(Procedure procedure, Expression.Local local, int depth) {
        Procedure declaring = engine.origins().declaring(procedure, local);
        int parameter = declaring.body().parameters().indexOf(local.name());
        if (parameter >= 0) {
            return declaring.isLambda()
                    || members.contains(declaring)
                    || engine.origins().callers(declaring.method()).stream()
                            .filter(site -> run.contains(site.getKey()))
                            .anyMatch(site ->
                                    parameter >= site.getValue().arguments().size()
                                            || isOfWhole(
                                                    site.getKey(),
                                                    site.getValue().arguments().get(parameter),
                                                    depth - 1));
        }
        List<Origin> assigned = engine.origins().assigned(procedure, local);
        return assigned.isEmpty()
                || assigned.stream().anyMatch(one -> isOfWhole(one.procedure(), one.expression(), depth - 1));
    }

    private boolean isCalledOnWhole(Procedure procedure, int depth) {
        Procedure method = procedure.root();
        return members.contains(method)
                || engine.origins().callers(method.method()).stream()
                        .filter(site -> run.contains(site.getKey()))
                        .anyMatch(site -> isCalledOnWhole(site, depth - 1));
    }

    private boolean isCalledOnWhole(Map.Entry<Procedure, Instruction.Invoke> site, int depth) {
        Expression receiver = site.getValue().receiver();
        return receiver == null
                ? !site.getValue().target().name().equals("<init>")
                : depth == 0 || isOfWhole(site.getKey(), receiver, depth);
    }
}
