package dev.agentcost.maven.report.pareto;

import dev.agentcost.analyzer.cost.Dimension;
import java.util.Locale;

/** {@code pareto.svg}: a panel for each dimension of cost, success upwards, cost to the right. Follows the reader's light or dark mode. */
public final class ParetoPlot {

    private static final int COLUMNS = 2;
    private static final int GAP = 24;
    private static final int HEAD = 56;

    private static final String STYLE = """
            svg { color-scheme: light dark; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
            .page { fill: #ffffff; } .text { fill: #1a2029; } .quiet { fill: #566070; }
            .title { font-size: 16px; font-weight: 600; } .panel { font-weight: 600; }
            .label { paint-order: stroke; stroke: #ffffff; stroke-width: 3; stroke-linejoin: round; }
            .grid { stroke: #dfe3ea; } .axis { stroke: #8a93a1; }
            .line { fill: none; stroke: #2a55c7; stroke-width: 2; stroke-linejoin: round; }
            .on { fill: #2a55c7; stroke: #ffffff; } .off { fill: #ffffff; stroke: #566070; stroke-width: 1.5; }
            @media (prefers-color-scheme: dark) {
              .page { fill: #171d25; } .text { fill: #e7ebf1; } .quiet { fill: #a0acbc; }
              .label { stroke: #171d25; } .grid { stroke: #2b3440; } .axis { stroke: #6b7787; }
              .line { stroke: #93b4ff; }
              .on { fill: #93b4ff; stroke: #171d25; } .off { fill: #171d25; stroke: #a0acbc; }
            }
            """;

    private ParetoPlot() {}

    /**
     * The panel of one dimension as an element of a page, which has the styles: {@code on} and {@code off} are dots, {@code line} the
     * frontier, {@code axis} and {@code grid} lines, {@code text}, {@code quiet} and {@code label} texts.
     *
     * @param name what it is called by readers that see no pictures
     */
    public static String panel(Frontiers frontiers, Dimension dimension, String name) {
        Svg svg = new Svg();
        svg.open(
                "svg",
                "viewBox",
                "0 0 " + ParetoPanel.WIDTH + " " + ParetoPanel.HEIGHT,
                "role",
                "img",
                "aria-label",
                name);
        new ParetoPanel(frontiers, dimension, svg).draw();
        svg.close();
        return svg.toString();
    }

    /** The picture as a file of its own. */
    public static String of(Frontiers frontiers) {
        Dimension[] dimensions = Dimension.values();
        int rows = (dimensions.length + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * ParetoPanel.WIDTH + (COLUMNS + 1) * GAP;
        int height = HEAD + rows * (ParetoPanel.HEIGHT + GAP);
        Svg svg = new Svg();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "width",
                width,
                "height",
                height,
                "role",
                "img");
        svg.text("title", "Success against the most that one call costs");
        svg.text("style", STYLE);
        svg.empty("rect", "class", "page", "width", width, "height", height);
        svg.text("text", "Success against the most that one call costs", "class", "text title", "x", GAP, "y", 26);
        svg.text(
                "text",
                "Filled: on the frontier. Hollow: another variant succeeds at least as often for at most the cost.",
                "class",
                "quiet",
                "x",
                GAP,
                "y",
                44);
        for (Dimension dimension : dimensions) {
            int x = GAP + dimension.ordinal() % COLUMNS * (ParetoPanel.WIDTH + GAP);
            int y = HEAD + dimension.ordinal() / COLUMNS * (ParetoPanel.HEIGHT + GAP);
            svg.open("g", "transform", String.format(Locale.ROOT, "translate(%d %d)", x, y));
            new ParetoPanel(frontiers, dimension, svg).draw();
            svg.close();
        }
        svg.close();
        return svg.toString();
    }
}
