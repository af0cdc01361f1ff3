package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts in objects of the program's own that a loop reaches by a local, a getter, a key or an index. */
class AliasedContextTest {

    private static ContextGrowth.Kind growth(String body) {
        return AgentSource.withMembers("""
                record Line(String role, String content) {}
                static class Memory {
                    final List<ChatMessage> messages = new ArrayList<>();
                    void push(ChatMessage message) { messages.add(message); }
                    List<ChatMessage> all() { return new ArrayList<>(messages); }
                }
                static class Talk {
                    final List<Line> lines = new ArrayList<>();
                    void say(String text) { lines.add(new Line("user", text)); }
                    List<Line> lines() { return lines; }
                    Line line(int i) { return lines.get(i); }
                }
                record Prepared(String id, Memory memory) {}
                static class Store {
                    final Map<String, Memory> memories = new HashMap<>();
                    Memory find(String id) { return memories.get(id); }
                    void append(String id, ChatMessage message) { memories.get(id).push(message); }
                }
                final Memory held = new Memory();
                final Talk talk = new Talk();
                final List<Line> lines = new ArrayList<>();
                final Map<String, Memory> memories = new HashMap<>();
                final List<Memory> people = new ArrayList<>();
                final Store store = new Store();
                Memory held() { return held; }
                Prepared prepare(String text) {
                    Memory memory = new Memory();
                    memory.push(UserMessage.from(text));
                    return new Prepared("a", memory);
                }
                void run(String id, List<String> ids, Prepared given) {
                %s
                }
                """.formatted(body)).site().context().growth();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Memory memory = held;",
                "Memory memory = held();",
                "Memory memory = given.memory();",
                "Prepared made = prepare(id); Memory memory = made.memory();",
                "Memory memory = memories.get(id);",
                "Memory memory = store.find(id);"
            })
    void anObjectThatAnotherPlaceHoldsGrowsByTheLocalThatStandsForIt(String memory) {
        assertThat(growth(memory + """
                for (int i = 0; i < 10; i++) { // HERE
                    memory.push(model.chat(memory.all()).aiMessage());
                }
                """)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void soItDoesWhereItIsFoundAgainByItsKey() {
        assertThat(growth("""
                Memory memory = store.find(id);
                for (int i = 0; i < 10; i++) { // HERE
                    store.append(id, model.chat(memory.all()).aiMessage());
                }
                """)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Talk all = talk; for (Line line : all.lines()) { text.append(line.content()); }",
                "for (int k = 0; k < talk.lines().size(); k++) { text.append(talk.line(k).content()); }",
                "for (int k = 0; k < talk.lines().size(); k++) { text.append(talk.lines().get(k).content()); }"
            })
    void whatIsReadElementByElementIsSentWhole(String copy) {
        assertThat(growth("""
                for (int i = 0; i < 10; i++) { // HERE
                    StringBuilder text = new StringBuilder();
                    COPY
                    talk.say(model.chat(text.toString()));
                }
                """.replace("COPY", copy))).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (Memory memory : people) { // HERE",
                "for (String name : ids) { Memory memory = memories.get(name); // HERE",
                "for (int i = 0; i < people.size(); i++) { Memory memory = people.get(i); // HERE"
            })
    void anotherOneInEachTurnKeepsWhatIsItsOwn(String loop) {
        assertThat(growth(loop + """

                    memory.push(model.chat(memory.all()).aiMessage());
                }
                """)).isEqualTo(ContextGrowth.Kind.NONE);
    }
}
