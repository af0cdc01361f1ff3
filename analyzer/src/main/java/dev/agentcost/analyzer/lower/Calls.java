package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.CallResolver.CallQuery;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls and creations of objects: receiver, then arguments in order, then the call as an instruction. */
final class Calls {

    static final String CONSTRUCTOR = "<init>";

    private static final Pattern COMPILED_LOCAL = Pattern.compile("\\$\\d");

    /**
     * What a call is made on.
     *
     * @param expression the receiver where the call turns out not to be static, or null
     * @param type the type that the method is looked for in
     */
    private record Receiver(
            dev.agentcost.analyzer.ir.@Nullable Expression expression,
            String type,
            boolean isType,
            boolean isSuper,
            boolean isConstructor) {}

    private final BodyContext body;

    Calls(BodyContext body) {
        this.body = body;
    }

    Value call(MethodCallExpr call) {
        String name = call.getNameAsString();
        Node at = call.getName();
        List<Expression> arguments = call.getArguments();
        Expression scope = call.getScope().orElse(null);
        if (scope == null) {
            return invoke(unqualified(name), name, evaluate(arguments), arguments, at);
        } else if (scope instanceof SuperExpr parent) {
            String type = parent.getTypeName()
                    .map(written -> body.typeNames().resolve(written.asString()))
                    .orElseGet(() -> body.type.superclass());
            Receiver receiver = new Receiver(new This(), type, false, true, false);
            return invoke(receiver, name, evaluate(arguments), arguments, at);
        }
        Optional<String> type = body.variables.typeNamed(scope);
        if (type.isPresent()) {
            Receiver receiver = new Receiver(null, type.get(), true, false, false);
            return invoke(receiver, name, evaluate(arguments), arguments, at);
        }
        Value value = stableBefore(body.expressions.lower(scope), arguments, BodyContext.line(scope));
        Receiver receiver = new Receiver(value.expression(), value.type(), false, false, false);
        return SharedNumbers.isHolder(value.type())
                ? ofNumber(receiver, value, name, arguments, at)
                : invoke(receiver, name, evaluate(arguments), arguments, at);
    }

    private Value ofNumber(Receiver receiver, Value holder, String name, List<Expression> arguments, Node at) {
        SharedNumbers numbers = new SharedNumbers(body);
        List<@Nullable Value> values = evaluate(arguments);
        List<Value> known =
                values.stream().filter(Objects::nonNull).map(Value.class::cast).toList();
        int line = BodyContext.line(at);
        Value moved = known.size() == arguments.size() ? numbers.moved(holder, name, known, line) : null;
        if (moved == null) {
            moved = invoke(receiver, name, values, arguments, at);
            numbers.called(holder, name, moved.expression(), line);
        }
        return moved;
    }

    private Value stableBefore(Value value, List<Expression> later, int line) {
        List<@Nullable Expression> all = new ArrayList<>();
        all.add(null);
        all.addAll(later);
        Set<String> assigned = body.expressions.operands().assignedLater(all).get(0);
        return body.expressions.operands().stable(value, assigned, line);
    }

    /** A method of this type, of a type round it, or of a static import. */
    private Receiver unqualified(String name) {
        for (TypeContext type = body.type; type != null; type = type.outer()) {
            if (!body.unit.typing.overloads(type.name(), name).isEmpty()) {
                return new Receiver(new This(), type.name(), false, false, false);
            }
        }
        Optional<String> imported = body.typeNames().staticImportOwner(name);
        return imported.map(owner -> new Receiver(null, owner, true, false, false))
                .orElseGet(() -> new Receiver(new This(), body.type.name(), false, false, false));
    }

    Value creation(ObjectCreationExpr creation, String expected) {
        creation.getScope().ifPresent(outer -> body.expressions.lower(outer));
        String type = createdType(creation, expected);
        Receiver receiver = new Receiver(null, type, false, false, true);
        boolean anonymous = creation.getAnonymousClassBody().isPresent();
        return create(receiver, creation.getArguments(), anonymous ? creation : null, creation);
    }

    private Value create(Receiver receiver, List<Expression> arguments, @Nullable Node anonymous, Node at) {
        List<@Nullable Value> values = evaluate(arguments);
        if (anonymous == null) {
            Value created = invoke(receiver, CONSTRUCTOR, values, arguments, at);
            return new Value(created.expression(), receiver.type());
        }
        List<String> types = types(values, arguments);
        return createAnonymous(
                anonymous,
                withFunctions(receiver, CONSTRUCTOR, values, types, arguments, at)
                        .values(),
                at);
    }

    private String createdType(ObjectCreationExpr creation, String expected) {
        boolean diamond =
                creation.getType().getTypeArguments().filter(List::isEmpty).isPresent();
        String written = diamond
                ? creation.getType().getNameWithScope()
                : creation.getType().asString();
        String type = body.type(written);
        boolean found = body.unit.typing.world().type(Types.erasure(type)).isPresent();
        if (!found && creation.getScope().isPresent()) {
            String outer = Types.erasure(
                    body.expressions.lower(creation.getScope().get()).type());
            String inner = outer + "." + creation.getType().getNameAsString();
            type = body.unit.typing.world().type(inner).isPresent() ? inner : type;
        }
        return diamond && Types.erasure(expected).equals(type) ? expected : type;
    }

    /** An anonymous class or an enum constant with a body: the type is lowered here, its constructor is called. */
    private Value createAnonymous(Node declaration, List<Value> arguments, Node at) {
        NamedType type = body.unit.table.of(declaration);
        body.statements.localType(type);
        List<String> unknown = Collections.nCopies(arguments.size(), "");
        CallTarget target = new CallTarget(
                type.name(), CONSTRUCTOR, arguments.size(), unknown, type.name(), false, true, Resolution.TYPES);
        body.unit.resolutions.merge(Resolution.TYPES, 1, Integer::sum);
        return new Value(
                body.graph.invoke(target, null, expressions(arguments), BodyContext.line(at), BodyContext.column(at)),
                type.name());
    }

    /** {@code this(...)} and {@code super(...)}. */
    void constructorCall(ExplicitConstructorInvocationStmt call) {
        call.getExpression().ifPresent(outer -> body.expressions.lower(outer));
        String type = call.isThis() ? body.type.name() : body.type.superclass();
        Receiver receiver = new Receiver(new This(), type, false, !call.isThis(), true);
        List<Expression> arguments = call.getArguments();
        invoke(receiver, CONSTRUCTOR, evaluate(arguments), arguments, call);
    }

    /** The call of the superclass's constructor that no source shows. */
    void implicitSuper(List<Value> arguments, Node at) {
        Receiver receiver = new Receiver(new This(), body.type.superclass(), false, true, true);
        List<String> types = arguments.stream().map(Value::type).toList();
        emit(receiver, CONSTRUCTOR, new Arguments(arguments, types, List.of()), at);
    }

    /** The object that an enum constant is. */
    Value enumConstant(EnumConstantDeclaration constant, String type) {
        Receiver receiver = new Receiver(null, type, false, false, true);
        List<Expression> arguments = constant.getArguments();
        return create(receiver, arguments, constant.getClassBody().isEmpty() ? null : constant, constant);
    }

    /** A call of a method without arguments that the source does not write. */
    Value implicitCall(Value receiver, String name, Node at) {
        Receiver on = new Receiver(receiver.expression(), receiver.type(), false, false, false);
        return emit(on, name, new Arguments(List.of(), List.of(), List.of()), at);
    }

    /** What a method reference calls. */
    Value referenced(
            dev.agentcost.analyzer.ir.@Nullable Expression receiver,
            String type,
            String name,
            boolean isType,
            boolean isSuper,
            List<Value> arguments,
            Node at) {
        Receiver on = new Receiver(receiver, type, isType, isSuper, name.equals(CONSTRUCTOR));
        List<String> types = arguments.stream().map(Value::type).toList();
        return emit(on, name, new Arguments(arguments, types, List.of()), at);
    }

    /** The arguments' values in order; null for lambdas and method references, whose types the call decides. */
    private List<@Nullable Value> evaluate(List<Expression> arguments) {
        Operands operands = body.expressions.operands();
        List<Set<String>> later = operands.assignedLater(arguments);
        List<@Nullable Value> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (isFunction(argument)) {
                values.add(null);
            } else {
                Value value = body.expressions.lower(argument);
                values.add(operands.stable(value, later.get(i), BodyContext.line(argument)));
            }
        }
        return values;
    }

    private static Expression strip(Expression expression) {
        Expression inner = expression;
        while (inner instanceof EnclosedExpr enclosed) {
            inner = enclosed.getInner();
        }
        return inner;
    }

    private static boolean isFunction(Expression argument) {
        Expression inner = strip(argument);
        return inner instanceof LambdaExpr || inner instanceof MethodReferenceExpr;
    }

    private static List<String> types(List<@Nullable Value> values, List<Expression> arguments) {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Value value = values.get(i);
            if (value != null) {
                types.add(value.type().equals("void") ? "" : value.type());
            } else if (strip(arguments.get(i)) instanceof LambdaExpr lambda) {
                types.add(Typing.lambda(lambda.getParameters().size()));
            } else {
                types.add(Typing.METHOD_REFERENCE);
            }
        }
        return types;
    }

    /**
     * Complete arguments.
     *
     * @param results for each lambda or method reference the type that it returns, otherwise ""
     */
    private record Arguments(List<Value> values, List<String> types, List<String> results) {}

    private Value invoke(
            Receiver receiver, String name, List<@Nullable Value> values, List<Expression> arguments, Node at) {
        List<String> types = types(values, arguments);
        return emit(receiver, name, withFunctions(receiver, name, values, types, arguments, at), at);
    }

    private Arguments withFunctions(
            Receiver receiver,
            String name,
            List<@Nullable Value> values,
            List<String> types,
            List<Expression> arguments,
            Node at) {
        List<@Nullable Value> complete = new ArrayList<>(values);
        List<String> results = new ArrayList<>(Collections.nCopies(values.size(), ""));
        Optional<MethodInfo> declaration = values.contains(null)
                ? body.unit.resolver.declaration(query(receiver, name, types, List.of(), at))
                : Optional.empty();
        for (int i = next(complete, declaration, receiver, types, results);
                i >= 0;
                i = next(complete, declaration, receiver, types, results)) {
            Functions.Lowered function = function(strip(arguments.get(i)), declaration, receiver, types, results, i);
            complete.set(i, new Value(function.expression(), types.get(i)));
            results.set(i, function.resultType());
        }
        return new Arguments(complete.stream().map(Value.class::cast).toList(), types, results);
    }

    /**
     * The function to lower next: the first that is handed nothing of an unknown type, otherwise the first; -1 where none is
     * left. What one function returns may be what another is handed, whichever stands first.
     */
    private int next(
            List<@Nullable Value> values,
            Optional<MethodInfo> declaration,
            Receiver receiver,
            List<String> types,
            List<String> results) {
        int first = values.indexOf(null);
        if (first < 0 || declaration.isEmpty() || first == values.lastIndexOf(null)) {
            return first;
        }
        for (int i = first; i < values.size(); i++) {
            if (values.get(i) == null
                    && !handed(declaration.get(), receiver, types, results, i).contains("")) {
                return i;
            }
        }
        return first;
    }

    private List<String> handed(
            MethodInfo declaration, Receiver receiver, List<String> types, List<String> results, int index) {
        return body.unit.typing.lambdaParameterTypes(declaration, receiver.type(), types, results, index);
    }

    private Functions.Lowered function(
            Expression function,
            Optional<MethodInfo> declaration,
            Receiver receiver,
            List<String> types,
            List<String> results,
            int index) {
        String expected = declaration
                .map(method -> body.unit.typing.parameterType(method, receiver.type(), types, results, index))
                .orElse("");
        List<String> parameters = declaration
                .map(method -> handed(method, receiver, types, results, index))
                .orElse(List.of());
        return function instanceof LambdaExpr lambda
                ? body.functions.lambda(lambda, expected, parameters)
                : body.functions.reference((MethodReferenceExpr) function, expected, parameters);
    }

    private CallQuery query(Receiver receiver, String name, List<String> types, List<String> results, Node at) {
        return new CallQuery(
                body.type.name(),
                receiver.type(),
                name,
                types,
                results,
                receiver.isType(),
                receiver.isSuper(),
                receiver.isConstructor(),
                BodyContext.line(at));
    }

    private Value emit(Receiver receiver, String name, Arguments arguments, Node at) {
        CallTarget target = named(
                body.unit.resolve(query(receiver, name, arguments.types(), arguments.results(), at)),
                receiver,
                name,
                arguments.types());
        dev.agentcost.analyzer.ir.Expression on = target.staticCall() ? null : receiver.expression();
        dev.agentcost.analyzer.ir.Expression result = body.graph.invoke(
                target, on, expressions(arguments.values()), BodyContext.line(at), BodyContext.column(at));
        return new Value(result, target.returnType());
    }

    /** The compiled name of an anonymous or local class is {@code Outer$1}: here it is known by another. */
    private CallTarget named(CallTarget target, Receiver receiver, String name, List<String> types) {
        boolean compiledName = COMPILED_LOCAL.matcher(target.owner()).find()
                && !receiver.type().isEmpty()
                && body.unit
                        .typing
                        .world()
                        .type(target.owner())
                        .filter(type -> type.origin() == TypeInfo.Origin.SOURCE)
                        .isEmpty();
        if (!compiledName) {
            return target;
        }
        Optional<MethodInfo> declared = body.unit.typing.declaredMethod(receiver.type(), name, types);
        return new CallTarget(
                declared.map(MethodInfo::owner).orElse(Types.erasure(receiver.type())),
                name,
                target.arity(),
                declared.map(method -> body.unit.typing.erasedParameterTypes(method))
                        .orElse(List.of()),
                target.returnType(),
                target.staticCall(),
                target.exact(),
                target.resolution());
    }

    private static List<dev.agentcost.analyzer.ir.Expression> expressions(List<Value> values) {
        return values.stream().map(Value::expression).toList();
    }
}
