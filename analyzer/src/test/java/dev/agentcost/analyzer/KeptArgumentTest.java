package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object that is handed to a library runs there, unless the library's class file shows that it is only put away. */
class KeptArgumentTest {

    private static final Map<String, String> LIBRARY = Map.of(
            "com/lib/Step.java",
            "package com.lib; public interface Step { String run(String text); }",
            "com/lib/Flow.java",
            """
            package com.lib;
            import java.util.*;
            public class Flow {
                private final List<Step> steps = new ArrayList<>();
                private Step last;
                private static Step shared;

                public static Flow builder() { return new Flow(); }
                public Flow last(Step step) { this.last = check(step, "step"); return this; }
                public void setLast(Step step) { last = step; }
                public Flow add(String name, Step step) { steps.add(Objects.requireNonNull(step)); return this; }
                public Flow wrapped(Step step) { Step kept = new Retried(step); this.last = kept; return this; }

                public Flow now(Step step) { this.last = step; step.run(""); return this; }
                public Flow inside(Step step) { this.last = step; call(step); return this; }
                public Flow made(Step step) { Step made = new Retried(step); made.run(""); return this; }
                public Flow later(Step step) { Runnable task = () -> step.run(""); task.run(); return this; }
                public void queue(Step step) { steps.add(step); }

                private static Step check(Step step, String name) {
                    if (step == null) { throw new IllegalArgumentException(name); }
                    return step;
                }
                private void call(Step step) { step.run(""); }
            }
            class Retried implements Step {
                private final Step step;
                Retried(Step step) { this.step = step; }
                public String run(String text) { return step.run(text); }
            }
            """);

    private static final String STEP = """
            package app;
            import com.lib.Step;
            import dev.langchain4j.model.chat.ChatModel;
            public class Asking implements Step {
                private final ChatModel model;
                public Asking(ChatModel model) { this.model = model; }
                @Override public String run(String text) { return model.chat(text); }
            }
            """;

    @TempDir
    Path directory;

    private List<Path> classPath = List.of();

    @BeforeEach
    void buildLibrary() {
        Path models = ModuleBuild.library(directory);
        classPath =
                List.of(ModuleBuild.of(directory, "flow", LIBRARY, List.of()).jar(), models);
    }

    /** What a method costs that hands a step over so. */
    private String modelCalls(String handOver, Path... catalogs) {
        ModuleBuild build = ModuleBuild.of(
                directory, "app", Map.of("app/Asking.java", STEP, "app/App.java", """
                        package app;
                        import com.lib.Flow;
                        import dev.langchain4j.model.chat.ChatModel;
                        public class App {
                            public Flow make(ChatModel model) {
                                Flow flow = Flow.builder();
                                %s;
                                return flow;
                            }
                        }
                        """.formatted(handOver)), classPath);
        List.of(catalogs).forEach(build::withCatalog);
        return build.analysis().entryPoints().stream()
                .filter(entry -> entry.method().equals("App#make"))
                .map(entry -> entry.cost().get(Dimension.MODEL_CALLS).toString())
                .findFirst()
                .orElse("none");
    }

    @Test
    void what_a_builder_keeps_does_not_run_when_it_is_built() {
        assertThat(modelCalls("flow.last(new Asking(model))")).isEqualTo("none");
        assertThat(modelCalls("flow.add(\"ask\", new Asking(model))")).isEqualTo("none");
        assertThat(modelCalls("flow.wrapped(new Asking(model))")).isEqualTo("none");
    }

    @Test
    void nor_what_a_setter_takes() {
        assertThat(modelCalls("flow.setLast(new Asking(model))")).isEqualTo("none");
    }

    @Test
    void it_is_an_entry_point_of_its_own() {
        Analysis analysis = ModuleBuild.of(
                        directory, "own", Map.of("app/Asking.java", STEP, "app/Own.java", """
                        package app;
                        class Own {
                            com.lib.Flow make(dev.langchain4j.model.chat.ChatModel model) {
                                return com.lib.Flow.builder().last(new Asking(model));
                            }
                        }
                        """), classPath)
                .analysis();
        assertThat(analysis.entryPoints()).extracting(EntryPoint::method).containsExactly("Asking#run");
    }

    @Test
    void what_the_method_calls_runs_there() {
        assertThat(modelCalls("flow.now(new Asking(model))")).contains("runs of the function given to now");
        assertThat(modelCalls("flow.inside(new Asking(model))")).contains("runs of the function given to inside");
        assertThat(modelCalls("flow.made(new Asking(model))")).contains("runs of the function given to made");
        assertThat(modelCalls("flow.later(new Asking(model))")).contains("runs of the function given to later");
    }

    @Test
    void what_the_catalogue_knows_as_a_setting_does_not_run() throws IOException {
        Path catalog = Files.writeString(directory.resolve("flow.yaml"), """
                framework: flow
                types:
                  - name: com.lib.Flow
                    methods:
                      - {name: now, settings: {step: 0}}
                      - {name: inside, runs: once}
                """);
        assertThat(modelCalls("flow.now(new Asking(model))", catalog)).isEqualTo("none");
        assertThat(modelCalls("flow.inside(new Asking(model))", catalog)).isEqualTo("1");
    }

    @Test
    void what_goes_into_a_queue_may_run_at_once() {
        assertThat(modelCalls("flow.queue(new Asking(model))")).contains("runs of the function given to queue");
    }

    @Test
    void a_function_counts_where_it_is_handed_over() {
        assertThat(modelCalls("flow.last(text -> model.chat(text))")).contains("runs of the function given to last");
    }
}
