package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a visit of a node leaves in the state of its graph: the maps of updates that its code returns, path by path. */
final class StateUpdates {

    private static final int DEPTH = 8;
    private static final int MOST = 64;
    private static final Set<String> READS = Set.of("get", "getOrDefault", "containsKey", "isEmpty", "size");

    private final Engine engine;
    private final Map<Procedure, List<Update>> known = new HashMap<>();

    StateUpdates(Engine engine) {
        this.engine = engine;
    }

    /**
     * Code, with what it was called with.
     *
     * @param arguments values of its parameters by their names, where one call runs it
     * @param outer the code that a lambda stands in
     */
    record Frame(
            Procedure procedure,
            Map<String, Written> arguments,
            @Nullable Frame outer) {

        /** The frame of code round this one. */
        Frame of(Procedure round) {
            for (Frame at = this; at != null; at = at.outer) {
                if (at.procedure == round) {
                    return at;
                }
            }
            return new Frame(round, Map.of(), null);
        }
    }

    /**
     * A value.
     *
     * @param exit the block with which the code that writes it returns
     */
    record Written(Frame frame, Expression value, int exit) {}

    /**
     * What one path writes.
     *
     * @param exit the block with which the node's own code returns
     * @param values all that may be written under a key
     * @param sure the keys that are written whatever happens
     * @param complete whether nothing is written under other keys
     */
    record Update(int exit, Map<String, List<Written>> values, Set<String> sure, boolean complete) {

        static Update none(boolean complete) {
            return new Update(0, Map.of(), Set.of(), complete);
        }

        private Update at(int block) {
            return new Update(block, values, sure, complete);
        }

        /** This one, and then the other. */
        private Update then(Update later) {
            Map<String, List<Written>> all = new LinkedHashMap<>(values);
            later.values.forEach((key, written) -> {
                List<Written> both =
                        new ArrayList<>(later.sure.contains(key) ? List.of() : all.getOrDefault(key, List.of()));
                both.addAll(written);
                all.put(key, both);
            });
            Set<String> both = new LinkedHashSet<>(sure);
            both.addAll(later.sure);
            return new Update(exit, all, both, complete && later.complete);
        }
    }

    /** The updates of a node's code, one for each way through it that returns. */
    List<Update> of(Procedure node) {
        return known.computeIfAbsent(node, key -> returned(new Frame(key, Map.of(), null), DEPTH));
    }

    private List<Update> returned(Frame frame, int depth) {
        ControlFlow flow = engine.flows().of(frame.procedure());
        var reached = flow.reachable(0, edge -> !isExcluded(frame, edge));
        List<Update> found = new ArrayList<>();
        for (Block block : frame.procedure().body().blocks()) {
            if (reached.get(block.id()) && block.terminator() instanceof Terminator.Return end && end.value() != null) {
                maps(frame, block.id(), end.value(), depth).forEach(update -> found.add(update.at(block.id())));
            }
        }
        return found.size() > MOST ? List.of(Update.none(false)) : found;
    }

    /** Whether the arguments of the call say that control does not take the edge. */
    private static boolean isExcluded(Frame frame, FlowEdge edge) {
        Terminator end = frame.procedure().body().blocks().get(edge.from()).terminator();
        boolean test = edge.isOfTest();
        return test
                && end instanceof Terminator.Branch branch
                && decided(frame, branch.condition())
                        .filter(holds -> holds != (edge.kind() == FlowEdge.Kind.WHEN_TRUE))
                        .isPresent();
    }

    private static Optional<Boolean> decided(Frame frame, Expression condition) {
        if (condition instanceof Expression.Not not) {
            return decided(frame, not.operand()).map(holds -> !holds);
        }
        Written argument =
                condition instanceof Expression.Local local ? frame.arguments().get(local.name()) : null;
        return argument != null
                        && argument.value() instanceof Expression.Constant constant
                        && constant.value() instanceof Boolean holds
                ? Optional.of(holds)
                : Optional.empty();
    }

    // ---- maps

    private List<Update> maps(Frame frame, int exit, Expression value, int depth) {
        if (depth == 0) {
            return List.of(Update.none(false));
        } else if (value instanceof Expression.Cast cast) {
            return maps(frame, exit, cast.value(), depth);
        } else if (value instanceof Expression.Choice choice) {
            List<Update> both = new ArrayList<>(maps(frame, exit, choice.then(), depth));
            both.addAll(maps(frame, exit, choice.otherwise(), depth));
            return both;
        } else if (value instanceof Expression.Local local) {
            return held(frame, exit, local, depth);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(frame.procedure(), result.call());
            return made(frame, exit, call, depth).stream()
                    .flatMap(update -> later(frame, update, depth).stream())
                    .toList();
        }
        return List.of(Update.none(false));
    }

    private List<Update> held(Frame frame, int exit, Expression.Local local, int depth) {
        Written argument = frame.arguments().get(local.name());
        if (argument != null) {
            return maps(argument.frame(), argument.exit(), argument.value(), depth - 1);
        }
        List<Origin> assigned = engine.origins().assigned(frame.procedure(), local);
        if (assigned.size() != 1 || isHandedOn(frame.procedure(), local)) {
            return List.of(Update.none(false));
        }
        Frame home = frame.of(assigned.get(0).procedure());
        Update put = put(frame, exit, local);
        return maps(home, exit, assigned.get(0).expression(), depth - 1).stream()
                .map(update -> update.then(put))
                .toList();
    }

    /** Whether methods of the program may change what the local holds. */
    private boolean isHandedOn(Procedure procedure, Expression.Local local) {
        return engine.program().procedures().stream()
                .filter(one -> one.root() == procedure.root())
                .anyMatch(one -> engine.graph().calls(one).stream()
                        .anyMatch(call -> call.arguments().contains(local)
                                && !engine.calls().of(one, call).targets().isEmpty()));
    }

    /** What calls put into the map that the local holds; those that the exit is not behind may not have happened. */
    private Update put(Frame frame, int exit, Expression.Local local) {
        Map<String, List<Written>> values = new LinkedHashMap<>();
        Set<String> sure = new LinkedHashSet<>();
        boolean complete = true;
        Set<Instruction.Invoke> seen = new HashSet<>();
        for (Origins.Content content : engine.origins().contents(frame.procedure(), local)) {
            Instruction.Invoke call = content.call();
            if (call == null || !seen.add(call) || READS.contains(call.target().name())) {
                continue;
            }
            Procedure where = content.value().procedure();
            String key = call.arguments().size() == 2 && call.target().name().startsWith("put")
                    ? text(where, call.arguments().get(0))
                    : null;
            if (key == null) {
                complete = false;
                continue;
            }
            values.computeIfAbsent(key, absent -> new ArrayList<>())
                    .add(new Written(frame.of(where), call.arguments().get(1), exit));
            if (where == frame.procedure() && isBefore(where, call, exit)) {
                sure.add(key);
            }
        }
        return new Update(exit, values, sure, complete);
    }

    private boolean isBefore(Procedure procedure, Instruction.Invoke call, int exit) {
        return procedure.body().blocks().stream()
                .anyMatch(block -> block.instructions().contains(call)
                        && engine.flows().of(procedure).dominates(block.id(), exit));
    }

    private List<Update> made(Frame frame, int exit, Instruction.Invoke call, int depth) {
        CallMeaning meaning = engine.calls().of(frame.procedure(), call);
        String owner = call.target().owner();
        String name = call.target().name();
        List<Expression> arguments = call.arguments();
        if (!meaning.targets().isEmpty()) {
            return inlined(frame, exit, call, meaning.targets(), depth);
        } else if (owner.equals("java.util.Map") && name.equals("of") && arguments.size() % 2 == 0) {
            return List.of(pairs(frame, exit, arguments));
        } else if (owner.startsWith("java.util.") && name.equals("<init>") && isCapacity(arguments)) {
            return List.of(Update.none(true));
        } else if (arguments.size() != 1) {
            return List.of(Update.none(false));
        } else if (arguments.get(0) instanceof Expression.Lambda lambda) {
            return returned(function(frame, lambda), depth - 1);
        }
        // a copy, or something that only carries the map
        return maps(frame, exit, arguments.get(0), depth - 1);
    }

    private static boolean isCapacity(List<Expression> arguments) {
        return arguments.stream().allMatch(Expression.Constant.class::isInstance);
    }

    private Frame function(Frame frame, Expression.Lambda lambda) {
        return new Frame(engine.calls().lambda(frame.procedure(), lambda), Map.of(), frame);
    }

    private List<Update> inlined(Frame frame, int exit, Instruction.Invoke call, List<Procedure> targets, int depth) {
        List<Update> found = new ArrayList<>();
        for (Procedure target : targets) {
            Map<String, Written> arguments = new LinkedHashMap<>();
            List<String> parameters = target.body().parameters();
            for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
                arguments.put(
                        parameters.get(i), argument(frame, call.arguments().get(i), exit));
            }
            found.addAll(returned(new Frame(target, arguments, null), depth - 1));
        }
        return found.isEmpty() ? List.of(Update.none(false)) : found;
    }

    private static Written argument(Frame frame, Expression value, int exit) {
        Written handedOn =
                value instanceof Expression.Local local ? frame.arguments().get(local.name()) : null;
        return handedOn == null ? new Written(frame, value, exit) : handedOn;
    }

    private Update pairs(Frame frame, int exit, List<Expression> arguments) {
        Map<String, List<Written>> values = new LinkedHashMap<>();
        boolean complete = true;
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String key = text(frame.procedure(), arguments.get(i));
            if (key == null) {
                complete = false;
            } else {
                values.put(key, List.of(argument(frame, arguments.get(i + 1), exit)));
            }
        }
        return new Update(exit, values, values.keySet(), complete);
    }

    /** A value may be made by code that says in a map of its own what takes the value's place once it is there. */
    private List<Update> later(Frame frame, Update update, int depth) {
        boolean complete = true;
        for (Map.Entry<String, List<Written>> entry : update.values().entrySet()) {
            if (entry.getValue().size() != 1) {
                continue;
            }
            Written written = entry.getValue().get(0);
            for (Expression function : functions(written)) {
                List<Update> replacing = returned(function(written.frame(), (Expression.Lambda) function), depth - 1);
                complete &= replacing.stream().allMatch(Update::complete);
                if (replacing.stream().anyMatch(one -> one.values().containsKey(entry.getKey()))) {
                    return replacing.stream().map(update::then).toList();
                }
            }
        }
        return List.of(update.then(Update.none(complete)));
    }

    /** The functions that the call which makes the value is given. */
    private List<Expression> functions(Written written) {
        Procedure procedure = written.frame().procedure();
        Expression value = written.value() instanceof Expression.Local local
                ? engine.origins().only(procedure, local).orElse(local)
                : written.value();
        return value instanceof Expression.Result result
                ? engine.origins().call(procedure, result.call()).arguments().stream()
                        .filter(Expression.Lambda.class::isInstance)
                        .toList()
                : List.of();
    }

    /** The text that a value surely is. */
    private @Nullable String text(Procedure procedure, Expression value) {
        Set<String> names = engine.runs().graphs().names(procedure, value);
        String name = names.iterator().next();
        return names.size() > 1 || name.startsWith("?") || name.startsWith("#") ? null : name;
    }
}
