package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that a flag ends, and the limits that set it. */
class LastTurnTest {

    private static String bound(String loop) {
        var bound = AgentSource.withMembers("""
                        enum State { RUNNING, DONE }
                        int max = 5;
                        boolean urgent;
                        void run(List<String> tasks) {
                            boolean done = false;
                            int turn = 0;
                            LOOP
                        }
                        """.replace("LOOP", loop)).site().bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done = true;",
                "done = true; continue;",
                "tasks.clear(); done = true; tasks.add(\"\");",
                "if (urgent) { done = true; } else { tasks.clear(); done = true; }",
            })
    void aLimitThatSetsTheFlagIsALimit(String atTheLimit) {
        assertThat(bound("""
                while (!done) { // HERE
                    String answer = model.chat("go on");
                    turn++;
                    if (answer.isEmpty()) { done = true; }
                    if (turn >= 10) { SET }
                }
                """.replace("SET", atTheLimit))).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the flag is taken back
                "if (turn >= 10) { done = true; } if (urgent) { done = false; }",
                "if (turn >= 10) { done = true; } done = urgent;",
                // the limit is not looked at in every turn, or never comes nearer
                "if (urgent && turn >= 10) { done = true; }",
                "if (answer.isEmpty()) { turn = 0; } if (turn >= 10) { done = true; }",
                // another flag
                "boolean enough; if (turn >= 10) { enough = true; }",
            })
    void aFlagThatTheLimitDoesNotLeaveSetIsNone(String body) {
        assertThat(bound("""
                while (!done) { // HERE
                    String answer = model.chat("go on");
                    turn++;
                    BODY
                }
                """.replace("BODY", body))).isEqualTo("unbounded");
    }

    @Test
    void aFlagThatIsTestedOnSomeWaysOnlyDoesNotEndTheLoop() {
        assertThat(bound("""
                while (true) { // HERE
                    model.chat("go on");
                    turn++;
                    if (turn >= 10) { done = true; }
                    if (urgent && done) { break; }
                }
                """)).isEqualTo("unbounded");
    }

    @Test
    void aLimitInsideAComputedFlagIsALimit() {
        assertThat(bound("""
                while (true) { // HERE
                    String answer = model.chat("go on");
                    turn++;
                    boolean enough = turn >= max || answer.isEmpty();
                    if (enough) { break; }
                }
                """)).isEqualTo("5");
        assertThat(bound("""
                do { // HERE
                    String answer = model.chat("go on");
                    turn++;
                    done = answer.isEmpty() || turn >= 10;
                } while (!done);
                """)).isEqualTo("10");
        assertThat(bound("""
                boolean more = true;
                while (more) { // HERE
                    boolean empty = model.chat("go on").isEmpty();
                    turn++;
                    more = !empty && turn < 10;
                }
                """)).isEqualTo("10");
        assertThat(bound("""
                do { // HERE
                    String answer = model.chat("go on");
                    turn++;
                    done = answer.isEmpty() && turn >= 10;
                } while (!done);
                """)).isEqualTo("unbounded");
    }

    @Test
    void eachWayThroughTheTurnMayHaveALimitOfItsOwn() {
        assertThat(bound("""
                while (!done) { // HERE
                    String answer = model.chat("go on");
                    if (answer.isEmpty()) {
                        done = true;
                    } else {
                        turn++;
                        if (turn >= 10) { done = true; }
                    }
                }
                """)).isEqualTo("10");
    }

    @Test
    void aFlagMayBeAnObjectOrAState() {
        assertThat(bound("""
                String result = null;
                while (result == null) { // HERE
                    model.chat("go on");
                    if (++turn >= 10) { result = "gave up"; }
                }
                """)).isEqualTo("10");
        assertThat(bound("""
                State state = State.RUNNING;
                while (state != State.DONE) { // HERE
                    model.chat("go on");
                    if (++turn >= 10) { state = State.DONE; }
                }
                """)).isEqualTo("10");
        assertThat(bound("""
                State state = State.RUNNING;
                while (state != State.DONE) { // HERE
                    model.chat("go on");
                    if (++turn >= 10) { state = State.RUNNING; }
                }
                """)).isEqualTo("unbounded");
    }

    @Test
    void aFailureThatIsCaughtMayComeBeforeTheFlagIsSet() {
        assertThat(bound("""
                while (!done) { // HERE
                    try {
                        turn++;
                        model.chat("go on");
                        if (turn >= 10) { done = true; }
                    } catch (RuntimeException failed) {
                        tasks.clear();
                    }
                }
                """)).isEqualTo("unbounded");
        assertThat(bound("""
                while (!done) { // HERE
                    try {
                        turn++;
                        model.chat("go on");
                        if (turn >= 10) { done = true; }
                    } catch (RuntimeException failed) {
                        if (turn >= 10) { done = true; }
                    }
                }
                """)).isEqualTo("10");
    }

    @Test
    void whatIsCountedBeforeACallThatFailsIsCounted() {
        assertThat(bound("""
                while (true) { // HERE
                    try {
                        turn++;
                        model.chat("go on");
                        return;
                    } catch (IllegalStateException failed) {
                        if (turn >= 10) { throw failed; }
                    }
                }
                """)).isEqualTo("10");
        assertThat(bound("""
                while (true) { // HERE
                    try {
                        model.chat("go on");
                        turn++;
                        model.chat("and on");
                        return;
                    } catch (IllegalStateException failed) {
                        if (turn >= 10) { throw failed; }
                    }
                }
                """)).isEqualTo("unbounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do { // HERE\n done = true; BODY } while (!done);",
                "do { // HERE\n done = true; BODY } while (!done && !urgent);",
                "while (true) { // HERE\n done = true; BODY if (done) { break; } }",
            })
    void aFlagThatEveryTurnSetsIsTakenBackInsideTheLimitOnly(String loop) {
        String body = """
                try {
                    String answer = model.chat("go on");
                    if (answer.isEmpty()) {
                        turn++;
                        if (turn <= 3) { System.out.println(turn); done = false; } AT_THE_LIMIT
                    } else if (answer.equals("x")) {
                        throw new IllegalStateException();
                    }
                } catch (RuntimeException e) {
                    System.out.println(e);
                    return;
                } finally {
                    if (done) { System.out.println("end"); }
                }
                """;
        assertThat(bound(loop.replace("BODY", body)
                        .replace("AT_THE_LIMIT", "else { throw new IllegalStateException(); }")))
                .isEqualTo("4");
        assertThat(bound(loop.replace("BODY", body).replace("AT_THE_LIMIT", "")))
                .isEqualTo("4");
        assertThat(bound(loop.replace("BODY", body).replace("AT_THE_LIMIT", "else { done = urgent; }")))
                .isEqualTo("unbounded");
    }

    @Test
    void aFlagThatAnExceptionLeavesTakenBackEndsNothing() {
        assertThat(bound("""
                do { // HERE
                    done = false;
                    try {
                        String answer = model.chat("go on");
                        turn++;
                        if (turn > 3) { done = true; }
                    } catch (RuntimeException e) {
                        System.out.println(e);
                    }
                } while (!done);
                """)).isEqualTo("unbounded");
    }
}
