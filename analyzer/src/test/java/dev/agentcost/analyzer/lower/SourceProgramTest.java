package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.source.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from directories to the lowered form. */
class SourceProgramTest {

    private static final String MODEL = "dev.langchain4j.model.chat.ChatModel";

    @TempDir
    private Path directory;

    private void write(String file, String source) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
    }

    private LoweredProgram load(int threads, boolean everything) {
        SourceOptions options = new SourceOptions(
                directory,
                List.of(directory),
                List.of(),
                List.of(),
                StandardCharsets.UTF_8,
                false,
                everything,
                threads);
        return SourceProgram.load(options, Snippet.catalog());
    }

    @Test
    void withoutAModelNothingIsParsed() throws IOException {
        write("p/A.java", "package p; class A { this is no Java");
        LoweredProgram program = load(1, false);
        assertThat(program.units()).isEmpty();
        assertThat(program.diagnostics()).isEmpty();
        assertThat(program.coverage().files()).isEqualTo(1);
        assertThat(program.coverage().irrelevant()).isEqualTo(1);
    }

    @Test
    void whatReachesAModelIsLoweredWithWhatItNeeds() throws IOException {
        write(
                "p/Agent.java",
                "package p; import " + MODEL
                        + "; class Agent { ChatModel model; void ask() { model.chat(Limits.MAX); } }");
        write("p/Caller.java", "package p; class Caller { void call(Agent agent) { agent.ask(); } }");
        write("p/Limits.java", "package p; class Limits { static final int MAX = 3; }");
        write("p/Other.java", "package p; class Other { Limits limits; }");
        LoweredProgram program = load(2, false);
        assertThat(program.units())
                .extracting(unit -> unit.file())
                .containsExactly("p/Agent.java", "p/Caller.java", "p/Limits.java");
        assertThat(program.coverage().reaching()).containsExactly("p/Agent.java", "p/Caller.java");
        assertThat(program.coverage().irrelevant()).isEqualTo(1);
    }

    @Test
    void aBrokenStatementCostsItsMethodOnly() throws IOException {
        write("p/A.java", """
                package p;
                class A {
                    int ok() { return 1; }
                    void broken() {
                        int x = ;
                    }
                    void local() {
                        enum E { A }
                    }
                    void alsoBroken() {
                        for (int i = 0; i < 3; i++ {
                        }
                    }
                    int fine() { return 2; }
                }
                class B { int alsoFine() { return 3; } }
                """);
        LoweredProgram program = load(1, true);
        List<MethodDeclaration> methods = program.units().get(0).types().stream()
                .flatMap(type -> type.methods().stream())
                .toList();
        assertThat(methods)
                .filteredOn(method -> !method.unreadable().isEmpty())
                .extracting(MethodDeclaration::name)
                .containsExactly("broken", "alsoBroken");
        assertThat(methods).extracting(MethodDeclaration::name).contains("ok", "fine", "alsoFine");
        assertThat(program.diagnostics()).extracting(Diagnostic::line).containsExactly(5, 8, 11);
        assertThat(program.diagnostics())
                .filteredOn(diagnostic -> diagnostic.message().contains("treated as unknown"))
                .extracting(Diagnostic::line)
                .containsExactly(5, 11);
    }

    @Test
    void aFileThatIsNoJavaCostsNothingElse() throws IOException {
        write("p/A.java", "package p; class A { int f() { return 1; } }");
        write("p/B.java", "\u0000\u0001 }}} no Java at all (((");
        LoweredProgram program = load(2, true);
        assertThat(program.units())
                .flatExtracting(unit -> unit.types())
                .extracting(TypeDeclaration::name)
                .contains("p.A");
        assertThat(program.diagnostics()).extracting(Diagnostic::file).contains("p/B.java");
    }

    @Test
    void compiledClassesTellWhatIsCalledUnderTheNamesOfTheSource() throws IOException {
        write("src/p/A.java", """
                package p;
                class A {
                    int n;
                    Runnable f(int k) {
                        class Local { void go() { help(k); } }
                        return new Runnable() {
                            public void run() { help(n); mine(); new Local().go(); }
                            void mine() {}
                        };
                    }
                    void help(int i) {}
                }
                """);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        directory.resolve("src/p/A.java").toString());
        assertThat(failures).isZero();
        Path source = directory.resolve("src");
        SourceOptions options = new SourceOptions(
                source, List.of(source), List.of(), List.of(classes), StandardCharsets.UTF_8, false, true, 1);
        LoweredProgram program = SourceProgram.load(options, Snippet.catalog());
        List<CallTarget> targets = program.units().get(0).types().stream()
                .filter(type -> type.name().equals("p.A.f$2"))
                .flatMap(type -> type.methods().stream())
                .filter(method -> method.name().equals("run"))
                .flatMap(method -> method.body().blocks().get(0).instructions().stream())
                .map(step -> ((Invoke) step).target())
                .toList();
        assertThat(targets)
                .extracting(CallTarget::owner, CallTarget::name)
                .containsExactly(
                        tuple("p.A", "help"),
                        tuple("p.A.f$2", "mine"),
                        tuple("p.A.f$1Local", "<init>"),
                        tuple("p.A.f$1Local", "go"));
        assertThat(program.resolutions()).containsKey(Resolution.BYTECODE);
    }

    @Test
    void theSameTypeTwiceIsNoProblem() throws IOException {
        write("one/p/A.java", "package p; class A { int f() { return 1; } }");
        write("two/p/A.java", "package p; class A { int f() { return 2; } }");
        assertThat(load(2, true).units()).hasSize(2);
    }

    @Test
    void theResultDoesNotDependOnThreads() throws IOException {
        for (int i = 0; i < 40; i++) {
            String other = "C" + (i + 1) % 40;
            write(
                    "p/C" + i + ".java",
                    "package p; import java.util.*; class C" + i + " { " + other + " next; int f(List<"
                            + other + "> xs) { int n = 0; for (var x : xs) n += x.f(List.of()); "
                            + "Runnable r = new Runnable() { public void run() { next.f(null); } }; return n; } }");
        }
        LoweredProgram one = load(1, true);
        LoweredProgram eight = load(8, true);
        assertThat(eight.units()).isEqualTo(one.units());
        assertThat(eight.resolutions()).isEqualTo(one.resolutions());
    }

    @Test
    void modulesThatDeclareTheSameTypeAreReadSideBySide() throws IOException {
        for (String module : List.of("one", "two", "three")) {
            write(
                    module + "/src/main/java/p/App.java",
                    "package p; class App { void main() { Helper.help_%s(); } }".formatted(module));
            write(
                    module + "/src/main/java/p/Helper.java",
                    "package p; class Helper { static void help_%s() {} }".formatted(module));
        }
        write("two/src/main/java/q/Other.java", "package q; import p.Helper; class Other { Helper helper; }");
        LoweredProgram program = load(2, true);
        assertThat(program.units().stream().flatMap(unit -> unit.types().stream()))
                .extracting(TypeDeclaration::name)
                .containsExactlyInAnyOrder(
                        "p.App", "p.Helper", "p.$2.App", "p.$2.Helper", "p.$3.App", "p.$3.Helper", "q.Other");
        assertThat(program.units().stream()
                        .flatMap(unit -> unit.types().stream())
                        .filter(type -> type.name().endsWith("App"))
                        .flatMap(type -> type.methods().stream())
                        .filter(method -> method.name().equals("main"))
                        .flatMap(method -> method.body().blocks().stream())
                        .flatMap(block -> block.instructions().stream())
                        .map(step -> ((Invoke) step).target()))
                .extracting(CallTarget::owner, CallTarget::name)
                .containsExactlyInAnyOrder(
                        tuple("p.Helper", "help_one"),
                        tuple("p.$3.Helper", "help_two"),
                        tuple("p.$2.Helper", "help_three"));
        assertThat(program.typing().field("q.Other", "helper").orElseThrow().type())
                .isEqualTo("p.$3.Helper");
    }
}
