package example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** How a provider writes requests and answers. */
enum Wire {
    OPENAI_CHAT("/chat/completions") {
        @Override
        Received read(JsonNode body) {
            Received received = new Received();
            for (JsonNode message : body.path("messages")) {
                received.texts(message.path("content"));
                for (JsonNode call : message.path("tool_calls")) {
                    received.text(call.path("function").path("name"));
                    received.text(call.path("function").path("arguments"));
                }
            }
            for (JsonNode tool : body.path("tools")) {
                JsonNode function = tool.path("function");
                received.tool(function, function.path("name"), function.path("parameters"));
            }
            return received;
        }

        @Override
        ObjectNode write(String model, Answer answer, int inputTokens) {
            ObjectNode root = JSON.createObjectNode();
            root.put("id", "answer").put("object", "chat.completion").put("created", 1).put("model", model);
            ObjectNode choice = root.putArray("choices").addObject();
            choice.put("index", 0).put("finish_reason", answer.calls().isEmpty() ? "stop" : "tool_calls");
            ObjectNode message = choice.putObject("message");
            message.put("role", "assistant");
            if (answer.calls().isEmpty()) {
                message.put("content", answer.text());
            } else {
                message.putNull("content");
                ArrayNode calls = message.putArray("tool_calls");
                for (Call call : answer.calls()) {
                    ObjectNode one = calls.addObject();
                    one.put("id", call.id()).put("type", "function");
                    one.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
                }
            }
            root.putObject("usage")
                    .put("prompt_tokens", inputTokens)
                    .put("completion_tokens", answer.tokens())
                    .put("total_tokens", inputTokens + answer.tokens());
            return root;
        }
    },

    OPENAI_RESPONSES("/responses") {
        @Override
        Received read(JsonNode body) {
            Received received = new Received();
            received.texts(body.path("input"));
            return received;
        }

        @Override
        ObjectNode write(String model, Answer answer, int inputTokens) {
            ObjectNode root = JSON.createObjectNode();
            root.put("id", "answer").put("object", "response").put("created_at", 1).put("model", model);
            root.put("status", "completed");
            ObjectNode message = root.putArray("output").addObject();
            message.put("type", "message").put("id", "message").put("role", "assistant").put("status", "completed");
            message.putArray("content").addObject().put("type", "output_text").put("text", answer.text());
            root.putObject("usage")
                    .put("input_tokens", inputTokens)
                    .put("output_tokens", answer.tokens())
                    .put("total_tokens", inputTokens + answer.tokens());
            return root;
        }
    },

    ANTHROPIC_MESSAGES("/messages") {
        @Override
        Received read(JsonNode body) {
            Received received = new Received();
            received.texts(body.path("system"));
            for (JsonNode message : body.path("messages")) {
                received.texts(message.path("content"));
                for (JsonNode block : message.path("content")) {
                    received.texts(block.path("content"));
                    received.text(block.path("name"));
                    if (block.has("input")) {
                        received.texts.add(block.path("input").toString());
                    }
                }
            }
            for (JsonNode tool : body.path("tools")) {
                received.tool(tool, tool.path("name"), tool.path("input_schema"));
            }
            return received;
        }

        @Override
        ObjectNode write(String model, Answer answer, int inputTokens) {
            ObjectNode root = JSON.createObjectNode();
            root.put("id", "answer").put("type", "message").put("role", "assistant").put("model", model);
            root.put("stop_reason", answer.calls().isEmpty() ? "max_tokens" : "tool_use");
            root.putNull("stop_sequence");
            ArrayNode content = root.putArray("content");
            if (answer.calls().isEmpty()) {
                content.addObject().put("type", "text").put("text", answer.text());
            }
            for (Call call : answer.calls()) {
                content.addObject()
                        .put("type", "tool_use")
                        .put("id", call.id())
                        .put("name", call.tool())
                        .set("input", tree(call.arguments()));
            }
            root.putObject("usage").put("input_tokens", inputTokens).put("output_tokens", answer.tokens());
            return root;
        }
    },

    GEMINI(":generateContent") {
        @Override
        Received read(JsonNode body) {
            Received received = new Received();
            parts(body.path("systemInstruction"), received);
            body.path("contents").forEach(content -> parts(content, received));
            for (JsonNode tool : body.path("tools")) {
                for (JsonNode function : tool.path("functionDeclarations")) {
                    received.tool(function, function.path("name"), function.path("parameters"));
                }
            }
            return received;
        }

        private void parts(JsonNode content, Received received) {
            received.texts(content.path("parts"));
            for (JsonNode part : content.path("parts")) {
                for (JsonNode call : List.of(part.path("functionCall"), part.path("functionResponse"))) {
                    received.text(call.path("name"));
                    if (call.has("args")) {
                        received.texts.add(call.path("args").toString());
                    }
                    call.path("response").forEach(received::text);
                }
            }
        }

        @Override
        ObjectNode write(String model, Answer answer, int inputTokens) {
            ObjectNode root = JSON.createObjectNode();
            ObjectNode candidate = root.putArray("candidates").addObject();
            candidate.put("finishReason", "STOP").put("index", 0);
            ObjectNode content = candidate.putObject("content");
            content.put("role", "model");
            ArrayNode parts = content.putArray("parts");
            if (answer.calls().isEmpty()) {
                parts.addObject().put("text", answer.text());
            }
            for (Call call : answer.calls()) {
                parts.addObject().putObject("functionCall").put("name", call.tool()).set("args", tree(call.arguments()));
            }
            root.putObject("usageMetadata")
                    .put("promptTokenCount", inputTokens)
                    .put("candidatesTokenCount", answer.tokens())
                    .put("totalTokenCount", inputTokens + answer.tokens());
            return root;
        }
    };

    static final ObjectMapper JSON = new ObjectMapper();

    /** A call that an answer asks for. */
    record Call(String id, String tool, String arguments) {}

    /** What the model says: a text, or calls. */
    record Answer(String text, List<Call> calls, int tokens) {}

    /** A tool as a request declares it, with the name of its first parameter. */
    record Declared(String name, String parameter) {}

    /** What a request says to the model: its texts and the tools it declares, not the JSON around them. */
    static final class Received {
        final List<String> texts = new ArrayList<>();
        final List<Declared> tools = new ArrayList<>();

        void text(JsonNode text) {
            if (text.isTextual()) {
                texts.add(text.asText());
            }
        }

        /** A text, or a list of parts with a text each. */
        void texts(JsonNode content) {
            text(content);
            if (content.isArray()) {
                content.forEach(part -> text(part.path("text")));
            }
        }

        void tool(JsonNode schema, JsonNode name, JsonNode parameters) {
            texts.add(schema.toString());
            String parameter = parameters.path("properties").fieldNames().hasNext()
                    ? parameters.path("properties").fieldNames().next()
                    : "";
            tools.add(new Declared(name.asText(), parameter));
        }

        int tokens() {
            return texts.stream().mapToInt(Tokens::count).sum();
        }
    }

    private final String path;

    Wire(String path) {
        this.path = path;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    abstract Received read(JsonNode body);

    abstract ObjectNode write(String model, Answer answer, int inputTokens);

    static Wire of(String path) {
        for (Wire wire : values()) {
            if (path.endsWith(wire.path)) {
                return wire;
            }
        }
        throw new IllegalArgumentException("no provider has the path " + path);
    }
}
