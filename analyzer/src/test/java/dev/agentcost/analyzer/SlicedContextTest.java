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
                void run(boolean shorten) {
                    while (true) { // HERE
                        SENT
                        AiMessage answer = model.chat(sent).aiMessage();
                        history.add(answer);
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
                "List<ChatMessage> sent = cut(history, 10);"
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
                "List<ChatMessage> sent = recent(0);"
            })
    void oneThatGetsLongerWithTheWholeGrows(String sent) {
        assertThat(growth(sent)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
