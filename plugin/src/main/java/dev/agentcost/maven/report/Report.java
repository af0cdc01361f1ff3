package dev.agentcost.maven.report;

import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.rules.Result;
import dev.agentcost.rules.rule.Rule;
import java.util.List;

/**
 * What the reports are about.
 *
 * @param module name of the module, or "" for a tree of sources without a project
 * @param version of the plugin
 * @param result the verdict on the analysis
 * @param rules every rule there is
 * @param sources the analysed files
 * @param allLoops whether the iterations of all methods were asked for
 */
public record Report(
        String module,
        String version,
        Analysis analysis,
        Result result,
        List<Rule> rules,
        SourceFiles sources,
        boolean allLoops) {

    public Report {
        rules = List.copyOf(rules);
    }
}
