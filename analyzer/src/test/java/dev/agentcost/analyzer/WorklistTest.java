package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of what is to be done that loops and recursions take from, and may add to. */
class WorklistTest {

    private static final String GRAPH = """
            static class Node { String id; String text; List<Node> next; String id() { return id; } }
            Map<String, List<String>> graph = new HashMap<>();
            Map<String, String> follows = new HashMap<>();
            """;

    private static String loop(String body) {
        return bound(AgentSource.withMembers(GRAPH + """
                void run(String root, Node first) {
                    Deque<String> open = new ArrayDeque<>();
                    Deque<Node> nodes = new ArrayDeque<>();
                    Set<String> seen = new HashSet<>();
                    Set<Node> done = new HashSet<>();
                    open.add(root);
                    nodes.add(first);
                    BODY
                }
                """.replace("BODY", body)).site());
    }

    private static String bound(Site site) {
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static String walk(String take, String add) {
        return loop("while (!open.isEmpty()) { // HERE\n String at = open.poll(); " + take
                + " String answer = model.chat(at); " + add + " }");
    }

    private static final String ONCE = "if (!seen.add(at)) { continue; }";
    private static final String NEXT = "for (String next : graph.get(at)) { open.add(next); }";

    @Test
    void aSetOfWhatWasVisitedEndsALoop() {
        assertThat(walk(ONCE, NEXT)).isEqualTo("[elements that pass through open]");
        assertThat(walk(ONCE, "open.addAll(graph.getOrDefault(at, List.of()));"))
                .isEqualTo("[elements that pass through open]");
        assertThat(walk("if (seen.contains(at)) { continue; } seen.add(at);", NEXT))
                .isEqualTo("[elements that pass through open]");
        assertThat(walk("", "for (String next : graph.get(at)) { if (seen.add(next)) { open.add(next); } }"))
                .isEqualTo("[elements that pass through open]");
        assertThat(loop("while (!nodes.isEmpty()) { // HERE\n Node at = nodes.pop(); if (done.add(at)) {"
                        + " model.chat(at.text); for (Node next : at.next) { nodes.push(next); } } }"))
                .isEqualTo("[elements that pass through nodes]");
        assertThat(loop(
                        "while (!nodes.isEmpty()) { // HERE\n Node at = nodes.pop(); if (!seen.add(at.id())) { continue; }"
                                + " model.chat(at.text); nodes.addAll(at.next); }"))
                .isEqualTo("[elements that pass through nodes]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (String next : answer.split(\",\")) { open.add(next); }",
                "open.add(answer);",
                "open.add(at + 1);",
                "graph.put(at, List.of(answer)); for (String next : graph.get(at)) { open.add(next); }",
                NEXT + " seen.remove(at);",
                NEXT + " seen.clear();",
                NEXT + " Runnable again = () -> open.add(answer); again.run();"
            })
    void notWhereThereMayAlwaysBeAnother(String add) {
        assertThat(walk(ONCE, add)).isEqualTo("unbounded");
    }

    @Test
    void norWhereWhatIsAddedIsNotBehindTheTest() {
        assertThat(walk("", NEXT)).isEqualTo("unbounded");
        assertThat(walk("if (seen.contains(at)) { continue; }", NEXT)).isEqualTo("unbounded");
        assertThat(walk("if (seen.add(at)) { continue; }", NEXT)).isEqualTo("unbounded");
        assertThat(walk("open.addAll(graph.get(at)); " + ONCE, "")).isEqualTo("unbounded");
        assertThat(walk("seen = new HashSet<>(); " + ONCE, NEXT)).isEqualTo("unbounded");
        assertThat(walk(ONCE, "open = new ArrayDeque<>(graph.get(at)); " + NEXT))
                .isEqualTo("unbounded");
        assertThat(loop("while (!open.isEmpty()) { // HERE\n String at = open.peek(); " + ONCE + "model.chat(at); "
                        + NEXT + "}"))
                .isEqualTo("unbounded");
    }

    @Test
    void aChainThatIsFollowedEndsWhereItComesBack() {
        assertThat(loop("String at = root; while (at != null && seen.add(at)) { // HERE\n model.chat(at);"
                        + " at = follows.get(at); }"))
                .isEqualTo("[values of at]");
        assertThat(loop("String at = root; while (true) { // HERE\n if (seen.contains(at)) { break; } seen.add(at);"
                        + " model.chat(at); at = follows.get(at); }"))
                .startsWith("[values of at]");
        assertThat(loop("String at = root; while (at != null && seen.add(at)) { // HERE\n at = model.chat(at); }"))
                .isEqualTo("unbounded");
        assertThat(loop("String at = root; while (true) { // HERE\n if (seen.contains(at)) { break; }"
                        + " model.chat(at); at = follows.get(at); }"))
                .isEqualTo("unbounded");
        assertThat(loop("String at = root; while (at != null || seen.add(at)) { // HERE\n model.chat(at);"
                        + " at = follows.get(at); }"))
                .isEqualTo("unbounded");
    }

    private static final String QUEUE = """
            final Queue<String> queue = new ArrayDeque<>();
            Queue<String> other = new ArrayDeque<>();
            java.util.concurrent.ExecutorService pool;
            """;

    private static String drain(String members) {
        return bound(AgentSource.withMembers(QUEUE + members).recursion());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void drain() { String task = queue.poll(); if (task == null) { return; } model.chat(task); drain(); }",
                "void drain() { String task = queue.poll(); if (task != null) { handle(task); drain(); } }"
                        + " void handle(String task) { model.chat(task); }",
                "void drain() { String task = queue.poll(); if (task != null) { handle(task); } }"
                        + " void handle(String task) { model.chat(task); drain(); }",
                "void drain() { if (queue.isEmpty()) { return; } model.chat(queue.remove()); drain(); }",
                "void drain() { String task = queue.poll(); if (task != null) {"
                        + " java.util.concurrent.CompletableFuture.runAsync(() -> model.chat(task)).thenRun(this::drain); } }"
            })
    void aRecursionThatTakesFromAQueueEndsWithIt(String members) {
        assertThat(drain(members)).isEqualTo("[elements of queue at Agent#drain]");
    }

    @Test
    void soDoesOneThatHandsTheListAlong() {
        assertThat(
                        drain(
                                "void run(List<String> todo) { if (todo.isEmpty()) { return; } model.chat(todo.remove(0)); run(todo); }"))
                .isEqualTo("[elements of todo at Agent#run]");
        assertThat(
                        drain(
                                "void run(List<String> todo) { if (todo.size() > 0) { model.chat(todo.remove(0)); run(todo); } }"))
                .isEqualTo("[elements of todo at Agent#run]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void drain() { String task = queue.poll(); if (task == null) { return; } queue.add(model.chat(task)); drain(); }",
                "void drain() { String task = queue.poll(); if (task == null) { return; } handle(task); drain(); }"
                        + " void handle(String task) { queue.add(model.chat(task)); }",
                "void drain() { String task = queue.poll(); if (task == null) { return; } handle(task); }"
                        + " void handle(String task) { String more = model.chat(task); if (!more.isEmpty()) { queue.add(more); } drain(); }",
                "void drain() { String task = queue.poll(); if (task == null) { return; }"
                        + " pool.submit(() -> { queue.add(model.chat(task)); }); drain(); }",
                "void drain() { String task = queue.peek(); if (task == null) { return; } model.chat(task); drain(); }",
                "void drain() { if (queue.isEmpty()) { return; } if (model.chat(\"go\").isEmpty()) { queue.poll(); } drain(); }",
                "void drain() { String task = queue.poll(); if (task == null) { model.chat(\"none\"); } drain(); }",
                "void run(Queue<String> todo) { String task = todo.poll(); if (task == null) { return; } model.chat(task); run(other); }"
            })
    void notWhereItIsFilledAgainOrNothingIsTaken(String members) {
        assertThat(drain(members)).isEqualTo("unbounded");
    }
}
