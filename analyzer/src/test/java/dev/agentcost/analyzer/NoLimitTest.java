package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;

/** Limits that limit nothing: the largest number there is, one that holds only sometimes, one of somebody else. */
class NoLimitTest {

    private static IterationBound loop(String limit) {
        return AgentSource.withMembers("""
                private static final int FEW = 5;
                private static final int ANY = Integer.MAX_VALUE;
                private int steps = Integer.MAX_VALUE;
                void run(Integer given, Optional<Integer> wanted) {
                    int most = LIMIT;
                    for (int i = 0; i < most; i++) { // HERE
                        if (model.chat("go").isEmpty()) { break; }
                    }
                }
                """.replace("LIMIT", limit)).site().bound();
    }

    @Test
    void theLargestNumberIsNoLimitOfALoop() {
        assertThat(loop("Integer.MAX_VALUE").isUnbounded()).isTrue();
        assertThat(loop("ANY - 1").isUnbounded()).isTrue();
        assertThat(loop("steps").isUnbounded()).isTrue();
        assertThat(loop("given == null ? Integer.MAX_VALUE : given").isUnbounded())
                .isTrue();
        assertThat(loop("wanted.orElse(Integer.MAX_VALUE)").isUnbounded()).isTrue();
    }

    @Test
    void aSmallerOneIs() {
        assertThat(loop("FEW").formula()).hasToString("5");
        assertThat(loop("Math.min(FEW, Integer.MAX_VALUE)").formula()).hasToString("5");
        assertThat(loop("wanted.orElse(FEW)").isUnbounded()).isFalse();
    }

    private static final String SERVICE = """
            import dev.langchain4j.agent.tool.*;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;
            import dev.langchain4j.service.tool.ToolExecutor;
            import java.util.*;

            class Agent {
                interface Assistant { String ask(String question); }
                interface Helper { String help(String question); }
                ChatModel model;
                String run(String question, boolean some, Optional<Integer> wanted, List<Object> tools) {
                    AiServices<Assistant> builder = AiServices.builder(Assistant.class).chatModel(model); // HERE
                    BUILD
                    return builder.build().ask(question);
                }
                Map<ToolSpecification, ToolExecutor> helper(List<Object> tools) {
                    Helper helper = AiServices.builder(Helper.class)
                            .chatModel(model)
                            .tools(tools)
                            .maxSequentialToolsInvocations(7)
                            .chatMemory(MessageWindowChatMemory.withMaxMessages(9))
                            .build();
                    return Map.of(ToolSpecification.builder().name("help").build(), new Asks(helper));
                }
                static class Asks implements ToolExecutor {
                    final Helper helper;
                    Asks(Helper helper) { this.helper = helper; }
                    public String execute(ToolExecutionRequest request, Object id) {
                        return helper.help(request.arguments());
                    }
                }
            }
            """;

    private static Site service(String build) {
        return AgentSource.of(SERVICE.replace("BUILD", build), false).site();
    }

    @Test
    void theLargestNumberIsNoLimitOfALibrarysLoop() {
        assertThat(service("builder.tools(tools).maxSequentialToolsInvocations(Integer.MAX_VALUE);")
                        .bound()
                        .isUnbounded())
                .isTrue();
        assertThat(service("builder.tools(tools).maxSequentialToolsInvocations(wanted.orElse(Integer.MAX_VALUE));")
                        .bound()
                        .isUnbounded())
                .isTrue();
        assertThat(service("builder.tools(tools).maxSequentialToolsInvocations(6);")
                        .bound()
                        .formula())
                .hasToString("6");
    }

    @Test
    void whatAToolsOwnAgentIsSetDoesNotLimitTheOneThatHasTheTool() {
        Site agent = service("builder.tools(helper(tools));");
        assertThat(agent.bound().formula()).hasToString("100");
        assertThat(agent.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aWindowThatIsSetOnlySometimesLimitsNothing() {
        String window = "builder.chatMemory(MessageWindowChatMemory.withMaxMessages(9));";
        assertThat(service("builder.tools(tools); " + window).context().growth())
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(service("builder.tools(tools); if (some) { " + window + " }")
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
