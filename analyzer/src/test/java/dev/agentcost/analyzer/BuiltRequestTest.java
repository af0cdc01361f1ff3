package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a helper makes with a builder of the sources: what it puts into them is sent, also into an object within the object. */
class BuiltRequestTest {

    /** How the request grows that is made of a history, to which each turn adds. */
    private static ContextGrowth.Kind growth(String request) {
        return AgentSource.withMembers("""
                static class History {
                    private final List<ChatMessage> messages = new ArrayList<>();
                    void add(ChatMessage message) { messages.add(message); }
                    List<ChatMessage> messages() { return Collections.unmodifiableList(messages); }
                }
                static class Request {
                    List<ChatMessage> parts;
                    List<ChatMessage> parts() { return parts; }
                }
                static class Builder {
                    final Request request = new Request();
                    Builder() { request.parts = new ArrayList<>(); }
                    Builder add(ChatMessage part) { request.parts.add(part); return this; }
                    Builder all(List<ChatMessage> parts) { request.parts = parts; return this; }
                    Request build() { return request; }
                }
                static class Plain {
                    final List<ChatMessage> parts = new ArrayList<>();
                    void add(ChatMessage part) { parts.add(part); }
                }
                String ask(History history) {
                    REQUEST
                }
                void run(int turns) {
                    History history = new History();
                    for (int i = 0; i < turns; i++) { // HERE
                        history.add(AiMessage.from(ask(history)));
                    }
                }
                """.replace("REQUEST", request))
                .site()
                .context()
                .growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Builder b = new Builder(); for (ChatMessage m : history.messages()) { b.add(m); } return model.chat(b.build().parts()).aiMessage().text();",
                "Builder b = new Builder(); history.messages().forEach(b::add); return model.chat(b.build().parts).aiMessage().text();",
                "Builder b = new Builder(); history.messages().forEach(b::add); Request r = b.build(); return model.chat(r.parts()).aiMessage().text();",
                "Builder b = new Builder(); b.all(history.messages()); return model.chat(b.request.parts).aiMessage().text();",
                "Plain p = new Plain(); for (ChatMessage m : history.messages()) { p.add(m); } return model.chat(p.parts).aiMessage().text();"
            })
    void aRequestGrowsWithTheHistoryThatIsPutIntoIt(String request) {
        assertThat(growth(request)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Builder b = new Builder(); b.add(UserMessage.from(\"go on\")); return model.chat(b.build().parts()).aiMessage().text();",
                "Builder b = new Builder(); b.add(history.messages().get(0)); return model.chat(b.build().parts()).aiMessage().text();",
                "Plain p = new Plain(); p.add(UserMessage.from(\"\" + history.messages().size())); return model.chat(p.parts).aiMessage().text();",
                "Builder b = new Builder(); Builder c = new Builder(); history.messages().forEach(c::add); b.add(UserMessage.from(\"go on\")); return model.chat(b.build().parts()).aiMessage().text();"
            })
    void itDoesNotWithWhatIsNotPutIntoIt(String request) {
        assertThat(growth(request)).isEqualTo(ContextGrowth.Kind.NONE);
    }
}
