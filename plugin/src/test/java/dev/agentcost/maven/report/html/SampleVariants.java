package dev.agentcost.maven.report.html;

import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.pareto.Frontiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Five variants of an agent: a small model, a large one that succeeds more often, the small one in a loop that is worth nothing, one
 * without a limit, and one without a limit whose name would be markup.
 */
final class SampleVariants {

    private static final String RESULT = """
            {"schema": "agentcost/1", "entryPoints": [{"method": "OrderAgent#answer", "cost": {
              "modelCalls": {"formula": "x", "growth": "O(1)", "value": %s},
              "inputTokens": {"formula": "x", "growth": "O(1)", "value": %s},
              "outputTokens": {"formula": "x", "growth": "O(1)", "value": %s},
              "dollars": {"formula": "x", "growth": "O(1)", "value": %s}}}]}
            """;

    private SampleVariants() {}

    /** As read from files in the folder. */
    static Frontiers written(Path folder) throws IOException, InputException {
        result(folder, "small", "3", "12000", "900", "0.0125");
        result(folder, "large", "3", "12000", "900", "0.21");
        result(folder, "loop", "9", "90000", "2700", "0.09");
        result(folder, "open", "null", "null", "null", "null");
        return Frontiers.read(Files.writeString(folder.resolve("variants.csv"), """
                variant,success,result
                small,0.62,small.json
                large,0.81,large.json
                loop,0.58,loop.json
                open,0.84,open.json
                <b>hostile</b>,0.4,open.json
                """));
    }

    private static void result(Path folder, String name, String... amounts) throws IOException {
        Files.writeString(folder.resolve(name + ".json"), RESULT.formatted((Object[]) amounts));
    }
}
