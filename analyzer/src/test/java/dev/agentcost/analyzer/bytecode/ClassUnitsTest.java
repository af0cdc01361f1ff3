package dev.agentcost.analyzer.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.IrPrinter;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.resolve.CatalogTypes;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.LayeredTypeWorld;
import dev.agentcost.analyzer.resolve.Typing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from class files is what was compiled into them. */
class ClassUnitsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int m(int a, int b) { return a + b * 3 - a / 2 % 5; }",
                "long m(long a, int b) { return a << 2 | b & 7; }",
                "void m(int n) { while (n > 0) { n--; } }",
                "void m(List<String> all) {\n for (String one : all) {\n run(one);\n }\n }",
                "void m(String[] all) {\n for (String one : all) {\n run(one);\n }\n }",
                "void m(Map<String, Integer> all) {\n for (Map.Entry<String, Integer> one : all.entrySet()) {\n run(one.getKey());\n }\n }",
                "boolean m(int a, int b) { return a < b && b == 10 || a == 3; }",
                "boolean m(int a, int b) { boolean less = a < b; return !less; }",
                "int m(boolean a, int b) { return a ? b : b + 1; }",
                "void m(boolean a) { run(a ? \"yes\" : \"no\"); }",
                "String m(String a, int b) { return a + b + \"!\"; }",
                "int m(int[] a) { return a[0] + a.length; }",
                "void m(int[] a, int i) { a[i] = a[i] + 1; }",
                "int[] m(int n) { return new int[n]; }",
                "int[] m() { return new int[] {1, 2, 3}; }",
                "Object m() { return Arrays.asList(1, 2, 3); }",
                "int m(Object a) { return a instanceof String ? 1 : 2; }",
                "void m() { this.count = this.count + 1; }",
                "int m() { return count++; }",
                "static int total; void m() { total = 3; total += 2; }",
                "Integer m(int a) { Integer boxed = a; return boxed + 1; }",
                "String m(List<String> all) { return all.get(0).trim(); }",
                "Object m() { return new ArrayList<String>(5); }",
                "Class<?> m() { return String.class; }",
                "Consumer<String> m(String a) { return b -> { run(a + b); }; }",
                "Supplier<String> m(String a) { return a::trim; }",
                "Function<String, Integer> m() { return String::length; }",
                "Supplier<String> m() { return this::name; }",
                "Supplier<List<String>> m() { return ArrayList::new; }",
                "Runnable m(int a) { return () -> { Runnable inner = () -> { run(\"x\" + a); }; inner.run(); }; }",
                "void m(int a) {\n switch (a) {\n case 1: run(\"a\"); break;\n case 2: run(\"b\");\n default: run(\"c\");\n }\n }",
                "void m() {\n try {\n run(\"a\");\n } catch (RuntimeException e) {\n run(\"b\");\n }\n }",
                "String m(String a) { String line; while ((line = next(a)) != null) { run(line); } return line; }",
                "void m(String s) { throw new IllegalStateException(s); }",
                "void m(double a, double b) { if (a < b) { stop(); } }",
                "void m(double a, double b) { if (!(a < b)) { stop(); } }",
                "void m(long a) { if (a >= 5) { stop(); } }",
                "char m(String s, int i) { return s.charAt(i); }",
                "void m() { int i = 0; while (i < 3) { i++; } { int j = 0; while (j < 4) { j++; } } { int j = 5; run(\"\" + j); } }",
            })
    void a_method_is_read_as_its_source_is(String method) throws IOException {
        Map<String, String> sources = Map.of(
                "p/A.java",
                "package p; import java.util.*; import java.util.function.*; class A {\nint count;\n"
                        + "static void run(String s) { }\nstatic String next(String s) { return s; }\nString name() { return null; }\nvoid stop() { }\n"
                        + method + "\n}\n");
        String expected = print(method(source(sources), "p.A", "m"));
        assertThat(print(method(classes(sources, "-g"), "p.A", "m"))).isEqualTo(expected);
    }

    private static String print(MethodDeclaration method) {
        assertThat(method.unreadable()).isEmpty();
        return IrPrinter.print(method.body()).replace("FOR_EACH", "WHILE").replace("FOR", "WHILE");
    }

    @Test
    void names_types_and_lines_are_the_source_s() throws IOException {
        List<Unit> units = classes(Map.of("p/q/Agent.java", """
                        package p.q;
                        import java.util.*;
                        public abstract class Agent<T> implements Comparable<Agent<T>> {
                            protected final int most = 7;
                            private List<String> names = new ArrayList<>();
                            static int cap = 10;
                            int step = 3;
                            enum Mode { FAST, SLOW }
                            record Pair(String left, int right) { }
                            class Inner { Inner(String name) { names.add(name); } }
                            @Deprecated
                            public List<T> ask(Map<String, List<T>> all, T... more) {
                                List<T> found = all.get("a");
                                Inner inner = new Inner("x");
                                return found;
                            }
                            abstract void stop();
                            public int compareTo(Agent<T> other) { return 0; }
                        }
                        """), "-g");
        assertThat(units).extracting(Unit::file).containsExactly("p/q/Agent.java");
        assertThat(units.get(0).packageName()).isEqualTo("p.q");
        assertThat(units.get(0).types())
                .extracting(TypeDeclaration::name)
                .containsExactlyInAnyOrder("p.q.Agent", "p.q.Agent.Inner", "p.q.Agent.Mode", "p.q.Agent.Pair");
        TypeDeclaration agent = type(units, "p.q.Agent");
        assertThat(agent.supertypes()).containsExactly("java.lang.Comparable<p.q.Agent<T>>");
        assertThat(agent.fields())
                .extracting(field -> field.name() + " " + field.type() + " " + field.constant())
                .containsExactly(
                        "most int 7", "names java.util.List<java.lang.String> null", "cap int 10", "step int 3");
        MethodDeclaration ask = method(units, "p.q.Agent", "ask");
        assertThat(ask.key()).isEqualTo("p.q.Agent#ask(java.util.Map,T[])");
        assertThat(ask.returnType()).isEqualTo("java.util.List<T>");
        assertThat(ask.modifiers().isVarArgs()).isTrue();
        assertThat(ask.location()).hasToString("p/q/Agent.java:13");
        assertThat(ask.annotations()).extracting(use -> use.type()).containsExactly("java.lang.Deprecated");
        assertThat(ask.body().localTypes()).containsEntry("found", "java.util.List<T>");
        assertThat(IrPrinter.print(ask.body())).contains("Inner.<init>(\"x\")");
        assertThat(method(units, "p.q.Agent", "stop").body()).isNull();
        // the bridge for the erased parameter is none of the source's methods
        assertThat(agent.methods())
                .filteredOn(m -> m.name().equals("compareTo"))
                .hasSize(1);
        MethodDeclaration inner = method(units, "p.q.Agent.Inner", "<init>");
        assertThat(inner.parameters()).extracting(p -> p.name()).containsExactly("name");
        assertThat(IrPrinter.print(inner.body())).contains("this.names.add(name)");
        assertThat(type(units, "p.q.Agent.Mode").kind()).isEqualTo(TypeDeclaration.Kind.ENUM);
        assertThat(type(units, "p.q.Agent.Mode").methods())
                .extracting(m -> m.name())
                .doesNotContain("values");
        assertThat(type(units, "p.q.Agent.Pair").kind()).isEqualTo(TypeDeclaration.Kind.RECORD);
    }

    @Test
    void a_loop_over_an_iterator_that_does_not_always_move_is_no_for_each_loop() throws IOException {
        String text = print("""
                void m(Iterator<String> it, boolean b) {
                    Iterator<String> own = List.of("a").iterator();
                    while (own.hasNext()) {
                        if (b) { own.next(); }
                    }
                }""", "-g");
        assertThat(text).contains("own.hasNext()").doesNotContain("cursor(");
    }

    @Test
    void variables_that_share_a_slot_stay_apart_without_the_table_of_variables() throws IOException {
        String text = print("""
                void m(List<String> a, List<String> b) {
                    for (String one : a) { one.trim(); }
                    for (String one : b) { one.trim(); }
                }""", "-g:lines");
        assertThat(text).contains("cursor(p0)").contains("cursor(p1)");
    }

    @Test
    void a_handler_that_guards_itself_is_no_loop() throws IOException {
        String text = print(
                "void m(Object o) { synchronized (o) { o.hashCode(); } try { o.hashCode(); } finally { o.notify(); } }",
                "-g");
        assertThat(text).doesNotContain("WHILE");
    }

    @Test
    void a_broken_class_file_is_one_problem_and_a_broken_method_one_unreadable_method() throws IOException {
        Map<String, String> sources =
                Map.of("p/A.java", "package p; class A { int m(int a) { return a + 1; } void n() { } }");
        compile(sources, "-g");
        Path file = directory.resolve("classes/p/A.class");
        byte[] bytes = Files.readAllBytes(file);
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("p/A.class", new byte[] {1, 2, 3});
        files.put("p/B.class", withStackUnderflow(bytes));
        ClassUnits read = ClassUnits.lower("x.jar!/", files, typing());
        assertThat(read.problems()).singleElement().asString().startsWith("cannot read x.jar!/p/A.class: ");
        assertThat(read.units()).singleElement().satisfies(unit -> {
            assertThat(unit.file()).isEqualTo("x.jar!/p/A.java");
            assertThat(method(List.of(unit), "p.A", "m").unreadable()).contains("the operand stack is empty");
            assertThat(method(List.of(unit), "p.A", "n").unreadable()).isEmpty();
        });
    }

    @Test
    void whatever_is_in_a_class_file_it_is_read_or_told_of() throws IOException {
        compile(Map.of("p/A.java", """
                        package p;
                        import java.util.*;
                        class A {
                            int m(List<String> all, int n) {
                                int sum = 0;
                                for (String one : all) {
                                    try {
                                        sum += one.isEmpty() ? n : one.length() * 2;
                                    } catch (RuntimeException e) {
                                        sum--;
                                    }
                                }
                                Runnable done = () -> System.out.println("done " + n);
                                switch (sum) { case 1: done.run(); break; default: return sum; }
                                return n;
                            }
                        }
                        """), "-g");
        byte[] bytes = Files.readAllBytes(directory.resolve("classes/p/A.class"));
        Typing typing = typing();
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = bytes.clone();
            for (int changes = 0; changes <= random.nextInt(3); changes++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            SortedMap<String, byte[]> files = new TreeMap<>(Map.of("p/A.class", broken));
            ClassUnits units = ClassUnits.lower("", files, typing);
            assertThat(units.units().size() + units.problems().size()).isEqualTo(1);
            read += units.units().size();
        }
        assertThat(read).isBetween(300, 2_990);
    }

    /** {@code iload_1} of the sum becomes {@code nop}. */
    private static byte[] withStackUnderflow(byte[] bytes) {
        byte[] broken = bytes.clone();
        for (int i = 0; i + 3 < broken.length; i++) {
            if (broken[i] == 0x1b && broken[i + 1] == 0x04 && broken[i + 2] == 0x60) {
                broken[i] = 0;
            }
        }
        return broken;
    }

    // ---- both ways

    private String print(String method, String option) throws IOException {
        String text = "package p; import java.util.*; class A {\n" + method + "\n}\n";
        return print(method(classes(Map.of("p/A.java", text), option), "p.A", "m"));
    }

    private static TypeDeclaration type(List<Unit> units, String name) {
        return units.stream()
                .flatMap(unit -> unit.types().stream())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MethodDeclaration method(List<Unit> units, String type, String name) {
        return type(units, type).methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Unit> source(Map<String, String> sources) throws IOException {
        compile(sources, "-g");
        try (LoweredProgram program = SourceProgram.load(
                SourceOptions.of(directory.resolve("sources")).withEverything(), catalog())) {
            return program.units();
        }
    }

    private List<Unit> classes(Map<String, String> sources, String option) throws IOException {
        compile(sources, option);
        SortedMap<String, byte[]> files = new TreeMap<>();
        Path classes = directory.resolve("classes");
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
                files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        ClassUnits read = ClassUnits.lower("", files, typing());
        assertThat(read.problems()).isEmpty();
        return read.units();
    }

    private Typing typing() {
        return new Typing(new LayeredTypeWorld(
                Map.of(), ClassFiles.of(List.of(directory.resolve("classes"))), new CatalogTypes(catalog())));
    }

    private static Catalog catalog() {
        try {
            return Catalog.load(List.of(), List.of(), Map.of());
        } catch (dev.agentcost.analyzer.catalog.CatalogException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void compile(Map<String, String> sources, String option) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = directory.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            files.add(file);
        }
        Files.createDirectories(directory.resolve("classes"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", directory.resolve("classes").toString(), option);
            assertThat(javac.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                            .call())
                    .isTrue();
        }
    }
}
