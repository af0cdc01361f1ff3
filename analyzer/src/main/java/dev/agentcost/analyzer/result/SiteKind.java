package dev.agentcost.analyzer.result;

/** What makes a piece of code repeat. */
public enum SiteKind {
    LOOP("loop"),
    STREAM("stream"),
    REACTIVE("reactive"),
    RECURSION("recursion"),
    RETRY("retry"),
    FRAMEWORK_LOOP("framework-loop"),
    GRAPH("graph"),
    SCHEDULED("scheduled");

    private final String key;

    SiteKind(String key) {
        this.key = key;
    }

    /** The name in reports. */
    public String key() {
        return key;
    }
}
