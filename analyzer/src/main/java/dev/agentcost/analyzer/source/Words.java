package dev.agentcost.analyzer.source;

/** The words and signs of a Java text, without comments and literals: what a scan needs, far cheaper than a parse. */
final class Words {

    /** Receives the words and signs in order. */
    interface Reader {

        /** An identifier or keyword from {@code start} to {@code end}. */
        default void word(int start, int end) {}

        /** Any other character of code but white space; a number is one sign, its first digit. */
        default void sign(char sign, int at) {}

        /** A text or character from {@code start} to {@code end}, its quotes included. */
        default void literal(int start, int end) {}

        /** A comment from {@code start} to {@code end}, its marks included. */
        default void comment(int start, int end) {}
    }

    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    static void scan(String text, Reader reader) {
        new Words(text).scan(reader);
    }

    private void scan(Reader reader) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isJavaIdentifierStart(c)) {
                int start = at;
                skipWord();
                reader.word(start, at);
            } else if (c == '/' && (follows('/') || follows('*'))) {
                int start = at;
                at += 2;
                skipTo(text.charAt(start + 1) == '/' ? "\n" : "*/");
                reader.comment(start, at);
            } else if (c == '"' || c == '\'') {
                int start = at;
                if (c == '"') {
                    skipString();
                } else {
                    skipQuoted(c);
                }
                reader.literal(start, at);
            } else {
                int start = at;
                at++;
                if (c >= '0' && c <= '9') {
                    skipWord();
                }
                if (c > ' ') {
                    reader.sign(c, start);
                }
            }
        }
    }

    private boolean follows(char next) {
        return at + 1 < text.length() && text.charAt(at + 1) == next;
    }

    private void skipWord() {
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found + end.length();
    }

    private void skipString() {
        if (!text.startsWith("\"\"\"", at)) {
            skipQuoted('"');
            return;
        }
        at += 3;
        while (at < text.length() && !text.startsWith("\"\"\"", at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 3);
    }

    /** A line's end closes a literal too: a broken file must not swallow the rest. */
    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(text.length(), at + 1);
    }
}
