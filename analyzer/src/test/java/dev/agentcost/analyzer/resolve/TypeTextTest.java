package dev.agentcost.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int                                        | int",
                "java.util.List<a.B>                        | java.util.List<a.B>",
                "Map<String,List<Foo>>                      | Map<String, List<Foo>>",
                "List<? extends Foo>                        | List<Foo>",
                "List<? super Foo>                          | List<Foo>",
                "List<?>                                    | List<java.lang.Object>",
                "String[][]                                 | String[][]",
                "String...                                  | String[]",
                "List<int[]>[]                              | List<int[]>[]",
                "List<? extends Foo[]>                      | List<Foo[]>",
                "@Nullable String                           | String",
                "java.lang.@Nullable String                 | java.lang.String",
                "@A(x = \"y\", z = f(1)) List<@B Foo> @C [] | List<Foo>[]",
                "Outer<A>.Inner<B>                          | Outer.Inner<B>",
                "Foo & Bar<X>                               | Foo",
                "ArrayList<>                                | ArrayList",
                "java . util . List                         | java.util.List",
            })
    void aTypeIsReadAsWrittenAndPrintedInOneForm(String written, String printed) {
        assertThat(TypeText.parse(written)).hasToString(printed);
        assertThat(TypeText.parse(printed)).isEqualTo(TypeText.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<", ">", "List<", "List<<<", "a..b", "?", "@", "@A(", "List<a,,b>", "[", "x]", "&&&", "...."
            })
    void oddTextsAreReadSomehow(String odd) {
        assertThat(TypeText.parse(odd)).isNotNull();
    }

    @Test
    void typeVariablesAreReplacedAtEveryDepth() {
        Map<String, TypeText> variables =
                Map.of("K", TypeText.parse("java.lang.String"), "V", TypeText.parse("List<int[]>"));

        assertThat(TypeText.parse("Map<K, Set<V>>").substitute(variables))
                .hasToString("Map<java.lang.String, Set<List<int[]>>>");
        assertThat(TypeText.parse("V[]").substitute(variables)).hasToString("List<int[]>[]");
        assertThat(TypeText.parse("Key<V>").substitute(variables)).hasToString("Key<List<int[]>>");
    }

    @Test
    void replacementsAreNotReplacedAgain() {
        Map<String, TypeText> swapped = Map.of("A", TypeText.of("B"), "B", TypeText.of("A"));

        assertThat(TypeText.parse("Pair<A, B>").substitute(swapped)).hasToString("Pair<B, A>");
    }

    @Test
    void anUnknownArgumentIsPrintedAsObject() {
        assertThat(TypeText.parse("List<T>").substitute(Map.of("T", TypeText.UNKNOWN)))
                .hasToString("List<java.lang.Object>");
        assertThat(TypeText.parse("T[]").substitute(Map.of("T", TypeText.UNKNOWN)))
                .isEqualTo(TypeText.UNKNOWN);
    }

    @Test
    void aBoundThatIsAnotherParameterIsFollowedAndACycleIsObject() {
        assertThat(TypeParameter.erasures(List.of("A extends x.Y<A>", "B extends A", "C"), List.of()))
                .containsEntry("A", TypeText.of("x.Y"))
                .containsEntry("B", TypeText.of("x.Y"))
                .containsEntry("C", TypeText.OBJECT);
        assertThat(TypeParameter.erasures(List.of("A extends B", "B extends A"), List.of()))
                .containsEntry("A", TypeText.OBJECT);
    }
}
