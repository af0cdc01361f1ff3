package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories that each turn takes out of their list, and puts back as a strategy has left them. */
class RefilledContextTest {

    private static final String TALK = """
            interface Strategy {
                Strategy ALL = history -> history;
                List<ChatMessage> prepare(List<ChatMessage> history);
            }
            static class Last implements Strategy {
                public List<ChatMessage> prepare(List<ChatMessage> history) {
                    return new ArrayList<>(history.subList(Math.max(0, history.size() - 20), history.size()));
                }
            }
            class Summary {
                List<ChatMessage> of(List<ChatMessage> history) {
                    if (history.size() < 20) {
                        return history;
                    }
                    return List.of(UserMessage.from(model.chat(history.toString())));
                }
            }
            static class Talk {
                private final List<ChatMessage> said = new ArrayList<>();
                void say(ChatMessage message) { said.add(message); }
                List<ChatMessage> all() { return List.copyOf(said); }
                void replace(List<ChatMessage> other) {
                    List<ChatMessage> copy = List.copyOf(other);
                    said.clear();
                    said.addAll(copy);
                }
            }
            Strategy strategy = Strategy.ALL;
            Last last = new Last();
            Summary summary = new Summary();
            void run(List<ChatMessage> messages, List<ChatMessage> first, Talk talk, int steps) {
                BEFORE
                for (int step = 0; step < steps; step++) { // HERE
                    TURN
                }
            }
            """;

    private static ContextGrowth.Kind growth(String snippet) {
        int end = snippet.indexOf('|');
        return AgentSource.withMembers(
                        TALK.replace("BEFORE", snippet.substring(0, end)).replace("TURN", snippet.substring(end + 1)))
                .site()
                .context()
                .growth();
    }

    private static final String REFILL =
            " messages.clear(); messages.addAll(kept); messages.add(model.chat(messages).aiMessage());";

    private static final String REPLACE = " talk.replace(kept); talk.say(model.chat(talk.all()).aiMessage());";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|List<ChatMessage> kept = new ArrayList<>(messages);" + REFILL,
                "|List<ChatMessage> kept = messages.stream().toList();" + REFILL,
                "|List<ChatMessage> kept = List.copyOf(strategy.prepare(messages));" + REFILL,
                "|List<ChatMessage> kept = talk.all();" + REPLACE,
                "|List<ChatMessage> kept = strategy.prepare(talk.all());" + REPLACE,
            })
    void whatIsPutBackWholeGrows(String snippet) {
        assertThat(growth(snippet)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|List<ChatMessage> kept = new ArrayList<>(messages.subList(Math.max(0, messages.size() - 9), messages.size()));"
                        + REFILL,
                "|List<ChatMessage> kept = last.prepare(messages);" + REFILL,
                "|List<ChatMessage> kept = last.prepare(talk.all());" + REPLACE,
                // on one of its ways it is a summary
                "|List<ChatMessage> kept = new ArrayList<>(summary.of(messages));" + REFILL,
                "|List<ChatMessage> kept = summary.of(talk.all());" + REPLACE,
                // what was there at the beginning
                "List<ChatMessage> kept = new ArrayList<>(messages);|" + REFILL,
                "List<ChatMessage> kept = talk.all();|" + REPLACE,
                // another list
                "|List<ChatMessage> kept = new ArrayList<>(first);" + REFILL,
            })
    void notWhereLessIsPutBack(String snippet) {
        assertThat(growth(snippet)).isNotEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
