package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contexts that go through objects of the project's own on their way to the model, and what takes content out of them. */
class ContextFlowTest {

    private static final String LOOP = """
            void run(String task) {
                List<String> messages = new ArrayList<>();
                messages.add(task);
                for (int turn = 0; turn < 10; turn++) { // HERE
                    String answer = SEND;
                    messages.add(answer);
                }
            }
            """;

    private static ContextGrowth growth(String members) {
        return AgentSource.withMembers(members).site().context();
    }

    private static ContextGrowth loop(String send, String members) {
        return growth(members + LOOP.replace("SEND", send));
    }

    private static void assertGrows(ContextGrowth growth, String context) {
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo(context);
    }

    // ---- objects that carry it

    @Test
    void aRecordCarriesWhatItsConstructorIsGiven() {
        assertGrows(loop("send(new Request(\"m\", messages))", """
                        record Request(String name, List<String> messages) {}
                        String send(Request request) { return model.chat(String.join("", request.messages())); }
                        """), "messages");
    }

    @Test
    void butNotWhatAnotherOfItsComponentsIsGiven() {
        assertThat(loop("send(new Request(task, messages))", """
                        record Request(String name, List<String> messages) {}
                        String send(Request request) { return model.chat(request.name()); }
                        """).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void soDoesAnObjectThatABuilderOrASetterFills() {
        String request = """
                static class Request {
                    private List<String> messages;
                    Request(Builder builder) { this.messages = builder.messages; }
                    void setMessages(List<String> messages) { this.messages = messages; }
                    List<String> getMessages() { return messages; }
                    static class Builder {
                        private List<String> messages;
                        Builder messages(List<String> messages) { this.messages = messages; return this; }
                        Request build() { return new Request(this); }
                    }
                }
                String send(Request request) { return model.chat(String.join("", request.getMessages())); }
                """;
        assertGrows(loop("send(new Request.Builder().messages(messages).build())", request), "messages");
        assertGrows(loop("filled(messages)", request + """
                        String filled(List<String> all) {
                            Request request = new Request(new Request.Builder());
                            request.setMessages(all);
                            return send(request);
                        }
                        """), "messages");
    }

    private static final String KEEPING = """
            static class Request {
                private final List<String> messages;
                Request(Builder builder) { this.messages = List.copyOf(builder.messages); }
                List<String> messages() { return messages; }
                static class Builder {
                    private final List<String> messages = new ArrayList<>();
                    private String name;
                    Builder messages(List<String> messages) {
                        this.messages.clear();
                        this.messages.addAll(messages);
                        return this;
                    }
                    Builder message(String message) { this.messages.add(message); return this; }
                    Builder name(String name) { this.name = name; return this; }
                    Request build() { return new Request(this); }
                }
            }
            String send(Request request) { return model.chat(String.join("", request.messages())); }
            """;

    @Test
    void soDoesOneThatPutsWhatItIsGivenIntoACollectionOfItsOwn() {
        assertGrows(loop("send(new Request.Builder().messages(messages).name(task).build())", KEEPING), "messages");
        assertGrows(loop("filled(messages)", KEEPING + """
                        String filled(List<String> all) {
                            Request.Builder builder = new Request.Builder().name("m").messages(all);
                            return send(builder.build());
                        }
                        """), "messages");
    }

    @Test
    void whatIsAddedToTheCopyInIsNotAddedToTheContext() {
        assertThat(growth(KEEPING + """
                        void run(List<String> history, List<String> tasks) {
                            for (String task : tasks) { // HERE
                                send(new Request.Builder().messages(history).message(task).build());
                            }
                        }
                        """).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aSnapshotThatAFactoryMakesFromACopyCarriesItToo() {
        assertGrows(loop("model.chat(String.join(\"\", assemble(Snapshot.from(messages, task))))", """
                        record Snapshot(List<String> all, String user) {
                            Snapshot { all = copy(all); }
                            static Snapshot from(List<String> all, String user) {
                                List<String> safe = copy(all);
                                return new Snapshot(safe, user);
                            }
                            private static List<String> copy(List<String> source) {
                                return source == null ? List.of() : List.copyOf(source);
                            }
                        }
                        List<String> assemble(Snapshot snapshot) {
                            List<String> result = new ArrayList<>();
                            result.addAll(snapshot.all());
                            result.add(snapshot.user());
                            return result;
                        }
                        """), "messages");
    }

    @Test
    void oneHelperThatIsCalledTwiceHandsOverWhatEachCallGivesIt() {
        assertGrows(loop("both(List.of(task), messages)", """
                        String both(List<String> system, List<String> history) {
                            List<String> all = new ArrayList<>();
                            all.addAll(formatted(system));
                            all.addAll(formatted(history));
                            return model.chat(String.join("", all));
                        }
                        List<String> formatted(List<String> messages) {
                            List<String> out = new ArrayList<>();
                            for (String message : messages) {
                                out.add(message.trim());
                            }
                            return out;
                        }
                        """), "messages");
    }

    @Test
    void anAgentThatEachTurnMakesAnewKeepsNothingForTheNext() {
        assertThat(growth("""
                        class Worker {
                            private final List<String> memory = new ArrayList<>();
                            String run(String task) {
                                memory.add(task);
                                String answer = model.chat(String.join("", memory));
                                memory.add(answer);
                                return answer;
                            }
                        }
                        void run(List<String> tasks) {
                            for (String task : tasks) { // HERE
                                Worker worker = new Worker();
                                worker.run(task);
                            }
                        }
                        """).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    @Test
    void aPoolOfConnectionsIsNoContext() {
        String pooled = """
                final Map<String, HELD> pool = new HashMap<>();
                HELD held(String name) { return pool.computeIfAbsent(name, key -> made(key)); }
                HELD made(String name) { return null; }
                void run(List<String> names) {
                    for (String name : names) { // HERE
                        pool.put(name, made(name));
                        model.chat("Describe " + held(name));
                    }
                }
                """;
        assertGrows(growth(pooled.replace("HELD", "List<String>")), "this.pool");
        assertThat(growth(pooled.replace("HELD", "javax.sql.DataSource")).growth())
                .isEqualTo(ContextGrowth.Kind.NONE);
    }

    // ---- recursion

    @Test
    void aRecursionThatHandsOnALongerCopyGrows() {
        assertGrows(growth("""
                        String run(List<String> given, int depth) {
                            if (depth >= 20) return "";
                            String answer = model.chat(String.join("", given));
                            List<String> messages = new ArrayList<>(given);
                            messages.add(answer);
                            return run(messages, depth + 1); // HERE
                        }
                        """), "given");
        assertGrows(growth("""
                        String run(String task, String soFar, int depth) {
                            if (depth >= 20) return soFar;
                            String answer = model.chat(task + soFar);
                            return run(task, soFar + answer, depth + 1); // HERE
                        }
                        """), "soFar");
    }

    @Test
    void butTheTextThatItWasGivenDoesNotForTheCaller() {
        for (String given : List.of("String task", "Goal task")) {
            boolean held = given.startsWith("Goal");
            assertThat(growth("""
                            record Goal(String text) {}
                            String run(GIVEN, int depth) {
                                if (depth >= 20) return "";
                                String answer = model.chat(TEXT);
                                return run(NEXT, depth + 1);
                            }
                            void all(GIVEN) {
                                for (int i = 0; i < 10; i++) { // HERE
                                    run(task, 0);
                                }
                            }
                            """.replace("GIVEN", given)
                                    .replace("NEXT", held ? "new Goal(TEXT + answer)" : "TEXT + answer")
                                    .replace("TEXT", held ? "task.text()" : "task"))
                            .growth())
                    .as(given)
                    .isEqualTo(ContextGrowth.Kind.NONE);
        }
    }

    @Test
    void aRecursionThatHandsOnTheAnswerAloneDoesNot() {
        assertThat(growth("""
                        String run(String task, int depth) {
                            if (depth >= 20) return task;
                            String answer = model.chat(task);
                            return run(answer, depth + 1); // HERE
                        }
                        """).growth()).isEqualTo(ContextGrowth.Kind.NONE);
    }

    // ---- what limits it

    private static final String KEPT = """
            private List<String> messages = new ArrayList<>();
            private int steps;
            private int maxSteps = 50;
            void run() {
                while (steps < maxSteps) { // HERE
                    steps++;
                    step();
                }
            }
            void step() {
                messages.add(model.chat(String.join("", messages)));
                REST
            }
            """;

    @Test
    void aTestOfTheTurnsIsNoTestOfTheSize() {
        assertGrows(growth(KEPT.replace("REST", "if (steps > 900) messages.clear();")), "this.messages");
    }

    @Test
    void aTestOfTheSizeThatEveryTurnMakesLimitsIt() {
        assertThat(growth(KEPT.replace("REST", "if (messages.size() > 40) messages.clear();"))
                        .growth())
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(
                                KEPT.replace("REST", "if (tokens() > 4000) messages.clear();")
                                        + "int tokens() { int sum = 0; for (String m : messages) sum += m.length(); return sum; }")
                        .growth())
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void whereOneOfSeveralImplementationsPrunesTheOthersGrow() {
        assertGrows(growth("""
                        interface Step { void run(List<String> messages); }
                        class Pruning implements Step {
                            public void run(List<String> messages) { messages.clear(); messages.add(model.chat("x")); }
                        }
                        class Growing implements Step {
                            public void run(List<String> messages) {
                                messages.add(model.chat(String.join("", messages)));
                            }
                        }
                        void run(Step step, List<String> messages) {
                            for (int i = 0; i < 20; i++) { // HERE
                                step.run(messages);
                            }
                        }
                        """), "messages");
    }

    @Test
    void aParameterThatIsBoundAnewPrunesNothingOfTheCallers() {
        assertGrows(loop("send(messages)", """
                        String send(List<String> all) {
                            all = copy(all);
                            return model.chat(String.join("", all));
                        }
                        static List<String> copy(List<String> source) {
                            return source == null ? List.of() : List.copyOf(source);
                        }
                        """), "messages");
    }
}
