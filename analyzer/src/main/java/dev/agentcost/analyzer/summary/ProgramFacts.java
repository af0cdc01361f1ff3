package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.CallFacts;
import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What bounds ask of calls, answered from the whole program. */
final class ProgramFacts implements CallFacts {

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System#currentTimeMillis",
            "java.lang.System#nanoTime",
            "java.time.Instant#now",
            "java.time.LocalDateTime#now",
            "java.time.Duration#between");

    private final Program program;
    private final Calls calls;
    private final Answers answers;
    private final Reach reach;
    private final Mutations mutations;
    private final Inlining inlining;
    private final Refusals refusals;
    private final Verdicts verdicts;
    private final Paces paces;
    private final TakenQueues takenQueues;
    private final Origins origins;
    private final OwnIterators ownIterators;

    ProgramFacts(
            Program program, CallGraph graph, Calls calls, Origins origins, Answers answers, Reach reach, Flows flows) {
        this.program = program;
        this.calls = calls;
        this.answers = answers;
        this.reach = reach;
        this.origins = origins;
        this.mutations = new Mutations(new FieldWrites(graph, calls, origins, program.typing()), calls, origins, flows);
        this.inlining = new Inlining(calls, origins);
        this.refusals = new Refusals(calls, flows, inlining);
        this.verdicts = new Verdicts(calls, flows, inlining, mutations);
        this.paces = new Paces(calls, origins, flows);
        this.ownIterators = new OwnIterators(program, calls, origins, answers, flows);
        this.takenQueues = new TakenQueues(calls, origins);
    }

    @Override
    public Change fieldChange(Procedure caller, Instruction.Invoke call, Expression.Field field) {
        return isFinal(field) ? Change.NONE : mutations.ofField(caller, call, field);
    }

    /** What a constructor further down assigns is another object's. */
    private boolean isFinal(Expression.Field field) {
        return program.declaration(field).filter(FieldDeclaration::isFinal).isPresent();
    }

    @Override
    public Change sizeChange(Procedure caller, Instruction.Invoke call, Expression collection) {
        return mutations.ofSize(caller, call, collection);
    }

    @Override
    public Optional<Expression> inlined(Procedure caller, Instruction.Invoke call) {
        return inlining.of(caller, call);
    }

    @Override
    public Optional<Expression> made(Procedure caller, Expression value, Expression.Field field) {
        return inlining.made(caller, value, field, isFinal(field));
    }

    @Override
    public Optional<Left> left(Procedure caller, Instruction.Invoke call) {
        return inlining.left(caller, call);
    }

    @Override
    public List<Expression> refusals(Procedure caller, Instruction.Invoke call) {
        return refusals.of(caller, call);
    }

    @Override
    public List<Expression> verdict(Procedure caller, Instruction.Invoke call, boolean answer) {
        return verdicts.of(caller, call, answer);
    }

    @Override
    public boolean mayVary(Procedure caller, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(caller, call);
        if (reachesModel(caller, call) || pace(caller, call).isPresent()) {
            return true;
        }
        MethodRow row = meaning.row();
        if (row != null) {
            return row.cursor() != null
                    || row.context() != null && row.context() != ContextOperation.SIZE && row.size() == null;
        }
        if (!meaning.targets().isEmpty()) {
            return meaning.targets().stream().anyMatch(mutations::writesAnything);
        }
        return !call.arguments().isEmpty()
                // held so that it can be changed, by whoever else holds it too
                || call.target().owner().startsWith("java.util.concurrent.atomic.")
                || !readsOnly(call.target().name());
    }

    /** Names by which Java's accessors are known; what a library's method of another name returns may change. */
    private static boolean readsOnly(String name) {
        return name.startsWith("get")
                || name.startsWith("is")
                || name.startsWith("max")
                || name.startsWith("min")
                || name.equals("size")
                || name.equals("length")
                || name.endsWith("Value")
                || name.endsWith("Limit")
                || name.endsWith("Count");
    }

    @Override
    public boolean isAnswer(Procedure caller, Expression value) {
        return answers.isAnswer(caller, value);
    }

    @Override
    public boolean asksForTools(Procedure caller, Instruction.Invoke call) {
        MethodRow row = calls.of(caller, call).row();
        return row != null && row.toolRequests();
    }

    @Override
    public boolean isOfProgram(Procedure caller, Instruction.Invoke call) {
        return !calls.of(caller, call).targets().isEmpty();
    }

    @Override
    public boolean isPartsOfAnswer(Procedure caller, Expression value) {
        return answers.isToolCalls(caller, value) || answers.isParts(caller, value);
    }

    @Override
    public boolean reachesModel(Procedure caller, Instruction.Invoke call) {
        return reach.reachesModel(caller, call);
    }

    @Override
    public boolean costs(Procedure caller, Instruction.Invoke call) {
        return reach.reachesModel(caller, call) || reach.reachesTool(caller, call);
    }

    @Override
    public Optional<Pace> pace(Procedure caller, Instruction.Invoke call) {
        return paces.of(caller, call);
    }

    @Override
    public boolean findsByWaiting(Procedure caller, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(caller, call);
        return meaning.targets().size() == 1
                && !costs(caller, call)
                && paces.findsByWaiting(meaning.targets().get(0));
    }

    @Override
    public Set<Expression> takenFrom(Procedure caller, Instruction.Invoke call) {
        return takenQueues.of(caller, call);
    }

    @Override
    public Optional<Cursor> cursor(Procedure caller, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(caller, call);
        return meaning.row() == null
                ? ownIterators.cursor(meaning)
                : Optional.ofNullable(meaning.row().cursor());
    }

    @Override
    public Optional<Size> size(Procedure caller, Instruction.Invoke call) {
        return Optional.ofNullable(calls.of(caller, call).row()).map(MethodRow::size);
    }

    @Override
    public Optional<Expression> valueOf(Procedure caller, Instruction.Invoke call) {
        return Optional.ofNullable(calls.of(caller, call).row())
                .map(MethodRow::valueOf)
                .map(operand -> Settings.operands(call, operand))
                .filter(operands -> operands.size() == 1)
                .map(operands -> operands.get(0));
    }

    @Override
    public Optional<ContextOperation> operation(Procedure caller, Instruction.Invoke call) {
        return Optional.ofNullable(calls.of(caller, call).row()).map(MethodRow::context);
    }

    @Override
    public Procedure code(Procedure around, Expression.Lambda lambda) {
        return calls.lambda(around, lambda);
    }

    @Override
    public boolean readsClock(Procedure caller, Instruction.Invoke call) {
        if (CLOCKS.contains(call.target().owner() + "#" + call.target().name())) {
            return true;
        }
        boolean inside = call.receiver() != null && isClock(caller, call.receiver());
        return inside || call.arguments().stream().anyMatch(argument -> isClock(caller, argument));
    }

    private boolean isClock(Procedure caller, Expression value) {
        return value instanceof Expression.Result result
                && CLOCKS.contains(origins.call(caller, result.call()).target().owner() + "#"
                        + origins.call(caller, result.call()).target().name());
    }
}
