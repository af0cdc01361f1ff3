package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A finding as a baseline remembers it.
 *
 * @param rule id of its rule
 * @param method readable name of its method, for people who read the file; "" where there is none
 * @param fingerprint names it over time, by its method and its number among its like there
 * @param shape digest of its evidence, without places: finds it again where a new one before it has taken its number, or where it has
 *     moved to another method
 */
record KnownFinding(String rule, String method, String fingerprint, String shape) implements Comparable<KnownFinding> {

    private static final Comparator<KnownFinding> ORDER = Comparator.comparing(KnownFinding::rule)
            .thenComparing(KnownFinding::method)
            .thenComparing(KnownFinding::fingerprint)
            .thenComparing(KnownFinding::shape);

    /** Places in a text: {@code at line 48}, {@code of the loop at Agent:42}. */
    private static final Pattern PLACES = Pattern.compile("(?<=line )\\d+| at [\\w$.]{1,200}:\\d+");

    static KnownFinding of(Finding finding) {
        return new KnownFinding(finding.rule(), finding.method(), finding.fingerprint(), shape(finding));
    }

    private static String shape(Finding finding) {
        List<String> parts = new ArrayList<>(List.of(finding.rule(), finding.formula()));
        finding.derivation().stream().map(Step::text).forEach(parts::add);
        finding.callPath().stream().map(Step::text).forEach(parts::add);
        return Fingerprint.of(
                parts.stream().map(part -> PLACES.matcher(part).replaceAll("")).toArray(String[]::new));
    }

    @Override
    public int compareTo(KnownFinding other) {
        return ORDER.compare(this, other);
    }
}
