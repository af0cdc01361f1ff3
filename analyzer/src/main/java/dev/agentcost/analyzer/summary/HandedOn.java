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
import java.util.HashMap;
import java.util.HashSet;
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

    /**
     * A call within the recursion hands a context on.
     *
     * @param argument what is handed on
     * @param carried the contexts that are in it
     */
    private record Handing(Procedure caller, Held from, Held to, Expression argument, Set<ContextId> carried) {}

    private final Engine engine;
    private final Map<Procedure, Effect> once;
    private final Procedure site;
    private final Set<Held> used;
    private final List<Handing> handings;
    private final Map<Held, Set<Held>> same;
    private final Map<Held, ContextId> names;
    private final Map<Procedure, Map<ContextId, ContextId>> ownNames;

    /**
     * The contexts of a recursion.
     *
     * @param once what each of its procedures costs beside the calls within it
     * @param site the method whose names contexts are given, where it has some
     */
    HandedOn(Engine engine, Map<Procedure, Effect> once, Procedure site) {
        this.engine = engine;
        this.once = once;
        this.site = site;
        this.used = used(engine, once);
        this.handings = new ArrayList<>();
        this.same = new LinkedHashMap<>();
        this.names = new HashMap<>();
        this.ownNames = new HashMap<>();
        List<Procedure> callers =
                once.keySet().stream().filter(engine.reach()::concernsCosts).toList();
        Known known = new Known();
        used.forEach(known::add);
        int before = -1;
        while (before < known.size()) {
            before = known.size();
            handings.clear();
            callers.forEach(caller -> engine.graph().calls(caller).forEach(call -> addHandings(caller, call, known)));
        }
        Graph<Held, DefaultEdge> flow = new DefaultDirectedGraph<>(DefaultEdge.class);
        handings.forEach(handing -> Graphs.addEdgeWithVertices(flow, handing.from(), handing.to()));
        new KosarajuStrongConnectivityInspector<>(flow)
                .stronglyConnectedSets()
                .forEach(names -> names.forEach(one -> same.put(one, names)));
    }

    private HandedOn(HandedOn before, Map<Procedure, Effect> once) {
        this.engine = before.engine;
        this.once = once;
        this.site = before.site;
        this.used = before.used;
        this.handings = before.handings;
        this.same = before.same;
        this.names = before.names;
        this.ownNames = before.ownNames;
    }

    /** The same recursion where its procedures cost something else. */
    HandedOn with(Map<Procedure, Effect> other) {
        return used(engine, other).equals(used) ? new HandedOn(this, other) : new HandedOn(engine, other, site);
    }

    /** The contexts that the procedures themselves do something with. */
    private static Set<Held> used(Engine engine, Map<Procedure, Effect> once) {
        Set<Held> used = new LinkedHashSet<>();
        once.forEach((procedure, effect) ->
                effect.contexts().keySet().forEach(context -> used.add(held(engine, procedure, context))));
        return used;
    }

    /** Contexts by the method that has them, and by what their names begin with. */
    private static final class Known {

        private final Map<Procedure, Map<String, Set<ContextId>>> contexts = new HashMap<>();
        private int size;

        void add(Held held) {
            boolean isNew = contexts.computeIfAbsent(held.method(), key -> new HashMap<>())
                    .computeIfAbsent(held.context().head(), key -> new LinkedHashSet<>())
                    .add(held.context());
            size += isNew ? 1 : 0;
        }

        Set<ContextId> of(Procedure method, String head) {
            return contexts.getOrDefault(method, Map.of()).getOrDefault(head, Set.of());
        }

        int size() {
            return size;
        }
    }

    private void addHandings(Procedure caller, Instruction.Invoke call, Known known) {
        for (Procedure called : engine.calls().of(caller, call).targets()) {
            if (!once.containsKey(called)) {
                continue;
            }
            List<String> parameters = called.body().parameters();
            int given = Math.min(parameters.size(), call.arguments().size());
            for (int i = 0; i < given; i++) {
                Expression argument = call.arguments().get(i);
                Set<ContextId> carried = engine.contexts().of(caller, argument);
                for (ContextId context : contexts(called, parameters.get(i), known)) {
                    Set<ContextId> here = engine.contexts().outside(caller, call, called, context);
                    Set<ContextId> all = new LinkedHashSet<>(carried);
                    all.addAll(here);
                    for (ContextId from : here.isEmpty() ? carried : here) {
                        Held held = held(engine, caller, from);
                        known.add(held);
                        handings.add(new Handing(caller, held, held(engine, called, context), argument, all));
                    }
                }
            }
        }
    }

    /** The contexts that a method was given by a parameter, and uses or hands on itself. */
    private static Set<ContextId> contexts(Procedure method, String parameter, Known known) {
        Set<ContextId> found = new LinkedHashSet<>(Set.of(new ContextId(parameter)));
        found.addAll(known.of(method.root(), parameter));
        return found;
    }

    private static Held held(Engine engine, Procedure procedure, ContextId context) {
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

    /** What a procedure costs, with one name for each context that comes back. */
    Effect named(Procedure procedure, Effect effect) {
        return effect.renameContexts(context -> Optional.of(name(held(engine, procedure, context))));
    }

    /** What a procedure's calls within the recursion add to the contexts that come back, with the same names. */
    Effect added(Procedure caller) {
        Effect found = Effect.NOTHING;
        for (Handing handing : handings) {
            if (handing.caller() == caller
                    && same.getOrDefault(handing.from(), Set.of()).contains(handing.to())) {
                Formula added = added(caller, handing.argument(), handing.carried());
                if (!added.isZero()) {
                    found = found.branch(Effect.of(name(handing.to()), ContextEffect.append(added)));
                }
            }
        }
        return found;
    }

    /** Whether all that has the name is what each activation makes anew, or is given by a method that does. */
    boolean isNew(ContextId name) {
        List<Held> held = used.stream().filter(one -> name(one).equals(name)).toList();
        return !held.isEmpty() && held.stream().allMatch(one -> isNew(one, new HashSet<>()));
    }

    private boolean isNew(Held held, Set<Held> asked) {
        int parameter = held.method().body().parameters().indexOf(held.context().head());
        if (parameter < 0) {
            return isMade(held);
        }
        return asked.add(held)
                && once.keySet().stream()
                        .allMatch(caller -> engine.graph().calls(caller).stream()
                                .filter(call -> engine.calls()
                                        .of(caller, call)
                                        .targets()
                                        .contains(held.method()))
                                .allMatch(call -> parameter < call.arguments().size()
                                        && isNew(caller, call.arguments().get(parameter), held, asked)));
    }

    /** Whether a context is in an object that the method makes of nothing that it was given. */
    private boolean isMade(Held held) {
        List<Origin> assigned = engine.origins()
                .assigned(held.method(), new Expression.Local(held.context().head()));
        return !assigned.isEmpty()
                && assigned.stream()
                        .allMatch(value -> value.expression() instanceof Expression.Result result
                                && engine.origins()
                                        .call(value.procedure(), result.call())
                                        .target()
                                        .name()
                                        .equals("<init>")
                                && engine.contexts()
                                        .of(value.procedure(), value.expression())
                                        .isEmpty());
    }

    /** Whether a call hands on nothing that was there when the activation began. */
    private boolean isNew(Procedure caller, Expression argument, Held to, Set<Held> asked) {
        return handings.stream()
                .filter(handing -> handing.caller() == caller
                        && handing.to().equals(to)
                        && handing.argument().equals(argument))
                .allMatch(handing -> isNew(handing.from(), new HashSet<>(asked)));
    }

    /** What has these names, with those that a procedure itself has. */
    Effect seenBy(Procedure procedure, Effect effect) {
        Map<ContextId, ContextId> own = ownNames.computeIfAbsent(procedure.root(), this::ownNames);
        return effect.renameContexts(context -> Optional.of(own.getOrDefault(context, context)));
    }

    private Map<ContextId, ContextId> ownNames(Procedure method) {
        Map<ContextId, ContextId> own = new HashMap<>();
        same.keySet().stream()
                .filter(held -> held.method() == method)
                .sorted(Comparator.comparing(Held::context))
                .forEach(held -> own.putIfAbsent(name(held), held.context()));
        return own;
    }

    private ContextId name(Held held) {
        return names.computeIfAbsent(
                held,
                key -> same.getOrDefault(key, Set.of(key)).stream()
                        .min(Comparator.comparing((Held one) -> one.method() != site.root())
                                .thenComparing(one -> one.method().key())
                                .thenComparing(Held::context))
                        .map(Held::context)
                        .orElse(key.context()));
    }
}
