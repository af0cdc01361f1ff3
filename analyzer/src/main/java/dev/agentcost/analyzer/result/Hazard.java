package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A single call that makes a program cost more than it need, other than by repeating.
 *
 * @param location the call
 * @param method readable name of the method around it, {@code Type#method}
 * @param methodKey unique key of that method
 * @param ordinal number of the hazard among those of the same kind in the method, from 0: stable under moving lines
 * @param subject readable name of what it is about: the call, or the place that keeps a context
 * @param loop the location of the repetition that makes it dear, or null where every call of the program's does
 * @param derivation why, step by step
 */
public record Hazard(
        Kind kind,
        SourceLocation location,
        String method,
        String methodKey,
        int ordinal,
        String subject,
        @Nullable SourceLocation loop,
        List<Step> derivation) {

    /** Takes a copy of the derivation. */
    public Hazard {
        derivation = List.copyOf(derivation);
    }

    /** What is the matter. */
    public enum Kind {
        /** A request in a loop that is the same in each turn. */
        REPEATED_REQUEST,
        /** A request in a loop to a client that is made here without a limit on what it answers. */
        UNLIMITED_OUTPUT,
        /** A context that an object keeps between the calls of its entry points, and that nothing prunes. */
        UNLIMITED_MEMORY
    }
}
