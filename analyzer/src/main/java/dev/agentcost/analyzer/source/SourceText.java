package dev.agentcost.analyzer.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * A file's text.
 *
 * @param name as in {@link SourceFile#name()}
 * @param text without byte order mark; empty where the file cannot be read
 * @param diagnostics what was wrong with it
 */
public record SourceText(String name, String text, List<Diagnostic> diagnostics) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Reads a file: as UTF-16 where a mark says so, as UTF-8, else in the project's encoding, else in what it looks like. Never fails. */
    public static SourceText read(SourceFile file, Charset encoding) {
        try {
            return decode(file.name(), Files.readAllBytes(file.path()), encoding);
        } catch (IOException | SecurityException | OutOfMemoryError failure) {
            String message =
                    "cannot be read (" + failure.getClass().getSimpleName() + "): its types are missing in the result";
            return new SourceText(file.name(), "", List.of(new Diagnostic(file.name(), 0, message)));
        }
    }

    static SourceText decode(String name, byte[] bytes, Charset encoding) {
        try {
            Charset first = isMarkedUtf16(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
            return new SourceText(name, strict(bytes, first), List.of());
        } catch (CharacterCodingException notUtf8) {
            return decodeOther(name, bytes, encoding);
        }
    }

    /** Starts with a byte order mark that is no part of UTF-8 text, in either order. */
    private static boolean isMarkedUtf16(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF && (bytes[0] & 0xFF) >= 0xFE;
    }

    private static SourceText decodeOther(String name, byte[] bytes, Charset encoding) {
        try {
            if (!encoding.equals(StandardCharsets.UTF_8)) {
                return new SourceText(name, strict(bytes, encoding), List.of());
            }
        } catch (CharacterCodingException wrongEncoding) {
            // Neither is right: guess below, and say so.
        }
        Charset guess = guess(bytes);
        String message = "is not encoded in " + encoding + ": read as " + guess
                + ", names outside ASCII may be wrong; set project.build.sourceEncoding";
        return new SourceText(name, stripMark(new String(bytes, guess)), List.of(new Diagnostic(name, 0, message)));
    }

    private static String strict(byte[] bytes, Charset charset) throws CharacterCodingException {
        return stripMark(charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString());
    }

    private static String stripMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Chinese text in GBK comes in pairs of bytes above ASCII; western text in ISO-8859-1 in single ones. */
    private static Charset guess(byte[] bytes) {
        int run = 0;
        for (byte next : bytes) {
            if (next < 0) {
                run++;
            } else if (run % 2 != 0) {
                return StandardCharsets.ISO_8859_1;
            } else {
                run = 0;
            }
        }
        return run % 2 == 0 && Charset.isSupported("GBK") ? Charset.forName("GBK") : StandardCharsets.ISO_8859_1;
    }
}
