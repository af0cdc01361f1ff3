package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.source.SourceText;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Types of other packages that sources name.
 *
 * @param names what stands in the text with its package, imports included: {@code a.b.C}
 * @param packages what is imported as a whole, and the packages that the sources are in
 */
record Imports(Set<String> names, Set<String> packages) {

    private static final Pattern WHOLE = Pattern.compile(
            "^\\s*(?:package\\s+([\\w.]+?)|import\\s+(?:static\\s+)?([\\w.]+?)\\.\\*)\\s*;", Pattern.MULTILINE);

    static Imports of(Collection<SourceText> texts) {
        Set<String> names = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (SourceText text : texts) {
            addNames(text.text(), names);
            int end = text.text().indexOf('{');
            Matcher found = WHOLE.matcher(end < 0 ? text.text() : text.text().substring(0, end));
            while (found.find()) {
                packages.add(found.group(1) == null ? found.group(2) : found.group(1));
            }
        }
        return new Imports(names, packages);
    }

    /** Each {@code a.b.C}: small letters and dots before a name that begins with a capital one. */
    private static void addNames(String text, Set<String> names) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (dot + 1 < text.length() && Character.isUpperCase(text.charAt(dot + 1))) {
                int start = dot;
                while (start > 0 && isNamePart(text.charAt(start - 1))) {
                    start--;
                }
                int end = dot + 1;
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                boolean qualified =
                        text.substring(start, dot).indexOf('.') > 0 && Character.isLowerCase(text.charAt(start));
                if (qualified) {
                    names.add(text.substring(start, end));
                }
            }
        }
    }

    private static boolean isNamePart(char letter) {
        return letter == '.' || Character.isJavaIdentifierPart(letter);
    }
}
