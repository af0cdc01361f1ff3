package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.bound.LoopBounds;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loops over a list of what is to be done that is filled while they run: {@code while (!open.isEmpty())}. Where a set of what has been
 * visited lets each value pass once, and nothing is put into the list but behind that and out of data, there are no more turns than
 * data has values. Else there are no more than elements come into the list, if those have a limit.
 */
final class Worklists {

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final ExpressionText text;
    private final LoopBounds loops;
    private final Map<Loop, LoopBound> bounds;

    /** @param bounds those that the loops have otherwise */
    Worklists(Engine engine, Procedure procedure, LoopBounds loops, Map<Loop, LoopBound> bounds) {
        this.engine = engine;
        this.loops = loops;
        this.bounds = bounds;
        this.procedure = procedure;
        this.flow = engine.flows().of(procedure);
        this.text = new ExpressionText(procedure, engine.origins());
    }

    /** A place of the body: an instruction, or the end of the block behind all of them. */
    private record Place(int block, Instruction.Invoke call) {}

    /** The bound of a loop that has none otherwise. */
    Optional<LoopBound> of(Loop loop) {
        for (Place test : tests(loop)) {
            Expression list = Objects.requireNonNull(test.call().receiver());
            List<Place> added = added(loop, list);
            if (added != null && !added.isEmpty() && takesEachTurn(loop, list)) {
                Optional<LoopBound> found = visited(loop, list, added, test)
                        .or(() -> flow.isIrreducible() ? Optional.empty() : limited(loop, list, added, test));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return flow.isIrreducible() ? Optional.empty() : visitedEachTurn(loop);
    }

    /** {@code while (at != null && visited.add(at)) at = next.get(at);}. */
    private Optional<LoopBound> visitedEachTurn(Loop loop) {
        DataValues data = new DataValues(engine, place -> false);
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    Optional<SetTest> visit = passedOnce(branch.condition(), edge)
                            .filter(one -> isOnEveryTurn(loop, edge))
                            .filter(one -> one.adds() || isVisitedEachTurn(loop, one))
                            .filter(one -> isOnceForEach(loop, one, data));
                    if (visit.isPresent()) {
                        String value = text.of(visit.get().value());
                        return Optional.of(bound(
                                "values of " + value,
                                block,
                                loop.header() == block,
                                List.of(
                                        new Step(
                                                procedure.at(branch.line()),
                                                "each turn passes the test " + text.of(branch.condition())),
                                        new Step(
                                                procedure.at(branch.line()),
                                                "each value passes it once, and all are taken from data"))));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isOnEveryTurn(Loop loop, FlowEdge edge) {
        Set<Integer> reached = new HashSet<>();
        Deque<FlowEdge> work = new ArrayDeque<>(flow.outgoing(loop.header()));
        while (!work.isEmpty()) {
            FlowEdge at = work.pop();
            boolean taken = at.from() == edge.from() && at.to() == edge.to();
            if (!taken && at.to() == loop.header()) {
                return false;
            }
            if (!taken && loop.contains(at.to()) && reached.add(at.to())) {
                flow.outgoing(at.to()).forEach(work::push);
            }
        }
        return true;
    }

    private boolean isVisitedEachTurn(Loop loop, SetTest visit) {
        return flow.body().blocks().stream()
                .filter(block -> loop.contains(block.id())
                        && flow.loopOf(block.id()) == loop
                        && flow.onEveryTurn(loop, block.id()))
                .flatMap(block -> block.instructions().stream())
                .anyMatch(instruction -> isVisit(instruction, visit));
    }

    /** Whether the instruction puts the value of the test into its set. */
    private static boolean isVisit(Instruction instruction, SetTest test) {
        return instruction instanceof Instruction.Invoke call
                && test.set().equals(call.receiver())
                && call.target().name().equals("add")
                && call.arguments().equals(List.of(test.value()));
    }

    private Optional<SetTest> passedOnce(Expression condition, FlowEdge edge) {
        return edge.kind() == FlowEdge.Kind.EXCEPTION
                ? Optional.empty()
                : SetTest.of(engine, procedure, condition, edge.kind() == FlowEdge.Kind.WHEN_TRUE)
                        .filter(test -> isPlace(test.set()));
    }

    /** Whether the set forgets nothing, and the values are of data that does not grow. */
    private boolean isOnceForEach(Loop loop, SetTest visit, DataValues data) {
        return onlyGrows(loop, visit.set())
                && isOfData(data, visit.value())
                && !new GrownData(engine, Set.of(procedure)).grows(data.fields());
    }

    /** What each turn asks whether there is something left to do, in order to end where there is not. */
    private List<Place> tests(Loop loop) {
        List<Place> found = new ArrayList<>();
        for (FlowEdge exit : loop.exits()) {
            Block block = flow.body().blocks().get(exit.from());
            if (block.terminator() instanceof Terminator.Branch branch
                    && exit.kind() != FlowEdge.Kind.EXCEPTION
                    && flow.onEveryTurn(loop, block.id())
                    && flow.loopOf(block.id()) == loop) {
                Optional<Instruction.Invoke> asked = asked(branch.condition(), exit.kind() == FlowEdge.Kind.WHEN_TRUE)
                        .filter(call -> isPlace(call.receiver())
                                && flow.loopOf(flow.blockOf(call)) == loop
                                && flow.onEveryTurn(loop, flow.blockOf(call))
                                && !flow.assigns(loop, Objects.requireNonNull(call.receiver())));
                asked.ifPresent(call -> found.add(new Place(block.id(), call)));
            }
        }
        return found;
    }

    /**
     * The call that finds nothing left where a test leaves: {@code list.isEmpty()}, or the one that takes an element and gives null where
     * there is none.
     *
     * @param leaves with which value of the condition control leaves
     */
    private Optional<Instruction.Invoke> asked(Expression condition, boolean leaves) {
        if (condition instanceof Expression.Not not) {
            return asked(not.operand(), !leaves);
        } else if (condition instanceof Expression.Result result) {
            return call(result, leaves ? Cursor.TEST_END : Cursor.TEST);
        } else if (condition instanceof Expression.Binary binary && binary.right() instanceof Expression.Null) {
            Expression value = binary.left() instanceof Expression.Local local
                    ? engine.origins().only(procedure, local).orElse(local)
                    : binary.left();
            return value instanceof Expression.Result result
                            && binary.operator() == (leaves ? Expression.Operator.EQUAL : Expression.Operator.NOT_EQUAL)
                    ? call(result, Cursor.ADVANCE_AND_TEST)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Instruction.Invoke> call(Expression.Result result, Cursor cursor) {
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        return engine.facts().cursor(procedure, call).filter(cursor::equals).isPresent()
                ? Optional.of(call)
                : Optional.empty();
    }

    private static boolean isPlace(@Nullable Expression value) {
        return value instanceof Expression.Local
                || value instanceof Expression.Field field
                        && (field.receiver() == null || field.receiver() instanceof Expression.This);
    }

    private boolean takesEachTurn(Loop loop, Expression list) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) == loop && flow.onEveryTurn(loop, block)) {
                for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                    if (instruction instanceof Instruction.Invoke call && isTaking(call, list)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Where what is added has a limit, or is nearer to one than what it came from. */
    private Optional<LoopBound> limited(Loop loop, Expression list, List<Place> added, Place test) {
        AddedElements elements = new AddedElements(engine, procedure, loop, loops, bounds);
        Formula begins = loops.sizeBefore(loop, list);
        List<Step> derivation = new ArrayList<>();
        derivation.add(new Step(procedure.at(test.call().line()), "each turn takes an element from " + text.of(list)));
        Map<Instruction.Invoke, AddedElements.Most> counted =
                elements.inAllTurns(added.stream().map(Place::call).toList());
        List<Place> left = new ArrayList<>();
        for (Place place : added) {
            Optional<AddedElements.Most> most =
                    Optional.ofNullable(counted.get(place.call())).or(() -> whileFew(loop, elements, place));
            most.ifPresentOrElse(found -> derivation.addAll(found.derivation()), () -> left.add(place));
            begins = begins.plus(most.map(AddedElements.Most::elements).orElse(Formula.ZERO));
        }
        Formula passes = begins;
        if (!left.isEmpty()) {
            Expression.Local taken = taken(loop, list, left);
            Optional<Requeueing.Found> requeued = taken == null
                    ? Optional.empty()
                    : new Requeueing(engine, procedure, loop, elements)
                            .of(
                                    list,
                                    begins,
                                    taken,
                                    left.stream().map(Place::call).toList());
            if (requeued.isEmpty()) {
                return Optional.empty();
            }
            derivation.addAll(requeued.get().derivation());
            passes = requeued.get().passes();
        }
        derivation.add(new Step(procedure.at(test.call().line()), "at most " + passes + " passes"));
        return Optional.of(
                new LoopBound(Driver.DATA, passes, test.block(), loop.header() == test.block(), derivation, "", false));
    }

    /** {@code while (!open.isEmpty() && seen.size() < 100)}, where more is added only with what was not seen before. */
    private Optional<AddedElements.Most> whileFew(Loop loop, AddedElements elements, Place place) {
        List<Place> added = List.of(place);
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    Optional<AddedElements.Most> found = passedOnce(branch.condition(), edge)
                            .filter(visit -> areBehind(loop, edge, added)
                                    && (visit.adds() || isVisitedBefore(visit, added))
                                    && onlyGrows(loop, visit.set()))
                            .flatMap(visit -> elements.whileFew(place.call(), visit.set()));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The local that holds the element which each turn takes, before it adds something, and nothing else. */
    private Expression.@Nullable Local taken(Loop loop, Expression list, List<Place> added) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) != loop || !flow.onEveryTurn(loop, block)) {
                continue;
            }
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (Instruction instruction : instructions) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Local local
                        && isTaken(assign.value(), list)
                        && engine.origins().only(procedure, local).isPresent()
                        && added.stream().allMatch(place -> isBehind(place, block, assign))) {
                    return local;
                }
            }
        }
        return null;
    }

    private boolean isTaken(Expression value, Expression list) {
        if (value instanceof Expression.Cast cast) {
            return isTaken(cast.value(), list);
        }
        return value instanceof Expression.Result result
                && isTaking(engine.origins().call(procedure, result.call()), list);
    }

    private boolean isBehind(Place place, int block, Instruction instruction) {
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        return place.block() == block
                ? instructions.indexOf(place.call()) > instructions.indexOf(instruction)
                : flow.dominates(block, place.block());
    }

    private boolean isTaking(Instruction.Invoke call, Expression list) {
        Change change = engine.facts().sizeChange(procedure, call, list);
        return list.equals(call.receiver()) && change.kind() == Change.Kind.ADD && change.most() <= -1;
    }

    /** The calls that add to the list in the loop; null where something is not plain. */
    private @Nullable List<Place> added(Loop loop, Expression list) {
        List<Place> found = new ArrayList<>();
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Invoke call
                        && !engine.facts().sizeChange(procedure, call, list).neverUp()) {
                    if (!list.equals(call.receiver()) || call.arguments().isEmpty()) {
                        return null;
                    }
                    found.add(new Place(block, call));
                }
            }
        }
        return changesInFunction(list) ? null : found;
    }

    /** Whether a function that stands in the procedure changes the collection, whenever it is run. */
    private boolean changesInFunction(Expression collection) {
        return engine.program().procedures().stream()
                .filter(code -> code.isLambda() && code != procedure && code.root() == procedure.root())
                .anyMatch(code -> engine.graph().calls(code).stream().anyMatch(call -> {
                    Change change = engine.facts().sizeChange(code, call, collection);
                    return !change.neverUp() || !change.neverDown();
                }));
    }

    private Optional<LoopBound> visited(Loop loop, Expression list, List<Place> added, Place test) {
        DataValues data = new DataValues(engine, list::equals);
        boolean ofData = added.stream()
                .flatMap(place -> place.call().arguments().stream())
                .allMatch(value -> data.isTaken(procedure, value));
        if (!ofData) {
            return Optional.empty();
        }
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    boolean once = passedOnce(branch.condition(), edge)
                            .filter(visit -> areBehind(loop, edge, added))
                            .filter(visit -> visit.adds() || isVisitedBefore(visit, added))
                            .filter(visit -> isOnceForEach(loop, visit, data))
                            .isPresent();
                    if (once) {
                        return Optional.of(bound(loop, list, branch, test));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether no turn comes to one of the calls but over the edge. */
    private boolean areBehind(Loop loop, FlowEdge edge, List<Place> added) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> work = new ArrayDeque<>(List.of(loop.header()));
        while (!work.isEmpty()) {
            int at = work.pop();
            if (loop.contains(at) && reached.add(at)) {
                if (added.stream().anyMatch(place -> place.block() == at)) {
                    return false;
                }
                flow.outgoing(at).stream()
                        .filter(out -> !(out.from() == edge.from() && out.to() == edge.to()))
                        .forEach(out -> work.push(out.to()));
            }
        }
        return true;
    }

    /** The value itself, or what an object of the data says of itself: {@code node.id()}. */
    private boolean isOfData(DataValues data, Expression value) {
        Expression whole = value;
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            boolean says = call.receiver() != null
                    && call.arguments().isEmpty()
                    && !engine.facts().mayVary(procedure, call);
            whole = says ? Objects.requireNonNull(call.receiver()) : value;
        }
        return data.isTaken(procedure, whole);
    }

    /** Whether the value is put into the set on each way to what is added. */
    private boolean isVisitedBefore(SetTest visit, List<Place> added) {
        return added.stream()
                .allMatch(place -> flow.body().blocks().stream()
                        .filter(block -> flow.isReachable(block.id()) && flow.dominates(block.id(), place.block()))
                        .anyMatch(block -> block.instructions().stream()
                                .takeWhile(instruction -> instruction != place.call())
                                .anyMatch(instruction -> isVisit(instruction, visit))));
    }

    private boolean onlyGrows(Loop loop, Expression set) {
        if (flow.assigns(loop, set) || changesInFunction(set)) {
            return false;
        }
        for (Instruction instruction : flow.instructions(loop)) {
            if (instruction instanceof Instruction.Invoke call
                    && !engine.facts().sizeChange(procedure, call, set).neverDown()) {
                return false;
            }
        }
        return true;
    }

    private LoopBound bound(Loop loop, Expression list, Terminator.Branch visit, Place test) {
        String name = text.of(list);
        return bound(
                "elements that pass through " + name,
                test.block(),
                loop.header() == test.block(),
                List.of(
                        new Step(procedure.at(test.call().line()), "each turn takes an element from " + name),
                        new Step(
                                procedure.at(visit.line()),
                                "more are added only behind the test " + text.of(visit.condition())
                                        + ", which each value passes once, and all are taken from data")));
    }

    private LoopBound bound(String counted, int guard, boolean headed, List<Step> derivation) {
        Formula size = Formula.of(new Symbol(
                counted, Kind.COUNT, false, derivation.get(0).location().toString(), Assumption.COLLECTION_SIZE.key()));
        return new LoopBound(Driver.DATA, size, guard, headed, derivation, "", false);
    }
}
