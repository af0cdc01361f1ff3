package dev.agentcost.rules.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.cost.ModelPrice;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {

    private static final String LITELLM = """
            {
              "sample_spec": {"max_tokens": "LEGACY parameter", "input_cost_per_token": 0, "output_cost_per_token": 0},
              "gpt-4o": {
                "input_cost_per_token": 1e-06,
                "output_cost_per_token": 4.0e-06,
                "cache_read_input_token_cost": 5e-07,
                "max_input_tokens": 64000,
                "max_output_tokens": 8192,
                "litellm_provider": "openai",
                "supported_regions": ["eu", {"x": 1}],
                "supports_vision": true
              },
              "azure/acme-chat": {
                "input_cost_per_token": 3e-06,
                "output_cost_per_token": 9e-06,
                "input_cost_per_token_above_200k_tokens": 6e-06,
                "output_cost_per_token_above_200k_tokens": 1.8e-05,
                "litellm_provider": "azure"
              },
              "dall-e-3": {"input_cost_per_pixel": 1e-07, "litellm_provider": "openai"}
            }
            """;

    private static final String MODELS_DEV = """
            {
              "copilot": {"id": "copilot", "models": {
                "gpt-4o": {"id": "gpt-4o", "cost": {"input": 0, "output": 0}, "limit": {"context": 64000, "output": 0}},
                "twofold": {"cost": {"input": 1, "output": 1}}
              }},
              "openai": {"id": "openai", "env": ["KEY"], "models": {
                "gpt-4o": {
                  "modalities": {"input": ["text"]},
                  "cost": {"input": 2, "output": 8, "cache_read": 1, "context_over_200k": {"input": 4, "output": 12}},
                  "limit": {"context": 256000, "output": 16000}
                },
                "twofold": {"cost": {"input": 2, "output": 2}},
                "only-here": {"cost": {"input": 0.5, "output": 1.5}},
                "free-of-price": {"limit": {"context": 1000, "output": 1000}}
              }}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void readsTheListsOwnColumns() throws Exception {
        Prices prices =
                with("# ours\n" + PriceRow.HEADER + "\n\nacme,gpt-4o,1,4,0.1,1.25,200000,2,8,64000,,gpt-4.1-nano,,\n");

        ModelPrice price = prices.find("openai/gpt-4o").orElseThrow();
        assertThat(price.provider()).isEqualTo("acme");
        assertThat(price.inputDollars()).isEqualByComparingTo("0.000001");
        assertThat(price.outputDollars()).isEqualByComparingTo("0.000004");
        assertThat(price.contextWindow()).hasValue(64_000);
        assertThat(price.maxOutput()).isEmpty();
        assertThat(prices.longContext("gpt-4o")).map(LongContext::threshold).contains(200_000L);
        assertThat(prices.cache("gpt-4o")).contains(cached("0.0000001", "0.00000125"));
        assertThat(prices.cheaper("gpt-4o")).map(ModelPrice::model).contains("gpt-4.1-nano");
    }

    @Test
    void readsWhatLiteLlmPublishes() throws Exception {
        Prices prices = with(LITELLM);

        ModelPrice price = prices.find("gpt-4o").orElseThrow();
        assertThat(price.provider()).isEqualTo("openai");
        assertThat(price.inputDollars()).isEqualByComparingTo("0.000001");
        assertThat(price.outputDollars()).isEqualByComparingTo("0.000004");
        assertThat(price.contextWindow()).hasValue(64_000);
        assertThat(price.maxOutput()).hasValue(8_192);
        assertThat(prices.longContext("azure/acme-chat").orElseThrow().inputDollars())
                .isEqualByComparingTo("0.000006");
        assertThat(prices.cache("gpt-4o")).contains(cached("0.0000005", "0.000001"));
        assertThat(prices.cache("azure/acme-chat")).isEmpty();
    }

    @Test
    void readsWhatModelsDevPublishes() throws Exception {
        Prices prices = with(MODELS_DEV);

        ModelPrice price = prices.find("only-here").orElseThrow();
        assertThat(price.provider()).isEqualTo("openai");
        assertThat(price.inputDollars()).isEqualByComparingTo("0.0000005");
        assertThat(price.outputDollars()).isEqualByComparingTo("0.0000015");
        assertThat(price.contextWindow()).isEmpty();
        assertThat(prices.find("gpt-4o").orElseThrow().contextWindow()).hasValue(256_000);
        assertThat(prices.longContext("gpt-4o").orElseThrow().outputDollars()).isEqualByComparingTo("0.000012");
        assertThat(prices.cache("gpt-4o")).contains(cached("0.000001", "0.000002"));
    }

    private static CachePrice cached(String read, String write) {
        return new CachePrice(new BigDecimal(read), new BigDecimal(write));
    }

    @Test
    void aNameWithSeveralPricesIsThatOfTheProviderThatIsKnownForIt() throws Exception {
        Prices prices = with(MODELS_DEV);

        assertThat(prices.find("gpt-4o").orElseThrow().inputDollars()).isEqualByComparingTo("0.000002");
        assertThat(prices.find("copilot/gpt-4o").orElseThrow().inputDollars()).isZero();
        assertThat(prices.find("copilot/gpt-4o").orElseThrow().maxOutput()).isEmpty();
        assertThat(prices.find("twofold")).isEmpty();
        assertThat(prices.find("openai/twofold").orElseThrow().inputDollars()).isEqualByComparingTo("0.000002");
    }

    @Test
    void unknownNamesStayUnknownAndTheOthersKeepTheirPrices() throws Exception {
        Prices prices = with(LITELLM);

        assertThat(prices.find("acme-chat")).isEmpty();
        assertThat(prices.find("gpt-4o-ours")).isEmpty();
        assertThat(prices.find("dall-e-3")).isEmpty();
        assertThat(prices.find("sample_spec")).isEmpty();
        assertThat(prices.find("gpt-4.1")).isEqualTo(Prices.load().find("gpt-4.1"));
        assertThat(prices.find("gpt-4o-2024-05-13")).isEqualTo(Prices.load().find("gpt-4o-2024-05-13"));
    }

    @Test
    void theLaterFileHolds() throws Exception {
        Prices first = with(LITELLM);

        Prices both = first.with(write(PriceRow.HEADER + "\nacme,gpt-4o,7,7,,,,,,,,,,"), "prices");

        assertThat(both.find("gpt-4o").orElseThrow().inputDollars()).isEqualByComparingTo("0.000007");
        assertThat(both.find("azure/acme-chat")).isPresent();
    }

    @Test
    void aModelThatIsDearerInTheUsersListIsNotCalledCheaper() throws Exception {
        assertThat(with(LITELLM).cheaper("gpt-4o")).map(ModelPrice::model).contains("gpt-4o-mini");
        assertThat(with("{\"gpt-4o\": {\"input_cost_per_token\": 1e-9, \"output_cost_per_token\": 1e-9}}")
                        .cheaper("gpt-4o"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{`x`: {`input_cost_per_token`: -1, `output_cost_per_token`: 1}}"
                        + "| 1: x: input_cost_per_token is negative: -1; write 0 or more",
                "{`x`: {`input_cost_per_token`: 1,~`output_cost_per_token`: 1001}}"
                        + "| 2: x: output_cost_per_token is absurdly large: 1001 is more than 1,000 dollars for one token;"
                        + " write it in dollars for one token",
                "{`p`: {`models`: {~`x`: {`cost`: {`input`: 1,~`output`: `much`}}}}}"
                        + "| 3: x: cost.output is 'much', which is not a number; write one such as 2.5",
                "{`x`: {`input_cost_per_token`: 1e-999999999, `output_cost_per_token`: 1}}"
                        + "| 1: x: input_cost_per_token is '1e-999999999', which is not a number; write one such as 2.5",
                "{`x`: {`input_cost_per_token`: 1, `output_cost_per_token`: 1, `max_input_tokens`: 0.5}}"
                        + "| 1: x: max_input_tokens is no number of tokens: 0.5; write a whole number such as 128000",
                "{`x`: {`input_cost`: 1}}"
                        + "| 1: no model has a price in the file; write input_cost_per_token and output_cost_per_token as"
                        + " LiteLLM does, or cost: {input, output} as models.dev does",
                "{}| 1: no model has a price in the file; write input_cost_per_token and output_cost_per_token as"
                        + " LiteLLM does, or cost: {input, output} as models.dev does",
                "{}~{}| 2: there is more behind the end of the JSON; keep one object in the file",
                "HEADER~acme,x,1,cheap,,,,,,,,,,| 2: outputDollars is 'cheap', which is not a number; write one such as 2.5",
                "HEADER~~acme,x,1,2000000000,,,,,,,,,,"
                        + "| 3: outputDollars is absurdly large: 2000000000 is more than 1,000 dollars for one token; write it in"
                        + " dollars for a million tokens",
                "HEADER~acme,,1,1,,,,,,,,,,| 2: the line names no model; write its name in the second column",
                "HEADER~acme,x,1,1| 2: the line has 4 columns; write the 14 columns HEADER, empty where there is nothing to say",
                "HEADER| 1: no model has a price in the file; write the line HEADER and below it one line for each model",
                "model,price| 1: the first line does not name the columns; write HEADER, or use JSON",
            })
    void tellsWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> with(text.replace('`', '"').replace("~", "\n").replace("HEADER", PriceRow.HEADER)))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("prices:" + message.replace("HEADER", PriceRow.HEADER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"x\":~{\"cost\" | 2", "{\"x\":~~{]} | 3", "{\"x\": {\"models\": {\"a\": | 1"})
    void tellsWhereAFileIsNotJson(String text, int line) {
        assertThatThrownBy(() -> with(text.replace("~", "\n")))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("prices:" + line + ": not JSON: ")
                .hasMessageEndingWith("; correct the brackets, commas or quotes there");
    }

    @Test
    void tellsThatAFileIsMissingOrNotText() throws Exception {
        Path latin = Files.write(folder.resolve("latin"), "gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Prices.load().with(folder.resolve("none"), "none"))
                .hasMessage("none: there is no such file; correct the path");
        assertThatThrownBy(() -> Prices.load().with(latin, "latin"))
                .hasMessage("latin:1: the file is not UTF-8; save it in that encoding");
    }

    private Prices with(String text) throws IOException, PriceFileException {
        return Prices.load().with(write(text), "prices");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("prices"), text);
    }
}
