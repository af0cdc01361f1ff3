package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.api.Test;

/** Objects that helpers of the sources fill before they return them. */
class HelperContentTest {

    @Test
    void whatAHelperPutsIntoTheObjectThatItReturnsIsInIt() {
        AgentSource source = AgentSource.of("""
                import io.agentscope.core.ReActAgent;
                import io.agentscope.core.tool.*;
                class Clock { @Tool String time() { return "noon"; } }
                class Agent {
                    private Toolkit toolkit() {
                        Toolkit toolkit = new Toolkit();
                        toolkit.registerTool(new Clock());
                        return toolkit;
                    }
                    void run(String question) {
                        ReActAgent agent = ReActAgent.builder().toolkit(toolkit()).maxIters(3).build();
                        agent.call(question).block();
                    }
                }
                """, false);

        assertThat(source.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("4");
    }
}
