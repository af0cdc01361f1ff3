package dev.agentcost.maven.report.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file while it is read. What is of another form than asked for is passed over. */
public final class JsonInput {

    /** Handles one field; the parser stands at its value. */
    @FunctionalInterface
    public interface Field {
        void read(String name) throws IOException;
    }

    /** Reads one element; the parser stands at it. */
    @FunctionalInterface
    public interface Element {
        void read() throws IOException;
    }

    /** Reads the whole file; the parser stands before it. */
    @FunctionalInterface
    public interface Content {
        void read(JsonInput input) throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a file.
     *
     * @param missing what to do where there is no such file
     * @param broken what to do where it is not JSON
     * @throws InputException if it cannot be read
     */
    public static void read(Path file, String missing, String broken, Content content) throws InputException {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + ": there is no such file; " + missing);
        }
        try (JsonParser parser = FACTORY.createParser(file.toFile())) {
            content.read(new JsonInput(parser));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new InputException(file + ":" + line + ": not JSON: " + e.getOriginalMessage() + "; " + broken);
        } catch (IOException e) {
            throw new InputException(
                    file + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    /** The parser, at the value that is read. */
    public JsonParser parser() {
        return parser;
    }

    /** Reads the fields of an object. */
    public void object(Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        JsonStreamContext object = parser.getParsingContext();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
            leave(object);
        }
    }

    /** Reads the elements of an array. */
    public void array(Element element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        JsonStreamContext array = parser.getParsingContext();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
            leave(array);
        }
    }

    /** Goes to the end of the value that was read: a list where a text was expected is not read to its end. */
    private void leave(JsonStreamContext around) throws IOException {
        while (parser.getParsingContext() != around) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "ends too early");
            }
        }
    }
}
