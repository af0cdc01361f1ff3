package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Lever;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code agentcost.md}: what a reviewer wants to see of a run, for a comment on a pull request or a summary of a CI job. */
public final class MarkdownReport {

    /** The file's name. */
    public static final String FILE = "agentcost.md";

    /** A comment that nobody scrolls through: hosts cut them off at some 65,000 characters. */
    private static final int MOST = 50;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /** Writes the report into the folder. */
    public static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(FILE), new MarkdownReport(report).all());
    }

    private String all() {
        line("## agentcost" + (report.module().isEmpty() ? "" : ": " + report.module()));
        line("");
        line(Markdown.escape(Summary.of(report)) + ".");
        findings(report.result().unknown());
        entryPoints(report.result().entryPoints());
        list("Baseline", BaselineSummary.of(report.result()));
        list("Conditions", Summary.notes(report));
        list(
                "Assumed",
                report.result().assumptions().entrySet().stream()
                        .map(assumption -> assumption.getKey() + " = " + Numbers.grouped(assumption.getValue()))
                        .toList());
        return text.toString();
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        title(report.result().comparison().isPresent() ? "New findings" : "Findings");
        table(
                List.of("", "where", "rule", "what", "best lever"),
                first(findings).stream()
                        .map(finding -> List.of(
                                finding.level().key(),
                                Markdown.code(finding.location().toString()),
                                Markdown.code(finding.rule()),
                                Markdown.escape(finding.message()),
                                finding.levers().isEmpty()
                                        ? ""
                                        : lever(finding.levers().get(0))))
                        .toList());
        rest(findings);
    }

    private static String lever(Lever lever) {
        return "-" + lever.percent().toPlainString() + " %: " + Markdown.escape(lever.change());
    }

    private void entryPoints(List<EntryPointResult> entryPoints) {
        if (entryPoints.isEmpty()) {
            return;
        }
        title("One call costs at most");
        List<EntryPointResult> dearestFirst = entryPoints.stream()
                .sorted((a, b) -> Summary.BY_COST.compare(b.cost(), a.cost()))
                .toList();
        List<String> header = new ArrayList<>(List.of("entry point", "growth"));
        for (Dimension dimension : Dimension.values()) {
            header.add(Numbers.noun(dimension));
        }
        table(header, first(dearestFirst).stream().map(MarkdownReport::row).toList());
        rest(dearestFirst);
    }

    private static List<String> row(EntryPointResult result) {
        CostFigures cost = result.cost();
        List<String> row = new ArrayList<>(List.of(
                Markdown.code(result.entryPoint().method()), cost.growth().toString()));
        for (Dimension dimension : Dimension.values()) {
            row.add(number(dimension, cost.get(dimension)));
        }
        return row;
    }

    private static String number(Dimension dimension, Figure figure) {
        String missing = figure.isUnbounded() ? "no limit, " + figure.growth() : "no number";
        return figure.number().map(value -> number(dimension, value)).orElse(missing);
    }

    private static String number(Dimension dimension, BigDecimal value) {
        return dimension == Dimension.DOLLARS ? Numbers.withUnit(dimension, value) : Numbers.grouped(value);
    }

    private static <T> List<T> first(List<T> values) {
        return values.subList(0, Math.min(values.size(), MOST));
    }

    private void rest(List<?> values) {
        if (values.size() > MOST) {
            line("");
            line("... and " + (values.size() - MOST) + " more.");
        }
    }

    private void table(List<String> header, List<List<String>> rows) {
        line(row(header));
        line(row(header.stream().map(cell -> "---").toList()));
        rows.forEach(row -> line(row(row)));
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            title(title);
            lines.forEach(entry -> line("- " + Markdown.escape(entry)));
        }
    }

    private void title(String title) {
        line("");
        line("### " + title);
        line("");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
