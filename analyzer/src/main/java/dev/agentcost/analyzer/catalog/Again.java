package dev.agentcost.analyzer.catalog;

/**
 * A library makes the whole call again where it was told to check the answer: guardrails, validation of a schema.
 *
 * @param when the name of the setting that makes it check
 * @param setting the name of the setting that says how often it calls at most
 * @param defaultCount how often it does where nothing says so
 * @param plus added to that number (a limit on repeats is one call more)
 */
public record Again(String when, String setting, long defaultCount, long plus) {}
