package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Setting;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values that builders and options set, read where a call's receiver and arguments come from. */
final class Settings {

    /**
     * A setting that is made.
     *
     * @param values the expressions that it is set to; none for a fixed value
     * @param fixed the fixed value, "" where there is none
     * @param setting the row's words on it
     */
    record Made(Procedure procedure, Instruction.Invoke call, List<Expression> values, String fixed, Setting setting) {}

    private final Calls calls;
    private final Origins origins;

    Settings(Calls calls, Origins origins) {
        this.calls = calls;
        this.origins = origins;
    }

    /** Every making of the setting that may reach the values, in a fixed order. */
    List<Made> find(Procedure procedure, List<Expression> values, String name) {
        List<Made> found = new ArrayList<>();
        Set<Instruction.Invoke> seen = new LinkedHashSet<>();
        for (Expression value : values) {
            for (Origin origin : origins.of(procedure, value, Origins.Depth.CONTENTS)) {
                if (origin.expression() instanceof Expression.Result result) {
                    Instruction.Invoke call = origins.call(origin.procedure(), result.call());
                    if (seen.add(call)) {
                        addMade(origin.procedure(), call, name, found);
                    }
                }
            }
        }
        return found;
    }

    private void addMade(Procedure procedure, Instruction.Invoke call, String name, List<Made> found) {
        CallMeaning meaning = calls.of(procedure, call);
        if (meaning.row() == null) {
            return;
        }
        for (Setting setting : meaning.row().settings()) {
            if (setting.name().equals(name)) {
                Operand operand = setting.operand();
                found.add(new Made(procedure, call, operands(call, operand), setting.value(), setting));
            }
        }
    }

    /** The values of a call that an operand names; none for null. */
    static List<Expression> operands(Instruction.Invoke call, @org.jspecify.annotations.Nullable Operand operand) {
        if (operand == null) {
            return List.of();
        }
        return switch (operand.kind()) {
            case RECEIVER -> call.receiver() == null ? List.of() : List.of(call.receiver());
            case ARGUMENTS -> call.arguments();
            case ARGUMENT ->
                operand.index() < call.arguments().size()
                        ? List.of(call.arguments().get(operand.index()))
                        : List.of();
        };
    }
}
