package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
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
}
