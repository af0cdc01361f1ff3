package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;

/**
 * Numbers that no source states and that a cost needs. Each has a documented default, can be set by the user, and is printed
 * with every result that it enters.
 */
public enum Assumption {
    /** Tokens of a message or prompt whose text is not in the source. */
    MESSAGE_TOKENS("messageTokens", "200", "tokens of a message whose text is not in the source"),
    /** Tokens of a system prompt whose text is not in the source. */
    SYSTEM_PROMPT_TOKENS("systemPromptTokens", "500", "tokens of a system prompt whose text is not in the source"),
    /** Tokens of what a person or another system sends in one turn. */
    USER_TURN_TOKENS("userTurnTokens", "300", "tokens of one input of a person or another system"),
    /** Tokens of one tool's result. */
    TOOL_RESULT_TOKENS("toolResultTokens", "1000", "tokens of one tool result"),
    /** Tokens of one tool's schema, sent with each request. */
    TOOL_SCHEMA_TOKENS("toolSchemaTokens", "150", "tokens of one tool's schema"),
    /** Tokens of one answer where the request sets no output limit. */
    ANSWER_TOKENS("answerTokens", "1000", "tokens of one model answer where the request sets no limit"),
    /** Tokens of one retrieved document or text segment. */
    DOCUMENT_TOKENS("documentTokens", "500", "tokens of one retrieved document"),
    /** Tokens of a context that exists before the entry point is called. */
    INITIAL_CONTEXT_TOKENS("initialContextTokens", "0", "tokens in a context before the entry point is called"),
    /** Tokens that a context is pruned to where the limit is not in the source. */
    WINDOW_TOKENS("windowTokens", "8000", "tokens that a context is pruned to where the limit is not in the source"),
    /** Tool calls that one answer asks for. */
    TOOL_CALLS_PER_ANSWER("toolCallsPerAnswer", "1", "tool calls that one model answer asks for"),
    /** Elements of a collection or stream whose size is not in the source. */
    COLLECTION_SIZE("collectionSize", "10", "elements of a collection whose size is not in the source"),
    /** Value of a parameter, field or property that limits a repetition and is not in the source. */
    LIMIT("limit", "10", "value of a limit that is a parameter, field or property without a value in the source"),
    /** Turns that a person or events from outside make. */
    EXTERNAL_TURNS("externalTurns", "10", "turns paced by a person or by events from outside"),
    /** Runs of a function given to code that cannot be seen. */
    UNKNOWN_RUNS("unknownRuns", "1", "runs of a function that is given to code which cannot be read"),
    /** Tries of one request that fail before one succeeds, as far as the library tries again. */
    FAILED_TRIES(
            "failedTries", "0", "tries of one request that fail before one succeeds, where the library tries again"),
    /** Milliseconds to the first token of an answer. */
    FIRST_TOKEN_MILLIS("firstTokenMillis", "1000", "milliseconds to the first token of an answer"),
    /** Milliseconds for each output token. */
    MILLIS_PER_OUTPUT_TOKEN("millisPerOutputToken", "15", "milliseconds for each output token"),
    /** Milliseconds of one tool call. */
    TOOL_MILLIS("toolMillis", "1000", "milliseconds of one tool call"),
    /** Milliseconds of one pause between requests whose length is not in the source. */
    PAUSE_MILLIS("pauseMillis", "1000", "milliseconds of a pause between requests whose length is not in the source");

    private final String key;
    private final BigDecimal value;
    private final String description;

    Assumption(String key, String value, String description) {
        this.key = key;
        this.value = new BigDecimal(value);
        this.description = description;
    }

    /** The name in configuration and reports. */
    public String key() {
        return key;
    }

    /** The default. */
    public BigDecimal value() {
        return value;
    }

    /** What the number means, with its unit. */
    public String description() {
        return description;
    }
}
