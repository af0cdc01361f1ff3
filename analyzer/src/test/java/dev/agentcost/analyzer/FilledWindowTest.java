package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that a loop fills from the history until they hold enough, and those that it fills with all of it. */
class FilledWindowTest {

    private static ContextGrowth.Kind growth(String fill) {
        return AgentSource.withMembers("""
                final List<String> history = new ArrayList<>();
                List<String> fitting(int most) {
                    List<String> window = new ArrayList<>();
                    int used = 0;
                    for (int i = history.size() - 1; i >= 0; i--) {
                        int more = history.get(i).length();
                        if (used + more > most) { break; }
                        used += more;
                        window.add(history.get(i));
                    }
                    Collections.reverse(window);
                    return window;
                }
                void run(List<String> questions) {
                    for (String question : questions) { // HERE
                        history.add(question);
                        FILL
                        history.add(model.chat(window.toString()));
                    }
                }
                """.replace("FILL", fill))
                .site()
                .context()
                .growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LinkedList<String> window = new LinkedList<>(); int used = 0; for (int i = history.size() - 1; i >= 0 && used < 4000; i--)"
                        + " { used += history.get(i).length(); window.addFirst(history.get(i)); }",
                "Deque<String> window = new ArrayDeque<>(); for (int i = history.size() - 1; i >= 0 && window.size() < 10; i--)"
                        + " { window.addFirst(history.get(i)); }",
                "List<String> window = new ArrayList<>(); int used = 0; for (int i = history.size() - 1; i >= 0; i--)"
                        + " { window.add(0, history.get(i)); used += history.get(i).length(); if (used > 4000) { break; } }",
                "List<String> window = new ArrayList<>(); int left = 4000; for (int i = history.size() - 1; i >= 0; i--)"
                        + " { int more = history.get(i).length(); if (more > left) { break; } left -= more; window.add(0, history.get(i)); }",
                "StringBuilder window = new StringBuilder(); int used = 0; for (String one : history)"
                        + " { if (used + one.length() > 4000) { continue; } used += one.length(); window.append(one); }",
                "List<String> window = fitting(4000);",
            })
    void whatHasRoomGrowsNoMore(String fill) {
        assertThat(growth(fill)).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LinkedList<String> window = new LinkedList<>(); for (int i = history.size() - 1; i >= 0; i--)"
                        + " { window.addFirst(history.get(i)); }",
                "LinkedList<String> window = new LinkedList<>(); int used = 0; for (int i = history.size() - 1; i >= 0 && used < 4000; i--)"
                        + " { used = history.get(i).length(); window.addFirst(history.get(i)); }",
                "LinkedList<String> window = new LinkedList<>(); int used = 0; for (int i = history.size() - 1; i >= 0 && used < 4000; i--)"
                        + " { if (history.get(i).isEmpty()) { used += 1; } window.addFirst(history.get(i)); }",
                "List<String> window = new ArrayList<>(); for (int i = 0; i < history.size() && window.size() < history.size(); i++)"
                        + " { window.add(history.get(i)); }",
            })
    void oneWithoutALimitGrows(String fill) {
        assertThat(growth(fill)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aTextThatIsTakenAwayAsAWholeBeginsAgain() {
        String turn = """
                StringBuilder text = new StringBuilder();
                void run(List<String> questions) {
                    for (String question : questions) { // HERE
                        TAKE
                        text.append(question);
                        model.chat(text.toString());
                    }
                }
                """;
        assertThat(AgentSource.withMembers(turn.replace("TAKE", "text.delete(0, text.length());"))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(AgentSource.withMembers(turn.replace("TAKE", "text.delete(0, question.length() - 10);"))
                        .site()
                        .context()
                        .growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
