package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the bound of a method came about, as a tree: what it calls and repeats down to the requests and tools, each with its place, how often it
 * runs at most in formula and number, and why a repetition has the bound that it has.
 */
public final class Explanation {

    private static final String STEP = "  ";

    private final Report report;
    private final CostGraph graph;
    private final StringBuilder text = new StringBuilder();

    private Explanation(Report report) {
        this.report = report;
        this.graph = report.analysis().graph();
    }

    /** The methods that can be explained, as readers name them, sorted. */
    public static List<String> methods(Report report) {
        return report.analysis().graph().nodes().stream()
                .filter(node -> node.kind() == CostGraph.Kind.METHOD)
                .map(CostGraph.Node::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** The explanation of every method of the name {@code Type#method}; empty where none of that name costs anything. */
    public static Optional<String> of(Report report, String method) {
        List<CostGraph.Node> nodes = report.analysis().graph().nodes().stream()
                .filter(node -> node.kind() == CostGraph.Kind.METHOD)
                .filter(node -> node.name().equals(method))
                .toList();
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        Explanation explanation = new Explanation(report);
        nodes.forEach(explanation::method);
        return Optional.of(explanation.text.toString().stripTrailing());
    }

    private void method(CostGraph.Node node) {
        line("", node.name() + " (" + node.location() + ")");
        report.result().entryPoints().stream()
                .filter(entry -> entry.entryPoint().methodKey().equals(node.key()))
                .forEach(this::figures);
        below(node, STEP, new LinkedHashSet<>(Set.of(node.key())));
    }

    private void figures(EntryPointResult entry) {
        List<Formula> formulas = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            Figure figure = entry.cost().get(dimension);
            formulas.add(figure.formula());
            line(
                    STEP,
                    Numbers.noun(dimension) + ": " + number(figure) + ", " + figure.growth() + ", " + figure.formula());
        }
        Map<String, ?> used = numbers().usedBy(formulas);
        if (!used.isEmpty()) {
            line(
                    STEP,
                    "assumed: "
                            + used.entrySet().stream()
                                    .map(assumption -> assumption.getKey() + " = " + assumption.getValue())
                                    .collect(Collectors.joining(", ")));
        }
    }

    private void below(CostGraph.Node node, String indent, Set<String> path) {
        for (CostGraph.Edge edge : graph.edges()) {
            if (edge.from().equals(node.key())) {
                graph.nodes().stream()
                        .filter(other -> other.key().equals(edge.to()))
                        .forEach(other -> child(edge, other, indent, path));
            }
        }
    }

    private void child(CostGraph.Edge edge, CostGraph.Node node, String indent, Set<String> path) {
        line(indent, times(edge.times()) + what(node) + " (" + node.location() + ")");
        if (!path.add(node.key())) {
            line(indent + STEP, "which is above: a recursion");
            return;
        }
        report.analysis().sites().stream()
                .filter(site -> node.kind() == CostGraph.Kind.REPETITION
                        && site.location().equals(node.location()))
                .forEach(site -> repetition(site, indent + STEP));
        below(node, indent + STEP, path);
        path.remove(node.key());
    }

    private static String what(CostGraph.Node node) {
        return switch (node.kind()) {
            case METHOD, REPETITION -> node.name();
            case MODEL -> "model call " + node.name();
            case TOOL -> "tool call " + node.name();
        };
    }

    private void repetition(Site site, String indent) {
        Figure bound = Figure.count(site.bound().formula(), numbers());
        line(
                indent,
                "bound: " + number(bound) + ", " + site.bound().formula()
                        + (site.bound().asserted() ? ", asserted" : ""));
        for (Step step : site.derivation()) {
            line(indent, "because " + step.text() + " (" + step.location() + ")");
        }
        ContextGrowth context = site.context();
        if (context.growth() != ContextGrowth.Kind.NONE) {
            line(
                    indent,
                    "context" + (context.context().isEmpty() ? "" : " '" + context.context() + "'") + ": "
                            + context.growth().key() + ", " + context.perTurn() + " a turn" + place(context.append())
                            + (context.window().isEmpty() ? "" : ", " + context.window()));
        }
    }

    private static String place(@Nullable SourceLocation location) {
        return location == null ? "" : " (" + location + ")";
    }

    private String times(Formula times) {
        if (times.equals(Formula.ONE)) {
            return "";
        }
        Figure figure = Figure.count(times, numbers());
        return (times.isConstant() ? number(figure) : number(figure) + " = " + times) + " times ";
    }

    private static String number(Figure figure) {
        return figure.isUnbounded()
                ? "no limit"
                : figure.number().map(Numbers::grouped).orElse("not known");
    }

    private Assumptions numbers() {
        return report.result().numbers();
    }

    private void line(String indent, String words) {
        text.append(indent).append(words).append('\n');
    }
}
