package dev.agentcost.maven.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whole inputs, to be damaged: this project's own files, and small ones of every form. */
final class Originals {

    /** Larger ones take longer and show nothing more. */
    private static final long LARGEST = 5_000;

    private Originals() {}

    /** This project's files below a folder with this ending. */
    static List<byte[]> files(Path root, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            List<byte[]> files = new ArrayList<>();
            for (Path file : found.filter(path -> path.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                if (Files.size(file) < LARGEST) {
                    files.add(Files.readAllBytes(file));
                }
            }
            assertThat(files).as("%s below %s", ending, root).hasSizeGreaterThan(4);
            return files;
        }
    }

    static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Where the classes under test were compiled from. */
    static Path sources(String module) {
        return Path.of("..", module, "src");
    }
}
