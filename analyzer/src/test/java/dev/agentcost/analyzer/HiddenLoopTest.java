package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops of requests and tool runs inside a library, which one call of the source starts. */
class HiddenLoopTest {

    private static final String SERVICE = """
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;

            class Agent {
                interface Assistant {
                    String answer(String question);
                }

                String ask(ChatModel model, Object tools, String question) {
                    Assistant assistant = AiServices.builder(Assistant.class) // HERE
                            .chatModel(model)
                            .tools(tools)
                            MEMORY
                            .build();
                    return assistant.answer(question);
                }
            }
            """;

    private static final String CLIENT = """
            import java.util.List;
            import org.springframework.ai.chat.client.ChatClient;
            import org.springframework.ai.chat.prompt.Prompt;
            import org.springframework.ai.model.tool.ToolCallingChatOptions;
            import org.springframework.ai.tool.ToolCallback;

            class Agent {
                String ask(ChatClient client, List<ToolCallback> tools, String question, boolean some) {
                    ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                            .toolCallbacks(tools)
                            .internalToolExecutionEnabled(ENABLED)
                            .build();
                    return client.prompt(new Prompt(question, options)).call().content(); // HERE
                }
            }
            """;

    @Test
    void aMemoryWithAWindowLimitsWhatEachRoundTripSends() {
        String source = SERVICE.replace("MEMORY", ".chatMemory(MessageWindowChatMemory.withMaxMessages(12))");
        AgentSource agent = AgentSource.of(source, false);
        Site loop = agent.site();
        assertThat(loop.bound()).isEqualTo(IterationBound.of(Formula.of(100)));
        assertThat(loop.context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(loop.context().window()).contains("12 * ").contains("Agent.java:14");
        assertThat(inputTokens(agent)).doesNotContain("answerTokens * 4950");
    }

    @Test
    void withoutAMemoryEachRoundTripSendsAllThatWasSaidBefore() {
        String source = SERVICE.replace("MEMORY", "");
        AgentSource agent = AgentSource.of(source, false);
        assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        // 101 requests: the second sends one answer, the last a hundred
        assertThat(inputTokens(agent)).contains("5050 * answerTokens");
    }

    @Test
    void aFunctionThatOnlyTheBuilderWasGivenIsNoMethodOfTheService() {
        String source =
                SERVICE.replace("MEMORY", ".chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(12))");
        AgentSource agent = AgentSource.of(source, false);
        assertThat(agent.site().bound()).isEqualTo(IterationBound.of(Formula.of(100)));
        assertThat(agent.entry("ask").cost().get(Dimension.MODEL_CALLS)).isEqualTo(Formula.of(101));
    }

    @Test
    void aFunctionThatIsTheObjectItselfIsItsMethod() {
        String source = SERVICE.replace("MEMORY", "")
                .replace(
                        "return assistant.answer(question);",
                        "Assistant own = text -> text;\nreturn own.answer(question);");
        AgentSource agent = AgentSource.of(source, false);
        assertThat(agent.analysis().entryPoints()).isEmpty();
    }

    @Test
    void whatIsSwitchedOffDoesNotLoop() {
        String source = CLIENT.replace("ENABLED", "false");
        AgentSource agent = AgentSource.of(source, false);
        assertThat(agent.analysis().sites()).isEmpty();
        assertThat(agent.entry("ask").cost().get(Dimension.MODEL_CALLS)).isEqualTo(Formula.ONE);
        assertThat(AgentSource.of(byItsOwnClass(source), false).analysis().sites())
                .isEmpty();
    }

    @Test
    void whatTheLibraryDoesNotRunIsNoRecursionOfTheToolThatAsks() {
        String source = """
                import java.util.List;
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.prompt.Prompt;
                import org.springframework.ai.model.tool.ToolCallingChatOptions;
                import org.springframework.ai.support.ToolCallbacks;
                import org.springframework.ai.tool.annotation.Tool;

                class Agent {
                    ChatClient client;

                    @Tool
                    String ask(String question) {
                        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                                .toolCallbacks(ToolCallbacks.from(this))
                                .internalToolExecutionEnabled(ENABLED)
                                .build();
                        return client.prompt(new Prompt(question, options)).call().content();
                    }
                }
                """;
        assertThat(AgentSource.of(source.replace("ENABLED", "false"), false)
                        .analysis()
                        .sites())
                .isEmpty();
        assertThat(AgentSource.of(source.replace("ENABLED", "true"), false)
                        .analysis()
                        .sites())
                .extracting(Site::kind)
                .contains(SiteKind.RECURSION);
    }

    @Test
    void aLoopThatIsSwitchedOffOnlySometimesIsNot() {
        assertThat(sitesWithSwitch(
                        ".toolCallbacks(ToolCallbacks.from(this))", "options.internalToolExecutionEnabled(false);"))
                .isEmpty();
        assertThat(sitesWithSwitch(
                        ".toolCallbacks(ToolCallbacks.from(this))",
                        "if (question.isBlank()) { options.internalToolExecutionEnabled(false); }"))
                .extracting(Site::kind)
                .contains(SiteKind.RECURSION);
        assertThat(sitesWithSwitch("", """
                        options.toolCallbacks(ToolCallbacks.from(this));
                        if (question.isBlank()) { options.internalToolExecutionEnabled(false); }
                        """)).extracting(Site::kind).contains(SiteKind.RECURSION);
    }

    @Test
    void itIsWhereItIsSwitchedOffAsSoonAsThereAreTools() {
        assertThat(sitesWithSwitch("", """
                        if (!question.isBlank()) {
                            options.toolCallbacks(ToolCallbacks.from(this));
                            options.internalToolExecutionEnabled(false);
                        }
                        """)).isEmpty();
        assertThat(sitesWithSwitch("", """
                        if (!question.isBlank()) { options.toolCallbacks(ToolCallbacks.from(this)); }
                        if (question.isBlank()) { options.internalToolExecutionEnabled(false); }
                        """)).extracting(Site::kind).contains(SiteKind.RECURSION);
    }

    private static List<Site> sitesWithSwitch(String builder, String options) {
        return AgentSource.of("""
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.prompt.Prompt;
                import org.springframework.ai.model.tool.ToolCallingChatOptions;
                import org.springframework.ai.support.ToolCallbacks;
                import org.springframework.ai.tool.annotation.Tool;

                class Agent {
                    ChatClient client;

                    @Tool
                    String ask(String question) {
                        ToolCallingChatOptions.Builder options = ToolCallingChatOptions.builder()BUILDER;
                        OPTIONS
                        return client.prompt(new Prompt(question, options.build())).call().content();
                    }
                }
                """.replace("BUILDER", builder).replace("OPTIONS", options), false)
                .analysis()
                .sites();
    }

    /** The same options, made by the class that implements them. */
    private static String byItsOwnClass(String source) {
        return source.replace("= ToolCallingChatOptions", "= DefaultToolCallingChatOptions")
                .replace("tool.ToolCallingChatOptions;", "tool.*;");
    }

    @Test
    void whatMayBeSwitchedOnLoops() {
        for (String enabled : new String[] {"true", "some", "!some"}) {
            String source = CLIENT.replace("ENABLED", enabled);
            AgentSource agent = AgentSource.of(source, false);
            assertThat(agent.site().bound().isUnbounded()).as(enabled).isTrue();
            assertThat(AgentSource.of(byItsOwnClass(source), false)
                            .site()
                            .bound()
                            .isUnbounded())
                    .as(enabled)
                    .isTrue();
        }
    }

    @Test
    void aLimitThatOnlyAnswersTheModelLimitsNothing() {
        String source = """
                import java.util.List;
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
                import org.springframework.ai.model.tool.DefaultToolCallingManager;
                import org.springframework.ai.model.tool.ToolCallLimitBehavior;
                import org.springframework.ai.tool.ToolCallback;

                class Agent {
                    String ask(ChatClient client, List<ToolCallback> tools, String question) {
                        ToolCallingAdvisor advisor = ToolCallingAdvisor.builder()
                                .toolCallingManager(DefaultToolCallingManager.builder()
                                        .maxTotalToolCalls(5)
                                        .onLimitExceeded(ToolCallLimitBehavior.BEHAVIOUR)
                                        .build())
                                .build();
                        return client.prompt(question).toolCallbacks(tools).advisors(advisor).call().content(); // HERE
                    }
                }
                """;
        AgentSource thrown = AgentSource.of(source.replace("BEHAVIOUR", "THROW"), false);
        assertThat(thrown.site().bound()).isEqualTo(IterationBound.of(Formula.of(5)));
        AgentSource answered = AgentSource.of(source.replace("BEHAVIOUR", "RETURN_ERROR_RESPONSE"), false);
        assertThat(answered.site().bound().isUnbounded()).isTrue();
    }

    private static final String RUN = """
            import com.google.adk.agents.LlmAgent;
            import com.google.adk.apps.App;
            import com.google.adk.plugins.ContextFilterPlugin;
            import com.google.adk.runner.Runner;
            import com.google.adk.summarizer.EventsCompactionConfig;
            import com.google.genai.types.Content;

            class Agent {
                void ask(Object tools, Content question) {
                    App app = App.builder().rootAgent(LlmAgent.builder().tools(tools).build())LIMITED.build();
                    Runner runner = Runner.builder().app(app).build();
                    runner.runAsync("user", "session", question).blockingForEach(event -> {}); // HERE
                }
            }
            """;

    @Test
    void aWindowOfAnswersHoldsWhatFollowsThemToo() {
        AgentSource agent = AgentSource.of(
                RUN.replace("LIMITED", ".plugins(ContextFilterPlugin.builder().numInvocationsToKeep(3).build())"),
                false);
        assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(agent.site().context().window()).startsWith("at most 7 * ");
    }

    @Test
    void whatIsCompactedAfterTheRunGrowsInIt() {
        String compacted = ".eventsCompactionConfig(EventsCompactionConfig.builder().COMPACTED.build())";
        AgentSource after = AgentSource.of(
                RUN.replace("LIMITED", compacted.replace("COMPACTED", "compactionInterval(3).overlapSize(1)")), false);
        assertThat(after.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        AgentSource inside = AgentSource.of(
                RUN.replace("LIMITED", compacted.replace("COMPACTED", "tokenThreshold(9000).eventRetentionSize(5)")),
                false);
        assertThat(inside.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        AgentSource made = AgentSource.of(
                RUN.replace("LIMITED", ".eventsCompactionConfig(new EventsCompactionConfig(3, 1))"), false);
        assertThat(made.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static final String HOOKS = """
            import com.alibaba.cloud.ai.graph.agent.ReactAgent;
            import com.alibaba.cloud.ai.graph.agent.hook.Hook;
            import com.alibaba.cloud.ai.graph.agent.hook.summarization.SummarizationHook;
            import java.util.ArrayList;
            import java.util.List;
            import org.springframework.ai.chat.model.ChatModel;
            import org.springframework.ai.tool.ToolCallback;

            class Agent {
                void ask(ChatModel model, ToolCallback[] tools, Hook other, String question, boolean some) {
                    Hook shorter = SummarizationHook.builder().model(model).maxTokensBeforeSummary(4000).build();
                    List<Hook> hooks = LIST;
                    FILL
                    ReactAgent agent = ReactAgent.builder().model(model).tools(tools).hooks(HANDED).build();
                    agent.call(question); // HERE
                }
            }
            """;

    private static ContextGrowth.Kind withHooks(String list, String fill, String handed) {
        String source = HOOKS.replace("LIST", list).replace("FILL", fill).replace("HANDED", handed);
        return AgentSource.of(source, false).site().context().growth();
    }

    @Test
    void aWindowMayStandInAListOfWhatIsHandedOver() {
        String added = "hooks.add(other); hooks.add(shorter);";
        assertThat(withHooks("new ArrayList<>()", added, "hooks.toArray(new Hook[0])"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(withHooks("new ArrayList<>()", added, "hooks")).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(withHooks("List.of(other, shorter)", "", "hooks")).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void notWhereTheListHoldsItOnlySometimes() {
        assertThat(withHooks("new ArrayList<>()", "if (some) { hooks.add(shorter); }", "hooks"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(withHooks("new ArrayList<>()", "hooks.add(shorter); hooks.clear();", "hooks"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(withHooks("new ArrayList<>()", "hooks.add(other);", "hooks")).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aWindowAmongTheHooksIsEnoughBesideInterceptors() {
        String added = "hooks.add(shorter);";
        assertThat(withHooks("new ArrayList<>()", added, "hooks).interceptors(other"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(withHooks("new ArrayList<>()", added, "other).interceptors(hooks"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(withHooks("new ArrayList<>()", added, "other).interceptors(other"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(withHooks("new ArrayList<>()", "if (some) { hooks.add(shorter); }", "hooks).interceptors(other"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void butNotAmongThoseOfAnotherAgent() {
        String two = "some ? ReactAgent.builder().model(model).tools(tools).hooks(shorter).build()\n"
                + ": ReactAgent.builder().model(model).tools(tools).interceptors(other).build();\n";
        String source = HOOKS.replace("LIST", "List.of()")
                .replace("FILL", "")
                .replace("ReactAgent.builder().model(model).tools(tools).hooks(HANDED).build();", two);
        assertThat(AgentSource.of(source, false).site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static String inputTokens(AgentSource agent) {
        return agent.entry("ask").cost().get(Dimension.INPUT_TOKENS).toString();
    }

    @Test
    void anAgentThatAServerRunsForEachRequestLoopsToo() {
        AgentSource agent = AgentSource.of("""
                import com.google.adk.agents.LlmAgent;
                import com.google.adk.web.AdkWebServer;

                class Agent {
                    static void serve(Object tools) {
                        AdkWebServer.start(LlmAgent.builder().tools(tools).build()); // HERE
                    }
                }
                """, false);
        assertThat(agent.site().bound()).isEqualTo(IterationBound.of(Formula.of(500)));
    }

    @Test
    void aLoopOfAgentsWithoutALimitHasThatOfTheRunWhichCountsTheirRequests() {
        String source = """
                import com.google.adk.agents.*;
                import com.google.adk.runner.InMemoryRunner;
                import com.google.genai.types.Content;

                class Agent {
                    void ask(Content question) {
                        LoopAgent loop = LoopAgent.builder()
                                .subAgents(LlmAgent.builder().model("a").build()) // HERE
                                .build();
                        new InMemoryRunner(loop).runAsync("user", "session", question, RunConfig.builder()LIMITED.build())
                                .blockingForEach(event -> {});
                    }
                }
                """;
        assertThat(AgentSource.of(source.replace("LIMITED", ""), false).site().bound())
                .isEqualTo(IterationBound.of(Formula.of(500)));
        assertThat(AgentSource.of(source.replace("LIMITED", ".maxLlmCalls(0)"), false)
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    private static final String TEAM = """
            import com.google.adk.agents.*;
            import com.google.adk.plugins.ContextFilterPlugin;
            import com.google.adk.runner.Runner;
            import com.google.genai.types.Content;
            import java.util.List;

            class Agent {
                void ask(Object tools, List<LlmAgent> others, int passes, Content question) {
                    LlmAgent writer = LlmAgent.builder().model("a")WRITER.build();
                    LlmAgent critic = LlmAgent.builder().model("a")CRITIC.build();
                    BaseAgent loop = LoopAgent.builder().maxIterations(passes).subAgents(writer, critic).build(); // HERE
                    BaseAgent last = LlmAgent.builder().model("a").build();
                    BaseAgent all = SequentialAgent.builder().subAgents(PARTS).build();
                    Runner runner = Runner.builder().agent(all)LIMITED.build();
                    runner.runAsync("user", "session", question).blockingForEach(event -> {});
                }
            }
            """;

    private static AgentSource team(String writer, String critic, String parts, String limited) {
        return AgentSource.of(
                TEAM.replace("WRITER", writer)
                        .replace("CRITIC", critic)
                        .replace("PARTS", parts)
                        .replace("LIMITED", limited),
                false);
    }

    private static String requests(AgentSource agent) {
        return agent.entry("ask").cost().get(Dimension.MODEL_CALLS).toString();
    }

    @Test
    void agentsWithoutToolsAskOnceEachTimeThatTheRunComesToThem() {
        assertThat(requests(team("", "", "last, critic", ""))).isEqualTo("2");
        assertThat(requests(team("", "", "loop, last", ""))).isEqualTo("min(2 * passes + 1, 500)");
        assertThat(requests(team("", "", "List.of(loop, last)", ""))).isEqualTo("min(2 * passes + 1, 500)");
        assertThat(team("", "", "last, critic", "").analysis().sites())
                .noneMatch(site -> site.location().line() > 12 && site.kind() == SiteKind.FRAMEWORK_LOOP);
    }

    @Test
    void aRunHasAllItsRequestsWhereOneOfItsAgentsHasToolsOrTheyAreNotWrittenOut() {
        assertThat(requests(team(".tools(tools)", "", "loop, last", ""))).isEqualTo("500");
        assertThat(requests(team("", ".subAgents(last)", "loop, last", ""))).isEqualTo("500");
        assertThat(requests(team("", "", "others", ""))).isEqualTo("500");
    }

    @Test
    void eachPassSendsWhatTheAgentsBeforeItSaid() {
        ContextGrowth kept = team("", "", "loop, last", "").site().context();
        assertThat(kept.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        String none = ".includeContents(LlmAgent.IncludeContents.NONE)";
        assertThat(team(none, none, "loop, last", "").site().context()).isEqualTo(ContextGrowth.NONE);
        assertThat(team(none, "", "loop, last", "").site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        String filter = ".plugins(ContextFilterPlugin.builder().numInvocationsToKeep(3).build())";
        assertThat(team("", "", "loop, last", filter).site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void anAgentOfAPipelineLoopsOnceForEachRunOfThePipeline() {
        String source = """
                import io.agentscope.core.ReActAgent;
                import io.agentscope.core.message.Msg;
                import io.agentscope.core.pipeline.SequentialPipeline;
                import io.agentscope.core.tool.Toolkit;

                class Agent {
                    Msg ask(Toolkit tools, Clock clock, Msg question) {
                        tools.registerTool(clock);
                        ReActAgent first = ReActAgent.builder().toolkit(tools).maxIters(4).build(); // HERE
                        ReActAgent second = ReActAgent.builder().build();
                        return PIPELINE.execute(question).block();
                    }
                }
                class Clock { @io.agentscope.core.tool.Tool String time() { return "noon"; } }
                """;
        for (String pipeline : new String[] {
            "SequentialPipeline.builder().addAgent(first).addAgent(second).build()",
            "new SequentialPipeline(java.util.List.of(first, second))"
        }) {
            AgentSource agent = AgentSource.of(source.replace("PIPELINE", pipeline), false);
            assertThat(agent.site().bound()).isEqualTo(IterationBound.of(Formula.of(4)));
            // four rounds and a summary, and one request of the agent without tools
            assertThat(agent.entry("ask").cost().get(Dimension.MODEL_CALLS)).isEqualTo(Formula.of(6));
        }
    }

    private static Site harness(String built) {
        return AgentSource.of("""
                import io.agentscope.core.agent.RuntimeContext;
                import io.agentscope.core.model.Model;
                import io.agentscope.harness.agent.HarnessAgent;
                import io.agentscope.harness.agent.memory.compaction.CompactionConfig;

                class Agent {
                    void ask(Model model, String question, RuntimeContext context) {
                        HarnessAgent agent = HarnessAgent.builder().model(model)BUILT.build();
                        agent.call(question, context).block(); // HERE
                    }
                }
                """.replace("BUILT", built), false).site();
    }

    @Test
    void aHarnessCompactsItsMessagesUnlessThatIsSwitchedOff() {
        assertThat(harness("").bound()).isEqualTo(IterationBound.of(Formula.of(10)));
        assertThat(harness(".maxIters(30)").bound()).isEqualTo(IterationBound.of(Formula.of(30)));
        assertThat(harness("").context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(harness(".compaction(CompactionConfig.builder().triggerMessages(30).build())")
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(harness(".disableCompaction()").context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
