package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where a text contains one of some fragments, in one pass however many fragments there are. */
final class Markers {

    private static final int BITS = 16;

    private final int keyLength;
    private final BitSet keys = new BitSet(1 << BITS);
    private final Map<Integer, List<String>> byKey = new HashMap<>();

    Markers(Collection<String> fragments) {
        keyLength = fragments.stream()
                .filter(f -> !f.isEmpty())
                .mapToInt(String::length)
                .map(length -> Math.min(length, 8))
                .min()
                .orElse(0);
        for (String fragment : fragments) {
            if (!fragment.isEmpty()) {
                int key = key(fragment, 0);
                keys.set(key);
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(fragment);
            }
        }
    }

    boolean occurIn(String text) {
        return next(text, 0) >= 0;
    }

    /** Where the first fragment stands at or behind a place, -1 where none does. */
    int next(String text, int from) {
        if (byKey.isEmpty()) {
            return -1;
        }
        for (int at = from; at + keyLength <= text.length(); at++) {
            if (at(text, at) != null) {
                return at;
            }
        }
        return -1;
    }

    /** The fragment that stands at a place that {@link #next} told, null where none does. */
    @Nullable
    String at(String text, int at) {
        int key = key(text, at);
        if (keys.get(key)) {
            for (String fragment : byKey.getOrDefault(key, List.of())) {
                if (text.startsWith(fragment, at)) {
                    return fragment;
                }
            }
        }
        return null;
    }

    private int key(String text, int at) {
        int hash = 0;
        for (int i = at; i < at + keyLength; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash ^ (hash >>> BITS)) & ((1 << BITS) - 1);
    }
}
