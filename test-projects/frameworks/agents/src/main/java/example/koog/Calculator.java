package example.koog;

import ai.koog.agents.core.agent.AIAgent;
import ai.koog.agents.core.tools.ToolRegistry;
import ai.koog.prompt.executor.clients.openai.OpenAIModels;
import ai.koog.prompt.executor.model.PromptExecutor;

/** Koog from Java. */
public final class Calculator {

    private final PromptExecutor executor;
    private final ToolRegistry tools;

    public Calculator(PromptExecutor executor, ToolRegistry tools) {
        this.executor = executor;
        this.tools = tools;
    }

    public String byDefault(String question) { // calls: 25
        AIAgent<String, String> agent = AIAgent.builder()
                .promptExecutor(executor)
                .llmModel(OpenAIModels.Chat.GPT4o)
                .systemPrompt("You calculate.")
                .toolRegistry(tools)
                .build();
        return agent.run(question); // site: framework-loop 25, linear; unpruned-context
    }

    public String brief(String question) { // calls: 5
        AIAgent<String, String> agent = AIAgent.builder()
                .promptExecutor(executor)
                .llmModel(OpenAIModels.Chat.GPT4o)
                .toolRegistry(tools)
                .maxIterations(10)
                .build();
        return agent.run(question); // site: framework-loop 5, linear; unpruned-context
    }
}
