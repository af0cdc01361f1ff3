package dev.agentcost.analyzer.resolve;

import java.util.Optional;

/** Finds declarations of types by their fully qualified names. Thread-safe. */
public interface TypeWorld {

    /** The declaration of the type (nested types with {@code .}), or empty where nothing knows it. */
    Optional<TypeInfo> type(String name);
}
