package dev.agentcost.analyzer.suite;

import java.util.function.Consumer;

/** Sources of methods far larger than people write, as generators write them. */
final class Monsters {

    private Monsters() {}

    /** As many loops, one behind the other, each with eight more statements that change what the others test. */
    static String loopsInARow(int loops) {
        return method(text -> {
            for (int i = 0; i < 40; i++) {
                text.append("int v").append(i).append(" = ").append(i).append(";\n");
            }
            for (int i = 0; i < loops; i++) {
                String v = "v" + i % 40;
                text.append("for (int i = 0; i < ").append(v).append(" && v3 < 100; i++) {\n");
                text.append("if (v").append((i + 7) % 40).append(" > i) {\n");
                text.append("v").append((i + 3) % 40).append("++;\n} else {\n");
                text.append("v").append((i + 5) % 40).append(" += 2;\n}\n");
                text.append("xs.add(i);\n");
                text.append("v").append((i + 11) % 40).append(" -= i;\n");
                text.append("if (o.getAsBoolean()) {\nbreak;\n}\n");
                text.append("}\n");
            }
        });
    }

    /** Loops inside each other. */
    static String nested(int depth) {
        return method(text -> {
            for (int i = 0; i < depth; i++) {
                String outer = i == 0 ? "n" : "i" + (i - 1);
                text.append("for (int i" + i + " = 0; i" + i + " < " + outer + "; i" + i + "++) {\n");
            }
            text.append("xs.add(n);\n");
            text.append("}\n".repeat(depth));
        });
    }

    /** A state machine in a loop. */
    static String bigSwitch(int cases) {
        return method(text -> {
            text.append("int state = 0;\nint turns = 0;\nwhile (turns < n) {\nturns++;\nswitch (state) {\n");
            for (int i = 0; i < cases; i++) {
                text.append("case " + i + ":\nstate = o.getAsBoolean() ? " + (i + 1) + " : 0;\nbreak;\n");
            }
            text.append("default:\nreturn;\n}\n}\n");
        });
    }

    /** Branches in a loop, each on a variable of its own. */
    static String branches(int count) {
        return method(text -> {
            text.append("int a = 0;\nwhile (a < n || o.getAsBoolean()) {\n");
            for (int i = 0; i < count; i++) {
                text.append("int b" + i + " = xs.size() + " + i + ";\n");
                text.append("if (b" + i + " > a) {\na += b" + i + " > 3 ? 1 : 2;\n} else if (a < " + i
                        + ") {\ncontinue;\n}\n");
            }
            text.append("}\n");
        });
    }

    /** A list of work into which each of many branches puts something, as long as a counter is below a limit of its own. */
    static String refills(int count) {
        return method(text -> {
            text.append("java.util.Deque<Integer> open = new java.util.ArrayDeque<>(xs);\nint a = 0;\n");
            text.append("while (!open.isEmpty()) {\nint x = open.poll();\n");
            for (int i = 0; i < count; i++) {
                text.append("if (x == " + i + " && a < " + (i + 5) + ") {\na++;\nopen.add(x + " + i + ");\n}\n");
            }
            text.append("}\n");
        });
    }

    /** Loops inside {@code try} blocks, each with its handler. */
    static String tries(int count) {
        return method(text -> {
            for (int i = 0; i < count; i++) {
                text.append("int t" + i + " = 0;\nwhile (t" + i + " < 3) {\ntry {\nt" + i + "++;\nxs.get(t" + i
                        + ");\nbreak;\n} catch (RuntimeException e) {\nxs.add(t" + i + ");\n} finally {\nn--;\n}\n}\n");
            }
        });
    }

    /** An expression of many terms in the test of a loop. */
    static String longTest(int terms) {
        return method(text -> {
            text.append("int i = 0;\nwhile (i < 10");
            for (int t = 0; t < terms; t++) {
                text.append(" && (n + " + t + " > i || xs.size() > " + t + ")");
            }
            text.append(") {\ni++;\n}\n");
        });
    }

    /** A chain of methods, each with a loop that calls the next one twice. */
    static String callChain(int methods) {
        StringBuilder text = new StringBuilder("import java.util.*;\nclass Monster {\n");
        for (int i = 0; i < methods; i++) {
            text.append("static void m" + i + "(int n, List<Integer> xs) {\nfor (int i = 0; i < n; i++) {\n");
            if (i + 1 < methods) {
                text.append("m" + (i + 1) + "(n, xs);\nm" + (i + 1) + "(i, xs);\n");
            }
            text.append("xs.size();\n}\n}\n");
        }
        return text.append("}\n").toString();
    }

    /** A method that calls itself at as many places, each behind two tests, one of which switches its limit off. */
    static String recursion(int calls) {
        return method(text -> {
            text.append("if (n <= 0) {\nreturn;\n}\n");
            for (int i = 0; i < calls; i++) {
                text.append("if (n > " + i + " && o.getAsBoolean()) {\nmonster(n - 1, xs, o);\n}\n");
            }
        });
    }

    /** Methods each of which calls the next one at two places, the last one the first. */
    static String callsInARing(int methods) {
        StringBuilder text = new StringBuilder("class Monster {\n");
        for (int i = 0; i < methods; i++) {
            text.append("static void m" + i + "(int n, String q) {\nif (n > 0) {\n");
            text.append(("m" + (i + 1) % methods + "(n - 1, q);\n").repeat(2)).append("}\n}\n");
        }
        return text.append("}\n").toString();
    }

    /** A switch in each case of which a model is asked what another case may have been answered. */
    static String answers(int cases) {
        StringBuilder text = new StringBuilder("class Monster {\ndev.langchain4j.model.chat.ChatModel model;\n");
        text.append("String monster(int n, String q) {\nswitch (n) {\n");
        for (int i = 0; i < cases; i++) {
            text.append("case " + i + ":\nq = model.chat(q + " + i + ");\n");
        }
        return text.append("}\nreturn q;\n}\n}\n").toString();
    }

    /** A pipeline that asks a model in each stage. */
    static String stages(int stages) {
        StringBuilder text = new StringBuilder("class Monster {\ndev.langchain4j.model.chat.ChatModel model;\n");
        text.append("java.util.List<String> monster(java.util.List<String> xs) {\nreturn xs.stream()\n");
        for (int i = 0; i < stages; i++) {
            text.append(".map(x -> model.chat(x + " + i + "))\n");
        }
        return text.append(".toList();\n}\n}\n").toString();
    }

    private static String method(Consumer<StringBuilder> body) {
        StringBuilder text = new StringBuilder("import java.util.*;\nimport java.util.function.BooleanSupplier;\n");
        text.append("class Monster {\nstatic void monster(int n, List<Integer> xs, BooleanSupplier o) {\n");
        body.accept(text);
        return text.append("}\n}\n").toString();
    }
}
