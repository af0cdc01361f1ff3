package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches backwards for where values come from. Searches meet in the same places again and again: each place is looked into once. */
final class OriginSearch {

    /**
     * What a search finds.
     *
     * @param leaves what is not followed further, in the order of discovery
     * @param complete whether the search came to its end
     */
    record Answer(List<Origin> leaves, boolean complete) {}

    private static final class Place {
        final Origin origin;
        Place @Nullable [] next;
        boolean isLeaf;
        /** The last search that came here. */
        int seenBy;

        @Nullable
        Answer answer;

        Place(Origin origin) {
            this.origin = origin;
        }
    }

    private static final Place[] NOWHERE = {};

    private final int limit;
    private final Function<Origin, List<Origin>> step;
    private final Predicate<Origin> isLeafAsWell;
    private final Predicate<Origin> isIgnored;
    private final Map<Origin, Place> places = new HashMap<>();
    private int searches;

    /**
     * Searches of one kind.
     *
     * @param limit how many places are looked at before a search is given up
     * @param step where a value comes from directly; nothing makes it a leaf
     * @param isLeafAsWell what is a leaf although it is followed further
     * @param isIgnored what is neither
     */
    OriginSearch(
            int limit,
            Function<Origin, List<Origin>> step,
            Predicate<Origin> isLeafAsWell,
            Predicate<Origin> isIgnored) {
        this.limit = limit;
        this.step = step;
        this.isLeafAsWell = isLeafAsWell;
        this.isIgnored = isIgnored;
    }

    /** What the value may come from. */
    Answer of(Procedure procedure, Expression expression) {
        Place start = place(new Origin(procedure, expression));
        Answer answer = start.answer;
        if (answer == null) {
            answer = search(start);
            start.answer = answer;
        }
        return answer;
    }

    private Place place(Origin origin) {
        return places.computeIfAbsent(origin, Place::new);
    }

    private Answer search(Place start) {
        searches++;
        List<Origin> leaves = new ArrayList<>();
        Deque<Place> work = new ArrayDeque<>();
        work.add(start);
        int seen = 0;
        while (!work.isEmpty() && seen < limit) {
            Place at = work.remove();
            if (at.seenBy != searches) {
                at.seenBy = searches;
                seen++;
                for (Place next : next(at)) {
                    work.add(next);
                }
                if (at.isLeaf) {
                    leaves.add(at.origin);
                }
            }
        }
        boolean complete = work.isEmpty();
        if (!complete) {
            // there may be others
            leaves.add(start.origin);
        }
        return new Answer(List.copyOf(leaves), complete);
    }

    private Place[] next(Place at) {
        Place[] next = at.next;
        if (next == null) {
            boolean ignored = isIgnored.test(at.origin);
            List<Origin> from = ignored ? List.of() : step.apply(at.origin);
            next = from.isEmpty() ? NOWHERE : from.stream().map(this::place).toArray(Place[]::new);
            at.isLeaf = !ignored && (next.length == 0 || isLeafAsWell.test(at.origin));
            at.next = next;
        }
        return next;
    }
}
