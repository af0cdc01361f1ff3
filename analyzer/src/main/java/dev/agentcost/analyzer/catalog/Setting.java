package dev.agentcost.analyzer.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The call or constructor sets a value that other rows refer to by name.
 *
 * @param name the setting: {@code model}, {@code max-output-tokens}, {@code turns}, {@code retries}, {@code tools},
 *     {@code memory}, {@code timeout-millis}, {@code window}, or a name that a row of the same file refers to
 * @param operand where the value stands, or null for a fixed value
 * @param value the fixed value where {@code operand} is null, otherwise ""
 */
public record Setting(String name, @Nullable Operand operand, String value) {}
