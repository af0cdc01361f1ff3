package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.TokenCountEstimator;

/** Counts the tokens of messages as the server does. */
final class Estimator implements TokenCountEstimator {

    @Override
    public int estimateTokenCountInText(String text) {
        return Tokens.count(text);
    }

    @Override
    public int estimateTokenCountInMessage(ChatMessage message) {
        if (message instanceof AiMessage answer) {
            int calls = answer.toolExecutionRequests().stream().mapToInt(Estimator::count).sum();
            return calls + (answer.text() == null ? 0 : Tokens.count(answer.text()));
        } else if (message instanceof ToolExecutionResultMessage result) {
            return Tokens.count(result.text());
        } else if (message instanceof UserMessage user) {
            return Tokens.count(user.singleText());
        } else if (message instanceof SystemMessage system) {
            return Tokens.count(system.text());
        }
        throw new IllegalArgumentException("no agent here sends " + message);
    }

    private static int count(ToolExecutionRequest call) {
        return Tokens.count(call.name()) + Tokens.count(call.arguments());
    }

    @Override
    public int estimateTokenCountInMessages(Iterable<ChatMessage> messages) {
        int sum = 0;
        for (ChatMessage message : messages) {
            sum += estimateTokenCountInMessage(message);
        }
        return sum;
    }
}
