package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;

/** Which functions a call through an interface may run. */
class FunctionTargetTest {

    private static final String AGENT = """
            interface Cancellable { void cancel(); }
            static class Panel implements Cancellable {
                final Button button;
                Panel(Button button) { this.button = button; }
                public void cancel() { }
            }
            static class Tracker {
                private final List<Cancellable> children = new ArrayList<>();
                void add(Cancellable child) { children.add(child); }
                void cancel() {
                    for (Cancellable child : children) { // HERE
                        child.cancel();
                    }
                }
            }
            void start(Tracker tracker, Button button) {
                button.onClick(FUNCTION);
                tracker.add(new Panel(button));
                tracker.cancel();
            }
            """;

    private static boolean costs(String function) {
        return AgentSource.withAllLoops(AGENT.replace("FUNCTION", function))
                .site()
                .costs();
    }

    @Test
    void oneThatTakesSomethingElseIsNotRun() {
        assertThat(costs("event -> model.chat(event.text())")).isFalse();
    }

    @Test
    void oneOfUnknownTypeThatCouldTakeThisIs() {
        assertThat(costs("() -> model.chat(\"stop\")")).isTrue();
    }

    @Test
    void oneOfAnotherFunctionalTypeIsNotThoughItCouldTakeThis() {
        assertThat(costs("(Runnable) () -> model.chat(\"stop\")")).isFalse();
    }

    @Test
    void whatAFieldHoldsIsOfTheFieldsType() {
        String members = """
                interface Step { String take(String input); }
                static class Book {
                    private final Step step;
                    private final List<String> lines;
                    Book(Step step, List<String> lines) { this.step = step; this.lines = lines; }
                    void write(List<String> inputs) {
                        for (String input : inputs) { // HERE
                            step.take(input);
                        }
                    }
                }
                void start(List<String> lines, List<String> inputs) {
                    lines.removeIf(line -> model.chat(line).isEmpty());
                    new Book(String::trim, lines).write(inputs);
                }
                """;
        assertThat(AgentSource.withAllLoops(members).site().costs()).isFalse();
    }

    private static final String STREAM = """
            interface Wire { String id(); }
            void answer(String question, dev.langchain4j.model.chat.StreamingChatModel streaming) {
                streaming.chat(question, new StreamHandler() { // HERE
                    @Override public void onDone(String text) { %s }
                    @Override public String toString() { return model.chat("me"); }
                });
            }
            """;

    @Test
    void anObjectOfAnUnknownTypeThatAKnownCallTakesMayBeCalledBack() {
        assertThat(recursions(STREAM.formatted("answer(model.chat(text), streaming);")))
                .isEqualTo(1);
        assertThat(recursions(STREAM.formatted("System.out.println(text);"))).isZero();
    }

    @Test
    void oneThatAnUnknownCallTakesWaitsForEventsFromOutside() {
        assertThat(recursions(STREAM.formatted("answer(model.chat(text), streaming);")
                        .replace("dev.langchain4j.model.chat.StreamingChatModel", "com.acme.Socket")
                        .replace("streaming.chat", "streaming.open")))
                .isZero();
    }

    private static long recursions(String members) {
        return AgentSource.withMembers(members).analysis().sites().stream()
                .filter(site -> site.kind() == SiteKind.RECURSION)
                .count();
    }

    @Test
    void aNameThatListenersAreFoundByBringsNoOtherCodeWithIt() {
        String members = """
                static class Bus {
                    private final Map<String, List<Consumer<String>>> listeners = new HashMap<>();
                    void subscribe(String name, Consumer<String> listener) {
                        listeners.computeIfAbsent(name, key -> new ArrayList<>()).add(listener);
                    }
                    void publish(String name, String event) {
                        for (Consumer<String> listener : listeners.get(name)) { // HERE
                            listener.accept(event);
                        }
                    }
                }
                void start(Bus bus, Server server) {
                    bus.subscribe("log", LISTENER);
                    server.on("/ask", (request, answer) -> System.out.println(request));
                    server.on("/chat", request -> {
                        model.chat("hello");
                        bus.publish(request.topic(), request.text());
                    });
                }
                """;
        assertThat(AgentSource.withAllLoops(members.replace("LISTENER", "System.out::println"))
                        .site()
                        .costs())
                .isFalse();
        assertThat(AgentSource.withAllLoops(members.replace("LISTENER", "event -> model.chat(event)"))
                        .site()
                        .costs())
                .isTrue();
    }

    private static final String HANDLERS = """
            interface Handler { String handle(String input); }
            class Plain implements Handler { public String handle(String input) { return input; } }
            class Asking implements Handler { public String handle(String input) { return "" + model.chat(input); } }
            static class Table {
                private final Map<String, Handler> handlers = new HashMap<>();
                Table() { FILL }
                void add(String name, Handler handler) { handlers.put(name, handler); }
                void run(List<String> inputs) {
                    for (String input : inputs) { // HERE
                        Handler handler = handlers.get(input);
                        handler.handle(input);
                    }
                }
            }
            """;

    private static boolean handlersCost(String fill, String rest) {
        return AgentSource.withAllLoops(HANDLERS.replace("FILL", fill) + rest)
                .site()
                .costs();
    }

    @Test
    void whatIsLookedUpIsOneOfThoseThatWerePutThere() {
        String other = "Handler other() { return new Asking(); }";
        assertThat(handlersCost("add(\"plain\", new Plain());", other)).isFalse();
        assertThat(handlersCost("add(\"plain\", new Plain()); add(\"asking\", new Asking());", other))
                .isTrue();
    }

    @Test
    void whereSomethingUnknownMayBeThereItMayBeAnyOfThem() {
        assertThat(handlersCost(
                        "add(\"plain\", new Plain());",
                        "void more(Table table, Handler any) { table.add(\"any\", any); }"))
                .isTrue();
    }
}
