package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters in objects that never change: each turn makes a new one from the one before. */
class RecordStateTest {

    private static final String STATES = """
            record State(String text, int turn, int max) {
                State { if (max < 0) { throw new IllegalArgumentException("max"); } }
                State next(String answer) { return new State(answer, turn + 1, max); }
                State again(String answer) { return new State(answer, 0, max); }
                State with(String answer) { return new State(answer, turn, max); }
                State longer(String answer) { return new State(answer, turn + 1, max + 1); }
                boolean isOver() { return turn >= max; }
            }
            record Round(int turn) { Round { if (turn > 3) { turn = 0; } } }
            record Limits(int turns) {}
            State step(State state) { return new State(model.chat(state.text()), state.turn() + 1, state.max()); }
            State checked(State state) {
                if (state.text().isEmpty()) { return state.with("empty"); }
                return state.with(state.text() + "!");
            }
            State sometimes(State state) {
                if (state.text().isEmpty()) { return new State("", 0, 8); }
                return state.with("well");
            }
            State load() { return new State(model.chat("load"), 3, 8); }
            """;

    private static String text(IterationBound bound) {
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    private static String loop(String test, String turn) {
        return text(AgentSource.withMembers(STATES + """
                        void run(String question, State other) {
                            State state = new State(question, 0, 8);
                            Round round = new Round(0);
                            while (TEST) { // HERE
                                TURN
                            }
                        }
                        """.replace("TEST", test).replace("TURN", turn))
                .site()
                .bound());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = new State(model.chat(state.text()), state.turn() + 1, 8);",
                "state = state.next(model.chat(state.text()));",
                "state = state.with(model.chat(state.text())).next(\"\");",
                "state = state.with(model.chat(state.text())); state = state.next(\"\");",
                "state = step(state);",
                "State next = step(state); if (next.text().isEmpty()) { break; } state = next;"
            })
    void theNewOneIsATurnFurther(String turn) {
        assertThat(loop("state.turn() < 8", turn)).isEqualTo("8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state = state.with(model.chat(state.text()));",
                "state = state.next(model.chat(state.text())); if (state.text().isEmpty()) { state = state.again(\"\"); }",
                "state = state.next(model.chat(state.text())).again(\"\");",
                "State next = step(state); if (next.text().isEmpty()) { state = load(); } else { state = next; }",
                "state = new State(model.chat(state.text()), other.turn() + 1, 8);",
                "if (state.text().isEmpty()) { model.chat(\"again\"); } else { state = step(state); }",
                "try { state = state.next(model.chat(state.text())); } catch (RuntimeException failed) { model.chat(\"failed\"); }",
            })
    void oneThatIsNoTurnFurtherLimitsNothing(String turn) {
        assertThat(loop("state.turn() < 8", turn)).isEqualTo("unbounded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            !state.isOver()  | state = state.next(model.chat(state.text()));             | 8
            !state.isOver()  | state = state.longer(model.chat(state.text()));           | unbounded
            round.turn() < 8 | model.chat("go"); round = new Round(round.turn() + 1);   | unbounded
            """)
    void theLimitAndTheConstructorAreLookedAt(String test, String turn, String bound) {
        assertThat(loop(test, turn)).isEqualTo(bound);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "State later = step(state); while (state.turn() < 8) { // HERE\n model.chat(\"x\"); state = later; }"
            })
    void oneThatWasMadeBeforeTheLoopIsTheSameEachTurn(String loop) {
        assertThat(text(AgentSource.withMembers(STATES + """
                        void run(String question) {
                            State state = new State(question, 0, 8);
                            LOOP
                        }
                        """.replace("LOOP", loop))
                        .site()
                        .bound()))
                .isEqualTo("unbounded");
    }

    private static String recursion(String members) {
        return text(AgentSource.withMembers(STATES + members).recursion().bound());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state.turn() >= 8 | return run(new State(model.chat(state.text()), state.turn() + 1, 8), limits); | [8 - state.turn]
            state.turn() >= 8 | return run(state.next(model.chat(state.text())), limits);                     | [8 - state.turn]
            state.turn() >= state.max() | return run(state.next(model.chat(state.text())), limits);           | [max - state.turn]
            state.turn() >= 8 | return run(state.with(model.chat(state.text())), limits);                     | unbounded
            state.turn() >= state.max() | return run(state.longer(model.chat(state.text())), limits);                   | unbounded
            state.turn() >= limits.turns() | return run(state.next(model.chat(state.text())), limits);        | [turns - state.turn]
            state.turn() >= limits.turns() | return run(state.next(model.chat(state.text())), new Limits(state.turn() + 9)); | unbounded
            """)
    void aRecursionIsGivenTheNewOne(String test, String again, String bound) {
        assertThat(recursion("""
                String run(State state, Limits limits) {
                    if (TEST) { return state.text(); }
                    AGAIN
                }
                """.replace("TEST", test).replace("AGAIN", again))).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits                    | [turns - turn]
            new Limits(turn + 9)      | unbounded
            """)
    void aLimitOfAnotherObjectEachTimeIsNone(String given, String bound) {
        assertThat(recursion("""
                String run(String text, int turn, Limits limits) {
                    if (turn >= limits.turns()) { return text; }
                    return run(model.chat(text), turn + 1, GIVEN);
                }
                """.replace("GIVEN", given))).isEqualTo(bound);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "State checked = state.with(\"ok\"); if (checked.isOver()) { break; } state = step(checked);",
                "State checked = checked(state); if (checked.isOver()) { break; } state = step(checked);",
                "State checked = checked(state); state = checked.next(model.chat(checked.text()));"
            })
    void oneMadeOfItInTheTurnIsOnTheWay(String turn) {
        assertThat(loop("state.turn() < 8", turn)).isEqualTo("8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "State checked = sometimes(state); if (checked.isOver()) { break; } state = step(checked);",
                "State checked = checked(other); if (checked.isOver()) { break; } state = step(checked);",
                "State first = state.next(\"\"); state = new State(\"\", 0, 8); if (first.isOver()) { break; } state = step(first);",
                "State checked = checked(state).again(\"\"); if (checked.isOver()) { break; } state = step(checked);"
            })
    void oneMadeOfAnotherIsNot(String turn) {
        assertThat(loop("state.turn() < 8", turn)).isEqualTo("unbounded");
    }
}
