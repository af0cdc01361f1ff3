package dev.agentcost.analyzer.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call or constructor sets a value that other rows refer to by name.
 *
 * @param name the setting: {@code model}, {@code max-output-tokens}, {@code turns}, {@code retries}, {@code tools},
 *     {@code memory}, {@code timeout-millis}, {@code window}, or a name that a row of the same file refers to
 * @param operand where the value stands, or null for a fixed value
 * @param value the fixed value where {@code operand} is null, otherwise ""
 * @param less taken from the operand's number first: 1 where a limit on steps counts one that runs nothing
 * @param divisor how many units of the operand's number make one of the setting, rounded up: 2 where a limit counts the
 *     steps of model and tools by turns
 * @param zero what a number of 0 or less means: {@code none} for no limit, {@code off} where it switches the loop off, ""
 *     where it is a number like others
 * @param plus added to the number: 1 where the call counts what comes after the first
 * @param when the constant that the first argument must be, "" where the setting is always made
 * @param unless the setting without which alone it is made, on the object that the call makes; "" where it is always made
 * @param beans the types of objects that a container wires: all that it has of them, or of these the one that the operand names
 */
public record Setting(
        String name,
        @Nullable Operand operand,
        String value,
        long less,
        long divisor,
        String zero,
        long plus,
        String when,
        String unless,
        List<String> beans) {

    /** Takes a copy of the list. */
    public Setting {
        beans = List.copyOf(beans);
    }

    /** A setting that is always made, and that no container wires. */
    public Setting(
            String name,
            @Nullable Operand operand,
            String value,
            long less,
            long divisor,
            String zero,
            long plus,
            String when) {
        this(name, operand, value, less, divisor, zero, plus, when, "", List.of());
    }
}
