package dev.agentcost.analyzer;

/** The analysis cannot begin; the message is one line that names what is wrong and the mend. */
public final class AnalyzerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes the error with its complete message. */
    public AnalyzerException(String message) {
        super(message);
    }
}
