package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types, their fields and methods, and what the compiler and Lombok add. */
class TypeLoweringTest {

    @Test
    void fieldsHaveConstantsOrInitialValuesOrAreAssignedInABody() {
        Snippet snippet = Snippet.members("""
                static final int MAX = 2 * 5;
                static final int TWICE = MAX * 2;
                final List<String> items = new ArrayList<>();
                private int step = 3;
                Runnable action = () -> {};
                static int counter = compute();
                static int compute() { return 1; }
                { step = 4; }
                static { counter = 5; }""");
        assertThat(snippet.type("p.A").fields())
                .extracting(FieldDeclaration::name, FieldDeclaration::constant)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("MAX", 10L),
                        org.assertj.core.groups.Tuple.tuple("TWICE", null),
                        org.assertj.core.groups.Tuple.tuple("step", 3L));
        FieldDeclaration twice = field(snippet, "TWICE");
        assertThat(twice.initializer())
                .isInstanceOfSatisfying(
                        Binary.class, binary -> assertThat(binary.operator()).isEqualTo(Operator.TIMES));
        assertThat(field(snippet, "step").initializer()).isEqualTo(new Constant(3L));
        assertThat(field(snippet, "items").initializer()).isNull();
        assertThat(snippet.print("<fields>")).startsWith("""
                0:
                  r0 = ArrayList.<init>()
                  this.items = r0
                  this.action = lambda0
                  this.step = 4
                  return
                """);
        assertThat(snippet.print("<clinit>")).isEqualTo("""
                0:
                  r0 = A.compute()
                  A.counter = r0
                  A.counter = 5
                  return
                """);
    }

    private static FieldDeclaration field(Snippet snippet, String name) {
        return snippet.type("p.A").fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRecordHasAccessorsAndAConstructor() {
        Snippet snippet = Snippet.members("""
                record Point(int x, List<String> ys) {
                    Point { if (x < 0) x = 0; }
                    public int x() { return x + 1; }
                }
                record Plain(int a) {}
                int f(Point p) { return p.x() + p.ys().size() + new Plain(3).a(); }""");
        assertThat(snippet.type("p.A.Point").kind()).isEqualTo(Kind.RECORD);
        assertThat(snippet.type("p.A.Point").methods())
                .extracting(MethodDeclaration::name)
                .containsExactly("<init>", "x", "ys");
        assertThat(snippet.print("p.A.Point", "<init>")).isEqualTo("""
                0:
                  (x < 0) ? 1 : 2
                1:
                  x = 0
                  -> 2
                2:
                  this.x = x
                  this.ys = ys
                  return
                """);
        assertThat(snippet.print("p.A.Point", "ys")).isEqualTo("0:\n  return this.ys\n");
        assertThat(snippet.print("p.A.Plain", "<init>")).isEqualTo("0:\n  this.a = a\n  return\n");
        assertThat(snippet.program().resolutions())
                .doesNotContainKey(dev.agentcost.analyzer.ir.CallTarget.Resolution.UNRESOLVED);
    }

    @Test
    void enumConstantsAreMadeInOrder() {
        Snippet snippet = Snippet.members("""
                enum Level {
                    LOW(1), HIGH(2) { int cost() { return 9; } };
                    final int n;
                    Level(int n) { this.n = n; }
                    int cost() { return n; }
                }
                int f() { return Level.valueOf("LOW").cost() + Level.values().length; }""");
        assertThat(snippet.print("p.A.Level", "<clinit>")).isEqualTo("""
                0:
                  r0 = Level.<init>(1)
                  Level.LOW = r0
                  r1 = static$1.<init>(2)
                  Level.HIGH = r1
                  return
                """);
        assertThat(snippet.type("p.A.Level.static$1").supertypes()).containsExactly("p.A.Level");
        assertThat(snippet.program().resolutions())
                .doesNotContainKey(dev.agentcost.analyzer.ir.CallTarget.Resolution.UNRESOLVED);
    }

    @Test
    void interfacesAndAnnotationsHaveMethodsWithoutBody() {
        Snippet snippet = Snippet.files(Map.of("p/A.java", """
                package p;
                interface A { int MAX = 3; void f(); default int g() { return MAX; } static void h() {} }
                @interface Note { String value() default ""; }"""));
        assertThat(snippet.method("f").modifiers().isAbstract()).isTrue();
        assertThat(snippet.method("f").body()).isNull();
        assertThat(snippet.print("g")).isEqualTo("0:\n  return A.MAX\n");
        assertThat(snippet.method("h").modifiers().isStatic()).isTrue();
        assertThat(snippet.method("p.Note", "value").modifiers().isAbstract()).isTrue();
    }

    @Test
    void methodsSayTheirTypesAnnotationsAndPlace() {
        Snippet snippet = Snippet.files(Map.of("p/A.java", """
                package p;
                import java.util.List;
                import q.Tool;
                class A<T extends Number> {
                    static final String NAME = "search";
                    @Tool(name = NAME, limits = {1, 2})
                    public final List<String> f(T t, @Deprecated String... rest) {
                        return null;
                    }
                }"""));
        MethodDeclaration method = snippet.method("f");
        assertThat(method.key()).isEqualTo("p.A#f(java.lang.Number,java.lang.String[])");
        assertThat(method.returnType()).isEqualTo("java.util.List<java.lang.String>");
        assertThat(method.modifiers().isVarArgs()).isTrue();
        assertThat(method.location()).hasToString("p/A.java:7");
        assertThat(method.endLine()).isEqualTo(9);
        assertThat(method.annotations())
                .containsExactly(new AnnotationUse(
                        "q.Tool", new java.util.TreeMap<>(Map.of("name", "search", "limits", "{ 1, 2 }"))));
        assertThat(method.parameters().get(1).annotations())
                .extracting(AnnotationUse::type)
                .containsExactly("java.lang.Deprecated");
    }

    @Test
    void aFileWithoutClassIsAClass() {
        Snippet snippet = Snippet.files(Map.of("Main.java", """
                import java.util.*;
                int max = 3;
                void main() { for (int i = 0; i < max; i++) help(i); }
                void help(int i) {}
                record Pair(int a) {}"""));
        assertThat(snippet.typeNames()).containsExactly("Main", "Main.Pair");
        assertThat(snippet.print("Main", "main")).contains("(i < this.max) ?").contains("this.help(i)");
    }

    @Test
    void lombokMembersAreWrittenOut() {
        Snippet snippet = Snippet.files(Map.of(
                "p/Config.java", """
                        package p;
                        import lombok.*;
                        @Data
                        @Builder
                        class Config {
                            private int maxSteps;
                            private boolean isOpen;
                            private final String name;
                            static int COUNT;
                        }""",
                "p/Service.java", """
                        package p;
                        import lombok.RequiredArgsConstructor;
                        import lombok.extern.slf4j.Slf4j;
                        @Slf4j
                        @RequiredArgsConstructor
                        class Service { private final Config config; private int count; int more = 1; }""",
                "p/A.java", """
                        package p;
                        class A {
                            int f() {
                                Config config = Config.builder().maxSteps(3).name("x").build();
                                config.setMaxSteps(4);
                                Service service = new Service(config);
                                return config.isOpen() ? config.getMaxSteps() : 0;
                            }
                        }"""));
        assertThat(snippet.print("p.Config", "getMaxSteps")).isEqualTo("0:\n  return this.maxSteps\n");
        assertThat(snippet.print("p.Config", "setMaxSteps")).isEqualTo("0:\n  this.maxSteps = maxSteps\n  return\n");
        assertThat(snippet.type("p.Config").methods())
                .extracting(MethodDeclaration::name)
                .doesNotContain("setName", "getCOUNT");
        assertThat(snippet.print("p.Config.ConfigBuilder", "build")).isEqualTo("""
                0:
                  r0 = Config.<init>(this.maxSteps, this.isOpen, this.name)
                  return r0
                """);
        assertThat(snippet.print("p.Service", "<init>")).isEqualTo("0:\n  this.config = config\n  return\n");
        assertThat(snippet.program().resolutions())
                .doesNotContainKey(dev.agentcost.analyzer.ir.CallTarget.Resolution.UNRESOLVED);
    }

    @Test
    void membersOfOuterAndInheritedTypesAreFound() {
        Snippet snippet = Snippet.files(Map.of(
                "q/Base.java", "package q; public class Base { protected static class Step { public void go() {} } }",
                "p/A.java", """
                        package p;
                        class A extends q.Base {
                            void f() { Step step = new Step(); step.go(); }
                            void help() {}
                            class Inner { void g() { help(); new Thread() { public void run() { help(); } }; } }
                        }"""));
        Invoke go = (Invoke) snippet.body("f").blocks().get(0).instructions().get(2);
        assertThat(go.target().owner()).isEqualTo("q.Base.Step");
        Invoke help = (Invoke) snippet.method("p.A.Inner.g$1", "run")
                .body()
                .blocks()
                .get(0)
                .instructions()
                .get(0);
        assertThat(help.target().owner()).isEqualTo("p.A");
    }

    @Test
    void typesStandInSourceOrder() {
        Snippet snippet = Snippet.members("""
                Object one = new Object() {};
                class Inner { Object two = new Object() {}; }
                Object f() { return new Object() { Object g() { return new Object() {}; } }; }""");
        assertThat(snippet.typeNames())
                .isEqualTo(List.of("p.A", "p.A.fields$1", "p.A.Inner", "p.A.Inner.fields$1", "p.A.f$1", "p.A.f$1.g$1"));
    }
}
