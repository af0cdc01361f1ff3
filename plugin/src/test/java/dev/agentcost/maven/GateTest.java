package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.rules.Result;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void nothingFoundIsNoFailure() {
        assertThat(Gate.failure(result(FailOn.WARNING), "agentcost:baseline")).isEmpty();
    }

    @Test
    void aWarningFailsOnlyWhereWarningsShall() {
        Finding warning = finding(Level.WARNING, 7);

        assertThat(Gate.failure(result(FailOn.ERROR, warning), "agentcost:baseline"))
                .isEmpty();
        assertThat(Gate.failure(result(FailOn.NEVER, warning), "agentcost:baseline"))
                .isEmpty();
        assertThat(Gate.failure(result(FailOn.WARNING, warning), "agentcost:baseline"))
                .isPresent();
    }

    @Test
    void tellsHowManyWhereTheFirstOneIsAndWhatToDo() {
        Finding note = finding(Level.NOTE, 1);

        assertThat(Gate.failure(
                        result(FailOn.ERROR, note, finding(Level.ERROR, 7), finding(Level.ERROR, 9)),
                        "agentcost:baseline"))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("agentcost: 2 findings, the first at src/A.java:7: unbounded-loop it never ends")
                        .contains("To do: count the turns")
                        .contains("only on what is new: mvn compile agentcost:baseline\n")
                        .contains("// agentcost: ignore unbounded-loop -- REASON"));
    }

    @Test
    void oneFindingIsNotTheFirstOfSeveral() {
        assertThat(Gate.failure(result(FailOn.ERROR, finding(Level.ERROR, 7)), "agentcost:baseline"))
                .hasValueSatisfying(
                        message -> assertThat(message).startsWith("agentcost: 1 finding, at src/A.java:7: "));
    }

    private static Finding finding(Level level, int line) {
        return new Finding(
                "unbounded-loop",
                level,
                new SourceLocation("src/A.java", line, 1),
                "A#a",
                "it never ends",
                "",
                CostFigures.NONE,
                List.of(),
                List.of(),
                "count the turns",
                List.of(),
                "f" + line);
    }

    private static Result result(FailOn failOn, Finding... findings) {
        return new Result(
                List.of(findings),
                List.of(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                Assumptions.defaults(),
                failOn);
    }
}
