package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.NameExpr;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Length;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names of variables mean: locals, fields of this and the outer types, static fields; {@code a.b.c} by its head. */
final class Variables {

    private final BodyContext body;

    Variables(BodyContext body) {
        this.body = body;
    }

    /** The variable of this simple name; a field of this type where nothing explains it. */
    Value name(String name) {
        Value found = find(name);
        return found == null ? new Value(new Field(new This(), body.type.name(), name), "") : found;
    }

    private @Nullable Value find(String name) {
        Scope scope = body.scope;
        for (TypeContext type = body.type; type != null; type = type.outer()) {
            String unique = scope == null ? null : scope.find(name);
            if (unique != null) {
                return new Value(new Local(unique), body.names.type(unique));
            }
            Optional<FieldInfo> field = body.unit.typing.field(type.name(), name);
            if (field.isPresent()) {
                return field(new This(), field.get());
            }
            scope = type.enclosing();
        }
        return body.typeNames()
                .staticImportOwner(name)
                .map(owner -> staticField(owner, name))
                .orElse(null);
    }

    private static Value field(dev.agentcost.analyzer.ir.Expression receiver, FieldInfo field) {
        return new Value(new Field(field.isStatic() ? null : receiver, field.owner(), field.name()), field.type());
    }

    Value staticField(String type, String name) {
        return body.unit
                .typing
                .field(type, name)
                .map(field -> new Value(new Field(null, field.owner(), name), field.type()))
                .orElseGet(() -> new Value(new Field(null, Types.erasure(type), name), ""));
    }

    /** {@code scope.name}. */
    Value access(FieldAccessExpr access) {
        Optional<String> type = typeNamed(access.getScope());
        String name = access.getNameAsString();
        return type.isPresent()
                ? staticField(type.get(), name)
                : fieldOf(body.expressions.lower(access.getScope()), name);
    }

    /** The field of an object, or the length of an array. */
    Value fieldOf(Value receiver, String name) {
        if (name.equals("length")
                && (receiver.type().isEmpty() || receiver.type().endsWith("[]"))) {
            return new Value(new Length(receiver.expression()), "int");
        }
        return body.unit
                .typing
                .field(receiver.type(), name)
                .map(field -> field(receiver.expression(), field))
                .orElseGet(() -> new Value(new Field(receiver.expression(), Types.erasure(receiver.type()), name), ""));
    }

    /** The type that stands before a dot; empty where a value does. */
    Optional<String> typeNamed(Expression expression) {
        String head = head(expression);
        if (head == null || find(head) != null) {
            return Optional.empty();
        }
        String text = expression.toString();
        Optional<String> type = body.typeNames().find(text);
        if (type.isPresent() || !looksLikeType(text)) {
            return type;
        }
        // a.b.C.FIELD: a type of which no declaration is known may still have static members.
        boolean isConstantOfType = expression instanceof FieldAccessExpr access
                && typeNamed(access.getScope()).isPresent();
        return isConstantOfType
                ? Optional.empty()
                : Optional.of(body.typeNames().resolve(text));
    }

    private static boolean looksLikeType(String text) {
        return Character.isUpperCase(text.charAt(text.lastIndexOf('.') + 1));
    }

    /** The first name of a chain of nothing but names, or null. */
    private static @Nullable String head(Expression expression) {
        Expression at = expression;
        while (at instanceof FieldAccessExpr access) {
            at = access.getScope();
        }
        return at instanceof NameExpr name ? name.getNameAsString() : null;
    }
}
