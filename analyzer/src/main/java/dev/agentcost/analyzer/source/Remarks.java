package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the comments that speak to this program. */
final class Remarks {

    private static final String PREFIX = "agentcost:";

    private Remarks() {}

    static List<Remark> of(String text) {
        List<Remark> remarks = new ArrayList<>();
        if (text.contains(PREFIX)) {
            Words.scan(text, new Words.Reader() {
                @Override
                public void comment(int start, int end) {
                    remark(text, start, end).ifPresent(remarks::add);
                }
            });
        }
        return List.copyOf(remarks);
    }

    /** A comment must begin with the prefix: a sentence that quotes it says nothing. */
    private static Optional<Remark> remark(String text, int start, int end) {
        String comment = text.substring(start, end).strip();
        String content = comment.startsWith("//")
                ? comment.substring(2)
                : comment.substring(2, Math.max(2, comment.length() - 2));
        String said = content.startsWith("*") ? content.substring(1).strip() : content.strip();
        if (!said.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int line = 1 + newLines(text, 0, start);
        boolean ownLine =
                text.substring(text.lastIndexOf('\n', start) + 1, start).isBlank();
        int lastLine = line + newLines(text, start, end - 1);
        int codeLine = ownLine ? nextCodeLine(text, end - 1, lastLine) : line;
        return Optional.of(
                new Remark(line, codeLine, said.substring(PREFIX.length()).strip()));
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

    private static int newLines(String text, int from, int to) {
        int count = 0;
        for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
            count++;
        }
        return count;
    }
}
