package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a bound needs to know of the calls in a body: supplied by the summaries of what they call. */
public interface CallFacts {

    /** What the call does to a field. */
    Change fieldChange(Procedure caller, Instruction.Invoke call, Expression.Field field);

    /** Whether the instruction may change what a local or a field holds. */
    default boolean changes(Procedure procedure, Instruction instruction, Expression place) {
        if (instruction instanceof Instruction.Assign assign) {
            return assign.target().equals(place);
        }
        return place instanceof Expression.Field field
                && !fieldChange(procedure, (Instruction.Invoke) instruction, field)
                        .equals(Change.NONE);
    }

    /** What the call does to the number of elements of a collection. */
    Change sizeChange(Procedure caller, Instruction.Invoke call, Expression collection);

    /**
     * The value of the call as an expression of the caller, where the called method only computes one from its parameters
     * and the fields of its object.
     */
    Optional<Expression> inlined(Procedure caller, Instruction.Invoke call);

    /**
     * What a new object holds in the field of the one whose place it takes, as an expression of the caller: {@code state.turn() + 1} for
     * {@code state.next()} that returns {@code new State(turn + 1)}.
     */
    Optional<Expression> made(Procedure caller, Expression value, Expression.Field field);

    /** The field that the call moves and whose value is the call's result, from after that or from before. */
    Optional<Left> left(Procedure caller, Instruction.Invoke call);

    /**
     * A value that a call gives of a field that it moves.
     *
     * @param field the field, in the caller's names
     * @param since how much the field has moved in the call since it had the value
     */
    record Left(Expression.Field field, long since) {}

    /** Conditions, as expressions of the caller, each of which makes the call end by an exception whenever it holds. */
    List<Expression> refusals(Procedure caller, Instruction.Invoke call);

    /** Conditions, as expressions of the caller, that all hold where the call has given the answer. */
    List<Expression> verdict(Procedure caller, Instruction.Invoke call, boolean answer);

    /** Whether two runs of the call in one loop may give different values although its operands are the same. */
    boolean mayVary(Procedure caller, Instruction.Invoke call);

    /** Whether the value derives from a model's answer. */
    boolean isAnswer(Procedure caller, Expression value);

    /** Whether the call of an answer says which tool calls it asks for, or whether it asks for any. */
    boolean asksForTools(Procedure caller, Instruction.Invoke call);

    /** Whether the call runs a method of the program, not of a library. */
    boolean isOfProgram(Procedure caller, Instruction.Invoke call);

    /** Whether the value is the collection of all tool calls that one answer asks for, or of all parts of one answer. */
    boolean isPartsOfAnswer(Procedure caller, Expression value);

    /** Whether the call may query a model. */
    boolean reachesModel(Procedure caller, Instruction.Invoke call);

    /** Whether the call may query a model or run a tool. */
    boolean costs(Procedure caller, Instruction.Invoke call);

    /** Whether each run of the call waits for a person or for an event from outside, or for some time to pass. */
    Optional<Pace> pace(Procedure caller, Instruction.Invoke call);

    /**
     * Whether the call looks again and again, with a delay between and at no cost, whether something has come from outside, and says
     * {@code true} only where something has.
     */
    boolean findsByWaiting(Procedure caller, Instruction.Invoke call);

    /** The queues in fields, in the caller's names, one of which the call's result was taken from unless it is null; else none. */
    Set<Expression> takenFrom(Procedure caller, Instruction.Invoke call);

    /** What the call does to a cursor, where it is one's. */
    Optional<Cursor> cursor(Procedure caller, Instruction.Invoke call);

    /** What the catalogue says of the size of the call's result. */
    Optional<Size> size(Procedure caller, Instruction.Invoke call);

    /** Whether the call tells how many elements what it is made on has: {@code list.size()}, {@code text.length()}. */
    default boolean isNumberOf(Procedure caller, Instruction.Invoke call) {
        return size(caller, call)
                .filter(size -> size.relation() == Size.Relation.NUMBER_OF)
                .isPresent();
    }

    /** What the result may be, as the catalogue says: what is given where nothing is set, or a text that is read as a number. */
    Optional<Expression> valueOf(Procedure caller, Instruction.Invoke call);

    /** What the catalogue says that the call does to a collection or context. */
    Optional<ContextOperation> operation(Procedure caller, Instruction.Invoke call);

    /** Whether the call reads a clock. */
    boolean readsClock(Procedure caller, Instruction.Invoke call);

    /** The code of a lambda that stands in the procedure. */
    Procedure code(Procedure around, Expression.Lambda lambda);
}
