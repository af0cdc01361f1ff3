package dev.agentcost.rules.price;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the numbers of a price list; what they cannot mean is an {@link IllegalArgumentException} that says what to write. */
final class PriceNumbers {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");

    /** Beyond this, a price of one token is a slip of the unit; the dearest models charge less than a cent. */
    private static final BigDecimal DEAREST = new BigDecimal(1_000);

    /** Beyond this, a number of tokens is a slip of the keyboard. */
    private static final BigDecimal MOST_TOKENS = new BigDecimal(1_000_000_000_000L);

    private static final int MILLION_DIGITS = 6;

    private PriceNumbers() {}

    /** Dollars for one token, of dollars for one token. */
    static BigDecimal perToken(String what, String text) {
        return price(what, text, 0);
    }

    /** Dollars for one token, of dollars for a million tokens as providers print them. */
    static BigDecimal perMillion(String what, String text) {
        return price(what, text, MILLION_DIGITS);
    }

    private static BigDecimal price(String what, String text, int digits) {
        BigDecimal dollars = number(what, text).movePointLeft(digits).stripTrailingZeros();
        if (dollars.signum() < 0) {
            throw new IllegalArgumentException(what + " is negative: " + text + "; write 0 or more");
        }
        if (dollars.compareTo(DEAREST) > 0) {
            throw new IllegalArgumentException(what + " is absurdly large: " + text
                    + " is more than 1,000 dollars for one token; write it in dollars for "
                    + (digits == 0 ? "one token" : "a million tokens"));
        }
        return dollars;
    }

    /** A number of tokens; empty where nothing or 0 is written, which lists do for what they do not know. */
    static OptionalLong tokens(String what, String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        BigDecimal number = number(what, text).stripTrailingZeros();
        if (number.signum() < 0 || number.scale() > 0 || number.compareTo(MOST_TOKENS) > 0) {
            throw new IllegalArgumentException(
                    what + " is no number of tokens: " + text + "; write a whole number such as 128000");
        }
        return number.signum() == 0 ? OptionalLong.empty() : OptionalLong.of(number.longValueExact());
    }

    private static BigDecimal number(String what, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " is '" + text + "', which is not a number; write one such as 2.5");
        }
        return new BigDecimal(text);
    }
}
