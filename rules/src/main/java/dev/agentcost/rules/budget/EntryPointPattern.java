package dev.agentcost.rules.budget;

import dev.agentcost.analyzer.result.EntryPoint;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Which entry points a budget is for: {@code com.acme..*Agent#chat}. In front of {@code #} stands the type, behind it the method,
 * which may be left out. {@code *} is any part of a name, {@code ..} any number of packages; a type without a dot is meant
 * in any package. {@code @Tool} is every entry point with that annotation on the method or its type.
 */
public final class EntryPointPattern {

    /** The pattern that matches most precisely last: exact names before exact types, those before the rest. */
    public static final Comparator<EntryPointPattern> BY_SPECIFICITY =
            Comparator.comparingInt(EntryPointPattern::rank).thenComparingInt(EntryPointPattern::literals);

    private static final Pattern FORM =
            Pattern.compile("@?[\\p{L}\\p{N}_$.*]+|[\\p{L}\\p{N}_$.*]+#[\\p{L}\\p{N}_$*<>]+|#[\\p{L}\\p{N}_$*<>]+");

    private final String text;
    private final boolean annotation;
    private final String type;
    private final String method;
    private final Pattern typePattern;
    private final Pattern methodPattern;

    private EntryPointPattern(String text) {
        this.text = text;
        this.annotation = text.startsWith("@");
        String names = annotation ? text.substring(1) : text;
        int hash = names.indexOf('#');
        this.type = hash < 0 ? names : hash == 0 ? "*" : names.substring(0, hash);
        this.method = hash < 0 ? "*" : names.substring(hash + 1);
        this.typePattern = glob(type);
        this.methodPattern = glob(method);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with what to write instead
     */
    public static EntryPointPattern parse(String text) {
        String stripped = text.strip();
        if (!FORM.matcher(stripped).matches() || stripped.contains("...")) {
            throw new IllegalArgumentException("'" + text + "' is not a pattern of entry points; write"
                    + " com.acme.Agent#chat, com.acme..*Agent, Agent#* or @Annotation");
        }
        return new EntryPointPattern(stripped);
    }

    /** Whether the pattern is for this entry point. */
    public boolean matches(EntryPoint entry) {
        if (annotation) {
            return entry.annotations().stream().anyMatch(this::matchesType);
        }
        String name = entry.method().substring(entry.method().lastIndexOf('#') + 1);
        return matchesType(entry.type()) && methodPattern.matcher(name).matches();
    }

    private boolean matchesType(String name) {
        boolean anyPackage = type.indexOf('.') < 0;
        return typePattern
                .matcher(anyPackage ? name.substring(name.lastIndexOf('.') + 1) : name)
                .matches();
    }

    private int rank() {
        boolean typeNamed = !annotation && isExact(type);
        boolean methodNamed = isExact(method);
        if (typeNamed) {
            return methodNamed ? 3 : 2;
        }
        return methodNamed || annotation ? 1 : 0;
    }

    private int literals() {
        return (int) text.chars().filter(c -> c != '*').count();
    }

    private static boolean isExact(String glob) {
        return glob.indexOf('*') < 0 && !glob.contains("..");
    }

    /** {@code ..} between names is a dot or any packages between two; {@code *} stays within one name. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("..", i)) {
                regex.append(i == 0 ? "(?:.*\\.)?" : "\\.(?:.*\\.)?");
                i++;
            } else if (c == '*') {
                regex.append("[^.]*");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
