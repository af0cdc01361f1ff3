package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.IrPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lambdas, method references and anonymous classes: code that runs elsewhere than it is written. */
class FunctionLoweringTest {

    @Test
    void aLambdaIsABodyOfItsOwn() {
        Snippet snippet = Snippet.members("""
                void f(List<String> xs, int limit) {
                    xs.forEach(x -> { if (x.length() > limit) return; g(x); });
                }
                void g(String s) {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  r0 = xs.forEach(lambda0)
                  return
                lambda 0(x)
                  0:
                    r0 = x.length()
                    (r0 > limit) ? 1 : 2
                  1:
                    return
                  2:
                    r1 = this.g(x)
                    return
                """);
        Body.Lambda lambda = snippet.body("f").lambdas().get(0);
        assertThat(lambda.type()).isEqualTo("java.util.function.Consumer");
        assertThat(lambda.line()).isEqualTo(3);
    }

    @Test
    void aLambdasExpressionIsItsResult() {
        Snippet snippet = Snippet.members("Supplier<Integer> f(int n) { return () -> n + 1; }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  return lambda0
                lambda 0()
                  0:
                    return (n + 1)
                """);
    }

    @Test
    void theTypesOfLambdaParametersFlowThroughStreams() {
        Snippet snippet = Snippet.members("""
                long f(List<String> xs) {
                    return xs.stream().map(x -> x.length()).filter(n -> n.intValue() > 3).count();
                }""");
        assertThat(snippet.body("f").lambdas())
                .extracting(
                        lambda -> lambda.body().localTypes().values().iterator().next())
                .containsExactly("java.lang.String", "java.lang.Integer");
        assertThat(snippet.program().resolutions().keySet())
                .containsExactly(dev.agentcost.analyzer.ir.CallTarget.Resolution.TYPES);
    }

    @Test
    void whatAFunctionReturnsIsWhatAnotherOneOfTheCallIsHandedWhicheverStandsFirst() {
        Snippet snippet = Snippet.members("""
                <T, R> R using(Function<String, T> opened, BiFunction<T, Integer, R> used) { return null; }
                <T, R> R with(BiFunction<T, Integer, R> used, Function<String, T> opened) { return null; }
                <T, R> R in(BiFunction<T, Integer, R> used) { return null; }
                int f() { return using(name -> new StringBuilder(name), (t, n) -> t.append(n)).length(); }
                int g() { return with((t, n) -> t.append(n), StringBuilder::new).length(); }
                Object h() { return in((t, n) -> t.toString()); }""");
        assertThat(snippet.body("f").lambdas().get(1).body().localTypes())
                .containsEntry("t", "java.lang.StringBuilder")
                .containsEntry("n", "java.lang.Integer");
        assertThat(snippet.body("g").lambdas())
                .extracting(lambda -> lambda.body().localTypes().get("t"))
                .contains("java.lang.StringBuilder");
        assertThat(snippet.body("h").lambdas().get(0).body().localTypes()).containsEntry("t", "java.lang.Object");
    }

    @Test
    void aMethodReferenceIsTheLambdaThatCallsTheMethod() {
        Snippet snippet = Snippet.members("""
                void f(List<String> xs) {
                    xs.stream().map(String::trim).map(Integer::parseInt).map(this::g).map(A::new).forEach(A::run);
                }
                String g(Integer i) { return ""; }
                A(String s) {}
                void run() {}""");
        assertThat(snippet.body("f").lambdas())
                .extracting(lambda -> IrPrinter.print(
                        lambda.body().blocks().get(0).instructions().get(0)))
                .containsExactly(
                        "r0 = arg#1.trim()",
                        "r0 = Integer.parseInt(arg#2)",
                        "r0 = this.g(arg#3)",
                        "r0 = A.<init>(arg#4)",
                        "r0 = arg#5.run()");
    }

    @Test
    void theReceiverOfAMethodReferenceIsEvaluatedBefore() {
        Snippet snippet = Snippet.members("""
                A next;
                Runnable f() { return other()::run; }
                Runnable g(A a) { return a::run; }
                Runnable h() { return next::run; }
                A other() { return this; }
                void run() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  r0 = this.other()
                  t#1 = r0
                  return lambda0
                lambda 0()
                  0:
                    r0 = t#1.run()
                    return r0
                """);
        assertThat(snippet.print("g")).contains("r0 = a.run()").doesNotContain("t#1");
        assertThat(snippet.print("h")).contains("r0 = this.next.run()").doesNotContain("t#1");
    }

    @Test
    void namesBeforeTheColonsAreVariablesOrTypes() {
        Snippet snippet = Snippet.members("""
                static final String NONE = "";
                A next;
                void f(List<String> xs, A a) {
                    xs.forEach(a.next::take);
                    xs.removeIf(A.NONE::equals);
                    xs.replaceAll(java.lang.String::trim);
                    xs.sort(Comparator.comparing(String::length).thenComparing(String::hashCode));
                }
                void take(String s) {}""");
        assertThat(snippet.body("f").lambdas())
                .extracting(lambda -> IrPrinter.print(
                        lambda.body().blocks().get(0).instructions().get(0)))
                .containsExactly(
                        "r0 = a.next.take(arg#1)",
                        "r0 = A.NONE.equals(arg#2)",
                        "r0 = arg#3.trim()",
                        "r0 = arg#4.length()",
                        "r0 = arg#5.hashCode()");
    }

    @Test
    void aReferenceToAnArrayConstructorMakesAnArray() {
        Snippet snippet = Snippet.members("Object f(List<String> xs) { return xs.stream().toArray(String[]::new); }");
        assertThat(snippet.print("f")).contains("return new String[][arg#1]{}");
    }

    @Test
    void anAnonymousClassIsATypeAndItsCreationACall() {
        Snippet snippet = Snippet.members("""
                int limit;
                Runnable f(int n) {
                    int i = 1;
                    return new Runnable() {
                        int done;
                        public void run() {
                            for (int i = 0; i < n; i++) done += limit;
                        }
                    };
                }""");
        assertThat(snippet.typeNames()).containsExactly("p.A", "p.A.f$1");
        assertThat(snippet.type("p.A.f$1").supertypes()).containsExactly("java.lang.Runnable");
        assertThat(snippet.print("f")).contains("r0 = f$1.<init>()").contains("return r0");
        // The captured n is the outer method's; the inner i is another than the outer one.
        assertThat(snippet.print("p.A.f$1", "run"))
                .contains("i#2 = 0")
                .contains("(i#2 < n) ?")
                .contains("this.done = (this.done + this.limit)");
        assertThat(snippet.print("p.A.f$1", "<init>")).isEqualTo("0:\n  return\n");
    }

    @Test
    void anAnonymousSubclassHandsItsArgumentsToTheSuperclass() {
        Snippet snippet = Snippet.members("""
                static class Base { Base(int n) {} void go() {} }
                Base f(int n) { return new Base(n + 1) { void go() { super.go(); } }; }""");
        assertThat(snippet.print("f")).contains("r0 = f$1.<init>((n + 1))");
        Invoke call = (Invoke) snippet.method("p.A.f$1", "<init>")
                .body()
                .blocks()
                .get(0)
                .instructions()
                .get(0);
        assertThat(call.target().owner()).isEqualTo("p.A.Base");
        assertThat(call.arguments()).containsExactly(new Expression.Local("p0"));
        Invoke parent = (Invoke) snippet.method("p.A.f$1", "go")
                .body()
                .blocks()
                .get(0)
                .instructions()
                .get(0);
        assertThat(parent.target().owner()).isEqualTo("p.A.Base");
        assertThat(parent.target().exact()).isTrue();
    }

    @Test
    void aClassInAFinallyBlockIsLoweredOnce() {
        Snippet snippet = Snippet.members("""
                void f() { try { g(); } finally { new Thread() { public void run() { g(); } }.start(); } }
                void g() {}""");
        assertThat(snippet.typeNames()).containsExactly("p.A", "p.A.f$1");
    }

    @Test
    void localClassesSeeTheLocals() {
        Snippet snippet = Snippet.members("""
                int f(int n) {
                    record Pair(int left, int right) {}
                    class Sum { int of(Pair p) { return p.left() + p.right() + n; } }
                    return new Sum().of(new Pair(1, 2));
                }""");
        assertThat(snippet.typeNames()).containsExactly("p.A", "p.A.f$1Pair", "p.A.f$2Sum");
        assertThat(snippet.print("p.A.f$2Sum", "of")).contains("+ n)");
        List<String> owners = snippet.body("f").blocks().get(0).instructions().stream()
                .map(step -> ((Invoke) step).target().owner())
                .toList();
        assertThat(owners).containsExactly("p.A.f$2Sum", "p.A.f$1Pair", "p.A.f$2Sum");
    }
}
