package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Driver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who decides that a loop goes on: a person, events from outside, or the model. */
class PacedLoopTest {

    private static final String WORKER = """
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.Optional;
            import java.util.concurrent.TimeUnit;
            import org.springframework.data.redis.core.StringRedisTemplate;
            class Agent {
                ChatModel model;
                StringRedisTemplate redis;
                volatile boolean running = true;
                void work() {
                    while (running) { // HERE
                        try {
                            next().ifPresent(job -> model.chat(job));
                        } catch (RuntimeException failed) {
                            System.err.println(failed);
                        }
                    }
                }
                private Optional<String> next() {
                    String job = redis.opsForList().rightPop(GIVEN);
                    return job == null ? Optional.empty() : Optional.of(job);
                }
            }
            """;

    @Test
    void aWorkerThatWaitsForTheNextEntryOfAListOnAServerIsPacedFromOutside() {
        assertThat(AgentSource.of(WORKER.replace("GIVEN", "\"jobs\", 5, TimeUnit.SECONDS"), false)
                        .site()
                        .driver())
                .isEqualTo(Driver.EXTERNAL);
        assertThat(AgentSource.of(WORKER.replace("GIVEN", "\"jobs\""), false)
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    private static final String INBOX = """
            BUS bus;
            List<ChatMessage> messages = new ArrayList<>();
            static final int ROUNDS = 60 / 5;
            interface BUS { List<String> read(String name); }
            """;

    @Test
    void aWorkerThatPollsItsInboxAndEndsWhenNothingComesIsPacedFromOutside() {
        assertDriver(Driver.EXTERNAL, INBOX + """
                void work(String name) {
                    while (true) { // HERE
                        for (int round = 0; round < 50; round++) {
                            AiMessage answer = model.chat(messages).aiMessage();
                            messages.add(answer);
                            if (!answer.hasToolExecutionRequests()) break;
                        }
                        boolean resume = false;
                        for (int i = 0; i < ROUNDS; i++) {
                            try { Thread.sleep(5000); } catch (InterruptedException ignored) { }
                            List<String> inbox = bus.read(name);
                            if (!inbox.isEmpty()) {
                                messages.add(UserMessage.from(inbox.get(0)));
                                resume = true;
                                break;
                            }
                        }
                        if (!resume) return;
                    }
                }
                """);
    }

    @Test
    void soIsOneThatWaitsInAHelperWithoutALimit() {
        assertDriver(Driver.EXTERNAL, INBOX + """
                void work(String name) {
                    while (true) { // HERE
                        List<String> inbox = bus.read(name);
                        while (inbox.isEmpty()) {
                            pause();
                            inbox = bus.read(name);
                            if (inbox == null) return;
                        }
                        model.chat(inbox.get(0));
                    }
                }
                void pause() {
                    try {
                        java.util.concurrent.TimeUnit.SECONDS.sleep(1);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                }
                """);
    }

    private static final String HELPER = INBOX + """
            void work(String name) {
                while (true) { // HERE
                    for (int round = 0; round < 50; round++) {
                        AiMessage answer = model.chat(messages).aiMessage();
                        messages.add(answer);
                        if (!answer.hasToolExecutionRequests()) break;
                    }
                    boolean found = waits(name);
                    if (!found) break;
                }
            }
            boolean waits(String name) {
                BEFORE
                for (int i = 0; i < ROUNDS; i++) {
                    try {
                        Thread.sleep(5000);
                    } catch (InterruptedException stopped) {
                        return false;
                    }
                    if (!bus.read(name).isEmpty()) return true;
                }
                return false;
            }
            """;

    @Test
    void soIsOneThatGoesOnOnlyWhereAHelperHasFoundSomething() {
        assertDriver(Driver.EXTERNAL, HELPER.replace("BEFORE", ""));
    }

    @Test
    void oneWhoseHelperMaySayYesWithoutWaitingIsNot() {
        assertThat(AgentSource.withMembers(HELPER.replace("BEFORE", "if (name.isEmpty()) return true;"))
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    @Test
    void aWorkerThatReadsAStreamOnAServerAndGetsNothingWhereThatFailsIsPacedFromOutside() {
        assertThat(AgentSource.of("""
                        import dev.langchain4j.model.chat.ChatModel;
                        import org.springframework.data.redis.core.StringRedisTemplate;
                        class Agent {
                            ChatModel model;
                            StringRedisTemplate redis;
                            volatile boolean running = true;
                            void work() {
                                while (running) { // HERE
                                    String job = next();
                                    if (job == null) continue;
                                    model.chat(job);
                                }
                            }
                            private String next() {
                                try {
                                    var records = redis.opsForStream().read(offset());
                                    return records.isEmpty() ? null : records.get(0).toString();
                                } catch (RuntimeException failed) {
                                    System.err.println(failed);
                                    return null;
                                }
                            }
                            native Object offset();
                        }
                        """, false).site().driver()).isEqualTo(Driver.EXTERNAL);
    }

    @Test
    void aDelayBetweenTurnsDoesNotMakeTheModelsLoopAnotherOne() {
        assertDriver(Driver.MODEL, INBOX + """
                void work() throws Exception {
                    while (true) { // HERE
                        AiMessage answer = model.chat(messages).aiMessage();
                        messages.add(answer);
                        if (!answer.hasToolExecutionRequests()) break;
                        for (int i = 0; i < 10; i++) {
                            Thread.sleep(100);
                            if (bus.read("limits").isEmpty()) break;
                        }
                    }
                }
                """);
    }

    @Test
    void whatAFutureIsCompletedWithIsTheAnswerThatDecides() {
        assertThat(AgentSource.withMembers("""
                java.util.concurrent.CompletableFuture<String> ask(String question) {
                    java.util.concurrent.CompletableFuture<String> future = new java.util.concurrent.CompletableFuture<>();
                    new Thread(() -> future.complete(model.chat(question))).start();
                    return future;
                }
                void work(String question) {
                    while (true) { // HERE
                        String answer = ask(question).join();
                        if (answer.contains("done")) break;
                    }
                }
                """).site().derivation().toString()).contains("the model's answer decides");
    }

    @Test
    void soDoesOneThatIsPutTogetherLineByLine() {
        assertThat(AgentSource.withMembers("""
                        String ask(String question) {
                            StringBuilder text = new StringBuilder();
                            for (String line : model.chat(question).split("n")) {
                                text.append("> ").append(line);
                            }
                            return text.toString();
                        }
                        void work(String question) {
                            while (true) { // HERE
                                String answer = ask(question);
                                if (answer.contains("done")) break;
                            }
                        }
                        """).site().derivation().toString()).contains("the model's answer decides");
    }

    @Test
    void norDoesADelayAfterAFailure() {
        assertThat(AgentSource.withMembers("""
                        String work(String prompt) throws Exception {
                            while (true) { // HERE
                                try {
                                    return model.chat(prompt);
                                } catch (RuntimeException failed) {
                                    Thread.sleep(1000);
                                }
                            }
                        }
                        """).site().bound().isUnbounded()).isTrue();
    }

    @Test
    void aQueueThatOthersFillDecides() {
        assertDriver(Driver.EXTERNAL, """
                final Queue<String> tasks = new java.util.concurrent.ConcurrentLinkedQueue<>();
                void submit(String task) { tasks.add(task); }
                void work() throws Exception {
                    while (true) { // HERE
                        String task = tasks.poll();
                        if (task == null) {
                            Thread.sleep(100);
                            continue;
                        }
                        model.chat(task);
                    }
                }
                """);
    }

    private static final String TWO_QUEUES = """
            static class Inbox {
                final Deque<String> urgent = new java.util.concurrent.ConcurrentLinkedDeque<>();
                final Deque<String> later = new java.util.concurrent.ConcurrentLinkedDeque<>();
                String next() {
                    String first = urgent.pollFirst();
                    return first != null ? first : later.pollFirst();
                }
            }
            boolean cancelled;
            void work(Inbox inbox) {
                while (!cancelled) { // HERE
                    String task = inbox.next();
                    if (task == null) {
                        break;
                    }
                    DONE;
                }
            }
            """;

    @Test
    void soDoQueuesThatAMethodTakesFrom() {
        assertDriver(Driver.EXTERNAL, TWO_QUEUES.replace("DONE", "model.chat(task)"));
        for (String filled : List.of("urgent", "later")) {
            assertThat(AgentSource.withMembers(TWO_QUEUES.replace("DONE", "inbox." + filled + ".add(model.chat(task))"))
                            .site()
                            .bound()
                            .isUnbounded())
                    .as(filled)
                    .isTrue();
        }
        assertThat(AgentSource.withMembers(TWO_QUEUES
                                .replace("later.pollFirst()", "\"again\"")
                                .replace("DONE", "model.chat(task)"))
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }

    @Test
    void aQueueThatTheLoopFillsItselfDoesNot() {
        assertThat(AgentSource.withMembers("""
                        final Queue<String> tasks = new java.util.concurrent.ConcurrentLinkedQueue<>();
                        void work() throws Exception {
                            while (true) { // HERE
                                String task = tasks.poll();
                                if (task == null) {
                                    Thread.sleep(100);
                                    continue;
                                }
                                tasks.add(model.chat(task));
                            }
                        }
                        """).site().bound().isUnbounded()).isTrue();
    }

    @Test
    void norDoesAQueueOfTheMethodsOwn() {
        assertThat(AgentSource.withMembers("""
                        void work(String first) {
                            Queue<String> tasks = new ArrayDeque<>();
                            tasks.add(first);
                            while (true) { // HERE
                                String task = tasks.poll();
                                if (task == null) return;
                                tasks.add(model.chat(task));
                            }
                        }
                        """).site().bound().isUnbounded()).isTrue();
    }

    @Test
    void theClockPacesAScheduledJob() {
        assertDriver(Driver.EXTERNAL, """
                void start(java.util.concurrent.ScheduledExecutorService scheduler) {
                    scheduler.scheduleAtFixedRate( // HERE
                            () -> model.chat("report"), 0, 1, java.util.concurrent.TimeUnit.HOURS);
                }
                """);
    }

    private static void assertDriver(Driver driver, String members) {
        assertThat(AgentSource.withMembers(members).site().driver()).isEqualTo(driver);
    }

    @Test
    void aTurnThatFailsBeforeItWaitsForAPersonCostsNothing() {
        String chat = """
                import dev.langchain4j.model.chat.ChatModel;
                import org.jline.reader.LineReader;
                class Agent {
                    ChatModel model;
                    org.example.Theme theme;
                    void run(LineReader reader) {
                        while (true) { // HERE
                            try {
                                BEFORE
                                String line = reader.readLine(theme.prompt());
                                if (line.equals("quit")) { break; }
                                System.out.println(model.chat(line));
                            } catch (RuntimeException failed) {
                                System.out.println(theme.error(failed));
                            }
                        }
                    }
                }
                """;

        assertThat(AgentSource.of(chat.replace("BEFORE", ""), false).site().driver())
                .isEqualTo(Driver.PERSON);
        assertThat(AgentSource.of(chat.replace("BEFORE", "System.out.println(model.chat(theme.prompt()));"), false)
                        .site()
                        .bound()
                        .isUnbounded())
                .isTrue();
    }
}
