package example.spring;

import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans by hand. */
@Configuration
public class AssistantConfiguration {

    @Value("${assistant.max-output-tokens}")
    private int maxOutputTokens;

    @Bean
    public ChatModel chatModel(@Value("${openai.key}") String key, @Value("${assistant.model}") String name) {
        return OpenAiChatModel.builder().apiKey(key).modelName(name).maxTokens(maxOutputTokens).build();
    }

    @Bean
    public ChatMemoryProvider memories() {
        return id -> MessageWindowChatMemory.builder().id(id).maxMessages(12).build();
    }

    @Bean
    public Assistant capped(
            ChatModel model,
            ChatMemoryProvider memories,
            Bookings bookings,
            @Value("${assistant.max-rounds:9}") int maxRounds) {
        return AiServices.builder(Assistant.class) // site: framework-loop maxRounds = 12, windowed
                .chatModel(model)
                .chatMemoryProvider(memories)
                .tools(bookings)
                .maxToolCallingRoundTrips(maxRounds)
                .build();
    }
}
