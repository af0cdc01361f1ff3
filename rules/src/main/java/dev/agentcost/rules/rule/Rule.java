package dev.agentcost.rules.rule;

import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** Something that a check looks for, with what a reader needs to understand it. */
public interface Rule {

    /** The name in configuration, suppressions and reports: {@code unbounded-loop}. */
    String id();

    /** The name in one word, as SARIF wants it: {@code UnboundedLoop}. */
    default String name() {
        StringBuilder name = new StringBuilder();
        for (String word : id().split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return name.toString();
    }

    /** What it says, in one sentence. */
    String shortDescription();

    /** Why it matters and when it holds. */
    String fullDescription();

    /** What to do, in Markdown, with a bad and a good example. */
    String help();

    /** The level of its findings where the user sets none; single findings may be less grave. */
    Level defaultLevel();

    /** What it finds, in the order of the sites or entry points. */
    List<Finding> check(RuleContext context);
}
