package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that a test compares its output with. {@code mvn test -Dgolden.update=true} writes them anew: look at the difference
 * before you commit it.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/dev/agentcost/maven/report/golden");

    private Golden() {}

    public static void assertMatches(String file, String actual) {
        Path golden = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(golden, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
