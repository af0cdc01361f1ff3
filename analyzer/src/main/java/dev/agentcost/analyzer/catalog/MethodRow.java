package dev.agentcost.analyzer.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What calls of some methods of one type mean. A facet that does not apply is null or empty.
 *
 * @param names method names; {@code <init>} for constructors
 * @param arities argument counts the row holds for; empty for all
 * @param returns fully qualified type of the result, {@code receiver} for the receiver's own type, or "" where the class
 *     path must tell
 * @param modelCall a request to a model
 * @param toolCall whether the call runs a tool
 * @param httpRequest whether the call sends an HTTP request, whose address decides if it is a model call
 * @param httpAddress the operand that is the address of an HTTP request, or a part of it
 * @param httpBody whether the call gives an HTTP request a body, without which it asks no model
 * @param toolRequests whether the result holds the tool calls that a model's answer asks for
 * @param context what happens to a context
 * @param window the limit of a context made by this call, with {@link ContextOperation#WINDOW}
 * @param runs how often functional arguments run
 * @param size how many elements the result holds
 * @param valueOf the operand whose value the result may be, read as a number where it is a text
 * @param publishes the operand that is handed to all listeners to events of its type
 * @param emits whether the call hands what it is given to the stages behind the source that it is made on
 * @param cursor movement over data
 * @param pace who decides when the call returns
 * @param settings values that the call sets
 * @param service an interface that the call makes the library implement
 * @param graph the part of a graph of nodes that the call declares or walks through
 * @param terminal whether the call makes a lazy pipeline in the receiver run
 * @param versions the library versions the row holds for, or null for all
 * @param evidence where the fact was read: artifact, version, class
 * @param place where the row stands: its file and line, such as {@code acme.yaml:12}
 */
public record MethodRow(
        List<String> names,
        Set<Integer> arities,
        String returns,
        @Nullable ModelCall modelCall,
        boolean toolCall,
        boolean httpRequest,
        @Nullable Operand httpAddress,
        boolean httpBody,
        boolean toolRequests,
        @Nullable ContextOperation context,
        @Nullable Window window,
        @Nullable Runs runs,
        @Nullable Size size,
        @Nullable Operand valueOf,
        @Nullable Operand publishes,
        boolean emits,
        @Nullable Cursor cursor,
        @Nullable Pace pace,
        List<Setting> settings,
        @Nullable Service service,
        @Nullable GraphPart graph,
        boolean terminal,
        @Nullable VersionRange versions,
        String evidence,
        String place) {

    /** Takes copies of the collections; arities stand in ascending order. */
    public MethodRow {
        names = List.copyOf(names);
        arities = Collections.unmodifiableSet(new TreeSet<>(arities));
        settings = List.copyOf(settings);
    }

    /** Whether the call hands back the object that it was made on, as builders do. */
    public boolean returnsReceiver() {
        return returns.equals("receiver");
    }

    /** Whether the call may ask a model or run a tool, or make the library do so. */
    boolean reaches() {
        return modelCall != null || toolCall || httpRequest || service != null || graph != null;
    }

    /** Whether the row speaks of calls with this number of arguments. */
    public boolean takes(int arity) {
        return arities.isEmpty() || arities.contains(arity);
    }
}
