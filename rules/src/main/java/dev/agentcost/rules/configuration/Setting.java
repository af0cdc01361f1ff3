package dev.agentcost.rules.configuration;

/**
 * A value as the user wrote it.
 *
 * @param origin where, as messages name it: {@code agentcost.yaml:12}
 */
public record Setting(String text, String origin) {

    /** The message about what is wrong with the value. */
    String problem(String message) {
        return origin + ": " + message;
    }
}
