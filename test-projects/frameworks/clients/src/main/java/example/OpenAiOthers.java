package example;

import com.cohere.api.Cohere;
import com.cohere.api.resources.v2.requests.V2ChatRequest;
import com.cohere.api.types.ChatMessageV2;
import com.cohere.api.types.UserMessageV2;
import com.cohere.api.types.UserMessageV2Content;
import com.theokanning.openai.completion.chat.ChatCompletionRequest;
import com.theokanning.openai.completion.chat.ChatMessage;
import com.theokanning.openai.service.OpenAiService;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import java.util.ArrayList;
import java.util.List;

/** Cohere, Mistral, simple-openai, openai-service. */
public final class OpenAiOthers {

    private final Cohere cohere = Cohere.builder().token("token").build();
    private final MistralAiChatModel mistral =
            MistralAiChatModel.builder().apiKey("key").modelName("mistral-small").maxTokens(100).build();
    private final SimpleOpenAI simple = SimpleOpenAI.builder().apiKey("key").build();
    private final OpenAiService service = new OpenAiService("key");

    public void cohere(String question) { // calls: 2
        for (int i = 0; i < 2; i++) { // site: loop 2, none
            cohere.v2().chat(V2ChatRequest.builder()
                    .model("command-a-03-2025")
                    .messages(List.of(ChatMessageV2.user(UserMessageV2.builder()
                            .content(UserMessageV2Content.of(question))
                            .build())))
                    .build());
        }
    }

    public List<String> mistral(List<String> questions) { // calls: size of questions
        return questions.stream().map(mistral::chat).toList(); // site: stream size of questions, none
    }

    public void simple(String question) { // calls: 5
        List<io.github.sashirestela.openai.domain.chat.ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) { // site: loop 5, linear; unpruned-context
            messages.add(io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage.of(question));
            simple.chatCompletions()
                    .create(ChatRequest.builder().model("gpt-4o-mini").messages(messages).build())
                    .join();
        }
    }

    public void service(String question) { // calls: 4
        List<ChatMessage> messages = new ArrayList<>(List.of(new ChatMessage("user", question)));
        int turn = 0;
        while (turn++ < 4) { // site: loop 4, linear; unpruned-context
            messages.add(service.createChatCompletion(ChatCompletionRequest.builder()
                            .model("gpt-3.5-turbo")
                            .messages(messages)
                            .build())
                    .getChoices()
                    .get(0)
                    .getMessage());
        }
    }
}
