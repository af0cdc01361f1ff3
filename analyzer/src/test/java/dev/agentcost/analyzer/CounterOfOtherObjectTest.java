package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;

/** A loop that is limited by a counter in a field, and in whose turns the same code runs on another object. */
class CounterOfOtherObjectTest {

    private static final String AGENT = """
            import dev.langchain4j.model.chat.ChatModel;
            class Worker {
                private final ChatModel model;
                private final Desk desk;
                private int step;
                Worker(ChatModel model, Desk desk) {
                    this.model = model;
                    this.desk = desk;
                }
                String run(String task) {
                    step = 0;
                    String answer = "";
                    while (step < 12) { // HERE
                        step++;
                        answer = model.chat(task);
                        if (answer.startsWith("ask ")) {
                            answer = desk.solve(answer);
                        }
                    }
                    return answer;
                }
            }
            class Desk {
                private final ChatModel model;
                private Worker last;
                Desk(ChatModel model) {
                    this.model = model;
                }
                String solve(String task) {
                    Worker worker = find();
                    return worker.run(task);
                }
                private Worker find() {
                    return hire();
                }
                private Worker hire() {
                    FIND
                }
            }
            """;

    private static Site site(String find) {
        return AgentSource.of(AGENT.replace("FIND", find), false).site();
    }

    @Test
    void anAgentThatStartsAnotherOneKeepsItsOwnCount() {
        Site site = site("return new Worker(model, this);");
        assertThat(site.bound().formula()).hasToString("12");
    }

    @Test
    void anAgentThatWasThereBeforeMayBeTheSame() {
        Site site = site("if (last == null) { last = new Worker(model, this); } return last;");
        assertThat(site.bound().isUnbounded()).isTrue();
    }

    private static final String INNER = """
            import dev.langchain4j.model.chat.ChatModel;
            class Worker {
                ChatModel model;
                int step;
                class Reset {
                    void back() {
                        BACK
                    }
                }
                void begin() {
                    step = 0;
                }
                void again() {
                    Reset reset = new Reset();
                    reset.back();
                }
                void run(String task) {
                    while (step < 12) { // HERE
                        step++;
                        if (model.chat(task).isEmpty()) {
                            again();
                        }
                    }
                }
            }
            """;

    @Test
    void whatAnInnerClassSetsBackBelongsToTheObjectRoundIt() {
        for (String back : new String[] {"step = 0;", "begin();"}) {
            Site site = AgentSource.of(INNER.replace("BACK", back), false).site();
            assertThat(site.bound().isUnbounded()).as(back).isTrue();
        }
    }

    private static final String COUNTED = """
            import dev.langchain4j.model.chat.ChatModel;
            class Turns {
                private int count;
                int next() { NEXT }
                int count() { return count; }
                void back() { count = 0; }
            }
            class Agent {
                String run(ChatModel model, String task) {
                    Turns turns = new Turns();
                    String answer = task;
                    while (turns.next() <= 8) { // HERE
                        answer = model.chat(answer);
                        if (answer.isEmpty()) { break; }
                        LOOP
                    }
                    return answer;
                }
            }
            """;

    private static String counted(String next, String loop) {
        Site site = AgentSource.of(COUNTED.replace("NEXT", next).replace("LOOP", loop), false)
                .site();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    @Test
    void aTestMayCountByTheCallThatTellsTheCount() {
        assertThat(counted("return ++count;", "")).isEqualTo("8");
        assertThat(counted("count += 2; return count;", "")).isEqualTo("4");
        assertThat(counted("return ++count;", "System.out.println(turns.count());"))
                .isEqualTo("8");
    }

    @Test
    void notWhereTheCountGoesBackOrStaysBehind() {
        assertThat(counted("return ++count;", "turns.back();")).isEqualTo("unbounded");
        assertThat(counted("if (count > 3) { return count; } return ++count;", ""))
                .isEqualTo("unbounded");
        assertThat(counted("count = count / 2; return count;", "")).isEqualTo("unbounded");
        assertThat(counted("return ++count;", "turns = new Turns();")).isEqualTo("unbounded");
    }

    @Test
    void aLimitThatComesWithEachPageIsNoCounter() {
        Site site = AgentSource.withMembers("""
                record Page(List<String> names, int count) {}
                Page page(int number) { return new Page(List.of("a"), 3); }
                void ask() {
                    int number = 0;
                    Page page = page(0);
                    while (number < page.count()) { // HERE
                        model.chat(page.names().get(0));
                        number++;
                        page = page(number);
                    }
                }
                """).site();
        assertThat(site.bound().isUnbounded()).isFalse();
    }

    private static final String STATE = """
            import dev.langchain4j.model.chat.ChatModel;
            class State {
                private int step;
                private int most = 10;
                void next() { step++; }
                boolean goesOn() { return step < most; }
                void allow(int most) { this.most = most; }
                State fork() { State forked = new State(); forked.step = 0; return forked; }
            }
            class Agent {
                private final Loop loop;
                private State kept;
                Agent(Loop loop) { this.loop = loop; }
                String run(String task) { return run(task, FIRST); }
                String run(String task, State state) {
                    state.allow(20);
                    return loop.run(task, state);
                }
            }
            class Loop {
                private final ChatModel model;
                private final Agent helper;
                Loop(ChatModel model, Agent helper) { this.model = model; this.helper = helper; }
                String run(String task, State state) {
                    String answer = task;
                    while (state.goesOn()) { // HERE
                        state.next();
                        answer = model.chat(answer);
                        if (answer.startsWith("ask ")) { HELP }
                    }
                    return answer;
                }
            }
            """;

    private static String state(String first, String help) {
        Site site = AgentSource.of(STATE.replace("FIRST", first).replace("HELP", help), false)
                .site();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    @Test
    void whatIsHandedToOtherCodeIsWhatThatSets() {
        assertThat(state("new State()", "answer = helper.run(answer);")).isEqualTo("20");
        assertThat(state("new State()", "answer = helper.run(answer, new State());"))
                .isEqualTo("20");
        assertThat(state("new State()", "answer = helper.run(answer, state.fork());"))
                .isEqualTo("20");
    }

    @Test
    void theSameObjectOrOneThatIsKeptMayBeTheLoopsOwn() {
        assertThat(state("kept", "answer = helper.run(answer);")).isEqualTo("unbounded");
        assertThat(state("kept == null ? new State() : kept", "answer = helper.run(answer);"))
                .isEqualTo("unbounded");
        assertThat(state("new State()", "State same = state; answer = helper.run(answer, same);"))
                .isEqualTo("unbounded");
        assertThat(state("new State()", "state = new State(); helper.run(answer, state);"))
                .isEqualTo("unbounded");
    }

    @Test
    void anObjectThatTheMethodMadeItselfIsThereBeforeItsLoop() {
        Site site = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                class State {
                    int step;
                    static void back(State state) { state.step = 0; }
                }
                class Agent {
                    void run(ChatModel model) {
                        State state = new State();
                        State other = state;
                        while (state.step < 9) { // HERE
                            state.step++;
                            model.chat("go");
                            State.back(other);
                        }
                    }
                }
                """, false).site();
        assertThat(site.bound().isUnbounded()).isTrue();
    }

    @Test
    void aFunctionInTheMethodNamesTheObjectOfAFieldByOtherCalls() {
        var agent = AgentSource.of("""
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.List;
                import java.util.Map;
                import org.springframework.web.client.RestTemplate;
                class Address {
                    private String url;
                    String getUrl() { return url; }
                    void setUrl(String url) { this.url = url; }
                }
                interface Settings { Address address(); }
                record Found(String text) {}
                class Agent {
                    ChatModel model; Settings settings; RestTemplate client;
                    void run(List<Found> candidates) {
                        if (candidates.isEmpty()) { return; }
                        if (candidates.size() <= 2) { return; }
                        String url = settings.address().getUrl();
                        List<String> texts = candidates.stream().map(found -> found.text()).toList();
                        Map<String, Object> response = client.postForObject(url, texts, Map.class);
                        List<String> best = (List<String>) response.get("best");
                        best.stream().map(text -> model.chat(text)).toList(); // HERE
                    }
                }
                """, false);
        assertThat(agent.site().bound().formula()).hasToString("[size of best]");
    }
}
