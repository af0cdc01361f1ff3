package dev.agentcost.maven;

import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.form.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The file beside a module's classes that travels in its jar. */
final class FormFile {

    private final Path file;

    /** @param classes where the module's classes are */
    FormFile(Path classes) {
        this.file = in(classes);
    }

    /** Where it stands among classes. */
    static Path in(Path classes) {
        return classes.resolve(Form.FILE);
    }

    /**
     * Makes the file hold this, or not be there. One that holds it already is left as it is, so that nothing is packed anew.
     *
     * @throws UsageException if the disk does not let it
     */
    void keep(Optional<byte[]> form) throws UsageException {
        try {
            if (form.isEmpty()) {
                Files.deleteIfExists(file);
            } else if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), form.get())) {
                WholeFile.write(file, form.get());
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + " (" + e.getMessage()
                    + "); free space or correct the rights of the folder");
        }
    }
}
