package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Tells from the words of a text how the names in it stand, and what its variables are declared as. */
final class UseScan implements Words.Reader {

    /**
     * A name that stands somewhere.
     *
     * @param at where
     * @param chain where the names and dots begin that it is a part of
     * @param qualifier the word before the dot; "" where the name stands alone or behind {@code this}, null where no word tells what it is
     *     named on
     * @param isQualifierNamed whether that word stands behind a dot itself
     */
    record Raw(
            int at,
            int chain,
            int name,
            Use.Form form,
            int values,
            @Nullable String qualifier,
            boolean isQualifierNamed) {

        private Raw as(Use.Form known, int handed) {
            return new Raw(at, chain, name, known, handed, qualifier, isQualifierNamed);
        }
    }

    /**
     * A variable, field or parameter.
     *
     * @param at where it is declared
     * @param type the simple name that it is declared with, "" where none is written
     */
    record Variable(int at, String name, String type) {}

    private static final int ANY_NUMBER = FileScan.Member.ANY_NUMBER;

    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while");

    /** Words that are names in most places; what stands behind one that is none is not declared with it. */
    private static final Set<String> CONTEXTUAL = Set.of("permits", "record", "sealed", "when", "yield");

    /** Stands for a word where only signs are told apart. */
    private static final char WORD = 'a';

    private static final char LITERAL = '"';

    /** An open bracket of any kind. */
    private static final class Bracket {
        final char sign;
        final @Nullable Raw called;
        final List<String> words = new ArrayList<>();
        boolean isFilled;
        boolean isAngled;
        boolean isUnclear;
        int commas;

        Bracket(char sign, @Nullable Raw called) {
            this.sign = sign;
            this.called = called;
        }
    }

    private final String text;
    private final ToIntFunction<String> numbers;
    private final List<Raw> uses = new ArrayList<>();
    private final List<Variable> variables = new ArrayList<>();
    private final Deque<Bracket> brackets = new ArrayDeque<>();

    /** The sign before, or what stands for a word or literal. */
    private char previous;

    private char beforePrevious;
    private String word = "";
    private int wordStart;
    private int chain;
    private boolean isWordNamed;

    /** A name whose form is told by what comes next. */
    private @Nullable Raw pending;

    /** One behind {@code new}. */
    private @Nullable Raw created;

    private boolean creates;
    private int createdAngles;

    private @Nullable String qualifier;
    private boolean isQualifierNamed;

    /** What a word that comes now is declared as. */
    private @Nullable String type;

    private @Nullable String typeBeforeDots;
    private @Nullable String typeBeforeBracket;
    private int dots;
    private boolean annotates;
    private final Deque<String> angles = new ArrayDeque<>();
    private boolean isOneOfSeveral;
    private List<String> closedWords = List.of();

    /** @param numbers numbers of names, -1 for those that are of no interest */
    private UseScan(String text, ToIntFunction<String> numbers) {
        this.text = text;
        this.numbers = numbers;
    }

    static UseScan of(String text, ToIntFunction<String> numbers) {
        UseScan scan = new UseScan(text, numbers);
        Words.scan(text, scan);
        scan.settle(Use.Form.PLAIN);
        scan.settleCreated();
        while (!scan.brackets.isEmpty()) {
            scan.close(scan.brackets.pop(), true);
        }
        return scan;
    }

    /** In no order. */
    List<Raw> uses() {
        return uses;
    }

    /** In the order in which they stand. */
    List<Variable> variables() {
        return variables;
    }

    @Override
    public void word(int start, int end) {
        fill();
        settle(Use.Form.PLAIN);
        String name = text.substring(start, end);
        boolean isNamed = dots == 1;
        boolean isReference = previous == ':' && beforePrevious == ':';
        if (!isNamed) {
            chain = start;
        }
        if (KEYWORDS.contains(name)) {
            keyword(name);
        } else {
            plain(start, name, isNamed, isReference);
        }
        word = name;
        wordStart = start;
        isWordNamed = isNamed && !"".equals(qualifier);
        if (!brackets.isEmpty() && brackets.peek().sign == '(') {
            brackets.peek().words.add(name);
        }
        dots = 0;
        step(WORD);
    }

    private void keyword(String name) {
        type = null;
        if (name.equals("new") && previous != ':') {
            settleCreated();
            creates = true;
            createdAngles = 0;
        }
    }

    private void plain(int start, String name, boolean isNamed, boolean isReference) {
        annotates = previous == '@' || isNamed && annotates;
        if (type != null) {
            variables.add(new Variable(start, name, isOneOfSeveral ? "" : type));
        }
        type = annotates || CONTEXTUAL.contains(name) ? null : name;
        boolean isCreated = creates && createdAngles == 0 && !annotates && !isReference;
        if (isCreated) {
            settleCreated();
        }
        int number = numbers.applyAsInt(name);
        if (number < 0) {
            return;
        }
        // x.<T>of()
        boolean qualified = isNamed || isReference || previous == '>' && beforePrevious != '-';
        String named = isNamed || isReference ? qualifier : null;
        Use.Form form = Use.Form.PLAIN;
        if (isReference) {
            form = Use.Form.REFERENCE;
        } else if (previous == '@') {
            form = Use.Form.ANNOTATION;
        } else if (isCreated) {
            form = Use.Form.CREATION;
        }
        Raw found =
                new Raw(start, chain, number, form, ANY_NUMBER, qualified ? named : "", qualified && isQualifierNamed);
        if (isCreated) {
            created = found;
        } else if (form == Use.Form.PLAIN) {
            pending = found;
        } else {
            uses.add(found);
        }
    }

    @Override
    public void literal(int start, int end) {
        fill();
        settle(Use.Form.PLAIN);
        type = null;
        dots = 0;
        angles.clear();
        step(LITERAL);
    }

    @Override
    public void sign(char sign, int at) {
        if (")]}".indexOf(sign) < 0) {
            fill();
        }
        if (sign == '.' || sign == ':') {
            qualify(sign);
            settle(Use.Form.QUALIFIER);
        } else if (sign != '(') {
            settle(Use.Form.PLAIN);
        }
        create(sign);
        declare(sign);
        switch (sign) {
            case '(' -> {
                if (isJustDeclared()) {
                    // a method
                    variables.remove(variables.size() - 1);
                }
                brackets.push(new Bracket(sign, pending));
                pending = null;
            }
            case '[', '{' -> brackets.push(new Bracket(sign, null));
            case ')' -> closeUpTo('(');
            case ']' -> closeUpTo('[');
            case '}' -> closeUpTo('{');
            case ',' -> {
                if (!brackets.isEmpty()) {
                    brackets.peek().commas++;
                    brackets.peek().isUnclear |= brackets.peek().isAngled;
                }
            }
            case '<' -> {
                if (!brackets.isEmpty()) {
                    brackets.peek().isAngled = true;
                }
            }
            case '>' -> {
                if (previous == '-') {
                    addParameters(at);
                }
            }
            default -> {}
        }
        dots = sign == '.' ? dots + 1 : 0;
        step(sign);
    }

    private void step(char now) {
        beforePrevious = previous;
        previous = now;
    }

    private void fill() {
        if (!brackets.isEmpty()) {
            brackets.peek().isFilled = true;
        }
    }

    // ---- uses

    private void settle(Use.Form form) {
        if (pending != null) {
            uses.add(pending.as(form, ANY_NUMBER));
            pending = null;
        }
    }

    private void settleCreated() {
        if (created != null) {
            uses.add(created.as(Use.Form.QUALIFIER, ANY_NUMBER));
            created = null;
        }
    }

    private void qualify(char sign) {
        if (previous == sign) {
            return;
        } else if (previous != WORD || KEYWORDS.contains(word) && !word.equals("this") && !word.equals("super")) {
            qualifier = null;
            isQualifierNamed = false;
        } else if (word.equals("this") || word.equals("super")) {
            qualifier = "";
            isQualifierNamed = false;
        } else {
            qualifier = word;
            isQualifierNamed = isWordNamed;
        }
    }

    /** {@code new Outer.Inner<A, B>(...)}. */
    private void create(char sign) {
        if (!creates) {
            return;
        }
        switch (sign) {
            case '<' -> createdAngles++;
            case '>' -> createdAngles--;
            case '.', ',', '?', '&', '@' -> {}
            case '(' -> {
                creates = false;
                pending = created;
                created = null;
            }
            default -> {
                creates = false;
                if (created != null) {
                    uses.add(created.as(Use.Form.PLAIN, ANY_NUMBER));
                    created = null;
                }
            }
        }
    }

    private void closeUpTo(char opening) {
        boolean isRightAway = !brackets.isEmpty() && brackets.peek().sign == opening;
        // a block ends whatever is left open in it
        boolean isOpen = isRightAway || opening == '{' && brackets.stream().anyMatch(one -> one.sign == opening);
        if (!isOpen) {
            return;
        }
        while (brackets.peek().sign != opening) {
            close(brackets.pop(), true);
        }
        Bracket closed = brackets.pop();
        closedWords = closed.words;
        close(closed, false);
    }

    private void close(Bracket bracket, boolean isBroken) {
        Raw called = bracket.called;
        if (called != null) {
            int values = bracket.isFilled ? bracket.commas + 1 : 0;
            Use.Form form = called.form() == Use.Form.CREATION ? Use.Form.CREATION : Use.Form.CALL;
            uses.add(called.as(form, isBroken || bracket.isUnclear ? ANY_NUMBER : values));
        }
    }

    // ---- variables

    private void declare(char sign) {
        switch (sign) {
            case '<' -> {
                angles.push(type == null ? "" : type);
                type = null;
            }
            case '>' -> {
                String outer = angles.poll();
                type = outer == null || outer.isEmpty() ? null : outer;
            }
            case '.' -> {
                // one goes on with a name, three of them declare
                typeBeforeDots = dots == 0 ? type : typeBeforeDots;
                type = dots == 2 ? typeBeforeDots : null;
            }
            case '[' -> {
                typeBeforeBracket = type;
                type = null;
            }
            case ']' -> type = previous == '[' ? typeBeforeBracket : null;
            case ',', '?', '&', '@' -> type = null;
            default -> {
                type = null;
                angles.clear();
            }
        }
        isOneOfSeveral = sign == '|' || isOneOfSeveral && sign == '.';
    }

    private boolean isJustDeclared() {
        return previous == WORD
                && !variables.isEmpty()
                && variables.get(variables.size() - 1).at() == wordStart;
    }

    /** Those of a lambda, of which no types need to be written. */
    private void addParameters(int at) {
        List<String> names = beforePrevious == WORD ? List.of(word) : beforePrevious == ')' ? closedWords : List.of();
        names.forEach(name -> variables.add(new Variable(at, name, "")));
    }
}
