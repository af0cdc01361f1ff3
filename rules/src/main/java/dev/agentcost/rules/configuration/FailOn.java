package dev.agentcost.rules.configuration;

import dev.agentcost.rules.finding.Level;

/** Which findings fail a check. */
public enum FailOn {
    ERROR("error"),
    WARNING("warning"),
    NEVER("never");

    private final String key;

    FailOn(String key) {
        this.key = key;
    }

    /** The name in configuration. */
    public String key() {
        return key;
    }

    /** Whether a finding of this level fails the check. */
    public boolean fails(Level level) {
        return switch (this) {
            case ERROR -> level.atLeast(Level.ERROR);
            case WARNING -> level.atLeast(Level.WARNING);
            case NEVER -> false;
        };
    }
}
