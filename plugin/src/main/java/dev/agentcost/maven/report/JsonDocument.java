package dev.agentcost.maven.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file while it is written: indented, with {@code \n} on every machine, numbers in plain notation.
 *
 * <p>Whoever writes gives the names of an object in the order that the file shall have.
 */
final class JsonDocument {

    /** Writes an element of an array. */
    @FunctionalInterface
    interface Element<T> {
        void write(T value) throws IOException;
    }

    /** Writes the fields of an object or the elements of an array. */
    @FunctionalInterface
    interface Content {
        void write() throws IOException;
    }

    /** Writes the fields of the outermost object. */
    @FunctionalInterface
    interface Root {
        void write(JsonDocument document) throws IOException;
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final JsonGenerator generator;

    private JsonDocument(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Writes an object of the outermost array. */
    @FunctionalInterface
    interface Item<T> {
        void write(JsonDocument document, T value) throws IOException;
    }

    /** Writes a file that is an object, and its folders where they are missing. */
    static void write(Path file, Root root) throws IOException {
        writeFile(file, generator -> {
            generator.writeStartObject();
            root.write(new JsonDocument(generator));
            generator.writeEndObject();
        });
    }

    /** Writes a file that is an array of objects, and its folders where they are missing. */
    static <T> void writeArray(Path file, Collection<T> values, Item<T> item) throws IOException {
        writeFile(file, generator -> {
            generator.writeStartArray();
            for (T value : values) {
                generator.writeStartObject();
                item.write(new JsonDocument(generator), value);
                generator.writeEndObject();
            }
            generator.writeEndArray();
        });
    }

    /** Writes all that is in a file. */
    private interface Whole {
        void write(JsonGenerator generator) throws IOException;
    }

    private static void writeFile(Path file, Whole whole) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator generator = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            generator.setPrettyPrinter(layout());
            whole.write(generator);
            generator.writeRaw('\n');
        }
    }

    private static DefaultPrettyPrinter layout() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    void field(String name, @Nullable String value) throws IOException {
        generator.writeStringField(name, value);
    }

    void field(String name, int value) throws IOException {
        generator.writeNumberField(name, value);
    }

    void field(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
    }

    void field(String name, @Nullable BigDecimal value) throws IOException {
        generator.writeFieldName(name);
        if (value == null) {
            generator.writeNull();
        } else {
            generator.writeNumber(plain(value));
        }
    }

    /** Two numbers of the same value print alike. */
    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    void object(String name, Content content) throws IOException {
        generator.writeObjectFieldStart(name);
        content.write();
        generator.writeEndObject();
    }

    <T> void objects(String name, Collection<T> values, Element<T> fields) throws IOException {
        generator.writeArrayFieldStart(name);
        for (T value : values) {
            generator.writeStartObject();
            fields.write(value);
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    void strings(String name, Collection<String> values) throws IOException {
        generator.writeArrayFieldStart(name);
        for (String value : values) {
            generator.writeString(value);
        }
        generator.writeEndArray();
    }
}
