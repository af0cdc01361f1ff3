package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that are deeper, longer or more entangled than any compiler takes. */
class OddWorldTest {

    private static final int LEVELS = 10_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String run(String x) { return model.chat( | ( | x | ) | ); }",
                "String run(String x) { return model.chat( | f( | x | ) | ); } String f(String s) { return s; }",
                "String run(String x) { return model.chat(x | + \"a\" | | | ); }",
                "String run(String x) { | { | model.chat(x); | } | return x; }",
                "String run(boolean x) { if ( | ! | x | | ) { model.chat(\"a\"); } return \"\"; }",
                "String run(int x) { | switch (x) { default: | model.chat(\"a\"); | } | return \"\"; }",
                "String run(int x) { x = | x = | 1 | | ; return model.chat(\"\" + x); }"
            })
    void tenThousandLevelsAreRead(String begin, String open, String inner, String close, String end) {
        AgentSource agent = AgentSource.withMembers(
                begin + open.repeat(LEVELS) + text(inner) + text(close).repeat(LEVELS) + end);
        assertThat(agent.analysis().coverage().problems()).isEmpty();
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }

    @Test
    void aChainOfTwoThousandElseIfs() {
        AgentSource agent = AgentSource.withMembers("String run(int x) { " + "if (x > 3) { x--; } else ".repeat(2_000)
                + "{ model.chat(\"a\"); } return \"\"; }");
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    @Test
    void aSwitchOfSixtyThousandLines() {
        String cases = IntStream.range(0, 20_000)
                .mapToObj(i -> "case " + i + ":\n y += " + i + ";\n break;\n")
                .collect(Collectors.joining());
        AgentSource agent = AgentSource.withMembers(
                "String run(int x) { int y = 0; switch (x) { " + cases + " } return model.chat(\"\" + y); }");
        assertThat(agent.analysis().coverage().problems()).isEmpty();
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    /** Their names alone would fill the memory. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class C {| |}|types stand in each other more than 200 deep here: this one is not read; move it out",
                "Object f() { return new Object() {| |}; }|this method is not read (its types stand in each other more"
                        + " than 200 deep), its cost is not bounded; split the method",
                "void f() { class C {| |} }|this method is not read (its types stand in each other more than 200 deep),"
                        + " its cost is not bounded; split the method"
            })
    void typesInEachOtherDeeperThanAnyCompilerWritesAreToldOnce(
            String open, String inner, String close, String problem) {
        AgentSource agent = AgentSource.withMembers(
                "String run(String x) { return model.chat(x); }" + open.repeat(LEVELS) + close.repeat(LEVELS));
        assertThat(agent.analysis().coverage().problems())
                .singleElement()
                .asString()
                .endsWith(problem);
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    @Test
    void namesOfTenThousandPartsAreRead() {
        AgentSource agent = AgentSource.withMembers("String run(String x) { a" + ".a".repeat(LEVELS) + ".go(); x = b"
                + ".b".repeat(LEVELS) + "; c" + ".C".repeat(LEVELS) + " y = null; return model.chat(x); }");
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    @Test
    void loopsNestedDeeperThanThereIsTimeForAreTold() {
        AgentSource agent =
                AgentSource.withMembers("String run(int x) { " + "while (x-- > 0) { ".repeat(201) + "model.chat(\"a\");"
                        + " }".repeat(201) + " return \"\"; } String other() { return model.chat(\"b\"); }");
        assertThat(agent.analysis().coverage().problems())
                .singleElement()
                .asString()
                .endsWith("this method is not read (its loops stand in each other more than 200 deep), its cost is not"
                        + " bounded; split the method");
        assertThat(agent.analysis().coverage().undecided()).hasSize(1);
        assertThat(agent.entry("other").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    /** No compiler takes them, editors save them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A extends B { String go() { return help(); } } class B extends A { String help() { return super.go(); } }",
                "class A extends A { A next; void go() { while (next.is()) { next.go(); } } boolean is() { return next.is(); } }",
                "interface I extends J { default void a() { b(); } } interface J extends I { default void b() { a(); } }",
                "class X<T extends X<T>> extends Y<T> { T t; void go() { t.go(); } } class Y<T extends X<T>> extends X<T> {}",
                "class O extends O.P { static class P extends O { void go() { toString(); } } }",
                "@interface A { B value(); } @interface B { A value() default @A(@B); } @A(@B(@A)) class C {}",
                "@A @interface A {}",
                "enum E implements E { X } record R(R r) implements R { void go() { r.r().r().go(); } }",
                "sealed interface S permits T {} sealed interface T extends S permits S {}",
                "class G<A extends B, B extends A> { A a; void go() { a.go(); } }",
                "class C { static final int A = D.B + 1; } class D { static final int B = C.A + 1; void go() { for (int i = 0; i < B; i++) {} } }",
                "class C { String s = this.s + t; String t = s; Supplier<C> f = () -> f.get().f.get(); }",
                "class C { void go() { var x = x + 1; int y = y - 1; while (y > 0) { go(); } } }",
                "class C { void a(Runnable r) { b(() -> r.run()); } void b(Runnable r) { a(() -> r.run()); } }"
            })
    void typesAndValuesThatGoRoundInCircles(String types) {
        String source = "import dev.langchain4j.model.chat.ChatModel;\nimport java.util.function.*;\n" + types
                + "\nclass Agent { ChatModel model; String run(String x) { return model.chat(x); } }";
        AgentSource agent = AgentSource.of(source, true);
        assertThat(agent.analysis().coverage().problems()).isEmpty();
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }
}
