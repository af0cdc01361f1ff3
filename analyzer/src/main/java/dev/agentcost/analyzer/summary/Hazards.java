package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single calls that cost more than they need. Each is told only where the sources show it; in doubt there is none. */
final class Hazards {

    private static final String OUTPUT_LIMIT = "max-output-tokens";

    private final Engine engine;
    private final Summaries summaries;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;
    private final List<Hazard> found = new ArrayList<>();

    private Hazards(Engine engine, Summaries summaries, Map<Procedure, Map<Loop, LoopBound>> bounds) {
        this.engine = engine;
        this.summaries = summaries;
        this.bounds = bounds;
    }

    /**
     * All of them, sorted by location.
     *
     * @param entries procedures that are called from outside, again and again on one object
     */
    static List<Hazard> of(
            Engine engine,
            Summaries summaries,
            Map<Procedure, Map<Loop, LoopBound>> bounds,
            List<Site> sites,
            List<Procedure> entries) {
        Hazards hazards = new Hazards(engine, summaries, bounds);
        engine.program().procedures().forEach(hazards::addRepeated);
        hazards.addUnlimitedOutput(sites);
        hazards.addMemories(entries);
        hazards.found.removeIf(hazard -> !engine.program().isOwn(hazard.location()));
        return hazards.numbered();
    }

    private List<Hazard> numbered() {
        found.sort(Comparator.comparing(Hazard::location).thenComparing(Hazard::kind));
        Map<String, Integer> ordinals = new HashMap<>();
        return found.stream()
                .map(hazard -> new Hazard(
                        hazard.kind(),
                        hazard.location(),
                        hazard.method(),
                        hazard.methodKey(),
                        ordinals.merge(hazard.methodKey() + hazard.kind() + hazard.subject(), 1, Integer::sum) - 1,
                        hazard.subject(),
                        hazard.loop(),
                        hazard.derivation()))
                .toList();
    }

    private void add(
            Hazard.Kind kind,
            Procedure procedure,
            SourceLocation location,
            String subject,
            @Nullable SourceLocation loop,
            List<Step> derivation) {
        found.add(new Hazard(
                kind,
                location,
                procedure.method().displayName(),
                procedure.method().key(),
                0,
                subject,
                loop,
                derivation));
    }

    private static SourceLocation at(Procedure procedure, Instruction.Invoke call) {
        return procedure.at(call.line(), call.column());
    }

    private static String name(Instruction.Invoke call) {
        return Types.simpleName(call.target().owner()) + "." + call.target().name();
    }

    // ---- requests that are the same in each turn

    private void addRepeated(Procedure procedure) {
        ControlFlow flow = engine.flows().of(procedure);
        for (Block block : flow.body().blocks()) {
            Loop loop = flow.loopOf(block.id());
            if (loop == null || !flow.isReachable(block.id())) {
                continue;
            }
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call && isRepeated(procedure, loop, block, call)) {
                    SourceLocation place = Sites.locationOf(procedure, flow, loop);
                    add(
                            Hazard.Kind.REPEATED_REQUEST,
                            procedure,
                            at(procedure, call),
                            name(call),
                            place,
                            List.of(
                                    new Step(place, "the loop is over data, and each turn comes to the request"),
                                    new Step(
                                            at(procedure, call),
                                            "no turn assigns anything that the request is made of, and its texts do not"
                                                    + " change")));
                }
            }
        }
    }

    /**
     * A loop over data that asks the same each time: its turns are neither tries of one question, which would end with the first answer,
     * nor a number of samples.
     */
    private boolean isRepeated(Procedure procedure, Loop loop, Block block, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        Optional<ModelCall> request = engine.requests().of(procedure, meaning);
        LoopBound bound = bounds.getOrDefault(procedure, Map.of()).get(loop);
        if (request.isEmpty() || meaning.service() || bound == null || !isNoSample(bound.driver(), request.get())) {
            return false;
        }
        Sameness sameness = new Sameness(engine, procedure, loop);
        return sameness.isInEveryTurn(block)
                && (call.receiver() == null || sameness.isSameObject(call.receiver()))
                && !call.arguments().isEmpty()
                && call.arguments().stream().allMatch(sameness::isSame)
                && keepsNothing(procedure, call, request.get());
    }

    /** Vectors of one text are equal, so that a counted loop asks for none twice on purpose. */
    private static boolean isNoSample(Driver driver, ModelCall request) {
        return driver == Driver.DATA
                || request.kind() == ModelCall.Kind.EMBEDDING
                        && (driver == Driver.COUNTER || driver == Driver.CONSTANT);
    }

    /** Whether the client remembers nothing, and runs no tools, between one request and the next. */
    private boolean keepsNothing(Procedure procedure, Instruction.Invoke call, ModelCall request) {
        return request.hiddenLoop() == null
                && summaries.callEffects().of(procedure, call).contexts().values().stream()
                        .noneMatch(ContextEffect::adds)
                && engine.preamble()
                        .own(procedure, engine.calls().of(procedure, call), "memory")
                        .isEmpty();
    }

    // ---- answers without a limit

    private void addUnlimitedOutput(List<Site> sites) {
        Map<SourceLocation, Map.Entry<Procedure, Instruction.Invoke>> requests = new HashMap<>();
        for (Procedure procedure : engine.program().procedures()) {
            for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                engine.requests()
                        .of(procedure, engine.calls().of(procedure, call))
                        .filter(request -> request.kind() == ModelCall.Kind.CHAT)
                        .ifPresent(request -> requests.putIfAbsent(at(procedure, call), Map.entry(procedure, call)));
            }
        }
        Set<SourceLocation> told = new HashSet<>();
        for (Site site : sites) {
            if (!repeats(site) || site.callPath().isEmpty()) {
                continue;
            }
            SourceLocation last =
                    site.callPath().get(site.callPath().size() - 1).location();
            Map.Entry<Procedure, Instruction.Invoke> request = requests.get(last);
            if (request != null && told.add(last)) {
                maker(request.getKey(), request.getValue())
                        .ifPresent(maker -> add(
                                Hazard.Kind.UNLIMITED_OUTPUT,
                                request.getKey(),
                                last,
                                name(request.getValue()),
                                site.location(),
                                List.of(maker)));
            }
        }
    }

    private static boolean repeats(Site site) {
        return site.reachesModel()
                && site.driver() != Driver.PERSON
                && site.driver() != Driver.EXTERNAL
                && !Formula.ONE.equals(site.bound().formula());
    }

    /**
     * A call that makes the client or the request and could set a limit, where none that is made sets one; none where the client comes from
     * elsewhere, and may have a limit already.
     */
    private Optional<Step> maker(Procedure procedure, Instruction.Invoke call) {
        Expression client = call.receiver();
        if (client == null || !isMadeHere(procedure, client)) {
            return Optional.empty();
        }
        List<Origin> configured =
                engine.runs().configured(procedure, engine.calls().of(procedure, call));
        if (!engine.settings().find(configured, OUTPUT_LIMIT).isEmpty()
                || !engine.settings().findOwn(procedure, client, OUTPUT_LIMIT).isEmpty()) {
            return Optional.empty();
        }
        List<Map.Entry<Procedure, Instruction.Invoke>> makings = makings(configured);
        boolean known = makings.stream()
                .noneMatch(making -> making.getValue().target().resolution() == CallTarget.Resolution.UNRESOLVED
                        && isMadeOn(making.getKey(), making.getValue()));
        return makings.stream()
                .filter(making -> known && offersLimit(making.getValue()))
                .findFirst()
                .map(making -> new Step(
                        at(making.getKey(), making.getValue()),
                        name(making.getValue()) + " is given no limit on the answer's length"));
    }

    /** Whether the call goes on with something that could set a limit, and may set it by a name that is not known. */
    private boolean isMadeOn(Procedure procedure, Instruction.Invoke call) {
        return isMadeOn(procedure, call, new HashSet<>());
    }

    private boolean isMadeOn(Procedure procedure, Instruction.Invoke call, Set<Origin> seen) {
        return call.receiver() != null
                && engine.origins().of(procedure, call.receiver(), Origins.Depth.VALUE).stream()
                        .anyMatch(origin -> seen.add(origin)
                                && origin.expression() instanceof Expression.Result result
                                && isLimiting(
                                        origin.procedure(),
                                        engine.origins().call(origin.procedure(), result.call()),
                                        seen));
    }

    private boolean isLimiting(Procedure procedure, Instruction.Invoke call, Set<Origin> seen) {
        return offersLimit(call) || isMadeOn(procedure, call, seen);
    }

    private List<Map.Entry<Procedure, Instruction.Invoke>> makings(List<Origin> values) {
        List<Map.Entry<Procedure, Instruction.Invoke>> makings = new ArrayList<>();
        for (Origin value : values) {
            for (Origin making : engine.origins().of(value.procedure(), value.expression(), Origins.Depth.CONTENTS)) {
                if (making.expression() instanceof Expression.Result result) {
                    makings.add(
                            Map.entry(making.procedure(), engine.origins().call(making.procedure(), result.call())));
                }
            }
        }
        return makings;
    }

    /** Whether every object that the client may be is made in the sources. */
    private boolean isMadeHere(Procedure procedure, Expression client) {
        return isMadeHere(procedure, client, new HashSet<>());
    }

    /** What is built on from itself, {@code client = client.with(header)}, is no object more. */
    private boolean isMadeHere(Procedure procedure, Expression client, Set<Origin> seen) {
        return engine.origins().isComplete(procedure, client, Origins.Depth.CONTENTS)
                && engine.origins().of(procedure, client, Origins.Depth.VALUE).stream()
                        .allMatch(origin -> !seen.add(origin)
                                || origin.expression() instanceof Expression.Result result
                                        && isMade(
                                                origin.procedure(),
                                                engine.origins().call(origin.procedure(), result.call()),
                                                seen));
    }

    /** A static factory or a constructor, or what is built on from one. */
    private boolean isMade(Procedure procedure, Instruction.Invoke call, Set<Origin> seen) {
        return call.receiver() == null || isMadeHere(procedure, call.receiver(), seen);
    }

    private boolean offersLimit(Instruction.Invoke call) {
        return engine.catalog().type(Types.erasure(call.target().owner())).stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(row -> row.settings().stream())
                .anyMatch(setting -> setting.name().equals(OUTPUT_LIMIT) && setting.operand() != null);
    }

    // ---- memories that outlive a request

    private void addMemories(List<Procedure> entries) {
        for (Memories.Found memory : new Memories(engine, summaries).of(entries)) {
            add(
                    Hazard.Kind.UNLIMITED_MEMORY,
                    memory.entry(),
                    memory.location(),
                    memory.name(),
                    null,
                    List.of(
                            new Step(
                                    memory.location(),
                                    "each call of " + memory.entry().method().displayName() + " adds " + memory.added()
                                            + " tokens to '" + memory.name() + "'"),
                            new Step(
                                    memory.entry().location(),
                                    "each call sends all of it, and no method of the class takes anything out of it")));
        }
    }
}
