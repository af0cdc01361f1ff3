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
}
