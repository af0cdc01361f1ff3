package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Hazard;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single calls that cost more than they need: told where the sources show it, and nowhere else. */
class HazardTest {

    private static final String FRAME = """
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.model.embedding.EmbeddingModel;
            import dev.langchain4j.model.openai.OpenAiChatModel;
            import java.util.*;
            class Agent {
                ChatModel model;
                EmbeddingModel embeddings;
            %s
            }
            """;

    private static List<Hazard> hazards(Hazard.Kind kind, String members) {
        return AgentSource.of(FRAME.formatted(members), false).analysis().hazards().stream()
                .filter(hazard -> hazard.kind() == kind)
                .toList();
    }

    @Nested
    class RequestsThatAreTheSame {

        private static List<Hazard> in(String body) {
            return hazards(Hazard.Kind.REPEATED_REQUEST, """
                        String question;
                        final String rules;
                        Agent(String rules) { this.rules = rules; }
                        void ask(String asked) { question = asked; }
                        void run(List<String> documents, String text, List<ChatMessage> messages) {
                            %s
                        }
                    """.formatted(body));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "for (String d : documents) { use(embeddings.embed(text), d); }",
                    "for (String d : documents) { use(model.chat(\"Sum up: \" + text), d); }",
                    "for (String d : documents) { use(model.chat(\"Sum up: \" + rules), d); }",
                    "for (String d : documents) { String prompt = \"Sum up: \" + text; use(model.chat(prompt), d); }",
                    "for (String d : documents) { use(model.chat(SystemMessage.from(rules), UserMessage.from(text)), d); }",
                    "for (int i = 0; i < documents.size(); i++) { use(embeddings.embed(text), documents.get(i)); }",
                })
        void areTold(String loop) {
            assertThat(in(loop)).singleElement().satisfies(hazard -> {
                assertThat(hazard.method()).isEqualTo("Agent#run");
                assertThat(hazard.loop()).isNotNull();
            });
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // another text for each element
                    "for (String d : documents) { use(embeddings.embed(d), d); }",
                    "for (String d : documents) { String prompt = text + d; use(model.chat(prompt), d); }",
                    "for (String d : documents) { text = text + d; use(model.chat(text), d); }",
                    // what others may change
                    "for (String d : documents) { use(model.chat(messages), d); }",
                    "for (String d : documents) { use(model.chat(question), d); }",
                    "for (String d : documents) { use(model.chat(prompt(d)), d); }",
                    "for (String d : documents) { use(model.chat(unknown(text)), d); }",
                    // tries, samples, polls
                    "for (String d : documents) { String a = model.chat(text); if (a.isEmpty()) break; }",
                    "for (String d : documents) { try { use(model.chat(text), d); return; } catch (RuntimeException e) { } }",
                    "for (int i = 0; i < 5; i++) { use(model.chat(text), text); }",
                    "while (model.chat(text).isEmpty()) { }",
                    // for some elements only
                    "for (String d : documents) { if (d.isEmpty()) { use(model.chat(text), d); } }",
                    // another model for each
                    "for (ChatModel m : List.<ChatModel>of()) { use(m.chat(text), text); }",
                    // not in the loop
                    "String a = model.chat(text); for (String d : documents) { use(a, d); }",
                })
        void areNotTakenForThoseThatDiffer(String loop) {
            assertThat(in(loop)).isEmpty();
        }
    }

    @Nested
    class AnswersWithoutALimit {

        private static final String LOOP =
                "void run(List<String> documents) {" + " for (String d : documents) { used.chat(d); } }";

        private static List<Hazard> in(String members) {
            return hazards(Hazard.Kind.UNLIMITED_OUTPUT, members);
        }

        @Test
        void areToldOfAClientThatIsMadeHereAndAskedInALoop() {
            assertThat(in("ChatModel used = OpenAiChatModel.builder().modelName(\"m\").build();" + LOOP))
                    .singleElement()
                    .satisfies(hazard -> assertThat(hazard.derivation())
                            .singleElement()
                            .satisfies(step ->
                                    assertThat(step.text()).endsWith("is given no limit on the answer's length")));
        }

        @Test
        void areToldWhateverElseTheClientIsGiven() {
            assertThat(in("ChatModel used = OpenAiChatModel.builder().modelName(name()).build();" + LOOP))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ChatModel used = OpenAiChatModel.builder().maxTokens(100).build();" + LOOP,
                    "ChatModel used = OpenAiChatModel.builder().newInThisVersion(1).maxTokens(100).build();" + LOOP,
                    "ChatModel used = OpenAiChatModel.builder().limitInThisVersion(1).build();" + LOOP,
                    "ChatModel used;" + LOOP,
                    "ChatModel used; ChatModel limited() { return OpenAiChatModel.builder().maxTokens(9).build(); }"
                            + LOOP,
                    "ChatModel used = OpenAiChatModel.builder().build(); void run(String d) { used.chat(d); }",
                    "ChatModel used = OpenAiChatModel.builder().build();"
                            + " void run() { Scanner in = new Scanner(System.in); while (in.hasNextLine()) { used.chat(in.nextLine()); } }",
                })
        void areNotToldWhereALimitIsSetOrTheClientIsHandedInOrNothingRepeats(String members) {
            assertThat(in(members)).isEmpty();
        }
    }

    @Nested
    class MemoriesThatOutliveARequest {

        private static final String ANSWER = "String answer(String question) {"
                + " history.add(UserMessage.from(question)); String said = model.chat(history).aiMessage().text();"
                + " history.add(AiMessage.from(said)); return said; }";

        /** A history for each conversation, and what one call does with it. */
        private static final String OF_EACH = "final Map<String, List<ChatMessage>> history = new HashMap<>();"
                + " private String in(List<ChatMessage> one, String question) { one.add(UserMessage.from(question));"
                + " return model.chat(one).aiMessage().text(); }";

        private static List<Hazard> in(String members) {
            return hazards(Hazard.Kind.UNLIMITED_MEMORY, members);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "List<ChatMessage> history = new ArrayList<>();" + ANSWER,
                    "static final List<ChatMessage> history = new ArrayList<>();" + ANSWER,
                    "final List<ChatMessage> history; Agent() { history = new LinkedList<>(); }" + ANSWER,
                    OF_EACH + "String answer(String id, String q) {"
                            + " return in(history.computeIfAbsent(id, key -> new ArrayList<>()), q); }",
                    OF_EACH + "String answer(String id, String q) { List<ChatMessage> one = history.get(id);"
                            + " if (one == null) { one = new ArrayList<>(); history.put(id, one); } return in(one, q); }",
                    "static class Session { final List<ChatMessage> history = new ArrayList<>();"
                            + " void add(ChatMessage said) { history.add(said); } List<ChatMessage> all() { return history; } }"
                            + " final Session session = new Session(); String answer(String q) { session.add(UserMessage.from(q));"
                            + " return model.chat(session.all()).aiMessage().text(); }",
                    "String history = \"\"; String answer(String q) { history += q; return model.chat(history); }",
                })
        void areTold(String members) {
            assertThat(in(members))
                    .singleElement()
                    .satisfies(hazard -> assertThat(hazard.subject()).endsWith("history"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "List<ChatMessage> history = new ArrayList<>(); void reset() { history.clear(); }" + ANSWER,
                    "List<ChatMessage> history = new ArrayList<>(); void reset() { history = new ArrayList<>(); }"
                            + ANSWER,
                    "List<ChatMessage> history = new ArrayList<>(); String ask(String q) { String a = answer(q);"
                            + " while (history.size() > 20) { history.remove(0); } return a; }" + ANSWER,
                    OF_EACH + "void end(String id) { history.remove(id); } String answer(String id, String q) {"
                            + " return in(history.computeIfAbsent(id, key -> new ArrayList<>()), q); }",
                    "final Map<String, ChatMemory> history = new HashMap<>(); String answer(String id, String q) {"
                            + " ChatMemory one = history.computeIfAbsent(id, key -> MessageWindowChatMemory.withMaxMessages(9));"
                            + " one.add(UserMessage.from(q)); return model.chat(one.messages()).aiMessage().text(); }",
                    "static class Session { final List<ChatMessage> history = new ArrayList<>();"
                            + " void add(ChatMessage said) { history.add(said); if (history.size() > 9) { history.remove(0); } }"
                            + " List<ChatMessage> all() { return history; } }"
                            + " final Session session = new Session(); String answer(String q) { session.add(UserMessage.from(q));"
                            + " return model.chat(session.all()).aiMessage().text(); }",
                    "String history = \"\"; String answer(String q) { history = q; return model.chat(history); }",
                    "String answer(String question) { List<ChatMessage> history = new ArrayList<>();"
                            + " history.add(UserMessage.from(question)); return model.chat(history).aiMessage().text(); }",
                    "List<ChatMessage> history = new ArrayList<>();"
                            + " String answer(String question) { history.add(UserMessage.from(question));"
                            + " return model.chat(question); }",
                    "List<ChatMessage> history = new ArrayList<>(); void run(int steps) { for (int i = 0; i < steps; i++) {"
                            + " history.add(model.chat(history).aiMessage()); } }",
                    "ChatMemory history = MessageWindowChatMemory.withMaxMessages(20); String answer(String question) {"
                            + " history.add(UserMessage.from(question)); return model.chat(history.messages()).aiMessage().text(); }",
                })
        void areNotToldWhereAnythingTakesFromThemOrNothingSendsThem(String members) {
            assertThat(in(members)).isEmpty();
        }
    }
}
