package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a library runs of the tools, agents and functions that it was given costs where it runs them. */
class LibraryRunsTest {

    private static String calls(AgentSource agent, String method) {
        return agent.entry(method).cost().get(Dimension.MODEL_CALLS).toString();
    }

    @Nested
    class Tools {

        private static final String DESK = """
                import dev.langchain4j.agent.tool.Tool;
                import dev.langchain4j.model.chat.ChatModel;
                import dev.langchain4j.service.AiServices;
                import java.util.List;

                class Agent {
                    interface Assistant { String answer(String question); }

                    static class Tools {
                        ChatModel model;
                        @Tool String translate(String text) { TOOL }
                        String notATool(String text) { return model.chat(text) + model.chat(text) + model.chat(text); }
                    }

                    String ask(ChatModel model, String question) {
                        Assistant assistant = AiServices.builder(Assistant.class) // HERE
                                .chatModel(model)
                                .tools(new Tools())
                                .maxToolCallingRoundTrips(4)
                                .build();
                        return assistant.answer(question);
                    }
                }
                """;

        @Test
        void aToolThatAsksAModelCostsInEveryTurn() {
            AgentSource agent = AgentSource.of(DESK.replace("TOOL", "return model.chat(text);"), false);
            assertThat(calls(agent, "ask")).isEqualTo("4 * toolCallsPerAnswer + 5");
        }

        @Test
        void aToolThatAsksNobodyCostsNoCalls() {
            AgentSource agent = AgentSource.of(DESK.replace("TOOL", "return text.trim();"), false);
            assertThat(calls(agent, "ask")).isEqualTo("5");
        }

        @Test
        void aBuilderThatIsConfiguredByStatementsIsReadAsOneInAChain() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String answer(String question); }
                    String ask(Object tools) {
                        var builder = AiServices.builder(Assistant.class); // HERE
                        builder.chatModel(model).tools(tools);
                        builder.maxToolCallingRoundTrips(7);
                        Assistant assistant = builder.build();
                        return assistant.answer("hello");
                    }
                    """);
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(7));
            assertThat(calls(agent, "ask")).isEqualTo("8");
        }

        @Test
        void aServiceThatIsBuiltElsewhereHasItsBuildersLimit() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String answer(String question); }
                    Assistant assistant;
                    static Assistant assistant(ChatModel model, Object tools) {
                        return AiServices.builder(Assistant.class) // HERE
                                .chatModel(model).tools(tools).maxToolCallingRoundTrips(7).build();
                    }
                    String ask() { return assistant.answer("hello"); }
                    """);
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(7));
            assertThat(calls(agent, "ask")).isEqualTo("8");
        }

        @Test
        void aToolThatAsksTheAgentItBelongsToIsARecursion() {
            AgentSource agent = AgentSource.of("""
                    import dev.langchain4j.agent.tool.Tool;
                    import dev.langchain4j.model.chat.ChatModel;
                    import dev.langchain4j.service.AiServices;

                    class Agent {
                        interface Assistant { String answer(String question); }
                        Assistant assistant;

                        Agent(ChatModel model) {
                            assistant = AiServices.builder(Assistant.class).chatModel(model).tools(this).build();
                        }

                        @Tool String delegate(String task) { return assistant.answer(task); }
                    }
                    """, false);
            assertThat(agent.analysis().sites())
                    .anyMatch(site ->
                            site.kind() == SiteKind.RECURSION && site.bound().isUnbounded());
        }
    }

    @Nested
    class Workflows {

        private static final String LOOP = """
                import dev.langchain4j.agentic.AgenticServices;
                import dev.langchain4j.agentic.UntypedAgent;
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.Map;

                class Agent {
                    interface Critic { String review(String text); }
                    interface Writer { String write(String text); }

                    Object run(ChatModel model) {
                        Critic critic = AgenticServices.agentBuilder(Critic.class).chatModel(model).build();
                        Writer writer = AgenticServices.agentBuilder(Writer.class).chatModel(model).build();
                        UntypedAgent loop = AgenticServices.loopBuilder()
                                .subAgents(critic, writer) // HERE
                                .exitCondition(scope -> scope.readState("score", 0) > 8)
                                LIMIT
                                .build();
                        RUN
                    }
                }
                """;

        private static AgentSource loop(String limit, String run) {
            return AgentSource.of(LOOP.replace("LIMIT", limit).replace("RUN", run), false);
        }

        @Test
        void aLoopOfAgentsIsASiteWhereItIsBuiltAndCostsWhereItIsRun() {
            AgentSource agent = loop(".maxIterations(3)", "return loop.invoke(Map.of());");
            Site site = agent.site();
            assertThat(site.kind()).isEqualTo(SiteKind.FRAMEWORK_LOOP);
            assertThat(site.driver()).isEqualTo(Driver.CONSTANT);
            assertThat(site.bound().formula()).isEqualTo(Formula.of(3));
            assertThat(site.turn().cost().get(Dimension.MODEL_CALLS)).isEqualTo(Formula.of(2));
            assertThat(calls(agent, "run")).isEqualTo("6");
        }

        @Test
        void withoutALimitOnlyItsExitConditionEndsIt() {
            AgentSource agent = loop("", "return loop.invoke(Map.of());");
            assertThat(agent.site().bound().isUnbounded()).isTrue();
            assertThat(agent.site().driver()).isEqualTo(Driver.MODEL);
        }

        @Test
        void whatIsNotRunCostsNothing() {
            AgentSource agent = loop(".maxIterations(3)", "return null;");
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(3));
            assertThat(agent.analysis().entryPoints()).isEmpty();
        }

        @Test
        void aLoopInALoopMultipliesAndKeepsItsOwnLimit() {
            AgentSource agent = loop(".maxIterations(3)", """
                        UntypedAgent outer = AgenticServices.sequenceBuilder().subAgents(loop, critic).build();
                        UntypedAgent twice = AgenticServices.loopBuilder().maxIterations(2).subAgents(outer).build();
                        return twice.invoke(Map.of());""");
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(3));
            assertThat(calls(agent, "run")).isEqualTo("14");
        }

        @Test
        void anInterfaceOfTheWorkflowRunsItToo() {
            AgentSource agent = AgentSource.of("""
                    import dev.langchain4j.agentic.AgenticServices;
                    import dev.langchain4j.model.chat.ChatModel;

                    class Agent {
                        interface Critic { String review(String text); }
                        interface Pipeline { String publish(String text); }

                        String run(ChatModel model) {
                            Critic critic = AgenticServices.agentBuilder(Critic.class).chatModel(model).build();
                            Critic other = AgenticServices.agentBuilder(Critic.class).chatModel(model).build();
                            Pipeline pipeline = AgenticServices.sequenceBuilder(Pipeline.class)
                                    .subAgents(critic, other, new Printer())
                                    .build();
                            return pipeline.publish("text");
                        }

                        static class Printer {
                            @dev.langchain4j.agentic.Agent void print(String text) {}
                        }
                    }
                    """, false);
            assertThat(calls(agent, "run")).isEqualTo("2");
        }

        @Test
        void aLimitInAConstantBoundsAnotherLibrarysLoopAgent() {
            AgentSource agent = AgentSource.of("""
                    import com.google.adk.agents.LlmAgent;
                    import com.google.adk.agents.LoopAgent;

                    class Agent {
                        private static final int MAX_ITER = 3;

                        LoopAgent get(LlmAgent critic) {
                            return LoopAgent.builder()
                                    .name("refine")
                                    .subAgents(critic, LlmAgent.builder().model("gemini").build()) // HERE
                                    .maxIterations(MAX_ITER)
                                    .build();
                        }
                    }
                    """, false);
            assertThat(agent.site().kind()).isEqualTo(SiteKind.FRAMEWORK_LOOP);
            assertThat(agent.site().reachesModel()).isTrue();
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(3));
        }
    }

    @Nested
    class Wrappers {

        private static final String TRACED = """
                import dev.langchain4j.model.chat.ChatModel;
                import io.micrometer.observation.*;
                import io.micrometer.core.instrument.Timer;
                import org.springframework.transaction.support.TransactionTemplate;
                import java.util.function.Supplier;
                class Agent {
                    ChatModel model;
                    ObservationRegistry registry;
                    Timer timer;
                    TransactionTemplate transaction;
                    String ask(String question) {
                        return CODE;
                    }
                }
                """;

        private static String calls(String code) {
            return AgentSource.of(TRACED.replace("CODE", code), false)
                    .entry("ask")
                    .cost()
                    .get(Dimension.MODEL_CALLS)
                    .toString();
        }

        @Test
        void whatIsMeasuredTracedOrInATransactionRunsOnce() {
            assertThat(calls("Observation.createNotStarted(\"a\", registry).lowCardinalityKeyValue(\"b\", question)"
                            + ".observe(() -> model.chat(question))"))
                    .isEqualTo("1");
            assertThat(calls("timer.record(() -> model.chat(question))")).isEqualTo("1");
            assertThat(calls("transaction.execute(status -> model.chat(question))"))
                    .isEqualTo("1");
            assertThat(calls("timer.wrap(() -> model.chat(question)).get()")).isEqualTo("1");
        }
    }
}
