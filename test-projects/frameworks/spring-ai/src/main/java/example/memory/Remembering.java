package example.memory;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.InMemoryChatMemoryRepository;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;

/** Turns of one conversation. */
public class Remembering {

    private final ChatClient windowed;
    private final ChatClient byDefault;

    public Remembering(ChatModel model) {
        ChatMemory memory = MessageWindowChatMemory.builder()
                .chatMemoryRepository(new InMemoryChatMemoryRepository())
                .maxMessages(6)
                .build();
        this.windowed = ChatClient.builder(model)
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(memory).build())
                .build();
        this.byDefault = ChatClient.builder(model)
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(
                                MessageWindowChatMemory.builder().build())
                        .build())
                .build();
    }

    public void interview() { // calls: 12
        for (int i = 0; i < 12; i++) { // site: loop 12, none
            windowed.prompt()
                    .user("Next question")
                    .advisors(a -> a.param(ChatMemory.CONVERSATION_ID, "one"))
                    .call()
                    .content();
        }
    }

    public void longInterview() { // calls: 50
        for (int i = 0; i < 50; i++) { // site: loop 50, none
            byDefault.prompt().user("Next question").call().content();
        }
    }
}
