package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file declares, told from its words alone.
 *
 * @param declared names of the types it declares
 * @param supertypes names that stand where a supertype may: behind {@code extends} and {@code implements}, and created
 *     anonymously
 * @param callbacks declared interfaces with one method without body: a lambda may implement them
 * @param writesLambdas whether it has a lambda or a method reference
 */
record TypeScan(Set<String> declared, Set<String> supertypes, Set<String> callbacks, boolean writesLambdas) {

    static TypeScan of(String text) {
        Scanner scanner = new Scanner(text);
        Words.scan(text, scanner);
        return new TypeScan(scanner.declared, scanner.supertypes, scanner.callbacks, scanner.writesLambdas);
    }

    private enum Expected {
        ANYTHING,
        TYPE_NAME,
        /** Between a type's name and its body. */
        HEADER,
        /** Behind {@code new}. */
        CREATED
    }

    /** An interface whose body is being read. */
    private static final class Interface {
        final String name;
        final int bodyDepth;
        int abstractMethods;
        boolean parenthesis;
        boolean hasBody;

        Interface(String name, int bodyDepth) {
            this.name = name;
            this.bodyDepth = bodyDepth;
        }
    }

    private static final class Scanner implements Words.Reader {
        final Set<String> declared = new HashSet<>();
        final Set<String> supertypes = new HashSet<>();
        final Set<String> callbacks = new HashSet<>();
        boolean writesLambdas;

        private final String text;
        private Expected expected = Expected.ANYTHING;
        private boolean inSupertypes;
        private boolean isInterface;
        private String name = "";
        private @Nullable Set<String> created;
        /** What was created by the call of each open parenthesis; empty where nothing was. */
        private final Deque<Set<String>> parentheses = new ArrayDeque<>();

        private @Nullable Set<String> closed;
        private char previous;
        private int depth;
        private final Deque<Interface> interfaces = new ArrayDeque<>();

        Scanner(String text) {
            this.text = text;
        }

        @Override
        public void word(int start, int end) {
            closed = null;
            switch (expected) {
                case TYPE_NAME -> {
                    name = text.substring(start, end);
                    declared.add(name);
                    expected = Expected.HEADER;
                    inSupertypes = false;
                }
                case HEADER -> {
                    if (is("extends", start, end) || is("implements", start, end)) {
                        inSupertypes = true;
                    } else if (is("permits", start, end)) {
                        inSupertypes = false;
                    } else if (inSupertypes) {
                        supertypes.add(text.substring(start, end));
                    }
                }
                case CREATED -> {
                    if (created == null) {
                        created = new HashSet<>();
                    }
                    created.add(text.substring(start, end));
                }
                case ANYTHING -> keyword(start, end);
            }
            previous = 'a';
        }

        private void keyword(int start, int end) {
            boolean type =
                    is("class", start, end) && previous != '.' || is("enum", start, end) || is("record", start, end);
            isInterface = is("interface", start, end);
            if (type || isInterface) {
                expected = Expected.TYPE_NAME;
            } else if (is("new", start, end)) {
                expected = Expected.CREATED;
                created = null;
            }
        }

        private boolean is(String word, int start, int end) {
            return end - start == word.length() && text.startsWith(word, start);
        }

        @Override
        public void sign(char sign, int at) {
            if (sign == '>' && previous == '-' || sign == ':' && previous == ':') {
                writesLambdas = true;
            }
            switch (sign) {
                case '(' -> open();
                case ')' -> close();
                case '{' -> beginBlock();
                case '}' -> endBlock();
                case ';' -> endStatement();
                default -> other(sign);
            }
            if (sign != ')') {
                closed = null;
            }
            previous = sign;
        }

        private void open() {
            parentheses.push(expected == Expected.CREATED && created != null ? created : Set.of());
            if (expected != Expected.HEADER) {
                expected = Expected.ANYTHING;
            }
            if (atInterfaceBody()) {
                interfaces.element().parenthesis = true;
            }
        }

        private void close() {
            closed = parentheses.poll();
        }

        private void beginBlock() {
            if (expected == Expected.HEADER && isInterface) {
                interfaces.push(new Interface(name, depth + 1));
            } else if (closed != null) {
                supertypes.addAll(closed);
            }
            if (atInterfaceBody()) {
                interfaces.element().hasBody = true;
            }
            expected = Expected.ANYTHING;
            depth++;
            startMember();
        }

        private void endBlock() {
            if (atInterfaceBody()) {
                Interface ended = interfaces.pop();
                if (ended.abstractMethods == 1) {
                    callbacks.add(ended.name);
                }
            }
            expected = Expected.ANYTHING;
            depth--;
            startMember();
        }

        private void endStatement() {
            if (atInterfaceBody()) {
                Interface current = interfaces.element();
                if (current.parenthesis && !current.hasBody) {
                    current.abstractMethods++;
                }
            }
            expected = Expected.ANYTHING;
            startMember();
        }

        private void startMember() {
            if (atInterfaceBody()) {
                interfaces.element().parenthesis = false;
                interfaces.element().hasBody = false;
            }
        }

        private boolean atInterfaceBody() {
            return !interfaces.isEmpty() && interfaces.element().bodyDepth == depth;
        }

        private void other(char sign) {
            if (expected == Expected.TYPE_NAME) {
                // A variable called "record", a class literal in an annotation: no declaration.
                expected = Expected.ANYTHING;
            } else if (expected == Expected.CREATED
                    && sign != '.'
                    && sign != '<'
                    && sign != '>'
                    && sign != ','
                    && sign != '?'
                    && sign != '@') {
                expected = Expected.ANYTHING;
            } else if (sign == '=' && atInterfaceBody()) {
                interfaces.element().hasBody = true;
            }
        }
    }
}
