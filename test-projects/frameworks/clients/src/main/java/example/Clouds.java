package example;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestAssistantMessage;
import com.azure.ai.openai.models.ChatRequestMessage;
import com.azure.ai.openai.models.ChatRequestToolMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.CompletionsFinishReason;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** Bedrock and Azure OpenAI. */
public final class Clouds {

    private static final int KEPT = 8;

    private final BedrockRuntimeClient bedrock = BedrockRuntimeClient.create();
    private final OpenAIClient azure;

    public Clouds(OpenAIClient azure) {
        this.azure = azure;
    }

    public void converse(String question) { // calls: no limit
        List<Message> messages = new ArrayList<>();
        messages.add(message(question));
        ConverseResponse response;
        do { // site: loop no limit, linear; unbounded-loop, unpruned-context
            response = bedrock.converse(request -> request.modelId("anthropic.claude-3-haiku-20240307-v1:0")
                    .messages(messages)
                    .inferenceConfig(config -> config.maxTokens(300)));
            messages.add(response.output().message());
            messages.add(message("result"));
        } while (response.stopReason() == StopReason.TOOL_USE);
    }

    private static Message message(String text) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build();
    }

    public void complete(String question) { // calls: 9
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(new ChatRequestUserMessage(question));
        for (int i = 0; i < 9; i++) { // site: loop 9, linear; unpruned-context
            ChatCompletions answer = azure.getChatCompletions("gpt-4o", new ChatCompletionsOptions(messages));
            if (answer.getChoices().get(0).getFinishReason() != CompletionsFinishReason.TOOL_CALLS) {
                return;
            }
            messages.add(new ChatRequestAssistantMessage(
                    answer.getChoices().get(0).getMessage().getContent()));
            messages.add(new ChatRequestToolMessage("result", "id"));
        }
    }

    public void window(List<String> questions) { // calls: size of questions
        List<ChatRequestMessage> messages = new ArrayList<>();
        for (String question : questions) { // site: loop size of questions, windowed
            messages.add(new ChatRequestUserMessage(question));
            while (messages.size() > KEPT) {
                messages.remove(0);
            }
            azure.getChatCompletions("gpt-4o", new ChatCompletionsOptions(messages).setMaxTokens(100));
        }
    }
}
