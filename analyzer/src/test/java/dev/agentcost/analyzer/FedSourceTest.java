package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources and queues that a program feeds by hand, and what takes from them. */
class FedSourceTest {

    private static final String SOURCES = """
            final reactor.core.publisher.Sinks.Many<String> sink =
                    reactor.core.publisher.Sinks.many().unicast().onBackpressureBuffer();
            final reactor.core.publisher.Sinks.Many<String> other =
                    reactor.core.publisher.Sinks.many().unicast().onBackpressureBuffer();
            final io.reactivex.rxjava3.subjects.PublishSubject<String> subject =
                    io.reactivex.rxjava3.subjects.PublishSubject.create();
            reactor.core.publisher.Sinks.Many<String> sink() { return sink; }
            private int turns;
            """;

    private static List<String> recursions(String members) {
        return AgentSource.withMembers(SOURCES + members).analysis().sites().stream()
                .filter(site -> site.kind() == SiteKind.RECURSION)
                .map(FedSourceTest::bound)
                .toList();
    }

    private static String bound(Site site) {
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void start() { sink.asFlux().subscribe(task -> { sink.tryEmitNext(model.chat(task)); }); }",
                "void start() { sink.asFlux().map(task -> model.chat(task)).doOnNext(next -> sink.tryEmitNext(next)).subscribe(); }",
                "void start() { sink().asFlux().subscribe(task -> { sink.tryEmitNext(model.chat(task)); }); }",
                "void start() { sink.asFlux().subscribe(this::handle); }"
                        + " void handle(String task) { String answer = model.chat(task); push(answer); }"
                        + " void push(String answer) { sink.emitNext(answer, null); }",
                "void start() { subject.subscribe(task -> { subject.onNext(model.chat(task)); }); }",
                "void start() { reactor.core.publisher.Sinks.Many<String> local = reactor.core.publisher.Sinks.many().multicast().onBackpressureBuffer();"
                        + " local.asFlux().filter(task -> !task.isEmpty()).subscribe(task -> { local.tryEmitNext(model.chat(task)); }); }"
            })
    void aStageThatFeedsItsOwnSourceGoesOn(String members) {
        assertThat(recursions(members)).containsExactly("unbounded");
    }

    @Test
    void allStagesRunForWhatOneOfThemFeeds() {
        String calls = AgentSource.withMembers(SOURCES
                        + "void start() { sink.asFlux().doOnNext(task -> sink.tryEmitNext(model.chat(task)))"
                        + ".doOnNext(task -> model.chat(task)).doOnNext(task -> model.chat(task)).subscribe(); }")
                .analysis()
                .entryPoints()
                .get(0)
                .cost()
                .get(Dimension.MODEL_CALLS)
                .toString();
        assertThat(calls).startsWith("3 * [activations of the recursion at ");
    }

    @Test
    void soDoTwoThatFeedEachOther() {
        assertThat(recursions("void start() { sink.asFlux().subscribe(task -> other.tryEmitNext(model.chat(task)));"
                        + " other.asFlux().subscribe(answer -> sink.tryEmitNext(answer)); }"))
                .containsExactly("unbounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void start() { sink.asFlux().subscribe(task -> { other.tryEmitNext(model.chat(task)); }); }",
                "void start() { sink.asFlux().subscribe(task -> model.chat(task)); sink.tryEmitNext(\"go\"); }",
                "void start() { sink.asFlux().take(10).subscribe(task -> { sink.tryEmitNext(model.chat(task)); }); }",
                "void start() { other.asFlux().subscribe(task -> System.out.println(task)); sink.tryEmitNext(model.chat(\"go\")); }"
            })
    void notOneThatFeedsAnotherOrTakesOnlyANumber(String members) {
        assertThat(recursions(members)).isEmpty();
    }

    @Test
    void aCountOfTheObjectEndsIt() {
        assertThat(
                        recursions(
                                "void start() { sink.asFlux().subscribe(this::handle); }"
                                        + " void handle(String task) { if (++turns > 10) { return; } sink.tryEmitNext(model.chat(task)); }"))
                .containsExactly("11");
    }

    private static String loop(String body) {
        return bound(AgentSource.withMembers("""
                        final java.util.concurrent.BlockingQueue<String> in = new java.util.concurrent.LinkedBlockingQueue<>();
                        final java.util.concurrent.BlockingQueue<String> out = new java.util.concurrent.LinkedBlockingQueue<>();
                        void submit(String task) { in.add(task); }
                        void handle(String task) { submit(model.chat(task)); }
                        void work() throws InterruptedException {
                            while (true) { // HERE
                                String task = in.take();
                                BODY
                            }
                        }
                        """.replace("BODY", body)).site());
    }

    @Test
    void aLoopThatPutsAnswersIntoTheQueueThatItWaitsForPacesItself() {
        assertThat(loop("in.put(model.chat(task));")).isEqualTo("unbounded");
        assertThat(loop("String answer = model.chat(task); if (!answer.isEmpty()) { submit(answer); }"))
                .isEqualTo("unbounded");
        assertThat(loop("handle(task);")).isEqualTo("unbounded");
    }

    @Test
    void notOneThatOthersFill() {
        assertThat(loop("out.put(model.chat(task));")).startsWith("[events from outside");
        assertThat(loop("model.chat(task);")).startsWith("[events from outside");
        assertThat(loop("try { model.chat(task); } catch (RuntimeException failed) { in.put(task); }"))
                .startsWith("[events from outside");
    }
}
