package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that are emptied and filled again with all that was in them: {@code prepared = strategy.prepare(messages);
 * messages.clear(); messages.addAll(prepared)}, where the strategy gives back what it was given. Nothing is lost on the way. A
 * method that gives something else on one of its ways is taken to limit the context.
 */
final class Refills {

    private static final int DEPTH = 8;

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;

    Refills(Calls calls, Origins origins, Flows flows) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
    }

    /** Whether what a call takes out of its receiver was copied in the same turn, and is put back there. */
    boolean isRefilled(Procedure procedure, Instruction.Invoke clearing) {
        Expression place = whole(procedure, clearing.receiver(), DEPTH);
        return place != null
                && fillings(procedure, clearing)
                        .flatMap(filling -> filling.arguments().stream())
                        .anyMatch(value -> isCopy(procedure, clearing, value, place));
    }

    private boolean isCopy(Procedure procedure, Instruction.Invoke at, Expression value, Expression place) {
        return !value.equals(place) && place.equals(whole(procedure, value, DEPTH)) && isOfTurn(procedure, value, at);
    }

    /** Whether a call gives a method all of what it puts in the place of that, in a field of its object. */
    boolean isRefilled(Procedure procedure, Instruction.Invoke call, Procedure target, ContextId field) {
        for (Instruction.Invoke clearing : instructions(target)) {
            if (does(target, clearing, ContextOperation.CLEAR)
                    && clearing.receiver() instanceof Expression.Field cleared
                    && cleared.receiver() instanceof Expression.This
                    && field.name().equals("this." + cleared.name())
                    && isGivenBack(procedure, call, target, clearing, onReceiver(call, cleared))) {
                return true;
            }
        }
        return false;
    }

    private boolean isGivenBack(
            Procedure procedure,
            Instruction.Invoke call,
            Procedure target,
            Instruction.Invoke clearing,
            @Nullable Expression place) {
        return place != null
                && fillings(target, clearing)
                        .flatMap(filling -> filling.arguments().stream())
                        .map(value -> argument(call, target, whole(target, value, DEPTH)))
                        .anyMatch(given -> given != null && isCopy(procedure, call, given, place));
    }

    private static @Nullable Expression argument(
            Instruction.Invoke call, Procedure target, @Nullable Expression parameter) {
        int at = parameter instanceof Expression.Local local
                ? target.body().parameters().indexOf(local.name())
                : -1;
        return at >= 0 && at < call.arguments().size() ? call.arguments().get(at) : null;
    }

    private Stream<Instruction.Invoke> fillings(Procedure procedure, Instruction.Invoke clearing) {
        return instructions(procedure).stream()
                .filter(call -> does(procedure, call, ContextOperation.APPEND)
                        && clearing.receiver() != null
                        && clearing.receiver().equals(call.receiver()));
    }

    private boolean does(Procedure procedure, Instruction.Invoke call, ContextOperation operation) {
        MethodRow row = calls.of(procedure, call).row();
        return row != null && row.context() == operation;
    }

    private static List<Instruction.Invoke> instructions(Procedure procedure) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast)
                .toList();
    }

    /** Whether a copy is not older than the turn of the loop in which the call is made, as one of a first message would be. */
    private boolean isOfTurn(Procedure procedure, Expression value, Instruction.Invoke call) {
        ControlFlow flow = flows.of(procedure);
        Loop loop = procedure.body().blocks().stream()
                .filter(block -> block.instructions().contains(call))
                .findFirst()
                .map(block -> flow.loopOf(block.id()))
                .orElse(null);
        return loop == null
                || !(value instanceof Expression.Local)
                || procedure.body().blocks().stream()
                        .filter(block -> loop.contains(block.id()))
                        .anyMatch(block -> assigns(block, value));
    }

    private static boolean assigns(Block block, Expression local) {
        return block.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local));
    }

    // ---- what a value is, or a copy of

    /** The local or field all of which a value holds: the place itself, or the one that it is a copy of; null where that is not known. */
    private @Nullable Expression whole(Procedure procedure, @Nullable Expression value, int depth) {
        if (depth == 0) {
            return null;
        } else if (value instanceof Expression.Local local) {
            return ofLocal(procedure, local, depth);
        } else if (value instanceof Expression.Cast cast) {
            return whole(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            return ofCall(procedure, origins.call(procedure, result.call()), depth);
        }
        return value instanceof Expression.Field ? value : null;
    }

    private @Nullable Expression ofLocal(Procedure procedure, Expression.Local local, int depth) {
        List<Origin> assigned = origins.assigned(procedure, local);
        Set<Optional<Expression>> places = new LinkedHashSet<>();
        for (Origin origin : assigned) {
            places.add(
                    origin.procedure() == procedure
                            ? Optional.ofNullable(whole(procedure, origin.expression(), depth - 1))
                            : Optional.empty());
        }
        boolean own = places.isEmpty() || places.equals(Set.of(Optional.empty()));
        return own ? local : places.size() == 1 ? places.iterator().next().orElse(null) : null;
    }

    private @Nullable Expression ofCall(Procedure procedure, Instruction.Invoke call, int depth) {
        List<Procedure> targets = calls.of(procedure, call).targets();
        if (!targets.isEmpty()) {
            return targets.stream()
                    .flatMap(target -> Stream.ofNullable(given(procedure, call, target, depth)))
                    .findFirst()
                    .orElse(null);
        }
        MethodRow row = calls.of(procedure, call).row();
        if (row == null || row.modelCall() != null || row.toolCall()) {
            return null;
        }
        Size size = row.size();
        boolean same = size != null && size.relation() == Size.Relation.SAME;
        boolean argument = size != null && Operand.argument(0).equals(size.operand());
        if (same && argument || row.context() == ContextOperation.COPY) {
            return call.arguments().size() == 1
                    ? whole(procedure, call.arguments().get(0), depth - 1)
                    : null;
        }
        return same ? whole(procedure, call.receiver(), depth - 1) : null;
    }

    /** What a method gives back on all its ways, as the caller knows it. */
    private @Nullable Expression given(Procedure procedure, Instruction.Invoke call, Procedure target, int depth) {
        Set<Optional<Expression>> places = new LinkedHashSet<>();
        for (Origin returned : origins.returned(target)) {
            places.add(
                    returned.procedure() == target
                            ? Optional.ofNullable(whole(target, returned.expression(), depth - 1))
                            : Optional.empty());
        }
        Expression inside = places.size() == 1 ? places.iterator().next().orElse(null) : null;
        if (inside instanceof Expression.Local) {
            return whole(procedure, argument(call, target, inside), depth - 1);
        }
        return inside instanceof Expression.Field field && field.receiver() instanceof Expression.This
                ? onReceiver(call, field)
                : null;
    }

    private static @Nullable Expression onReceiver(Instruction.Invoke call, Expression.Field field) {
        Expression receiver = call.receiver();
        return receiver instanceof Expression.Local
                        || receiver instanceof Expression.This
                        || receiver instanceof Expression.Field
                ? new Expression.Field(receiver, field.owner(), field.name())
                : null;
    }
}
