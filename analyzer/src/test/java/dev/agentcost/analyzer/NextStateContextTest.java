package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts in objects that never change: each turn makes a new one, which holds what the one before held, and more. */
class NextStateContextTest {

    private static final String STATES = """
            record State(List<ChatMessage> messages, String system) {
                State { messages = List.copyOf(messages); }
                State append(ChatMessage message) {
                    List<ChatMessage> next = new ArrayList<>(messages);
                    next.add(message);
                    return new State(next, system);
                }
                State ifAny(ChatMessage message) { return message == null ? this : append(message); }
                State answered(String text) {
                    List<ChatMessage> all = messages;
                    if (!text.isBlank()) {
                        List<ChatMessage> more = new ArrayList<>(messages);
                        more.add(AiMessage.from(text));
                        all = List.copyOf(more);
                    }
                    return new State(all, system);
                }
                State atMost(int most, ChatMessage message) {
                    List<ChatMessage> next = new ArrayList<>(messages);
                    next.add(message);
                    if (next.size() > most) { next = next.subList(next.size() - most, next.size()); }
                    return new State(next, system);
                }
                State with(List<ChatMessage> given) { return new State(given, system); }
                State last() { return new State(messages.subList(messages.size() - 2, messages.size()), system); }
                State none() { return new State(List.of(), system); }
                State named(String name) { return new State(messages, name); }
                State onlyLast(ChatMessage message) {
                    List<ChatMessage> next = new ArrayList<>();
                    next.add(message);
                    return new State(next, system);
                }
            }
            static State appended(State state, ChatMessage message) { return state.append(message); }
            static State from(State one, State other, ChatMessage message) {
                return new State(longer(one.messages(), message), other.system());
            }
            static List<ChatMessage> longer(List<ChatMessage> messages, ChatMessage message) {
                List<ChatMessage> next = new ArrayList<>(messages);
                next.add(message);
                return next;
            }
            """;

    private static ContextGrowth growth(String turn) {
        return AgentSource.withMembers(STATES + """
                        void run(State first, boolean asked) {
                            State state = first;
                            while (true) { // HERE
                                AiMessage answer = model.chat(state.messages()).aiMessage();
                                if (answer.text().isEmpty()) { return; }
                                TURN
                            }
                        }
                        """.replace("TURN", turn))
                .site()
                .context();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = state.append(answer);",
                "state = state.append(answer).append(new UserMessage(\"go on\"));",
                "state = state.named(\"x\").append(answer);",
                "state = state.ifAny(answer);",
                "state = state.answered(answer.text());",
                "state = appended(state, answer);",
                "state = new State(longer(state.messages(), answer), state.system());",
                "State next = state.append(answer); state = next.named(\"x\");",
                "if (asked) { state = state.append(answer); }",
                "state = state.append(answer); state = state.named(\"x\");",
            })
    void whatIsPutInPlaceOfTheOneBeforeGrows(String turn) {
        assertThat(growth(turn).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(turn).context()).isEqualTo("state.messages");
    }

    @Test
    void soDoesWhatComesThereByWayOfALocal() {
        assertThat(growth("State next = state.append(answer); state = next;").growth())
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = state.named(answer.text());",
                "state = state.none();",
                "state = state.onlyLast(answer);",
                "state = state.last();",
                "state = state.append(answer).last();",
                "state = state.last().append(answer);",
                "state = first.append(answer);",
                "state = from(first, state, answer);",
                "state = state.atMost(20, answer);",
                "State other = state.append(answer); model.chat(other.messages());",
                "state = state.append(answer); if (state.messages().size() > 20) { state = state.last(); }",
            })
    void oneThatHoldsNoMoreThanTheOneBeforeDoesNot(String turn) {
        assertThat(growth(turn).growth()).isNotEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
