package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that cut a text or a list into chunks whose end is kept below its size. */
class ChunkLoopTest {

    private static String bound(String loop) {
        return AgentSource.withMembers("""
                        void run(String text, List<String> docs, boolean whole) {
                            int at = 0;
                            int length = text.length();
                            LOOP
                        }
                        """.replace("LOOP", loop))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int end = Math.min(at + 1000, text.length()); model.chat(text.substring(at, end)); at = end;",
                "int end = Math.min(length, 1000 + at); model.chat(text.substring(at, end)); at = end;",
                "model.chat(text); at = Math.min(at + 1000, text.length());"
            })
    void eachChunkBeginsWhereTheLastOneEnded(String turn) {
        assertThat(bound("while (at < text.length()) { TURN } // HERE".replace("TURN", turn)))
                .isEqualTo("ceil(0.001 * [size of text])");
    }

    @Test
    void soItIsWithListsWhoseSizeStays() {
        String turn = "int to = Math.min(at + 20, docs.size()); model.chat(docs.subList(at, to).toString()); at = to;";
        assertThat(bound("while (at < docs.size()) { " + turn + " } // HERE")).isEqualTo("ceil(0.05 * [size of docs])");
        assertThat(bound("while (at < docs.size()) { docs.add(text); " + turn + " } // HERE"))
                .contains("turns of the loop");
    }

    @ParameterizedTest
    @CsvSource({"end == text.length()", "end >= length", "text.length() <= end"})
    void chunksThatOverlapEndWithTheOneThatComesToTheEnd(String last) {
        assertThat(bound("""
                while (at < text.length()) { // HERE
                    int end = Math.min(at + 1000, text.length());
                    model.chat(text.substring(at, end));
                    if (LAST) { break; }
                    at = end - 100;
                }
                """.replace("LAST", last))).isEqualTo("ceil(1/900 * [size of text])");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // comes to 100 before the end again and again
                "int end = Math.min(at + 1000, text.length()); model.chat(text); at = end - 100;",
                "int end = Math.min(at + 1000, text.length()); model.chat(text); if (end == length && whole) { break; } at = end - 100;",
                // stays at 500
                "int end = Math.min(at + 1000, 500); model.chat(text); at = end;",
                "int end = Math.min(at + 1000, docs.size()); model.chat(text); at = end;"
            })
    void whereTheLimitIsReachedAndTheLoopGoesOnThereIsNoBound(String turn) {
        assertThat(bound("while (at < text.length()) { TURN } // HERE".replace("TURN", turn)))
                .contains("turns of the loop");
    }
}
