package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.lever.SiteNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one entry point leads to, as a list that can be read and from which the page draws a graph. */
final class GraphView {

    /** More cannot be told apart in a drawing. */
    private static final int MOST_NODES = 120;

    /**
     * A node.
     *
     * @param number of the node within this graph
     * @param note what the reader should know of it: a bound, how often it is run in all; "" where there is nothing
     * @param finding the name of a finding about it in the page, "" where there is none
     */
    record NodeView(
            int number, String kind, String name, String note, String place, String finding, boolean unbounded) {

        /** The last part of the place: {@code Agent.java:12}. */
        String file() {
            return place.substring(place.lastIndexOf('/') + 1);
        }
    }

    /** {@code from} runs {@code to} so many times: {@code n + 1}. */
    record EdgeView(NodeView from, NodeView to, String times) {}

    private final CostGraph graph;
    private final Map<String, NodeView> views = new HashMap<>();
    private final CostView cost;

    /**
     * @param all what costs in the sources
     * @param cost knows the letters of formulas
     * @param findings that concern the entry point
     */
    GraphView(CostGraph all, String methodKey, CostView cost, Places places, List<FindingView> findings) {
        this.graph = all.from(methodKey);
        this.cost = cost;
        Map<String, Formula> times = graph.timesFrom(methodKey);
        for (CostGraph.Node node :
                graph.nodes().subList(0, Math.min(MOST_NODES, graph.nodes().size()))) {
            Site site = node.kind() == CostGraph.Kind.REPETITION ? places.site(node.location()) : null;
            String finding = findings.stream()
                    .filter(view -> site != null && view.finding().location().equals(node.location()))
                    .findFirst()
                    .map(FindingView::id)
                    .orElse("");
            views.put(
                    node.key(),
                    new NodeView(
                            views.size(),
                            node.kind().key(),
                            name(node),
                            site == null ? total(node, times.get(node.key())) : bound(site),
                            node.location().toString(),
                            finding,
                            site != null && site.bound().isUnbounded()));
        }
    }

    private static String name(CostGraph.Node node) {
        if (node.kind() != CostGraph.Kind.REPETITION) {
            return node.name();
        }
        Optional<SiteKind> kind = Arrays.stream(SiteKind.values())
                .filter(one -> one.key().equals(node.name()))
                .findFirst();
        return kind.map(SiteNames::noun).orElse(node.name());
    }

    private String bound(Site site) {
        String turns = cost.formula(site.bound().formula().toString());
        return (site.bound().isUnbounded() ? "no limit: " + turns : "at most " + turns) + " turns" + end(site.driver());
    }

    /** What ends it, where that is not a number in the source. */
    private static String end(Driver driver) {
        return switch (driver) {
            case CONSTANT, COUNTER, HALVING, NONE -> "";
            case DATA -> ", one for each element";
            case DEADLINE -> ", until a deadline";
            case PERSON -> ", one for each input of a person";
            case EXTERNAL -> ", one for each event";
            case MODEL -> ", until the model's answer ends it";
            case RETRY -> ", one for each attempt";
            case FRAMEWORK -> ", the library's limit";
        };
    }

    private String total(CostGraph.Node node, @Nullable Formula times) {
        boolean end = node.kind() == CostGraph.Kind.MODEL || node.kind() == CostGraph.Kind.TOOL;
        return end && times != null ? "at most " + cost.formula(times.toString()) + " in all" : "";
    }

    boolean isEmpty() {
        return graph.edges().isEmpty();
    }

    /** In the order of the sources, the entry point first. */
    List<NodeView> nodes() {
        return graph.nodes().stream()
                .map(node -> views.get(node.key()))
                .filter(view -> view != null)
                .toList();
    }

    List<EdgeView> edges() {
        List<EdgeView> edges = new ArrayList<>();
        for (CostGraph.Edge edge : graph.edges()) {
            NodeView from = views.get(edge.from());
            NodeView to = views.get(edge.to());
            if (from != null && to != null) {
                edges.add(new EdgeView(from, to, cost.formula(edge.times().toString())));
            }
        }
        return edges;
    }

    /** How many nodes are not shown. */
    int left() {
        return graph.nodes().size() - views.size();
    }

    /** What the letters stand for. */
    String legend() {
        return cost.legend();
    }
}
