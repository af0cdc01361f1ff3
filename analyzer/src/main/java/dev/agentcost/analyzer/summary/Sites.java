package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places of the program that repeat. */
final class Sites {

    private final Engine engine;
    private final Summaries summaries;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;
    private final boolean all;
    private final AnnotatedRetries retries;
    private final SharedLimits sharedLimits;
    private final List<Site> found = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Set<SourceLocation> hidden = new HashSet<>();
    private final List<Map.Entry<Procedure, CallMeaning>> walks = new ArrayList<>();

    private Sites(Engine engine, Summaries summaries, Map<Procedure, Map<Loop, LoopBound>> bounds, boolean all) {
        this.engine = engine;
        this.summaries = summaries;
        this.bounds = bounds;
        this.all = all;
        this.retries = new AnnotatedRetries(engine);
        this.sharedLimits = new SharedLimits(engine, summaries.hiddenLoops());
    }

    /**
     * All sites, sorted by location.
     *
     * @param all whether to list those that cost nothing, too
     */
    static List<Site> of(Engine engine, Summaries summaries, Map<Procedure, Map<Loop, LoopBound>> bounds, boolean all) {
        Sites sites = new Sites(engine, summaries, bounds, all);
        for (Procedure procedure : engine.program().procedures()) {
            sites.addTries(procedure);
            sites.addLoops(procedure);
            sites.addCalls(procedure);
        }
        sites.addGraphs();
        summaries.recursions().forEach((first, recursion) -> sites.addRecursion(recursion));
        sites.found.sort(Comparator.comparing(Site::location).thenComparing(site -> site.kind()));
        return List.copyOf(sites.found);
    }

    /** The place of a loop. */
    static SourceLocation locationOf(Procedure procedure, ControlFlow flow, Loop loop) {
        Block.LoopSyntax syntax = loop.syntax();
        if (syntax != null) {
            return procedure.at(syntax.line(), syntax.column());
        }
        return procedure.at(flow.body().blocks().get(loop.header()).instructions().stream()
                .mapToInt(Instruction::line)
                .findFirst()
                .orElse(procedure.location().line()));
    }

    private void add(
            SiteKind kind,
            MethodDeclaration where,
            SourceLocation location,
            boolean model,
            boolean tool,
            List<Step> path,
            Driver driver,
            IterationBound bound,
            List<Step> derivation,
            String remedy,
            ContextGrowth context,
            Effect turn) {
        if (!model && !tool && !all) {
            return;
        }
        String method = where.key();
        int ordinal = ordinals.merge(method + kind, 1, Integer::sum) - 1;
        found.add(new Site(
                kind,
                location,
                where.displayName(),
                method,
                ordinal,
                model,
                tool,
                path,
                driver,
                bound,
                derivation,
                remedy,
                context,
                turn));
    }

    // ---- methods that a library tries again

    private void addTries(Procedure procedure) {
        retries.of(procedure).ifPresent(tries -> {
            boolean model = engine.reach().reachesModel(procedure);
            boolean tool = engine.reach().reachesTool(procedure);
            addTries(
                    procedure.method(),
                    model,
                    tool,
                    model || tool ? path(procedure, engine.graph().calls(procedure)) : List.of(),
                    tries);
        });
    }

    /** The tries of a service's method are told once, however many calls it has. */
    private void addServiceTries(Procedure procedure, CallMeaning meaning, boolean tools) {
        retries.ofService(meaning)
                .filter(tries -> hidden.add(AnnotatedRetries.place(tries.getKey())))
                .ifPresent(tries -> addTries(
                        tries.getKey(), true, tools, path(procedure, List.of(meaning.call())), tries.getValue()));
    }

    private void addTries(
            MethodDeclaration method, boolean model, boolean tool, List<Step> path, Repetitions.Found tries) {
        add(
                SiteKind.RETRY,
                method,
                AnnotatedRetries.place(method),
                model,
                tool,
                path,
                tries.driver(),
                tries.bound(),
                tries.derivation(),
                tries.bound().isUnbounded() ? "limit the number of tries" : "",
                ContextGrowth.NONE,
                Effect.NOTHING);
    }

    // ---- loops

    private void addLoops(Procedure procedure) {
        ControlFlow flow = engine.flows().of(procedure);
        Map<Loop, ProcedureEffect.Turn> turns = summaries.turns().getOrDefault(procedure, Map.of());
        for (Loop loop : flow.loops()) {
            LoopBound bound = bounds.getOrDefault(procedure, Map.of()).get(loop);
            if (bound == null) {
                continue;
            }
            List<Instruction.Invoke> calls = callsIn(flow, loop);
            List<Procedure> handed = calls.stream()
                    .flatMap(call -> engine.reach().costingFunctions(procedure, call).stream())
                    .toList();
            boolean model = calls.stream().anyMatch(call -> engine.reach().reachesModel(procedure, call))
                    || handed.stream().anyMatch(engine.reach()::reachesModel);
            boolean tool = calls.stream().anyMatch(call -> engine.reach().reachesTool(procedure, call))
                    || handed.stream().anyMatch(engine.reach()::reachesTool);
            SourceLocation location = locationOf(procedure, flow, loop);
            if (!model && !tool && addLeaving(procedure, flow, loop, location)) {
                continue;
            }
            Optional<Origin> walk = model ? Optional.empty() : walk(procedure, flow, loop);
            if (walk.isPresent()) {
                addDriving(procedure, location, walk.get());
                continue;
            }
            ProcedureEffect.Turn turn = turns.getOrDefault(loop, ProcedureEffect.Turn.NONE);
            // a turn that only finds that it is one too many is none to those who pay
            boolean free = (model || tool) && turns.containsKey(loop) && !turn.costsBeforeEnd();
            Formula count = free ? bound.passes() : bound.turns();
            IterationBound iterations = count == null
                    ? IterationBound.unbounded(ProcedureEffect.turnsSymbol(location))
                    : asserted(IterationBound.of(count), bound.asserted());
            ContextGrowth context = model ? growth(procedure, calls, turn.effect(), turn.limits()) : ContextGrowth.NONE;
            add(
                    SiteKind.LOOP,
                    procedure.method(),
                    location,
                    model,
                    tool,
                    model || tool ? path(procedure, calls) : List.of(),
                    bound.driver(),
                    iterations,
                    bound.derivation(),
                    bound.remedy(),
                    context,
                    turn.effect());
        }
    }

    /** A loop that costs only in its last turn: what costs stands on a way out of it. */
    private boolean addLeaving(Procedure procedure, ControlFlow flow, Loop loop, SourceLocation location) {
        Block.LoopSyntax syntax = loop.syntax();
        boolean costs = engine.reach().reachesModel(procedure) || engine.reach().reachesTool(procedure);
        if (syntax == null || !costs) {
            return false;
        }
        List<Instruction.Invoke> calls = flow.body().blocks().stream()
                .filter(block -> !loop.contains(block.id())
                        && flow.isReachable(block.id())
                        && flow.dominates(loop.header(), block.id()))
                .flatMap(block -> block.instructions().stream())
                .filter(instruction -> instruction instanceof Instruction.Invoke
                        && instruction.line() > syntax.line()
                        && instruction.line() < syntax.endLine())
                .map(Instruction.Invoke.class::cast)
                .toList();
        boolean model = calls.stream().anyMatch(call -> engine.reach().reachesModel(procedure, call));
        boolean tool = calls.stream().anyMatch(call -> engine.reach().reachesTool(procedure, call));
        if (!model && !tool) {
            return false;
        }
        List<Step> path = path(procedure, calls);
        SourceLocation place = path.isEmpty() ? location : path.get(0).location();
        add(
                SiteKind.LOOP,
                procedure.method(),
                location,
                model,
                tool,
                path,
                Driver.CONSTANT,
                IterationBound.of(Formula.ONE),
                List.of(new Step(place, "only the last turn of the loop comes here, on its way out")),
                "",
                ContextGrowth.NONE,
                Effect.NOTHING);
        return true;
    }

    /** The walk through a graph that goes one step further for each turn of the loop. */
    private Optional<Origin> walk(Procedure procedure, ControlFlow flow, Loop loop) {
        if (!(flow.body().blocks().get(loop.header()).terminator() instanceof Terminator.Branch branch
                && branch.condition() instanceof Expression.HasNext next
                && next.cursor() instanceof Expression.Local cursor)) {
            return Optional.empty();
        }
        return engine.origins().of(procedure, cursor, Origins.Depth.VALUE).stream()
                .filter(origin -> origin.expression() instanceof Expression.Result result
                        && LibraryRuns.walksGraph(engine.calls()
                                .of(origin.procedure(), engine.origins().call(origin.procedure(), result.call()))))
                .findFirst();
    }

    private void addDriving(Procedure procedure, SourceLocation location, Origin walk) {
        Instruction.Invoke call =
                engine.origins().call(walk.procedure(), ((Expression.Result) walk.expression()).call());
        CallMeaning meaning = engine.calls().of(walk.procedure(), call);
        Runs runs = meaning.row() == null ? null : meaning.row().runs();
        if (runs == null) {
            return;
        }
        Repetitions.Found steps = new Repetitions(engine, Scenario.NOTHING).at(walk.procedure(), meaning, runs);
        List<Step> derivation = new ArrayList<>();
        derivation.add(new Step(
                walk.procedure().at(call.line()),
                "the loop drives " + call.target().name() + "(), one step a turn"));
        derivation.addAll(steps.derivation());
        boolean model = engine.reach().reachesModel(walk.procedure(), call);
        boolean tool = engine.reach().reachesTool(walk.procedure(), call);
        add(
                SiteKind.LOOP,
                procedure.method(),
                location,
                model,
                tool,
                List.of(new Step(
                        walk.procedure().at(call.line(), call.column()),
                        call.target().name())),
                steps.driver(),
                steps.bound(),
                derivation,
                steps.bound().isUnbounded() ? "limit the steps of the graph" : "",
                ContextGrowth.NONE,
                Effect.NOTHING);
    }

    private static IterationBound asserted(IterationBound bound, boolean asserted) {
        return new IterationBound(bound.kind(), bound.formula(), asserted);
    }

    private static List<Instruction.Invoke> callsIn(ControlFlow flow, Loop loop) {
        List<Instruction.Invoke> calls = new ArrayList<>();
        for (int block : loop.blocks().stream().toArray()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Invoke call) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private ContextGrowth growth(
            Procedure procedure, List<Instruction.Invoke> calls, Effect turn, Map<ContextId, Pruning.Limit> limits) {
        ContextGrowth windowed = null;
        for (Map.Entry<ContextId, ContextEffect> entry : turn.contexts().entrySet()) {
            ContextEffect effect = entry.getValue();
            if (!effect.growsUnpruned()) {
                continue;
            }
            ContextId context = entry.getKey();
            Pruning.Limit limit = limits.get(context);
            SourceLocation append = append(procedure, calls, context);
            SourceLocation send = send(procedure, calls, context);
            if (limit != null) {
                windowed = new ContextGrowth(
                        ContextGrowth.Kind.WINDOWED, effect.grown(), context.name(), limit.text(), append, send);
                continue;
            }
            Optional<Expression> place = engine.contexts().expression(procedure, context);
            boolean unknown =
                    place.isPresent() && engine.windows().verdict(procedure, place.get()) == Windows.Verdict.UNKNOWN;
            ContextGrowth.Kind kind = unknown
                    ? ContextGrowth.Kind.UNKNOWN
                    : effect.exponential() ? ContextGrowth.Kind.EXPONENTIAL : ContextGrowth.Kind.LINEAR;
            if (!unknown) {
                return new ContextGrowth(kind, effect.grown(), context.name(), "", append, send);
            }
            windowed = new ContextGrowth(kind, effect.grown(), context.name(), "", append, send);
        }
        return windowed == null ? ContextGrowth.NONE : windowed;
    }

    private @Nullable SourceLocation append(Procedure procedure, List<Instruction.Invoke> calls, ContextId context) {
        return where(procedure, calls, context, true);
    }

    private @Nullable SourceLocation send(Procedure procedure, List<Instruction.Invoke> calls, ContextId context) {
        return where(procedure, calls, context, false);
    }

    private @Nullable SourceLocation where(
            Procedure procedure, List<Instruction.Invoke> calls, ContextId context, boolean append) {
        for (Instruction.Invoke call : calls) {
            ContextEffect effect =
                    summaries.callEffects().of(procedure, call).contexts().get(context);
            if (effect != null && !(append ? effect.grown() : effect.resent()).isZero()) {
                return procedure.at(call.line(), call.column());
            }
        }
        return null;
    }

    // ---- calls that repeat what they are given

    private void addCalls(Procedure procedure) {
        for (Instruction.Invoke call : engine.graph().calls(procedure)) {
            CallMeaning meaning = engine.calls().of(procedure, call);
            Optional<ModelCall> request = engine.requests().of(procedure, meaning);
            List<Map.Entry<Procedure, Instruction.Invoke>> builders =
                    meaning.service() ? engine.runs().builders(procedure, meaning) : List.of();
            request.ifPresent(r -> addServiceTries(
                    procedure,
                    meaning,
                    summaries.hiddenLoops().at(procedure, meaning, r).isPresent()));
            if (builders.isEmpty()) {
                request.flatMap(r -> summaries.hiddenLoops().at(procedure, meaning, r))
                        .ifPresent(loop -> addHiddenLoop(procedure, call, loop));
            }
            for (Map.Entry<Procedure, Instruction.Invoke> builder : builders) {
                LibraryRuns.Run service = engine.runs().service(builder.getKey(), builder.getValue());
                request.flatMap(r -> summaries.hiddenLoops().at(builder.getKey(), service.meaning(), r))
                        .ifPresent(loop -> addHiddenLoop(procedure, call, loop));
            }
            if (LibraryRuns.isWalk(meaning)) {
                engine.runs().parts(procedure, meaning).forEach(part -> addInner(procedure, part.each()));
            }
            if (LibraryRuns.walksGraph(meaning)) {
                walks.add(Map.entry(procedure, meaning));
                continue;
            }
            if (meaning.row() != null && meaning.row().runs() != null) {
                addRuns(procedure, meaning, meaning.row().runs());
            }
        }
    }

    // ---- graphs

    private void addGraphs() {
        for (DeclaredGraphs.DeclaredGraph graph : engine.runs().graphs().all()) {
            List<DeclaredGraphs.Edge> closing = graph.closing();
            if (closing.isEmpty()) {
                continue;
            }
            Repetitions.Found steps = steps(graph);
            for (DeclaredGraphs.Edge edge : closing) {
                addCycle(graph, edge, steps);
            }
        }
        for (Map.Entry<Procedure, CallMeaning> walk : walks) {
            Expression receiver = walk.getValue().call().receiver();
            if (receiver != null) {
                addInner(
                        walk.getKey(),
                        engine.runs().graphs().behind(walk.getKey(), receiver).runs());
            }
        }
    }

    /** The loops inside a library's own agents that are run. */
    private void addInner(Procedure procedure, List<LibraryRuns.Run> runs) {
        for (LibraryRuns.Run run : runs) {
            engine.requests()
                    .of(run.procedure(), run.meaning())
                    .flatMap(request -> summaries.hiddenLoops().at(run.procedure(), run.meaning(), request))
                    .ifPresent(loop -> addHiddenLoop(procedure, run.meaning().call(), loop));
        }
    }

    /** How many steps a walk through the graph has at most. */
    private Repetitions.Found steps(DeclaredGraphs.DeclaredGraph graph) {
        Repetitions repetitions = new Repetitions(engine, Scenario.NOTHING);
        Repetitions.Found most = null;
        for (Map.Entry<Procedure, CallMeaning> walk : walks) {
            Expression receiver = walk.getValue().call().receiver();
            MethodRow row = walk.getValue().row();
            if (receiver == null || row == null || row.runs() == null) {
                continue;
            }
            boolean meant = engine.runs().graphs().behind(walk.getKey(), receiver).calls().stream()
                    .anyMatch(graph.calls()::contains);
            if (meant) {
                Repetitions.Found found = repetitions.at(walk.getKey(), walk.getValue(), row.runs());
                most = most == null ? found : most.orMore(found);
            }
        }
        return most == null ? repetitions.byDefault(graph.calls()) : most;
    }

    private void addCycle(DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, Repetitions.Found steps) {
        SourceLocation location =
                edge.procedure().at(edge.call().line(), edge.call().column());
        Set<LibraryRuns.Run> runs = new LinkedHashSet<>();
        graph.body(edge).forEach(place -> runs.addAll(graph.visit(place)));
        IterationBound bound = steps.bound();
        Driver driver = steps.driver();
        List<Step> derivation = new ArrayList<>();
        derivation.add(new Step(location, "the edge from '" + edge.from() + "' to '" + edge.to() + "' closes a cycle"));
        Optional<GraphCounters.Found> counted = new GraphCounters(engine).of(graph, edge);
        if (counted.isPresent()) {
            Formula times = counted.get().times();
            bound = IterationBound.of(bound.isUnbounded() ? times : times.min(bound.formula()));
            driver = Driver.COUNTER;
            derivation.add(counted.get().step());
        } else {
            derivation.addAll(steps.derivation());
        }
        List<LibraryRuns.Run> all = List.copyOf(runs);
        add(
                SiteKind.GRAPH,
                edge.procedure().method(),
                location,
                all.stream().anyMatch(engine.reach()::reachesModel),
                all.stream().anyMatch(engine.reach()::reachesTool),
                List.of(new Step(location, "visits " + String.join(", ", graph.body(edge)))),
                driver,
                bound,
                derivation,
                bound.isUnbounded() ? "limit the steps of the graph" : "",
                ContextGrowth.NONE,
                summaries.callEffects().all(all));
        addInner(edge.procedure(), all);
    }

    private void addHiddenLoop(Procedure procedure, Instruction.Invoke call, HiddenLoops.Found loop) {
        if (!loop.chosen() || !hidden.add(loop.location())) {
            return;
        }
        add(
                SiteKind.FRAMEWORK_LOOP,
                loop.procedure().method(),
                loop.location(),
                true,
                true,
                path(procedure, List.of(call)),
                loop.driver(),
                loop.bound(),
                loop.derivation(),
                loop.remedy(),
                loop.context(),
                loop.turn());
    }

    private void addRuns(Procedure procedure, CallMeaning meaning, Runs runs) {
        if (runs.times() == Runs.Times.FROM_OUTSIDE) {
            engine.runs().part(procedure, meaning).ifPresent(part -> addInner(procedure, part.each()));
        }
        if (runs.times() == Runs.Times.ONCE || runs.kind() == Runs.Kind.CALL) {
            return;
        }
        Instruction.Invoke call = meaning.call();
        List<Procedure> code = meaning.functions().stream()
                .filter(function -> runs.repeats(function.index()))
                .flatMap(function -> function.procedures().stream())
                .toList();
        Optional<LibraryRuns.Part> part = engine.runs().part(procedure, meaning);
        if (code.isEmpty() && part.isEmpty() && !runs.upstream()) {
            return;
        }
        boolean model = part.stream().flatMap(p -> p.each().stream()).anyMatch(engine.reach()::reachesModel)
                || code.stream().anyMatch(engine.reach()::reachesModel)
                || runs.upstream() && call.receiver() != null && upstream(procedure, call.receiver(), true);
        boolean tool = part.stream().flatMap(p -> p.each().stream()).anyMatch(engine.reach()::reachesTool)
                || code.stream().anyMatch(engine.reach()::reachesTool)
                || runs.upstream() && call.receiver() != null && upstream(procedure, call.receiver(), false);
        Repetitions.Found bound =
                sharedLimits.of(part, new Repetitions(engine, Scenario.NOTHING).at(procedure, meaning, runs));
        Effect turn = part.map(summaries.callEffects()::once).orElse(Effect.NOTHING);
        if (part.isEmpty()) {
            for (Procedure one : code) {
                turn = turn.then(summaries.turnOf(one));
            }
        }
        SourceLocation location = new Repetitions(engine, Scenario.NOTHING).place(procedure, meaning, runs);
        SiteKind kind = switch (runs.kind()) {
            case STREAM, CALL -> SiteKind.STREAM;
            case REACTIVE -> SiteKind.REACTIVE;
            case RETRY -> SiteKind.RETRY;
            case SCHEDULED -> SiteKind.SCHEDULED;
            case FRAMEWORK -> SiteKind.FRAMEWORK_LOOP;
        };
        part.ifPresent(one -> addInner(procedure, one.each()));
        ContextGrowth own = model ? growth(procedure, List.of(call), turn, Map.of()) : ContextGrowth.NONE;
        ContextGrowth context = part.filter(loop -> own.equals(ContextGrowth.NONE))
                .map(sharedLimits::growth)
                .orElse(own);
        List<Step> path = new ArrayList<>();
        path.add(new Step(location, call.target().name() + " runs its function"));
        for (Procedure one : code) {
            if (path.size() == 1
                    && (engine.reach().reachesModel(one) || engine.reach().reachesTool(one))) {
                path.addAll(path(one, engine.graph().calls(one)));
            }
        }
        add(
                kind,
                procedure.method(),
                location,
                model,
                tool,
                model || tool ? path : List.of(),
                bound.driver(),
                bound.bound(),
                bound.derivation(),
                bound.bound().isUnbounded() ? "limit the number of runs" : "",
                context,
                turn);
    }

    private boolean upstream(Procedure procedure, Expression receiver, boolean model) {
        if (!(receiver instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        boolean here = model
                ? engine.reach().reachesModel(procedure, call)
                : engine.reach().reachesTool(procedure, call);
        return here || call.receiver() != null && upstream(procedure, call.receiver(), model);
    }

    // ---- recursions

    private void addRecursion(Summaries.Recursion recursion) {
        RecursionBounds.Found bound = recursion.bound();
        Procedure procedure = bound.procedure();
        SourceLocation location = procedure.at(bound.site().line(), bound.site().column());
        boolean model = engine.reach().reachesModel(procedure);
        boolean tool = engine.reach().reachesTool(procedure);
        SourceLocation line = procedure.at(bound.site().line());
        Formula calls = bound.calls();
        IterationBound iterations =
                calls == null ? IterationBound.unbounded(Summaries.recursionSymbol(line)) : IterationBound.of(calls);
        ContextGrowth context = model
                ? growth(procedure, engine.graph().calls(procedure), recursion.turn(), Map.of())
                : ContextGrowth.NONE;
        add(
                SiteKind.RECURSION,
                procedure.method(),
                location,
                model,
                tool,
                model || tool ? path(procedure, engine.graph().calls(procedure)) : List.of(),
                bound.driver(),
                iterations,
                bound.derivation(),
                bound.remedy(),
                context,
                recursion.turn());
    }

    // ---- the way to the model

    private List<Step> path(Procedure procedure, List<Instruction.Invoke> calls) {
        List<Step> path = new ArrayList<>();
        Set<Procedure> seen = new HashSet<>();
        Procedure at = procedure;
        List<Instruction.Invoke> candidates = calls;
        while (seen.add(at) && path.size() < 12) {
            Instruction.Invoke next = nearest(at, candidates);
            if (next == null) {
                break;
            }
            path.add(new Step(at.at(next.line(), next.column()), text(at, next)));
            Procedure into = into(at, next);
            if (into == null) {
                break;
            }
            at = into;
            candidates = engine.graph().calls(into);
        }
        return path;
    }

    private String text(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        String owner = dev.agentcost.analyzer.ir.Types.simpleName(call.target().owner());
        String name = owner.isEmpty()
                ? call.target().name()
                : owner + "." + call.target().name();
        boolean end = engine.requests().of(procedure, meaning).isPresent()
                || engine.reach().isToolRun(call);
        return end ? name : "calls " + name;
    }

    private Instruction.@Nullable Invoke nearest(Procedure procedure, List<Instruction.Invoke> calls) {
        Instruction.Invoke best = null;
        int rank = 5;
        for (Instruction.Invoke call : calls) {
            CallMeaning meaning = engine.calls().of(procedure, call);
            int one = engine.requests().of(procedure, meaning).isPresent()
                    ? 0
                    : engine.reach().reachesModel(procedure, call)
                            ? 1
                            : engine.reach().isToolRun(call)
                                    ? 2
                                    : engine.reach().reachesTool(procedure, call)
                                            ? 3
                                            : engine.reach()
                                                            .costingFunctions(procedure, call)
                                                            .isEmpty()
                                                    ? 5
                                                    : 4;
            if (one < rank) {
                rank = one;
                best = call;
            }
        }
        return best;
    }

    private @Nullable Procedure into(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (engine.requests().of(procedure, meaning).isPresent()) {
            return null;
        }
        List<Procedure> inside = new ArrayList<>(meaning.targets());
        meaning.functions().forEach(function -> inside.addAll(function.procedures()));
        inside.addAll(engine.reach().costingFunctions(procedure, call));
        return inside.stream()
                .filter(engine.reach()::reachesModel)
                .findFirst()
                .or(() -> inside.stream().filter(engine.reach()::reachesTool).findFirst())
                .orElse(null);
    }
}
