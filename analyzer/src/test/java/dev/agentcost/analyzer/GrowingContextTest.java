package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which place it is whose content grows from turn to turn. */
class GrowingContextTest {

    private static final String AGENT = """
            import dev.langchain4j.agent.tool.ToolExecutionRequest;
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.tool.ToolExecutor;
            import java.util.ArrayList;
            import java.util.List;

            class Agent {
                void run(ChatModel model, ToolExecutor tool, String question) {
                    BODY
                }
            }
            """;

    @Test
    void theTextThatIsPutIntoAMemoryIsCountedThereAndNowhereElse() {
        assertGrowth("""
                ChatMemory memory = MessageWindowChatMemory.withMaxMessages(12);
                while (true) { // HERE
                    AiMessage answer = model.chat(memory.messages()).aiMessage();
                    memory.add(answer);
                    for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                        String result = tool.execute(call, null);
                        memory.add(ToolExecutionResultMessage.from(call, result));
                    }
                }
                """, ContextGrowth.Kind.WINDOWED, "memory");
    }

    @Test
    void aTextThatGrowsItselfGrowsInAListToo() {
        assertGrowth("""
                String prompt = question;
                List<ChatMessage> messages = new ArrayList<>();
                while (true) { // HERE
                    prompt += model.chat(messages).aiMessage().text();
                    messages.clear();
                    messages.add(UserMessage.from(prompt));
                }
                """, ContextGrowth.Kind.LINEAR, "prompt");
    }

    private static final String HELPER = """
            String append(String log, String role, String text) {
                String trimmed = log.trim();
                return RETURNED;
            }
            String ask(String log) {
                List<ChatMessage> messages = new ArrayList<>();
                messages.add(UserMessage.from(log));
                return model.chat(messages).aiMessage().text();
            }
            void run(String question) {
                String log = question;
                while (true) { // HERE
                    String answer = ask(log);
                    log = append(log, "assistant", answer);
                }
            }
            """;

    @Test
    void aTextGrowsByWhatAHelperPutsBehindIt() {
        ContextGrowth growth = AgentSource.withMembers(
                        HELPER.replace("RETURNED", "trimmed + \";\" + role + \":\" + text"))
                .site()
                .context();
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo("log");
        assertThat(growth.perTurn().toString()).contains("answerTokens");
    }

    @Test
    void aTextThatAHelperReplacesOrOnlyCutsDoesNot() {
        assertThat(AgentSource.withMembers(HELPER.replace("RETURNED", "role + text"))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(AgentSource.withMembers(HELPER.replace("RETURNED", "trimmed.substring(text.length())"))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static ContextGrowth.Kind list(String assigned, String helper) {
        return AgentSource.withMembers(helper + """
                        void run(String question) {
                            List<String> messages = new ArrayList<>();
                            messages.add(question);
                            for (int turn = 0; turn < 10; turn++) { // HERE
                                String answer = model.chat(String.join("", messages));
                                messages = ASSIGNED;
                            }
                        }
                        """.replace("ASSIGNED", assigned))
                .site()
                .context()
                .growth();
    }

    private static ContextGrowth.Kind text(String assigned) {
        return AgentSource.withMembers("""
                        void run(String question) {
                            String prompt = question;
                            for (int turn = 0; turn < 10; turn++) { // HERE
                                String answer = model.chat(prompt);
                                prompt = ASSIGNED;
                            }
                        }
                        """.replace("ASSIGNED", assigned))
                .site()
                .context()
                .growth();
    }

    @Test
    void aListGrowsByWhatALibraryPutsTogetherWithIt() {
        String both = "java.util.stream.Stream.concat(messages.stream(), java.util.stream.Stream.of(answer))";
        assertThat(list(both + ".toList()", "")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(list(both + ".collect(java.util.stream.Collectors.toList())", ""))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(list(both.replace("messages.stream()", "messages.stream().skip(1)") + ".toList()", ""))
                .isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(list(both + ".limit(10).toList()", "")).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(list(both.replace("messages.stream()", "List.of(question).stream()") + ".toList()", ""))
                .isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(list("messages.stream().map(String::trim).toList()", "")).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aTextGrowsByWhatALibraryPutsTogetherWithIt() {
        assertThat(text("String.format(\"%s %s\", prompt, answer)")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(text("\"%s %s\".formatted(prompt, answer)")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(text("String.join(\" \", prompt, answer)")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(text("String.format(\"%s\", answer)")).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(text("prompt.replace(\"{answer}\", answer)")).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aHelperThatAddsOnlyWhereThereIsSomethingAddsEachTime() {
        String helper = """
                List<String> with(List<String> all, String one) {
                    if (TEST) {
                        return all;
                    }
                    List<String> copy = new ArrayList<>(all);
                    copy.add(one);
                    return RETURNED;
                }
                """;
        for (String returned : List.of("copy", "List.copyOf(copy)", "Collections.unmodifiableList(copy)")) {
            assertThat(list(
                            "with(messages, answer)",
                            helper.replace("TEST", "one == null || one.isBlank()")
                                    .replace("RETURNED", returned)))
                    .as(returned)
                    .isEqualTo(ContextGrowth.Kind.LINEAR);
        }
    }

    @Test
    void aHelperThatAddsWhatIsNotThereYetAddsOnce() {
        assertThat(list("with(messages)", """
                        List<String> with(List<String> all) {
                            if (!all.isEmpty() && all.get(0).startsWith("You are")) {
                                return all;
                            }
                            List<String> copy = new ArrayList<>(all);
                            copy.add(0, "You are helpful");
                            return copy;
                        }
                        """)).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aBuilderThatAChainOfCallsBeginsIsOneContextWithWhatItIsGiven() {
        String source = """
                import com.openai.client.OpenAIClient;
                import com.openai.models.chat.completions.*;

                class Agent {
                    void run(OpenAIClient client, String question) {
                        ChatCompletionCreateParams.Builder conversation = ChatCompletionCreateParams.builder()
                                .maxCompletionTokens(1000)
                                .addUserMessage(question);
                        while (true) { // HERE
                            ChatCompletion answer = client.chat().completions().create(conversation.build());
                            conversation.addMessage(answer.choices().get(0).message());
                        }
                    }
                }
                """;
        ContextGrowth growth = AgentSource.of(source, false).site().context();
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo("conversation");
    }

    private void assertGrowth(String body, ContextGrowth.Kind kind, String context) {
        String source = AGENT.replace("BODY", body);
        ContextGrowth growth = AgentSource.of(source, false).site().context();
        assertThat(growth.growth()).isEqualTo(kind);
        assertThat(growth.context()).isEqualTo(context);
    }

    private static final String QUEUE = """
            List<String> queue = new ArrayList<>();
            java.util.concurrent.locks.Lock lock;
            List<String> drained() {
                lock.lock();
                try {
                    List<String> all = new ArrayList<>(queue);
                    queue.clear();
                    return all;
                } finally {
                    lock.unlock();
                }
            }
            void run(boolean waiting) {
                while (true) { // HERE
                    String answer = model.chat(String.join(",", queue));
                    if (waiting) { waiting = false; continue; }
                    DRAIN
                    queue.add(answer);
                    waiting = answer.isEmpty();
                }
            }
            """;

    private static ContextGrowth.Kind queueDrainedBy(String statement) {
        return AgentSource.withMembers(QUEUE.replace("DRAIN", statement))
                .site()
                .context()
                .growth();
    }

    @Test
    void aQueueThatIsEmptiedBeforeItIsFilledDoesNotGrowThoughSomeTurnsDoNeither() {
        assertThat(queueDrainedBy("drained();")).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void oneThatIsEmptiedOnlySometimesGrows() {
        assertThat(queueDrainedBy("if (answer.isEmpty()) { drained(); }")).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void whatAMethodAddsToATextThatItIsGivenTheCallersTextDoesNotHave() {
        String source = """
                String ask(String question) {
                    question = "Be short. " + question;
                    return model.chat(question);
                }
                void run(String question) {
                    while (true) { // HERE
                        ask(question);
                    }
                }
                """;
        assertThat(AgentSource.withMembers(source).site().context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aListGrowsThoughTheMethodThatFillsItGivesItsNameToAnother() {
        String source = """
                String ask(List<ChatMessage> messages, String question) {
                    messages.add(UserMessage.from(question));
                    String answer = model.chat(messages).aiMessage().text();
                    messages = new ArrayList<>();
                    return answer;
                }
                void run(List<ChatMessage> messages, String question) {
                    while (true) { // HERE
                        ask(messages, question);
                    }
                }
                """;
        assertThat(AgentSource.withMembers(source).site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static final String FULL_NAME = "dev.langchain4j.model.chat.request.ChatRequest";

    private static final String HANDED = """
            String ask(String prompt) {
                return model.chat(ChatRequest.builder().messages(UserMessage.from(prompt)).build()).aiMessage().text();
            }
            void run(String question) {
                String prompt = question;
                while (true) { // HERE
                    BODY
                }
            }
            """;

    @Test
    void aTextThatTheCallerMakesLongerIsSentLongerEachTime() {
        ContextGrowth growth = AgentSource.withMembers(
                        HANDED.replace("BODY", "prompt = prompt + ask(prompt);").replace("ChatRequest", FULL_NAME))
                .site()
                .context();
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo("prompt");
    }

    @Test
    void oneThatItHandsOverAsItIsDoesNotGrow() {
        assertThat(AgentSource.withMembers(
                                HANDED.replace("BODY", "ask(prompt);").replace("ChatRequest", FULL_NAME))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static final String CHECKED = """
            static class Pending {
                private final List<String> ids;
                Pending(List<String> ids) { this.ids = new ArrayList<>(ids); }
                void done() { ids.remove(0); }
            }
            void check(List<String> lines) {
                Pending pending = new Pending(lines);
                if (lines.size() > 100) {
                    pending.done();
                }
            }
            void run() {
                List<String> messages = new ArrayList<>();
                while (true) { // HERE
                    check(messages);
                    messages.add(model.chat(String.join(",", messages)));
                }
            }
            """;

    @Test
    void whatIsTakenFromACopyThatAnObjectHoldsStaysInTheList() {
        assertThat(AgentSource.withMembers(CHECKED).site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static final String COPY = """
            List<ChatMessage> next(List<ChatMessage> before, ChatMessage one) {
                List<ChatMessage> all = MADE;
                FILLED
                all.add(one);
                REST
                return all;
            }
            void run(String question) {
                List<ChatMessage> talk = new ArrayList<>();
                talk.add(UserMessage.from(question));
                while (true) { // HERE
                    AiMessage answer = model.chat(talk).aiMessage();
                    if (!answer.hasToolExecutionRequests()) { return; }
                    talk = next(talk, answer);
                }
            }
            """;

    private static ContextGrowth.Kind copied(String made, String filled, String rest) {
        return AgentSource.withMembers(
                        COPY.replace("MADE", made).replace("FILLED", filled).replace("REST", rest))
                .site()
                .context()
                .growth();
    }

    @Test
    void aListThatIsReplacedByACopyWithMoreInItGrows() {
        assertThat(copied("new ArrayList<>(before)", "", "")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(copied("new ArrayList<>()", "all.addAll(before);", "")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(copied("new ArrayList<>()", "for (ChatMessage m : before) { all.add(m); }", ""))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void oneThatIsReplacedByAPartOrByWhatIsTakenFromDoesNot() {
        assertThat(copied("new ArrayList<>(before)", "", "while (all.size() > 20) { all.remove(0); }"))
                .isNotEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(copied(
                        "new ArrayList<>()",
                        "for (ChatMessage m : before) { if (m instanceof UserMessage) { all.add(m); } }",
                        ""))
                .isNotEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(copied("new ArrayList<>()", "all.addAll(before.subList(0, 3));", ""))
                .isNotEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static ContextGrowth ofHistory(String kept) {
        return AgentSource.withMembers("""
                        static final int MAX = 4000;
                        final Map<String, List<ChatMessage>> histories = new HashMap<>();
                        final List<ChatMessage> own = new ArrayList<>();
                        void keep(String id, ChatMessage message) { KEPT }
                        static int tokens(List<ChatMessage> history) {
                            int sum = 0;
                            for (ChatMessage message : history) { sum += message.toString().length(); }
                            return sum;
                        }
                        void run(List<String> questions, String id) {
                            for (String question : questions) { // HERE
                                keep(id, UserMessage.from(question));
                                model.chat(SENT);
                            }
                        }
                        """.replace("KEPT", kept)
                        .replace("SENT", kept.contains("own") ? "own" : "histories.getOrDefault(id, List.of())"))
                .site()
                .context();
    }

    @Test
    void whatAMapKeepsUnderAKeyIsPrunedByTheCodeThatIsGivenToIt() {
        String kept = """
                histories.compute(id, (key, history) -> {
                    if (history == null) { history = new ArrayList<>(); }
                    history.add(message);
                    int tokens = tokens(history);
                    while (tokens > MAX && history.size() > 1) { tokens -= TAKEN.toString().length(); }
                    return history;
                });
                """;
        assertThat(ofHistory(kept.replace("TAKEN", "history.remove(0)")).growth())
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(ofHistory(kept.replace("TAKEN", "history.get(0)")).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(ofHistory("""
                        histories.merge(id, List.of(message), (history, more) -> {
                            history.addAll(more);
                            while (more.size() > 20) { more.remove(0); }
                            return history;
                        });
                        """).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void ofSeveralTestsBeforeSomethingIsTakenAwayTheOneThatAllowsMostHolds() {
        assertThat(ofHistory("own.add(message); while (own.size() > 1 && tokens(own) > MAX) { own.remove(0); }")
                        .window())
                .contains("4000");
        assertThat(ofHistory("own.add(message); while (tokens(own) > MAX && own.size() > 1) { own.remove(0); }")
                        .window())
                .contains("4000");
    }

    @Test
    void theFunctionThatFillsAMapIsHandedTheKeyAndNotTheMap() {
        AgentSource source = AgentSource.withMembers("""
                Map<String, String> answers = new HashMap<>();
                void run(List<String> questions) {
                    for (String question : questions) { // HERE
                        answers.computeIfAbsent(question, key -> model.chat(key));
                    }
                }
                """);
        assertThat(source.site().context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aWindowHoldsWhereOnlyTheMethodsThatAreCalledUseTheMemory() {
        assertThat(askedThrough("MessageWindowChatMemory.withMaxMessages(20)", "ask(in)"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(askedThrough("MessageWindowChatMemory.withMaxMessages(20)", "bot.ask(in)"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(askedThrough("new ArrayMemory()", "ask(in)")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(askedThrough("new ArrayMemory()", "bot.ask(in)")).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static ContextGrowth.Kind askedThrough(String memory, String call) {
        return AgentSource.withMembers("""
                        static class ArrayMemory implements ChatMemory {
                            final List<ChatMessage> all = new ArrayList<>();
                            public void add(ChatMessage message) { all.add(message); }
                            public List<ChatMessage> messages() { return all; }
                        }
                        final ChatMemory memory = MEMORY;
                        String ask(String in) {
                            memory.add(UserMessage.from(in));
                            AiMessage answer = model.chat(memory.messages()).aiMessage();
                            memory.add(answer);
                            return answer.text();
                        }
                        void run(Agent bot, List<String> lines) {
                            for (String in : lines) { // HERE
                                CALL;
                            }
                        }
                        """.replace("MEMORY", memory).replace("CALL", call))
                .site()
                .context()
                .growth();
    }
}
