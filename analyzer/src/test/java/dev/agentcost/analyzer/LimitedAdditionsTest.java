package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.agentcost.analyzer.result.ContextGrowth;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A context that code adds to only where it also keeps it below a limit stays below it, whoever runs that code, and however often. */
class LimitedAdditionsTest {

    private static ContextGrowth.Kind growth(String turn) {
        return AgentSource.withMembers("""
                        final List<ChatMessage> history = new ArrayList<>();
                        final Tracing tracing = null;
                        void keep(ChatMessage message) {
                            history.add(message);
                            while (history.size() > 20) { history.remove(0); }
                        }
                        <T> T timed(java.util.function.Supplier<T> work) {
                            return work.get();
                        }
                        void often(Runnable work, int times) {
                            for (int i = 0; i < times; i++) { work.run(); }
                        }
                        void noted(Runnable work) {
                            history.add(UserMessage.from("begun"));
                            work.run();
                        }
                        AiMessage process(ChatMessage question) {
                            return timed(() -> {
                                AiMessage answer = model.chat(history).aiMessage();
                                keep(question);
                                keep(answer);
                                return answer;
                            });
                        }
                        void run(List<String> questions) {
                            for (String question : questions) { // HERE
                                ChatMessage asked = UserMessage.from(question);
                                TURN
                            }
                        }
                        """.replace("TURN", turn))
                .site()
                .context()
                .growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process(asked);",
                "timed(() -> { model.chat(history); keep(asked); return 1; });",
                "timed(() -> { model.chat(history); if (question.isBlank()) { keep(asked); } return 1; });",
                "model.chat(history); tracing.span(() -> keep(asked));",
                "model.chat(history); if (question.isBlank()) { often(() -> keep(asked), 7); }",
                "model.chat(history); timed(() -> timed(() -> { keep(asked); return 1; }));",
                "model.chat(history); keep(asked); tracing.span(() -> keep(asked));"
            })
    void whatIsHandedOverKeepsTheLimitThatItsCodeKeeps(String turn) {
        assertThat(growth(turn)).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.chat(history); tracing.span(() -> history.add(asked));",
                "model.chat(history); tracing.span(() -> keep(asked)); history.add(asked);",
                "model.chat(history); tracing.span(() -> { if (question.isBlank()) { keep(asked); } else { history.add(asked); } });",
                "model.chat(history); noted(() -> keep(asked));",
                "model.chat(history); noted(() -> { if (question.isBlank()) { keep(asked); } });"
            })
    void whatIsAddedBesideItGrows(String turn) {
        assertThat(growth(turn)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void manyWaysToOneAdditionAreLookedAtOnce() {
        StringBuilder ways = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            ways.append("void way%d() { way%d(); way%d(); }\n".formatted(i, i + 1, i + 1));
        }
        String source = ways + """
                final List<ChatMessage> history = new ArrayList<>();
                void way40() { keep(UserMessage.from("more")); }
                void keep(ChatMessage message) {
                    if (!history.isEmpty()) { kept(message); }
                }
                void kept(ChatMessage message) {
                    history.add(message);
                    while (history.size() > 20) { history.remove(0); }
                }
                void run(List<String> questions) {
                    for (String question : questions) { // HERE
                        model.chat(history);
                        way0();
                    }
                }
                """;
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(
                                AgentSource.withMembers(source).site().context().growth())
                        .isEqualTo(ContextGrowth.Kind.WINDOWED));
    }
}
