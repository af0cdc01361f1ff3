package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that a builder is given by a method that it is handed to, or on some paths only. */
class SharedSettingTest {

    private static final String AGENT = """
            Object tools;
            boolean some;
            interface Assistant { String answer(String question); }
            static <T> AiServices<T> capped(AiServices<T> builder) { return builder.maxToolCallingRoundTrips(7); }
            static void cap(AiServices<?> builder, int turns) { builder.maxToolCallingRoundTrips(turns); }
            static void capSome(AiServices<?> builder, int turns) {
                if (turns > 0) {
                    builder.maxToolCallingRoundTrips(turns);
                }
            }
            static <T> AiServices<T> plain(AiServices<T> builder) { return builder.systemMessageProvider(id -> "hello"); }
            String ask() {
                CODE
                return assistant.answer("a");
            }
            """;

    private static String turns(String... code) {
        AgentSource agent = AgentSource.withMembers(AGENT.replace("CODE", String.join("\n", code)));
        return agent.analysis().sites().stream()
                .filter(site -> site.method().equals("Agent#ask"))
                .map(site -> site.bound().formula().toString())
                .toList()
                .toString();
    }

    private static final String BUILDER =
            "var builder = AiServices.builder(Assistant.class).chatModel(model).tools(tools);";
    private static final String BUILD = "Assistant assistant = builder.build();";

    @Test
    void whatAHelperSetsHolds() {
        assertThat(turns(
                        "Assistant assistant = capped(AiServices.builder(Assistant.class).chatModel(model).tools(tools))"
                                + ".build();"))
                .isEqualTo("[7]");
        assertThat(turns(BUILDER, "capped(builder);", BUILD)).isEqualTo("[7]");
        assertThat(turns(BUILDER, "cap(builder, 300);", BUILD)).isEqualTo("[turns]");
    }

    @Test
    void aHelperThatSetsSomethingElseLeavesTheDefault() {
        assertThat(turns(
                        "Assistant assistant = plain(AiServices.builder(Assistant.class).chatModel(model).tools(tools))"
                                + ".build();"))
                .isEqualTo("[100]");
        assertThat(turns(BUILDER, "plain(builder);", BUILD)).isEqualTo("[100]");
    }

    @Test
    void whatIsNotSetOnEveryPathLeavesTheDefault() {
        assertThat(turns(BUILDER, "if (some) { builder.maxToolCallingRoundTrips(7); }", BUILD))
                .isEqualTo("[100]");
        assertThat(turns(BUILDER, "if (some) { builder.maxToolCallingRoundTrips(700); }", BUILD))
                .isEqualTo("[700]");
        assertThat(turns(BUILDER, "if (some) { capped(builder); }", BUILD)).isEqualTo("[100]");
        assertThat(turns(BUILDER, "capSome(builder, 7);", BUILD)).isEqualTo("[max(turns, 100)]");
        assertThat(turns(
                        BUILDER,
                        "try { builder.maxToolCallingRoundTrips(Integer.parseInt(\"7\")); }",
                        "catch (RuntimeException e) { }",
                        BUILD))
                .contains("100");
    }

    @Test
    void whatIsSetOnEveryPathHolds() {
        assertThat(turns(
                        BUILDER,
                        "if (some) { builder.maxToolCallingRoundTrips(7); }",
                        "else { builder.maxToolCallingRoundTrips(9); }",
                        BUILD))
                .isEqualTo("[9]");
        assertThat(turns(BUILDER, "if (some) { return \"\"; }", "builder.maxToolCallingRoundTrips(7);", BUILD))
                .isEqualTo("[7]");
        assertThat(turns(BUILDER, "builder.maxToolCallingRoundTrips(7);", "if (some) { capped(builder); }", BUILD))
                .isEqualTo("[7]");
    }

    @Test
    void aHelperThatManyUseSetsForEachWhatItIsGivenToSet() {
        AgentSource agent = AgentSource.withMembers("""
            Object tools;
            interface Long { String answer(String question); }
            interface Short { String answer(String question); }
            static <T> AiServices<T> plain(AiServices<T> builder) { return builder.systemMessageProvider(id -> "hello"); }
            String many() {
                Long agent = plain(AiServices.builder(Long.class).chatModel(model).tools(tools)
                        .maxToolCallingRoundTrips(90)).build();
                return agent.answer("a");
            }
            String few() {
                Short agent = plain(AiServices.builder(Short.class).chatModel(model).tools(tools)
                        .maxToolCallingRoundTrips(3)).build();
                return agent.answer("a");
            }
            """);
        assertThat(List.of(calls(agent, "many"), calls(agent, "few")))
                .isEqualTo(List.of(Formula.of(91), Formula.of(4)));
    }

    private static Formula calls(AgentSource agent, String method) {
        return agent.entry(method).cost().get(Dimension.MODEL_CALLS);
    }

    private static final String CLIENTS = """
            import org.springframework.ai.chat.client.ChatClient;
            class Agent {
                private final ChatClient first;
                private final ChatClient second;
                private Object tools;
                Agent(ChatClient.Builder builder) {
                    CODE
                }
                String first() { return first.prompt().user("a").call().content(); }
                String second() { return second.prompt().user("a").call().content(); }
            }
            """;

    private static List<String> withTools(String... code) {
        return AgentSource.of(CLIENTS.replace("CODE", String.join("\n", code)), false).analysis().sites().stream()
                .map(site -> site.method().replace("Agent#", ""))
                .toList();
    }

    @Test
    void aCopyHasWhatItsBuilderWasSetBeforeAndNothingOfWhatEitherIsSetLater() {
        assertThat(withTools("first = builder.clone().build();", "second = builder.defaultTools(tools).build();"))
                .containsExactly("second");
        assertThat(withTools("second = builder.clone().defaultTools(tools).build();", "first = builder.build();"))
                .containsExactly("second");
        assertThat(withTools("builder.defaultTools(tools);", "first = builder.clone().build();", "second = first;"))
                .containsExactly("first", "second");
        assertThat(withTools(
                        "ChatClient some = null;",
                        "for (int i = 0; i < 2; i++) {",
                        "    some = builder.clone().build();",
                        "    builder.defaultTools(tools);",
                        "}",
                        "first = some;",
                        "second = null;"))
                .contains("first");
    }

    @Test
    void aToolThatWasHandedACopyFromBeforeDoesNotAskTheAgentThatItBelongsTo() {
        String routing = """
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.tool.annotation.Tool;
                class Agent {
                    private final ChatClient client;
                    Agent(ChatClient.Builder builder) {
                        client = builder.defaultTools(new Tools(COPY)).build();
                    }
                    String ask(String question) { return client.prompt().user(question).call().content(); }
                }
                class Tools {
                    private final ChatClient.Builder builder;
                    Tools(ChatClient.Builder builder) { this.builder = builder; }
                    @Tool String search(String text) { return builder.build().prompt().user(text).call().content(); }
                }
                """;
        assertThat(kinds(routing.replace("COPY", "builder.clone()"))).containsExactly(SiteKind.FRAMEWORK_LOOP);
        assertThat(kinds(routing.replace("COPY", "builder"))).contains(SiteKind.RECURSION);
    }

    private static List<SiteKind> kinds(String source) {
        return AgentSource.of(source, false).analysis().sites().stream()
                .map(Site::kind)
                .toList();
    }

    private static final String BEANS = """
            import org.springframework.ai.chat.client.ChatClient;
            import org.springframework.context.annotation.*;
            import java.util.function.Supplier;
            @Configuration class Beans {
                @Bean ChatClient plain(ChatClient.Builder builder) { return builder.build(); }
                @Bean ChatClient equipped(ChatClient.Builder builder, Object tools) {
                    return builder.defaultTools(tools).build();
                }
            }
            class Agent {
                private final ChatClient NAME;
                Agent(ChatClient NAME) { this.NAME = NAME; }
                String ask(String question) { return NAME.prompt().user(question).call().content(); }
                Supplier<String> later(ChatClient NAME) { return () -> NAME.prompt().user("a").call().content(); }
            }
            """;

    @Test
    void whatAContainerPutsInHasTheToolsThatItsMakerGaveIt() {
        assertThat(kinds(BEANS.replace("NAME", "equipped")))
                .containsExactly(SiteKind.FRAMEWORK_LOOP, SiteKind.FRAMEWORK_LOOP);
        assertThat(kinds(BEANS.replace("NAME", "plain"))).isEmpty();
    }

    @Test
    void itMayBeAnyOfSeveralWhereNoneHasThePlacesName() {
        assertThat(kinds(BEANS.replace("NAME", "client")))
                .containsExactly(SiteKind.FRAMEWORK_LOOP, SiteKind.FRAMEWORK_LOOP);
    }

    private static final String FACTORY = """
            import org.springframework.ai.chat.client.ChatClient;
            import org.springframework.ai.chat.model.ChatModel;
            class Agent {
                ChatModel model;
                Clock all = new Clock();
                static class Clock {
                    @org.springframework.ai.tool.annotation.Tool
                    String now() { return "noon"; }
                }
                ChatClient make(boolean with, Object tools) {
                    var builder = ChatClient.builder(model).defaultSystem("help");
                    TEST {
                        builder.defaultTools(all);
                    }
                    return builder.build();
                }
                String ask() {
                    ChatClient client = make(GIVEN);
                    return client.prompt().user("a").call().content();
                }
            }
            """;

    private static long loops(String test, String given) {
        return AgentSource.of(FACTORY.replace("TEST", test).replace("GIVEN", given), false).analysis().sites().stream()
                .filter(site -> site.kind() == SiteKind.FRAMEWORK_LOOP)
                .count();
    }

    @Test
    void aPartOfAFactoryThatItsCallerSwitchesOffSetsNothing() {
        assertThat(loops("if (with)", "false, all")).isZero();
        assertThat(loops("if (with)", "true, all")).isOne();
        assertThat(loops("if (with)", "all == null, all")).isOne();
        assertThat(loops("if (!with)", "true, all")).isZero();
        assertThat(loops("if (tools != null)", "true, null")).isZero();
        assertThat(loops("if (tools != null)", "true, all")).isOne();
    }

    @Test
    void whatIsNotUnderTheTestIsSetWhateverTheCallerSays() {
        assertThat(loops("if (with) { System.out.println(tools); }", "false, all"))
                .isOne();
        assertThat(loops("with = true; if (with)", "false, all")).isOne();
    }
}
