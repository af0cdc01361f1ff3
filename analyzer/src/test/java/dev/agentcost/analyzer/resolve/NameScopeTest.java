package dev.agentcost.analyzer.resolve;

import static dev.agentcost.analyzer.resolve.Worlds.sources;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.resolve.NameScope.Import;
import dev.agentcost.analyzer.resolve.NameScope.Import.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameScopeTest {

    private final TypeWorld world = sources(
            type("p.Main", List.of("q.Base")),
            type("p.Main.Step", List.of()),
            type("p.Neighbour", List.of()),
            type("p.List", List.of()),
            type("q.Base", List.of()),
            type("q.Base.Inherited", List.of()),
            type("q.Other", List.of()));

    private NameScope scope(Import... imports) throws CatalogException {
        return NameScope.of("p", List.of(imports), world, Catalog.load(List.of(), List.of(), Map.of()));
    }

    private static Import type(String name) {
        return new Import(name, Kind.TYPE);
    }

    private static Import types(String name) {
        return new Import(name, Kind.TYPES);
    }

    private static TypeInfo type(String name, List<String> supertypes) {
        return Worlds.type(name, supertypes);
    }

    @Test
    void aSingleImportExplainsATypeThatNothingKnows() throws CatalogException {
        NameScope scope = scope(type("com.acme.Missing"));

        assertThat(scope.find("Missing")).contains("com.acme.Missing");
        assertThat(scope.find("Missing.Nested")).contains("com.acme.Missing.Nested");
        assertThat(scope.find("Elsewhere")).isEmpty();
        assertThat(scope.resolve("Elsewhere")).isEqualTo("Elsewhere");
    }

    @Test
    void singleImportsComeBeforeThePackageAndThePackageBeforeImportsOnDemand() throws CatalogException {
        assertThat(scope(types("java.util")).find("List")).contains("p.List");
        assertThat(scope(types("java.util")).find("Map")).contains("java.util.Map");
        assertThat(scope(type("java.util.List")).find("List")).contains("java.util.List");
        assertThat(scope().find("Neighbour")).contains("p.Neighbour");
        assertThat(scope().find("Map")).isEmpty();
        assertThat(scope().find("String")).contains("java.lang.String");
    }

    @Test
    void aModuleImportBringsInItsPackages() throws CatalogException {
        NameScope scope = scope(new Import("java.base", Kind.MODULE));

        assertThat(scope.find("Map")).contains("java.util.Map");
        assertThat(scope.find("Duration")).contains("java.time.Duration");
        assertThat(scope.find("Path")).contains("java.nio.file.Path");
        assertThat(scope.find("List")).as("the package shadows it").contains("p.List");
    }

    @Test
    void memberTypesAreVisibleInsideInheritedOnesToo() throws CatalogException {
        NameScope inside = scope().inType("p.Main");

        assertThat(inside.find("Step")).contains("p.Main.Step");
        assertThat(inside.find("Inherited")).contains("q.Base.Inherited");
        assertThat(inside.find("Main")).contains("p.Main");
        assertThat(inside.inType("p.Main.Step").find("Inherited")).contains("q.Base.Inherited");
        assertThat(scope().find("Step")).isEmpty();
    }

    @Test
    void qualifiedNamesStartAtATypeOrAreWhole() throws CatalogException {
        assertThat(scope(type("java.util.Map")).find("Map.Entry")).contains("java.util.Map.Entry");
        assertThat(scope().find("Main.Inherited")).contains("q.Base.Inherited");
        assertThat(scope().find("java.util.Map.Entry")).contains("java.util.Map.Entry");
        assertThat(scope().find("no.such.Type")).isEmpty();
    }

    @Test
    void typeParametersMeanTheirBoundsOrThemselves() throws CatalogException {
        NameScope bounds = scope().withTypeParameters(
                        Map.of("T", "Neighbour", "U", "T", "V", "", "W", "Comparable<W>", "X", "Y", "Y", "X"));

        assertThat(bounds.resolve("T")).isEqualTo("p.Neighbour");
        assertThat(bounds.resolve("U")).isEqualTo("p.Neighbour");
        assertThat(bounds.resolve("V")).isEqualTo("java.lang.Object");
        assertThat(bounds.resolve("W")).isEqualTo("java.lang.Comparable");
        assertThat(bounds.resolve("X")).as("a cycle").isEqualTo("java.lang.Object");
        assertThat(scope().keepingTypeParameters(List.of("T")).resolveGeneric("T[]"))
                .isEqualTo("T[]");
    }

    @Test
    void innerDeclarationsShadowOuterOnes() throws CatalogException {
        NameScope scope = scope(type("java.util.List")).withLocalType("List", "p.Main.run$List");

        assertThat(scope.find("List")).contains("p.Main.run$List");
        assertThat(scope.inType("p.Main").withTypeParameters(Map.of("Step", "")).find("Step"))
                .contains("java.lang.Object");
    }

    @Test
    void genericTypesAreResolvedInAllTheirParts() throws CatalogException {
        NameScope scope = scope(type("java.util.Map"), types("q"));

        assertThat(scope.resolveGeneric("Map<String, @X List<? extends Other[]>>[]"))
                .isEqualTo("java.util.Map<java.lang.String, p.List<q.Other[]>>[]");
        assertThat(scope.resolveGeneric("int...")).isEqualTo("int[]");
        assertThat(scope.resolveGeneric("var")).isEqualTo("var");
        assertThat(scope.resolveGeneric("Map.Entry<?, ? super Other>"))
                .isEqualTo("java.util.Map.Entry<java.lang.Object, q.Other>");
    }

    @Test
    void aStaticImportTellsItsOwner() throws CatalogException {
        NameScope scope = scope(
                new Import("java.util.stream.Collectors", Kind.STATICS),
                new Import("com.acme.Missing", Kind.STATICS),
                new Import("java.util.Objects.requireNonNull", Kind.STATIC),
                new Import("java.util.Map.Entry", Kind.STATIC));

        assertThat(scope.staticImportOwner("toList")).contains("java.util.stream.Collectors");
        assertThat(scope.staticImportOwner("requireNonNull")).contains("java.util.Objects");
        assertThat(scope.staticImportOwner("helper"))
                .as("only the type that is not known can have it")
                .contains("com.acme.Missing");
        assertThat(scope.find("Entry")).contains("java.util.Map.Entry");
        assertThat(scope().staticImportOwner("toList")).isEmpty();
    }

    @Test
    void twoUnknownTypesAreNotGuessedFrom() throws CatalogException {
        NameScope scope = scope(new Import("a.One", Kind.STATICS), new Import("b.Two", Kind.STATICS));

        assertThat(scope.staticImportOwner("helper")).isEmpty();
    }
}
