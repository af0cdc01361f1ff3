package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.bytecode.KeptMentions;
import dev.agentcost.analyzer.form.FormException;
import dev.agentcost.analyzer.form.FormReader;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.analyzer.form.WholeFile;
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that keeps the lowered forms of sources from one run to the next. The form of a source holds as long as its text, the class
 * files of its types, what all sources declare and the {@linkplain #LoweredFiles surroundings} are the same: then only what changed is
 * parsed and lowered. Whatever is damaged, foreign or of another version counts as not there.
 */
public final class LoweredFiles {

    /** Larger than any, and read without harm. */
    private static final long MOST_BYTES = 256L << 20;

    private static final String JARS = "agentcost.jars";

    private final Path file;
    private final String surroundings;

    /**
     * Forms in a file.
     *
     * @param file where they are kept
     * @param surroundings digest of everything else that they depend on: the program itself, the catalogue, class path, configuration files
     *     and encoding
     */
    public LoweredFiles(Path file, String surroundings) {
        this.file = file;
        this.surroundings = surroundings;
    }

    /**
     * The forms of one run.
     *
     * @param declarations digest of what all of them declare and of the class files that belong to none of them
     * @param asked paths of the class files that were asked for on the way to them
     * @param files by name
     */
    record Kept(String declarations, Collection<String> asked, Map<String, KeptFile> files) {

        static final Kept NOTHING = new Kept("", List.of(), Map.of());

        /** Those whose texts and classes are as they were. */
        Kept unchanged(List<SourceText> texts, OwnClasses classes) {
            Map<String, KeptFile> left = new LinkedHashMap<>();
            for (SourceText text : texts) {
                KeptFile known = files.get(text.name());
                if (known != null
                        && known.text().equals(digest(text))
                        && known.classes().equals(classes.of(known.names()))) {
                    left.put(text.name(), known);
                }
            }
            return new Kept(declarations, asked, left);
        }
    }

    /** What the jars of the class path were found to mention, in a file beside this one. */
    KeptMentions mentions() {
        return KeptMentions.in(file.resolveSibling(JARS), surroundings);
    }

    /** What was kept last; nothing where that cannot be told. */
    Kept read() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Kept.NOTHING;
            }
            FormReader in = new FormReader(Files.readAllBytes(file));
            return Workers.deep(() -> read(in));
        } catch (IOException | FormException unusable) {
            return Kept.NOTHING;
        }
    }

    private Kept read(FormReader in) {
        try {
            if (!in.text().equals(surroundings)) {
                return Kept.NOTHING;
            }
            String declarations = in.text();
            List<String> asked = in.texts();
            Map<String, KeptFile> files = new LinkedHashMap<>();
            in.list(() -> KeptFile.read(in))
                    .forEach(one -> files.put(one.names().file(), one));
            in.end();
            return new Kept(declarations, asked, files);
        } catch (FormException damaged) {
            return Kept.NOTHING;
        }
    }

    /** Keeps forms in the place of those before. Where that cannot be done, the next run does its work anew. */
    void write(Kept kept) {
        byte[] bytes = Workers.deep(() -> {
            FormWriter out = new FormWriter();
            out.text(surroundings).text(kept.declarations());
            out.texts(List.copyOf(kept.asked()));
            out.list(List.copyOf(kept.files().values()), one -> one.write(out));
            return out.bytes();
        });
        try {
            WholeFile.write(file, bytes);
        } catch (IOException e) {
            // the next run finds what it found before, or nothing
        }
    }

    /** Digest of all that files declare, and of what else they may mean by a name. */
    static String declarations(Collection<KeptFile> files, String otherClasses) {
        FormWriter out = new FormWriter();
        files.forEach(file -> file.writeDeclarations(out));
        out.text(otherClasses);
        return Sha256.of(out.bytes());
    }

    static String digest(SourceText text) {
        return digest(text.text() + text.diagnostics());
    }

    static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_16BE));
    }
}
