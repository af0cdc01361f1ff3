package example;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.concurrent.CompletableFuture;

/** AI services: 100 round trips, and the request that finds the limit. */
public final class Services {

    interface Librarian {
        String answer(String question);
    }

    interface Streaming {
        TokenStream answer(String question);
    }

    public static final class Never implements OutputGuardrail {
        @Override
        public OutputGuardrailResult validate(AiMessage answer) {
            return reprompt("not good", "Try again.");
        }
    }

    private final String url;
    private final ChatModel model;

    public Services(String url) {
        this.url = url;
        this.model = OpenAiChatModel.builder().baseUrl(url).apiKey("none").modelName("m").build();
    }

    public String byDefault() {
        return AiServices.builder(Librarian.class).chatModel(model).tools(new Shelf()).build().answer("a");
    }

    public String limited() {
        return AiServices.builder(Librarian.class)
                .chatModel(model)
                .tools(new Shelf())
                .maxToolCallingRoundTrips(3)
                .build()
                .answer("a");
    }

    public String streamed() {
        Streaming service = AiServices.builder(Streaming.class)
                .streamingChatModel(
                        OpenAiStreamingChatModel.builder().baseUrl(url).apiKey("none").modelName("m").build())
                .tools(new Shelf())
                .build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        service.answer("a")
                .onPartialResponse(part -> {})
                .onCompleteResponse(response -> answer.complete("done"))
                .onError(answer::completeExceptionally)
                .start();
        return answer.join();
    }

    public String guarded() {
        return AiServices.builder(Librarian.class)
                .chatModel(model)
                .outputGuardrailClasses(Never.class)
                .build()
                .answer("a");
    }
}
