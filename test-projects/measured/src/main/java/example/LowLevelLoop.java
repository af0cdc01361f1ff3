package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import java.util.ArrayList;
import java.util.List;

/** LangChain4j's chat model in a loop of one's own. */
public final class LowLevelLoop {

    private final ChatModel model;
    private final Shelf shelf = new Shelf();

    public LowLevelLoop(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) {
        List<ToolSpecification> specifications = ToolSpecifications.toolSpecificationsFrom(Shelf.class);
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("Answer from the documents on the shelf. Look them up with the tool."));
        messages.add(UserMessage.from(question));
        for (int turn = 0; turn < turns; turn++) {
            ChatRequest request = ChatRequest.builder()
                    .messages(messages)
                    .toolSpecifications(specifications)
                    .build();
            AiMessage answer = model.chat(request).aiMessage();
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                String result = new DefaultToolExecutor(shelf, call).execute(call, null);
                messages.add(ToolExecutionResultMessage.from(call, result));
            }
        }
        return "No answer after " + turns + " turns.";
    }
}
