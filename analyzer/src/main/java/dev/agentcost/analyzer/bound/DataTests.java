package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Tests whether there is something left of data: another element, another line, a next link, another place in a text. */
final class DataTests {

    /** Tests of a text that an empty one does not pass. */
    private static final Set<String> NOT_OF_NOTHING = Set.of("startsWith", "endsWith", "contains");

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Guards guards;
    private final Starts starts;
    private final LoopNumbers numbers;
    private final ExpressionText text;
    private final Effort effort;

    /**
     * The answer.
     *
     * @param passes how often control passes the test, once in each turn
     * @param why for readers
     */
    record Found(Formula passes, String why) {}

    DataTests(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            Guards guards,
            Starts starts,
            LoopNumbers numbers,
            ExpressionText text,
            Effort effort) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.guards = guards;
        this.starts = starts;
        this.numbers = numbers;
        this.text = text;
        this.effort = effort;
    }

    /** How often control passes the test that way; empty where data does not limit it. */
    Optional<Found> of(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        boolean everyTurn = flow.onEveryTurn(loop, guard.block()) && flow.loopOf(guard.block()) == loop;
        if (!everyTurn) {
            return Optional.empty();
        }
        if (guard.condition() instanceof Expression.HasNext next && guard.stayWhen()) {
            Expression collection = collectionOf(next.cursor());
            if (flow.assigns(loop, next.cursor()) || growsUnderTheCursor(paths, collection)) {
                return Optional.empty();
            }
            Formula size = values.sizes().of(procedure, collection);
            return Optional.of(new Found(size, "one turn for each element of " + text.of(collection)));
        }
        if (findsTheEnd(guard)) {
            return Optional.empty();
        }
        return cursor(loop, paths, guard)
                .or(() -> emptied(loop, paths, guard))
                .or(() -> chain(loop, guard))
                .or(() -> searched(loop, paths, guard, edge))
                .or(() -> shortened(loop, paths, guard));
    }

    /** The same for a test of an iterator of the program that reads as another test, such as {@code next != null}. */
    Optional<Found> ofOwnCursor(Loop loop, LoopPaths paths, Guard guard) {
        Instruction.Invoke call = origins.call(procedure, ((Expression.Result) guard.condition()).call());
        return facts.isOfProgram(procedure, call)
                        && facts.inlined(procedure, call).isPresent()
                        && guard.stayWhen()
                        && flow.onEveryTurn(loop, guard.block())
                        && flow.loopOf(guard.block()) == loop
                ? cursor(loop, paths, guard)
                : Optional.empty();
    }

    /** {@code while ((at = text.indexOf(part, at)) >= 0) at++}. */
    private Optional<Found> searched(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        effort.spend(loop.order().length);
        TextSearch search = new TextSearch(
                procedure,
                flow,
                origins,
                values,
                loop,
                value -> numbers.of(loop, value),
                place -> starts.of(loop, paths, new Variable(Variable.Kind.SIZE, place))
                        .upper());
        return search.of(guard, edge)
                .map(found -> new Found(
                        found.passes(),
                        "each turn finds a place in " + text.of(found.text()) + " behind the last one"));
    }

    /** {@code while (text.startsWith(" ")) text = text.substring(1)}: the test says that there is something to take away. */
    private Optional<Found> shortened(Loop loop, LoopPaths paths, Guard guard) {
        if (!(guard.condition() instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        boolean something = guard.stayWhen()
                ? NOT_OF_NOTHING.contains(call.target().name())
                        && call.arguments().size() == 1
                        && call.arguments().get(0) instanceof Expression.Constant part
                        && !"".equals(part.value())
                : call.target().name().equals("isEmpty") && call.arguments().isEmpty();
        if (!something
                || !call.target().owner().equals("java.lang.String")
                || !(call.receiver() instanceof Expression.Local text)) {
            return Optional.empty();
        }
        Variable size = new Variable(Variable.Kind.SIZE, text);
        Change turn = paths.of(size).turn();
        Formula start = starts.of(loop, paths, size).upper();
        return turn.kind() == Change.Kind.ADD && turn.most() <= -1 && start != null
                ? Optional.of(new Found(
                        start.ceilDividedBy(-turn.most()), "each turn takes something from " + this.text.of(text)))
                : Optional.empty();
    }

    /** A concurrent collection shows its cursor what is added meanwhile; others refuse. */
    private boolean growsUnderTheCursor(LoopPaths paths, Expression collection) {
        return Invariants.isPlace(collection)
                && collection instanceof Expression.Local local
                && procedure.body().localTypes().getOrDefault(local.name(), "").startsWith("java.util.concurrent.")
                && !paths.of(new Variable(Variable.Kind.SIZE, collection))
                        .turn()
                        .neverUp();
    }

    private Expression collectionOf(Expression cursor) {
        if (cursor instanceof Expression.Local local) {
            if (origins.only(procedure, local).orElse(cursor) instanceof Expression.Cursor opened) {
                return opened.collection();
            }
        }
        return cursor;
    }

    /** The side of a test on which there was nothing left to take: null, -1, no next element. */
    private boolean findsTheEnd(Guard guard) {
        if (guard.condition() instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            // a text has no cursor
            boolean empty = call.target().name().equals("isEmpty")
                    || facts.cursor(procedure, call)
                            .filter(Cursor.TEST_END::equals)
                            .isPresent();
            return guard.stayWhen() == empty;
        }
        return Comparison.of(guard.condition(), guard.stayWhen())
                .filter(test -> test.form() == Comparison.Form.EQUAL
                        || test.form() != Comparison.Form.UNEQUAL
                                && test.more() instanceof Expression.Constant constant
                                && constant.value() instanceof Long limit
                                && limit <= 0)
                .isPresent();
    }

    /** {@code while (it.hasNext())} with {@code it.next()}, {@code while ((line = reader.readLine()) != null)}. */
    private Optional<Found> cursor(Loop loop, LoopPaths paths, Guard guard) {
        for (Instruction.Invoke call : guards.read(loop, guard).calls()) {
            Cursor cursor = facts.cursor(procedure, call).orElse(null);
            if (cursor == null || call.receiver() == null) {
                continue;
            }
            boolean moves = cursor == Cursor.ADVANCE_AND_TEST || cursor.isTest() && isAdvanced(loop, call.receiver());
            boolean still = moves
                    && isMadeEachTurn(loop, guard, call)
                    && facts.pace(procedure, call).isEmpty()
                    && !flow.assigns(loop, call.receiver())
                    && paths.all(new Variable(Variable.Kind.SIZE, call.receiver()), Change::neverUp);
            if (still) {
                Formula size = values.sizes().left(procedure, call.receiver());
                return Optional.of(new Found(size, "each turn takes one element from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    /** The test's own call, or the one call whose result is in the local that is tested, whatever the local is put to afterwards. */
    private boolean isMadeEachTurn(Loop loop, Guard guard, Instruction.Invoke call) {
        if (guards.read(loop, guard).isMixed()) {
            return false;
        }
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).instructions().contains(call)) {
                return flow.loopOf(block) == loop && flow.onEveryTurn(loop, block);
            }
        }
        return false;
    }

    private boolean isAdvanced(Loop loop, Expression receiver) {
        for (int block = 0; block < flow.body().blocks().size(); block++) {
            if (loop.contains(block) && flow.onEveryTurn(loop, block)) {
                for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                    if (instruction instanceof Instruction.Invoke call
                            && receiver.equals(call.receiver())
                            && facts.cursor(procedure, call)
                                    .filter(c -> c == Cursor.ADVANCE || c == Cursor.ADVANCE_AND_TEST)
                                    .isPresent()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** {@code while (!queue.isEmpty())} with only removals. */
    private Optional<Found> emptied(Loop loop, LoopPaths paths, Guard guard) {
        for (Instruction.Invoke call : guards.read(loop, guard).calls()) {
            boolean tests = facts.cursor(procedure, call).filter(Cursor::isTest).isPresent();
            if (!tests || call.receiver() == null || !Invariants.isPlace(call.receiver())) {
                continue;
            }
            Change turn =
                    paths.of(new Variable(Variable.Kind.SIZE, call.receiver())).turn();
            if (turn.kind() == Change.Kind.ADD && turn.most() <= -1) {
                Formula size = values.sizes().of(procedure, call.receiver());
                return Optional.of(new Found(size, "each turn removes from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    /** {@code while (node != null) node = node.next}. */
    private Optional<Found> chain(Loop loop, Guard guard) {
        Optional<Comparison> comparison = Comparison.of(guard.condition(), guard.stayWhen());
        if (comparison.isEmpty()
                || comparison.get().form() != Comparison.Form.UNEQUAL
                || !(comparison.get().less() instanceof Expression.Local local)
                || !(comparison.get().more() instanceof Expression.Null)) {
            return Optional.empty();
        }
        if (!goesOnAlong(loop, local)) {
            return Optional.empty();
        }
        Formula length = Formula.of(new Symbol(
                "length of the chain from " + text.of(local), Kind.COUNT, false, "", Assumption.COLLECTION_SIZE.key()));
        return Optional.of(new Found(length, "each turn goes on to the next link of a chain"));
    }

    /** Whether each turn goes on to the next link, and none to something else; a text has no next one. */
    private boolean goesOnAlong(Loop loop, Expression.Local local) {
        Set<Integer> links = new HashSet<>();
        for (int block : loop.order()) {
            for (Instruction instruction : procedure.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    if (!isPartOf(assign.value(), local)) {
                        return false;
                    }
                    links.add(block);
                }
            }
        }
        String type = procedure.body().localTypes().getOrDefault(local.name(), "");
        BitSet without = flow.reachable(
                loop.header(),
                edge -> loop.contains(edge.to()) && edge.to() != loop.header() && !links.contains(edge.from()));
        boolean always = without.stream()
                .filter(block -> !links.contains(block))
                .noneMatch(block -> flow.outgoing(block).stream().anyMatch(edge -> edge.to() == loop.header()));
        return always && !type.equals("java.lang.String");
    }

    private boolean isPartOf(Expression value, Expression.Local local) {
        if (value instanceof Expression.Field field) {
            return local.equals(field.receiver());
        }
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            boolean plain =
                    local.equals(call.receiver()) && call.arguments().isEmpty() && !facts.reachesModel(procedure, call);
            Optional<Expression> inlined = facts.inlined(procedure, call);
            // what a method of the program's own works out may come back to where it began
            return plain
                    && (inlined.isPresent()
                            ? isPartOf(inlined.get(), local)
                            : !values.program().runsKnownCode(call.target()));
        }
        return value instanceof Expression.Cast cast && isPartOf(cast.value(), local);
    }
}
