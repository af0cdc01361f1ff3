package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over iterators that the program itself declares. */
class OwnIteratorTest {

    private static final String STEPS = """
            static class Steps implements Iterable<String> {
                final ChatModel model;
                final List<String> tasks;
                Steps(ChatModel model, List<String> tasks) { this.model = model; this.tasks = tasks; }
                public Iterator<String> iterator() { return new Turns(model, tasks, 5); }
            }
            static class Node { Node next; String text; }
            static class Turns implements Iterator<String> {
                final ChatModel model;
                final List<String> tasks;
                final int max;
                final Iterator<String> inner;
                final Deque<String> open = new ArrayDeque<>();
                private String last = "";
                private boolean done;
                private int at;
                private Node node;
                Turns(ChatModel model, List<String> tasks, int max) {
                    this.model = model;
                    this.tasks = tasks;
                    this.max = max;
                    this.inner = tasks.iterator();
                    this.open.addAll(tasks);
                }
                public boolean hasNext() { HAS }
                public String next() { NEXT }
            }
            """;

    private static String each(String has, String next) {
        return bound("for (String answer : new Steps(model, tasks)) { // HERE", has, next);
    }

    private static String bound(String loop, String has, String next) {
        Site site = AgentSource.withMembers(STEPS.replace("HAS", has).replace("NEXT", next) + """
                void run(List<String> tasks) {
                    LOOP
                        System.out.println("on");
                    }
                }
                """.replace("LOOP", loop))
                .site();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String ASK = "last = model.chat(last); return last;";

    @Test
    void oneThatAlwaysHasAnotherElementGoesOnForever() {
        assertThat(each("return true;", ASK)).isEqualTo("unbounded");
        assertThat(bound(
                        "Iterator<String> it = new Turns(model, tasks, 5); while (it.hasNext()) { it.next(); // HERE",
                        "return true;",
                        ASK))
                .isEqualTo("unbounded");
    }

    @Test
    void soDoesOneThatOnlyTheModelEnds() {
        assertThat(each("return !last.contains(\"DONE\");", ASK)).isEqualTo("unbounded");
        assertThat(each("return !done;", "last = model.chat(last); if (last.isEmpty()) { done = true; } return last;"))
                .isEqualTo("unbounded");
        assertThat(each(
                        "if (done) { return false; } return true;",
                        "last = model.chat(last); done = last.isEmpty(); return last;"))
                .isEqualTo("unbounded");
        assertThat(each("last = model.chat(last); return !last.isEmpty();", "return last;"))
                .isEqualTo("unbounded");
        assertThat(each("return !open.isEmpty();", "last = model.chat(open.poll()); open.add(last); return last;"))
                .isEqualTo("unbounded");
        assertThat(each(
                        "return at < tasks.size();",
                        "last = model.chat(tasks.get(at)); if (!last.isEmpty()) { at++; } return last;"))
                .isEqualTo("unbounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return at < tasks.size();|return model.chat(tasks.get(at++));",
                "return inner.hasNext();|return model.chat(inner.next());",
                "return !open.isEmpty();|return model.chat(open.poll());",
                "return node != null;|String text = node.text; node = node.next; return model.chat(text);",
                "return !done && at < tasks.size();|last = model.chat(tasks.get(at++)); done = last.isEmpty(); return last;"
            })
    void oneOverDataEndsWithIt(String methods) {
        String[] parts = methods.split("\\|");
        assertThat(each(parts[0], parts[1])).startsWith("[size of ");
        assertThat(bound(
                        "Turns it = new Turns(model, tasks, 5); while (it.hasNext()) { it.next(); // HERE",
                        parts[0],
                        parts[1]))
                .isEqualTo("[size of it]");
    }

    @Test
    void oneThatCountsEndsAtItsLimit() {
        assertThat(each("return at < max;", "at++; " + ASK)).isEqualTo("5");
        assertThat(each("return at < max && !last.contains(\"DONE\");", "at++; " + ASK))
                .doesNotContain("unbounded");
    }

    @Test
    void whatTheIteratorAsksForCountsInEachTurn() {
        assertThat(AgentSource.withMembers(
                                STEPS.replace("HAS", "return at < max;").replace("NEXT", "at++; " + ASK) + """
                                        void run(List<String> tasks) {
                                            for (String answer : new Steps(model, tasks)) { System.out.println(answer); }
                                        }
                                        """)
                        .entry("run")
                        .cost()
                        .get(dev.agentcost.analyzer.cost.Dimension.MODEL_CALLS)
                        .toString())
                .isEqualTo("5");
    }
}
