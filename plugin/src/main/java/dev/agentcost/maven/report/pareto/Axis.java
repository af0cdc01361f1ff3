package dev.agentcost.maven.report.pareto;

import java.util.ArrayList;
import java.util.List;

/** Places numbers along a line of so many pixels, evenly or, where they lie far apart, by their logarithms. */
final class Axis {

    private static final int MOST_TICKS = 5;

    /** From this ratio of the largest to the smallest, even distances put the small ones on one spot. */
    private static final double FAR_APART = 50;

    private final double length;
    private final boolean logarithmic;
    private final double least;
    private final double most;
    private final List<Double> ticks = new ArrayList<>();

    private Axis(double length, boolean logarithmic, double step, double least, double most) {
        this.length = length;
        this.logarithmic = logarithmic;
        this.least = StrictMath.floor(least / step) * step;
        this.most = Math.max(this.least + step, StrictMath.ceil(most / step) * step);
        for (int i = 0; this.least + i * step <= this.most + step / 2; i++) {
            double at = this.least + i * step;
            ticks.add(logarithmic ? StrictMath.pow(10, at) : at);
        }
    }

    /** For rates, around those that there are. */
    static Axis ofRates(List<Double> rates, double length) {
        double least = rates.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double room = Math.max(0.02, (most - least) / 10);
        double from = Math.max(0, least - room);
        double to = Math.min(1, most + room);
        return new Axis(length, false, step(to - from), from, to);
    }

    /** For costs, from nothing or, by logarithms, from the smallest. */
    static Axis ofCosts(List<Double> costs, double length) {
        double least = costs.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = costs.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (least > 0 && most / least > FAR_APART) {
            double from = StrictMath.log10(least);
            double to = StrictMath.log10(most);
            return new Axis(length, true, Math.max(1, StrictMath.ceil((to - from) / MOST_TICKS)), from, to);
        }
        double to = most > 0 ? most : 1;
        return new Axis(length, false, step(to), 0, to);
    }

    /** The smallest of 1, 2 and 5 times a power of ten that makes no more ticks than are read at a glance. */
    private static double step(double range) {
        double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(range / MOST_TICKS)));
        for (double times : new double[] {1, 2, 5}) {
            if (range / (times * power) <= MOST_TICKS) {
                return times * power;
            }
        }
        return 10 * power;
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    List<Double> ticks() {
        return ticks;
    }

    /** Pixels from the begin of the line. */
    double at(double number) {
        double value = logarithmic ? StrictMath.log10(number) : number;
        return (value - least) / (most - least) * length;
    }
}
