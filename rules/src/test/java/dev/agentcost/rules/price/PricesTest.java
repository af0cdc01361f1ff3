package dev.agentcost.rules.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.ModelPrice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private final Prices prices = Prices.load();

    @ParameterizedTest
    @CsvSource({
        // exact, in any case
        "gpt-4o, gpt-4o",
        "GPT-4o, gpt-4o",
        "' gpt-4o ', gpt-4o",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0, us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "openai/gpt-oss-120b, openai/gpt-oss-120b",
        // a provider in front
        "openai/gpt-4o, gpt-4o",
        "openrouter/openai/gpt-4o, gpt-4o",
        "azure/gpt-4.1-mini, gpt-4.1-mini",
        "models/gemini-2.5-pro, gemini-2.5-pro",
        "groq/openai/gpt-oss-120b, openai/gpt-oss-120b",
        "anthropic/claude-sonnet-4.5, claude-sonnet-4-5",
        "us.amazon.nova-pro-v1:0, amazon.nova-pro-v1:0",
        "anthropic.claude-opus-4-1-20250805-v1:0, claude-opus-4-1",
        "us.anthropic.claude-opus-4-1-20250805-v1:0, claude-opus-4-1",
        "bedrock/us.anthropic.claude-opus-4-1-20250805-v1:0, claude-opus-4-1",
        // a date behind
        "gpt-5-2025-08-07, gpt-5",
        "gpt-4o-mini-2024-07-18, gpt-4o-mini",
        "claude-sonnet-4-5-20250929, claude-sonnet-4-5",
        "claude-sonnet-4-5@20250929, claude-sonnet-4-5",
        "claude-sonnet-4@20250514, claude-sonnet-4-20250514",
        "claude-sonnet-4, claude-sonnet-4-20250514",
        "deepseek-chat:latest, deepseek-chat",
        "claude-3-7-sonnet-latest, claude-3-7-sonnet-20250219",
        "claude-3.5-sonnet, claude-3-5-sonnet-20241022",
        // a snapshot with a price of its own keeps it
        "gpt-4o-2024-05-13, gpt-4o-2024-05-13",
        // constants of SDKs
        "GPT_4_O, gpt-4o",
        "GPT_4O, gpt-4o",
        "GPT_4_O_MINI, gpt-4o-mini",
        "GPT_4_1, gpt-4.1",
        "GPT_4_1_NANO, gpt-4.1-nano",
        "GPT_3_5_TURBO, gpt-3.5-turbo",
        "GPT_5_MINI_2025_08_07, gpt-5-mini",
        "O4_MINI, o4-mini",
        "CLAUDE_SONNET_4_5, claude-sonnet-4-5",
        "CLAUDE_SONNET_4_20250514, claude-sonnet-4-20250514",
        "CLAUDE_3_7_SONNET_LATEST, claude-3-7-sonnet-20250219",
        "CLAUDE_HAIKU_4_5_20251001, claude-haiku-4-5",
        "GEMINI_2_5_FLASH, gemini-2.5-flash",
        "MISTRAL_LARGE_LATEST, mistral-large-latest",
    })
    void findsAModelInAllItsSpellings(String name, String model) {
        assertThat(prices.find(name)).map(ModelPrice::model).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my-model",
                "gpt",
                "gpt-4o-realtime-preview",
                "chatgpt-4o-latest",
                "gpt-4-0613",
                "gpt-4-32k",
                "gpt-5-preview",
                "claude-sonnet",
                "claude-3-5-sonnet-turbo",
                "gemini-2.5-pro-exp",
                "ollama/deepseek-chat",
                "gpt-oss-120b",
                "anthropic/",
                "llama3.1:8b",
            })
    void knowsNoOtherModelInItsPlace(String name) {
        assertThat(prices.find(name)).isEmpty();
    }

    @Test
    void givesPricesForOneToken() {
        ModelPrice price = prices.find("gpt-4o").orElseThrow();

        assertThat(price.provider()).isEqualTo("openai");
        assertThat(price.inputDollars()).isEqualByComparingTo("0.0000025");
        assertThat(price.outputDollars()).isEqualByComparingTo("0.00001");
        assertThat(price.contextWindow()).hasValue(128_000);
        assertThat(price.maxOutput()).hasValue(16_384);
    }

    @Test
    void findsEveryModelOfTheListUnderItsOwnName() {
        assertThat(prices.models()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(prices.models())
                .allSatisfy(model ->
                        assertThat(prices.find(model)).map(ModelPrice::model).contains(model));
    }

    @Test
    void namesACheaperModelThatIsCheaper() {
        for (String model : prices.models()) {
            ModelPrice price = prices.find(model).orElseThrow();
            prices.cheaper(model).ifPresent(cheaper -> {
                assertThat(cheaper.inputDollars()).as(model).isLessThanOrEqualTo(price.inputDollars());
                assertThat(cheaper.outputDollars()).as(model).isLessThanOrEqualTo(price.outputDollars());
            });
        }
        assertThat(prices.cheaper("GPT_4_O")).map(ModelPrice::model).contains("gpt-4o-mini");
        assertThat(prices.cheaper("gpt-4o-mini")).isEmpty();
        assertThat(prices.cheaper("my-model")).isEmpty();
    }

    @Test
    void knowsWhoChargesMoreForLongRequests() {
        LongContext longContext = prices.longContext("claude-sonnet-4-5").orElseThrow();

        assertThat(longContext.threshold()).isEqualTo(200_000);
        assertThat(longContext.inputDollars()).isEqualByComparingTo("0.000006");
        assertThat(prices.longContext("gpt-4o")).isEmpty();
    }

    @Test
    void knowsWhatACachedPrefixCosts() {
        CachePrice haiku = prices.cache("claude-haiku-4-5").orElseThrow();
        assertThat(haiku.readDollars()).isEqualByComparingTo("0.0000001");
        assertThat(haiku.writeDollars()).isEqualByComparingTo("0.00000125");
        CachePrice mini = prices.cache("gpt-4o-mini").orElseThrow();
        assertThat(mini.readDollars()).isEqualByComparingTo("0.000000075");
        assertThat(mini.writeDollars()).isEqualByComparingTo("0.00000015");
        assertThat(prices.cache("gpt-4-turbo")).isEmpty();
    }

    @Test
    void assumesAModelOfTheListUntilAnotherIsSet() {
        assertThat(prices.find(prices.assumedModel())).isPresent();
        assertThat(prices.assuming("gpt-4o").assumedModel()).isEqualTo("gpt-4o");
        assertThat(prices.assuming("gpt-4o").find("gpt-5")).isPresent();
    }
}
