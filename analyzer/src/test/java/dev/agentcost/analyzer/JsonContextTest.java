package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.ContextGrowth;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agents without an SDK keep the messages that they send in a JSON tree. */
class JsonContextTest {

    private static final String AGENT = """
            import java.net.URI;
            import java.net.http.*;
            %s
            class Agent {
                private final HttpClient client = HttpClient.newHttpClient();

                String run(String question) throws Exception {
                    %s
                    for (int turn = 0; turn < 20; turn++) {
                        String answer = post(body(messages));
                        if (!answer.contains("tool_calls")) {
                            return answer;
                        }
                        %s
                    }
                    return "";
                }

                private String body(%s) throws Exception {
                    %s
                }

                private String post(String body) throws Exception {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.openai.com/v1/chat/completions"))
                            .POST(HttpRequest.BodyPublishers.ofString(body)).build();
                    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
                }
            }
            """;

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of(
                        "import java.util.*;",
                        "List<Map<String, Object>> messages = new ArrayList<>();\n"
                                + "messages.add(Map.of(\"content\", question));",
                        "Map<String, Object> message = new HashMap<>();\nmessage.put(\"content\", answer);\n"
                                + "messages.add(message);",
                        "List<Map<String, Object>> messages",
                        "return messages.toString();"),
                Arguments.of(
                        "import com.google.gson.*;",
                        "JsonArray messages = new JsonArray();\nmessages.add(question);",
                        "messages.add(answer);",
                        "JsonArray messages",
                        "JsonObject body = new JsonObject();\nbody.add(\"messages\", messages);\nreturn body.toString();"),
                Arguments.of(
                        "import com.google.gson.*;",
                        "JsonArray messages = new JsonArray();\nmessages.add(question);",
                        "JsonObject message = new JsonObject();\nmessage.addProperty(\"content\", answer);\n"
                                + "messages.add(message);",
                        "JsonArray messages",
                        "JsonObject body = new JsonObject();\nbody.add(\"messages\", messages);\n"
                                + "return new Gson().toJson(body);"),
                Arguments.of(
                        "import com.fasterxml.jackson.databind.*;\nimport com.fasterxml.jackson.databind.node.*;",
                        "ArrayNode messages = new ObjectMapper().createArrayNode();\nmessages.add(question);",
                        "messages.addObject().put(\"role\", \"user\").put(\"content\", answer);",
                        "ArrayNode messages",
                        "ObjectNode body = new ObjectMapper().createObjectNode();\nbody.set(\"messages\", messages);\n"
                                + "return new ObjectMapper().writeValueAsString(body);"),
                Arguments.of(
                        "import com.fasterxml.jackson.databind.*;\nimport com.fasterxml.jackson.databind.node.*;",
                        "ArrayNode messages = new ObjectMapper().createArrayNode();\nmessages.add(question);",
                        "ObjectNode message = messages.addObject();\nmessage.put(\"role\", \"user\");\n"
                                + "message.put(\"content\", answer);",
                        "ArrayNode messages",
                        "ObjectNode body = new ObjectMapper().createObjectNode();\n"
                                + "ArrayNode all = body.putArray(\"messages\");\n"
                                + "for (JsonNode one : messages) {\n"
                                + "    ObjectNode copy = all.addObject();\n"
                                + "    copy.put(\"content\", one.path(\"content\").asText());\n"
                                + "}\n"
                                + "return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(body);"),
                Arguments.of(
                        "import org.json.*;",
                        "JSONArray messages = new JSONArray();\nmessages.put(question);",
                        "messages.put(new JSONObject().put(\"role\", \"user\").put(\"content\", answer));",
                        "JSONArray messages",
                        "return new JSONObject().put(\"messages\", messages).toString();"),
                Arguments.of(
                        "import com.alibaba.fastjson2.*;",
                        "JSONArray messages = new JSONArray();\nmessages.add(question);",
                        "JSONObject message = new JSONObject();\nmessage.put(\"content\", answer);\nmessages.add(message);",
                        "JSONArray messages",
                        "JSONObject body = new JSONObject();\nbody.put(\"messages\", messages);\n"
                                + "return body.toJSONString();"),
                Arguments.of(
                        "import cn.hutool.json.*;",
                        "JSONArray messages = JSONUtil.createArray();\nmessages.add(question);",
                        "messages.add(JSONUtil.createObj().set(\"role\", \"user\").set(\"content\", answer));",
                        "JSONArray messages",
                        "return JSONUtil.createObj().set(\"messages\", messages).toStringPretty();"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void anArrayOfMessagesThatGrowsEachTurnIsUnpruned(
            String imports, String start, String append, String parameter, String body) {
        AgentSource agent = AgentSource.of(AGENT.formatted(imports, start, append, parameter, body), false);

        ContextGrowth context = agent.analysis().sites().get(0).context();
        assertThat(context.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(context.context()).isEqualTo("messages");
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void anArrayThatIsMadeAnewEachTurnIsNot(
            String imports, String start, String append, String parameter, String body) {
        String fresh = AGENT.formatted(imports, "String kept = question;", "kept = answer;", parameter, body)
                .replace("String answer = post(", start.replace("question", "kept") + "\nString answer = post(");
        AgentSource agent = AgentSource.of(fresh, false);

        assertThat(agent.analysis().sites().get(0).context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aFactoryOfNodesKeepsNothingOfWhatItMakes() {
        AgentSource agent = AgentSource.of(
                AGENT.formatted(
                                "import com.fasterxml.jackson.databind.*;\nimport com.fasterxml.jackson.databind.node.*;",
                                "ArrayNode messages = JSON.arrayNode();\nmessages.add(question);",
                                "messages.add(JsonNodeFactory.instance.objectNode().put(\"content\", answer));",
                                "ArrayNode messages",
                                "ObjectNode body = JSON.objectNode();\nbody.set(\"messages\", messages);\n"
                                        + "body.put(\"model\", \"m\");\nreturn body.toString();")
                        .replace(
                                "private final HttpClient",
                                "static final JsonNodeFactory JSON = JsonNodeFactory.instance;\n"
                                        + "private final HttpClient"),
                false);

        ContextGrowth context = agent.analysis().sites().get(0).context();
        assertThat(context.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(context.context()).isEqualTo("messages");
        assertThat(agent.analysis().sites().get(0).turn().contexts().keySet())
                .noneMatch(one -> one.name().contains("JSON") || one.name().contains("JsonNodeFactory"));
    }

    @Test
    void aMapperKeepsNothingOfWhatItWrites() {
        AgentSource agent = AgentSource.of(
                AGENT.formatted(
                                "import com.fasterxml.jackson.databind.*;\nimport com.fasterxml.jackson.databind.node.*;\n"
                                        + "import java.util.*;",
                                "String last = question;",
                                "last = answer;",
                                "String last",
                                "ObjectNode body = MAPPER.createObjectNode();\nbody.put(\"content\", last);\n"
                                        + "MAPPER.createObjectNode().put(\"content\", last);\n"
                                        + "return MAPPER.writeValueAsString(Map.of(\"content\", last, \"body\", body));")
                        .replace("body(messages)", "body(last)")
                        .replace(
                                "private final HttpClient",
                                "static final ObjectMapper MAPPER = new ObjectMapper();\n"
                                        + "private final HttpClient"),
                false);

        assertThat(agent.analysis().sites().get(0).context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(agent.analysis().sites().get(0).turn().contexts().keySet())
                .noneMatch(context -> context.name().contains("MAPPER"));
    }

    @Test
    void anArrayThatIsCutToItsLastElementsIsPruned() {
        AgentSource agent = AgentSource.of(
                AGENT.formatted(
                        "import com.google.gson.*;",
                        "JsonArray messages = new JsonArray();\nmessages.add(question);",
                        "messages.add(answer);\nwhile (messages.size() > 20) { messages.remove(0); }",
                        "JsonArray messages",
                        "JsonObject body = new JsonObject();\nbody.add(\"messages\", messages);\nreturn body.toString();"),
                false);

        assertThat(agent.analysis().sites())
                .filteredOn(site -> site.reachesModel())
                .singleElement()
                .satisfies(site -> assertThat(site.context().growth()).isNotEqualTo(ContextGrowth.Kind.LINEAR));
    }

    @Test
    void aNodeThatWasAddedOnceAndIsSetAnewEachTurnDoesNotGrow() {
        AgentSource agent = AgentSource.of(
                AGENT.formatted(
                        "import com.fasterxml.jackson.databind.*;\nimport com.fasterxml.jackson.databind.node.*;",
                        "ArrayNode messages = new ObjectMapper().createArrayNode();\n"
                                + "ObjectNode message = messages.addObject();",
                        "message.put(\"content\", answer);",
                        "ArrayNode messages",
                        "return new ObjectMapper().writeValueAsString(messages);"),
                false);

        assertThat(agent.analysis().sites().get(0).context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void whatIsPutIntoANewPartOfTheMessagesIsSentWithThemAndNotBesideThem() {
        AgentSource agent = AgentSource.of("""
                import com.fasterxml.jackson.databind.ObjectMapper;
                import com.fasterxml.jackson.databind.node.*;
                import java.net.URI;
                import java.net.http.*;
                class Agent {
                    private static final ObjectMapper JSON = new ObjectMapper();
                    private final HttpClient http = HttpClient.newHttpClient();

                    String answer(String question) throws Exception {
                        ObjectNode body = JSON.createObjectNode();
                        ArrayNode messages = body.putArray("messages");
                        messages.addObject().put("role", "user").put("content", question);
                        String text = "";
                        for (int turn = 0; turn < 4; turn++) { // HERE
                            HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.openai.com/v1/chat/completions"))
                                    .POST(HttpRequest.BodyPublishers.ofString(body.toString())).build();
                            text = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                            messages.addObject().put("role", "assistant").put("content", text);
                        }
                        return text;
                    }
                }
                """, false);
        assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        // the question is a part of the messages, four times; an answer is sent with 3, 2 and 1 requests
        assertThat(agent.entry("answer").cost().get(Dimension.INPUT_TOKENS).toString())
                .contains("6 * answerTokens")
                .doesNotContain("userTurnTokens");
    }
}
