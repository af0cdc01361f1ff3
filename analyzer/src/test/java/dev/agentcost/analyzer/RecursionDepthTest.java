package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;

/** A depth that a recursion counts, also where a callback makes the next call. */
class RecursionDepthTest {

    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).analysis().sites().stream()
                .filter(one -> one.kind() == SiteKind.RECURSION)
                .findFirst()
                .orElseThrow();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String LISTENER = """
            interface Listener { void done(String answer); }
            void ask(String question, Listener listener) { listener.done(model.chat(question)); }
            void turn(String question, int turn) {
                GUARD
                ask(question, new Listener() {
                    public void done(String answer) { turn(answer, NEXT); }
                });
            }
            """;

    @Test
    void aListenerThatCountsTheTurnsUpGoesOnUntilTheLimit() {
        assertThat(bound(
                        LISTENER.replace("GUARD", "if (turn >= 10) { return; }").replace("NEXT", "turn + 1")))
                .isEqualTo("[10 - turn]");
    }

    @Test
    void oneThatDoesNotOrThatNothingStopsGoesOnForever() {
        assertThat(bound(
                        LISTENER.replace("GUARD", "if (turn >= 10) { return; }").replace("NEXT", "turn")))
                .isEqualTo("unbounded");
        assertThat(bound(LISTENER.replace("GUARD", "").replace("NEXT", "turn + 1")))
                .isEqualTo("unbounded");
        assertThat(bound(LISTENER.replace("GUARD", "if (turn >= 10) { model.chat(\"late\"); }")
                        .replace("NEXT", "turn + 1")))
                .isEqualTo("unbounded");
    }

    @Test
    void aLimitThatIsOneOfTwoIsTheLarger() {
        assertThat(bound("""
                record Config(Integer maxTurns) {}
                final Config config = new Config(null);
                String turn(String question, int turn) {
                    int limit = config.maxTurns() != null ? config.maxTurns() : 20;
                    if (turn >= limit) { return question; }
                    return turn(model.chat(question), turn + 1);
                }
                """)).doesNotContain("unbounded");
    }

    private static final String CARRIED = """
            static class Turn {
                private int depth;
                private List<ChatMessage> messages = new ArrayList<>();
                int getDepth() { return depth; }
                void setDepth(int depth) { this.depth = depth; }
                List<ChatMessage> getMessages() { return messages; }
                void setMessages(List<ChatMessage> messages) { this.messages = messages; }
            }
            dev.langchain4j.model.chat.StreamingChatModel streaming;
            void turn(Turn turn) {
                if (turn.getDepth() >= 5) { return; }
                streaming.chat(turn.getMessages(), new dev.langchain4j.model.chat.response.StreamingChatResponseHandler() {
                    @Override public void onCompleteResponse(ChatResponse answer) {
                        List<ChatMessage> all = new ArrayList<>(turn.getMessages());
                        all.add(answer.aiMessage());
                        turn.setMessages(all);
                        STEP
                        turn(turn);
                        AFTER
                    }
                });
            }
            """;

    @Test
    void aDepthThatTheObjectCarriesThatIsHandedAlongGoesOnUntilTheLimit() {
        assertThat(bound(carried("turn.setDepth(turn.getDepth() + 1);", ""))).isEqualTo("[5 - turn.depth]");
        assertThat(bound(carried("turn.setDepth(turn.getDepth() + 2);", ""))).isEqualTo("ceil(1/2 * [5 - turn.depth])");
    }

    @Test
    void notWhereAPathDoesNotCountOrTakesItBack() {
        assertThat(bound(carried("if (answer != null) { turn.setDepth(turn.getDepth() + 1); }", "")))
                .isEqualTo("unbounded");
        assertThat(bound(carried("turn.setDepth(turn.getDepth() + 1);", "turn.setDepth(0);")))
                .isEqualTo("unbounded");
        assertThat(bound(
                        carried("turn.setDepth(turn.getDepth() + 1);", "").replace("turn(turn);", "turn(new Turn());")))
                .isEqualTo("unbounded");
    }

    @Test
    void whatTheListenerPutsIntoItsCopyOfTheMessagesTheNextCallSends() {
        String members = carried("turn.setDepth(turn.getDepth() + 1);", "");
        assertThat(context(members).context()).isEqualTo("turn.messages");
        assertThat(context(members).growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(context(members.replace("all.add(answer.aiMessage());", "")).growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    private static String carried(String step, String after) {
        return CARRIED.replace("STEP", step).replace("AFTER", after);
    }

    private static ContextGrowth context(String members) {
        return AgentSource.withMembers(members).analysis().sites().stream()
                .filter(one -> one.kind() == SiteKind.RECURSION)
                .findFirst()
                .orElseThrow()
                .context();
    }

    private static final String DECORATOR = """
            interface Client { String ask(String question); }
            static class Plain implements Client {
                ChatModel model;
                public String ask(String question) { return model.chat(question); }
            }
            static class Lazy implements Client {
                private final java.util.function.Supplier<Client> supplier;
                private Client delegate;
                Lazy(java.util.function.Supplier<Client> supplier) { this.supplier = supplier; }
                private Client delegate() {
                    Client known = delegate;
                    if (known != null) { return known; }
                    delegate = supplier.get();
                    return delegate;
                }
                public String ask(String question) { return CALL.ask(question); }
            }
            """;

    @Test
    void anObjectThatAsksTheOneThatItHoldsDescends() {
        assertThat(bound(DECORATOR.replace("CALL", "delegate()"))).doesNotContain("unbounded");
        assertThat(bound(DECORATOR.replace("CALL", "delegate"))).doesNotContain("unbounded");
        assertThat(bound(DECORATOR.replace("CALL", "delegate()").replace("return known;", "return this;")))
                .isEqualTo("unbounded");
    }
}
