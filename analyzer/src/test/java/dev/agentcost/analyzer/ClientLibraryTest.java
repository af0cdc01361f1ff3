package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents on clients that send requests in their own way. */
class ClientLibraryTest {

    @Test
    void aRecursionThroughFuturesAsksByTheirWebClient() {
        Site site = AgentSource.of("""
                        import io.vertx.core.Future;
                        import io.vertx.core.json.*;
                        import io.vertx.ext.web.client.WebClient;
                        class Agent {
                            WebClient client;
                            String endpoint;
                            int maxSteps;
                            Future<JsonObject> ask(JsonArray messages) {
                                JsonObject body = new JsonObject().put("model", "m").put("messages", messages);
                                return client.postAbs(endpoint + "/chat/completions")
                                        .putHeader("Content-Type", "application/json")
                                        .sendJsonObject(body)
                                        .map(answer -> answer.bodyAsJsonObject());
                            }
                            Future<JsonObject> run(JsonArray messages, int step) {
                                if (step >= maxSteps) {
                                    return Future.succeededFuture(new JsonObject());
                                }
                                return ask(messages).compose(answer -> {
                                    messages.add(answer);
                                    return run(messages, step + 1); // HERE
                                });
                            }
                        }
                        """, false).site();
        assertThat(site.reachesModel()).isTrue();
        assertThat(site.bound().formula().toString()).contains("maxSteps");
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aLoopRoundAClientBelowAModelIsTheCallersOwn() {
        Site site = AgentSource.of("""
                        import java.util.*;
                        import org.springframework.ai.deepseek.api.DeepSeekApi;
                        import org.springframework.ai.deepseek.api.DeepSeekApi.*;
                        class Agent {
                            DeepSeekApi api;
                            void run(List<ChatCompletionMessage> messages) {
                                for (int i = 0; i < 8; i++) { // HERE
                                    ChatCompletion answer =
                                            api.chatCompletionEntity(new ChatCompletionRequest(messages, false)).getBody();
                                    messages.add(answer.choices().get(0).message());
                                }
                            }
                        }
                        """, false).site();
        assertThat(site.bound().formula().toString()).isEqualTo("8");
        assertThat(site.reachesModel()).isTrue();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aLoopThatEndsWhereTheAnswerAsksForNoToolIsTheModels() {
        Site site = AgentSource.of("""
                        import com.unfbx.chatgpt.OpenAiClient;
                        import com.unfbx.chatgpt.entity.chat.*;
                        import java.util.*;
                        class Agent {
                            OpenAiClient client;
                            void run(List<Message> messages) {
                                while (true) { // HERE
                                    ChatCompletionResponse answer = client.chatCompletion(
                                            ChatCompletion.builder().messages(messages).build());
                                    messages.add(answer.getChoices().get(0).getMessage());
                                    if (!"function_call".equals(answer.getChoices().get(0).getFinishReason())) {
                                        break;
                                    }
                                }
                            }
                        }
                        """, false).site();
        assertThat(site.bound().isUnbounded()).isTrue();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static Site connection(String body) {
        return AgentSource.of("""
                        import java.net.*;
                        class Agent {
                            static final String SERVER = "http://localhost:11434/api/chat";
                            static void write(HttpURLConnection connection) throws Exception {
                                connection.getOutputStream().write("{}".getBytes());
                            }
                            static HttpURLConnection open() throws Exception {
                                HttpURLConnection made = (HttpURLConnection) new URL(SERVER).openConnection();
                                made.setDoOutput(true);
                                return made;
                            }
                            boolean isUp() throws Exception {
                                BODY
                                return connection.getResponseCode() == 200;
                            }
                            void run() throws Exception {
                                for (int i = 0; i < 30; i++) { // HERE
                                    if (isUp()) { return; }
                                }
                            }
                        }
                        """.replace("BODY", body), false).site();
    }

    @Test
    void aConnectionThatIsGivenNoBodyAsksNoModel() {
        assertThatThrownBy(() -> connection("""
                HttpURLConnection connection = (HttpURLConnection) URI.create(SERVER).toURL().openConnection();
                connection.setConnectTimeout(2000);
                """)).hasMessageContaining("no site");
    }

    @Test
    void oneThatMayBeGivenABodyElsewhereMayAskOne() {
        assertThat(connection("""
                HttpURLConnection connection = (HttpURLConnection) new URL(SERVER).openConnection();
                connection.getOutputStream().write("{}".getBytes());
                """).reachesModel()).isTrue();
        assertThat(connection("""
                HttpURLConnection connection = (HttpURLConnection) new URL(SERVER).openConnection();
                write(connection);
                """).reachesModel()).isTrue();
        assertThat(connection("""
                HttpURLConnection connection = open();
                """).reachesModel()).isTrue();
    }

    @Test
    void aTextThatIsJoinedToWhatItIsGrows() {
        assertThat(AgentSource.withMembers("""
                        void run(String text) {
                            for (int i = 0; i < 10; i++) { // HERE
                                text = text.concat(model.chat(text));
                            }
                        }
                        """).site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aClientThatIsAPublicFieldOfAnotherIsAskedThroughIt() {
        Site site = AgentSource.of("""
                        import com.google.genai.Client;
                        import com.google.genai.types.Content;
                        import com.google.genai.types.GenerateContentResponse;
                        import java.util.List;
                        class Agent {
                            Client client;
                            void run(List<Content> contents) {
                                for (int i = 0; i < 5; i++) { // HERE
                                    GenerateContentResponse answer =
                                            client.models.generateContent("gemini", contents, null);
                                    contents.add(answer.candidates().get().get(0).content().get());
                                }
                            }
                        }
                        """, false).site();
        assertThat(site.reachesModel()).isTrue();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aCallbackWithoutANameNeedNotSayThatItOverrides() {
        Site site = AgentSource.of("""
                        import java.io.IOException;
                        import okhttp3.*;
                        import org.json.*;
                        class Agent {
                            OkHttpClient http = new OkHttpClient();
                            JSONArray messages = new JSONArray();
                            void send() {
                                JSONObject body = new JSONObject().put("model", "m").put("messages", messages);
                                Request request = new Request.Builder()
                                        .url("https://api.openai.com/v1/chat/completions")
                                        .post(RequestBody.create(body.toString(), null))
                                        .build();
                                http.newCall(request).enqueue(new Callback() {
                                    public void onFailure(Call call, IOException failure) {}
                                    public void onResponse(Call call, Response response) throws IOException {
                                        JSONObject answer = new JSONObject(response.body().string());
                                        messages.put(answer);
                                        if (answer.has("tool_calls")) {
                                            send(); // HERE
                                        }
                                    }
                                });
                            }
                        }
                        """, false).site();
        assertThat(site.bound().isUnbounded()).isTrue();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void anAnswerInAnotherFormIsAddedWhole() {
        Site site = AgentSource.of("""
                        import com.anthropic.client.AnthropicClient;
                        import com.anthropic.models.messages.*;
                        class Agent {
                            AnthropicClient client;
                            void run(String question) {
                                MessageCreateParams params =
                                        MessageCreateParams.builder().model("m").addUserMessage(question).build();
                                for (int i = 0; i < 5; i++) { // HERE
                                    Message answer = client.messages().create(params);
                                    params = params.toBuilder().addMessage(answer.toParam()).build();
                                }
                            }
                        }
                        """, false).site();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String line = model.chat(history).aiMessage().text();",
                "model.chat(history); String line = tool.execute(request, null);",
                "model.chat(history); String line = given.get();"
            })
    void soIsATextWithoutItsBlanks(String line) {
        assertThat(AgentSource.withMembers("""
                        void run(List<ChatMessage> history, ToolExecutionRequest request, Supplier<String> given) {
                            for (int i = 0; i < 5; i++) { // HERE
                                LINE
                                history.add(UserMessage.from(line.trim()));
                            }
                        }
                        """.replace("LINE", line))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
