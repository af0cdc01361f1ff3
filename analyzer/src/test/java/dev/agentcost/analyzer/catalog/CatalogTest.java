package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Look-ups: by supertypes, by version, by simple name; the user's rows before ours. */
class CatalogTest {

    private static final String SHAPES = """
            framework: shapes
            types:
              - name: shapes.Left
                supertypes: shapes.Top
                methods: {name: turn, returns: from.Left}
              - name: shapes.Right
                supertypes: shapes.Top
                methods: {name: [turn, flip], returns: from.Right}
              - name: shapes.Top
                supertypes: shapes.Bottom
                methods: {name: [<init>, turn, flip, fall], returns: from.Top}
              - name: shapes.Bottom
                supertypes: [shapes.Left, shapes.Right]
                methods:
                  - {name: spin, arity: 0, returns: from.none}
                  - {name: spin, arity: [1, 2], returns: from.some}
            """;

    @TempDir
    Path folder;

    @Test
    void looksAtSupertypesBreadthFirstAndEndsOnACycle() throws Exception {
        Catalog catalog = catalog(Map.of(), SHAPES);
        assertThat(found(catalog, "shapes.Bottom", "turn", 0)).isEqualTo("from.Left");
        assertThat(found(catalog, "shapes.Bottom", "flip", 3)).isEqualTo("from.Right");
        assertThat(found(catalog, "shapes.Bottom", "fall", 0)).isEqualTo("from.Top");
        assertThat(found(catalog, "shapes.Bottom", "rest", 0)).isEqualTo("nothing");
        assertThat(found(catalog, "shapes.Unknown", "turn", 0)).isEqualTo("nothing");
    }

    @Test
    void takesTheFirstRowWithTheNumberOfArguments() throws Exception {
        Catalog catalog = catalog(Map.of(), SHAPES);
        assertThat(found(catalog, "shapes.Bottom", "spin", 0)).isEqualTo("from.none");
        assertThat(found(catalog, "shapes.Bottom", "spin", 2)).isEqualTo("from.some");
        assertThat(found(catalog, "shapes.Bottom", "spin", 3)).isEqualTo("nothing");
    }

    @Test
    void inheritsNoConstructor() throws Exception {
        Catalog catalog = catalog(Map.of(), SHAPES);
        assertThat(found(catalog, "shapes.Top", "<init>", 0)).isEqualTo("from.Top");
        assertThat(found(catalog, "shapes.Left", "<init>", 0)).isEqualTo("nothing");
        assertThat(catalog.method(List.of("my.Own", "shapes.Top"), "<init>", 0)).isEmpty();
        assertThat(catalog.method(List.of("my.Own", "shapes.Top"), "fall", 0)).isPresent();
    }

    @Test
    void takesTheFirstOfSeveralOwnersThatHasTheMethod() throws Exception {
        Catalog catalog = catalog(Map.of(), SHAPES);
        assertThat(catalog.method(List.of("my.Own", "shapes.Right", "shapes.Left"), "turn", 0))
                .hasValueSatisfying(row -> assertThat(row.returns()).isEqualTo("from.Right"));
    }

    @Test
    void choosesRowsByTheVersionOfTheArtifact() throws Exception {
        String versions = """
                framework: versions
                types:
                  - name: versions.Model
                    methods:
                      - {name: ask, returns: old, versions: 'model (,2.0)', when-unknown: true}
                      - {name: ask, returns: new, versions: 'model [2.0,)'}
                """;
        assertThat(found(catalog(Map.of("model", "1.9"), versions), "versions.Model", "ask", 1))
                .isEqualTo("old");
        assertThat(found(catalog(Map.of("model", "2.0.0"), versions), "versions.Model", "ask", 1))
                .isEqualTo("new");
        assertThat(found(catalog(Map.of("other", "2.0"), versions), "versions.Model", "ask", 1))
                .isEqualTo("old");
        assertThat(catalog(Map.of("model", "2.1"), versions).type("versions.Model"))
                .hasValueSatisfying(type -> assertThat(type.methods()).hasSize(1));
    }

    @Test
    void findsTypesBySimpleNamesThatAreUnique() throws Exception {
        Catalog catalog = catalog(
                Map.of(),
                "{framework: a, types: [{name: a.b.One}, {name: a.Two}, {name: a.Two.Builder}]}",
                "{framework: c, types: [{name: c.Two}, {name: c.Three.Builder}, {name: c.Three.Part}]}");
        assertThat(catalog.typeBySimpleName("One")).contains("a.b.One");
        assertThat(catalog.typeBySimpleName("Two")).isEmpty();
        assertThat(catalog.typeBySimpleName("Builder")).isEmpty();
        assertThat(catalog.typeBySimpleName("Two.Builder")).contains("a.Two.Builder");
        assertThat(catalog.typeBySimpleName("Part")).contains("c.Three.Part");
        assertThat(catalog.typeBySimpleName("Four")).isEmpty();
        assertThat(catalog.packages()).containsExactly("a", "a.b", "c");
        assertThat(catalog.frameworks()).containsExactly("a", "c");
    }

    @Test
    void putsTheUsersRowsFirstAndKeepsOurs() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                framework: mine
                markers: [com.mine]
                endpoints: {urls: [llm.mine.com]}
                types:
                  - name: dev.langchain4j.model.chat.ChatModel
                    methods:
                      - {name: chat, evidence: ours is a stub}
                  - name: com.mine.Model
                    methods:
                      - {name: ask, model-call: 0}
                """);
        Catalog catalog = Catalog.load(List.of(file), List.of(), Map.of());

        String chatModel = "dev.langchain4j.model.chat.ChatModel";
        assertThat(catalog.method(chatModel, "chat", 1))
                .hasValueSatisfying(row -> assertThat(row.modelCall()).isNull());
        assertThat(catalog.method(chatModel, "doChat", 1))
                .hasValueSatisfying(row -> assertThat(row.modelCall()).isNotNull());
        assertThat(catalog.types().iterator().next().name()).isEqualTo(chatModel);
        assertThat(catalog.frameworks()).startsWith("mine").contains("langchain4j", "jdk");
        assertThat(catalog.markers()).contains("com.mine", "dev.langchain4j");
        assertThat(catalog.endpoints().urls()).startsWith("llm.mine.com").contains("/chat/completions");
    }

    @Test
    void readsTheFilesThatLibrariesBringAlong() throws Exception {
        Path user = Files.writeString(folder.resolve("mine.yaml"), library("mine", "ask", "model-call: 0"));
        Path jar = jar("acme-1.jar", library("acme", "[ask, tell]", "tool-call: true"));
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve("META-INF/agentcost"));
        Files.writeString(
                classes.resolve("META-INF/agentcost/catalog.yaml"), library("ours", "[tell, say]", "model-call: 0"));

        Catalog catalog = Catalog.load(List.of(user), List.of(jar, classes, folder.resolve("absent.jar")), Map.of());

        assertThat(catalog.problems()).isEmpty();
        assertThat(catalog.frameworks()).startsWith("mine", "acme", "ours").contains("jdk");
        assertThat(places(catalog, "ask", "tell", "say"))
                .containsExactly(
                        user + ":5",
                        "acme-1.jar!/META-INF/agentcost/catalog.yaml:5",
                        "classes!/META-INF/agentcost/catalog.yaml:5");
    }

    @Test
    void aLibrarysFileThatIsNoneCostsThatLibraryOnly() throws Exception {
        Path broken = jar("broken.jar", library("broken", "ask", "model-cal: 0"));
        Path latin = jar("latin.jar", "framework: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path acme = jar("acme.jar", library("acme", "ask", "model-call: 0"));
        Path noJar = Files.writeString(folder.resolve("text.jar"), "no jar");

        Catalog catalog = Catalog.load(List.of(), List.of(broken, latin, acme, noJar), Map.of());

        assertThat(catalog.problems())
                .containsExactly(
                        "broken.jar!/META-INF/agentcost/catalog.yaml:5: 'model-cal' is not a key of a method;"
                                + " write 'model-call'; the rows of this file are left out",
                        "latin.jar!/META-INF/agentcost/catalog.yaml:1: not UTF-8; save the file in that encoding;"
                                + " the rows of this file are left out");
        assertThat(catalog.frameworks()).startsWith("acme").doesNotContain("broken");
    }

    private static String library(String framework, String method, String facet) {
        return """
                framework: %s
                types:
                  - name: com.acme.Client
                    methods:
                      - {name: %s, %s}
                """.formatted(framework, method, facet);
    }

    private static List<String> places(Catalog catalog, String... methods) {
        return Stream.of(methods)
                .map(method -> catalog.method("com.acme.Client", method, 1)
                        .orElseThrow()
                        .place())
                .toList();
    }

    private Path jar(String name, String catalog) throws IOException {
        return jar(name, catalog.getBytes(StandardCharsets.UTF_8));
    }

    private Path jar(String name, byte[] catalog) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/agentcost/catalog.yaml"));
            out.write(catalog);
        }
        return jar;
    }

    @Test
    void mergesWhatTwoFilesSayOfOneType() throws Exception {
        Catalog catalog = catalog(
                Map.of(),
                "{framework: a, types: {name: a.T, supertypes: a.S, methods: {name: x, returns: first}}}",
                "{framework: b, types: {name: a.T, supertypes: [a.S, a.R], role: message, marks: tool,"
                        + " methods: {name: [x, y], returns: second}}}");
        assertThat(catalog.type("a.T")).hasValueSatisfying(type -> {
            assertThat(type.framework()).isEqualTo("a");
            assertThat(type.supertypes()).containsExactly("a.S", "a.R");
            assertThat(type.role()).isEqualTo(TypeRow.Role.MESSAGE);
            assertThat(type.marks()).isEqualTo(TypeRow.Mark.TOOL);
        });
        assertThat(found(catalog, "a.T", "x", 0)).isEqualTo("first");
        assertThat(found(catalog, "a.T", "y", 0)).isEqualTo("second");
    }

    @Test
    void saysWhichFileCannotBeRead() throws Exception {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> Catalog.load(List.of(absent), List.of(), Map.of()))
                .isInstanceOf(CatalogException.class)
                .hasMessage(absent + ": there is no such file; correct the path in the configuration");
        assertThatThrownBy(() -> Catalog.load(List.of(folder), List.of(), Map.of()))
                .isInstanceOf(CatalogException.class)
                .hasMessage(folder + ": is a folder; give the path of a readable YAML file");
        Path latin = Files.write(
                folder.resolve("latin.yaml"), "framework: acme\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Catalog.load(List.of(latin), List.of(), Map.of()))
                .isInstanceOf(CatalogException.class)
                .hasMessage(latin + ":2: not UTF-8; save the file in that encoding");
    }

    @Test
    void readsAFileThatStartsWithAByteOrderMark() throws Exception {
        Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFframework: bom");
        assertThat(Catalog.load(List.of(file), List.of(), Map.of()).frameworks())
                .startsWith("bom");
    }

    private static String found(Catalog catalog, String owner, String name, int arity) {
        return catalog.method(owner, name, arity).map(MethodRow::returns).orElse("nothing");
    }

    private static Catalog catalog(Map<String, String> versions, String... files) throws CatalogException {
        List<CatalogFile> read = new java.util.ArrayList<>();
        for (String file : files) {
            read.add(CatalogReader.read("test.yaml", file));
        }
        return Catalog.of(read, Set.of(), versions, List.of());
    }
}
