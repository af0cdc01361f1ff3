package dev.agentcost.analyzer.suite;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerException;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.result.Analysis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the analysis says of all loops of plain Java. */
final class Answers {

    static final PriceList NO_PRICES = new PriceList() {
        @Override
        public Optional<ModelPrice> find(String model) {
            return Optional.empty();
        }

        @Override
        public String assumedModel() {
            return "none";
        }
    };

    private Answers() {}

    static Analysis of(Path directory) {
        return of(directory, List.of());
    }

    /** What it says where the libraries' classes stand. */
    static Analysis of(Path directory, List<Path> classPath) {
        try {
            return Analyzer.analyze(new AnalyzerOptions(
                    List.of(directory),
                    List.of(),
                    classPath,
                    Map.of(),
                    directory,
                    StandardCharsets.UTF_8,
                    true,
                    true,
                    1,
                    List.of(),
                    NO_PRICES,
                    dev.agentcost.analyzer.cost.TokenCounter.FOUR_CHARACTERS,
                    0));
        } catch (AnalyzerException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** {@code [size of tasks]} as {@code size(tasks)}: as expectations are written. */
    static String readable(Object formula) {
        return formula.toString()
                .replaceAll("\\[size of (\\S+)\\]", "size($1)")
                .replaceAll("size of (\\w+)", "size($1)");
    }
}
