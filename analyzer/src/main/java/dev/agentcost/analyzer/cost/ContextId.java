package dev.agentcost.analyzer.cost;

import java.util.Objects;

/** Names one context: a list of messages, a chat memory, a prompt that grows. */
public record ContextId(String name) implements Comparable<ContextId> {
    public ContextId {
        Objects.requireNonNull(name, "name");
    }

    /** What the name begins with: {@code this}, a local, a type. */
    public String head() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    @Override
    public int compareTo(ContextId other) {
        return this == other ? 0 : name.compareTo(other.name);
    }
}
