package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeFrameTest {

    @TempDir
    Path folder;

    @Test
    void showsTwoLinesAroundAndACaretUnderTheColumn() throws IOException {
        assertThat(frame("a\nb\nc\n  while\ne\nf\ng\n", 4, 3))
                .containsExactly("    2 | b", "    3 | c", "  > 4 |   while", "      |   ^", "    5 | e", "    6 | f");
    }

    @Test
    void stopsAtTheEndsOfTheFile() throws IOException {
        assertThat(frame("one", 1, 1)).containsExactly("  > 1 | one", "      | ^");
    }

    @Test
    void makesTheMarginAsWideAsTheLargestNumber() throws IOException {
        assertThat(frame("\n".repeat(7) + "h\ni\nj\n", 8, 0))
                .containsExactly("     6 |", "     7 |", "  >  8 | h", "     9 | i", "    10 | j");
    }

    @Test
    void keepsTabsSoThatTheCaretStandsWhereTheTextDoes() throws IOException {
        assertThat(frame("\t\tx", 1, 3)).containsExactly("  > 1 | \t\tx", "      | \t\t^");
    }

    @Test
    void shortensALineThatNobodyReads() throws IOException {
        List<String> frame = frame("x".repeat(500), 1, 400);

        assertThat(frame).containsExactly("  > 1 | " + "x".repeat(120) + "...");
    }

    @Test
    void showsNothingForAColumnBehindTheLine() throws IOException {
        assertThat(frame("ab", 1, 40)).containsExactly("  > 1 | ab");
    }

    private List<String> frame(String text, int line, int column) throws IOException {
        Files.writeString(folder.resolve("A.java"), text);
        return new CodeFrame(new SourceFiles(folder, StandardCharsets.UTF_8))
                .around(new SourceLocation("A.java", line, column));
    }
}
