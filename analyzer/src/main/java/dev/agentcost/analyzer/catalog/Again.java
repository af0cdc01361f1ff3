package dev.agentcost.analyzer.catalog;

import java.util.List;

/**
 * A library makes the whole call again where it checks the answer: guardrails, validation of a schema, binding to an
 * object.
 *
 * @param when the name of the setting that makes it check, or "" where it always does
 * @param setting the name of the setting that says how often it calls at most, or "" if there is none
 * @param capProperties keys of configuration files that say how often it calls at most
 * @param defaultCount how often it does where nothing says so
 * @param plus added to that number (a limit on repeats is one call more)
 */
public record Again(String when, String setting, List<String> capProperties, long defaultCount, long plus) {

    /** Freezes the keys. */
    public Again {
        capProperties = List.copyOf(capProperties);
    }
}
