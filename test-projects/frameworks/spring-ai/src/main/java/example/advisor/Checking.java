package example.advisor;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.StructuredOutputValidationAdvisor;
import org.springframework.ai.chat.client.advisor.ToolCallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.rag.advisor.RetrievalAugmentationAdvisor;
import org.springframework.ai.rag.preretrieval.query.transformation.RewriteQueryTransformer;
import org.springframework.ai.rag.retrieval.search.VectorStoreDocumentRetriever;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.vectorstore.VectorStore;

/** Advisors that ask again. */
public class Checking {

    /** Repeats until the answer is polite, three times at most. */
    static class Polite implements CallAdvisor {

        @Override
        public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
            ChatClientResponse response = chain.copy(this).nextCall(request);
            for (int i = 0; i < 2 && !polite(response); i++) { // site: loop 2, none
                response = chain.copy(this).nextCall(request);
            }
            return response;
        }

        private static boolean polite(ChatClientResponse response) {
            return response.chatResponse().getResult().getOutput().getText().contains("please");
        }

        @Override
        public String getName() {
            return "polite";
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    static class Shelf {
        @Tool(description = "A book")
        String book(String title) {
            return title;
        }
    }

    private final ChatModel model;
    private final VectorStore store;

    public Checking(ChatModel model, VectorStore store) {
        this.model = model;
        this.store = store;
    }

    public String polite(String question) { // calls: 4
        return ChatClient.builder(model)
                .defaultAdvisors(new Polite())
                .build()
                .prompt(question)
                .call()
                .content();
    }

    public String validated(String question) { // calls: 4
        return ChatClient.builder(model)
                .defaultAdvisors(StructuredOutputValidationAdvisor.builder()
                        .outputType(String.class)
                        .build())
                .build()
                .prompt(question)
                .call()
                .content();
    }

    public String validatedOnce(String question) { // calls: 2
        return ChatClient.builder(model)
                .defaultAdvisors(StructuredOutputValidationAdvisor.builder()
                        .outputType(String.class)
                        .maxRepeatAttempts(1)
                        .build())
                .build()
                .prompt(question)
                .call()
                .content();
    }

    public String toolAdvisor(String question) { // calls: no limit
        return ChatClient.builder(model)
                .defaultAdvisors(ToolCallAdvisor.builder().build())
                .defaultTools(new Shelf())
                .build()
                .prompt(question)
                .call()
                .content(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }

    public String rewritten(String question) { // calls: 3
        return ChatClient.create(model)
                .prompt(question)
                .advisors(RetrievalAugmentationAdvisor.builder()
                        .queryTransformers(RewriteQueryTransformer.builder()
                                .chatClientBuilder(ChatClient.builder(model))
                                .build())
                        .documentRetriever(VectorStoreDocumentRetriever.builder()
                                .vectorStore(store)
                                .build())
                        .build())
                .call()
                .content();
    }
}
