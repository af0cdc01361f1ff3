package dev.agentcost.rules.price;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a user's own prices. A file that begins with a brace is JSON (see {@link PriceJson}), any other has the columns of the list
 * that comes with the program.
 */
final class PriceFile {

    private PriceFile() {}

    /**
     * The rows of the file.
     *
     * @param shown how messages name the file
     */
    static List<PriceRow> read(Path file, String shown, Prices known) throws PriceFileException {
        String text = text(file, shown);
        return text.stripLeading().startsWith("{") ? PriceJson.read(text, shown, known) : csv(text, shown);
    }

    private static String text(Path file, String shown) throws PriceFileException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new PriceFileException(shown + ":1: the file is not UTF-8; save it in that encoding");
        } catch (NoSuchFileException e) {
            throw new PriceFileException(shown + ": there is no such file; correct the path");
        } catch (IOException e) {
            throw new PriceFileException(
                    shown + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    private static List<PriceRow> csv(String text, String shown) throws PriceFileException {
        List<PriceRow> rows = new ArrayList<>();
        boolean headed = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!headed) {
                headed = header(line, shown + ":" + number);
            } else {
                rows.add(row(line, shown + ":" + number));
            }
        }
        if (rows.isEmpty()) {
            throw new PriceFileException(shown + ":1: no model has a price in the file; write the line "
                    + PriceRow.HEADER + " and below it one line for each model");
        }
        return rows;
    }

    private static boolean header(String line, String origin) throws PriceFileException {
        if (!line.strip().equals(PriceRow.HEADER)) {
            throw new PriceFileException(
                    origin + ": the first line does not name the columns; write " + PriceRow.HEADER + ", or use JSON");
        }
        return true;
    }

    private static PriceRow row(String line, String origin) throws PriceFileException {
        try {
            return PriceRow.parse(line);
        } catch (IllegalArgumentException e) {
            throw new PriceFileException(origin + ": " + e.getMessage());
        }
    }
}
