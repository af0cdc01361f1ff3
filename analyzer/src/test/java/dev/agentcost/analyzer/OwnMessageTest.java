package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of messages of the program's own, whose texts are put into a request one by one. */
class OwnMessageTest {

    private static final String AGENT = """
            import com.google.gson.*;
            import java.net.URI;
            import java.net.http.*;
            import java.util.*;
            class Agent {
                record Message(String role, String content) {}
                static class Bean {
                    private String content;
                    String getContent() { return content; }
                    void setContent(String content) { this.content = content; }
                }
                static class Talk {
                    private final List<Message> messages = new ArrayList<>();
                    void add(Message message) { messages.add(message); }
                    List<Message> copy() { return new ArrayList<>(messages); }
                }
                HttpClient http;
                Gson gson;
                Talk talk = new Talk();
                List<Message> sent;
                String answer;
                String post(String body) throws Exception {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.openai.com/v1/chat/completions"))
                            .POST(HttpRequest.BodyPublishers.ofString(body)).build();
                    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                }
                static String escape(String text) { return text.replace("\\"", "'"); }
                String text(List<Message> messages) {
                    StringBuilder text = new StringBuilder("{\\"messages\\":[");
                    for (int i = 0; i < messages.size(); i++) {
                        Message message = messages.get(i);
                        text.append("{\\"role\\":\\"").append(message.role()).append("\\",\\"content\\":\\"");
                        text.append(escape(message.content())).append("\\"}");
                    }
                    return text.append("]}").toString();
                }
                String tree(List<Message> messages) {
                    JsonArray all = new JsonArray();
                    for (Message message : messages) {
                        JsonObject one = new JsonObject();
                        one.addProperty("content", message.content());
                        all.add(one);
                    }
                    return all.toString();
                }
                String roles(List<Message> messages) {
                    int users = 0;
                    for (Message message : messages) {
                        users += message.content().length();
                    }
                    return "{\\"messages\\":[\\"" + users + "\\"]}";
                }
                String beans(List<Bean> beans) {
                    List<Map<String, Object>> all = new ArrayList<>();
                    for (Bean bean : beans) {
                        Map<String, Object> one = new HashMap<>();
                        one.put("content", bean.getContent());
                        all.add(one);
                    }
                    return gson.toJson(all);
                }
                void send() throws Exception { answer = post(text(sent)); }
                void keep() { talk.add(new Message("assistant", answer)); sent = talk.copy(); }
                void run(List<Message> messages, List<Bean> beans) throws Exception {
                    for (int turn = 0; turn < 9; turn++) { // HERE
                        BODY
                    }
                }
            }
            """;

    private static Site site(String body) {
        return AgentSource.of(AGENT.replace("BODY", body), false).site();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages.add(new Message(\"assistant\", post(text(messages))));",
                "messages.add(new Message(\"assistant\", post(tree(messages))));",
                "Bean bean = new Bean(); bean.setContent(post(beans(beans))); beans.add(bean);"
            })
    void aConversationWhoseTextsAreSentGrows(String body) {
        assertThat(site(body).context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void soDoesOneOfWhichAFieldHoldsACopy() {
        Site site = site("send(); keep();");
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(site.context().context()).isEqualTo("this.talk.messages");
    }

    @Test
    void theNumberOfItsLettersIsNoTextOfIt() {
        assertThat(site("messages.add(new Message(\"assistant\", post(roles(messages))));")
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }
}
