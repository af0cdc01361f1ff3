package example.core;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.tool.ToolExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The model alone, with loops of the application's own. */
public final class Chat {

    private static final int MAX_STEPS = 8;

    private final ChatModel model;
    private final List<ToolSpecification> specifications;
    private final Map<String, ToolExecutor> executors;

    public Chat(String key, List<ToolSpecification> specifications, Map<String, ToolExecutor> executors) {
        this.model = OpenAiChatModel.builder()
                .apiKey(key)
                .modelName("gpt-4o-mini")
                .maxTokens(400)
                .timeout(Duration.ofSeconds(30))
                .build();
        this.specifications = specifications;
        this.executors = executors;
    }

    public String untilDone(String question) { // calls: no limit
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("You look things up."));
        messages.add(UserMessage.from(question));
        while (true) { // site: loop no limit, linear; unbounded-loop, unpruned-context
            AiMessage answer = ask(messages);
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest request : answer.toolExecutionRequests()) { // site: loop toolCallsPerAnswer, none
                messages.add(run(request));
            }
        }
    }

    public String withinSteps(String question) { // calls: 8
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(question)));
        AiMessage answer = null;
        for (int step = 0; step < MAX_STEPS; step++) { // site: loop 8, linear; unpruned-context
            answer = ask(messages);
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                break;
            }
            answer.toolExecutionRequests().forEach(request -> messages.add(run(request))); // site: stream toolCallsPerAnswer, none
        }
        return answer.text();
    }

    public String withinWindow(String question) { // calls: 8
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);
        memory.add(UserMessage.from(question));
        int left = MAX_STEPS;
        while (left-- > 0) { // site: loop 8, windowed; unbounded-tool-result
            AiMessage answer = ask(memory.messages());
            memory.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            answer.toolExecutionRequests().stream().map(this::run).forEach(memory::add); // site: stream toolCallsPerAnswer, none
        }
        return "";
    }

    private AiMessage ask(List<ChatMessage> messages) {
        ChatRequest request = ChatRequest.builder()
                .messages(messages)
                .toolSpecifications(specifications)
                .build();
        return model.chat(request).aiMessage();
    }

    private ToolExecutionResultMessage run(ToolExecutionRequest request) {
        return ToolExecutionResultMessage.from(
                request, executors.get(request.name()).execute(request, null));
    }
}
