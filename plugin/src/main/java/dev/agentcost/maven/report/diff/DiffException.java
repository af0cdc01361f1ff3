package dev.agentcost.maven.report.diff;

/** A result or recording that cannot be compared. The message is complete: the file, the line where there is one, and what to do. */
public final class DiffException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the complete message. */
    public DiffException(String message) {
        super(message);
    }
}
