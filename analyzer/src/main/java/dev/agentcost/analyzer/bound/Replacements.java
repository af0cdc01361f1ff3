package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loops that put elements of another kind in the place of some: a history whose oldest messages become a summary. Each turn looks
 * for an element of a kind and takes it away, and what is put into the list is not of that kind, so that their number falls. A turn
 * that only removes elements makes the list shorter instead.
 */
final class Replacements {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Program program;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Starts starts;
    private final ExpressionText text;
    private final Kinds kinds;

    Replacements(
            Procedure procedure,
            ControlFlow flow,
            Program program,
            Origins origins,
            Values values,
            CallFacts facts,
            Starts starts,
            ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.program = program;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.starts = starts;
        this.text = text;
        this.kinds = new Kinds(program.typing(), origins, facts);
    }

    /** A place in the control flow: an instruction of a block. */
    private record Point(int block, int index) {}

    /**
     * What a turn looks for.
     *
     * @param index holds the place of an element of the kind
     * @param found where it is looked for
     */
    private record Search(Expression.Local index, Expression list, Kinds.Kind kind, Point found, int line) {}

    /** How control goes on where elements have gone. */
    private record Progress(Set<FlowEdge> edges, List<Point> changes) {}

    Optional<LoopBound> of(Loop loop, LoopPaths paths) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) != loop) {
                continue;
            }
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Assign assign) {
                    Point at = new Point(block, i);
                    Optional<LoopBound> bound =
                            search(loop, at, assign).flatMap(search -> bounded(loop, paths, search));
                    if (bound.isPresent()) {
                        return bound;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<LoopBound> bounded(Loop loop, LoopPaths paths, Search search) {
        Expression list = search.list();
        Variable size = new Variable(Variable.Kind.SIZE, list);
        Formula start = starts.of(loop, paths, size).upper();
        List<Point> changes = changes(loop, search);
        if (start == null
                || changes.isEmpty()
                || flow.assigns(loop, list)
                || values.sizeChanges().aliases(procedure, list).size() > 1
                || isReplacedElsewhere(loop, list)) {
            return Optional.empty();
        }
        Set<FlowEdge> taking = new HashSet<>();
        for (Progress progress : takings(loop, search)) {
            if (isFirstChange(loop, search, changes, progress)) {
                taking.addAll(progress.edges());
            }
        }
        if (taking.isEmpty()) {
            return Optional.empty();
        }
        String name = text.of(list);
        List<Step> derivation = new ArrayList<>();
        derivation.add(new Step(
                procedure.at(search.line()), "each turn takes an element that it has looked for from " + name));
        derivation.add(new Step(
                procedure.at(search.line()), "what it puts into " + name + " is not of the kind that it looks for"));
        Formula passes = start;
        if (paths.canAvoid(taking)) {
            Set<FlowEdge> removing = removals(loop, search, changes);
            Change turn = paths.of(size).turn();
            removing.addAll(taking);
            if (turn.kind() != Change.Kind.ADD || turn.most() > MOST_ADDED || paths.canAvoid(removing)) {
                return Optional.empty();
            }
            derivation.add(new Step(procedure.at(search.line()), "or it removes elements and adds none"));
            passes = start.times(2 + Math.max(0, turn.most()));
        }
        derivation.add(new Step(procedure.at(search.line()), "at most " + passes + " passes"));
        return Optional.of(new LoopBound(
                passes.isConstant() ? Driver.CONSTANT : Driver.DATA, passes, -1, false, derivation, "", false));
    }

    private static final long MOST_ADDED = 1024;

    // ---- the search

    private Optional<Search> search(Loop loop, Point at, Instruction.Assign assign) {
        if (!(assign.target() instanceof Expression.Local index)
                || !(assign.value() instanceof Expression.Result result)
                || origins.assigned(procedure, index).size() != 1) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        List<MethodDeclaration> targets = program.dispatch(call.target());
        return targets.size() != 1
                ? Optional.empty()
                : program.procedure(targets.get(0).key())
                        .flatMap(helper -> searched(helper, call))
                        .map(found -> new Search(index, found.list(), found.kind(), at, assign.line()));
    }

    private record Found(Expression list, Kinds.Kind kind) {}

    /** The list, as the caller names it, and the kind of the element that the helper returns the place of. */
    private Optional<Found> searched(Procedure helper, Instruction.Invoke call) {
        ControlFlow code = ControlFlow.of(helper.body());
        Found found = null;
        for (Block block : helper.body().blocks()) {
            if (!code.isReachable(block.id())
                    || !(block.terminator() instanceof Terminator.Return end)
                    || end.value() == null) {
                continue;
            }
            Expression value = end.value();
            if (value instanceof Expression.Constant constant
                    && constant.value() instanceof Long number
                    && number < 0) {
                continue;
            }
            if (value instanceof Expression.Result size
                    && facts.isNumberOf(helper, origins.call(helper, size.call()))) {
                // behind the last one, where taking fails
                continue;
            }
            Optional<Found> one = value instanceof Expression.Local index
                    ? tested(helper, code, block.id(), index)
                    : Optional.empty();
            if (one.isEmpty() || found != null && !found.equals(one.get())) {
                return Optional.empty();
            }
            found = one.get();
        }
        Found there = found;
        return there == null
                ? Optional.empty()
                : inCaller(helper, call, there.list()).map(list -> new Found(list, there.kind()));
    }

    /** What the test right before the return says of the element at the index. */
    private Optional<Found> tested(Procedure helper, ControlFlow code, int block, Expression.Local index) {
        List<FlowEdge> ways = code.incoming(block).stream()
                .filter(edge -> code.isReachable(edge.from()))
                .toList();
        boolean moved = helper.body().blocks().get(block).instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                        && assign.target().equals(index));
        if (moved
                || ways.size() != 1
                || !(helper.body().blocks().get(ways.get(0).from()).terminator() instanceof Terminator.Branch branch)) {
            return Optional.empty();
        }
        List<Expression> lists = new ArrayList<>();
        return kinds.of(
                        helper,
                        branch.condition(),
                        ways.get(0).kind() == FlowEdge.Kind.WHEN_TRUE,
                        value -> isAt(helper, value, index, lists))
                .filter(kind -> !lists.isEmpty() && lists.stream().allMatch(lists.get(0)::equals))
                .map(kind -> new Found(lists.get(0), kind));
    }

    private boolean isAt(Procedure where, Expression value, Expression index, List<Expression> lists) {
        if (value instanceof Expression.Result result) {
            Instruction.Invoke get = origins.call(where, result.call());
            if (get.arguments().equals(List.of(index))
                    && get.receiver() != null
                    && Invariants.isPlace(get.receiver())
                    && facts.operation(where, get)
                            .filter(ContextOperation.READ::equals)
                            .isPresent()) {
                lists.add(get.receiver());
                return true;
            }
        }
        return false;
    }

    private static Optional<Expression> inCaller(Procedure helper, Instruction.Invoke call, Expression list) {
        if (list instanceof Expression.Local local) {
            int parameter = helper.body().parameters().indexOf(local.name());
            return parameter >= 0
                            && parameter < call.arguments().size()
                            && Invariants.isPlace(call.arguments().get(parameter))
                    ? Optional.of(call.arguments().get(parameter))
                    : Optional.empty();
        }
        boolean own = list instanceof Expression.Field field
                && (field.receiver() == null
                        || field.receiver() instanceof Expression.This && call.receiver() instanceof Expression.This);
        return own ? Optional.of(list) : Optional.empty();
    }

    // ---- what becomes of the list

    /** Where the loop changes the list; none where something may put an element of the kind into it. */
    private List<Point> changes(Loop loop, Search search) {
        List<Point> found = new ArrayList<>();
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (!(instructions.get(i) instanceof Instruction.Invoke call)) {
                    continue;
                }
                if (takesFrom(call, search.list())) {
                    found.add(new Point(block, i));
                } else if (addsTo(call, search.list())) {
                    Expression added = call.arguments().get(call.arguments().size() - 1);
                    if (call.target().name().equals("addAll")
                            || !kinds.isMadeOtherwise(procedure, added, search.kind())) {
                        return List.of();
                    }
                    found.add(new Point(block, i));
                } else if (!facts.sizeChange(procedure, call, search.list()).equals(Change.NONE)
                        || search.list().equals(call.receiver())
                                && isRewritten(
                                        call, facts.operation(procedure, call).orElse(null))) {
                    return List.of();
                }
            }
        }
        return found;
    }

    private boolean takesFrom(Instruction.Invoke call, Expression list) {
        ContextOperation operation = facts.operation(procedure, call).orElse(null);
        return operation == ContextOperation.PRUNE && list.equals(call.receiver())
                || operation == ContextOperation.CLEAR && view(call, list).isPresent();
    }

    private boolean addsTo(Instruction.Invoke call, Expression list) {
        return list.equals(call.receiver())
                && !call.arguments().isEmpty()
                && facts.operation(procedure, call)
                        .filter(ContextOperation.APPEND::equals)
                        .isPresent();
    }

    /** The call that gives the part of a list that another call is made on. */
    private Optional<Instruction.Invoke> view(Instruction.Invoke call, Expression list) {
        return call.receiver() instanceof Expression.Result view
                ? Optional.of(origins.call(procedure, view.call())).filter(part -> list.equals(part.receiver()))
                : Optional.empty();
    }

    /**
     * Whether code that the loop calls may put elements into the list: it may take as many away, so that no change of the size tells.
     */
    private boolean isReplacedElsewhere(Loop loop, Expression list) {
        return called(loop).stream()
                .anyMatch(code -> code.body().blocks().stream()
                        .flatMap(block -> block.instructions().stream())
                        .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                                && call.receiver() != null
                                && mayBe(code, call.receiver(), list)
                                && puts(code, call)));
    }

    /** The program's own code that a turn may run, with its functions. */
    private Set<Procedure> called(Loop loop) {
        Set<Procedure> found = new LinkedHashSet<>();
        Deque<Procedure> work = new ArrayDeque<>();
        flow.instructions(loop).forEach(instruction -> addCalled(procedure, instruction, found, work));
        while (!work.isEmpty()) {
            Procedure code = work.pop();
            code.body().blocks().stream()
                    .flatMap(block -> block.instructions().stream())
                    .forEach(instruction -> addCalled(code, instruction, found, work));
        }
        return found;
    }

    private void addCalled(Procedure from, Instruction instruction, Set<Procedure> found, Deque<Procedure> work) {
        if (instruction instanceof Instruction.Invoke call) {
            Stream.concat(
                            program.dispatch(call.target()).stream()
                                    .map(method -> program.procedure(method.key()))
                                    .flatMap(Optional::stream),
                            call.arguments().stream()
                                    .filter(Expression.Lambda.class::isInstance)
                                    .map(lambda -> facts.code(from, (Expression.Lambda) lambda)))
                    .filter(found::add)
                    .forEach(work::push);
        }
    }

    /** The field, or a parameter or captured variable, which may stand for a list in a local. */
    private static boolean mayBe(Procedure code, Expression holder, Expression list) {
        return list instanceof Expression.Field field
                ? holder instanceof Expression.Field same
                        && same.owner().equals(field.owner())
                        && same.name().equals(field.name())
                : holder instanceof Expression.Local local && (code.isLambda() || Values.parameter(code, local) >= 0);
    }

    private boolean puts(Procedure code, Instruction.Invoke call) {
        ContextOperation operation = facts.operation(code, call).orElse(null);
        return operation == ContextOperation.APPEND
                || operation == ContextOperation.REPLACE
                || isRewritten(call, operation);
    }

    /** {@code list.replaceAll(function)}. */
    private static boolean isRewritten(Instruction.Invoke call, @Nullable ContextOperation operation) {
        return operation == null && call.arguments().stream().anyMatch(Expression.Lambda.class::isInstance);
    }

    // ---- taking the element that was looked for

    private List<Progress> takings(Loop loop, Search search) {
        List<Progress> found = new ArrayList<>();
        for (int block : loop.order()) {
            if (flow.loopOf(block) == loop) {
                List<Instruction> instructions = flow.body().blocks().get(block).instructions();
                for (int i = 0; i < instructions.size(); i++) {
                    if (instructions.get(i) instanceof Instruction.Invoke call
                            && takesTheFound(loop, search, call, block)) {
                        found.add(new Progress(normal(block), List.of(new Point(block, i))));
                    }
                }
            }
        }
        for (Loop child : loop.children()) {
            downwards(loop, child, search)
                    .flatMap(walk -> removal(child, walk, search.list())
                            .filter(point -> flow.onEveryTurn(child, point.block()))
                            .map(point -> new Progress(Set.of(walk.exit()), List.of(point))))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Set<FlowEdge> normal(int block) {
        Set<FlowEdge> edges = new HashSet<>();
        flow.outgoing(block).stream()
                .filter(edge -> edge.kind() != FlowEdge.Kind.EXCEPTION)
                .forEach(edges::add);
        return edges;
    }

    private boolean takesTheFound(Loop loop, Search search, Instruction.Invoke call, int block) {
        if (list(search, call) && call.arguments().get(0).equals(search.index())) {
            boolean removes = takesFrom(call, search.list())
                    && facts.sizeChange(procedure, call, search.list()).most() <= -1;
            boolean replaces = addsTo(call, search.list())
                    && facts.sizeChange(procedure, call, search.list()).equals(Change.NONE);
            return removes || replaces;
        }
        return takesFrom(call, search.list())
                && view(call, search.list())
                        .filter(view -> view.arguments().size() == 2
                                && view.arguments().get(0).equals(search.index())
                                && isBelow(
                                        loop, search.index(), view.arguments().get(1), block))
                        .isPresent();
    }

    private static boolean list(Search search, Instruction.Invoke call) {
        return search.list().equals(call.receiver()) && !call.arguments().isEmpty();
    }

    /** Whether an index is less than an end wherever control comes to the block. */
    private boolean isBelow(Loop loop, Expression index, Expression end, int block) {
        Expression sum = end instanceof Expression.Local local
                ? origins.only(procedure, local).orElse(end)
                : end;
        if (sum instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.PLUS
                && binary.left().equals(index)
                && values.range(procedure, binary.right()).isPositive()) {
            return true;
        }
        boolean once = !(end instanceof Expression.Local local)
                || origins.assigned(procedure, local).size() == 1;
        return once
                && isNeeded(
                        loop,
                        block,
                        (condition, holds) -> Comparison.of(condition, holds)
                                .filter(test -> test.form() == Comparison.Form.STRICT
                                        && test.less().equals(index)
                                        && test.more().equals(end))
                                .isPresent());
    }

    private interface Test {
        boolean says(Expression condition, boolean holds);
    }

    /** Whether each way from the head of the loop to the block passes a test that comes out as asked. */
    private boolean isNeeded(Loop loop, int target, Test test) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) == loop
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    if (edge.kind() != FlowEdge.Kind.EXCEPTION
                            && test.says(branch.condition(), edge.kind() == FlowEdge.Kind.WHEN_TRUE)
                            && !inTurn(loop, loop.header(), other -> other != edge)
                                    .get(target)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The blocks that control comes to in the same turn. */
    private BitSet inTurn(Loop loop, int from, Predicate<FlowEdge> accepted) {
        return flow.reachable(
                from, edge -> loop.contains(edge.to()) && edge.to() != loop.header() && accepted.test(edge));
    }

    /** Whether nothing has moved the elements between the search and what takes them, and no failure is caught in the loop. */
    private boolean isFirstChange(Loop loop, Search search, List<Point> changes, Progress progress) {
        for (Point taking : progress.changes()) {
            if (flow.isCaught(loop, taking.block())
                    || !flow.dominates(search.found().block(), taking.block())) {
                return false;
            }
            for (Point change : changes) {
                if (change.equals(taking)) {
                    continue;
                }
                boolean before = change.block() == taking.block()
                        ? change.index() < taking.index()
                        : inTurn(loop, change.block(), edge -> true).get(taking.block());
                if (before) {
                    return false;
                }
            }
        }
        return true;
    }

    // ---- loops over a range of the list

    /** A loop over the places from an end down to the index that was looked for, or from there up to the end. */
    private record Walk(Expression.Local at, Expression end, FlowEdge exit) {}

    /** {@code for (int i = end - 1; i >= index; i--)}, which comes to the index, because that is below the end. */
    private Optional<Walk> downwards(Loop loop, Loop child, Search search) {
        return walk(child, search.index(), false)
                .filter(walk -> isBelow(loop, search.index(), walk.end(), child.header()));
    }

    private Optional<Walk> walk(Loop child, Expression.Local index, boolean up) {
        List<FlowEdge> exits = child.exits().stream()
                .filter(exit -> exit.kind() != FlowEdge.Kind.EXCEPTION)
                .toList();
        if (exits.size() != 1
                || exits.get(0).from() != child.header()
                || !(flow.body().blocks().get(child.header()).terminator() instanceof Terminator.Branch branch)) {
            return Optional.empty();
        }
        Comparison test = Comparison.of(branch.condition(), exits.get(0).kind() == FlowEdge.Kind.WHEN_FALSE)
                .orElse(null);
        if (test == null || test.form() != (up ? Comparison.Form.STRICT : Comparison.Form.LOOSE)) {
            return Optional.empty();
        }
        Expression counter = up ? test.less() : test.more();
        if (!(counter instanceof Expression.Local at) || !up && !test.less().equals(index)) {
            return Optional.empty();
        }
        Expression first = null;
        int steps = 0;
        for (Block block : flow.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(at)) {
                    boolean inside = child.contains(block.id());
                    boolean step = isStep(assign.value(), at, up) && flow.onEveryTurn(child, block.id());
                    if (inside && !step || !inside && first != null) {
                        return Optional.empty();
                    }
                    steps += inside ? 1 : 0;
                    first = inside ? first : assign.value();
                }
            }
        }
        if (first == null || steps != 1) {
            return Optional.empty();
        }
        if (up) {
            return first.equals(index) ? Optional.of(new Walk(at, test.more(), exits.get(0))) : Optional.empty();
        }
        return first instanceof Expression.Binary last
                        && last.operator() == Expression.Operator.MINUS
                        && last.right().equals(new Expression.Constant(1L))
                ? Optional.of(new Walk(at, last.left(), exits.get(0)))
                : Optional.empty();
    }

    private static boolean isStep(Expression value, Expression.Local at, boolean up) {
        return value instanceof Expression.Binary step
                && step.left().equals(at)
                && (step.right().equals(new Expression.Constant(1L))
                                && step.operator() == (up ? Expression.Operator.PLUS : Expression.Operator.MINUS)
                        || step.right().equals(new Expression.Constant(-1L))
                                && step.operator() == (up ? Expression.Operator.MINUS : Expression.Operator.PLUS));
    }

    /** The only change of the list in the walk, which removes the element that it is at. */
    private Optional<Point> removal(Loop child, Walk walk, Expression list) {
        Point only = null;
        for (int block : child.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Invoke call
                        && (takesFrom(call, list) || addsTo(call, list))) {
                    boolean here = only == null
                            && list.equals(call.receiver())
                            && call.arguments().equals(List.of(walk.at()))
                            && facts.sizeChange(procedure, call, list).most() <= -1;
                    if (!here) {
                        return Optional.empty();
                    }
                    only = new Point(block, i);
                }
            }
        }
        return Optional.ofNullable(only);
    }

    // ---- turns that only remove

    /**
     * Walks that remove what a test holds for, where another walk over the same places has found it to hold for all: what it did
     * not hold for was collected, and nothing was.
     */
    private Set<FlowEdge> removals(Loop loop, Search search, List<Point> changes) {
        Set<FlowEdge> found = new HashSet<>();
        for (Loop child : loop.children()) {
            Walk walk = downwards(loop, child, search).orElse(null);
            Point point =
                    walk == null ? null : removal(child, walk, search.list()).orElse(null);
            if (walk == null || point == null) {
                continue;
            }
            Progress progress = new Progress(Set.of(walk.exit()), List.of(point));
            String test = test(child, walk, search, point.block());
            boolean all = test != null
                    && isNeeded(
                            loop,
                            child.header(),
                            (condition, holds) -> isEmpty(condition, holds)
                                    .filter(rest -> collects(loop, child, search, walk.end(), test, rest))
                                    .isPresent());
            boolean addsNothing = changes.stream()
                    .filter(change -> !change.equals(point))
                    .noneMatch(
                            change -> inTurn(loop, child.header(), edge -> true).get(change.block()));
            if (all && addsNothing && isFirstChange(loop, search, changes, progress)) {
                found.add(walk.exit());
            }
        }
        return found;
    }

    private Optional<Expression.Local> isEmpty(Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return isEmpty(not.operand(), !holds);
        }
        return holds
                        && condition instanceof Expression.Result result
                        && origins.call(procedure, result.call())
                                .target()
                                .name()
                                .equals("isEmpty")
                        && origins.call(procedure, result.call()).receiver() instanceof Expression.Local local
                ? Optional.of(local)
                : Optional.empty();
    }

    /** What must hold of the element that the walk is at for control to come to the block; the element stands as {@code $}. */
    private @Nullable String test(Loop child, Walk walk, Search search, int target) {
        for (int block : child.order()) {
            if (block != child.header()
                    && flow.loopOf(block) == child
                    && flow.onEveryTurn(child, block)
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    // without the test, the block is passed on every turn
                    boolean only = edge.kind() == FlowEdge.Kind.WHEN_TRUE
                            && !inTurn(child, child.header(), other -> other != edge)
                                    .get(target)
                            && flow.dominates(edge.to(), target)
                            && (edge.to() == target || isStraight(edge.to(), target));
                    String written = only ? written(branch.condition(), walk.at(), search.list()) : null;
                    if (written != null) {
                        return written;
                    }
                }
            }
        }
        return null;
    }

    private boolean isStraight(int from, int to) {
        return flow.body().blocks().get(from).terminator() instanceof Terminator.Jump jump
                && (jump.target() == to || isStraight(jump.target(), to));
    }

    private @Nullable String written(Expression condition, Expression.Local index, Expression list) {
        if (!(condition instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        if (facts.mayVary(procedure, call)) {
            return null;
        }
        List<Expression> parts = new ArrayList<>(call.arguments());
        if (call.receiver() != null && !(call.receiver() instanceof Expression.This)) {
            parts.add(call.receiver());
        }
        StringBuilder written =
                new StringBuilder(call.target().owner() + "#" + call.target().name());
        for (Expression part : parts) {
            Expression value = part instanceof Expression.Local local
                    ? origins.only(procedure, local).orElse(part)
                    : part;
            List<Expression> lists = new ArrayList<>();
            if (isAt(procedure, value, index, lists) && lists.get(0).equals(list)) {
                written.append(" $");
            } else if (part instanceof Expression.Constant constant) {
                written.append(' ').append(constant.value());
            } else {
                return null;
            }
        }
        return written.toString();
    }

    /** Whether a list of this turn has collected each element of the range that the test does not hold for. */
    private boolean collects(
            Loop loop, Loop before, Search search, Expression end, String test, Expression.Local rest) {
        Point made = made(loop, rest).orElse(null);
        if (made == null) {
            return false;
        }
        for (Loop child : loop.children()) {
            boolean collected = flow.dominates(made.block(), child.header())
                    && flow.dominates(child.header(), before.header())
                    && walk(child, search.index(), true)
                            .filter(found -> found.end().equals(end))
                            .filter(found -> collectsOthers(child, found, search, test, rest))
                            .isPresent();
            if (collected) {
                return true;
            }
        }
        return false;
    }

    /** Where the loop makes the list, which it never takes anything from. */
    private Optional<Point> made(Loop loop, Expression.Local list) {
        Point found = null;
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                Instruction instruction = instructions.get(i);
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(list)) {
                    boolean fresh = found == null
                            && assign.value() instanceof Expression.Result creation
                            && origins.call(procedure, creation.call())
                                    .target()
                                    .name()
                                    .equals("<init>");
                    if (!fresh) {
                        return Optional.empty();
                    }
                    found = new Point(block, i);
                } else if (instruction instanceof Instruction.Invoke call
                        && !facts.sizeChange(procedure, call, list).neverDown()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean collectsOthers(Loop child, Walk walk, Search search, String test, Expression.Local rest) {
        Set<FlowEdge> accounted = new HashSet<>();
        for (int block : child.order()) {
            Block code = flow.body().blocks().get(block);
            boolean adds = code.instructions().stream()
                    .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                            && rest.equals(call.receiver())
                            && facts.sizeChange(procedure, call, rest).least() >= 1);
            if (adds) {
                accounted.addAll(normal(block));
            } else if (code.terminator() instanceof Terminator.Branch branch
                    && test.equals(written(branch.condition(), walk.at(), search.list()))) {
                flow.outgoing(block).stream()
                        .filter(edge -> edge.kind() == FlowEdge.Kind.WHEN_TRUE)
                        .forEach(accounted::add);
            }
        }
        BitSet reached = inTurn(child, child.header(), edge -> !accounted.contains(edge));
        return !accounted.isEmpty()
                && child.latches().stream()
                        .noneMatch(latch -> reached.get(latch)
                                && flow.outgoing(latch).stream()
                                        .anyMatch(edge -> edge.to() == child.header() && !accounted.contains(edge)));
    }
}
