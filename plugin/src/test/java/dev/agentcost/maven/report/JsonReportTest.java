package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {

    @TempDir
    Path folder;

    @Test
    void saysEverythingInTheFormOfTheGoldenFile() throws IOException {
        Golden.assertMatches("agentcost.json", written(SampleReport.full()));
    }

    @Test
    void isValidByTheSchemaThatThePluginShips() throws IOException {
        assertValid(written(SampleReport.full()));
        assertValid(written(SampleReport.of(false, "")));
        assertValid(written(SampleReport.empty()));
        assertValid(written(SampleReport.compared()));
    }

    @Test
    void tellsWhatTheBaselineKnowsWhereThereIsOne() throws IOException {
        JsonNode findings = tree(SampleReport.compared()).path("findings");

        assertThat(findings.get(0).path("known").asBoolean()).isTrue();
        assertThat(findings.get(1).path("known").asBoolean(true)).isFalse();
        assertThat(tree(SampleReport.full()).at("/findings/0").has("known")).isFalse();
        assertSorted(tree(SampleReport.compared()));
    }

    @Test
    void listsMethodsOnlyWhereAllLoopsAreAskedFor() throws IOException {
        assertThat(tree(SampleReport.full()).has("methods")).isTrue();
        assertThat(tree(SampleReport.of(false, "")).has("methods")).isFalse();
    }

    @Test
    void hasNoValueWhereNothingLimitsTheCost() throws IOException {
        JsonNode cost = tree(SampleReport.full()).at("/entryPoints/0/cost");

        assertThat(cost.at("/inputTokens/value").isNull()).isTrue();
        assertThat(cost.at("/inputTokens/growth").asText()).isEqualTo("O(n^2)");
        assertThat(cost.at("/modelCalls/growth").asText()).isEqualTo("O(n)");
        assertThat(cost.at("/latencyMillis/value").intValue()).isEqualTo(60_000);
    }

    @Test
    void writesNamesInAlphabeticalOrder() throws IOException {
        assertSorted(tree(SampleReport.full()));
    }

    @Test
    void knowsNothingOfTheMachine() throws IOException {
        assertThat(written(SampleReport.full())).doesNotContain(folder.toString(), System.getProperty("user.dir"));
    }

    private static void assertSorted(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        assertThat(names).isSorted();
        node.forEach(JsonReportTest::assertSorted);
    }

    private static void assertValid(String document) {
        Schemas.assertValid(document, JsonReport.class.getResourceAsStream("agentcost-1.schema.json"));
    }

    private JsonNode tree(Report report) throws IOException {
        return new ObjectMapper().readTree(written(report));
    }

    private String written(Report report) throws IOException {
        JsonReport.write(report, folder.resolve("new"));
        return Files.readString(folder.resolve("new").resolve("agentcost.json"));
    }
}
