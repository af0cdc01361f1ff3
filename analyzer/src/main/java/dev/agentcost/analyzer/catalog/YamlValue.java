package dev.agentcost.analyzer.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a catalogue file with its place, so that whatever is wrong with it can be said with the line. */
record YamlValue(String file, Node node) {

    CatalogException error(String message) {
        return new CatalogException(place() + ": " + message);
    }

    /** File and line. */
    String place() {
        return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    String text(String what) throws CatalogException {
        if (node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw error(what + " is " + found() + "; write a text");
    }

    boolean flag(String what) throws CatalogException {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw error(what + " is " + found() + "; write true or false");
    }

    long count(String what) throws CatalogException {
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
            throw error(what + " is " + found() + "; write a whole number");
        }
        try {
            long count = Long.parseLong(scalar.getValue());
            if (count < 0) {
                throw error(what + " is negative: " + count + "; write 0 or more");
            }
            return count;
        } catch (NumberFormatException e) {
            throw error(what + " is " + found() + "; write a decimal number up to " + Long.MAX_VALUE);
        }
    }

    <E extends Enum<E>> E choice(String what, Class<E> type) throws CatalogException {
        if (node instanceof ScalarNode scalar) {
            for (E constant : type.getEnumConstants()) {
                if (kebab(constant).equals(scalar.getValue())) {
                    return constant;
                }
            }
        }
        String allowed =
                Stream.of(type.getEnumConstants()).map(YamlValue::kebab).collect(Collectors.joining(", "));
        throw error(what + " is " + found() + "; write one of " + allowed);
    }

    Operand operand(String what) throws CatalogException {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            if (text.equals("receiver")) {
                return Operand.RECEIVER;
            } else if (text.equals("arguments")) {
                return Operand.ARGUMENTS;
            } else if (text.matches("\\d{1,3}")) {
                return Operand.argument(Integer.parseInt(text));
            }
        }
        throw error(what + " is " + found()
                + "; write receiver, arguments, or the number of one argument (the first is 0)");
    }

    /** The elements of a list; a value that is no list is a list of one. */
    List<YamlValue> elements() {
        List<YamlValue> elements = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> elements.add(new YamlValue(file, element)));
        } else {
            elements.add(this);
        }
        return elements;
    }

    List<String> texts(String what) throws CatalogException {
        List<String> texts = new ArrayList<>();
        for (YamlValue element : elements()) {
            texts.add(element.text(what));
        }
        return texts;
    }

    List<Operand> operands(String what) throws CatalogException {
        List<Operand> operands = new ArrayList<>();
        for (YamlValue element : elements()) {
            operands.add(element.operand(what));
        }
        return operands;
    }

    /** The keys and values of a mapping with any keys, in their order. */
    Map<String, YamlValue> entries(String what) throws CatalogException {
        if (!(node instanceof MappingNode mapping)) {
            throw error(what + " is " + found() + "; write keys and values");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            String name = key.text("a key of " + what);
            if (entries.put(name, new YamlValue(file, tuple.getValueNode())) != null) {
                throw key.error("key '" + name + "' appears twice in " + what + "; keep one of them");
            }
        }
        return entries;
    }

    /** A mapping with these keys and no others. */
    YamlMap map(String what, String... keys) throws CatalogException {
        Map<String, YamlValue> entries = entries(what);
        List<String> known = List.of(keys);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlValue key = new YamlValue(file, tuple.getKeyNode());
                String name = key.text("a key of " + what);
                if (!known.contains(name)) {
                    throw key.error("'" + name + "' is not a key of " + what + "; " + Nearest.advice(name, known));
                }
            }
        }
        return new YamlMap(this, what, entries);
    }

    private String found() {
        if (isMap()) {
            return "a mapping";
        } else if (isList()) {
            return "a list";
        } else if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return "'" + scalar.getValue() + "'";
        }
        return "empty";
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
