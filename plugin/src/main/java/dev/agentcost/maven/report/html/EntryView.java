package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.finding.Fingerprint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An entry point: what one call of it costs, why, and what would lower that. */
final class EntryView {

    private final Report report;
    private final EntryPointResult result;
    private final Places places;
    private final List<FindingView> findings;
    private final CostView cost;

    EntryView(Report report, EntryPointResult result, Places places) {
        this.report = report;
        this.result = result;
        this.places = places;
        this.findings = concerning(result, places);
        this.cost = new CostView(
                result.cost(),
                result.cost().get(Dimension.MODEL_CALLS).formula().toString(),
                report.result().numbers());
    }

    /** The findings at its own line and at the sites that a call of it can come to. */
    private static List<FindingView> concerning(EntryPointResult result, Places places) {
        Set<SourceLocation> own =
                result.entryPoint().sites().stream().map(Site::location).collect(Collectors.toSet());
        own.add(result.entryPoint().location());
        return places.findings(own);
    }

    /** The name of its place in the page: the same as long as its signature is. */
    String id() {
        return "entry-" + Fingerprint.of(result.entryPoint().methodKey());
    }

    String method() {
        return result.entryPoint().method();
    }

    String type() {
        return result.entryPoint().type();
    }

    String place() {
        return result.entryPoint().location().toString();
    }

    /** The place without its last part. */
    String directory() {
        return place().substring(0, place().length() - file().length());
    }

    /** The last part of the place: {@code Agent.java:12}. */
    String file() {
        return place().substring(place().lastIndexOf('/') + 1);
    }

    CostView cost() {
        return cost;
    }

    /** What it leads to. */
    GraphView graph() {
        return new GraphView(report.analysis().graph(), result.entryPoint().methodKey(), cost, places, findings);
    }

    CurvesView curves() {
        return new CurvesView(result.curves());
    }

    List<FindingView> findings() {
        return findings;
    }

    List<LeverView> levers() {
        return result.levers().stream().map(LeverView::of).toList();
    }

    String assumedTurns() {
        return LeverView.notes(result.levers());
    }

    List<String> notes() {
        return result.notes();
    }

    /** What becomes of each limit of its budget; none where it has no budget. */
    List<LimitView> budget() {
        return report.result().budgets().stream()
                .filter(outcome -> outcome.entryPoint().equals(result.entryPoint()))
                .flatMap(EntryView::limits)
                .toList();
    }

    private static Stream<LimitView> limits(BudgetOutcome outcome) {
        return outcome.budget().limits().stream().map(limit -> LimitView.of(limit, outcome));
    }

    /**
     * A limit of a budget.
     *
     * @param most what the budget allows
     * @param actual what the cost is
     */
    record LimitView(String most, String actual, boolean holds, String origin) {

        static LimitView of(Limit limit, BudgetOutcome outcome) {
            return new LimitView(
                    limit.text(),
                    limit.actual(outcome.cost()),
                    !outcome.broken().contains(limit),
                    outcome.budget().origin());
        }
    }
}
