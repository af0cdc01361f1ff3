package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a basic block. */
public sealed interface Instruction {

    /** One-based source line. */
    int line();

    /**
     * An assignment.
     *
     * @param target {@link Expression.Local}, {@link Expression.Field} or {@link Expression.Element}
     * @param value what is assigned; {@code x++} and {@code x += y} are {@code x = x + y}
     */
    record Assign(Expression target, Expression value, int line) implements Instruction {}

    /**
     * A call or object creation.
     *
     * @param id number of the call within the body, from 0 in evaluation order of the source
     * @param receiver the object called on ({@link Expression.This} where implicit), null for static calls and constructors
     * @param arguments in order; a varargs call lists them as written
     * @param column one-based column of the method's name
     */
    record Invoke(
            int id, CallTarget target, @Nullable Expression receiver, List<Expression> arguments, int line, int column)
            implements Instruction {

        /** Of the place: no two calls of a body have the same. */
        @Override
        public int hashCode() {
            return (line * 31 + column) * 31 + id;
        }
    }
}
