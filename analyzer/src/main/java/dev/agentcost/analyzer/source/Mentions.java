package dev.agentcost.analyzer.source;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds whether a text mentions one of some types: it holds the type's package, which it imports, is in or writes out, and the type's name
 * as a word.
 */
final class Mentions {

    private final Markers packages;
    private final Set<String> simpleNames;
    private final boolean unnamedPackage;

    Mentions(Collection<TypeName> types) {
        Set<String> names = types.stream().map(TypeName::packageName).collect(Collectors.toSet());
        packages = new Markers(names);
        unnamedPackage = names.contains("");
        simpleNames = types.stream().map(TypeName::simpleName).collect(Collectors.toSet());
    }

    /** The names of the types, without packages, if one may occur. */
    Set<String> names(String text) {
        return occurIn(text) ? simpleNames : Set.of();
    }

    boolean occurIn(String text) {
        if (simpleNames.isEmpty() || !unnamedPackage && !packages.occurIn(text)) {
            return false;
        }
        Search search = new Search(text);
        Words.scan(text, search);
        return search.found;
    }

    private final class Search implements Words.Reader {
        private final String text;
        private boolean found;

        Search(String text) {
            this.text = text;
        }

        @Override
        public void word(int start, int end) {
            found = found || simpleNames.contains(text.substring(start, end));
        }
    }
}
