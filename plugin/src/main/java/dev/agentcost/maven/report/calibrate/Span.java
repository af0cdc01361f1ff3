package dev.agentcost.maven.report.calibrate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A recorded span, as far as it tells of models and tools. Names of attributes are those of the GenAI conventions of OpenTelemetry, the
 * older ones among them.
 *
 * @param parent id of the span above it, "" for the first of a run
 * @param failed whether its status is an error
 * @param millis how long it took, rounded up, where both ends were recorded
 * @param attributes as text
 */
record Span(
        String trace, String parent, String name, boolean failed, OptionalLong millis, Map<String, String> attributes) {

    Span {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    boolean isModelCall() {
        String operation = attributes.getOrDefault("gen_ai.operation.name", "");
        return switch (operation) {
            case "chat", "text_completion", "generate_content" -> true;
            case "" -> outputTokens().isPresent();
            default -> false;
        };
    }

    boolean isToolCall() {
        return attributes.getOrDefault("gen_ai.operation.name", "").equals("execute_tool");
    }

    OptionalLong inputTokens() {
        return number("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
    }

    OptionalLong outputTokens() {
        return number("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
    }

    /** What a tool returned, where that was recorded. */
    Optional<String> toolResult() {
        return Optional.ofNullable(attributes.get("gen_ai.tool.call.result"));
    }

    /** The instructions that a request began with, where they were recorded. */
    Optional<String> systemPrompt() {
        return Optional.ofNullable(attributes.get("gen_ai.system_instructions"));
    }

    /** What a request asked, where its messages were recorded. */
    List<String> userMessages() {
        return RecordedMessages.ofUser(
                attributes.getOrDefault("gen_ai.input.messages", attributes.getOrDefault("gen_ai.prompt", "")));
    }

    /** The method or agent that the span stands for: {@code Type#method}, where the code was recorded. */
    String entryPoint() {
        String function = attributes.getOrDefault("code.function.name", "");
        String namespace = attributes.getOrDefault("code.namespace", "");
        if (function.isEmpty() && !namespace.isEmpty()) {
            function = namespace + "." + attributes.getOrDefault("code.function", "");
        }
        int dot = function.lastIndexOf('.');
        if (dot > 0) {
            String type = function.substring(0, dot);
            return type.substring(type.lastIndexOf('.') + 1) + "#" + function.substring(dot + 1);
        }
        return name;
    }

    private OptionalLong number(String... keys) {
        for (String key : keys) {
            String value = attributes.getOrDefault(key, "");
            if (value.matches("\\d{1,15}")) {
                return OptionalLong.of(Long.parseLong(value));
            }
        }
        return OptionalLong.empty();
    }
}
