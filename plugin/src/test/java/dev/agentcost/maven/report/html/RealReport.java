package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerException;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SourceFiles;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.price.TokenCounting;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reports on sources that are analysed for it. */
final class RealReport {

    private static final String MANY = """
            package many;

            import dev.langchain4j.data.message.*;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;

            public final class Agent%1$d {
                private ChatModel model;
            %2$s
            }
            """;

    private static final String METHOD = """
                public void run%1$d(List<String> tasks) {
                    List<ChatMessage> messages = new ArrayList<>();
                    while (true) {
                        messages.add(model.chat(messages).aiMessage());
                    }
                }
            """;

    private RealReport() {}

    /** A shop with four entry points: with and without limits, with a recursion, with tools. */
    static Report shop() throws AnalyzerException, URISyntaxException {
        return of(Path.of(RealReport.class.getResource("agents").toURI()), "com.example:shop");
    }

    /** As many sites without a limit, twenty in each file. */
    static Report many(int sites, Path folder) throws AnalyzerException, IOException {
        for (int file = 0; file < sites / 20; file++) {
            StringBuilder methods = new StringBuilder();
            for (int method = 0; method < 20; method++) {
                methods.append(METHOD.formatted(method));
            }
            Files.writeString(folder.resolve("Agent" + file + ".java"), MANY.formatted(file, methods));
        }
        return of(folder, "com.example:many");
    }

    private static Report of(Path directory, String module) throws AnalyzerException {
        Configuration configuration = Configuration.DEFAULT;
        Analysis analysis = Analyzer.analyze(new AnalyzerOptions(
                List.of(directory),
                List.of(),
                List.of(),
                Map.of(),
                directory,
                StandardCharsets.UTF_8,
                false,
                false,
                0,
                configuration.catalogs(),
                configuration.prices(),
                TokenCounting.o200k(),
                0));
        return new Report(
                module,
                "1.2.3",
                analysis,
                Evaluation.evaluate(analysis, configuration),
                Rules.all(),
                new SourceFiles(directory, StandardCharsets.UTF_8),
                false);
    }
}
