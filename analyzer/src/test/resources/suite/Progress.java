import java.util.List;
import java.util.function.BooleanSupplier;

/** How variables move on the way back to the header. */
class Progress {

    static void byThree(int n) {
        for (int i = 0; i < n; i += 3) { // bound: ceil(1/3 * n)
            work(i);
        }
    }

    static void downByTwo(int n) {
        for (int i = n; i > 0; i -= 2) { // bound: ceil(1/2 * n)
            work(i);
        }
    }

    static void leastOfTwoSteps(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // bound: n
            if (oracle.getAsBoolean()) {
                i += 5;
            } else {
                i += 1;
            }
        }
    }

    static void skippedOnOnePath(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // unbounded
            if (oracle.getAsBoolean()) {
                i++;
            }
        }
    }

    static void continueBeforeTheStep(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // unbounded
            if (oracle.getAsBoolean()) {
                continue;
            }
            i++;
        }
    }

    static void continueInAForLoopStillSteps(int n, BooleanSupplier oracle) {
        for (int i = 0; i < n; i++) { // bound: n
            if (oracle.getAsBoolean()) {
                continue;
            }
            work(i);
        }
    }

    static void backAndForth(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // unbounded
            if (oracle.getAsBoolean()) {
                i++;
            } else {
                i--;
            }
        }
    }

    static void twoForwardOneBack(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // bound: n
            i += 2;
            if (oracle.getAsBoolean()) {
                i--;
            }
        }
    }

    static void oneOrTheOther(int n, int m, BooleanSupplier oracle) {
        int i = 0;
        int j = 0;
        while (i < n && j < m) { // bound: m + n
            if (oracle.getAsBoolean()) {
                i++;
            } else {
                j++;
            }
        }
    }

    static void meetInTheMiddle(int[] values) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) { // bound: max(0, size(values) - 1)
            if (values[low] < 3) {
                low++;
            } else {
                high--;
            }
        }
    }

    static void meetFromBothSides(int n) {
        int low = 0;
        int high = n;
        while (low < high) { // bound: ceil(1/2 * n)
            low++;
            high--;
        }
    }

    static void resetInTheLoop(int n, BooleanSupplier oracle) {
        int i = 0;
        while (i < n) { // unbounded
            i++;
            if (oracle.getAsBoolean()) {
                i = 0;
            }
        }
    }

    static void resetOncePerOuterTurn(int n, int m) {
        for (int i = 0; i < n; i++) { // bound: n
            int j = 0;
            while (j < m) { // bound: m
                j++;
            }
        }
    }

    static void resetByABudget(int budget, BooleanSupplier oracle) {
        int i = 0;
        while (i < 5) { // bound: 5 * budget + 5
            i++;
            if (budget > 0 && oracle.getAsBoolean()) {
                budget--;
                i = 0;
            }
        }
    }

    static void amortised(int n) {
        int stack = 0;
        for (int i = 0; i < n; i++) { // bound: n
            stack++;
            while (stack > 0) { // bound: stack
                stack--;
            }
        }
    }

    static void sharedCursor(String text) {
        int i = 0;
        while (i < text.length()) { // bound: size(text)
            i++;
            while (i < text.length() && text.charAt(i) == ' ') { // bound: [size(text) - i]
                i++;
            }
        }
    }

    static void stepByAParameter(int n, int step) {
        for (int i = 0; i < n; i += step) { // unbounded
            work(i);
        }
    }

    static void stepByAtLeastOne(int n, int step) {
        int by = Math.max(1, step);
        for (int i = 0; i < n; i += by) { // bound: n
            work(i);
        }
    }

    static void stepByACheckedParameter(int n, int step) {
        if (step < 1) {
            throw new IllegalArgumentException("step");
        }
        for (int i = 0; i < n; i += step) { // bound: n
            work(i);
        }
    }

    static final int BATCH = 4;

    static void inBatches(List<Integer> texts) {
        for (int i = 0; i < texts.size(); i += BATCH) { // bound: ceil(0.25 * size(texts))
            work(i);
        }
    }

    static void stepIsZero(int n) {
        for (int i = 0; i < n; i += 0) { // unbounded
            work(i);
        }
    }

    static void wrongDirection(int n) {
        for (int i = 0; i < n; i--) { // unbounded
            work(i);
        }
    }

    static void limitMovesAway(int n) {
        int limit = n;
        for (int i = 0; i < limit; i++) { // unbounded
            limit++;
        }
    }

    static void limitMovesAwayMoreSlowly(int n) {
        int limit = n;
        for (int i = 0; i < limit; i += 2) { // bound: n
            limit++;
        }
    }

    static void limitComesNearer(int n) {
        int limit = n;
        for (int i = 0; i < limit; i++) { // bound: ceil(1/2 * n)
            limit--;
        }
    }

    static void limitIsAssigned(int n, BooleanSupplier oracle) {
        int limit = n;
        for (int i = 0; i < limit; i++) { // unbounded
            if (oracle.getAsBoolean()) {
                limit = i + 10;
            }
        }
    }

    static void halving(int n) {
        while (n > 0) { // bound: log2(n) + 1; growth: O(log n)
            n = n / 2;
        }
    }

    static void halvingToOne(int n) {
        while (n > 1) { // bound: log2(n); growth: O(log n)
            n /= 2;
        }
    }

    static void halvingNeverPassesZero(int n) {
        while (n >= 0) { // unbounded
            n /= 2;
        }
    }

    static void halvingUntilZero(int n) {
        while (n != 0) { // unbounded
            n /= 2;
        }
    }

    static void shifting(int n) {
        while (n > 0) { // bound: log2(n) + 1
            n >>= 1;
        }
    }

    static void doubling(int n) {
        for (int i = 1; i < n; i *= 2) { // bound: log2(n); growth: O(log n)
            work(i);
        }
    }

    static void doublingFromZero(int n) {
        for (int i = 0; i < n; i *= 2) { // unbounded
            work(i);
        }
    }

    static void doublingFromAParameter(int start, int n) {
        for (int i = start; i < n; i *= 2) { // unbounded
            work(i);
        }
    }

    static void halvingOnOnePath(int n, BooleanSupplier oracle) {
        while (n > 1) { // unbounded
            if (oracle.getAsBoolean()) {
                n /= 2;
            } else {
                n--;
            }
        }
    }

    static void binarySearch(int[] values, int wanted) {
        int low = 0;
        int high = values.length - 1;
        while (low <= high) { // unbounded
            int middle = (low + high) / 2;
            if (values[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
    }

    static void gcd(int a, int b) {
        while (b > 0) { // unbounded
            int rest = a % b;
            a = b;
            b = rest;
        }
    }

    static void triangle(int n) { // total: n * max(0, n - 1) + n
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < i; j++) { // bound: max(0, n - 1)
                work(j);
            }
        }
    }

    static void square(int n) { // total: n^2 + n
        for (int i = 0; i < n; i++) { // bound: n
            for (int j = 0; j < n; j++) { // bound: n
                work(j);
            }
        }
    }

    static void harmonic(int n) {
        for (int i = 1; i <= n; i++) { // bound: n
            for (int j = i; j > 0; j /= 2) { // bound: log2(n) + 1
                work(j);
            }
        }
    }

    static void fromAParameter(int start, int end) {
        for (int i = start; i < end; i++) { // bound: [end - start]
            work(i);
        }
    }

    static void window(int start) {
        for (int i = start; i < start + 10; i++) { // bound: 10
            work(i);
        }
    }

    static void fromANegativeNumber() {
        for (int i = -5; i < 5; i++) { // bound: 10
            work(i);
        }
    }

    static void sumOfTwo(int n, int m) { // total: m + n
        for (int i = 0; i < n; i++) { // bound: n
            work(i);
        }
        for (int i = 0; i < m; i++) { // bound: m
            work(i);
        }
    }

    static void difference(int n, int m) {
        for (int i = 0; i < n - m; i++) { // bound: [n - m]
            work(i);
        }
    }

    static void product(int n, int m) {
        for (int i = 0; i < n * m; i++) { // bound: [m * n]
            work(i);
        }
    }

    static void leastOfTwo(int n, int m) {
        for (int i = 0; i < Math.min(n, m); i++) { // bound: min(m, n)
            work(i);
        }
    }

    static void mostOfTwo(int n, int m) {
        for (int i = 0; i < Math.max(n, m); i++) { // bound: max(m, n)
            work(i);
        }
    }

    static void mostOfAConstant(int n) {
        for (int i = 0; i < Math.max(10, n); i++) { // bound: max(n, 10)
            work(i);
        }
    }

    static void clamped(int n) {
        int turns = Math.min(Math.max(n, 1), 20);
        for (int i = 0; i < turns; i++) { // bound: min(max(n, 1), 20)
            work(i);
        }
    }

    static void shrinkingRetries(int n) {
        int size = n;
        while (size > 0) { // bound: log2(n) + 1
            work(size);
            size = size / 2;
        }
    }

    static void shrinkingThatStopsAtOne(int n) {
        int size = n;
        while (size > 0) { // unbounded
            work(size);
            size = Math.max(1, size / 2);
        }
    }

    static void remainder(int n) {
        for (int i = 0; i < n % 7; i++) { // bound: 6
            work(i);
        }
    }

    static void quotient(int n) {
        for (int i = 0; i < n / 3; i++) { // bound: ceil(1/3 * n)
            work(i);
        }
    }

    static void countsTwice(int n) {
        for (int i = 0; i < n; i++) { // bound: ceil(1/2 * n)
            i++;
        }
    }

    static void twoVariables(int n) {
        for (int i = 0, j = n; i < j; i++, j--) { // bound: ceil(1/2 * n)
            work(i);
        }
    }

    static void longCounter(long n) {
        for (long i = 0; i < n; i++) { // bound: n
            work(1);
        }
    }

    static void swapped(int a, int b) {
        while (a < b) { // unbounded
            int t = a;
            a = b;
            b = t + 1;
        }
    }

    static void copied(int n) {
        int i = 0;
        while (i < n) { // bound: n
            int next = i + 1;
            i = next;
        }
    }

    private static void work(int i) {}
}
