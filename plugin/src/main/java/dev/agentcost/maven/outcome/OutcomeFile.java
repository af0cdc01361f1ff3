package dev.agentcost.maven.outcome;

import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.analyzer.form.WholeFile;
import dev.agentcost.rules.finding.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file beside the reports that keeps the outcome of the last run. It ends with the digest of what stands before it, so a file that is
 * half-written, damaged or another program's is none; and it takes its place whole, so two builds at once do not mix theirs.
 */
public final class OutcomeFile {

    /** The file's name. */
    public static final String NAME = "agentcost.cache";

    /** Changes with the format. */
    private static final String FORMAT = "agentcost outcome 1";

    private static final int DIGEST = 32;

    /** Larger than any outcome, and read without harm. */
    private static final long MOST_BYTES = 64L << 20;

    private final Path folder;

    /** @param folder where the reports are */
    public OutcomeFile(Path folder) {
        this.folder = folder;
    }

    /**
     * The outcome of a run with the same fingerprint whose reports are all there as it wrote them; empty where there is none, whatever is in
     * the way.
     */
    public Optional<Outcome> read(String fingerprint) {
        try {
            Path file = folder.resolve(NAME);
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return whole(Files.readAllBytes(file))
                    .flatMap(content -> parsed(content, fingerprint))
                    .filter(this::hasItsReports);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> whole(byte[] bytes) {
        if (bytes.length < DIGEST) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(bytes, bytes.length - DIGEST);
        byte[] digest = Arrays.copyOfRange(bytes, bytes.length - DIGEST, bytes.length);
        return Arrays.equals(Sha256.start().digest(content), digest) ? Optional.of(content) : Optional.empty();
    }

    private static Optional<Outcome> parsed(byte[] content, String fingerprint) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            if (!text(in).equals(FORMAT) || !text(in).equals(fingerprint)) {
                return Optional.empty();
            }
            List<LogLine> lines = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                lines.add(new LogLine(Level.valueOf(text(in)), text(in)));
            }
            SortedMap<String, String> reports = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                reports.put(text(in), text(in));
            }
            Optional<String> failure = in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
            return Optional.of(new Outcome(lines, reports, failure));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean hasItsReports(Outcome outcome) {
        return outcome.reports().entrySet().stream().allMatch(report -> {
            try {
                return Digests.of(folder.resolve(report.getKey())).equals(report.getValue());
            } catch (IOException | InvalidPathException e) {
                return false;
            }
        });
    }

    /** Keeps an outcome in the place of the one before. Where that cannot be done, the next run does its work anew. */
    public void write(String fingerprint, Outcome outcome) {
        try {
            WholeFile.write(folder.resolve(NAME), bytes(fingerprint, outcome));
        } catch (IOException e) {
            // the next run finds what it found before, or nothing
        }
    }

    private static byte[] bytes(String fingerprint, Outcome outcome) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        text(out, FORMAT);
        text(out, fingerprint);
        out.writeInt(outcome.lines().size());
        for (LogLine line : outcome.lines()) {
            text(out, line.level().name());
            text(out, line.text());
        }
        out.writeInt(outcome.reports().size());
        for (Map.Entry<String, String> report : outcome.reports().entrySet()) {
            text(out, report.getKey());
            text(out, report.getValue());
        }
        out.writeBoolean(outcome.failure().isPresent());
        if (outcome.failure().isPresent()) {
            text(out, outcome.failure().get());
        }
        bytes.writeBytes(Sha256.start().digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("ends too early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
