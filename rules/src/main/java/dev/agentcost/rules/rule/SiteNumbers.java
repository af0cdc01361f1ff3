package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers a site among those of its method that repeat in the same way and spend by the same call: another loop in the method changes
 * nothing.
 */
public final class SiteNumbers {

    private record Alike(String methodKey, SiteKind kind, String call) {}

    private final Map<Alike, List<Site>> alike = new HashMap<>();

    /** Numbers these sites, in their order. */
    public SiteNumbers(List<Site> sites) {
        sites.forEach(site ->
                alike.computeIfAbsent(alike(site), key -> new ArrayList<>()).add(site));
    }

    private static Alike alike(Site site) {
        return new Alike(site.methodKey(), site.kind(), call(site));
    }

    /** The request or tool that a turn comes to; "" where it comes to none. */
    static String call(Site site) {
        List<Step> path = site.callPath();
        return path.isEmpty() ? "" : path.get(path.size() - 1).text();
    }

    /** How many like it that cost stand before it. */
    long of(Site site) {
        return alike.getOrDefault(alike(site), List.of()).stream()
                .takeWhile(other -> !other.equals(site))
                .filter(Site::costs)
                .count();
    }
}
