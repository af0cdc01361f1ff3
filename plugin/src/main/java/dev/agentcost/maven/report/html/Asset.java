package dev.agentcost.maven.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** A style or a script of the page, made of files beside this class. */
final class Asset {

    static final Asset STYLE = new Asset("vendor/uPlot.min.css", "page.css");
    static final Asset EARLY = new Asset("early.js");
    static final Asset LIBRARIES = new Asset("vendor/dagre.min.js", "vendor/uPlot.iife.min.js");
    static final Asset SCRIPT = new Asset("page.js");

    /** A browser would look for a file that is not there. */
    private static final String SOURCE_MAP = "//# sourceMappingURL=";

    private final String text;

    private Asset(String... files) {
        text = Arrays.stream(files).map(Asset::read).collect(Collectors.joining("\n", "\n", ""));
    }

    /** A file beside this class. */
    static String read(String file) {
        try (InputStream in = Asset.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith(SOURCE_MAP))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    /** As a content security policy names it. */
    String hash() {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
