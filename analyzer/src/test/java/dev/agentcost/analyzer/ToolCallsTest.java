package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Growth;
import org.junit.jupiter.api.Test;

/** How many tool calls one answer asks for is an assumption about the answer; what is inside one of them is data. */
class ToolCallsTest {

    private static final String AGENT = """
            import dev.langchain4j.agent.tool.ToolExecutionRequest;
            import dev.langchain4j.data.message.AiMessage;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.model.chat.request.ChatRequest;
            import dev.langchain4j.service.tool.ToolExecutor;
            import java.util.ArrayList;
            import java.util.List;

            class Agent {
                void run(ChatModel model, ChatRequest request, ToolExecutor tool) {
                    AiMessage answer = model.chat(request).aiMessage();
                    LOOP
                    }
                }
            }
            """;

    @Test
    void theLoopOverTheToolCallsOfOneAnswerDoesNotCountAsGrowth() {
        assertBound("""
                for (ToolExecutionRequest call : answer.toolExecutionRequests()) { // HERE
                    tool.execute(call, null);
                """, "toolCallsPerAnswer");
    }

    @Test
    void norDoesItThroughALocal() {
        assertBound("""
                List<ToolExecutionRequest> calls = answer.toolExecutionRequests();
                for (int i = 0; i < calls.size(); i++) { // HERE
                    tool.execute(calls.get(i), null);
                """, "toolCallsPerAnswer");
    }

    @Test
    void theToolCallsOfSeveralAnswersAreData() {
        assertBound("""
                List<ToolExecutionRequest> all = new ArrayList<>();
                all.addAll(answer.toolExecutionRequests());
                for (ToolExecutionRequest call : all) { // HERE
                    tool.execute(call, null);
                """, "[size of all]");
    }

    @Test
    void thePartsOfOneToolCallAreData() {
        assertBound("""
                ToolExecutionRequest first = answer.toolExecutionRequests().get(0);
                for (String part : first.arguments().split(",")) { // HERE
                    tool.execute(first, part);
                """, "[size of first.arguments().split(\",\")]");
    }

    private void assertBound(String loop, String bound) {
        String source = AGENT.replace("LOOP", loop);
        var found = AgentSource.of(source, false).site().bound();
        assertThat(found.formula()).hasToString(bound);
        assertThat(found.growth()).isEqualTo(Growth.parse(bound.startsWith("[") ? "O(n)" : "O(1)"));
    }

    private static boolean reachesTool(String type, String key) {
        return AgentSource.withAllLoops("""
                        interface Tool { String execute(String input); }
                        interface Listener { String execute(String input); }
                        interface OutputHandler { String execute(String input); }
                        Map<String, TYPE> known = new HashMap<>();
                        void run(String question) {
                            for (int i = 0; i < 5; i++) { // HERE
                                String answer = model.chat(question);
                                TYPE one = known.get(KEY);
                                if (one != null) question = one.execute("now");
                            }
                        }
                        """.replace("TYPE", type).replace("KEY", key))
                .site()
                .reachesTool();
    }

    @Test
    void aToolThatIsFoundByANameInTheTextOfAnAnswerIsRun() {
        assertThat(reachesTool("Tool", "answer.substring(8).trim()")).isTrue();
        assertThat(reachesTool("Tool", "\"clock\"")).isFalse();
        assertThat(reachesTool("Listener", "answer.substring(8).trim()")).isFalse();
        assertThat(reachesTool("OutputHandler", "answer.substring(8).trim()")).isFalse();
    }

    /** What a line of a loop does with a tool call that a model asked for. */
    private static boolean runsTool(String line) {
        return AgentSource.withAllLoops("""
                        record Run(String state) { String runState() { return state; } }
                        static class Query {
                            String text = "";
                            Query parameter(String value) { text += value; return this; }
                            String executeAndFetch() { return "rows of " + text; }
                        }
                        static class Commands { Query find(String name) { return new Query(); } }
                        Map<String, Run> runs = new HashMap<>();
                        Commands commands = new Commands();
                        String PREFIX = "run:";
                        String runKey(String name) { return PREFIX + name; }
                        String runLater(String name) { return PREFIX + name; }
                        String execSessionKey(String id) { return PREFIX + id; }
                        String executeByName(String id) { return PREFIX + id; }
                        boolean handleFailure(String id) { return PREFIX.concat(id).isEmpty(); }
                        java.util.function.Function<String, String> names = name -> PREFIX + name;
                        java.util.function.Function<String, String> handler = name -> PREFIX + name;
                        java.util.function.BiFunction<String, String, String> both = (name, text) -> name + text;
                        java.util.function.Function<ToolExecutionRequest, String> one = asked -> PREFIX + asked.name();
                        void run(ToolExecutionRequest call, List<java.lang.reflect.Method> methods) throws Exception {
                            for (java.lang.reflect.Method method : methods) { // HERE
                                LINE
                            }
                            tool.execute(call, null);
                            model.chat("done");
                        }
                        """.replace("LINE", line)).site().reachesTool();
    }

    @Test
    void whatOnlyNamesOrReadsAPartOfAToolCallRunsNone() {
        assertThat(runsTool("runLater(call.name());")).isTrue();
        assertThat(runsTool("runKey(call.name());")).isFalse();
        assertThat(runsTool("commands.find(call.name()).executeAndFetch();")).isTrue();
        assertThat(runsTool("new Query().parameter(call.name()).executeAndFetch();"))
                .isFalse();
        assertThat(runsTool("runs.get(call.name()).runState();")).isFalse();
        assertThat(runsTool("method.invoke(this, call.arguments());")).isTrue();
        assertThat(runsTool("method.invoke(call);")).isFalse();
        assertThat(runsTool("handleFailure(call.id());")).isFalse();
        assertThat(runsTool("execSessionKey(call.id());")).isFalse();
        assertThat(runsTool("executeByName(call.name());")).isTrue();
        assertThat(runsTool("String id = call.id(); names.apply(id);")).isFalse();
        assertThat(runsTool("String text = call.arguments(); handler.apply(text);"))
                .isTrue();
        assertThat(runsTool("both.apply(call.name(), call.arguments());")).isTrue();
        assertThat(runsTool("one.apply(call);")).isTrue();
    }

    /** Whether the loop runs a tool: a step of one that was found by its name, or of one that is only chosen. */
    private static boolean runsToolInside(String use) {
        return AgentSource.withAllLoops("""
                        interface Clock { String execute(String zones); }
                        class Zones implements Clock {
                            public String execute(String zones) { return all(zones); }
                        }
                        String processZone(String zone) { return zone + System.currentTimeMillis(); }
                        String all(String zones) {
                            String text = "";
                            for (String zone : zones.split(",")) { // HERE
                                text += processZone(zone);
                            }
                            return text;
                        }
                        interface ClockTool { String execute(String zones); }
                        class ZonesTool implements ClockTool {
                            public String execute(String zones) { return all(zones); }
                        }
                        Map<String, Clock> clocks = new HashMap<>(Map.of("zones", new Zones()));
                        ClockTool only = new ZonesTool();
                        void run() {
                            ToolExecutionRequest call = model.chat(new ArrayList<>()).aiMessage().toolExecutionRequests().get(0);
                            USE
                            model.chat("done");
                        }
                        """.replace("USE", use)).site().reachesTool();
    }

    @Test
    void aStepOfAToolsOwnWorkIsNoFurtherTool() {
        assertThat(runsToolInside("clocks.get(call.name()).execute(call.arguments());"))
                .isFalse();
        assertThat(runsToolInside("only.execute(call.arguments());")).isFalse();
        assertThat(runsToolInside("if (call.name().equals(\"zones\")) all(call.arguments());"))
                .isTrue();
    }

    /** The limit of a loop that goes on until the calls that it counts are too many. */
    private static String boundByCalls(String turn) {
        return AgentSource.withMembers("""
                        List<ToolExecutionRequest> kept = new ArrayList<>();
                        void run(int max) {
                            int used = 0;
                            while (true) { // HERE
                                AiMessage answer = model.chat(new ArrayList<>()).aiMessage();
                                List<ToolExecutionRequest> asked = answer.toolExecutionRequests();
                                TURN
                            }
                        }
                        """.replace("TURN", turn))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void whatIsAddedForEachOfSomeCallsIsOneAtLeast() {
        assertThat(boundByCalls("if (asked.isEmpty()) return; used += asked.size(); if (used > max) return;"))
                .isEqualTo("max + 1");
        assertThat(
                        boundByCalls(
                                "if (asked == null || asked.isEmpty()) return; int n = asked.size(); used += n; if (used > max) return;"))
                .isEqualTo("max + 1");
        assertThat(
                        boundByCalls(
                                "if (used >= max || asked.isEmpty()) return; for (ToolExecutionRequest one : asked) { used++; tool.execute(one, null); }"))
                .isEqualTo("max + 1");
    }

    @Test
    void whatMayBeNoCallOrIsLeftEarlyAddsNothing() {
        assertThat(boundByCalls("used += asked.size(); if (used > max) return;"))
                .startsWith("[turns");
        assertThat(boundByCalls(
                        "if (asked.isEmpty()) return; asked.clear(); used += asked.size(); if (used > max) return;"))
                .startsWith("[turns");
        assertThat(boundByCalls("if (used >= max) return; for (ToolExecutionRequest one : asked) { used++; }"))
                .startsWith("[turns");
        assertThat(
                        boundByCalls(
                                "if (used >= max || asked.isEmpty()) return; for (ToolExecutionRequest one : asked) { if (one.name() == null) break; used++; }"))
                .startsWith("[turns");
        assertThat(
                        boundByCalls(
                                "if (used >= max || asked.isEmpty()) return; for (ToolExecutionRequest one : asked) { if (one.name() != null) used++; }"))
                .startsWith("[turns");
        assertThat(boundByCalls(
                        "if (asked.isEmpty()) return; asked = kept; used += asked.size(); if (used > max) return;"))
                .startsWith("[turns");
    }

    @Test
    void whatSaysThatAnAnswerAsksForToolsSaysThatTheyAreSome() {
        String some = "if (!answer.hasToolExecutionRequests()) return; ";
        assertThat(
                        boundByCalls(
                                some
                                        + "for (ToolExecutionRequest one : answer.toolExecutionRequests()) { used++; if (used > max) return; tool.execute(one, null); }"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls(some + "used += answer.toolExecutionRequests().size(); if (used > max) return;"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls(some + "for (ToolExecutionRequest one : asked) { if (++used > max) return; }"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls("int n = asked.size(); if (n == 0) return; used += n; if (used > max) return;"))
                .isEqualTo("max + 1");
    }

    @Test
    void aTestInALoopOverSomeCallsIsPassedInEachTurnRoundIt() {
        String some = "if (asked.isEmpty()) return; ";
        assertThat(boundByCalls(some + "for (ToolExecutionRequest one : asked) { if (used >= max) return; used++; }"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls("for (ToolExecutionRequest one : asked) { used++; if (used > max) return; }"))
                .startsWith("[turns");
        assertThat(boundByCalls(some + "for (ToolExecutionRequest one : asked) { used++; if (used > max) break; }"))
                .startsWith("[turns");
        assertThat(
                        boundByCalls(
                                some
                                        + "for (ToolExecutionRequest one : asked) { if (one.name() == null) continue; used++; if (used > max) return; }"))
                .startsWith("[turns");
        assertThat(
                        boundByCalls(
                                some
                                        + "try { for (ToolExecutionRequest one : asked) { tool.execute(one, null); used++; if (used > max) return; } } catch (RuntimeException e) { kept.clear(); }"))
                .startsWith("[turns");
    }

    @Test
    void roomThatIsAskedForBeforeTheStepLimitsTheLoop() {
        String some = "if (asked.isEmpty()) return; ";
        assertThat(boundByCalls(some + "if (used + asked.size() > max) return; used += asked.size();"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls(some + "int n = asked.size(); int next = used + n; if (next > max) return; used += n;"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls(some + "int n = asked.size(); if (max - used < n) return; used += n;"))
                .isEqualTo("max + 1");
        assertThat(boundByCalls("if (used + asked.size() > max) return; used += asked.size();"))
                .startsWith("[turns");
        assertThat(boundByCalls(some + "if (used - asked.size() > max) return; used += asked.size();"))
                .startsWith("[turns");
    }

    /** The same where the answer that is tested is another one each time. */
    private static String boundByAnswers(String turn) {
        return AgentSource.withMembers("""
                        void run(int max) {
                            int used = 0;
                            AiMessage answer = model.chat(new ArrayList<>()).aiMessage();
                            while (answer.hasToolExecutionRequests()) { // HERE
                                TURN
                            }
                        }
                        """.replace("TURN", turn))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void theCallsOfTheAnswerThatWasTestedAreSome() {
        String next = "answer = model.chat(new ArrayList<>()).aiMessage(); ";
        String count =
                "for (ToolExecutionRequest one : answer.toolExecutionRequests()) { used++; if (used > max) return; } ";
        String asked = "List<ToolExecutionRequest> asked = answer.toolExecutionRequests(); ";
        assertThat(boundByAnswers(count + next)).isEqualTo("max + 1");
        assertThat(boundByAnswers(next + count)).startsWith("[turns");
        assertThat(boundByAnswers(asked + "used += asked.size(); if (used > max) return; " + next))
                .isEqualTo("max");
        assertThat(boundByAnswers(asked + "asked.clear(); used += asked.size(); if (used > max) return; " + next))
                .startsWith("[turns");
        assertThat(
                        boundByAnswers(
                                asked + next
                                        + "if (!answer.hasToolExecutionRequests()) return; used += asked.size(); if (used > max) return;"))
                .startsWith("[turns");
    }

    /** The same with an answer of the program's own. */
    private static String boundByParts(String turn) {
        return AgentSource.withMembers("""
                        record Reply(List<String> calls) {}
                        Reply ask(String question) { return new Reply(new ArrayList<>(List.of(model.chat(question)))); }
                        void drop(Reply reply) { reply.calls().clear(); }
                        void run(int max) {
                            int used = 0;
                            while (true) { // HERE
                                Reply reply = ask("next");
                                if (reply.calls().isEmpty()) return;
                                TURN
                            }
                        }
                        """.replace("TURN", turn))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void thePartsOfAnObjectAreSomeUntilSomethingTakesThemAway() {
        String count = "for (String one : reply.calls()) { used++; if (used > max) return; }";
        assertThat(boundByParts(count)).isEqualTo("max + 1");
        assertThat(boundByParts("reply.calls().clear(); " + count)).startsWith("[turns");
        assertThat(boundByParts("List<String> calls = reply.calls(); calls.clear(); " + count))
                .startsWith("[turns");
        assertThat(boundByParts("drop(reply); " + count)).startsWith("[turns");
    }
}
