package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recursions into the parts of data, of the object itself and of objects that were given to it. */
class DescentTest {

    private static String bound(String members) {
        Site site = AgentSource.withMembers(members).recursion();
        return site.bound().isUnbounded() ? "unbounded" : site.bound().formula().toString();
    }

    private static final String NODE = """
            static class Node {
                List<Node> kids = new ArrayList<>();
                Map<String, Node> named = new HashMap<>();
                Optional<Node> maybe = Optional.empty();
                Node left, right;
                String text;
                void add(Node kid) { kids.add(kid); }
                List<Node> kids() { return kids; }
                Node left() { return left; }
                Node made(String of) { Node made = new Node(); made.text = of; return made; }
                void walk(ChatModel model) { String answer = model.chat(text); WALK }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kids.forEach(kid -> kid.walk(model));",
                "kids().stream().filter(kid -> kid.text != null).forEach(kid -> kid.walk(model));",
                "for (Node kid : named.values()) { kid.walk(model); }",
                "named.get(answer).walk(model);",
                "for (Map.Entry<String, Node> each : named.entrySet()) { each.getValue().walk(model); }",
                "maybe.ifPresent(kid -> kid.walk(model));",
                "for (int i = 0; i < kids.size(); i++) { kids.get(i).walk(model); }",
                "Node next = answer.isEmpty() ? left : right; next.walk(model);",
                "Node next = left(); if (answer.isEmpty()) { next = right; } next.walk(model);",
                "text = answer; left().walk(model);",
            })
    void anObjectThatWalksItsPartsDescends(String walk) {
        assertThat(bound(NODE.replace("WALK", walk))).startsWith("[parts of the data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "made(answer).walk(model);",
                "new Node().walk(model);",
                "Node next = answer.isEmpty() ? left : this; next.walk(model);",
                "Node next = new Node(); kids.add(next); next.walk(model);",
                "kids.add(made(answer)); for (Node kid : kids) { kid.walk(model); }",
                "add(made(answer)); kids().forEach(kid -> kid.walk(model));",
                "left = made(answer); left.walk(model);",
                "left = made(answer); Node next = left(); next.walk(model);",
            })
    void oneThatMakesTheNextDoesNot(String walk) {
        assertThat(bound(NODE.replace("WALK", walk))).isEqualTo("unbounded");
    }

    private static final String TREE = NODE.replace("WALK", "") + """
            void grow(Node node) {
                for (String line : model.chat(node.text).split(";")) { ADD }
                for (Node kid : node.kids()) { grow(kid); }
            }
            """;

    @Test
    void aTreeThatGrowsWhereItIsWalkedHasNoDepth() {
        assertThat(bound(TREE.replace("ADD", ""))).startsWith("[parts of the data");
        assertThat(bound(TREE.replace("ADD", "node.text = line;"))).startsWith("[parts of the data");
        assertThat(bound(TREE.replace("ADD", "node.add(node.made(line));"))).isEqualTo("unbounded");
        assertThat(bound(TREE.replace("ADD", "List<Node> all = node.kids; all.add(node.made(line));")))
                .isEqualTo("unbounded");
        assertThat(bound(TREE.replace("ADD", "node.kids().add(node.made(line));")))
                .isEqualTo("unbounded");
        assertThat(bound(TREE.replace("ADD", "node.kids = parsed(line);") + """
                List<Node> parsed(String line) {
                    List<Node> all = new ArrayList<>();
                    all.add(new Node());
                    return all;
                }
                """))
                .isEqualTo("unbounded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy.add(copied(kid));", "copy.kids.add(copied(kid));", "copy.kids().add(copied(kid));"})
    void oneThatIsMadeBesideItIsAnother(String add) {
        assertThat(bound(NODE.replace("WALK", "") + """
                Node copied(Node node) {
                    Node copy = new Node();
                    copy.text = model.chat(node.text);
                    for (Node kid : node.kids()) { ADD }
                    return copy;
                }
                """.replace("ADD", add))).startsWith("[parts of the data");
    }

    private static final String CLIENTS = """
            interface Client { String ask(String question); }
            static class Plain implements Client {
                ChatModel model;
                public String ask(String question) { return model.chat(question); }
            }
            record Named(String name, Client client) implements Client {
                public String ask(String question) { return client.ask(question); }
            }
            static class Composite implements Client {
                private final List<Client> all;
                private final Map<String, Client> named = new HashMap<>();
                private final Client small, large;
                Composite(List<Client> all, Client small, Client large) {
                    this.all = new ArrayList<>(all);
                    this.small = small;
                    this.large = large;
                    for (Client one : all) { named.put(one.toString(), one); }
                }
                Client picked(String question) { if (question.isEmpty()) { return small; } return large; }
                public String ask(String question) { ASK }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client use = question.isEmpty() ? small : large; return use.ask(question);",
                "Client use = named.get(question); if (use == null) { use = small; } return use.ask(question);",
                "return named.getOrDefault(question, large).ask(question);",
                "return picked(question).ask(question);",
                "return all.stream().map(one -> one.ask(question)).collect(Collectors.joining());",
                "return all.stream().filter(one -> one != null).findFirst().orElse(all.get(0)).ask(question);",
                "for (Map.Entry<String, Client> each : named.entrySet()) { return each.getValue().ask(question); } return null;",
            })
    void aCompositeAsksThoseThatItWasGiven(String ask) {
        assertThat(bound(CLIENTS.replace("ASK", ask))).startsWith("[parts of the data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client use = question.isEmpty() ? small : this; return use.ask(question);",
                "return named.getOrDefault(question, this).ask(question);",
                "return all.stream().findFirst().orElse(this).ask(question);",
                "named.put(question, this); return named.get(question).ask(question);",
                "return new Named(question, this).ask(question);",
            })
    void notWhereItMayAskItself(String ask) {
        assertThat(bound(CLIENTS.replace("ASK", ask))).isEqualTo("unbounded");
    }

    private static final String WRAPPER = """
            interface Job { String run(String task); }
            record Ask(ChatModel model) implements Job {
                public String run(String task) { return model.chat(task); }
            }
            Job wrap(Job job) {
                BEFORE
                return new Job() {
                    public String run(String task) { return CALL; }
                };
            }
            """;

    @Test
    void anObjectWithoutAClassOfItsOwnWrapsWhatTheMethodRoundItHeld() {
        assertThat(bound(WRAPPER.replace("BEFORE", "").replace("CALL", "job.run(task.trim())")))
                .startsWith("[parts of the data");
        assertThat(bound(WRAPPER.replace("BEFORE", "Job inner = job;").replace("CALL", "inner.run(task)")))
                .startsWith("[parts of the data");
    }

    @Test
    void whatIsInAHolderThereMayBeTheObjectItself() {
        assertThat(bound(WRAPPER.replace("BEFORE", "Job[] held = new Job[1]; held[0] = job;")
                        .replace("CALL", "held[0].run(model.chat(task))")))
                .isEqualTo("unbounded");
        assertThat(bound(WRAPPER.replace("BEFORE", "").replace("CALL", "wrap(job).run(model.chat(task))")))
                .isEqualTo("unbounded");
    }
}
