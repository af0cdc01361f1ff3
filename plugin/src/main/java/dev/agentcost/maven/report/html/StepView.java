package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.result.Step;
import dev.agentcost.maven.report.SourceFiles;
import java.util.List;

/**
 * A step of a derivation or of a path to a call.
 *
 * @param place {@code src/main/java/example/Agent.java:12}
 * @param code the line, "" where the source cannot be read
 */
record StepView(String place, String text, String code) {

    static List<StepView> of(List<Step> steps, SourceFiles sources) {
        return steps.stream()
                .map(step ->
                        new StepView(step.location().toString(), step.text(), CodeView.line(step.location(), sources)))
                .toList();
    }
}
