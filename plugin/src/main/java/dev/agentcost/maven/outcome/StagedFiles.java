package dev.agentcost.maven.outcome;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder beside the place of some files, in which they are written. Only when all are whole do they take their places: where the disk is
 * full or the build is killed, the files of the run before stand as they were.
 */
public final class StagedFiles implements AutoCloseable {

    private final Path folder;
    private final Path stage;

    /** @param folder where the files belong; made where it is not there */
    public StagedFiles(Path folder) throws IOException {
        this.folder = folder;
        this.stage = Files.createTempDirectory(Files.createDirectories(folder), ".writing");
    }

    /** Where to write. */
    public Path stage() {
        return stage;
    }

    /** Puts the files in their places; the digest of each by its name. */
    public SortedMap<String, String> publish() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path file : files()) {
            digests.put(String.valueOf(file.getFileName()), Digests.of(file));
        }
        for (String name : digests.keySet()) {
            Files.move(stage.resolve(name), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return digests;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(stage)) {
            stream.forEach(files::add);
        }
        Collections.sort(files);
        return files;
    }

    /** Removes what is left. */
    @Override
    public void close() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(stage);
    }
}
