package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.TokenWindowChatMemory;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.tool.DefaultToolExecutor;

/** {@link LowLevelLoop} after the change that a lever proposes: it keeps a window of tokens. */
public final class TokenWindow {

    private final ChatModel model;
    private final Shelf shelf = new Shelf();
    private final int window;
    private final TokenCountEstimator estimator;

    public TokenWindow(String url, int window, TokenCountEstimator estimator) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
        this.window = window;
        this.estimator = estimator;
    }

    public String answer(String question, int turns) {
        ChatMemory memory = TokenWindowChatMemory.withMaxTokens(window, estimator);
        memory.add(SystemMessage.from("Answer from the documents on the shelf. Look them up with the tool."));
        memory.add(UserMessage.from(question));
        for (int turn = 0; turn < turns; turn++) {
            ChatRequest request = ChatRequest.builder()
                    .messages(memory.messages())
                    .toolSpecifications(ToolSpecifications.toolSpecificationsFrom(Shelf.class))
                    .build();
            AiMessage answer = model.chat(request).aiMessage();
            memory.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                String result = new DefaultToolExecutor(shelf, call).execute(call, null);
                memory.add(ToolExecutionResultMessage.from(call, result));
            }
        }
        return "No answer after " + turns + " turns.";
    }
}
