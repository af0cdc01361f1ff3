package dev.agentcost.maven.report.input;

/** A result or recording that cannot be used. The message is complete: the file, the line where there is one, and what to do. */
public final class InputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the complete message. */
    public InputException(String message) {
        super(message);
    }
}
