package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ways from methods to requests and tools, with the places that repeat between them. Only what costs is in it. */
public final class CostGraph {

    /** Nothing costs. */
    public static final CostGraph NONE = new CostGraph(List.of(), List.of());

    private final List<Node> nodes;
    private final List<Edge> edges;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, List<Integer>> outgoing = new HashMap<>();

    /**
     * The graph of these.
     *
     * @param nodes in the order of the sources
     * @param edges in the order in which they are met
     */
    public CostGraph(List<Node> nodes, List<Edge> edges) {
        this.nodes = List.copyOf(nodes);
        this.edges = List.copyOf(edges);
        for (int i = 0; i < nodes.size(); i++) {
            positions.put(nodes.get(i).key(), i);
        }
        for (int i = 0; i < edges.size(); i++) {
            outgoing.computeIfAbsent(edges.get(i).from(), from -> new ArrayList<>())
                    .add(i);
        }
    }

    /** In the order of the sources. */
    public List<Node> nodes() {
        return nodes;
    }

    /** In the order in which they are met. */
    public List<Edge> edges() {
        return edges;
    }

    /** What a node stands for. */
    public enum Kind {
        /** A method of the sources, or a lambda that is run far from where it stands. */
        METHOD("method"),
        /** A place where code repeats: mostly a {@link Site}. */
        REPETITION("repetition"),
        /** A request to a model. */
        MODEL("model"),
        /** The running of a tool. */
        TOOL("tool");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The name in reports. */
        public String key() {
            return key;
        }
    }

    /**
     * A method, a repetition, a request or a tool.
     *
     * @param key unique; a method's is its own key
     * @param name what readers call it
     */
    public record Node(String key, Kind kind, String name, SourceLocation location) {}

    /**
     * One run of {@code from}, with all its turns where it repeats, runs {@code to} at most {@code times} times by way of this edge.
     *
     * @param from key of a node
     * @param to key of a node
     */
    public record Edge(String from, String to, Formula times) {}

    /** The part that can be reached from a node, which is the first; empty where there is no such node. */
    public CostGraph from(String key) {
        Set<String> reached = new HashSet<>();
        BitSet keptNodes = new BitSet();
        BitSet keptEdges = new BitSet();
        Deque<String> work = new ArrayDeque<>(List.of(key));
        while (!work.isEmpty()) {
            String at = work.pop();
            if (reached.add(at)) {
                Integer position = positions.get(at);
                if (position != null) {
                    keptNodes.set(position);
                }
                for (int edge : outgoing.getOrDefault(at, List.of())) {
                    keptEdges.set(edge);
                    work.push(edges.get(edge).to());
                }
            }
        }
        List<Node> sorted = keptNodes.stream().mapToObj(nodes::get).collect(Collectors.toCollection(ArrayList::new));
        sorted.sort((one, other) ->
                Boolean.compare(other.key().equals(key), one.key().equals(key)));
        return new CostGraph(sorted, keptEdges.stream().mapToObj(edges::get).toList());
    }

    /**
     * How often one run of a node runs each node below it, at most, all ways together. What stands on a cycle of calls, or
     * below one, is left out.
     */
    public Map<String, Formula> timesFrom(String key) {
        CostGraph part = from(key);
        Map<String, Integer> waiting = new HashMap<>();
        part.edges.forEach(edge -> waiting.merge(edge.to(), 1, Integer::sum));
        Map<String, Formula> times = new LinkedHashMap<>();
        Deque<String> ready = new ArrayDeque<>();
        if (!waiting.containsKey(key) && !part.nodes.isEmpty()) {
            times.put(key, Formula.ONE);
            ready.add(key);
        }
        Map<String, Formula> sums = new HashMap<>();
        while (!ready.isEmpty()) {
            String at = ready.remove();
            for (int number : part.outgoing.getOrDefault(at, List.of())) {
                Edge edge = part.edges.get(number);
                Formula by = times.getOrDefault(at, Formula.ZERO).times(edge.times());
                Formula sum = sums.merge(edge.to(), by, Formula::plus);
                if (waiting.merge(edge.to(), -1, Integer::sum) == 0) {
                    times.put(edge.to(), sum);
                    ready.add(edge.to());
                }
            }
        }
        return times;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || object instanceof CostGraph other && nodes.equals(other.nodes) && edges.equals(other.edges);
    }

    @Override
    public int hashCode() {
        return Objects.hash(nodes, edges);
    }

    @Override
    public String toString() {
        return "CostGraph" + nodes + edges;
    }
}
