package dev.agentcost.maven.report.pareto;

import java.math.BigDecimal;

/**
 * A line of the file of variants.
 *
 * @param name what tables and plots call it: a branch, a profile, a configuration
 * @param success how many of its runs succeeded, from 0 to 1
 * @param result path of its {@code agentcost.json}, as written
 * @param entryPoint which entry points count, {@code *} for all
 * @param line where it stands in the file
 */
public record Variant(String name, BigDecimal success, String result, String entryPoint, int line) {

    static final String NAME = "variant";
    static final String SUCCESS = "success";
    static final String RESULT = "result";
    static final String ENTRY_POINT = "entryPoint";

    /**
     * Reads a variant from its texts.
     *
     * @throws IllegalArgumentException with what is wrong and what to write instead
     */
    static Variant parse(String name, String success, String result, String entryPoint, int line) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the variant has no name; write one as " + NAME);
        }
        if (result.isBlank()) {
            throw new IllegalArgumentException(
                    "the variant " + name + " names no result; write the path of its agentcost.json as " + RESULT);
        }
        String pattern = entryPoint.isBlank() ? "*" : entryPoint.strip();
        return new Variant(name.strip(), rate(name.strip(), success.strip()), result.strip(), pattern, line);
    }

    private static BigDecimal rate(String name, String success) {
        if (!success.matches("[01]?(\\.\\d{1,20})?|[01]\\.") || success.isEmpty()) {
            throw notARate(name, success);
        }
        BigDecimal rate = new BigDecimal(success);
        if (rate.compareTo(BigDecimal.ONE) > 0) {
            throw notARate(name, success);
        }
        return rate.stripTrailingZeros();
    }

    private static IllegalArgumentException notARate(String name, String success) {
        return new IllegalArgumentException("the success rate of " + name + " is '" + success
                + "'; write a number from 0 to 1, such as 0.72 where 72 % of the runs succeed");
    }
}
