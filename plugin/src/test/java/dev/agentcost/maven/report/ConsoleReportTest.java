package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleReportTest {

    private final Report report = SampleReport.full();
    private final ConsoleReport console = new ConsoleReport(report);

    @Test
    void tellsFindingsAsInTheGoldenFile() {
        String text = String.join("\n\n", console.texts()) + "\n";

        Golden.assertMatches(
                "console.txt", text.replace(SampleReport.directory().toString(), "BASE"));
    }

    @Test
    void beginsLikeAMessageOfTheCompilerSoThatIdesMakeItClickable() {
        assertThat(console.texts().get(0))
                .startsWith(SampleReport.directory().resolve("src/main/java/example/Agent.java")
                        + ":[7,2] unbounded-loop model-driven loop without a limit");
    }

    @Test
    void findsNothingToShowOfAFileThatIsGone() {
        assertThat(console.texts().get(1))
                .isEqualTo(SampleReport.directory().resolve("src/main/java/example/Gone.java")
                        + ":[3,1] unused-suppression nothing here is ignored");
    }

    @Test
    void ofManyFindingsOnlyTheGravestAreToldWhole() {
        ConsoleReport many = new ConsoleReport(SampleReport.of(40));

        assertThat(many.shortened()).isEqualTo(31);
        assertThat(many.texts()).hasSize(41);
        assertThat(many.texts().get(40)).contains("\n  bound: ");
        assertThat(many.texts().get(20)).doesNotContain("\n");
        assertThat(console.shortened()).isZero();
    }

    @Test
    void summaryTellsWhatWasLookedAt() {
        Golden.assertMatches("summary.txt", Summary.of(report) + "\n");
        assertThat(Summary.of(SampleReport.empty()))
                .isEqualTo("2 files seen, 0 parsed, 2 left out because they reach no model or tool");
    }
}
