package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Kinds of elements, as tests tell them apart: {@code "user".equals(message.role())}, {@code message instanceof UserMessage}. */
final class Kinds {

    private static final int DEPTH = 8;

    private final Typing typing;
    private final Origins origins;
    private final CallFacts facts;
    private final ElementPaths elements;

    Kinds(Typing typing, Origins origins, CallFacts facts) {
        this.typing = typing;
        this.origins = origins;
        this.facts = facts;
        this.elements = new ElementPaths(origins, facts);
    }

    /**
     * The elements that a test holds for, or does not.
     *
     * @param path what is compared, from the element; "" where its type is
     * @param value the constant that it is compared with, or the name of the type
     */
    record Kind(String path, Object value, boolean holds) {}

    /** The kind of the elements for which the condition has the value. */
    Optional<Kind> of(Procedure procedure, Expression condition, boolean holds, Predicate<Expression> isElement) {
        if (condition instanceof Expression.Not not) {
            return of(procedure, not.operand(), !holds, isElement);
        } else if (condition instanceof Expression.InstanceOf test) {
            return "".equals(elements.path(procedure, test.value(), isElement))
                    ? Optional.of(new Kind("", Types.erasure(test.type()), holds))
                    : Optional.empty();
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            if (call.target().name().equals("equals")
                    && call.receiver() != null
                    && call.arguments().size() == 1) {
                return compared(procedure, call.receiver(), call.arguments().get(0), holds, isElement);
            }
            return facts.inlined(procedure, call).flatMap(value -> of(procedure, value, holds, isElement));
        } else if (condition instanceof Expression.Binary binary
                && (binary.operator() == Expression.Operator.EQUAL
                        || binary.operator() == Expression.Operator.NOT_EQUAL)) {
            boolean equal = binary.operator() == Expression.Operator.EQUAL;
            return compared(procedure, binary.left(), binary.right(), holds == equal, isElement);
        }
        return Optional.empty();
    }

    private Optional<Kind> compared(
            Procedure procedure, Expression one, Expression other, boolean equal, Predicate<Expression> isElement) {
        Object constant = constant(other);
        String path = elements.path(procedure, constant == null ? other : one, isElement);
        constant = constant == null ? constant(one) : constant;
        return path == null || path.isEmpty() || constant == null
                ? Optional.empty()
                : Optional.of(new Kind(path, constant, equal));
    }

    /** A literal, or a constant of an enum. */
    private static @Nullable Object constant(Expression value) {
        return value instanceof Expression.Constant constant
                ? constant.value()
                : value instanceof Expression.Field field
                                && field.receiver() == null
                                && field.name().equals(field.name().toUpperCase(java.util.Locale.ROOT))
                        ? field.owner() + "." + field.name()
                        : null;
    }

    /** Whether an object that is made anew is surely not of the kind. */
    boolean isMadeOtherwise(Procedure procedure, Expression made, Kind kind) {
        return kind.path().isEmpty()
                ? isOfOtherType(procedure, made, kind)
                : hasOtherValue(procedure, made, kind, DEPTH);
    }

    private boolean isOfOtherType(Procedure procedure, Expression made, Kind kind) {
        Expression value = made instanceof Expression.Local local
                ? origins.only(procedure, local).orElse(made)
                : made;
        if (!(value instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        String type = call.target().name().equals("<init>")
                ? call.target().owner()
                : Types.erasure(call.target().returnType());
        String tested = String.valueOf(kind.value());
        boolean below = supertypes(type).contains(tested);
        if (!kind.holds()) {
            return below;
        }
        // a factory method of a class may return one of its subclasses
        return call.target().owner().equals(type)
                && !below
                && !supertypes(tested).contains(type);
    }

    private List<String> supertypes(String type) {
        return typing.hierarchy(type).stream().map(Types::erasure).toList();
    }

    private boolean hasOtherValue(Procedure procedure, Expression made, Kind kind, int depth) {
        if (depth == 0) {
            return false;
        } else if (made instanceof Expression.Local local) {
            return origins.only(procedure, local)
                    .filter(value -> hasOtherValue(procedure, value, kind, depth - 1))
                    .isPresent();
        } else if (!(made instanceof Expression.Result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, ((Expression.Result) made).call());
        Optional<Object> built = built(procedure, call, kind);
        if (built.isPresent()) {
            return built.get().equals(kind.value()) != kind.holds();
        }
        if (call.target().name().equals("<init>")) {
            return given(call, kind)
                    .map(Kinds::constant)
                    .filter(value -> value.equals(kind.value()) != kind.holds())
                    .isPresent();
        }
        List<Origin> leaves = origins.of(procedure, made, Origins.Depth.VALUE);
        return !leaves.isEmpty()
                && leaves.stream()
                        .allMatch(leaf -> !(leaf.procedure() == procedure
                                        && leaf.expression().equals(made))
                                && hasOtherValue(leaf.procedure(), leaf.expression(), kind, depth - 1));
    }

    /** {@code Message.builder().role("system").text(text).build()}: the constant that a builder was given last. */
    private Optional<Object> built(Procedure procedure, Instruction.Invoke call, Kind kind) {
        String name = kind.path().replaceFirst("^\\.", "").replaceFirst("\\(\\)$", "");
        Instruction.Invoke at = call;
        while (at.receiver() instanceof Expression.Result before) {
            at = origins.call(procedure, before.call());
            if (at.target().name().equals(name) && at.arguments().size() == 1) {
                return Optional.ofNullable(constant(at.arguments().get(0)));
            }
        }
        return Optional.empty();
    }

    /** What a constructor puts into the field. */
    private Optional<Expression> given(Instruction.Invoke call, Kind kind) {
        Expression.Field field = new Expression.Field(
                new Expression.This(), call.target().owner(), kind.path().substring(1));
        List<Origin> constructors = origins.assigned(field).stream()
                .filter(value -> value.procedure().method().name().equals("<init>")
                        && value.procedure().body().parameters().size()
                                == call.arguments().size())
                .toList();
        return constructors.stream()
                .filter(value -> constructors.size() == 1)
                .findFirst()
                .filter(value -> value.expression() instanceof Expression.Local)
                .map(value ->
                        value.procedure().body().parameters().indexOf(((Expression.Local) value.expression()).name()))
                .filter(index -> index >= 0)
                .map(index -> call.arguments().get(index));
    }
}
