package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.lower.LoweredFiles.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is kept of the run before is used as long as it holds, and gives what doing everything anew gives. */
class LoweredFilesTest {

    private static final String AGENT = """
            package shop;

            import dev.langchain4j.model.chat.ChatModel;

            class Agent extends Base {
                private final Tools tools = new Tools();

                String run(ChatModel model, String question) {
                    String answer = question;
                    for (int i = 0; i < Limits.TURNS && !done(answer); i++) {
                        answer = model.chat(tools.frame(answer));
                    }
                    return answer;
                }
            }
            """;

    private static final String TOOLS = """
            package shop;

            class Tools {
                String frame(CharSequence text) {
                    return "<" + text + ">";
                }
            }
            """;

    private static final String BASE = """
            package shop;

            abstract class Base {
                static class Part {}

                boolean done(String answer) {
                    return answer.isEmpty();
                }
            }
            """;

    private static final String LIMITS = """
            package shop;

            interface Limits {
                int TURNS = 5;
            }
            """;

    private static final Map<String, String> SOURCES = Map.of(
            "shop/Agent.java", AGENT, "shop/Tools.java", TOOLS, "shop/Base.java", BASE, "shop/Limits.java", LIMITS);

    @TempDir
    private Path directory;

    @BeforeEach
    void sources() throws IOException {
        Files.createDirectory(directory.resolve("classes"));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            write(source.getKey(), source.getValue());
        }
    }

    private Path write(String file, String source) throws IOException {
        Path path = directory.resolve("src").resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, source);
    }

    private SourceOptions options() {
        return new SourceOptions(
                directory.resolve("src"),
                List.of(directory.resolve("src")),
                List.of(),
                List.of(directory.resolve("classes")),
                StandardCharsets.UTF_8,
                false,
                false,
                2);
    }

    private Path file() {
        return directory.resolve("target/forms");
    }

    private LoweredFiles files() {
        return new LoweredFiles(file(), "the same");
    }

    private LoweredProgram load() {
        return SourceProgram.load(options(), Snippet.catalog(), files());
    }

    private void assertSameAsAnew() {
        LoweredProgram kept = load();
        LoweredProgram anew = SourceProgram.load(options(), Snippet.catalog());
        assertThat(kept.units()).isEqualTo(anew.units());
        assertThat(kept.diagnostics()).isEqualTo(anew.diagnostics());
        assertThat(kept.resolutions()).isEqualTo(anew.resolutions());
        assertThat(kept.coverage()).isEqualTo(anew.coverage());
        anew.units().stream()
                .flatMap(unit -> unit.types().stream())
                .forEach(type -> assertThat(kept.typing().world().type(type.name()))
                        .isEqualTo(anew.typing().world().type(type.name())));
    }

    private interface Edit {
        void make(LoweredFilesTest test) throws Exception;
    }

    private static Edit in(String file, UnaryOperator<String> edit) {
        return test -> {
            Path path = test.directory.resolve("src").resolve(file);
            Files.writeString(path, edit.apply(Files.readString(path)));
        };
    }

    /** What is edited, and whether the form of the agent's file holds still. */
    private record Case(String name, boolean agentHolds, Edit edit) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> CASES = List.of(
            new Case("nothing", true, test -> {}),
            new Case("a body", true, in("shop/Tools.java", text -> text.replace("\"<\"", "\"[\""))),
            new Case("a comment", true, in("shop/Tools.java", text -> "// moved\n" + text)),
            new Case("a constant", false, in("shop/Limits.java", text -> text.replace("5", "7"))),
            new Case("a type", false, in("shop/Limits.java", text -> text.replace("int", "long"))),
            new Case("a parameter", false, in("shop/Tools.java", text -> text.replace("CharSequence", "String"))),
            new Case("a method", false, in("shop/Base.java", text -> text.replace("done(", "finished("))),
            new Case(
                    "a supertype", false, in("shop/Base.java", text -> text.replace("Base {", "Base extends Tools {"))),
            new Case("an inherited type", false, in("shop/Base.java", text -> text.replace("Part", "Tools"))),
            new Case("a package", false, in("shop/Tools.java", text -> text.replace("package shop", "package other"))),
            new Case("nonsense", false, in("shop/Base.java", text -> "this is no Java")),
            new Case("the agent's own body", false, in("shop/Agent.java", text -> text.replace("i++", "i += 2"))),
            new Case("one more file", false, test -> test.write("shop/More.java", """
                    package shop;

                    class More {
                        String twice(Agent agent) {
                            return agent.run(null, agent.run(null, ""));
                        }
                    }
                    """)),
            new Case("one file less", false, test -> Files.delete(test.directory.resolve("src/shop/Limits.java"))));

    @ParameterizedTest
    @FieldSource("CASES")
    void anEditGivesWhatDoingEverythingAnewGives(Case edited) throws Exception {
        load();
        edited.edit().make(this);
        assertSameAsAnew();
        assertSameAsAnew();
    }

    @Test
    void editsOneAfterTheOtherGiveWhatDoingEverythingAnewGives() throws Exception {
        for (Case edited : CASES) {
            edited.edit().make(this);
            assertSameAsAnew();
        }
    }

    /** A form that nobody can have lowered from the source shows where it is used. */
    @ParameterizedTest
    @FieldSource("CASES")
    void aFormIsUsedAsLongAsItHolds(Case edited) throws Exception {
        load();
        mark("shop/Agent.java");
        edited.edit().make(this);
        assertThat(isMarked(load())).isEqualTo(edited.agentHolds());
    }

    private void mark(String name) {
        Kept kept = files().read();
        Map<String, KeptFile> marked = new LinkedHashMap<>(kept.files());
        marked.computeIfPresent(name, (key, file) -> file.with(marked(file.lowering())));
        files().write(new Kept(kept.declarations(), kept.asked(), marked));
    }

    private static Lowering marked(Lowering lowering) {
        Unit unit = lowering.unit();
        return new Lowering(
                new Unit(
                        unit.file(),
                        unit.packageName(),
                        unit.types(),
                        List.of(new Unit.Suppression("marked", "", 1, 1, 1))),
                lowering.diagnostics(),
                lowering.resolutions());
    }

    private static boolean isMarked(LoweredProgram program) {
        return program.units().stream()
                .flatMap(unit -> unit.suppressions().stream())
                .anyMatch(suppression -> suppression.rule().equals("marked"));
    }

    @Test
    void otherSurroundingsHaveFormsOfTheirOwn() {
        load();
        mark("shop/Agent.java");
        assertThat(isMarked(SourceProgram.load(options(), Snippet.catalog(), new LoweredFiles(file(), "others"))))
                .isFalse();
    }

    private void compile() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-d",
                directory.resolve("classes").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        try (Stream<Path> sources = Files.walk(directory.resolve("src"))) {
            sources.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        write("dev/langchain4j/model/chat/ChatModel.java", """
                package dev.langchain4j.model.chat;

                public interface ChatModel {
                    String chat(String text);
                }
                """);
        arguments.add(directory
                .resolve("src/dev/langchain4j/model/chat/ChatModel.java")
                .toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        Files.delete(directory.resolve("src/dev/langchain4j/model/chat/ChatModel.java"));
    }

    /** What may happen to the class of another file, and whether the form of the agent's file holds still. */
    private enum Compiled {
        BODY(TOOLS.replace("\"<\"", "\"[\""), true),
        DECLARATION(TOOLS.replace("class Tools {", "class Tools {\n    int more;"), false);

        private final String source;
        private final boolean agentHolds;

        Compiled(String source, boolean agentHolds) {
            this.source = source;
            this.agentHolds = agentHolds;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatClassesDeclareCountsForAll(Compiled change) throws IOException {
        compile();
        load();
        mark("shop/Agent.java");
        write("shop/Tools.java", change.source);
        compile();
        assertThat(isMarked(load())).isEqualTo(change.agentHolds);
    }

    @ParameterizedTest
    @EnumSource
    void compiledAnewTheAnswerIsTheSame(Compiled change) throws IOException {
        compile();
        load();
        write("shop/Tools.java", change.source);
        compile();
        assertSameAsAnew();
    }

    /** Members that only the class has, as annotation processors add them. */
    @Test
    void aClassThatDeclaresMoreThanItsSourceCountsForAll() throws IOException {
        compile();
        load();
        mark("shop/Agent.java");
        write("shop/Tools.java", TOOLS.replace("class Tools {", "class Tools {\n    int more;"));
        compile();
        write("shop/Tools.java", TOOLS);
        assertThat(isMarked(load())).isFalse();
        assertSameAsAnew();
    }

    @Test
    void aClassWithoutASourceCountsForAll() throws IOException {
        compile();
        load();
        mark("shop/Agent.java");
        Path other = directory.resolve("classes/shop/Other.class");
        Files.copy(directory.resolve("classes/shop/Tools.class"), other);
        assertThat(isMarked(load())).isFalse();
        assertSameAsAnew();
    }

    private void compileOther(String source) throws IOException {
        Path other = write("shop/Other.java", source);
        compile();
        Files.delete(other);
    }

    /** As with sources that reach no model: their classes change with them. */
    @Test
    void whatIsInAClassWithoutASourceCountsWhereItIsAskedFor() throws IOException {
        String other = "package shop;\n\nclass Other {\n    String mark() {\n        return \"<\";\n    }\n}\n";
        compileOther(other);
        load();
        mark("shop/Agent.java");
        compileOther(other.replace("String", "CharSequence"));
        assertThat(isMarked(load())).as("nothing mentions it").isTrue();
        write("shop/Tools.java", TOOLS.replace("\"<\"", "\"\" + new Other().mark()"));
        compileOther(other);
        load();
        mark("shop/Agent.java");
        assertThat(isMarked(load())).isTrue();
        compileOther(other.replace("String", "CharSequence"));
        assertThat(isMarked(load())).as("Tools calls it").isFalse();
        assertSameAsAnew();
    }

    @Test
    void whateverTheFileHoldsTheAnswerIsTheSame() throws IOException {
        load();
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at += whole.length / 40) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(file(), changed);
            assertThat(files().read()).isEqualTo(Kept.NOTHING);
            Files.write(file(), Arrays.copyOf(whole, at));
            assertThat(files().read()).isEqualTo(Kept.NOTHING);
        }
        assertSameAsAnew();
        Files.delete(file());
        Files.createDirectory(file());
        assertSameAsAnew();
    }
}
