package dev.agentcost.analyzer.catalog;

/** What a call does to a cursor over data that is finite and only shrinks by being read. */
public enum Cursor {
    /** Tells whether something is left ({@code hasNext}). */
    TEST,
    /** Tells whether nothing is left ({@code isEmpty}, {@code exhausted}). */
    TEST_END,
    /** Takes one element ({@code next}, {@code poll}). */
    ADVANCE,
    /** Takes one element and tells by its result whether there was one ({@code readLine}, {@code find}, {@code poll}). */
    ADVANCE_AND_TEST,
    /** The result is a cursor over the receiver or first argument ({@code iterator}). */
    OPEN;

    /** Whether the call only tells whether there is more. */
    public boolean isTest() {
        return this == TEST || this == TEST_END;
    }
}
