package dev.agentcost.analyzer.source;

/**
 * The name of a type that is declared elsewhere.
 *
 * @param packageName its package, "" for the unnamed one
 * @param simpleName its name without the types around it
 */
public record TypeName(String packageName, String simpleName) {}
