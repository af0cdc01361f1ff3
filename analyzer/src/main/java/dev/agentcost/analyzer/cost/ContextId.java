package dev.agentcost.analyzer.cost;

import java.util.Objects;

/** Names one context: a list of messages, a chat memory, a prompt that grows. */
public record ContextId(String name) implements Comparable<ContextId> {
    public ContextId {
        Objects.requireNonNull(name, "name");
    }

    @Override
    public int compareTo(ContextId other) {
        return name.compareTo(other.name);
    }
}
