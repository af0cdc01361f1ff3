package dev.agentcost.maven.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outcome of a run comes back as it was, or not at all. */
class OutcomeFileTest {

    private static final String KEY = "0123";

    @TempDir
    Path folder;

    private Outcome outcome;

    @BeforeEach
    void report() throws IOException {
        outcome = outcome(folder, "a report");
    }

    /** An outcome whose one report is in the folder. */
    private static Outcome outcome(Path folder, String report) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.writeString(folder.resolve("agentcost.json"), report);
        return new Outcome(
                List.of(
                        new LogLine(Level.ERROR, "Agent.java:[1,2] unbounded-loop \u00fcber\n  more"),
                        new LogLine(Level.NOTE, "12 files")),
                new TreeMap<>(Map.of("agentcost.json", Digests.of(written))),
                Optional.of("1 finding"));
    }

    private Optional<Outcome> read() {
        return new OutcomeFile(folder).read(KEY);
    }

    private Path file() {
        return folder.resolve(OutcomeFile.NAME);
    }

    @Test
    void anOutcomeComesBackAsItWas() {
        new OutcomeFile(folder).write(KEY, outcome);

        assertThat(read()).contains(outcome);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");

        Outcome passing = new Outcome(List.of(), outcome.reports(), Optional.empty());
        new OutcomeFile(folder).write(KEY, passing);
        assertThat(read()).contains(passing);
    }

    @Test
    void thatOfOtherInputsIsNone() {
        new OutcomeFile(folder).write("4567", outcome);

        assertThat(read()).isEmpty();
    }

    @Test
    void withoutItsReportsItIsNone() throws IOException {
        new OutcomeFile(folder).write(KEY, outcome);

        Files.writeString(folder.resolve("agentcost.json"), "another report");
        assertThat(read()).isEmpty();
        Files.delete(folder.resolve("agentcost.json"));
        assertThat(read()).isEmpty();
        Files.writeString(folder.resolve("agentcost.json"), "a report");
        assertThat(read()).contains(outcome);
    }

    /** As if the machine had stopped within the write, on a file system that does not move files whole. */
    @Test
    void aFileThatEndsAnywhereIsNone() throws IOException {
        new OutcomeFile(folder).write(KEY, outcome);
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(read()).as("%d of %d bytes", length, whole.length).isEmpty();
        }
        new OutcomeFile(folder).write(KEY, outcome);
        assertThat(read()).contains(outcome);
    }

    @Test
    void aFileWithAnyByteChangedIsNone() throws IOException {
        new OutcomeFile(folder).write(KEY, outcome);
        byte[] whole = Files.readAllBytes(file());

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file(), damaged);
            assertThat(read()).as("byte %d of %d", at, whole.length).isEmpty();
        }
    }

    @Test
    void whatOthersPutThereIsNone() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] foreign = new byte[random.nextInt(200)];
            random.nextBytes(foreign);
            Files.write(file(), withDigest(foreign));
            assertThat(read()).isEmpty();
        }
        Files.writeString(file(), "{\"schema\": \"agentcost/1\"}");
        assertThat(read()).isEmpty();
        Files.delete(file());
        Files.createDirectory(file());
        assertThat(read()).isEmpty();
        new OutcomeFile(folder).write(KEY, outcome);
        assertThat(read()).as("a directory stays").isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void namesOfReportsThatAreNoneAreOfNoReports() {
        TreeMap<String, String> reports = new TreeMap<>(Map.of("agent\0cost.json", "0"));
        new OutcomeFile(folder).write(KEY, new Outcome(List.of(), reports, Optional.empty()));

        assertThat(read()).isEmpty();
    }

    private static byte[] withDigest(byte[] content) {
        byte[] bytes = Arrays.copyOf(content, content.length + 32);
        System.arraycopy(Sha256.start().digest(content), 0, bytes, content.length, 32);
        return bytes;
    }

    @Test
    void aDiskWithoutRoomKeepsTheOutcomeBeforeAndNothingElse() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(64 * 1024)
                .setBlockSize(1024)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path there = disk.getPath("/work/agentcost");
            Outcome before = outcome(there, "a report");
            OutcomeFile file = new OutcomeFile(there);
            file.write(KEY, before);

            Outcome large = new Outcome(
                    List.of(new LogLine(Level.NOTE, "x".repeat(200_000))), before.reports(), Optional.empty());
            file.write("4567", large);

            assertThat(file.read("4567")).isEmpty();
            assertThat(file.read(KEY)).contains(before);
            assertThat(there).isDirectoryNotContaining("glob:**.new");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNoMatter() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "").resolve("below");
        new OutcomeFile(blocked).write(KEY, outcome);

        assertThat(new OutcomeFile(blocked).read(KEY)).isEmpty();
    }

    /** Writers of different outcomes and readers of them, all at once. */
    @Test
    void buildsAtOnceDoNotMixTheirOutcomes() throws Exception {
        ExecutorService builds = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(build -> builds.submit(() -> {
                        OutcomeFile file = new OutcomeFile(folder);
                        Outcome own = ofBuild(build);
                        for (int i = 0; i < 100; i++) {
                            file.write("key " + build, own);
                            for (int other = 0; other < 4; other++) {
                                int of = other;
                                assertThat(file.read("key " + other))
                                        .satisfiesAnyOf(
                                                read -> assertThat(read).isEmpty(),
                                                read -> assertThat(read).contains(ofBuild(of)));
                            }
                        }
                    }))
                    .toList();
            for (Future<?> build : running) {
                build.get(1, TimeUnit.MINUTES);
            }
        } finally {
            builds.shutdownNow();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    private Outcome ofBuild(int build) {
        return new Outcome(
                List.of(new LogLine(Level.NOTE, ("build " + build + " ").repeat(2000))),
                outcome.reports(),
                Optional.of("of build " + build));
    }

    /** Really killed, wherever it is: the file is a whole one of those that it wrote. */
    @Test
    void aBuildThatIsKilledLeavesAWholeOutcomeOrNone() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 8; i++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(writer.getInputStream().read())
                    .as("it has begun to write")
                    .isEqualTo('w');
            Thread.sleep(random.nextInt(40));
            writer.destroyForcibly().waitFor();

            assertThat(read())
                    .hasValueSatisfying(known -> assertThat(known.lines())
                            .singleElement()
                            .satisfies(line -> assertThat(line.text()).matches("(one |two )\\1*")));
        }
        new OutcomeFile(folder).write(KEY, outcome);
        assertThat(read()).contains(outcome);
    }

    /** Writes two outcomes in turns until it is killed. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            TreeMap<String, String> reports = new TreeMap<>();
            reports.put("agentcost.json", Digests.of(folder.resolve("agentcost.json")));
            for (int i = 0; ; i++) {
                String text = (i % 2 == 0 ? "one " : "two ").repeat(50_000);
                new OutcomeFile(folder)
                        .write(KEY, new Outcome(List.of(new LogLine(Level.NOTE, text)), reports, Optional.empty()));
                if (i == 0) {
                    System.out.write("w".getBytes(StandardCharsets.US_ASCII));
                    System.out.flush();
                }
            }
        }
    }
}
