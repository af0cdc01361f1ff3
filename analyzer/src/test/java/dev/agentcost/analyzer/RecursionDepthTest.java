package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A depth that a recursion counts, also where a callback makes the next call. */
class RecursionDepthTest {

    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).recursion();
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

    private static final String HELPER = """
            String turn(List<String> talk, int turn, int limit) {
                if (turn >= limit) { return "late"; }
                String answer = model.chat(talk.toString());
                return answer.isEmpty() ? answer : next(answer, talk, turn, limit);
            }
            String next(String answer, List<String> talk, int turn, int limit) {
                talk.add(answer);
                return turn(talk, turn + 1, GIVEN);
            }
            """;

    @Test
    void aLimitThatAHelperHandsBackHolds() {
        assertThat(bound(HELPER.replace("GIVEN", "limit"))).isEqualTo("[limit - turn]");
        assertThat(bound(HELPER.replace("GIVEN", "limit + 1"))).isEqualTo("unbounded");
        assertThat(bound(HELPER.replace("GIVEN", "answer.length()"))).isEqualTo("unbounded");
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

    @ParameterizedTest
    @CsvSource({"settings.max(), [max - turn]", "Integer.parseInt(answer), unbounded"})
    void aLimitThatAFunctionAsksForItselfIsReadWhereItStands(String limit, String bound) {
        assertThat(bound("""
                record Settings(int max) {}
                final Settings settings = new Settings(Integer.getInteger("max"));
                void turn(String question, int turn) {
                    java.util.concurrent.CompletableFuture.runAsync(() -> {
                        String prompt = question.trim().toLowerCase().concat("!");
                        String answer = model.chat(prompt);
                        if (turn < LIMIT) { turn(answer, turn + 1); }
                    });
                }
                """.replace("LIMIT", limit))).isEqualTo(bound);
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
    void itBeginsWhereTheProgramSetsItUnlessThatIsInSeveralPlaces() {
        String counted = carried("turn.setDepth(turn.getDepth() + 1);", "");

        assertThat(calls(counted)).contains(BigDecimal.valueOf(5));
        assertThat(calls(counted.replace("int depth;", "int depth = 2;"))).contains(BigDecimal.valueOf(3));
        assertThat(calls(counted.replace("int depth;", "int depth = 9;"))).isEmpty();
        assertThat(calls(counted + "void resume(Turn turn) { turn.setDepth(3); turn(turn); }"))
                .isEmpty();
    }

    /** How often the method is called again with the numbers that the program gives. */
    private static Optional<BigDecimal> calls(String members) {
        Formula bound = AgentSource.withMembers(members).recursion().bound().formula();
        return bound.evaluate(symbol -> Optional.ofNullable(symbol.given()).map(BigDecimal::valueOf));
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
        return AgentSource.withMembers(members).recursion().context();
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

    private static final String DECORATORS = """
            interface Client { String ask(String question); }
            static class Plain implements Client {
                ChatModel model;
                public String ask(String question) { return model.chat(question); }
            }
            static class Logged implements Client {
                private final Client delegate;
                Logged(Client delegate) { this.delegate = Objects.requireNonNull(delegate); }
                public String ask(String question) { return timed(() -> delegate.ask(question)); }
                private String timed(Supplier<String> call) { return call.get(); }
            }
            static class Base implements Client {
                private final Client inner;
                Base(Client inner) { GIVEN }
                protected Client inner() { return inner; }
                public String ask(String question) { return inner().ask(question); }
            }
            static class Counted extends Base {
                Counted(Client inner) { super(inner); }
                public String ask(String question) { return super.ask(question); }
            }
            static class First implements Client {
                private final List<Client> all;
                First(List<Client> all) { this.all = List.copyOf(all); }
                public String ask(String question) {
                    for (Client one : all) {
                        String answer = one.ask(question);
                        if (answer != null) { return answer; }
                    }
                    return null;
                }
                MORE
            }
            record Named(String name, Client client) implements Client {
                public String ask(String question) { return client.ask(question); }
            }
            """;

    private static String decorators(String given, String more) {
        return DECORATORS.replace("GIVEN", given).replace("MORE", more);
    }

    @Test
    void objectsOfSeveralTypesThatAskThoseThatTheyWereGivenDescend() {
        assertThat(bound(decorators("this.inner = inner;", ""))).startsWith("[parts of the data");
    }

    @Test
    void notWhereOneMayBeGivenItselfOrSomethingThatHoldsIt() {
        assertThat(bound(decorators("this.inner = this;", ""))).isEqualTo("unbounded");
        assertThat(bound(decorators("this.inner = new Logged(this);", ""))).isEqualTo("unbounded");
        assertThat(bound(decorators("this.inner = question -> ask(question);", "")))
                .isEqualTo("unbounded");
        assertThat(bound(decorators("this.inner = inner;", "void add(Client one) { all.add(one); }")))
                .isEqualTo("unbounded");
        assertThat(bound(decorators("this.inner = inner;", "")
                        .replace("private final Client delegate;", "private Client delegate;")
                        .replace(
                                "private String timed",
                                "void ask(Client other) { delegate = other; }  private String timed")))
                .isEqualTo("unbounded");
        assertThat(bound(decorators("this.inner = inner;", "")
                        .replace("return super.ask(question);", "return super.ask(this.ask(question));")))
                .isEqualTo("unbounded");
    }

    private static final String CHAIN = """
            interface Step { String run(String text, UnaryOperator<String> next); }
            private final List<Step> steps = new ArrayList<>();
            String start(String text) { return run(text, START); }
            private String run(String text, int index) {
                if (index == steps.size()) { return model.chat(text); }
                MORE
                UnaryOperator<String> next = changed -> run(model.chat(changed), NEXT);
                return steps.get(index).run(text, next);
            }
            """;

    private static String chain(String start, String more, String next) {
        return bound(CHAIN.replace("START", start).replace("MORE", more).replace("NEXT", next));
    }

    @Test
    void oneThatMeetsTheSizeOfTheDataStepByStepEndsThere() {
        assertThat(chain("0", "", "index + 1")).isEqualTo("[size of steps]");
    }

    @Test
    void notWhereItMayPassTheSizeOverOrTheDataGrows() {
        assertThat(chain("0", "", "index + 2")).isEqualTo("unbounded");
        assertThat(chain("1", "", "index + 1")).isEqualTo("unbounded");
        assertThat(chain("text.length()", "", "index + 1")).isEqualTo("unbounded");
        assertThat(chain("0", "steps.add((given, next) -> given);", "index + 1"))
                .isEqualTo("unbounded");
        assertThat(bound(CHAIN.replace("START", "0").replace("MORE", "more();").replace("NEXT", "index + 1")
                        + "void more() { steps.add((given, next) -> given); }"))
                .isEqualTo("unbounded");
        assertThat(bound(CHAIN.replace("START", "0")
                        .replace("MORE", "")
                        .replace("NEXT", "index + 1")
                        .replace("private String run(String text, int", "public String run(String text, int")))
                .isEqualTo("unbounded");
    }

    private static final String CALLBACK = """
            private final int most = 6;
            dev.langchain4j.model.chat.StreamingChatModel streaming;
            void start(List<ChatMessage> messages) { round(messages, 0); }
            private void round(List<ChatMessage> messages, int round) {
                if (round >= most) { return; }
                streaming.chat(messages, handler(messages, GIVEN));
            }
            private dev.langchain4j.model.chat.response.StreamingChatResponseHandler handler(
                    List<ChatMessage> messages, int round) {
                return new dev.langchain4j.model.chat.response.StreamingChatResponseHandler() {
                    @Override public void onCompleteResponse(ChatResponse answer) {
                        round(messages, NEXT);
                    }
                };
            }
            """;

    @Test
    void aCallbackThatAMethodMakesCountsOnFromWhatTheMethodWasHanded() {
        assertThat(bound(CALLBACK.replace("GIVEN", "round").replace("NEXT", "round + 1")))
                .isEqualTo("6");
        assertThat(bound(CALLBACK.replace("GIVEN", "round - 1").replace("NEXT", "round + 1")))
                .isEqualTo("unbounded");
        assertThat(bound(CALLBACK.replace("GIVEN", "0").replace("NEXT", "round + 1")))
                .isEqualTo("unbounded");
        assertThat(bound(CALLBACK.replace("GIVEN", "round").replace("NEXT", "round + 1")
                        + "void again(List<ChatMessage> messages) {"
                        + " streaming.chat(messages, handler(messages, 0)); }"))
                .isEqualTo("unbounded");
    }

    private static final String SETTING = """
            static class Limits {
                private int most = 3;
                int most() { return most; }
                void setMost(int given) { most = given; }
            }
            private final Limits limits = new Limits();
            void raise(int depth) { limits.most = depth + 2; }
            Agent another() { return new Agent(); }
            String turn(String question, int depth) {
                return next(model.chat(question), depth);
            }
            String next(String answer, int depth) {
                if (depth >= limits.most()) { return "late"; }
                MORE
                return OBJECT.turn(answer, depth + 1);
            }
            """;

    private static String setting(String more, String object) {
        return bound(SETTING.replace("MORE", more).replace("OBJECT", object));
    }

    @Test
    void aLimitThatMayBeSetButIsNotOnTheWayHolds() {
        assertThat(setting("", "this")).isNotEqualTo("unbounded").contains("most");
    }

    @Test
    void theDepthBeginsAtWhatTheFirstCallHandsOverThroughTheHelpers() {
        String begun = SETTING.replace("MORE", "").replace("OBJECT", "this");
        assertThat(bound(begun + "String start(String question) { return turn(question, 0); }"))
                .isEqualTo("most");
        assertThat(bound(begun + "String start(String question) { return turn(question, 0); }"
                        + "String late(String answer, int given) { return next(answer, given); }"))
                .isEqualTo("[most - depth]");
    }

    @Test
    void oneThatTheCycleSetsOrThatIsOfAnotherObjectDoesNot() {
        assertThat(setting("limits.setMost(depth + 2);", "this")).isEqualTo("unbounded");
        assertThat(setting("raise(depth);", "this")).isEqualTo("unbounded");
        assertThat(setting("", "another()")).isEqualTo("unbounded");
    }

    private static final String LOOKED_UP = """
            static final Properties config = new Properties();
            static int calls;
            static int number(String key, int standard) {
                String text = config.getProperty(key);
                MORE
                return text == null ? standard : Integer.parseInt(text);
            }
            static int most() { return number("most", 100); }
            String turn(String question, int depth) {
                if (depth >= LIMIT) { return "late"; }
                return turn(model.chat(question), depth + 1);
            }
            """;

    @Test
    void aSettingThatIsLookedUpInEachActivationIsALimit() {
        String members = LOOKED_UP.replace("MORE", "");
        assertThat(bound(members.replace("LIMIT", "most()"))).isEqualTo("[Agent.most() - depth]");
        assertThat(bound(members.replace("LIMIT", "number(\"most\", 3)"))).doesNotContain("unbounded");
    }

    @Test
    void notWhatIsWorkedOutFromTheAnswerOrChangesAsItIsAsked() {
        assertThat(bound(LOOKED_UP.replace("MORE", "").replace("LIMIT", "number(question, 3)")))
                .isEqualTo("unbounded");
        assertThat(bound(
                        LOOKED_UP.replace("MORE", "calls++; standard += calls;").replace("LIMIT", "most()")))
                .isEqualTo("unbounded");
    }

    private static final String RETRY = """
            String ask(String question, int attempt) {
                try {
                    String answer = model.chat(question);
                    if (answer.isEmpty() && FIRST) { return ask(question, attempt + 1); }
                    return answer;
                } catch (RuntimeException e) {
                    if (SECOND) { return ask(question, attempt + 1); }
                    throw e;
                }
            }
            """;

    @Test
    void eachFurtherCallMayHaveATestOfItsOwn() {
        String tested = "attempt < 4";
        assertThat(bound(RETRY.replace("FIRST", tested).replace("SECOND", tested)))
                .isEqualTo("[4 - attempt]");
        assertThat(bound(RETRY.replace("FIRST", tested).replace("SECOND", "attempt < 9")))
                .contains("9 - attempt");
        assertThat(bound(RETRY.replace("FIRST", tested).replace("SECOND", "question.isEmpty()")))
                .isEqualTo("unbounded");
        assertThat(bound(RETRY.replace("FIRST", "true").replace("SECOND", tested)))
                .isEqualTo("unbounded");
    }

    @Test
    void whatAFunctionInTheRecursionAsksIsPaidForEachTime() {
        AgentSource agent = AgentSource.withMembers("""
                java.util.concurrent.CompletableFuture<String> turn(List<String> talk, int turn) {
                    if (turn >= 5) { return null; }
                    return java.util.concurrent.CompletableFuture.supplyAsync(() -> "next")
                            .thenCompose(name -> java.util.concurrent.CompletableFuture
                                    .supplyAsync(() -> model.chat(talk.toString()))
                                    .thenCompose(answer -> { talk.add(answer); return turn(talk, turn + 1); }));
                }
                """);
        assertThat(agent.recursion().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(agent.entry("turn").cost().get(Dimension.MODEL_CALLS).toString())
                .isEqualTo("[5 - turn] + 1");
    }

    private static final String TREE = """
            record Node(String text, List<Node> kids, Optional<Node> next, Node[] all) {}
            java.util.concurrent.ExecutorService pool;
            Node root;
            Node other(Node node) { return root; }
            void walk(Node node) {
                model.chat(node.text());
                WALK
            }
            """;

    @Test
    void aFunctionThatIsRunForThePartsOfTheDataDescendsIntoThem() {
        for (String walk : new String[] {
            "node.kids().forEach(kid -> walk(kid));",
            "node.kids().forEach(this::walk);",
            "node.kids().stream().filter(kid -> kid != null).forEach(kid -> walk(kid));",
            "node.kids().stream().sorted().forEach(this::walk);",
            "node.next().ifPresent(this::walk);",
            "Arrays.stream(node.all()).forEach(this::walk);",
            "for (Node kid : node.kids()) { pool.submit(() -> walk(kid)); }",
            "node.kids().stream().map(kid -> pool.submit(() -> walk(kid))).toList();"
        }) {
            assertThat(bound(TREE.replace("WALK", walk))).startsWith("[parts of the data");
        }
    }

    @Test
    void notOneThatIsRunForOthersOrGoesOnWithAnother() {
        for (String walk : new String[] {
            "node.kids().forEach(kid -> walk(root));",
            "root.kids().forEach(kid -> walk(kid));",
            "node.kids().forEach(kid -> { kid = root; walk(kid); });",
            "node.kids().stream().map(kid -> other(kid)).forEach(kid -> walk(kid));",
            "node.kids().stream().reduce((done, kid) -> { walk(done); return kid; });",
            "Optional.of(node).ifPresent(this::walk);",
            "Stream.of(node).forEach(this::walk);",
            "pool.submit(() -> walk(node));"
        }) {
            assertThat(bound(TREE.replace("WALK", walk))).isEqualTo("unbounded");
        }
    }

    private static final String BY_NAME = """
            record Node(String text, Map<String, Node> kids) {}
            Node root;
            void walk(Node node) {
                model.chat(node.text());
                WALK
            }
            """;

    @Test
    void aMapHandsItsIterationTheKeyAndTheValueOfEachEntry() {
        assertThat(bound(BY_NAME.replace("WALK", "node.kids().forEach((name, kid) -> walk(kid));")))
                .startsWith("[parts of the data");
        assertThat(bound(BY_NAME.replace("WALK", "node.kids().forEach((name, kid) -> walk(root));")))
                .isEqualTo("unbounded");
    }

    private static String halved(String test, String calls) {
        return bound("""
                static final int MOST = 4000;
                String sum(String text, int most) {
                    TEST
                    int half = text.length() / 2;
                    CALLS
                }
                """.replace("TEST", test).replace("CALLS", calls));
    }

    @Test
    void aTextThatIsCutInTwoComesToAnEnd() {
        String both = "return model.chat(sum(text.substring(0, half), most) + sum(text.substring(half), most));";
        for (String test : new String[] {
            "if (text.length() <= MOST) return model.chat(text);",
            "if (text.length() < 2) return model.chat(text);",
            "int size = text.length(); if (size <= 1) return model.chat(text);",
            "try { return model.chat(text); } catch (RuntimeException failed) { if (text.length() < 100) throw failed; }"
        }) {
            assertThat(halved(test, both)).startsWith("[parts of the data");
        }
        // a text of one character is not shorter than itself
        for (String test : new String[] {
            "if (text.isEmpty()) return model.chat(text);",
            "if (text.length() < 1) return model.chat(text);",
            "if (text.length() <= most) return model.chat(text);",
            "if (model.chat(text).isEmpty()) return text;"
        }) {
            assertThat(halved(test, both)).isEqualTo("unbounded");
        }
    }

    @Test
    void soDoesOneWhoseSidesAreWorkedOutOutsideTheFunctionsThatGoOnWithThem() {
        String test = "if (text.length() <= MOST) return model.chat(text);";
        String both = """
                String left = text.substring(FROM, half);
                String right = text.substring(half);
                return java.util.concurrent.CompletableFuture.supplyAsync(() -> sum(left, most)).join()
                        + java.util.concurrent.CompletableFuture.supplyAsync(() -> sum(right, most)).join();
                """;
        assertThat(halved(test, both.replace("FROM", "0"))).startsWith("[parts of the data");
        assertThat(halved(test, both.replace("text.substring(FROM, half)", "text")))
                .isEqualTo("unbounded");
    }

    @Test
    void oneThatGrowsOrStaysDoesNot() {
        String test = "if (text.length() <= MOST) return model.chat(text);";
        for (String calls : new String[] {
            "return sum(text + text.substring(half), most);",
            "return sum(model.chat(text).substring(half), most);",
            "return sum(text.substring(0), most);",
            "text = model.chat(text); return sum(text.substring(half), most);",
            "return sum(text.substring(half - half), most);",
            "half = 0; return sum(text.substring(half), most);"
        }) {
            assertThat(halved(test, calls)).isEqualTo("unbounded");
        }
    }

    @Test
    void aListThatIsCutInTwoComesToAnEnd() {
        String list = """
                String sum(List<String> all) {
                    if (all.size() <= 1) return all.isEmpty() ? "" : all.get(0);
                    CHANGE
                    int half = all.size() / 2;
                    return model.chat(sum(all.subList(0, half)) + sum(all.subList(half, all.size())));
                }
                """;
        assertThat(bound(list.replace("CHANGE", ""))).startsWith("[parts of the data");
        assertThat(bound(list.replace("CHANGE", "all.addAll(all);"))).isEqualTo("unbounded");
    }

    private static final String LATER_RETRY = """
            static final int MOST = 3;
            interface Listener { void done(String answer); void failed(RuntimeException why); }
            boolean isWorthIt(RuntimeException why, int attempt) {
                TEST
                switch (why.getMessage()) {
                    case "busy", "late": return true;
                    default: return false;
                }
            }
            void send(String question, Listener listener) {
                try {
                    listener.done(model.chat(question));
                } catch (RuntimeException why) {
                    listener.failed(why);
                }
            }
            void ask(String question, int attempt) {
                send(question, new Listener() {
                    public void done(String answer) { DONE }
                    public void failed(RuntimeException why) {
                        if (isWorthIt(why, attempt)) { again(question, attempt); }
                    }
                });
            }
            void again(String question, int attempt) {
                int next = NEXT;
                new Thread(() -> ask(question, next)).start();
            }
            """;

    private static String retried(String test, String done, String next) {
        return bound(LATER_RETRY.replace("TEST", test).replace("DONE", done).replace("NEXT", next));
    }

    @Test
    void aTestThatIsAMethodOfItsOwnLimitsTheRetriesThatACallbackMakesLater() {
        String most = "if (attempt >= MOST) { return false; }";
        assertThat(retried(most, "", "attempt + 1")).isEqualTo("[3 - attempt]");
        assertThat(retried(
                        most, "if (answer.isEmpty() && attempt < MOST) { again(question, attempt); }", "attempt + 1"))
                .isEqualTo("[3 - attempt]");
        assertThat(retried("if (attempt >= MOST || why == null) { return false; }", "", "attempt + 1"))
                .isEqualTo("[3 - attempt]");
    }

    @Test
    void butNotWhereItMaySayYesAllTheSameOrWhereAnotherWayRoundHasNoTest() {
        String most = "if (attempt >= MOST) { return false; }";
        assertThat(retried("if (attempt >= MOST && why == null) { return false; }", "", "attempt + 1"))
                .isEqualTo("unbounded");
        assertThat(retried("if (attempt >= MOST) { return why == null; }", "", "attempt + 1"))
                .isEqualTo("unbounded");
        assertThat(retried(most, "", "attempt")).isEqualTo("unbounded");
        assertThat(retried(most, "again(question, attempt);", "attempt + 1")).isEqualTo("unbounded");
    }

    @Test
    void aTableOfDelaysLimitsTheRetriesOfTwoMethodsThatCallEachOther() {
        String delays = """
                static final List<Integer> DELAYS = Arrays.asList(1, 2, 4);
                String ask(String question, int attempt) {
                    String answer = model.chat(question);
                    return answer.isEmpty() ? again(question, attempt) : answer;
                }
                String again(String question, int attempt) {
                    MORE
                    return attempt >= DELAYS.size() ? "" : ask(question, attempt + 1);
                }
                """;
        assertThat(bound(delays.replace("MORE", ""))).isEqualTo("[size of Agent.DELAYS - attempt]");
        assertThat(bound(delays.replace("MORE", "DELAYS.add(8);"))).isEqualTo("unbounded");
    }

    private static final String BUDGET = """
            static class Budget {
                private final int max;
                private int used;
                Budget(int max) { this.max = max; }
                void use() { used++; }
                void reset() { used = 0; }
                boolean isSpent() { return used >= max; }
            }
            private Budget spare;
            String plan(String task, Budget budget) {
                if (budget.isSpent()) { return task; }
                PLAN
            }
            String act(String answer, int nothing, Budget left) { ACT }
            String look(String answer, Budget seen) { LOOK }
            """;

    private static String budgeted(String plan, String act, String look) {
        return bound(BUDGET.replace("PLAN", plan).replace("ACT", act).replace("LOOK", look));
    }

    @Test
    void anObjectThatAllMethodsOfACycleHandEachOtherCountsForAll() {
        String ask = "return act(model.chat(task), 1, budget);";
        String back = "return look(answer, left);";
        String again = "return plan(model.chat(answer), seen);";
        assertThat(budgeted("budget.use(); " + ask, back, again)).isEqualTo("max");
        assertThat(budgeted(ask, "left.use(); " + back, again)).isEqualTo("max");
        assertThat(budgeted(
                        ask, "if (answer.isEmpty()) { return plan(answer, left); } " + back, "seen.use(); " + again))
                .isEqualTo("unbounded");
        assertThat(budgeted(
                        ask,
                        "if (answer.isEmpty()) { left.use(); return plan(answer, left); } " + back,
                        "seen.use(); " + again))
                .isEqualTo("max");
    }

    @Test
    void butNotOneThatIsSetBackOrThatAnotherTakesThePlaceOf() {
        String ask = "budget.use(); return act(model.chat(task), 1, budget);";
        String back = "return look(answer, left);";
        String again = "return plan(model.chat(answer), seen);";
        assertThat(budgeted(ask, "left.reset(); " + back, again)).isEqualTo("unbounded");
        assertThat(budgeted(ask, "left = spare; " + back, again)).isEqualTo("unbounded");
        assertThat(budgeted(ask, "return look(answer, spare);", again)).isEqualTo("unbounded");
        assertThat(budgeted(ask, back, "return plan(model.chat(answer), new Budget(9));"))
                .isEqualTo("unbounded");
        assertThat(budgeted(ask.replace("budget.use();", "if (task.isEmpty()) { budget.use(); }"), back, again))
                .isEqualTo("unbounded");
    }

    private static final String SHARED = """
            private final java.util.concurrent.atomic.AtomicInteger turns = new java.util.concurrent.atomic.AtomicInteger();
            private int used;
            private final int max = 5;
            String plan(String task) {
                PLAN
                return act(model.chat(task));
            }
            String act(String answer) {
                ACT
                return AGENT.plan(model.chat(answer));
            }
            """;

    private static String shared(String plan, String act, String agent) {
        return bound(SHARED.replace("PLAN", plan).replace("ACT", act).replace("AGENT", agent));
    }

    @Test
    void soDoesAFieldOfTheObjectThatAllOfThemAreCalledOn() {
        String counted = "if (turns.incrementAndGet() > 10) { return task; }";
        assertThat(shared(counted, "", "this")).isEqualTo("[10 - turns.value] + 1");
        assertThat(shared("if (used >= max) { return task; } used++;", "", "this"))
                .isEqualTo("5");
        assertThat(shared("if (used >= max) { return task; }", "used++;", "this"))
                .isEqualTo("5");
        assertThat(shared("if (used >= max) { return task; } used++;", "used--;", "this"))
                .isEqualTo("unbounded");
        assertThat(shared(counted, "turns.set(0);", "this")).isEqualTo("unbounded");
        assertThat(shared(counted, "", "new Agent()")).isEqualTo("unbounded");
        assertThat(shared("if (used >= max) { return task; }", "", "this")).isEqualTo("unbounded");
    }

    private static final String NESTED = """
            String run(String question, int depth) {
                RUN
                return ask(question, depth, 0);
            }
            String ask(String question, int depth, int attempt) {
                ASK
                String answer = model.chat(question);
                if (answer.isEmpty()) { return ask(question, AGAIN); }
                return answer.equals("more") ? run(answer, FURTHER) : answer;
            }
            """;

    private static String nested(String run, String ask, String again, String further) {
        return bound(NESTED.replace("RUN", run)
                .replace("ASK", ask)
                .replace("AGAIN", again)
                .replace("FURTHER", further));
    }

    @Test
    void attemptsWithinTheStepsOfAnotherRecursionAreMadeAnewInEachStep() {
        assertThat(nested(
                        "if (depth >= 10) { return question; }",
                        "if (attempt >= 3) { return question; }",
                        "depth, attempt + 1",
                        "depth + 1"))
                .isEqualTo("4 * [10 - depth] + 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if (depth >= 10) { return question; } | if (attempt >= 3) { return question; } | depth, attempt | depth + 1",
                "if (depth >= 10) { return question; } | if (attempt >= 3) { return question; } | depth, attempt + 1 | depth",
                "if (depth >= 10) { return question; } | if (attempt >= 3) { return question; } | depth - 1, attempt + 1 | depth + 1",
                "if (depth >= 10) { return question; } | if (attempt >= 3) { return question; } | 0, attempt + 1 | depth + 1",
                "if (depth >= 10) { return question; } | | depth, attempt + 1 | depth + 1",
                " | if (attempt >= 3) { return question; } | depth, attempt + 1 | depth + 1"
            })
    void attemptsAndStepsOfWhichOneHasNoLimitGoOnForever(String run, String ask, String again, String further) {
        assertThat(nested(run == null ? "" : run, ask == null ? "" : ask, again, further))
                .isEqualTo("unbounded");
    }
}
