package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Iterators that the program itself declares. As a rule they go over data, as others do; not where nothing ends them, nor where what a
 * model answers decides whether there is another element.
 */
final class OwnIterators {

    private static final String ITERATOR = "java.util.Iterator";
    private static final Set<String> MAKERS = Set.of("<init>", "<fields>", "<clinit>");

    /** How far behind what is tested a field may stand. */
    private static final int DEPTH = 6;

    private final Program program;
    private final Calls calls;
    private final Origins origins;
    private final Answers answers;
    private final Flows flows;
    private final Map<Procedure, Boolean> known = new HashMap<>();

    OwnIterators(Program program, Calls calls, Origins origins, Answers answers, Flows flows) {
        this.program = program;
        this.calls = calls;
        this.origins = origins;
        this.answers = answers;
        this.flows = flows;
    }

    /** What a call of a method of the program does to a cursor over data. */
    Optional<Cursor> cursor(CallMeaning meaning) {
        List<Procedure> targets = meaning.targets();
        String name = meaning.call().target().name();
        boolean own = (name.equals("hasNext") || name.equals("next"))
                && meaning.call().arguments().isEmpty()
                && !targets.isEmpty()
                && targets.stream()
                        .allMatch(target ->
                                program.typing().isSubtype(target.method().owner(), ITERATOR));
        if (!own) {
            return Optional.empty();
        }
        return name.equals("next")
                ? Optional.of(Cursor.ADVANCE)
                : targets.stream().allMatch(this::ends) ? Optional.of(Cursor.TEST) : Optional.empty();
    }

    /** Whether {@code hasNext()} says no in the end, whatever a model answers. */
    private boolean ends(Procedure test) {
        Boolean before = known.get(test);
        if (before == null) {
            // one that asks itself says nothing
            known.put(test, false);
            before = !isAlwaysTrue(test) && isApartFromAnswers(test);
            known.put(test, before);
        }
        return before;
    }

    private boolean isAlwaysTrue(Procedure test) {
        return origins.returned(test).stream()
                .allMatch(value -> value.expression().equals(new Expression.Constant(true)));
    }

    /** Whether no answer has a say in it, or there is one test beside that no answer has a say in. */
    private boolean isApartFromAnswers(Procedure test) {
        List<Expression> all = new ArrayList<>();
        for (Block block : test.body().blocks()) {
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                all.add(end.value());
            } else if (block.terminator() instanceof Terminator.Branch branch) {
                all.add(branch.condition());
            }
        }
        return all.stream().allMatch(one -> isApartFromAnswers(test, one))
                || Verdicts.demanded(flows.of(test), true).stream()
                        .map(Demands.Demand::condition)
                        .anyMatch(one -> !fieldsIn(test, one, DEPTH).isEmpty() && isApartFromAnswers(test, one));
    }

    private boolean isApartFromAnswers(Procedure test, Expression condition) {
        Set<Expression.Field> read = fieldsIn(test, condition, DEPTH);
        return (!read.isEmpty() || !answers.isAnswer(test, condition))
                && read.stream()
                        .noneMatch(field -> isDecidedByAnswers(test.method().owner(), field));
    }

    private Set<Expression.Field> fieldsIn(Procedure code, @Nullable Expression value, int depth) {
        Set<Expression.Field> found = new LinkedHashSet<>();
        if (value == null || depth == 0) {
            return found;
        } else if (value instanceof Expression.Field field) {
            found.add(field);
            found.addAll(fieldsIn(code, field.receiver(), depth - 1));
        } else if (value instanceof Expression.Local local) {
            origins.assigned(code, local)
                    .forEach(one -> found.addAll(fieldsIn(one.procedure(), one.expression(), depth - 1)));
        } else if (value instanceof Expression.Binary binary) {
            found.addAll(fieldsIn(code, binary.left(), depth - 1));
            found.addAll(fieldsIn(code, binary.right(), depth - 1));
        } else if (value instanceof Expression.Not not) {
            found.addAll(fieldsIn(code, not.operand(), depth - 1));
        } else if (value instanceof Expression.Length length) {
            found.addAll(fieldsIn(code, length.array(), depth - 1));
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(code, result.call());
            found.addAll(fieldsIn(code, call.receiver(), depth - 1));
            call.arguments().forEach(argument -> found.addAll(fieldsIn(code, argument, depth - 1)));
        }
        return found;
    }

    /** Whether a method of the iterator puts an answer into the field, or changes it only for some answers. */
    private boolean isDecidedByAnswers(String owner, Expression.Field field) {
        return program.procedures().stream()
                .filter(code -> code.method().owner().equals(owner)
                        && !MAKERS.contains(code.method().name()))
                .anyMatch(code -> isDecidedByAnswers(code, field));
    }

    private boolean isDecidedByAnswers(Procedure code, Expression.Field field) {
        ControlFlow flow = flows.of(code);
        boolean asks = code.body().blocks().stream()
                .anyMatch(block -> block.terminator() instanceof Terminator.Branch branch
                        && answers.isAnswer(code, branch.condition()));
        for (Block block : code.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                boolean decided = instruction instanceof Instruction.Assign assign
                        ? assign.target().equals(field)
                                && (answers.isAnswer(code, assign.value())
                                        || asks && !flow.dominatesReturns(block.id()))
                        : isFilledWithAnswers(code, (Instruction.Invoke) instruction, field);
                if (decided) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isFilledWithAnswers(Procedure code, Instruction.Invoke call, Expression.Field field) {
        MethodRow row = field.equals(call.receiver()) ? calls.of(code, call).row() : null;
        return row != null
                && row.context() == ContextOperation.APPEND
                && call.arguments().stream().anyMatch(argument -> answers.isAnswer(code, argument));
    }
}
