package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that talk to a model by HTTP with message types of their own: what is an answer, a tool call and a copy there. */
class PlainHttpAgentTest {

    private static final String CLIENT = """
            import com.fasterxml.jackson.databind.*;
            import java.net.URI;
            import java.net.http.*;
            import java.util.*;

            class Agent {
                static class Block { String type; String name; Map<String, Object> input; }
                static class Answer { List<Block> content; String stopReason; }
                record Message(String role, Object content) {}
                record Request(String model, List<Message> messages, int limit) {
                    Request(List<Message> messages) { this("m", messages, 100); }
                }
                final ObjectMapper mapper = new ObjectMapper();
                final HttpClient http = HttpClient.newHttpClient();

                Answer ask(Request request) throws Exception {
                    List<Object> copy = new ArrayList<>();
                    for (Message message : request.messages()) {
                        copy.add(Map.of("role", message.role(), "content", message.content()));
                    }
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("model", request.model());
                    body.put("max_tokens", request.limit());
                    body.put("messages", copy);
                    HttpRequest post = HttpRequest.newBuilder(URI.create("https://api.anthropic.com/v1/messages"))
                            .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body))).build();
                    return parse(http.send(post, HttpResponse.BodyHandlers.ofString()).body());
                }

                Answer parse(String text) throws Exception {
                    JsonNode root = mapper.readTree(text);
                    List<Block> blocks = new ArrayList<>();
                    for (JsonNode node : root.path("content")) {
                        Block block = new Block();
                        block.type = node.path("type").asText();
                        block.name = node.path("name").asText();
                        blocks.add(block);
                    }
                    Answer answer = new Answer();
                    answer.content = blocks;
                    answer.stopReason = root.path("stop_reason").asText();
                    return answer;
                }

                static String runShell(Object command) { return "" + command; }
                static String describe(Object command) { return "" + command; }

                BODY
            }
            """;

    private static Site site(String body) {
        return AgentSource.of(CLIENT.replace("BODY", body), false).site();
    }

    @Test
    void aPartWhoseKindIsComparedWithAToolCallsIsOne() {
        Site site = site("""
                void run(Request request) throws Exception {
                    for (Block block : ask(request).content) { // HERE
                        if (!"tool_use".equals(block.type)) continue;
                        runShell(block.input.get("command"));
                    }
                }
                """);
        assertThat(site.reachesTool()).isTrue();
    }

    @Test
    void soIsOneThatASwitchChooses() {
        Site site = site("""
                void run(Request request) throws Exception {
                    for (Block block : ask(request).content) { // HERE
                        switch (block.type) {
                            case "text" -> describe(block.input);
                            case "tool_use" -> runShell(block.input);
                            default -> { }
                        }
                    }
                }
                """);
        assertThat(site.reachesTool()).isTrue();
    }

    @Test
    void oneThatIsComparedWithSomethingElseIsNot() {
        String source = CLIENT.replace("BODY", """
                void run(Request request) throws Exception {
                    for (Block block : ask(request).content) { // HERE
                        if (!"text".equals(block.type)) continue;
                        runShell(block.input.get("command"));
                    }
                }
                """);
        assertThat(AgentSource.of(source, true).site().costs()).isFalse();
    }

    @Test
    void whatIsHandedToAConstructorThatCallsAnotherIsSent() {
        assertGrows("""
                void run() throws Exception {
                    List<Message> messages = new ArrayList<>();
                    while (true) { // HERE
                        Answer answer = ask(new Request(messages));
                        messages.add(new Message("assistant", answer.content));
                        if (answer.stopReason.equals("end_turn")) return;
                    }
                }
                """, "messages");
    }

    @Test
    void aCopyMadeOfPartsOfPartsIsSent() {
        assertGrows("""
                record Text(String value) { }
                record Turn(String role, Text text) { }

                List<Message> copied(List<Turn> turns) {
                    List<Message> messages = new ArrayList<>();
                    for (Turn turn : turns) {
                        messages.add(new Message(turn.role(), turn.text().value()));
                    }
                    return messages;
                }

                void run() throws Exception {
                    List<Turn> turns = new ArrayList<>();
                    while (true) { // HERE
                        Answer answer = ask(new Request("m", copied(turns), 5));
                        turns.add(new Turn("assistant", new Text(answer.content.toString())));
                        if (answer.stopReason.equals("end_turn")) return;
                    }
                }
                """, "turns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OutputStream out = connection.getOutputStream(); out.write(body.getBytes());",
                "byte[] bytes = body.getBytes(StandardCharsets.UTF_8);"
                        + " try (OutputStream out = connection.getOutputStream()) { out.write(bytes); }",
                "connection.getOutputStream().write(body.getBytes());",
                "try (DataOutputStream out = new DataOutputStream(connection.getOutputStream())) { out.writeBytes(body); }",
                "OutputStream out = connection.getOutputStream();"
                        + " Writer writer = new BufferedWriter(new OutputStreamWriter(out)); writer.write(body);"
            })
    void whatIsWrittenToAConnectionIsSent(String write) {
        Site site = AgentSource.of("""
                        import java.io.*;
                        import java.net.*;
                        import java.nio.charset.StandardCharsets;
                        import java.util.*;
                        class Agent {
                            String ask(String body) throws IOException {
                                HttpURLConnection connection = (HttpURLConnection)
                                        new URL("https://api.openai.com/v1/chat/completions").openConnection();
                                WRITE
                                return new String(connection.getInputStream().readAllBytes());
                            }
                            void run(List<String> messages) throws IOException {
                                for (int turn = 0; turn < 9; turn++) { // HERE
                                    messages.add(ask("messages" + messages));
                                }
                            }
                        }
                        """.replace("WRITE", write), false).site();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(site.context().context()).isEqualTo("messages");
    }

    @Test
    void aRequestWithoutABodyAsksNoModel() {
        String poll = """
                import java.net.URI;
                import java.net.http.*;

                class Agent {
                    void run(HttpClient http) throws Exception {
                        while (true) { // HERE
                            HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.anthropic.com/v1/models"))
                                    METHOD.build();
                            http.send(request, HttpResponse.BodyHandlers.ofString());
                        }
                    }
                }
                """;
        assertThat(AgentSource.of(poll.replace("METHOD", ".GET()"), true).site().costs())
                .isFalse();
        assertThat(AgentSource.of(poll.replace("METHOD", ""), true).site().costs())
                .isFalse();
        assertThat(AgentSource.of(poll.replace("METHOD", ".POST(HttpRequest.BodyPublishers.noBody())"), true)
                        .site()
                        .costs())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "builder.POST(BODY); http.send(builder.build(), ANSWER);",
                "builder.header(\"a\", \"b\").method(\"POST\", BODY); http.send(builder.build(), ANSWER);",
                "fill(builder, body); http.send(builder.build(), ANSWER);",
                "http.send(made(body), ANSWER);"
            })
    void aBodyThatIsGivenToABuilderStatementByStatementIsOne(String way) {
        assertThat(built(way).reachesModel()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "builder.GET(); http.send(builder.build(), ANSWER);",
                "decorate(builder, body); http.send(builder.build(), ANSWER);",
                "made(body); http.send(builder.build(), ANSWER);"
            })
    void whatAnotherRequestIsGivenIsNone(String way) {
        assertThat(built(way).costs()).isFalse();
    }

    private static Site built(String way) {
        String source = """
                import java.net.URI;
                import java.net.http.*;

                class Agent {
                    final HttpClient http = HttpClient.newHttpClient();
                    static final String URL = "https://api.openai.com/v1/chat/completions";

                    void run(String body) throws Exception {
                        while (true) { // HERE
                            HttpRequest.Builder builder = HttpRequest.newBuilder().uri(URI.create(URL));
                            WAY
                        }
                    }
                    void fill(HttpRequest.Builder target, String text) { target.POST(BODY_OF); }
                    void decorate(HttpRequest.Builder target, String text) { target.header("a", text); }
                    HttpRequest made(String text) {
                        HttpRequest.Builder own = HttpRequest.newBuilder(URI.create(URL));
                        HttpRequest.BodyPublisher publisher = text == null ? HttpRequest.BodyPublishers.noBody() : BODY_OF;
                        own.method("POST", publisher);
                        return own.build();
                    }
                }
                """;
        return AgentSource.of(
                        source.replace("WAY", way)
                                .replace("BODY_OF", "HttpRequest.BodyPublishers.ofString(text)")
                                .replace("BODY", "HttpRequest.BodyPublishers.ofString(body)")
                                .replace("ANSWER", "HttpResponse.BodyHandlers.ofString()"),
                        true)
                .site();
    }

    @Test
    void aMessageThatQuotesAnAnswerIsNoRequestToAModel() {
        String source = CLIENT.replace("BODY", """
                void notify(String text) throws Exception {
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("text", text);
                    HttpRequest post = HttpRequest.newBuilder(URI.create("https://chat.example.com/im/v1/messages"))
                            .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body))).build();
                    http.send(post, HttpResponse.BodyHandlers.ofString());
                }
                void run(List<String> topics, Request request) throws Exception {
                    String answer = ask(request).stopReason;
                    for (String topic : topics) { // HERE
                        notify(topic + answer);
                    }
                }
                """);
        assertThat(AgentSource.of(source, true).site().costs()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"jsonrpc, false", "user, true"})
    void norIsOneOfAnotherProtocolWhateverStandsInIt(String key, boolean model) {
        String source = CLIENT.replace("BODY", """
                final String server = System.getenv("SERVER");
                void call(String prompt) throws Exception {
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("KEY", "2.0");
                    body.put("model", "m");
                    body.put("messages", prompt);
                    HttpRequest post = HttpRequest.newBuilder(URI.create(server))
                            .POST(HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body))).build();
                    http.send(post, HttpResponse.BodyHandlers.ofString());
                }
                void run(List<String> prompts) throws Exception {
                    for (String prompt : prompts) { // HERE
                        call(prompt);
                    }
                }
                """.replace("KEY", key));
        assertThat(AgentSource.of(source, true).site().reachesModel()).isEqualTo(model);
    }

    @Test
    void norIsOneIntoWhichHalfTheProgramFlows() {
        String flood = IntStream.range(0, 4_500)
                .mapToObj(i -> "log.append(\"text " + i + "\"); ")
                .collect(Collectors.joining());
        String client = """
                import java.net.URI;
                import java.net.http.*;

                class Alerts {
                    final HttpClient http = HttpClient.newHttpClient();
                    final String url;
                    Alerts(String url) { this.url = url; }
                    void alert(String text) throws Exception {
                        http.send(HttpRequest.newBuilder(URI.create(url))
                                .POST(HttpRequest.BodyPublishers.ofString(text)).build(),
                                HttpResponse.BodyHandlers.ofString());
                    }
                }
                """;
        String source = CLIENT.replace("BODY", """
                StringBuilder log = new StringBuilder();
                void fill() { log.append("model").append("messages"); %s }
                void run(List<String> topics, Alerts alerts) throws Exception {
                    for (String topic : topics) { // HERE
                        alerts.alert(topic + log);
                    }
                }
                """.formatted(flood));
        assertThat(AgentSource.beside(client, source).site().costs()).isFalse();
    }

    private static void assertGrows(String body, String context) {
        ContextGrowth growth = site(body).context();
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo(context);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.execute(block.input.toString());",
                "statement.executeUpdate(block.input.toString());",
                "callKey(block);",
                "handleLate(block);"
            })
    void whatReadsOrKeepsAToolCallRunsNone(String use) {
        assertThat(used(use).reachesTool()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools.execute(block.input.toString());",
                "new org.example.ToolBox().run(block.input);",
                "runShell(block.input);",
                "process(block);",
                "executeToolNow(block);"
            })
    void whatIsNamedAfterToolsOrGivesSomethingBackRunsOne(String use) {
        assertThat(used(use).reachesTool()).isTrue();
    }

    private static Site used(String use) {
        String source = CLIENT.replace("BODY", """
                org.example.Session session;
                org.example.Box tools;
                java.sql.Statement statement;
                final Map<String, String> late = new HashMap<>();
                static String callKey(Block block) { return block.name == null ? block.type : block.name; }
                void handleLate(Block block) { late.put(block.name, block.type); }
                void executeToolNow(Block block) { late.put(block.name, block.type); }
                void process(Block block) { late.put(block.name, block.type); }

                void run(Request request) throws Exception {
                    for (Block block : ask(request).content) { // HERE
                        if (!"tool_use".equals(block.type)) continue;
                        USE
                    }
                }
                """.replace("USE", use));
        return AgentSource.of(source, true).site();
    }

    @Test
    void whoOnlyListensRunsNoTool() {
        String members = """
                private java.util.function.Consumer<Block> listener;
                private java.util.function.Function<Block, String> executor;
                void run(Request request) throws Exception {
                    for (Block block : ask(request).content) { // HERE
                        if (!"tool_use".equals(block.type)) continue;
                        ask(request);
                        CALL
                    }
                }
                """;
        assertThat(site(members.replace("CALL", "listener.accept(block);")).reachesTool())
                .isFalse();
        assertThat(site(members.replace("CALL", "executor.apply(block);")).reachesTool())
                .isTrue();
        assertThat(site(members.replace("CALL", "listener.accept(block);")
                                + "void listen() { listener = block -> runShell(block.input.get(\"command\")); }")
                        .reachesTool())
                .isTrue();
    }

    private static final String TRANSPORT = """
            import java.net.URI;
            import java.net.http.*;
            import java.util.*;

            class Transport {
                private final HttpClient http = HttpClient.newHttpClient();
                String post(Agent.Sent sent) throws Exception {
                    HttpRequest.Builder builder = HttpRequest.newBuilder(sent.to())
                            .POST(HttpRequest.BodyPublishers.ofString(sent.body()));
                    return http.send(builder.build(), HttpResponse.BodyHandlers.ofString()).body();
                }
            }
            """;

    /** An agent with so many texts in its bodies that a search backwards does not come to an end. */
    private static String large(String address) {
        String texts = IntStream.range(0, 4_200)
                .mapToObj(text -> "texts.add(\"" + text + "\");")
                .collect(Collectors.joining("\n"));
        return """
                import java.net.URI;
                import java.util.*;

                class Agent {
                    record Sent(URI to, String body) {}
                    private final Transport transport = new Transport();
                    private final List<String> texts = new ArrayList<>();
                    Agent() { TEXTS }
                    void run(String question) throws Exception {
                        for (int i = 0; i < 3; i++) { // HERE
                            transport.post(new Sent(URI.create("ADDRESS"), question + texts));
                        }
                    }
                }
                """.replace("TEXTS", texts).replace("ADDRESS", address);
    }

    @Test
    void whereTooMuchFlowsIntoARequestTheNearestAddressTells() {
        assertThat(AgentSource.beside(TRANSPORT, large("https://api.openai.com/v1/chat/completions"))
                        .site()
                        .reachesModel())
                .isTrue();
        assertThat(AgentSource.beside(
                                TRANSPORT,
                                large("https://example.org/v1/texts")
                                        .replace("\"77\"", "\"https://api.openai.com/v1/chat/completions\""))
                        .site()
                        .reachesModel())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "chat/completions, System.getenv(\"BASE\"), true",
        "im/messages, System.getenv(\"BASE\"), false",
        "chat/completions, \"https://example.org/im/\", false"
    })
    void soDoesTheAddressThatIsMadeOfPartsElsewhere(String path, String base, boolean model) {
        String transport = TRANSPORT
                .replace(
                        "HttpRequest.newBuilder(sent.to())\n",
                        "HttpRequest.newBuilder().uri(URI.create(address(sent)))\n")
                .replace("String post(", """
                        static String address(Agent.Sent sent) {
                            String base = BASE;
                            String path = sent.path();
                            if (path.startsWith("/")) { path = path.substring(1); }
                            return base + "/" + path;
                        }
                        String post(""".replace("BASE", base));
        String agent = large("PATH")
                .replace("record Sent(URI to, String body)", "record Sent(String path, String body)")
                .replace("URI.create(\"PATH\")", "\"" + path + "\"")
                .replace("\"77\"", "\"https://example.org/im\"");
        assertThat(AgentSource.beside(transport, agent).site().reachesModel()).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (!source.exhausted()) { String line = source.readUtf8Line(); if (line == null) { break; }",
                "while (!source.exhausted()) { String line = source.readUtf8Line(); if (line == null) { continue; }",
                "while (on && !source.exhausted()) { String line = source.readUtf8Line(); if (line.isEmpty()) { continue; }",
                "String line; while ((line = source.readUtf8Line()) != null) {"
            })
    void theLinesOfAnAnswerThatIsReadAsItComesEnd(String loop) {
        Site site = AgentSource.of("""
                import okhttp3.*;
                import okio.BufferedSource;

                class Agent {
                    final OkHttpClient http = new OkHttpClient();
                    volatile boolean on;

                    String ask(String body) throws Exception {
                        return http.newCall(new Request.Builder().url("https://api.openai.com/v1/chat/completions")
                                .post(RequestBody.create(body, null)).build()).execute().body().string();
                    }

                    void each(Response response) throws Exception {
                        BufferedSource source = response.body().source();
                        LOOP // HERE
                            ask(line);
                        }
                    }
                }
                """.replace("LOOP", loop), false).site();
        assertThat(site.bound().isUnbounded()).isFalse();
        assertThat(site.driver()).isEqualTo(Driver.DATA);
    }

    @Test
    void aRequestThatHandsOnAnAnswerGoesNotWhereTheAnswerCameFrom() {
        AgentSource agent = AgentSource.beside("""
                import java.util.*;
                import org.springframework.web.client.RestTemplate;
                class Bridge {
                    private final RestTemplate rest = new RestTemplate();
                    private final String address;
                    Bridge(String address) { this.address = address; }
                    void send(String text) {
                        Map<String, String> body = new HashMap<>();
                        body.put("content", text);
                        for (int i = 0; i < 3; i++) {
                            rest.postForLocation(address, body);
                        }
                    }
                }
                """, """
                import java.util.*;
                import org.springframework.web.client.RestTemplate;
                class Agent {
                    private final RestTemplate rest = new RestTemplate();
                    private final Bridge bridge;
                    Agent(Bridge bridge) { this.bridge = bridge; }
                    String ask(String prompt) {
                        Map<String, Object> body = new HashMap<>();
                        body.put("model", "m");
                        body.put("prompt", prompt);
                        Map answer = rest.postForObject("http://localhost:11434/api/generate", body, Map.class);
                        return (String) answer.get("response");
                    }
                    void tell(List<String> questions) {
                        for (String question : questions) { // HERE
                            bridge.send(ask(question));
                        }
                    }
                }
                """);

        assertThat(agent.site().reachesModel()).isTrue();
        assertThat(agent.analysis().sites().stream()
                        .filter(site -> site.location().file().endsWith("Other.java")))
                .isNotEmpty()
                .noneMatch(Site::reachesModel);
    }
}
