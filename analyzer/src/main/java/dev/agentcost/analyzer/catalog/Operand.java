package dev.agentcost.analyzer.catalog;

/**
 * A value of a call that a row speaks of: its receiver, one argument, all arguments.
 *
 * @param kind which value
 * @param index the zero-based argument for {@link Kind#ARGUMENT}, otherwise -1
 */
public record Operand(Kind kind, int index) {

    /** The receiver of the call. */
    public static final Operand RECEIVER = new Operand(Kind.RECEIVER, -1);

    /** Every argument of the call. */
    public static final Operand ARGUMENTS = new Operand(Kind.ARGUMENTS, -1);

    /** Which value of a call. */
    public enum Kind {
        RECEIVER,
        ARGUMENT,
        ARGUMENTS
    }

    /** The argument at the zero-based {@code index}. */
    public static Operand argument(int index) {
        return new Operand(Kind.ARGUMENT, index);
    }
}
