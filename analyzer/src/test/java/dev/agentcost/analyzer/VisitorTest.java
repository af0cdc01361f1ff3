package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tree with many kinds of nodes and visitors that go through it: everything calls everything, and nothing of it costs. */
class VisitorTest {

    private static final int KINDS = 90;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anAnswerForEachLoopOfManyMethodsThatCallEachOther() {
        AgentSource agent = AgentSource.withAllLoops(visitors());
        assertThat(agent.analysis().sites()).hasSize(2 * KINDS + 1).noneMatch(site -> site.costs());
    }

    private static String visitors() {
        StringBuilder text = new StringBuilder();
        text.append("interface Visitor<A> {\n");
        kinds("    A visit(Kind%1$d node, A given);\n", text);
        text.append("}\nstatic abstract class Node {\n"
                + "    List<Node> children = new ArrayList<>();\n"
                + "    abstract <A> A accept(Visitor<A> visitor, A given);\n"
                + "}\n");
        kinds(
                "static class Kind%1$d extends Node {\n"
                        + "    <A> A accept(Visitor<A> visitor, A given) { return visitor.visit(this, given); }\n"
                        + "}\n",
                text);
        for (String name : new String[] {"Copying", "Counting"}) {
            text.append("static class ").append(name).append(" implements Visitor<List<Node>> {\n");
            kinds(
                    "    public List<Node> visit(Kind%1$d node, List<Node> given) {\n"
                            + "        List<Node> result = given;\n"
                            + "        for (Node child : node.children) { result = child.accept(this, result); }\n"
                            + "        result.add(node);\n"
                            + "        return result;\n"
                            + "    }\n",
                    text);
            text.append("}\n");
        }
        return text.toString();
    }

    private static void kinds(String pattern, StringBuilder text) {
        IntStream.range(0, KINDS).forEach(kind -> text.append(pattern.formatted(kind)));
    }
}
