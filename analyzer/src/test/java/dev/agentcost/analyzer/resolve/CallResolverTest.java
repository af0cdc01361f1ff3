package dev.agentcost.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.resolve.CallResolver.CallQuery;
import dev.agentcost.analyzer.resolve.NameScope.Import;
import dev.agentcost.analyzer.resolve.NameScope.Import.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallResolverTest {

    private static final String SOURCE = """
            package a;
            import java.util.*;
            class Agent {
                static class Model { String chat(String s) { return s; } String chat(List<String> l) { return ""; } }
                final Model model = new Model();
                void one(List<Model> models) {
                    models.get(0).chat("x");
                }
                void two(List<String> l) {
                    model.chat("x"); model.chat(l);
                }
                void owners(List<String> l, Map<String, String> m) {
                    l.size(); m.size();
                }
                void run() {
                    helper();
                }
                private void helper() {}
                List<Integer> lengths(List<String> l) {
                    return l.stream().map(s -> s.length()).toList();
                }
            }
            """;

    @TempDir
    Path directory;

    private ClassFiles files;
    private CallResolver compiled;
    private CallResolver uncompiled;

    @BeforeEach
    void compile() throws CatalogException {
        Path classes = Compiler.compile(directory, "a/Agent.java", SOURCE);
        Catalog catalog = Catalog.load(List.of(), List.of(), Map.of());
        files = ClassFiles.of(List.of(classes));
        Typing typing = new Typing(files);
        compiled = CallResolver.of(InvokeIndex.of(List.of(classes)), typing, catalog);
        uncompiled = CallResolver.of(InvokeIndex.of(List.of()), typing, catalog);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private static CallQuery call(String line, String receiver, String name, String... arguments) {
        return new CallQuery(
                "a.Agent",
                receiver,
                name,
                List.of(arguments),
                false,
                false,
                name.equals("<init>"),
                Compiler.lineOf(SOURCE, line));
    }

    @Test
    void theCompiledCallAnswersWhereTheReceiverIsUnknown() {
        CallTarget chat = compiled.resolve(call("models.get(0)", "", "chat", ""));

        assertThat(chat)
                .isEqualTo(new CallTarget(
                        "a.Agent.Model",
                        "chat",
                        1,
                        List.of("java.lang.String"),
                        "java.lang.String",
                        false,
                        false,
                        Resolution.BYTECODE));
    }

    @Test
    void theCastOfTheCompiledCallTellsAResultThatTypesDoNot() {
        assertThat(compiled.resolve(call("models.get(0)", "", "get", "int")).returnType())
                .isEqualTo("a.Agent.Model");
        assertThat(compiled.resolve(call("models.get(0)", "java.util.List", "get", "int"))
                        .returnType())
                .isEqualTo("a.Agent.Model");
    }

    @Test
    void argumentTypesDecideBetweenOverloadsOnOneLine() {
        assertThat(compiled.resolve(call("model.chat(l)", "a.Agent.Model", "chat", "java.util.List<java.lang.String>")))
                .returns(List.of("java.util.List"), CallTarget::parameterTypes)
                .returns(Resolution.BYTECODE, CallTarget::resolution);
    }

    @Test
    void anOverloadThatIsNotCertainStandsForAll() {
        for (String receiver : List.of("a.Agent.Model", "")) {
            assertThat(compiled.resolve(call("model.chat(l)", receiver, "chat", "")))
                    .returns("a.Agent.Model", CallTarget::owner)
                    .returns(List.of(), CallTarget::parameterTypes)
                    .returns("java.lang.String", CallTarget::returnType);
        }
        assertThat(uncompiled
                        .resolve(call("model.chat(l)", "java.lang.StringBuilder", "append", ""))
                        .returnType())
                .isEqualTo("java.lang.StringBuilder");
        assertThat(uncompiled.resolve(call("model.chat(l)", "a.Agent.Model", "chat", "java.lang.Object")))
                .returns(List.of(), CallTarget::parameterTypes)
                .returns(Resolution.TYPES, CallTarget::resolution);
    }

    @Test
    void theReceiverDecidesBetweenOwnersOnOneLineAndNothingIsGuessed() {
        assertThat(compiled.resolve(call("m.size()", "java.util.HashMap<a.K, a.V>", "size"))
                        .owner())
                .isEqualTo("java.util.Map");
        assertThat(compiled.resolve(call("m.size()", "", "size")))
                .returns("", CallTarget::owner)
                .returns(Resolution.UNRESOLVED, CallTarget::resolution);
    }

    @Test
    void privateMethodsAndConstructorsAreExact() {
        CallTarget helper = compiled.resolve(call("        helper();", "a.Agent", "helper"));
        assertThat(helper.exact()).isTrue();
        assertThat(helper.resolution()).isEqualTo(Resolution.BYTECODE);

        CallTarget model = compiled.resolve(call("new Model()", "a.Agent.Model", "<init>"));
        assertThat(model.exact()).isTrue();
        assertThat(model.returnType()).isEqualTo("a.Agent.Model");
        assertThat(compiled.resolve(call("models.get(0)", "a.Agent.Model", "chat", ""))
                        .exact())
                .isFalse();
    }

    @Test
    void genericResultsComeFromTheTypes() {
        CallQuery map = new CallQuery(
                "a.Agent",
                "java.util.stream.Stream<java.lang.String>",
                "map",
                List.of(Typing.lambda(1)),
                List.of("int"),
                false,
                false,
                false,
                Compiler.lineOf(SOURCE, "l.stream()"));

        for (CallResolver resolver : List.of(compiled, uncompiled)) {
            assertThat(resolver.resolve(map).returnType()).isEqualTo("java.util.stream.Stream<java.lang.Integer>");
            assertThat(resolver.declaration(map).orElseThrow().parameterTypes())
                    .containsExactly("java.util.function.Function<T, R>");
        }
    }

    @Test
    void withoutClassesTheTypesAnswer() {
        assertThat(uncompiled.resolve(call("model.chat(l)", "a.Agent.Model", "chat", "java.lang.String")))
                .isEqualTo(new CallTarget(
                        "a.Agent.Model",
                        "chat",
                        1,
                        List.of("java.lang.String"),
                        "java.lang.String",
                        false,
                        false,
                        Resolution.TYPES));
    }

    @Test
    void whatNothingAnswersKeepsItsName() {
        assertThat(uncompiled.resolve(call("m.size()", "com.acme.Missing<a.B>", "size")))
                .isEqualTo(new CallTarget(
                        "com.acme.Missing", "size", 0, List.of(), "", false, false, Resolution.UNRESOLVED));
        assertThat(uncompiled
                        .resolve(call("new Model()", "com.acme.Missing<a.B>", "<init>"))
                        .returnType())
                .isEqualTo("com.acme.Missing<a.B>");
    }

    @Test
    void theCatalogueAnswersForTypesOfAMissingJar() throws CatalogException, IOException {
        Path rows = Files.writeString(directory.resolve("acme.yaml"), """
                framework: acme
                evidence: acme 1.0
                markers: [com.acme]
                types:
                  - name: com.acme.Model
                    methods:
                      - {name: chat, arity: 1, model-call: 0, returns: com.acme.Answer}
                      - {name: with, returns: receiver, context: carry}
                  - name: com.acme.Fast
                    supertypes: [com.acme.Model]
                """);
        Catalog catalog = Catalog.load(List.of(rows), List.of(), Map.of());
        Typing typing = new Typing(new LayeredTypeWorld(Map.of(), files, new CatalogTypes(catalog)));
        CallResolver resolver = CallResolver.of(InvokeIndex.of(List.of()), typing, catalog);

        assertThat(resolver.resolve(call("model.chat(l)", "com.acme.Fast", "chat", "java.lang.String")))
                .isEqualTo(new CallTarget(
                        "com.acme.Fast", "chat", 1, List.of(), "com.acme.Answer", false, false, Resolution.CATALOG));
        assertThat(resolver.resolve(call("model.chat(l)", "com.acme.Fast", "with", "int", "int"))
                        .returnType())
                .isEqualTo("com.acme.Fast");
        assertThat(typing.isSubtype("com.acme.Fast", "com.acme.Model")).isTrue();
        assertThat(NameScope.of("p", List.of(new Import("com.acme", Kind.TYPES)), typing.world(), catalog)
                        .find("Fast"))
                .contains("com.acme.Fast");
        assertThat(NameScope.of("p", List.of(new Import("com.other", Kind.TYPES)), typing.world(), catalog)
                        .find("Fast"))
                .as("no import can mean it")
                .isEmpty();
    }

    @Test
    void aSourceTypeWithoutConstructorsCanBeCreated() throws CatalogException {
        CallResolver resolver = CallResolver.of(
                InvokeIndex.of(List.of()),
                new Typing(Worlds.sources(Worlds.type("a.Plain", List.of()))),
                Catalog.load(List.of(), List.of(), Map.of()));

        assertThat(resolver.resolve(call("new Model()", "a.Plain", "<init>")))
                .returns(Resolution.TYPES, CallTarget::resolution)
                .returns(true, CallTarget::exact);
    }
}
