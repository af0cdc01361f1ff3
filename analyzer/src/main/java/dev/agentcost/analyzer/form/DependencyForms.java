package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The forms that stand in the jars and directories of a class path. */
public final class DependencyForms {

    /** No module has so much code; what is larger is not read. */
    private static final int LARGEST = 64 << 20;

    /** What one entry holds: a form, or the reason why it cannot be used. */
    private record Found(@Nullable Form form, @Nullable Diagnostic diagnostic) {}

    private static final Found NOTHING = new Found(null, null);

    private DependencyForms() {}

    /** Their code in the order of the class path. A file that cannot be used is a diagnostic, and counts as if it were not there. */
    public static DependencyCode of(List<Path> classPath, Workers workers) {
        Function<Path, Found> read = DependencyForms::read;
        DependencyCode code = DependencyCode.NONE;
        for (Found found : workers.map(classPath, () -> read)) {
            if (found.form() != null) {
                code = code.and(found.form().code());
            } else if (found.diagnostic() != null) {
                code = code.and(new DependencyCode(List.of(), Set.of(), List.of(found.diagnostic())));
            }
        }
        return code;
    }

    private static Found read(Path entry) {
        byte[] bytes;
        try {
            bytes = Files.isDirectory(entry) ? inDirectory(entry) : inJar(entry);
        } catch (IOException unreadable) {
            // a jar that cannot be opened is told of where its classes are asked for
            return NOTHING;
        }
        if (bytes == null) {
            return NOTHING;
        }
        try {
            if (bytes.length > LARGEST) {
                throw new FormException("is larger than " + (LARGEST >> 20) + " MB");
            }
            return new Found(Form.read(bytes), null);
        } catch (FormException refused) {
            String message = refused.getMessage() + ": what calls into this jar cost is not known;"
                    + " build it again with this release of agentcost";
            return new Found(null, new Diagnostic(entry.getFileName() + SourceLocation.IN_JAR + Form.FILE, 0, message));
        }
    }

    private static byte @Nullable [] inDirectory(Path directory) throws IOException {
        Path file = directory.resolve(Form.FILE);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(LARGEST + 1);
        }
    }

    private static byte @Nullable [] inJar(Path path) throws IOException {
        try (ZipFile jar = new ZipFile(path.toFile())) {
            ZipEntry entry = jar.getEntry(Form.FILE);
            if (entry == null) {
                return null;
            }
            try (InputStream stream = jar.getInputStream(entry)) {
                return stream.readNBytes(LARGEST + 1);
            }
        }
    }
}
