package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.GraphPart;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Graphs of nodes that the sources declare, call by call, for a library to walk through. */
public final class DeclaredGraphs {

    /** A call that declares a part of a graph. */
    private record Declaration(Procedure procedure, Instruction.Invoke call, GraphPart part) {}

    /**
     * An edge.
     *
     * @param label what the code that chooses the edge returns
     * @param chooser code that may choose the edge, none where it is always taken
     */
    public record Edge(
            String from,
            String to,
            String label,
            Procedure procedure,
            Instruction.Invoke call,
            List<LibraryRuns.Run> chooser) {}

    /**
     * A graph.
     *
     * @param nodes what each node runs, by its name
     * @param agents whole graphs of the library's own that the walk goes through
     * @param calls the calls that declare it
     */
    public record DeclaredGraph(
            Map<String, List<LibraryRuns.Run>> nodes,
            List<Edge> edges,
            List<LibraryRuns.Run> agents,
            Set<Map.Entry<Procedure, Instruction.Invoke>> calls) {

        /** Everything that a walk may run. */
        public List<LibraryRuns.Run> runs() {
            Set<LibraryRuns.Run> all = new LinkedHashSet<>(agents);
            nodes.values().forEach(all::addAll);
            edges.forEach(edge -> all.addAll(edge.chooser()));
            return List.copyOf(all);
        }

        /** What one visit of a place runs: the node's code, and the code that chooses where to go on. */
        public List<LibraryRuns.Run> visit(String name) {
            Set<LibraryRuns.Run> runs = new LinkedHashSet<>(nodes.getOrDefault(name, List.of()));
            edges.stream().filter(edge -> edge.from().equals(name)).forEach(edge -> runs.addAll(edge.chooser()));
            return List.copyOf(runs);
        }

        /** All places, the nodes and where the walk begins and ends. */
        public Set<String> places() {
            Set<String> places = new LinkedHashSet<>(nodes.keySet());
            edges.forEach(edge -> {
                places.add(edge.from());
                places.add(edge.to());
            });
            return places;
        }

        /** The places that a walk can come to again from this one; none where it cannot come back. */
        public Set<String> cycle(String place) {
            Set<String> cycle = new LinkedHashSet<>();
            Set<String> ahead = reach(place, Set.of());
            if (ahead.contains(place)) {
                ahead.stream()
                        .filter(other -> reach(other, Set.of()).contains(place))
                        .forEach(cycle::add);
            }
            return cycle;
        }

        /** The fewest steps in which a walk comes back to a place of the cycle; 0 where it cannot. */
        public int shortestWayBack(Set<String> cycle) {
            return cycle.stream().mapToInt(this::wayBack).min().orElse(0);
        }

        private int wayBack(String place) {
            Set<String> reached = new LinkedHashSet<>();
            Set<String> at = Set.of(place);
            for (int steps = 1; !at.isEmpty(); steps++) {
                Set<String> next = new LinkedHashSet<>();
                for (Edge edge : edges) {
                    if (at.contains(edge.from()) && reached.add(edge.to())) {
                        next.add(edge.to());
                    }
                }
                if (next.contains(place)) {
                    return steps;
                }
                at = next;
            }
            return 0;
        }

        private Set<String> reach(String from, Set<String> without) {
            Set<String> reached = new LinkedHashSet<>();
            Deque<String> work = new ArrayDeque<>(List.of(from));
            while (!work.isEmpty()) {
                String at = work.pop();
                for (Edge edge : edges) {
                    if (edge.from().equals(at) && !without.contains(edge.to()) && reached.add(edge.to())) {
                        work.push(edge.to());
                    }
                }
            }
            return reached;
        }

        /** The edges with which a walk, begun where nothing leads to, comes back to where it has been; in their order. */
        public List<Edge> closing() {
            Set<Edge> closing = new LinkedHashSet<>();
            Set<String> done = new LinkedHashSet<>();
            Set<String> entered = new LinkedHashSet<>();
            edges.forEach(edge -> entered.add(edge.to()));
            for (String place : places()) {
                if (!entered.contains(place)) {
                    visit(place, new LinkedHashSet<>(), done, closing);
                }
            }
            for (String place : places()) {
                visit(place, new LinkedHashSet<>(), done, closing);
            }
            return edges.stream().filter(closing::contains).toList();
        }

        private void visit(String place, Set<String> open, Set<String> done, Set<Edge> closing) {
            if (done.contains(place) || !open.add(place)) {
                return;
            }
            for (Edge edge : edges) {
                if (edge.from().equals(place)) {
                    if (open.contains(edge.to())) {
                        closing.add(edge);
                    } else {
                        visit(edge.to(), open, done, closing);
                    }
                }
            }
            open.remove(place);
            done.add(place);
        }

        /** The places between an edge's end and its beginning: what is visited again when the edge is taken. */
        public Set<String> body(Edge closing) {
            Set<String> body = new LinkedHashSet<>(List.of(closing.to(), closing.from()));
            for (String place : cycle(closing.from())) {
                if (reach(closing.to(), Set.of()).contains(place)
                        && reach(place, Set.of(closing.to())).contains(closing.from())) {
                    body.add(place);
                }
            }
            return body;
        }

        /** Whether each way from an edge's end to its beginning passes the place. */
        public boolean isPassed(Edge closing, String place) {
            return place.equals(closing.to())
                    || place.equals(closing.from())
                    || !reach(closing.to(), Set.of(place)).contains(closing.from());
        }

        /** Whether a way from the graph's start to an edge's beginning leaves out the place. */
        public boolean isEnteredBehind(Edge closing, String place) {
            List<String> starts = places().stream()
                    .filter(start -> edges.stream().noneMatch(edge -> edge.to().equals(start)))
                    .toList();
            return !place.equals(closing.from())
                    && (starts.isEmpty()
                            || starts.stream()
                                    .anyMatch(start -> !start.equals(place)
                                            && reach(start, Set.of(place)).contains(closing.from())));
        }

        /** The edges that lead from a place to one of the others. */
        public List<Edge> between(String place, Set<String> others) {
            return edges.stream()
                    .filter(edge -> edge.from().equals(place) && others.contains(edge.to()))
                    .toList();
        }
    }

    private final Program program;
    private final Calls calls;
    private final Origins origins;
    private final Settings settings;
    private final LibraryRuns runs;
    private @Nullable List<DeclaredGraph> all;

    DeclaredGraphs(Program program, Calls calls, Origins origins, Settings settings, LibraryRuns runs) {
        this.program = program;
        this.calls = calls;
        this.origins = origins;
        this.settings = settings;
        this.runs = runs;
    }

    /** The graph that a value is, or was made from. */
    public DeclaredGraph behind(Procedure procedure, Expression value) {
        List<Declaration> found = new ArrayList<>();
        for (Map.Entry<Procedure, Instruction.Invoke> site : settings.built(procedure, value)) {
            declaration(site.getKey(), site.getValue()).ifPresent(found::add);
        }
        return graph(found);
    }

    /** All graphs of the program, each by the object that its declarations fill. */
    public List<DeclaredGraph> all() {
        if (all == null) {
            Map<Origin, List<Declaration>> byObject = new LinkedHashMap<>();
            for (Procedure procedure : program.procedures()) {
                for (Block block : procedure.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Invoke call) {
                            declaration(procedure, call)
                                    .ifPresent(one -> byObject.computeIfAbsent(
                                                    object(procedure, call), key -> new ArrayList<>())
                                            .add(one));
                        }
                    }
                }
            }
            all = byObject.values().stream().map(this::graph).toList();
        }
        return all;
    }

    private Optional<Declaration> declaration(Procedure procedure, Instruction.Invoke call) {
        return Optional.ofNullable(calls.of(procedure, call).row())
                .map(MethodRow::graph)
                .filter(part -> part.part() != GraphPart.Part.RUN)
                .map(part -> new Declaration(procedure, call, part));
    }

    /** What the chain of calls fills: the place that it starts from, or that it is kept in. */
    private Origin object(Procedure procedure, Instruction.Invoke call) {
        Instruction.Invoke first = call;
        while (first.receiver() instanceof Expression.Result result) {
            first = origins.call(procedure, result.call());
        }
        Expression root = first.receiver();
        if (root instanceof Expression.Local || root instanceof Expression.Field) {
            return new Origin(procedure.root(), root);
        }
        return new Origin(procedure.root(), origins.chain(procedure, first));
    }

    private DeclaredGraph graph(List<Declaration> declarations) {
        Map<String, List<LibraryRuns.Run>> nodes = new LinkedHashMap<>();
        List<LibraryRuns.Run> agents = new ArrayList<>();
        Set<Map.Entry<Procedure, Instruction.Invoke>> declaring = new LinkedHashSet<>();
        for (Declaration one : declarations) {
            declaring.add(Map.entry(one.procedure(), one.call()));
            if (one.part().part() == GraphPart.Part.NODE) {
                String name = operand(one, one.part().name())
                        .map(value -> name(one.procedure(), value))
                        .orElse("");
                nodes.put(name, actions(one));
            } else if (one.part().part() == GraphPart.Part.AGENT) {
                agents.add(runs.agent(one.procedure(), one.call(), one.part()));
            }
        }
        List<Edge> edges = new ArrayList<>();
        declarations.forEach(one -> addEdges(one, nodes.keySet(), edges));
        return new DeclaredGraph(nodes, edges, agents, declaring);
    }

    private List<LibraryRuns.Run> actions(Declaration one) {
        return operand(one, one.part().action())
                .map(value -> runs.of(one.procedure(), value))
                .orElse(List.of());
    }

    private void addEdges(Declaration one, Set<String> nodes, List<Edge> edges) {
        GraphPart part = one.part();
        String from = operand(one, part.name())
                .map(value -> name(one.procedure(), value))
                .orElse("");
        boolean node = part.part() == GraphPart.Part.NODE;
        boolean chosen = part.part() == GraphPart.Part.BRANCH || node && part.to() != null;
        if (!chosen && part.part() != GraphPart.Part.EDGE && part.part() != GraphPart.Part.ENTRY) {
            return;
        }
        Set<Target> to = operand(one, part.to())
                .map(value -> targets(one.procedure(), value, new LinkedHashSet<>()))
                .orElseGet(() -> every(nodes));
        List<LibraryRuns.Run> chooser = chosen && !node ? actions(one) : List.of();
        to.forEach(target ->
                edges.add(new Edge(from, target.node(), target.label(), one.procedure(), one.call(), chooser)));
    }

    /** A node that an edge leads to, and what its choosing code returns for it. */
    private record Target(String node, String label) {}

    private static Set<Target> every(Set<String> nodes) {
        Set<Target> all = new LinkedHashSet<>();
        nodes.forEach(node -> all.add(new Target(node, node)));
        return all;
    }

    private static Optional<Expression> operand(Declaration one, @Nullable Operand operand) {
        return Settings.operands(one.call(), operand).stream().findFirst();
    }

    /** The name of a node, where the value is one; a library's constant goes by its own name. */
    public String name(Procedure procedure, Expression value) {
        return names(procedure, value).iterator().next();
    }

    /** Every name that a value may be; one that begins with {@code ?} stands for any. */
    public Set<String> names(Procedure procedure, Expression value) {
        Set<String> names = new LinkedHashSet<>();
        for (Origin origin : origins.of(procedure, value, Origins.Depth.VALUE)) {
            if (origin.expression() instanceof Expression.Constant constant
                    && constant.value() instanceof String text) {
                names.add(text);
            } else if (origin.expression() instanceof Expression.Field field) {
                names.add("#" + field.name());
            } else {
                names.add("?" + origin.expression());
            }
        }
        return names.isEmpty() ? Set.of("?" + value) : names;
    }

    /** The nodes in a list, or those that are the values of a map. */
    private Set<Target> targets(Procedure procedure, Expression value, Set<Origin> seen) {
        Set<Target> found = new LinkedHashSet<>();
        for (Origin origin : origins.of(procedure, value, Origins.Depth.VALUE)) {
            if (!seen.add(origin)) {
                continue;
            }
            if (!(origin.expression() instanceof Expression.Result result)) {
                String node = name(origin.procedure(), origin.expression());
                found.add(new Target(node, node));
                continue;
            }
            Instruction.Invoke call = origins.call(origin.procedure(), result.call());
            addTargets(origin.procedure(), call, seen, found);
            if (call.receiver() != null) {
                found.addAll(targets(origin.procedure(), call.receiver(), seen));
            }
            origins.holder(origin.procedure(), call)
                    .ifPresent(holder -> origins.contents(origin.procedure(), holder)
                            .forEach(content -> {
                                if (content.call() != null) {
                                    addTargets(content.value().procedure(), content.call(), seen, found);
                                }
                            }));
        }
        return found;
    }

    /** What a call puts in; what it puts it under is the label. */
    private void addTargets(Procedure procedure, Instruction.Invoke call, Set<Origin> seen, Set<Target> found) {
        List<Expression> arguments = call.arguments();
        boolean pairs = call.target().owner().equals("java.util.Map")
                && call.target().name().equals("of");
        boolean keyed = arguments.size() == 2
                && (call.target().name().startsWith("put")
                        || call.target().name().equals("entry"));
        for (int i = 0; i < arguments.size(); i++) {
            if (!pairs && !keyed) {
                found.addAll(targets(procedure, arguments.get(i), seen));
            } else if (i % 2 == 1) {
                found.add(new Target(name(procedure, arguments.get(i)), name(procedure, arguments.get(i - 1))));
            }
        }
    }
}
