package dev.agentcost.maven;

import dev.agentcost.analyzer.catalog.Again;
import dev.agentcost.analyzer.catalog.CatalogFile;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Setting;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.catalog.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one file of the catalogue says, for readers: the calls that cost, the loops inside the library, what limits them. */
final class FrameworkPage {

    private final CatalogFile file;
    private final StringBuilder page = new StringBuilder();

    /** Names without the package that several types have. */
    private final Set<String> ambiguous = new LinkedHashSet<>();

    /** Setting to the methods that set it. */
    private final Map<String, Set<String>> setters = new TreeMap<>();

    FrameworkPage(CatalogFile file) {
        this.file = file;
        Set<String> names = new LinkedHashSet<>();
        for (TypeRow type : file.types()) {
            if (!names.add(type.nameInPackage())) {
                ambiguous.add(type.nameInPackage());
            }
        }
        file.types()
                .forEach(type -> type.methods()
                        .forEach(row -> row.settings().stream()
                                .map(Setting::name)
                                .forEach(setting -> row.names()
                                        .forEach(method -> setters.computeIfAbsent(setting, absent -> new TreeSet<>())
                                                .add(named(type) + "#" + method)))));
    }

    String text() {
        page.append("# ").append(file.framework()).append("\n\n");
        page.append(count(file.types().size(), "type"))
                .append(" in the packages ")
                .append(packages());
        page.append(". A source file is read where its code, or an import that its code uses, holds ");
        page.append(file.markers().isEmpty() ? "a marker of another page" : coded(file.markers(), " or "));
        page.append(".\n");
        if (!file.artifacts().isEmpty()) {
            page.append("\nWhich rows hold depends on the version of ")
                    .append(coded(List.copyOf(file.artifacts()), " and "))
                    .append(" on the class path. Where it is not known, the rows hold that are marked so.\n");
        }
        endpoints();
        table(
                "Loops inside the library",
                "call | turns by default | requests for n turns | setting | versions | read in",
                loops());
        table("Requests", "call | kind | tries | the whole call | versions", requests());
        table(
                "Repetitions and functions that the library runs",
                "call | runs | by default | setting | versions",
                repetitions());
        table("Events", "call | runs | versions", publications());
        table("Windows", "call | unit | limit by default | setting | versions", windows());
        table("Tools, entry points, schedules and retries", "annotation or interface | it marks", marks());
        table("Settings", "setting | set by", settings());
        return page.toString();
    }

    private void endpoints() {
        if (!file.endpoints().urls().isEmpty()) {
            page.append("\nA request goes to a model where its address holds ")
                    .append(coded(file.endpoints().urls(), " or "));
            page.append(", or ").append(coded(file.endpoints().weakUrls(), " or "));
            page.append(" with a body that has the keys ")
                    .append(file.endpoints().bodyKeys().stream()
                            .map(keys -> coded(keys, " and "))
                            .collect(Collectors.joining("; or ")));
            page.append(", and without ").append(coded(file.endpoints().otherKeys(), " or "));
            page.append(
                    ". A source file in which such a key stands in quotes is read, too, where the sources have all of its group.\n");
            page.append(
                    "\nSo does a call of an interface's method where this stands in its annotations, or in the interface's, and one"
                            + " of them is ");
            page.append(coded(
                            file.types().stream()
                                    .filter(type -> type.marks() == TypeRow.Mark.SENT)
                                    .map(TypeRow::name)
                                    .toList(),
                            " or "))
                    .append(".\n");
        }
    }

    private List<String> loops() {
        List<String> lines = new ArrayList<>();
        for (TypeRow type : file.types()) {
            if (type.service() != null) {
                loop("`@" + named(type) + "`", type.service().modelCall(), null, "")
                        .ifPresent(lines::add);
            }
            for (MethodRow row : type.methods()) {
                for (ModelCall call : calls(row)) {
                    loop(methods(type, row), call, row, row.evidence()).ifPresent(lines::add);
                }
            }
        }
        return lines;
    }

    private Optional<String> loop(String what, @Nullable ModelCall call, @Nullable MethodRow row, String evidence) {
        if (call == null || call.hiddenLoop() == null) {
            return Optional.empty();
        }
        HiddenLoop loop = call.hiddenLoop();
        return Optional.of(String.join(
                " | ",
                what,
                limit(loop.defaultTurns()),
                loop.extraCalls() == 0 ? "n" : "n + " + loop.extraCalls(),
                setting(loop.capSetting()),
                row == null ? "all" : versions(row),
                cell(evidence)));
    }

    private static List<ModelCall> calls(MethodRow row) {
        List<ModelCall> calls = new ArrayList<>();
        if (row.modelCall() != null) {
            calls.add(row.modelCall());
        }
        if (row.service() != null && row.service().modelCall() != null) {
            calls.add(row.service().modelCall());
        }
        if (row.graph() != null && row.graph().modelCall() != null) {
            calls.add(row.graph().modelCall());
        }
        return calls;
    }

    private List<String> requests() {
        List<String> lines = new ArrayList<>();
        for (TypeRow type : file.types()) {
            if (type.service() != null && type.service().modelCall() != null) {
                lines.add(request(
                        "methods of an interface with `@" + named(type) + "`",
                        type.service().modelCall(),
                        "all"));
            }
            for (MethodRow row : type.methods()) {
                if (row.modelCall() != null) {
                    lines.add(request(methods(type, row), row.modelCall(), versions(row)));
                }
                if (row.service() != null && row.service().modelCall() != null) {
                    lines.add(request(
                            "methods of the interface given to " + methods(type, row),
                            row.service().modelCall(),
                            versions(row)));
                }
                if (row.httpRequest()) {
                    lines.add(methods(type, row) + " | by its address | 1 | once | " + versions(row));
                }
            }
        }
        return lines;
    }

    private String request(String what, ModelCall call, String versions) {
        return String.join(
                " | ", what, word(call.kind()), Integer.toString(call.attempts()), wholeCall(call.again()), versions);
    }

    private String wholeCall(@Nullable Again again) {
        if (again == null) {
            return "once";
        }
        List<String> says = new ArrayList<>();
        if (!again.setting().isEmpty()) {
            says.add(setting(again.setting()));
        }
        again.capProperties().forEach(key -> says.add("`" + key + "`"));
        return "up to " + (again.defaultCount() + again.plus()) + " times"
                + (again.when().isEmpty() ? "" : " with " + setting(again.when()))
                + (says.isEmpty() ? "" : "; set by " + String.join(", ", says));
    }

    private List<String> repetitions() {
        List<String> lines = new ArrayList<>();
        for (TypeRow type : file.types()) {
            for (MethodRow row : type.methods()) {
                Runs runs = row.runs();
                if (runs != null && runs.times() != Runs.Times.ONCE) {
                    lines.add(String.join(
                            " | ",
                            methods(type, row),
                            times(runs),
                            runs.times() == Runs.Times.SETTING
                                            || runs.defaultCount().isPresent()
                                    ? limit(runs.defaultCount()) + plus(runs)
                                    : "-",
                            (runs.setting().isEmpty() ? "-" : setting(runs.setting()))
                                    + runs.properties().stream()
                                            .map(key -> ", `" + key + "`")
                                            .collect(Collectors.joining()),
                            versions(row)));
                }
            }
        }
        return lines;
    }

    private List<String> publications() {
        List<String> lines = new ArrayList<>();
        for (TypeRow type : file.types()) {
            for (MethodRow row : type.methods()) {
                if (row.publishes() != null) {
                    lines.add(methods(type, row) + " | each listener that takes the event's type | " + versions(row));
                }
            }
        }
        return lines;
    }

    private static String times(Runs runs) {
        return switch (runs.times()) {
            case ONCE -> "once";
            case PER_ELEMENT -> "once for each element";
            case COUNT -> "as often as an argument says" + plus(runs);
            case SETTING -> "as often as a setting says" + plus(runs);
            case UNBOUNDED -> runs.kind() == Runs.Kind.SCHEDULED ? "each time that the clock says" : "without a limit";
            case UNTIL_RESULT -> "until a result of the function ends it";
            case FROM_OUTSIDE -> "for each request or event, as an entry point";
        };
    }

    private static String plus(Runs runs) {
        return runs.plus() == 0 ? "" : " + " + runs.plus();
    }

    private List<String> windows() {
        List<String> lines = new ArrayList<>();
        for (TypeRow type : file.types()) {
            for (MethodRow row : type.methods()) {
                Window window = row.window();
                if (window != null) {
                    lines.add(String.join(
                            " | ",
                            methods(type, row),
                            word(window.unit()),
                            window.operand() == null || window.defaultSize().isPresent()
                                    ? limit(window.defaultSize())
                                    : "-",
                            given(window),
                            versions(row)));
                }
            }
        }
        return lines;
    }

    private String given(Window window) {
        String size = window.operand() != null
                ? "its argument"
                : window.setting().isEmpty() ? "nothing" : setting(window.setting());
        String counted = (window.times() == 1 ? "" : window.times() + " * ")
                + size
                + (window.plus() == 0 ? "" : " + " + window.plus());
        return counted + (window.needs().isEmpty() ? "" : ", only with " + setting(window.needs()));
    }

    private List<String> marks() {
        Map<TypeRow.Mark, List<String>> marked = new EnumMap<>(TypeRow.Mark.class);
        for (TypeRow type : file.types()) {
            if (type.marks() != null && type.marks() != TypeRow.Mark.SENT) {
                marked.computeIfAbsent(type.marks(), absent -> new ArrayList<>())
                        .add(named(type));
            }
        }
        return marked.entrySet().stream()
                .map(entry -> coded(entry.getValue(), " ") + " | " + word(entry.getKey()))
                .toList();
    }

    private List<String> settings() {
        return setters.keySet().stream()
                .map(setting -> "`" + setting + "` | " + setters(setting))
                .toList();
    }

    // ---- parts

    private void table(String title, String head, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.append("\n## ").append(title).append("\n\n| ").append(head).append(" |\n|");
        page.append("---|".repeat(head.split(" \\| ").length)).append('\n');
        lines.stream().distinct().forEach(line -> page.append("| ").append(line).append(" |\n"));
    }

    private String named(TypeRow type) {
        return ambiguous.contains(type.nameInPackage()) ? type.name() : type.nameInPackage();
    }

    private String methods(TypeRow type, MethodRow row) {
        List<String> names = new ArrayList<>();
        for (String name : row.names()) {
            names.add((names.isEmpty() ? named(type) : "") + "#" + name);
        }
        return coded(names, " ");
    }

    /** The settings' own table tells who sets it. */
    private String setting(String name) {
        return setters.containsKey(name) ? "`" + name + "`" : "nothing";
    }

    /** One after the other, a type named once. */
    private String setters(String setting) {
        List<String> names = new ArrayList<>();
        String before = "";
        for (String setter : setters.getOrDefault(setting, Set.of())) {
            String type = setter.substring(0, setter.indexOf('#'));
            names.add(type.equals(before) ? setter.substring(type.length()) : setter);
            before = type;
        }
        return names.isEmpty() ? "nothing" : coded(names, " ");
    }

    private String versions(MethodRow row) {
        return row.versions() == null
                ? "all"
                : row.versions().artifact() + " " + row.versions().range()
                        + (file.heldWhenUnknown().contains(row) ? ", or not known" : "");
    }

    private String packages() {
        return coded(
                file.types().stream()
                        .map(TypeRow::packageName)
                        .distinct()
                        .sorted()
                        .toList(),
                ", ");
    }

    private static String limit(OptionalLong limit) {
        return limit.isPresent() ? String.valueOf(limit.getAsLong()) : "no limit";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String coded(List<String> words, String between) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(between));
    }

    private static String cell(String text) {
        return text.strip().replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
    }
}
