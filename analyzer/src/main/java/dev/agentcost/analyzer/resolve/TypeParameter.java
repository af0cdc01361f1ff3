package dev.agentcost.analyzer.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type parameter as {@link TypeInfo#typeParameters()} writes it.
 *
 * @param bound what it extends, {@link TypeText#OBJECT} or unknown where nothing is said
 */
record TypeParameter(String name, TypeText bound) {

    private static final String EXTENDS = " extends ";

    /** Reads {@code T} or {@code T extends a.Bound}. */
    static TypeParameter parse(String text) {
        int at = text.indexOf(EXTENDS);
        return at < 0
                ? new TypeParameter(text.strip(), TypeText.OBJECT)
                : new TypeParameter(
                        text.substring(0, at).strip(), TypeText.parse(text.substring(at + EXTENDS.length())));
    }

    /** For each parameter its erasure: the bound, or the bound's bound where that is a parameter too. */
    static Map<String, TypeText> erasures(List<String> outer, List<String> inner) {
        Map<String, TypeText> bounds = new HashMap<>();
        for (List<String> parameters : List.of(outer, inner)) {
            for (String parameter : parameters) {
                TypeParameter parsed = parse(parameter);
                bounds.put(parsed.name(), parsed.bound().isUnknown() ? TypeText.OBJECT : parsed.bound());
            }
        }
        Map<String, TypeText> erasures = new HashMap<>();
        bounds.forEach((name, bound) -> erasures.put(name, erasure(bound, bounds)));
        return erasures;
    }

    private static TypeText erasure(TypeText bound, Map<String, TypeText> bounds) {
        TypeText erasure = bound.erased();
        // A bound that leads back to itself is no Java, but may be read.
        for (int steps = 0; steps <= bounds.size(); steps++) {
            TypeText next = bounds.get(erasure.name());
            if (next == null) {
                return erasure;
            }
            erasure = next.erased();
        }
        return TypeText.OBJECT;
    }

    @Override
    public String toString() {
        return bound.isUnknown() || bound.equals(TypeText.OBJECT) ? name : name + EXTENDS + bound;
    }
}
