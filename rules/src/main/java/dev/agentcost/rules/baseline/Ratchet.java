package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Compares what is found with a baseline. Each finding of the baseline is spent on one finding at most, so that a second loop beside a
 * known one is new.
 *
 * <p>The surest first, a finding is known by its fingerprint and its shape together; by its method and its shape, where its number among
 * its like has changed because a new one stands before it; by its fingerprint, where its evidence reads otherwise than it did because a
 * variable has another name; and by its shape, where it has moved to another method.
 */
public final class Ratchet {

    private static final List<BiPredicate<KnownFinding, KnownFinding>> SAME = List.of(
            (known, found) -> isNamedAlike(known, found) && isShapedAlike(known, found),
            (known, found) -> known.method().equals(found.method()) && isShapedAlike(known, found),
            Ratchet::isNamedAlike,
            Ratchet::isShapedAlike);

    private final Baseline baseline;
    private final Assumptions assumptions;

    /**
     * @param assumptions of today
     */
    public Ratchet(Baseline baseline, Assumptions assumptions) {
        this.baseline = baseline;
        this.assumptions = assumptions;
    }

    /**
     * What has changed.
     *
     * @param used the assumptions that enter a number today, by key
     */
    public Comparison compare(
            List<Finding> findings, List<EntryPoint> entryPoints, SortedMap<String, BigDecimal> used) {
        List<KnownFinding> left = new ArrayList<>(baseline.findings());
        SortedSet<String> known = match(findings, left);
        SortedMap<String, Integer> gone = new TreeMap<>();
        left.forEach(finding -> gone.merge(finding.rule(), 1, Integer::sum));

        List<String> notes = new ArrayList<>();
        boolean numbers = agree(used, notes);
        List<CostChange> changes = changes(entryPoints).stream()
                .filter(change ->
                        numbers || change.before().isOfHigherClassThan(change.after()) || change.isOfHigherClass())
                .toList();
        return new Comparison(
                known,
                gone,
                changes.stream().filter(CostChange::isWorse).toList(),
                changes.stream().filter(CostChange::isBetter).toList(),
                notes);
    }

    private static boolean isNamedAlike(KnownFinding known, KnownFinding found) {
        return known.fingerprint().equals(found.fingerprint());
    }

    private static boolean isShapedAlike(KnownFinding known, KnownFinding found) {
        return known.shape().equals(found.shape());
    }

    /** The fingerprints of those that are known; what no finding matches stays in the list. */
    private static SortedSet<String> match(List<Finding> findings, List<KnownFinding> left) {
        SortedSet<String> matched = new TreeSet<>();
        List<KnownFinding> open =
                new ArrayList<>(findings.stream().map(KnownFinding::of).toList());
        for (BiPredicate<KnownFinding, KnownFinding> same : SAME) {
            open.removeIf(found -> {
                for (int i = 0; i < left.size(); i++) {
                    if (same.test(left.get(i), found)) {
                        left.remove(i);
                        matched.add(found.fingerprint());
                        return true;
                    }
                }
                return false;
            });
        }
        return matched;
    }

    /** Whether numbers rest on the same assumptions as those of the baseline. */
    private boolean agree(SortedMap<String, BigDecimal> used, List<String> notes) {
        int before = notes.size();
        baseline.assumptions().forEach((key, value) -> {
            BigDecimal now = used.get(key);
            if (now != null && now.compareTo(value) != 0) {
                notes.add("the assumption " + key + " was " + Numbers.grouped(value) + " in the baseline and is "
                        + Numbers.grouped(now) + " now: only growth classes are compared with it, no numbers;"
                        + " write the baseline anew");
            }
        });
        return notes.size() == before;
    }

    private List<CostChange> changes(List<EntryPoint> entryPoints) {
        List<CostChange> changes = new ArrayList<>();
        for (EntryPoint entry : entryPoints) {
            Map<Dimension, Amount> before = baseline.costs().get(entry.methodKey());
            if (before != null) {
                Map<Dimension, Amount> after = Baseline.amounts(entry, assumptions);
                for (Dimension dimension : Dimension.values()) {
                    changes.add(new CostChange(
                            entry,
                            dimension,
                            before.getOrDefault(dimension, Amount.NOTHING),
                            after.getOrDefault(dimension, Amount.NOTHING)));
                }
            }
        }
        return changes;
    }
}
