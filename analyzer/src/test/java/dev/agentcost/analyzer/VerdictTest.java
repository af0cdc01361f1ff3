package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that a test ends which is a method of its own. */
class VerdictTest {

    private static String bound(String test, String loop) {
        var bound = AgentSource.withMembers("""
                        int max = 5;
                        int calls;
                        boolean urgent;
                        List<String> log;
                        boolean goesOn(String answer, int turn) { TEST }
                        void run() {
                            String answer = "";
                            int turn = 0;
                            LOOP
                        }
                        """.replace("TEST", test).replace("LOOP", loop))
                .site()
                .bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    private static String bound(String test) {
        return bound(test, """
                while (goesOn(answer, turn)) { // HERE
                    answer = model.chat("go on");
                    turn++;
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (turn >= 10) { return false; } return answer.isEmpty();",
                "if (answer.isEmpty()) { return false; } return turn < 10;",
                "return !answer.isEmpty() && turn < 10;",
                "if (turn >= 10) { log.add(answer); return false; } if (answer.isEmpty()) { return true; } return urgent;",
                "boolean more = answer.isEmpty(); if (turn < 10) { return more; } else { return false; }",
            })
    void itsAnswerTellsThatTheLimitIsNotReached(String test) {
        assertThat(bound(test)).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (turn >= 10) { return false; } return true;",
                "for (String line : log) { if (line.isEmpty()) { return false; } } return turn < 10;"
            })
    void whateverElseItDoes(String test) {
        assertThat(bound(test)).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return answer.isEmpty() || turn < 10;",
                "if (urgent) { return true; } return turn < 10;",
                "if (turn >= 10 && answer.isEmpty()) { return false; } return true;",
                "if (turn >= 10) { return true; } return false;",
                // the number tested is not the one that is counted
                "turn = 0; return turn < 10;",
            })
    void anAnswerThatSaysNothingOfALimitIsNone(String test) {
        assertThat(bound(test)).isEqualTo("unbounded");
    }

    @Test
    void itMayBeAskedInTheTurn() {
        String test = "if (turn >= 10) { return false; } return answer.isEmpty();";
        assertThat(bound(test, """
                boolean more = true;
                while (more) { // HERE
                    answer = model.chat("go on");
                    turn++;
                    more = goesOn(answer, turn);
                }
                """)).isEqualTo("10");
        assertThat(bound(test, """
                do { // HERE
                    answer = model.chat("go on");
                    turn++;
                } while (goesOn(answer, turn));
                """)).isEqualTo("10");
        assertThat(bound(test, """
                while (true) { // HERE
                    answer = model.chat("go on");
                    turn++;
                    if (!goesOn(answer, turn)) { break; }
                }
                """)).isEqualTo("10");
    }

    @Test
    void aTestOfAnObjectReadsItsFields() {
        assertThat(AgentSource.withMembers("""
                        static class Progress {
                            private int steps;
                            private boolean done;
                            boolean isFinished() { return done || steps >= 7; }
                            void step(String answer) { steps++; done = answer.isEmpty(); }
                        }
                        void run() {
                            Progress progress = new Progress();
                            while (!progress.isFinished()) { // HERE
                                progress.step(model.chat("go on"));
                            }
                        }
                        """).site().bound().formula().toString())
                .isEqualTo("7");
    }

    @Test
    void aTestThatCountsItselfIsNotReadAhead() {
        assertThat(bound("calls = 0; if (calls >= 10) { return false; } return true;"))
                .isEqualTo("unbounded");
    }

    @Test
    void flagsThatAreMadeOfEachOtherEndTheSearch() {
        assertThat(bound("return answer.isEmpty();", """
                boolean more = true;
                boolean other = urgent;
                while (more) { // HERE
                    model.chat("go on");
                    if (urgent) { turn++; }
                    more = !other;
                    if (urgent) { turn++; }
                    other = !more;
                }
                """)).isEqualTo("unbounded");
    }
}
