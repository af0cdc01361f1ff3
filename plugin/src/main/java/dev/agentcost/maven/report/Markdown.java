package dev.agentcost.maven.report;

/** Text of other languages in Markdown, in and outside of tables. */
public final class Markdown {

    private Markdown() {}

    /** Text as it is, with nothing in it read as Markdown or HTML. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '&' -> escaped.append("&amp;");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~' ->
                    escaped.append('\\').append(c);
                case '\n' -> escaped.append("<br>");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Text as code. A bar would end a cell of a table within code too. */
    public static String code(String text) {
        return "`" + text.replace("|", "\\|").replace("`", "'") + "`";
    }
}
