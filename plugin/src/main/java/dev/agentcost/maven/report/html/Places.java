package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Site;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands where in the sources. */
final class Places {

    private final Map<SourceLocation, Site> sites = new HashMap<>();
    private final List<FindingView> findings;
    private final Map<SourceLocation, BitSet> numbers = new HashMap<>();

    Places(List<Site> sites, List<FindingView> findings) {
        sites.forEach(site -> this.sites.put(site.location(), site));
        this.findings = findings;
        for (int i = 0; i < findings.size(); i++) {
            numbers.computeIfAbsent(findings.get(i).finding().location(), key -> new BitSet())
                    .set(i);
        }
    }

    /** What repeats there, or null where nothing does. */
    @Nullable
    Site site(SourceLocation place) {
        return sites.get(place);
    }

    /** The findings at some places, in the report's order. */
    List<FindingView> findings(Collection<SourceLocation> places) {
        BitSet found = new BitSet();
        places.forEach(place -> found.or(numbers.getOrDefault(place, new BitSet())));
        return found.stream().mapToObj(findings::get).toList();
    }
}
