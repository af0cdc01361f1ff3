package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module sees through its calls into another one's jar as if that one's sources stood beside its own. */
class DependencyFormTest {

    private static final String AGENT = """
            package com.acme;
            import dev.langchain4j.model.chat.ChatModel;
            public class Agent {
                private final ChatModel model;
                public Agent(ChatModel model) { this.model = model; }
                public String answer(String question) {
                    String text = question;
                    for (int i = 0; i < 4; i++) {
                        text = text + model.chat(text);
                    }
                    return text;
                }
                public String talk(String question) {
                    String text = question;
                    while (!text.contains("DONE")) {
                        text = model.chat(text);
                    }
                    return text;
                }
            }
            """;

    private static final String APP = """
            package app;
            import com.acme.Agent;
            import java.util.List;
            public class App {
                private final Agent agent;
                App(Agent agent) { this.agent = agent; }
                public void run(List<String> questions) {
                    for (String question : questions) {
                        agent.answer(question);
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    private Path library;

    @BeforeEach
    void buildLibrary() {
        library = ModuleBuild.library(directory);
    }

    private ModuleBuild core(String... sources) {
        return module("core", files(sources), List.of());
    }

    private ModuleBuild module(String name, Map<String, String> sources, List<Path> classPath) {
        List<Path> entries = new ArrayList<>(classPath);
        entries.add(library);
        return ModuleBuild.of(directory, name, sources, entries);
    }

    /** Sources by the path that package and first type give them. */
    private static Map<String, String> files(String... sources) {
        Map<String, String> files = new HashMap<>();
        for (String source : sources) {
            String folder =
                    source.replaceFirst("(?s)\\s*package ([\\w.]+);.*", "$1").replace('.', '/');
            String type = source.replaceFirst("(?s).*?(?:class|interface) (\\w+).*", "$1");
            files.put(folder + "/" + type + ".java", source);
        }
        return files;
    }

    private Analysis app(Path dependency, String... sources) {
        return module("app", files(sources), List.of(dependency)).analysis();
    }

    /** What one module with all these sources says. */
    private Analysis together(Map<String, String> core, String... app) {
        Map<String, String> all = new HashMap<>(core);
        all.putAll(files(app));
        return module("together", all, List.of()).analysis();
    }

    private static Map<String, String> costs(Analysis analysis, String type) {
        Map<String, String> costs = new TreeMap<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            if (entry.method().startsWith(type)) {
                costs.put(entry.method(), entry.cost().toString());
            }
        }
        return costs;
    }

    private void assertSameCosts(String[] core, String... app) {
        Map<String, String> expected = costs(together(files(core), app), "App");
        assertThat(expected).isNotEmpty();
        assertThat(expected.values()).allSatisfy(cost -> assertThat(cost).contains("model"));
        Path jar = core(core).withForm().jar();
        assertThat(costs(app(jar, app), "App")).isEqualTo(expected);
        Path plain = module("plain", files(core), List.of()).jar();
        assertThat(costs(app(plain, app), "App")).as("from byte code").isEqualTo(expected);
        Map<String, String> all = new HashMap<>(files(core));
        all.putAll(files(app));
        assertThat(costs(module("beside", all, List.of(plain)).analysis(), "App"))
                .as("from sources beside their byte code")
                .isEqualTo(expected);
    }

    @Test
    void a_loop_of_the_dependency_costs_the_caller_what_it_costs_beside_its_source() {
        ModuleBuild core = core(AGENT).withForm();
        Map<String, String> expected = costs(together(files(AGENT), APP), "App");
        assertThat(expected).containsOnlyKeys("App#run");
        assertThat(costs(app(core.jar(), APP), "App")).as("from a jar").isEqualTo(expected);
        assertThat(costs(app(core.classes(), APP), "App"))
                .as("from a directory")
                .isEqualTo(expected);
    }

    @Test
    void without_a_form_the_classes_of_the_dependency_say_what_it_costs() {
        ModuleBuild core = core(AGENT);
        Map<String, String> expected = costs(together(files(AGENT), APP), "App");
        Analysis analysis = app(core.jar(), APP);
        assertThat(costs(analysis, "App")).isEqualTo(expected).hasSize(1);
        assertThat(costs(app(core.classes(), APP), "App")).isEqualTo(expected);
        assertThat(analysis.entryPoints()).extracting(EntryPoint::method).containsExactly("App#run");
        assertThat(analysis.sites()).extracting(Site::method).containsOnly("App#run");
        assertThat(analysis.coverage().problems()).isEmpty();
        assertThat(analysis.graph().nodes())
                .filteredOn(node -> node.name().equals("Agent#answer"))
                .singleElement()
                // the line of the first instruction: class files do not say where a method begins
                .satisfies(node -> assertThat(node.location()).hasToString("core-1.0.jar!/com/acme/Agent.java:7"));
    }

    @Test
    void what_a_dependency_without_a_form_calls_in_another_one_is_counted() {
        Path core = core(AGENT).jar();
        String middle = """
                package com.mid;
                import com.acme.Agent;
                public class Middle {
                    public static String twice(Agent agent) { return agent.answer(agent.answer("a")); }
                }
                """;
        String app = """
                package app;
                import com.mid.Middle;
                public class App {
                    public void run() { Middle.twice(null); }
                }
                """;
        Path mid = module("mid", files(middle), List.of(core)).jar();
        Analysis analysis = module("app", files(app), List.of(mid, core)).analysis();
        Map<String, String> expected = costs(together(files(AGENT, middle), app), "App");
        assertThat(expected).containsOnlyKeys("App#run");
        assertThat(costs(analysis, "App")).isEqualTo(expected);
    }

    @Test
    void a_row_of_the_catalogue_holds_over_the_classes_and_a_jar_that_no_source_leads_to_is_nothing() {
        Path core = core(AGENT).jar();
        String app = """
                package app;
                import dev.langchain4j.model.chat.ChatModel;
                public class App {
                    public String run(ChatModel model) { return model.chat("a"); }
                }
                """;
        Analysis analysis = app(core, app);
        assertThat(costs(analysis, "App")).isEqualTo(costs(together(Map.of(), app), "App"));
        assertThat(analysis.graph().nodes())
                .noneMatch(node -> node.location().file().contains("!/"));
    }

    @Test
    void places_in_the_dependency_are_told_by_its_jar_and_package() {
        Analysis analysis = app(core(AGENT).withForm().jar(), APP);
        assertThat(analysis.graph().nodes())
                .filteredOn(node -> node.name().equals("Agent#answer"))
                .singleElement()
                .satisfies(node -> assertThat(node.location()).hasToString("core-1.0.jar!/com/acme/Agent.java:6"));
    }

    @Test
    void the_dependency_has_no_entry_points_and_no_findings_of_its_own() {
        Analysis alone = core(AGENT).withForm().analysis();
        assertThat(alone.entryPoints()).extracting(EntryPoint::method).containsExactly("Agent#answer", "Agent#talk");
        assertThat(alone.sites()).isNotEmpty();
        Analysis analysis = app(directory.resolve("core/classes"), APP);
        assertThat(analysis.entryPoints()).extracting(EntryPoint::method).containsExactly("App#run");
        assertThat(analysis.sites()).extracting(Site::method).containsOnly("App#run");
        assertThat(analysis.hazards()).isEmpty();
        assertThat(analysis.coverage().filesSeen()).isEqualTo(1);
        assertThat(analysis.coverage().problems()).isEmpty();
        assertThat(analysis.catalog())
                .allSatisfy(file -> assertThat(file.rows()).isEmpty());
    }

    @Test
    void an_unbounded_loop_of_the_dependency_makes_the_caller_unbounded_and_may_be_capped_there() {
        String app = APP.replace("agent.answer", "agent.talk");
        Analysis analysis = app(core(AGENT).withForm().jar(), app);
        EntryPoint entry = analysis.entryPoints().get(0);
        assertThat(entry.cost().toString()).contains("turns of the loop at Agent:");
        Site loop = entry.sites().stream()
                .filter(site -> site.location().file().startsWith("core-1.0.jar!/"))
                .findFirst()
                .orElseThrow();
        Scenario capped = Scenario.NOTHING.withTurns(loop.location(), Formula.of(3));
        assertThat(analysis.costOf().apply(entry.methodKey(), capped).toString())
                .doesNotContain("turns of the loop at Agent:");
    }

    @Test
    void a_file_that_mentions_nothing_but_a_type_of_the_dependency_is_read() {
        Analysis analysis = app(core(AGENT).withForm().jar(), """
                package app;
                public class Holder {
                    static com.acme.Agent agent() { return new com.acme.Agent(null); }
                }
                """, """
                package app;
                public class AppWithoutType {
                    public void run() { Holder.agent().answer("a"); }
                }
                """, """
                package app;
                public class Unrelated {
                    public void run() { System.out.println(); }
                }
                """);
        assertThat(costs(analysis, "App")).containsOnlyKeys("AppWithoutType#run");
        assertThat(analysis.coverage().filesIrrelevant()).isEqualTo(1);
    }

    @Test
    void a_file_that_only_uses_an_interface_of_the_dependency_is_read() {
        String[] core = {
            "package com.acme; public interface Answers { String answer(String question); }",
            AGENT.replace("class Agent", "class Agent implements Answers")
        };
        assertSameCosts(core, """
                package app;
                import com.acme.Answers;
                public class App {
                    public void run(Answers answers) { answers.answer("a"); }
                }
                """);
    }

    @Test
    void a_file_that_only_uses_an_interface_of_a_jar_without_form_is_read_too() {
        ModuleBuild api = module(
                "api",
                files("package com.acme.api; public interface Answers { String answer(String question); }"),
                List.of());
        assertThat(api.form()).isEmpty();
        ModuleBuild core = module(
                "core",
                files(AGENT.replace("class Agent", "class Agent implements com.acme.api.Answers")),
                List.of(api.jar()));
        Analysis analysis = module(
                        "app", files("""
                                package app;
                                import com.acme.api.Answers;
                                public class App {
                                    public void run(Answers answers) { answers.answer("a"); }
                                }
                                """), List.of(api.jar(), core.withForm().jar()))
                .analysis();
        assertThat(costs(analysis, "App")).containsOnlyKeys("App#run");
    }

    @Test
    void what_this_module_implements_is_run_through_the_interface_of_a_jar_without_form() {
        ModuleBuild api = module(
                "api",
                files("package com.acme.api; public interface Answers { String answer(String question); }"),
                List.of());
        Analysis analysis = module("app", files("""
                                package app;
                                import com.acme.api.Answers;
                                import dev.langchain4j.model.chat.ChatModel;
                                public class App {
                                    private Answers answers;
                                    public void run() { answers.answer("a"); }
                                }
                                class Asking implements Answers {
                                    private ChatModel model;
                                    public String answer(String question) { return model.chat(question); }
                                }
                                """), List.of(api.jar())).analysis();
        assertThat(costs(analysis, "App")).containsOnlyKeys("App#run");
    }

    /** A logger that costs, made where it is needed, is not every logger. */
    @Test
    void what_the_program_creates_itself_is_not_taken_for_what_a_container_gives() {
        ModuleBuild api = module(
                "api", files("package com.acme.api; public interface Log { void debug(String text); }"), List.of());
        Analysis analysis = module("app", files("""
                                package app;
                                import com.acme.api.Log;
                                import dev.langchain4j.model.chat.ChatModel;
                                public class App {
                                    private Log log;
                                    public void run() { while (true) { log.debug("a"); } }
                                    public void explain(ChatModel model) { new Explaining(model).debug("a"); }
                                }
                                class Explaining implements Log {
                                    private final ChatModel model;
                                    Explaining(ChatModel model) { this.model = model; }
                                    public void debug(String text) { model.chat(text); }
                                }
                                """), List.of(api.jar())).analysis();
        assertThat(costs(analysis, "App")).containsOnlyKeys("App#explain");
    }

    @Test
    void the_dependency_runs_what_this_module_implements() {
        String[] core = {"package com.acme; public interface Step { String run(String text); }", """
            package com.acme;
            import dev.langchain4j.model.chat.ChatModel;
            public class Runner {
                public static String repeat(ChatModel model, Step step) {
                    String text = model.chat("begin");
                    for (int i = 0; i < 5; i++) {
                        text = step.run(text);
                    }
                    return text;
                }
            }
            """};
        assertSameCosts(core, """
                package app;
                import com.acme.Runner;
                import com.acme.Step;
                import dev.langchain4j.model.chat.ChatModel;
                public class App {
                    public String run(ChatModel model) { return Runner.repeat(model, new Asking(model)); }
                    public String runLambda(ChatModel model) { return Runner.repeat(model, text -> model.chat(text)); }
                    static class Asking implements Step {
                        private final ChatModel model;
                        Asking(ChatModel model) { this.model = model; }
                        public String run(String text) { return model.chat(text) + model.chat("again"); }
                    }
                }
                """);
    }

    @Test
    void this_module_calls_through_its_own_interface_what_it_inherits_from_the_dependency() {
        assertSameCosts(new String[] {AGENT}, """
                package app;
                public interface Answers { String answer(String question); }
                """, """
                package app;
                public class Own extends com.acme.Agent implements Answers {
                    public Own() { super(null); }
                }
                """, """
                package app;
                public class App {
                    public void run(Answers answers) { answers.answer("a"); }
                }
                """);
    }

    @Test
    void anonymous_classes_lambdas_and_wired_builders_of_the_dependency_are_seen_through() {
        String[] core = {"""
            package com.acme;
            import dev.langchain4j.agent.tool.Tool;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;
            import java.util.function.Supplier;
            public class Agents {
                public interface Assistant { String ask(String question); }
                public static class Tools {
                    private final ChatModel model;
                    Tools(ChatModel model) { this.model = model; }
                    @Tool public String search(String text) { return model.chat(text); }
                }
                public static Assistant assistant(ChatModel model) {
                    return AiServices.builder(Assistant.class)
                            .chatModel(model)
                            .tools(new Tools(model))
                            .maxSequentialToolsInvocations(7)
                            .build();
                }
                public static Runnable twice(ChatModel model) {
                    return new Runnable() {
                        @Override public void run() { model.chat("a"); model.chat("b"); }
                    };
                }
                public static Supplier<String> once(ChatModel model) { return () -> model.chat("c"); }
            }
            """};
        assertSameCosts(core, """
                package app;
                import com.acme.Agents;
                import dev.langchain4j.model.chat.ChatModel;
                public class App {
                    public String ask(ChatModel model) { return Agents.assistant(model).ask("what?"); }
                    public void twice(ChatModel model) { Agents.twice(model).run(); }
                    public String once(ChatModel model) { return Agents.once(model).get(); }
                }
                """);
    }

    @Test
    void forms_add_up_along_a_chain_of_modules() {
        ModuleBuild core = core(AGENT).withForm();
        String middle = """
                package com.mid;
                import com.acme.Agent;
                public class Middle {
                    public static String twice(Agent agent) { return agent.answer(agent.answer("a")); }
                }
                """;
        String app = """
                package app;
                import com.mid.Middle;
                public class App {
                    public void run() { Middle.twice(null); }
                }
                """;
        ModuleBuild mid = module("mid", files(middle), List.of(core.jar())).withForm();
        Analysis analysis =
                module("app", files(app), List.of(mid.jar(), core.jar())).analysis();
        Map<String, String> expected = costs(together(files(AGENT, middle), app), "App");
        assertThat(expected).containsOnlyKeys("App#run");
        assertThat(costs(analysis, "App")).isEqualTo(expected);
    }

    @Test
    void the_sources_hold_over_the_dependency_and_the_first_dependency_over_the_next() {
        Path four = module("core", files(AGENT), List.of()).withForm().jar();
        Path nine = module("other", files(AGENT.replace("i < 4", "i < 9")), List.of())
                .withForm()
                .jar();
        String once = AGENT.replace("i < 4", "i < 1");
        assertThat(modelCalls(module("a", files(APP), List.of(four, nine)))).contains("4 *");
        assertThat(modelCalls(module("b", files(APP), List.of(nine, four)))).contains("9 *");
        assertThat(modelCalls(module("c", files(APP, once), List.of(nine, four))))
                .doesNotContain("9 *")
                .doesNotContain("4 *");
    }

    private static String modelCalls(ModuleBuild build) {
        EntryPoint run = build.analysis().entryPoints().stream()
                .filter(entry -> entry.method().equals("App#run"))
                .findFirst()
                .orElseThrow();
        return run.cost().get(dev.agentcost.analyzer.cost.Dimension.MODEL_CALLS).toString();
    }

    @Test
    void in_the_place_of_a_form_that_cannot_be_used_the_classes_are_read_and_it_is_told_once() {
        byte[] damaged = core(AGENT).form().orElseThrow();
        damaged[damaged.length / 2] ^= 1;
        assertIsReadFromClasses(damaged, "is damaged");
        byte[] foreign = core(AGENT).form().orElseThrow();
        int version = foreign[7];
        foreign[7] = 99;
        assertIsReadFromClasses(
                foreign, "has version 99 of the format, this release of agentcost reads version " + version);
        assertIsReadFromClasses(new byte[] {1, 2, 3}, "is no form of agentcost's");
    }

    private void assertIsReadFromClasses(byte[] form, String reason) {
        Map<String, String> expected = costs(together(files(AGENT), APP), "App");
        ModuleBuild core = core(AGENT).withForm(form);
        for (Path place : List.of(core.jar(), core.classes())) {
            Analysis analysis = app(place, APP);
            assertThat(costs(analysis, "App")).as(reason).isEqualTo(expected).hasSize(1);
            assertThat(analysis.coverage().problems())
                    .containsExactly(place.getFileName() + "!/" + Form.FILE + ": " + reason
                            + ": the classes beside it are looked at in its place, which say less; build that module"
                            + " again with this release of agentcost");
        }
    }

    /** Deflated bytes that cannot be inflated. */
    @Test
    void a_form_whose_bytes_the_jar_does_not_give_is_as_good_as_none() throws IOException {
        Path jar = core(AGENT).withForm().jar();
        byte[] bytes = Files.readAllBytes(jar);
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(Form.FILE);
        Arrays.fill(bytes, name + Form.FILE.length(), name + Form.FILE.length() + 20, (byte) 0xff);
        Files.write(jar, bytes);
        Analysis analysis = app(jar, APP);
        assertThat(costs(analysis, "App")).isEqualTo(costs(together(files(AGENT), APP), "App"));
        assertThat(analysis.coverage().problems())
                .singleElement()
                .asString()
                .startsWith("core-1.0.jar!/" + Form.FILE + ": cannot be read: ");
    }

    /** The rows say what no code does: the client speaks a protocol of its own. */
    @Test
    void rows_that_only_the_dependency_has_are_told_where_they_are_missed() throws IOException {
        Path client = module(
                        "client",
                        files("package com.own; public class Client { public native String ask(String text); }"),
                        List.of())
                .jar();
        Path catalog = Files.writeString(directory.resolve("own.yaml"), """
                framework: own
                markers: [com.own]
                evidence: our own code
                types:
                  - name: com.own.Client
                    methods:
                      - {name: ask, model-call: arguments}
                  - name: com.own.Unused
                    methods:
                      - {name: ask, model-call: arguments}
                """);
        ModuleBuild core =
                module("core", files("""
                package com.acme;
                import com.own.Client;
                public class Agent {
                    private Client client;
                    public String answer(String question) { return client.ask(question); }
                }
                """), List.of(client)).withCatalog(catalog).withForm();
        List<Path> classPath = List.of(core.jar(), client);
        assertThat(module("app", files(APP), classPath).analysis().coverage().problems())
                .containsExactly(
                        "core-1.0.jar!/" + Form.FILE + ": was made with a catalogue that is not known here: what"
                                + " calls of com.own.Client cost is known from their classes at most; put its rows into"
                                + " META-INF/agentcost/catalog.yaml of that module, or name its file under catalogs in"
                                + " agentcost.yaml");
        Analysis knowing =
                module("app", files(APP), classPath).withCatalog(catalog).analysis();
        assertThat(knowing.coverage().problems()).isEmpty();
        assertThat(costs(knowing, "App").get("App#run")).contains("modelCalls=");
        Analysis elsewhere = module("other", files("package app; public class Other {}"), classPath)
                .analysis();
        assertThat(elsewhere.coverage().problems()).isEmpty();
    }

    @Test
    void the_same_sources_give_the_same_form_wherever_they_stand_and_no_place_of_the_machine_is_in_it() {
        byte[] one = core(AGENT).form().orElseThrow();
        byte[] other = ModuleBuild.of(directory.resolve("elsewhere"), "core", files(AGENT), List.of(library))
                .form()
                .orElseThrow();
        assertThat(other).isEqualTo(one);
        assertThat(new String(one, StandardCharsets.ISO_8859_1))
                .contains("core-1.0.jar!/com/acme/Agent.java")
                .doesNotContain(directory.getFileName().toString())
                .doesNotContain("src/com");
    }

    /** The dependency's own files stand in its jar, where nobody looks for limits. */
    @Test
    void a_limit_that_the_dependency_s_configuration_files_set_holds_for_the_caller() throws IOException {
        String agents = """
            package com.acme;
            import dev.langchain4j.agent.tool.Tool;
            import dev.langchain4j.model.chat.ChatModel;
            import io.quarkiverse.langchain4j.RegisterAiService;
            @RegisterAiService(tools = Agents.Tools.class)
            public interface Agents {
                String ask(String question);
                class Tools {
                    @Tool public String search(String text) { return text; }
                }
            }
            """;
        String app = """
            package app;
            public class App {
                public void run(com.acme.Agents agents) { agents.ask("what?"); }
            }
            """;
        ModuleBuild core = module("core", files(agents), List.of());
        core.setting("quarkus.langchain4j.ai-service.max-tool-executions=77");
        Analysis analysis = app(core.withForm().jar(), app);
        assertThat(costs(analysis, "App").get("App#run")).contains("modelCalls=78");
        assertThat(new String(core.form().orElseThrow(), StandardCharsets.ISO_8859_1))
                .contains("max-tool-executions")
                .doesNotContain("other.key");
    }

    @Test
    void a_module_that_reaches_no_model_has_no_form() {
        assertThat(core("package com.acme; public class Plain { void run() {} }")
                        .form())
                .isEmpty();
    }
}
