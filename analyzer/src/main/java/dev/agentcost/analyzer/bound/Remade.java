package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names that hold a new object by the time that a loop begins: with {@code next = new ArrayList<>(); for (...) next.add(...); level =
 * next;} in an outer loop, {@code level} is in the inner one what {@code next} was a turn before, and does not grow with it.
 */
public final class Remade {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;

    /** The names of one procedure. */
    public Remade(Procedure procedure, ControlFlow flow, Origins origins) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
    }

    /** Whether nothing else has the object that the local holds in the loop: it is made anew on the way there, and given away behind it. */
    public boolean isAlone(Loop loop, Expression.Local local) {
        Integer made = made(local);
        if (made == null || loop.contains(made) || !flow.dominates(made, loop.header())) {
            return false;
        }
        for (int given : given(local)) {
            BitSet behind = flow.reachable(given, edge -> edge.to() != made);
            if (given == made || loop.contains(given) || behind.get(loop.header())) {
                return false;
            }
        }
        return true;
    }

    /** The block where the local is given its only value, a new object; null where it may hold another one. */
    private @Nullable Integer made(Expression.Local local) {
        Integer found = null;
        if (procedure.isLambda()
                || procedure.body().parameters().contains(local.name())
                || origins.assigned(procedure, local).size() != 1) {
            return null;
        }
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    boolean creation = assign.value() instanceof Expression.Result result
                            && origins.call(procedure, result.call())
                                    .target()
                                    .name()
                                    .equals("<init>");
                    found = creation ? block.id() : null;
                }
            }
        }
        return found;
    }

    /** The blocks where something else is given what the local holds: another name, or a call that may keep it. */
    private List<Integer> given(Expression.Local local) {
        List<Integer> found = new ArrayList<>();
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                boolean gives = instruction instanceof Instruction.Assign assign
                        ? mayBe(assign.value(), local)
                        : ((Instruction.Invoke) instruction)
                                .arguments().stream().anyMatch(argument -> mayBe(argument, local));
                if (gives) {
                    found.add(block.id());
                }
            }
        }
        return found;
    }

    private static boolean mayBe(Expression value, Expression.Local local) {
        return value.equals(local)
                || value instanceof Expression.Cast cast && mayBe(cast.value(), local)
                || value instanceof Expression.Choice choice
                        && (mayBe(choice.then(), local) || mayBe(choice.otherwise(), local));
    }
}
