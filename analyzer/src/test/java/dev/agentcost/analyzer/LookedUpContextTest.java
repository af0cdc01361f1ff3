package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;

/** Tables and registries from which one thing is taken by its key: what stays as it is, and what belongs to one element alone. */
class LookedUpContextTest {

    /** How what is sent for each word grows, where a table tells what else some words are called. */
    private static ContextGrowth.Kind withTable(String table, String line) {
        return AgentSource.withMembers("""
                TABLE
                void run(List<String> words) {
                    for (String word : words) { // HERE
                        List<String> names = NAMES.getOrDefault(word, new ArrayList<>());
                        names.add(word);
                        LINE
                        model.chat(names.toString());
                    }
                }
                """.replace("TABLE", table).replace("LINE", line))
                .site()
                .context()
                .growth();
    }

    @Test
    void aTableOfConstantsDoesNotGrow() {
        String table =
                "static final Map<String, List<String>> NAMES = Map.of(\"roof\", List.of(\"terrace\", \"loft\"), \"car\", List.of(\"van\"));";
        assertThat(withTable(table, "")).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aTableThatIsFilledMayGrow() {
        String filled = "static final Map<String, List<String>> NAMES = new HashMap<>();";
        assertThat(withTable(filled, "NAMES.put(word, List.of(word));")).isEqualTo(ContextGrowth.Kind.LINEAR);
        String lists = "static final Map<String, List<String>> NAMES = Map.of(\"roof\", new ArrayList<>());";
        assertThat(withTable(lists, "NAMES.get(\"roof\").add(word);")).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    /** How what is sent grows where the tools of a registry are run, one of which keeps notes and one of which asks a model. */
    private static ContextGrowth.Kind ofRegistry(String asks) {
        return AgentSource.withMembers("""
                interface Step { String take(String text); }
                static class Notes { final List<String> lines = new ArrayList<>(); void write(String line) { lines.add(line); } }
                static class Keep implements Step {
                    final Notes notes = new Notes();
                    public String take(String text) { notes.write(text); return "kept"; }
                }
                static class Past { final List<ChatMessage> messages = new ArrayList<>(); }
                static class Ask implements Step {
                    final Past past = new Past();
                    final ChatModel model;
                    Ask(ChatModel model) { this.model = model; }
                    public String take(String text) { ASKS }
                }
                static class Steps {
                    final Map<String, Step> steps = new HashMap<>();
                    Step find(String name) { return steps.get(name); }
                }
                static class Runner {
                    final Steps steps = new Steps();
                    String run(String name, String text) {
                        Step step = steps.find(name);
                        return step.take(text);
                    }
                }
                final Runner runner = new Runner();
                void run(List<String> names) {
                    runner.steps.steps.put("keep", new Keep());
                    runner.steps.steps.put("ask", new Ask(model));
                    for (String name : names) { // HERE
                        runner.run(name, "go on");
                    }
                }
                """.replace("ASKS", asks))
                .site()
                .context()
                .growth();
    }

    @Test
    void whatOneElementKeepsIsNotWhatAnotherSends() {
        assertThat(ofRegistry("return model.chat(past.messages).aiMessage().text();"))
                .isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(
                        ofRegistry(
                                "past.messages.add(UserMessage.from(text)); return model.chat(past.messages).aiMessage().text();"))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
