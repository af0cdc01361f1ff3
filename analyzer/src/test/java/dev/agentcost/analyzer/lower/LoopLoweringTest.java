package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Block.Kind;
import dev.agentcost.analyzer.ir.Block.LoopSyntax;
import org.junit.jupiter.api.Test;

/** A loop's header is the block that each iteration begins with. */
class LoopLoweringTest {

    @Test
    void aWhileLoopTestsInItsHeader() {
        Snippet snippet = Snippet.members("void f(int n) { while (n > 0) { n = n / 2; } }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  (n > 0) ? 2 : 3
                2:
                  n = (n / 2)
                  -> 1
                3:
                  return
                """);
    }

    @Test
    void theOldValueOfAPostDecrementIsComparedBehindTheDecrement() {
        Snippet snippet = Snippet.members("void f(int n) { while (n-- > 0) { g(); } } void g() {}");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  t#1 = n
                  n = (n - 1)
                  (t#1 > 0) ? 2 : 3
                2:
                  r0 = this.g()
                  -> 1
                3:
                  return
                """);
    }

    @Test
    void aForLoopContinuesAtItsUpdate() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    for (int i = 0, j = n; i < j; i++, j -= 2) {
                        if (i == 3) continue;
                        g(i);
                    }
                }
                void g(int i) {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  i = 0
                  j = n
                  -> 1
                1 FOR:
                  (i < j) ? 2 : 5
                2:
                  (i == 3) ? 4 : 3
                3:
                  r0 = this.g(i)
                  -> 4
                4:
                  i = (i + 1)
                  j = (j - 2)
                  -> 1
                5:
                  return
                """);
    }

    @Test
    void loopsWithoutConditionHaveNoBranch() {
        Snippet snippet = Snippet.members("""
                void f() { for (;;) { g(); } }
                void h() { while (true) { if (g()) break; } }
                void w() { while (!false) { g(); } }
                boolean g() { return true; }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 FOR:
                  -> 2
                2:
                  r0 = this.g()
                  -> 1
                """);
        assertThat(snippet.print("h")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  -> 2
                2:
                  r0 = this.g()
                  r0 ? 3 : 1
                3:
                  return
                """);
        assertThat(snippet.print("w")).contains("1 WHILE:\n  -> 2\n");
    }

    @Test
    void aDoLoopBeginsWithItsBodyAndContinuesAtItsCondition() {
        Snippet snippet = Snippet.members("""
                void f(int i) {
                    do {
                        i++;
                        if (i == 5) continue;
                        g(i);
                    } while (i < 10);
                }
                void g(int i) {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 DO:
                  i = (i + 1)
                  (i == 5) ? 3 : 2
                2:
                  r0 = this.g(i)
                  -> 3
                3:
                  (i < 10) ? 1 : 4
                4:
                  return
                """);
    }

    @Test
    void aForEachLoopMovesAHiddenCursor() {
        Snippet snippet = Snippet.members("""
                int f(List<String> xs, int[] numbers) {
                    int sum = 0;
                    for (var x : xs) sum += x.length();
                    for (int n : numbers) sum += n;
                    return sum;
                }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  sum = 0
                  it#1 = cursor(xs)
                  -> 1
                1 FOR_EACH:
                  hasNext(it#1) ? 2 : 3
                2:
                  x = next(it#1)
                  r0 = x.length()
                  sum = (sum + r0)
                  -> 1
                3:
                  it#2 = cursor(numbers)
                  -> 4
                4 FOR_EACH:
                  hasNext(it#2) ? 5 : 6
                5:
                  n = next(it#2)
                  sum = (sum + n)
                  -> 4
                6:
                  return sum
                """);
        assertThat(snippet.body("f").localTypes())
                .containsEntry("x", "java.lang.String")
                .containsEntry("n", "int");
    }

    @Test
    void labelsLeadOutOfInnerLoops() {
        Snippet snippet = Snippet.members("""
                void f(List<String> xs) {
                    outer:
                    for (String x : xs) {
                        while (true) {
                            if (x.isEmpty()) continue outer;
                            if (x.isBlank()) break outer;
                        }
                    }
                }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  it#1 = cursor(xs)
                  -> 1
                1 FOR_EACH:
                  hasNext(it#1) ? 2 : 6
                2:
                  x = next(it#1)
                  -> 3
                3 WHILE:
                  -> 4
                4:
                  r0 = x.isEmpty()
                  r0 ? 1 : 5
                5:
                  r1 = x.isBlank()
                  r1 ? 6 : 3
                6:
                  return
                """);
    }

    @Test
    void aLabelledBlockCanBeLeft() {
        Snippet snippet = Snippet.members("void f(int n) { out: { if (n > 0) break out; n = 1; } n = 2; }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  (n > 0) ? 2 : 1
                1:
                  n = 1
                  -> 2
                2:
                  n = 2
                  return
                """);
    }

    @Test
    void theHeaderCarriesTheStatementsPlace() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    while (n > 0) {
                        n--;
                    }
                }""");
        assertThat(snippet.body("f").blocks())
                .extracting(Block::loop)
                .filteredOn(loop -> loop != null)
                .containsExactly(new LoopSyntax(Kind.WHILE, 3, 5, 5, true, Integer.MAX_VALUE));
    }

    @Test
    void theSecondLocalOfANameIsNumbered() {
        Snippet snippet = Snippet.members("""
                void f() {
                    for (int i = 0; i < 3; i++) {}
                    for (int i = 9; i > 3; i--) {}
                    int t = 1;
                    Runnable r = () -> { int i = t; };
                }""");
        assertThat(snippet.print("f"))
                .contains("(i < 3) ?")
                .contains("i#2 = 9")
                .contains("(i#2 > 3) ?")
                .contains("    i#3 = t\n");
        assertThat(snippet.body("f").localTypes().keySet()).containsExactly("i", "i#2", "r", "t");
    }
}
