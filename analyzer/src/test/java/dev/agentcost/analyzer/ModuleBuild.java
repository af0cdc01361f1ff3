package dev.agentcost.analyzer;

import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.result.Analysis;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A module as a build makes it: sources compiled against other modules, its form beside the classes, and all of it in a jar. */
final class ModuleBuild {

    /** What the modules use of a library. */
    private static final Map<String, String> LIBRARY = Map.of(
            "dev/langchain4j/model/chat/ChatModel.java",
            "package dev.langchain4j.model.chat; public interface ChatModel { String chat(String text); }",
            "dev/langchain4j/agent/tool/Tool.java",
            "package dev.langchain4j.agent.tool; public @interface Tool {}",
            "io/quarkiverse/langchain4j/RegisterAiService.java",
            "package io.quarkiverse.langchain4j; public @interface RegisterAiService { Class<?>[] tools(); }",
            "dev/langchain4j/service/AiServices.java",
            """
            package dev.langchain4j.service;
            public class AiServices<T> {
                public static <T> AiServices<T> builder(Class<T> type) { return null; }
                public AiServices<T> chatModel(dev.langchain4j.model.chat.ChatModel model) { return this; }
                public AiServices<T> tools(Object... tools) { return this; }
                public AiServices<T> maxSequentialToolsInvocations(int most) { return this; }
                public T build() { return null; }
            }
            """);

    private static final PriceList NO_PRICES = new PriceList() {
        @Override
        public Optional<ModelPrice> find(String model) {
            return Optional.empty();
        }

        @Override
        public String assumedModel() {
            return "none";
        }
    };

    private final Path directory;
    private final String name;
    private final List<Path> classPath;
    private final List<Path> catalogs = new ArrayList<>();

    private ModuleBuild(Path directory, String name, List<Path> classPath) {
        this.directory = directory.resolve(name);
        this.name = name;
        this.classPath = classPath;
    }

    /** The jar of the library, which has no form. */
    static Path library(Path directory) {
        ModuleBuild build = new ModuleBuild(directory, "library", List.of());
        build.compile(LIBRARY);
        return build.jar();
    }

    /** A module with these sources, {@code a/B.java} to text, compiled. */
    static ModuleBuild of(Path directory, String name, Map<String, String> sources, List<Path> classPath) {
        ModuleBuild build = new ModuleBuild(directory, name, classPath);
        build.compile(sources);
        return build;
    }

    private void compile(Map<String, String> sources) {
        try {
            Files.createDirectories(classes());
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = sources().resolve(source.getKey());
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
            StringWriter messages = new StringWriter();
            try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
                List<String> options = List.of(
                        "-g",
                        "-proc:none",
                        "-d",
                        classes().toString(),
                        "-cp",
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
                if (!javac.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                        .call()) {
                    throw new IllegalArgumentException(name + " does not compile:\n" + messages);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a property in the module's configuration file, and another one that says nothing of agents. */
    void setting(String line) throws IOException {
        Path file = directory.resolve("src/main/resources/application.properties");
        Files.createDirectories(file.getParent());
        Files.writeString(file, line + "\nother.key=other value\n");
    }

    /** Names a catalogue in the module's configuration. */
    ModuleBuild withCatalog(Path catalog) {
        catalogs.add(catalog);
        return this;
    }

    private Path sources() {
        return directory.resolve("src/main/java");
    }

    /** The directory of its classes. */
    Path classes() {
        return directory.resolve("classes");
    }

    /** The form of the module; empty where it has none. */
    Optional<byte[]> form() {
        try {
            return Analyzer.form(options(), name + "-1.0.jar");
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the form beside the classes. */
    ModuleBuild withForm() {
        return withForm(form().orElseThrow());
    }

    /** Writes something as the form beside the classes. */
    ModuleBuild withForm(byte[] form) {
        try {
            Path file = classes().resolve(Form.FILE);
            Files.createDirectories(file.getParent());
            Files.write(file, form);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of what stands in the directory of classes. */
    Path jar() {
        Path jar = directory.resolve(name + "-1.0.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes().relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of the module's sources. */
    Analysis analysis() {
        return analysis(options());
    }

    /** What is said of the sources of modules in one directory, as one. */
    static Analysis analysis(Path directory, List<ModuleBuild> modules) {
        return analysis(modules.get(0)
                .options(
                        directory,
                        modules.stream().map(ModuleBuild::sources).toList(),
                        modules.stream().map(ModuleBuild::classes).toList()));
    }

    private static Analysis analysis(AnalyzerOptions options) {
        try {
            return Analyzer.analyze(options);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
    }

    private AnalyzerOptions options() {
        return options(directory, List.of(sources()), List.of(classes()));
    }

    private AnalyzerOptions options(Path base, List<Path> roots, List<Path> classDirectories) {
        return new AnalyzerOptions(
                roots,
                classDirectories,
                classPath,
                Map.of(),
                base,
                StandardCharsets.UTF_8,
                false,
                false,
                2,
                catalogs,
                NO_PRICES,
                TokenCounter.FOUR_CHARACTERS,
                0);
    }
}
