package dev.agentcost.analyzer.cost;

/** Counts the tokens of text that stands in the source. */
@FunctionalInterface
public interface TokenCounter {

    /** Four characters a token, rounded up: the rule of thumb that OpenAI's documentation gives for English text. */
    TokenCounter FOUR_CHARACTERS = text -> (text.length() + 3) / 4;

    /** The number of tokens of the text, never less than what a model would be charged for. */
    long count(String text);
}
