package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file declares, told from its words alone.
 *
 * @param packageName its package, "" for the unnamed one
 * @param types the types it declares, first the one without a name that members outside of types belong to; a local or anonymous one
 *     belongs to the member that it stands in
 * @param members heads of types, fields, methods, constructors and initializers
 * @param imports its import declarations
 * @param comments where its comments begin, each with where it ends
 */
record FileScan(
        String packageName,
        List<Type> types,
        List<Member> members,
        List<Import> imports,
        NavigableMap<Integer, Integer> comments) {

    /**
     * A type.
     *
     * @param name its name with those of the types around it: {@code Outer.Inner}
     * @param supertypes names that stand where a supertype may
     * @param callback whether it is an interface with one method without body: a lambda may implement it
     */
    record Type(String name, Set<String> supertypes, boolean callback) {

        /** The name without those around it. */
        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /**
     * A member of a type, or the type's head: modifiers, annotations, name, supertypes and a record's components.
     *
     * @param owner the number of its type in {@link FileScan#types}
     * @param isHead whether it is the head
     * @param names what it is called, of a head the record's components; nothing for an initializer
     * @param start where it begins
     * @param signatureEnd where its body or initial value begins, its end where it has neither
     * @param end where it ends
     * @param isMethod whether it is a method or a constructor
     * @param isValued whether it is a field with a value, which is computed when the type is created
     * @param implemented names that stand where the supertype of a type inside it may
     * @param writesLambdas whether there is a lambda or a method reference in it
     * @param parametersStart where the parameters of a method or constructor begin, of everything else where it begins itself
     * @param parameters how many parameters a method or constructor has, {@link #ANY_NUMBER} where the last takes any number of values
     */
    record Member(
            int owner,
            boolean isHead,
            Set<String> names,
            int start,
            int signatureEnd,
            int end,
            boolean isMethod,
            boolean isValued,
            Set<String> implemented,
            boolean writesLambdas,
            int parametersStart,
            int parameters) {

        /** Where a number is not fixed, or cannot be told. */
        static final int ANY_NUMBER = -1;
    }

    /**
     * An import.
     *
     * @param start where the imported name begins
     * @param end where it ends
     * @param qualifier what stands before the last dot
     * @param name what is imported from there, {@code *} where that is everything
     */
    record Import(int start, int end, String qualifier, String name) {

        boolean importsAll() {
            return name.equals("*");
        }
    }

    /** The type's name with its package. */
    String qualifiedName(Type type) {
        return packageName.isEmpty() ? type.name() : packageName + "." + type.name();
    }

    /** Whether the place is in a comment. */
    boolean isComment(int at) {
        Map.Entry<Integer, Integer> before = comments.floorEntry(at);
        return before != null && at < before.getValue();
    }

    static FileScan of(String text) {
        Scanner scanner = new Scanner(text);
        Words.scan(text, scanner);
        return scanner.result();
    }

    private enum Expected {
        ANYTHING,
        IMPORT,
        PACKAGE,
        TYPE_NAME,
        /** Between a type's name and its body. */
        HEADER,
        /** Behind {@code new}. */
        CREATED
    }

    private enum Annotation {
        NONE,
        /** A part of its name comes next. */
        NAME,
        NAMED,
        ARGUMENTS
    }

    /** A type whose body is being read, with what is known of the member that is being read there. */
    private static final class Open {
        final int type;
        final int bodyDepth;
        boolean constants;
        int abstractMethods;

        int start;
        int signatureEnd;
        int parentheses;
        int angles;
        Set<String> names = new HashSet<>();
        Set<String> implemented = new HashSet<>();
        boolean method;
        /** Whether its value is being read. */
        boolean value;

        boolean valued;
        boolean body;
        boolean withDefault;
        boolean writesLambdas;
        int parametersStart;
        int parameters;

        Open(int type, int bodyDepth, int start, boolean constants) {
            this.type = type;
            this.bodyDepth = bodyDepth;
            this.constants = constants;
            begin(start);
        }

        void begin(int at) {
            start = at;
            signatureEnd = -1;
            parentheses = 0;
            angles = 0;
            names = new HashSet<>();
            implemented = new HashSet<>();
            method = false;
            value = false;
            valued = false;
            body = false;
            withDefault = false;
            writesLambdas = false;
            parametersStart = at;
            parameters = 0;
        }

        /** Whether a method's parameters are being read, outside of type arguments. */
        boolean inParameters() {
            return method && !value && !body && parentheses == 1 && angles == 0;
        }
    }

    private static final class Scanner implements Words.Reader {
        private final String text;
        private final List<Type> types = new ArrayList<>();
        private final List<Member> members = new ArrayList<>();
        private final List<Import> imports = new ArrayList<>();
        private final NavigableMap<Integer, Integer> comments = new TreeMap<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private String packageName = "";

        private Expected expected = Expected.ANYTHING;
        private int depth;
        private char previous;
        private String word = "";

        private Annotation annotation = Annotation.NONE;
        private int annotationParentheses;

        private final List<String> qualified = new ArrayList<>();
        private int importStart;

        private String kind = "";
        private boolean isAnnotation;
        private String name = "";
        private Set<String> supertypes = new HashSet<>();
        private boolean inSupertypes;
        private int headerStart;
        private int headerParentheses;
        private int headerAngles;
        private Set<String> components = new HashSet<>();

        private @Nullable Set<String> created;
        private int createdAngles;
        /** What was created by the call of each open parenthesis; empty where nothing was. */
        private final Deque<Set<String>> calls = new ArrayDeque<>();

        private @Nullable Set<String> closed;

        Scanner(String text) {
            this.text = text;
            types.add(new Type("", Set.of(), false));
            open.push(new Open(0, 0, 0, false));
        }

        FileScan result() {
            while (!open.isEmpty()) {
                // where a brace is missing, what follows belongs to the last member
                endMember(text.length());
                closeType();
            }
            return new FileScan(packageName, types, members, imports, comments);
        }

        // ---- words

        @Override
        public void comment(int start, int end) {
            comments.put(start, end);
        }

        @Override
        public void word(int start, int end) {
            closed = null;
            switch (expected) {
                case IMPORT, PACKAGE -> qualified.add(text.substring(start, end));
                case TYPE_NAME -> beginHeader(text.substring(start, end));
                case HEADER -> header(start, end);
                case CREATED -> {
                    if (created == null) {
                        created = new HashSet<>();
                    }
                    if (createdAngles == 0) {
                        created.add(text.substring(start, end));
                    }
                }
                case ANYTHING -> any(start, end);
            }
            previous = 'a';
        }

        private void any(int start, int end) {
            if (annotation == Annotation.NAME && !is("interface", start, end)) {
                annotation = Annotation.NAMED;
                return;
            } else if (annotation == Annotation.ARGUMENTS) {
                return;
            }
            annotation = Annotation.NONE;
            word = text.substring(start, end);
            isAnnotation = previous == '@';
            Open current = open.element();
            if (current.parameters == 0 && atMember() && current.inParameters()) {
                current.parameters = 1;
            }
            switch (word) {
                case "class" -> {
                    if (previous != '.') {
                        beginType();
                    }
                }
                case "enum", "record", "interface" -> beginType();
                case "new" -> {
                    expected = Expected.CREATED;
                    created = null;
                    createdAngles = 0;
                }
                case "import" -> {
                    if (isOutermost()) {
                        expected = Expected.IMPORT;
                        qualified.clear();
                        importStart = end;
                    }
                }
                case "package" -> {
                    if (isOutermost()) {
                        expected = Expected.PACKAGE;
                        qualified.clear();
                    }
                }
                case "default", "static" -> {
                    if (atMember()) {
                        open.element().withDefault = true;
                    }
                }
                default -> {}
            }
        }

        private boolean is(String expectedWord, int start, int end) {
            return end - start == expectedWord.length() && text.startsWith(expectedWord, start);
        }

        // ---- types

        private void beginType() {
            kind = word;
            expected = Expected.TYPE_NAME;
            headerStart = open.element().start;
        }

        private void beginHeader(String typeName) {
            name = typeName;
            expected = Expected.HEADER;
            annotation = Annotation.NONE;
            inSupertypes = false;
            headerParentheses = 0;
            headerAngles = 0;
            supertypes = new HashSet<>();
            components = new HashSet<>();
        }

        private void header(int start, int end) {
            if (headerAngles == 0 && (is("extends", start, end) || is("implements", start, end))) {
                inSupertypes = true;
            } else if (is("permits", start, end)) {
                inSupertypes = false;
            } else if (inSupertypes && headerAngles == 0) {
                supertypes.add(text.substring(start, end));
            } else if (headerParentheses > 0) {
                word = text.substring(start, end);
            }
        }

        private void beginBody(int at) {
            if (!atMember()) {
                open.element().implemented.addAll(supertypes);
                return;
            }
            String path =
                    open.size() == 1 ? name : types.get(open.element().type).name() + "." + name;
            types.add(new Type(path, supertypes, kind.equals("interface") && !isAnnotation));
            int type = types.size() - 1;
            members.add(new Member(
                    type, true, components, headerStart, at, at, false, false, Set.of(), false, headerStart, 0));
            open.push(new Open(type, depth + 1, at + 1, kind.equals("enum")));
        }

        private void closeType() {
            Open ended = open.pop();
            Type type = types.get(ended.type);
            if (type.callback() && ended.abstractMethods != 1) {
                types.set(ended.type, new Type(type.name(), type.supertypes(), false));
            }
        }

        // ---- members

        private boolean atMember() {
            return open.element().bodyDepth == depth;
        }

        private boolean isOutermost() {
            return open.size() == 1 && depth == 0;
        }

        private void endMember(int at) {
            Open current = open.element();
            if (!current.names.isEmpty() || current.body) {
                int signatureEnd = current.signatureEnd < 0 ? at : current.signatureEnd;
                boolean valued = current.valued && !current.method || current.constants;
                members.add(new Member(
                        current.type,
                        false,
                        current.names,
                        current.start,
                        signatureEnd,
                        at,
                        current.method,
                        valued,
                        current.implemented,
                        current.writesLambdas,
                        current.parametersStart,
                        current.parameters));
                if (current.method && !current.body && !current.withDefault) {
                    current.abstractMethods++;
                }
            }
            current.begin(at);
        }

        /** A sign between members or in the head of one. */
        private void atMember(char sign, int at) {
            Open current = open.element();
            boolean outside = current.parentheses == 0 && current.angles == 0;
            boolean named = previous == 'a' && !word.isEmpty();
            switch (sign) {
                case '(' -> {
                    if (outside && named && !current.value && (!current.method || current.constants)) {
                        current.names.add(word);
                        current.method = !current.constants;
                        current.parametersStart = current.method ? at : current.start;
                    }
                    current.parentheses++;
                }
                case ')' -> current.parentheses = Math.max(0, current.parentheses - 1);
                case '<' -> current.angles += current.value ? 0 : 1;
                case '>' -> current.angles = Math.max(0, current.angles - 1);
                case '=' -> {
                    if (outside && !current.value) {
                        addName(current, named || previous == ']');
                        current.value = true;
                        current.valued = true;
                        current.signatureEnd = at;
                    }
                }
                case '.' -> {
                    if (current.inParameters() && previous == '.') {
                        current.parameters = Member.ANY_NUMBER;
                    }
                }
                case ',' -> {
                    if (current.inParameters() && current.parameters > 0) {
                        current.parameters++;
                    }
                    if (outside && !(current.value && expected == Expected.CREATED)) {
                        addName(current, named && !current.value);
                        current.value = false;
                    }
                }
                case ';' -> {
                    addName(current, outside && named && !current.value);
                    endMember(at + 1);
                    current.constants = false;
                }
                case '{' -> {
                    addName(current, current.constants && named);
                    if (!current.value && current.parentheses == 0 && !current.constants) {
                        current.body = true;
                        current.signatureEnd = at;
                    }
                }
                case '}' -> {
                    addName(current, current.constants && named);
                    endMember(at);
                }
                default -> {}
            }
        }

        private void addName(Open current, boolean isName) {
            if (isName && !current.method) {
                current.names.add(word);
            }
        }

        // ---- signs

        @Override
        public void sign(char sign, int at) {
            if (sign == '>' && previous == '-' || sign == ':' && previous == ':') {
                open.element().writesLambdas = true;
            }
            if (expected == Expected.IMPORT || expected == Expected.PACKAGE) {
                declared(sign, at);
            } else if (expected == Expected.HEADER) {
                header(sign, at);
            } else if (!annotated(sign)) {
                plain(sign, at);
            }
            if (sign != ')') {
                closed = null;
            }
            previous = sign;
        }

        private void declared(char sign, int at) {
            if (sign == '*') {
                qualified.add("*");
            } else if (sign == ';') {
                if (expected == Expected.PACKAGE) {
                    packageName = String.join(".", qualified);
                } else {
                    qualified.remove("static");
                    int last = Math.max(0, qualified.size() - 1);
                    imports.add(new Import(
                            importStart,
                            at,
                            String.join(".", qualified.subList(0, last)),
                            qualified.isEmpty() ? "" : qualified.get(last)));
                }
                expected = Expected.ANYTHING;
                open.element().begin(at + 1);
            }
        }

        private void header(char sign, int at) {
            if (sign == '{' && headerParentheses == 0) {
                expected = Expected.ANYTHING;
                annotation = Annotation.NONE;
                beginBody(at);
                depth++;
            } else if (sign == '(') {
                headerParentheses++;
            } else if (sign == ')' && headerParentheses == 0) {
                // a variable called "record" before instanceof
                expected = Expected.ANYTHING;
                plain(sign, at);
            } else if (sign == ')' || sign == ',') {
                if (headerParentheses == 1 && headerAngles == 0 && !inSupertypes && previous == 'a') {
                    components.add(word);
                }
                headerParentheses -= sign == ')' ? 1 : 0;
            } else if (sign == '<' || sign == '>') {
                headerAngles = Math.max(0, headerAngles + (sign == '<' ? 1 : -1));
            } else if (headerParentheses == 0 && (sign == ';' || sign == '}')) {
                // no declaration after all
                expected = Expected.ANYTHING;
                plain(sign, at);
            }
        }

        /** Whether the sign belongs to an annotation. */
        private boolean annotated(char sign) {
            switch (annotation) {
                case NONE -> {
                    if (sign == '@') {
                        annotation = Annotation.NAME;
                        return true;
                    }
                    return false;
                }
                case NAME, NAMED -> {
                    if (sign == '.') {
                        annotation = Annotation.NAME;
                        return true;
                    } else if (sign == '(' && annotation == Annotation.NAMED) {
                        annotation = Annotation.ARGUMENTS;
                        annotationParentheses = 1;
                        return true;
                    } else if (sign == '@') {
                        annotation = Annotation.NAME;
                        return true;
                    }
                    annotation = Annotation.NONE;
                    return false;
                }
                case ARGUMENTS -> {
                    annotationParentheses += sign == '(' ? 1 : sign == ')' ? -1 : 0;
                    if (annotationParentheses == 0) {
                        annotation = Annotation.NONE;
                    }
                    return true;
                }
            }
            return false;
        }

        private void plain(char sign, int at) {
            if (expected == Expected.TYPE_NAME) {
                // a variable called "record", a class literal: no declaration
                expected = Expected.ANYTHING;
            }
            switch (sign) {
                case '(' -> {
                    calls.push(expected == Expected.CREATED && created != null ? created : Set.of());
                    expected = Expected.ANYTHING;
                }
                case ')' -> closed = calls.poll();
                case '{' -> {
                    if (closed != null) {
                        open.element().implemented.addAll(closed);
                    }
                    expected = Expected.ANYTHING;
                }
                case '}', ';' -> expected = Expected.ANYTHING;
                default -> {
                    if (expected == Expected.CREATED) {
                        createdAngles += sign == '<' ? 1 : sign == '>' ? -1 : 0;
                        expected = ".<>,?@".indexOf(sign) < 0 ? Expected.ANYTHING : expected;
                    }
                }
            }
            if (sign == '}') {
                endBlock(at);
            } else if (atMember()) {
                atMember(sign, at);
            }
            if (sign == '{') {
                depth++;
            }
        }

        private void endBlock(int at) {
            if (isOutermost()) {
                // one brace too many
                open.element().begin(at + 1);
                return;
            } else if (atMember()) {
                atMember('}', at);
                closeType();
                depth--;
                open.element().begin(at + 1);
                return;
            }
            depth--;
            if (atMember()) {
                Open current = open.element();
                if (current.body && current.parentheses == 0) {
                    endMember(at + 1);
                }
            }
        }
    }
}
