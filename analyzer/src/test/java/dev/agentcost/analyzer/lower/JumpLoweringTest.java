package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Exceptions, finally, switches: where control goes. */
class JumpLoweringTest {

    @Test
    void insideATryABlockEndsBehindEachCall() {
        Snippet snippet = Snippet.members("""
                int f() {
                    try {
                        g();
                        g();
                        return 1;
                    } catch (IllegalStateException e) {
                        return 2;
                    }
                }
                void g() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 catch [4]:
                  r0 = this.g()
                  -> 2
                2 catch [4]:
                  r1 = this.g()
                  -> 3
                3 catch [4]:
                  return 1
                4:
                  e = <caught exception>
                  return 2
                """);
    }

    @Test
    void outerCatchesCountUntilOneCatchesAll() {
        Snippet snippet = Snippet.members("""
                void f() {
                    try {
                        try { g(); } catch (IllegalStateException e) { h(); }
                        try { g(); } catch (Exception e) { h(); }
                    } catch (RuntimeException e) {
                        h();
                    }
                }
                void g() {}
                void h() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 catch [2, 5]:
                  r0 = this.g()
                  -> 3
                2 catch [5]:
                  e = <caught exception>
                  r1 = this.h()
                  -> 3
                3 catch [4]:
                  r2 = this.g()
                  -> 6
                4 catch [5]:
                  e#2 = <caught exception>
                  r3 = this.h()
                  -> 6
                5:
                  e#3 = <caught exception>
                  r4 = this.h()
                  -> 6
                6:
                  return
                """);
    }

    @Test
    void finallyRunsOnEveryWayOut() {
        Snippet snippet = Snippet.members("""
                int f(boolean b, int x) {
                    try {
                        if (b) return x;
                        g();
                    } finally {
                        x = 5;
                    }
                    return 1;
                }
                void g() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 catch [5]:
                  b ? 2 : 4
                2 catch [5]:
                  t#1 = x
                  -> 3
                3:
                  x = 5
                  return t#1
                4 catch [5]:
                  r0 = this.g()
                  -> 6
                5:
                  x = 5
                  throw
                6:
                  x = 5
                  return 1
                """);
    }

    @Test
    void breakAndContinueRunTheFinallyThatTheyLeaveAndNoOther() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    try {
                        while (n > 0) {
                            try {
                                if (n == 3) break;
                                if (n == 4) continue;
                            } finally {
                                inner();
                            }
                        }
                    } finally {
                        outer();
                    }
                }
                void inner() {}
                void outer() {}""");
        String print = snippet.print("f");
        assertThat(print.split("this.inner\\(\\)", -1)).hasSize(1 + 4); // exception, normal end, break, continue
        assertThat(print.split("this.outer\\(\\)", -1)).hasSize(1 + 2); // exception, normal end
    }

    @Test
    void aLoopInAFinallyIsNotLeftByTheJumpThatRunsIt() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    for (;;) {
                        try {
                            while (n > 0) {
                                return;
                            }
                        } finally {
                            if (n == 7) continue;
                        }
                        n++;
                    }
                }""");
        // The copy of the finally block on the way of "return" continues the outer loop, block 1, not the inner one.
        assertThat(snippet.print("f")).containsPattern("(?m)\\(n == 7\\) \\? 1 : \\d+\\n\\d+:\\n  return");
    }

    @Test
    void resourcesAreClosedOnEveryWayOut() {
        Snippet snippet = Snippet.members("""
                void f() throws Exception {
                    try (var in = new java.io.StringReader("x"); var out = new java.io.StringWriter()) {
                        g();
                    }
                }
                void g() {}""");
        String print = snippet.print("f");
        assertThat(print).containsSubsequence("in = r0", "out = r");
        assertThat(print.split("out.close\\(\\)", -1)).hasSize(3);
        assertThat(print.split("in.close\\(\\)", -1)).hasSize(3);
        assertThat(print).doesNotContain("catch []");
    }

    @Test
    void anOldSwitchFallsThrough() {
        Snippet snippet = Snippet.members("""
                void f(int k) {
                    switch (k) {
                        case 1: g(1);
                        case 2: case 3: g(2); break;
                        default: g(3);
                    }
                }
                void g(int i) {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  switch k {1: 1, 2: 2, 3: 2, else: 3}
                1:
                  r0 = this.g(1)
                  -> 2
                2:
                  r1 = this.g(2)
                  -> 4
                3:
                  r2 = this.g(3)
                  -> 4
                4:
                  return
                """);
    }

    @Test
    void arrowsDoNotFallThroughAndContinuePassesThem() {
        Snippet snippet = Snippet.members("""
                enum E { X, Y }
                void f(E e, int n) {
                    while (n > 0) {
                        switch (e) {
                            case X -> g(1);
                            case Y -> { continue; }
                        }
                        n--;
                    }
                }
                void g(int i) {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  (n > 0) ? 2 : 5
                2:
                  switch e {E.X: 3, E.Y: 1, else: 4}
                3:
                  r0 = this.g(1)
                  -> 4
                4:
                  n = (n - 1)
                  -> 1
                5:
                  return
                """);
    }

    @Test
    void aSwitchExpressionAssignsAHiddenLocal() {
        Snippet snippet = Snippet.members("""
                int f(String s) {
                    return switch (s) {
                        case "a", "b" -> 1;
                        case "c" -> { g(); yield 2; }
                        case "d" -> throw new IllegalStateException();
                        default -> 3;
                    };
                }
                void g() {}""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  switch s {"a": 1, "b": 1, "c": 2, "d": 3, else: 4}
                1:
                  t#1 = 1
                  -> 5
                2:
                  r0 = this.g()
                  t#1 = 2
                  -> 5
                3:
                  r1 = IllegalStateException.<init>()
                  throw r1
                4:
                  t#1 = 3
                  -> 5
                5:
                  return t#1
                """);
    }

    @Test
    void patternsAndGuardsAreTestedInOrder() {
        Snippet snippet = Snippet.members("""
                int f(Object o) {
                    return switch (o) {
                        case String s when s.isEmpty() -> 1;
                        case Integer s -> s;
                        case null -> 2;
                        default -> 3;
                    };
                }""");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  t#2 = o
                  (t#2 is String) ? 1 : 3
                1:
                  s = (String) t#2
                  -> 2
                2:
                  r0 = s.isEmpty()
                  r0 ? 6 : 3
                3:
                  (t#2 is Integer) ? 4 : 5
                4:
                  s#2 = (Integer) t#2
                  -> 7
                5:
                  (t#2 == null) ? 8 : 9
                6:
                  t#1 = 1
                  -> 10
                7:
                  t#1 = s#2
                  -> 10
                8:
                  t#1 = 2
                  -> 10
                9:
                  t#1 = 3
                  -> 10
                10:
                  return t#1
                """);
    }

    @Test
    void codeThatNothingReachesIsDropped() {
        Snippet snippet = Snippet.members("int f() { while (true) { return 1; } }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  -> 1
                1 WHILE:
                  -> 2
                2:
                  return 1
                """);
    }

    @Test
    void assertionsAreOffAndLocksArePlain() {
        Snippet snippet = Snippet.members(
                "void f(int n) { assert n > g(); synchronized (this) { n = g(); } } int g() { return 1; }");
        assertThat(snippet.print("f")).isEqualTo("""
                0:
                  r0 = this.g()
                  n = r0
                  return
                """);
    }

    @Test
    void aJumpThatLeadsNowhereMakesTheMethodUnreadableAndNoOther() {
        Snippet snippet = Snippet.members("""
                void f() { break; }
                void g() { continue; }
                void h() { while (true) { break there; } }
                void i() { g(); }""");
        assertThat(snippet.method("f").unreadable()).isEqualTo("line 2: a jump that leads nowhere");
        assertThat(snippet.method("g").unreadable()).isEqualTo("line 3: a jump that leads nowhere");
        assertThat(snippet.method("h").unreadable()).isEqualTo("line 4: a jump that leads nowhere");
        assertThat(snippet.method("i").unreadable()).isEmpty();
    }
}
