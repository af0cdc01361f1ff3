package dev.agentcost.rules.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of the file with its line. What has the wrong form is a problem for the builder and reads as nothing. */
record YamlValue(String file, Node node, ConfigurationBuilder problems) {

    String origin() {
        return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    boolean isEmpty() {
        return node.getTag().equals(Tag.NULL);
    }

    /** A single value. */
    Optional<Setting> scalar(String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(new Setting(scalar.getValue().strip(), origin()));
        }
        problem(what + " is " + form() + "; write one value");
        return Optional.empty();
    }

    /** The elements of a list. */
    List<YamlValue> elements(String what) {
        List<YamlValue> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> elements.add(new YamlValue(file, element, problems)));
        } else if (!isEmpty()) {
            problem(what + " is " + form() + "; write a list, each element behind '- '");
        }
        return elements;
    }

    /** Keys and values, in their order. */
    Map<Setting, YamlValue> entries(String what) {
        Map<Setting, YamlValue> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            Set<String> seen = new TreeSet<>();
            mapping.getValue().forEach(tuple -> readEntry(tuple, what, seen, entries));
        } else if (!isEmpty()) {
            problem(what + " is " + form() + "; write 'key: value' lines");
        }
        return entries;
    }

    private void readEntry(NodeTuple tuple, String what, Set<String> seen, Map<Setting, YamlValue> entries) {
        YamlValue key = new YamlValue(file, tuple.getKeyNode(), problems);
        key.scalar("a key of " + what).ifPresent(name -> {
            if (seen.add(name.text())) {
                entries.put(name, new YamlValue(file, tuple.getValueNode(), problems));
            } else {
                problems.problem(name, "'" + name.text() + "' appears twice in " + what + "; keep one of them");
            }
        });
    }

    private void problem(String message) {
        problems.problem(new Setting("", origin()), message);
    }

    private String form() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "empty";
    }
}
