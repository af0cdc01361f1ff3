package dev.agentcost.rules.figure;

import dev.agentcost.analyzer.cost.Dimension;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Upwards, because every number stands for an upper bound. */
public final class Rounding {

    private static final int DOLLAR_DECIMALS = 6;

    private Rounding() {}

    /** Dollars to six decimals, everything else to whole numbers. */
    public static BigDecimal up(Dimension dimension, BigDecimal value) {
        return dimension == Dimension.DOLLARS ? dollars(value) : count(value);
    }

    /** To a whole number. */
    public static BigDecimal count(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING);
    }

    /** To six decimals, without trailing zeros. */
    public static BigDecimal dollars(BigDecimal value) {
        BigDecimal rounded =
                value.setScale(DOLLAR_DECIMALS, RoundingMode.CEILING).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
