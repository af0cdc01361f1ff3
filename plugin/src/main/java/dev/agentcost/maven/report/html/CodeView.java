package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.maven.report.SourceFiles;
import java.util.ArrayList;
import java.util.List;

/** Lines of source round a place. */
record CodeView(List<Line> lines) {

    private static final int AROUND = 3;
    private static final int MAX_WIDTH = 200;

    /**
     * One line.
     *
     * @param here whether it is the one that is meant
     */
    record Line(int number, String text, boolean here) {}

    /** The lines round the place; none where the source cannot be read. */
    static CodeView around(SourceLocation place, SourceFiles sources) {
        List<Line> lines = new ArrayList<>();
        for (int number = place.line() - AROUND; number <= place.line() + AROUND; number++) {
            int line = number;
            sources.line(place.file(), number)
                    .map(text -> new Line(line, shortened(text), line == place.line()))
                    .ifPresent(lines::add);
        }
        return new CodeView(lines);
    }

    /** The line itself without the blanks round it, "" where the source cannot be read. */
    static String line(SourceLocation place, SourceFiles sources) {
        return sources.line(place.file(), place.line())
                .map(String::strip)
                .map(CodeView::shortened)
                .orElse("");
    }

    private static String shortened(String line) {
        return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH) + "\u2026";
    }
}
