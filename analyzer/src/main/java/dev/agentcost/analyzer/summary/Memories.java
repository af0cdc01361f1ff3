package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Contexts that an object keeps from one call of an entry point to the next: a list, a memory, a text, one of these for each
 * conversation, in a field of its own or of an object that a field holds. Told only where each call adds to one and sends it, and
 * nothing that can reach it takes anything out.
 */
final class Memories {

    private final Engine engine;
    private final Summaries summaries;

    Memories(Engine engine, Summaries summaries) {
        this.engine = engine;
        this.summaries = summaries;
    }

    /**
     * A memory without a limit.
     *
     * @param added tokens that one call adds
     */
    record Found(Procedure entry, ContextId context, SourceLocation location, Formula added) {

        /** What the class itself calls it. */
        String name() {
            return context.name().startsWith("this.") ? context.name().substring("this.".length()) : context.name();
        }
    }

    /** A field on the way to a memory, and what an object of its class calls the memory. */
    private record Holder(Expression.Field field, ContextId own) {}

    /** Those of the procedures, which are called from outside, again and again on one object; each memory once. */
    List<Found> of(List<Procedure> entries) {
        List<Found> found = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Procedure entry : entries) {
            if (entry.isLambda() || entry.method().name().equals("main")) {
                continue;
            }
            summaries.effectOf(entry).contexts().forEach((context, effect) -> {
                if (isKept(context)
                        && isAddedTo(effect)
                        && isUnlimited(entry, context)
                        && told.add(entry.method().owner() + " " + context.name())) {
                    found.add(new Found(entry, context, adding(entry, context), effect.grown()));
                }
            });
        }
        return found;
    }

    /** A field of the object itself or of its class. */
    private static boolean isKept(ContextId context) {
        return Contexts.isOwnState(context)
                || context.name().contains(".")
                        && Character.isUpperCase(context.name().charAt(0));
    }

    /** What grows with the turns of a loop is the state of one run of an agent, whose object may be made for that run. */
    private static boolean isAddedTo(ContextEffect effect) {
        return effect.growsUnpruned() && effect.grown().growth().equals(Growth.CONSTANT);
    }

    /** Whether its place limits nothing, and no method of a class on the way to it takes anything out of it. */
    private boolean isUnlimited(Procedure entry, ContextId context) {
        List<Holder> holders = holders(entry, context);
        if (holders.isEmpty()) {
            return false;
        }
        Expression.Field last = holders.get(holders.size() - 1).field();
        return engine.windows().verdict(entry, last) == Windows.Verdict.UNLIMITED
                && keepsAll(engine.calls().fieldType(last))
                && isOnlyAddedTo(entry.method().owner(), context)
                && holders.stream()
                        .allMatch(holder -> isOnlyAddedTo(holder.field().owner(), holder.own()));
    }

    private boolean isOnlyAddedTo(String owner, ContextId context) {
        return engine.program().procedures().stream()
                .filter(other -> owner.equals(other.method().owner()))
                .noneMatch(other -> summaries.pruning().isPruned(other, context) || isSet(other, context));
    }

    /** The fields that the name of a context goes through, the outermost first; none where one of them is not of the sources. */
    private List<Holder> holders(Procedure entry, ContextId context) {
        Optional<Expression.Field> named = engine.contexts()
                .expression(entry, context)
                .filter(Expression.Field.class::isInstance)
                .map(Expression.Field.class::cast)
                .filter(field -> field.receiver() == null || field.receiver() instanceof Expression.This);
        if (named.isPresent()) {
            return List.of(new Holder(named.get(), context));
        }
        if (!Contexts.isOwnState(context)) {
            return List.of();
        }
        List<Holder> holders = new ArrayList<>();
        String owner = entry.method().owner();
        String[] names = context.name().split("\\.");
        Expression at = new Expression.This();
        for (int i = 1; i < names.length; i++) {
            Expression.Field field = new Expression.Field(at, owner, names[i]);
            String type = engine.calls().fieldType(field);
            if (type.isEmpty()) {
                return List.of();
            }
            holders.add(new Holder(
                    field,
                    new ContextId("this." + String.join(".", List.of(names).subList(i, names.length)))));
            owner = Types.erasure(type);
            at = field;
        }
        return holders;
    }

    /** Whether it is a collection, a text, one of a library's memories, or a collection for each key; not a client that holds one. */
    private boolean keepsAll(String type) {
        String erased = Types.erasure(type);
        if (engine.calls().isContainer(erased) && !engine.calls().isCollection(erased)) {
            return engine.calls().isCollection(Types.erasure(Types.lastArgument(type)));
        }
        return engine.calls().isCollection(erased)
                || engine.calls().isImmutable(erased)
                || engine.catalog().type(erased).map(TypeRow::role).stream().anyMatch(TypeRow.Role.CONTEXT::equals);
    }

    /** Whether the method, which makes no object, puts another context into the place. */
    private boolean isSet(Procedure procedure, ContextId context) {
        return !procedure.method().name().startsWith("<")
                && procedure.body().blocks().stream()
                        .flatMap(block -> block.instructions().stream())
                        .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                                && engine.contexts()
                                        .place(procedure, assign.target())
                                        .filter(context.name()::equals)
                                        .isPresent()
                                && !engine.contexts()
                                        .of(procedure, assign.value())
                                        .contains(context));
    }

    /** The call that adds to it, or the method itself. */
    private SourceLocation adding(Procedure entry, ContextId context) {
        for (Instruction.Invoke call : engine.graph().calls(entry)) {
            ContextEffect effect =
                    summaries.callEffects().of(entry, call).contexts().get(context);
            if (effect != null && !effect.grown().isZero()) {
                return entry.at(call.line(), call.column());
            }
        }
        return entry.location();
    }
}
