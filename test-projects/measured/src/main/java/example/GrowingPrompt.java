package example;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;

/** A prompt that grows by what was answered. */
public final class GrowingPrompt {

    private final ChatModel model;

    public GrowingPrompt(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) {
        String prompt = "Think step by step. " + question;
        for (int turn = 0; turn < turns; turn++) {
            String thought = model.chat(prompt);
            if (thought.startsWith("Answer:")) {
                return thought;
            }
            prompt = prompt + "\nThought: " + thought;
        }
        return prompt;
    }
}
