package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.result.SiteKind;

/** What readers call a place where code repeats. */
public final class SiteNames {

    private SiteNames() {}

    /** A noun: {@code loop}, {@code agent graph}. */
    public static String noun(SiteKind kind) {
        return switch (kind) {
            case LOOP -> "loop";
            case STREAM -> "stream";
            case REACTIVE -> "reactive pipeline";
            case RECURSION -> "recursion";
            case RETRY -> "retry";
            case FRAMEWORK_LOOP -> "framework loop";
            case GRAPH -> "agent graph";
            case SCHEDULED -> "scheduled job";
        };
    }
}
