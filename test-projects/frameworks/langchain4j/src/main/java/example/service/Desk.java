package example.service;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.SystemMessage;

/** An expert who is a tool of another agent: their turns multiply. */
public class Desk {

    interface Expert {
        @SystemMessage("You know the law.")
        String answer(String question);
    }

    interface Clerk {
        Result<String> serve(String request);
    }

    static class Advice {

        private final Expert expert;

        Advice(ChatModel model) {
            this.expert = AiServices.builder(Expert.class) // site: framework-loop 3, linear
                    .chatModel(model)
                    .tools(new Orders())
                    .maxToolCallingRoundTrips(3)
                    .build();
        }

        @Tool("Legal advice")
        String advise(String question) {
            return expert.answer(question);
        }
    }

    private final Clerk clerk;

    public Desk(ChatModel model) {
        this.clerk = AiServices.builder(Clerk.class) // site: framework-loop 5, linear; unpruned-context
                .chatModel(model)
                .tools(new Advice(model), new Orders())
                .maxToolCallingRoundTrips(5)
                .build();
    }

    public String serve(String request) { // calls: 26
        return clerk.serve(request).content();
    }
}
