package dev.agentcost.analyzer.lower;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.type.Type;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.resolve.NameScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One body while it is lowered: where in the source the work stands, and what has been written. */
final class BodyContext {

    final UnitContext unit;
    final TypeContext type;
    final LocalNames names;
    /** Why the method is not wholly readable; shared with its lambdas. */
    final Set<String> unreadable;

    final Graph graph = new Graph();
    final Statements statements;
    final Expressions expressions;
    final Conditions conditions;
    final Variables variables;
    final Calls calls;
    final Functions functions;
    final Switches switches;

    final List<String> parameters = new ArrayList<>();
    final List<Body.Lambda> lambdas = new ArrayList<>();
    final List<Body.FlowFact> facts = new ArrayList<>();

    Scope scope;

    @Nullable
    Target targets;

    @Nullable
    Cleanup cleanup;
    /** What a returned value is expected to be, "" where unknown. */
    String returnType = "";
    /** What was returned first, "" where nothing was. */
    String resultType = "";

    private final SortedMap<String, String> localTypes = new TreeMap<>();
    private NameScope typeNames;
    private final Map<String, String> resolvedTypes = new HashMap<>();

    BodyContext(
            UnitContext unit,
            TypeContext type,
            LocalNames names,
            @Nullable Scope outerScope,
            NameScope typeNames,
            Set<String> unreadable) {
        this.unit = unit;
        this.type = type;
        this.names = names;
        this.scope = new Scope(outerScope);
        this.typeNames = typeNames;
        this.unreadable = unreadable;
        this.statements = new Statements(this);
        this.expressions = new Expressions(this);
        this.conditions = new Conditions(this);
        this.variables = new Variables(this);
        this.calls = new Calls(this);
        this.functions = new Functions(this);
        this.switches = new Switches(this);
    }

    /** The context of a lambda in this body. */
    BodyContext lambda() {
        return new BodyContext(unit, type, names, scope, typeNames, unreadable);
    }

    NameScope typeNames() {
        return typeNames;
    }

    void setTypeNames(NameScope scopeOfTypes) {
        typeNames = scopeOfTypes;
        resolvedTypes.clear();
    }

    /** The type as written, in fully qualified names; "" for {@code var}. */
    String type(Type written) {
        String name = written.isUnknownType() ? "var" : written.asString();
        return name.equals("var") ? "" : type(name);
    }

    String type(String written) {
        return resolvedTypes.computeIfAbsent(written, typeNames::resolveGeneric);
    }

    /** A new local of the source, visible from here. */
    Local declare(String name, String localType) {
        String unique = names.local(name, localType);
        scope.put(name, unique);
        localTypes.put(unique, localType);
        return new Local(unique);
    }

    Local declareParameter(String name, String parameterType) {
        Local local = declare(name, parameterType);
        parameters.add(local.name());
        return local;
    }

    /** A local that no source mentions. */
    Local hidden(String name, String localType) {
        String unique = names.hidden(name, localType);
        localTypes.put(unique, localType);
        return new Local(unique);
    }

    /** States the type of a hidden local once it is known. */
    void retype(Local local, String localType) {
        names.retype(local.name(), localType);
        localTypes.put(local.name(), localType);
    }

    /** The value in a local of its own, unless it cannot change. */
    Value saved(Value value, int line) {
        Expression expression = value.expression();
        if (expression instanceof Expression.Constant
                || expression instanceof Expression.Result
                || expression instanceof Expression.Null) {
            return value;
        }
        Local local = hidden("t", value.type());
        graph.assign(local, expression, line);
        return new Value(local, value.type());
    }

    void returned(Value value) {
        if (resultType.isEmpty()) {
            resultType = value.type();
        }
    }

    Body finish(int endLine) {
        return new Body(
                List.copyOf(parameters),
                graph.finish(endLine),
                java.util.Collections.unmodifiableSortedMap(localTypes),
                List.copyOf(lambdas),
                List.copyOf(facts));
    }

    static int line(Node node) {
        return node.getBegin().map(position -> position.line).orElse(0);
    }

    static int column(Node node) {
        return node.getBegin().map(position -> position.column).orElse(0);
    }

    static int endLine(Node node) {
        return node.getEnd().map((Position position) -> position.line).orElse(0);
    }
}
