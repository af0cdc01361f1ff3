package dev.agentcost.analyzer.suite;

import java.util.List;
import java.util.Locale;

/** How many of the methods that end have a bound, and how close the bounds are. */
record Figures(int methods, long ending, long bounded, long checked, double medianRatio) {

    static Figures of(List<Run.Outcome> outcomes) {
        List<Run.Outcome> ending =
                outcomes.stream().filter(o -> o.ended() && o.most() > 0).toList();
        List<Double> ratios = outcomes.stream()
                .filter(o -> !o.ratios().isEmpty())
                .map(o -> o.ratios().stream().mapToDouble(r -> r).min().orElse(1))
                .sorted()
                .toList();
        return new Figures(
                outcomes.size(),
                ending.size(),
                ending.stream().filter(Run.Outcome::bounded).count(),
                outcomes.stream().filter(o -> o.checked() > 0).count(),
                ratios.isEmpty() ? 1 : ratios.get(ratios.size() / 2));
    }

    /** The share of the methods with a bound among those that end. */
    double share() {
        return ending == 0 ? 1 : (double) bounded / ending;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d methods, %d loop and end on every input, %d of them (%.1f %%) have a bound; %d compared; median of bound by count"
                        + " %.2f",
                methods,
                ending,
                bounded,
                ending == 0 ? 0.0 : 100.0 * bounded / ending,
                checked,
                medianRatio);
    }
}
