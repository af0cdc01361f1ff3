package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;

/** Clients that are kept by their names are called, and not sent; what answers are kept by is sent where the map is. */
class MapOfClientsTest {

    private static Site site(String members) {
        return AgentSource.withMembers(members).site();
    }

    @Test
    void clientsThatAreKeptByTheirNamesAreNoContext() {
        Site site = AgentSource.of("""
                import java.util.*;
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.model.ChatModel;
                class Agent {
                    ChatModel model;
                    final Map<String, ChatClient> clients = new HashMap<>();
                    ChatClient client(String name) {
                        ChatClient known = clients.get(name);
                        if (known != null) {
                            return known;
                        }
                        ChatClient made = ChatClient.builder(model).build();
                        clients.put(name, made);
                        return made;
                    }
                    void all(List<String> names) {
                        for (String name : names) { // HERE
                            client(name).prompt("hello").call().content();
                        }
                    }
                }
                """, false).site();
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void answersThatAreKeptAndSentAllTogetherGrow() {
        Site site = site("""
                final Map<String, String> answers = new HashMap<>();
                void all(List<String> names) {
                    for (String name : names) { // HERE
                        answers.put(name, model.chat("so far: " + answers));
                    }
                }
                """);
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void poolsOfAnUnknownLibraryAreNoContext() {
        Site site = site("""
                final Map<String, javax.sql.DataSource> pools = new HashMap<>();
                void all(List<String> names) {
                    for (String name : names) { // HERE
                        pools.put(name, Pools.open(name));
                        model.chat("tables: " + pools.get(name).getConnection().getCatalog());
                    }
                }
                """);
        assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }
}
