package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are found. */
class SourceTreeTest {

    @TempDir
    private Path base;

    private Path file(String name) throws IOException {
        Path path = base.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "class X {}");
    }

    private List<String> names(boolean withTests, Path... roots) {
        return SourceTree.find(base, List.of(roots), withTests).files().stream()
                .map(SourceFile::name)
                .toList();
    }

    @Test
    void filesAreSortedByNameAndBuildOutputIsLeftOut() throws IOException {
        file("b/src/main/java/p/B.java");
        file("a/src/main/java/p/A.java");
        file("a/src/main/java/p/package-info.java");
        file("a/src/main/java/module-info.java");
        file("a/src/main/java/p/build/InPackage.java");
        file("a/src/main/java/p/notes.txt");
        file("a/target/generated/G.java");
        file("a/node_modules/x/N.java");
        file(".git/H.java");
        file("a/src/test/java/p/ATest.java");
        assertThat(names(false, base))
                .containsExactly(
                        "a/src/main/java/p/A.java",
                        "a/src/main/java/p/build/InPackage.java",
                        "b/src/main/java/p/B.java");
        assertThat(names(true, base)).contains("a/src/test/java/p/ATest.java");
    }

    @Test
    void aRootIsReadWhateverItsName() throws IOException {
        file("target/generated-sources/G.java");
        file("src/test/java/T.java");
        assertThat(names(false, base.resolve("target/generated-sources"), base.resolve("src/test/java")))
                .containsExactly("src/test/java/T.java", "target/generated-sources/G.java");
        assertThat(names(false, base.resolve("src/test/java/T.java"))).containsExactly("src/test/java/T.java");
    }

    @Test
    void linksAreFollowedOnceAndTheirCyclesEnd() throws IOException {
        file("real/p/A.java");
        Files.createSymbolicLink(base.resolve("real/p/loop"), base.resolve("real"));
        Files.createSymbolicLink(base.resolve("again"), base.resolve("real"));
        Path outside = Files.createTempDirectory("agentcost-outside");
        Files.writeString(outside.resolve("O.java"), "class O {}");
        Files.createSymbolicLink(base.resolve("linked"), outside);
        assertThat(names(false, base)).containsExactly("linked/O.java", "real/p/A.java");
        Files.delete(outside.resolve("O.java"));
        Files.delete(outside);
    }

    @Test
    void danglingLinksAndMissingRootsCostNothingElse() throws IOException {
        file("p/A.java");
        Files.createSymbolicLink(base.resolve("p/.#A.java"), Path.of("user@host.123"));
        Files.createSymbolicLink(base.resolve("p/Gone.java"), Path.of("nowhere.java"));
        SourceTree tree = SourceTree.find(base, List.of(base, base.resolve("missing")), false);
        assertThat(tree.files()).extracting(SourceFile::name).containsExactly("p/A.java");
        assertThat(tree.diagnostics()).extracting(Diagnostic::file).containsExactly("missing", "p/Gone.java");
    }

    @Test
    void sourcesOfOtherLanguagesAreNamedAsNotRead() throws IOException {
        file("src/main/java/p/A.java");
        file("src/main/java/p/C.kt");
        file("src/main/java/p/B.kt");
        file("src/main/java/p/D.groovy");
        file("src/test/java/p/E.kt");
        file("build.gradle.kts");

        SourceTree tree = SourceTree.find(base, List.of(base), false);

        assertThat(tree.files()).extracting(SourceFile::name).containsExactly("src/main/java/p/A.java");
        assertThat(tree.others())
                .containsExactly(
                        base.resolve("src/main/java/p/B.kt"),
                        base.resolve("src/main/java/p/C.kt"),
                        base.resolve("src/main/java/p/D.groovy"));
        assertThat(tree.diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly(
                        "src/main/java/p/B.kt: is Kotlin, which is not read, like 1 more here: what they call is"
                                + " missing in the result",
                        "src/main/java/p/D.groovy: is Groovy, which is not read: what it calls is missing in the"
                                + " result");
    }
}
