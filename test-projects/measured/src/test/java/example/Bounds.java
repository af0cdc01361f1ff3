package example;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bounds that the plugin printed for this project before the tests ran, one report for each number of turns. */
final class Bounds {

    /** The report for so many turns. */
    static String turns(int turns) {
        return "turns-" + turns;
    }

    /** The report for so many turns and a server that fails twice before each answer. */
    static String failing(int turns) {
        return "failing-" + turns;
    }

    /** The figures that are compared, by their names in the report. */
    static final List<String> DIMENSIONS = List.of("modelCalls", "toolCalls", "inputTokens", "outputTokens");

    private static final Map<String, JsonNode> REPORTS = new ConcurrentHashMap<>();

    private Bounds() {}

    /** The bound of one figure of a method such as {@code LowLevelLoop#answer}; infinite where there is none. */
    static double value(String report, String method, String dimension) {
        JsonNode value = cost(report, method, dimension).path("value");
        return value.isNumber() ? value.asDouble() : Double.POSITIVE_INFINITY;
    }

    /** How a figure grows, such as {@code O(n^2)}. */
    static String growth(String report, String method, String dimension) {
        return cost(report, method, dimension).path("growth").asText();
    }

    /** What changes would save. */
    static JsonNode levers(String report, String method) {
        return entryPoint(report, method).path("levers");
    }

    private static JsonNode cost(String report, String method, String dimension) {
        return entryPoint(report, method).path("cost").path(dimension);
    }

    private static JsonNode entryPoint(String report, String method) {
        for (JsonNode entry : REPORTS.computeIfAbsent(report, Bounds::read).path("entryPoints")) {
            if (entry.path("method").asText().equals(method)) {
                return entry;
            }
        }
        throw new AssertionError("no entry point " + method);
    }

    private static JsonNode read(String report) {
        Path file = Path.of("target", "agentcost", report, "agentcost.json");
        try {
            return Wire.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
