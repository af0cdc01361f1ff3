package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A model of the worst kind, on loopback: wants tools as long as it is offered one, answers to the limit, and fails as often
 * as it was told to before it answers.
 */
final class ModelServer implements AutoCloseable {

    /**
     * What the server does.
     *
     * @param answerTokens tokens of each answer
     * @param toolCalls tool calls that each answer asks for, where the request offers a tool
     * @param failures failed tries before each answer: 429 and 500 in turn
     */
    record Conduct(int answerTokens, int toolCalls, int failures) {}

    /** What it received and answered. */
    record Usage(long requests, long inputTokens, long outputTokens) {}

    private final HttpServer server;
    private final Conduct conduct;
    private final List<String> errors = new ArrayList<>();

    /** What was said up to each answer whose id a later request may name. */
    private final Map<String, List<String>> conversations = new HashMap<>();

    private long requests;
    private long inputTokens;
    private long outputTokens;
    private int failed;
    private int ids;

    ModelServer(Conduct conduct) {
        this.conduct = conduct;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized Usage usage() {
        if (!errors.isEmpty()) {
            throw new AssertionError("the server could not answer: " + errors);
        }
        return new Usage(requests, inputTokens, outputTokens);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                answer(exchange, Wire.JSON.readTree(body));
            } catch (RuntimeException e) {
                synchronized (this) {
                    errors.add(exchange.getRequestURI() + " " + e + " " + body);
                }
                send(exchange, 400, "{}");
            }
        }
    }

    private synchronized void answer(HttpExchange exchange, JsonNode body) throws IOException {
        Wire wire = Wire.of(exchange.getRequestURI().getPath());
        Wire.Received received = wire.read(body);
        received.texts.addAll(conversations.getOrDefault(body.path("previous_response_id").asText(), List.of()));
        int input = received.tokens();
        requests++;
        inputTokens += input;
        if (failed < conduct.failures()) {
            send(exchange, failed++ % 2 == 0 ? 429 : 500, "{\"error\":{\"message\":\"try again\",\"type\":\"busy\"}}");
            return;
        }
        failed = 0;
        Wire.Answer answer = worst(received);
        outputTokens += answer.tokens();
        ObjectNode written = wire.write(body.path("model").asText("model"), answer, input);
        if (wire == Wire.OPENAI_RESPONSES) {
            received.texts.add(answer.text());
            conversations.put("answer_" + requests, received.texts);
            written.put("id", "answer_" + requests);
        }
        send(exchange, 200, written.toString());
    }

    /** Calls of the first tool whose arguments fill the answer, or a text that does. */
    private Wire.Answer worst(Wire.Received received) {
        if (received.tools.isEmpty()) {
            return new Wire.Answer(Tokens.text(conduct.answerTokens()), List.of(), conduct.answerTokens());
        }
        Wire.Declared tool = received.tools.get(0);
        int each = conduct.answerTokens() / conduct.toolCalls();
        List<Wire.Call> calls = new ArrayList<>();
        int tokens = 0;
        for (int i = 0; i < conduct.toolCalls(); i++) {
            String arguments = arguments(tool, each);
            calls.add(new Wire.Call("call_" + ids++, tool.name(), arguments));
            tokens += Tokens.count(tool.name()) + Tokens.count(arguments);
        }
        return new Wire.Answer("", calls, tokens);
    }

    private static String arguments(Wire.Declared tool, int tokens) {
        for (int words = tokens; words > 0; words--) {
            String arguments = "{\"" + tool.parameter() + "\":\"" + Tokens.text(words) + "\"}";
            if (Tokens.count(tool.name()) + Tokens.count(arguments) <= tokens) {
                return arguments;
            }
        }
        throw new IllegalStateException("no room for a call of " + tool);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Retry-After-Ms", "1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
