package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effect of one procedure: the blocks in topological order, joined where paths meet, each loop as its turn's effect
 * repeated as often as its bound says, and then the part of a turn that leads to the exit.
 */
final class ProcedureEffect {

    /**
     * One turn of a loop.
     *
     * @param limits the contexts that something keeps below a limit
     * @param costsBeforeEnd whether the turn that the loop's bound ends may have cost something by then
     */
    record Turn(Effect effect, Map<ContextId, Pruning.Limit> limits, boolean costsBeforeEnd) {

        static final Turn NONE = new Turn(Effect.NOTHING, Map.of(), false);
    }

    private record Exit(FlowEdge edge, Effect partial) {}

    /** How many turns are run in full, and how many are begun. */
    private record Passes(Formula full, Formula begun) {}

    /**
     * Where an edge that leaves a loop stands to it.
     *
     * @param atGuard whether it leaves from the block that limits the turns
     * @param behindGuard whether each turn that comes to it has passed that block
     * @param beforeTurn whether the loop's own condition leaves it, so that no turn has begun
     */
    private record Position(boolean atGuard, boolean behindGuard, boolean beforeTurn) {

        /** Whether the turn that it ends is one of those that the bound counts. */
        boolean isPassed() {
            return behindGuard && !atGuard;
        }
    }

    /**
     * What tells exits apart: those of one way are counted alike, whatever they leave.
     *
     * @param positions with regard to each loop round the edge's beginning, the innermost first
     */
    private record Way(int to, List<Position> positions) {}

    /** The exits of one way, any of them standing for all. */
    private record Exits(FlowEdge edge, Alternatives partial) {}

    private record Region(Effect turn, Collection<Exits> exits, Effect total) {}

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final Map<Loop, LoopBound> bounds;
    private final CallEffects calls;
    private final Pruning pruning;
    private final LimitedAdditions limited;
    private final Additions additions;
    private final Successors successors;
    private final Levels levels;
    private final Lengthening lengthening;
    private final Snapshots snapshots;
    private final Scenario scenario;
    private final SharedCosts shared;
    private final Map<Loop, Turn> turns = new LinkedHashMap<>();
    private final Map<Instruction, Effect> effects;

    /**
     * The effect of a procedure.
     *
     * @param effects of instructions, as far as they are known
     */
    ProcedureEffect(
            Engine engine,
            Procedure procedure,
            Map<Loop, LoopBound> bounds,
            CallEffects calls,
            Pruning pruning,
            LimitedAdditions limited,
            Scenario scenario,
            Map<Instruction, Effect> effects) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = engine.flows().of(procedure);
        this.bounds = bounds;
        this.calls = calls;
        this.pruning = pruning;
        this.limited = limited;
        this.additions = new Additions(engine, pruning);
        this.successors = new Successors(engine, additions, procedure, flow);
        this.levels = new Levels(engine, procedure, flow);
        this.lengthening = new Lengthening(engine, procedure, flow);
        this.snapshots = new Snapshots(engine, procedure, flow, this::effect);
        this.scenario = scenario;
        this.effects = new IdentityHashMap<>(effects);
        this.shared = new SharedCosts(engine, procedure, flow, calls, scenario);
    }

    /** The effect of one run, in the procedure's own names. */
    Effect total() {
        return region(null).total();
    }

    /** The turns of the loops, after {@link #total()}. */
    Map<Loop, Turn> turns() {
        return turns;
    }

    /** The effects of its instructions, after {@link #total()}. */
    Map<Instruction, Effect> effects() {
        return effects;
    }

    private Region region(@Nullable Loop loop) {
        Map<Integer, Alternatives> arriving = new HashMap<>();
        Map<Way, Exits> exits = new LinkedHashMap<>();
        int first = loop == null ? 0 : loop.header();
        arriving.computeIfAbsent(first, key -> new Alternatives()).add(Effect.NOTHING);
        Alternatives turn = new Alternatives();
        Alternatives total = new Alternatives();
        for (int block : loop == null ? flow.order() : loop.order()) {
            Alternatives arrived = arriving.get(block);
            if (arrived == null) {
                continue;
            }
            Effect in = arrived.joined();
            List<Exit> leaving = new ArrayList<>();
            Loop inner = flow.loopOf(block);
            if (inner == loop) {
                Block code = flow.body().blocks().get(block);
                Effect out = in.then(block(code, loop));
                for (FlowEdge edge : flow.outgoing(block)) {
                    if (edge.kind() == FlowEdge.Kind.EXCEPTION) {
                        leaving.add(new Exit(edge, in));
                    }
                    leaving.add(new Exit(edge, out));
                }
                if (code.terminator() instanceof Terminator.Return
                        || code.terminator() instanceof Terminator.Throw
                                && code.handlers().isEmpty()) {
                    total.add(out);
                }
            } else if (inner != null && inner.header() == block && inner.parent() == loop) {
                leaving.addAll(loop(inner, in));
                if (leaving.isEmpty()) {
                    // nothing leaves the loop: what it costs is what the procedure costs
                    total.add(in.then(repeated(inner, passes(inner), passes(inner))));
                }
            }
            for (Exit exit : leaving) {
                int to = exit.edge().to();
                if (loop != null && to == loop.header()) {
                    turn.add(exit.partial());
                } else if (loop != null && !loop.contains(to)) {
                    exits.computeIfAbsent(way(exit.edge()), key -> new Exits(exit.edge(), new Alternatives()))
                            .partial()
                            .add(exit.partial());
                } else {
                    arriving.computeIfAbsent(to, key -> new Alternatives()).add(exit.partial());
                }
            }
        }
        return new Region(turn.joined(), exits.values(), total.joined());
    }

    /** The edges that leave an inner loop, each with the effect from the beginning of the outer region. */
    private List<Exit> loop(Loop inner, Effect before) {
        Region region = region(inner);
        Effect own = snapshots.in(inner, lengthening.in(inner, levels.in(inner, withoutMade(inner, region.turn()))));
        turns.put(
                inner,
                new Turn(
                        own,
                        limits(inner, own),
                        region.exits().stream().anyMatch(leaving -> costsBeforeEnd(inner, leaving))));
        Formula passes = passes(inner);
        Map<Passes, Effect> passed = new HashMap<>();
        List<Exit> exits = new ArrayList<>();
        for (Exits leaving : region.exits()) {
            Position position = position(inner, leaving.edge());
            Formula full = position.isPassed() ? passes.minus(Formula.ONE).atLeastZero() : passes;
            Effect partial = leaving.partial().joined();
            boolean counted = isCounted(inner, position);
            if (!counted) {
                partial = partial.withIterations(partial.iterations().plus(Formula.ONE));
            }
            Passes times = new Passes(full, counted ? full : full.plus(Formula.ONE));
            Effect through = passed.computeIfAbsent(
                    times,
                    key -> before.then(repeated(inner, key.full(), key.begun()).branch(Effect.NOTHING)));
            exits.add(new Exit(leaving.edge(), through.then(partial)));
        }
        return exits;
    }

    private boolean costsBeforeEnd(Loop loop, Exits leaving) {
        Position position = position(loop, leaving.edge());
        return !position.isPassed()
                && !isCounted(loop, position)
                && !leaving.partial().joined().isNothing();
    }

    /** Whether no turn has begun that the exit would end. */
    private boolean isCounted(Loop loop, Position position) {
        LoopBound bound = bounds.get(loop);
        return position.atGuard() && bound != null && bound.headed() || position.beforeTurn();
    }

    private Way way(FlowEdge exit) {
        List<Position> positions = new ArrayList<>();
        for (Loop round = flow.loopOf(exit.from()); round != null; round = round.parent()) {
            positions.add(position(round, exit));
        }
        return new Way(exit.to(), positions);
    }

    private Position position(Loop loop, FlowEdge exit) {
        LoopBound bound = bounds.get(loop);
        int guard = bound == null ? -1 : bound.guard();
        return new Position(
                guard >= 0 && exit.from() == guard,
                guard >= 0 && flow.dominates(guard, exit.from()),
                isBeforeTurn(loop, exit));
    }

    /** Whether the loop's own condition leaves it, so that no turn has begun. */
    private boolean isBeforeTurn(Loop loop, FlowEdge exit) {
        Block.LoopSyntax syntax = loop.syntax();
        return syntax != null
                && exit.kind() != FlowEdge.Kind.EXCEPTION
                && flow.body().blocks().get(exit.from()).terminator() instanceof Terminator.Branch branch
                && syntax.isBeforeTurn(branch.line(), exit.from() == loop.header());
    }

    /** What lives in an object that each turn makes anew does not outlive the turn. */
    private Effect withoutMade(Loop loop, Effect turn) {
        return turn.renameContexts(context -> isMadeIn(loop, context) ? Optional.empty() : Optional.of(context));
    }

    private boolean isMadeIn(Loop loop, ContextId context) {
        if (context.head().equals(context.name())) {
            return false;
        }
        Expression.Local holder = new Expression.Local(context.head());
        long makings = flow.instructions(loop).stream()
                .filter(instruction -> instruction instanceof Instruction.Assign assign
                        && assign.target().equals(holder)
                        && assign.value() instanceof Expression.Result result
                        && engine.origins()
                                .call(procedure, result.call())
                                .target()
                                .name()
                                .equals("<init>"))
                .count();
        return makings > 0
                && makings == engine.origins().assigned(procedure, holder).size();
    }

    private Effect limited(Loop loop) {
        Turn turn = turns.get(loop);
        if (turn == null) {
            return Effect.NOTHING;
        }
        Effect effect = turn.effect();
        for (Map.Entry<ContextId, Pruning.Limit> limit : turn.limits().entrySet()) {
            ContextEffect context = effect.contexts().get(limit.getKey());
            if (context != null) {
                effect = effect.withContext(
                        limit.getKey(), context.within(limit.getValue().tokens()));
            }
        }
        return effect;
    }

    /**
     * All turns of a loop.
     *
     * @param full turns that are run in full
     * @param begun these, and one that leaves the loop where one does
     */
    private Effect repeated(Loop loop, Formula full, Formula begun) {
        Effect turn = limited(loop);
        CacheRates cache = scenario.caches().get(location(loop));
        Effect all = Snapshots.outside(cache == null ? turn.repeat(full) : turn.repeatCached(full, cache));
        return isUnchanged(loop) ? all : shared.before(loop, begun).then(all);
    }

    /** Whether the scenario leaves the requests of the loop as they are. */
    private boolean isUnchanged(Loop loop) {
        return scenario.hoisted().isEmpty()
                && !scenario.batches().containsKey(location(loop))
                && !scenario.caches().containsKey(location(loop));
    }

    private Map<ContextId, Pruning.Limit> limits(Loop loop, Effect turn) {
        if (turn.contexts().isEmpty()) {
            return Map.of();
        }
        Map<ContextId, Pruning.Limit> limits = new LinkedHashMap<>(pruning.in(procedure, flow, loop, this::adds));
        limited.in(procedure, flow.instructions(loop), this::effect).forEach(limits::putIfAbsent);
        limits.keySet().retainAll(turn.contexts().keySet());
        Formula window = scenario.windows().get(location(loop));
        for (ContextId context : turn.contexts().keySet()) {
            if (window != null) {
                limits.put(context, new Pruning.Limit(window, location(loop)));
                continue;
            }
            engine.contexts().expression(procedure, context).ifPresent(place -> {
                if (engine.windows().verdict(procedure, place) == Windows.Verdict.WINDOWED) {
                    limits.put(context, new Pruning.Limit(engine.windows().tokens(procedure, place), location(loop)));
                }
            });
        }
        return limits;
    }

    private boolean adds(Instruction instruction, ContextId context) {
        return effect(instruction)
                .contexts()
                .getOrDefault(context, ContextEffect.IDENTITY)
                .adds();
    }

    /** How often the loop's turn is run in full. */
    private Formula passes(Loop loop) {
        Formula cap = scenario.turns().get(location(loop));
        LoopBound bound = bounds.get(loop);
        if (bound != null && bound.passes() != null) {
            return cap == null ? bound.passes() : cap.min(bound.passes());
        }
        return cap == null ? Formula.of(turnsSymbol(location(loop))) : cap;
    }

    /** The symbol for the turns of a loop without a bound. */
    static Symbol turnsSymbol(SourceLocation location) {
        String file = location.file();
        String name = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
        return new Symbol(
                "turns of the loop at " + name + ":" + location.line(), Kind.COUNT, true, location.toString());
    }

    private SourceLocation location(Loop loop) {
        return Sites.locationOf(procedure, flow, loop);
    }

    // ---- blocks

    private Effect block(Block block, @Nullable Loop loop) {
        Effect effect = Effect.NOTHING;
        boolean unchanged = loop == null || isUnchanged(loop);
        for (Instruction instruction : block.instructions()) {
            Effect one = loop != null && !unchanged && instruction instanceof Instruction.Invoke call
                    ? shared.inTurn(loop, call)
                    : effect(instruction);
            effect = one.isNothing() ? effect : effect.then(one);
        }
        return effect;
    }

    private Effect effect(Instruction instruction) {
        return effects.computeIfAbsent(
                instruction,
                key -> instruction instanceof Instruction.Invoke call
                        ? calls.of(procedure, call)
                        : assigned((Instruction.Assign) instruction));
    }

    private Effect assigned(Instruction.Assign assign) {
        Effect held = engine.reach().concernsCosts(procedure) ? successors.of(assign) : Effect.NOTHING;
        return held.isNothing() ? replaced(assign) : held;
    }

    private Effect replaced(Instruction.Assign assign) {
        ContextId place = engine.reach().concernsCosts(procedure)
                ? engine.contexts()
                        .place(procedure, assign.target())
                        .map(ContextId::new)
                        .orElse(null)
                : null;
        if (place == null || !mayHoldContext(assign.value())) {
            return Effect.NOTHING;
        }
        Set<ContextId> carried = engine.contexts().of(procedure, assign.value());
        if (carried.contains(place)) {
            return Effect.of(place, ContextEffect.append(additions.of(procedure, assign.value(), place)));
        }
        boolean alias = !carried.isEmpty()
                && assign.target() instanceof Expression.Local local
                && !engine.contexts().of(procedure, local).contains(place);
        if (alias) {
            return Effect.NOTHING;
        }
        ContextEffect reset = ContextEffect.reset(engine.tokens().of(procedure, assign.value()));
        return Effect.of(place, isCallersObject(place) ? reset.branch(ContextEffect.IDENTITY) : reset);
    }

    /** A parameter that gets another value: what the caller handed over is still there. */
    private boolean isCallersObject(ContextId place) {
        Procedure root = procedure.root();
        return root.body().parameters().contains(place.name())
                && !engine.calls()
                        .isImmutable(Types.erasure(root.body().localTypes().getOrDefault(place.name(), "")));
    }

    private boolean mayHoldContext(Expression value) {
        return value instanceof Expression.Result
                || value instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT
                || value instanceof Expression.Field
                || value instanceof Expression.Null
                || value instanceof Expression.Constant constant && constant.value() instanceof String;
    }
}
