package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text that was made before a loop does not grow with what it was made of. */
class SnapshotTest {

    private static AgentSource agent(String before, String turn, String after) {
        return AgentSource.withMembers(
                """
                void run(StringBuilder history, Map<String, String> notes, List<String> tasks, int most) {
                    BEFORE
                    for (int i = 0; i < most; i++) { // HERE
                        TURN
                    }
                    AFTER
                }
                private String ask(String prompt) { return model.chat(prompt); }
                private String again(String prompt, StringBuilder history) { return model.chat(prompt + history); }
                """.replace("BEFORE", before).replace("TURN", turn).replace("AFTER", after));
    }

    private static ContextGrowth.Kind growth(String before, String turn) {
        return agent(before, turn, "").site().context().growth();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String prompt = history.toString(); | history.append(model.chat(prompt));",
                "String prompt = history.toString(); | history.append(ask(prompt));",
                "String prompt = history.toString(); | history.append(model.chat(prompt + i));",
                "String prompt = history.toString(); | String more = prompt + i; history.append(model.chat(more));",
                "String prompt = history.toString(); | history.append(model.chat(UserMessage.from(prompt)).aiMessage().text());",
                "String prompt = \"Notes: \" + notes;  | notes.put(\"a\" + i, model.chat(prompt));"
            })
    void whatTheTurnsAddIsNotSentWithATextFromBeforeThem(String before, String turn) {
        assertThat(growth(before, turn)).as(before + turn).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                    | String prompt = history.toString(); history.append(model.chat(prompt));",
                "                                    | history.append(model.chat(history.toString()));",
                "String prompt = history.toString(); | history.append(model.chat(prompt + history));",
                "String prompt = history.toString(); | history.append(again(prompt, history));",
                "String prompt = history.toString(); | prompt += model.chat(prompt);",
                "String prompt = history.toString(); | history.append(model.chat(prompt)); prompt = history.toString();",
                "String prompt = history.toString(); | history.append(model.chat(prompt)); history.append(model.chat(history.toString()));",
                "CharSequence prompt = history;      | history.append(model.chat(prompt.toString()));"
            })
    void whatIsSentAsItIsInEachTurnGrows(String before, String turn) {
        assertThat(growth(before == null ? "" : before, turn)).as(before + turn).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void theLoopRoundOneInWhichATextStaysAsItIsSendsWhatTheOnesBeforeHaveAdded() {
        var agent = AgentSource.withMembers("""
                void run(StringBuilder history, List<String> tasks) {
                    for (String task : tasks) { // HERE
                        String prompt = history + task;
                        for (int i = 0; i < 5; i++) {
                            history.append(model.chat(prompt));
                        }
                    }
                }
                """);
        assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void theTextIsPaidInEachTurnAsLongAsItWas() {
        String before = "history.append(model.chat(\"first\")); String prompt = history.toString();";
        var grown = agent(before, "history.append(model.chat(history.toString()));", "")
                .analysis();
        var kept = agent(before, "history.append(model.chat(prompt));", "").analysis();

        String inputs =
                kept.entryPoints().get(0).cost().get(Dimension.INPUT_TOKENS).toString();
        assertThat(inputs).contains("most").doesNotContain("most^2");
        assertThat(grown.entryPoints().get(0).cost().get(Dimension.INPUT_TOKENS).toString())
                .contains("most^2");
    }
}
