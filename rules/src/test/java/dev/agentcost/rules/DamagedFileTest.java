package dev.agentcost.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.ConfigurationBuilder;
import dev.agentcost.rules.configuration.ConfigurationException;
import dev.agentcost.rules.price.PriceFileException;
import dev.agentcost.rules.price.Prices;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of prices and settings are read, or refused with their name. {@code -Dagentcost.mutated.inputs=200000} tries
 * more of each kind, {@code -Dagentcost.mutated.seed=7} others.
 */
class DamagedFileTest {

    private static final int INPUTS = Integer.getInteger("agentcost.mutated.inputs", 2_000);
    private static final long SEED = Long.getLong("agentcost.mutated.seed", 1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String[] PRICES = {"""
        # ours
        acme,gpt-4o,1,4,200000,2,8,64000,,gpt-4.1-nano,,
        acme,other,0.5,2,,,,,,,,
        """, """
        {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
          "output_cost_per_token": 4e-06, "max_input_tokens": 64000, "max_output_tokens": 8192,
          "input_cost_per_token_above_200k_tokens": 6e-06}}
        """, """
        {"openai": {"id": "openai", "models": {"only-here": {"id": "only-here", "cost": {"input": 0.5, "output": 1.5},
          "limit": {"context": 128000, "output": 4096}}}}}
        """};

    private static final String SETTINGS = """
            model: gpt-5.4
            assumptions:
              toolResultTokens: 2000
            rules:
              unpruned-context: warning
            budgets:
              - entryPoint: "com.acme..*#chat"
                modelCalls: 20
                dollars: 0.50
                latency: 60s
                growth: O(n)
            catalogs: [our-client.yaml]
            failOn: error
            """;

    private static final String[] ODD = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "- ",
        "&a ",
        "*a",
        "!!",
        "1e999",
        "-1",
        "NaN",
        "null",
        "~",
        "9".repeat(40),
        "\n",
        "\t",
        "<<: *a\n",
        "---\n",
        "? ",
        "| ",
        "\u0001",
        "%",
        "@",
        "`",
        "0x10",
        "1_000"
    };

    @TempDir
    private Path folder;

    @Test
    void every_damaged_file_of_prices_is_read_or_refused() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            Path file = folder.resolve("ours" + (i % 3 == 0 ? ".csv" : ".json"));
            Files.write(file, damaged(PRICES[i % 3], i));
            assertTimeoutPreemptively(LONGEST, () -> {
                try {
                    assertThat(Prices.load().with(file, "ours")).isNotNull();
                } catch (PriceFileException refused) {
                    assertThat(refused.getMessage()).startsWith("ours");
                }
            });
        }
    }

    @Test
    void every_damaged_configuration_is_read_or_refused() throws IOException {
        for (int i = 0; i < INPUTS; i++) {
            Path file = folder.resolve("agentcost.yaml");
            Files.write(file, damaged(SETTINGS, i));
            assertTimeoutPreemptively(LONGEST, () -> {
                try {
                    ConfigurationBuilder builder = Configuration.builder(Rules.ids());
                    builder.file(file, "agentcost.yaml");
                    builder.build();
                } catch (ConfigurationException refused) {
                    assertThat(refused.getMessage()).contains("agentcost.yaml");
                }
            });
        }
    }

    private static byte[] damaged(String text, int input) {
        Random random = new Random(SEED * 1_000_003 + input);
        StringBuilder changed = new StringBuilder(text);
        for (int left = 1 + random.nextInt(5); left > 0 && changed.length() > 0; left--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(5)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, ODD[random.nextInt(ODD.length)]);
                case 2 -> changed.setCharAt(at, (char) (32 + random.nextInt(95)));
                case 3 -> changed.delete(at, Math.min(changed.length(), at + random.nextInt(12)));
                default -> changed.insert(at, text, 0, random.nextInt(text.length()));
            }
        }
        byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) 0xff;
        }
        return bytes;
    }
}
