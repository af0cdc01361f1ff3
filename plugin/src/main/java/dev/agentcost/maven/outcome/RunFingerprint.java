package dev.agentcost.maven.outcome;

import dev.agentcost.analyzer.form.Sha256;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that the result of a run depends on, as one digest: what is not in it must not change a result. Contents count and not the
 * time at which they were written, so that a clock, a copy or a checkout changes nothing.
 */
public final class RunFingerprint {

    private final MessageDigest digest = Sha256.start();
    private final DataOutputStream out =
            new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));

    /** A setting with its value, or its values in their order. */
    public RunFingerprint setting(String name, Collection<?> values) {
        try {
            text(name);
            out.writeInt(values.size());
            for (Object value : values) {
                text(String.valueOf(value));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a digest takes whatever is written to it", e);
        }
        return this;
    }

    /**
     * Files by their paths and contents, directories by all that is in them. What is not there is told from what is.
     *
     * @throws IOException if one cannot be read: then nothing is known of the result either
     */
    public RunFingerprint files(String name, Collection<Path> paths) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Path path : paths) {
            contents.put(path.toString(), "not there");
        }
        try {
            contents.putAll(regularFiles(paths).parallelStream()
                    .collect(Collectors.toMap(Path::toString, RunFingerprint::content, (one, same) -> one)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        setting(name, contents.keySet());
        return setting(name, contents.values());
    }

    private static List<Path> regularFiles(Collection<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> below = Files.walk(path)) {
                    below.filter(Files::isRegularFile).forEach(files::add);
                }
            } else if (Files.exists(path)) {
                files.add(path);
            }
        }
        return files;
    }

    private static String content(Path file) {
        try {
            return Digests.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With its length before it, so that two texts are not taken for one. */
    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The digest; nothing can be added after it. */
    public String value() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
