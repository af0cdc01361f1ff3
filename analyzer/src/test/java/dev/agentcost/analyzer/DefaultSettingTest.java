package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that someone may change, and what their defaults say. */
class DefaultSettingTest {

    private static final String AGENT = """
            private final Config config;
            private final List<ChatMessage> messages = new ArrayList<>();
            Agent(Config config) { this.config = config; }
            static class Config {
                private final TYPE maxTurns;
                Config(Builder builder) { this.maxTurns = builder.maxTurns; }
                TYPE maxTurns() { return maxTurns; }
                static class Builder {
                    private TYPE maxTurns = DEFAULT;
                    Builder maxTurns(TYPE maxTurns) { this.maxTurns = maxTurns; return this; }
                    Config build() { return new Config(this); }
                }
            }
            void run() {
                int turns = 0;
                while (true) { // HERE
                    turns++;
                    if (TEST) {
                        return;
                    }
                    AiMessage answer = model.chat(messages).aiMessage();
                    if (!answer.hasToolExecutionRequests()) {
                        return;
                    }
                }
            }
            """;

    private static IterationBound bound(String type, String standard, String test) {
        return AgentSource.withMembers(
                        AGENT.replace("TYPE", type).replace("DEFAULT", standard).replace("TEST", test))
                .site()
                .bound();
    }

    @Test
    void aLimitThatZeroSwitchesOffHoldsWhereItsDefaultIsPositive() {
        IterationBound bound = bound("int", "100", "config.maxTurns() > 0 && turns > config.maxTurns()");
        assertThat(bound.isUnbounded()).isFalse();
        assertThat(bound.formula().toString()).contains("maxTurns");
    }

    @Test
    void itHoldsInTheOtherOrderAndByOtherSigns() {
        assertThat(bound("int", "20", "0 < config.maxTurns() && config.maxTurns() < turns")
                        .isUnbounded())
                .isFalse();
        assertThat(bound("int", "20", "config.maxTurns() != -1 && turns >= config.maxTurns()")
                        .isUnbounded())
                .isFalse();
        assertThat(bound("Integer", "20", "config.maxTurns() != null && turns >= config.maxTurns()")
                        .isUnbounded())
                .isFalse();
    }

    @Test
    void aLimitThatIsOffByDefaultIsNone() {
        assertThat(bound("int", "0", "config.maxTurns() > 0 && turns > config.maxTurns()")
                        .isUnbounded())
                .isTrue();
        assertThat(bound("int", "-1", "config.maxTurns() != -1 && turns >= config.maxTurns()")
                        .isUnbounded())
                .isTrue();
        assertThat(bound("Integer", "null", "config.maxTurns() != null && turns >= config.maxTurns()")
                        .isUnbounded())
                .isTrue();
    }

    @Test
    void anotherTestThatIsOffByDefaultIsNoReasonToPassTheLimitBy() {
        assertThat(bound("int", "100", "messages.size() > 0 && turns > config.maxTurns()")
                        .isUnbounded())
                .isTrue();
    }

    @Test
    void aBatchSizeWithAPositiveDefaultMovesTheIndex() {
        assertThat(batches("private int batchSize = 10;").isUnbounded()).isFalse();
    }

    @Test
    void aBatchSizeThatIsZeroByDefaultDoesNot() {
        assertThat(batches("private int batchSize;").isUnbounded()).isTrue();
    }

    private static IterationBound batches(String field) {
        return AgentSource.withMembers(field
                        + """
                        SETTER
                        void embed(List<String> texts) {
                            for (int i = 0; i < texts.size(); i += batchSize) { // HERE
                                model.chat(texts.get(i));
                            }
                        }
                        """.replace(
                                        "SETTER",
                                        field.contains("final")
                                                ? ""
                                                : "void setBatchSize(int batchSize) { this.batchSize = batchSize; }"))
                .site()
                .bound();
    }

    @Test
    void aBatchSizeThatIsAskedForIsWhatIsGivenInstead() {
        String asked = "private final int batchSize = Integer.getInteger(\"batch\", 16);";
        assertThat(batches(asked).isUnbounded()).isFalse();
        assertThat(batches(asked.replace("16", "0")).isUnbounded()).isTrue();
    }

    /** An agent whose limit is asked for where it is needed. */
    private static IterationBound asked(String limit, String test) {
        return AgentSource.withMembers("""
                        void run(Map<String, Integer> settings, Optional<Integer> given, Map<String, String> texts) {
                            int max = ASKED;
                            int turns = 0;
                            while (true) { // HERE
                                if (TEST) {
                                    return;
                                }
                                turns++;
                                model.chat("again");
                            }
                        }
                        """.replace("ASKED", limit).replace("TEST", test))
                .site()
                .bound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Integer.getInteger(\"max\", 9)",
                "Integer.parseInt(System.getProperty(\"max\", \"9\"))",
                "Integer.parseInt(System.getenv().getOrDefault(\"MAX\", \"9\"))",
                "settings.getOrDefault(\"max\", 9)",
                "given.orElse(9)",
                "Optional.ofNullable(System.getenv(\"MAX\")).map(Integer::parseInt).orElse(9)",
                "Objects.requireNonNullElse(settings.get(\"max\"), 9)",
                "Integer.valueOf(texts.getOrDefault(\"max\", \"9\")).intValue()"
            })
    void whatIsAskedForHasTheNumberThatIsGivenInstead(String limit) {
        IterationBound bound = asked(limit, "turns >= max");

        assertThat(bound.formula()
                        .evaluate(symbol -> Optional.ofNullable(symbol.given()).map(BigDecimal::valueOf)))
                .contains(BigDecimal.valueOf(9));
        assertThat(asked(limit, "max > 0 && turns >= max").isUnbounded()).isFalse();
        assertThat(asked(limit.replace("9", "0"), "max > 0 && turns >= max").isUnbounded())
                .isTrue();
    }

    @Test
    void aNumberForAnotherPurposeIsNoDefault() {
        assertThat(asked("Integer.parseInt(texts.get(\"max\"), 16)", "max > 0 && turns >= max")
                        .isUnbounded())
                .isTrue();
        assertThat(asked("new Random().nextInt(9)", "max > 0 && turns >= max").isUnbounded())
                .isTrue();
        assertThat(asked("Integer.getInteger(\"max\")", "max > 0 && turns >= max")
                        .isUnbounded())
                .isTrue();
    }

    private static boolean isRecursionBounded(String settings, String test) {
        return !AgentSource.withMembers("""
                SETTINGS
                String run(String question, int turn) {
                    if (TEST) { return question; }
                    String answer = model.chat(question);
                    return answer.isEmpty() ? answer : run(answer, turn + 1);
                }
                """.replace("SETTINGS", settings).replace("TEST", test))
                .recursion()
                .bound()
                .isUnbounded();
    }

    @Test
    void aRecursionHasALimitThatIsSwitchedOnByDefault() {
        String max = "private int max = 9; void setMax(int max) { this.max = max; }";
        assertThat(isRecursionBounded(max, "max > 0 && turn >= max")).isTrue();
        assertThat(isRecursionBounded("static final int MAX = 9;", "MAX > 0 && turn >= MAX"))
                .isTrue();
        assertThat(isRecursionBounded(max.replace("9", "0"), "max > 0 && turn >= max"))
                .isFalse();
        assertThat(isRecursionBounded(max.replace(" = 9", ""), "max > 0 && turn >= max"))
                .isFalse();
        assertThat(isRecursionBounded(max, "question.length() > 0 && turn >= max"))
                .isFalse();
        assertThat(isRecursionBounded(max, "max > 10 && turn >= max")).isFalse();
    }

    @Test
    void aFlagThatIsSetWhereverTheProgramSaysSoLeavesALimitSwitchedOn() {
        for (String flag : new String[] {
            "static final boolean LIMITED = true;",
            "private boolean LIMITED = true;",
            "private boolean LIMITED = true; void setLimited(boolean on) { LIMITED = on; }"
        }) {
            assertThat(isRecursionBounded(flag, "LIMITED && turn >= 10")).isTrue();
            assertThat(isFlaggedLoopBounded(flag)).isTrue();
        }
        for (String flag : new String[] {
            "static final boolean LIMITED = false;",
            "private boolean LIMITED;",
            "private final boolean LIMITED; Agent(boolean on) { LIMITED = on; }",
            "private boolean LIMITED = true; void free() { LIMITED = false; }",
            "private boolean LIMITED = true; void free(String why) { LIMITED = why.isEmpty(); }",
            "private boolean LIMITED; void setLimited(boolean on) { LIMITED = on; } void limit() { LIMITED = true; }"
        }) {
            assertThat(isRecursionBounded(flag, "LIMITED && turn >= 10")).isFalse();
            assertThat(isFlaggedLoopBounded(flag)).isFalse();
        }
    }

    private static boolean isFlaggedLoopBounded(String flag) {
        return !AgentSource.withMembers(flag + """
                void run(String question) {
                    int turn = 0;
                    while (!question.isEmpty()) { // HERE
                        if (LIMITED && turn >= 10) { return; }
                        turn++;
                        question = model.chat(question);
                    }
                }
                """).site().bound().isUnbounded();
    }
}
