package dev.agentcost.maven.report.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.maven.report.JsonReport;
import dev.agentcost.maven.report.SampleReport;
import dev.agentcost.maven.report.input.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostDiffTest {

    private static final String ENTRY = """
            {"cost": {"modelCalls": {"formula": "%s", "growth": "%s", "value": %s},
                      "toolCalls": {"formula": "0", "growth": "O(1)", "value": 0}},
             "file": "A.java", "levers": [{"after": {}, "change": "x"}], "line": 4, "method": "%s"}""";

    @TempDir
    Path folder;

    @Test
    void saysNothingWhereNothingHasChanged() throws Exception {
        JsonReport.write(SampleReport.full(), folder);
        Path file = folder.resolve(JsonReport.FILE);

        assertThat(CostDiff.markdown(file, file)).isEmpty();
    }

    @Test
    void codeThatOnlyMovesHasNotChanged() throws Exception {
        assertThat(CostDiff.markdown(
                        result("a", entry("[turns of the loop at A:42]", "O(n)", "null", "A#b")),
                        result("b", entry("[turns of the loop at A:57]", "O(n)", "null", "A#b"))))
                .isEmpty();
    }

    @Test
    void tellsFormulaGrowthNumberAndChangeOfEachEntryPoint() throws Exception {
        Path before = result(
                "before",
                entry("maxSteps", "O(n)", "1000", "Agent#answer"),
                entry("3", "O(1)", "3", "Agent#gone"),
                entry("4", "O(1)", "4", "Agent#same"),
                entry("2", "O(1)", "2", "Agent#loses"));
        Path after = result(
                "after",
                entry("maxSteps^2", "O(n^2)", "1500", "Agent#answer"),
                entry("7", "O(1)", "7", "Agent#arrives"),
                entry("4", "O(1)", "4", "Agent#same"),
                entry("max(2, a|b)", "O(n)", "null", "Agent#loses"));

        assertThat(CostDiff.markdown(before, after)).hasValue("""
                ### What one call costs

                | entry point | in | before | after | change |
                |---|---|---|---|---|
                | `Agent#answer` | model calls | **1,000** O(n)<br>`maxSteps` | **1,500** O(n^2)<br>`maxSteps^2` | +50.0 % |
                | `Agent#arrives` | model calls | - | **7** O(1)<br>`7` | new |
                | `Agent#gone` | model calls | **3** O(1)<br>`3` | - | gone |
                | `Agent#loses` | model calls | **2** O(1)<br>`2` | no number O(n)<br>`max(2, a\\|b)` | lost its number |
                """);
    }

    @Test
    void comparesOverloadsInTheirOrder() throws Exception {
        Path before = result("before", entry("1", "O(1)", "1", "A#b"), entry("2", "O(1)", "2", "A#b"));
        Path after = result("after", entry("1", "O(1)", "1", "A#b"), entry("3", "O(1)", "3", "A#b"));

        assertThat(CostDiff.markdown(before, after))
                .hasValueSatisfying(table -> assertThat(table)
                        .contains("| `A#b` | model calls | **2** O(1)<br>`2` | **3** O(1)<br>`3` | +50.0 % |")
                        .hasLineCount(5));
    }

    @Test
    void tellsWhatCannotBeReadWithFileLineAndMend() throws IOException {
        Path missing = folder.resolve("missing.json");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"schema\": \n}");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"version\": \"2.1.0\"}");

        assertThatThrownBy(() -> CostDiff.markdown(missing, missing))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        missing + ": there is no such file; write it with mvn agentcost:analyze, or correct the path");
        assertThatThrownBy(() -> CostDiff.markdown(broken, broken))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(broken + ":3: not JSON: ")
                .hasMessageEndingWith("; write the file anew with mvn agentcost:analyze");
        assertThatThrownBy(() -> CostDiff.markdown(other, other))
                .hasMessageStartingWith(other + ":1: not a result of schema agentcost/1; name an agentcost.json");
    }

    private static String entry(String formula, String growth, String value, String method) {
        return ENTRY.formatted(formula, growth, value, method);
    }

    private Path result(String name, String... entries) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".json"),
                "{\"entryPoints\": [" + String.join(",\n", entries)
                        + "], \"findings\": [], \"schema\": \"agentcost/1\"}");
    }
}
