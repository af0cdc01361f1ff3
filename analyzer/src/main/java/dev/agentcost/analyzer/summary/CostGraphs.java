package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws the ways from methods to requests and tools, as {@link CallEffects} and {@link ProcedureEffect} count them. */
final class CostGraphs {

    /** A node that runs something, and how often one run of it does. */
    private record Runner(String key, Formula times) {

        Runner times(Formula more) {
            return new Runner(key, times.times(more));
        }
    }

    private record Way(String from, String to) {}

    private record Visit(Procedure procedure, Instruction.Invoke call) {}

    private final Engine engine;
    private final Summaries summaries;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;
    private final Repetitions repetitions;
    private final Map<SourceLocation, Site> sites = new HashMap<>();
    private final Map<String, CostGraph.Node> nodes = new LinkedHashMap<>();
    private final Map<Way, Formula> edges = new LinkedHashMap<>();
    private final Set<Visit> running = new HashSet<>();
    private final Deque<Procedure> work = new ArrayDeque<>();

    private CostGraphs(
            Engine engine, Summaries summaries, Map<Procedure, Map<Loop, LoopBound>> bounds, List<Site> sites) {
        this.engine = engine;
        this.summaries = summaries;
        this.bounds = bounds;
        this.repetitions = new Repetitions(engine, Scenario.NOTHING);
        sites.stream().filter(Site::costs).forEach(site -> this.sites.put(site.location(), site));
    }

    /** The graph of a program. */
    static CostGraph of(
            Engine engine, Summaries summaries, Map<Procedure, Map<Loop, LoopBound>> bounds, List<Site> sites) {
        CostGraphs graphs = new CostGraphs(engine, summaries, bounds, sites);
        for (Procedure procedure : engine.program().procedures()) {
            if (!procedure.isLambda() && engine.program().isOwn(procedure) && graphs.costs(procedure)) {
                graphs.method(procedure);
            }
        }
        while (!graphs.work.isEmpty()) {
            Procedure next = graphs.work.remove();
            graphs.body(next, new Runner(next.key(), Formula.ONE));
        }
        return graphs.drawn();
    }

    private CostGraph drawn() {
        List<CostGraph.Node> sorted = new ArrayList<>(nodes.values());
        sorted.sort(Comparator.comparing(CostGraph.Node::location).thenComparing(CostGraph.Node::key));
        return new CostGraph(
                sorted,
                edges.entrySet().stream()
                        .map(edge -> new CostGraph.Edge(
                                edge.getKey().from(), edge.getKey().to(), edge.getValue()))
                        .toList());
    }

    private boolean costs(Procedure procedure) {
        return engine.reach().reachesModel(procedure) || engine.reach().reachesTool(procedure);
    }

    // ---- nodes and edges

    private String method(Procedure procedure) {
        String key = procedure.key();
        if (!nodes.containsKey(key)) {
            String name = procedure.method().displayName();
            String full = procedure.isLambda() ? "lambda in " + name : name;
            nodes.put(key, new CostGraph.Node(key, CostGraph.Kind.METHOD, full, procedure.location()));
            work.add(procedure);
        }
        return key;
    }

    private String node(CostGraph.Kind kind, String name, SourceLocation place) {
        String key = kind.key() + " " + place + ":" + place.column() + " " + name;
        nodes.putIfAbsent(key, new CostGraph.Node(key, kind, name, place));
        return key;
    }

    private String repetition(Site site) {
        return repetition(site.kind(), site.location(), site.location());
    }

    /** What was built at one place repeats for each call of it on its own. */
    private String repetition(SiteKind kind, SourceLocation place, SourceLocation call) {
        String key = CostGraph.Kind.REPETITION.key() + " " + call + ":" + call.column() + " " + kind.key() + " of "
                + place + ":" + place.column();
        nodes.putIfAbsent(key, new CostGraph.Node(key, CostGraph.Kind.REPETITION, kind.key(), place));
        return key;
    }

    private void edge(Runner from, String to) {
        edges.merge(new Way(from.key(), to), from.times(), Formula::plus);
    }

    /** The runner that a repetition is, for what it runs so often. It is entered once, whatever it runs. */
    private Runner into(Runner from, String repetition, Formula times) {
        edges.putIfAbsent(new Way(from.key(), repetition), from.times());
        return new Runner(repetition, times);
    }

    // ---- code

    private void body(Procedure procedure, Runner runner) {
        ControlFlow flow = engine.flows().of(procedure);
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call
                        && flow.isReachable(block.id())
                        && costs(procedure, call)) {
                    run(procedure, engine.calls().of(procedure, call), inLoops(procedure, flow, block.id(), runner));
                }
            }
        }
    }

    private boolean costs(Procedure procedure, Instruction.Invoke call) {
        return engine.reach().reachesModel(procedure, call) || engine.reach().reachesTool(procedure, call);
    }

    /** What runs a block: the runner, or the innermost of the loops round the block. */
    private Runner inLoops(Procedure procedure, ControlFlow flow, int block, Runner runner) {
        Deque<Loop> around = new ArrayDeque<>();
        for (Loop loop = flow.loopOf(block); loop != null; loop = loop.parent()) {
            around.push(loop);
        }
        Runner at = runner;
        while (!around.isEmpty()) {
            Loop loop = around.pop();
            int inside = around.isEmpty() ? block : around.peek().header();
            SourceLocation place = Sites.locationOf(procedure, flow, loop);
            Formula times = times(procedure, flow, loop, inside, place);
            Site site = sites.get(place);
            at = site == null ? at.times(times) : into(at, repetition(site), times);
        }
        return at;
    }

    /** In the turns, and once more where the block may stand on the way out. */
    private Formula times(Procedure procedure, ControlFlow flow, Loop loop, int block, SourceLocation place) {
        LoopBound bound = bounds.getOrDefault(procedure, Map.of()).get(loop);
        Formula passes = bound == null || bound.passes() == null
                ? Formula.of(ProcedureEffect.turnsSymbol(place))
                : bound.passes();
        int guard = bound == null ? -1 : bound.guard();
        var inTurn = flow.reachable(block, edge -> loop.contains(edge.to()) && edge.to() != loop.header());
        boolean onTheWayOut = loop.exits().stream()
                .filter(exit -> guard < 0 || exit.from() == guard || !flow.dominates(guard, exit.from()))
                .anyMatch(exit -> inTurn.get(exit.from()));
        return onTheWayOut ? passes.plus(Formula.ONE) : passes;
    }

    // ---- calls

    private void run(Procedure procedure, CallMeaning meaning, Runner by) {
        Visit visit = new Visit(procedure, meaning.call());
        if (running.add(visit)) {
            runOnce(procedure, meaning, by);
            running.remove(visit);
        }
    }

    private void runOnce(Procedure procedure, CallMeaning meaning, Runner by) {
        SourceLocation place =
                procedure.at(meaning.call().line(), meaning.call().column());
        engine.requests().of(procedure, meaning).ifPresent(request -> request(procedure, meaning, request, by));
        if (engine.reach().isToolRun(meaning.call())) {
            edge(by, node(CostGraph.Kind.TOOL, name(meaning), place));
        }
        meaning.targets().stream().filter(this::costs).forEach(target -> edge(recursion(place, by), method(target)));
        functions(procedure, meaning, by);
        if (LibraryRuns.isWalk(meaning)) {
            parts(procedure, meaning, by);
        }
        walk(procedure, meaning, by);
    }

    private static String name(CallMeaning meaning) {
        String owner = dev.agentcost.analyzer.ir.Types.simpleName(
                meaning.call().target().owner());
        String name = meaning.call().target().name();
        return owner.isEmpty() ? name : owner + "." + name;
    }

    /** The call by which a method comes to itself again is a place that repeats. */
    private Runner recursion(SourceLocation place, Runner by) {
        Site site = sites.get(place);
        return site != null && site.kind() == SiteKind.RECURSION ? into(by, repetition(site), Formula.ONE) : by;
    }

    private void request(Procedure procedure, CallMeaning meaning, ModelCall request, Runner by) {
        SourceLocation place =
                procedure.at(meaning.call().line(), meaning.call().column());
        String model = node(CostGraph.Kind.MODEL, name(meaning), place);
        Optional<HiddenLoops.Found> hidden = summaries.hiddenLoops().at(procedure, meaning, request);
        if (hidden.isEmpty() || request.hiddenLoop() == null) {
            edge(by, model);
            return;
        } else if (!hidden.get().chosen()) {
            edge(by.times(hidden.get().bound().formula()), model);
            return;
        }
        String loop = repetition(SiteKind.FRAMEWORK_LOOP, hidden.get().location(), place);
        Formula turns = hidden.get().bound().formula();
        edge(into(by, loop, turns.plus(Formula.of(request.hiddenLoop().extraCalls()))), model);
        Runner tools = new Runner(loop, turns.times(Tokens.assumed(Assumption.TOOL_CALLS_PER_ANSWER)));
        List<LibraryRuns.Run> known = engine.runs().tools(procedure, meaning);
        known.forEach(tool -> tool(tool, tools));
        if (known.isEmpty()) {
            edge(tools, node(CostGraph.Kind.TOOL, "tools of " + name(meaning), place));
        }
    }

    private void tool(LibraryRuns.Run tool, Runner by) {
        tool.meaning().targets().stream()
                .filter(target -> !costs(target))
                .forEach(target ->
                        edge(by, node(CostGraph.Kind.TOOL, target.method().displayName(), target.location())));
        run(tool.procedure(), tool.meaning(), by);
    }

    /** Functions among the arguments, as often as what they are given to runs them. */
    private void functions(Procedure procedure, CallMeaning meaning, Runner by) {
        MethodRow row = meaning.row();
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            List<Procedure> code =
                    function.procedures().stream().filter(this::costs).toList();
            Runner runner = code.isEmpty() ? null : runner(procedure, meaning, function, row, by);
            if (runner != null) {
                code.forEach(one -> function(one, runner));
            }
        }
    }

    private @Nullable Runner runner(
            Procedure procedure,
            CallMeaning meaning,
            CallMeaning.FunctionArgument function,
            @Nullable MethodRow row,
            Runner by) {
        if (!meaning.targets().isEmpty()) {
            Formula most = Formula.ZERO;
            for (Procedure target : meaning.targets()) {
                Map<String, Formula> counted = summaries.effectOf(target).callbacks();
                most = most.max(counted.getOrDefault(Integer.toString(function.index()), Formula.ZERO));
            }
            return most.isZero() ? null : by.times(most);
        }
        if (LibraryRuns.isHandOver(meaning) || CallEffects.isHandedOn(row)) {
            return null;
        }
        Runs runs = row == null ? null : row.runs();
        if (runs == null) {
            return by.times(Formula.of(CallEffects.unknownRuns(procedure, meaning)));
        }
        Formula times = repetitions.times(procedure, meaning, runs);
        Site site = sites.get(repetitions.place(procedure, meaning, runs));
        return site == null ? by.times(times) : into(by, repetition(site), times);
    }

    private void function(Procedure code, Runner by) {
        if (code.isLambda()) {
            body(code, by);
        } else {
            edge(by, method(code));
        }
    }

    /** What a builder was given, and the call makes the library run. */
    private void parts(Procedure procedure, CallMeaning meaning, Runner by) {
        SourceLocation place =
                procedure.at(meaning.call().line(), meaning.call().column());
        for (LibraryRuns.Part part : engine.runs().parts(procedure, meaning)) {
            Instruction.Invoke call = part.meaning().call();
            Formula times = repetitions.times(part.procedure(), part.meaning(), part.runs());
            Site site = sites.get(part.procedure().at(call.line(), call.column()));
            Runner each =
                    site == null ? by.times(times) : into(by, repetition(site.kind(), site.location(), place), times);
            part.each().forEach(run -> run(run.procedure(), run.meaning(), each));
        }
    }

    /** The places of a declared graph: those of a cycle as often as the walk has steps. */
    private void walk(Procedure procedure, CallMeaning meaning, Runner by) {
        MethodRow row = meaning.row();
        if (!LibraryRuns.walksGraph(meaning)
                || meaning.call().receiver() == null
                || row == null
                || row.runs() == null) {
            return;
        }
        DeclaredGraphs.DeclaredGraph graph =
                engine.runs().graphs().behind(procedure, meaning.call().receiver());
        Formula steps = CallEffects.nodes(meaning, repetitions.times(procedure, meaning, row.runs()));
        SourceLocation place =
                procedure.at(meaning.call().line(), meaning.call().column());
        for (String visited : graph.places()) {
            List<LibraryRuns.Run> runs = graph.visit(visited);
            boolean turns = !graph.cycle(visited).isEmpty() && !runs.isEmpty();
            Runner runner = turns ? into(by, node(CostGraph.Kind.REPETITION, SiteKind.GRAPH.key(), place), steps) : by;
            runs.forEach(run -> run(run.procedure(), run.meaning(), runner));
        }
        graph.agents().forEach(run -> run(run.procedure(), run.meaning(), by));
    }
}
