package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {

    @TempDir
    Path folder;

    @Test
    void saysEverythingInTheFormOfTheGoldenFile() throws IOException {
        Golden.assertMatches("agentcost.sarif", written(SampleReport.full()));
    }

    @Test
    void isValidByTheSchemaOfSarif() throws IOException {
        assertValid(written(SampleReport.full()));
        assertValid(written(SampleReport.of(false, "")));
        assertValid(written(SampleReport.empty()));
    }

    @Test
    void codeFlowGoesFromTheLoopToTheModelCall() throws IOException {
        JsonNode steps = tree(SampleReport.full()).at("/runs/0/results/0/codeFlows/0/threadFlows/0/locations");

        assertThat(line(steps.get(0))).isEqualTo(7);
        assertThat(line(steps.get(1))).isEqualTo(8);
        assertThat(steps.get(1).at("/nestingLevel").intValue()).isEqualTo(1);
    }

    @Test
    void namesTheModuleSoThatFilesOfSeveralModulesDoNotReplaceEachOther() throws IOException {
        assertThat(tree(SampleReport.full()).at("/runs/0/automationDetails/id").asText())
                .isEqualTo("agentcost/org.example:agent/");
        assertThat(tree(SampleReport.of(false, ""))
                        .at("/runs/0/automationDetails/id")
                        .asText())
                .isEqualTo("agentcost/");
    }

    @Test
    void keepsAnAcceptedFindingWithItsReason() throws IOException {
        JsonNode suppression = tree(SampleReport.full()).at("/runs/0/results/2/suppressions/0");

        assertThat(suppression.get("kind").asText()).isEqualTo("inSource");
        assertThat(suppression.get("justification").asText()).isEqualTo("a demo");
    }

    @Test
    void knowsNothingOfTheMachine() throws IOException {
        assertThat(written(SampleReport.full())).doesNotContain(folder.toString(), System.getProperty("user.dir"));
    }

    @Test
    void escapesWhatAUriDoesNotTake() {
        assertThat(SarifLocations.uri("src/Dr\u00e4ft 2#%.java")).isEqualTo("src/Dr%C3%A4ft%202%23%25.java");
    }

    private static int line(JsonNode step) {
        return step.at("/location/physicalLocation/region/startLine").intValue();
    }

    private static void assertValid(String document) {
        Schemas.assertValid(document, SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));
    }

    private JsonNode tree(Report report) throws IOException {
        return new ObjectMapper().readTree(written(report));
    }

    private String written(Report report) throws IOException {
        SarifReport.write(report, folder);
        return Files.readString(folder.resolve("agentcost.sarif"));
    }
}
