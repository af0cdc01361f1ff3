package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Texts in a list that get longer from turn to turn, however few of them are kept: {@code for (path : paths) next.add(path +
 * model.chat(path))}, and then {@code paths = best(next, 3)}.
 */
final class Lengthening {

    private static final int DEPTH = 8;

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;

    Lengthening(Engine engine, Procedure procedure, ControlFlow flow) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = flow;
    }

    /** The effect of a turn, in which the texts of a list have got longer. */
    Effect in(Loop loop, Effect turn) {
        Effect found = turn;
        for (Instruction instruction : flow.instructions(loop)) {
            if (instruction instanceof Instruction.Assign assign
                    && assign.target() instanceof Expression.Local list
                    && isCollection(list)
                    && !assign.value().equals(list)) {
                Formula added = added(loop, list, assign.value());
                if (!added.isZero() && isSent(loop, list)) {
                    found = found.withContext(
                            new ContextId("the texts in " + list.name()),
                            new ContextEffect(
                                    Formula.ONE,
                                    added,
                                    engine.values().size(procedure, list),
                                    Formula.ZERO,
                                    Formula.ZERO,
                                    Formula.ZERO));
                }
            }
        }
        return found;
    }

    private boolean isCollection(Expression.Local local) {
        return engine.calls()
                .isCollection(Types.erasure(procedure.body().localTypes().getOrDefault(local.name(), "")));
    }

    /** What the elements of the value hold beside those of the list that they are made from. */
    private Formula added(Loop loop, Expression.Local list, Expression value) {
        Formula most = Formula.ZERO;
        for (Expression source : sources(value)) {
            if (source instanceof Expression.Local next && !next.equals(list)) {
                most = most.max(filled(loop, list, next));
            } else if (source instanceof Expression.Lambda lambda && isMadeFrom(value, list)) {
                most = most.max(mapped(lambda));
            }
        }
        return most;
    }

    /** The lists that a value is cut, sorted or copied from, and the functions that its elements have gone through. */
    private List<Expression> sources(Expression value) {
        List<Expression> found = new ArrayList<>(List.of(value));
        for (int i = 0; i < found.size() && i < DEPTH; i++) {
            if (found.get(i) instanceof Expression.Result result) {
                Instruction.Invoke call = engine.origins().call(procedure, result.call());
                if (!engine.facts().reachesModel(procedure, call)) {
                    Optional.ofNullable(call.receiver()).ifPresent(found::add);
                    found.addAll(call.arguments());
                } else if (call.receiver() != null) {
                    found.add(call.receiver());
                    call.arguments().stream()
                            .filter(Expression.Lambda.class::isInstance)
                            .forEach(found::add);
                }
            } else if (found.get(i) instanceof Expression.Local local
                    && engine.origins().only(procedure, local).orElse(null) instanceof Expression.Result result
                    && isCut(result)) {
                found.add(result);
            }
        }
        return found;
    }

    /** Whether a call gives something made of a list, and not the list that is filled. */
    private boolean isCut(Expression.Result result) {
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        return !call.target().name().equals("<init>") && call.receiver() != null;
    }

    private boolean isMadeFrom(Expression value, Expression.Local list) {
        return sources(value).contains(list);
    }

    /** {@code next.add(path + answer)}, for an element of the list. */
    private Formula filled(Loop loop, Expression.Local list, Expression.Local next) {
        Formula most = Formula.ZERO;
        for (Instruction instruction : flow.instructions(loop)) {
            if (instruction instanceof Instruction.Invoke call
                    && next.equals(call.receiver())
                    && is(ContextOperation.APPEND, call)
                    && !call.arguments().isEmpty()) {
                Expression element = call.arguments().get(call.arguments().size() - 1);
                for (Expression text : texts(element)) {
                    most = most.max(beside(procedure, text, part -> isElement(part, list)));
                }
            }
        }
        return most;
    }

    /** The text itself, or those that an object is made of. */
    private List<Expression> texts(Expression element) {
        Expression made = element instanceof Expression.Local local
                ? engine.origins().only(procedure, local).orElse(element)
                : element;
        if (made instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return call.target().name().equals("<init>") ? call.arguments() : List.of();
        }
        return List.of(element);
    }

    /** Whether a model is sent an element of the list. */
    private boolean isSent(Loop loop, Expression.Local list) {
        return flow.instructions(loop).stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                        && engine.facts().reachesModel(procedure, call)
                        && (call.arguments().stream().anyMatch(argument -> isIn(argument, list, DEPTH))
                                || call.arguments().stream().anyMatch(Expression.Lambda.class::isInstance)));
    }

    /** Whether the value is put together from an element of the list. */
    private boolean isIn(Expression value, Expression.Local list, int depth) {
        if (depth == 0 || isElement(value, list)) {
            return depth > 0;
        } else if (value instanceof Expression.Local local) {
            return engine.origins()
                    .only(procedure, local)
                    .filter(only -> isIn(only, list, depth - 1))
                    .isPresent();
        } else if (value instanceof Expression.Binary binary) {
            return isIn(binary.left(), list, depth - 1) || isIn(binary.right(), list, depth - 1);
        } else if (value instanceof Expression.NewArray array) {
            return array.elements().stream().anyMatch(element -> isIn(element, list, depth - 1));
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return !engine.facts().reachesModel(procedure, call)
                    && (call.arguments().stream().anyMatch(argument -> isIn(argument, list, depth - 1))
                            || call.receiver() != null && isIn(call.receiver(), list, depth - 1));
        }
        return false;
    }

    /** {@code paths.stream().map(path -> path + answer)}. */
    private Formula mapped(Expression.Lambda lambda) {
        Procedure code = engine.calls().lambda(procedure, lambda);
        List<String> parameters = code.body().parameters();
        Formula most = Formula.ZERO;
        if (parameters.size() == 1) {
            Expression element = new Expression.Local(parameters.get(0));
            for (Origin returned : engine.origins().returned(code)) {
                most = most.max(beside(code, returned.expression(), element::equals));
            }
        }
        return most;
    }

    /** What a text holds beside the element, where it is one put before or behind an answer; else nothing. */
    private Formula beside(Procedure where, Expression text, Predicate<Expression> isElement) {
        Expression made = text instanceof Expression.Local local
                ? engine.origins().only(where, local).orElse(text)
                : text;
        List<Expression> parts = new ArrayList<>(List.of(made));
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
                parts.set(i--, binary.left());
                parts.add(binary.right());
            }
        }
        boolean longer = parts.stream().anyMatch(isElement)
                && parts.stream()
                        .anyMatch(
                                part -> !isElement.test(part) && engine.facts().isAnswer(where, part));
        Formula sum = Formula.ZERO;
        for (Expression part : parts) {
            sum = longer && !isElement.test(part) ? sum.plus(engine.tokens().of(where, part)) : sum;
        }
        return sum;
    }

    private boolean isElement(Expression part, Expression.Local list) {
        Expression value = part instanceof Expression.Local local
                ? engine.origins().only(procedure, local).orElse(part)
                : part;
        if (value instanceof Expression.Cast cast) {
            return isElement(cast.value(), list);
        } else if (value instanceof Expression.Next next) {
            Expression cursor = next.cursor() instanceof Expression.Local local
                    ? engine.origins().only(procedure, local).orElse(local)
                    : next.cursor();
            return cursor instanceof Expression.Cursor over && over.collection().equals(list);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            Expression holder = call.receiver();
            boolean isPart = holder != null
                    && call.arguments().isEmpty()
                    && engine.facts().inlined(procedure, call).isPresent()
                    && isElement(holder, list);
            boolean isRead = list.equals(holder) && call.arguments().size() == 1 && is(ContextOperation.READ, call);
            return isPart || isRead;
        }
        return false;
    }

    private boolean is(ContextOperation operation, Instruction.Invoke call) {
        return engine.facts()
                .operation(procedure, call)
                .filter(operation::equals)
                .isPresent();
    }
}
