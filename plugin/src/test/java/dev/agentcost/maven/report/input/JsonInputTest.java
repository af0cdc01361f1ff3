package dev.agentcost.maven.report.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of another form than expected. */
class JsonInputTest {

    @TempDir
    Path directory;

    private List<String> elements(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("file.json"), text);
        List<String> found = new ArrayList<>();
        JsonInput.read(file, "write it", "write it anew", input -> {
            input.parser().nextToken();
            input.object(
                    name -> input.array(() -> found.add(name + input.parser().getText())));
        });
        return found;
    }

    @Test
    void whatIsNoArrayIsPassedOverWhole() throws Exception {
        assertThat(elements("{\"a\": {\"b\": [1]}, \"c\": [2, 3], \"d\": 4}")).containsExactly("c2", "c3");
    }

    @Test
    void listsAndObjectsInThePlaceOfTextsArePassedOverWhole() throws Exception {
        Path file = Files.writeString(
                directory.resolve("file.json"), "{\"a\": [1, {\"b\": 2}], \"c\": {\"d\": [3]}, \"e\": [[4], 5]}");
        List<String> found = new ArrayList<>();
        JsonInput.read(file, "write it", "write it anew", input -> {
            input.parser().nextToken();
            input.object(name -> {
                found.add(name);
                if (name.equals("e")) {
                    input.array(() -> found.add(input.parser().getText()));
                }
            });
        });
        assertThat(found).containsExactly("a", "c", "e", "[", "5");
    }

    @Test
    void whatIsNoObjectIsPassedOverWhole() throws Exception {
        assertThat(elements("[{\"a\": [1]}]")).isEmpty();
    }

    @Test
    void brokenJsonIsToldWithItsLine() {
        assertThatThrownBy(() -> elements("{\n\"a\": [1,\n}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("file.json:3: not JSON: ")
                .hasMessageEndingWith("; write it anew");
    }
}
