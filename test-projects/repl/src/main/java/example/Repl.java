package example;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Scanner;

/** Reads a line, asks the model, prints its answer. */
public final class Repl {

    private final ChatModel model;

    public Repl(ChatModel model) {
        this.model = model;
    }

    public void run() {
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
        Scanner console = new Scanner(System.in);
        while (true) {
            System.out.print("> ");
            String line = console.nextLine();
            if (line.equals("exit")) {
                return;
            }
            memory.add(UserMessage.from(line));
            AiMessage answer = model.chat(memory.messages()).aiMessage();
            memory.add(answer);
            System.out.println(answer.text());
        }
    }
}
