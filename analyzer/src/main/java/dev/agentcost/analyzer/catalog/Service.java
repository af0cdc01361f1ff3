package dev.agentcost.analyzer.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface that a library implements at run time so that each of its abstract methods queries a model, or runs what the
 * builder was given.
 *
 * @param type the operand with the class literal of the interface, for methods that build such a service; null on an annotation row
 * @param modelCall what one call of a method of the interface costs; null where it makes the library run what was handed to
 *     the builder
 * @param annotated whether the annotations of the interface say what its methods cost, in the place of {@code modelCall}
 * @param lazyReturnTypes return types with which nothing runs before the result is consumed
 */
public record Service(
        @Nullable Operand type, @Nullable ModelCall modelCall, boolean annotated, List<String> lazyReturnTypes) {

    /** Takes a copy of the names. */
    public Service {
        lazyReturnTypes = List.copyOf(lazyReturnTypes);
    }
}
