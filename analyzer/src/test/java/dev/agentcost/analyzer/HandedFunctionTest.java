package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops in helpers that run what they are handed. */
class HandedFunctionTest {

    private static final String RETRY = """
            String ask(String question) { return withRetry(() -> CODE); }
            String log(String text) { return withRetry(() -> text.trim()); }
            private <T> T withRetry(Supplier<T> call) {
                HEAD { // HERE
                    try {
                        return RUN;
                    } catch (RuntimeException failed) {
                        System.err.println(failed);
                    }
                }
                TAIL
            }
            """;

    private static AgentSource agent(String code, String head, String run, String more) {
        String tail = head.contains("true") ? "" : "return null;";
        return AgentSource.withMembers(RETRY.replace("CODE", code)
                        .replace("HEAD", head)
                        .replace("RUN", run)
                        .replace("TAIL", tail)
                + more);
    }

    @Test
    void aHelperThatTriesAModelCallAgainForEverIsALoopWithoutALimit() {
        Site site =
                agent("model.chat(question)", "while (true)", "call.get()", "").site();

        assertThat(site.reachesModel()).isTrue();
        assertThat(site.bound().isUnbounded()).isTrue();
        assertThat(site.callPath()).extracting(Step::text).containsExactly("calls Supplier.get", "ChatModel.chat");
    }

    @Test
    void oneThatCountsItsTriesIsBoundedByThem() {
        assertThat(agent("model.chat(question)", "for (int i = 0; i < 3; i++)", "call.get()", "")
                        .site()
                        .bound()
                        .formula())
                .hasToString("3");
    }

    @Test
    void soIsOneThatHandsTheFunctionOn() {
        Site site =
                agent("model.chat(question)", "while (true)", "once(call)", """
                private <T> T once(Supplier<T> call) { return call.get(); }
                """).site();

        assertThat(site.reachesModel()).isTrue();
    }

    @Test
    void whatCostsNothingIsNoSiteHoweverOftenItIsTried() {
        assertThat(agent("question.trim()", "while (true)", "call.get()", "")
                        .analysis()
                        .sites())
                .isEmpty();
    }

    @Test
    void norIsALoopThatDoesNotRunTheFunction() {
        assertThat(agent("model.chat(question)", "while (true)", "null", "")
                        .analysis()
                        .sites())
                .isEmpty();
    }

    @Test
    void ofManyFunctionsTheFirstInTheSourcesIsToldToBeTheWay() {
        String handing = IntStream.range(0, 20)
                .mapToObj("String ask%d(String question) { return twice(() -> model.chat(question)); }\n"::formatted)
                .collect(Collectors.joining());

        Site site = agent("question.trim()", "while (true)", "call.get()", handing + """
                private <T> T twice(Supplier<T> call) { withRetry(call); return withRetry(call); }
                """)
                .site();

        // ask0 is the first line behind the helper, whose loop begins nine lines above
        Step last = site.callPath().get(site.callPath().size() - 1);
        assertThat(last.text()).isEqualTo("ChatModel.chat");
        assertThat(last.location()).hasToString("Agent.java:" + (site.location().line() + 9));
    }

    private static AgentSource handedOut(String field, String keep, String run) {
        return AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.*;
                class Agent {
                    interface Step { String run(String text); }
                    private final FIELD;
                    Agent(Step step) { KEEP; }
                    static Agent of(ChatModel model) { return new Agent(text -> model.chat(text)); }
                    static String answer(ChatModel model, String text) { return of(model).ask(text); }
                    String ask(String text) { return repeat(RUN, text); }
                    static String repeat(Step step, String text) {
                        String last = text;
                        for (int i = 0; i < 5; i++) { // HERE
                            last = step.run(last);
                        }
                        return last;
                    }
                }
                """.replace("FIELD", field).replace("KEEP", keep).replace("RUN", run), true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Step step              | this.step = step                                    | step",
                "Step step              | this.step = Objects.requireNonNull(step)            | step",
                "Step step              | this.step = Objects.requireNonNull(step, \"step\")    | step",
                "Step step              | this.step = Objects.requireNonNullElse(step, t -> t) | step",
                "Step step              | this.step = step                                    | Objects.requireNonNull(step)",
                "Optional<Step> step    | this.step = Optional.ofNullable(step)               | step.get()",
                "Optional<Step> step    | this.step = Optional.ofNullable(step)               | step.orElse(t -> t)",
                "Map<String, Step> step | this.step = new HashMap<>(); this.step.put(\"a\", step) | this.step.get(\"a\")"
            })
    void aFunctionIsTheSameWhereALibraryHandsItOutAgain(String field, String keep, String run) {
        assertThat(handedOut(field, keep, run).site().reachesModel())
                .as(keep + run)
                .isTrue();
    }

    @Test
    void theFunctionsThatALibraryRunsItselfAreNotHandedOut() {
        AgentSource agent = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.*;
                import java.util.function.*;
                class Agent {
                    ChatModel model;
                    String ask(Optional<Function<String, String>> given, String text) {
                        return repeat(given.map(one -> { model.chat(text); return one; }).get(), text);
                    }
                    static String repeat(Function<String, String> step, String text) {
                        String last = text;
                        for (int i = 0; i < 5; i++) { // HERE
                            last = step.apply(last);
                        }
                        return last;
                    }
                }
                """, true);

        assertThat(agent.site().reachesModel()).isFalse();
    }

    private static final String HANDLERS = """
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;
            import org.other.Gate;

            class Agent implements Gate {
                final ChatModel model;
                Agent(ChatModel model) { this.model = model; }
                @Override public String pass(String text) { return model.chat(text); }
                static List<Agent> all(ChatModel model, List<String> names, org.other.Router router) {
                    List<Agent> agents = new ArrayList<>();
                    for (String name : names) { // HERE
                        PUT
                    }
                    return agents;
                }
            }
            """;

    @Test
    void anObjectThatIsOnlyPutIntoACollectionAnswersNobodyThere() {
        AgentSource put = AgentSource.of(HANDLERS.replace("PUT", "agents.add(new Agent(model));"), true);
        assertThat(put.site().reachesModel()).isFalse();
        assertThat(put.entry("pass").cost().get(Dimension.MODEL_CALLS)).hasToString("1");
    }

    private static final String KEPT = """
            class Link IS {
                private Consumer<String> consumer;
                Link(Consumer<String> consumer) { KEEP }
                void fire(String text) { consumer.accept(text); }
                static void use(Consumer<String> consumer) { consumer.accept("used"); }
            }
            void connect() {
                for (int i = 0; i < 9; i++) { // HERE
                    Link link = new Link(text -> model.chat(text));
                    FIRE
                }
            }
            void reconnect() {
                new Link(text -> reconnect());
                model.chat("connected");
            }
            """;

    private static Analysis kept(String type, String keep, String fire) {
        return AgentSource.withMembers(
                        KEPT.replace(" IS", type).replace("KEEP", keep).replace("FIRE", fire))
                .analysis();
    }

    @Test
    void aFunctionThatAnObjectOnlyKeepsIsNotRunWhereTheObjectIsMade() {
        for (String keep : new String[] {
            "this.consumer = consumer;",
            "this.consumer = Objects.requireNonNull(consumer);",
            "this.consumer = consumer == null ? text -> { } : consumer;",
            "this(consumer, 1); } Link(Consumer<String> all, int most) { this.consumer = all;"
        }) {
            assertThat(kept("", keep, "").sites()).isEmpty();
        }
        assertThat(kept(" implements Runnable", "this.consumer = consumer; } public void run() {", "")
                        .sites())
                .isEmpty();
    }

    @Test
    void butWhereTheObjectRunsItAndWhereSomeoneElseMay() {
        assertThat(kept("", "this.consumer = consumer;", "link.fire(\"now\");").sites())
                .extracting(Site::kind)
                .containsExactly(SiteKind.LOOP);
        for (String keep : new String[] {
            "this.consumer = consumer; consumer.accept(\"first\");",
            "this.consumer = consumer; Link.use(consumer);",
            "this.consumer = consumer; new Thread(() -> consumer.accept(\"later\")).start();"
        }) {
            assertThat(kept("", keep, "").sites())
                    .extracting(Site::kind)
                    .containsExactly(SiteKind.LOOP, SiteKind.RECURSION);
        }
        // a library may call what it declares at any time
        assertThat(kept(" extends org.example.Connection", "this.consumer = consumer;", "")
                        .sites())
                .extracting(Site::kind)
                .containsExactly(SiteKind.LOOP, SiteKind.RECURSION);
    }

    @Test
    void aListenerThatALibraryCallsGoesOnWithWhatItKeeps() {
        Site site = AgentSource.of("""
                import dev.langchain4j.model.chat.StreamingChatModel;
                import dev.langchain4j.model.chat.response.ChatResponse;
                import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
                class Agent {
                    StreamingChatModel model;
                    static class Done implements StreamingChatResponseHandler {
                        private final Runnable next;
                        Done(Runnable next) { this.next = next; }
                        @Override public void onCompleteResponse(ChatResponse answer) { next.run(); }
                    }
                    void turn(String question) {
                        model.chat(question, new Done(() -> turn(question)));
                    }
                }
                """, false).recursion();
        assertThat(site.bound().isUnbounded()).isTrue();
    }
}
