package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Places that count in procedures that do not stand there: where something was built that these run. */
final class Elsewhere {

    /** An effect, and the places that count in it. */
    record Counted(Effect effect, Set<SourceLocation> places) {}

    private final Map<SourceLocation, Set<Procedure>> procedures = new HashMap<>();
    private Set<SourceLocation> present = new HashSet<>();

    /** Counts a place in what is being made. */
    void add(SourceLocation place) {
        present.add(place);
    }

    /** Takes an effect that was made before into what is being made. */
    Effect add(Counted counted) {
        present.addAll(counted.places());
        return counted.effect();
    }

    /** The effect, with the places that count in it; they count in what is being made, too. */
    Counted during(Supplier<Effect> making) {
        Set<SourceLocation> around = present;
        present = new HashSet<>();
        Counted counted = new Counted(making.get(), present);
        present = around;
        present.addAll(counted.places());
        return counted;
    }

    /** The effect of a procedure. */
    Effect during(Procedure procedure, Supplier<Effect> making) {
        Counted counted = during(making);
        counted.places()
                .forEach(place -> procedures
                        .computeIfAbsent(place, key -> new LinkedHashSet<>())
                        .add(procedure));
        return counted.effect();
    }

    /** The procedures in whose effects one of the places counts. */
    Set<Procedure> counting(Collection<SourceLocation> places) {
        Set<Procedure> found = new LinkedHashSet<>();
        places.forEach(place -> found.addAll(procedures.getOrDefault(place, Set.of())));
        return found;
    }
}
