package dev.agentcost.rules.finding;

/** How grave a finding is; the graver the earlier. */
public enum Level {
    ERROR("error"),
    WARNING("warning"),
    NOTE("note");

    private final String key;

    Level(String key) {
        this.key = key;
    }

    /** The name in configuration and reports, SARIF's too. */
    public String key() {
        return key;
    }

    /** Whether this is at least as grave as the other. */
    public boolean atLeast(Level other) {
        return compareTo(other) <= 0;
    }
}
