package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** Which procedure may run which, and the strongly connected components of that: the recursions. */
public final class CallGraph {

    private final Graph<Procedure, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);
    private final Calls meanings;
    private final LibraryRuns runs;
    private final Map<Procedure, List<Instruction.Invoke>> calls = new HashMap<>();
    private final Map<Instruction.Invoke, Set<Procedure>> run = new IdentityHashMap<>();
    private final List<List<Procedure>> components = new ArrayList<>();
    private final Map<Procedure, Integer> componentOf = new HashMap<>();

    /** Components that nothing outside of them calls. */
    private final Set<Integer> uncalled = new HashSet<>();

    /** The call graph of a program. */
    public CallGraph(Program program, Calls meanings, LibraryRuns runs) {
        this.meanings = meanings;
        this.runs = runs;
        program.procedures().forEach(graph::addVertex);
        for (Procedure procedure : program.procedures()) {
            List<Instruction.Invoke> found = new ArrayList<>();
            for (Block block : procedure.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (instruction instanceof Instruction.Invoke call) {
                        found.add(call);
                        Set<Procedure> targets = targets(procedure, call);
                        targets.forEach(target -> graph.addEdge(procedure, target));
                        if (!targets.isEmpty()) {
                            run.put(call, targets);
                        }
                    }
                }
            }
            calls.put(procedure, found);
        }
        condense(program);
    }

    /** What one call may run: procedures of the program, functions that it is given, what a library runs for it. */
    public Set<Procedure> runBy(Instruction.Invoke call) {
        return run.getOrDefault(call, Set.of());
    }

    private Set<Procedure> targets(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = meanings.of(procedure, call);
        Set<Procedure> found = new LinkedHashSet<>(meaning.targets());
        meaning.functions().forEach(function -> found.addAll(function.procedures()));
        found.addAll(runs.code(procedure, meaning));
        return found;
    }

    /** JGraphT's own condensation hashes its subgraphs again and again; this one is linear. */
    private void condense(Program program) {
        List<Set<Procedure>> sets = new KosarajuStrongConnectivityInspector<>(graph).stronglyConnectedSets();
        Map<Procedure, Integer> rank = new HashMap<>();
        for (Procedure procedure : program.procedures()) {
            rank.put(procedure, rank.size());
        }
        Comparator<Procedure> bySource = Comparator.comparing(rank::get);
        List<List<Procedure>> sorted = new ArrayList<>();
        sets.forEach(set -> sorted.add(set.stream().sorted(bySource).toList()));
        sorted.sort(Comparator.comparing(component -> rank.get(component.get(0))));
        Map<Procedure, Integer> index = new HashMap<>();
        Graph<Integer, DefaultEdge> condensed = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (int i = 0; i < sorted.size(); i++) {
            condensed.addVertex(i);
            for (Procedure procedure : sorted.get(i)) {
                index.put(procedure, i);
            }
        }
        Set<Integer> called = new HashSet<>();
        for (DefaultEdge edge : graph.edgeSet()) {
            Integer from = index.get(graph.getEdgeSource(edge));
            Integer to = index.get(graph.getEdgeTarget(edge));
            if (from != null && to != null && !from.equals(to)) {
                condensed.addEdge(to, from);
                called.add(to);
            }
        }
        new TopologicalOrderIterator<>(condensed).forEachRemaining(i -> {
            sorted.get(i).forEach(procedure -> componentOf.put(procedure, components.size()));
            if (!called.contains(i)) {
                uncalled.add(components.size());
            }
            components.add(sorted.get(i));
        });
    }

    /** Call instructions of a procedure, its lambdas' own left out, in block order. */
    public List<Instruction.Invoke> calls(Procedure procedure) {
        return calls.getOrDefault(procedure, List.of());
    }

    /** Strongly connected components, callees before callers; each in source order. */
    public List<List<Procedure>> components() {
        return components;
    }

    /** The components that hold the procedures, callees before callers. */
    public List<List<Procedure>> componentsOf(Collection<Procedure> procedures) {
        return procedures.stream()
                .map(componentOf::get)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(components::get)
                .toList();
    }

    /** Whether the two call each other, directly or through others. */
    public boolean sameComponent(Procedure one, Procedure other) {
        return one == other || componentOf.getOrDefault(one, -1).equals(componentOf.getOrDefault(other, -2));
    }

    /** Whether a procedure is on a cycle of calls. */
    public boolean isRecursive(Procedure procedure) {
        return components.get(componentOf.getOrDefault(procedure, 0)).size() > 1
                || graph.containsEdge(procedure, procedure);
    }

    /** What the procedure itself may run. */
    public List<Procedure> calledBy(Procedure procedure) {
        return Graphs.successorListOf(graph, procedure);
    }

    /** Everything from which one of the procedures can be reached, those included. */
    public Set<Procedure> callersOf(Collection<Procedure> procedures) {
        return reached(procedures, at -> Graphs.predecessorListOf(graph, at));
    }

    /** Everything that one of the procedures can reach, those included. */
    public Set<Procedure> calledFrom(Collection<Procedure> procedures) {
        return reached(procedures, at -> Graphs.successorListOf(graph, at));
    }

    /** Everything that a procedure can reach by way of procedures that the condition holds for, itself included. */
    public Set<Procedure> calledFrom(Procedure procedure, Predicate<Procedure> condition) {
        return reached(
                List.of(procedure),
                at -> Graphs.successorListOf(graph, at).stream()
                        .filter(condition)
                        .toList());
    }

    /**
     * What can be reached by way of procedures that the condition holds for, each behind all that it runs, as far as that does not run it
     * again in turn: where the way came in, it is taken for the beginning of a cycle.
     */
    public List<Procedure> calleesFirst(Collection<Procedure> from, Predicate<Procedure> condition) {
        Set<Procedure> entered = new HashSet<>();
        List<Procedure> found = new ArrayList<>();
        Deque<Iterator<Procedure>> ways = new ArrayDeque<>();
        Deque<Procedure> open = new ArrayDeque<>();
        ways.push(from.iterator());
        while (!ways.isEmpty()) {
            Iterator<Procedure> way = ways.peek();
            if (way.hasNext()) {
                Procedure next = way.next();
                if (condition.test(next) && entered.add(next)) {
                    open.push(next);
                    ways.push(calledBy(next).iterator());
                }
            } else {
                ways.pop();
                if (!open.isEmpty()) {
                    found.add(open.pop());
                }
            }
        }
        return found;
    }

    private static Set<Procedure> reached(
            Collection<Procedure> procedures, Function<Procedure, List<Procedure>> neighbours) {
        Set<Procedure> reached = new LinkedHashSet<>(procedures);
        Deque<Procedure> work = new ArrayDeque<>(procedures);
        while (!work.isEmpty()) {
            for (Procedure next : neighbours.apply(work.pop())) {
                if (reached.add(next)) {
                    work.push(next);
                }
            }
        }
        return reached;
    }

    /** Whether nothing in the program calls the procedure, but for the others of its own recursion. */
    public boolean isUncalled(Procedure procedure) {
        return uncalled.contains(componentOf.getOrDefault(procedure, -1));
    }

    /** The procedures that call each other with this one, itself included. */
    public List<Procedure> componentOf(Procedure procedure) {
        Integer component = componentOf.get(procedure);
        return component == null ? List.of(procedure) : components.get(component);
    }
}
