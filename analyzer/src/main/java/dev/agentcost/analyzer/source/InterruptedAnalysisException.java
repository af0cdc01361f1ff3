package dev.agentcost.analyzer.source;

/** The thread that waits for the analysis was interrupted: there is no answer. */
public final class InterruptedAnalysisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InterruptedAnalysisException(InterruptedException interrupt) {
        super("interrupted while the analysis was running", interrupt);
    }
}
