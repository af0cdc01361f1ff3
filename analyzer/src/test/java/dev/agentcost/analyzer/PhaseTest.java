package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that go from phase to phase: those that only go on, and those that may come back. */
class PhaseTest {

    private static String bound(String loop) {
        IterationBound bound =
                AgentSource.withMembers("""
                        enum Phase { PLAN, ACT, CHECK, DONE }
                        private Phase phase = Phase.PLAN;
                        String answer = "";
                        Phase plan() { answer = model.chat("plan"); return Phase.ACT; }
                        Phase act() { answer = model.chat("act"); return answer.isEmpty() ? Phase.DONE : Phase.CHECK; }
                        Phase said(String name) { return Phase.valueOf(name); }
                        void run(String question) {
                            LOOP
                        }
                        """.replace("LOOP", loop)).site().bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Phase at = Phase.PLAN; while (at != Phase.DONE) { // HERE#\
                    switch (at) { case PLAN: model.chat("p"); at = Phase.ACT; break; case ACT: model.chat("a"); at = Phase.CHECK; break;\
                    case CHECK: model.chat("c"); at = Phase.DONE; break; default: throw new IllegalStateException(); } } | 3
                    Phase at = Phase.PLAN; while (at != Phase.DONE) { // HERE#\
                    at = switch (at) { case PLAN -> plan(); case ACT -> act(); case CHECK, DONE -> { model.chat("c"); yield Phase.DONE; } }; } | 3
                    Phase at = Phase.PLAN; while (at != Phase.DONE) { // HERE#\
                    if (at == Phase.PLAN) { model.chat("p"); at = Phase.ACT; } else { model.chat("a"); at = Phase.DONE; } } | 2
                    String at = "plan"; while (!at.equals("done")) { // HERE#\
                    switch (at) { case "plan" -> { model.chat("p"); at = "act"; } default -> { model.chat("a"); at = "done"; } } } | 2
                    phase = Phase.PLAN; while (phase != Phase.DONE) { // HERE#\
                    switch (phase) { case PLAN -> { model.chat("p"); phase = Phase.ACT; } case ACT -> { model.chat("a"); phase = Phase.DONE; } default -> { } } }\
                     | 2
                    phase = Phase.PLAN; while (phase != Phase.DONE) { // HERE#\
                    switch (phase) { case PLAN -> { model.chat("p"); phase = Phase.ACT; } default -> { model.chat("a"); phase = Phase.DONE; } } } | 2
                    """)
    void noPhaseComesAgain(String loop, String turns) {
        assertThat(bound(loop.replace("#", "\n"))).isEqualTo(turns);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the last one may go back to the first
                "case PLAN -> { model.chat(\"p\"); at = Phase.ACT; } default -> at = model.chat(\"a\").isEmpty() ? Phase.DONE : Phase.PLAN;",
                // one may stay
                "case PLAN -> { if (model.chat(\"p\").isEmpty()) { at = Phase.ACT; } } default -> { model.chat(\"a\"); at = Phase.DONE; }",
                // the model says which
                "case PLAN -> at = said(model.chat(\"p\")); default -> { model.chat(\"a\"); at = Phase.DONE; }",
                // a failure leaves it where it was
                "default -> { try { model.chat(\"p\"); at = at == Phase.PLAN ? Phase.ACT : Phase.DONE; }"
                        + " catch (RuntimeException failed) { answer = \"\"; } }",
            })
    void oneThatMayComeAgainLimitsNothing(String cases) {
        assertThat(bound("Phase at = Phase.PLAN; while (at != Phase.DONE) { // HERE\n switch (at) { " + cases + " } }"))
                .isEqualTo("unbounded");
    }

    private static String moved(String loop, String members) {
        return AgentSource.withMembers("""
                        enum Phase { PLAN, ACT, CHECK, DONE }
                        private Phase phase = Phase.PLAN;
                        void step() {
                            switch (phase) {
                                case PLAN -> { model.chat("plan"); phase = Phase.ACT; }
                                case ACT -> { model.chat("act"); ACT }
                                default -> { model.chat("check"); phase = Phase.DONE; }
                            }
                        }
                        MEMBERS
                        void run(String question) {
                            while (phase != Phase.DONE) { // HERE
                                LOOP
                            }
                        }
                        """.replace("LOOP", loop)
                        .replace(
                                "ACT }",
                                members.startsWith("@") ? members.substring(1) + " }" : "phase = Phase.CHECK; }")
                        .replace("MEMBERS", members.startsWith("@") ? "" : members))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void aMethodOfTheObjectGoesOn() {
        assertThat(moved("step();", "")).isEqualTo("3");
        assertThat(moved("go();", "void go() { step(); }")).isEqualTo("3");
        assertThat(
                        moved(
                                "if (phase == Phase.PLAN) { plan(); } else { end(); }",
                                "void plan() { model.chat(\"p\"); phase = Phase.ACT; } void end() { model.chat(\"e\"); phase = Phase.DONE; }"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    step(); | @phase = Phase.PLAN;
                    step(); | @if (model != null) { phase = Phase.DONE; }
                    try { step(); } catch (RuntimeException failed) { model.chat("failed"); } | void other() { }
                    step(); other(); | void other() { if (model.chat("o").isEmpty()) { phase = Phase.PLAN; } }
                    first(); | void first() { second(); } void second() { third(); } void third() { step(); }
                    """)
    void oneThatMayComeBackOrStayDoesNot(String loop, String members) {
        assertThat(moved(loop, members)).startsWith("[turns of the loop");
    }

    private static String ordered(String members, String loop) {
        return AgentSource.withMembers("""
                        enum Phase {
                            PLAN, ACT, CHECK, DONE;
                            Phase next() { return values()[ordinal() + 1]; }
                            Phase round() { return values()[(ordinal() + 1) % values().length]; }
                        }
                        private Phase phase = Phase.PLAN;
                        MEMBERS
                        void run(String question) {
                            while (phase != Phase.DONE) { // HERE
                                LOOP
                            }
                        }
                        """.replace("MEMBERS", members).replace("LOOP", loop))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model.chat(question); phase = Phase.values()[phase.ordinal() + 1]; | 3
                    model.chat(question); phase = Phase.values()[phase.ordinal() + 2]; | 2
                    model.chat(question); phase = phase.next(); | 3
                    question = model.chat(question); phase = question.isEmpty() ? Phase.DONE : phase.next(); | 3
                    """)
    void theNextOneInTheirOrderComesLater(String loop, String turns) {
        assertThat(ordered("", loop)).isEqualTo(turns);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.chat(question); phase = phase.round();",
                "model.chat(question); phase = Phase.values()[(phase.ordinal() + 1) % Phase.values().length];",
                "question = model.chat(question); phase = Phase.values()[phase.ordinal() - 1];",
                "question = model.chat(question); phase = question.isEmpty() ? Phase.PLAN : phase.next();",
                "question = model.chat(question); phase = Phase.valueOf(question).next();",
                "try { model.chat(question); phase = phase.next(); } catch (RuntimeException failed) { question = \"\"; }"
            })
    void oneThatComesRoundDoesNot(String loop) {
        assertThat(ordered("", loop)).startsWith("[turns of the loop");
    }

    private static final String GO = "private void go(Phase next) { System.out.println(next); phase = next; }";

    @Test
    void aMethodIsGivenTheNextOne() {
        String loop =
                "switch (phase) { case PLAN -> { model.chat(\"p\"); go(Phase.ACT); } case ACT -> { model.chat(\"a\"); go(LAST); } default -> go(Phase.DONE); }";
        assertThat(ordered(GO, loop.replace("LAST", "Phase.CHECK"))).isEqualTo("3");
        assertThat(ordered(GO, loop.replace("LAST", "question.isEmpty() ? Phase.CHECK : Phase.DONE")))
                .isEqualTo("3");
        assertThat(ordered(GO, loop.replace("LAST", "question.isEmpty() ? Phase.CHECK : Phase.PLAN")))
                .startsWith("[turns of the loop");
        assertThat(ordered(GO, loop.replace("LAST", "Phase.valueOf(question)"))).startsWith("[turns of the loop");
        assertThat(ordered(GO + " void back(String to) { go(Phase.valueOf(to)); }", loop.replace("LAST", "Phase.DONE")))
                .startsWith("[turns of the loop");
    }
}
