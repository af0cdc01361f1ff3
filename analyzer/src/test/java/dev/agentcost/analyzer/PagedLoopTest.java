package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over the pages of data in a database or behind an API, and loops that look like them. */
class PagedLoopTest {

    private static final String AGENT = """
            import com.example.store.*;
            import com.fasterxml.jackson.databind.*;
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;
            class Agent {
                static final int SIZE = 50;
                ChatModel model;
                Repository repository;
                Client client;
                ObjectMapper mapper;
                java.net.http.HttpClient http;
                Node start;
                interface Repository {
                    List<Row> list(int page, int size);
                    List<Row> after(String id);
                    Page<Row> find(Object pageable);
                }
                record Row(String id, String text) {}
                class Node {
                    Node next;
                    Node process(String text) { return next; }
                    Node next() { return next; }
                    Node chosen() { return hashCode() > 0 ? next : start; }
                }
                void run() throws Exception {
            %s
                }
            }
            """;

    private static AgentSource agent(String body) {
        return AgentSource.of(AGENT.formatted(body), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                int page = 0;
                List<Row> rows;
                do { // HERE
                    rows = repository.list(page, SIZE);
                    for (Row row : rows) { model.chat(row.text()); }
                    page++;
                } while (rows.size() == SIZE);
                """, """
                int page = 0;
                while (true) { // HERE
                    List<Row> rows = repository.list(page, SIZE);
                    if (rows == null || rows.isEmpty()) { break; }
                    model.chat(rows.toString());
                    page++;
                }
                """, """
                int page = 0;
                boolean more = true;
                while (more) { // HERE
                    List<Row> rows = repository.list(page, SIZE);
                    model.chat(rows.toString());
                    if (rows.size() < SIZE) { more = false; } else { page++; }
                }
                """, """
                String last = "";
                List<Row> rows;
                do { // HERE
                    rows = repository.after(last);
                    if (!rows.isEmpty()) {
                        last = rows.get(rows.size() - 1).id();
                        model.chat(rows.toString());
                    }
                } while (rows.size() == SIZE);
                """, """
                String token = null;
                do { // HERE
                    ListResponse answer = client.list(ListRequest.builder().pageToken(token).build());
                    model.chat(answer.items().toString());
                    token = answer.nextPageToken();
                } while (token != null && !token.isEmpty());
                """, """
                Pageable request = PageRequest.of(0, SIZE);
                Page<Row> page;
                do { // HERE
                    page = repository.find(request);
                    model.chat(page.getContent().toString());
                    request = request.next();
                } while (page.hasNext());
                """, """
                int page = 1;
                int total;
                do { // HERE
                    JsonNode answer = mapper.readTree(client.get("/items?page=" + page));
                    total = answer.get("total_pages").asInt();
                    model.chat(answer.toString());
                    page++;
                } while (page <= total);
                """, """
                Query query = new Query();
                long least = 0;
                List<Row> rows;
                do { // HERE
                    query.gt("id", least);
                    rows = client.select(query);
                    least = rows.stream().mapToLong(Row::hashCode).max().orElse(0);
                    model.chat(rows.toString());
                } while (!Thread.currentThread().isInterrupted() && rows.size() == SIZE);
                """})
    void thePagesOfDataElsewhereDecide(String body) {
        assertThat(agent(body).site().driver()).isEqualTo(Driver.DATA);
        assertThat(agent(body).site().bound().formula().toString()).contains("[pages of ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                String token = null;
                do { // HERE
                    AiMessage answer = model.chat(UserMessage.from("go on " + token)).aiMessage();
                    token = answer.text();
                } while (token != null && !token.isEmpty());
                """, """
                String token = null;
                do { // HERE
                    JsonNode answer = mapper.readTree(model.chat("more after " + token));
                    token = answer.path("nextPageToken").asText(null);
                } while (token != null);
                """, """
                Node node = start;
                while (node != null) { // HERE
                    node = node.process(model.chat("step"));
                }
                """, """
                String id = "first";
                while (id != null) { // HERE
                    Step step = client.step(id);
                    model.chat(step.prompt());
                    id = step.successor();
                }
                """, """
                String id = "job";
                while (true) { // HERE
                    List<Row> rows = repository.after(id);
                    if (rows.isEmpty()) { break; }
                    model.chat(rows.toString());
                }
                """, """
                int attempt = 0;
                while (!client.status("job", attempt++).equals("done")) { // HERE
                    model.chat("still waiting");
                }
                """})
    void noPageIsWhatAModelSaysOrWhatMayComeBack(String body) {
        assertThat(agent(body).site().bound().isUnbounded()).isTrue();
    }

    @Test
    void aChainEndsAndWhatAMethodChoosesAsTheNextMayBeTheFirstAgain() {
        String walk = """
                Node node = start;
                while (node != null) { // HERE
                    model.chat("step");
                    node = node.NEXT();
                }
                """;
        assertThat(agent(walk.replace("NEXT", "next")).site().driver()).isEqualTo(Driver.DATA);
        assertThat(agent(walk.replace("NEXT", "chosen")).site().bound().isUnbounded())
                .isTrue();
    }

    @Test
    void whatIsParsedFromEachTurnsAnswerIsNoPage() {
        String source = """
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.*;
                class Agent {
                    ChatModel model;
                    org.example.Tools tools;
                    void run(String question) {
                        StringBuilder prompt = new StringBuilder(question);
                        while (true) { // HERE
                            List<String> wanted = wanted(SOURCE);
                            if (wanted.isEmpty()) { break; }
                            prompt.append(tools.run(wanted));
                        }
                    }
                    private List<String> wanted(String text) {
                        List<String> found = new ArrayList<>();
                        for (String line : text.split("x")) {
                            found.add(org.example.Json.read(line));
                        }
                        return found;
                    }
                }
                """;

        assertThat(AgentSource.of(source.replace("SOURCE", "model.chat(prompt.toString())"), false)
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    private static String bound(String members) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.sql.*;
                import java.util.*;
                class Agent {
                    ChatModel model;
                    record Part(List<String> items, String next, String nextToken) {}
                    interface Api { Part list(String token); Part after(Part part); }
                    Api api;
                    void run(ResultSet rows, List<Part> parts) throws SQLException {
                        %s
                    }
                }
                """.formatted(members), false)
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void aRecordSaysWhereTheNextPageIs() {
        assertThat(bound("""
                String token = null;
                do { // HERE
                    Part part = api.list(token);
                    model.chat(part.items().toString());
                    token = part.next();
                } while (token != null);
                """)).isEqualTo("[pages of list()] + 1");
        assertThat(bound("""
                String at = "";
                while (true) { // HERE
                    Part part = api.list(at);
                    model.chat(part.items().toString());
                    if (part.nextToken() == null) { break; }
                    at = part.nextToken();
                }
                """)).isEqualTo("[pages of list()] + 1");
    }

    @Test
    void aRecordThatSaysNothingOfPagesDoesNot() {
        assertThat(bound("""
                Part part = api.list("");
                while (part.items() != null) { // HERE
                    model.chat(part.items().toString());
                    part = api.after(part);
                }
                """)).startsWith("[turns of the loop");
    }

    @Test
    void theRowsOfADatabaseAreReadOneByOne() {
        assertThat(bound("""
                while (rows.next()) { // HERE
                    model.chat(rows.getString("text") + rows.getInt(2) + rows.wasNull());
                }
                """)).isEqualTo("[size of rows]");
        assertThat(bound("""
                while (rows.next()) { // HERE
                    if (model.chat(rows.getString("text")).isEmpty()) { rows.beforeFirst(); }
                }
                """)).startsWith("[turns of the loop");
    }
}
