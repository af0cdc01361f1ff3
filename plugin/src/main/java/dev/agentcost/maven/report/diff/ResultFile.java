package dev.agentcost.maven.report.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.agentcost.analyzer.cost.Dimension;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the entry points of an {@code agentcost.json}. */
public final class ResultFile {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String SCHEMA = "agentcost/1";

    private final JsonParser json;
    private final List<EntryCost> entryPoints = new ArrayList<>();
    private @Nullable String schema;

    private ResultFile(JsonParser json) {
        this.json = json;
    }

    /** The entry points in the order of the file. */
    public static List<EntryCost> read(Path file) throws DiffException {
        if (!Files.isRegularFile(file)) {
            throw new DiffException(
                    file + ": there is no such file; write it with mvn agentcost:analyze, or correct the path");
        }
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            ResultFile reader = new ResultFile(json);
            json.nextToken();
            reader.root();
            if (!SCHEMA.equals(reader.schema)) {
                throw new DiffException(file + ":1: not a result of schema " + SCHEMA + "; name an agentcost.json that"
                        + " mvn agentcost:analyze has written");
            }
            return reader.entryPoints;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new DiffException(file + ":" + line + ": not JSON: " + e.getOriginalMessage()
                    + "; write the file anew with mvn agentcost:analyze");
        } catch (IOException e) {
            throw new DiffException(
                    file + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    /** Handles one field; the parser stands at its value. */
    private interface Field {
        void read(String name) throws IOException;
    }

    private void root() throws IOException {
        object(name -> {
            switch (name) {
                case "schema" -> schema = json.getValueAsString();
                case "entryPoints" -> array(this::entryPoint);
                default -> json.skipChildren();
            }
        });
    }

    /** Reads one element; the parser stands at it. */
    private interface Element {
        void read() throws IOException;
    }

    private void array(Element element) throws IOException {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                element.read();
            }
        }
    }

    private void object(Field field) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                field.read(name);
            }
        }
    }

    private void entryPoint() throws IOException {
        String[] method = {""};
        Map<Dimension, EntryCost.Amount> amounts = new EnumMap<>(Dimension.class);
        object(name -> {
            switch (name) {
                case "method" -> method[0] = json.getValueAsString("");
                case "cost" -> object(key -> amount(key, amounts));
                default -> json.skipChildren();
            }
        });
        entryPoints.add(new EntryCost(method[0], amounts));
    }

    private void amount(String key, Map<Dimension, EntryCost.Amount> amounts) throws IOException {
        String[] texts = {"", ""};
        @Nullable BigDecimal[] value = {null};
        object(name -> {
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
