package dev.agentcost.rules.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.rules.Agents;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.configuration.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileStoreTest {

    private static final String ANEW = "write it anew: mvn agentcost:baseline";

    @TempDir
    Path folder;

    private Path file;
    private BaselineStore store;

    @BeforeEach
    void store() {
        file = folder.resolve("known/agentcost-baseline.txt");
        store = new TextFileStore(file, "agentcost-baseline.txt");
    }

    @Test
    void holdsNothingBeforeSomethingIsWritten() throws BaselineException {
        assertThat(store.read()).isEmpty();
    }

    @Test
    void givesBackWhatIsWritten() throws BaselineException {
        Baseline baseline = sample();
        store.write(baseline);

        assertThat(store.read()).contains(baseline);
    }

    @Test
    void writesSortedLinesWithoutLineNumbersOfTheSource() throws Exception {
        store.write(sample());

        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(lines).isSorted().hasSize(4);
        assertThat(lines.get(0)).isEqualTo("assumption toolResultTokens 1000");
        assertThat(lines.get(1))
                .startsWith(
                        "entry acme.ReActAgent#run() | modelCalls O(n) ~50 | toolCalls O(n) ~50 | inputTokens O(n^2) ~");
        assertThat(lines.get(2)).matches("finding unbounded-loop ReActAgent#run [0-9a-f]{20} [0-9a-f]{20}");
        assertThat(lines.get(3)).matches("finding unpruned-context ReActAgent#run [0-9a-f]{20} [0-9a-f]{20}");
        assertThat(lines).noneMatch(line -> line.matches(".*\\b(42|48)\\b.*"));
    }

    @Test
    void takesLinesInAnyOrderAsAMergeLeavesThem() throws Exception {
        Baseline baseline = sample();
        store.write(baseline);
        List<String> lines = Files.readAllLines(file);
        Collections.reverse(lines);
        Files.write(file, lines);

        assertThat(store.read()).contains(baseline);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "findng unbounded-loop A#b 0a 0b; 'findng' is none of 'assumption', 'entry' and 'finding'",
                "finding unbounded-loop A#b; not a whole line of a baseline: 'finding unbounded-loop A#b'",
                "entry a.B#c() | modelCalls O(n) many; 'many' is not a number",
                "entry a.B#c() | modelCalls fast 5; 'fast' is not a growth class",
                "entry a.B#c() | modelcalls O(n) 5; 'modelcalls' is not a dimension of cost",
                "assumption toolResultTokens few; 'few' is not a number",
            })
    void tellsABrokenLineWithFileLineAndMend(String line, String problem) throws IOException {
        write("# head\n\n" + line + "\n");

        assertThatThrownBy(store::read)
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("agentcost-baseline.txt:3: " + problem)
                .hasMessageEndingWith(ANEW);
    }

    @Test
    void tellsAMergeConflictThatIsLeft() throws IOException {
        write("# head\n<<<<<<< HEAD\n");

        assertThatThrownBy(store::read)
                .hasMessageStartingWith("agentcost-baseline.txt:2: a merge conflict is left: '<<<<<<< HEAD'; keep the"
                        + " lines of both sides and delete the marks");
    }

    @Test
    void tellsAFileThatIsNoText() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, "finding gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(store::read).hasMessageStartingWith("agentcost-baseline.txt:1: the baseline is not UTF-8");
    }

    @Test
    void tellsAPlaceThatCannotBeWrittenTo() throws IOException {
        Files.createFile(folder.resolve("known"));

        assertThatThrownBy(() -> store.write(sample()))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageEndingWith("name another file with agentcost.baselineFile");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Baseline sample() {
        return Evaluation.evaluate(Agents.analysis(Agents.reactLoop()), Configuration.DEFAULT)
                .baseline();
    }
}
