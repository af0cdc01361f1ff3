package dev.agentcost.analyzer.source;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys of a request's body that a program writes itself, {@code "messages"} or {@code {\"messages\": [..]}}. One such word alone says
 * nothing: texts for several languages are in {@code messages} as well. So a key counts where the program writes all of its group.
 */
final class QuotedKeys {

    private final List<List<String>> groups;
    private final Markers markers;

    QuotedKeys(List<List<String>> groups) {
        this.groups = groups;
        this.markers = new Markers(
                groups.stream().flatMap(List::stream).flatMap(QuotedKeys::forms).toList());
    }

    /** How a key stands in source text: as a text, or within one. */
    private static Stream<String> forms(String key) {
        return Stream.of('"' + key + '"', "\\\"" + key + "\\\"");
    }

    /** The forms of the keys of all groups that the texts have together, each key in any of its forms. */
    Set<String> completeIn(List<SourceText> texts, Workers workers) {
        Set<String> written = new HashSet<>();
        workers.map(texts, () -> text -> in(text.text())).forEach(written::addAll);
        Set<String> found = new HashSet<>();
        groups.stream()
                .filter(group -> group.stream().allMatch(key -> forms(key).anyMatch(written::contains)))
                .flatMap(List::stream)
                .flatMap(QuotedKeys::forms)
                .forEach(found::add);
        return found;
    }

    private Set<String> in(String text) {
        Set<String> found = new HashSet<>();
        for (int at = markers.next(text, 0); at >= 0; at = markers.next(text, at + 1)) {
            found.add(Objects.requireNonNull(markers.at(text, at)));
        }
        return found;
    }
}
