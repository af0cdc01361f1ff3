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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names of variables mean: locals, fields of this and the outer types, static fields; {@code a.b.c} by its head. */
final class Variables {

    /** Of packages and types in each other together. */
    private static final int MOST_PARTS = 100;

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
                .filter(owner -> isStaticField(owner, name))
                .map(owner -> staticField(owner, name))
                .orElse(null);
    }

    /** An import on demand of an unknown type may bring in anything; types that are known come first. */
    private boolean isStaticField(String owner, String name) {
        return body.unit.typing.field(owner, name).isPresent()
                || !looksLikeType(name) && body.typeNames().find(name).isEmpty();
    }

    private static Value field(dev.agentcost.analyzer.ir.Expression receiver, FieldInfo field) {
        return new Value(new Field(field.isStatic() ? null : receiver, field.owner(), field.name()), field.type());
    }

    Value staticField(String type, String name) {
        Value limit = NumberConstants.BY_NAME.get(Types.erasure(type) + "." + name);
        return limit != null ? limit : ofType(type, name);
    }

    private Value ofType(String type, String name) {
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
        if (expression instanceof NameExpr name) {
            String simple = name.getNameAsString();
            if (find(simple) != null) {
                return Optional.empty();
            }
            return body.typeNames().find(simple).or(() -> Optional.of(simple).filter(Variables::looksLikeType));
        } else if (expression instanceof FieldAccessExpr access && isName(access)) {
            return typeNamed(access);
        }
        return Optional.empty();
    }

    private Optional<String> typeNamed(FieldAccessExpr access) {
        String name = access.getNameAsString();
        Optional<String> outer = typeNamed(access.getScope());
        Optional<String> found = body.typeNames().find(text(access));
        boolean declared = found.filter(
                        type -> body.unit.typing.world().type(type).isPresent())
                .isPresent();
        if (declared || outer.isEmpty()) {
            return declared || looksLikeType(name) ? found : Optional.empty();
        }
        boolean isField = body.unit.typing.field(outer.get(), name).isPresent();
        return isField || !looksLikeType(name)
                ? Optional.empty()
                : found.or(() -> outer.map(type -> type + "." + name));
    }

    /** Whether a name that nothing explains is written like a type's: not like a constant's, not like a variable's. */
    private static boolean looksLikeType(String name) {
        return Character.isUpperCase(name.charAt(0)) && !name.equals(name.toUpperCase(Locale.ROOT));
    }

    /** Whether the expression is nothing but names, the first of which is no variable. */
    private boolean isName(Expression expression) {
        String head = head(expression);
        return head != null && find(head) == null;
    }

    /** The first name of a chain of nothing but names, or null where there is none, or more than any type's name has. */
    private static @Nullable String head(Expression expression) {
        Expression at = expression;
        for (int parts = 1; at instanceof FieldAccessExpr access && parts < MOST_PARTS; parts++) {
            at = access.getScope();
        }
        return at instanceof NameExpr name ? name.getNameAsString() : null;
    }

    /** A chain of nothing but names as it is written. */
    private static String text(FieldAccessExpr chain) {
        Deque<String> names = new ArrayDeque<>();
        Expression at = chain;
        while (at instanceof FieldAccessExpr access) {
            names.push(access.getNameAsString());
            at = access.getScope();
        }
        names.push(at.toString());
        return String.join(".", names);
    }
}
