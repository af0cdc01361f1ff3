package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that code makes itself: by a part of a history that takes its place, or that is all that is sent. */
class CutContextTest {

    private static AgentSource agent(String turn) {
        return AgentSource.withMembers("""
                        static final int MAX = 20;
                        List<ChatMessage> history = new ArrayList<>();
                        boolean verbose;
                        void trim() {
                            if (history.size() > MAX) {
                                history = new ArrayList<>(history.subList(history.size() - MAX, history.size()));
                            }
                        }
                        static List<ChatMessage> trimmed(List<ChatMessage> all) {
                            if (all.size() <= MAX) {
                                return all;
                            }
                            return new ArrayList<>(all.subList(all.size() - MAX, all.size()));
                        }
                        static void dropOne(List<ChatMessage> all) {
                            if (all.size() > MAX) {
                                all.remove(0);
                            }
                        }
                        void dropOldest() {
                            if (history.size() > MAX) {
                                history.remove(0);
                            }
                        }
                        void dropOlder() {
                            while (history.size() > MAX) {
                                history.remove(0);
                            }
                        }
                        List<ChatMessage> recent() {
                            int size = history.size();
                            return size <= MAX ? history : history.subList(size - MAX, size);
                        }
                        List<ChatMessage> sometimesRecent() {
                            return verbose ? history : history.subList(history.size() - MAX, history.size());
                        }
                        void run(List<String> questions) {
                            String text = "";
                            for (String question : questions) { // HERE
                                history.add(UserMessage.from(question));
                                TURN
                            }
                        }
                        """.replace("TURN", turn));
    }

    private static ContextGrowth.Kind growth(String turn) {
        return agent(turn).site().context().growth();
    }

    @Test
    void aTurnThatTakesAwayLessThanItAddsHasNoWindow() {
        String turn =
                "history.add(model.chat(history).aiMessage()); if (history.size() > MAX) { history.remove(0); TAKE }";

        assertThat(growth(turn.replace("TAKE", ""))).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(turn.replace("TAKE", "history.remove(0);"))).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(turn.replace("TAKE", "").replace("if (", "while ("))).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void norHasOneThatTakesThemAwayByAViewOrAMethod() {
        String turn = "history.add(model.chat(history).aiMessage()); TAKE";

        assertThat(growth(turn.replace("TAKE", "if (history.size() > 20) { history.subList(0, 1).clear(); }")))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(turn.replace("TAKE", "if (history.size() > 20) { history.subList(0, 2).clear(); }")))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(turn.replace(
                        "TAKE", "if (history.size() > 20) { history.subList(0, history.size() - 20).clear(); }")))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(turn.replace("TAKE", "dropOne(history);"))).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(turn.replace("TAKE", "dropOldest();"))).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth("dropOldest();" + turn.replace("TAKE", ""))).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(turn.replace("TAKE", "dropOldest(); dropOldest();"))).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(turn.replace("TAKE", "dropOlder();"))).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.chat(history); if (history.size() > MAX) { history = new ArrayList<>(history.subList(1, MAX)); }",
                "model.chat(history); if (history.size() > MAX) { history = List.copyOf(history.subList(2, history.size())); }",
                "model.chat(history); if (history.size() > MAX) { history = history.stream().skip(3).toList(); }",
                "model.chat(history); trim();",
                "model.chat(history); history = trimmed(history);"
            })
    void aPartThatTakesThePlaceOfTheWholeIsAWindow(String turn) {
        assertThat(growth(turn)).isIn(ContextGrowth.Kind.WINDOWED, ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.chat(recent());",
                "model.chat(trimmed(history));",
                "model.chat(history.stream().limit(10).toList());",
                "model.chat(history.subList(Math.max(0, history.size() - MAX), history.size()));",
                "int from = history.size() > MAX ? history.size() - MAX : 0; model.chat(history.subList(from, history.size()));",
                "model.chat(history.stream().skip(Math.max(0, history.size() - MAX)).toList());",
                "List<ChatMessage> sent = history; if (history.size() > 9) { sent = history.subList(0, 9); } model.chat(sent);",
                "text += model.chat(text.substring(Math.max(0, text.length() - 4000)));"
            })
    void aPartOfANumberedSizeIsAllThatIsSent(String turn) {
        assertThat(growth(turn)).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.chat(history.subList(1, history.size()));",
                "model.chat(history.subList(history.size() / 2, history.size()));",
                "model.chat(history.stream().skip(1).toList());",
                "model.chat(sometimesRecent());",
                "List<ChatMessage> sent = history; if (verbose) { sent = history.subList(0, 9); } model.chat(sent);",
                "model.chat(history.subList(Math.min(5, history.size() - MAX), history.size()));",
                "text += model.chat(text.substring(3));"
            })
    void aPartThatGrowsWithTheWholeGrows(String turn) {
        assertThat(growth(turn)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aPartIsCountedAsAWindow() {
        assertThat(agent("model.chat(recent());")
                        .entry("run")
                        .cost()
                        .get(Dimension.INPUT_TOKENS)
                        .toString())
                .isEqualTo("[size of questions] * windowTokens");
    }

    @Test
    void aTextThatIsSetToNoLengthIsEmpty() {
        String turn = "StringBuilder prompt = kept; CUT; prompt.append(question); model.chat(prompt.toString());";
        String field = "StringBuilder kept = new StringBuilder();";
        assertThat(builder(field, turn.replace("CUT", "prompt.setLength(0)"))).isEqualTo(ContextGrowth.Kind.NONE);
        assertThat(builder(field, turn.replace("CUT", "prompt.setLength(prompt.length() - 1)")))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    private static ContextGrowth.Kind builder(String field, String turn) {
        return AgentSource.withMembers("""
                        FIELD
                        void run(List<String> questions) {
                            for (String question : questions) { // HERE
                                TURN
                            }
                        }
                        """.replace("FIELD", field).replace("TURN", turn))
                .site()
                .context()
                .growth();
    }

    private static ContextGrowth.Kind compacted(String compaction) {
        return AgentSource.withMembers("""
                        static void copy(List<ChatMessage> from, List<ChatMessage> to) {
                            for (ChatMessage one : from) { to.add(one); }
                        }
                        void run(List<String> questions) {
                            List<ChatMessage> history = new ArrayList<>();
                            for (String question : questions) { // HERE
                                history.add(UserMessage.from(question));
                                if (history.size() > 30) {
                                    List<ChatMessage> kept = new ArrayList<>();
                                    kept.add(SystemMessage.from(model.chat("summarise " + history)));
                                    COMPACTION
                                    history = kept;
                                }
                                history.add(model.chat(history).aiMessage());
                            }
                        }
                        """.replace("COMPACTION", compaction))
                .site()
                .context()
                .growth();
    }

    @Test
    void aNewListOfASummaryAndTheLastMessagesTakesTheHistorysPlace() {
        assertThat(compacted("kept.addAll(history.subList(history.size() - 5, history.size()));"))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(compacted("kept.add(history.get(history.size() - 1));")).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kept.addAll(history);",
                "kept.addAll(history.subList(1, history.size()));",
                "for (ChatMessage one : history) { kept.add(one); }",
                "for (int i = 0; i < history.size(); i++) { kept.add(history.get(i)); }",
                "history.stream().filter(one -> one != null).forEach(kept::add);",
                "copy(history, kept);"
            })
    void aNewListOfAllOfThemDoesNot(String compaction) {
        assertThat(compacted(compaction)).isEqualTo(ContextGrowth.Kind.LINEAR);
    }
}
