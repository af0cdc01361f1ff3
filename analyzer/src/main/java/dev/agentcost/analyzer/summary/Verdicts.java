package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.KnownLocals;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the answer of a test that is a method of its own tells: {@code shouldContinue(turn)} is true only below a limit. */
final class Verdicts {

    /** Places with what is known there that are looked at; a method with more is no plain test. */
    private static final int PLACES = 400;

    private final Calls calls;
    private final Flows flows;
    private final Inlining inlining;
    private final Mutations mutations;

    Verdicts(Calls calls, Flows flows, Inlining inlining, Mutations mutations) {
        this.calls = calls;
        this.flows = flows;
        this.inlining = inlining;
        this.mutations = mutations;
    }

    private record Place(int block, KnownLocals known) {}

    /** Conditions in terms of the caller that all hold where the call has given the answer. */
    List<Expression> of(Procedure caller, Instruction.Invoke call, boolean answer) {
        List<Procedure> targets = calls.of(caller, call).targets();
        if (targets.size() != 1 || targets.get(0).isLambda() || mutations.writesAnything(targets.get(0))) {
            return List.of();
        }
        Procedure test = targets.get(0);
        List<Expression> found = new ArrayList<>();
        for (Demands.Demand demand : demanded(flows.of(test), answer)) {
            inlining.inTermsOf(test, demand.condition(), call)
                    .map(value -> demand.holds() ? value : new Expression.Not(value))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Conditions that all must be met for a method to return the answer. */
    static List<Demands.Demand> demanded(ControlFlow flow, boolean answer) {
        Set<Expression> given = values(flow, answer, null);
        List<Demands.Demand> found = new ArrayList<>();
        if (given.isEmpty()) {
            return found;
        }
        if (given.size() == 1) {
            found.add(new Demands.Demand(given.iterator().next(), answer));
        }
        for (Block block : flow.body().blocks()) {
            if (block.terminator() instanceof Terminator.Branch branch && flow.loopOf(block.id()) == null) {
                for (FlowEdge edge : flow.outgoing(block.id())) {
                    boolean side = edge.kind() == FlowEdge.Kind.WHEN_TRUE;
                    if (edge.kind() != FlowEdge.Kind.EXCEPTION
                            && values(flow, answer, edge).isEmpty()) {
                        found.add(new Demands.Demand(branch.condition(), side));
                    }
                }
            }
        }
        found.removeIf(demand -> demand.condition() instanceof Expression.Constant);
        return found;
    }

    /** What may be returned as the answer, by ways that do not take the edge. */
    private static Set<Expression> values(ControlFlow flow, boolean answer, @Nullable FlowEdge without) {
        Set<Expression> found = new LinkedHashSet<>();
        Set<Place> seen = new LinkedHashSet<>();
        Deque<Place> work = new ArrayDeque<>();
        work.add(new Place(0, KnownLocals.nothing(field -> false)));
        while (!work.isEmpty() && seen.size() < PLACES) {
            Place place = work.pop();
            if (!seen.add(place)) {
                continue;
            }
            Block block = flow.body().blocks().get(place.block());
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                Expression value = place.known().atEnd(block).value(end.value());
                if (!new Expression.Constant(!answer).equals(value)) {
                    found.add(value == null ? end.value() : value);
                }
            }
            for (FlowEdge edge : flow.outgoing(place.block())) {
                Optional<KnownLocals> along =
                        edge == without ? Optional.empty() : place.known().along(block, edge);
                along.ifPresent(known -> work.push(new Place(edge.to(), known)));
            }
        }
        if (!work.isEmpty()) {
            // not all ways were looked at
            found.add(new Expression.Opaque("another way"));
        }
        return found;
    }
}
