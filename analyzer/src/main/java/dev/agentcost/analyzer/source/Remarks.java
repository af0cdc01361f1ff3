package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.List;

/** Finds the comments that speak to this program. */
final class Remarks {

    private static final String PREFIX = "agentcost:";

    private Remarks() {}

    static List<Remark> of(String text) {
        List<Remark> remarks = new ArrayList<>();
        int line = 1;
        int counted = 0;
        for (int found = text.indexOf(PREFIX); found >= 0; found = text.indexOf(PREFIX, found + 1)) {
            int start = commentStart(text, found);
            if (start >= 0) {
                line += newLines(text, counted, start);
                counted = start;
                remarks.add(remark(text, start, found, line));
            }
        }
        return List.copyOf(remarks);
    }

    private static Remark remark(String text, int start, int found, int line) {
        boolean block = text.charAt(start + 1) == '*';
        int end = text.indexOf(block ? "*/" : "\n", found);
        end = end < 0 ? text.length() : end;
        int lineStart = text.lastIndexOf('\n', start) + 1;
        boolean ownLine = text.substring(lineStart, start).isBlank();
        String said = text.substring(found + PREFIX.length(), end).strip();
        return new Remark(line, ownLine ? nextCodeLine(text, end, line + newLines(text, start, end)) : line, said);
    }

    /** The first line behind {@code at} that is neither blank nor a comment. */
    private static int nextCodeLine(String text, int at, int lineOfAt) {
        int line = lineOfAt;
        int end = text.indexOf('\n', at);
        while (end >= 0) {
            line++;
            int next = text.indexOf('\n', end + 1);
            String content =
                    text.substring(end + 1, next < 0 ? text.length() : next).strip();
            if (!content.isEmpty()
                    && !content.startsWith("//")
                    && !content.startsWith("/*")
                    && !content.startsWith("*")) {
                return line;
            }
            end = next;
        }
        return line;
    }

    /** The comment must begin with the prefix: a sentence that quotes it is none. */
    private static int commentStart(String text, int found) {
        int at = found - 1;
        while (at > 0
                && (text.charAt(at) == ' '
                        || text.charAt(at) == '\t'
                        || text.charAt(at) == '*' && text.charAt(at - 1) == '*')) {
            at--;
        }
        boolean comment = at > 0 && text.charAt(at - 1) == '/' && (text.charAt(at) == '/' || text.charAt(at) == '*');
        return comment ? at - 1 : -1;
    }

    private static int newLines(String text, int from, int to) {
        int count = 0;
        for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
            count++;
        }
        return count;
    }
}
