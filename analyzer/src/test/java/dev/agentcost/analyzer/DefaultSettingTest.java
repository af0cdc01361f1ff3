package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;

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
        return AgentSource.withMembers(field + """
                        void setBatchSize(int batchSize) { this.batchSize = batchSize; }
                        void embed(List<String> texts) {
                            for (int i = 0; i < texts.size(); i += batchSize) { // HERE
                                model.chat(texts.get(i));
                            }
                        }
                        """).site().bound();
    }
}
