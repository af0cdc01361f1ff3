package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that publishing an event runs. */
class PublishedEventTest {

    private static final String EVENTS = """
            record Asked(String text, int depth) {}
            record Answered(String text) {}
            org.springframework.context.ApplicationEventPublisher publisher;
            """;

    private static List<String> recursions(String members) {
        return AgentSource.withMembers(EVENTS + members).analysis().sites().stream()
                .filter(site -> site.kind() == SiteKind.RECURSION)
                .map(PublishedEventTest::bound)
                .toList();
    }

    private static String bound(Site site) {
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String LISTENER = """
            @org.springframework.context.event.EventListener
            public void on(Asked asked) {
                GUARD
                String answer = model.chat(asked.text());
                if (!answer.isEmpty()) { publisher.publishEvent(EVENT); }
            }
            """;

    @Test
    void aListenerThatPublishesItsOwnEventGoesOn() {
        assertThat(recursions(LISTENER.replace("GUARD", "").replace("EVENT", "new Asked(answer, 0)")))
                .containsExactly("unbounded");
        assertThat(recursions(LISTENER.replace("GUARD", "").replace("EVENT", "next(answer)")
                        + "Object next(String text) { return new Asked(text, 0); }"))
                .containsExactly("unbounded");
    }

    @Test
    void notWhereTheEventIsAnotherOne() {
        assertThat(recursions(LISTENER.replace("GUARD", "").replace("EVENT", "new Answered(answer)")))
                .isEmpty();
    }

    @Test
    void aDepthInTheEventEndsIt() {
        assertThat(recursions(LISTENER.replace("GUARD", "if (asked.depth() > 5) { return; }")
                        .replace("EVENT", "new Asked(answer, asked.depth() + 1)")))
                .containsExactly("[5 - asked.depth] + 1");
    }

    @Test
    void listenersThatAnswerEachOtherGoOn() {
        assertThat(recursions(LISTENER.replace("GUARD", "").replace("EVENT", "new Answered(answer)") + """
                @org.springframework.context.event.EventListener
                void then(Answered answered) { publisher.publishEvent(new Asked(answered.text(), 0)); }
                """))
                .containsExactly("unbounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@com.google.common.eventbus.Subscribe void on(Asked asked) { model.chat(asked.text()); }"
                        + " com.google.common.eventbus.EventBus bus;"
                        + " void start(String text) { bus.post(new Asked(text, 0)); }",
                "void on(@jakarta.enterprise.event.Observes Asked asked) { model.chat(asked.text()); }"
                        + " jakarta.enterprise.event.Event<Asked> event;"
                        + " void start(String text) { event.fire(new Asked(text, 0)); }",
                "static class Listener implements org.springframework.context.ApplicationListener<Asked> { ChatModel model;"
                        + " public void onApplicationEvent(Asked asked) { model.chat(asked.text()); }"
                        + " void onOther(Asked asked) { model.chat(asked.text()); } }"
                        + " void start(String text) { publisher.publishEvent(new Asked(text, 0)); }"
            })
    void whoPublishesAnEventPaysForItsListeners(String members) {
        assertThat(AgentSource.withMembers(EVENTS + members)
                        .entry("start")
                        .cost()
                        .get(Dimension.MODEL_CALLS)
                        .toString())
                .isEqualTo("1");
    }

    @Test
    void allListenersToAnEventAreRun() {
        assertThat(AgentSource.withMembers(EVENTS + """
                        void start(String text) { publisher.publishEvent(new Asked(text, 0)); }
                        @org.springframework.context.event.EventListener
                        void one(Asked asked) { model.chat(asked.text()); }
                        @org.springframework.context.event.EventListener
                        void other(Record any) { model.chat("any"); }
                        @org.springframework.context.event.EventListener
                        void none(Answered answered) { model.chat("none"); }
                        """).entry("start").cost().get(Dimension.MODEL_CALLS))
                .hasToString("2");
    }
}
