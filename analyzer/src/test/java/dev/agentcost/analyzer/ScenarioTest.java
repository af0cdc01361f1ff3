package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.analyzer.result.Scenario;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a change at one place of the source would make of the cost of an entry point. */
class ScenarioTest {

    @Test
    void aCapOnARecursion() {
        AgentSource agent = AgentSource.withMembers("""
                String answer(String question) {
                    return refine(model.chat(question));
                }

                private String refine(String text) {
                    String better = model.chat(text);
                    return better.equals("DONE") ? text : refine(better); // HERE
                }
                """);
        assertThat(agent.site().bound().isUnbounded()).isTrue();
        assertThat(modelCalls(agent, capped(agent, 10))).isEqualTo("11");
    }

    @Test
    void aCapAndAWindowInALibrarysLoop() {
        AgentSource agent = AgentSource.withMembers("""
                interface Assistant {
                    String answer(String question);
                }

                String answer(Object tools, String question) {
                    Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build(); // HERE
                    return assistant.answer(question);
                }
                """);
        assertThat(modelCalls(agent, capped(agent, 10))).isEqualTo("11");
        assertThat(modelCalls(agent, capped(agent, 1000))).isEqualTo("101");
        assertThat(agent.analysis()
                        .costOf()
                        .apply(
                                agent.entry("answer").methodKey(),
                                Scenario.NOTHING.withWindow(agent.site().location(), Formula.of(500)))
                        .get(Dimension.INPUT_TOKENS)
                        .toString())
                .contains("50500")
                .doesNotContain("answerTokens");
    }

    @Test
    void aChangeElsewhereChangesNothing() {
        AgentSource agent = AgentSource.withMembers("""
                void other() {
                    while (true) { // HERE
                        model.chat("again");
                    }
                }

                String answer(String question) {
                    return helper(question);
                }

                private String helper(String text) {
                    return model.chat(text);
                }
                """);
        assertThat(agent.analysis().costOf().apply(agent.entry("answer").methodKey(), capped(agent, 1)))
                .isEqualTo(agent.entry("answer").cost());
    }

    @Test
    void aChangeBehindARecursionIsSeenByEachThatRunsIt() {
        AgentSource agent = AgentSource.withMembers("""
                String answer(List<String> parts) {
                    return visit(parts, 5) + visit(parts, 5);
                }

                String report(List<String> parts) {
                    return visit(parts, 5);
                }

                private String visit(List<String> parts, int depth) {
                    return depth == 0 ? ask(parts) : pass(parts, depth);
                }

                private String pass(List<String> parts, int depth) {
                    return model.chat("deeper") + visit(parts, depth - 1);
                }

                private String ask(List<String> parts) {
                    String text = "";
                    for (String part : parts) { // HERE
                        text = model.chat(part);
                    }
                    return text;
                }
                """);
        Scenario capped = capped(agent, 3);
        assertThat(modelCalls(agent, "answer", capped)).isEqualTo("12 * min([size of parts], 3) + 12");
        assertThat(modelCalls(agent, "report", capped)).isEqualTo("6 * min([size of parts], 3) + 6");
        assertThat(modelCalls(agent, "answer", Scenario.NOTHING)).isEqualTo("12 * [size of parts] + 12");
    }

    @Test
    void aLoopThatWasBuiltInOneMethodCountsInAnotherThatStartsIt() {
        AgentSource agent = AgentSource.withMembers("""
                interface Assistant {
                    String answer(String question);
                }

                private final Assistant assistant = build(new Object());

                private Assistant build(Object tools) {
                    return AiServices.builder(Assistant.class).chatModel(model).tools(tools).build(); // HERE
                }

                String answer(String question) {
                    return assistant.answer(question);
                }

                String other(String question) {
                    return model.chat(question);
                }
                """);
        assertThat(modelCalls(agent, Scenario.NOTHING)).isEqualTo("101");
        assertThat(modelCalls(agent, capped(agent, 10))).isEqualTo("11");
        assertThat(modelCalls(agent, "other", capped(agent, 10))).isEqualTo("1");
    }

    @Test
    void aRequestMadeOnceBeforeItsLoop() {
        AgentSource agent = AgentSource.withMembers("""
                void answer(List<String> documents, String question) {
                    for (String document : documents) { // HERE
                        model.chat(question);
                        model.chat(document);
                    }
                }
                """);
        Hazard repeated = agent.analysis().hazards().get(0);
        assertThat(modelCalls(agent, Scenario.NOTHING)).isEqualTo("2 * [size of documents]");
        assertThat(modelCalls(agent, Scenario.NOTHING.withHoisted(repeated.location())))
                .isEqualTo("[size of documents] + 1");
    }

    @Test
    void aRequestForSeveralElementsSendsTheSameWordsOnce() {
        AgentSource agent = AgentSource.withMembers("""
                void answer() {
                    for (String document : List.of(read(), read(), read(), read(), read())) { // HERE
                        model.chat("one two three four: " + document);
                    }
                }
                """);
        Scenario batches = Scenario.NOTHING.withBatches(agent.site().location(), 2);
        assertThat(modelCalls(agent, batches)).isEqualTo("3");
        assertThat(inputTokens(agent, Scenario.NOTHING)).isEqualTo("5 * messageTokens + 25");
        assertThat(inputTokens(agent, batches)).isEqualTo("5 * messageTokens + 15");
    }

    @Test
    void aPrefixThatIsReadFromACache() {
        AgentSource agent = AgentSource.withMembers("""
                void answer(List<ChatMessage> messages) {
                    for (int i = 0; i < 4; i++) { // HERE
                        model.chat(messages);
                        messages.add(UserMessage.from("one two three four five"));
                    }
                }
                """);
        Scenario cached = Scenario.NOTHING.withCache(
                agent.site().location(), new CacheRates(new BigDecimal("0.1"), new BigDecimal("1.25")));
        // four turns send 0, 6, 12 and 18 tokens, of which 6 are new in each of the last three
        assertThat(inputDollars(agent, Scenario.NOTHING)).isEqualTo("4 * initialContextTokens + 36");
        assertThat(inputTokens(agent, cached)).isEqualTo(inputTokens(agent, Scenario.NOTHING));
        assertThat(inputDollars(agent, cached)).isEqualTo("1.55 * initialContextTokens + 24.3");
    }

    @Test
    void whatEachRequestOfALibrarysLoopBeginsWithIsReadFromACache() {
        AgentSource agent = AgentSource.withMembers("""
                interface Assistant {
                    String answer(String question);
                }

                String answer(Object tools) {
                    Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build(); // HERE
                    return assistant.answer("one two three four");
                }
                """);
        Scenario few = capped(agent, 10);
        Scenario cached = few.withCache(agent.site().location(), new CacheRates(BigDecimal.ZERO, new BigDecimal(2)));
        assertThat(inputTokens(agent, cached)).isEqualTo(inputTokens(agent, few));
        // the question and the tools are put into the cache by the first of ten requests, and the eleventh pays for all
        Formula saved = dollars(agent, few).minus(dollars(agent, cached));
        assertThat(saved.toString()).contains("8 * collectionSize * toolSchemaTokens");
    }

    private static Scenario capped(AgentSource agent, long turns) {
        return Scenario.NOTHING.withTurns(agent.site().location(), Formula.of(turns));
    }

    private static String modelCalls(AgentSource agent, Scenario scenario) {
        return modelCalls(agent, "answer", scenario);
    }

    private static String modelCalls(AgentSource agent, String entry, Scenario scenario) {
        return agent.analysis()
                .costOf()
                .apply(agent.entry(entry).methodKey(), scenario)
                .get(Dimension.MODEL_CALLS)
                .toString();
    }

    private static String inputTokens(AgentSource agent, Scenario scenario) {
        return agent.analysis()
                .costOf()
                .apply(agent.entry("answer").methodKey(), scenario)
                .get(Dimension.INPUT_TOKENS)
                .toString();
    }

    /** In millionths of a dollar, which is what an input token costs; what the answers cost is left out. */
    private static String inputDollars(AgentSource agent, Scenario scenario) {
        Formula output = Formula.of(Symbol.assumed(Assumption.ANSWER_TOKENS)).times(Formula.of(8));
        return dollars(agent, scenario).minus(output).toString();
    }

    private static Formula dollars(AgentSource agent, Scenario scenario) {
        return agent.analysis()
                .costOf()
                .apply(agent.entry("answer").methodKey(), scenario)
                .get(Dimension.DOLLARS)
                .times(Formula.of(1_000_000));
    }
}
