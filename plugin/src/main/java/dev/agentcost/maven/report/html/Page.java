package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.maven.report.BaselineSummary;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.Summary;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.suppression.Accepted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that the page shows. */
final class Page {

    /** About as many as a browser lays out before a reader notices. */
    private static final int LARGE = 300;

    private final Report report;
    private final Optional<VariantsView> variants;
    private final List<FindingView> findings;
    private final List<EntryView> entries;
    private final Islands islands = new Islands();

    Page(Report report, Optional<Frontiers> variants) {
        this.report = report;
        this.variants = variants.map(VariantsView::new);
        this.findings = findings(report);
        Places places = new Places(report.analysis().sites(), findings);
        this.entries = report.result().entryPoints().stream()
                .sorted(DEAREST_FIRST)
                .map(result -> new EntryView(report, result, places))
                .toList();
    }

    private static final Comparator<EntryPointResult> DEAREST_FIRST = Comparator.comparing(
                    EntryPointResult::cost, Summary.BY_COST)
            .reversed()
            .thenComparing(result -> result.entryPoint().location())
            .thenComparing(result -> result.entryPoint().methodKey());

    /** Two findings of one fingerprint get a number behind it: a page names a place once. */
    private static List<FindingView> findings(Report report) {
        Map<String, Integer> named = new HashMap<>();
        List<FindingView> views = new ArrayList<>();
        for (Finding finding : report.result().findings()) {
            int number = named.merge(finding.fingerprint(), 1, Integer::sum);
            String id = "finding-" + finding.fingerprint() + (number == 1 ? "" : "-" + number);
            views.add(new FindingView(report, finding, id));
        }
        return views;
    }

    /** What was analysed. */
    String subject() {
        return report.module().isEmpty() ? "sources" : report.module();
    }

    String version() {
        return report.version();
    }

    /** What the page may do: run and show what the writer put into it, and nothing else. */
    String policy() {
        return "default-src 'none'; img-src data:; style-src " + Asset.STYLE.hash() + "; script-src "
                + Asset.EARLY.hash() + " " + Asset.LIBRARIES.hash() + " " + Asset.SCRIPT.hash()
                + "; base-uri 'none'; form-action 'none'";
    }

    String style() {
        return Asset.STYLE.text();
    }

    String early() {
        return Asset.EARLY.text();
    }

    String libraries() {
        return Asset.LIBRARIES.text();
    }

    String script() {
        return Asset.SCRIPT.text();
    }

    /** The licence texts of the libraries in the page, by name. */
    Map<String, String> licences() {
        Map<String, String> licences = new TreeMap<>();
        licences.put("dagre, which lays out the graphs", Asset.read("vendor/dagre-LICENSE.txt"));
        licences.put("uPlot, which draws the curves", Asset.read("vendor/uPlot-LICENSE.txt"));
        return licences;
    }

    /** Whether the page shows details only when they are asked for: a browser takes seconds to build a million elements. */
    boolean isLarge() {
        return findings.size() + entries.size() > LARGE;
    }

    /** Details that a large page keeps back; see {@link Islands}. */
    Islands islands() {
        return islands;
    }

    List<FindingView> findings() {
        return findings;
    }

    /** The dearest first. */
    List<EntryView> entries() {
        return entries;
    }

    Optional<EntryView> dearest() {
        return entries.stream().findFirst();
    }

    /** Variants that the entry points are compared with; empty where none are given. */
    Optional<VariantsView> variants() {
        return variants;
    }

    List<Accepted> accepted() {
        return report.result().accepted();
    }

    /** What has changed since the baseline; none where there is none. */
    List<String> baseline() {
        return BaselineSummary.of(report.result());
    }

    List<String> warnings() {
        return report.result().warnings();
    }

    /** How many entry points have no limit. */
    int unbounded() {
        return (int)
                entries.stream().filter(entry -> entry.cost().isUnbounded()).count();
    }

    boolean fails() {
        return report.result().fails();
    }

    /** The verdict in a sentence. */
    String headline() {
        int all = entries.size();
        if (all == 0) {
            return "Nothing here can reach a model or a tool";
        }
        int unbounded = unbounded();
        if (unbounded == 0) {
            return all == 1
                    ? "A call of the one entry point has a limit to what it can cost"
                    : "A call of each of the " + all + " entry points has a limit to what it can cost";
        }
        return all == 1
                ? "A call of the one entry point can cost without limit"
                : "A call of " + unbounded + " of " + all + " entry points can cost without limit";
    }

    String summary() {
        return Summary.coverage(report) + ".";
    }

    int count(Level level) {
        return (int) findings.stream()
                .filter(view -> view.finding().level() == level)
                .count();
    }

    List<Level> levels() {
        return Arrays.asList(Level.values());
    }

    /** How many findings each rule has, by the rule's id. */
    Map<String, Long> rules() {
        return findings.stream().collect(Collectors.groupingBy(FindingView::rule, TreeMap::new, Collectors.counting()));
    }

    /** A number that no source states. */
    record AssumptionView(String key, String value, String description) {}

    List<AssumptionView> assumptions() {
        Map<String, String> descriptions =
                Arrays.stream(Assumption.values()).collect(Collectors.toMap(Assumption::key, Assumption::description));
        return report.result().assumptions().entrySet().stream()
                .map(entry -> assumption(entry.getKey(), entry.getValue(), descriptions))
                .toList();
    }

    private static AssumptionView assumption(String key, BigDecimal value, Map<String, String> descriptions) {
        return new AssumptionView(key, Numbers.grouped(value), descriptions.getOrDefault(key, ""));
    }

    List<String> notes() {
        return Summary.notes(report);
    }

    Coverage coverage() {
        return report.analysis().coverage();
    }

    List<String> models() {
        return report.analysis().models();
    }
}
