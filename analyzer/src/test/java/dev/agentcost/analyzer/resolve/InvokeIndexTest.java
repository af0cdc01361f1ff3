package dev.agentcost.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.resolve.InvokeIndex.CompiledCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

class InvokeIndexTest {

    private static final String SOURCE = """
            package a;
            import java.util.*;
            import java.util.function.*;
            class Agent {
                String fluent(StringBuilder b) {
                    return b
                        .append("one")
                        .append(2)
                        .reverse()
                        .toString();
                }
                void lambda(List<String> l) {
                    l.forEach(s -> {
                        s.strip();
                        Runnable r = () -> s.isBlank();
                    });
                }
                Function<String, Integer> reference = String::length;
                Supplier<List<String>> constructor = ArrayList::new;
                String varArgs() {
                    return String.format("%s %s", 1, 2);
                }
                int two(List<String> l, Map<String, String> m, Set<String> s) {
                    return l.size() + m.size() + l.size();
                }
                String generic(Map<String, String> m) {
                    return m.get("k");
                }
                class Inner {
                    Inner(int i) { Agent.this.fluent(null); }
                    class Deeper { void go(Nested n) { n.hop(); } }
                }
                static class Nested { void hop() {} }
                void create() {
                    new Inner(
                        Integer.parseInt("1"));
                    Object anonymous = new Object() {
                        @Override public String toString() { return List.of("x").toString(); }
                    };
                }
                void spread(StringBuilder b) {
                    b.append(
                        new StringBuilder(
                            b.length()).insert(0, 1));
                }
                private void secret() {}
                void callSecret() {
                    this.secret();
                    super.hashCode();
                }
            }
            class Second {
                void run(Agent agent) {
                    agent.create();
                }
            }
            """;

    @TempDir
    Path directory;

    private InvokeIndex index;

    @BeforeEach
    void compile() {
        index = InvokeIndex.of(List.of(Compiler.compile(directory, "a/Agent.java", SOURCE)));
    }

    private List<CompiledCall> at(String text, String name, int arity) {
        return index.find("a.Agent", Compiler.lineOf(SOURCE, text), name, arity);
    }

    private CompiledCall one(String text, String name, int arity) {
        assertThat(at(text, name, arity)).hasSize(1);
        return at(text, name, arity).get(0);
    }

    @Test
    void eachCallOfAFluentChainHasTheLineOfItsName() {
        assertThat(one(".append(\"one\")", "append", 1).parameterTypes()).containsExactly("java.lang.String");
        assertThat(one(".append(2)", "append", 1).parameterTypes()).containsExactly("int");
        assertThat(one(".reverse()", "reverse", 0).returnType()).isEqualTo("java.lang.StringBuilder");
        assertThat(at("return b", "append", 1)).isEmpty();
    }

    @Test
    void lambdaBodiesBelongToTheirClass() {
        assertThat(one("s.strip()", "strip", 0).owner()).isEqualTo("java.lang.String");
        assertThat(one("s.isBlank()", "isBlank", 0).owner()).isEqualTo("java.lang.String");
        assertThat(one("l.forEach", "forEach", 1).owner()).isEqualTo("java.util.List");
    }

    @Test
    void methodReferencesAreCalls() {
        CompiledCall length = one("String::length", "length", 0);
        assertThat(length.owner()).isEqualTo("java.lang.String");
        assertThat(length.isStatic()).isFalse();

        CompiledCall created = one("ArrayList::new", "<init>", 0);
        assertThat(created.owner()).isEqualTo("java.util.ArrayList");
        assertThat(created.isSpecial()).isTrue();
        assertThat(at("s -> {", "lambda$lambda$1", 1)).isEmpty();
    }

    @Test
    void aVarArgsCallMatchesItsArray() {
        CompiledCall format = one("String.format", "format", 3);

        assertThat(format.parameterTypes()).containsExactly("java.lang.String", "java.lang.Object[]");
        assertThat(format.isStatic()).isTrue();
        assertThat(at("String.format", "format", 0)).isEmpty();
    }

    @Test
    void severalOwnersOnALineAreAllTold() {
        assertThat(at("l.size() + m", "size", 0))
                .extracting(CompiledCall::owner)
                .containsExactly("java.util.List", "java.util.Map");
    }

    @Test
    void theCastTellsWhatATypeVariableStandsFor() {
        CompiledCall get = one("m.get(\"k\")", "get", 1);

        assertThat(get.returnType()).isEqualTo("java.lang.Object");
        assertThat(get.castTo()).isEqualTo("java.lang.String");
    }

    @Test
    void nestedAndAnonymousClassesAreInTheIndexOfTheOuterOne() {
        assertThat(one("n.hop()", "hop", 0).owner()).isEqualTo("a.Agent.Nested");
        assertThat(one("List.of(\"x\")", "of", 1).owner()).isEqualTo("java.util.List");

        int line = Compiler.lineOf(SOURCE, "n.hop()");
        assertThat(index.find("a.Agent.Inner.Deeper", line, "hop", 0)).hasSize(1);
        assertThat(index.find("a.Agent.create$1", line, "hop", 0)).hasSize(1);
        assertThat(index.find("a.Second", line, "hop", 0)).isEmpty();
        assertThat(index.find("a.Second", Compiler.lineOf(SOURCE, "agent.create()"), "create", 0))
                .hasSize(1);
    }

    @Test
    void constructorsHaveTheArgumentsOfTheSource() {
        CompiledCall inner = one("new Inner(", "<init>", 1);

        assertThat(inner.owner()).isEqualTo("a.Agent.Inner");
        assertThat(inner.parameterTypes()).containsExactly("int");
    }

    @Test
    void argumentsOnOtherLinesDoNotMoveACall() {
        assertThat(one("b.append(\n", "append", 1).parameterTypes()).hasSize(1);
        assertThat(one("b.length())", "length", 0)).isNotNull();
        assertThat(one("b.length())", "insert", 2)).isNotNull();
    }

    @Test
    void constructorsAreFoundWhateverTheirLine() {
        assertThat(at("new StringBuilder(\n", "<init>", 1)).as("javac's habit").isEmpty();
        assertThat(index.constructors("a.Agent", "java.lang.StringBuilder", 1))
                .extracting(CompiledCall::parameterTypes)
                .containsExactly(List.of("int"));
        assertThat(index.constructors("a.Agent", "java.lang.StringBuilder", 0)).isEmpty();
        assertThat(index.constructors("a.Agent", "java.lang.String", 1)).isEmpty();
    }

    @Test
    void superCallsAreSpecial() {
        assertThat(one("super.hashCode()", "hashCode", 0).isSpecial()).isTrue();
    }

    @Test
    void theSourceFileIsStated() {
        assertThat(index.sourceFileOf("a.Agent.Inner")).contains("Agent.java");
        assertThat(index.sourceFileOf("a.Second")).contains("Agent.java");
        assertThat(index.sourceFileOf("a.Missing")).isEmpty();
    }

    @Test
    void whatIsMissingOrBrokenAnswersNothing() throws IOException {
        Path target = Files.createDirectories(directory.resolve("bad/a"));
        Files.writeString(target.resolve("Broken.class"), "no class");
        Path good = directory.resolve("classes/a/Agent.class");
        Files.write(target.resolve("Agent.class"), Files.readAllBytes(good));
        Files.writeString(target.resolve("Agent$1.class"), "no class");
        InvokeIndex bad = InvokeIndex.of(List.of(directory.resolve("none"), directory.resolve("bad")));

        assertThat(bad.find("a.Broken", 1, "x", 0)).isEmpty();
        assertThat(bad.find("no.Such", 1, "x", 0)).isEmpty();
        assertThat(bad.find("", 1, "x", 0)).isEmpty();
        assertThat(bad.find("a.Agent", Compiler.lineOf(SOURCE, ".reverse()"), "reverse", 0))
                .hasSize(1);
        assertThat(bad.problems())
                .singleElement()
                .asString()
                .startsWith("cannot read Agent$1.class and 1 more class file in bad: ");
    }

    @Test
    void classesWithoutLineNumbersAnswerNothingForALineAndAreToldOnce() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("classes/a"))) {
            for (Path file : files.toList()) {
                ClassWriter stripped = new ClassWriter(0);
                new ClassReader(Files.readAllBytes(file)).accept(stripped, ClassReader.SKIP_DEBUG);
                Files.write(file, stripped.toByteArray());
            }
        }
        InvokeIndex without = InvokeIndex.of(List.of(directory.resolve("classes")));

        assertThat(without.find("a.Agent", Compiler.lineOf(SOURCE, ".reverse()"), "reverse", 0))
                .isEmpty();
        assertThat(without.find("a.Second", 1, "reverse", 0)).isEmpty();
        assertThat(without.problems())
                .containsExactly(
                        "classes has classes without line numbers: their calls are told from the sources' types,"
                                + " which is less exact; compile with debug information (-g)");
    }

    @Test
    void classFilesNewerThanKnownAreReadAllTheSame() throws IOException {
        Path file = directory.resolve("classes/a/Agent.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 99;
        Files.write(file, bytes);
        InvokeIndex newer = InvokeIndex.of(List.of(directory.resolve("classes")));

        assertThat(newer.find("a.Agent", Compiler.lineOf(SOURCE, ".reverse()"), "reverse", 0))
                .hasSize(1);
        assertThat(newer.problems()).singleElement().asString().startsWith("classes has class files of a newer Java");
    }
}
