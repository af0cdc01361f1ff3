package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reactive pipelines that repeat what they are given. */
class ReactiveTest {

    private static Site range(String count, String change) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.concurrent.atomic.AtomicInteger;
                import reactor.core.publisher.Flux;

                class Agent {
                    ChatModel model;

                    Flux<String> run() {
                        AtomicInteger turns = new AtomicInteger(50);
                        CHANGE
                        return Flux.range(1, COUNT) // HERE
                                .filter(turn -> turn != 7)
                                .concatMap(turn -> Flux.just(model.chat("again")))
                                .takeUntil(answer -> answer.isEmpty());
                    }

                    void take(AtomicInteger other) {}
                }
                """.replace("COUNT", count).replace("CHANGE", change), false)
                .site();
    }

    @Test
    void aRangeIsTheLoopOfThePipelineThatItBegins() {
        Site site = range("10", "");
        assertThat(site.kind()).isEqualTo(SiteKind.REACTIVE);
        assertThat(site.reachesModel()).isTrue();
        assertThat(site.bound().formula()).isEqualTo(Formula.of(10));
    }

    @Test
    void anAtomicNumberHoldsTheLargestConstantThatIsPutIntoIt() {
        assertThat(range("turns.get()", "turns.set(0);").bound().formula()).isEqualTo(Formula.of(50));
        assertThat(range("turns.get()", "turns.set(60);").bound().formula()).isEqualTo(Formula.of(60));
    }

    @Test
    void anAtomicNumberThatOthersMayChangeIsNotKnown() {
        assertThat(range("turns.get()", "take(turns);").bound().formula().isConstant())
                .isFalse();
        assertThat(range("turns.get()", "turns.incrementAndGet();")
                        .bound()
                        .formula()
                        .isConstant())
                .isFalse();
    }

    private static Site generated(String state, String item) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import io.reactivex.rxjava3.core.Flowable;

                class Agent {
                    ChatModel model;

                    Flowable<String> run(String question) {
                        return Flowable.generate(() -> STATE, (state, emitter) -> { // HERE
                            emitter.onNext(ITEM);
                            return state;
                        });
                    }
                }
                """.replace("STATE", state).replace("ITEM", item), true)
                .site();
    }

    @Test
    void theStateThatAGeneratorBeginsWithIsMadeOnce() {
        assertThat(generated("model.chat(question)", "state").costs()).isFalse();
        Site each = generated("question", "model.chat(state)");
        assertThat(each.reachesModel()).isTrue();
        assertThat(each.bound().isUnbounded()).isTrue();
    }

    private static String expanded(String rest) {
        IterationBound bound =
                AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import reactor.core.publisher.*;

                class Agent {
                    ChatModel model;

                    Flux<String> run(String task) {
                        return Flux.just(task).expand(text -> Mono.just(model.chat(text)))REST; // HERE
                    }
                }
                """.replace("REST", rest), false).site().bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    @Test
    void whatIsExpandedIsExpandedOnlyWhileItsResultsAreTaken() {
        assertThat(expanded(".take(20)")).isEqualTo("20");
        assertThat(expanded(".takeUntil(text -> text.isEmpty()).take(20)")).isEqualTo("20");
        assertThat(expanded("")).isEqualTo("unbounded");
        assertThat(expanded(".filter(text -> text.isEmpty()).take(20)")).isEqualTo("unbounded");
        assertThat(expanded(".takeUntil(text -> text.isEmpty())")).isEqualTo("unbounded");
        assertThat(expanded(".take(java.time.Duration.ofSeconds(5))")).isEqualTo("unbounded");
    }

    @Test
    void aDecoratedCallIsTriedAgain() {
        Site site = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import io.github.resilience4j.circuitbreaker.CircuitBreaker;
                import io.github.resilience4j.decorators.Decorators;
                import io.github.resilience4j.retry.*;
                import java.util.function.Supplier;

                class Agent {
                    ChatModel model;

                    String ask(String text, CircuitBreaker breaker) {
                        Retry retry = Retry.of("model", RetryConfig.custom().maxAttempts(5).build());
                        Supplier<String> asking = Decorators.ofSupplier(() -> model.chat(text))
                                .withCircuitBreaker(breaker)
                                .withRetry(retry) // HERE
                                .decorate();
                        return asking.get();
                    }
                }
                """, false).site();

        assertThat(site.kind()).isEqualTo(SiteKind.RETRY);
        assertThat(site.reachesModel()).isTrue();
        assertThat(site.bound().formula()).isEqualTo(Formula.of(5));
    }

    private static List<Site> subscribed(String functions) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import reactor.core.publisher.Flux;

                class Agent {
                    ChatModel model;

                    void run(Flux<String> parts) {
                        parts.subscribe(FUNCTIONS);
                    }
                }
                """.replace("FUNCTIONS", functions), false)
                .analysis()
                .sites();
    }

    @Test
    void onlyTheFirstFunctionOfASubscriptionIsRunForEachElement() {
        assertThat(subscribed("part -> model.chat(part), error -> {}, () -> {}"))
                .singleElement()
                .matches(Site::reachesModel);
        assertThat(subscribed("part -> model.chat(part)")).hasSize(1);
        assertThat(subscribed("part -> {}, error -> {}, () -> model.chat(\"over\")"))
                .isEmpty();
        assertThat(subscribed("part -> {}, error -> model.chat(error.getMessage())"))
                .isEmpty();
    }

    @Test
    void whatComesOutOfASinkIsSentOnceHoweverMuchIsPutIntoIt() {
        Site site = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import reactor.core.publisher.Flux;
                import reactor.core.publisher.Mono;
                import reactor.core.publisher.Sinks;

                class Agent {
                    ChatModel model;
                    private final Sinks.Many<String> inbox = Sinks.many().multicast().onBackpressureBuffer();

                    Flux<String> questions() {
                        return inbox.asFlux();
                    }

                    void run() {
                        questions().flatMap(question -> ask(question)) // HERE
                                .subscribe();
                    }

                    Mono<String> ask(String question) {
                        return Mono.fromCallable(() -> model.chat(question)).doOnNext(answer -> inbox.tryEmitNext(answer));
                    }
                }
                """, false).site();
        assertThat(site.context()).isEqualTo(ContextGrowth.NONE);
    }
}
