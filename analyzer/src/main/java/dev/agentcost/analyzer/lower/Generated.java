package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration.Modifiers;
import dev.agentcost.analyzer.ir.MethodDeclaration.Parameter;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A method that the compiler or an annotation processor writes: accessors, constructors that assign fields, builders.
 *
 * @param assigned fields that are assigned the parameters, in order
 * @param result what is returned
 * @param created for {@link Result#CREATED} the type whose constructor gets the fields {@code read}
 * @param read the field that is returned, or those that are handed to the constructor, with their types
 */
record Generated(
        String owner,
        String name,
        List<Parameter> parameters,
        String returnType,
        boolean isStatic,
        List<String> assigned,
        Result result,
        String created,
        List<Parameter> read) {

    /** What a generated method returns. */
    enum Result {
        NOTHING,
        FIELD,
        SELF,
        CREATED
    }

    static Generated getter(String owner, String name, Parameter field, boolean isStatic) {
        return new Generated(
                owner, name, List.of(), field.type(), isStatic, List.of(), Result.FIELD, "", List.of(field));
    }

    static Generated setter(String owner, String name, Parameter field, boolean isStatic, boolean fluent) {
        Parameter parameter = new Parameter(field.name(), field.type(), List.of());
        Result result = fluent ? Result.SELF : Result.NOTHING;
        String returns = fluent ? owner : "void";
        return new Generated(
                owner, name, List.of(parameter), returns, isStatic, List.of(field.name()), result, "", List.of());
    }

    static Generated constructor(String owner, List<Parameter> fields) {
        List<String> names = fields.stream().map(Parameter::name).toList();
        return new Generated(owner, "<init>", fields, "void", false, names, Result.NOTHING, "", List.of());
    }

    static Generated factory(
            String owner,
            String name,
            boolean isStatic,
            List<Parameter> parameters,
            String created,
            List<Parameter> read) {
        return new Generated(owner, name, parameters, created, isStatic, List.of(), Result.CREATED, created, read);
    }

    MethodInfo info() {
        return new MethodInfo(
                owner,
                name,
                List.of(),
                parameters.stream().map(Parameter::type).toList(),
                name.equals("<init>") ? owner : returnType,
                isStatic,
                false,
                false,
                false);
    }

    MethodDeclaration declaration(SourceLocation location) {
        return new MethodDeclaration(
                owner,
                name,
                parameters,
                returnType,
                new Modifiers(true, false, isStatic, false, false, false),
                List.of(),
                body(location.line()),
                location,
                location.line(),
                "");
    }

    private Body body(int line) {
        Graph graph = new Graph();
        for (int i = 0; i < assigned.size(); i++) {
            graph.assign(field(assigned.get(i)), new Local(parameters.get(i).name()), line);
        }
        switch (result) {
            case NOTHING -> graph.end(new Return(null, line));
            case FIELD -> graph.end(new Return(field(read.get(0).name()), line));
            case SELF -> graph.end(new Return(new This(), line));
            case CREATED -> graph.end(new Return(create(graph, line), line));
        }
        SortedMap<String, String> types = new TreeMap<>();
        parameters.forEach(parameter -> types.put(parameter.name(), parameter.type()));
        List<Block> blocks = graph.finish(line);
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return new Body(names, blocks, types, List.of(), List.of());
    }

    private Expression create(Graph graph, int line) {
        List<Expression> arguments = new ArrayList<>();
        List<String> types = new ArrayList<>();
        boolean fromParameters = isStatic;
        for (Parameter value : read) {
            arguments.add(fromParameters ? new Local(value.name()) : field(value.name()));
            types.add(dev.agentcost.analyzer.ir.Types.erasure(value.type()));
        }
        CallTarget target =
                new CallTarget(created, "<init>", arguments.size(), types, created, false, true, Resolution.TYPES);
        return graph.invoke(target, null, arguments, line, 0);
    }

    private Field field(String fieldName) {
        return new Field(isStatic ? null : new This(), owner, fieldName);
    }
}
