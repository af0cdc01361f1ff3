package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration.Modifiers;
import dev.agentcost.analyzer.ir.MethodDeclaration.Parameter;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What annotations say, in the form of a builder's calls: {@code @Service(tools = A.class, turns = 3)} becomes {@code new
 * Service().tools(A.class).turns(3)}, so that whatever reads builders reads annotations too. Only annotations whose attributes the
 * catalogue knows are lowered.
 */
final class AnnotationBody {

    private static final String OBJECTS = "java.lang.Object[]";

    private final UnitContext unit;
    private final TypeContext type;
    private final Catalog catalog;

    AnnotationBody(UnitContext unit, TypeContext type, Catalog catalog) {
        this.unit = unit;
        this.type = type;
        this.catalog = catalog;
    }

    /** What the annotations of the type say; empty where the catalogue knows none of them. */
    Optional<MethodDeclaration> ofType(Collection<AnnotationExpr> annotations, SourceLocation at) {
        return of(MethodDeclaration.annotationsOf(""), List.of(), annotations, at);
    }

    /** What the annotations of a method say; empty where the catalogue knows none of them. */
    Optional<MethodDeclaration> ofMethod(CallableDeclaration<?> method, List<Parameter> parameters, SourceLocation at) {
        return of(MethodDeclaration.annotationsOf(method.getNameAsString()), parameters, method.getAnnotations(), at);
    }

    private Optional<MethodDeclaration> of(
            String name, List<Parameter> parameters, Collection<AnnotationExpr> annotations, SourceLocation at) {
        List<AnnotationExpr> known = annotations.stream()
                .filter(annotation -> isKnown(type.scope().resolve(annotation.getNameAsString())))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        BodyContext body =
                new BodyContext(unit, type, new LocalNames(), type.enclosing(), type.scope(), new TreeSet<>());
        parameters.forEach(parameter -> body.declareParameter(parameter.name(), parameter.type()));
        List<dev.agentcost.analyzer.ir.Expression> made = new ArrayList<>();
        known.forEach(annotation -> made.add(lower(annotation, body)));
        body.graph.end(new Terminator.Return(new NewArray(OBJECTS, List.of(), made), at.line()));
        return Optional.of(new MethodDeclaration(
                type.name(),
                name,
                parameters,
                "void",
                new Modifiers(false, true, true, false, true, false),
                List.of(),
                body.finish(at.line()),
                at,
                at.line(),
                ""));
    }

    private boolean isKnown(String annotation) {
        Optional<TypeRow> row = catalog.type(annotation);
        return row.isPresent()
                && (row.get().service() != null || !row.get().methods().isEmpty());
    }

    private dev.agentcost.analyzer.ir.Expression lower(AnnotationExpr annotation, BodyContext body) {
        String name = type.scope().resolve(annotation.getNameAsString());
        int line = BodyContext.line(annotation);
        int column = BodyContext.column(annotation);
        dev.agentcost.analyzer.ir.Expression made = body.graph.invoke(
                new CallTarget(name, Calls.CONSTRUCTOR, 0, List.of(), name, false, true, CallTarget.Resolution.CATALOG),
                null,
                List.of(),
                line,
                column);
        if (annotation instanceof SingleMemberAnnotationExpr single) {
            return attribute(made, name, "value", single.getMemberValue(), body);
        } else if (annotation instanceof NormalAnnotationExpr normal) {
            for (MemberValuePair pair : normal.getPairs()) {
                made = attribute(made, name, pair.getNameAsString(), pair.getValue(), body);
            }
        }
        return made;
    }

    private dev.agentcost.analyzer.ir.Expression attribute(
            dev.agentcost.analyzer.ir.Expression annotation,
            String owner,
            String name,
            Expression value,
            BodyContext body) {
        return body.graph.invoke(
                new CallTarget(owner, name, 1, List.of(), owner, false, false, CallTarget.Resolution.CATALOG),
                annotation,
                List.of(value(value, body)),
                BodyContext.line(value),
                BodyContext.column(value));
    }

    private dev.agentcost.analyzer.ir.Expression value(Expression value, BodyContext body) {
        if (value instanceof AnnotationExpr nested) {
            return lower(nested, body);
        } else if (value instanceof ArrayInitializerExpr list) {
            return new NewArray(
                    OBJECTS,
                    List.of(),
                    list.getValues().stream()
                            .map(element -> value(element, body))
                            .toList());
        }
        return body.expressions.lower(value, "").expression();
    }
}
