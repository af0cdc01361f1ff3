package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void keepsTheRulesOfTheValidatorAndOfGitHub() throws IOException {
        assertThat(SarifRules.violations(tree(SampleReport.full()))).isEmpty();
        assertThat(SarifRules.violations(tree(SampleReport.empty()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SARIF1001; /runs/0/tool/driver/rules/0; name; unbounded-loop",
                "SARIF1002; /runs/0/tool/driver; informationUri; not a uri",
                "SARIF1004; /runs/0/results/0/locations/0/physicalLocation/artifactLocation; uri; file:/tmp/A.java",
                "SARIF1005; /runs/0/tool/driver/rules/0; helpUri; rules.html",
                "SARIF1007; /runs/0/results/0/locations/0/physicalLocation/region; endColumn; 1",
                "SARIF1009; /runs/0/results/0; ruleIndex; 7",
                "SARIF1010; /runs/0/results/0; ruleId; other",
                "SARIF1011; ''; $schema; https://example.org/sarif-1.0.json",
                "SARIF2005; /runs/0/tool/driver; semanticVersion; one",
                "SARIF2012; /runs/0/tool/driver/rules/0; name; unboundedLoop",
                "GH1001; /runs/0/results/0/locations/0/physicalLocation/artifactLocation; uri; ''",
                "GH1003; /runs/0/results/0/locations/0/physicalLocation/region; startLine; 0",
                "GH1005; /runs/0/results/0/locations/0/physicalLocation/artifactLocation; uri; C:/A.java",
            })
    void theCheckOfTheRulesSeesWhatIsWrong(String rule, String at, String field, String value) throws IOException {
        JsonNode log = tree(SampleReport.full());
        ObjectNode node = (ObjectNode) log.at(at.replace("''", ""));
        if (node.path(field).isNumber()) {
            node.put(field, Integer.parseInt(value));
        } else {
            node.put(field, value);
        }

        assertThat(SarifRules.violations(log)).anyMatch(violation -> violation.startsWith(rule + " "));
    }

    @Test
    void ofTooManyFindingsTheGravestAreWrittenAndTheRestIsCounted() throws IOException {
        JsonNode run = tree(SampleReport.of(26_000)).at("/runs/0");

        assertThat(run.path("results")).hasSize(25_000);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/1/message/text")
                        .asText())
                .isEqualTo("1002 findings of lower level are left out: a run holds 25000 at most.");
    }

    @Test
    void aBaselineTellsNewFindingsFromKnownOnes() throws IOException {
        JsonNode results = tree(SampleReport.compared()).at("/runs/0/results");

        assertThat(results.get(0).path("baselineState").asText()).isEqualTo("unchanged");
        assertThat(results.get(1).path("baselineState").asText()).isEqualTo("new");
        assertThat(tree(SampleReport.full()).at("/runs/0/results/0").has("baselineState"))
                .isFalse();
    }

    /** An alert of GitHub's closes when its result is no more. */
    @Test
    void whatTheBaselineKnowsAndIsGoneIsNoResult() throws IOException {
        Report compared = SampleReport.compared();
        assertThat(compared.result().comparison().orElseThrow().gone()).containsKey("unpruned-context");

        assertThat(tree(compared).at("/runs/0/results").findValuesAsText("baselineState"))
                .doesNotContain("absent");
        assertThat(tree(compared).at("/runs/0/results").findValuesAsText("ruleId"))
                .doesNotContain("unpruned-context");
    }

    @Test
    void codeFlowGoesFromTheLoopToTheModelCall() throws IOException {
        JsonNode steps = tree(SampleReport.full()).at("/runs/0/results/0/codeFlows/0/threadFlows/0/locations");

        assertThat(line(steps.get(0))).isEqualTo(7);
        assertThat(line(steps.get(1))).isEqualTo(8);
        assertThat(steps.get(0).at("/nestingLevel").intValue()).isEqualTo(1);
        assertThat(steps.get(1).at("/nestingLevel").intValue()).isEqualTo(2);
    }

    /** A viewer would look for a file that the repository does not have. */
    @Test
    void aPlaceInAJarHasANameAndNoFile() throws IOException {
        JsonNode step =
                tree(SampleReport.full()).at("/runs/0/results/0/codeFlows/0/threadFlows/0/locations/2/location");

        assertThat(step.has("physicalLocation")).isFalse();
        assertThat(step.at("/logicalLocations/0/fullyQualifiedName").asText())
                .isEqualTo("client-1.0.jar!/example/lib/Client.java:21");
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
