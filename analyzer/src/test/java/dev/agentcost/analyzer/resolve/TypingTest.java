package dev.agentcost.analyzer.resolve;

import static dev.agentcost.analyzer.resolve.Worlds.abstractMethod;
import static dev.agentcost.analyzer.resolve.Worlds.interfaceType;
import static dev.agentcost.analyzer.resolve.Worlds.method;
import static dev.agentcost.analyzer.resolve.Worlds.sources;
import static dev.agentcost.analyzer.resolve.Worlds.type;
import static dev.agentcost.analyzer.resolve.Worlds.withFields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypingTest {

    private static final String STRING = "java.lang.String";
    private static final String STRINGS = "java.util.List<java.lang.String>";

    private final Typing jdk = new Typing(Worlds.JDK);

    private MethodInfo declared(String receiver, String name, String... arguments) {
        return jdk.declaredMethod(receiver, name, List.of(arguments)).orElseThrow();
    }

    private String result(String receiver, String name, List<String> arguments, String... lambdaResults) {
        MethodInfo raw = jdk.declaredMethod(receiver, name, arguments).orElseThrow();
        return jdk.returnType(raw, receiver, arguments, Arrays.asList(lambdaResults));
    }

    @Nested
    class Supertypes {

        @Test
        void carryTypeArgumentsWithClassesBeforeInterfacesAndObjectLast() {
            assertThat(jdk.hierarchy("java.util.ArrayList<a.B>"))
                    .startsWith(
                            "java.util.ArrayList<a.B>",
                            "java.util.AbstractList<a.B>",
                            "java.util.AbstractCollection<a.B>")
                    .contains("java.util.List<a.B>", "java.lang.Iterable<a.B>", "java.util.RandomAccess")
                    .endsWith("java.lang.Object")
                    .doesNotHaveDuplicates();
        }

        @Test
        void ofARawTypeHaveErasedArguments() {
            assertThat(jdk.hierarchy("java.util.List")).contains("java.lang.Iterable<java.lang.Object>");
        }

        @Test
        void thatExtendEachOtherEnd() {
            Typing typing = new Typing(sources(
                    type("a.A", List.of("a.B")),
                    type("a.B", List.of("a.A", "a.I")),
                    interfaceType("a.I", List.of(), List.of("a.J")),
                    interfaceType("a.J", List.of(), List.of("a.I", "a.J"))));

            assertThat(typing.hierarchy("a.A")).containsExactly("a.A", "a.B", "a.I", "a.J", "java.lang.Object");
            assertThat(typing.isSubtype("a.B", "a.J")).isTrue();
            assertThat(typing.method("a.A", "missing", List.of())).isEmpty();
        }

        @Test
        void thatGrowTheirArgumentsEnd() {
            Typing typing = new Typing(sources(interfaceType("a.I", List.of("T"), List.of("a.I<a.I<T>>"))));

            assertThat(typing.hierarchy("a.I<a.X>")).containsExactly("a.I<a.X>", "java.lang.Object");
        }

        @Test
        void ofAnUnknownTypeAreUnknown() {
            assertThat(jdk.hierarchy("no.Such")).containsExactly("no.Such");
            assertThat(jdk.hierarchy("")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "java.util.ArrayList<a.B>, java.lang.Iterable,    true",
            "java.lang.Iterable,       java.util.ArrayList,   false",
            "java.lang.String,         java.lang.CharSequence, true",
            "java.lang.String[],       java.lang.Object,      true",
            "java.lang.String[],       java.lang.Object[],    true",
            "java.lang.String[],       java.lang.String,      false",
            "int,                      java.lang.Object,      false",
            "java.util.List,           java.lang.Object,      true",
            "'',                       java.lang.Object,      false",
        })
        void areErasedForComparison(String type, String of, boolean expected) {
            assertThat(jdk.isSubtype(type, of)).isEqualTo(expected);
        }
    }

    @Nested
    class Choice {

        @ParameterizedTest
        @CsvSource({
            "int,               int", // remove(int index)
            "java.lang.Integer, java.lang.Object", // remove(Object): no unboxing in the first phase
            "java.lang.String,  java.lang.Object",
            "short,             int",
        })
        void prefersNoBoxing(String argument, String parameter) {
            assertThat(jdk.erasedParameterTypes(declared("java.util.List<java.lang.Integer>", "remove", argument)))
                    .containsExactly(parameter);
        }

        @ParameterizedTest
        @CsvSource({
            "java.lang.String, java.lang.String",
            "char,             char",
            "byte,             int",
            "char[],           char[]",
            "java.util.List,   java.lang.Object",
        })
        void takesTheMostSpecificOverload(String argument, String parameter) {
            MethodInfo chosen = declared("java.lang.StringBuilder", "append", argument);

            assertThat(jdk.erasedParameterTypes(chosen)).containsExactly(parameter);
            assertThat(chosen.returnType()).isEqualTo("java.lang.StringBuilder");
        }

        @ParameterizedTest
        @CsvSource({
            "java.lang.String, true",
            "java.util.List, true",
            "int, true",
            "'', false",
            "java.lang.Object, false",
            "no.Such, false"
        })
        void isCertainOnlyWhereTheArgumentsAreKnown(String argument, boolean certain) {
            assertThat(jdk.choose("java.lang.StringBuilder", "append", List.of(argument), List.of())
                            .orElseThrow()
                            .isCertain())
                    .isEqualTo(certain);
        }

        @Test
        void takesVarArgsLast() {
            assertThat(declared("java.util.List", "of", STRING, STRING).isVarArgs())
                    .isFalse();
            assertThat(declared("java.util.List", "of", STRING.concat("[]")).isVarArgs())
                    .isTrue();
            assertThat(declared(STRING, "format", STRING, "int", "long").parameterTypes())
                    .containsExactly(STRING, "java.lang.Object[]");
            assertThat(declared("java.nio.file.Path", "of", STRING).isVarArgs()).isTrue();
        }

        @Test
        void matchesLambdasByTheirParameters() {
            String future = "java.util.concurrent.CompletableFuture<java.lang.String>";
            assertThat(declared("java.util.Map<a.K, a.V>", "forEach", Typing.lambda(2))
                            .owner())
                    .isEqualTo("java.util.Map");
            assertThat(jdk.declaredMethod("java.util.Map<a.K, a.V>", "forEach", List.of(Typing.lambda(1))))
                    .as("the number of arguments decides where nothing is applicable")
                    .isPresent();
            assertThat(declared("java.util.stream.Stream<a.B>", "toArray", Typing.METHOD_REFERENCE)
                            .parameterTypes())
                    .hasSize(1);
            assertThat(declared(future, "handle", Typing.lambda(2)).name()).isEqualTo("handle");
        }

        @ParameterizedTest
        @CsvSource({"void, java.lang.Runnable", "java.lang.String, java.util.concurrent.Callable"})
        void looksAtWhatALambdaReturns(String lambdaResult, String parameter) {
            List<String> arguments = List.of(Typing.lambda(0));
            MethodInfo chosen = jdk.declaredMethod(
                            "java.util.concurrent.ExecutorService", "submit", arguments, List.of(lambdaResult))
                    .orElseThrow();

            assertThat(jdk.erasedParameterTypes(chosen)).containsExactly(parameter);
        }

        @Test
        void knowsThatNullIsNoPrimitive() {
            assertThat(jdk.erasedParameterTypes(declared("java.util.List<a.B>", "remove", Typing.NULL)))
                    .containsExactly("java.lang.Object");
        }

        @Test
        void findsMethodsOfObjectOnInterfacesAndArrays() {
            assertThat(declared("java.util.List<a.B>", "getClass").owner()).isEqualTo("java.lang.Object");
            assertThat(declared("a.B[]", "hashCode").owner()).isEqualTo("java.lang.Object");
        }

        @Test
        void leavesOutWhatIsOverridden() {
            Typing typing = new Typing(sources(
                    type("a.Base", List.of(), method("a.Base", "run", "void", STRING), method("a.Base", "run", "void")),
                    type("a.Sub", List.of("a.Base"), method("a.Sub", "run", "void", STRING))));

            assertThat(typing.overloads("a.Sub", "run"))
                    .extracting(MethodInfo::owner)
                    .containsExactly("a.Sub", "a.Base");
        }

        @Test
        void doesNotInheritConstructorsAndPrivateMethods() {
            MethodInfo hidden =
                    new MethodInfo("a.Base", "hidden", List.of(), List.of(), "void", false, false, true, false);
            Typing typing = new Typing(sources(
                    type("a.Base", List.of(), hidden, method("a.Base", "<init>", "a.Base", "int")),
                    type("a.Sub", List.of("a.Base"))));

            assertThat(typing.overloads("a.Base", "hidden")).hasSize(1);
            assertThat(typing.overloads("a.Sub", "hidden")).isEmpty();
            assertThat(typing.overloads("a.Sub", "<init>")).isEmpty();
        }
    }

    @Nested
    class Results {

        @Test
        void haveTheReceiversTypeArguments() {
            assertThat(jdk.method(STRINGS, "get", List.of("int")).orElseThrow().returnType())
                    .isEqualTo(STRING);
            assertThat(result("java.util.Map<a.K, java.util.List<a.V>>", "entrySet", List.of()))
                    .isEqualTo("java.util.Set<java.util.Map.Entry<a.K, java.util.List<a.V>>>");
            assertThat(result("java.util.ArrayList<a.B>", "stream", List.of()))
                    .isEqualTo("java.util.stream.Stream<a.B>");
        }

        @Test
        void ofRawReceiversAreErased() {
            assertThat(result("java.util.List", "get", List.of("int"))).isEqualTo("java.lang.Object");
        }

        @Test
        void areInferredFromArguments() {
            assertThat(result("java.util.List", "of", List.of(STRING, STRING))).isEqualTo(STRINGS);
            assertThat(result("java.util.List", "of", List.of("int"))).isEqualTo("java.util.List<java.lang.Integer>");
            assertThat(result("java.util.List", "of", List.of("java.lang.Integer", "java.lang.Long")))
                    .isEqualTo("java.util.List<java.lang.Number>");
            assertThat(result("java.util.Arrays", "asList", List.of("java.lang.String[]")))
                    .isEqualTo(STRINGS);
            assertThat(result("java.util.Map", "of", List.of(STRING, "a.V")))
                    .isEqualTo("java.util.Map<java.lang.String, a.V>");
            assertThat(result("java.util.List", "copyOf", List.of("java.util.Set<a.B>")))
                    .isEqualTo("java.util.List<a.B>");
        }

        @Test
        void thatNothingTellsAreErased() {
            assertThat(result("java.util.List", "of", List.of())).isEqualTo("java.util.List<java.lang.Object>");
            assertThat(result("java.util.Collections", "max", List.of("java.util.List")))
                    .isEqualTo("java.lang.Object");
        }

        @Test
        void followAStreamThroughItsLambdas() {
            String stream = result(STRINGS, "stream", List.of());
            assertThat(stream).isEqualTo("java.util.stream.Stream<java.lang.String>");

            String mapped = result(stream, "map", List.of(Typing.lambda(1)), "a.Foo");
            assertThat(mapped).isEqualTo("java.util.stream.Stream<a.Foo>");

            assertThat(result(mapped, "filter", List.of(Typing.lambda(1)), "boolean"))
                    .isEqualTo(mapped);
            assertThat(result(mapped, "toList", List.of())).isEqualTo("java.util.List<a.Foo>");
            assertThat(result(mapped, "mapToInt", List.of(Typing.METHOD_REFERENCE), "int"))
                    .isEqualTo("java.util.stream.IntStream");
            assertThat(result(mapped, "flatMap", List.of(Typing.lambda(1)), "java.util.stream.Stream<a.Bar>"))
                    .isEqualTo("java.util.stream.Stream<a.Bar>");
            assertThat(result(mapped, "findFirst", List.of())).isEqualTo("java.util.Optional<a.Foo>");
        }

        @Test
        void ofCollectComeFromTheCollector() {
            String joining = result("java.util.stream.Collectors", "joining", List.of(STRING));

            assertThat(result("java.util.stream.Stream<java.lang.String>", "collect", List.of(joining)))
                    .isEqualTo(STRING);
            assertThat(jdk.hierarchy(result(
                            "java.util.stream.Stream<a.Foo>",
                            "collect",
                            List.of(result("java.util.stream.Collectors", "toList", List.of())))))
                    .first()
                    .asString()
                    .startsWith("java.util.List<");
        }

        @Test
        void ofPrimitiveLambdasAreBoxed() {
            assertThat(result("java.util.stream.Stream<a.B>", "map", List.of(Typing.lambda(1)), "int"))
                    .isEqualTo("java.util.stream.Stream<java.lang.Integer>");
        }

        @Test
        void ofADiamondAreInferred() {
            assertThat(result("java.util.ArrayList", "<init>", List.of("java.util.List<a.B>")))
                    .isEqualTo("java.util.ArrayList<a.B>");
            assertThat(result("java.util.ArrayList", "<init>", List.of())).isEqualTo("java.util.ArrayList");
            assertThat(result("java.util.ArrayList<a.B>", "<init>", List.of("int")))
                    .isEqualTo("java.util.ArrayList<a.B>");
        }

        @Test
        void ofSelfTypedBuildersAreTheArgument() {
            MethodInfo self = method("a.Builder", "with", "B", STRING);
            Typing typing = new Typing(sources(
                    new TypeInfo(
                            "a.Builder",
                            false,
                            List.of("B extends a.Builder<B>"),
                            List.of(),
                            List.of(),
                            List.of(self),
                            TypeInfo.Origin.SOURCE),
                    type("a.Mine", List.of("a.Builder<a.Mine>"))));

            assertThat(typing.method("a.Mine", "with", List.of(STRING))
                            .orElseThrow()
                            .returnType())
                    .isEqualTo("a.Mine");
            assertThat(typing.method("a.Builder", "with", List.of(STRING))
                            .orElseThrow()
                            .returnType())
                    .isEqualTo("a.Builder");
        }
    }

    @Nested
    class Lambdas {

        private List<String> parameters(String receiver, String name, List<String> arguments, int index) {
            return jdk.lambdaParameterTypes(
                    declared(receiver, name, arguments.toArray(String[]::new)), receiver, arguments, List.of(), index);
        }

        @Test
        void takeTheReceiversArguments() {
            assertThat(parameters(STRINGS, "forEach", List.of(Typing.lambda(1)), 0))
                    .containsExactly(STRING);
            assertThat(parameters("java.util.Map<a.K, a.V>", "computeIfAbsent", List.of("a.K", Typing.lambda(1)), 1))
                    .containsExactly("a.K");
            assertThat(parameters("java.util.Map<a.K, a.V>", "merge", List.of("a.K", "a.V", Typing.lambda(2)), 2))
                    .containsExactly("a.V", "a.V");
        }

        @Test
        void takeWhatOtherArgumentsTell() {
            assertThat(parameters("java.util.stream.Stream", "iterate", List.of("a.Seed", Typing.lambda(1)), 1))
                    .containsExactly("a.Seed");
        }

        @Test
        void ofUnknownVariablesHaveUnknownTypes() {
            List<String> arguments = List.of(Typing.lambda(1), Typing.lambda(1));
            assertThat(parameters("java.util.stream.Collectors", "toMap", arguments, 0))
                    .containsExactly("");
        }

        @Test
        void areOfTheParametersType() {
            assertThat(jdk.parameterType(
                            declared(STRINGS, "forEach", Typing.lambda(1)),
                            STRINGS,
                            List.of(Typing.lambda(1)),
                            List.of(),
                            0))
                    .isEqualTo("java.util.function.Consumer<java.lang.String>");
        }
    }

    @Nested
    class FunctionalInterfaces {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "java.lang.Runnable                          | run     | []               | void",
                    "java.util.function.Function<a.A, a.B>       | apply   | [a.A]            | a.B",
                    "java.util.function.UnaryOperator<a.A>       | apply   | [a.A]            | a.A",
                    "java.util.Comparator<a.A>                   | compare | [a.A, a.A]       | int",
                    "java.util.concurrent.Callable<a.A[]>        | call    | []               | a.A[]",
                })
        void haveOneAbstractMethod(String type, String name, String parameters, String result) {
            MethodInfo method = jdk.functionalMethod(type).orElseThrow();

            assertThat(method.name()).isEqualTo(name);
            assertThat(method.parameterTypes()).hasToString(parameters);
            assertThat(method.returnType()).isEqualTo(result);
        }

        @Test
        void areNeitherClassesNorInterfacesWithTwoOrNoMethods() {
            assertThat(jdk.functionalMethod("java.util.List<a.B>")).isEmpty();
            assertThat(jdk.functionalMethod("java.util.AbstractList<a.B>")).isEmpty();
            assertThat(jdk.functionalMethod("java.io.Serializable")).isEmpty();
            assertThat(jdk.functionalMethod("no.Such")).isEmpty();
        }

        @Test
        void countAMethodThatIsDeclaredAgainOnce() {
            Typing typing = new Typing(sources(interfaceType(
                    "a.Step",
                    List.of("T"),
                    List.of("java.util.function.Function<T, java.lang.String>"),
                    abstractMethod("a.Step", "apply", STRING, "T"))));

            assertThat(typing.functionalMethod("a.Step<a.X>").orElseThrow().parameterTypes())
                    .containsExactly("a.X");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.util.ArrayList<a.B>          | a.B",
                "a.B[][]                           | a.B[]",
                "java.util.stream.Stream<a.B>      | a.B",
                "java.util.stream.IntStream        | int",
                "java.util.Optional<a.B>           | a.B",
                "java.util.Iterator<a.B>           | a.B",
                "java.nio.file.Path                | java.nio.file.Path",
                "java.lang.String                  | ''",
                "no.Such<a.B>                      | ''",
            })
    void aHolderHasElements(String type, String element) {
        assertThat(jdk.elementType(type)).isEqualTo(element);
    }

    @Test
    void aFieldMayBeInheritedFromAClassOrInterface() {
        Typing typing = new Typing(sources(
                withFields("a.Base", List.of(), new FieldInfo("a.Base", "limit", "int", false, null)),
                withFields("a.Sub", List.of("a.Base", "java.io.ObjectStreamConstants"))));

        assertThat(typing.field("a.Sub", "limit").orElseThrow().owner()).isEqualTo("a.Base");
        assertThat(typing.field("a.Sub", "STREAM_VERSION").orElseThrow().constant())
                .isEqualTo(5L);
        assertThat(typing.field("a.Sub", "missing")).isEmpty();
    }

    @Test
    void anUnqualifiedCallIsOfTheInnermostTypeThatHasTheMethod() {
        Typing typing = new Typing(sources(
                type("a.Outer", List.of(), method("a.Outer", "step", "void"), method("a.Outer", "both", "void")),
                type("a.Outer.Inner", List.of(), method("a.Outer.Inner", "both", "void"))));

        assertThat(typing.enclosingOwner("a.Outer.Inner", "both")).contains("a.Outer.Inner");
        assertThat(typing.enclosingOwner("a.Outer.Inner", "step")).contains("a.Outer");
        assertThat(typing.enclosingOwner("a.Outer.run$1", "step")).contains("a.Outer");
        assertThat(typing.enclosingOwner("a.Outer.Inner", "none")).isEmpty();
    }
}
