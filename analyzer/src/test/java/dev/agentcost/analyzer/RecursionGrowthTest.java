package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;

/** What a recursion of several methods hands on: the next activation sends what was put behind what this one was given. */
class RecursionGrowthTest {

    private static ContextGrowth growth(String members) {
        return AgentSource.withMembers(members).recursion().context();
    }

    private static final String TWO = """
            record Request(List<ChatMessage> messages, int limit) {}
            String send(Request request) {
                AiMessage answer = model.chat(request.messages()).aiMessage();
                return answer.hasToolExecutionRequests() ? follow(request, answer) : answer.text();
            }
            String follow(Request original, AiMessage answer) {
                List<ChatMessage> all = new ArrayList<>(original.messages());
                PUT
                return send(new Request(all, original.limit()));
            }
            """;

    @Test
    void whatAnotherMethodPutsBehindTheMessagesIsSentByTheNextActivation() {
        ContextGrowth growth = growth(TWO.replace("PUT", "all.add(answer);"));
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(TWO.replace("PUT", "")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static final String OTHER_NAMES = """
            String send(List<ChatMessage> messages) {
                AiMessage answer = model.chat(messages).aiMessage();
                return answer.hasToolExecutionRequests() ? follow(answer, messages) : answer.text();
            }
            String follow(AiMessage answer, List<ChatMessage> talk) {
                PUT
                return send(talk);
            }
            """;

    @Test
    void theListThatTheMethodsKnowByOtherNamesIsOne() {
        assertThat(growth(OTHER_NAMES.replace("PUT", "talk.add(answer);")).growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(OTHER_NAMES.replace("PUT", "")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static final String TEXT = """
            String send(String prompt, int depth) {
                String answer = model.chat(prompt);
                return answer.isEmpty() ? answer : follow(answer, prompt, depth);
            }
            String follow(String answer, String before, int depth) {
                return send(NEXT, depth + 1);
            }
            """;

    @Test
    void aTextThatIsPutBehindTheOneBeforeGrows() {
        assertThat(growth(TEXT.replace("NEXT", "before + answer")).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(TEXT.replace("NEXT", "answer")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(growth(TEXT.replace("NEXT", "before")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void notWhereTheNextActivationGetsAnother() {
        String fresh = """
                String send(List<ChatMessage> messages) {
                    AiMessage answer = model.chat(messages).aiMessage();
                    List<ChatMessage> all = new ArrayList<>(messages);
                    all.add(answer);
                    return answer.hasToolExecutionRequests() ? follow(answer, all) : answer.text();
                }
                String follow(AiMessage answer, List<ChatMessage> talk) {
                    return send(NEXT);
                }
                """;
        assertThat(growth(fresh.replace("NEXT", "talk")).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(fresh.replace("NEXT", "List.of(UserMessage.from(answer.text()))"))
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aCallbackThatHandsOnItsCopyMakesTheContextGrow() {
        String callback = """
                void ask(List<ChatMessage> messages, Consumer<AiMessage> done) {
                    done.accept(model.chat(messages).aiMessage());
                }
                void turn(List<ChatMessage> talk) {
                    ask(talk, answer -> {
                        List<ChatMessage> all = new ArrayList<>(talk);
                        PUT
                        turn(all);
                    });
                }
                """;
        assertThat(growth(callback.replace("PUT", "all.add(answer);")).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(callback.replace("PUT", "")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static final String TOOLS = """
            Map<String, Function<String, String>> tools;
            Agent other;
            String talk(List<ChatMessage> messages, int steps) {
                for (int step = 0; step < steps; step++) { // HERE
                    AiMessage answer = model.chat(messages).aiMessage();
                    if (answer.hasToolExecutionRequests()) {
                        handle(answer, messages);
                    }
                }
                return "";
            }
            void handle(AiMessage answer, List<ChatMessage> talk) {
                String result = run(answer.text());
                PUT
            }
            String run(String text) {
                return text.isEmpty() ? text : other.talk(new ArrayList<>(List.of(UserMessage.from(text))), 5);
            }
            """;

    @Test
    void aLoopSendsWhatAHelperAddsFromWhichTheLoopMayBeginAgain() {
        assertThat(loop(TOOLS.replace("PUT", "talk.add(AiMessage.from(result));"))
                        .growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(loop(TOOLS.replace("PUT", "")).growth()).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(loop(TOOLS.replace("PUT", "new ArrayList<>(talk).add(AiMessage.from(result));"))
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static ContextGrowth loop(String members) {
        return AgentSource.withMembers(members).site().context();
    }

    private static final String SUB_AGENT = """
            static class Memory {
                final List<ChatMessage> messages = new ArrayList<>();
            }
            Agent other;
            Memory kept;
            void talk(Memory memory, String task) {
                memory.messages.add(UserMessage.from(task));
                AiMessage answer = model.chat(memory.messages).aiMessage();
                if (answer.hasToolExecutionRequests()) {
                    handle(answer, memory);
                }
            }
            void handle(AiMessage answer, Memory memory) {
                memory.messages.add(answer);
                MADE
                other.talk(NEXT, answer.text());
            }
            """;

    @Test
    void whatEachActivationBeginsAnewDoesNotGrowFromOneToTheNext() {
        assertThat(subAgent("", "new Memory()")).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(subAgent("Memory next = new Memory();", "next")).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(subAgent("", "memory")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(subAgent("Memory next = memory;", "next")).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(subAgent("", "kept")).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static ContextGrowth.Kind subAgent(String made, String next) {
        return growth(SUB_AGENT.replace("MADE", made).replace("NEXT", next)).growth();
    }
}
