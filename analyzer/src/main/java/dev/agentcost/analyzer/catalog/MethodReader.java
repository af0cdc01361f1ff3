package dev.agentcost.analyzer.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one type's methods; README.md beside the catalogue's files is the reference of the format. */
final class MethodReader {

    private static final Pattern METHOD_NAME = Pattern.compile("<init>|[\\p{L}_$][\\p{L}\\p{N}_$]*");
    private static final String[] KEYS = {
        "name",
        "arity",
        "returns",
        "model-call",
        "tool-call",
        "http-request",
        "http-address",
        "http-body",
        "tool-requests",
        "context",
        "window",
        "runs",
        "size",
        "value-of",
        "publishes",
        "emits",
        "cursor",
        "pace",
        "settings",
        "service",
        "graph",
        "terminal",
        "versions",
        "when-unknown",
        "evidence"
    };

    /** The cap of a hidden loop, where the file gives it no other name. */
    private static final String TURNS = "turns";

    private MethodReader() {}

    /** Reads one row. */
    static MethodRow read(YamlValue value, String evidence) throws CatalogException {
        YamlMap map = value.map("a method", KEYS);
        MethodRow row = new MethodRow(
                names(map),
                arities(map.get("arity")),
                map.text("returns", ""),
                modelCall(map.get("model-call")),
                map.flag("tool-call"),
                map.flag("http-request"),
                map.operand("http-address", null),
                map.flag("http-body"),
                map.flag("tool-requests"),
                map.choice("context", ContextOperation.class),
                window(map.get("window")),
                runs(map.get("runs")),
                size(map.get("size")),
                map.operand("value-of", null),
                map.operand("publishes", null),
                map.flag("emits"),
                map.choice("cursor", Cursor.class),
                map.choice("pace", Pace.class),
                settings(map.get("settings")),
                service(map.get("service"), true),
                graph(map.get("graph")),
                map.flag("terminal"),
                versions(map.get("versions")),
                map.text("evidence", evidence),
                value.place());
        checkWindow(map, row);
        if (map.flag("when-unknown") && row.versions() == null) {
            throw map.error("when-unknown says nothing without versions; add versions or remove it");
        }
        return row;
    }

    /** Reads what a class literal or an annotation makes the library implement. */
    static @Nullable Service service(@Nullable YamlValue value, boolean onMethod) throws CatalogException {
        if (value == null) {
            return null;
        }
        YamlMap map = onMethod
                ? value.map("service", "type", "model-call", "annotated", "lazy-return-types")
                : value.map("service", "model-call", "lazy-return-types");
        ModelCall call = modelCall(map.get("model-call"));
        Operand type = onMethod ? map.operand("type", Operand.argument(0)) : null;
        return new Service(type, call, map.flag("annotated"), map.texts("lazy-return-types"));
    }

    static boolean isMethodName(String name) {
        return METHOD_NAME.matcher(name).matches();
    }

    private static List<String> names(YamlMap map) throws CatalogException {
        YamlValue value = map.require("name", "write the method's name, or <init> for constructors");
        for (YamlValue element : value.elements()) {
            String name = element.text("name");
            if (!METHOD_NAME.matcher(name).matches()) {
                throw element.error("'" + name + "' is not the name of a method; write the bare name, or <init>");
            }
        }
        return value.texts("name");
    }

    private static Set<Integer> arities(@Nullable YamlValue value) throws CatalogException {
        Set<Integer> arities = new TreeSet<>();
        if (value != null) {
            for (YamlValue element : value.elements()) {
                long arity = element.count("arity");
                if (arity > 255) {
                    throw element.error("arity is " + arity + "; no method has more than 255 arguments");
                }
                arities.add((int) arity);
            }
        }
        return arities;
    }

    /** Either the operands that are sent, or a mapping. */
    private static @Nullable ModelCall modelCall(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        } else if (!value.isMap()) {
            return new ModelCall(ModelCall.Kind.CHAT, value.operands("model-call"), 1, null);
        }
        YamlMap map = value.map("model-call", "kind", "context", "attempts", "hidden-loop", "beside", "again");
        long attempts = map.count("attempts", 1);
        if (attempts < 1 || attempts > Integer.MAX_VALUE) {
            throw map.error("attempts is " + attempts + "; write 1 or more, the first try included");
        }
        return new ModelCall(
                map.choice("kind", ModelCall.Kind.class, ModelCall.Kind.CHAT),
                map.operands("context", List.of(Operand.ARGUMENTS)),
                (int) attempts,
                hiddenLoop(map.get("hidden-loop")),
                map.texts("beside"),
                again(map.get("again")));
    }

    private static @Nullable Again again(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        }
        YamlMap map = value.map("again", "when", "setting", "cap-properties", "default-count", "plus");
        return new Again(
                map.text("when", ""),
                map.text("setting", ""),
                map.texts("cap-properties"),
                map.count("default-count", 1),
                map.count("plus", 0));
    }

    private static @Nullable HiddenLoop hiddenLoop(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        }
        YamlMap map = value.map(
                "hidden-loop",
                "default-turns",
                "cap-setting",
                "cap-properties",
                "no-limit-returns",
                "extra-calls",
                "needs-tools",
                "keeps-context",
                "window-setting",
                "default-window",
                "joins");
        return new HiddenLoop(
                map.limit("default-turns"),
                map.text("cap-setting", TURNS),
                map.texts("cap-properties"),
                map.texts("no-limit-returns"),
                Math.toIntExact(Math.min(map.count("extra-calls", 0), Integer.MAX_VALUE)),
                map.flag("needs-tools", true),
                map.flag("keeps-context", true),
                map.text("window-setting", ""),
                map.limit("default-window"),
                map.flag("joins"));
    }

    /** Either the part alone, or a mapping. */
    private static @Nullable GraphPart graph(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        } else if (!value.isMap()) {
            GraphPart.Part part = value.choice("graph", GraphPart.Part.class);
            if (part == GraphPart.Part.AGENT) {
                throw value.error("graph: agent has no cost; write graph: {part: agent, model-call: ...}");
            }
            return new GraphPart(part, null, null, null, null, 0);
        }
        YamlMap map = value.map("graph", "part", "name", "to", "action", "model-call", "idle-steps");
        GraphPart.Part part =
                map.require("part", "write part: node, edge, branch, ...").choice("part", GraphPart.Part.class);
        ModelCall call = modelCall(map.get("model-call"));
        if ((part == GraphPart.Part.AGENT) != (call != null)) {
            throw map.error("part: agent and model-call belong together; write both or neither");
        }
        return new GraphPart(
                part,
                map.operand("name", null),
                map.operand("to", null),
                map.operand("action", null),
                call,
                map.count("idle-steps", 0));
    }

    private static @Nullable Window window(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        }
        YamlMap map = value.map("window", "unit", "operand", "setting", "default-size", "times", "plus", "needs");
        return new Window(
                map.require("unit", "write unit: messages or unit: tokens").choice("unit", Window.Unit.class),
                map.operand("operand", null),
                map.text("setting", ""),
                map.limit("default-size"),
                map.count("times", 1),
                map.count("plus", 0),
                map.text("needs", ""));
    }

    private static void checkWindow(YamlMap map, MethodRow row) throws CatalogException {
        if (row.context() == ContextOperation.WINDOW && row.window() == null) {
            throw map.error("context: window has no limit; add window: {unit: ..., operand: ...}");
        } else if (row.context() != ContextOperation.WINDOW && row.window() != null) {
            throw map.error("window says nothing here; add context: window");
        }
    }

    /** Either the rule alone, or a mapping. */
    private static @Nullable Runs runs(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        } else if (!value.isMap()) {
            Runs.Times times = value.choice("runs", Runs.Times.class);
            if (times == Runs.Times.SETTING) {
                throw value.error("runs: setting names no setting; write runs: {times: setting, setting: its-name}");
            }
            return new Runs(
                    times,
                    counted(times),
                    0,
                    "",
                    OptionalLong.empty(),
                    List.of(),
                    false,
                    false,
                    false,
                    List.of(),
                    null,
                    kind(times));
        }
        YamlMap map = value.map(
                "runs",
                "times",
                "operand",
                "plus",
                "setting",
                "default-count",
                "count-properties",
                "upstream",
                "lazy",
                "parallel",
                "functions",
                "given",
                "kind");
        Runs.Times times = map.require("times", "write times: once, per-element, count, ...")
                .choice("times", Runs.Times.class);
        Runs runs = new Runs(
                times,
                map.operand("operand", counted(times)),
                map.count("plus", 0),
                map.text("setting", ""),
                map.limit("default-count"),
                map.texts("count-properties"),
                map.flag("upstream"),
                map.flag("lazy"),
                map.flag("parallel"),
                map.operands("functions", List.of()),
                map.operand("given", null),
                map.choice("kind", Runs.Kind.class, kind(times)));
        if (times == Runs.Times.SETTING && runs.setting().isEmpty()) {
            throw map.error("times: setting names no setting; add setting: its-name");
        }
        return runs;
    }

    private static @Nullable Operand counted(Runs.Times times) {
        return switch (times) {
            case PER_ELEMENT -> Operand.RECEIVER;
            case COUNT -> Operand.argument(0);
            case ONCE, SETTING, UNBOUNDED, UNTIL_RESULT, FROM_OUTSIDE -> null;
        };
    }

    private static Runs.Kind kind(Runs.Times times) {
        return times == Runs.Times.ONCE || times == Runs.Times.FROM_OUTSIDE ? Runs.Kind.CALL : Runs.Kind.STREAM;
    }

    /** Either the relation alone, or a mapping. */
    private static @Nullable Size size(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        } else if (!value.isMap()) {
            Size.Relation relation = value.choice("size", Size.Relation.class);
            if (relation == Size.Relation.CONSTANT) {
                throw value.error("size: constant has no number; write size: {relation: constant, plus: 1}");
            }
            return new Size(relation, measured(relation), upperEnd(relation), 0);
        }
        YamlMap map = value.map("size", "relation", "operand", "to", "plus");
        Size.Relation relation = map.require("relation", "write relation: same, at-most, limit, ...")
                .choice("relation", Size.Relation.class);
        return new Size(
                relation,
                map.operand("operand", measured(relation)),
                map.operand("to", upperEnd(relation)),
                map.count("plus", 0));
    }

    private static @Nullable Operand measured(Size.Relation relation) {
        return switch (relation) {
            case SAME, AT_MOST, FIRST, MULTIPLY, NUMBER_OF -> Operand.RECEIVER;
            case LIMIT, RANGE -> Operand.argument(0);
            case ARGUMENTS, INFINITE, CONSTANT -> null;
        };
    }

    private static @Nullable Operand upperEnd(Size.Relation relation) {
        return relation == Size.Relation.RANGE ? Operand.argument(1) : null;
    }

    /** Setting names to the operand that holds the value, or to {@code {value: ...}} for a fixed one. */
    private static List<Setting> settings(@Nullable YamlValue value) throws CatalogException {
        List<Setting> settings = new ArrayList<>();
        if (value != null) {
            for (Map.Entry<String, YamlValue> entry : value.entries("settings").entrySet()) {
                settings.add(setting(entry.getKey(), entry.getValue()));
            }
        }
        return settings;
    }

    private static Setting setting(String name, YamlValue value) throws CatalogException {
        if (!value.isMap()) {
            return new Setting(name, value.operand("setting " + name), "", 0, 1, "", 0, "");
        }
        YamlMap map = value.map(
                "setting " + name, "operand", "value", "less", "divide-by", "zero", "plus", "when", "unless", "bean");
        Operand operand = map.operand("operand", null);
        boolean fixed = map.get("value") != null;
        if (operand != null && fixed || operand == null && !fixed && map.get("bean") == null) {
            throw map.error("setting " + name + " needs either operand or value; write one of them");
        }
        long divisor = map.count("divide-by", 1);
        if (divisor < 1) {
            throw map.error("divide-by is 0; write how many of the counted units make one");
        }
        return new Setting(
                name,
                operand,
                map.text("value", ""),
                map.count("less", 0),
                divisor,
                map.text("zero", ""),
                map.count("plus", 0),
                map.text("when", ""),
                map.text("unless", ""),
                map.texts("bean"));
    }

    /** {@code artifact range}, such as {@code spring-ai-model [1.0,2.0.1)}. */
    private static @Nullable VersionRange versions(@Nullable YamlValue value) throws CatalogException {
        if (value == null) {
            return null;
        }
        String text = value.text("versions");
        int blank = text.indexOf(' ');
        if (blank > 0) {
            try {
                return new VersionRange(
                        text.substring(0, blank), text.substring(blank + 1).strip());
            } catch (IllegalArgumentException e) {
                throw value.error(e.getMessage() + "; write one such as [1.0,2.0.1) or [2.0.1,)");
            }
        }
        throw value.error("versions is '" + text + "'; write the artifact id and a range, such as 'acme-ai [1.0,2.0)'");
    }

    /** Whether the row was marked to hold where the version is not known. */
    static boolean holdsWhenUnknown(YamlValue value) throws CatalogException {
        return value.map("a method", KEYS).flag("when-unknown");
    }

    /** The names of methods whose rows all depend on a version, with no row for an unknown one. */
    static Set<String> withoutRowForUnknownVersion(List<MethodRow> rows, Set<MethodRow> heldWhenUnknown) {
        Set<String> names = new LinkedHashSet<>();
        for (MethodRow row : rows) {
            if (row.versions() != null) {
                names.addAll(row.names());
            }
        }
        for (MethodRow row : rows) {
            if (row.versions() == null || heldWhenUnknown.contains(row)) {
                names.removeAll(row.names());
            }
        }
        return names;
    }
}
