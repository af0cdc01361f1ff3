package dev.agentcost.rules.lever;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fewer requests, where the source shows that fewer will do. */
class RequestLeversTest {

    @TempDir
    private Path folder;

    @Test
    void askOnceWhatIsTheSameInEachTurn() throws Exception {
        Lever lever = lever("ask ChatModel.chat once", """
                void answer(List<String> documents, String question) {
                    for (String document : documents) {
                        model.chat(question);
                        model.chat(document);
                    }
                }
                """).orElseThrow();

        assertThat(lever.change()).isEqualTo("ask ChatModel.chat once, before the loop at Agent.java:7");
        assertThat(lever.where().line()).isEqualTo(8);
        // ten documents of 200 tokens, a question of 300
        assertThat(lever.before())
                .containsEntry(Dimension.MODEL_CALLS, new BigDecimal(20))
                .containsEntry(Dimension.INPUT_TOKENS, new BigDecimal(5_000));
        assertThat(lever.after())
                .containsEntry(Dimension.MODEL_CALLS, new BigDecimal(11))
                .containsEntry(Dimension.INPUT_TOKENS, new BigDecimal(2_300));
        assertThat(lever.savedTokens()).isEqualByComparingTo("11700");
    }

    @Test
    void askAboutSeveralElementsWhereEachRequestRepeatsTheInstructions() throws Exception {
        Lever lever = lever("ask about 10 elements", """
                void answer(List<String> documents) {
                    for (String document : documents) {
                        model.chat("Say in one sentence what this is about, without opinions: " + document);
                    }
                }
                """).orElseThrow();

        assertThat(lever.where().line()).isEqualTo(8);
        assertThat(lever.before()).containsEntry(Dimension.MODEL_CALLS, new BigDecimal(10));
        assertThat(lever.after()).containsEntry(Dimension.MODEL_CALLS, BigDecimal.ONE);
        // the same words in each of ten requests, or once
        BigDecimal words = new BigDecimal("15");
        assertThat(lever.before())
                .containsEntry(
                        Dimension.INPUT_TOKENS, words.add(new BigDecimal(200)).multiply(BigDecimal.TEN));
        assertThat(lever.after()).containsEntry(Dimension.INPUT_TOKENS, words.add(new BigDecimal(2_000)));
    }

    @Test
    void askOneByOneWhereEachTurnNeedsTheLastAnswer() throws Exception {
        assertThat(lever("ask about", """
                void answer(List<String> documents) {
                    String summary = "";
                    for (String document : documents) {
                        summary = model.chat("Go on with this summary: " + summary + document);
                    }
                }
                """)).isEmpty();
        assertThat(lever("ask about", """
                void answer(int tries) {
                    for (int i = 0; i < tries; i++) {
                        model.chat("Tell me a joke, and no old one");
                    }
                }
                """)).isEmpty();
    }

    private Optional<Lever> lever(String beginning, String members) throws Exception {
        Files.writeString(folder.resolve("Agent.java"), """
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.List;

                class Agent {
                    ChatModel model;
                %s}
                """.formatted(members));
        Analysis analysis = Analyzer.analyze(new AnalyzerOptions(
                List.of(folder),
                List.of(),
                List.of(),
                Map.of(),
                folder,
                StandardCharsets.UTF_8,
                false,
                false,
                1,
                List.of(),
                Prices.load(),
                TokenCounter.FOUR_CHARACTERS,
                0));
        return new Levers(analysis, new WhatIf(analysis), Assumptions.defaults(), Prices.load())
                .of(analysis.entryPoints().get(0)).stream()
                        .filter(lever -> lever.change().startsWith(beginning))
                        .findFirst();
    }
}
