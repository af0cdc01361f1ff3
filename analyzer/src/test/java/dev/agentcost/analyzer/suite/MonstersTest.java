package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The work for one method has a limit that is counted and not timed: below it every loop is decided, beyond it the answer says
 * that it is not. A change that makes the engine look at more blocks for a loop makes the first tests fail.
 */
class MonstersTest {

    @TempDir
    Path directory;

    @Test
    void five_hundred_loops_in_one_method_are_all_decided() {
        Analysis analysis = analysis(Monsters.loopsInARow(500));
        assertThat(analysis.coverage().undecided()).isEmpty();
        assertThat(analysis.sites()).hasSize(500).allMatch(MonstersTest::isBounded);
    }

    @Test
    void loops_in_five_hundred_try_statements_are_all_decided() {
        Analysis analysis = analysis(Monsters.tries(500));
        assertThat(analysis.coverage().undecided()).isEmpty();
        assertThat(analysis.sites()).hasSize(500).allMatch(MonstersTest::isBounded);
    }

    @Test
    void sixty_loops_inside_each_other_are_all_decided() {
        Analysis analysis = analysis(Monsters.nested(60));
        assertThat(analysis.coverage().undecided()).isEmpty();
        assertThat(analysis.sites()).hasSize(60).allMatch(MonstersTest::isBounded);
    }

    @Test
    void a_switch_of_ten_thousand_cases_in_a_loop_is_decided() {
        Analysis analysis = analysis(Monsters.bigSwitch(10_000));
        assertThat(analysis.coverage().undecided()).isEmpty();
        assertThat(analysis.sites())
                .singleElement()
                .satisfies(site -> assertThat(site.bound().formula()).hasToString("n"));
    }

    @Test
    void a_test_of_five_hundred_terms_is_decided() {
        assertThat(analysis(Monsters.longTest(500)).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.bound().formula()).hasToString("10"));
    }

    @Test
    void what_is_too_much_work_is_not_decided_and_the_coverage_says_so() {
        Analysis analysis = analysis(Monsters.branches(1_500));
        assertThat(analysis.sites())
                .singleElement()
                .matches(site -> site.bound().isUnbounded());
        assertThat(analysis.coverage().undecided()).singleElement().asString().contains("Monster#monster: not decided");
    }

    @Test
    void a_list_of_work_that_is_too_much_work_is_not_decided_either() {
        assertThat(analysis(Monsters.refills(20)).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.bound().isUnbounded()).isFalse());
        Analysis analysis = analysis(Monsters.refills(1_500));
        assertThat(analysis.sites())
                .singleElement()
                .matches(site -> site.bound().isUnbounded());
        assertThat(analysis.coverage().undecided()).singleElement().asString().contains("Monster#monster: not decided");
    }

    @Test
    void a_long_chain_of_methods_with_loops_has_a_bound() {
        Analysis analysis = analysis(Monsters.callChain(30));
        assertThat(analysis.methods())
                .hasSizeGreaterThanOrEqualTo(30)
                .noneMatch(method -> method.iterations().isUnbounded());
    }

    @Test
    void a_thousand_calls_of_a_method_by_itself_behind_a_thousand_tests_have_a_depth() {
        assertThat(analysis(Monsters.recursion(1_000)).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.bound().formula()).hasToString("n"));
    }

    @Test
    void three_hundred_methods_that_call_each_other_are_one_recursion() {
        assertThat(analysis(Monsters.callsInARing(300)).sites())
                .singleElement()
                .matches(site -> site.kind() == SiteKind.RECURSION);
    }

    @Test
    void a_thousand_answers_of_a_model_in_one_local_are_asked_one_after_the_other() {
        Analysis analysis = analysis(Monsters.answers(1_000));
        assertThat(analysis.entryPoints())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.cost().get(Dimension.MODEL_CALLS)).hasToString("1000"));
    }

    @Test
    void a_stream_of_three_hundred_stages_asks_in_each_for_each_element() {
        Analysis analysis = analysis(Monsters.stages(300));
        assertThat(analysis.sites()).hasSize(300).allMatch(MonstersTest::isBounded);
    }

    private static boolean isBounded(Site site) {
        return !site.bound().isUnbounded();
    }

    private Analysis analysis(String source) {
        try {
            Files.writeString(directory.resolve("Monster.java"), source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Answers.of(directory);
    }
}
