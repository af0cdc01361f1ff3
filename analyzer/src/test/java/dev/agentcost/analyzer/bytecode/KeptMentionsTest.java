package dev.agentcost.analyzer.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.analyzer.resolve.ClassContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What is kept of jars is told by their content, and never by a file that says it of something else. */
class KeptMentionsTest {

    @TempDir
    Path folder;

    private ModelMarks marks;
    private ClassContainer jar;

    @BeforeEach
    void aJarWithAClass() throws IOException, CatalogException {
        marks = new ModelMarks(Catalog.load(List.of(), List.of(), Map.of()));
        Path path = folder.resolve("some-1.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(path))) {
            out.putNextEntry(new JarEntry("a/Some.class"));
            ClassWriter writer = new ClassWriter(0);
            // a name of its own, so that nothing is kept of it from another test
            writer.visit(
                    Opcodes.V17, Opcodes.ACC_PUBLIC, "a/Some" + System.nanoTime(), null, "other/Parent", new String[0]);
            writer.visitEnd();
            out.write(writer.toByteArray());
        }
        jar = ClassContainer.open(path);
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private Path file() {
        return folder.resolve("target/agentcost.jars");
    }

    private JarMentions in(String surroundings) {
        return KeptMentions.in(file(), surroundings).of(jar, marks);
    }

    /** A file which says that the jar speaks to a model, so that it shows where that is believed. */
    private byte[] saying(String surroundings) {
        String content = marks.digest() + jar.contentSums().orElseThrow();
        FormWriter out = new FormWriter().text(surroundings);
        out.list(
                List.of(Sha256.of(content.getBytes(StandardCharsets.UTF_8))),
                digest -> out.text(digest).flag(true).texts(List.of("kept")));
        return out.bytes();
    }

    private void write(byte[] bytes) throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), bytes);
    }

    @Test
    void a_jar_is_found_to_mention_its_own_package_and_others_and_it_is_written_as_it_was_found() throws IOException {
        KeptMentions mentions = KeptMentions.in(file(), "same");
        JarMentions found = mentions.of(jar, marks);
        assertThat(found.speaks()).isFalse();
        assertThat(found.packages()).containsExactly("a", "other");
        mentions.write();
        byte[] written = Files.readAllBytes(file());
        KeptMentions again = KeptMentions.in(file(), "same");
        assertThat(again.of(jar, marks)).isEqualTo(found);
        again.write();
        assertThat(file()).hasBinaryContent(written);
    }

    @Test
    void what_the_file_says_of_a_jar_with_this_content_holds_in_the_same_surroundings() throws IOException {
        write(saying("same"));
        assertThat(in("same")).isEqualTo(new JarMentions(true, Set.of("kept")));
        assertThat(in("others").speaks()).isFalse();
    }

    @Test
    void a_damaged_file_is_none_and_is_written_anew() throws IOException {
        byte[] bytes = saying("same");
        bytes[bytes.length / 2] ^= 1;
        write(bytes);
        KeptMentions mentions = KeptMentions.in(file(), "same");
        assertThat(mentions.of(jar, marks).speaks()).isFalse();
        mentions.write();
        assertThat(Files.readAllBytes(file())).isNotEqualTo(bytes);
    }

    @Test
    void other_marks_are_looked_for_anew() throws Exception {
        write(saying("same"));
        Path catalog = Files.writeString(folder.resolve("own.yaml"), """
                framework: own
                markers: [com.own]
                evidence: our own code
                types: []
                """);
        ModelMarks more = new ModelMarks(Catalog.load(List.of(catalog), List.of(), Map.of()));
        assertThat(KeptMentions.in(file(), "same").of(jar, more).speaks()).isFalse();
    }

    @Test
    void of_directories_whose_content_is_not_known_without_reading_it_nothing_is_kept() throws IOException {
        KeptMentions mentions = KeptMentions.in(file(), "same");
        try (ClassContainer directory = ClassContainer.open(Files.createDirectories(folder.resolve("classes")))) {
            mentions.of(directory, marks);
        }
        mentions.write();
        assertThat(file()).doesNotExist();
    }
}
