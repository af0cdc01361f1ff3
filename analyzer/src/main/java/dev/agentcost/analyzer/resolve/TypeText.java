package dev.agentcost.analyzer.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A type text taken apart. Wildcards are replaced by their bounds, annotations and all but the first type of an intersection are
 * dropped, and of {@code Outer<A>.Inner<B>} only the inner arguments are kept.
 *
 * @param name {@code ""} for an unknown type
 * @param arguments type arguments, empty for raw and non-generic types
 * @param dimensions array depth
 */
record TypeText(String name, List<TypeText> arguments, int dimensions) {

    static final TypeText UNKNOWN = of("");
    static final TypeText OBJECT = of("java.lang.Object");

    /** The type of this name without arguments. */
    static TypeText of(String name) {
        return new TypeText(name, List.of(), 0);
    }

    /** Reads a type as written in a source file or printed by {@link #toString()}. Never fails: what is odd is left out. */
    static TypeText parse(String text) {
        return new Parser(text).type();
    }

    boolean isUnknown() {
        return name.isEmpty();
    }

    boolean isArray() {
        return dimensions > 0;
    }

    /** What an array holds. */
    TypeText component() {
        return new TypeText(name, arguments, dimensions - 1);
    }

    TypeText withDimensions(int depth) {
        return depth == dimensions ? this : new TypeText(name, arguments, depth);
    }

    TypeText erased() {
        return arguments.isEmpty() ? this : new TypeText(name, List.of(), dimensions);
    }

    /** Puts types in the place of type variables, in arguments and array components too. */
    TypeText substitute(Map<String, TypeText> variables) {
        if (variables.isEmpty()) {
            return this;
        }
        TypeText meaning = arguments.isEmpty() ? variables.get(name) : null;
        if (meaning != null) {
            return meaning.isUnknown() ? meaning : meaning.withDimensions(meaning.dimensions() + dimensions);
        }
        return arguments.isEmpty() ? this : mapArguments(argument -> argument.substitute(variables));
    }

    /** The same with another name for each name in it. */
    TypeText rename(UnaryOperator<String> names) {
        List<TypeText> renamed = arguments.stream().map(a -> a.rename(names)).toList();
        return new TypeText(names.apply(name), renamed, dimensions);
    }

    private TypeText mapArguments(UnaryOperator<TypeText> change) {
        return new TypeText(name, arguments.stream().map(change).toList(), dimensions);
    }

    @Override
    public String toString() {
        String list = arguments.isEmpty()
                ? ""
                : arguments.stream()
                        .map(a -> a.isUnknown() ? OBJECT.name() : a.toString())
                        .collect(Collectors.joining(", ", "<", ">"));
        return name + list + "[]".repeat(dimensions);
    }

    /** Reads one type, left to right. */
    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        TypeText type() {
            skipAnnotations();
            TypeText type = peek() == '?' ? wildcard() : named();
            int dimensions = dimensions();
            skipIntersection();
            return type.withDimensions(type.dimensions() + dimensions);
        }

        private TypeText wildcard() {
            at++;
            skipSpace();
            if (word("extends") || word("super")) {
                return type();
            }
            return OBJECT;
        }

        private TypeText named() {
            StringBuilder name = new StringBuilder();
            List<TypeText> arguments = List.of();
            do {
                skipAnnotations();
                name.append(name.isEmpty() ? "" : ".").append(identifier());
                skipSpace();
                arguments = peek() == '<' ? arguments() : List.of();
                skipSpace();
            } while (dot());
            return new TypeText(name.toString(), arguments, 0);
        }

        private List<TypeText> arguments() {
            List<TypeText> arguments = new ArrayList<>();
            at++;
            skipSpace();
            while (at < text.length() && peek() != '>') {
                int before = at;
                arguments.add(type());
                skipSpace();
                if (peek() == ',' || at == before) {
                    at++;
                }
                skipSpace();
            }
            at++;
            return List.copyOf(arguments);
        }

        private int dimensions() {
            int dimensions = 0;
            while (true) {
                skipAnnotations();
                if (peek() == '[') {
                    int close = text.indexOf(']', at);
                    at = close < 0 ? text.length() : close + 1;
                } else if (text.startsWith("...", at)) {
                    at += 3;
                } else {
                    return dimensions;
                }
                dimensions++;
            }
        }

        private void skipIntersection() {
            skipSpace();
            if (peek() == '&') {
                at++;
                type();
            }
        }

        /** A dot that joins two names, not the first of {@code ...}. */
        private boolean dot() {
            if (peek() != '.' || text.startsWith("...", at)) {
                return false;
            }
            at++;
            skipSpace();
            return true;
        }

        private String identifier() {
            int start = at;
            while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private boolean word(String word) {
            if (!text.startsWith(word, at)) {
                return false;
            }
            at += word.length();
            return true;
        }

        private void skipAnnotations() {
            skipSpace();
            while (peek() == '@') {
                at++;
                skipSpace();
                do {
                    identifier();
                } while (dot());
                skipSpace();
                if (peek() == '(') {
                    skipParentheses();
                }
                skipSpace();
            }
        }

        private void skipParentheses() {
            int depth = 0;
            do {
                depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
                at++;
            } while (depth > 0 && at < text.length());
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }
    }
}
