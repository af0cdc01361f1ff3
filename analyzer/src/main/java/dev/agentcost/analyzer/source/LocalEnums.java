package dev.agentcost.analyzer.source;

/** Blanks out an enum declaration, so that the parser can read what stands round it. */
final class LocalEnums {

    private LocalEnums() {}

    /** The text without the enum that is declared on the line; every other position stays. */
    static String blank(String text, int line) {
        Finder finder = new Finder(text, line);
        Words.scan(text, finder);
        if (finder.end < 0) {
            return text;
        }
        StringBuilder blanked = new StringBuilder(text);
        for (int i = finder.start; i < finder.end; i++) {
            if (text.charAt(i) >= ' ') {
                blanked.setCharAt(i, ' ');
            }
        }
        return blanked.toString();
    }

    private static final class Finder implements Words.Reader {
        private final String text;
        private final int lineStart;
        private final int lineEnd;
        private int depth;
        int start = -1;
        int end = -1;

        Finder(String text, int line) {
            this.text = text;
            int from = 0;
            for (int i = 1; i < line && from >= 0; i++) {
                from = text.indexOf('\n', from) + 1;
            }
            lineStart = from;
            int next = text.indexOf('\n', from);
            lineEnd = next < 0 ? text.length() : next;
        }

        @Override
        public void word(int from, int to) {
            boolean onLine = from >= lineStart && to <= lineEnd;
            if (start < 0 && onLine && text.substring(from, to).equals("enum")) {
                start = from;
            }
        }

        @Override
        public void sign(char sign, int at) {
            if (start < 0 || end >= 0) {
                return;
            }
            if (sign == '{') {
                depth++;
            } else if (sign == '}' && --depth == 0) {
                end = at + 1;
            }
        }
    }
}
