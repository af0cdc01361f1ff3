import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Methods that call themselves. */
class Recursion {

    static int privateFromZero() {
        return privateRecursion(0);
    }

    private static int privateRecursion(int depth) {
        if (depth >= 5) {
            return 0;
        }
        return privateRecursion(depth + 1); // bound: 5
    }

    public static int down(int n) {
        if (n <= 0) {
            return 0;
        }
        return down(n - 1); // bound: n
    }

    public static int downStrict(int n) {
        return n > 0 ? downStrict(n - 1) : 0; // bound: n
    }

    public static int downByTwo(int n) {
        if (n < 2) {
            return 0;
        }
        return downByTwo(n - 2); // bound: max(0, ceil(1/2 * n - 0.5))
    }

    public static void up(int depth) {
        if (depth >= 5) {
            return;
        }
        up(depth + 1); // bound: [5 - depth]
    }

    static void upFromZero() { // total: 6
        up(0);
    }

    public static void upToAParameter(int depth, int max) {
        if (depth < max) {
            upToAParameter(depth + 1, max); // bound: [max - depth]
        }
    }

    static void upToAParameterThatMoves(int depth, int max) {
        if (depth < max) {
            upToAParameterThatMoves(depth + 1, max + 1); // unbounded
        }
    }

    static void upToASumWithItself(int depth) {
        if (depth < depth + 1) {
            upToASumWithItself(depth + 1); // unbounded
        }
    }

    static void noGuard(int n) {
        noGuard(n - 1); // unbounded
    }

    static void guardOnOneCallOnly(int n, boolean b) {
        if (n > 0) {
            guardOnOneCallOnly(n - 1, b); // unbounded
        }
        if (b) {
            guardOnOneCallOnly(n - 1, b);
        }
    }

    static void stepOnOneCallOnly(int n, BooleanSupplier oracle) {
        if (n > 0) {
            if (oracle.getAsBoolean()) {
                stepOnOneCallOnly(n - 1, oracle); // unbounded
            } else {
                stepOnOneCallOnly(n, oracle);
            }
        }
    }

    static void wrongWay(int n) {
        if (n > 0) {
            wrongWay(n + 1); // unbounded
        }
    }

    static void reassigned(int n) {
        if (n > 0) {
            n = 5;
            reassigned(n - 1); // unbounded
        }
    }

    public static int fibonacci(int n) {
        if (n < 2) {
            return n;
        }
        int a = fibonacci(n - 1); // bound: max(0, n - 1)
        return a + fibonacci(n - 2);
    }

    public static void inALoop(int depth) {
        if (depth <= 0) {
            return;
        }
        for (int i = 0; i < 3; i++) { // bound: 3
            inALoop(depth - 1); // bound: depth
        }
    }

    public static boolean even(int n) {
        if (n <= 0) {
            return true;
        }
        return odd(n - 1);
    }

    public static boolean odd(int n) {
        return even(n - 1); // bound: ceil(1/2 * n)
    }

    static void onlyAnOracle(BooleanSupplier oracle) {
        if (oracle.getAsBoolean()) {
            onlyAnOracle(oracle); // unbounded
        }
    }

    public static void retry(int attempts, BooleanSupplier oracle) {
        try {
            if (!oracle.getAsBoolean()) {
                throw new IllegalStateException("failed");
            }
        } catch (IllegalStateException failed) {
            if (attempts > 1) {
                retry(attempts - 1, oracle); // bound: max(0, attempts - 1)
            }
        }
    }

    static int overload(int n) {
        return overload(n, 1);
    }

    static int overload(int n, int m) {
        return n + m;
    }

    static final class Node {
        Node left;
        Node right;
        final List<Node> children = new ArrayList<>();
    }

    static Node anyNode(Random random) {
        return tree(random, 4);
    }

    private static Node tree(Random random, int depth) {
        if (depth <= 0 || random.nextInt(4) == 0) {
            return null;
        }
        Node node = new Node();
        node.left = tree(random, depth - 1); // bound: 4
        node.right = tree(random, depth - 1);
        return node;
    }

    static int size(Node node) {
        if (node == null) {
            return 0;
        }
        int left = size(node.left); // bound: [parts of the data that Recursion#size descends into]
        return left + size(node.right) + 1;
    }

    static int sameNode(Node node) {
        if (node == null) {
            return 0;
        }
        return sameNode(node); // unbounded
    }

    static int list(List<Integer> list) {
        if (list.isEmpty()) {
            return 0;
        }
        return list(list.subList(1, list.size())); // unbounded
    }

    static void divide(int[] values, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) / 2;
        divide(values, from, middle); // unbounded
        divide(values, middle, to);
    }

    public static void lambda(int n) {
        if (n <= 0) {
            return;
        }
        Runnable again = () -> lambda(n - 1);
        again.run(); // bound: n
    }

    // ---- callbacks that start their method again

    interface Answer {
        void arrived(int value);
    }

    static Answer anyAnswer(Random random) {
        return value -> {};
    }

    static void ask(int question, Answer answer) {
        answer.arrived(question + 1);
    }

    static void againFromACallback(int depth, int limit) { // total: [limit - depth] + 1
        ask(depth, new Answer() { // bound: [limit - depth]
            @Override
            public void arrived(int value) {
                if (depth >= limit) {
                    return;
                }
                againFromACallback(depth + 1, limit);
            }
        });
    }

    static void againFromAFunction(int depth) {
        IntConsumer answer = value -> {
            if (depth < 10) {
                againFromAFunction(depth + 1);
            }
        };
        answer.accept(depth); // bound: [10 - depth]
    }

    static void countedDownInAFunction(int left) {
        IntConsumer answer = value -> {
            if (left > 0) {
                countedDownInAFunction(left - 1);
            }
        };
        answer.accept(left); // bound: left
    }

    static void testedOnOneOfTwoWays(int depth) {
        IntConsumer answer = value -> {
            if (depth < 10 || value % 2 == 0) {
                testedOnOneOfTwoWays(depth + 1);
            }
        };
        answer.accept(depth); // unbounded
    }

    static void anotherLimitEachTime(int depth, int limit) {
        IntConsumer answer = value -> {
            if (depth < limit) {
                anotherLimitEachTime(depth + 1, limit + 1);
            }
        };
        answer.accept(depth); // unbounded
    }

    static void twiceFromAFunction(int left) {
        IntConsumer answer = value -> {
            if (left > 0) {
                twiceFromAFunction(left - 1);
                twiceFromAFunction(left - 1);
            }
        };
        answer.accept(left); // bound: left
    }

    static void oneOfTwoFunctionsTests(int left, BooleanSupplier oracle) {
        IntConsumer first = value -> {
            if (left > 0) {
                oneOfTwoFunctionsTests(left - 1, oracle);
            }
        };
        IntConsumer second = value -> {
            if (oracle.getAsBoolean()) {
                oneOfTwoFunctionsTests(left - 1, oracle);
            }
        };
        first.accept(left); // unbounded
        second.accept(left);
    }

    static void theFunctionRunsInALoop(int left) {
        IntConsumer answer = value -> {
            if (left > 0) {
                theFunctionRunsInALoop(left - 1);
            }
        };
        for (int i = 0; i < 2; i++) { // bound: 2
            answer.accept(i); // bound: left
        }
    }
}
