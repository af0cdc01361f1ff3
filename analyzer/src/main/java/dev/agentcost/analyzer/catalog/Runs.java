package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How often the call runs the functional arguments that it is given.
 *
 * @param times the rule
 * @param operand what the count refers to: the collection for {@link Times#PER_ELEMENT}, the number for
 *     {@link Times#COUNT}; null otherwise
 * @param plus added to the count (a limit on retries is one attempt more)
 * @param setting the setting that holds the count for {@link Times#SETTING}
 * @param defaultCount the count where the setting or operand is not given; empty where there is then no limit
 * @param properties keys of configuration files that hold the count, the first that is set counts; {@code {x}} in one stands for
 *     what the attribute {@code x} of the annotation says, or for the value of the property {@code x}
 * @param upstream whether what repeats is the receiver (a lazy pipeline that is subscribed to again) rather than the arguments
 * @param lazy whether nothing runs before a terminal operation consumes the result
 * @param parallel whether the runs overlap in time
 * @param functions the operands that are run; empty for all functional arguments
 * @param given the operand that the functions are handed; null for the receiver, or its elements
 * @param kind the kind of site that the repetition is reported as
 */
public record Runs(
        Times times,
        @Nullable Operand operand,
        long plus,
        String setting,
        OptionalLong defaultCount,
        List<String> properties,
        boolean upstream,
        boolean lazy,
        boolean parallel,
        List<Operand> functions,
        @Nullable Operand given,
        Kind kind) {

    /** Takes copies of the lists. */
    public Runs {
        properties = List.copyOf(properties);
        functions = List.copyOf(functions);
    }

    /** Whether the argument is one of those that run so often; another that is a function, too, runs once. */
    public boolean repeats(int argument) {
        return functions.isEmpty()
                || functions.contains(Operand.ARGUMENTS)
                || functions.contains(Operand.argument(argument));
    }

    /** The rule for the number of runs. */
    public enum Times {
        /** At most once for each call. */
        ONCE,
        /** Once for each element of the operand. */
        PER_ELEMENT,
        /** As often as the operand's number says, plus {@code plus}. */
        COUNT,
        /** As often as a setting says, plus {@code plus}. */
        SETTING,
        /** Without a limit. */
        UNBOUNDED,
        /** Until the function's own result ends it: a loop whose exit is in the function. */
        UNTIL_RESULT,
        /** Not by the call, which only registers them: a request or an event runs them, and is a cost of its own. */
        FROM_OUTSIDE
    }

    /** What a repetition is called in reports. */
    public enum Kind {
        STREAM,
        REACTIVE,
        RETRY,
        SCHEDULED,
        /** A framework runs agents, or the nodes of a graph. */
        FRAMEWORK,
        /** A single run: not a repetition. */
        CALL
    }
}
