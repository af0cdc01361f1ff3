package example.service;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.memory.chat.TokenWindowChatMemory;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;

/** AI services as the documentation builds them. */
public final class Services {

    interface Summarizer {
        @UserMessage("Summarise in one sentence: {{it}}")
        String summarize(String text);
    }

    interface Streaming {
        TokenStream chat(String message);
    }

    private final ChatModel model;
    private final StreamingChatModel streaming;
    private final Assistant capped;
    private final Assistant budgeted;

    public Services(ChatModel model, StreamingChatModel streaming, TokenCountEstimator estimator) {
        this.model = model;
        this.streaming = streaming;
        this.capped = AiServices.builder(Assistant.class) // site: framework-loop 6, windowed
                .chatModel(model)
                .tools(new Orders())
                .maxToolCallingRoundTrips(6)
                .chatMemoryProvider(user -> MessageWindowChatMemory.withMaxMessages(20))
                .build();
        this.budgeted = AiServices.builder(Assistant.class) // site: framework-loop 4, windowed
                .chatModel(model)
                .tools(new Orders())
                .maxSequentialToolsInvocations(4)
                .chatMemoryProvider(user -> TokenWindowChatMemory.withMaxTokens(3000, estimator))
                .build();
    }

    public String byDefault(String user, String message) { // calls: 101
        Assistant assistant = AiServices.builder(Assistant.class) // site: framework-loop 100, linear; unpruned-context
                .chatModel(model)
                .tools(new Orders())
                .build();
        return assistant.chat(user, message);
    }

    public String withoutTools(String text) { // calls: 1
        return AiServices.create(Summarizer.class, model).summarize(text);
    }

    public String withinLimit(String user, String message) { // calls: 7
        return capped.chat(user, message);
    }

    public String withinTokens(String user, String message) { // calls: 5
        return budgeted.chat(user, message);
    }

    public void streamed(String message) { // calls: 101
        Streaming assistant = AiServices.builder(Streaming.class) // site: framework-loop 100, linear; unpruned-context
                .streamingChatModel(streaming)
                .tools(new Orders())
                .build();
        assistant.chat(message)
                .onPartialResponse(System.out::print)
                .onCompleteResponse(response -> System.out.println())
                .onError(Throwable::printStackTrace)
                .start();
    }
}
