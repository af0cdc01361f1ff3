package dev.agentcost.analyzer.catalog;

/** Who decides when a call that waits for input returns. */
public enum Pace {
    /** A person: console, terminal, voice. */
    PERSON,
    /** Events from outside: queue, socket, inbox, timer. */
    EXTERNAL,
    /** The code itself, which lets some time pass. */
    DELAY
}
