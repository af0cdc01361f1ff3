package dev.agentcost.analyzer.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes programs of loops as people write them: each has a counter, a cursor or data of its own that every turn brings nearer
 * to an end, so that all of them have a bound. What else stands in them touches only the accumulators {@code a} and {@code b}.
 */
final class Loops {

    private static final String[] LIMITS = {"n", "m", "10", "3", "n + m", "n - 2", "xs.size()", "2 * n", "7", "n / 2"};

    private final Random random;
    private int names;

    Loops(long seed) {
        random = new Random(seed);
    }

    List<Sketch> program() {
        List<Sketch> program = new ArrayList<>();
        program.add(Sketch.line("int a = " + pick("0", "n", "1") + ";"));
        program.add(Sketch.line("int b = " + pick("0", "m", "5") + ";"));
        if (random.nextInt(6) == 0) {
            program.addAll(recursion());
        } else {
            program.add(loop(1 + random.nextInt(2)));
            if (random.nextInt(4) == 0) {
                program.add(loop(1));
            }
        }
        return program;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String fresh() {
        return "v" + names++;
    }

    // ---- what stands in a loop

    private List<Sketch> body(int depth, boolean inLoop, Sketch... own) {
        List<Sketch> body = new ArrayList<>(List.of(own));
        if (depth > 1) {
            body.add(random.nextInt(body.size() + 1), loop(depth - 1));
        }
        if (random.nextInt(3) > 0) {
            body.add(random.nextInt(body.size() + 1), noise());
        }
        if (inLoop && random.nextInt(4) == 0) {
            body.add(leave());
        }
        return body;
    }

    private Sketch noise() {
        return switch (random.nextInt(5)) {
            case 0 ->
                new Sketch("if (" + pick("a > b", "o.getAsBoolean()", "a % 3 == 0") + ") {", List.of(change()), "");
            case 1 -> Sketch.line("work();");
            default -> change();
        };
    }

    private Sketch change() {
        return Sketch.line(pick("a++;", "b--;", "a += 2;", "b = a - b;", "a = Math.min(a, 9);", "b = xs.size();"));
    }

    private Sketch leave() {
        return Sketch.line("if (" + pick("o.getAsBoolean()", "a > 7", "b == 3") + ") "
                + pick("break;", "return;", "continue;", "throw new IllegalStateException();"));
    }

    // ---- loops

    private Sketch loop(int depth) {
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> up(depth);
            case 3 -> down(depth);
            case 4 -> whileUp(depth);
            case 5 -> whileTrue(depth);
            case 6 -> doWhile(depth);
            case 7 -> each(depth);
            case 8 -> queue(depth);
            case 9 -> attempts(depth);
            case 10 -> pointers(depth);
            case 11 -> geometric(depth);
            default -> amortised();
        };
    }

    private Sketch up(int depth) {
        String i = fresh();
        String step = pick(i + "++", i + "++", i + " += 2", "++" + i);
        String limit = pick(LIMITS);
        String test = switch (random.nextInt(5)) {
            case 0 -> i + " <= " + limit;
            case 1 -> limit + " > " + i;
            case 2 -> i + " < " + limit + " && o.getAsBoolean()";
            default -> i + " < " + limit;
        };
        List<Sketch> body = body(depth, true);
        if (random.nextInt(4) == 0) {
            String j = fresh();
            body.add(
                    0,
                    new Sketch(
                            "for (int " + j + " = 0; " + j + " < " + i + "; " + j + "++) {",
                            List.of(Sketch.line("work();")),
                            ""));
        }
        return new Sketch(
                "for (int " + i + " = " + pick("0", "1", "0", "2") + "; " + test + "; " + step + ") {", body, "");
    }

    private Sketch down(int depth) {
        String i = fresh();
        return new Sketch(
                "for (int " + i + " = " + pick(LIMITS) + "; " + i + pick(" > 0", " >= 0", " > 1", " >= 1") + "; "
                        + pick(i + "--", i + " -= 2") + ") {",
                body(depth, true),
                "");
    }

    private Sketch whileUp(int depth) {
        String i = fresh();
        Sketch step = random.nextInt(4) == 0
                ? new Sketch("if (o.getAsBoolean()) {", List.of(Sketch.line(i + "++;")), " else { " + i + " += 2; }")
                : Sketch.line(i + "++;");
        String limit = pick(LIMITS);
        String test = pick(i + " < " + limit, "!(" + i + " >= " + limit + ")", i + " < " + limit + " && " + i + " < 6");
        return new Sketch("int " + i + " = 0; while (" + test + ") {", first(step, body(depth, true)), "");
    }

    private Sketch whileTrue(int depth) {
        String i = fresh();
        List<Sketch> body = first(Sketch.line(i + "++;"), body(depth, true));
        body.add(random.nextBoolean() ? 0 : 1, Sketch.line("if (" + i + " >= " + pick(LIMITS) + ") break;"));
        return new Sketch("int " + i + " = 0; while (o != null) {", body, "");
    }

    private Sketch doWhile(int depth) {
        String i = fresh();
        return new Sketch(
                "int " + i + " = 0; do {",
                first(Sketch.line(i + "++;"), body(depth, false)),
                " while (" + i + " < " + pick(LIMITS) + ");");
    }

    private Sketch each(int depth) {
        return new Sketch(
                "for (int " + fresh() + " : " + pick("xs", "List.of(1, 2, 3)", "new ArrayList<>(xs)", "List.copyOf(xs)")
                        + ") {",
                body(depth, true),
                "");
    }

    private Sketch queue(int depth) {
        String q = fresh();
        boolean polled = random.nextBoolean();
        List<Sketch> body =
                first(Sketch.line(q + pick(".poll();", ".removeFirst();", ".pollLast();")), body(depth, true));
        return new Sketch(
                "Deque<Integer> " + q + " = new ArrayDeque<>(xs); while ("
                        + (polled ? "!" + q + ".isEmpty()" : q + ".size() > 0") + ") {",
                body,
                "");
    }

    private Sketch attempts(int depth) {
        String i = fresh();
        List<Sketch> inside = new ArrayList<>(body(depth, false));
        inside.add(Sketch.line("if (o.getAsBoolean()) throw new IllegalStateException();"));
        inside.add(Sketch.line("break;"));
        Sketch attempt = new Sketch("try {", inside, " catch (IllegalStateException failed) { a++; }");
        String most = pick("3", "n", "5");
        return new Sketch("for (int " + i + " = 0; " + i + " < " + most + "; " + i + "++) {", List.of(attempt), "");
    }

    private Sketch pointers(int depth) {
        String l = fresh();
        String r = fresh();
        Sketch step = new Sketch("if (o.getAsBoolean()) {", List.of(Sketch.line(l + "++;")), " else { " + r + "--; }");
        return new Sketch(
                "int " + l + " = 0; int " + r + " = xs.size() - 1; while (" + l + pick(" < ", " <= ") + r + ") {",
                first(step, body(depth, true)),
                "");
    }

    private Sketch geometric(int depth) {
        String i = fresh();
        boolean falls = random.nextBoolean();
        return new Sketch(
                falls
                        ? "for (int " + i + " = " + pick("n", "m", "100") + "; " + i + " > " + pick("0", "1") + "; " + i
                                + pick(" /= 2", " /= 3", " >>= 1") + ") {"
                        : "for (int " + i + " = 1; " + i + " < " + pick("n", "m", "100") + "; " + i
                                + pick(" *= 2", " <<= 1") + ") {",
                body(depth, true),
                "");
    }

    /** Inner turns that are paid for once for all outer ones. */
    private Sketch amortised() {
        String fuel = fresh();
        String i = fresh();
        Sketch inner = new Sketch(
                "while (" + fuel + " > 0 && o.getAsBoolean()) {", List.of(Sketch.line(fuel + "--;"), noise()), "");
        return new Sketch(
                "int " + fuel + " = " + pick("n", "8") + "; for (int " + i + " = 0; " + i + " < " + pick("m", "4")
                        + "; " + i + "++) {",
                List.of(inner),
                "");
    }

    private static List<Sketch> first(Sketch step, List<Sketch> rest) {
        List<Sketch> body = new ArrayList<>();
        body.add(step);
        body.addAll(rest);
        return body;
    }

    // ---- recursion

    private List<Sketch> recursion() {
        List<Sketch> found = new ArrayList<>();
        boolean falls = random.nextBoolean();
        found.add(Sketch.line(
                falls
                        ? pick("if (n <= 0) return;", "if (n < 1) { return; }", "if (!(n > 0)) return;")
                        : pick("if (n >= m) return;", "if (n > 6) return;")));
        if (random.nextBoolean()) {
            found.add(loop(1));
        }
        String next = falls ? pick("n - 1", "n - 2") : pick("n + 1", "n + 2");
        String call = "self(" + next + ", m, xs, o);";
        found.add(
                random.nextInt(3) == 0
                        ? new Sketch("if (o.getAsBoolean()) {", List.of(Sketch.line(call)), "")
                        : Sketch.line(call));
        return found;
    }
}
