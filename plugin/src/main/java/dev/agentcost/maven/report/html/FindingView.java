package dev.agentcost.maven.report.html;

import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.rule.Rule;
import java.util.List;

/** A finding with all that a reader needs to check it and to mend it. */
final class FindingView {

    private final Report report;
    private final Finding finding;
    private final String id;

    /** @param id the name of its place in the page */
    FindingView(Report report, Finding finding, String id) {
        this.report = report;
        this.finding = finding;
        this.id = id;
    }

    Finding finding() {
        return finding;
    }

    String id() {
        return id;
    }

    String rule() {
        return finding.rule();
    }

    String level() {
        return finding.level().key();
    }

    /** Whether the baseline has it, so that it fails no check. */
    boolean known() {
        return report.result().isKnown(finding);
    }

    String message() {
        return finding.message();
    }

    String method() {
        return finding.method();
    }

    String place() {
        return finding.location().toString();
    }

    /** What the rule is about; "" where the rule is not known. */
    String about() {
        return report.rules().stream()
                .filter(rule -> rule.id().equals(finding.rule()))
                .findFirst()
                .map(Rule::fullDescription)
                .orElse("");
    }

    CodeView code() {
        return CodeView.around(finding.location(), report.sources());
    }

    CostView cost() {
        return new CostView(finding.cost(), finding.formula(), report.result().numbers());
    }

    String formula() {
        return finding.formula();
    }

    List<StepView> derivation() {
        return StepView.of(finding.derivation(), report.sources());
    }

    List<StepView> path() {
        return StepView.of(finding.callPath(), report.sources());
    }

    String remedy() {
        return finding.remedy();
    }

    List<LeverView> levers() {
        return finding.levers().stream().map(LeverView::of).toList();
    }

    String assumedTurns() {
        return LeverView.notes(finding.levers());
    }
}
