package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import java.util.Optional;

/**
 * What is sent in each turn of a loop, compared: a value is the same only where it is made of constants, and of variables that hold texts
 * or messages and that no turn assigns. Whatever else may be in it is taken for different.
 */
final class Sameness {

    private static final int DEPTH = 12;

    private final Engine engine;
    private final Procedure procedure;
    private final Loop loop;

    Sameness(Engine engine, Procedure procedure, Loop loop) {
        this.engine = engine;
        this.procedure = procedure;
        this.loop = loop;
    }

    /** Whether the place names the same object in each turn, whatever that object holds. */
    boolean isSameObject(Expression place) {
        if (place instanceof Expression.Local local) {
            return isUnassigned(local);
        }
        return place instanceof Expression.This || place instanceof Expression.Field field && isUnassigned(field);
    }

    /** Whether the value is equal in each turn. */
    boolean isSame(Expression value) {
        return isSame(value, DEPTH);
    }

    private boolean isSame(Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Constant || value instanceof Expression.ClassLiteral) {
            return true;
        } else if (value instanceof Expression.Cast cast) {
            return isSame(cast.value(), depth - 1);
        } else if (value instanceof Expression.Binary binary) {
            return isSame(binary.left(), depth - 1) && isSame(binary.right(), depth - 1);
        } else if (value instanceof Expression.NewArray array) {
            return array.elements().stream().allMatch(element -> isSame(element, depth - 1));
        } else if (value instanceof Expression.Local local) {
            return isImmutable(procedure.body().localTypes().getOrDefault(local.name(), ""))
                    && (isUnassigned(local) || isComputedAnew(local, depth - 1));
        } else if (value instanceof Expression.Field field) {
            return isImmutable(engine.calls().fieldType(field)) && isUnassigned(field);
        } else if (value instanceof Expression.Result result) {
            return isMadeTheSame(engine.origins().call(procedure, result.call()), depth - 1);
        }
        return false;
    }

    private boolean isImmutable(String type) {
        return Types.isPrimitive(type) || engine.calls().isImmutable(Types.erasure(type));
    }

    private boolean isComputedAnew(Expression.Local local, int depth) {
        return !procedure.body().parameters().contains(local.name())
                && engine.origins()
                        .only(procedure, local)
                        .filter(only -> isSame(only, depth))
                        .isPresent();
    }

    /** A local that the loop, and no function, assigns. */
    private boolean isUnassigned(Expression.Local local) {
        return engine.origins().assigned(procedure, local).stream().allMatch(origin -> origin.procedure() == procedure)
                && !engine.flows().of(procedure).assigns(loop, local);
    }

    /** A field that is set where its object is made, and nowhere else. */
    private boolean isUnassigned(Expression.Field field) {
        return (field.receiver() == null || field.receiver() instanceof Expression.This)
                && engine.origins().assigned(field).stream()
                        .allMatch(origin -> origin.procedure().method().name().startsWith("<"));
    }

    /** What a library makes of the same operands without looking anywhere else: a message of a text, a request of messages. */
    private boolean isMadeTheSame(Instruction.Invoke call, int depth) {
        Optional<Expression> inlined = engine.facts().inlined(procedure, call);
        if (inlined.isPresent()) {
            return isSame(inlined.get(), depth);
        }
        CallMeaning meaning = engine.calls().of(procedure, call);
        boolean known = meaning.row() != null
                && meaning.targets().isEmpty()
                && meaning.functions().isEmpty()
                && meaning.row().cursor() == null
                && meaning.row().pace() == null
                && meaning.row().runs() == null
                && !meaning.row().toolCall()
                && engine.requests().of(procedure, meaning).isEmpty();
        return known
                && (call.receiver() == null || isSame(call.receiver(), depth))
                && call.arguments().stream().allMatch(argument -> isSame(argument, depth));
    }

    /** Whether each turn comes to the block, and goes on from it to the next turn unless something fails. */
    boolean isInEveryTurn(Block block) {
        return engine.flows().of(procedure).onEveryTurn(loop, block.id())
                && procedure.body().blocks().stream()
                        .noneMatch(
                                other -> loop.contains(other.id()) && other.terminator() instanceof Terminator.Return)
                && loop.exits().stream()
                        .allMatch(edge -> edge.from() == loop.header() || edge.kind() == FlowEdge.Kind.EXCEPTION);
    }
}
