package dev.agentcost.analyzer.lower;

/** A method is nested deeper than there is time for. */
final class TooDeepException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is too deep, to stand behind "because" */
    TooDeepException(String message) {
        super(message);
    }
}
