package dev.agentcost.maven.report.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.maven.report.input.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded runs as assumptions, and against their bounds. */
class CalibrationTest {

    @TempDir
    Path folder;

    private static String span(String trace, String parent, String name, int status, String... attributes) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < attributes.length; i += 2) {
            boolean number = attributes[i + 1].matches("\\d+");
            values.add("{\"key\":\"%s\",\"value\":{\"%s\":\"%s\"}}"
                    .formatted(attributes[i], number ? "intValue" : "stringValue", attributes[i + 1]));
        }
        return "{\"traceId\":\"%s\",\"spanId\":\"1\",\"parentSpanId\":\"%s\",\"name\":\"%s\",\"status\":{\"code\":%d},\"attributes\":[%s]}"
                .formatted(trace, parent, name, status, String.join(",", values));
    }

    private static String root(String trace, int status) {
        return span(trace, "", "run", status, "code.function.name", "com.acme.Agent.answer");
    }

    private static String answer(String trace, int input, int output) {
        return span(
                trace,
                "1",
                "chat",
                0,
                "gen_ai.operation.name",
                "chat",
                "gen_ai.usage.input_tokens",
                Integer.toString(input),
                "gen_ai.usage.output_tokens",
                Integer.toString(output));
    }

    private static String document(String... spans) {
        return "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"scope\":{},\"spans\":["
                + String.join(",", spans) + "]}]}]}\n";
    }

    private Calibration calibration(String text) throws IOException, InputException {
        return Calibration.of(Files.writeString(folder.resolve("spans.json"), text), TokenCounter.FOUR_CHARACTERS);
    }

    @Test
    void observedSizesAreAssumptionsWithTheirOrigin() throws Exception {
        String text = document(
                root("a", 0),
                answer("a", 10, 100),
                span(
                        "a",
                        "1",
                        "tool",
                        0,
                        "gen_ai.operation.name",
                        "execute_tool",
                        "gen_ai.tool.call.result",
                        "12345678"),
                answer("a", 20, 300),
                root("b", 2),
                answer("b", 10, 200));

        assertThat(calibration(text).yaml()).isEqualTo("""
                # Observed in 2 recorded runs of spans.json.
                # Model calls of a run: median 1, 95th percentile 2, most 2.
                # Runs without an error: 1 of 2, as a rate for agentcost:pareto 0.500.
                assumptions:
                  answerTokens: 300 # 3 observed: median 200, 95th percentile 300, most 300
                  toolResultTokens: 2 # 1 observed: median 2, 95th percentile 2, most 2
                """);
    }

    @Test
    void timesOfToolsAndInstructionsAreObservedWhereTheyWereRecorded() throws Exception {
        String tool = span("a", "1", "tool", 0, "gen_ai.operation.name", "execute_tool");
        String timed = tool.replace(
                "\"name\"",
                "\"startTimeUnixNano\":\"1700000000000000000\",\"endTimeUnixNano\":\"1700000000000000001\",\"name\"");
        String slow = timed.replace("0000001\"", "2500000\"");
        String asked = answer("a", 10, 100)
                .replace(
                        "\"attributes\":[",
                        "\"attributes\":[{\"key\":\"gen_ai.system_instructions\",\"value\":{\"stringValue\":\"Be brief.\"}},");

        assertThat(calibration(document(root("a", 0), asked, tool, timed, slow)).yaml())
                .contains("  systemPromptTokens: 3 # 1 observed: ")
                .contains("  toolMillis: 3 # 2 observed: median 1, 95th percentile 3, most 3\n");
    }

    @Test
    void messagesOfPeopleAreObservedWhereTheyWereRecorded() throws Exception {
        String parts = "[{'role':'system','parts':[{'type':'text','content':'Be brief and kind.'}]},"
                + "{'role':'user','parts':[{'type':'text','content':'12345678'},{'type':'text','content':'1234'}]},"
                + "{'role':'tool','parts':[{'type':'tool_call_response','id':'1','content':'a long, long result'}]}]";
        String older = "[{'role':'user','content':'1234'},{'role':'assistant','content':'12345678901234567890'}]";
        String cutOff = "[{'role':'user','content':'12345678'},{'role':'user','content':'1234567890";

        assertThat(calibration(document(
                                root("a", 0),
                                asked("gen_ai.input.messages", parts),
                                asked("gen_ai.prompt", older),
                                asked("gen_ai.input.messages", cutOff),
                                asked("gen_ai.input.messages", "no messages")))
                        .yaml())
                .contains("  messageTokens: 3 # 3 observed: median 2, 95th percentile 3, most 3\n")
                .contains("  userTurnTokens: 3 # 3 observed: ");
    }

    private static String asked(String attribute, String messages) {
        String value = messages.replace("'", "\\\"");
        return answer("a", 10, 100)
                .replace(
                        "\"attributes\":[",
                        "\"attributes\":[{\"key\":\"" + attribute + "\",\"value\":{\"stringValue\":\"" + value
                                + "\"}},");
    }

    @Test
    void olderAttributeNamesAndOneDocumentALineAreReadToo() throws Exception {
        String old = span(
                "a", "", "completion", 0, "gen_ai.usage.prompt_tokens", "7", "gen_ai.usage.completion_tokens", "70");
        assertThat(calibration(document(old) + document(answer("b", 8, 80))).yaml())
                .contains("answerTokens: 80 # 2 observed: median 70");
    }

    @Test
    void aRunAboveItsBoundIsToldInEachDimension() throws Exception {
        Path result = Files.writeString(folder.resolve("agentcost.json"), """
                {"schema": "agentcost/1", "entryPoints": [{"method": "Agent#answer", "cost": {
                  "modelCalls": {"formula": "2", "growth": "O(1)", "value": 2},
                  "inputTokens": {"formula": "n", "growth": "O(n)", "value": null},
                  "outputTokens": {"formula": "500", "growth": "O(1)", "value": 500}}}]}
                """);
        Calibration calibration = calibration(document(
                root("a", 0),
                answer("a", 10, 100),
                answer("a", 20, 100),
                answer("a", 30, 100),
                root("b", 0),
                answer("b", 10, 501)));

        assertThat(calibration.above(result))
                .containsExactly(
                        "run a of Agent#answer took 3 model calls, more than its bound of 2",
                        "run b of Agent#answer took 501 output tokens, more than its bound of 500");
        assertThat(calibration.above(folder.resolve("none.json"))).isEmpty();
    }

    @Test
    void whatIsNoRecordingIsToldWithTheMend() {
        assertThatThrownBy(() -> calibration(document(root("a", 0))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("record gen_ai.operation.name");
        assertThatThrownBy(() -> calibration("{\n\"resourceSpans\": [}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("spans.json:2: not JSON");
        assertThatThrownBy(() -> Calibration.of(folder.resolve("none"), TokenCounter.FOUR_CHARACTERS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no such file");
    }
}
