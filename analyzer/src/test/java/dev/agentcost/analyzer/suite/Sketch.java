package dev.agentcost.analyzer.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random program as a tree of lines: a statement is a line, or a line with a block of statements. Small enough to shrink,
 * close enough to Java to be printed as it is.
 *
 * @param head the line, with {@code {} at its end where a block follows
 * @param body the block, or null
 * @param tail what stands behind the block's brace
 */
record Sketch(
        String head, @org.jspecify.annotations.Nullable List<Sketch> body, String tail) {

    static Sketch line(String text) {
        return new Sketch(text, null, "");
    }

    void print(StringBuilder text, int indent) {
        text.append("    ".repeat(indent)).append(head).append('\n');
        if (body != null) {
            body.forEach(statement -> statement.print(text, indent + 1));
            text.append("    ".repeat(indent)).append('}').append(tail).append('\n');
        }
    }

    /** Programs that are this one with something left out: a statement, or a block in the place of its statement. */
    static List<List<Sketch>> smaller(List<Sketch> program) {
        List<List<Sketch>> found = new ArrayList<>();
        for (int i = 0; i < program.size(); i++) {
            Sketch at = program.get(i);
            found.add(with(program, i, List.of()));
            if (at.body() != null) {
                found.add(with(program, i, at.body()));
                for (List<Sketch> less : smaller(at.body())) {
                    found.add(with(program, i, List.of(new Sketch(at.head(), less, at.tail()))));
                }
            }
        }
        return found;
    }

    private static List<Sketch> with(List<Sketch> program, int index, List<Sketch> replacement) {
        List<Sketch> copy = new ArrayList<>(program.subList(0, index));
        copy.addAll(replacement);
        copy.addAll(program.subList(index + 1, program.size()));
        return copy;
    }

    /** Makes programs. */
    static final class Generator {

        private static final String[] LIMITS = {
            "n", "m", "10", "3", "n + m", "n - 2", "xs.size()", "2 * n", "m - n", "7"
        };
        private static final String[] TESTS = {"<", "<=", ">", ">=", "!=", "=="};

        private final Random random;
        private int variables;
        private int loops;
        private int lists;

        Generator(long seed) {
            random = new Random(seed);
        }

        List<Sketch> program() {
            List<Sketch> statements = new ArrayList<>();
            List<String> scope = new ArrayList<>(List.of("n", "m"));
            statements.add(Sketch.line("int a = " + pick("0", "n", "5", "1") + ";"));
            statements.add(Sketch.line("int b = " + pick("0", "m", "8", "n") + ";"));
            scope.add("a");
            scope.add("b");
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                statements.add(statement(scope, 3, false));
            }
            return statements;
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private List<Sketch> block(List<String> scope, int depth, boolean inLoop) {
            List<Sketch> statements = new ArrayList<>();
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                statements.add(statement(scope, depth - 1, inLoop));
            }
            return statements;
        }

        private Sketch statement(List<String> scope, int depth, boolean inLoop) {
            int choice = random.nextInt(depth <= 0 ? 6 : 14);
            return switch (choice) {
                case 0, 1 -> Sketch.line(change(assignable(scope)));
                case 2 -> Sketch.line(assignable(scope) + " = " + value(scope) + ";");
                case 3 ->
                    Sketch.line(pick(
                            "xs.add(1);",
                            "if (!xs.isEmpty()) xs.remove(0);",
                            "work();",
                            "if (!xs.isEmpty()) xs.remove(xs.size() - 1);"));
                case 4 ->
                    inLoop
                            ? Sketch.line(
                                    "if (" + test(scope) + ") " + pick("break;", "continue;", "break;", "return;"))
                            : Sketch.line(change(assignable(scope)));
                case 5 -> depth > 0 ? tryCatch(scope, depth, inLoop) : Sketch.line(change(assignable(scope)));
                case 6, 7 -> branch(scope, depth, inLoop);
                case 8 -> whileLoop(scope, depth);
                case 9 -> doLoop(scope, depth);
                case 10 -> eachLoop(scope, depth);
                default -> forLoop(scope, depth);
            };
        }

        private String assignable(List<String> scope) {
            return scope.get(random.nextInt(scope.size()));
        }

        private String change(String variable) {
            return variable
                    + pick(
                            "++;", "--;", "++;", " += 2;", " -= 3;", " += 3;", " /= 2;", " *= 2;", "--;", " >>= 1;",
                            " += a;");
        }

        private String value(List<String> scope) {
            return pick(
                    "0",
                    "n",
                    "1",
                    assignable(scope) + " + 1",
                    assignable(scope) + " - 1",
                    assignable(scope) + " / 2",
                    "Math.min(" + assignable(scope) + ", 9)",
                    "Math.max(1, " + assignable(scope) + ")",
                    "o.getAsBoolean() ? " + assignable(scope) + " : 4",
                    "-" + assignable(scope),
                    assignable(scope) + " % 5",
                    "xs.size()");
        }

        private String test(List<String> scope) {
            String comparison = assignable(scope) + " " + pick(TESTS) + " " + limit(scope);
            return switch (random.nextInt(8)) {
                case 0 -> "o.getAsBoolean()";
                case 1 -> comparison + " && o.getAsBoolean()";
                case 2 -> comparison + " || " + assignable(scope) + " < 4";
                case 3 -> "!(" + comparison + ")";
                case 4 -> comparison + " && " + assignable(scope) + " < 6";
                default -> comparison;
            };
        }

        private String limit(List<String> scope) {
            return random.nextInt(4) == 0 ? assignable(scope) : pick(LIMITS);
        }

        private Sketch tryCatch(List<String> scope, int depth, boolean inLoop) {
            List<Sketch> body = new ArrayList<>(block(scope, depth, inLoop));
            body.add(
                    random.nextInt(body.size() + 1),
                    Sketch.line("if (o.getAsBoolean()) throw new IllegalStateException();"));
            String handler = pick("", change(assignable(scope)), inLoop ? "continue;" : "", inLoop ? "break;" : "");
            return new Sketch("try {", body, " catch (IllegalStateException caught) { " + handler + " }");
        }

        private Sketch branch(List<String> scope, int depth, boolean inLoop) {
            String other = random.nextInt(3) == 0 ? " else { " + change(assignable(scope)) + " }" : "";
            return new Sketch("if (" + test(scope) + ") {", block(scope, depth, inLoop), other);
        }

        private Sketch whileLoop(List<String> scope, int depth) {
            String counter = assignable(scope);
            List<Sketch> body = block(scope, depth, true);
            if (random.nextInt(3) > 0) {
                body.add(Sketch.line(change(counter)));
            }
            boolean simple = random.nextBoolean();
            return new Sketch(
                    "while (" + (simple ? counter + " " + pick(TESTS) + " " + limit(scope) : test(scope)) + ") {",
                    body,
                    "");
        }

        private Sketch doLoop(List<String> scope, int depth) {
            String counter = assignable(scope);
            List<Sketch> body = block(scope, depth, true);
            body.add(Sketch.line(change(counter)));
            return new Sketch("do {", body, " while (" + counter + " " + pick(TESTS) + " " + limit(scope) + ");");
        }

        private Sketch eachLoop(List<String> scope, int depth) {
            return new Sketch(
                    "for (int e" + lists++ + " : "
                            + pick("xs", "List.of(1, 2, 3)", "new ArrayList<>(xs)", "xs.subList(0, xs.size() / 2)")
                            + ") {",
                    block(scope, depth, true),
                    "");
        }

        private Sketch forLoop(List<String> scope, int depth) {
            String counter = "i" + variables++;
            boolean up = random.nextInt(3) > 0;
            String from = up
                    ? pick("0", "1", "n", "-2", "0", "0", assignable(scope))
                    : pick("n", "m", "10", assignable(scope));
            String to = up ? limit(scope) : pick("0", "1", "-1", "m");
            String step = up
                    ? pick(counter + "++", counter + " += 2", counter + "++", counter + " *= 2")
                    : pick(counter + "--", counter + " -= 2", counter + "--", counter + " /= 2");
            List<String> inside = new ArrayList<>(scope);
            if (random.nextInt(3) == 0) {
                inside.add(counter);
            }
            List<String> seen = new ArrayList<>(inside);
            String test = counter + (up ? pick(" < ", " <= ", " < ") : pick(" > ", " >= ", " > ")) + to;
            loops++;
            List<Sketch> body = block(seen, depth, true);
            if (random.nextInt(3) == 0) {
                body.add(new Sketch(
                        "for (int j" + loops + " = 0; j" + loops + " < " + counter + "; j" + loops + "++) {",
                        List.of(Sketch.line("work();")),
                        ""));
            }
            return new Sketch("for (int " + counter + " = " + from + "; " + test + "; " + step + ") {", body, "");
        }
    }
}
