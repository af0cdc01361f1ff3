package example;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;

/** An agent whose tool is an agent with tools of its own. */
public final class SubAgents {

    interface Head {
        @SystemMessage("Ask your assistant whatever you need to know.")
        String answer(String question);
    }

    interface Assistant {
        @SystemMessage("Answer from the documents on the shelf. Look them up with the tool.")
        String research(String question);
    }

    /** The sub-agent as a tool. */
    static final class Help {

        private final Assistant assistant;

        Help(Assistant assistant) {
            this.assistant = assistant;
        }

        @Tool("Asks the assistant to find something out")
        public String research(@P("what to find out") String task) {
            String notes = Shelf.lookUp();
            try {
                return assistant.research(task);
            } catch (RuntimeException gaveUp) {
                return notes;
            }
        }
    }

    private static final int ROUND_TRIPS_OF_THE_ASSISTANT = 2;

    private final ChatModel model;

    public SubAgents(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) {
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .tools(new Shelf())
                .maxToolCallingRoundTrips(ROUND_TRIPS_OF_THE_ASSISTANT)
                .build();
        Head head = AiServices.builder(Head.class)
                .chatModel(model)
                .tools(new Help(assistant))
                .maxToolCallingRoundTrips(turns)
                .build();
        return head.answer(question);
    }
}
