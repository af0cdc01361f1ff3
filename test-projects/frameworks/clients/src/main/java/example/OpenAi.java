package example;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.ChatModel;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import java.util.ArrayList;
import java.util.List;

/** openai-java: chat completions and responses. */
public final class OpenAi {

    static class Weather {
        public String city;

        String execute() {
            return "fine in " + city;
        }
    }

    private final OpenAIClient client = OpenAIOkHttpClient.builder().fromEnv().maxRetries(1).build();

    public void untilDone(String question) { // calls: no limit
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_4O_MINI)
                .maxCompletionTokens(500)
                .addTool(Weather.class)
                .addUserMessage(question);
        ChatCompletionMessage message;
        do { // site: loop no limit, linear; unbounded-loop, unpruned-context
            ChatCompletion completion = client.chat().completions().create(params.build());
            message = completion.choices().get(0).message();
            params.addMessage(message);
            message.toolCalls().ifPresent(calls -> calls.forEach(call -> params.addMessage(
                    ChatCompletionToolMessageParam.builder()
                            .toolCallId(call.asFunction().id())
                            .content(call.asFunction().function().arguments(Weather.class).execute())
                            .build())));
        } while (message.toolCalls().isPresent());
    }

    public String limited(String question) { // calls: 5
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_4O_MINI)
                .addTool(Weather.class)
                .addUserMessage(question);
        for (int turn = 0; turn < 5; turn++) { // site: loop 5, linear; unpruned-context
            ChatCompletionMessage message =
                    client.chat().completions().create(params.build()).choices().get(0).message();
            if (message.toolCalls().isEmpty()) {
                return message.content().orElse("");
            }
            params.addMessage(message);
        }
        return "";
    }

    public String responses(String question) { // calls: no limit
        List<ResponseInputItem> inputs = new ArrayList<>();
        inputs.add(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .addInputTextContent(question)
                .role(ResponseInputItem.Message.Role.USER)
                .build()));
        while (true) { // site: loop no limit, linear; unbounded-loop, unpruned-context
            Response response = client.responses()
                    .create(ResponseCreateParams.builder()
                            .model(ChatModel.GPT_4O_MINI)
                            .maxOutputTokens(800)
                            .inputOfResponse(inputs)
                            .build());
            boolean called = false;
            for (ResponseOutputItem item : response.output()) { // site: loop toolCallsPerAnswer, none
                if (item.isFunctionCall()) {
                    called = true;
                    inputs.add(ResponseInputItem.ofFunctionCall(item.asFunctionCall()));
                    inputs.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                            .callId(item.asFunctionCall().callId())
                            .output(run(item.asFunctionCall()))
                            .build()));
                }
            }
            if (!called) {
                return response.output().toString();
            }
        }
    }

    private static String run(ResponseFunctionToolCall call) {
        return call.name() + ": done";
    }
}
