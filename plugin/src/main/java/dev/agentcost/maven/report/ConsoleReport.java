package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings as text for a person at a console. The first line has the shape of the compiler's messages and each step that of a
 * stack frame, because IDEs make both clickable.
 */
public final class ConsoleReport {

    private static final int MAX_FORMULA = 100;
    private static final int MAX_LEVERS = 5;

    /** A first run on an old code base shall not drown anybody: the rest is told in a line each, and whole in the files. */
    private static final int MAX_WHOLE = 10;

    private final Report report;
    private final CodeFrame frame;

    /** The text of one report. */
    public ConsoleReport(Report report) {
        this.report = report;
        this.frame = new CodeFrame(report.sources());
    }

    /** Everything about the findings that the baseline does not know, each in several lines without a line break at the end, in their order. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        Set<Finding> whole = gravest();
        @Nullable Finding previous = null;
        for (Finding finding : report.result().unknown()) {
            boolean told = previous != null && isSamePlace(previous, finding);
            texts.add(
                    told
                            ? headline(finding) + todo(finding)
                            : whole.contains(finding) ? text(finding) : headline(finding));
            previous = finding;
        }
        return texts;
    }

    /** How many findings are told in one line, because there are too many. */
    public int shortened() {
        return Math.max(0, report.result().unknown().size() - MAX_WHOLE);
    }

    private Set<Finding> gravest() {
        return report.result().unknown().stream()
                .sorted(Comparator.comparing(Finding::level))
                .limit(MAX_WHOLE)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
    }

    /** Two rules about one site: its code, cost and levers are told once. */
    private static boolean isSamePlace(Finding one, Finding other) {
        return one.location().equals(other.location())
                && one.cost().equals(other.cost())
                && one.derivation().equals(other.derivation());
    }

    private static String todo(Finding finding) {
        return finding.remedy().isEmpty() ? "" : "\n  to do: " + finding.remedy();
    }

    private String text(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(finding));
        lines.addAll(frame.around(finding.location()));
        Aliases aliases = new Aliases(finding.formula(), formulas(finding.cost()));
        if (!finding.formula().isEmpty()) {
            lines.add("  bound: " + shortened(aliases.in(finding.formula())));
        }
        lines.addAll(cost(finding.cost(), aliases));
        lines.addAll(steps("why:", finding.derivation()));
        lines.addAll(steps("reaches:", finding.callPath()));
        if (!finding.remedy().isEmpty()) {
            lines.add("  to do: " + finding.remedy());
        }
        lines.addAll(levers(finding.levers()));
        return String.join("\n", lines);
    }

    private String headline(Finding finding) {
        SourceLocation place = finding.location();
        return report.sources().path(place.file()) + ":[" + Math.max(place.line(), 1) + ","
                + Math.max(place.column(), 1) + "] " + finding.rule() + " " + finding.message();
    }

    private static List<Formula> formulas(CostFigures cost) {
        return cost.figures().values().stream()
                .map(Figure::formula)
                .filter(formula -> !formula.isZero())
                .toList();
    }

    private List<String> cost(CostFigures cost, Aliases aliases) {
        List<List<String>> rows = new ArrayList<>();
        cost.figures().forEach((dimension, figure) -> {
            if (!figure.formula().isZero()) {
                rows.add(List.of(
                        "    " + Numbers.noun(dimension),
                        number(dimension, figure),
                        figure.growth().toString(),
                        shortened(aliases.in(figure.formula().toString()))));
            }
        });
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("  cost:");
        lines.addAll(Columns.aligned(rows));
        if (!aliases.legend().isEmpty()) {
            lines.add("  where: " + aliases.legend());
        }
        Map<String, BigDecimal> used = report.result().numbers().usedBy(formulas(cost));
        if (!used.isEmpty()) {
            lines.add("  assumed: " + equations(used));
        }
        return lines;
    }

    private static String number(Dimension dimension, Figure figure) {
        String missing = figure.isUnbounded() ? "no limit" : "no number";
        return figure.number()
                .map(value ->
                        dimension == Dimension.DOLLARS ? Numbers.withUnit(dimension, value) : Numbers.grouped(value))
                .orElse(missing);
    }

    private static String equations(Map<String, BigDecimal> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " = " + Numbers.grouped(value.getValue()))
                .collect(Collectors.joining(", "));
    }

    private List<String> steps(String title, Collection<Step> steps) {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            if (lines.isEmpty()) {
                lines.add("  " + title);
            }
            lines.add("    at " + stackFrame(step.location()) + " " + step.text());
        }
        return lines;
    }

    /** {@code example.Agent(Agent.java:12)}, in a jar {@code example.Agent(Agent.java:12) [agents-1.jar]}. */
    private String stackFrame(SourceLocation place) {
        String file = place.file().substring(place.file().lastIndexOf('/') + 1);
        String packageName = report.sources().packageName(place.file());
        String type = file.endsWith(".java") ? file.substring(0, file.length() - ".java".length()) : file;
        return (packageName.isEmpty() ? "" : packageName + ".") + type + "(" + file + ":" + place.line() + ")"
                + (place.isInJar()
                        ? " [" + place.file().substring(0, place.file().indexOf(SourceLocation.IN_JAR)) + "]"
                        : "");
    }

    private List<String> levers(List<Lever> levers) {
        if (levers.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        for (Lever lever : levers.subList(0, Math.min(levers.size(), MAX_LEVERS))) {
            rows.add(List.of("    -" + lever.percent().toPlainString() + " %", savings(lever), change(lever)));
        }
        List<String> lines = new ArrayList<>();
        lines.add("  levers, for one call of the entry point" + assumedTurns(levers) + ":");
        lines.addAll(Columns.aligned(rows));
        Levers.structureFirst(levers).ifPresent(sentence -> lines.add("    " + sentence));
        return lines;
    }

    private static String assumedTurns(List<Lever> levers) {
        return levers.stream()
                .map(Lever::assumedTurns)
                .filter(turns -> turns != null)
                .findFirst()
                .map(turns -> ", with " + Numbers.grouped(turns) + " turns where nothing limits them")
                .orElse("");
    }

    private static String savings(Lever lever) {
        BigDecimal before = lever.before().get(Dimension.DOLLARS);
        BigDecimal after = lever.after().get(Dimension.DOLLARS);
        return before == null || after == null
                ? Numbers.grouped(lever.savedTokens()) + " tokens less"
                : Numbers.withUnit(Dimension.DOLLARS, before) + " -> " + Numbers.withUnit(Dimension.DOLLARS, after);
    }

    private static String change(Lever lever) {
        SourceLocation where = lever.where();
        boolean said = where == null || lever.change().contains(where.file() + ":" + where.line());
        return lever.change() + (said ? "" : " (" + where + ")");
    }

    private static String shortened(String formula) {
        return formula.length() <= MAX_FORMULA ? formula : formula.substring(0, MAX_FORMULA) + "...";
    }
}
