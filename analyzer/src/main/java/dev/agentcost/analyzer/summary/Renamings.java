package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the contexts of a called procedure are where it is called: the same under every scenario. */
final class Renamings {

    /**
     * One context, as the caller sees it.
     *
     * @param changed what the call changes; empty where it dies with the call or the call works on a copy
     * @param sent what is sent with it: a value may carry several contexts, of which the call changes the first
     * @param beside tokens of the argument that are in no context
     */
    record Outside(Optional<ContextId> changed, List<ContextId> sent, Formula beside) {}

    private record Target(Procedure procedure, ContextId inside) {}

    private final Engine engine;
    private final Map<Instruction.Invoke, Map<Target, Outside>> known = new IdentityHashMap<>();

    Renamings(Engine engine) {
        this.engine = engine;
    }

    /** What the context of the target is to the caller. */
    Outside of(Procedure caller, Instruction.Invoke call, Procedure target, ContextId inside) {
        return known.computeIfAbsent(call, key -> new HashMap<>())
                .computeIfAbsent(new Target(target, inside), key -> find(caller, call, target, inside));
    }

    private Outside find(Procedure caller, Instruction.Invoke call, Procedure target, ContextId inside) {
        Contexts contexts = engine.contexts();
        List<ContextId> outside = List.copyOf(contexts.outside(caller, call, target, inside));
        // what an element of a collection keeps of its own does not make the collection grow, nor does what a copy of
        // it gets
        boolean unchanged = contexts.isCalledOnPart(caller, call) && Contexts.isOwnState(inside)
                || contexts.isCopiedIn(caller, call, target, inside);
        Optional<ContextId> changed =
                unchanged ? Optional.empty() : outside.stream().findFirst();
        List<ContextId> sent = changed.isPresent() ? outside.subList(1, outside.size()) : outside;
        int parameter = target.body().parameters().indexOf(inside.name());
        Formula beside = parameter >= 0 && parameter < call.arguments().size()
                ? engine.beside().of(caller, call.arguments().get(parameter))
                : Formula.ZERO;
        return new Outside(changed, sent, beside);
    }
}
