package dev.agentcost.analyzer.cost;

/** What is counted. Cost is always all of these, never one number. */
public enum Dimension {
    /** Requests to a model. */
    MODEL_CALLS("modelCalls"),
    /** Calls of tools. */
    TOOL_CALLS("toolCalls"),
    /** Tokens sent to models. */
    INPUT_TOKENS("inputTokens"),
    /** Tokens that models answer. */
    OUTPUT_TOKENS("outputTokens"),
    /** US dollars. */
    DOLLARS("dollars"),
    /** Milliseconds on the longest path. */
    LATENCY_MILLIS("latencyMillis");

    private final String key;

    Dimension(String key) {
        this.key = key;
    }

    /** The name in configuration files and reports. */
    public String key() {
        return key;
    }
}
