package dev.agentcost.analyzer.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one catalogue file; the first thing that is wrong with it ends the reading. */
final class CatalogReader {

    private static final Pattern TYPE_NAME =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\.[\\p{L}_][\\p{L}\\p{N}_]*)*");

    /** A part of a name; one that is empty would be found in every name. */
    private static final Pattern WORD = Pattern.compile("_*[\\p{L}\\p{N}][\\p{L}\\p{N}_]*");

    private final String file;
    private final Set<String> typeNames = new HashSet<>();
    private final Set<MethodRow> heldWhenUnknown = Collections.newSetFromMap(new IdentityHashMap<>());

    private CatalogReader(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file how messages name it
     * @param text its whole content
     */
    static CatalogFile read(String file, String text) throws CatalogException {
        return new CatalogReader(file).readFile(compose(file, text));
    }

    private static YamlValue compose(String file, String text) throws CatalogException {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                return new YamlValue(file, root.get());
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new CatalogException(file + ":" + line + ": not YAML: " + e.getProblem()
                    + "; correct the indentation, brackets or quotes there");
        } catch (YamlEngineException e) {
            throw new CatalogException(file + ":1: not YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "; write a file of keys and values");
        } catch (StackOverflowError e) {
            throw new CatalogException(file + ":1: nested deeper than can be read; write a file of keys and values");
        }
        throw new CatalogException(file + ":1: the file is empty; write framework and types");
    }

    private CatalogFile readFile(YamlValue root) throws CatalogException {
        YamlMap map = root.map(
                "a catalogue file",
                "framework",
                "markers",
                "model-properties",
                "evidence",
                "endpoints",
                "vocabulary",
                "types");
        String framework = map.require("framework", "write framework: its-name").text("framework");
        String evidence = map.text("evidence", "");
        List<TypeRow> types = new ArrayList<>();
        YamlValue list = map.get("types");
        if (list != null) {
            for (YamlValue element : list.elements()) {
                types.addAll(readTypes(element, framework, evidence));
            }
        }
        List<String> markers = map.get("markers") == null ? packagesOf(types) : map.texts("markers");
        return new CatalogFile(
                file,
                framework,
                markers,
                map.texts("model-properties"),
                readEndpoints(map.get("endpoints")),
                readVocabulary(map.get("vocabulary")),
                types,
                heldWhenUnknown);
    }

    private static Endpoints readEndpoints(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return Endpoints.NONE;
        }
        YamlMap map = value.map("endpoints", "urls", "weak-urls", "body-keys", "other-keys");
        List<List<String>> bodyKeys = new ArrayList<>();
        YamlValue groups = map.get("body-keys");
        if (groups != null) {
            for (YamlValue group : groups.elements()) {
                bodyKeys.add(group.texts("body-keys"));
            }
        }
        return new Endpoints(map.texts("urls"), map.texts("weak-urls"), bodyKeys, map.texts("other-keys"));
    }

    private static Vocabulary readVocabulary(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return Vocabulary.NONE;
        }
        YamlMap map = value.map("vocabulary", "tool-requests", "tool-runs", "tools", "things", "tool-holders");
        return new Vocabulary(
                words(map, "tool-requests"),
                words(map, "tool-runs"),
                words(map, "tools"),
                words(map, "things"),
                words(map, "tool-holders"));
    }

    private static List<String> words(YamlMap map, String key) throws CatalogException {
        YamlValue list = map.get(key);
        if (list != null) {
            for (YamlValue element : list.elements()) {
                if (!WORD.matcher(element.text(key)).matches()) {
                    throw element.error("'" + element.text(key) + "' is not a name; write letters, digits and _ only");
                }
            }
        }
        return map.texts(key);
    }

    /** One element of the list of types: as many rows as it has names. */
    private List<TypeRow> readTypes(YamlValue value, String framework, String fileEvidence) throws CatalogException {
        YamlMap map = value.map(
                "a type", "name", "supertypes", "role", "methods", "run", "fields", "service", "marks", "evidence");
        YamlValue names = map.require("name", "write its fully qualified name");
        List<String> supertypes = map.texts("supertypes");
        TypeRow.Role role = map.choice("role", TypeRow.Role.class, TypeRow.Role.PLAIN);
        List<MethodRow> methods = readMethods(map, map.text("evidence", fileEvidence));
        Service service = MethodReader.service(map.get("service"), false);
        TypeRow.Mark mark = map.choice("marks", TypeRow.Mark.class);
        String run = map.text("run", "");
        if (!run.isEmpty() && !MethodReader.isMethodName(run)) {
            throw map.require("run", "").error("'" + run + "' is not the name of a method; write the bare name");
        }
        Map<String, String> fields = readFields(map.get("fields"));
        List<TypeRow> rows = new ArrayList<>();
        for (YamlValue name : names.elements()) {
            rows.add(new TypeRow(
                    framework, typeName(name), supertypes, role, methods, run, fields, service, mark, name.place()));
        }
        return rows;
    }

    private static Map<String, String> readFields(@Nullable YamlValue value) throws CatalogException {
        Map<String, String> fields = new LinkedHashMap<>();
        if (value != null) {
            for (Map.Entry<String, YamlValue> entry : value.entries("fields").entrySet()) {
                fields.put(entry.getKey(), entry.getValue().text("fields"));
            }
        }
        return fields;
    }

    private String typeName(YamlValue value) throws CatalogException {
        String name = value.text("name");
        if (name.contains("$")) {
            throw value.error("'" + name + "' names a nested type with $; write '" + name.replace('$', '.') + "'");
        } else if (!TYPE_NAME.matcher(name).matches()) {
            throw value.error("'" + name + "' is not a type's name; write package and class, without type arguments");
        } else if (!typeNames.add(name)) {
            throw value.error(name + " appears twice in " + file + "; put all its methods into one entry");
        }
        return name;
    }

    private List<MethodRow> readMethods(YamlMap type, String evidence) throws CatalogException {
        List<MethodRow> rows = new ArrayList<>();
        YamlValue list = type.get("methods");
        if (list == null) {
            return rows;
        }
        for (YamlValue element : list.elements()) {
            MethodRow row = MethodReader.read(element, evidence);
            rows.add(row);
            if (MethodReader.holdsWhenUnknown(element)) {
                heldWhenUnknown.add(row);
            }
        }
        // A subtype may refine what its supertypes say of every version.
        if (type.get("supertypes") != null) {
            return rows;
        }
        for (String name : MethodReader.withoutRowForUnknownVersion(rows, heldWhenUnknown)) {
            throw list.error("no row of '" + name
                    + "' holds where the version is not known; add when-unknown: true to the one that costs most");
        }
        return rows;
    }

    /** Without markers of its own, a file that uses the framework is known by the packages of the types. */
    private static List<String> packagesOf(List<TypeRow> types) {
        Set<String> packages = new TreeSet<>();
        for (TypeRow type : types) {
            packages.add(type.packageName());
        }
        packages.remove("");
        return List.copyOf(packages);
    }
}
