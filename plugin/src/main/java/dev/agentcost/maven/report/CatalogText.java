package dev.agentcost.maven.report;

import dev.agentcost.analyzer.result.CatalogUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue as a text: its files with what matched of each, those that matched nothing in one line at the end. */
public final class CatalogText {

    /** The folder in a jar that a library's own file stands in. */
    public static final String IN_JARS = "META-INF/agentcost/";

    private CatalogText() {}

    /** The text for these files. */
    public static String of(List<CatalogUse> files) {
        List<String> lines = new ArrayList<>();
        List<CatalogUse> matched =
                files.stream().filter(file -> !file.rows().isEmpty()).toList();
        lines.add(files.size() + " catalogue files know "
                + files.stream().mapToInt(CatalogUse::types).sum() + " types; rows of " + matched.size()
                + " of them match here");
        matched.forEach(file -> add(file, lines));
        List<String> others = files.stream()
                .filter(file -> file.rows().isEmpty())
                .map(CatalogText::named)
                .toList();
        if (!others.isEmpty()) {
            lines.add("nothing matches: " + String.join(", ", others));
        }
        return String.join("\n", lines);
    }

    private static void add(CatalogUse file, List<String> lines) {
        lines.add(named(file) + ": " + counted(file.types(), "type", "types") + ", "
                + counted(file.methods(), "row of methods", "rows of methods") + versions(file));
        for (CatalogUse.Row row : file.rows()) {
            lines.add("  " + file.file() + ":" + row.line() + "  " + row.element()
                    + (row.versions().isEmpty() ? "" : "  (" + row.versions() + ")") + "  "
                    + counted(row.uses(), "use", "uses"));
        }
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** A bundled file is named as its framework is. */
    private static String named(CatalogUse file) {
        return file.file().equals(file.framework() + ".yaml")
                ? file.file()
                : file.file() + " (" + file.framework() + ")";
    }

    private static String versions(CatalogUse file) {
        return file.versions().entrySet().stream()
                .map(CatalogText::version)
                .collect(Collectors.joining(", ", file.versions().isEmpty() ? "" : "; ", ""));
    }

    private static String version(Map.Entry<String, String> artifact) {
        return artifact.getKey() + " "
                + (artifact.getValue().isEmpty()
                        ? "of unknown version, so the dearest rows hold"
                        : artifact.getValue());
    }
}
