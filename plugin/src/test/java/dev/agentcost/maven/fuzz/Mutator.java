package dev.agentcost.maven.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damage as editors, merges, disks and generators do it; the same for the same seed. */
final class Mutator {

    private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

    /** What means something in Java. */
    private static final String[] JAVA = {
        "{",
        "}",
        "(",
        ")",
        ";",
        "\"",
        "'",
        "/*",
        "*/",
        "//",
        "->",
        "::",
        "while (true)",
        "case 1:",
        "yield ",
        "\\u000",
        "<",
        ">",
        "@",
        "\"\"\"",
        "class X extends X {",
        "0x",
        "1e999",
        "9".repeat(40),
        "\u0000",
        "\ud800",
        "((((((((((((((((",
        "? :",
        "switch (x) {",
        "break a;",
        "continue;",
        "return;",
        "record R(R r) {}",
        "sealed ",
        "enum E {",
        "i++",
        "this.",
        "super.",
        "else ",
        "try {",
        "catch (",
        "finally {",
        "new int[]{",
        "// agentcost: at most ",
        "-2147483648",
        "var "
    };

    /** What means something in YAML, JSON, CSV and property files. */
    private static final String[] DATA = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "- ",
        "&a ",
        "*a",
        "!!",
        "!!binary ",
        "1e999",
        "1e999999999",
        "-1",
        "NaN",
        "null",
        "~",
        "9".repeat(40),
        "\n",
        "\t",
        "<<: *a\n",
        "---\n",
        "? ",
        "| ",
        "> ",
        "\u0001",
        "%",
        "@",
        "`",
        "0x10",
        "1_000",
        "\\u00",
        "${a}",
        "${a:${b}}",
        "[".repeat(3_000),
        "{\"a\":".repeat(3_000),
        "#",
        "\ud800",
        "\u0000",
        "2026-13-45",
        ".inf"
    };

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** Java source with some of its tokens lost, doubled, moved or replaced, or some of its bytes damaged. */
    byte[] java(byte[] original) {
        return text(original, JAVA);
    }

    /** The same for files of settings and numbers. */
    byte[] data(byte[] original) {
        return text(original, DATA);
    }

    private byte[] text(byte[] original, String[] odd) {
        return random.nextInt(3) > 0
                ? tokens(new String(original, StandardCharsets.UTF_8), odd).getBytes(StandardCharsets.UTF_8)
                : bytes(original);
    }

    private String tokens(String text, String[] odd) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        for (int left = 1 + random.nextInt(6); left > 0 && !tokens.isEmpty(); left--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(8)) {
                case 0 -> tokens.remove(at);
                case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
                case 3 -> tokens.add(at, odd[random.nextInt(odd.length)]);
                case 4 ->
                    tokens.subList(at, Math.min(tokens.size(), at + random.nextInt(40)))
                            .clear();
                case 5 -> {
                    int end = Math.min(tokens.size(), at + random.nextInt(60));
                    tokens.addAll(random.nextInt(tokens.size()), List.copyOf(tokens.subList(at, end)));
                }
                case 6 -> {
                    // what was two things is one: a value that is made of itself, a type above itself
                    String one = tokens.get(at);
                    String other = tokens.get(random.nextInt(tokens.size()));
                    if (Character.isJavaIdentifierStart(one.charAt(0))
                            && Character.isJavaIdentifierStart(other.charAt(0))) {
                        tokens.replaceAll(token -> token.equals(one) ? other : token);
                    }
                }
                default ->
                    tokens.subList(random.nextInt(tokens.size()), tokens.size()).clear();
            }
        }
        return String.join("", tokens);
    }

    /** Bytes with some of them flipped, lost, doubled or cut off. */
    byte[] bytes(byte[] original) {
        byte[] bytes = original.clone();
        for (int left = 1 + random.nextInt(8); left > 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 3 -> bytes = without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)));
                default -> {
                    if (random.nextInt(4) == 0) {
                        bytes = without(bytes, at, bytes.length);
                    }
                }
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] rest = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }
}
