package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is reached from an element of a collection by fields and getters that keep their values: {@code task.getId()}. */
final class ElementPaths {

    private static final int DEPTH = 8;

    private final Origins origins;
    private final CallFacts facts;

    ElementPaths(Origins origins, CallFacts facts) {
        this.origins = origins;
        this.facts = facts;
    }

    /** The path from the element to the value, "" for the element itself, null for anything else. */
    @Nullable
    String path(Procedure procedure, Expression value, Predicate<Expression> isElement) {
        return path(procedure, value, isElement, DEPTH);
    }

    private @Nullable String path(Procedure procedure, Expression value, Predicate<Expression> isElement, int depth) {
        if (depth == 0) {
            return null;
        } else if (isElement.test(value)) {
            return "";
        } else if (value instanceof Expression.Cast cast) {
            return path(procedure, cast.value(), isElement, depth - 1);
        } else if (value instanceof Expression.Field field && field.receiver() != null) {
            String from = isKept(field) ? path(procedure, field.receiver(), isElement, depth - 1) : null;
            return from == null ? null : from + "." + field.name();
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            Optional<Expression> inlined = facts.inlined(procedure, call);
            if (inlined.isPresent()) {
                return path(procedure, inlined.get(), isElement, depth - 1);
            }
            String from = call.receiver() == null || !call.arguments().isEmpty() || facts.costs(procedure, call)
                    ? null
                    : path(procedure, call.receiver(), isElement, depth - 1);
            return from == null ? null : from + "." + call.target().name() + "()";
        } else if (value instanceof Expression.Local local) {
            return origins.only(procedure, local)
                    .map(only -> path(procedure, only, isElement, depth - 1))
                    .orElse(null);
        }
        return null;
    }

    /** Whether the field keeps what the constructor gave it. */
    private boolean isKept(Expression.Field field) {
        return origins.assigned(field).stream()
                .map(value -> value.procedure().method())
                .allMatch(method ->
                        method.name().startsWith("<") || origins.callers(method).isEmpty());
    }
}
