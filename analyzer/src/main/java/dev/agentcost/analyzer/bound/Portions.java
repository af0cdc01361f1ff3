package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Loops that work data off in portions: each turn takes those elements that are ready, leaves where there are none, and removes
 * what it took from the data, or writes it down in a set of what is done, which the next portion leaves out. So tasks that wait
 * for each other are run. What is left falls by at least one element a turn.
 */
final class Portions {

    private static final int DEPTH = 8;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final ExpressionText text;
    private final ElementPaths elements;

    Portions(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.text = text;
        this.elements = new ElementPaths(origins, facts);
    }

    /**
     * What a turn takes.
     *
     * @param local what holds it: a collection, or one element
     * @param base the data that it is taken from
     * @param leftOut what its elements are not in
     * @param at the line where it is taken
     */
    private record Portion(Expression.Local local, boolean one, Expression base, Set<Membership> leftOut, int at) {}

    /** That the key of an element is in a collection; the key is written as a path from the element. */
    private record Membership(Expression collection, String key) {}

    /** What is done with elements, and in which procedure the element has which name. */
    private record Element(Procedure procedure, Expression.Local local) {}

    Optional<LoopBound> of(Loop loop, LoopPaths paths) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) == loop
                    && flow.onEveryTurn(loop, block)
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                Optional<LoopBound> found = tested(loop, block, branch)
                        .flatMap(local -> portion(loop, block, local))
                        .filter(portion -> isWorkedOff(loop, paths, portion))
                        .map(portion -> bound(block, branch, portion));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound bound(int guard, Terminator.Branch branch, Portion portion) {
        Formula size = values.sizes().of(procedure, portion.base());
        String data = text.of(portion.base());
        return new LoopBound(
                size.isConstant() ? Driver.CONSTANT : Driver.DATA,
                size,
                guard,
                false,
                List.of(
                        new Step(procedure.at(portion.at()), "each turn takes elements of " + data + " that are left"),
                        new Step(procedure.at(branch.line()), "it goes on only where there are any"),
                        new Step(procedure.at(branch.line()), "at most " + size + " passes")),
                "",
                false);
    }

    // ---- the guard

    /** The local that the test finds not empty, or not null, where the loop goes on. */
    private Optional<Expression.Local> tested(Loop loop, int block, Terminator.Branch branch) {
        boolean staysOnTrue = loop.contains(branch.whenTrue());
        if (staysOnTrue == loop.contains(branch.whenFalse())) {
            return Optional.empty();
        }
        Expression condition = branch.condition();
        boolean holds = staysOnTrue;
        while (condition instanceof Expression.Not not) {
            condition = not.operand();
            holds = !holds;
        }
        if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            boolean empty =
                    call.target().name().equals("isEmpty") && call.arguments().isEmpty();
            return empty && !holds && call.receiver() instanceof Expression.Local local
                    ? Optional.of(local)
                    : Optional.empty();
        }
        Comparison comparison = Comparison.of(condition, holds).orElse(null);
        if (comparison == null) {
            return Optional.empty();
        }
        if (comparison.form() == Comparison.Form.UNEQUAL) {
            return comparison.more() instanceof Expression.Null && comparison.less() instanceof Expression.Local local
                    ? Optional.of(local)
                    : sized(comparison.less(), comparison.more());
        }
        return comparison.form() == Comparison.Form.STRICT
                ? sized(comparison.more(), comparison.less())
                : Optional.empty();
    }

    private Optional<Expression.Local> sized(Expression size, Expression zero) {
        if (!new Expression.Constant(0L).equals(zero) || !(size instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        boolean counts = facts.isNumberOf(procedure, call);
        return counts && call.receiver() instanceof Expression.Local local ? Optional.of(local) : Optional.empty();
    }

    // ---- what is taken

    private Optional<Portion> portion(Loop loop, int guard, Expression.Local local) {
        List<Instruction.Assign> assigned = new ArrayList<>();
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    assigned.add(assign);
                    boolean fresh =
                            flow.loopOf(block) == loop && flow.onEveryTurn(loop, block) && flow.dominates(block, guard);
                    if (assigned.size() == 1 && !fresh) {
                        return Optional.empty();
                    }
                }
            }
        }
        if (assigned.size() == 1) {
            return taken(loop, guard, local, assigned.get(0));
        }
        // found by a loop: null until it finds one
        return assigned.size() == 2 && assigned.get(0).value() instanceof Expression.Null
                ? collected(loop, guard, local, true)
                : Optional.empty();
    }

    private Optional<Portion> taken(Loop loop, int guard, Expression.Local local, Instruction.Assign assign) {
        if (assign.value() instanceof Expression.Result result
                && origins.call(procedure, result.call()).target().name().equals("<init>")
                && origins.call(procedure, result.call()).arguments().isEmpty()) {
            return collected(loop, guard, local, false);
        }
        Set<Membership> leftOut = new LinkedHashSet<>();
        boolean one = false;
        Expression value = assign.value();
        for (int i = 0; i < DEPTH; i++) {
            if (value instanceof Expression.Cast cast) {
                value = cast.value();
            } else if (value instanceof Expression.Result result) {
                Instruction.Invoke call = origins.call(procedure, result.call());
                boolean picks = picksOne(call);
                if (call.receiver() == null || !picks && !keepsElements(call)) {
                    break;
                }
                one |= picks;
                filter(call).ifPresent(element -> leftOut.addAll(leftOut(element)));
                value = call.receiver();
            } else {
                break;
            }
        }
        return value != assign.value() && isData(value)
                ? Optional.of(new Portion(local, one, value, leftOut, assign.line()))
                : Optional.empty();
    }

    private boolean isData(Expression value) {
        if (!(value instanceof Expression.Result result)) {
            return Invariants.isPlace(value);
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        return call.receiver() != null
                && Invariants.isPlace(call.receiver())
                && facts.size(procedure, call)
                        .filter(size -> size.relation() == Size.Relation.SAME)
                        .isPresent();
    }

    private static boolean picksOne(Instruction.Invoke call) {
        return switch (call.target().name()) {
            case "findFirst", "findAny", "min", "max" -> true;
            case "orElse" -> call.arguments().size() == 1 && call.arguments().get(0) instanceof Expression.Null;
            default -> false;
        };
    }

    /** Each element of the result is one of the receiver's. */
    private boolean keepsElements(Instruction.Invoke call) {
        Size size = facts.size(procedure, call).orElse(null);
        if (size == null) {
            return false;
        }
        return switch (size.relation()) {
            case AT_MOST, LIMIT -> true;
            case SAME ->
                call.arguments().isEmpty()
                        || call.target().name().equals("collect")
                                && call.arguments().get(0) instanceof Expression.Result collector
                                && origins.call(procedure, collector.call())
                                        .arguments()
                                        .isEmpty();
            default -> false;
        };
    }

    private Optional<Element> filter(Instruction.Invoke call) {
        if (call.target().name().equals("filter")
                && call.arguments().size() == 1
                && call.arguments().get(0) instanceof Expression.Lambda lambda) {
            return element(lambda);
        }
        return Optional.empty();
    }

    private Optional<Element> element(Expression.Lambda lambda) {
        Procedure code = facts.code(procedure, lambda);
        return code.body().parameters().size() == 1
                ? Optional.of(new Element(
                        code, new Expression.Local(code.body().parameters().get(0))))
                : Optional.empty();
    }

    /** What an element that the filter lets through is not in. */
    private Set<Membership> leftOut(Element element) {
        ControlFlow code = ControlFlow.of(element.procedure().body());
        List<Set<Membership>> ways = new ArrayList<>();
        for (Block block : code.body().blocks()) {
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                addWays(element, code, block.id(), end.value(), new HashSet<>(), ways);
            }
        }
        Set<Membership> common = new LinkedHashSet<>(ways.isEmpty() ? Set.of() : ways.get(0));
        ways.forEach(common::retainAll);
        return common;
    }

    /** The ways to a value that may be true, each with what holds on it; {@code a && b} is put together in a local. */
    private void addWays(
            Element element,
            ControlFlow code,
            int at,
            Expression value,
            Set<Expression> seen,
            List<Set<Membership>> ways) {
        if (new Expression.Constant(false).equals(value) || !code.isReachable(at)) {
            return;
        }
        if (value instanceof Expression.Local && !value.equals(element.local()) && seen.add(value)) {
            for (Block block : code.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (instruction instanceof Instruction.Assign assign
                            && assign.target().equals(value)) {
                        addWays(element, code, block.id(), assign.value(), seen, ways);
                    }
                }
            }
            return;
        }
        Set<Membership> found = tests(element, code, at);
        absence(element, value, true).ifPresent(found::add);
        ways.add(found);
    }

    /** What the tests on the way to the block say that the element is not in. */
    private Set<Membership> tests(Element element, ControlFlow code, int target) {
        Set<Membership> found = new LinkedHashSet<>();
        for (Block block : code.body().blocks()) {
            if (block.terminator() instanceof Terminator.Branch branch && code.isReachable(block.id())) {
                for (FlowEdge edge : code.outgoing(block.id())) {
                    boolean needed = edge.kind() != FlowEdge.Kind.EXCEPTION
                            && !code.reachable(0, other -> other != edge).get(target);
                    if (needed) {
                        absence(element, branch.condition(), edge.kind() == FlowEdge.Kind.WHEN_TRUE)
                                .ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    private Optional<Membership> absence(Element element, Expression test, boolean holds) {
        if (test instanceof Expression.Not not) {
            return absence(element, not.operand(), !holds);
        }
        if (holds || !(test instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(element.procedure(), result.call());
        String name = call.target().name();
        return name.equals("contains") || name.equals("containsKey") ? membership(element, call) : Optional.empty();
    }

    private Optional<Membership> membership(Element element, Instruction.Invoke call) {
        if (call.receiver() == null
                || call.arguments().isEmpty()
                || !Invariants.isPlace(call.receiver())
                || call.receiver().equals(element.local())) {
            return Optional.empty();
        }
        String key = elements.path(element.procedure(), call.arguments().get(0), element.local()::equals);
        return key == null ? Optional.empty() : Optional.of(new Membership(call.receiver(), key));
    }

    /** {@code for (T x : base) if (...) local.add(x)}, or {@code local = x} for the one that is looked for. */
    private Optional<Portion> collected(Loop loop, int guard, Expression.Local local, boolean one) {
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                Expression put = put(instruction, local, one);
                if (put != null) {
                    return loop.children().stream()
                            .filter(child -> flow.onEveryTurn(loop, child.header())
                                    && flow.dominates(child.header(), guard)
                                    && flow.dominates(child.header(), block))
                            .flatMap(child -> walk(child).stream())
                            .filter(walk -> walk.local().equals(put) && isData(walk.base()))
                            .filter(walk -> one || isFilledOnlyOnce(loop, local))
                            .findFirst()
                            .map(walk -> new Portion(
                                    local,
                                    one,
                                    walk.base(),
                                    tests(new Element(procedure, walk.local()), flow, block),
                                    instruction.line()));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Expression put(Instruction instruction, Expression.Local local, boolean one) {
        if (one) {
            return instruction instanceof Instruction.Assign assign
                            && assign.target().equals(local)
                            && !(assign.value() instanceof Expression.Null)
                    ? assign.value()
                    : null;
        }
        return instruction instanceof Instruction.Invoke call
                        && local.equals(call.receiver())
                        && call.target().name().equals("add")
                        && call.arguments().size() == 1
                ? call.arguments().get(0)
                : null;
    }

    private boolean isFilledOnlyOnce(Loop loop, Expression.Local local) {
        return flow.instructions(loop).stream()
                        .filter(instruction -> instruction instanceof Instruction.Invoke call
                                && !facts.sizeChange(procedure, call, local).neverUp())
                        .count()
                == 1;
    }

    /** A loop over the elements of a collection, each in a local. */
    private record Walk(Expression base, Expression.Local local) {}

    private Optional<Walk> walk(Loop child) {
        Expression cursor = null;
        for (FlowEdge exit : child.exits()) {
            if (flow.body().blocks().get(exit.from()).terminator() instanceof Terminator.Branch branch
                    && branch.condition() instanceof Expression.HasNext next) {
                cursor = next.cursor();
            }
        }
        if (cursor == null) {
            return Optional.empty();
        }
        Expression base = cursor instanceof Expression.Local local
                        && origins.only(procedure, local).orElse(cursor) instanceof Expression.Cursor opened
                ? opened.collection()
                : cursor;
        for (int block : child.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.value() instanceof Expression.Next next
                        && next.cursor().equals(cursor)
                        && assign.target() instanceof Expression.Local local
                        && origins.assigned(procedure, local).size() == 1) {
                    return Optional.of(new Walk(base, local));
                }
            }
        }
        return Optional.empty();
    }

    // ---- what becomes of it

    private boolean isWorkedOff(Loop loop, LoopPaths paths, Portion portion) {
        Expression data = portion.base() instanceof Expression.Result result
                ? origins.call(procedure, result.call()).receiver()
                : portion.base();
        if (data == null || flow.assigns(loop, data) || !isEach(paths, data, Change::neverUp)) {
            return false;
        }
        Set<Membership> known = new LinkedHashSet<>();
        for (Membership membership : portion.leftOut()) {
            if (!flow.assigns(loop, membership.collection())
                    && isEach(paths, membership.collection(), Change::neverDown)) {
                known.add(membership);
            }
        }
        boolean removable = portion.base().equals(data);
        if (portion.one()) {
            return covers(loop, loop, new Element(procedure, portion.local()), known, removable ? data : null);
        }
        return isHandledWhole(loop, portion, known, removable ? data : null)
                || loop.children().stream()
                        .anyMatch(child -> flow.onEveryTurn(loop, child.header())
                                && walk(child)
                                        .filter(walk -> walk.base().equals(portion.local()))
                                        .filter(walk -> covers(
                                                loop,
                                                child,
                                                new Element(procedure, walk.local()),
                                                known,
                                                removable ? data : null))
                                        .isPresent());
    }

    private static boolean isEach(LoopPaths paths, Expression place, Predicate<Change> accepted) {
        return paths.all(new Variable(Variable.Kind.SIZE, place), accepted);
    }

    /** {@code pending.removeAll(ready)}, {@code done.addAll(ready)}, {@code ready.forEach(...)}. */
    private boolean isHandledWhole(Loop loop, Portion portion, Set<Membership> known, @Nullable Expression data) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) != loop || !flow.onEveryTurn(loop, block)) {
                continue;
            }
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (!(instruction instanceof Instruction.Invoke call) || call.receiver() == null) {
                    continue;
                }
                String name = call.target().name();
                boolean all = call.arguments().equals(List.of(portion.local()));
                if (all && name.equals("removeAll") && call.receiver().equals(data)
                        || all && name.equals("addAll") && known.contains(new Membership(call.receiver(), ""))) {
                    return true;
                }
                if (name.equals("forEach")
                        && call.receiver().equals(portion.local())
                        && call.arguments().size() == 1
                        && call.arguments().get(0) instanceof Expression.Lambda lambda
                        && element(lambda)
                                .filter(element -> isDoneFor(element, known, data))
                                .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the function disposes of its element on every path. */
    private boolean isDoneFor(Element element, Set<Membership> known, @Nullable Expression data) {
        ControlFlow code = ControlFlow.of(element.procedure().body());
        Set<Integer> disposing = new HashSet<>();
        for (Block block : code.body().blocks()) {
            if (block.instructions().stream().anyMatch(instruction -> disposes(element, instruction, known, data))) {
                disposing.add(block.id());
            }
        }
        var reached = code.reachable(0, edge -> !disposing.contains(edge.from()));
        return code.body().blocks().stream()
                .noneMatch(block -> block.terminator() instanceof Terminator.Return
                        && reached.get(block.id())
                        && !disposing.contains(block.id()));
    }

    /** Whether each turn of the inner loop disposes of its element before it ends or leaves, so that the first one does. */
    private boolean covers(Loop loop, Loop inner, Element element, Set<Membership> known, @Nullable Expression data) {
        Set<FlowEdge> disposing = new HashSet<>();
        for (int block : inner.order()) {
            if (flow.loopOf(block) == inner
                    && flow.body().blocks().get(block).instructions().stream()
                            .anyMatch(instruction -> disposes(element, instruction, known, data))) {
                flow.outgoing(block).stream()
                        .filter(edge -> edge.kind() != FlowEdge.Kind.EXCEPTION)
                        .forEach(disposing::add);
            }
        }
        if (disposing.isEmpty()) {
            return false;
        }
        var reached = flow.reachable(
                inner.header(),
                edge -> !disposing.contains(edge) && inner.contains(edge.from()) && edge.to() != inner.header());
        for (int latch : inner.latches()) {
            for (FlowEdge edge : flow.outgoing(latch)) {
                if (edge.to() == inner.header() && reached.get(latch) && !disposing.contains(edge)) {
                    return false;
                }
            }
        }
        // but for the end of the data, no way out may pass it by
        for (FlowEdge exit : inner.exits()) {
            boolean stays = inner != loop && loop.contains(exit.to());
            boolean end = flow.body().blocks().get(exit.from()).terminator() instanceof Terminator.Branch branch
                    && branch.condition() instanceof Expression.HasNext;
            if (stays && !end && reached.get(exit.from()) && !disposing.contains(exit)) {
                return false;
            }
        }
        return true;
    }

    private boolean disposes(
            Element element, Instruction instruction, Set<Membership> known, @Nullable Expression data) {
        if (!(instruction instanceof Instruction.Invoke call) || call.receiver() == null) {
            return false;
        }
        return switch (call.target().name()) {
            case "remove" -> call.receiver().equals(data) && call.arguments().equals(List.of(element.local()));
            case "add", "put", "putIfAbsent" ->
                membership(element, call).filter(known::contains).isPresent();
            default -> false;
        };
    }
}
