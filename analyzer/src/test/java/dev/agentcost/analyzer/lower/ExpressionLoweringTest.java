package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.Terminator.Return;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and what their evaluation does, in Java's order. */
class ExpressionLoweringTest {

    /** The body of a method with some variables in reach, without block numbers. */
    private static String steps(String statements) {
        Snippet snippet =
                Snippet.members("int count; static final int MAX = 5; String text; A next; A other() { return this; }"
                        + " int g(Object... o) { return 1; } boolean t() { return true; }"
                        + " void f(int n, long m, int[] a, boolean b, Object o, String s) {\n" + statements + "\n}");
        List<Block> blocks = snippet.body("f").blocks();
        assertThat(blocks).as("no branches").hasSize(1);
        return snippet.print("f")
                .lines()
                .skip(1)
                .map(String::strip)
                .filter(line -> !line.equals("return"))
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n++;                      | n = (n + 1)",
                "--n;                      | n = (n - 1)",
                "int x = n++;              | t#1 = n; n = (n + 1); x = t#1",
                "int x = ++n;              | n = (n + 1); x = n",
                "n += 2;                   | n = (n + 2)",
                "n *= 1.5;                 | n = (int) (n * 1.5)",
                "text += n;                | this.text = (this.text ++ n)",
                "count++;                  | this.count = (this.count + 1)",
                "this.count -= 1;          | this.count = (this.count - 1)",
                "next.count = 3;           | this.next.count = 3",
                "other().next.count++;     | r0 = this.other(); r0.next.count = (r0.next.count + 1)",
                "a[n++] = n;               | t#1 = n; n = (n + 1); a[t#1] = n",
                "a[n] = n = 2;             | t#1 = n; n = 2; a[t#1] = n",
                "n = n++ + n;              | t#1 = n; n = (n + 1); n = (t#1 + n)",
                "n = n + n++;              | t#1 = n; t#2 = n; n = (n + 1); n = (t#1 + t#2)",
                "n += n++;                 | t#1 = n; t#2 = n; n = (n + 1); n = (t#1 + t#2)",
                "g(n, n--);                | t#1 = n; t#2 = n; n = (n - 1); r0 = this.g(t#1, t#2)",
                "g(a[0], a[0] = 3);        | t#1 = a[0]; a[0] = 3; r0 = this.g(t#1, 3)",
                "g(count, count = 3);      | t#1 = this.count; this.count = 3; r0 = this.g(t#1, 3)",
                "int x = n = 4;            | n = 4; x = n",
                "g(g(1), g(2), n);         | r0 = this.g(1); r1 = this.g(2); r2 = this.g(r0, r1, n)",
                "int x = MAX * 2;          | x = (A.MAX * 2)",
                "int x = A.MAX;            | x = A.MAX",
                "long x = Long.MAX_VALUE;  | x = 9223372036854775807",
                "int x = Integer.MAX_VALUE + 1; | x = -2147483648",
                "int x = a.length;         | x = a.length",
                "int x = 3 * 4 + 1;        | x = 13",
                "int x = -3;               | x = -3",
                "long x = 1L << 40;        | x = 1099511627776",
                "int x = 1 << 33;          | x = 2",
                "int x = 0x7fff_ffff + 1;  | x = -2147483648",
                "boolean x = 2 > 1;        | x = true",
                "int x = 'a' + 1;          | x = 98",
                "String x = \"n=\" + 'c' + 1; | x = \"n=c1\"",
                "String x = s + n + 1;     | x = ((s ++ n) ++ 1)",
                "String x = n + m + s;     | x = ((n + m) ++ s)",
                "long x = (long) n;        | x = (long) n",
                "int x = b ? 1 : n;        | x = (b ? 1 : n)",
                "int x = t() ? 1 : n;      | r0 = this.t(); x = (r0 ? 1 : n)",
                "boolean x = b && n > 0;   | x = (b && (n > 0))",
                "boolean x = !b ^ n > 0;   | x = (!b ^ (n > 0))",
                "boolean x = o instanceof String; | x = (o is String)",
                "Object x = A.class;       | x = A.class",
                "Object x = null;          | x = null",
                "int[] x = {1, n};         | x = new int[][]{1, n}",
                "int[][] x = new int[n][]; | x = new int[][][n]{}",
                "Object x = new A();       | r0 = A.<init>(); x = r0",
            })
    void isLoweredTo(String statement, String steps) {
        assertThat(steps(statement.replace("\\n", "\n"))).isEqualTo(steps);
    }

    @Test
    void aTextBlockIsAString() {
        assertThat(steps("String x = \"\"\"\n    a\n      b\"\"\";")).isEqualTo("x = \"a\\n  b\"");
    }

    @Test
    void shortCircuitsAreBranches() {
        Snippet snippet = Snippet.members("""
                void f(int a, int b) { if (a > 0 && !(b > 0 || g())) h(); }
                boolean g() { return true; }
                void h() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  (a > 0) ? 1 : 4
                1:
                  (b > 0) ? 4 : 2
                2:
                  r0 = this.g()
                  r0 ? 4 : 3
                3:
                  r1 = this.h()
                  -> 4
                4:
                  return
                """);
    }

    @Test
    void whatIsCalledOnOneWayOnlyStandsOnThatWay() {
        Snippet snippet = Snippet.members("""
                int f(boolean b) { return b ? g() : 2; }
                boolean h(boolean b) { boolean x = b && g() > 0; return x; }
                int g() { return 1; }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  b ? 1 : 2
                1:
                  r0 = this.g()
                  t#1 = r0
                  -> 3
                2:
                  t#1 = 2
                  -> 3
                3:
                  return t#1
                """);
        assertThat(snippet.print("h")).isEqualTo("""
                0:
                  b ? 1 : 3
                1:
                  r0 = this.g()
                  (r0 > 0) ? 2 : 3
                2:
                  t#1 = true
                  -> 4
                3:
                  t#1 = false
                  -> 4
                4:
                  x = t#1
                  return x
                """);
    }

    @Test
    void aPatternVariableIsAssignedWhereItMatches() {
        Snippet snippet = Snippet.members("""
                int f(Object o) {
                    if (!(o instanceof String s)) return 0;
                    return s.length();
                }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  (o is String) ? 1 : 2
                1:
                  s = (String) o
                  -> 3
                2:
                  return 0
                3:
                  r0 = s.length()
                  return r0
                """);
    }

    @Test
    void theResultOfAnAssignmentInAConditionIsTheVariable() {
        Snippet snippet = Snippet.members(
                "void f(java.io.BufferedReader in) throws Exception { String line; while ((line = in.readLine()) != null) {} }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  r0 = in.readLine()
                  line = r0
                  (line != null) ? 1 : 2
                2:
                  return
                """);
    }

    @Test
    void fieldsOfOuterTypesBelongToTheirDeclaringType() {
        Snippet snippet = Snippet.members("""
                int steps;
                class Inner { int f() { return steps + A.this.steps; } }""");
        Return last =
                (Return) snippet.method("p.A.Inner", "f").body().blocks().get(0).terminator();
        Expression.Field steps = new Expression.Field(new Expression.This(), "p.A", "steps");
        assertThat(last.value()).isEqualTo(new Expression.Binary(Expression.Operator.PLUS, steps, steps));
    }

    @Test
    void inheritedFieldsBelongToTheirDeclaringType() {
        Snippet snippet = Snippet.files(Map.of(
                "p/Base.java", "package p; class Base { protected int step; static int LIMIT; }",
                "p/A.java", "package p; class A extends Base { boolean f() { return step < LIMIT; } }"));
        Return last = (Return) snippet.body("f").blocks().get(0).terminator();
        assertThat(last.value())
                .isEqualTo(new Expression.Binary(
                        Expression.Operator.LESS,
                        new Expression.Field(new Expression.This(), "p.Base", "step"),
                        new Expression.Field(null, "p.Base", "LIMIT")));
    }

    @Test
    void aNameBeforeADotIsAVariableAFieldATypeOrAPackage() {
        Snippet snippet = Snippet.files(Map.of(
                "p/Config.java",
                        "package p; class Config { static Config INSTANCE; int max; static class Deep { static int D; } }",
                "p/A.java", """
                        package p;
                        import static p.Config.INSTANCE;
                        class A {
                            Config config;
                            void f(Config c) {
                                g(c.max);
                                g(config.max);
                                g(Config.INSTANCE.max);
                                g(p.Config.INSTANCE.max);
                                g(Config.Deep.D);
                                g(INSTANCE.max);
                                System.out.println();
                            }
                            void g(int i) {}
                        }"""));
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  r0 = this.g(c.max)
                  r1 = this.g(this.config.max)
                  r2 = this.g(Config.INSTANCE.max)
                  r3 = this.g(Config.INSTANCE.max)
                  r4 = this.g(Deep.D)
                  r5 = this.g(Config.INSTANCE.max)
                  r6 = System.out.println()
                  return
                """);
    }

    @Test
    void aCallSaysItsOwnerAndPlace() {
        Snippet snippet = Snippet.members("""
                int f(String s) {
                    return s
                            .trim()
                            .length();
                }""");
        Invoke length =
                (Invoke) snippet.body("f").blocks().get(0).instructions().get(1);
        assertThat(length.target().owner()).isEqualTo("java.lang.String");
        assertThat(length.target().returnType()).isEqualTo("int");
        assertThat(length.receiver()).isEqualTo(new Expression.Result(0));
        assertThat(length.line()).isEqualTo(5);
        assertThat(length.column()).isEqualTo(14);
    }

    @Test
    void constructorsAreCalledWithTheirArguments() {
        Snippet snippet = Snippet.files(Map.of("p/A.java", """
                package p;
                class A extends B {
                    A(int n) { super(n + 1); }
                    A() { this(3); }
                    A(String s) { s.trim(); }
                }
                class B { B(int n) {} B() {} }"""));
        assertThat(snippet.type("p.A").methods())
                .filteredOn(method -> method.name().equals("<init>"))
                .extracting(method -> dev.agentcost.analyzer.ir.IrPrinter.print(
                        method.body().blocks().get(0).instructions().get(0)))
                .containsExactly("r0 = this.<init>((n + 1))", "r0 = this.<init>(3)", "r0 = this.<init>()");
        assertThat(snippet.type("p.A").methods())
                .filteredOn(method -> method.name().equals("<init>"))
                .extracting(method -> ((Invoke)
                                method.body().blocks().get(0).instructions().get(0))
                        .target()
                        .owner())
                .containsExactly("p.B", "p.A", "p.B");
    }

    @Test
    void longChainsAndSumsDoNotOverflow() {
        String chain = "new StringBuilder()" + ".append(1)".repeat(5_000);
        String sum = IntStream.range(0, 5_000).mapToObj(i -> "s").collect(Collectors.joining(" + "));
        Snippet snippet =
                Snippet.members("Object f() { return " + chain + "; } String g(String s) { return " + sum + "; }");
        assertThat(snippet.program().diagnostics()).isEmpty();
        assertThat(snippet.body("f").blocks().get(0).instructions()).hasSize(5_001);
        Return last = (Return) snippet.body("g").blocks().get(0).terminator();
        assertThat(depth(last.value())).isLessThan(64);
    }

    private static int depth(Expression expression) {
        return expression instanceof Expression.Binary binary
                ? 1 + Math.max(depth(binary.left()), depth(binary.right()))
                : 1;
    }

    @Test
    void typesOfLocalsAreKnown() {
        Snippet snippet = Snippet.members("""
                <T extends Comparable<T>> void f(Map<String, List<Integer>> map, T t, int... rest) {
                    var list = map.get("x");
                    for (var e : map.entrySet()) { var key = e.getKey(); }
                    try { list.clear(); } catch (IllegalStateException | Error e) { }
                    list.forEach(i -> { var twice = i + i; });
                }""");
        assertThat(snippet.body("f").localTypes())
                .containsEntry("map", "java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>")
                .containsEntry("list", "java.util.List<java.lang.Integer>")
                .containsEntry("key", "java.lang.String")
                .containsEntry("e#2", "java.lang.Throwable")
                .containsEntry("rest", "int[]")
                .containsEntry("t", "java.lang.Comparable");
        assertThat(snippet.body("f").lambdas().get(0).body().localTypes())
                .containsEntry("i", "java.lang.Integer")
                .containsEntry("twice", "int");
    }

    @Test
    void everyCallOfABodyHasItsOwnNumber() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    try { g(n > 0 ? g(1) : g(2)); } finally { g(3); }
                }
                int g(int n) { return n; }""");
        List<Integer> ids = snippet.body("f").blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .filter(Invoke.class::isInstance)
                .map(call -> ((Invoke) call).id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void assignmentsSayTheirLine() {
        Snippet snippet = Snippet.members("void f(int n) {\n\n  n = 1;\n  n++;\n}");
        assertThat(snippet.body("f").blocks().get(0).instructions())
                .filteredOn(Assign.class::isInstance)
                .extracting(Instruction::line)
                .containsExactly(4, 5);
    }
}
