package example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs every agent with growing numbers of turns and holds what it cost against the bounds that the plugin printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasuredTest {

    private static final List<Integer> TURNS = List.of(5, 10, 20, 40);

    /** The nearest class counts: between two points the exponent is off by the terms that grow less. */
    private static final double EXPONENT_TOLERANCE = 0.5;

    /** What a lever promises is kept within this part of it. */
    private static final double LEVER_TOLERANCE = 0.15;

    private final Map<Agent, Map<Integer, Map<String, Double>>> measured = new LinkedHashMap<>();

    @BeforeAll
    void runAll() {
        LogManager.getLogManager().reset();
        for (Agent agent : Agent.all()) {
            Map<Integer, Map<String, Double>> byTurns = new LinkedHashMap<>();
            TURNS.forEach(turns -> byTurns.put(turns, agent.measure(turns)));
            measured.put(agent, byTurns);
        }
        System.out.println(table());
    }

    @Test
    void noRunCostsMoreThanItsBound() {
        List<String> above = new ArrayList<>();
        measured.forEach((agent, byTurns) -> byTurns.forEach((turns, costs) -> costs.forEach((dimension, cost) -> {
            double bound = Bounds.value(Bounds.turns(turns), agent.entryPoint(), dimension);
            if (cost > bound) {
                above.add(agent + " with " + turns + " turns: " + cost + " " + dimension + ", bound " + bound);
            }
        })));
        assertThat(above).isEmpty();
    }

    @Test
    void theBoundsAreClose() {
        assertThat(median(ratios("modelCalls", "toolCalls"))).isBetween(1.0, 1.05);
        assertThat(median(ratios("inputTokens"))).isBetween(1.0, 1.25);
        assertThat(median(ratios("outputTokens"))).isBetween(1.0, 1.25);
    }

    @Test
    void costsGrowAsTheirClassesSay() {
        List<String> otherwise = new ArrayList<>();
        for (Agent agent : measured.keySet()) {
            for (String dimension : Bounds.DIMENSIONS) {
                double printed = exponent(Bounds.growth(Bounds.turns(5), agent.entryPoint(), dimension));
                double fitted = fit(agent, dimension);
                if (Math.abs(printed - fitted) > EXPONENT_TOLERANCE) {
                    otherwise.add(agent + " " + dimension + ": printed "
                            + Bounds.growth(Bounds.turns(5), agent.entryPoint(), dimension) + ", fitted " + number(fitted));
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void retriesMultiplyThroughTheLayers() {
        for (Agent agent : Agent.failing()) {
            for (int turns : List.of(5, 10)) {
                Map<String, Double> costs = agent.measure(turns);
                double calls = Bounds.value(Bounds.failing(turns), agent.entryPoint(), "modelCalls");
                System.out.println(agent + " with " + turns + " turns and failures: " + costs + ", bound " + calls);
                assertThat(costs.get("modelCalls")).as("%s", agent).isEqualTo(calls);
                assertThat(calls).isEqualTo(turns * (agent.failures() + 1.0));
                for (String dimension : List.of("toolCalls", "inputTokens", "outputTokens")) {
                    assertThat(costs.get(dimension))
                            .as("%s %s", agent, dimension)
                            .isLessThanOrEqualTo(Bounds.value(Bounds.failing(turns), agent.entryPoint(), dimension));
                }
            }
        }
    }

    @Test
    void cappingTheTurnsSavesWhatItsLeverPromises() {
        Agent agent = agent("LowLevelLoop#answer");
        JsonNode lever = lever(agent, "cap the loop");
        assertThat(lever.path("change").asText()).endsWith("at 10 turns");
        assertSaves(lever, agent, measured.get(agent).get(10));
    }

    @Test
    void truncatingToolResultsSavesWhatItsLeverPromises() {
        Agent agent = agent("LowLevelLoop#answer");
        JsonNode lever = lever(agent, "truncate each tool result to 150 tokens");
        assertSaves(lever, agent, agent.measure(40, Agent.RESULT_TOKENS / 2));
    }

    @Test
    void aWindowSavesWhatItsLeverPromises() {
        Agent agent = agent("LowLevelLoop#answer");
        JsonNode lever = lever(agent, "keep at most");
        int window = Integer.parseInt(lever.path("change").asText().replaceAll("keep at most ([0-9,]+) .*", "$1").replace(",", ""));
        Agent windowed = new Agent(
                "TokenWindow#answer", url -> new TokenWindow(url, window, new Estimator())::answer, 0);
        assertSaves(lever, agent, windowed.measure(40));
    }

    private Agent agent(String entryPoint) {
        return measured.keySet().stream()
                .filter(agent -> agent.entryPoint().equals(entryPoint))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode lever(Agent agent, String change) {
        for (JsonNode lever : Bounds.levers(Bounds.turns(40), agent.entryPoint())) {
            if (lever.path("change").asText().startsWith(change)) {
                return lever;
            }
        }
        throw new AssertionError(agent + " has no lever to " + change);
    }

    private void assertSaves(JsonNode lever, Agent agent, Map<String, Double> after) {
        double before = tokens(measured.get(agent).get(40));
        double saved = 1 - tokens(after) / before;
        double promised = 1
                - (lever.path("after").path("inputTokens").asDouble()
                                + lever.path("after").path("outputTokens").asDouble())
                        / (lever.path("before").path("inputTokens").asDouble()
                                + lever.path("before").path("outputTokens").asDouble());
        System.out.println("lever: " + lever.path("change").asText() + ": promised " + number(promised) + ", saved "
                + number(saved));
        assertThat(saved).isBetween(promised * (1 - LEVER_TOLERANCE), promised * (1 + LEVER_TOLERANCE));
    }

    private static double tokens(Map<String, Double> costs) {
        return costs.get("inputTokens") + costs.get("outputTokens");
    }

    private List<Double> ratios(String... dimensions) {
        List<Double> ratios = new ArrayList<>();
        for (Agent agent : measured.keySet()) {
            for (int turns : TURNS) {
                for (String dimension : dimensions) {
                    double cost = measured.get(agent).get(turns).get(dimension);
                    if (cost > 0) {
                        ratios.add(Bounds.value(Bounds.turns(turns), agent.entryPoint(), dimension) / cost);
                    }
                }
            }
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The exponent of the turns in {@code O(1)}, {@code O(n)}, {@code O(n^2)}. */
    private static double exponent(String growth) {
        return switch (growth) {
            case "O(1)" -> 0;
            case "O(n)" -> 1;
            default -> Double.parseDouble(growth.replaceAll("^O\\(n\\^|\\)$", ""));
        };
    }

    /** The slope of log cost over log turns, from the last two points: there what does not grow matters least. */
    private double fit(Agent agent, String dimension) {
        int last = TURNS.get(TURNS.size() - 1);
        int before = TURNS.get(TURNS.size() - 2);
        double most = measured.get(agent).get(last).get(dimension);
        double less = measured.get(agent).get(before).get(dimension);
        return most == 0 ? 0 : Math.log(most / less) / Math.log((double) last / before);
    }

    /** Bound over measured at each number of turns, in Markdown. */
    private String table() {
        StringBuilder table = new StringBuilder();
        table.append("| agent | turns | model calls | tool calls | input tokens | output tokens |\n");
        table.append("|---|---|---|---|---|---|\n");
        measured.forEach((agent, byTurns) -> byTurns.forEach((turns, costs) -> {
            table.append("| ").append(agent).append(" | ").append(turns);
            for (String dimension : Bounds.DIMENSIONS) {
                double bound = Bounds.value(Bounds.turns(turns), agent.entryPoint(), dimension);
                double cost = costs.get(dimension);
                table.append(" | ")
                        .append(Math.round(bound))
                        .append(" / ")
                        .append(Math.round(cost))
                        .append(cost == 0 ? "" : " = " + number(bound / cost));
            }
            table.append(" |\n");
        }));
        return table.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
