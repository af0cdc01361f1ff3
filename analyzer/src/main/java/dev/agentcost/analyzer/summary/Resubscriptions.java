package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often the stages of lazy pipelines run: once for each subscription, and again for each repetition and retry further down
 * the chain.
 */
final class Resubscriptions {

    /** How the result of a call is written in an instruction. */
    private static final Pattern RESULT = Pattern.compile("Result\\[call=(\\d+)]");

    private final Engine engine;
    private final Repetitions repetitions;
    private final Map<Procedure, Map<Integer, Formula>> known = new HashMap<>();

    Resubscriptions(Engine engine, Repetitions repetitions) {
        this.engine = engine;
        this.repetitions = repetitions;
    }

    /** How often what the call makes lazily is run in all; one where it is not said otherwise. */
    Formula of(Procedure procedure, Instruction.Invoke call) {
        Map<Integer, Formula> times = known.get(procedure);
        if (times == null) {
            times = find(procedure);
            known.put(procedure, times);
        }
        return times.getOrDefault(call.id(), Formula.ONE);
    }

    private Map<Integer, Formula> find(Procedure procedure) {
        Map<Integer, Formula> times = new HashMap<>();
        Map<Integer, Integer> subscribed = new HashMap<>();
        for (Instruction.Invoke call : engine.graph().calls(procedure)) {
            CallMeaning meaning = engine.calls().of(procedure, call);
            MethodRow row = meaning.row();
            Runs runs = row == null ? null : row.runs();
            if (row == null || runs == null || call.receiver() == null) {
                continue;
            }
            if (runs.upstream()) {
                Formula again = repetitions.times(procedure, meaning, runs);
                above(procedure, call).forEach(id -> times.merge(id, again, Formula::times));
            } else if (row.terminal() && !runs.lazy()) {
                above(procedure, call).forEach(id -> subscribed.merge(id, 1, Integer::sum));
            }
        }
        subscribed.forEach((id, count) -> {
            if (count > 1) {
                times.merge(id, Formula.of(count), Formula::times);
            }
        });
        addDiscarded(procedure, times);
        return times;
    }

    /** A pipeline that nobody keeps and nobody subscribes to runs never. */
    private void addDiscarded(Procedure procedure, Map<Integer, Formula> times) {
        List<Instruction.Invoke> lazy = engine.graph().calls(procedure).stream()
                .filter(call -> isLazy(procedure, call))
                .toList();
        Map<Integer, Integer> uses = lazy.isEmpty() ? Map.of() : uses(procedure);
        for (Instruction.Invoke last : lazy) {
            Instruction.Invoke at = last;
            // nothing mentions the result but the chain that has been looked at
            while (isLazy(procedure, at) && uses.getOrDefault(at.id(), 0) <= (at == last ? 0 : 1)) {
                times.put(at.id(), Formula.ZERO);
                if (!(at.receiver() instanceof Expression.Result before)) {
                    break;
                }
                at = engine.origins().call(procedure, before.call());
            }
        }
    }

    private boolean isLazy(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = engine.calls().of(procedure, call).row();
        return row != null
                && row.runs() != null
                && row.runs().lazy()
                && row.runs().kind() != Runs.Kind.FRAMEWORK;
    }

    /** How many instructions and terminators mention the result of each call. */
    private static Map<Integer, Integer> uses(Procedure procedure) {
        Map<Integer, Integer> uses = new HashMap<>();
        for (Block block : procedure.body().blocks()) {
            Stream.concat(block.instructions().stream(), Stream.of(block.terminator()))
                    .forEach(part -> RESULT.matcher(part.toString())
                            .results()
                            .map(result -> Integer.valueOf(result.group(1)))
                            .distinct()
                            .forEach(id -> uses.merge(id, 1, Integer::sum)));
        }
        return uses;
    }

    /** The calls that the receiver of the call was made by, in the same procedure, and by the pipelines that were put into it. */
    private Set<Integer> above(Procedure procedure, Instruction.Invoke call) {
        Set<Integer> found = new HashSet<>();
        if (call.receiver() != null) {
            collect(procedure, call.receiver(), found);
        }
        return found;
    }

    private void collect(Procedure procedure, Expression value, Set<Integer> found) {
        Expression made = value instanceof Expression.Local local
                ? engine.origins().only(procedure, local).orElse(value)
                : value;
        if (!(made instanceof Expression.Result result)) {
            return;
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        MethodRow row = engine.calls().of(procedure, call).row();
        boolean lazy =
                row != null && (row.runs() != null && row.runs().lazy() || row.context() == ContextOperation.CARRY);
        boolean eager = row != null
                && row.modelCall() != null
                && (row.runs() == null || !row.runs().lazy());
        if (row == null || eager || !found.add(call.id())) {
            return;
        }
        if (call.receiver() != null) {
            collect(procedure, call.receiver(), found);
        }
        if (lazy) {
            call.arguments().forEach(argument -> collect(procedure, argument, found));
        }
    }
}
