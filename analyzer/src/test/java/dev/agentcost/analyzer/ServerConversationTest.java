package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation that the provider keeps is sent again by the id of the answer before, and grows with each request. */
class ServerConversationTest {

    private static final String FRAME = """
            import com.openai.client.OpenAIClient;
            import com.openai.models.responses.*;
            class Agent {
                OpenAIClient client;
                void run(String question, int turns) {
                    %s
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String last = null; for (int i = 0; i < turns; i++) {"
                        + " ResponseCreateParams.Builder next = ResponseCreateParams.builder().model(\"m\").input(question);"
                        + " if (last != null) { next.previousResponseId(last); }"
                        + " last = client.responses().create(next.build()).id(); }",
                "ResponseCreateParams.Builder next = ResponseCreateParams.builder().model(\"m\").input(question);"
                        + " for (int i = 0; i < turns; i++) { Response last = client.responses().create(next.build());"
                        + " next.previousResponseId(last.id()); }",
                "Response last = client.responses().create(ResponseCreateParams.builder().model(\"m\").input(question).build());"
                        + " for (int i = 0; i < turns; i++) { last = client.responses().create("
                        + "ResponseCreateParams.builder().model(\"m\").input(\"go on\").previousResponseId(last.id()).build()); }",
            })
    void growsWithEachRequest(String body) {
        AgentSource agent = AgentSource.of(FRAME.formatted(body), false);
        assertThat(agent.analysis().sites().get(0).context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(agent.entry("run").cost().get(Dimension.INPUT_TOKENS).growth())
                .hasToString("O(n^2)");
    }

    @Test
    void isNoneWhereEachRequestStandsForItself() {
        AgentSource agent = AgentSource.of(
                FRAME.formatted("for (int i = 0; i < turns; i++) { client.responses().create("
                        + "ResponseCreateParams.builder().model(\"m\").input(question).build()); }"),
                false);
        assertThat(agent.analysis().sites().get(0).context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }
}
