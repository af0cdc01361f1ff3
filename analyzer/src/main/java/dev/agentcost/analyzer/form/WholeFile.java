package dev.agentcost.analyzer.form;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that takes its place whole or not at all: whoever reads it meanwhile, or after a killed build, finds no half of one. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Puts the bytes in the place of what the file held; its folder is made where it is not there.
     *
     * @throws IOException if the disk does not let it: then the file is as it was
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path written = Files.createTempFile(folder, String.valueOf(file.getFileName()), ".new");
        try {
            Files.write(written, bytes);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
