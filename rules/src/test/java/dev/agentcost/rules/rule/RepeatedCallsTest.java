package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repetitions of what repeats model calls itself. */
class RepeatedCallsTest {

    private static final Formula SIZE = Agents.symbolic("size of parts").formula();

    private static Site site(SiteKind kind, Driver driver, IterationBound bound, Formula calls) {
        Site site = Agents.with(Agents.with(Agents.reactLoop(), kind), driver, bound);
        return new Site(
                site.kind(),
                site.location(),
                site.method(),
                site.methodKey(),
                site.ordinal(),
                true,
                false,
                site.callPath(),
                site.driver(),
                site.bound(),
                site.derivation(),
                site.remedy(),
                site.context(),
                site.turn().withCost(CostVector.of(Dimension.MODEL_CALLS, calls)));
    }

    @Nested
    class RetriesThatMultiply {

        private final Rule rule = new RetryAmplification();

        @Test
        void aRetryOfALoopIsAWarningWithBothNumbers() {
            Finding finding = Check.of(rule, site(SiteKind.RETRY, Driver.RETRY, Agents.turns(3), SIZE))
                    .get(0);
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.message())
                    .isEqualTo("up to 3 attempts, each of up to 10 model calls: attempts multiply");
        }

        @Test
        void aHandWrittenRetryCountsToo() {
            assertThat(Check.of(rule, site(SiteKind.LOOP, Driver.RETRY, Agents.turns(3), Formula.of(9))))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2})
        void aRetryOfARequestOrTwoIsOrdinary(long calls) {
            assertThat(Check.of(rule, site(SiteKind.RETRY, Driver.RETRY, Agents.turns(3), Formula.of(calls))))
                    .isEmpty();
        }

        @Test
        void oneAttemptIsNone() {
            assertThat(Check.of(rule, site(SiteKind.RETRY, Driver.RETRY, Agents.turns(1), SIZE)))
                    .isEmpty();
        }

        @Test
        void aLoopThatIsNoRetryIsSilent() {
            assertThat(Check.of(rule, site(SiteKind.LOOP, Driver.DATA, Agents.turns(3), SIZE)))
                    .isEmpty();
        }
    }

    @Nested
    class NestedData {

        private final Rule rule = new FanOut();

        @Test
        void callsForEachPairOfElementsAreAWarningWithTheirProduct() {
            Finding finding = Check.of(
                            rule, site(SiteKind.LOOP, Driver.DATA, Agents.symbolic("size of documents"), SIZE))
                    .get(0);
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.message())
                    .startsWith("model calls in nested loops over data: ")
                    .endsWith(" = 100");
        }

        @Test
        void aSingleLoopOverDataIsSilent() {
            Site single = site(SiteKind.LOOP, Driver.DATA, Agents.symbolic("size of documents"), Formula.ONE);
            assertThat(Check.of(rule, single)).isEmpty();
        }

        @Test
        void constantSizesAreSilent() {
            assertThat(Check.of(rule, site(SiteKind.LOOP, Driver.DATA, Agents.turns(3), SIZE)))
                    .isEmpty();
        }

        @Test
        void aLoopThatDataDoesNotDriveIsSilent() {
            Site counted = site(SiteKind.LOOP, Driver.COUNTER, Agents.symbolic("turns"), SIZE);
            assertThat(Check.of(rule, counted)).isEmpty();
        }
    }
}
