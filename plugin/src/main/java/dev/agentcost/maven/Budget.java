package dev.agentcost.maven;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <budget>} of the POM: what one call of an entry point may cost at most. Values are taken as text, so that a mistake is told
 * with the element that it is in.
 */
public final class Budget {

    /** Which entry points: {@code com.acme.Agent#chat}, {@code com.acme..*Agent}, {@code @Annotation} or {@code *}. */
    @Parameter
    private @Nullable String entryPoint;

    /** Requests to a model. */
    @Parameter
    private @Nullable String modelCalls;

    /** Calls of tools. */
    @Parameter
    private @Nullable String toolCalls;

    /** Tokens sent to models. */
    @Parameter
    private @Nullable String inputTokens;

    /** Tokens that models answer. */
    @Parameter
    private @Nullable String outputTokens;

    /** US dollars: {@code 0.50}. */
    @Parameter
    private @Nullable String dollars;

    /** Time on the longest path: {@code 60s}. */
    @Parameter
    private @Nullable String latency;

    /** Highest growth class: {@code O(n)}. */
    @Parameter
    private @Nullable String growth;

    /** What is set, by the name of its element. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "entryPoint", entryPoint);
        put(settings, "modelCalls", modelCalls);
        put(settings, "toolCalls", toolCalls);
        put(settings, "inputTokens", inputTokens);
        put(settings, "outputTokens", outputTokens);
        put(settings, "dollars", dollars);
        put(settings, "latency", latency);
        put(settings, "growth", growth);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
