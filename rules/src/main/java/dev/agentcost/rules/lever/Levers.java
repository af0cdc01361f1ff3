package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Rounding;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes that would save most of an entry point's cost. Where something has no limit, both sides are compared at {@link
 * #ASSUMED_TURNS} turns of it, and the lever says so.
 */
public final class Levers {

    /** Turns of whatever has no limit, for comparisons: about where a person would stop an agent that goes astray. */
    public static final BigDecimal ASSUMED_TURNS = new BigDecimal(50);

    /** What {@link #isCompared} leaves out, in words. */
    public static final String NOT_COMPARED =
            "no levers and no curves: the formulas of what costs more are so long that not all are compared with changes";

    private static final int MOST = 5;

    /** Monomials of costs that are gone through for the levers of all entry points, at most. */
    private static final long MOST_MONOMIALS = 15_000_000;

    /** The same for the levers of all findings, which are about one site each. */
    private static final long MOST_FOR_FINDINGS = 150_000_000;

    private static final Comparator<Lever> BEST_FIRST = Comparator.comparing(Lever::savedDollars)
            .thenComparing(Lever::savedTokens)
            .reversed()
            .thenComparing(Lever::where, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Lever::change);

    private final Analysis analysis;
    private final WhatIf whatIf;
    private final Assumptions assumptions;
    private final Valuations valuations;
    private final SiteChanges siteChanges;
    private final RequestChanges requestChanges;
    private final PrefixCache prefixCache;
    private final ModelChange modelChange;
    private final Curves curves;
    private final Comparator<EntryPoint> costliestFirst = Comparator.<EntryPoint, BigDecimal>comparing(
                    entry -> number(entry, Dimension.DOLLARS))
            .thenComparing(entry -> number(entry, Dimension.INPUT_TOKENS))
            .reversed()
            .thenComparing(EntryPoint::location)
            .thenComparing(EntryPoint::methodKey);

    private final Map<String, List<Candidate>> ofEntryPoints = new HashMap<>();
    private final Map<Site, List<Lever>> ofSites = new HashMap<>();
    private final Map<String, Map<Dimension, BigDecimal>> today = new HashMap<>();

    private @Nullable Set<String> compared;
    private long monomialsOfSites;

    private record Candidate(Change change, Lever lever) {}

    /** Levers for the entry points of an analysis. */
    public Levers(Analysis analysis, WhatIf whatIf, Assumptions stated, Prices prices) {
        this.analysis = analysis;
        this.whatIf = whatIf;
        this.assumptions = stated.withUnboundedTurns(ASSUMED_TURNS);
        this.valuations = new Valuations(assumptions);
        this.siteChanges = new SiteChanges(whatIf, assumptions);
        this.requestChanges = new RequestChanges(whatIf, assumptions, analysis.hazards());
        this.prefixCache = new PrefixCache(whatIf, analysis.models(), prices);
        this.curves = new Curves(whatIf, valuations);
        this.modelChange = new ModelChange(analysis.models(), prices);
    }

    /**
     * Whether the entry point is one of those that changes are tried on when all are asked for: the costliest, until the work would be
     * too much.
     */
    public boolean isCompared(EntryPoint entry) {
        Set<String> known = compared;
        if (known == null) {
            known = findCompared();
            compared = known;
        }
        return known.contains(entry.methodKey());
    }

    private Set<String> findCompared() {
        Set<String> found = new HashSet<>();
        long monomials = 0;
        for (EntryPoint next :
                analysis.entryPoints().stream().sorted(costliestFirst).toList()) {
            long more = asksModel(next) ? monomials(next, next.sites()) : 0;
            if (monomials + more <= MOST_MONOMIALS) {
                monomials += more;
                found.add(next.methodKey());
            }
        }
        return found;
    }

    /**
     * The monomials that are gone through when the sites are changed one by one: those of the cost once for each site of the method
     * that a change works out anew.
     */
    private static long monomials(EntryPoint entry, List<Site> changed) {
        long monomials = entry.cost().amounts().values().stream()
                .mapToLong(Formula::size)
                .sum();
        Map<String, Long> beside =
                entry.sites().stream().collect(Collectors.groupingBy(Site::methodKey, Collectors.counting()));
        return monomials
                * changed.stream()
                        .mapToLong(site -> beside.getOrDefault(site.methodKey(), 0L))
                        .sum();
    }

    /** The levers of an entry point, the best first. */
    public List<Lever> of(EntryPoint entry) {
        return levers(candidates(entry));
    }

    /** The cost of an entry point against turns, today and with its levers. */
    public CostCurves curves(EntryPoint entry) {
        return asksModel(entry)
                ? curves.of(
                        entry, candidates(entry).stream().map(Candidate::change).toList())
                : CostCurves.NONE;
    }

    /** Runs of tools alone have no price, so that nothing there is known to cost more than something else, and no change to save. */
    private static boolean asksModel(EntryPoint entry) {
        return Stream.of(Dimension.MODEL_CALLS, Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS, Dimension.DOLLARS)
                .anyMatch(dimension -> !entry.cost().get(dimension).isZero());
    }

    private List<Candidate> candidates(EntryPoint entry) {
        return ofEntryPoints.computeIfAbsent(
                entry.methodKey(), key -> asksModel(entry) ? candidates(entry, whatIf.sitesOf(entry)) : List.of());
    }

    private static List<Lever> levers(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::lever).toList();
    }

    /**
     * The levers at one site, for the entry point that spends most of those whose cost depends on it; none where the levers of the sites
     * asked for before have been too much work.
     */
    public List<Lever> of(Site site) {
        return ofSites.computeIfAbsent(
                site,
                key -> costliest(site)
                        .map(entry -> levers(candidates(entry, List.of(site))))
                        .orElse(List.of()));
    }

    private Optional<EntryPoint> costliest(Site site) {
        return whatIf.reaching(site).stream()
                .sorted(costliestFirst)
                .takeWhile(entry -> {
                    monomialsOfSites += monomials(entry, List.of(site));
                    return monomialsOfSites <= MOST_FOR_FINDINGS;
                })
                .filter(entry -> whatIf.dependsOn(entry, site))
                .findFirst();
    }

    private BigDecimal number(EntryPoint entry, Dimension dimension) {
        return valuations.value(entry.cost().get(dimension)).orElse(BigDecimal.ZERO);
    }

    private List<Candidate> candidates(EntryPoint entry, List<Site> sites) {
        List<Change> changes = new ArrayList<>();
        for (Site site : sites) {
            changes.addAll(siteChanges.of(entry, site));
            changes.addAll(requestChanges.of(entry, site));
            prefixCache.of(entry, site).ifPresent(changes::add);
        }
        ToolResults.shorter(entry, sites, whatIf, assumptions).ifPresent(changes::add);
        modelChange.of(entry, whatIf).ifPresent(changes::add);
        List<Candidate> sorted = changes.stream()
                .map(change -> new Candidate(change, lever(entry, change)))
                .filter(candidate -> saves(candidate.lever()))
                .sorted(Comparator.comparing(Candidate::lever, BEST_FIRST))
                .toList();
        // the cheaper model stays for comparison, whatever saves more
        return sorted.stream()
                .filter(candidate ->
                        candidate.lever().kind() == Lever.Kind.MODEL || sorted.indexOf(candidate) < most(sorted))
                .toList();
    }

    private static int most(List<Candidate> sorted) {
        boolean model =
                sorted.stream().skip(MOST).anyMatch(other -> other.lever().kind() == Lever.Kind.MODEL);
        return model ? MOST - 1 : MOST;
    }

    /** That a change of the structure saves more dollars than a cheaper model, in words; empty where that is not so or not known. */
    public static Optional<String> structureFirst(List<Lever> levers) {
        Optional<Lever> structure = first(levers, Lever.Kind.STRUCTURE);
        Optional<Lever> model = first(levers, Lever.Kind.MODEL);
        return structure.isPresent()
                        && model.isPresent()
                        && model.get().savedDollars().signum() > 0
                        && structure.get().savedDollars().compareTo(model.get().savedDollars()) > 0
                ? Optional.of("the structure saves more than the model: "
                        + structure.get().percent().toPlainString() + " % against "
                        + model.get().percent().toPlainString() + " %")
                : Optional.empty();
    }

    private static Optional<Lever> first(List<Lever> levers, Lever.Kind kind) {
        return levers.stream().filter(lever -> lever.kind() == kind).findFirst();
    }

    private static boolean saves(Lever lever) {
        return lever.savedDollars().signum() > 0 || lever.savedTokens().signum() > 0;
    }

    private Lever lever(EntryPoint entry, Change change) {
        boolean unbounded = entry.cost().amounts().values().stream().anyMatch(Formula::isUnbounded);
        return new Lever(
                change.kind(),
                change.text(),
                change.where(),
                today.computeIfAbsent(entry.methodKey(), key -> numbers(entry.cost(), Map.of())),
                numbers(change.cost(), change.assumptions()),
                unbounded ? ASSUMED_TURNS : null);
    }

    private Map<Dimension, BigDecimal> numbers(CostVector cost, Map<String, BigDecimal> changes) {
        Map<Dimension, BigDecimal> numbers = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            valuations
                    .value(cost.get(dimension), changes)
                    .ifPresent(value -> numbers.put(dimension, Rounding.up(dimension, value)));
        }
        return numbers;
    }
}
