package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;

/** Memories that a function, a map or a class of the program's own provides to the library that asks for one. */
class ProvidedMemoryTest {

    private static final String AGENT = """
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.*;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;

            class Agent {
                interface Asks { String ask(String question); }
                Map<Object, ChatMemory> memories = new ConcurrentHashMap<>();

                String run(ChatModel model, Object tools) {
                    return AiServices.builder(Asks.class) // HERE
                            .chatModel(model).tools(tools).chatMemoryProvider(PROVIDER).build().ask("a");
                }
                MEMBERS
            }
            """;

    private static ContextGrowth.Kind growth(String provider, String members) {
        return AgentSource.of(AGENT.replace("PROVIDER", provider).replace("MEMBERS", members), false)
                .site()
                .context()
                .growth();
    }

    @Test
    void aMapThatIsFilledWithWindowsGivesWindows() {
        assertThat(growth("id -> memories.computeIfAbsent(id, key -> MessageWindowChatMemory.withMaxMessages(7))", ""))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth("this::get", """
                ChatMemory get(Object id) {
                    ChatMemory memory = memories.get(id);
                    if (memory == null) {
                        memory = MessageWindowChatMemory.withMaxMessages(7);
                        memories.put(id, memory);
                    }
                    return memory;
                }
                """)).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void aMapIntoWhichAnythingElseIsPutMayGiveThat() {
        assertThat(growth(
                        "id -> memories.computeIfAbsent(id, key -> MessageWindowChatMemory.withMaxMessages(7))",
                        "void keep(ChatMemory all) { memories.put(\"all\", all); }"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(
                        "id -> memories.getOrDefault(id, all)",
                        "ChatMemory all; void add() { memories.put(1, MessageWindowChatMemory.withMaxMessages(7)); }"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth("id -> given.get(id)", """
                Map<Object, ChatMemory> given;
                void use(Map<Object, ChatMemory> others) {
                    given = others;
                    given.put(1, MessageWindowChatMemory.withMaxMessages(7));
                }
                """)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aProviderOfTheProgramsOwnProvidesWhatItsMethodReturns() {
        String provider = """
                static class Memories implements ChatMemoryProvider {
                    public ChatMemory get(Object id) { return MEMORY; }
                }
                """;
        assertThat(growth("new Memories()", provider.replace("MEMORY", "MessageWindowChatMemory.withMaxMessages(7)")))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth("new Memories()", provider.replace("MEMORY", "org.example.Memories.all(id)")))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
