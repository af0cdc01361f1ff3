package dev.agentcost.rules.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

    private static final String FILE = "src/acme/Agent.java";

    private final Finding loop = finding("unbounded-loop", FILE, 42);
    private final Finding context = finding("unpruned-context", FILE, 42);

    @Test
    void acceptTheNamedRuleOnTheLinesTheyCover() {
        Unit.Suppression suppression = new Unit.Suppression("unbounded-loop", "capped by the gateway", 41, 41, 42);

        Suppressions suppressions = apply(List.of(loop, context), suppression);

        assertThat(suppressions.open()).containsExactly(context);
        assertThat(suppressions.accepted()).containsExactly(new Accepted(loop, suppression));
    }

    @Test
    void acceptEveryRuleWhereTheyNameAll() {
        Suppressions suppressions = apply(List.of(loop, context), new Unit.Suppression("all", "a demo", 1, 1, 100));

        assertThat(suppressions.open()).isEmpty();
        assertThat(suppressions.accepted()).extracting(Accepted::finding).containsExactly(loop, context);
    }

    @Test
    void doNotReachOtherLinesOrFiles() {
        Finding below = finding("unbounded-loop", FILE, 43);
        Finding elsewhere = finding("unbounded-loop", "src/acme/Other.java", 42);

        Suppressions suppressions =
                apply(List.of(loop, below, elsewhere), new Unit.Suppression("unbounded-loop", "why", 41, 41, 42));

        assertThat(suppressions.open()).containsExactly(below, elsewhere);
    }

    @Test
    void withoutAReasonAreAWarning() {
        Suppressions suppressions = apply(List.of(loop), new Unit.Suppression("unbounded-loop", "", 41, 41, 42));

        assertThat(suppressions.accepted()).hasSize(1);
        assertThat(suppressions.open()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("unexplained-suppression");
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.location()).isEqualTo(new SourceLocation(FILE, 41, 0));
            assertThat(finding.message()).isEqualTo("the suppression of unbounded-loop gives no reason");
            assertThat(finding.remedy()).isEqualTo("write // agentcost: ignore unbounded-loop -- why");
        });
    }

    @Test
    void thatMatchNothingAreAWarning() {
        Suppressions suppressions = apply(List.of(loop), new Unit.Suppression("unbounded-lop", "why", 41, 41, 42));

        assertThat(suppressions.open()).hasSize(2).last().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("unused-suppression");
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.message())
                    .isEqualTo("the suppression of unbounded-lop matches no finding in lines 41 to 42");
        });
    }

    @Test
    void ofRulesThatAreOffCannotBeTold() {
        Map<String, List<Unit.Suppression>> byFile = Map.of(
                FILE,
                List.of(
                        new Unit.Suppression("unpruned-context", "why", 10, 10, 11),
                        new Unit.Suppression("all", "why", 12, 12, 13)));

        assertThat(Suppressions.apply(List.of(), byFile, Set.of("unpruned-context"))
                        .open())
                .isEmpty();
        assertThat(Suppressions.apply(List.of(), byFile, Set.of("unused-suppression"))
                        .open())
                .isEmpty();
        assertThat(Suppressions.apply(List.of(), byFile, Set.of()).open()).hasSize(2);
    }

    @Test
    void thatBothMatchAreBothUsedAndTheOneWithAReasonIsShown() {
        Unit.Suppression bare = new Unit.Suppression("all", "", 1, 1, 100);
        Unit.Suppression explained = new Unit.Suppression("unbounded-loop", "why", 41, 41, 42);

        Suppressions suppressions = apply(List.of(loop), bare, explained);

        assertThat(suppressions.accepted()).extracting(Accepted::suppression).containsExactly(explained);
        assertThat(suppressions.open()).extracting(Finding::rule).containsExactly("unexplained-suppression");
    }

    @Test
    void keepTheirFingerprintsWhenLinesMove() {
        Unit.Suppression first = new Unit.Suppression("unbounded-loop", "why", 10, 10, 11);
        Unit.Suppression second = new Unit.Suppression("unbounded-loop", "why", 20, 20, 21);
        Unit.Suppression moved = new Unit.Suppression("unbounded-loop", "why", 30, 30, 31);

        List<Finding> both = apply(List.of(), first, second).open();

        assertThat(both).extracting(Finding::fingerprint).doesNotHaveDuplicates();
        assertThat(apply(List.of(), moved).open().get(0).fingerprint())
                .isEqualTo(both.get(0).fingerprint());
    }

    private static Suppressions apply(List<Finding> findings, Unit.Suppression... suppressions) {
        return Suppressions.apply(findings, Map.of(FILE, List.of(suppressions)), Set.of());
    }

    private static Finding finding(String rule, String file, int line) {
        return new Finding(
                rule,
                Level.ERROR,
                new SourceLocation(file, line, 1),
                "Agent#run",
                "message",
                "n",
                CostFigures.NONE,
                List.of(),
                List.of(),
                "",
                List.of(),
                rule + line);
    }
}
