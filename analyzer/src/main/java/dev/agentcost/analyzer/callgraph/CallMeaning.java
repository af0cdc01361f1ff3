package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call instruction runs.
 *
 * @param call the instruction
 * @param row what the catalogue says of the called method, or null
 * @param targets procedures of the program of which the call runs one, or all where it {@link #publishes()}
 * @param functions functional arguments whose code is known
 * @param callback the parameter of the enclosing method that the call runs as a function, or -1
 * @param service whether the row comes from an interface that a library implements
 */
public record CallMeaning(
        Instruction.Invoke call,
        @Nullable MethodRow row,
        List<Procedure> targets,
        List<FunctionArgument> functions,
        int callback,
        boolean service) {

    /**
     * A functional argument.
     *
     * @param index the argument
     * @param procedures code that may be run for it
     * @param parameter the parameter of the enclosing method that is passed on, or -1
     */
    public record FunctionArgument(int index, List<Procedure> procedures, int parameter) {}

    /** Of the call: a row is dear to hash, and a call seldom has two meanings. */
    @Override
    public int hashCode() {
        return call.hashCode();
    }

    /** Whether the call hands an event or an element to its targets, and so runs none of them on its receiver. */
    public boolean publishes() {
        return row != null && (row.publishes() != null || row.emits());
    }

    /** Whether neither the sources nor the catalogue say what the call does. */
    public boolean isUnknown() {
        return row == null && targets.isEmpty() && callback < 0;
    }
}
