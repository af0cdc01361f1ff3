package dev.agentcost.maven.report.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.maven.report.input.InputException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Variants with their success rates: which of them are worth their cost. */
class ParetoTest {

    private static final String HEADER = "variant,success,result\n";

    @TempDir
    Path folder;

    /** A result of one entry point; costs are pairs of a dimension and its number. */
    private void result(String name, String... costs) throws IOException {
        results(name, entry("Agent#answer", costs));
    }

    private void results(String name, String... entries) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "{\"schema\": \"agentcost/1\", \"entryPoints\": [" + String.join(",", entries) + "]}");
    }

    private static String entry(String method, String... costs) {
        Map<String, String> amounts = new TreeMap<>();
        for (int i = 0; i < costs.length; i += 2) {
            amounts.put(costs[i], costs[i + 1]);
        }
        return amounts.entrySet().stream()
                .map(amount -> "\"" + amount.getKey() + "\": {\"formula\": \"x\", \"growth\": \"O(n)\", \"value\": "
                        + amount.getValue() + "}")
                .collect(Collectors.joining(",", "{\"method\": \"" + method + "\", \"cost\": {", "}}"));
    }

    private Frontiers read(String variants) throws Exception {
        return Frontiers.read(Files.writeString(folder.resolve("variants.csv"), variants));
    }

    private String row(String variants, String variant) throws Exception {
        return ParetoTable.of(read(variants))
                .lines()
                .filter(line -> line.startsWith("| `" + variant + "` |"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableNamesTheFrontierOfEachCostAndWhatDominatesTheRest() throws Exception {
        result("small.json", "modelCalls", "3", "inputTokens", "1000", "outputTokens", "300", "dollars", "0.01");
        result("large.json", "modelCalls", "3", "inputTokens", "1000", "outputTokens", "300", "dollars", "0.2");
        result("loop.json", "modelCalls", "9", "inputTokens", "9000", "outputTokens", "300", "dollars", "0.09");

        assertThat(ParetoTable.of(read(HEADER + "small,0.7,small.json\nlarge,0.725,large.json\nloop,.6,loop.json\n")))
                .isEqualTo("""
                        ### Success against the most that one call costs

                        | variant | success | model calls | tool calls | input tokens | output tokens | dollars | milliseconds of latency |
                        |---|---|---|---|---|---|---|---|
                        | `large` | 72.5 % | **3** | **0** | **1,000** | **300** | **$0.20** | **0** |
                        | `small` | 70 % | 3 (`large`) | 0 (`large`) | 1,000 (`large`) | 300 (`large`) | **$0.01** | 0 (`large`) |
                        | `loop` | 60 % | 9 (`large`) | 0 (`large`) | 9,000 (`large`) | 300 (`large`) | $0.09 (`small`) | 0 (`large`) |

                        Bold: on the frontier of that cost. In brackets: what dominates it, that is, succeeds at least as often for at most the cost.

                        Dominated in every dimension: `loop`.
                        """);
    }

    @Test
    void variantsThatAreAlikeDoNotDominateEachOther() throws Exception {
        result("a.json", "modelCalls", "3");
        String variants = HEADER + "a,0.5,a.json\nb,0.50,a.json\n";

        assertThat(row(variants, "a")).startsWith("| `a` | 50 % | **3** |");
        assertThat(row(variants, "b")).startsWith("| `b` | 50 % | **3** |");
    }

    @Test
    void whatHasNoLimitIsAboveEveryNumberAndWorthItWhereNothingElseSucceedsAsOften() throws Exception {
        result("capped.json", "modelCalls", "1000000");
        result("open.json", "modelCalls", "null");
        String variants =
                HEADER + "capped,0.5,capped.json\nopen,0.5,open.json\nbest,0.9,open.json\nworst,0.4,open.json\n";

        assertThat(row(variants, "open")).contains("| no limit (`best`, `capped`) |");
        assertThat(row(variants, "worst")).contains("| no limit (`best`, `capped`) |");
        assertThat(row(variants, "best")).contains("| **no limit** |");
        assertThat(row(variants, "capped")).contains("| **1,000,000** |");
    }

    @Test
    void aPriceThatIsNotKnownIsNotComparedUnlessTheTokensHaveNoLimitEither() throws Exception {
        result("known.json", "inputTokens", "10", "outputTokens", "10", "dollars", "0.01");
        result("unpriced.json", "inputTokens", "10", "outputTokens", "10", "dollars", "null");
        result("open.json", "inputTokens", "null", "outputTokens", "10", "dollars", "null");
        String variants = HEADER + "known,0.5,known.json\nunpriced,0.9,unpriced.json\nopen,0.4,open.json\n";

        assertThat(row(variants, "known")).contains("| **$0.01** |");
        assertThat(row(variants, "unpriced")).contains("| no price |");
        assertThat(row(variants, "open")).contains("| no limit (`known`) |");
    }

    @Test
    void ofSeveralEntryPointsTheDearestCountsInEachDimension() throws Exception {
        results(
                "a.json",
                entry("Agent#ask", "modelCalls", "2", "toolCalls", "5"),
                entry("Agent#plan", "modelCalls", "4"),
                entry("Other#run", "modelCalls", "null"));
        String header = "result,variant,entryPoint,success\n";

        assertThat(row(header + "a.json,a,Agent#*,0.5", "a")).contains("| **4** | **5** |");
        assertThat(row(header + "a.json,a,Agent#ask,0.5", "a")).contains("| **2** | **5** |");
        assertThat(row(header + "a.json,a,,0.5", "a")).contains("| **no limit** | **5** |");
    }

    @Test
    void variantsAreReadFromJsonToo() throws Exception {
        result("a.json", "modelCalls", "3");
        String variants = """
                [
                  {"variant": "a, with a comma", "success": 0.5, "result": "a.json"},
                  {"variant": "b|c", "success": "1", "result": "a.json", "entryPoint": "Agent#answer"}
                ]
                """;

        assertThat(row(variants, "a, with a comma")).contains("| 50 % |");
        assertThat(row(variants, "b\\|c")).contains("| 100 % |");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "'' > :1: there is no variant in the file; write the line variant,success,result,entryPoint",
                "a,0.5,a.json > :1: the first line does not name the columns; write variant,success,result,entryPoint",
                "variant,success > :1: the first line does not name the columns",
                "variant,success,result;a,0.5 > :2: the line has 2 cells and the first line 3",
                "variant,success,result;;a,1.01,a.json > :3: the success rate of a is '1.01'; write a number from 0 to 1",
                "variant,success,result;a,72 %,a.json > :2: the success rate of a is '72 %'; write a number from 0 to 1",
                "variant,success,result;a,-0.1,a.json > :2: the success rate of a is '-0.1'",
                "variant,success,result;a,.,a.json > :2: the success rate of a is '.'",
                "variant,success,result;a,,a.json > :2: the success rate of a is ''",
                "variant,success,result;a,0.1, > :2: the variant a names no result; write the path of its agentcost.json",
                "variant,success,result;,0.1,a.json > :2: the variant has no name",
                "variant,success,result;a,0.1,a.json;b,0.1,a.json;a,0.2,a.json > :4: the variant a stands in line 2 already",
                "variant,success,result;'a',0.1,a.json > :2: quotes are not read; write the file as JSON",
                "variant,success,result;a,0.1,none.json > none.json: there is no such file; write it with mvn agentcost:analyze",
                "variant,success,result,entryPoint;a,0.1,a.json,Nobody > :2: a.json has no entry point Nobody; write one of Agent#answer",
                "variant,success,result;a,0.1,nothing.json > :2: nothing.json has no entry point *; nothing in it costs",
                "[ > :1: not JSON: ",
                "[{'variant': 'a', 'success': 0.5, 'runs': 3}] > :1: 'runs' says nothing of a variant; write variant,",
                "[;3] > :2: the variant has no name",
                "[] > :1: there is no variant in the file",
                "[{'variant': 'a', 'success': 0.5, 'result': 'a.json'}] x > :1: not JSON: ",
                "[{'variant': 'a', 'success': {}, 'result': 'a.json'}] > :1: the success rate of a is '{'",
            },
            quoteCharacter = '~')
    void whatCannotBeUsedIsToldWithFileLineAndMend(String text, String message) throws Exception {
        result("a.json", "modelCalls", "3");
        results("nothing.json");

        assertThatThrownBy(() ->
                        read(text.equals("''") ? "" : text.replace(';', '\n').replace('\'', '"')))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("variants.csv").toString())
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsMissingOrNoTextIsTold() throws IOException {
        assertThatThrownBy(() -> Frontiers.read(folder.resolve("none.csv")))
                .hasMessage(folder.resolve("none.csv")
                        + ": there is no such file; name one with the measured success rates, or correct the path");
        Path latin = Files.write(folder.resolve("latin.csv"), "variant,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Frontiers.read(latin))
                .hasMessage(latin + ":1: the file is not UTF-8; save it in that encoding");
    }

    @Test
    void thePlotShowsEveryVariantInEveryPanelAndWhichAreOnTheFrontier() throws Exception {
        result("a.json", "modelCalls", "3", "dollars", "0.001");
        result("b.json", "modelCalls", "12", "dollars", "4");
        result("c.json", "modelCalls", "null", "dollars", "null", "inputTokens", "null");
        String plot = ParetoPlot.of(read(HEADER + "<a> & co,0.5,a.json\nb,0.7,b.json\nc,0.6,c.json\n"));

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot)));
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3 * 6);
        assertThat(plot)
                .contains("<title>&lt;a&gt; &amp; co: 50 %, $0.001</title>")
                .contains("<title>c: 60 %, no limit</title>")
                .contains(">dollars (logarithmic)<", ">model calls<", ">no limit<")
                .contains("prefers-color-scheme: dark");
    }

    @ParameterizedTest
    @CsvSource({"480000, 500k", "1300000, 1.5M", "9000, '8,000'", "0.4, $0.4"})
    void numbersOnAnAxisAreShort(String most, String tick) throws Exception {
        result("a.json", most.startsWith("0") ? "dollars" : "inputTokens", most);

        assertThat(ParetoPlot.of(read(HEADER + "a,0.5,a.json\n"))).contains(">" + tick + "<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "123456789012345678901234567890", "0.000001"})
    void everySizeOfCostCanBePlotted(String cost) throws Exception {
        result("a.json", "dollars", cost);
        result("b.json", "dollars", "2");

        assertThat(ParetoPlot.of(read(HEADER + "a,0,a.json\nb,1,b.json\n"))).doesNotContain("NaN", "Infinity");
    }
}
