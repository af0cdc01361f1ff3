package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;

/** Loops that count through a collection of the JDK: reading it, or changing an element, leaves its size alone. */
class IndexedLoopTest {

    @Test
    void readingElements() {
        assertThat(bound("if (!texts.contains(\"x\")) { model.chat(texts.get(i)); }"))
                .hasToString("[size of texts]");
        assertThat(bound("model.chat(texts.getFirst() + texts.indexOf(\"x\"));"))
                .hasToString("[size of texts]");
    }

    @Test
    void changingAnElement() {
        assertThat(bound("texts.set(i, model.chat(texts.get(i)));")).hasToString("[size of texts]");
    }

    @Test
    void lookingIntoAMap() {
        assertThat(bound("if (map.containsKey(\"x\")) { model.chat(map.getOrDefault(texts.get(i), \"\")); }"))
                .hasToString("[size of texts]");
    }

    @Test
    void addingAnElementInEachTurnKeepsTheEndAway() {
        assertThat(loop("texts.add(model.chat(texts.get(i)));").isUnbounded()).isTrue();
    }

    @Test
    void aListThatAFieldHoldsThroughAViewIsNotAsEmptyAsItWasMade() {
        assertThat(AgentSource.withMembers("""
                        static class Run {
                            final List<String> attempts = Collections.synchronizedList(new ArrayList<>());
                            void record(String attempt) { attempts.add(attempt); }
                        }
                        void watch(Run run) {
                            for (int i = 0; i < run.attempts.size(); i++) { // HERE
                                model.chat(run.attempts.get(i));
                            }
                        }
                        """).site().bound().formula()).hasToString("[size of run.attempts]");
    }

    private static final String ARCHIVE = """
            void read(java.util.zip.ZipInputStream archive) throws java.io.IOException {
                java.util.zip.ZipEntry entry;
                while ((entry = archive.getNextEntry()) != null) { // HERE
                    if (entry.isDirectory()) { continue; }
                    model.chat(entry.getName());
                }
            }
            """;

    @Test
    void theEntriesOfAnArchive() {
        assertThat(AgentSource.withMembers(ARCHIVE).site().bound().formula()).hasToString("[size of archive]");
        assertThat(AgentSource.withMembers(
                                ARCHIVE.replace("(entry = archive.getNextEntry())", "(entry = archive.first())"))
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    private String bound(String body) {
        IterationBound bound = loop(body);
        assertThat(bound.isUnbounded()).isFalse();
        return bound.formula().toString();
    }

    private IterationBound loop(String body) {
        String source = """
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.List;
                import java.util.Map;

                class Agent {
                    void run(ChatModel model, List<String> texts, Map<String, String> map) {
                        for (int i = 0; i < texts.size(); i++) { // HERE
                            %s
                        }
                    }
                }
                """.formatted(body);
        return AgentSource.of(source, false).site().bound();
    }
}
