package dev.agentcost.rules.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    private Path directory;

    @Test
    void readsEverythingThatCanBeSet() throws Exception {
        Configuration configuration = read("""
                model: claude-sonnet-4-5
                assumptions:
                  toolResultTokens: 2_000
                  toolCallsPerAnswer: 1.5
                rules:
                  unpruned-context: warning
                  unbounded-recursion: off
                failOn: never
                catalogs: [agents/ours.yaml]
                budgets:
                  - entryPoint: "com.acme..*#chat"
                    modelCalls: 20
                    toolCalls: unlimited
                    inputTokens: 200000
                    dollars: $0.50
                    latency: 1.5min
                    growth: O(n log n)
                  - entryPoint: '@Tool'
                    latencyMillis: 5e3
                """);

        assertThat(configuration.model()).contains("claude-sonnet-4-5");
        assertThat(configuration.prices().assumedModel()).isEqualTo("claude-sonnet-4-5");
        assertThat(configuration.assumptions())
                .containsEntry("toolResultTokens", new BigDecimal(2000))
                .containsEntry("toolCallsPerAnswer", new BigDecimal("1.5"));
        assertThat(configuration.level("unpruned-context", Level.ERROR)).isEqualTo(Level.WARNING);
        assertThat(configuration.level("unbounded-loop", Level.ERROR)).isEqualTo(Level.ERROR);
        assertThat(configuration.off()).containsExactly("unbounded-recursion");
        assertThat(configuration.failOn()).contains(FailOn.NEVER);
        assertThat(configuration.catalogs()).containsExactly(directory.resolve("agents/ours.yaml"));
        assertThat(configuration.files())
                .containsExactly(directory.resolve("agentcost.yaml"), directory.resolve("agents/ours.yaml"));
        List<Budget> budgets = configuration.budgets().all();
        assertThat(budgets).extracting(Budget::origin).containsExactly("agentcost.yaml:11", "agentcost.yaml:18");
        assertThat(budgets.get(0).entryPoint()).hasToString("com.acme..*#chat");
        assertThat(budgets.get(0).limits())
                .extracting(Limit::text)
                .containsExactly(
                        "20 model calls", "200,000 input tokens", "$0.50", "90,000 ms of latency", "growth O(n log n)");
        assertThat(budgets.get(1).limits()).extracting(Limit::text).containsExactly("5,000 ms of latency");
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing yet'", "'budgets:'", "'---'"})
    void aFileWithoutSettingsSetsNothing(String text) throws Exception {
        assertThat(read(text))
                .usingRecursiveComparison()
                .ignoringFields("files")
                .isEqualTo(Configuration.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // keys and names
                "bugets: [] | 1: 'bugets' is not a key; write 'budgets'",
                "colour: red | 1: 'colour' is not a key; write one of model, assumptions, rules, budgets, catalogs, prices, failOn",
                "model: gpt-4x | 1: no price is known for model 'gpt-4x'; write 'gpt-4o'",
                "model: ours | 1: no price is known for model 'ours'; write a model of the price list, such as gpt-5.4",
                "rules: {unbound-loop: off} | 1: there is no rule 'unbound-loop'; write 'unbounded-loop'",
                "rules: {unbounded-loop: fatal} | 1: the level of unbounded-loop is 'fatal'; write error, warning, note or off",
                "failOn: always | 1: failOn is 'always'; write error, warning or never",
                "assumptions: {toolResultToken: 1} | 1: 'toolResultToken' is not an assumption; write 'toolResultTokens'",
                "assumptions: {limit: -1} | 1: limit is negative: -1; write 0 or more",
                "assumptions: {limit: ten} | 1: limit is 'ten', which is not a number; write a number such as 1000",
                // forms
                "model: [a, b] | 1: model is a list; write one value",
                "model: | 1: model is empty; write one value",
                "rules: off | 1: rules is 'off'; write 'key: value' lines",
                "budgets: {entryPoint: a} | 1: budgets is a mapping; write a list, each element behind '- '",
                "[a] | 1: the file is a list; write 'key: value' lines",
                "model: gpt-4o\\nmodel: gpt-5 | 2: 'model' appears twice in the file; keep one of them",
                // YAML
                "rules:\\n  a: b: c | 2: not YAML: mapping values are not allowed here; correct the indentation, brackets or quotes"
                        + " there",
                "a: 1\\n--- \\nb: 2 | 2: not YAML: but found another document; correct the indentation, brackets or quotes there",
            })
    void tellsWhatIsWrong(String text, String message) {
        assertThat(problems(text.replace("\\n", "\n"))).containsExactly("agentcost.yaml:" + message);
    }

    @Test
    void tellsWhatIsNestedDeeperThanCanBeRead() {
        assertThat(problems("[".repeat(200_000)))
                .containsExactly("agentcost.yaml:1: nested deeper than can be read; write keys and values");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "modelCalls: -5 | modelCalls is negative: -5; write 0 or more",
                "modelCalls: many | modelCalls is 'many', which is not a number; write a whole number such as 20",
                "modelCalls: 0x10 | modelCalls is '0x10', which is not a number; write a whole number such as 20",
                "modelCalls: .inf | modelCalls is '.inf', which is not a number; write a whole number such as 20",
                "modelCalls: 2.5 | modelCalls is 2.5; write a whole number such as 20",
                "toolCalls: 1e99 | toolCalls is absurdly large: 1e99; write at most 1,000,000,000,000,000",
                "inputTokens: [1] | inputTokens is a list; write one value",
                "dollars: cheap | dollars is 'cheap', which is not a number; write a number such as 0.50",
                "dollars: -0.01 | dollars is negative: -0.01; write 0 or more",
                "latency: 60 | latency is '60', which is not a duration; write a number and ms, s, min or h, such as 60s",
                "latency: -1s | latency is negative: -1; write 0 or more",
                "latency: 0.1ms | latency is 0.1; write a whole number such as 60s",
                "modelcalls: 5 | 'modelcalls' is not a key of a budget; write 'modelCalls'",
                "price: 5 | 'price' is not a key of a budget; write one of entryPoint, modelCalls, toolCalls, inputTokens,"
                        + " outputTokens, dollars, latencyMillis, latency, growth",
            })
    void tellsWhatIsWrongWithALimit(String limit, String message) {
        assertThat(problems("budgets:\n  - entryPoint: Agent#chat\n    " + limit))
                .containsExactly("agentcost.yaml:3: " + message);
    }

    @Test
    void tellsWhatIsWrongWithAGrowthClass() {
        assertThat(problems("budgets:\n  - entryPoint: Agent#chat\n    growth: quadratic"))
                .singleElement()
                .asString()
                .startsWith("agentcost.yaml:3: Not a growth class: 'quadratic'.");
    }

    @Test
    void tellsWhatIsWrongWithABudget() {
        assertThat(problems("budgets:\n  - modelCalls: 5"))
                .containsExactly(
                        "agentcost.yaml:2: the budget has no entryPoint; write entryPoint: com.acme.Agent#chat,"
                                + " or '*' for every one");
        assertThat(problems("budgets:\n  - entryPoint: Agent"))
                .containsExactly("agentcost.yaml:2: the budget limits nothing; add a limit such as modelCalls: 20 or"
                        + " dollars: 0.50");
        assertThat(problems("budgets:\n  - entryPoint: Agent\n    latency: 1s\n    latencyMillis: 5"))
                .containsExactly("agentcost.yaml:2: the budget has both latency and latencyMillis; keep one of them");
        assertThat(problems("budgets:\n  - entryPoint: my agent\n    toolCalls: 5"))
                .containsExactly(
                        "agentcost.yaml:2: 'my agent' is not a pattern of entry points; write com.acme.Agent#chat,"
                                + " com.acme..*Agent, Agent#* or @Annotation");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceInTheOrderOfTheFile() {
        assertThat(problems("failOn: always\nbudgets:\n  - entryPoint: A\n    modelCalls: -1\n    dollars: x\nfoo: 1"))
                .extracting(problem -> problem.substring(0, "agentcost.yaml:1".length()))
                .containsExactly("agentcost.yaml:1", "agentcost.yaml:4", "agentcost.yaml:5", "agentcost.yaml:6");
    }

    @Test
    void theUsersPricesHoldWhereverTheirKeyStands() throws Exception {
        Files.writeString(directory.resolve("ours.json"), """
                {"acme-chat": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}}
                """);
        Configuration configuration = read("model: acme-chat\nprices: [ours.json]");

        assertThat(configuration.prices().assumedModel()).isEqualTo("acme-chat");
        assertThat(configuration.prices().find("acme-chat").orElseThrow().inputDollars())
                .isEqualByComparingTo("0.000001");
        assertThat(configuration.prices().find("gpt-4o")).isPresent();
    }

    @Test
    void tellsWhatIsWrongWithAFileOfPrices() throws Exception {
        Files.writeString(
                directory.resolve("ours.json"),
                "{\"m\": {\"output_cost_per_token\": 0,\n\"input_cost_per_token\": -1}}");

        assertThat(problems("prices: [ours.json]"))
                .containsExactly("ours.json:2: m: input_cost_per_token is negative: -1; write 0 or more");
        assertThat(problems("prices: [none.csv]")).containsExactly("none.csv: there is no such file; correct the path");
        assertThat(problems("prices: ours.json"))
                .containsExactly("agentcost.yaml:1: prices is 'ours.json'; write a list, each element behind '- '");
    }

    @Test
    void tellsThatAFileIsMissingOrNotText() throws IOException {
        Path missing = directory.resolve("none.yaml");
        assertThatThrownBy(() -> Configuration.builder(Rules.ids()).file(missing, "none.yaml"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("none.yaml: there is no such file; correct the path or leave it out");
        Path latin = Files.write(
                directory.resolve("latin.yaml"), "model: gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Configuration.builder(Rules.ids()).file(latin, "latin.yaml"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("latin.yaml:1: the file is not UTF-8; save it in that encoding");
    }

    @Test
    void anAliasThatContainsItselfIsNoMatter() {
        assertThat(problems("budgets: &a [*a]"))
                .containsExactly("agentcost.yaml:1: a budget is a list; write 'key: value' lines");
    }

    @Test
    void thePomAddsToTheFileAndHoldsOverIt() throws Exception {
        Path file = write("failOn: error\nbudgets:\n  - entryPoint: '*'\n    modelCalls: 5");
        Configuration configuration = Configuration.builder(Rules.ids())
                .file(file, "agentcost.yaml")
                .failOn(new Setting("warning", "pom.xml"))
                .budgetOf(Map.of("entryPoint", "Agent#chat", "dollars", "0.1"), "pom.xml")
                .build();

        assertThat(configuration.failOn()).contains(FailOn.WARNING);
        assertThat(configuration.budgets().all())
                .extracting(Budget::origin)
                .containsExactly("agentcost.yaml:3", "pom.xml");
    }

    @Test
    void whatIsWrongInThePomIsToldToo() {
        ConfigurationBuilder builder = Configuration.builder(Rules.ids())
                .budgetOf(Map.of("entryPoint", "Agent#chat", "dollars", "-1"), "pom.xml");

        assertThatThrownBy(builder::build).hasMessage("pom.xml: dollars is negative: -1; write 0 or more");
    }

    private Configuration read(String text) throws Exception {
        return Configuration.builder(Rules.ids())
                .file(write(text), "agentcost.yaml")
                .build();
    }

    private List<String> problems(String text) {
        ConfigurationException exception = catchThrowableOfType(ConfigurationException.class, () -> read(text));
        return exception == null ? List.of() : exception.problems();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("agentcost.yaml"), text);
    }
}
