package dev.agentcost.analyzer.result;

/** What decides that a repetition goes on. */
public enum Driver {
    /** A number in the source. */
    CONSTANT("constant"),
    /** A counter that is tested against a limit. */
    COUNTER("counter"),
    /** The size of data that is fixed when the repetition starts or only shrinks. */
    DATA("data"),
    /** A value that is divided each turn. */
    HALVING("halving"),
    /** A moment in time. */
    DEADLINE("deadline"),
    /** A person's input, one for each turn. */
    PERSON("person"),
    /** Events from outside, one for each turn. */
    EXTERNAL("external"),
    /** The model's answer, and nothing else. */
    MODEL("model"),
    /** A limit on attempts after failures. */
    RETRY("retry"),
    /** A library's own limit. */
    FRAMEWORK("framework"),
    /** Nothing: there is no exit, or none that must be reached. */
    NONE("none");

    private final String key;

    Driver(String key) {
        this.key = key;
    }

    /** The name in reports. */
    public String key() {
        return key;
    }
}
