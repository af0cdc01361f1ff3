package dev.agentcost.analyzer.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call sends a request to a model.
 *
 * @param kind what is asked of the model
 * @param context the operands whose contents are sent as input
 * @param attempts how often the library may send the request for one call of the method (first try and retries)
 * @param hiddenLoop the loop of requests and tool calls inside the library, or null where one call is one request
 * @param beside names of settings whose values the library runs once for each call: retrievers, moderators
 * @param again how often the library makes the whole call again, or null where it does not
 */
public record ModelCall(
        Kind kind,
        List<Operand> context,
        int attempts,
        @Nullable HiddenLoop hiddenLoop,
        List<String> beside,
        @Nullable Again again) {

    /** Takes copies of the lists. */
    public ModelCall {
        context = List.copyOf(context);
        beside = List.copyOf(beside);
    }

    /** A call with nothing beside it, that is made once. */
    public ModelCall(Kind kind, List<Operand> context, int attempts, @Nullable HiddenLoop hiddenLoop) {
        this(kind, context, attempts, hiddenLoop, List.of(), null);
    }

    /** What is asked of the model; only {@link #CHAT} answers with text that is billed as output. */
    public enum Kind {
        CHAT,
        EMBEDDING,
        MODERATION,
        IMAGE
    }
}
