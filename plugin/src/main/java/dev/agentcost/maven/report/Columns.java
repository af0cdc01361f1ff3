package dev.agentcost.maven.report;

import java.util.List;

/** Rows of text, each column as wide as its widest cell. */
final class Columns {

    private static final String GAP = "  ";

    private Columns() {}

    /** The rows as lines; all have the same number of cells. */
    static List<String> aligned(List<List<String>> rows) {
        return rows.stream().map(row -> line(row, rows)).toList();
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell)
                    .append(" ".repeat(width(rows, column) - cell.length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
