package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * What the activations of one recursion hand each other. A context that comes back to where it was given, by whatever names the
 * methods on the way know it, is one: what any of them puts behind it, the next activation starts with.
 */
final class HandedOn {

    /** A context as the method knows it whose local, parameter or field it is. */
    private record Held(Procedure method, ContextId context) {}

    /** A call within the recursion hands a context on, with so many tokens behind it. */
    private record Handing(Procedure caller, Held from, Held to, Formula added) {}

    private final Engine engine;
    private final Map<Procedure, Effect> once;
    private final Set<Held> known = new LinkedHashSet<>();
    private final List<Handing> handings = new ArrayList<>();
    private final Map<Held, Set<Held>> same = new LinkedHashMap<>();

    /**
     * The contexts of a recursion.
     *
     * @param once what each of its procedures costs beside the calls within it
     */
    HandedOn(Engine engine, Map<Procedure, Effect> once) {
        this.engine = engine;
        this.once = once;
        once.forEach((procedure, effect) ->
                effect.contexts().keySet().forEach(context -> known.add(held(procedure, context))));
        List<Procedure> callers =
                once.keySet().stream().filter(engine.reach()::concernsCosts).toList();
        int before = -1;
        while (before < known.size()) {
            before = known.size();
            handings.clear();
            callers.forEach(caller -> engine.graph().calls(caller).forEach(call -> addHandings(caller, call)));
        }
        Graph<Held, DefaultEdge> flow = new DefaultDirectedGraph<>(DefaultEdge.class);
        handings.forEach(handing -> Graphs.addEdgeWithVertices(flow, handing.from(), handing.to()));
        new KosarajuStrongConnectivityInspector<>(flow)
                .stronglyConnectedSets()
                .forEach(names -> names.forEach(one -> same.put(one, names)));
    }

    private void addHandings(Procedure caller, Instruction.Invoke call) {
        for (Procedure called : engine.calls().of(caller, call).targets()) {
            if (!once.containsKey(called)) {
                continue;
            }
            List<String> parameters = called.body().parameters();
            int given = Math.min(parameters.size(), call.arguments().size());
            for (int i = 0; i < given; i++) {
                Expression argument = call.arguments().get(i);
                Set<ContextId> carried = engine.contexts().of(caller, argument);
                for (ContextId context : contexts(called, parameters.get(i))) {
                    Set<ContextId> here = engine.contexts().outside(caller, call, called, context);
                    Set<ContextId> all = new LinkedHashSet<>(carried);
                    all.addAll(here);
                    Formula added = added(caller, argument, all);
                    for (ContextId from : here.isEmpty() ? carried : here) {
                        known.add(held(caller, from));
                        handings.add(new Handing(caller, held(caller, from), held(called, context), added));
                    }
                }
            }
        }
    }

    /** The contexts that a method was given by a parameter, and uses or hands on itself. */
    private Set<ContextId> contexts(Procedure method, String parameter) {
        Set<ContextId> found = new LinkedHashSet<>(Set.of(new ContextId(parameter)));
        known.stream()
                .filter(held ->
                        held.method() == method.root() && held.context().head().equals(parameter))
                .forEach(held -> found.add(held.context()));
        return found;
    }

    private Held held(Procedure procedure, ContextId context) {
        return new Held(engine.contexts().captured(procedure, context).orElse(procedure.root()), context);
    }

    /** What the method puts into its own copies of what it was given, and what it appends to a text. */
    private Formula added(Procedure caller, Expression argument, Set<ContextId> carried) {
        Formula sum = Formula.ZERO;
        if (argument instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            sum = engine.tokens().of(caller, binary.right());
        }
        for (ContextId context : carried) {
            ContextEffect effect =
                    once.getOrDefault(caller, Effect.NOTHING).contexts().get(context);
            if (effect != null
                    && Contexts.isLocal(caller, context)
                    && engine.contexts().captured(caller, context).isEmpty()) {
                sum = sum.plus(effect.grown())
                        .plus(effect.replaced().minus(copied(caller, context)).atLeastZero());
            }
        }
        return sum;
    }

    /** What a local that begins as a copy holds before anything is put behind it. */
    private Formula copied(Procedure caller, ContextId context) {
        List<Origin> assigned = engine.origins().assigned(caller, new Expression.Local(context.name()));
        if (assigned.size() != 1 || assigned.get(0).procedure() != caller) {
            return Formula.ZERO;
        }
        Expression value = assigned.get(0).expression();
        return engine.contexts().of(caller, value).isEmpty()
                ? Formula.ZERO
                : engine.tokens().of(caller, value);
    }

    /** What a procedure costs, with one name for each context that comes back: the one in the given method, where it has one. */
    Effect named(Procedure procedure, Effect effect, Procedure method) {
        return effect.renameContexts(context -> Optional.of(name(held(procedure, context), method)));
    }

    /** What a procedure's calls within the recursion add to the contexts that come back, with the same names. */
    Effect added(Procedure caller, Procedure method) {
        Effect found = Effect.NOTHING;
        for (Handing handing : handings) {
            if (handing.caller() == caller
                    && !handing.added().isZero()
                    && same.getOrDefault(handing.from(), Set.of()).contains(handing.to())) {
                found = found.branch(Effect.of(name(handing.to(), method), ContextEffect.append(handing.added())));
            }
        }
        return found;
    }

    /** What has these names, with those that a procedure itself has. */
    Effect seenBy(Procedure procedure, Effect effect, Procedure method) {
        Map<ContextId, ContextId> own = new LinkedHashMap<>();
        same.keySet().stream()
                .filter(held -> held.method() == procedure.root())
                .sorted(Comparator.comparing(Held::context))
                .forEach(held -> own.putIfAbsent(name(held, method), held.context()));
        return effect.renameContexts(context -> Optional.of(own.getOrDefault(context, context)));
    }

    private ContextId name(Held held, Procedure method) {
        return same.getOrDefault(held, Set.of(held)).stream()
                .min(Comparator.comparing((Held one) -> one.method() != method.root())
                        .thenComparing(one -> one.method().key())
                        .thenComparing(Held::context))
                .map(Held::context)
                .orElse(held.context());
    }
}
