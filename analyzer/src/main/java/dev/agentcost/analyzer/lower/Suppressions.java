package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.Statement;
import dev.agentcost.analyzer.ir.Unit.Suppression;
import dev.agentcost.analyzer.source.Remark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Findings that the source accepts: by a comment before a statement or declaration, or by an annotation of one. */
final class Suppressions {

    private static final String IGNORE = "ignore ";
    private static final String PREFIX = "agentcost:";

    private Suppressions() {}

    static List<Suppression> of(CompilationUnit tree, List<Remark> remarks) {
        List<Suppression> suppressions = new ArrayList<>();
        List<Remark> ignores = remarks.stream()
                .filter(remark -> remark.text().startsWith(IGNORE))
                .toList();
        Map<Integer, Integer> lastLines = new HashMap<>();
        Trees.walk(tree, node -> {
            if (!ignores.isEmpty() && (node instanceof Statement || node instanceof BodyDeclaration<?>)) {
                lastLines.merge(BodyContext.line(node), BodyContext.endLine(node), Math::max);
            } else if (node instanceof AnnotationExpr annotation
                    && annotation.getName().getIdentifier().equals("SuppressWarnings")) {
                addAnnotation(annotation, suppressions);
            }
        });
        for (Remark remark : ignores) {
            String text = remark.text().substring(IGNORE.length());
            int dashes = text.indexOf("--");
            String rule = (dashes < 0 ? text : text.substring(0, dashes)).strip();
            String reason = dashes < 0 ? "" : text.substring(dashes + 2).strip();
            int last = lastLines.getOrDefault(remark.codeLine(), remark.codeLine());
            suppressions.add(new Suppression(rule, reason, remark.line(), remark.codeLine(), last));
        }
        suppressions.sort(Comparator.comparingInt(Suppression::line).thenComparing(Suppression::rule));
        return List.copyOf(suppressions);
    }

    private static void addAnnotation(AnnotationExpr annotation, List<Suppression> suppressions) {
        Node declaration = annotation.getParentNode().orElse(annotation);
        int line = BodyContext.line(annotation);
        for (Expression value : annotation.findAll(StringLiteralExpr.class)) {
            String text = ((StringLiteralExpr) value).getValue();
            if (text.startsWith(PREFIX)) {
                String rule = text.substring(PREFIX.length()).strip();
                suppressions.add(new Suppression(
                        rule, "", line, BodyContext.line(declaration), BodyContext.endLine(declaration)));
            }
        }
    }
}
