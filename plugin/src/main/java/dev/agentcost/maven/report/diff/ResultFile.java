package dev.agentcost.maven.report.diff;

import com.fasterxml.jackson.core.JsonParser;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.input.JsonInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the entry points of an {@code agentcost.json}. */
public final class ResultFile {

    private static final String SCHEMA = "agentcost/1";

    private final JsonInput input;
    private final JsonParser json;
    private final List<EntryCost> entryPoints = new ArrayList<>();
    private @Nullable String schema;

    private ResultFile(JsonInput input) {
        this.input = input;
        this.json = input.parser();
    }

    /** The entry points in the order of the file. */
    public static List<EntryCost> read(Path file) throws InputException {
        List<EntryCost> found = new ArrayList<>();
        boolean[] known = {false};
        JsonInput.read(
                file,
                "write it with mvn agentcost:analyze, or correct the path",
                "write the file anew with mvn agentcost:analyze",
                input -> {
                    ResultFile reader = new ResultFile(input);
                    reader.json.nextToken();
                    reader.root();
                    known[0] = SCHEMA.equals(reader.schema);
                    found.addAll(reader.entryPoints);
                });
        if (!known[0]) {
            throw new InputException(file + ":1: not a result of schema " + SCHEMA + "; name an agentcost.json that"
                    + " mvn agentcost:analyze has written");
        }
        return found;
    }

    private void root() throws IOException {
        input.object(name -> {
            switch (name) {
                case "schema" -> schema = json.getValueAsString();
                case "entryPoints" -> input.array(this::entryPoint);
                default -> json.skipChildren();
            }
        });
    }

    private void entryPoint() throws IOException {
        String[] method = {""};
        Map<Dimension, EntryCost.Amount> amounts = new EnumMap<>(Dimension.class);
        input.object(name -> {
            switch (name) {
                case "method" -> method[0] = json.getValueAsString("");
                case "cost" -> input.object(key -> amount(key, amounts));
                default -> json.skipChildren();
            }
        });
        entryPoints.add(new EntryCost(method[0], amounts));
    }

    private void amount(String key, Map<Dimension, EntryCost.Amount> amounts) throws IOException {
        String[] texts = {"", ""};
        @Nullable BigDecimal[] value = {null};
        input.object(name -> {
            switch (name) {
                case "formula" -> texts[0] = json.getValueAsString("");
                case "growth" -> texts[1] = json.getValueAsString("");
                case "value" -> value[0] = json.currentToken().isNumeric() ? json.getDecimalValue() : null;
                default -> json.skipChildren();
            }
        });
        Stream.of(Dimension.values())
                .filter(dimension -> dimension.key().equals(key))
                .forEach(dimension -> amounts.put(dimension, new EntryCost.Amount(texts[0], texts[1], value[0])));
    }
}
