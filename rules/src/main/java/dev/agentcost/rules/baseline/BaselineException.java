package dev.agentcost.rules.baseline;

/** A baseline that cannot be read or written. The message is complete: the file, the line, what is wrong and what to do. */
public final class BaselineException extends Exception {

    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }
}
