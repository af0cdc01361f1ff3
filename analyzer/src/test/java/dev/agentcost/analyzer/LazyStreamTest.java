package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A stage of a stream runs only as often as results of it are taken. */
class LazyStreamTest {

    private static String runs(String pipeline) {
        return AgentSource.withMembers("""
                        void run(List<String> tasks) {
                            PIPELINE
                        }
                        """.replace("PIPELINE", pipeline))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void theFirstResultIsOneRun() {
        assertThat(runs("tasks.stream().filter(t -> !t.isEmpty()).map(t -> model.chat(t)).findFirst(); // HERE"))
                .isEqualTo("1");
        assertThat(runs("tasks.stream().map(t -> model.chat(t)).map(t -> t.trim()).findAny(); // HERE"))
                .isEqualTo("1");
    }

    @Test
    void aLimitFurtherDownIsOneToo() {
        assertThat(runs("tasks.stream().map(t -> model.chat(t)).limit(3).toList(); // HERE"))
                .isEqualTo("min([size of tasks], 3)");
    }

    @Test
    void soIsOneBehindWhatEndsAtTheFirstThatItRefuses() {
        assertThat(
                        runs(
                                "java.util.stream.Stream.iterate(\"\", t -> model.chat(t)).takeWhile(t -> !t.isEmpty()).limit(4).toList(); // HERE"))
                .isEqualTo("4");
        assertThat(
                        runs(
                                "java.util.stream.Stream.iterate(\"\", t -> model.chat(t)).dropWhile(t -> !t.isEmpty()).limit(4).toList(); // HERE"))
                .startsWith("[runs of iterate");
    }

    @Test
    void whatIsFilteredOrSortedAfterwardsRunsForEachElement() {
        assertThat(runs("tasks.stream().map(t -> model.chat(t)).filter(t -> t.isEmpty()).findFirst(); // HERE"))
                .isEqualTo("[size of tasks]");
        assertThat(runs("tasks.stream().map(t -> model.chat(t)).sorted().findFirst(); // HERE"))
                .isEqualTo("[size of tasks]");
    }

    @Test
    void soDoesAParallelStage() {
        assertThat(runs("tasks.parallelStream().map(t -> model.chat(t)).findAny(); // HERE"))
                .isEqualTo("[size of tasks]");
    }

    @Test
    void aStageIsToldWhereItsPipelineBegins() {
        assertThat(runs("""
                tasks.stream() // HERE
                        .filter(t -> !t.isEmpty())
                        .map(t -> t.trim())
                        .map(t -> model.chat(t))
                        .findFirst();
                """)).isEqualTo("1");
    }

    @Test
    void whatGoesOnWithoutEndRunsForEachResultThatIsTaken() {
        assertThat(runs("java.util.stream.Stream.generate(() -> model.chat(tasks.get(0))).limit(5).toList(); // HERE"))
                .isEqualTo("5");
        assertThat(
                        runs(
                                "java.util.stream.Stream.iterate(\"\", t -> model.chat(t)).map(t -> t.trim()).limit(4).toList(); // HERE"))
                .isEqualTo("4");
        assertThat(
                        runs(
                                "java.util.stream.Stream.generate(() -> model.chat(\"\")).filter(t -> t.isEmpty()).limit(5).toList(); // HERE"))
                .contains("runs of generate");
    }
}
