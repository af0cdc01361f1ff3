package dev.agentcost.maven.report.pareto;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.diff.EntryCost;
import dev.agentcost.maven.report.diff.ResultFile;
import dev.agentcost.maven.report.input.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which variants of an agent no other one dominates, in each dimension of cost. One dominates another where it succeeds at least as often
 * for at most the cost, and is better in one of the two. A cost without a limit is above every number; one that is not known, for want
 * of a price, is not compared.
 */
public final class Frontiers {

    /** A variant with what one call costs at most. */
    public record Point(Variant variant, Map<Dimension, Bound> bounds) {

        /** What one call costs at most in the dimension; nothing where it has no part in the cost. */
        public Bound bound(Dimension dimension) {
            return bounds.getOrDefault(dimension, Bound.NOTHING);
        }

        private boolean dominates(Point other, Dimension dimension) {
            if (!bound(dimension).isKnown() || !other.bound(dimension).isKnown()) {
                return false;
            }
            int success = variant.success().compareTo(other.variant.success());
            int cost = Bound.compare(bound(dimension), other.bound(dimension));
            return success >= 0 && cost <= 0 && (success > 0 || cost < 0);
        }
    }

    private static final int MOST_NAMED = 10;

    private final List<Point> points;

    private Frontiers(List<Point> points) {
        this.points = points;
    }

    /**
     * Reads the variants and their results.
     *
     * @param file variants with their success rates, as CSV or JSON
     * @throws InputException if one of the files cannot be used, with the line that names it
     */
    public static Frontiers read(Path file) throws InputException {
        List<Point> points = new ArrayList<>();
        for (Variant variant : VariantFile.read(file)) {
            try {
                points.add(new Point(variant, bounds(variant, file)));
            } catch (InputException e) {
                throw new InputException(file + ":" + variant.line() + ": " + e.getMessage());
            }
        }
        points.sort(Comparator.comparing((Point point) -> point.variant().success())
                .reversed()
                .thenComparing(point -> point.variant().name()));
        return new Frontiers(List.copyOf(points));
    }

    private static Map<Dimension, Bound> bounds(Variant variant, Path file) throws InputException {
        List<EntryCost> entryPoints = ResultFile.read(result(variant, file));
        Pattern pattern = Pattern.compile(Arrays.stream(variant.entryPoint().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        List<EntryCost> chosen = entryPoints.stream()
                .filter(entry -> pattern.matcher(entry.method()).matches())
                .toList();
        if (chosen.isEmpty()) {
            throw new InputException(
                    variant.result() + " has no entry point " + variant.entryPoint() + "; " + known(entryPoints));
        }
        Map<Dimension, Bound> bounds = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            chosen.forEach(entry -> bounds.merge(dimension, Bound.of(entry, dimension), Bound::max));
        }
        return bounds;
    }

    private static Path result(Variant variant, Path file) throws InputException {
        try {
            return file.resolveSibling(variant.result()).normalize();
        } catch (InvalidPathException e) {
            throw new InputException("'" + variant.result() + "' is not a path (" + e.getReason()
                    + "); write where the variant's agentcost.json is");
        }
    }

    private static String known(List<EntryCost> entryPoints) {
        List<String> methods =
                entryPoints.stream().map(EntryCost::method).distinct().sorted().toList();
        return methods.isEmpty()
                ? "nothing in it costs; name the result of an analysis of the agent's sources"
                : "write one of " + String.join(", ", methods.subList(0, Math.min(MOST_NAMED, methods.size())))
                        + (methods.size() > MOST_NAMED ? ", ..." : "");
    }

    /** All variants, the most successful first. */
    public List<Point> points() {
        return points;
    }

    /** Whether the point's cost is known and no other point dominates it there. */
    public boolean isOnFrontier(Point point, Dimension dimension) {
        return point.bound(dimension).isKnown()
                && points.stream().noneMatch(other -> other.dominates(point, dimension));
    }

    /** The points of the frontier that dominate the point there. */
    public List<Point> dominating(Point point, Dimension dimension) {
        return points.stream()
                .filter(other -> other.dominates(point, dimension) && isOnFrontier(other, dimension))
                .toList();
    }

    /** The points that are on the frontier of no dimension, and have a known cost in one. */
    List<Point> onNone() {
        return points.stream()
                .filter(point ->
                        Arrays.stream(Dimension.values()).noneMatch(dimension -> isOnFrontier(point, dimension)))
                .filter(point -> point.bounds().values().stream().anyMatch(Bound::isKnown))
                .toList();
    }
}
