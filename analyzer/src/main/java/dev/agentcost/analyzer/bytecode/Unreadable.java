package dev.agentcost.analyzer.bytecode;

/** Code that no compiler of Java writes, or more of it than is looked at. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why, null, false, false);
    }
}
