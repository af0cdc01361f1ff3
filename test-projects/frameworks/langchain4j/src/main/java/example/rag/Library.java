package example.rag;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.router.LanguageModelQueryRouter;
import dev.langchain4j.rag.query.transformer.CompressingQueryTransformer;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.Map;

/** Retrieval, with and without models inside. */
public final class Library {

    interface Librarian {
        String answer(String question);
    }

    private final ChatModel model;
    private final ContentRetriever books;

    public Library(ChatModel model, EmbeddingModel embeddings, EmbeddingStore<TextSegment> store) {
        this.model = model;
        this.books = EmbeddingStoreContentRetriever.builder()
                .embeddingModel(embeddings)
                .embeddingStore(store)
                .maxResults(4)
                .build();
    }

    public String simple(String question) { // calls: 2
        Librarian librarian = AiServices.builder(Librarian.class)
                .chatModel(model)
                .contentRetriever(books)
                .build();
        return librarian.answer(question);
    }

    public String routed(String question) { // calls: 4
        Librarian librarian = AiServices.builder(Librarian.class)
                .chatModel(model)
                .retrievalAugmentor(DefaultRetrievalAugmentor.builder()
                        .queryTransformer(new CompressingQueryTransformer(model))
                        .queryRouter(new LanguageModelQueryRouter(model, Map.of(books, "books")))
                        .build())
                .build();
        return librarian.answer(question);
    }
}
