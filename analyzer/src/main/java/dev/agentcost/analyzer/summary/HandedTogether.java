package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a call is surely handed with one argument: the argument itself, and where it is a list that the same body makes, what stands in
 * it whenever the call is made.
 */
final class HandedTogether {

    private static final int DEPTH = 3;

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;

    HandedTogether(Calls calls, Origins origins, Flows flows) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
    }

    /** The argument and, in its order, what a list in it holds. */
    List<Origin> of(Procedure procedure, Instruction.Invoke call, Expression argument) {
        List<Origin> found = new ArrayList<>();
        found.add(new Origin(procedure, argument));
        addElements(procedure, call, argument, DEPTH, found);
        return found;
    }

    private void addElements(
            Procedure procedure, Instruction.Invoke call, Expression list, int depth, List<Origin> found) {
        if (depth == 0) {
            return;
        }
        if (list instanceof Expression.Local local) {
            Optional<Expression> made = origins.only(procedure, local);
            if (made.isPresent() && !isTakenFrom(procedure, local)) {
                addElements(procedure, call, made.get(), depth - 1, found);
                for (Origins.Content content : origins.contents(procedure, local)) {
                    if (content.value().procedure() == procedure
                            && content.call() != null
                            && isBefore(procedure, content.call(), call)) {
                        found.add(content.value());
                    }
                }
            }
        } else if (list instanceof Expression.Result result) {
            Instruction.Invoke maker = origins.call(procedure, result.call());
            Size size = row(procedure, maker).map(MethodRow::size).orElse(null);
            if (size != null && size.relation() == Size.Relation.ARGUMENTS) {
                maker.arguments().forEach(each -> found.add(new Origin(procedure, each)));
            } else if (size != null && size.relation() == Size.Relation.SAME) {
                Operand operand = size.operand() == null ? Operand.RECEIVER : size.operand();
                Settings.operands(maker, operand).forEach(from -> addElements(procedure, call, from, depth - 1, found));
            }
        }
    }

    private boolean isTakenFrom(Procedure procedure, Expression.Local list) {
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call
                        && list.equals(call.receiver())
                        && row(procedure, call)
                                .map(MethodRow::context)
                                .filter(HandedTogether::takes)
                                .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean takes(ContextOperation operation) {
        return switch (operation) {
            case CLEAR, PRUNE, REPLACE, WINDOW -> true;
            default -> false;
        };
    }

    private Optional<MethodRow> row(Procedure procedure, Instruction.Invoke call) {
        return Optional.ofNullable(calls.of(procedure, call).row());
    }

    /** Whether one call has been made whenever the other is. */
    private boolean isBefore(Procedure procedure, Instruction.Invoke one, Instruction.Invoke other) {
        ControlFlow flow = flows.of(procedure);
        int first = flow.blockOf(one);
        int then = flow.blockOf(other);
        if (first < 0 || then < 0) {
            return false;
        }
        List<Instruction> instructions = flow.body().blocks().get(first).instructions();
        return first == then ? instructions.indexOf(one) < instructions.indexOf(other) : flow.dominates(first, then);
    }
}
