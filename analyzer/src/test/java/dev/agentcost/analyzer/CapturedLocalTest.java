package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;

/** What objects that a method creates see of its locals, and who runs their methods. */
class CapturedLocalTest {

    @Test
    void aCallbackThatHandsOnToTheCallersIsNoRecursion() {
        var agent = AgentSource.withMembers("""
                interface Callback { void done(String answer); }
                void start(Callback callback) {
                    ask(new Callback() {
                        public void done(String answer) { callback.done(answer); }
                    });
                }
                void ask(Callback callback) { callback.done(model.chat("go")); }
                void run() {
                    start(new Callback() {
                        public void done(String answer) { model.chat(answer); }
                    });
                }
                """);
        assertThat(agent.analysis().sites()).isEmpty();
        assertThat(agent.entry("run").cost().get(Dimension.MODEL_CALLS)).hasToString("2");
    }

    @Test
    void oneThatStartsItselfAgainIs() {
        var agent = AgentSource.withMembers("""
                interface Callback { void done(String answer); }
                void start(String question) {
                    ask(question, new Callback() {
                        public void done(String answer) { start(answer + question); }
                    });
                }
                void ask(String question, Callback callback) { callback.done(model.chat(question)); }
                """);
        assertThat(agent.analysis().sites())
                .extracting(Site::kind, site -> site.bound().isUnbounded())
                .containsExactly(tuple(SiteKind.RECURSION, true));
    }

    @Test
    void theHandlerOfAnEventIsEnteredFromOutsideAndRunsInNoRecursion() {
        var agent = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.awt.event.ActionListener;
                import javax.swing.JButton;

                class Agent {
                    ChatModel model;
                    void refresh(JButton button) {
                        button.addActionListener(event -> {
                            model.chat("go");
                            refresh(button);
                        });
                    }
                }
                """, false);
        assertThat(agent.analysis().sites()).isEmpty();
        assertThat(agent.analysis().entryPoints())
                .extracting(
                        EntryPoint::method,
                        entry -> entry.location().line(),
                        entry -> entry.cost().get(Dimension.MODEL_CALLS).toString())
                .containsExactly(tuple("Agent#refresh", 8, "1"));
    }
}
