package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** A model on loopback that asks for one tool in each answer as long as it is offered any, for each of them in turn. */
final class ModelServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Without it each answer waits for the client's acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<String> errors = new ArrayList<>();
    private int requests;
    private List<JsonNode> thread = List.of();

    ModelServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized int requests() {
        if (!errors.isEmpty()) {
            throw new AssertionError("the server could not answer: " + errors);
        }
        return requests;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            requests++;
            if (path.endsWith("/chat/completions")) {
                boolean stream = body.path("stream").asBoolean();
                String answer = openAi(body, stream).toString();
                send(exchange, stream ? "data: " + answer + "\n\ndata: [DONE]\n\n" : answer, stream);
            } else if (path.endsWith(":generateContent")) {
                send(exchange, gemini(body).toString(), false);
            } else if (path.endsWith("/messages")) {
                send(exchange, anthropic(body).toString(), false);
            } else if (path.endsWith("/api/chat")) {
                send(exchange, ollama(body) + "\n", false);
            } else {
                errors.add("no provider has the path " + path);
            }
        } catch (IOException | RuntimeException e) {
            errors.add(e.toString());
            throw e;
        }
    }

    /** The tool whose turn it is: its name and its first parameter; null where the request offers none. */
    private String[] tool(List<JsonNode> declared, String parameters) {
        if (declared.isEmpty()) {
            return null;
        }
        JsonNode tool = declared.get(requests % declared.size());
        var names = tool.path(parameters).path("properties").fieldNames();
        return new String[] {tool.path("name").asText(), names.hasNext() ? names.next() : "words"};
    }

    private static List<JsonNode> list(JsonNode array, String field) {
        List<JsonNode> found = new ArrayList<>();
        array.forEach(one -> found.add(field.isEmpty() ? one : one.path(field)));
        return found;
    }

    private static ObjectNode arguments(String[] tool) {
        return JSON.createObjectNode().put(tool[1], "x");
    }

    private ObjectNode openAi(JsonNode body, boolean stream) {
        String[] tool = tool(list(body.path("tools"), "function"), "parameters");
        ObjectNode root = JSON.createObjectNode();
        root.put("id", "a" + requests).put("object", stream ? "chat.completion.chunk" : "chat.completion");
        root.put("created", 1).put("model", body.path("model").asText("model"));
        ObjectNode choice = root.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", tool == null ? "stop" : "tool_calls");
        ObjectNode message = choice.putObject(stream ? "delta" : "message").put("role", "assistant");
        if (tool == null) {
            message.put("content", "no");
        } else {
            message.putNull("content");
            ObjectNode call = message.putArray("tool_calls").addObject();
            call.put("index", 0).put("id", "call_" + requests).put("type", "function");
            call.putObject("function").put("name", tool[0]).put("arguments", arguments(tool).toString());
        }
        root.putObject("usage").put("prompt_tokens", 1).put("completion_tokens", 1).put("total_tokens", 2);
        return root;
    }

    private ObjectNode gemini(JsonNode body) {
        List<JsonNode> declared = new ArrayList<>();
        body.path("tools").forEach(one -> declared.addAll(list(one.path("functionDeclarations"), "")));
        String[] tool = tool(declared, "parameters");
        ObjectNode root = JSON.createObjectNode();
        ObjectNode candidate = root.putArray("candidates").addObject().put("finishReason", "STOP").put("index", 0);
        ObjectNode part = candidate.putObject("content").put("role", "model").putArray("parts").addObject();
        if (tool == null) {
            part.put("text", "no");
        } else {
            part.putObject("functionCall").put("name", tool[0]).set("args", arguments(tool));
        }
        return root;
    }

    private ObjectNode anthropic(JsonNode body) {
        // A thread that goes on has the tools that it began with.
        thread = body.path("thread").path("type").asText().equals("continue") ? thread : list(body.path("tools"), "");
        String[] tool = tool(thread, "input_schema");
        ObjectNode root = JSON.createObjectNode();
        root.put("id", "a" + requests).put("type", "message").put("role", "assistant").put("model", "model");
        root.put("stop_reason", tool == null ? "end_turn" : "tool_use").putNull("stop_sequence");
        ObjectNode block = root.putArray("content").addObject();
        if (tool == null) {
            block.put("type", "text").put("text", "no");
        } else {
            block.put("type", "tool_use").put("id", "call_" + requests).put("name", tool[0]).set("input", arguments(tool));
        }
        root.putObject("usage").put("input_tokens", 1).put("output_tokens", 1);
        return root;
    }

    private ObjectNode ollama(JsonNode body) {
        String[] tool = tool(list(body.path("tools"), "function"), "parameters");
        ObjectNode root = JSON.createObjectNode();
        root.put("model", "model").put("created_at", "2026-01-01T00:00:00Z").put("done", true).put("done_reason", "stop");
        ObjectNode message = root.putObject("message").put("role", "assistant").put("content", tool == null ? "no" : "");
        if (tool != null) {
            ObjectNode function = message.putArray("tool_calls").addObject().putObject("function");
            function.put("name", tool[0]).set("arguments", arguments(tool));
        }
        return root;
    }

    private static void send(HttpExchange exchange, String text, boolean stream) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
