package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.api.Test;

/** Sources that no person writes, but generators do. */
class UnusualSourceTest {

    @Test
    void aChainOfThousandsOfCalls() {
        AgentSource agent = AgentSource.withMembers("""
                void run(StringBuilder text) {
                    while (true) { // HERE
                        model.chat(text%s.toString());
                    }
                }
                """.formatted(".append(\"a\")".repeat(4_000)));
        assertThat(agent.site().bound().isUnbounded()).isTrue();
    }

    @Test
    void manyRequestsToOneModel() {
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            methods.append("String m%d(String text) { return model.chat(text + %d); }\n".formatted(i, i));
        }
        AgentSource agent = AgentSource.withMembers(methods.toString());
        assertThat(agent.analysis().entryPoints()).hasSize(1_500);
    }

    @Test
    void aTextThatAnEntryPointIsGivenIsNotFree() {
        AgentSource agent = AgentSource.withMembers("""
                String run(String question) {
                    return model.chat(question);
                }
                """);
        assertThat(agent.entry("run").cost().get(Dimension.INPUT_TOKENS)).hasToString("userTurnTokens");
    }

    @Test
    void aValueThatIsMadeOfItself() {
        AgentSource agent = AgentSource.withMembers("""
                void run(Step step, ChatModel.Builder builder) {
                    boolean go = true;
                    while (go) { // HERE
                        step = step.next();
                        step.execute(model.chat("a"));
                        builder = builder.with();
                        builder.build().chat("b");
                        go = !go;
                        if (go) {
                            step.clear();
                        }
                    }
                }
                """);
        assertThat(agent.site().reachesModel()).isTrue();
    }

    @Test
    void aRecursionWhoseLimitIsMadeOfItself() {
        AgentSource agent = AgentSource.withAllLoops("""
                void run(int from, int[] all) {
                    int to = 10;
                    to = to - 1;
                    if (from < to) {
                        model.chat("a");
                        run(from + 1, all);
                    }
                }
                """);
        assertThat(agent.analysis().entryPoints()).hasSize(1);
    }

    @Test
    void aClientThatIsBuiltOnFromItself() {
        AgentSource agent = AgentSource.of("""
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.model.ChatModel;
                class Agent {
                    String run(ChatModel model, java.util.List<String> texts) {
                        ChatClient.Builder builder = ChatClient.builder(model);
                        for (String text : texts) { // HERE
                            builder = builder.defaultSystem(text);
                            builder.build().prompt().user(text).call().content();
                        }
                        return "";
                    }
                }
                """, false);
        assertThat(agent.site().reachesModel()).isTrue();
    }

    @Test
    void aMethodThatStandsTwiceInAHalfEditedFile() {
        AgentSource agent = AgentSource.withMembers("""
                String run(java.util.List<String> all) {
                    all.forEach(text -> model.chat(text.trim().strip()));
                    return "";
                }
                String run(java.util.List<String> all) {
                    return "";
                }
                """);
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("[size of all]");
    }
}
