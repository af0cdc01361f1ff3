package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import org.junit.jupiter.api.Test;

/** Loops that go from link to link until there is none: only where every turn does. */
class LinkedLoopTest {

    private static Site site(String loop) {
        return AgentSource.withMembers("""
                static class Node { Node next; Node left; Node right; String text; }
                void run(Node first, Scanner given) {
                    Scanner in = new Scanner(System.in);
                    Node node = first;
                    LOOP
                }
                """.replace("LOOP", loop)).site();
    }

    @Test
    void eachTurnThatGoesOnToTheNextLinkIsOneOfTheChain() {
        assertThat(site("""
                while (node != null) { // HERE
                    model.chat(node.text);
                    node = node.next;
                }
                """).bound().formula().toString()).isEqualTo("[length of the chain from node]");
        assertThat(site("""
                while (node != null) { // HERE
                    node = model.chat(node.text).isEmpty() ? node.left : node.right;
                }
                """).bound().isUnbounded()).isTrue();
        assertThat(site("""
                while (node != null) { // HERE
                    if (model.chat(node.text).isEmpty()) { node = node.left; } else { node = node.right; }
                }
                """).bound().formula().toString()).isEqualTo("[length of the chain from node]");
    }

    @Test
    void aTurnThatMayStayAtTheLinkOrGetsAnotherIsNot() {
        assertThat(site("""
                while (node != null) { // HERE
                    if (model.chat(node.text).isEmpty()) { node = node.next; }
                }
                """).bound().isUnbounded()).isTrue();
        assertThat(site("""
                while (node != null) { // HERE
                    if (model.chat(node.text).isEmpty()) { node = node.next; } else { node = first; }
                }
                """).bound().isUnbounded()).isTrue();
    }

    @Test
    void aLineThatIsReadAndTrimmedIsWaitedFor() {
        assertThat(site("""
                while (true) { // HERE
                    if (!in.hasNextLine()) { break; }
                    String line = in.nextLine();
                    if (line == null) { break; }
                    line = line.trim();
                    model.chat(line);
                }
                """).driver()).isEqualTo(Driver.PERSON);
    }
}
