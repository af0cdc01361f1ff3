package dev.agentcost.maven.report.calibrate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.agentcost.maven.report.diff.DiffException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads spans in the JSON of the OpenTelemetry protocol: one document, or one a line as the collector's file exporter writes them. */
final class SpanFile {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** The status code of an error, as a number or by its name. */
    private static final List<String> ERROR = List.of("2", "STATUS_CODE_ERROR");

    private final JsonParser json;
    private final List<Span> spans = new ArrayList<>();

    private SpanFile(JsonParser json) {
        this.json = json;
    }

    /** The spans in the order of the file. */
    static List<Span> read(Path file) throws DiffException {
        if (!Files.isRegularFile(file)) {
            throw new DiffException(file + ": there is no such file; name one with spans in OTLP JSON");
        }
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            SpanFile reader = new SpanFile(json);
            while (json.nextToken() != null) {
                reader.within(
                        "resourceSpans", () -> reader.within("scopeSpans", () -> reader.within("spans", reader::span)));
            }
            return reader.spans;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new DiffException(file + ":" + line + ": not JSON: " + e.getOriginalMessage()
                    + "; name a file with spans in OTLP JSON");
        } catch (IOException e) {
            throw new DiffException(
                    file + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    private interface Reading {
        void read() throws IOException;
    }

    private interface Field {
        void read(String name) throws IOException;
    }

    /** Reads each element of an array of the object that the parser stands at. */
    private void within(String array, Reading element) throws IOException {
        object(name -> {
            if (name.equals(array)) {
                elements(element);
            } else {
                json.skipChildren();
            }
        });
    }

    private void elements(Reading element) throws IOException {
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
        } else {
            json.skipChildren();
        }
    }

    private void span() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> attributes = new TreeMap<>();
        object(name -> {
            switch (name) {
                case "traceId", "parentSpanId", "name" -> fields.put(name, json.getValueAsString(""));
                case "status" -> object(key -> text(fields, key.equals("code") ? "status" : key));
                case "attributes" -> elements(() -> attribute(attributes));
                default -> json.skipChildren();
            }
        });
        spans.add(new Span(
                fields.getOrDefault("traceId", ""),
                fields.getOrDefault("parentSpanId", ""),
                fields.getOrDefault("name", ""),
                ERROR.contains(fields.getOrDefault("status", "")),
                attributes));
    }

    /** {@code {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "12"}}}: whole numbers are texts. */
    private void attribute(Map<String, String> attributes) throws IOException {
        Map<String, String> found = new TreeMap<>();
        object(name -> {
            if (name.equals("key")) {
                found.put(name, json.getValueAsString(""));
            } else {
                object(type -> text(found, "value"));
            }
        });
        String key = found.get("key");
        String value = found.get("value");
        if (key != null && value != null) {
            attributes.put(key, value);
        }
    }

    private void text(Map<String, String> into, String name) throws IOException {
        if (json.currentToken().isScalarValue()) {
            into.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }
}
