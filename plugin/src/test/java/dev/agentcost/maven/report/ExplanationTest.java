package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.price.TokenCounting;
import dev.agentcost.rules.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a bound came about, told as a tree. */
class ExplanationTest {

    private static final String AGENT = """
            package example;

            import dev.langchain4j.data.message.AiMessage;
            import dev.langchain4j.data.message.ChatMessage;
            import dev.langchain4j.data.message.UserMessage;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.ArrayList;
            import java.util.List;

            class Agent {
                private ChatModel model;

                void all(List<String> questions) {
                    for (String question : questions) {
                        answer(question);
                    }
                }

                private void answer(String question) {
                    List<ChatMessage> messages = new ArrayList<>();
                    messages.add(UserMessage.from(question));
                    for (int turn = 0; turn < 4; turn++) {
                        AiMessage answer = model.chat(messages).aiMessage();
                        messages.add(answer);
                    }
                }

                void again(int left) {
                    if (left > 0) {
                        model.chat("again");
                        again(left - 1);
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Report report() throws Exception {
        Files.writeString(folder.resolve("Agent.java"), AGENT);
        Configuration configuration = Configuration.DEFAULT;
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
                configuration.prices(),
                TokenCounting.o200k(),
                0));
        return new Report(
                "",
                "1",
                analysis,
                Evaluation.evaluate(analysis, configuration),
                Rules.all(),
                new SourceFiles(folder, StandardCharsets.UTF_8),
                false);
    }

    @Test
    void goesFromTheMethodThroughItsLoopsToTheRequestWithFormulasNumbersAndLines() throws Exception {
        String text = Explanation.of(report(), "Agent#all").orElseThrow();

        assertThat(text)
                .startsWith("Agent#all (Agent.java:13)\n")
                .contains("  model calls: 40, O(n), 4 * [size of questions]\n")
                .contains("answerTokens = 1000")
                .containsSubsequence(
                        "Agent.java:14",
                        "    bound: 10, [size of questions]\n",
                        "    because ",
                        "    10 = [size of questions] times Agent#answer (Agent.java:19)\n",
                        "Agent.java:22",
                        "bound: 4, 4\n",
                        "because ",
                        "context 'messages': linear, answerTokens a turn (Agent.java:24)",
                        "4 times model call ChatModel.chat (Agent.java:23)");
    }

    @Test
    void aMethodThatIsNoEntryPointIsExplainedFromItselfOn() throws Exception {
        assertThat(Explanation.of(report(), "Agent#answer").orElseThrow())
                .startsWith("Agent#answer (Agent.java:19)\n")
                .doesNotContain("Agent#all");
    }

    @Test
    void aRecursionIsToldOnce() throws Exception {
        assertThat(Explanation.of(report(), "Agent#again").orElseThrow()).contains("model call ChatModel.chat");
    }

    @Test
    void whatCostsNothingHasNoExplanation() throws Exception {
        assertThat(Explanation.of(report(), "Agent#nothing")).isEmpty();
        assertThat(Explanation.methods(report())).contains("Agent#again", "Agent#all", "Agent#answer");
    }
}
