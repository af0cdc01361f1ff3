package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** No jar whose classes come to a model is free, however large it is and whatever its POM says. */
class DependencyJarTest {

    private static final Map<String, String> AGENT = Map.of("com/acme/Agent.java", """
            package com.acme;
            import dev.langchain4j.model.chat.ChatModel;
            public class Agent {
                private static ChatModel model;
                public static String answer(String text) {
                    for (int i = 0; i < 4; i++) {
                        text = text + model.chat(text);
                    }
                    return text;
                }
            }
            """);

    private static final Map<String, String> MIDDLE = Map.of("com/mid/Middle.java", """
            package com.mid;
            public class Middle {
                public static String twice(String text) {
                    return com.acme.Agent.answer(com.acme.Agent.answer(text));
                }
            }
            """);

    @TempDir
    Path directory;

    private Path library;

    @BeforeEach
    void buildLibrary() {
        library = ModuleBuild.library(directory);
    }

    private ModuleBuild module(String name, Map<String, String> sources, Path... classPath) {
        return ModuleBuild.of(
                directory,
                name,
                sources,
                IntStream.rangeClosed(0, classPath.length)
                        .mapToObj(i -> i == classPath.length ? library : classPath[i])
                        .toList());
    }

    /** With as many types more as only a large jar has. */
    private static Map<String, String> large(Map<String, String> sources) {
        Map<String, String> all = new HashMap<>(sources);
        all.put(
                "com/other/Others.java",
                IntStream.range(0, 600)
                        .mapToObj(i -> "class C" + i + " {}")
                        .collect(Collectors.joining("\n", "package com.other; public class Others {\n", "}")));
        return all;
    }

    /** A jar as a repository holds it: beside a POM, which names no framework. */
    private static Path published(ModuleBuild module) throws IOException {
        Path jar = module.jar();
        Files.writeString(
                jar.resolveSibling(jar.getFileName().toString().replace(".jar", ".pom")),
                "<project><artifactId>" + jar.getFileName() + "</artifactId></project>");
        return jar;
    }

    /** How often a call of this expression asks the model. */
    private Analysis caller(String expression, Path... classPath) {
        return module("app", Map.of("app/App.java", """
                package app;
                public class App {
                    public String run() { return %s; }
                }
                """.formatted(expression)), classPath)
                .analysis();
    }

    private static String modelCalls(Analysis analysis) {
        return analysis.entryPoints().stream()
                .filter(entry -> entry.method().equals("App#run"))
                .map(entry -> entry.cost().get(Dimension.MODEL_CALLS).toString())
                .collect(Collectors.joining());
    }

    @Test
    void a_large_jar_whose_pom_names_no_framework_is_seen_through() throws IOException {
        Path core = published(module("core", large(AGENT)));
        Analysis analysis = caller("com.acme.Agent.answer(\"a\")", core);
        assertThat(modelCalls(analysis)).isEqualTo("4");
        assertThat(analysis.coverage().problems()).isEmpty();
    }

    @Test
    void so_is_one_that_only_leads_to_such_a_jar() throws IOException {
        Path core = published(module("core", large(AGENT)));
        Path mid = published(module("mid", large(MIDDLE), core));
        assertThat(modelCalls(caller("com.mid.Middle.twice(\"a\")", mid, core))).isEqualTo("8");
    }

    @Test
    void so_is_one_without_a_form_that_leads_to_one_with_a_form() throws IOException {
        ModuleBuild core = module("core", AGENT).withForm();
        Path mid = published(module("mid", MIDDLE, core.jar()));
        assertThat(modelCalls(caller("com.mid.Middle.twice(\"a\")", mid, core.jar())))
                .isEqualTo("8");
    }

    @Test
    void what_a_jar_was_found_to_mention_holds_for_its_content_and_not_for_its_place() throws IOException {
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        String harmless = AGENT.get("com/acme/Agent.java").replace("model.chat(text)", "text");
        Path jar = published(module(
                "core",
                Map.of(
                        "com/acme/Agent.java",
                        harmless.replace("ChatModel", "Model")
                                .replace("import dev.langchain4j.model.chat.Model;", "interface Model {}"))));
        Files.setLastModifiedTime(jar, time);
        assertThat(modelCalls(caller("com.acme.Agent.answer(\"a\")", jar))).isEmpty();
        assertThat(published(module("core", AGENT))).isEqualTo(jar);
        Files.setLastModifiedTime(jar, time);
        assertThat(modelCalls(caller("com.acme.Agent.answer(\"a\")", jar))).isEqualTo("4");
    }

    @Test
    void a_jar_that_is_too_far_behind_others_is_told() throws IOException {
        Path core = published(module("core", AGENT));
        ModuleBuild mid = module("mid", MIDDLE, core);
        Path folder = Files.createDirectories(mid.classes().resolve("com/many"));
        for (int i = 0; i < 10_000; i++) {
            Files.write(folder.resolve("C" + i + ".class"), emptyClass("com/many/C" + i));
        }
        Analysis analysis = caller("com.mid.Middle.twice(\"a\")", published(mid), core);
        assertThat(analysis.coverage().problems())
                .containsExactly("class path: core-1.0.jar is not looked at, because 10001 classes of other jars are:"
                        + " what calls into there cost is not known; build these jars with agentcost:summarize");
    }

    private static byte[] emptyClass(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
