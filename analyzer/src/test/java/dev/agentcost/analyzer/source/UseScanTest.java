package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How names stand in a text. */
class UseScanTest {

    private static final String NAME = "go";

    /** The uses of {@code go} as form, number of values and qualifier. */
    private static List<String> uses(String text) {
        return UseScan.of(text, word -> word.equals(NAME) ? 0 : -1).uses().stream()
                .map(use -> use.form() + " " + use.values() + " " + (use.isQualifierNamed() ? "." : "")
                        + (use.qualifier() == null ? "?" : use.qualifier()))
                .toList();
    }

    private static List<String> variables(String text) {
        List<String> found = new ArrayList<>();
        UseScan.of(text, word -> -1)
                .variables()
                .forEach(variable -> found.add(variable.name() + ":" + variable.type()));
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.go(); | CALL 0 x",
                "go(1); | CALL 1 ''",
                "this.go(a, b); | CALL 2 ''",
                "super.go(f(a, b), new int[] {1, 2}, (c, d) -> e); | CALL 3 ''",
                "x.go(\"a, b\", 'c'); | CALL 2 x",
                "a.b.go(); | CALL 0 .b",
                "f().go(); | CALL 0 ?",
                "list[0].go(); | CALL 0 ?",
                "return \"a\".go(); | CALL 0 ?",
                "x.<T>go(); | CALL 0 ?",
                "f(() -> go()); | CALL 0 ''",
                "x.go(a < b, c > d); | CALL -1 x",
                "x.go(new Map<A, B>(), c); | CALL -1 x",
                "x.go( | CALL -1 x",
                "x::go; | REFERENCE -1 x",
                "this::go; | REFERENCE -1 ''",
                "f()::go; | REFERENCE -1 ?",
                "new go(1); | CREATION 1 ''",
                "new a.go<B, C>(); | CREATION 0 a",
                "new go[3]; | PLAIN -1 ''",
                "go::new; | QUALIFIER -1 ''",
                "go.f(); | QUALIFIER -1 ''",
                "@go class A {} | ANNOTATION -1 ''",
                "int n = go + 1; | PLAIN -1 ''",
                "case go: | QUALIFIER -1 ''",
                "x.go = 1; | PLAIN -1 x",
            })
    void aNameIsCalledCreatedOrNamed(String text, String expected) {
        assertThat(uses(text)).containsExactly(expected.replace("''", ""));
    }

    @Test
    void ofACreationTheNamesRoundItAreQualifiersAndItsTypeArgumentsPlain() {
        assertThat(uses("new go.Inner(new List<go>());")).containsExactlyInAnyOrder("QUALIFIER -1 ", "PLAIN -1 ");
    }

    @Test
    void variablesHaveTheSimpleNameOfTheirType() {
        assertThat(variables("final Foo a = b; a.b.Bar c; Map<String, List<X>> d; Foo[] e; void f(Foo... g) {}"))
                .containsExactly("a:Foo", "c:Bar", "d:Map", "e:Foo", "g:Foo");
        assertThat(variables("for (Foo f : all) if (x instanceof Bar g) try (Baz h = f()) {} catch (A e) {}"))
                .containsExactly("f:Foo", "g:Bar", "h:Baz", "e:A");
    }

    @Test
    void whereNoOneTypeIsWrittenNoneIsKnown() {
        assertThat(variables("a -> 1;")).containsExactly("a:");
        assertThat(variables("(a, b) -> 1;")).containsExactly("a:", "b:");
        assertThat(variables("catch (A | B e)")).containsExactly("e:");
        assertThat(variables("return a; throw b; else c(); case d; new E(); x instanceof F;"))
                .isEmpty();
        assertThat(variables("record Foo(Bar b) {} @A Foo f; @A(x) Foo g; (Foo) h.i(); Foo j() {}"))
                .containsExactly("b:Bar", "f:Foo", "g:Foo");
    }
}
