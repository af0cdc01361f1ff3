package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns that go back to the loop's beginning before anything costs need no count. */
class FreeTurnTest {

    private static IterationBound bound(String begin, String skip) {
        return AgentSource.withMembers("""
                List<String> log = new ArrayList<>();
                void read(Iterator<String> pages, Predicate<String> outside, int most) {
                    Set<String> seen = new HashSet<>();
                    int read = 0;
                    while (read < most) { // HERE
                        BEGIN
                        if (SKIP
                        read++;
                        model.chat(page + log);
                    }
                }
                private void note(String page) { log.add(page); }
                """.replace("BEGIN", begin).replace("SKIP", skip))
                .site()
                .bound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page.isEmpty()) { continue; }",
                "outside.test(page) || !seen.add(page)) { continue; }",
                "!seen.add(page)) { System.out.println(page); continue; }",
                "page.length() < 10) { if (outside.test(page)) { seen.clear(); } continue; }"
            })
    void aTurnThatIsSkippedBeforeItCostsIsNotCounted(String skip) {
        IterationBound bound = bound("String page = pages.next();", skip);

        assertThat(bound.isUnbounded()).isFalse();
        assertThat(bound.formula()).hasToString("most");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String page = pages.next();                    | page.isEmpty()) { read = 0; continue; }",
                "String page = pages.next();                    | page.isEmpty()) { read--; continue; }",
                "String page = pages.next();                    | page.isEmpty()) { most++; continue; }",
                "String page = pages.next();                    | page.isEmpty()) { model.chat(page); continue; }",
                "String page = model.chat(pages.next());        | page.isEmpty()) { continue; }",
                "String page = pages.next();                    | page.isEmpty()) { log.add(page); continue; }",
                "String page = pages.next();                    | page.isEmpty()) { note(page); continue; }",
                "String page = pages.next(); log.add(page);     | page.isEmpty()) { continue; }",
                "String page = pages.next(); note(page);        | page.isEmpty()) { continue; }"
            })
    void oneThatCostsOrMovesTheCountOrMakesALaterTurnDearerIs(String begin, String skip) {
        assertThat(bound(begin, skip).isUnbounded()).as(begin + skip).isTrue();
    }

    @Test
    void aQueueIsNoSuchCountBecauseOthersMayFillItMeanwhile() {
        var agent = AgentSource.withMembers("""
                final Queue<String> tasks = new java.util.concurrent.ConcurrentLinkedQueue<>();
                void submit(String task) { tasks.add(task); }
                void work() {
                    while (true) { // HERE
                        String task = tasks.poll();
                        if (task == null) { continue; }
                        model.chat(task);
                    }
                }
                """);
        assertThat(agent.site().bound().formula().toString()).startsWith("[events from outside at Agent.java");
    }

    @Test
    void theTurnsThatCostAreStillWithoutALimitWhereTheCountStandsStillInSomeOfThem() {
        var agent = AgentSource.withMembers("""
                void read(Iterator<String> pages, int most) {
                    int read = 0;
                    while (read < most) { // HERE
                        String page = pages.next();
                        if (page.isEmpty()) { continue; }
                        if (!model.chat(page).isEmpty()) { read++; }
                    }
                }
                """);
        assertThat(agent.site().bound().isUnbounded()).isTrue();
    }
}
