package dev.agentcost.analyzer;

import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small agents of tests, analysed as a user's sources are: without class files, by their imports. */
final class Agents {

    private static final PriceList NO_PRICES = new PriceList() {
        @Override
        public Optional<ModelPrice> find(String model) {
            return Optional.empty();
        }

        @Override
        public String assumedModel() {
            return "model";
        }
    };

    private Agents() {}

    /** The answer for one file {@code Agent.java} in the folder. */
    static Analysis analyze(Path folder, String source) {
        return analyze(folder, source, Map.of());
    }

    /** The same with libraries of certain versions. */
    static Analysis analyze(Path folder, String source, Map<String, String> versions) {
        try {
            Files.writeString(folder.resolve("Agent.java"), source);
            return Analyzer.analyze(new AnalyzerOptions(
                    List.of(folder),
                    List.of(),
                    List.of(),
                    versions,
                    folder,
                    StandardCharsets.UTF_8,
                    false,
                    false,
                    1,
                    List.of(),
                    NO_PRICES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The only site that a line of the source has the mark {@code // site} for. */
    static Site site(Analysis analysis, String source) {
        int line = 1 + source.lines().toList().indexOf(marked(source));
        List<Site> there = analysis.sites().stream()
                .filter(site -> site.location().line() == line)
                .toList();
        if (there.size() != 1) {
            throw new IllegalArgumentException("not one site in line " + line + " but " + analysis.sites());
        }
        return there.get(0);
    }

    private static String marked(String source) {
        return source.lines()
                .filter(line -> line.endsWith("// site"))
                .findFirst()
                .orElseThrow();
    }

    /** The entry point of that name. */
    static EntryPoint entryPoint(Analysis analysis, String method) {
        return analysis.entryPoints().stream()
                .filter(entry -> entry.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
