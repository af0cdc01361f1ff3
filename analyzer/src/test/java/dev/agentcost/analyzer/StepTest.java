package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over data in steps of settings, or of at least one. */
class StepTest {

    private static final String SETTINGS = """
            private int size = 800;
            private int overlap = 80;
            private int none;
            void set(int size, int overlap, int none) { this.size = size; this.overlap = overlap; this.none = none; }
            """;

    /** A loop over a text, where a number is handed over from outside. */
    private static IterationBound bound(String test, String step) {
        return AgentSource.withMembers(SETTINGS + """
                void read(String text, int chunk, int lap, List<Integer> steps) {
                    int asked = model.chat("how far?").length();
                    int from = 0;
                    while (TEST) { // HERE
                        int end = Math.min(from + chunk, text.length());
                        String answer = model.chat(text.substring(from, end));
                        STEP
                    }
                }
                """.replace("TEST", test).replace("STEP", step))
                .site()
                .bound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from += size;",
                "from += size - overlap;",
                "from = from + size - overlap;",
                "int next = from + size - overlap; from = next;",
                "int stop = Math.min(from + size, text.length()); if (stop == text.length()) { break; } from = stop - overlap;",
                "from = answer.isEmpty() ? from + size - overlap : from + 1;",
                "int wide = size - overlap; from += wide;",
                "from += Math.max(1, chunk - lap);",
                "from = Math.max(end - asked, from + 1);",
                "from = Math.max(from + 1, end - asked);"
            })
    void whatComesNearerInEveryTurnComesToTheEndOfTheData(String step) {
        IterationBound bound = bound("from < text.length()", step);

        assertThat(bound.isUnbounded()).as(step).isFalse();
        assertThat(bound.formula().toString()).contains("size of text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from += none;",
                "from += chunk;",
                "from += chunk - lap;",
                "from += size - lap;",
                "from += overlap - size;",
                "from += asked;",
                "from += answer.length();",
                "from += size; size = answer.length();",
                "from += steps.get(from);",
                "from = chunk - from;",
                "from = Math.min(end - asked, from + 1);",
                "from = Math.max(end - asked, from);",
                "from = answer.isEmpty() ? from : from + size;",
                "from = Math.max(from + 1, asked) - lap;"
            })
    void whatMayBeNothingIsNoStep(String step) {
        assertThat(bound("from < text.length()", step).isUnbounded()).as(step).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"from > 0, from -= size;, false", "from > 0, from += size;, true", "from < 9, from -= size;, true"})
    void itGoesTheWayThatIsWritten(String test, String step, boolean unbounded) {
        assertThat(bound(test, step).isUnbounded()).as(test + " " + step).isEqualTo(unbounded);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "5, false"})
    void whatEveryCallerHandsOverCounts(int step, boolean unbounded) {
        IterationBound bound =
                AgentSource.withMembers("""
                void read(String text) { inSteps(text, STEP); }
                private void inSteps(String text, int step) {
                    for (int at = 0; at < text.length(); at += step) { // HERE
                        model.chat(text.substring(at));
                    }
                }
                """.replace("STEP", "" + step)).site().bound();

        assertThat(bound.isUnbounded()).isEqualTo(unbounded);
    }
}
