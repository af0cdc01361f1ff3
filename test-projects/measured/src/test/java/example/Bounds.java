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

    /** The figures that are compared, by their names in the report. */
    static final List<String> DIMENSIONS = List.of("modelCalls", "toolCalls", "inputTokens", "outputTokens");

    private static final Map<Integer, JsonNode> REPORTS = new ConcurrentHashMap<>();

    private Bounds() {}

    /** The bound of one figure of a method such as {@code LowLevelLoop#answer}; infinite where there is none. */
    static double value(int turns, String method, String dimension) {
        JsonNode value = cost(turns, method, dimension).path("value");
        return value.isNumber() ? value.asDouble() : Double.POSITIVE_INFINITY;
    }

    /** How a figure grows, such as {@code O(n^2)}. */
    static String growth(int turns, String method, String dimension) {
        return cost(turns, method, dimension).path("growth").asText();
    }

    /** What changes would save. */
    static JsonNode levers(int turns, String method) {
        return entryPoint(turns, method).path("levers");
    }

    private static JsonNode cost(int turns, String method, String dimension) {
        return entryPoint(turns, method).path("cost").path(dimension);
    }

    private static JsonNode entryPoint(int turns, String method) {
        for (JsonNode entry : REPORTS.computeIfAbsent(turns, Bounds::read).path("entryPoints")) {
            if (entry.path("method").asText().equals(method)) {
                return entry;
            }
        }
        throw new AssertionError("no entry point " + method);
    }

    private static JsonNode read(int turns) {
        Path file = Path.of("target", "agentcost", "turns-" + turns, "agentcost.json");
        try {
            return Wire.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
