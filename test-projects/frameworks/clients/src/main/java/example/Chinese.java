package example;

import ai.z.openapi.ZhipuAiClient;
import ai.z.openapi.service.model.ChatCompletionCreateParams;
import ai.z.openapi.service.model.ChatMessage;
import ai.z.openapi.service.model.ChatMessageRole;
import com.alibaba.dashscope.aigc.generation.Generation;
import com.alibaba.dashscope.aigc.generation.GenerationParam;
import com.alibaba.dashscope.aigc.generation.GenerationResult;
import com.alibaba.dashscope.common.Message;
import com.alibaba.dashscope.common.Role;
import io.github.lnyocly.ai4j.platform.openai.chat.entity.ChatCompletion;
import io.github.lnyocly.ai4j.service.IChatService;
import java.util.ArrayList;
import java.util.List;

/** DashScope, Zhipu, ai4j. */
public final class Chinese {

    private final Generation generation = new Generation();
    private final IChatService chat;
    private final ZhipuAiClient zhipu;

    public Chinese(IChatService chat, ZhipuAiClient zhipu) {
        this.chat = chat;
        this.zhipu = zhipu;
    }

    public void dashscope(List<String> questions) throws Exception { // calls: size of questions
        List<Message> messages = new ArrayList<>();
        for (String question : questions) { // site: loop size of questions, linear; unpruned-context
            messages.add(Message.builder().role(Role.USER.getValue()).content(question).build());
            GenerationResult result = generation.call(GenerationParam.builder()
                    .model("qwen-plus")
                    .messages(messages)
                    .maxTokens(200)
                    .build());
            messages.add(result.getOutput().getChoices().get(0).getMessage());
        }
    }

    public void zhipu() { // calls: 3
        List<ChatMessage> messages = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // site: loop 3, linear
            messages.add(new ChatMessage(ChatMessageRole.USER.value(), "Go on"));
            zhipu.chat().createChatCompletion(ChatCompletionCreateParams.builder()
                    .model("glm-4.5")
                    .messages(messages)
                    .build());
        }
    }

    public Object withTools(String question) throws Exception { // calls: no limit
        ChatCompletion completion = ChatCompletion.builder()
                .model("gpt-4o-mini")
                .message(io.github.lnyocly.ai4j.platform.openai.chat.entity.ChatMessage.withUser(question))
                .functions("queryWeather")
                .build();
        return chat.chatCompletion(completion); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }
}
