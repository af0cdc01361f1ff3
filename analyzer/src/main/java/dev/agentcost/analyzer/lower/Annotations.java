package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Annotations of declarations, with the constants that they name looked up. */
final class Annotations {

    private final Typing typing;
    private final NameScope scope;
    private final String type;

    /**
     * Annotations in one type.
     *
     * @param type the type whose constants their values may name
     */
    Annotations(Typing typing, NameScope scope, String type) {
        this.typing = typing;
        this.scope = scope;
        this.type = type;
    }

    List<AnnotationUse> of(Collection<AnnotationExpr> annotations) {
        List<AnnotationUse> uses = new ArrayList<>();
        for (AnnotationExpr annotation : annotations) {
            SortedMap<String, Object> values = new TreeMap<>();
            if (annotation instanceof SingleMemberAnnotationExpr single) {
                values.put("value", value(single.getMemberValue()));
            } else if (annotation instanceof NormalAnnotationExpr normal) {
                for (MemberValuePair pair : normal.getPairs()) {
                    values.put(pair.getNameAsString(), value(pair.getValue()));
                }
            }
            String name = scope.resolve(annotation.getNameAsString());
            uses.add(new AnnotationUse(name, Collections.unmodifiableSortedMap(values)));
        }
        return List.copyOf(uses);
    }

    private Object value(Expression expression) {
        Object folded = Folding.constant(expression);
        if (folded == null) {
            folded = named(expression);
        }
        return folded == null ? expression.toString() : folded;
    }

    private @Nullable Object named(Expression expression) {
        Optional<FieldInfo> field = Optional.empty();
        if (expression instanceof NameExpr name) {
            String simple = name.getNameAsString();
            field = typing.field(type, simple)
                    .or(() -> scope.staticImportOwner(simple).flatMap(owner -> typing.field(owner, simple)));
        } else if (expression instanceof FieldAccessExpr access) {
            field = scope.find(access.getScope().toString())
                    .flatMap(owner -> typing.field(owner, access.getNameAsString()));
        }
        return field.map(FieldInfo::constant).orElse(null);
    }
}
