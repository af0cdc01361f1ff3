package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser makes of texts. */
class JavaSourceTest {

    private static ParsedUnit parse(String text) {
        return new Workers(1)
                .map(List.of(new SourceText("A.java", text, List.of())), JavaSource::new)
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record P(int a) { } sealed interface S permits P2 { } record P2() implements S { }",
                "class A { int f(Object o) { return switch (o) { case P(int x, _) when x > 0 -> x; case null, default -> 0; }; } record P(int a, int b) { } }",
                "class A { void f() { for (var _ : java.util.List.of(1)) { } } }",
                "class A { A() { int x = 1; super(); } }",
                "import module java.base; class A { }",
                "void main() { }",
                "class A { String s = \"\"\"\n  x\"\"\"; }",
                "class A { void yield() { } void f() { this.yield(); } int g(int i) { return switch (i) { default -> { yield 1; } }; } }",
            })
    void newLanguageIsRead(String text) {
        assertThat(parse(text).diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class A { int _ = 3; int f() { return _; } }",
                "class A { int record = 1; void f() { record = 2; } }",
                "class A { void f() { int yield = 1; yield = 2; } }",
                "class A { int var = 1; void f() { int var = 2; } }",
            })
    void oldNamesAreReadAtAnOldLevel(String text) {
        assertThat(parse(text).diagnostics()).isEmpty();
    }

    @Test
    void whatIsWholeIsKept() {
        ParsedUnit unit = parse("class A {\n  void f() {\n    int x = ;\n  }\n  void g() {}\n}\nclass B {}");
        assertThat(unit.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(3);
            assertThat(diagnostic.message()).contains("treated as unknown").doesNotContain("\n");
        });
        assertThat(unit.tree().findAll(MethodDeclaration.class))
                .extracting(NodeWithSimpleName::getNameAsString)
                .containsExactly("f", "g");
        assertThat(unit.tree().findAll(TypeDeclaration.class)).hasSize(2);
    }

    @Test
    void anEnumInAMethodCostsNothingButItself() {
        ParsedUnit unit = parse("""
                class A {
                    void f() {
                        enum E { X { void g() {} }, Y }
                        h(E.X);
                    }
                    enum Member { Z }
                }""");
        assertThat(unit.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(3);
            assertThat(diagnostic.message()).contains("enum inside a method");
        });
        assertThat(unit.tree().toString()).contains("h(E.X)").contains("Member").doesNotContain("???");
    }

    @Test
    void positionsAreKeptWithoutTokens() {
        MethodDeclaration method = parse("class A {\n  void f() {}\n}")
                .tree()
                .findFirst(MethodDeclaration.class)
                .orElseThrow();
        assertThat(method.getBegin())
                .hasValueSatisfying(begin -> assertThat(begin.line).isEqualTo(2));
        assertThat(method.getTokenRange()).isEmpty();
    }

    @Test
    void deepExpressionsDoNotOverflow() {
        ParsedUnit unit = parse("class A { Object o = new StringBuilder()" + ".append(1)".repeat(20_000) + "; }");
        assertThat(unit.diagnostics()).isEmpty();
        assertThat(unit.tree()).isNotNull();
    }

    @Test
    void remarksSayWhichCodeTheySpeakOf() {
        ParsedUnit unit = parse("""
                class A {
                    // agentcost: at most 3
                    /* more */

                    void f() { } // agentcost: ignore x -- y
                    /** Says agentcost: nothing. */
                    String s = "agentcost: no";
                    /*
                     * agentcost: at most 9
                     */
                    int i;
                }""");
        assertThat(unit.remarks()).containsExactly(new Remark(2, 5, "at most 3"), new Remark(5, 5, "ignore x -- y"));
    }
}
