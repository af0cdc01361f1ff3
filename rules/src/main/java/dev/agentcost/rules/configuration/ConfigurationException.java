package dev.agentcost.rules.configuration;

import java.util.List;

/** A configuration that cannot be used: all that is wrong with it, one message each, with where and what to write instead. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // An immutable list of texts.
    private final List<String> problems;

    ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One complete message a mistake, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
