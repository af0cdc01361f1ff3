package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.List;

/**
 * How many tokens a value holds beside the contexts that it carries: the words round a question, a text that is made on the way, the
 * element of a collection that is data.
 */
final class Beside {

    private static final int DEPTH = 8;

    private final Calls calls;
    private final Origins origins;
    private final Contexts contexts;
    private final Tokens tokens;

    Beside(Calls calls, Origins origins, Contexts contexts, Tokens tokens) {
        this.calls = calls;
        this.origins = origins;
        this.contexts = contexts;
        this.tokens = tokens;
    }

    /** The tokens of the value that are in none of its contexts. */
    Formula of(Procedure procedure, Expression value) {
        return of(procedure, value, DEPTH);
    }

    private Formula of(Procedure procedure, Expression value, int depth) {
        if (contexts.of(procedure, value).isEmpty()) {
            return tokens.of(procedure, value);
        } else if (depth == 0) {
            return Formula.ZERO;
        } else if (value instanceof Expression.Cast cast) {
            return of(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Binary binary) {
            return of(procedure, binary.left(), depth - 1).plus(of(procedure, binary.right(), depth - 1));
        } else if (value instanceof Expression.Choice choice) {
            return of(procedure, choice.then(), depth - 1).max(of(procedure, choice.otherwise(), depth - 1));
        } else if (value instanceof Expression.NewArray array) {
            return sum(procedure, array.elements(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return ofLocal(procedure, local, depth - 1);
        } else if (value instanceof Expression.Result result) {
            return ofCall(procedure, value, origins.call(procedure, result.call()), depth - 1);
        }
        boolean element = value instanceof Expression.Next
                || value instanceof Expression.Element
                || value instanceof Expression.Field field
                        && field.receiver() != null
                        && contexts.isPart(procedure, field.receiver());
        return element ? tokens.of(procedure, value) : Formula.ZERO;
    }

    private Formula sum(Procedure procedure, List<Expression> values, int depth) {
        Formula sum = Formula.ZERO;
        for (Expression value : values) {
            sum = sum.plus(of(procedure, value, depth));
        }
        return sum;
    }

    /** A place of its own is a context; any other holds what it was set to, or is handed one element after the other. */
    private Formula ofLocal(Procedure procedure, Expression.Local local, int depth) {
        if (contexts.of(procedure, local).contains(new ContextId(local.name()))) {
            return Formula.ZERO;
        }
        List<Origin> assigned = origins.assigned(procedure, local);
        if (assigned.isEmpty()) {
            return tokens.of(procedure, local);
        }
        Formula most = Formula.ZERO;
        boolean many = calls.isContainer(procedure.body().localTypes().getOrDefault(local.name(), ""));
        for (Origin origin : assigned) {
            if (many && isElement(origin)) {
                // one of several collections, which fills as the one that holds them does
                continue;
            }
            most = most.max(of(origin.procedure(), origin.expression(), depth));
        }
        return most;
    }

    private Formula ofCall(Procedure procedure, Expression value, Instruction.Invoke call, int depth) {
        CallMeaning meaning = calls.of(procedure, call);
        if (contexts.isSlice(procedure, call)) {
            return tokens.of(procedure, value);
        }
        if (!meaning.targets().isEmpty() && !call.target().name().equals("<init>")) {
            return ofTargets(procedure, meaning, depth);
        }
        if (call.receiver() != null && (contexts.isPart(procedure, call.receiver()) || isElement(call))) {
            return tokens.of(procedure, value);
        }
        ContextOperation operation =
                meaning.row() == null ? ContextOperation.CARRY : meaning.row().context();
        Formula sum = call.receiver() == null || operation == ContextOperation.CONVERT
                ? Formula.ZERO
                : of(procedure, call.receiver(), depth);
        boolean filled = operation != null && (operation != ContextOperation.READ || call.receiver() == null);
        return filled ? sum.plus(sum(procedure, call.arguments(), depth)) : sum;
    }

    private boolean isElement(Origin origin) {
        return origin.expression() instanceof Expression.Result result
                && isElement(origins.call(origin.procedure(), result.call()));
    }

    /** Whether the call takes one of the things out that a collection holds. */
    private boolean isElement(Instruction.Invoke call) {
        String type = Types.erasure(call.target().returnType());
        return calls.isContainer(Types.erasure(call.target().owner()))
                && (calls.isImmutable(type) || type.equals("java.lang.Object"));
    }

    /** What a method of the sources puts into what it returns, and what it is given that is in it. */
    private Formula ofTargets(Procedure procedure, CallMeaning meaning, int depth) {
        Formula most = Formula.ZERO;
        for (Procedure target : meaning.targets()) {
            for (Origin returned : origins.returned(target)) {
                Formula sum = of(target, returned.expression(), depth);
                for (ContextId inside : contexts.of(target, returned.expression())) {
                    int parameter = target.body().parameters().indexOf(inside.name());
                    if (parameter >= 0 && parameter < meaning.call().arguments().size()) {
                        sum = sum.plus(of(procedure, meaning.call().arguments().get(parameter), depth));
                    }
                }
                most = most.max(sum);
            }
        }
        return most;
    }
}
