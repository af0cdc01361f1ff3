package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lambdas and method references: bodies of their own, which run where they are called. */
final class Functions {

    /**
     * A function.
     *
     * @param resultType what it returns, "" where unknown
     */
    record Lowered(dev.agentcost.analyzer.ir.Expression expression, String resultType) {}

    private final BodyContext body;

    Functions(BodyContext body) {
        this.body = body;
    }

    Value lambda(LambdaExpr lambda, String expected) {
        return new Value(lambda(lambda, expected, List.of()).expression(), expected);
    }

    /**
     * Lowers a lambda.
     *
     * @param expected the functional interface, "" where unknown
     * @param parameterTypes what the call that it is handed to says of its parameters; empty or with "" where unknown
     */
    Lowered lambda(LambdaExpr lambda, String expected, List<String> parameterTypes) {
        Optional<MethodInfo> method = functionalMethod(expected);
        List<String> types = known(parameterTypes, method);
        BodyContext inner = body.lambda();
        for (int i = 0; i < lambda.getParameters().size(); i++) {
            Parameter parameter = lambda.getParameters().get(i);
            String written = body.type(parameter.getType()) + (parameter.isVarArgs() ? "[]" : "");
            String type = written.isEmpty() && i < types.size() ? types.get(i) : written;
            inner.declareParameter(parameter.getNameAsString(), type);
        }
        inner.returnType = method.map(MethodInfo::returnType).orElse("");
        if (lambda.getExpressionBody().isPresent()) {
            Expression expression = lambda.getExpressionBody().get();
            Value value = inner.expressions.lower(expression, inner.returnType);
            inner.returned(value);
            inner.graph.end(new Return(value.expression(), BodyContext.line(expression)));
        } else {
            inner.statements.lower(lambda.getBody());
        }
        Body lowered = inner.finish(BodyContext.endLine(lambda));
        return added(lowered, expected, BodyContext.line(lambda), inner.resultType);
    }

    private Lowered added(Body lowered, String type, int line, String resultType) {
        body.lambdas.add(new Body.Lambda(lowered, Types.erasure(type), line));
        String result = resultType.equals(Typing.NULL) ? "" : resultType;
        return new Lowered(new dev.agentcost.analyzer.ir.Expression.Lambda(body.lambdas.size() - 1), result);
    }

    private Optional<MethodInfo> functionalMethod(String type) {
        return type.isEmpty() ? Optional.empty() : body.unit.typing.functionalMethod(type);
    }

    private static List<String> known(List<String> fromCall, Optional<MethodInfo> method) {
        List<String> fromType = method.map(MethodInfo::parameterTypes).orElse(List.of());
        if (fromCall.size() != fromType.size()) {
            return fromCall.isEmpty() ? fromType : fromCall;
        }
        List<String> types = new ArrayList<>();
        for (int i = 0; i < fromCall.size(); i++) {
            types.add(fromCall.get(i).isEmpty() ? fromType.get(i) : fromCall.get(i));
        }
        return types;
    }

    Value reference(MethodReferenceExpr reference, String expected) {
        return new Value(reference(reference, expected, List.of()).expression(), expected);
    }

    /** A method reference as the lambda that calls the method; parameters as in {@link #lambda(LambdaExpr, String, List)}. */
    Lowered reference(MethodReferenceExpr reference, String expected, List<String> parameterTypes) {
        Optional<MethodInfo> method = functionalMethod(expected);
        List<String> types = method.isPresent() || !parameterTypes.isEmpty() ? known(parameterTypes, method) : null;
        Expression scope = reference.getScope();
        String type = scope instanceof SuperExpr ? null : typeOf(scope);
        BodyContext inner = body.lambda();
        Value result;
        if (type == null) {
            result = bound(reference, scope, types, inner);
        } else if (reference.getIdentifier().equals("new")) {
            result = created(reference, type, types, inner);
        } else {
            result = unbound(reference, type, types, inner);
        }
        int line = BodyContext.line(reference);
        inner.graph.end(new Return(result.expression(), line));
        return added(inner.finish(line), expected, line, result.type());
    }

    /** The type that stands before the colons, or null where a value does. */
    private @Nullable String typeOf(Expression scope) {
        Expression names = scope instanceof TypeExpr written ? asNames(written.getType()) : scope;
        if (names == null) {
            return body.type(((TypeExpr) scope).getType());
        }
        return body.variables.typeNamed(names).orElse(null);
    }

    /** What the parser takes for a type although it may be a variable: {@code a.b} of {@code a.b::c}. */
    private static @Nullable Expression asNames(Type written) {
        if (!(written instanceof ClassOrInterfaceType type)
                || type.getTypeArguments().isPresent()) {
            return null;
        }
        if (type.getScope().isEmpty()) {
            return new NameExpr(type.getNameAsString());
        }
        Expression scope = asNames(type.getScope().get());
        return scope == null ? null : new FieldAccessExpr(scope, type.getNameAsString());
    }

    private Value bound(
            MethodReferenceExpr reference, Expression scope, @Nullable List<String> types, BodyContext inner) {
        boolean isSuper = scope instanceof SuperExpr;
        Expression names = scope instanceof TypeExpr written ? asNames(written.getType()) : scope;
        Value receiver = body.expressions.lower(names == null ? scope : names);
        dev.agentcost.analyzer.ir.Expression expression = receiver.expression();
        boolean keep = expression instanceof Local || expression instanceof This || expression instanceof Field;
        if (!keep) {
            receiver = inLocal(receiver, BodyContext.line(scope));
        }
        List<String> parameters = types != null ? types : guessed(receiver.type(), reference.getIdentifier(), false);
        return inner.calls.referenced(
                receiver.expression(),
                receiver.type(),
                reference.getIdentifier(),
                false,
                isSuper,
                parameters(parameters, inner),
                reference);
    }

    /** Results belong to the body of their call, so the function gets at the receiver by a local. */
    private Value inLocal(Value receiver, int line) {
        Local local = body.hidden("t", receiver.type());
        body.graph.assign(local, receiver.expression(), line);
        return new Value(local, receiver.type());
    }

    private Value created(MethodReferenceExpr reference, String type, @Nullable List<String> types, BodyContext inner) {
        List<String> known = types;
        if (known == null) {
            known = type.endsWith("[]") ? List.of("int") : guessed(type, Calls.CONSTRUCTOR, false);
        }
        List<Value> arguments = parameters(known, inner);
        if (type.endsWith("[]")) {
            List<dev.agentcost.analyzer.ir.Expression> sizes =
                    arguments.stream().map(Value::expression).toList();
            return new Value(new NewArray(type, sizes, List.of()), type);
        }
        Value created = inner.calls.referenced(null, type, Calls.CONSTRUCTOR, false, false, arguments, reference);
        return new Value(created.expression(), type);
    }

    /** {@code Type::method}: a static method, or one of the first parameter. */
    private Value unbound(MethodReferenceExpr reference, String type, @Nullable List<String> types, BodyContext inner) {
        String name = reference.getIdentifier();
        List<String> known = types != null && fits(type, name, types.size()) ? types : guessed(type, name, true);
        List<Value> arguments = parameters(known, inner);
        if (arguments.isEmpty() || isStatic(type, name, arguments)) {
            return inner.calls.referenced(null, type, name, true, false, arguments, reference);
        }
        Value first = arguments.get(0);
        boolean closer = !first.type().isEmpty() && body.unit.typing.isSubtype(first.type(), type);
        return inner.calls.referenced(
                first.expression(),
                closer ? first.type() : type,
                name,
                false,
                false,
                arguments.subList(1, arguments.size()),
                reference);
    }

    /**
     * Whether a method of this name can be called with so many parameters of the function. Where none can, the parameters are
     * those of another overload: {@code thenComparing(A::b)} takes a comparator as well as a function.
     */
    private boolean fits(String type, String name, int parameters) {
        List<MethodInfo> overloads = body.unit.typing.overloads(type, name);
        return overloads.isEmpty()
                || overloads.stream()
                        .anyMatch(method -> method.isVarArgs()
                                || method.parameterTypes().size() + (method.isStatic() ? 0 : 1) == parameters);
    }

    private boolean isStatic(String type, String name, List<Value> arguments) {
        List<String> types = arguments.stream().map(Value::type).toList();
        Optional<MethodInfo> all = body.unit.typing.declaredMethod(type, name, types);
        if (all.isPresent() && all.get().isStatic()) {
            return true;
        }
        List<MethodInfo> overloads = body.unit.typing.overloads(type, name);
        return !overloads.isEmpty() && overloads.stream().allMatch(MethodInfo::isStatic);
    }

    /** Parameter types of a function whose interface is unknown, from the method that it refers to. */
    private List<String> guessed(String type, String name, boolean mayBeUnbound) {
        List<MethodInfo> overloads = body.unit.typing.overloads(type, name);
        if (overloads.isEmpty()) {
            return name.equals(Calls.CONSTRUCTOR) ? List.of() : List.of("");
        }
        MethodInfo method = overloads.get(0);
        List<String> types = new ArrayList<>();
        if (mayBeUnbound && !method.isStatic()) {
            types.add(type);
        }
        types.addAll(Collections.nCopies(method.parameterTypes().size(), ""));
        return types;
    }

    private static List<Value> parameters(List<String> types, BodyContext inner) {
        List<Value> values = new ArrayList<>();
        for (String type : types) {
            Local local = inner.hidden("arg", type);
            inner.parameters.add(local.name());
            values.add(new Value(local, type));
        }
        return values;
    }
}
