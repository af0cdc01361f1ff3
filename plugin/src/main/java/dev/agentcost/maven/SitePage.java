package dev.agentcost.maven;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.BaselineSummary;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.Summary;
import dev.agentcost.maven.report.html.HtmlReport;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.doxia.sink.Sink;

/** A report in short, in the dress of the site that it is in. */
final class SitePage {

    private final Sink sink;

    private SitePage(Sink sink) {
        this.sink = sink;
    }

    /** Writes the page. The whole report stands beside it, as {@link HtmlReport} names it. */
    static void write(Report report, Sink sink) {
        new SitePage(sink).page(report);
    }

    private void page(Report report) {
        sink.head();
        sink.title();
        sink.text("agentcost");
        sink.title_();
        sink.head_();
        sink.body();
        section("What one call can cost", () -> {
            paragraph(Summary.of(report) + ".");
            sink.paragraph();
            sink.link(HtmlReport.FILE);
            sink.text("The whole report, with the code and each derivation");
            sink.link_();
            sink.paragraph_();
            BaselineSummary.of(report.result()).forEach(this::paragraph);
        });
        section("Entry points", () -> entryPoints(report.result().entryPoints()));
        section("Findings", () -> findings(report.result().unknown()));
        sink.body_();
        sink.flush();
        sink.close();
    }

    private void entryPoints(List<EntryPointResult> entryPoints) {
        if (entryPoints.isEmpty()) {
            paragraph("No entry point can reach a model or a tool.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(
                        Stream.of("entry point", "growth"),
                        Stream.of(Dimension.values()).map(Numbers::noun))
                .toList());
        for (EntryPointResult result : entryPoints) {
            List<String> row = new ArrayList<>(
                    List.of(result.entryPoint().method(), result.cost().growth().toString()));
            for (Dimension dimension : Dimension.values()) {
                row.add(number(result.cost().get(dimension)));
            }
            rows.add(row);
        }
        table(rows);
    }

    private static String number(Figure figure) {
        String missing = figure.isUnbounded() ? "no limit" : "no number";
        return figure.number().map(Numbers::grouped).orElse(missing);
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            paragraph("None.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("level", "where", "rule", "what"));
        findings.forEach(finding -> rows.add(
                List.of(finding.level().key(), finding.location().toString(), finding.rule(), finding.message())));
        table(rows);
    }

    private void section(String title, Runnable content) {
        sink.section1();
        sink.sectionTitle1();
        sink.text(title);
        sink.sectionTitle1_();
        content.run();
        sink.section1_();
    }

    private void paragraph(String text) {
        sink.paragraph();
        sink.text(text);
        sink.paragraph_();
    }

    /** The first row is the header. */
    private void table(List<List<String>> rows) {
        sink.table();
        sink.tableRows(null, false);
        for (int i = 0; i < rows.size(); i++) {
            boolean header = i == 0;
            sink.tableRow();
            rows.get(i).forEach(cell -> cell(cell, header));
            sink.tableRow_();
        }
        sink.tableRows_();
        sink.table_();
    }

    private void cell(String text, boolean header) {
        if (header) {
            sink.tableHeaderCell();
            sink.text(text);
            sink.tableHeaderCell_();
        } else {
            sink.tableCell();
            sink.text(text);
            sink.tableCell_();
        }
    }
}
