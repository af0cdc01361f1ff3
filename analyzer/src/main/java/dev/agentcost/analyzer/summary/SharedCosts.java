package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Scenario;
import java.math.BigDecimal;
import java.util.function.Function;

/**
 * What the requests of a loop have in common, which a scenario lets be paid less often than in each turn: a request that is the
 * same once, the request and what each sends in the same words once for a batch of turns, a prefix for a cache's price. Such a part
 * is taken out of the turn and paid before the loop. Only requests that stand in the loop itself are looked at.
 */
final class SharedCosts {

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final CallEffects calls;
    private final Scenario scenario;

    SharedCosts(Engine engine, Procedure procedure, ControlFlow flow, CallEffects calls, Scenario scenario) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = flow;
        this.calls = calls;
        this.scenario = scenario;
    }

    /** What is left of the call's effect in each turn of the loop that it stands in. */
    Effect inTurn(Loop loop, Instruction.Invoke call) {
        Effect whole = calls.of(procedure, call);
        if (isHoisted(call)) {
            return Effect.NOTHING;
        }
        CostVector elsewhere =
                batched(loop, call).plus(cached(loop, call, rates -> BigDecimal.ONE.subtract(rates.read())));
        return elsewhere.isZero() ? whole : whole.withCost(minus(whole.cost(), elsewhere));
    }

    /** What is paid before the loop in the place of what its turns leave out. */
    Effect before(Loop loop, Formula turns) {
        Effect sum = Effect.NOTHING;
        for (Instruction.Invoke call : calls(loop)) {
            if (isHoisted(call)) {
                sum = sum.then(calls.of(procedure, call));
                continue;
            }
            CostVector once = cached(loop, call, rates -> rates.write().subtract(rates.read()));
            Long batch = scenario.batches().get(Sites.locationOf(procedure, flow, loop));
            if (batch != null) {
                once = once.plus(batched(loop, call).times(turns.ceilDividedBy(batch)));
            }
            sum = sum.then(Effect.of(once));
        }
        return sum;
    }

    private Iterable<Instruction.Invoke> calls(Loop loop) {
        return flow.body().blocks().stream()
                .filter(block -> flow.loopOf(block.id()) == loop)
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast)::iterator;
    }

    private boolean isHoisted(Instruction.Invoke call) {
        return scenario.hoisted().contains(procedure.at(call.line(), call.column()));
    }

    private CostVector batched(Loop loop, Instruction.Invoke call) {
        return scenario.batches().containsKey(Sites.locationOf(procedure, flow, loop))
                ? shared(loop, call)
                : CostVector.ZERO;
    }

    /** A part of the dollars for what each turn's request begins with. */
    private CostVector cached(Loop loop, Instruction.Invoke call, Function<CacheRates, BigDecimal> part) {
        CacheRates rates = scenario.caches().get(Sites.locationOf(procedure, flow, loop));
        return rates == null
                ? CostVector.ZERO
                : CostVector.of(
                        Dimension.DOLLARS,
                        shared(loop, call).get(Dimension.DOLLARS).times(Formula.of(part.apply(rates))));
    }

    private CostVector shared(Loop loop, Instruction.Invoke call) {
        Sameness sameness = new Sameness(engine, procedure, loop);
        return calls.shared(procedure, call, sameness::isSame);
    }

    private static CostVector minus(CostVector cost, CostVector part) {
        return cost.plus(part.map(amount -> Formula.ZERO.minus(amount)));
    }
}
