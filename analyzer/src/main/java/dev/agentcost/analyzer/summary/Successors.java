package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contexts in objects that never change: {@code state = state.append(answer)} puts a new object in the place of the one before,
 * which holds all that the one before held, and more. The place grows by that with each assignment.
 */
final class Successors {

    private static final int DEPTH = 6;

    private final Engine engine;
    private final Additions additions;
    private final Procedure procedure;
    private final ControlFlow flow;

    Successors(Engine engine, Additions additions, Procedure procedure, ControlFlow flow) {
        this.engine = engine;
        this.additions = additions;
        this.procedure = procedure;
        this.flow = flow;
    }

    /**
     * What an object holds beside what the one before held.
     *
     * @param same whether it may be that object itself
     * @param fields what is added to each field of which nothing is left out; others are not known
     */
    private record Held(boolean same, Map<String, Formula> fields) {

        Optional<Formula> added(String field) {
            Formula added = fields.get(field);
            return added == null && same ? Optional.of(Formula.ZERO) : Optional.ofNullable(added);
        }

        /** One or the other of two. */
        Held or(Held other) {
            Map<String, Formula> found = new LinkedHashMap<>();
            for (String field : names(other)) {
                added(field).ifPresent(mine -> other.added(field).ifPresent(its -> found.put(field, mine.max(its))));
            }
            return new Held(same && other.same, found);
        }

        /** What the next one holds beside what this one was made from, where it holds that much more than this one. */
        Held then(Held next, Formula beside) {
            Map<String, Formula> found = new LinkedHashMap<>();
            for (String field : names(next)) {
                added(field)
                        .ifPresent(mine -> next.added(field)
                                .ifPresent(its -> found.put(field, mine.plus(its.isZero() ? its : its.max(beside)))));
            }
            return new Held(same && next.same, found);
        }

        private Set<String> names(Held other) {
            Set<String> names = new LinkedHashSet<>(fields.keySet());
            names.addAll(other.fields.keySet());
            return names;
        }
    }

    /** What an assignment adds to the fields of the object that its place holds. */
    Effect of(Instruction.Assign assign) {
        Optional<String> place = engine.contexts().place(procedure, assign.target());
        Map<String, Formula> added = place.isEmpty() ? Map.of() : added(assign);
        Effect found = Effect.NOTHING;
        if (!added.isEmpty()) {
            List<Held> all = allHeld(assign);
            for (Map.Entry<String, Formula> field : added.entrySet()) {
                boolean kept = !all.isEmpty()
                        && all.stream()
                                .allMatch(held -> held.added(field.getKey()).isPresent());
                if (kept) {
                    found = found.then(Effect.of(
                            new ContextId(place.orElseThrow() + "." + field.getKey()),
                            ContextEffect.append(field.getValue())));
                }
            }
        }
        return found;
    }

    private Map<String, Formula> added(Instruction.Assign assign) {
        Map<String, Formula> added = new LinkedHashMap<>(held(procedure, assign.value(), assign.target(), DEPTH)
                .map(Held::fields)
                .orElse(Map.of()));
        added.values().removeIf(Formula::isZero);
        return added;
    }

    /** What the turns of the loop round an assignment put there; nothing where one may hold less, as one that was compacted. */
    private List<Held> allHeld(Instruction.Assign assign) {
        List<Held> all = new ArrayList<>();
        for (Instruction instruction : loopOf(assign).map(flow::instructions).orElse(List.of())) {
            if (instruction instanceof Instruction.Assign other
                    && other.target().equals(assign.target())) {
                Optional<Held> held = held(procedure, other.value(), assign.target(), DEPTH);
                if (held.isEmpty()) {
                    return List.of();
                }
                all.add(held.get());
            }
        }
        return all;
    }

    /** The outermost loop round an assignment. */
    private Optional<Loop> loopOf(Instruction.Assign assign) {
        for (Block block : flow.body().blocks()) {
            if (block.instructions().contains(assign)) {
                Loop loop = flow.loopOf(block.id());
                while (loop != null && loop.parent() != null) {
                    loop = loop.parent();
                }
                return Optional.ofNullable(loop);
            }
        }
        return Optional.empty();
    }

    /** What a value holds beside the object before; empty where it is not made from that. */
    private Optional<Held> held(Procedure where, Expression value, Expression before, int depth) {
        if (depth == 0) {
            return Optional.empty();
        } else if (value.equals(before)) {
            return Optional.of(new Held(true, Map.of()));
        } else if (value instanceof Expression.Local local) {
            return any(where, engine.origins().assigned(where, local), before, depth);
        } else if (value instanceof Expression.Choice choice) {
            return held(where, choice.then(), before, depth - 1)
                    .flatMap(then ->
                            held(where, choice.otherwise(), before, depth - 1).map(then::or));
        } else if (!(value instanceof Expression.Result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = engine.origins().call(where, ((Expression.Result) value).call());
        List<Procedure> targets = engine.calls().of(where, call).targets();
        if (targets.size() != 1 || targets.get(0).isLambda()) {
            return Optional.empty();
        }
        return call.target().name().equals("<init>")
                ? made(where, call, targets.get(0), before)
                : changed(where, call, targets.get(0), before, depth);
    }

    /** What each of the values holds. */
    private Optional<Held> any(Procedure where, List<Origin> values, Expression before, int depth) {
        Optional<Held> found = Optional.empty();
        for (Origin value : values) {
            Optional<Held> one =
                    value.procedure() == where ? held(where, value.expression(), before, depth - 1) : Optional.empty();
            if (one.isEmpty()) {
                return one;
            }
            found = found.isEmpty() ? one : one.map(found.get()::or);
        }
        return found;
    }

    /** {@code new State(longer(state.messages()), state.prompt())}. */
    private Optional<Held> made(Procedure where, Instruction.Invoke call, Procedure constructor, Expression before) {
        Optional<String> place = engine.contexts().place(where, before);
        Map<String, Formula> fields = new LinkedHashMap<>();
        List<String> parameters = constructor.body().parameters();
        for (int i = 0;
                place.isPresent()
                        && i < Math.min(parameters.size(), call.arguments().size());
                i++) {
            Expression argument = call.arguments().get(i);
            for (String field : kept(constructor, new ContextId(parameters.get(i)))) {
                additions
                        .beside(where, argument, new ContextId(place.get() + "." + field))
                        .ifPresent(added -> fields.put(field, added));
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new Held(false, fields));
    }

    /** The fields in which a constructor keeps what it is given, or a copy of that. */
    private Set<String> kept(Procedure constructor, ContextId given) {
        Set<String> fields = new LinkedHashSet<>();
        for (Block block : constructor.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Field field
                        && field.receiver() instanceof Expression.This
                        && additions.beside(constructor, assign.value(), given).isPresent()) {
                    fields.add(field.name());
                }
            }
        }
        return fields;
    }

    /** {@code state.append(answer)}, {@code appended(state, answer)}. */
    private Optional<Held> changed(
            Procedure where, Instruction.Invoke call, Procedure target, Expression before, int depth) {
        List<String> parameters = target.body().parameters();
        Optional<Held> given =
                Optional.ofNullable(call.receiver()).flatMap(receiver -> held(where, receiver, before, depth - 1));
        Expression inside = new Expression.This();
        Formula others = Formula.ZERO;
        for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
            Expression argument = call.arguments().get(i);
            Optional<Held> object = given.isPresent() ? Optional.empty() : held(where, argument, before, depth - 1);
            if (object.isPresent()) {
                given = object;
                inside = new Expression.Local(parameters.get(i));
            } else {
                others = others.plus(engine.tokens().of(where, argument));
            }
        }
        List<Origin> returned = engine.origins().returned(target);
        if (given.isEmpty() || returned.isEmpty()) {
            return Optional.empty();
        }
        Optional<Held> found = any(target, returned, inside, depth);
        Held held = given.get();
        Formula beside = others;
        return found.map(next -> held.then(next, beside));
    }
}
