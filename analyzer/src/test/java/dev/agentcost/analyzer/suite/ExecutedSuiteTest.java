package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No method of the suite makes more turns than its bounds say, whatever it is given; one that does not end has no bound. */
class ExecutedSuiteTest {

    private static final int RUNS = Integer.getInteger("agentcost.suite.runs", 80);
    private static final long STEPS = 20_000;

    @TestFactory
    List<DynamicTest> a_method_makes_no_more_turns_than_its_bound_says() {
        Map<String, String> sources = Suite.sources();
        Analysis analysis = Answers.of(Suite.directory());
        List<DynamicTest> tests = new ArrayList<>();
        List<Run.Outcome> outcomes = new Run(sources, analysis, RUNS, STEPS).all();
        for (Run.Outcome outcome : outcomes) {
            tests.add(DynamicTest.dynamicTest(
                    outcome.method() + " stays within its bounds",
                    () -> assertThat(outcome.violations()).isEmpty()));
        }
        System.out.println(Figures.of(outcomes));
        return tests;
    }
}
