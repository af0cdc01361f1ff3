import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Loops in loops, and what one leaves for the next. */
class Nests {

    static void three(int n, int m, int k) { // total: k * m * n + m * n + n
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < m; j++) { // bound: m
                for (int l = 0; l < k; l++) { // bound: k
                    work(l);
                }
            }
        }
    }

    static void twoInside(int n) { // total: 8 * n
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < 3; j++) { // bound: 3
                work(j);
            }
            for (int j = 0; j < 4; j++) { // bound: 4
                work(j);
            }
        }
    }

    static void either(int n, boolean b) { // total: max(n, 7)
        if (b) {
            for (int i = 0; i < n; i++) { // bound: n
                work(i);
            }
        } else {
            for (int i = 0; i < 7; i++) { // bound: 7
                work(i);
            }
        }
    }

    static void upperTriangle(int n) {
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = i; j < n; j++) { // bound: n
                work(j);
            }
        }
    }

    static void fromTheNext(int n) {
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = i + 1; j < n; j++) { // bound: max(0, n - 1)
                work(j);
            }
        }
    }

    static void downwards(int n) {
        for (int i = n; i > 0; i--) { // bound: n
            for (int j = 0; j < i; j++) { // bound: n
                work(j);
            }
        }
    }

    static void constantTriangle() {
        for (int i = 0; i < 10; i++) { // bound: 10
            for (int j = 0; j < i; j++) { // bound: 9
                work(j);
            }
        }
    }

    static void innerMovesTheOuterOn(int n) {
        int i = 0;
        while (i < n) { // bound: n
            i++;
            for (int j = 0; j < 3; j++) { // bound: 3
                i++;
            }
        }
    }

    static void innerMovesTheOuterBack(int n) {
        for (int i = 0; i < n; i++) { // unbounded
            for (int j = 0; j < 3; j++) { // bound: 3
                i--;
            }
        }
    }

    static void onlyTheInnerMovesTheOuter(int n) {
        int i = 0;
        while (i < n) { // unbounded
            for (int j = 0; j < n - 5; j++) { // bound: max(0, n - 5)
                i++;
            }
        }
    }

    static void innerResetsTheOuter(int n) {
        for (int i = 0; i < n; i++) { // unbounded
            for (int j = 0; j < 3; j++) { // bound: 3
                i = 0;
            }
        }
    }

    static void innerChangesTheLimit(int n) {
        int limit = n;
        for (int i = 0; i < limit; i++) { // unbounded
            for (int j = 0; j < 2; j++) { // bound: 2
                limit++;
            }
        }
    }

    static void matrix(int[][] rows) {
        for (int i = 0; i < rows.length; i++) { // bound: size(rows)
            for (int j = 0; j < rows[i].length; j++) { // bound: size(rows[i])
                work(j);
            }
        }
    }

    static void retriesOfAStep(int steps, BooleanSupplier oracle) { // total: 4 * steps
        for (int step = 0; step < steps; step++) { // bound: steps
            for (int attempt = 0; attempt < 3; attempt++) { // bound: 3
                if (oracle.getAsBoolean()) {
                    break;
                }
            }
        }
    }

    static void counterSharedByBothLoops(BooleanSupplier oracle) {
        int budget = 20;
        while (budget > 0) { // bound: 20
            budget--;
            while (budget > 0 && oracle.getAsBoolean()) { // bound: budget
                budget--;
            }
        }
    }

    static void sharedCounterWithoutAStepOutside(BooleanSupplier oracle) {
        int budget = 20;
        while (budget > 0) { // unbounded
            while (budget > 0 && oracle.getAsBoolean()) { // bound: budget
                budget--;
            }
        }
    }

    static void collectThenLoop(int n) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < n; i++) { // bound: n
            found.add(i);
        }
        for (int x : found) { // bound: size(found)
            work(x);
        }
    }

    static void doInAWhile(int n) {
        while (n > 0) { // bound: n
            int k = 3;
            do { // bound: 3
                k--;
            } while (k > 0);
            n--;
        }
    }

    static void continueOuter(int n, BooleanSupplier oracle) {
        int i = 0;
        outer:
        while (i < n) { // unbounded
            for (int j = 0; j < 3; j++) { // bound: 3
                if (oracle.getAsBoolean()) {
                    continue outer;
                }
            }
            i++;
        }
    }

    static void continueOuterBehindTheStep(int n, BooleanSupplier oracle) {
        int i = 0;
        outer:
        while (i < n) { // bound: n
            i++;
            for (int j = 0; j < 3; j++) { // bound: 3
                if (oracle.getAsBoolean()) {
                    continue outer;
                }
            }
        }
    }

    static void switchMovesOn(int n, int kind) {
        int i = 0;
        while (i < n) { // bound: n
            switch (kind) {
                case 0:
                    i += 1;
                    break;
                case 1:
                    i += 2;
                    break;
                default:
                    i += 3;
            }
        }
    }

    static void switchWithoutADefault(int n, int kind) {
        int i = 0;
        while (i < n) { // unbounded
            switch (kind) {
                case 0 -> i += 1;
                case 1 -> i += 2;
            }
        }
    }

    static void arrowSwitch(int n, int kind) {
        int i = 0;
        while (i < n) { // bound: n
            i += switch (kind) {
                case 0 -> 1;
                case 1 -> 2;
                default -> 5;
            };
        }
    }

    static void stepByATernary(int n, BooleanSupplier oracle) {
        for (int i = 0; i < n; i += oracle.getAsBoolean() ? 1 : 2) { // bound: n
            work(i);
        }
    }

    static void stepByATernaryThatMayBeZero(int n, BooleanSupplier oracle) {
        for (int i = 0; i < n; i += oracle.getAsBoolean() ? 1 : 0) { // unbounded
            work(i);
        }
    }

    static void finallyResets(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // unbounded
            try {
                i++;
                if (oracle.getAsBoolean()) {
                    continue;
                }
            } finally {
                i--;
            }
        }
    }

    static void catchBreaks(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // bound: n
            try {
                if (oracle.getAsBoolean()) {
                    throw new IllegalStateException("failed");
                }
                i++;
            } catch (IllegalStateException failed) {
                break;
            }
        }
    }

    static void catchCounts(BooleanSupplier oracle) {
        int failures = 0;
        int done = 0;
        while (failures < 3 && done < 5) { // bound: 8
            try {
                if (oracle.getAsBoolean()) {
                    throw new IllegalStateException("failed");
                }
                done++;
            } catch (IllegalStateException failed) {
                failures++;
            }
        }
    }

    static void theInnerTestIsNotBeforeATurn(int n, int m) {
        int b = m;
        while (b >= b) { // bound: [-n] + 2
            do { // unbounded
                work(b);
            } while (b > m - n);
            b++;
        }
    }

    private static void work(int i) {}
}
