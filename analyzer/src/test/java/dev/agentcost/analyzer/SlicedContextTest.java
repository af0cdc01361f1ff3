package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a history that are sent instead of the whole: those that stay as long as they are, and those that grow with it. */
class SlicedContextTest {

    private static ContextGrowth.Kind growth(String sent) {
        return AgentSource.withMembers("""
                final List<ChatMessage> history = new ArrayList<>();
                List<ChatMessage> last(int limit) {
                    int from = Math.max(0, history.size() - limit);
                    return new ArrayList<>(history.subList(from, history.size()));
                }
                List<ChatMessage> recent(int limit) {
                    int total = history.size();
                    if (total <= limit || limit <= 0) {
                        return new ArrayList<>(history);
                    }
                    List<ChatMessage> result = new ArrayList<>(history.subList(total - limit, total));
                    while (!result.isEmpty() && result.get(0) instanceof UserMessage) {
                        result.remove(0);
                    }
                    return result;
                }
                static List<ChatMessage> cut(List<ChatMessage> all, int most) {
                    return all.size() <= most ? all : all.subList(0, most);
                }
                static List<ChatMessage> trimmed(List<ChatMessage> all, int most) {
                    if (all.size() <= most) {
                        return all;
                    }
                    List<ChatMessage> result = new ArrayList<>();
                    result.add(all.get(0));
                    result.addAll(all.subList(all.size() - most + 1, all.size()));
                    return result;
                }
                static class Limits {
                    private int most = 10;
                    int most() { return most; }
                    void most(int most) { this.most = most; }
                }
                final Limits limits = new Limits();
                List<ChatMessage> kept = new ArrayList<>();
                void prune() {
                    if (kept.size() > 12) {
                        List<ChatMessage> left = new ArrayList<>();
                        left.add(kept.get(0));
                        left.addAll(kept.subList(kept.size() - 10, kept.size()));
                        kept = left;
                    }
                }
                void run(boolean shorten, List<List<ChatMessage>> talks) {
                    while (true) { // HERE
                        SENT
                        AiMessage answer = model.chat(sent).aiMessage();
                        history.add(answer);
                        kept.add(answer);
                        talks.get(0).add(answer);
                        if (!answer.hasToolExecutionRequests()) { break; }
                    }
                }
                """.replace("SENT", sent))
                .site()
                .context()
                .growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var sent = history.subList(Math.max(0, history.size() - 10), history.size());",
                "List<ChatMessage> sent = history.size() > 10"
                        + " ? history.subList(history.size() - 10, history.size()) : history;",
                "List<ChatMessage> sent = history;"
                        + " if (sent.size() > 10) { sent = sent.subList(sent.size() - 10, sent.size()); }",
                "List<ChatMessage> sent = history.stream().skip(Math.max(0, history.size() - 10)).toList();",
                "List<ChatMessage> sent = history.stream().limit(10).toList();",
                "List<ChatMessage> sent = new ArrayList<>();"
                        + " for (int i = Math.max(0, history.size() - 10); i < history.size(); i++) {"
                        + " sent.add(history.get(i)); }",
                "List<ChatMessage> sent = last(10);",
                "List<ChatMessage> sent = recent(6);",
                "List<ChatMessage> sent = cut(history, 10);",
                "List<ChatMessage> sent = trimmed(history, 10);",
                "int from = 0; if (history.size() > limits.most()) { from = history.size() - limits.most(); }"
                        + " List<ChatMessage> sent = history.subList(from, history.size());",
                "List<ChatMessage> sent = List.of(history.get(0), history.get(history.size() - 1));",
                "prune(); List<ChatMessage> sent = kept;"
            })
    void aPartOfAFixedLengthGrowsNoMore(String sent) {
        assertThat(growth(sent)).isNotEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List<ChatMessage> sent = history.subList(1, history.size());",
                "List<ChatMessage> sent = history.subList(history.size() / 2, history.size());",
                "List<ChatMessage> sent = history.stream().skip(1).toList();",
                "List<ChatMessage> sent = history;"
                        + " if (shorten) { sent = sent.subList(sent.size() - 10, sent.size()); }",
                "List<ChatMessage> sent = history.size() < 10" + " ? history.subList(0, 5) : history;",
                "List<ChatMessage> sent = last(history.size());",
                "List<ChatMessage> sent = recent(0);",
                "List<ChatMessage> sent = talks.get(0);",
                "int from = 0; if (shorten) { from = history.size() - 10; }"
                        + " List<ChatMessage> sent = history.subList(from, history.size());"
            })
    void oneThatGetsLongerWithTheWholeGrows(String sent) {
        assertThat(growth(sent)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
