import java.util.function.BooleanSupplier;

/** Loops on one line: whether a test stands before the turn or in it is not told by its line alone. */
class OneLine {
    static void a() { int n = 0; while (true) { n++; if (n > 5) break; } } // bound: 6
    static void b(BooleanSupplier o) { for (int i = 0; ; i++) { if (i >= 5) return; o.getAsBoolean(); } } // bound: 6
    static void c(BooleanSupplier o) { int i = 0; while (o.getAsBoolean()) { if (++i > 3) break; } } // bound: 4
    static void d(BooleanSupplier o) { int i = 0; while (o.getAsBoolean() && i++ < 3) { o.getAsBoolean(); } } // bound: 3
    static int e(int[] xs) { int c = 0; for (int x : xs) if (x > 3) c++; return c; } // bound: size(xs)
    static int f(int n) { int c = 0; for (int i = 0; i < n; i++) { if (i == 3) continue; c++; } return c; } // bound: n
}
