package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recursions over a graph that a set of visited nodes ends. */
class VisitedSetTest {

    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).recursion();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String GRAPH = """
            static class Node { String id; String text; List<String> next; String id() { return id; } }
            record Edge(String from, String to) {}
            Map<String, Node> nodes = new HashMap<>();
            List<Edge> edges = new ArrayList<>();
            Map<String, String> follows = new HashMap<>();
            final Set<String> done = new HashSet<>();
            """;

    private static final String WALK = GRAPH + """
            void walk(String id, Set<String> visited) {
                TEST
                Node node = nodes.get(id);
                String answer = model.chat(node.text);
                NEXT
            }
            """;

    private static String walk(String test, String next) {
        return bound(WALK.replace("TEST", test).replace("NEXT", next));
    }

    private static final String ADD = "if (!visited.add(id)) { return; }";
    private static final String EACH = "for (String next : node.next) { walk(next, visited); }";

    @ParameterizedTest
    @ValueSource(strings = {ADD, "if (visited.contains(id)) { return; } visited.add(id);"})
    void eachNodeIsVisitedOnce(String test) {
        assertThat(walk(test, EACH)).isEqualTo("[values of id at Agent#walk]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (Edge edge : edges) { if (edge.from().equals(id)) { walk(edge.to(), visited); } }",
                "edges.stream().filter(edge -> edge.from().equals(id)).forEach(edge -> walk(edge.to(), visited));",
                "edges.stream().map(Edge::to).forEach(next -> walk(next, visited));",
                "walk(node.next.get(0), visited);",
                "walk(follows.getOrDefault(id, \"end\"), visited);"
            })
    void whereverInTheDataTheNextOneStands(String next) {
        assertThat(walk(ADD, next)).isEqualTo("[values of id at Agent#walk]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "walk(answer, visited);",
                "for (String next : answer.split(\",\")) { walk(next, visited); }",
                "walk(id + 1, visited);",
                "walk(id.repeat(2), visited);",
                "walk(follows.getOrDefault(id, id + 1), visited);",
                "walk(node.next.get(0), new HashSet<>());",
                "walk(node.next.get(0), visited); visited.remove(id);",
                "visited.clear(); walk(node.next.get(0), visited);",
                "node.next.add(answer); walk(node.next.get(0), visited);",
                "nodes.put(answer, new Node()); walk(nodes.keySet().iterator().next(), visited);"
            })
    void notWhereThereMayAlwaysBeAnother(String next) {
        assertThat(walk(ADD, next)).isEqualTo("unbounded");
    }

    @Test
    void notWhereTheSetIsNotFilledInTime() {
        assertThat(walk("if (visited.contains(id)) { return; }", EACH)).isEqualTo("unbounded");
        assertThat(walk("if (visited.contains(id)) { return; }", EACH + " visited.add(id);"))
                .isEqualTo("unbounded");
        assertThat(walk("if (visited.contains(id)) { return; } if (id.isEmpty()) { visited.add(id); }", EACH))
                .isEqualTo("unbounded");
        assertThat(walk("if (visited.add(id)) { return; }", EACH)).isEqualTo("unbounded");
        assertThat(
                        walk(
                                "if (visited.contains(id)) { return; }",
                                "node.next.forEach(next -> Optional.of(next).ifPresent(one -> walk(one, visited))); visited.add(id);"))
                .isEqualTo("unbounded");
    }

    @Test
    void theSetMayBeAFieldAndTheValueAPartOfWhatIsVisited() {
        assertThat(bound(GRAPH + """
                void walk(Node node) {
                    if (done.contains(node.id())) { return; }
                    done.add(node.id());
                    model.chat(node.text);
                    node.next.forEach(next -> walk(nodes.get(next)));
                }
                """)).isEqualTo("[values of node.id() at Agent#walk]");
    }
}
