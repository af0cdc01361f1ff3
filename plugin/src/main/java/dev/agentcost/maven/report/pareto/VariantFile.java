package dev.agentcost.maven.report.pareto;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.input.JsonInput;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the file of variants: JSON where it begins with a bracket, else CSV. */
final class VariantFile {

    private static final List<String> COLUMNS =
            List.of(Variant.NAME, Variant.SUCCESS, Variant.RESULT, Variant.ENTRY_POINT);
    private static final String HEADER = String.join(",", COLUMNS);
    private static final String MISSING = "name one with the measured success rates, or correct the path";

    /** The texts of a variant by the names of their columns. */
    private record Row(Map<String, String> texts, int line) {}

    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    private VariantFile(Path file) {
        this.file = file;
    }

    /** The variants in the order of the file; there is at least one, and no two have one name. */
    static List<Variant> read(Path file) throws InputException {
        VariantFile reader = new VariantFile(file);
        String text = reader.text();
        if (text.stripLeading().startsWith("[")) {
            JsonInput.read(file, MISSING, "write an array of objects with the names " + HEADER, reader::json);
        } else {
            reader.csv(text.lines().toList());
        }
        if (reader.rows.isEmpty()) {
            throw reader.error(
                    1,
                    "there is no variant in the file; write the line " + HEADER
                            + " and below it one line for each variant, or a JSON array of objects");
        }
        return reader.variants();
    }

    private String text() throws InputException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": there is no such file; " + MISSING);
        } catch (CharacterCodingException e) {
            throw error(1, "the file is not UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw new InputException(
                    file + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    private void csv(List<String> lines) throws InputException {
        List<String> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.contains("\"")) {
                throw error(i + 1, "quotes are not read; write the file as JSON where a text holds a comma");
            }
            List<String> cells =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (header.isEmpty()) {
                header = columns(cells, i + 1);
            } else {
                rows.add(row(header, cells, i + 1));
            }
        }
    }

    private List<String> columns(List<String> cells, int line) throws InputException {
        if (!COLUMNS.containsAll(cells) || !cells.containsAll(COLUMNS.subList(0, 3))) {
            throw error(
                    line, "the first line does not name the columns; write " + HEADER + " (the last may be left out)");
        }
        return cells;
    }

    private Row row(List<String> header, List<String> cells, int line) throws InputException {
        if (cells.size() != header.size()) {
            throw error(
                    line,
                    "the line has " + cells.size() + " cells and the first line " + header.size()
                            + "; write one for each column");
        }
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < header.size(); i++) {
            texts.put(header.get(i), cells.get(i));
        }
        return new Row(texts, line);
    }

    private void json(JsonInput input) throws IOException {
        JsonParser json = input.parser();
        json.nextToken();
        input.array(() -> rows.add(object(input)));
        if (json.nextToken() != null) {
            throw new JsonParseException(json, "something stands behind the array");
        }
    }

    /** Also of what is no object, or holds more than texts and numbers: a variant that is not as it must be is told by its line. */
    private static Row object(JsonInput input) throws IOException {
        JsonParser json = input.parser();
        int line = json.currentTokenLocation().getLineNr();
        Map<String, String> texts = new TreeMap<>();
        input.object(name -> {
            texts.put(name, json.getText());
            json.skipChildren();
        });
        return new Row(texts, line);
    }

    private List<Variant> variants() throws InputException {
        Map<String, Variant> variants = new LinkedHashMap<>();
        for (Row row : rows) {
            Variant variant = variant(row);
            Variant earlier = variants.putIfAbsent(variant.name(), variant);
            if (earlier != null) {
                throw error(
                        row.line(),
                        "the variant " + variant.name() + " stands in line " + earlier.line()
                                + " already; give each variant a name of its own");
            }
        }
        return List.copyOf(variants.values());
    }

    private Variant variant(Row row) throws InputException {
        for (String name : row.texts().keySet()) {
            if (!COLUMNS.contains(name)) {
                throw error(row.line(), "'" + name + "' says nothing of a variant; write " + HEADER);
            }
        }
        try {
            return Variant.parse(
                    row.texts().getOrDefault(Variant.NAME, ""),
                    row.texts().getOrDefault(Variant.SUCCESS, ""),
                    row.texts().getOrDefault(Variant.RESULT, ""),
                    row.texts().getOrDefault(Variant.ENTRY_POINT, ""),
                    row.line());
        } catch (IllegalArgumentException e) {
            throw error(row.line(), String.valueOf(e.getMessage()));
        }
    }

    private InputException error(int line, String message) {
        return new InputException(file + ":" + line + ": " + message);
    }
}
