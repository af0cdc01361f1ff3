package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.bound.LoopBounds;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.Workers;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From the lowered program to the answer. */
public final class ProgramAnalysis {

    private final Engine engine;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;
    private final Summaries summaries;
    private final Places places;

    /** Those of a large program are made anew where the memory is needed for others. */
    private final Map<Scenario, SoftReference<Summaries>> scenarios = new HashMap<>();

    private final Map<Procedure, CostVector> totals = new HashMap<>();

    private ProgramAnalysis(
            LoweredProgram lowered,
            Catalog catalog,
            PriceList prices,
            TokenCounter counter,
            int failedTries,
            boolean allLoops) {
        Program program = new Program(lowered.units(), lowered.dependencies(), lowered.typing());
        engine = Engine.of(
                program,
                lowered.classFiles(),
                catalog,
                prices,
                counter,
                lowered.configuration(),
                failedTries,
                allLoops);
        bounds = Summaries.boundLoops(engine);
        summaries = new Summaries(engine, bounds);
        places = new Places(program.procedures());
    }

    /**
     * The answer for a program.
     *
     * @param failedTries how many tries of one request fail before one succeeds, where the library tries again
     * @param allLoops whether to answer for every loop and method, also where nothing costs
     */
    public static Analysis of(
            LoweredProgram lowered,
            Catalog catalog,
            PriceList prices,
            TokenCounter counter,
            int failedTries,
            boolean allLoops) {
        return Workers.deep(() -> new ProgramAnalysis(lowered, catalog, prices, counter, failedTries, allLoops)
                .answer(lowered, allLoops));
    }

    private Analysis answer(LoweredProgram lowered, boolean allLoops) {
        // those of dependencies count in what entry points cost, and may be limited there
        List<Site> sites = Sites.of(engine, summaries, bounds, allLoops);
        List<EntryPoint> entryPoints = entryPoints(sites);
        Map<String, List<Unit.Suppression>> suppressions = lowered.units().stream()
                .filter(unit -> !unit.suppressions().isEmpty())
                .collect(Collectors.toMap(Unit::file, Unit::suppressions, (a, b) -> a, TreeMap::new));
        return new Analysis(
                entryPoints,
                sites.stream()
                        .filter(site -> engine.program().isOwn(site.location()))
                        .toList(),
                Hazards.of(engine, summaries, bounds, sites, entries(entryPoints)),
                CostGraphs.of(engine, summaries, bounds, sites),
                allLoops ? methods() : List.of(),
                List.copyOf(summaries.requestCost().models()),
                suppressions,
                coverage(lowered),
                CatalogUses.of(engine),
                (method, scenario) -> Workers.deep(() -> costOf(method, scenario)));
    }

    // ---- entry points

    private List<EntryPoint> entryPoints(List<Site> sites) {
        Map<Procedure, List<Site>> reached = reached(sites);
        List<EntryPoint> found = new ArrayList<>();
        for (Procedure procedure : engine.program().procedures()) {
            boolean costs =
                    engine.reach().reachesModel(procedure) || engine.reach().reachesTool(procedure);
            if (costs && engine.program().isOwn(procedure) && isEntry(procedure)) {
                found.add(new EntryPoint(
                        procedure.method().displayName(),
                        procedure.key(),
                        Types.asWritten(procedure.method().owner()),
                        annotations(procedure.method()),
                        procedure.location(),
                        total(procedure),
                        List.copyOf(reached.getOrDefault(procedure, List.of())),
                        List.of(new Step(
                                procedure.location(), procedure.method().displayName()))));
            }
        }
        found.sort(Comparator.comparing(EntryPoint::location).thenComparing(EntryPoint::methodKey));
        return found;
    }

    private List<Procedure> entries(List<EntryPoint> entryPoints) {
        return entryPoints.stream()
                .flatMap(entry -> engine.program().procedure(entry.methodKey()).stream())
                .toList();
    }

    /** The sites that cost, by each procedure that can come there. */
    private Map<Procedure, List<Site>> reached(List<Site> sites) {
        Map<Procedure, List<Site>> reached = new HashMap<>();
        for (Site site : sites) {
            if (site.costs()) {
                engine.graph()
                        .callersOf(places.at(List.of(site.location())))
                        .forEach(caller -> reached.computeIfAbsent(caller, key -> new ArrayList<>())
                                .add(site));
            }
        }
        return reached;
    }

    private boolean isEntry(Procedure procedure) {
        if (procedure.isLambda()) {
            return engine.calls().isHandler(procedure);
        }
        MethodDeclaration method = procedure.method();
        return isMarked(method, TypeRow.Mark.ENTRY_POINT)
                || isMarked(method, TypeRow.Mark.EXCHANGE)
                || isMarked(method, TypeRow.Mark.LISTENER)
                || isMarked(method, TypeRow.Mark.SCHEDULED)
                || method.name().equals("main")
                || engine.graph().isUncalled(procedure) && isEnteredFirst(procedure);
    }

    /** Of a recursion that nothing else calls, what others can call is entered first: neither its private methods nor its tools. */
    private boolean isEnteredFirst(Procedure procedure) {
        List<Procedure> recursion = engine.graph().componentOf(procedure);
        return isOpen(procedure) || recursion.stream().noneMatch(this::isOpen);
    }

    private boolean isOpen(Procedure procedure) {
        MethodDeclaration method = procedure.method();
        return !procedure.isLambda() && !method.modifiers().isPrivate() && !isMarked(method, TypeRow.Mark.TOOL);
    }

    private boolean isMarked(MethodDeclaration method, TypeRow.Mark mark) {
        return method.annotations().stream()
                .map(annotation -> engine.catalog().type(annotation.type()))
                .flatMap(Optional::stream)
                .anyMatch(row -> row.marks() == mark);
    }

    private List<String> annotations(MethodDeclaration method) {
        Stream<AnnotationUse> own = method.annotations().stream();
        Stream<AnnotationUse> ofType = engine.program().type(method.owner()).stream()
                .map(TypeDeclaration::annotations)
                .flatMap(List::stream);
        return Stream.concat(own, ofType)
                .map(AnnotationUse::type)
                .distinct()
                .sorted()
                .toList();
    }

    /** What a procedure costs without any change. */
    private CostVector total(Procedure procedure) {
        return totals.computeIfAbsent(procedure, key -> total(key, summaries.effectOf(key)));
    }

    private CostVector total(Procedure procedure, Effect effect) {
        return effect.total(context ->
                initialTokens(procedure, context, effect.contexts().getOrDefault(context, ContextEffect.IDENTITY)));
    }

    /**
     * What the caller of an entry point hands to it: a text is an input of its own, a collection that nothing is added to and that is
     * sent as a whole holds a message in each element, and everything else may hold some before.
     */
    private Formula initialTokens(Procedure procedure, ContextId context, ContextEffect effect) {
        Formula before = Tokens.assumed(Assumption.INITIAL_CONTEXT_TOKENS);
        if (!procedure.body().parameters().contains(context.head())) {
            return before;
        } else if (holdsText(procedure, context)) {
            return Tokens.assumed(Assumption.USER_TURN_TOKENS);
        }
        String type = procedure.body().localTypes().getOrDefault(context.name(), "");
        boolean data = engine.calls().isContainer(Types.erasure(type))
                && effect.grown().isZero()
                && effect.replaced().isZero()
                && effect.kept().equals(Formula.ONE)
                // what is sent once for each element is the element
                && effect.resent().isConstant();
        return data
                ? engine.values()
                        .size(procedure, new Expression.Local(context.name()))
                        .times(Tokens.assumed(Assumption.MESSAGE_TOKENS))
                : before;
    }

    private boolean holdsText(Procedure procedure, ContextId context) {
        String type = engine.contexts()
                .expression(procedure, context)
                .map(place -> place instanceof Expression.Field field
                        ? engine.calls().fieldType(field)
                        : procedure.body().localTypes().getOrDefault(context.name(), ""))
                .orElse("");
        return engine.calls().isImmutable(Types.erasure(type));
    }

    private CostVector costOf(String methodKey, Scenario scenario) {
        synchronized (scenarios) {
            Summaries changed = under(scenario);
            return engine.program()
                    .procedure(methodKey)
                    .map(procedure -> {
                        Effect effect = changed.effectOf(procedure);
                        return effect == summaries.effectOf(procedure) ? total(procedure) : total(procedure, effect);
                    })
                    .orElse(CostVector.ZERO);
        }
    }

    private Summaries under(Scenario scenario) {
        if (scenario.equals(Scenario.NOTHING)) {
            return summaries;
        }
        SoftReference<Summaries> kept = scenarios.get(scenario);
        Summaries known = kept == null ? null : kept.get();
        if (known == null) {
            known = new Summaries(summaries, scenario, places);
            scenarios.put(scenario, new SoftReference<>(known));
        }
        return known;
    }

    // ---- methods and coverage

    private List<MethodIterations> methods() {
        List<MethodIterations> found = new ArrayList<>();
        for (Procedure procedure : engine.program().procedures()) {
            boolean method = !procedure.isLambda() && !procedure.method().isAnnotations();
            if (method && engine.program().isOwn(procedure)) {
                found.add(new MethodIterations(
                        procedure.method().displayName(),
                        procedure.method().key(),
                        procedure.location(),
                        summaries.effectOf(procedure).iterations()));
            }
        }
        found.sort(Comparator.comparing(MethodIterations::location).thenComparing(MethodIterations::methodKey));
        return found;
    }

    /** The steps of derivations that begin so, with the procedures of their loops. */
    private Map<Step, Procedure> steps(String beginning) {
        Map<Step, Procedure> found = new LinkedHashMap<>();
        bounds.forEach((procedure, loops) -> loops.values().stream()
                .flatMap(bound -> bound.derivation().stream())
                .filter(step ->
                        step.text().startsWith(beginning) && engine.program().isOwn(step.location()))
                .forEach(step -> found.put(step, procedure)));
        return found;
    }

    private Coverage coverage(LoweredProgram lowered) {
        SortedMap<String, String> failures = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Diagnostic diagnostic : lowered.diagnostics()) {
            String at = diagnostic.line() > 0 ? "line " + diagnostic.line() + ": " : "";
            if (lowered.coverage().unparsed().contains(diagnostic.file())) {
                failures.merge(diagnostic.file(), at + diagnostic.message(), (a, b) -> a);
            } else {
                problems.add(diagnostic.toString());
            }
        }
        SortedMap<String, Integer> resolutions = new TreeMap<>();
        lowered.resolutions().forEach((way, count) -> resolutions.put(way.name().toLowerCase(Locale.ROOT), count));
        List<String> undecided = new ArrayList<>();
        for (Unit unit : lowered.units()) {
            for (TypeDeclaration type : unit.types()) {
                for (MethodDeclaration method : type.methods()) {
                    if (!method.unreadable().isEmpty()) {
                        undecided.add(method.location() + ": " + method.displayName() + ": " + method.unreadable());
                    }
                }
            }
        }
        steps(LoopBounds.NOT_DECIDED)
                .forEach((step, procedure) -> undecided.add(
                        step.location() + ": " + procedure.method().displayName() + ": " + step.text()));
        problems.addAll(engine.catalog().problems());
        steps(LoopBounds.ASSERTION).keySet().forEach(step -> problems.add(step.location() + ": " + step.text()));
        return new Coverage(
                lowered.coverage().files(),
                lowered.coverage().lowered(),
                lowered.coverage().irrelevant(),
                failures,
                resolutions,
                undecided,
                problems);
    }
}
