package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.resolve.NameScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type while its members are lowered.
 *
 * @param outer the type round it, or null
 * @param enclosing the locals that a local or anonymous type sees, or null
 * @param names the names of the method that a local or anonymous type stands in, or null
 * @param scope what type names mean in it
 * @param supertypes as declared
 */
record TypeContext(
        NamedType named,
        @Nullable TypeContext outer,
        @Nullable Scope enclosing,
        @Nullable LocalNames names,
        NameScope scope,
        List<String> supertypes) {

    String name() {
        return named.name();
    }

    /** The first supertype: where {@code super} leads. */
    String superclass() {
        return supertypes.isEmpty() ? "java.lang.Object" : supertypes.get(0);
    }
}
