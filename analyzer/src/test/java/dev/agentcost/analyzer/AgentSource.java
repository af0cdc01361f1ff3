package dev.agentcost.analyzer;

import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * AgentSource in a few lines of Java, analysed without their libraries' jars. A line that ends with {@code // HERE} names the
 * site that a test asks for.
 */
public final class AgentSource {

    /** Fields and helpers that the snippets use. */
    private static final String FRAME = """
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.model.chat.response.ChatResponse;
            import dev.langchain4j.service.AiServices;
            import dev.langchain4j.service.tool.ToolExecutor;
            import dev.langchain4j.agent.tool.ToolExecutionRequest;
            import java.util.*;
            import java.util.function.*;
            class Agent {
                ChatModel model;
                ToolExecutor tool;
            %s
            }
            """;

    /** One dollar for a million tokens in, two for a million out, whatever the model. */
    private static final PriceList PRICES = new PriceList() {
        @Override
        public Optional<ModelPrice> find(String model) {
            return model.equals("unlisted")
                    ? Optional.empty()
                    : Optional.of(new ModelPrice(
                            model,
                            "test",
                            new BigDecimal("0.000001"),
                            new BigDecimal("0.000002"),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
        }

        @Override
        public String assumedModel() {
            return "assumed";
        }
    };

    private final Analysis analysis;
    private final int line;

    private AgentSource(Analysis analysis, int line) {
        this.analysis = analysis;
        this.line = line;
    }

    /** An agent whose class has these members beside a model and a tool. */
    public static AgentSource withMembers(String members) {
        return of(FRAME.formatted(members), false);
    }

    /** The same, with an answer for every loop and method. */
    public static AgentSource withAllLoops(String members) {
        return of(FRAME.formatted(members), true);
    }

    /** A whole source file. */
    public static AgentSource of(String source, boolean allLoops) {
        return of(source, allLoops, 0);
    }

    /** A whole source file whose requests fail so often before they succeed. */
    public static AgentSource failing(String source, int failedTries) {
        return of(source, false, failedTries);
    }

    /** A whole source file that uses another one, with an answer for every loop and method. */
    public static AgentSource beside(String otherSource, String source) {
        return of(Map.of("Agent.java", source, "Other.java", otherSource), source, true, 0);
    }

    private static AgentSource of(String source, boolean allLoops, int failedTries) {
        return of(Map.of("Agent.java", source), source, allLoops, failedTries);
    }

    private static AgentSource of(Map<String, String> files, String source, boolean allLoops, int failedTries) {
        try {
            Path directory = Files.createTempDirectory("agent");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            Analysis analysis = Analyzer.analyze(new AnalyzerOptions(
                    List.of(directory),
                    List.of(),
                    List.of(),
                    Map.of(),
                    directory,
                    StandardCharsets.UTF_8,
                    false,
                    allLoops,
                    1,
                    List.of(),
                    PRICES,
                    TokenCounter.FOUR_CHARACTERS,
                    failedTries));
            for (String file : files.keySet()) {
                Files.delete(directory.resolve(file));
            }
            Files.delete(directory);
            return new AgentSource(analysis, marked(source));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (AnalyzerException failed) {
            throw new AssertionError(failed);
        }
    }

    private static int marked(String source) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("// HERE")) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The whole answer. */
    public Analysis analysis() {
        return analysis;
    }

    /** The site on the marked line. */
    public Site site() {
        return analysis.sites().stream()
                .filter(site -> site.location().line() == line)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no site on line " + line + " in " + analysis.sites()));
    }

    /** The first recursion. */
    public Site recursion() {
        return analysis.sites().stream()
                .filter(site -> site.kind() == SiteKind.RECURSION)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no recursion in " + analysis.sites()));
    }

    /** The entry point of a method. */
    public EntryPoint entry(String method) {
        return analysis.entryPoints().stream()
                .filter(entry -> entry.method().equals("Agent#" + method))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry point " + method));
    }
}
