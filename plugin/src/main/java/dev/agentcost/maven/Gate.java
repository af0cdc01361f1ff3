package dev.agentcost.maven;

import dev.agentcost.rules.Result;
import dev.agentcost.rules.finding.Finding;
import java.util.List;
import java.util.Optional;

/** Decides whether a verdict fails the build, and says what to do about it. */
final class Gate {

    private Gate() {}

    /**
     * Why the build fails, or empty where it does not.
     *
     * @param baselineGoal the goal that writes the baseline, as a command names it
     */
    static Optional<String> failure(Result result, String baselineGoal) {
        List<Finding> failing = result.failing();
        return failing.isEmpty()
                ? Optional.empty()
                : Optional.of(message(failing, result.comparison().isPresent(), baselineGoal));
    }

    private static String message(List<Finding> failing, boolean compared, String baselineGoal) {
        Finding first = failing.get(0);
        String kind = compared ? "new finding" : "finding";
        String count = failing.size() == 1 ? "1 " + kind + ", at " : failing.size() + " " + kind + "s, the first at ";
        return "agentcost: " + count + first.location() + ": " + first.rule() + " " + first.message()
                + "\nTo do: " + first.remedy()
                + "\nWhere it is meant to be so, write there: // agentcost: ignore " + first.rule() + " -- REASON"
                + (compared
                        ? ""
                        : "\nTo begin with what is there and fail only on what is new: mvn compile " + baselineGoal)
                + "\nTo see everything without failing: -Dagentcost.failOn=never";
    }
}
