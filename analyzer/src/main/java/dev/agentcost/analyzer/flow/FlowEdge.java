package dev.agentcost.analyzer.flow;

/**
 * An edge of a control-flow graph. Identity, not value, tells edges apart: a branch may have both ends at one block.
 */
public final class FlowEdge {

    /** Why control takes an edge. */
    public enum Kind {
        NORMAL,
        WHEN_TRUE,
        WHEN_FALSE,
        CASE,
        EXCEPTION
    }

    private final int from;
    private final int to;
    private final Kind kind;

    FlowEdge(int from, int to, Kind kind) {
        this.from = from;
        this.to = to;
        this.kind = kind;
    }

    /** The block it leaves. */
    public int from() {
        return from;
    }

    /** The block it enters. */
    public int to() {
        return to;
    }

    /** Why it is taken. */
    public Kind kind() {
        return kind;
    }

    /** Whether a test decides that it is taken. */
    public boolean isOfTest() {
        return kind == Kind.WHEN_TRUE || kind == Kind.WHEN_FALSE;
    }

    @Override
    public String toString() {
        return from + "->" + to + " " + kind;
    }
}
