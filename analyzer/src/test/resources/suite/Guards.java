import java.util.List;
import java.util.function.BooleanSupplier;

/** Exit tests in any form, and tests that some path avoids. */
class Guards {

    static void less(int n) {
        for (int i = 0; i < n; i++) { // bound: n; growth: O(n)
            work(i);
        }
    }

    static void lessOrEqual(int n) {
        for (int i = 1; i <= n; i++) { // bound: n
            work(i);
        }
    }

    static void lessOrEqualFromZero(int n) {
        for (int i = 0; i <= n; i++) { // bound: n + 1
            work(i);
        }
    }

    static void greater(int n) {
        for (int i = n; i > 0; i--) { // bound: n
            work(i);
        }
    }

    static void greaterOrEqual(int n) {
        for (int i = n - 1; i >= 0; i--) { // bound: n
            work(i);
        }
    }

    static void unequalButTheOtherSideStays(int n) {
        for (int i = 1; i < n || n > 3; i++) { // unbounded
            if (i != 7) {
                work(i);
            } else {
                work(n);
            }
        }
    }

    static void mirrored(int n) {
        for (int i = 0; n > i; i++) { // bound: n
            work(i);
        }
    }

    static void unequalToASize(List<Integer> list) {
        for (int i = 0; i != list.size(); i++) { // bound: size(list)
            work(i);
        }
    }

    static void unequalMayBePassedByTwo(int[] array) {
        for (int i = 0; i != array.length; i += 2) { // unbounded
            work(i);
        }
    }

    static void unequalToAParameterMayBeBehindTheStart(int n) {
        for (int i = 0; i != n; i++) { // unbounded
            work(i);
        }
    }

    static void negated(int n) {
        int i = 0;
        while (!(i >= n)) { // bound: n
            i++;
        }
    }

    static void conjunction(int n, int m) {
        for (int i = 0; i < n && i < m; i++) { // bound: min(m, n)
            work(i);
        }
    }

    static void conjunctionWithAConstant(int n) {
        for (int i = 0; i < n && i < 10; i++) { // bound: 10
            work(i);
        }
    }

    static void conjunctionWithAnOracle(BooleanSupplier oracle) {
        int i = 0;
        while (i < 10 && oracle.getAsBoolean()) { // bound: 10
            i++;
        }
    }

    static void conjunctionOracleFirst(BooleanSupplier oracle) {
        int i = 0;
        while (oracle.getAsBoolean() && i < 10) { // bound: 10
            i++;
        }
    }

    static void disjunctionOfCounters(int n, int m) {
        int i = 0;
        while (i < n || i < m) { // bound: max(m, n)
            i++;
        }
    }

    static void disjunctionWithAnOracle(BooleanSupplier oracle) {
        int i = 0;
        while (i < 10 || oracle.getAsBoolean()) { // unbounded
            i++;
        }
    }

    static void breakAtTheTop(int n) {
        int i = 0;
        while (true) { // bound: n + 1
            if (i >= n) {
                break;
            }
            i++;
        }
    }

    static void breakAtTheEnd(int n) {
        int i = 0;
        while (true) { // bound: max(0, n - 1) + 1
            work(i);
            i++;
            if (i >= n) {
                break;
            }
        }
    }

    static void breakAtTheEndOfTen() {
        int i = 0;
        while (true) { // bound: 10
            work(i);
            i++;
            if (i >= 10) {
                break;
            }
        }
    }

    static void returnInTheMiddle(int n) {
        int i = 0;
        for (;;) { // bound: 1001
            work(i);
            if (i == 1000 || i > n) {
                return;
            }
            i++;
        }
    }

    static void throwAtTheLimit(BooleanSupplier oracle) {
        int turns = 0;
        while (oracle.getAsBoolean()) { // bound: 6
            if (++turns > 5) {
                throw new IllegalStateException("too many turns");
            }
        }
    }

    static void preIncrementInTheTest(BooleanSupplier oracle) {
        int turns = 0;
        do { // bound: 5
            if (++turns >= 5) {
                break;
            }
        } while (oracle.getAsBoolean());
    }

    static void postIncrementInTheTest() {
        int turns = 0;
        while (turns++ < 7) { // bound: 7
            work(turns);
        }
    }

    static void postDecrementInTheTest(int retries) {
        while (retries-- > 0) { // bound: retries
            work(retries);
        }
    }

    static void booleanVariableFromComparison(int n) {
        int i = 0;
        boolean more = i < n;
        while (more) { // bound: max(0, n - 1) + 1
            i++;
            more = i < n;
        }
    }

    static void booleanVariableInTheTurn(int n) {
        int i = 0;
        while (true) { // bound: n + 1
            boolean done = i >= n;
            if (done) {
                break;
            }
            i++;
        }
    }

    static void booleanFlagFromAnOracle(BooleanSupplier oracle) {
        boolean done = false;
        while (!done) { // unbounded
            done = oracle.getAsBoolean();
        }
    }

    static void flagOrCounter(BooleanSupplier oracle) {
        boolean done = false;
        for (int i = 0; i < 8 && !done; i++) { // bound: 8
            done = oracle.getAsBoolean();
        }
    }

    static void ternaryLimit(boolean deep) {
        int limit = deep ? 20 : 5;
        for (int i = 0; i < limit; i++) { // bound: 20
            work(i);
        }
    }

    static void ternaryTest(boolean strict, int n) {
        int i = 0;
        while (strict ? i < n : i < 2 * n) { // bound: 2 * n
            i++;
        }
    }

    static void labelledBreak(int n) {
        outer:
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < 5; j++) { // bound: 5
                if (i * j > 6) {
                    break outer;
                }
            }
        }
    }

    static void labelledContinue(int n) {
        outer:
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < 5; j++) { // bound: 5
                if (j > i) {
                    continue outer;
                }
            }
        }
    }

    static void innerBreakLeavesTheInnerLoopOnly(BooleanSupplier oracle) {
        while (true) { // unbounded
            for (int j = 0; j < 5; j++) { // bound: 5
                if (oracle.getAsBoolean()) {
                    break;
                }
            }
        }
    }

    static void labelledBreakThatOnlyAnOracleTakes(BooleanSupplier oracle) {
        outer:
        while (true) { // unbounded
            for (int j = 0; j < 5; j++) { // bound: 5
                if (oracle.getAsBoolean()) {
                    break outer;
                }
            }
        }
    }

    static void switchLeaves(int n) {
        int i = 0;
        loop:
        while (true) { // unbounded
            switch (i >= n ? 1 : 0) {
                case 1:
                    break loop;
                default:
                    i++;
            }
        }
    }

    static void switchOnAnOracle(int kind, BooleanSupplier oracle) {
        loop:
        while (true) { // unbounded
            switch (kind) {
                case 1:
                    break loop;
                default:
                    oracle.getAsBoolean();
            }
        }
    }

    static void guardThatContinueAvoids(BooleanSupplier oracle) {
        int i = 0;
        while (true) { // unbounded
            if (oracle.getAsBoolean()) {
                continue;
            }
            if (i++ > 10) {
                break;
            }
        }
    }

    static void guardInABranch(BooleanSupplier oracle) {
        int i = 0;
        while (true) { // unbounded
            i++;
            if (oracle.getAsBoolean()) {
                if (i > 10) {
                    break;
                }
            }
        }
    }

    static void guardInBothBranches(BooleanSupplier oracle) {
        int i = 0;
        while (true) { // bound: 20
            i++;
            if (oracle.getAsBoolean()) {
                if (i >= 10) {
                    break;
                }
            } else if (i >= 20) {
                break;
            }
        }
    }

    static void guardThatIsOffByDefault(int max, BooleanSupplier oracle) {
        int i = 0;
        while (oracle.getAsBoolean()) { // unbounded
            if (max > 0 && i >= max) {
                break;
            }
            i++;
        }
    }

    static void guardBehindNull(Integer max, BooleanSupplier oracle) {
        int i = 0;
        while (oracle.getAsBoolean()) { // unbounded
            if (max != null && i >= max) {
                break;
            }
            i++;
        }
    }

    static void noTest(BooleanSupplier oracle) {
        while (true) { // unbounded
            oracle.getAsBoolean();
        }
    }

    static void onlyAnOracle(BooleanSupplier oracle) {
        while (oracle.getAsBoolean()) { // unbounded
            work(1);
        }
    }

    static void alwaysBreaks(List<Integer> list) {
        for (int x : list) { // no loop
            work(x);
            break;
        }
    }

    static Integer alwaysReturns(List<Integer> list) {
        for (Integer x : list) { // no loop
            return x;
        }
        return null;
    }

    static void neverStays(int n) {
        while (n > 0) { // no loop
            work(n);
            if (n > 3) {
                break;
            }
            return;
        }
    }

    static void doOnce() {
        do { // no loop
            work(1);
        } while (false);
    }

    static void doWhile(int n) {
        int i = 0;
        do { // bound: max(0, n - 1) + 1
            i++;
        } while (i < n);
    }

    static void doWhileOfTen() {
        int i = 0;
        do { // bound: 10
            i++;
        } while (i < 10);
    }

    static void equalKeepsItGoing(int n) {
        int i = 0;
        while (i == 0) { // unbounded
            if (n > 3) {
                i++;
            }
        }
    }

    static void equalOnce() {
        int i = 0;
        while (i == 0) { // bound: 1
            i++;
        }
    }

    static void twoTestsOneFalse(int n, BooleanSupplier oracle) {
        int i = 0;
        while (oracle.getAsBoolean()) { // bound: n + 1
            if (i >= n) {
                return;
            }
            i += 1;
            if (oracle.getAsBoolean()) {
                continue;
            }
            work(i);
        }
    }

    static void inclusiveAndExclusive(int n) {
        for (int i = 0; i < n - 1; i++) { // bound: max(0, n - 1)
            work(i);
        }
    }

    static void offsetInTheTest(int n) {
        for (int i = 0; i + 3 < n; i++) { // bound: max(0, n - 3)
            work(i);
        }
    }

    static void scaledInTheTest(int n) {
        for (int i = 1; i * i <= n; i++) { // unbounded
            work(i);
        }
    }

    static void floatDecides(double x) {
        while (x > 0.5) { // unbounded
            x = x * 0.9;
        }
    }

    static void floatCounter() {
        for (double x = 0; x < 1; x += 0.1) { // unbounded
            work(1);
        }
    }

    private static void work(int i) {}
}
