package dev.agentcost.maven.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.bytecode.ClassUnits;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.maven.report.CheckstyleReport;
import dev.agentcost.maven.report.ConsoleReport;
import dev.agentcost.maven.report.GitlabReport;
import dev.agentcost.maven.report.JsonReport;
import dev.agentcost.maven.report.MarkdownReport;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SarifReport;
import dev.agentcost.maven.report.SourceFiles;
import dev.agentcost.maven.report.html.HtmlReport;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.rule.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No damaged program makes the analysis throw or hang, and no method of one is lost for a reason of the analysis's own. */
@Tag("fuzz")
class ProgramFuzzTest {

    /** As messages about sources that could not be read whole end: with the name of what was thrown. */
    private static final Pattern OWN_FAILURE = Pattern.compile(
            "(cannot be lowered|makes the parser fail|declarations cannot be read) \\(\\w+(Exception|Error)");

    /** Reports of every so many programs are written as well. */
    private static final int REPORTED = 8;

    private static final String COMPILED = """
            package p;
            import java.util.*;
            import java.util.function.*;
            public class Damaged<T extends Comparable<? super T>> implements Iterable<T> {
                static final int MOST = 7;
                static final String NAME = "name";
                private final List<Map<String, T[]>> held = new ArrayList<>();
                enum Kind { ONE { int size() { return 1; } }, TWO; int size() { return 2; } }
                record Pair<A>(A left, Damaged<?> right) {}
                sealed interface Shape permits Round {}
                static final class Round implements Shape {}
                class Inner { T of(T it) { return it; } }
                @Deprecated public Iterator<T> iterator() { return Collections.emptyIterator(); }
                <K> Damaged<T> run(Function<? super T, ? extends K> by, int... more) throws IllegalStateException {
                    for (int i = 0; i < more.length && i < MOST; i++) {
                        Supplier<Integer> next = new Inner()::hashCode;
                        held.forEach(one -> one.keySet().stream().map(String::trim).forEach(System.out::println));
                        switch (more[i]) { case 1: next.get(); break; case 70000: return this; default: by.apply(null); }
                    }
                    try { synchronized (held) { held.clear(); } } finally { held.remove(null); }
                    return this;
                }
            }
            """;

    private static final String USES = """
            import p.Damaged;
            class Uses {
                int run(Damaged<String> damaged, java.util.List<Damaged<String>> many) {
                    for (Damaged<String> one : many) {
                        one.run(x -> x, Damaged.MOST).iterator().next().trim();
                        for (String text : one) {
                            new Damaged.Pair<>(text, damaged).right().run(null);
                        }
                    }
                    while (damaged.run(null, 1, 2).hashCode() < Damaged.MOST) {}
                    return Damaged.Kind.ONE.size();
                }
            }
            """;

    private static final String AGENT = """
            package com.acme;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;
            public class Agent {
                private static final int MOST = 4;
                private final List<String> seen = new ArrayList<>();
                public String ask(ChatModel model, List<String> questions) {
                    String text = "";
                    for (String question : questions) {
                        for (int i = 0; i < MOST && !text.isEmpty(); i++) {
                            try {
                                text += model.chat(question);
                            } catch (RuntimeException failed) {
                                continue;
                            }
                            seen.removeIf(one -> one.equals(model.chat(one)));
                        }
                    }
                    switch (text) { case "a": return ask(model, List.of("b")); default: return text; }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void sources() throws IOException {
        List<byte[]> originals = new ArrayList<>(Originals.files(Originals.sources("analyzer"), ".java"));
        originals.addAll(Originals.files(Path.of("..", "test-projects"), ".java"));
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Fuzz.run("Java", 15, originals, Mutator::java, (damaged, input) -> {
            Files.write(sources.resolve("Input.java"), damaged);
            Analysis analysis = analysis(sources, input % 2 == 0, List.of(), List.of());
            if (input % REPORTED == 0) {
                report(analysis, sources, input % 2 == 0);
            }
        });
    }

    /** Two files that know each other, one of them damaged, and the same damaged one twice. */
    @Test
    void sourcesBesideOthers() throws IOException {
        List<byte[]> originals = Originals.texts(COMPILED, USES);
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("Uses.java"), USES);
        Files.writeString(sources.resolve("Damaged.java"), COMPILED);
        Fuzz.run("Java beside others", 5, originals, Mutator::java, (damaged, input) -> {
            Files.write(sources.resolve("Input.java"), damaged);
            analysis(sources, true, List.of(), List.of());
        });
    }

    @Test
    void classFiles() throws IOException {
        Path classes = compiled();
        List<Path> files = files(classes);
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("Uses.java"), USES);
        Files.writeString(sources.resolve("Damaged.java"), COMPILED);
        Path uses = Files.createDirectories(folder.resolve("uses"));
        Files.writeString(uses.resolve("Uses.java"), USES);
        List<byte[]> originals = new ArrayList<>();
        for (Path file : files) {
            originals.add(Files.readAllBytes(file));
        }
        Fuzz.run("class file", 10, originals, Mutator::bytes, (damaged, input) -> {
            // one of the class's own files, for the declarations as for the calls
            Path file = files.get(input % files.size());
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, damaged);
            boolean declarations = input / files.size() % 2 == 0;
            if (declarations) {
                analysis(uses, true, List.of(), List.of(classes));
            } else {
                analysis(sources, true, List.of(classes), List.of());
            }
            Files.write(file, whole);
        });
    }

    @Test
    void codeOfClassFiles() throws IOException {
        List<byte[]> originals = new ArrayList<>();
        for (Path file : files(compiled())) {
            originals.add(Files.readAllBytes(file));
        }
        try (ClassFiles jdk = ClassFiles.of(List.of())) {
            Typing typing = new Typing(jdk);
            Fuzz.run("code of a class file", 3, originals, Mutator::bytes, (damaged, input) -> {
                ClassUnits units =
                        ClassUnits.lower("a.jar!/", new TreeMap<>(Map.of("p/Damaged.class", damaged)), typing);
                assertThat(units.units().size() + units.problems().size()).isEqualTo(1);
            });
        }
    }

    @Test
    void jars() throws IOException {
        Path classes = compiled();
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("Uses.java"), USES);
        Path jar = folder.resolve("damaged.jar");
        Fuzz.run("jar", 5, List.of(jar(classes)), Mutator::bytes, (damaged, input) -> {
            Files.write(jar, damaged);
            analysis(sources, true, List.of(), List.of(jar));
        });
    }

    /** What the reader takes for whole is analysed, whatever it says. */
    @Test
    void formsOfDependencies() throws Exception {
        Path dependency = Files.createDirectories(folder.resolve("dependency"));
        Files.writeString(dependency.resolve("Agent.java"), AGENT);
        byte[] form = Analyzer.form(options(dependency, false, List.of(), List.of()), "agents-1.0.jar")
                .orElseThrow();
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.writeString(sources.resolve("Uses.java"), """
                import com.acme.Agent;
                class Uses {
                    void run(Agent agent) { while (true) { agent.ask(null, java.util.List.of("a")); } }
                }
                """);
        Path classes = folder.resolve("classes");
        Path file = classes.resolve(Form.FILE);
        Files.createDirectories(file.getParent());
        Fuzz.run("form of a dependency", 3, List.of(form), Mutator::bytes, (damaged, input) -> {
            Files.write(file, FileFuzzTest.resealed(damaged));
            analysis(sources, true, List.of(), List.of(classes));
        });
    }

    private Path compiled() throws IOException {
        Path source = Files.createDirectories(folder.resolve("compiled/p")).resolve("Damaged.java");
        Files.writeString(source, COMPILED);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream(),
                        "-g",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        return classes;
    }

    private static List<Path> files(Path classes) throws IOException {
        try (Stream<Path> found = Files.walk(classes)) {
            return found.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] jar(Path classes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (Path file : files(classes)) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            out.putNextEntry(new JarEntry("META-INF/agentcost/catalog.yaml"));
            out.write("version: 1\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Analysis analysis(Path sources, boolean allLoops, List<Path> classes, List<Path> classPath)
            throws Exception {
        Analysis analysis = Analyzer.analyze(options(sources, allLoops, classes, classPath));
        assertThat(Stream.concat(
                        analysis.coverage().failures().values().stream(), analysis.coverage().problems().stream()))
                .noneMatch(text -> OWN_FAILURE.matcher(text).find());
        return analysis;
    }

    private static AnalyzerOptions options(Path sources, boolean allLoops, List<Path> classes, List<Path> classPath) {
        return new AnalyzerOptions(
                List.of(sources),
                classes,
                classPath,
                Map.of(),
                sources,
                StandardCharsets.UTF_8,
                true,
                allLoops,
                1,
                List.of(),
                Configuration.DEFAULT.prices(),
                TokenCounter.FOUR_CHARACTERS,
                0);
    }

    private void report(Analysis analysis, Path sources, boolean allLoops) throws IOException {
        Report report = new Report(
                "",
                "1",
                analysis,
                Evaluation.evaluate(analysis, Configuration.DEFAULT, Optional.empty()),
                Rules.all(),
                new SourceFiles(sources, StandardCharsets.UTF_8),
                allLoops);
        Path reports = Files.createDirectories(folder.resolve("reports"));
        CheckstyleReport.write(report, reports);
        GitlabReport.write(report, reports);
        HtmlReport.write(report, Optional.empty(), reports);
        JsonReport.write(report, reports);
        MarkdownReport.write(report, reports);
        SarifReport.write(report, reports);
        assertThat(new ConsoleReport(report).texts()).doesNotContainNull();
    }
}
