package dev.agentcost.analyzer.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.Body.FlowFact;
import dev.agentcost.analyzer.ir.Unit.Suppression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Comments that speak to this program. */
class CommentLoweringTest {

    @Test
    void aBoundStandsOnOrAboveItsLoopOrMethod() {
        Snippet snippet = Snippet.members("""
                void f(int n) {
                    // agentcost: at most 10
                    while (n > 0) {
                        for (;;) { // agentcost: at most n / 2
                            n--;
                        }
                    }
                }
                // agentcost: at most maxSteps
                // Another comment.

                @Deprecated
                void g() {}
                void h() {
                    Runnable r = () -> {
                        /* agentcost: at most 3 */
                        do {} while (h2());
                    };
                }
                boolean h2() { return true; }""");
        assertThat(snippet.body("f").facts()).containsExactly(new FlowFact(4, "10"), new FlowFact(5, "n / 2"));
        assertThat(snippet.body("g").facts()).containsExactly(new FlowFact(14, "maxSteps"));
        assertThat(snippet.body("h").facts()).isEmpty();
        assertThat(snippet.body("h").lambdas().get(0).body().facts()).containsExactly(new FlowFact(18, "3"));
    }

    @Test
    void aBoundAtACallIsTheMethodsFact() {
        Snippet snippet = Snippet.members("void f() {\n  g(); // agentcost: at most 7\n}\nvoid g() {}");
        assertThat(snippet.body("f").facts()).containsExactly(new FlowFact(3, "7"));
    }

    @Test
    void aBoundAtNothingIsReported() {
        LoweredProgram program = Snippet.load(
                Map.of("p/A.java", "package p;\n// agentcost: at most 7\nimport java.util.List;\nclass A {}"));
        assertThat(program.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(3);
            assertThat(diagnostic.message()).contains("at most 7").contains("bounds nothing");
        });
    }

    @Test
    void aSentenceThatQuotesTheCommentIsNone() {
        Snippet snippet = Snippet.members("""
                // Write "agentcost: at most 3" here.
                String f() { while (true) { return "// agentcost: at most 3"; } }""");
        assertThat(snippet.body("f").facts()).isEmpty();
    }

    @Test
    void aFindingIsAcceptedForTheNextStatementOrDeclaration() {
        List<Suppression> suppressions = suppressions("""
                package p;
                // agentcost: ignore unbounded-memory -- one process a user
                class A {
                    // agentcost: ignore unbounded-loop -- a person ends it
                    void f() {
                        while (true) {
                        }
                    }
                    void g() {
                        h(); // agentcost: ignore repeated-call
                        // agentcost: ignore fan-out -- small
                        for (;;) {
                            h();
                        }
                    }
                    void h() {}
                }
                """);
        assertThat(suppressions)
                .containsExactly(
                        new Suppression("unbounded-memory", "one process a user", 2, 3, 17),
                        new Suppression("unbounded-loop", "a person ends it", 4, 5, 8),
                        new Suppression("repeated-call", "", 10, 10, 10),
                        new Suppression("fan-out", "small", 11, 12, 14));
    }

    @Test
    void anAnnotationAcceptsFindingsOfItsDeclaration() {
        List<Suppression> suppressions = suppressions("""
                package p;
                class A {
                    @SuppressWarnings({"unchecked", "agentcost:unbounded-loop", "agentcost:fan-out"})
                    void f() {
                    }
                    @SuppressWarnings("agentcost:unbounded-memory")
                    int field;
                }
                """);
        assertThat(suppressions)
                .containsExactly(
                        new Suppression("fan-out", "", 3, 3, 5),
                        new Suppression("unbounded-loop", "", 3, 3, 5),
                        new Suppression("unbounded-memory", "", 6, 6, 7));
    }

    private static List<Suppression> suppressions(String source) {
        return Snippet.load(Map.of("p/A.java", source)).units().get(0).suppressions();
    }
}
