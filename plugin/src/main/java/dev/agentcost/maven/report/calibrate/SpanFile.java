package dev.agentcost.maven.report.calibrate;

import com.fasterxml.jackson.core.JsonParser;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.input.JsonInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads spans in the JSON of the OpenTelemetry protocol: one document, or one a line as the collector's file exporter writes them. */
final class SpanFile {

    /** The status code of an error, as a number or by its name. */
    private static final List<String> ERROR = List.of("2", "STATUS_CODE_ERROR");

    private static final long NANOS = 1_000_000;

    private final JsonInput input;
    private final JsonParser json;
    private final List<Span> spans = new ArrayList<>();

    private SpanFile(JsonInput input) {
        this.input = input;
        this.json = input.parser();
    }

    /** The spans in the order of the file. */
    static List<Span> read(Path file) throws InputException {
        List<Span> found = new ArrayList<>();
        JsonInput.read(file, "name one with spans in OTLP JSON", "name a file with spans in OTLP JSON", input -> {
            SpanFile reader = new SpanFile(input);
            while (reader.json.nextToken() != null) {
                reader.within(
                        "resourceSpans", () -> reader.within("scopeSpans", () -> reader.within("spans", reader::span)));
            }
            found.addAll(reader.spans);
        });
        return found;
    }

    /** Reads each element of an array of the object that the parser stands at. */
    private void within(String array, JsonInput.Element element) throws IOException {
        input.object(name -> {
            if (name.equals(array)) {
                input.array(element);
            } else {
                json.skipChildren();
            }
        });
    }

    private void span() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> attributes = new TreeMap<>();
        input.object(name -> {
            switch (name) {
                case "traceId", "parentSpanId", "name", "startTimeUnixNano", "endTimeUnixNano" ->
                    fields.put(name, json.getValueAsString(""));
                case "status" -> input.object(key -> text(fields, key.equals("code") ? "status" : key));
                case "attributes" -> input.array(() -> attribute(attributes));
                default -> json.skipChildren();
            }
        });
        spans.add(new Span(
                fields.getOrDefault("traceId", ""),
                fields.getOrDefault("parentSpanId", ""),
                fields.getOrDefault("name", ""),
                ERROR.contains(fields.getOrDefault("status", "")),
                millis(fields.getOrDefault("startTimeUnixNano", ""), fields.getOrDefault("endTimeUnixNano", "")),
                attributes));
    }

    private static OptionalLong millis(String start, String end) {
        if (!start.matches("\\d{1,18}|[1-8]\\d{18}") || !end.matches("\\d{1,18}|[1-8]\\d{18}")) {
            return OptionalLong.empty();
        }
        long nanos = Math.max(0, Long.parseLong(end) - Long.parseLong(start));
        return OptionalLong.of((nanos + NANOS - 1) / NANOS);
    }

    /** {@code {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "12"}}}: whole numbers are texts. */
    private void attribute(Map<String, String> attributes) throws IOException {
        Map<String, String> found = new TreeMap<>();
        input.object(name -> {
            if (name.equals("key")) {
                found.put(name, json.getValueAsString(""));
            } else {
                input.object(type -> text(found, "value"));
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
