package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import java.util.function.Consumer;

/** Walks over syntax trees. */
final class Trees {

    private Trees() {}

    /** Visits a node and all below it, a node before its children. JavaParser's own walk copies each list of children. */
    static void walk(Node node, Consumer<Node> visitor) {
        visitor.accept(node);
        node.getChildNodes().forEach(child -> walk(child, visitor));
    }
}
