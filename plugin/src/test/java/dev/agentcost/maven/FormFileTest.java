package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What travels in the jar is what was found last. */
class FormFileTest {

    @TempDir
    Path classes;

    private void keep(int... content) throws UsageException {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) content[i];
        }
        new FormFile(classes).keep(Optional.of(bytes));
    }

    @Test
    void theFileHoldsTheLastFormAndNothingElseIsLeft() throws Exception {
        keep(1, 2);
        keep(3);
        assertThat(FormFile.in(classes)).hasBinaryContent(new byte[] {3});
        try (Stream<Path> files = Files.list(FormFile.in(classes).getParent())) {
            assertThat(files).containsExactly(FormFile.in(classes));
        }
    }

    @Test
    void aModuleThatReachesNoModelAnyMoreHasNoFile() throws Exception {
        keep(1);
        new FormFile(classes).keep(Optional.empty());
        new FormFile(classes).keep(Optional.empty());
        assertThat(FormFile.in(classes)).doesNotExist();
    }

    @Test
    void theSameFormIsNotWrittenAgainSoThatNothingIsPackedAnew() throws Exception {
        keep(1);
        FileTime before = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(FormFile.in(classes), before);
        keep(1);
        assertThat(Files.getLastModifiedTime(FormFile.in(classes))).isEqualTo(before);
    }

    @Test
    void whatCannotBeWrittenIsToldWithItsPlace() throws IOException {
        Files.createDirectories(FormFile.in(classes).getParent().getParent());
        Files.writeString(FormFile.in(classes).getParent(), "a file in the way");
        assertThatThrownBy(() -> keep(1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot write " + FormFile.in(classes));
    }
}
