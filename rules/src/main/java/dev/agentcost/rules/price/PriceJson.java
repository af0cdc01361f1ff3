package dev.agentcost.rules.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.agentcost.analyzer.cost.ModelPrice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads prices in the two forms of JSON that public lists have: LiteLLM's {@code model_prices_and_context_window.json} (an object
 * by model, dollars for one token) and that of models.dev (providers, in them models, dollars for a million tokens). An entry with
 * {@code models} in it is a provider of the second. Entries that are not charged by the token for input and output are passed over.
 *
 * <p>One name may have several prices in a list of many providers. It is then read as that of the provider that {@link Prices}
 * knows for the model, otherwise only as {@code provider/model}.
 */
final class PriceJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** LiteLLM's explanation of its own fields, in the form of a model. */
    private static final String LITELLM_SAMPLE = "sample_spec";

    private final JsonParser json;
    private final String shown;
    private final Prices known;
    private final List<PriceRow> rows = new ArrayList<>();
    private final Map<String, List<PriceRow>> unqualified = new LinkedHashMap<>();

    private PriceJson(JsonParser json, String shown, Prices known) {
        this.json = json;
        this.shown = shown;
        this.known = known;
    }

    /**
     * The rows of a file.
     *
     * @param shown how messages name the file
     */
    static List<PriceRow> read(String text, String shown, Prices known) throws PriceFileException {
        try (JsonParser json = FACTORY.createParser(text)) {
            PriceJson reader = new PriceJson(json, shown, known);
            reader.readAll();
            return reader.all();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new PriceFileException(
                    shown + ":" + line + ": not JSON: " + reason + "; correct the brackets, commas or quotes there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll() throws IOException, PriceFileException {
        json.nextToken();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                readEntry(name);
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new PriceFileException(
                    shown + ":" + json.currentTokenLocation().getLineNr()
                            + ": there is more behind the end of the JSON; keep one object in the file");
        }
    }

    /** A model of LiteLLM's form, or a provider of models.dev's. */
    private void readEntry(String name) throws IOException, PriceFileException {
        Map<String, Value> values = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT && key.equals("models")) {
                readModels(name);
            } else {
                readValue(key, values);
            }
        }
        if (!name.equals(LITELLM_SAMPLE)) {
            row(name, values, Form.LITELLM).ifPresent(rows::add);
        }
    }

    private void readModels(String provider) throws IOException, PriceFileException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String id = json.currentName();
            Map<String, Value> values = new LinkedHashMap<>();
            json.nextToken();
            readValue("", values);
            values.put("provider", new Value(provider, 1));
            row(id, values, Form.MODELS_DEV).ifPresent(row -> {
                rows.add(row.named(provider + "/" + id));
                unqualified.computeIfAbsent(id, key -> new ArrayList<>()).add(row);
            });
        }
    }

    /** Everything single in the value, by its path with dots; the parser stands at the value. */
    private void readValue(String path, Map<String, Value> values) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = path.isEmpty() ? json.currentName() : path + "." + json.currentName();
                json.nextToken();
                readValue(key, values);
            }
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            json.skipChildren();
        } else if (json.currentToken() != JsonToken.VALUE_NULL) {
            values.put(
                    path, new Value(json.getText(), json.currentTokenLocation().getLineNr()));
        }
    }

    private Optional<PriceRow> row(String model, Map<String, Value> values, Form form) throws PriceFileException {
        if (!values.containsKey(form.input) || !values.containsKey(form.output)) {
            return Optional.empty();
        }
        @Nullable Value provider = values.get(form.provider);
        ModelPrice price = new ModelPrice(
                model,
                provider == null ? "" : provider.text(),
                number(model, form.input, values, form::dollars),
                number(model, form.output, values, form::dollars),
                number(model, form.window, values, PriceNumbers::tokens),
                number(model, form.maxOutput, values, PriceNumbers::tokens));
        Optional<LongContext> longContext = values.containsKey(form.longInput) && values.containsKey(form.longOutput)
                ? Optional.of(new LongContext(
                        Form.LONG,
                        number(model, form.longInput, values, form::dollars),
                        number(model, form.longOutput, values, form::dollars)))
                : Optional.empty();
        return Optional.of(new PriceRow(price, cache(model, price, values, form), longContext, ""));
    }

    private Optional<CachePrice> cache(String model, ModelPrice price, Map<String, Value> values, Form form)
            throws PriceFileException {
        if (!values.containsKey(form.cacheRead)) {
            return Optional.empty();
        }
        return Optional.of(new CachePrice(
                number(model, form.cacheRead, values, form::dollars),
                values.containsKey(form.cacheWrite)
                        ? number(model, form.cacheWrite, values, form::dollars)
                        : price.inputDollars()));
    }

    private <T> T number(String model, String key, Map<String, Value> values, NumberReader<T> reader)
            throws PriceFileException {
        Value value = values.getOrDefault(key, new Value("", 1));
        try {
            return reader.read(key, value.text());
        } catch (IllegalArgumentException e) {
            throw new PriceFileException(shown + ":" + value.line() + ": " + model + ": " + e.getMessage());
        }
    }

    private List<PriceRow> all() throws PriceFileException {
        List<PriceRow> all = new ArrayList<>();
        unqualified.forEach((id, candidates) -> choose(id, candidates).ifPresent(all::add));
        // a full name says whose model it is, also where a gateway has a model whose own name looks like that
        all.addAll(rows);
        if (all.isEmpty()) {
            throw new PriceFileException(shown + ":1: no model has a price in the file; write input_cost_per_token and"
                    + " output_cost_per_token as LiteLLM does, or cost: {input, output} as models.dev does");
        }
        return all;
    }

    private Optional<PriceRow> choose(String id, List<PriceRow> candidates) {
        PriceRow first = candidates.get(0);
        if (candidates.stream().allMatch(first::chargesAs)) {
            return Optional.of(first);
        }
        String provider = known.find(id).map(ModelPrice::provider).orElse("");
        return candidates.stream()
                .filter(row -> row.price().provider().equals(provider))
                .findFirst();
    }

    /** A value with its line. */
    private record Value(String text, int line) {}

    /** Reads the number of a key. */
    private interface NumberReader<T> {
        T read(String key, String text);
    }

    /** Where a form has its numbers. */
    private enum Form {
        LITELLM(
                "litellm_provider",
                "input_cost_per_token",
                "output_cost_per_token",
                "cache_read_input_token_cost",
                "cache_creation_input_token_cost",
                "max_input_tokens",
                "max_output_tokens",
                "input_cost_per_token_above_200k_tokens",
                "output_cost_per_token_above_200k_tokens"),
        MODELS_DEV(
                "provider",
                "cost.input",
                "cost.output",
                "cost.cache_read",
                "cost.cache_write",
                "limit.context",
                "limit.output",
                "cost.context_over_200k.input",
                "cost.context_over_200k.output");

        /** The threshold that both forms have in the names of their fields. */
        static final long LONG = 200_000;

        private final String provider;
        private final String input;
        private final String output;
        private final String cacheRead;
        private final String cacheWrite;
        private final String window;
        private final String maxOutput;
        private final String longInput;
        private final String longOutput;

        Form(
                String provider,
                String input,
                String output,
                String cacheRead,
                String cacheWrite,
                String window,
                String maxOutput,
                String longInput,
                String longOutput) {
            this.provider = provider;
            this.input = input;
            this.output = output;
            this.cacheRead = cacheRead;
            this.cacheWrite = cacheWrite;
            this.window = window;
            this.maxOutput = maxOutput;
            this.longInput = longInput;
            this.longOutput = longOutput;
        }

        BigDecimal dollars(String key, String text) {
            return this == LITELLM ? PriceNumbers.perToken(key, text) : PriceNumbers.perMillion(key, text);
        }
    }
}
