package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where cost begins. */
class EntryPointTest {

    private static final String FILE = """
            package example;

            import dev.langchain4j.model.chat.ChatModel;

            class Agent {
                ChatModel model;

            %s
            }
            """;

    @Test
    void whatNothingCallsIsEnteredAndWhatIsCalledIsNot() {
        assertThat(entryPoints("""
                    public String answer(String text) { return ask(text); }
                    public String ask(String text) { return model.chat(text); }
                    public String nothing() { return ""; }
                """)).containsExactly("Agent#answer");
    }

    @Test
    void aMethodThatOnlyItselfCallsIsEntered() {
        assertThat(entryPoints("""
                    public String answer(String text) {
                        String answer = model.chat(text);
                        return answer.isEmpty() ? answer(text) : answer;
                    }
                """)).containsExactly("Agent#answer");
    }

    @Test
    void ofARecursionThatNothingElseCallsTheMethodsThatOthersCanCallAreEntered() {
        assertThat(entryPoints("""
                    public String answer(String text) { return step(model.chat(text)); }
                    private String step(String text) { return text.isEmpty() ? text : answer(text); }
                """)).containsExactly("Agent#answer");
    }

    @Test
    void aRecursionThatIsCalledIsNotEntered() {
        assertThat(entryPoints("""
                    public String run() { return answer("a"); }
                    public String answer(String text) { return step(model.chat(text)); }
                    private String step(String text) { return text.isEmpty() ? text : answer(text); }
                """)).containsExactly("Agent#run");
    }

    @Test
    void oneCallOfARecursiveEntryPointHasItsCost() {
        EntryPoint entry = AgentSource.of(FILE.formatted("""
                    public String answer(String text, int depth) {
                        return depth <= 0 ? model.chat(text) : answer(text, depth - 1);
                    }
                """), false).entry("answer");

        assertThat(entry.cost().get(Dimension.MODEL_CALLS).isUnbounded()).isFalse();
        assertThat(entry.sites()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.web.bind.annotation.PostMapping",
                "org.springframework.kafka.annotation.KafkaListener",
                "org.springframework.scheduling.annotation.Scheduled",
                "org.springframework.context.event.EventListener",
                "jakarta.ws.rs.GET",
                "org.eclipse.microprofile.reactive.messaging.Incoming",
                "org.springaicommunity.mcp.annotation.McpTool",
                "io.quarkiverse.mcp.server.Tool"
            })
    void whatIsCalledFromOutsideIsEnteredThoughTheProgramCallsItToo(String annotation) {
        assertThat(entryPoints("""
                    @%s
                    public String answer(String text) { return model.chat(text); }
                    public void warmUp() { answer("hello"); }
                """.formatted(annotation))).containsExactly("Agent#answer", "Agent#warmUp");
    }

    @Test
    void mainIsEntered() {
        assertThat(entryPoints("""
                    public static void main(String[] arguments) { new Agent().model.chat("a"); }
                    void again() { main(null); }
                """)).contains("Agent#main");
    }

    @Test
    void whatARouteOfAServerRunsIsEnteredByEachRequestAndNotWhereItIsRegistered() {
        assertThat(entryPoints("""
                    public void start(io.javalin.Javalin app) {
                        app.get("/answer", ctx -> ctx.result(model.chat(ctx.body())));
                        app.ws("/live", this::live);
                    }
                    private void live(io.javalin.websocket.WsConfig ws) {
                        ws.onMessage(ctx -> ctx.send(model.chat(ctx.message())));
                    }
                """)).containsExactlyInAnyOrder("Agent#start", "Agent#live");
    }

    private static List<String> entryPoints(String members) {
        return AgentSource.of(FILE.formatted(members), false).analysis().entryPoints().stream()
                .map(EntryPoint::method)
                .toList();
    }
}
