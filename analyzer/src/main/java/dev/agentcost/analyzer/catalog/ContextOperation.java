package dev.agentcost.analyzer.catalog;

/** What a call does to a context: a list of messages, a memory, a request builder, a growing prompt. */
public enum ContextOperation {
    /** The arguments are added to the receiver. */
    APPEND,
    /** The receiver's content becomes the arguments' content. */
    REPLACE,
    /** The receiver is emptied. */
    CLEAR,
    /** A part of the receiver is taken away. */
    PRUNE,
    /** The result shows the receiver's content (a view or copy of all of it). */
    READ,
    /** The result is, or carries, the receiver and the arguments: fluent builders, wrappers, copies. */
    CARRY,
    /** The result carries the arguments; the receiver keeps nothing: mappers, serialisers, formatters. */
    CONVERT,
    /** The result is a new context that starts with the arguments' content and grows on its own. */
    COPY,
    /** The result is a part of the receiver that is limited by an argument. */
    CUT,
    /** The result is a new context that never exceeds a window (see {@link MethodRow#window()}). */
    WINDOW,
    /** The result is the receiver's size. */
    SIZE
}
