package dev.agentcost.maven.report;

import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A few lines of source with a caret under the place:
 *
 * <pre>
 *     41 |         messages.add(question);
 *   > 42 |         while (true) {
 *        |         ^
 *     43 |             Answer answer = model.chat(messages);
 * </pre>
 */
final class CodeFrame {

    private static final int AROUND = 2;
    private static final int MAX_WIDTH = 120;

    private final SourceFiles sources;

    CodeFrame(SourceFiles sources) {
        this.sources = sources;
    }

    /** The lines of the frame; none where the source cannot be read. */
    List<String> around(SourceLocation place) {
        List<String> frame = new ArrayList<>();
        int width = String.valueOf(place.line() + AROUND).length();
        for (int line = place.line() - AROUND; line <= place.line() + AROUND; line++) {
            Optional<String> text = sources.line(place.file(), line);
            if (text.isEmpty()) {
                continue;
            }
            boolean here = line == place.line();
            frame.add(margin(here ? "> " : "  ", String.valueOf(line), width) + shortened(text.get()));
            if (here
                    && place.column() > 0
                    && place.column() <= Math.min(text.get().length() + 1, MAX_WIDTH)) {
                frame.add(margin("  ", "", width) + indent(text.get(), place.column()) + "^");
            }
        }
        return frame.stream().map(String::stripTrailing).toList();
    }

    private static String margin(String mark, String number, int width) {
        return "  " + mark + " ".repeat(width - number.length()) + number + " | ";
    }

    private static String shortened(String line) {
        return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH) + "...";
    }

    /** What stands before the column, as blanks; tabs stay, so that the caret stands where the text does. */
    private static String indent(String line, int column) {
        return line.substring(0, column - 1).replaceAll("[^\t]", " ");
    }
}
