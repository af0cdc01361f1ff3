package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The numbers that show that something was looked at, in one line. */
public final class Summary {

    private static final String SEPARATOR = "; ";
    private static final String UNRESOLVED = "unresolved";

    /** The cheapest first, at the end what has no limit; by dollars, then calls. */
    public static final Comparator<CostFigures> BY_COST = Comparator.comparing(CostFigures::isUnbounded)
            .thenComparing(figures -> number(figures, Dimension.DOLLARS))
            .thenComparing(figures -> number(figures, Dimension.MODEL_CALLS));

    private Summary() {}

    /** The line. */
    public static String of(Report report) {
        return Stream.concat(Stream.of(coverage(report)), worst(report).stream())
                .collect(Collectors.joining(SEPARATOR));
    }

    /** The line without what anything costs. */
    public static String coverage(Report report) {
        Coverage coverage = report.analysis().coverage();
        List<String> parts = new ArrayList<>();
        parts.add(files(coverage));
        if (coverage.filesParsed() > 0) {
            parts.add(calls(coverage.callsByResolution()));
            parts.add(sites(report.analysis().sites()));
        }
        return String.join(SEPARATOR, parts);
    }

    /** Under which conditions the numbers hold. */
    public static List<String> notes(Report report) {
        return report.result().entryPoints().stream()
                .flatMap(result -> result.notes().stream())
                .distinct()
                .toList();
    }

    private static String files(Coverage coverage) {
        String failed =
                coverage.failures().isEmpty() ? "" : ", " + coverage.failures().size() + " not read whole";
        return count(coverage.filesSeen(), "file") + " seen, " + coverage.filesParsed() + " parsed, "
                + coverage.filesIrrelevant() + " left out because they reach no model or tool" + failed;
    }

    private static String calls(Map<String, Integer> callsByResolution) {
        int all =
                callsByResolution.values().stream().mapToInt(Integer::intValue).sum();
        int unresolved = callsByResolution.entrySet().stream()
                .filter(calls -> calls.getKey().toLowerCase(Locale.ROOT).equals(UNRESOLVED))
                .mapToInt(Map.Entry::getValue)
                .sum();
        return all - unresolved + " of " + count(all, "call") + " resolved";
    }

    private static String sites(List<Site> sites) {
        long costly = sites.stream().filter(Site::costs).count();
        return count((int) costly, "site") + " where a model or tool call repeats";
    }

    private static Optional<String> worst(Report report) {
        return report.result().entryPoints().stream()
                .max(Comparator.comparing(EntryPointResult::cost, BY_COST)
                        .thenComparing(result -> result.entryPoint().location(), Comparator.reverseOrder()))
                .map(worst -> "worst entry point " + worst.entryPoint().method() + ": " + text(worst.cost()));
    }

    private static String text(CostFigures cost) {
        return cost.figures().entrySet().stream()
                .filter(figure -> !figure.getValue().formula().isZero())
                .map(figure -> text(figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String text(Dimension dimension, Figure figure) {
        String missing = (figure.isUnbounded() ? "unlimited " : "unknown ") + Numbers.noun(dimension);
        return figure.number().map(value -> Numbers.withUnit(dimension, value)).orElse(missing);
    }

    private static BigDecimal number(CostFigures figures, Dimension dimension) {
        return figures.get(dimension).number().orElse(BigDecimal.ZERO);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
