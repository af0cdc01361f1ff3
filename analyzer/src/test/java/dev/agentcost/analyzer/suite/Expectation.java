package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment at the end of a line of the suite expects of the loops, streams and recursive calls on that line:
 *
 * <pre>
 * for (int i = 0; i &lt; tasks.size(); i++) {   // bound: size(tasks)
 * while (n &gt; 0) {                            // bound: log2(n) + 1; growth: O(log n)
 * while (true) {                             // unbounded
 * static int sum(int[] values) {             // total: size(values)
 * for (int x : values) { break; }            // no loop
 * </pre>
 *
 * {@code total} is the bound on all iterations that one call of the method makes. {@code size(x)} stands for
 * {@code [size of x]}.
 *
 * @param file the file's name
 * @param line the line, one-based
 * @param kind bound, growth, total, unbounded or no loop
 * @param text what is expected
 */
record Expectation(String file, int line, String kind, String text) {

    private static final Pattern COMMENT =
            Pattern.compile("//\\s*((?:bound|growth|total):.*|unbounded(?:;.*)?|no loop)$");

    static List<Expectation> in(String file, String source) {
        List<Expectation> found = new ArrayList<>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = COMMENT.matcher(lines.get(i).strip());
            if (matcher.find()) {
                for (String part : matcher.group(1).split(";")) {
                    String[] words = part.strip().split(":\\s*", 2);
                    found.add(new Expectation(file, i + 1, words[0], words.length > 1 ? words[1] : ""));
                }
            }
        }
        return found;
    }

    /** Fails where the analysis says something else. */
    void check(Analysis analysis) {
        if (kind.equals("total")) {
            List<String> totals = analysis.methods().stream()
                    .filter(m -> m.location().file().equals(file))
                    .filter(m -> m.location().line() == line)
                    .map(MethodIterations::iterations)
                    .map(formula -> formula.isUnbounded() ? "unbounded" : Answers.readable(formula))
                    .toList();
            assertThat(totals).containsExactly(text);
            return;
        }
        List<Site> sites = analysis.sites().stream()
                .filter(site -> site.location().file().equals(file))
                .filter(site -> site.location().line() == line)
                .toList();
        if (kind.equals("no loop")) {
            assertThat(sites).isEmpty();
            return;
        }
        assertThat(sites).as("sites on line %s of %s", line, file).isNotEmpty();
        for (Site site : sites) {
            String found = site.bound().isUnbounded()
                    ? "unbounded"
                    : kind.equals("growth")
                            ? site.bound().growth().toString()
                            : Answers.readable(site.bound().formula());
            String wanted = kind.equals("unbounded") ? "unbounded" : text;
            assertThat(found).as("%s %s", site.kind(), site.derivation()).isEqualTo(wanted);
        }
    }
}
