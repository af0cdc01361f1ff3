package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which edges of a graph the code that chooses them may take after an update of the state. */
final class StateConditions {

    private static final int WRAPPERS = 6;

    /** Calls that hand on what is in an {@code Optional} or a box. */
    private static final Set<String> UNWRAPPING =
            Set.of("get", "orElse", "orElseGet", "orElseThrow", "intValue", "longValue", "booleanValue", "toString");

    private final Engine engine;

    StateConditions(Engine engine) {
        this.engine = engine;
    }

    /** Whether one of the edges may be taken after the update. */
    boolean mayTake(List<DeclaredGraphs.Edge> edges, StateUpdates.Update update) {
        return edges.stream()
                .anyMatch(edge -> edge.chooser().isEmpty()
                        || deciding(edge).isEmpty()
                        || deciding(edge).stream()
                                .anyMatch(chooser ->
                                        !choices(chooser, edge.label(), update).isEmpty()));
    }

    /** The code that decides on an edge. */
    List<Procedure> deciding(DeclaredGraphs.Edge edge) {
        return behind(edge.chooser());
    }

    /** The code that a library runs: a method reference only hands on what its method returns. */
    List<Procedure> behind(List<LibraryRuns.Run> runs) {
        return runs.stream()
                .flatMap(run -> run.meaning().targets().stream())
                .flatMap(code -> {
                    List<Procedure> behind = handedOn(code);
                    return behind.isEmpty() ? Stream.of(code) : behind.stream();
                })
                .toList();
    }

    private List<Procedure> handedOn(Procedure code) {
        boolean only = code.isLambda() && code.body().blocks().size() == 1;
        return only
                        && code.body().blocks().get(0).terminator() instanceof Terminator.Return end
                        && end.value() instanceof Expression.Result result
                ? engine.calls()
                        .of(code, engine.origins().call(code, result.call()))
                        .targets()
                : List.of();
    }

    /**
     * A way on which code returns.
     *
     * @param conditions what {@code test ? one : other} asks for there, with how it comes out
     */
    record Way(int block, Expression value, Map<Expression, Boolean> conditions) {}

    private static List<Way> ways(Procedure procedure) {
        List<Way> found = new ArrayList<>();
        for (Block block : procedure.body().blocks()) {
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                addWays(block.id(), end.value(), Map.of(), found);
            }
        }
        return found;
    }

    private static void addWays(int block, Expression value, Map<Expression, Boolean> conditions, List<Way> found) {
        if (value instanceof Expression.Choice choice) {
            Map<Expression, Boolean> then = new LinkedHashMap<>(conditions);
            then.put(choice.test(), true);
            addWays(block, choice.then(), then, found);
            Map<Expression, Boolean> otherwise = new LinkedHashMap<>(conditions);
            otherwise.put(choice.test(), false);
            addWays(block, choice.otherwise(), otherwise, found);
        } else {
            found.add(new Way(block, value, conditions));
        }
    }

    /** The ways on which the label of an edge is returned, or what may be it, after the update. */
    List<Way> choices(Procedure chooser, String label, StateUpdates.Update update) {
        return ways(chooser).stream()
                .filter(way -> mayBe(chooser, way.value(), label, update))
                .filter(way -> !isExcluded(chooser, way, update))
                .toList();
    }

    private boolean mayBe(Procedure chooser, Expression value, String label, StateUpdates.Update update) {
        return values(chooser, value, update).stream().anyMatch(name -> name.equals(label) || name.startsWith("?"));
    }

    /** Whether a test that must have come out otherwise stands before the block. */
    private boolean isExcluded(Procedure chooser, Way way, StateUpdates.Update update) {
        boolean otherwise = way.conditions().entrySet().stream()
                .anyMatch(condition -> decided(chooser, condition.getKey(), update, WRAPPERS)
                        .filter(holds -> !holds.equals(condition.getValue()))
                        .isPresent());
        if (otherwise) {
            return true;
        }
        ControlFlow flow = engine.flows().of(chooser);
        for (Block candidate : chooser.body().blocks()) {
            if (candidate.terminator() instanceof Terminator.Branch branch) {
                Optional<Boolean> holds = decided(chooser, branch.condition(), update, WRAPPERS);
                if (holds.isPresent()
                        && leadsTo(flow, holds.get() ? branch.whenFalse() : branch.whenTrue(), way.block())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether control comes to the block only by this side of a branch. */
    static boolean leadsTo(ControlFlow flow, int side, int block) {
        return flow.incoming(side).size() == 1 && flow.dominates(side, block);
    }

    // ---- tests of what was written

    private Optional<Boolean> decided(Procedure chooser, Expression condition, StateUpdates.Update update, int depth) {
        if (depth == 0) {
            return Optional.empty();
        } else if (condition instanceof Expression.Not not) {
            return decided(chooser, not.operand(), update, depth - 1).map(holds -> !holds);
        } else if (condition instanceof Expression.Binary binary) {
            return equal(chooser, binary.left(), binary.right(), update).flatMap(same -> switch (binary.operator()) {
                case EQUAL -> Optional.of(same);
                case NOT_EQUAL -> Optional.of(!same);
                default -> Optional.empty();
            });
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(chooser, result.call());
            Optional<Boolean> known = called(chooser, call, update);
            return known.isPresent() ? known : truth(chooser, condition, update);
        } else if (condition instanceof Expression.Local local && key(chooser, local) == null) {
            return engine.origins().only(chooser, local).flatMap(only -> decided(chooser, only, update, depth - 1));
        }
        return truth(chooser, condition, update);
    }

    private Optional<Boolean> called(Procedure chooser, Instruction.Invoke call, StateUpdates.Update update) {
        Expression receiver = call.receiver();
        String name = call.target().name();
        if (receiver != null && name.equals("equals") && call.arguments().size() == 1) {
            return equal(chooser, receiver, call.arguments().get(0), update);
        }
        boolean presence = name.equals("isEmpty") || name.equals("isPresent");
        String key = receiver == null || !presence || !isOptional(chooser, receiver) ? null : key(chooser, receiver);
        return key != null && update.sure().contains(key) && !mayBeNull(key, update)
                ? Optional.of(name.equals("isPresent"))
                : Optional.empty();
    }

    /** A text or list that is empty is another matter. */
    private boolean isOptional(Procedure chooser, Expression value) {
        String type = value instanceof Expression.Local local
                ? chooser.body().localTypes().getOrDefault(local.name(), "")
                : value instanceof Expression.Result result
                        ? engine.origins().call(chooser, result.call()).target().returnType()
                        : "";
        return type.startsWith("java.util.Optional");
    }

    private static boolean mayBeNull(String key, StateUpdates.Update update) {
        return update.values().getOrDefault(key, List.of()).stream()
                .anyMatch(written -> !(written.value() instanceof Expression.Constant)
                        && !(written.value() instanceof Expression.Field));
    }

    private Optional<Boolean> truth(Procedure chooser, Expression value, StateUpdates.Update update) {
        return equal(chooser, value, new Expression.Constant(true), update);
    }

    private Optional<Boolean> equal(Procedure chooser, Expression one, Expression other, StateUpdates.Update update) {
        Set<String> left = values(chooser, one, update);
        Set<String> right = values(chooser, other, update);
        boolean known = left.stream().noneMatch(name -> name.startsWith("?"))
                && right.stream().noneMatch(name -> name.startsWith("?"));
        // a field's name tells it from another constant of its type, and not what it holds
        boolean alike = Stream.concat(left.stream(), right.stream())
                        .map(name -> name.startsWith("#"))
                        .distinct()
                        .count()
                == 1;
        if (!known || !alike) {
            return Optional.empty();
        }
        if (left.size() == 1 && left.equals(right)) {
            return Optional.of(true);
        }
        return left.stream().noneMatch(right::contains) ? Optional.of(false) : Optional.empty();
    }

    /** What the value may be, as texts: one that begins with {@code ?} stands for any. */
    private Set<String> values(Procedure procedure, Expression value, StateUpdates.Update update) {
        String key = key(procedure, value);
        if (key == null) {
            return constants(procedure, value);
        }
        if (!update.sure().contains(key)) {
            return Set.of("?");
        }
        Set<String> found = new LinkedHashSet<>();
        for (StateUpdates.Written written : update.values().getOrDefault(key, List.of())) {
            found.addAll(written(written));
        }
        return found;
    }

    private Set<String> constants(Procedure procedure, Expression value) {
        if (value instanceof Expression.Field boxed && boxed.owner().equals("java.lang.Boolean")) {
            return Set.of(boxed.name().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Expression.Constant constant && constant.value() instanceof Boolean truth) {
            return Set.of(truth.toString());
        }
        if (value instanceof Expression.Field field && field.receiver() != null) {
            return Set.of("?");
        }
        return engine.runs().graphs().names(procedure, value);
    }

    private Set<String> written(StateUpdates.Written written) {
        Procedure procedure = written.frame().procedure();
        if (written.value() instanceof Expression.Choice choice) {
            Set<String> both = new LinkedHashSet<>(constants(procedure, choice.then()));
            both.addAll(constants(procedure, choice.otherwise()));
            return both;
        }
        return constants(procedure, written.value());
    }

    // ---- what is read

    /** The key of the state that a value was read under in code that is given the state; null for any other value. */
    @Nullable
    String key(Procedure procedure, Expression value) {
        return key(procedure, value, false, WRAPPERS);
    }

    /** @param own whether the code is a method of the state's own type */
    private @Nullable String key(Procedure procedure, Expression value, boolean own, int depth) {
        if (depth == 0) {
            return null;
        } else if (value instanceof Expression.Local local) {
            List<Origin> assigned = engine.origins().assigned(procedure, local);
            return assigned.size() == 1
                    ? key(assigned.get(0).procedure(), assigned.get(0).expression(), own, depth - 1)
                    : null;
        } else if (value instanceof Expression.Cast cast) {
            return key(procedure, cast.value(), own, depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            Expression receiver = call.receiver();
            if (isGiven(procedure, receiver, own)
                    || call.arguments().stream().anyMatch(argument -> isGiven(procedure, argument, own))) {
                return read(procedure, call, depth);
            }
            boolean unwraps = UNWRAPPING.contains(call.target().name());
            return receiver == null || !unwraps ? null : key(procedure, receiver, own, depth - 1);
        }
        return null;
    }

    /** The key that a call on the state names, or that a getter of the state's own type does. */
    private @Nullable String read(Procedure procedure, Instruction.Invoke call, int depth) {
        List<Procedure> getters = engine.calls().of(procedure, call).targets();
        if (call.arguments().isEmpty() && getters.size() == 1) {
            List<Origin> returned = engine.origins().returned(getters.get(0));
            return returned.size() == 1
                    ? key(returned.get(0).procedure(), returned.get(0).expression(), true, depth - 1)
                    : null;
        }
        return call.arguments().stream()
                .map(argument -> text(procedure, argument))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Whether the value is a parameter, as the state is, or what a getter says of one. */
    private boolean isGiven(Procedure procedure, @Nullable Expression value, boolean own) {
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return call.arguments().isEmpty()
                    && engine.calls().of(procedure, call).targets().isEmpty()
                    && isGiven(procedure, call.receiver(), own);
        }
        return own && value instanceof Expression.This
                || value instanceof Expression.Local local
                        && (procedure.body().parameters().contains(local.name())
                                || procedure.root().body().parameters().contains(local.name()));
    }

    private String text(Procedure procedure, Expression value) {
        Set<String> names = engine.runs().graphs().names(procedure, value);
        String name = names.iterator().next();
        return names.size() > 1 || name.startsWith("?") || name.startsWith("#") ? "" : name;
    }
}
