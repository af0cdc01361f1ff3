package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every name in the bundled catalogue exists in the libraries themselves: types, supertypes, methods with their arities,
 * fields, result types. Only with {@code mvn -pl analyzer -P catalog-names test}, which brings the jars.
 */
@Tag("catalog-names")
class CatalogNamesTest {

    private static final Pattern PARTS_OF_A_TYPE = Pattern.compile("[<>,\\s]+");

    /** A reason why a name is exempt that ends with this JDK. */
    private static final Pattern SINCE_JDK = Pattern.compile("JDK (\\d+)");

    private static LibraryClasses classes;

    /** Names that no jar here has, each with its reason. */
    private static Map<String, String> exempt;

    @BeforeAll
    static void readJars() throws IOException {
        classes = new LibraryClasses(LibraryClasses.jarsIn(Path.of(
                Objects.requireNonNull(System.getProperty("catalog.jars"), "run with the profile catalog-names"))));
        exempt = new TreeMap<>();
        try (InputStream stream =
                Objects.requireNonNull(CatalogNamesTest.class.getResourceAsStream("names-without-jar.txt"))) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] nameAndReason = line.split(" ", 2);
                        if (!isInThisJdk(nameAndReason[1])) {
                            exempt.put(nameAndReason[0], nameAndReason[1].strip());
                        }
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyNameExists(String file) throws Exception {
        List<String> missing = new ArrayList<>();
        List<TypeRow> all = read(file).types();
        for (TypeRow type : all) {
            if (!isExempt(type.name())) {
                check(type, all, missing);
            }
        }
        assertThat(missing).isEmpty();
    }

    /** A row for some versions of a library names what those versions have, whatever others among the jars do. */
    @ParameterizedTest
    @MethodSource("files")
    void everyNameForSomeVersionsExistsInThem(String file) throws Exception {
        List<String> missing = new ArrayList<>();
        for (TypeRow type : read(file).types()) {
            for (MethodRow row : type.methods()) {
                VersionRange versions = row.versions();
                if (versions == null) {
                    continue;
                }
                LibraryClasses inRange = classes.in(versions);
                row.names().stream()
                        .filter(name -> !isExempt(type.name() + "#" + name))
                        .filter(name -> !inRange.hasMethod(type.name(), name, -1))
                        .forEach(name -> missing.add(type.name() + "#" + name + " in " + versions));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void nothingIsExemptThatNoRowNames() throws Exception {
        List<String> named = new ArrayList<>();
        for (String file : CatalogSources.bundledNames()) {
            for (TypeRow type : read(file).types()) {
                named.add(type.name());
                type.methods()
                        .forEach(row -> row.names().forEach(name -> {
                            named.add(type.name() + "#" + name);
                            row.arities().forEach(arity -> named.add(type.name() + "#" + name + "/" + arity));
                        }));
            }
        }
        assertThat(exempt.keySet())
                .allSatisfy(name -> assertThat(named)
                        .as(name)
                        .anyMatch(one -> name.endsWith(".") ? one.startsWith(name) : one.equals(name)));
    }

    private static boolean isInThisJdk(String reason) {
        Matcher since = SINCE_JDK.matcher(reason);
        return since.find() && Runtime.version().feature() >= Integer.parseInt(since.group(1));
    }

    static List<String> files() {
        return CatalogSources.bundledNames();
    }

    private static CatalogFile read(String file) throws IOException, CatalogException {
        try (InputStream stream = Objects.requireNonNull(CatalogSources.class.getResourceAsStream(file))) {
            return CatalogReader.read(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Exempt are single names, and everything in a package that is written with a dot at its end. */
    private static boolean isExempt(String name) {
        if (exempt.containsKey(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (exempt.containsKey(name.substring(0, dot + 1))) {
                return true;
            }
        }
        return false;
    }

    private static void check(TypeRow type, List<TypeRow> all, List<String> missing) {
        if (!classes.has(type.name())) {
            missing.add("type " + type.name());
            return;
        }
        for (String supertype : type.supertypes()) {
            if (!isExempt(supertype) && !classes.isSubtype(type.name(), supertype)) {
                missing.add("supertype " + supertype + " of " + type.name());
            }
        }
        type.fields().forEach((field, fieldType) -> {
            if (!classes.hasField(type.name(), field, fieldType)) {
                missing.add("field " + type.name() + "#" + field + " of type " + fieldType);
            }
        });
        if (!type.run().isEmpty() && !classes.hasMethod(type.name(), type.run(), -1)) {
            missing.add("run " + type.name() + "#" + type.run());
        }
        type.methods().forEach(row -> check(type, row, all, missing));
    }

    private static void check(TypeRow type, MethodRow row, List<TypeRow> all, List<String> missing) {
        String owner = type.name();
        for (String name : row.names()) {
            if (isExempt(owner + "#" + name)) {
                continue;
            }
            if (!isNamedSomewhere(type, name, all)) {
                missing.add("method " + owner + "#" + name);
            } else if (classes.hasMethod(owner, name, -1)) {
                row.arities().stream()
                        .filter(arity -> !classes.hasMethod(owner, name, arity))
                        .filter(arity -> !isExempt(owner + "#" + name + "/" + arity))
                        .forEach(arity -> missing.add("method " + owner + "#" + name + "/" + arity));
            }
        }
        for (String part : PARTS_OF_A_TYPE.split(row.returns())) {
            if (!part.isEmpty() && !part.equals("receiver") && !isExempt(part) && !classes.has(part)) {
                missing.add("result " + part + " of " + owner + "#" + row.names());
            }
        }
    }

    /**
     * Types that share one list of rows share the names of all of them: one of them has each method. One that no jar
     * here has may be the one.
     */
    private static boolean isNamedSomewhere(TypeRow owner, String method, List<TypeRow> all) {
        return all.stream()
                .filter(other -> other == owner || other.methods().equals(owner.methods()))
                .anyMatch(other -> isExempt(other.name()) || classes.hasMethod(other.name(), method, -1));
    }
}
