package dev.agentcost.maven.report.pareto;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The plot of one dimension. What has no limit stands in a column of its own at the right; what has no known price is left out. */
final class ParetoPanel {

    static final int WIDTH = 420;
    static final int HEIGHT = 280;

    private static final int LEFT = 52;
    private static final int TOP = 28;
    private static final int RIGHT = 300;
    private static final int BOTTOM = 236;

    /** Where the column of what has no limit is. */
    private static final int UNLIMITED = 366;

    private static final int RADIUS = 5;
    private static final int MOST_LETTERS = 18;

    /** About as wide as a letter is; fonts differ, so texts are anchored at the side that faces their dot. */
    private static final double LETTER = 6.8;

    private static final double LINE = 13;
    private static final BigDecimal HUGE = new BigDecimal("1e9");
    private static final BigDecimal MILLION = new BigDecimal("1e6");
    private static final BigDecimal TEN_THOUSAND = new BigDecimal("1e4");

    /** A rectangle that is taken. */
    private record Box(double left, double top, double right, double bottom) {

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean isInside() {
            return left >= LEFT && right <= WIDTH && top >= TOP - LINE && bottom <= BOTTOM;
        }
    }

    private final Frontiers frontiers;
    private final Dimension dimension;
    private final Svg svg;
    private final List<Frontiers.Point> shown;
    private final Axis costs;
    private final Axis rates;
    private final List<Box> taken = new ArrayList<>();

    ParetoPanel(Frontiers frontiers, Dimension dimension, Svg svg) {
        this.frontiers = frontiers;
        this.dimension = dimension;
        this.svg = svg;
        this.shown = frontiers.points().stream()
                .filter(point -> point.bound(dimension).isKnown())
                .toList();
        this.costs = Axis.ofCosts(
                shown.stream()
                        .map(point -> point.bound(dimension).number())
                        .filter(Objects::nonNull)
                        .map(BigDecimal::doubleValue)
                        .toList(),
                RIGHT - LEFT);
        this.rates = Axis.ofRates(
                frontiers.points().stream()
                        .map(point -> point.variant().success().doubleValue())
                        .toList(),
                BOTTOM - TOP);
    }

    void draw() {
        String scale = costs.isLogarithmic() ? " (logarithmic)" : "";
        svg.text("text", Numbers.noun(dimension) + scale, "class", "text panel", "x", 0, "y", 14);
        axes();
        frontier();
        shown.forEach(point -> taken.add(box(x(point), y(point))));
        shown.forEach(this::dot);
    }

    private void axes() {
        for (double rate : rates.ticks()) {
            double y = BOTTOM - rates.at(rate);
            svg.empty("path", "class", "grid", "d", "M" + LEFT + " " + Svg.number(y) + "H" + WIDTH);
            String percent = ParetoTable.percent(new BigDecimal(rate).round(new MathContext(4)));
            svg.text("text", percent, "class", "quiet", "x", LEFT - 8, "y", y + 4, "text-anchor", "end");
        }
        for (double cost : costs.ticks()) {
            double x = LEFT + costs.at(cost);
            svg.empty("path", "class", "axis", "d", "M" + Svg.number(x) + " " + BOTTOM + "v5");
            svg.text("text", tick(cost), "class", "quiet", "x", x, "y", BOTTOM + 20, "text-anchor", "middle");
        }
        svg.empty("path", "class", "axis", "d", "M" + LEFT + " " + BOTTOM + "H" + RIGHT);
        if (shown.stream().anyMatch(point -> !point.bound(dimension).limited())) {
            svg.text("text", "no limit", "class", "quiet", "x", UNLIMITED, "y", BOTTOM + 20, "text-anchor", "middle");
        }
    }

    private String tick(double cost) {
        BigDecimal number = new BigDecimal(cost).round(new MathContext(3)).stripTrailingZeros();
        return (dimension == Dimension.DOLLARS ? "$" : "") + shortened(number);
    }

    /** Short enough that five of them have room beside each other. */
    private static String shortened(BigDecimal number) {
        if (number.compareTo(HUGE) >= 0) {
            return number.unscaledValue() + "e" + -number.scale();
        }
        if (number.compareTo(MILLION) >= 0) {
            return plain(number.movePointLeft(6)) + "M";
        }
        return number.compareTo(TEN_THOUSAND) >= 0 ? plain(number.movePointLeft(3)) + "k" : plain(number);
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return Numbers.grouped(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }

    /** The best success that can be had for at most a cost. */
    private void frontier() {
        List<Frontiers.Point> points = shown.stream()
                .filter(point -> point.bound(dimension).number() != null)
                .filter(point -> frontiers.isOnFrontier(point, dimension))
                .sorted(Comparator.comparingDouble(this::x))
                .toList();
        if (points.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder("M" + Svg.number(x(points.get(0))) + " " + Svg.number(y(points.get(0))));
        for (int i = 0; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            double y = y(points.get(i));
            double right = last ? RIGHT : x(points.get(i + 1));
            double above = last ? y : y(points.get(i + 1));
            path.append("H").append(Svg.number(right)).append("V").append(Svg.number(above));
            taken.add(new Box(x(points.get(i)), y - 1, right, y + 1));
            taken.add(new Box(right - 1, above, right + 1, y));
        }
        svg.empty("path", "class", "line", "d", path);
    }

    private double x(Frontiers.Point point) {
        BigDecimal number = point.bound(dimension).number();
        return number == null ? UNLIMITED : LEFT + costs.at(number.doubleValue());
    }

    private double y(Frontiers.Point point) {
        return BOTTOM - rates.at(point.variant().success().doubleValue());
    }

    private static Box box(double x, double y) {
        return new Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS);
    }

    private void dot(Frontiers.Point point) {
        String name = point.variant().name();
        svg.open("g");
        svg.text(
                "title",
                name + ": " + ParetoTable.percent(point.variant().success()) + ", "
                        + ParetoTable.amount(dimension, point.bound(dimension)));
        svg.empty(
                "circle",
                "class",
                frontiers.isOnFrontier(point, dimension) ? "on" : "off",
                "cx",
                x(point),
                "cy",
                y(point),
                "r",
                RADIUS);
        label(name.length() <= MOST_LETTERS ? name : name.substring(0, MOST_LETTERS - 1) + "\u2026", point);
        svg.close();
    }

    /** Around its dot, where nothing else is; where there is no room, the name is in the dot's title alone. */
    private void label(String name, Frontiers.Point point) {
        double width = name.length() * LETTER;
        double x = x(point);
        double y = y(point);
        double right = x + RADIUS + 3;
        double left = x - RADIUS - 3;
        List<Place> places = List.of(
                new Place("start", right, place(right, y - LINE / 2, width)),
                new Place("end", left, place(left - width, y - LINE / 2, width)),
                new Place("middle", x, place(x - width / 2, y + RADIUS + 1, width)),
                new Place("middle", x, place(x - width / 2, y - RADIUS - 1 - LINE, width)),
                new Place("start", x + RADIUS, place(x + RADIUS, y + 1, width)),
                new Place("end", x - RADIUS, place(x - RADIUS - width, y - 1 - LINE, width)));
        for (Place place : places) {
            Box box = place.box();
            if (box.isInside() && taken.stream().noneMatch(box::overlaps)) {
                taken.add(box);
                svg.text(
                        "text",
                        name,
                        "class",
                        "text label",
                        "x",
                        place.x(),
                        "y",
                        box.bottom() - 3,
                        "text-anchor",
                        place.anchor());
                return;
            }
        }
    }

    /** Where a name may stand, and which end of it is at {@code x}. */
    private record Place(String anchor, double x, Box box) {}

    private static Box place(double left, double top, double width) {
        return new Box(left, top, left + width, top + LINE);
    }
}
