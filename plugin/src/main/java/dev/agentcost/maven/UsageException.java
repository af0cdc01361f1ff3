package dev.agentcost.maven;

/** Something that the user set cannot be used. The message is complete: what, where, and what to write instead. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
