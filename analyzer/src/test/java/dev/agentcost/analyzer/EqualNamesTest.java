package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled modules whose types have the same names, as those of a course have, mean each its own. */
class EqualNamesTest {

    @TempDir
    Path directory;

    /** A module with an agent that asks so often, and a main class of its own. */
    private ModuleBuild module(int times, Path library) {
        return ModuleBuild.of(
                directory,
                "m" + times,
                Map.of(
                        "app/Agent.java",
                        """
                        package app;
                        import dev.langchain4j.model.chat.ChatModel;
                        public class Agent {
                            private final ChatModel model;
                            public Agent(ChatModel model) { this.model = model; }
                            public String answer(String text) {
                                %s
                                return text;
                            }
                        }
                        """.formatted(asking(times)),
                        "app/Main%d.java".formatted(times),
                        """
                        package app;
                        import dev.langchain4j.model.chat.ChatModel;
                        public class Main%d {
                            public String run(ChatModel model) {
                                return new Agent(model).answer("a");
                            }
                        }
                        """.formatted(times)),
                List.of(library));
    }

    private static String asking(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> "text = model.chat(text);")
                .collect(Collectors.joining("\n                "));
    }

    @Test
    void each_class_calls_the_type_of_its_module() {
        Path library = ModuleBuild.library(directory);
        // neither the order of the directories nor that of the names says which classes belong to which sources
        Analysis analysis =
                ModuleBuild.analysis(directory, List.of(module(3, library), module(1, library), module(2, library)));
        assertThat(analysis.entryPoints())
                .extracting(entry -> entry.method() + " " + entry.cost().get(Dimension.MODEL_CALLS))
                .containsExactly("Main1#run 1", "Main2#run 2", "Main3#run 3");
        assertThat(analysis.coverage().callsByResolution()).containsOnlyKeys("bytecode");
    }
}
