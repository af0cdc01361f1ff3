package dev.agentcost.maven.report.html;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The details of a large page, as the contents of script elements that the page's script puts in their place when they are asked for.
 *
 * <p>Details are much alike: a line that has stood before in the page is only named, by {@code =} and its number in base 36, where the
 * lines that are written out are counted from 0 in the order of the page. A browser takes time for each byte, and so each island must
 * be asked for once, in the order in which they are written.
 */
final class Islands {

    private final Map<String, Integer> lines = new HashMap<>();

    /** The next island: what the template makes of the model. */
    String next(String template, Object model) {
        // a script element must not contain the end of one
        String text = HtmlReport.render(template, model).replace("</", "<\\/");
        StringJoiner island = new StringJoiner("\n");
        // as a browser ends lines
        for (String line : text.split("\r\n|[\r\n]", -1)) {
            island.add(named(line));
        }
        return island.toString();
    }

    private String named(String line) {
        Integer before = lines.putIfAbsent(line, lines.size());
        if (before != null) {
            return "=" + Integer.toString(before, 36);
        }
        return line.startsWith("=") ? "=" + line : line;
    }
}
