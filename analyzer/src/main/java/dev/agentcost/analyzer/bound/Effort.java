package dev.agentcost.analyzer.bound;

/**
 * The work that one method's loops are worth. Counted in blocks looked at and not in time, so that the answer is the same on
 * every machine; the limit is a second on a slow one.
 */
final class Effort {

    /** Thrown when the limit is reached. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super("too much work", null, false, false);
        }
    }

    static final long LIMIT = 600_000;

    private long left = LIMIT;

    void spend(long blocks) {
        left -= blocks;
        if (left < 0) {
            throw new Spent();
        }
    }
}
