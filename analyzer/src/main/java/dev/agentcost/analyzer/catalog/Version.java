package dev.agentcost.analyzer.catalog;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version in the order that Maven gives to versions, as far as published libraries need it: numbers first, then
 * qualifiers from alpha to service packs; {@code 2.0.0-M8 < 2.0.0-RC1 < 2.0.0-SNAPSHOT < 2.0.0 = 2.0 < 2.0.0-sp1}.
 */
final class Version implements Comparable<Version> {

    private static final Pattern TOKEN = Pattern.compile("[0-9]+|[A-Za-z]+");

    /** Maven's qualifiers, oldest first; "" is the release itself. */
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    private final List<BigInteger> numbers = new ArrayList<>();
    private final List<String> qualifiers = new ArrayList<>();

    private Version() {}

    static Version of(String text) {
        Version version = new Version();
        Matcher token = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (token.find()) {
            boolean number = Character.isDigit(token.group().charAt(0));
            if (number && version.qualifiers.isEmpty()) {
                version.numbers.add(new BigInteger(token.group()));
            } else {
                version.qualifiers.add(number ? token.group() : qualifier(token.group()));
            }
        }
        return version;
    }

    private static String qualifier(String name) {
        return switch (name) {
            case "a" -> "alpha";
            case "b" -> "beta";
            case "m" -> "milestone";
            case "cr" -> "rc";
            case "final", "ga", "release" -> "";
            default -> name;
        };
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int order = number(numbers, i).compareTo(number(other.numbers, i));
            if (order != 0) {
                return order;
            }
        }
        for (int i = 0; i < Math.max(qualifiers.size(), other.qualifiers.size()); i++) {
            int order = compareQualifiers(token(qualifiers, i), token(other.qualifiers, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return number(numbers, 0).hashCode();
    }

    private static BigInteger number(List<BigInteger> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    private static String token(List<String> tokens, int index) {
        return index < tokens.size() ? tokens.get(index) : "";
    }

    private static int compareQualifiers(String a, String b) {
        boolean numberA = isNumber(a);
        boolean numberB = isNumber(b);
        if (numberA && numberB) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        } else if (numberA != numberB) {
            return numberA ? 1 : -1;
        }
        int order = Integer.compare(rank(a), rank(b));
        return order != 0 ? order : a.compareTo(b);
    }

    private static boolean isNumber(String token) {
        return !token.isEmpty() && Character.isDigit(token.charAt(0));
    }

    /** Unknown qualifiers come after all known ones, as in Maven. */
    private static int rank(String qualifier) {
        int known = QUALIFIERS.indexOf(qualifier);
        return known >= 0 ? known : QUALIFIERS.size();
    }
}
