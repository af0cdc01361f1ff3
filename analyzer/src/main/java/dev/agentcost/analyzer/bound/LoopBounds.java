package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Pace;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the loops of one procedure. A bound comes from exit tests that every turn passes: what they compare moves in one
 * direction by at least a step on every path back to the header, and the limit does not change in the loop. After Sinn,
 * Zuleger and Veith, "Complexity and Resource Bound Analysis of Imperative Programs Using Difference Constraints" (2017).
 */
public final class LoopBounds {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final ExpressionText text;

    /** Bounds for the loops of a procedure. */
    public LoopBounds(Procedure procedure, ControlFlow flow, Origins origins, Values values, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.text = new ExpressionText(procedure, origins);
    }

    /** A bound that one guard gives. */
    private record Candidate(
            Guard guard, Formula passes, Driver driver, Set<Integer> progress, boolean always, List<Step> derivation) {}

    /** The bound of a loop, outer loops first. */
    public LoopBound of(Loop loop) {
        LoopPaths paths = new LoopPaths(procedure, flow, loop, facts);
        List<Candidate> candidates = new ArrayList<>();
        List<Guard> guards = guards(loop);
        for (Guard guard : guards) {
            candidate(loop, paths, guard).ifPresent(candidates::add);
        }
        Optional<LoopBound> asserted = asserted(loop);
        if (asserted.isPresent()) {
            return asserted.get();
        }
        Candidate best = null;
        for (Candidate candidate : candidates) {
            if (candidate.always() && (best == null || isBetter(candidate.passes(), best.passes()))) {
                best = candidate;
            }
        }
        if (best != null) {
            boolean headed = isHeaded(loop, best.guard());
            return new LoopBound(
                    best.driver(), best.passes(), best.guard().block(), headed, best.derivation(), "", false);
        }
        return together(loop, paths, candidates).orElseGet(() -> unbounded(loop, guards));
    }

    private static boolean isBetter(Formula one, Formula other) {
        if (one.isConstant() != other.isConstant()) {
            return one.isConstant();
        }
        return one.growth().compareTo(other.growth()) < 0
                || one.isConstant() && one.compareTo(other) < 0 && lessNumber(one, other);
    }

    private static boolean lessNumber(Formula one, Formula other) {
        return one.constantValue()
                .flatMap(a -> other.constantValue().map(b -> a.compareTo(b) < 0))
                .orElse(false);
    }

    /** The guard is part of the loop's head: nothing but the evaluation of conditions stands between header and guard. */
    private boolean isHeaded(Loop loop, Guard guard) {
        int block = loop.header();
        Set<Integer> seen = new HashSet<>();
        while (seen.add(block)) {
            if (block == guard.block()) {
                return loop.syntax() == null
                        || loop.syntax().kind() != Block.Kind.DO
                        || !loop.latches().contains(block);
            }
            Terminator end = flow.body().blocks().get(block).terminator();
            if (!(end instanceof Terminator.Branch branch)
                    || (loop.syntax() != null && loop.syntax().kind() == Block.Kind.DO)) {
                return false;
            }
            int next = loop.contains(branch.whenTrue()) ? branch.whenTrue() : branch.whenFalse();
            if (loop.contains(branch.whenTrue()) && loop.contains(branch.whenFalse())) {
                return false;
            }
            if (!flow.body().blocks().get(next).instructions().stream()
                    .allMatch(i -> i instanceof Instruction.Invoke
                            || i instanceof Instruction.Assign assign
                                    && assign.target() instanceof Expression.Local local
                                    && local.name().startsWith("$"))) {
                return false;
            }
            block = next;
        }
        return false;
    }

    private Optional<LoopBound> asserted(Loop loop) {
        if (loop.syntax() == null) {
            return Optional.empty();
        }
        int line = loop.syntax().line();
        return flow.body().facts().stream()
                .filter(fact -> fact.line() == line)
                .findFirst()
                .map(fact -> new LoopBound(
                        Driver.COUNTER,
                        parse(fact.text()),
                        -1,
                        true,
                        List.of(step(line, "asserted in the source: at most " + fact.text())),
                        "",
                        true));
    }

    private Formula parse(String assertion) {
        String trimmed = assertion.trim();
        if (trimmed.matches("\\d{1,15}")) {
            return Formula.of(Long.parseLong(trimmed));
        }
        return procedure.body().parameters().contains(trimmed)
                ? Formula.of(Values.parameterSymbol(procedure, trimmed))
                : Formula.of(new Symbol(trimmed, Kind.COUNT, false, "", Assumption.LIMIT.key()));
    }

    // ---- guards

    private List<Guard> guards(Loop loop) {
        List<Guard> found = new ArrayList<>();
        for (FlowEdge exit : loop.exits()) {
            Block block = flow.body().blocks().get(exit.from());
            if (block.terminator() instanceof Terminator.Branch branch && exit.kind() != FlowEdge.Kind.EXCEPTION) {
                boolean stayWhen = exit.kind() == FlowEdge.Kind.WHEN_FALSE;
                found.add(resolved(
                        loop,
                        new Guard(
                                block.id(), block.instructions().size(), branch.condition(), stayWhen, branch.line())));
            }
        }
        return found;
    }

    /** A condition held in a local that is computed in the same turn is read where it is computed. */
    private Guard resolved(Loop loop, Guard guard) {
        Expression condition = guard.condition();
        boolean stayWhen = guard.stayWhen();
        while (condition instanceof Expression.Not not) {
            condition = not.operand();
            stayWhen = !stayWhen;
        }
        if (condition instanceof Expression.Result result) {
            Optional<Expression> inlined = facts.inlined(procedure, origins.call(procedure, result.call()));
            if (inlined.isPresent()) {
                return resolved(loop, new Guard(guard.block(), guard.point(), inlined.get(), stayWhen, guard.line()));
            }
        }
        if (condition instanceof Expression.Local local) {
            int at = definedAt(guard.block(), guard.point(), local);
            if (at >= 0) {
                Instruction.Assign definition = (Instruction.Assign)
                        flow.body().blocks().get(guard.block()).instructions().get(at);
                return resolved(loop, new Guard(guard.block(), at, definition.value(), stayWhen, guard.line()));
            }
        }
        return new Guard(guard.block(), guard.point(), condition, stayWhen, guard.line());
    }

    private int definedAt(int block, int before, Expression.Local local) {
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        for (int i = Math.min(before, instructions.size()) - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(local)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Candidate> candidate(Loop loop, LoopPaths paths, Guard guard) {
        Optional<Candidate> data = data(loop, paths, guard);
        if (data.isPresent()) {
            return data;
        }
        Optional<Comparison> comparison = Comparison.of(guard.condition(), guard.stayWhen());
        return comparison.flatMap(c -> counted(loop, paths, guard, c));
    }

    // ---- counters

    private Optional<Candidate> counted(Loop loop, LoopPaths paths, Guard guard, Comparison comparison) {
        Optional<Candidate> rising = counter(loop, paths, guard, comparison, true);
        return rising.isPresent() ? rising : counter(loop, paths, guard, comparison, false);
    }

    private Optional<Candidate> counter(
            Loop loop, LoopPaths paths, Guard guard, Comparison comparison, boolean rising) {
        Expression moving = rising ? comparison.less() : comparison.more();
        Expression limit = rising ? comparison.more() : comparison.less();
        if (comparison.form() == Comparison.Form.UNEQUAL && isVariable(loop, paths, limit)) {
            Expression swap = moving;
            moving = limit;
            limit = swap;
        }
        Moving variable = moving(loop, paths, guard, moving).orElse(null);
        if (variable == null || !isInvariant(loop, paths, limit)) {
            return Optional.empty();
        }
        LoopPaths.Changes changes = paths.of(variable.variable());
        Change turn = changes.turn();
        Optional<Values.Range> start = start(loop, variable.variable());
        Optional<Values.Range> end = values.range(procedure, limit);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Formula span;
        if (rising) {
            span = end.get().upper().minus(start.get().lower()).minus(Formula.of(variable.offset()));
        } else {
            span = start.get().upper().minus(end.get().lower()).plus(Formula.of(variable.offset()));
        }
        if (comparison.form() == Comparison.Form.LOOSE) {
            span = span.plus(Formula.ONE);
        }
        if (turn.kind() == Change.Kind.DIVIDE || turn.kind() == Change.Kind.MULTIPLY) {
            return geometric(loop, guard, turn, rising, start.get(), end.get());
        }
        boolean directed = rising ? neverDown(paths, variable) : neverUp(paths, variable);
        if (!directed || turn.kind() != Change.Kind.ADD) {
            return Optional.empty();
        }
        long least = rising ? turn.least() : -turn.most();
        if (comparison.form() == Comparison.Form.UNEQUAL
                && (turn.least() != turn.most() || Math.abs(turn.least()) != 1 || !isNonNegative(span))) {
            return Optional.empty();
        }
        return fromSteps(loop, paths, guard, comparison, variable, changes, span, least, rising);
    }

    private Optional<Candidate> fromSteps(
            Loop loop,
            LoopPaths paths,
            Guard guard,
            Comparison comparison,
            Moving variable,
            LoopPaths.Changes changes,
            Formula span,
            long least,
            boolean rising) {
        boolean everyTurn = flow.onEveryTurn(loop, guard.block()) && flow.loopOf(guard.block()) == loop;
        Set<Integer> progress = new HashSet<>();
        long step = least;
        if (least < 1) {
            // some path does not move it: count only the turns that do
            step = Long.MAX_VALUE;
            for (int block : changes.steps()) {
                Change own = paths.within(block, Integer.MAX_VALUE, variable.variable());
                long amount = rising ? own.least() : -own.most();
                if (amount >= 1 && flow.loopOf(block) == loop) {
                    progress.add(block);
                    step = Math.min(step, amount);
                }
            }
            if (progress.isEmpty()) {
                return Optional.empty();
            }
            boolean guarded = everyTurn || progress.stream().allMatch(block -> flow.dominates(guard.block(), block));
            if (!guarded) {
                return Optional.empty();
            }
        }
        Change before = changes.before()
                .getOrDefault(guard.block(), Change.NONE)
                .then(paths.within(guard.block(), guard.point(), variable.variable()));
        long ahead = least < 1 ? 0 : Math.max(0, rising ? before.least() : -before.most());
        Formula passes = span.minus(Formula.of(ahead)).ceilDividedBy(step).atLeastZero();
        Driver driver = variable.variable().kind() == Variable.Kind.SIZE
                ? Driver.DATA
                : passes.isConstant() ? Driver.CONSTANT : Driver.COUNTER;
        List<Step> derivation = List.of(
                step(guard.line(), "stays while " + stays(guard)),
                step(
                        stepLine(paths, changes, variable.variable()),
                        text.of(variable.variable().place()) + (rising ? " rises" : " falls") + " by at least " + step
                                + (least < 1 ? " where it moves" : " each turn")),
                step(guard.line(), "at most " + passes + " passes"));
        boolean usable = least >= 1 && everyTurn;
        return usable || !progress.isEmpty()
                ? Optional.of(new Candidate(guard, passes, driver, progress, usable, derivation))
                : Optional.empty();
    }

    private int stepLine(LoopPaths paths, LoopPaths.Changes changes, Variable variable) {
        for (int block : changes.steps()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(variable.place())) {
                    return instruction.line();
                }
            }
        }
        return changes.steps().isEmpty()
                ? procedure.location().line()
                : flow.body().blocks().get(changes.steps().get(0)).instructions().stream()
                        .filter(Instruction.Invoke.class::isInstance)
                        .mapToInt(Instruction::line)
                        .findFirst()
                        .orElse(procedure.location().line());
    }

    private Optional<Candidate> geometric(
            Loop loop, Guard guard, Change turn, boolean rising, Values.Range start, Values.Range end) {
        if (!flow.onEveryTurn(loop, guard.block())) {
            return Optional.empty();
        }
        boolean shrinking = turn.kind() == Change.Kind.DIVIDE && !rising && isNonNegative(end.lower());
        boolean growing = turn.kind() == Change.Kind.MULTIPLY && rising && isPositive(start.lower());
        if (!shrinking && !growing) {
            return Optional.empty();
        }
        Formula passes = (shrinking ? start.upper() : end.upper()).log2().plus(Formula.ONE);
        List<Step> derivation = List.of(
                step(guard.line(), "stays while " + stays(guard)),
                step(
                        guard.line(),
                        (shrinking ? "divided" : "multiplied") + " by at least " + turn.least() + " each turn"),
                step(guard.line(), "at most " + passes + " passes"));
        return Optional.of(new Candidate(guard, passes, Driver.HALVING, Set.of(), true, derivation));
    }

    private static boolean isNonNegative(Formula formula) {
        return formula.atLeastZero().equals(formula);
    }

    private static boolean isPositive(Formula formula) {
        return isNonNegative(formula.minus(Formula.ONE));
    }

    private boolean neverDown(LoopPaths paths, Moving variable) {
        return steps(paths, variable).stream().allMatch(Change::neverDown);
    }

    private boolean neverUp(LoopPaths paths, Moving variable) {
        return steps(paths, variable).stream().allMatch(Change::neverUp);
    }

    private List<Change> steps(LoopPaths paths, Moving variable) {
        return paths.of(variable.variable()).steps().stream()
                .map(block -> paths.within(block, Integer.MAX_VALUE, variable.variable()))
                .toList();
    }

    /** A variable that the loop changes, plus a constant. */
    private record Moving(Variable variable, long offset) {}

    private Optional<Moving> moving(Loop loop, LoopPaths paths, Guard guard, Expression side) {
        if (side instanceof Expression.Cast cast) {
            return moving(loop, paths, guard, cast.value());
        }
        if (side instanceof Expression.Binary binary
                && binary.right() instanceof Expression.Constant constant
                && constant.value() instanceof Long number
                && (binary.operator() == Expression.Operator.PLUS || binary.operator() == Expression.Operator.MINUS)) {
            long offset = binary.operator() == Expression.Operator.PLUS ? number : -number;
            return moving(loop, paths, guard, binary.left()).map(m -> new Moving(m.variable(), m.offset() + offset));
        }
        if (side instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            Optional<Expression> inlined = facts.inlined(procedure, call);
            if (inlined.isPresent()) {
                return moving(loop, paths, guard, inlined.get());
            }
            Expression holder = measured(call);
            if (holder != null) {
                Variable size = new Variable(Variable.Kind.SIZE, holder);
                return paths.of(size).steps().isEmpty() ? Optional.empty() : Optional.of(new Moving(size, 0));
            }
            return Optional.empty();
        }
        if (side instanceof Expression.Local local) {
            int at = definedAt(guard.block(), guard.point(), local);
            if (at >= 0
                    && flow.body().blocks().get(guard.block()).instructions().get(at)
                            instanceof Instruction.Assign assign
                    && !Change.ofAssignment(assign.value(), local).equals(Change.NONE)
                    && Change.ofAssignment(assign.value(), local).kind() == Change.Kind.UNKNOWN
                    && isPlace(assign.value())) {
                // a copy of the counter, read before the counter moved on
                Variable copied = new Variable(Variable.Kind.VALUE, assign.value());
                long moved = movedSince(paths, guard, at, copied);
                return moved == Long.MIN_VALUE || paths.of(copied).steps().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Moving(copied, -moved));
            }
        }
        if (isPlace(side)) {
            Variable variable = new Variable(Variable.Kind.VALUE, side);
            return paths.of(variable).steps().isEmpty() ? Optional.empty() : Optional.of(new Moving(variable, 0));
        }
        return Optional.empty();
    }

    /** How much the variable moves between an instruction of the guard's block and the guard. */
    private long movedSince(LoopPaths paths, Guard guard, int from, Variable variable) {
        Change whole = paths.within(guard.block(), guard.point(), variable);
        Change first = paths.within(guard.block(), from + 1, variable);
        if (whole.kind() != Change.Kind.ADD || first.kind() != Change.Kind.ADD || whole.least() != whole.most()) {
            return Long.MIN_VALUE;
        }
        return whole.least() - first.least();
    }

    private static boolean isPlace(Expression expression) {
        return expression instanceof Expression.Local
                || expression instanceof Expression.Field field
                        && (field.receiver() == null
                                || field.receiver() instanceof Expression.This
                                || field.receiver() instanceof Expression.Local
                                || isPlace(field.receiver()));
    }

    private boolean isVariable(Loop loop, LoopPaths paths, Expression side) {
        return isPlace(side)
                && !paths.of(new Variable(Variable.Kind.VALUE, side)).steps().isEmpty();
    }

    private @Nullable Expression measured(Instruction.Invoke call) {
        return facts.size(procedure, call)
                                .filter(size ->
                                        size.relation() == dev.agentcost.analyzer.catalog.Size.Relation.NUMBER_OF)
                                .isPresent()
                        && call.receiver() != null
                        && isPlace(call.receiver())
                ? call.receiver()
                : null;
    }

    private Optional<Values.Range> start(Loop loop, Variable variable) {
        if (variable.kind() == Variable.Kind.SIZE) {
            return startSize(loop, variable.place());
        }
        if (variable.place() instanceof Expression.Field field) {
            Optional<Values.Range> before = lastBefore(loop, field);
            return before.isPresent() ? before : values.initial(procedure, field);
        }
        List<Expression> definitions = definitionsBefore(loop, (Expression.Local) variable.place());
        Values.Range range = null;
        for (Expression definition : definitions) {
            Optional<Values.Range> one = values.range(procedure, definition);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            Values.Range known = one.get();
            range = range == null
                    ? known
                    : new Values.Range(
                            range.lower().min(known.lower()), range.upper().max(known.upper()));
        }
        return Optional.ofNullable(range);
    }

    private Optional<Values.Range> startSize(Loop loop, Expression place) {
        Formula upper = values.size(procedure, place);
        if (place instanceof Expression.Local local) {
            List<Expression> definitions = definitionsBefore(loop, local);
            boolean fresh = definitions.stream().allMatch(this::isEmptyCollection);
            return Optional.of(new Values.Range(Formula.ZERO, fresh ? Formula.ZERO : upper));
        }
        return Optional.of(new Values.Range(Formula.ZERO, upper));
    }

    private boolean isEmptyCollection(Expression value) {
        return value instanceof Expression.Result result
                && origins.call(procedure, result.call()).target().name().equals("<init>")
                && origins.call(procedure, result.call()).arguments().isEmpty();
    }

    private Optional<Values.Range> lastBefore(Loop loop, Expression.Field field) {
        List<Expression> found = new ArrayList<>();
        return reaching(loop, field, found) && !found.isEmpty()
                ? found.stream()
                        .map(value -> values.range(procedure, value))
                        .reduce((a, b) -> a.flatMap(x -> b.map(y -> new Values.Range(
                                x.lower().min(y.lower()), x.upper().max(y.upper())))))
                        .orElse(Optional.empty())
                : Optional.empty();
    }

    private List<Expression> definitionsBefore(Loop loop, Expression.Local local) {
        List<Expression> found = new ArrayList<>();
        boolean everywhere = reaching(loop, local, found);
        if (!everywhere) {
            found.add(
                    procedure.body().parameters().contains(local.name()) ? local : new Expression.Opaque(local.name()));
        }
        return found;
    }

    /** Collects what the place was last assigned on each way into the loop; false if some way assigns nothing. */
    private boolean reaching(Loop loop, Expression place, List<Expression> found) {
        boolean everywhere = true;
        Set<Integer> seen = new HashSet<>();
        java.util.Deque<Integer> work = new java.util.ArrayDeque<>();
        for (FlowEdge edge : flow.incoming(loop.header())) {
            if (flow.isReachable(edge.from()) && !loop.contains(edge.from())) {
                work.add(edge.from());
            }
        }
        if (work.isEmpty()) {
            return false;
        }
        while (!work.isEmpty()) {
            int block = work.pop();
            if (!seen.add(block)) {
                continue;
            }
            Expression last = lastAssigned(block, place);
            if (last != null) {
                if (!found.contains(last)) {
                    found.add(last);
                }
                continue;
            }
            if (block == 0) {
                everywhere = false;
            }
            for (FlowEdge edge : flow.incoming(block)) {
                if (flow.isReachable(edge.from())) {
                    work.add(edge.from());
                }
            }
        }
        return everywhere;
    }

    private @Nullable Expression lastAssigned(int block, Expression place) {
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(place)) {
                return assign.value();
            }
        }
        return null;
    }

    // ---- what does not change in the loop

    private boolean isInvariant(Loop loop, LoopPaths paths, Expression expression) {
        if (expression instanceof Expression.Constant
                || expression instanceof Expression.Null
                || expression instanceof Expression.This
                || expression instanceof Expression.ClassLiteral) {
            return true;
        } else if (expression instanceof Expression.Local || expression instanceof Expression.Field) {
            boolean holder = !(expression instanceof Expression.Field field)
                    || field.receiver() == null
                    || isInvariant(loop, paths, field.receiver());
            return holder
                    && (paths.of(new Variable(Variable.Kind.VALUE, expression))
                                    .steps()
                                    .isEmpty()
                            || isRecomputed(loop, paths, expression));
        } else if (expression instanceof Expression.Binary binary) {
            return isInvariant(loop, paths, binary.left()) && isInvariant(loop, paths, binary.right());
        } else if (expression instanceof Expression.Cast cast) {
            return isInvariant(loop, paths, cast.value());
        } else if (expression instanceof Expression.Negate negate) {
            return isInvariant(loop, paths, negate.operand());
        } else if (expression instanceof Expression.Length length) {
            return isInvariant(loop, paths, length.array());
        } else if (expression instanceof Expression.Choice choice) {
            return isInvariant(loop, paths, choice.test())
                    && isInvariant(loop, paths, choice.then())
                    && isInvariant(loop, paths, choice.otherwise());
        } else if (expression instanceof Expression.Result result) {
            return isInvariantCall(loop, paths, origins.call(procedure, result.call()));
        }
        return false;
    }

    /** A local that each turn computes anew from what does not change. */
    private boolean isRecomputed(Loop loop, LoopPaths paths, Expression expression) {
        return expression instanceof Expression.Local local
                && origins.only(procedure, local)
                        .filter(only -> !mentions(only, local) && isInvariant(loop, paths, only))
                        .isPresent();
    }

    private static boolean mentions(Expression expression, Expression.Local local) {
        return expression.equals(local)
                || expression instanceof Expression.Binary binary
                        && (mentions(binary.left(), local) || mentions(binary.right(), local));
    }

    private boolean isInvariantCall(Loop loop, LoopPaths paths, Instruction.Invoke call) {
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return isInvariant(loop, paths, inlined.get());
        }
        if (facts.mayVary(procedure, call)) {
            return false;
        }
        boolean operands = (call.receiver() == null || isInvariant(loop, paths, call.receiver()))
                && call.arguments().stream().allMatch(argument -> isInvariant(loop, paths, argument));
        Expression holder = measured(call);
        return operands
                && (holder == null
                        || paths.of(new Variable(Variable.Kind.SIZE, holder))
                                .steps()
                                .isEmpty());
    }

    // ---- data

    private Optional<Candidate> data(Loop loop, LoopPaths paths, Guard guard) {
        boolean everyTurn = flow.onEveryTurn(loop, guard.block()) && flow.loopOf(guard.block()) == loop;
        if (!everyTurn) {
            return Optional.empty();
        }
        if (guard.condition() instanceof Expression.HasNext next && guard.stayWhen()) {
            Expression collection = collectionOf(next.cursor());
            Formula size = values.size(procedure, collection);
            return Optional.of(dataCandidate(guard, size, "one turn for each element of " + text.of(collection)));
        }
        return cursor(loop, guard).or(() -> emptied(loop, paths, guard)).or(() -> chain(loop, guard));
    }

    private Candidate dataCandidate(Guard guard, Formula size, String why) {
        return new Candidate(
                guard,
                size,
                size.isConstant() ? Driver.CONSTANT : Driver.DATA,
                Set.of(),
                true,
                List.of(step(guard.line(), why), step(guard.line(), "at most " + size + " passes")));
    }

    private Expression collectionOf(Expression cursor) {
        if (cursor instanceof Expression.Local local) {
            if (origins.only(procedure, local).orElse(cursor) instanceof Expression.Cursor opened) {
                return opened.collection();
            }
        }
        return cursor;
    }

    /** {@code while (it.hasNext())} with {@code it.next()}, {@code while ((line = reader.readLine()) != null)}. */
    private Optional<Candidate> cursor(Loop loop, Guard guard) {
        for (Instruction.Invoke call : callsIn(loop, guard)) {
            Cursor cursor = facts.cursor(procedure, call).orElse(null);
            if (cursor == null || call.receiver() == null) {
                continue;
            }
            boolean moves =
                    cursor == Cursor.ADVANCE_AND_TEST || cursor == Cursor.TEST && isAdvanced(loop, call.receiver());
            if (moves && facts.pace(procedure, call).isEmpty() && !isAssignedIn(loop, call.receiver())) {
                Formula size = Formula.of(new Symbol(
                        "size of " + text.of(call.receiver()),
                        Kind.COUNT,
                        false,
                        "",
                        Assumption.COLLECTION_SIZE.key()));
                return Optional.of(
                        dataCandidate(guard, size, "each turn takes one element from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    private boolean isAssignedIn(Loop loop, Expression place) {
        return instructions(loop).stream()
                .anyMatch(i -> i instanceof Instruction.Assign assign
                        && assign.target().equals(place));
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

    /** Calls that the guard's condition takes its value from, in this turn. */
    private List<Instruction.Invoke> callsIn(Loop loop, Guard guard) {
        List<Instruction.Invoke> found = new ArrayList<>();
        collect(loop, guard.condition(), found, new HashSet<>());
        return found;
    }

    private void collect(Loop loop, Expression expression, List<Instruction.Invoke> found, Set<Expression> seen) {
        if (!seen.add(expression)) {
            return;
        }
        if (expression instanceof Expression.Result result) {
            found.add(origins.call(procedure, result.call()));
        } else if (expression instanceof Expression.Binary binary) {
            collect(loop, binary.left(), found, seen);
            collect(loop, binary.right(), found, seen);
        } else if (expression instanceof Expression.Not not) {
            collect(loop, not.operand(), found, seen);
        } else if (expression instanceof Expression.Cast cast) {
            collect(loop, cast.value(), found, seen);
        } else if (expression instanceof Expression.InstanceOf test) {
            collect(loop, test.value(), found, seen);
        } else if (expression instanceof Expression.Local local) {
            for (Instruction instruction : instructions(loop)) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    collect(loop, assign.value(), found, seen);
                }
            }
        }
    }

    private List<Instruction> instructions(Loop loop) {
        List<Instruction> found = new ArrayList<>();
        for (Block block : flow.body().blocks()) {
            if (loop.contains(block.id())) {
                found.addAll(block.instructions());
            }
        }
        return found;
    }

    /** {@code while (!queue.isEmpty())} with only removals. */
    private Optional<Candidate> emptied(Loop loop, LoopPaths paths, Guard guard) {
        for (Instruction.Invoke call : callsIn(loop, guard)) {
            boolean tests =
                    facts.cursor(procedure, call).filter(c -> c == Cursor.TEST).isPresent();
            if (!tests || call.receiver() == null || !isPlace(call.receiver())) {
                continue;
            }
            Change turn =
                    paths.of(new Variable(Variable.Kind.SIZE, call.receiver())).turn();
            if (turn.kind() == Change.Kind.ADD && turn.most() <= -1) {
                Formula size = values.size(procedure, call.receiver());
                return Optional.of(dataCandidate(guard, size, "each turn removes from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    /** {@code while (node != null) node = node.next}. */
    private Optional<Candidate> chain(Loop loop, Guard guard) {
        Optional<Comparison> comparison = Comparison.of(guard.condition(), guard.stayWhen());
        if (comparison.isEmpty()
                || comparison.get().form() != Comparison.Form.UNEQUAL
                || !(comparison.get().less() instanceof Expression.Local local)
                || !(comparison.get().more() instanceof Expression.Null)) {
            return Optional.empty();
        }
        for (Instruction instruction : instructions(loop)) {
            if (instruction instanceof Instruction.Assign assign
                    && assign.target().equals(local)
                    && isPartOf(assign.value(), local)) {
                Formula length = Formula.of(new Symbol(
                        "length of the chain from " + text.of(local),
                        Kind.COUNT,
                        false,
                        "",
                        Assumption.COLLECTION_SIZE.key()));
                return Optional.of(dataCandidate(guard, length, "each turn goes on to the next link of a chain"));
            }
        }
        return Optional.empty();
    }

    private boolean isPartOf(Expression value, Expression.Local local) {
        if (value instanceof Expression.Field field) {
            return local.equals(field.receiver());
        }
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return local.equals(call.receiver()) && call.arguments().isEmpty() && !facts.reachesModel(procedure, call);
        }
        return value instanceof Expression.Cast cast && isPartOf(cast.value(), local);
    }

    // ---- several guards together

    private Optional<LoopBound> together(Loop loop, LoopPaths paths, List<Candidate> candidates) {
        List<Candidate> partial =
                candidates.stream().filter(c -> !c.progress().isEmpty()).toList();
        Set<Integer> covered = new HashSet<>();
        Formula sum = Formula.ZERO;
        List<Step> derivation = new ArrayList<>();
        for (Candidate candidate : partial) {
            if (covered.containsAll(candidate.progress())) {
                continue;
            }
            covered.addAll(candidate.progress());
            sum = sum.plus(candidate.passes());
            derivation.addAll(candidate.derivation());
        }
        if (covered.isEmpty() || paths.canAvoid(covered)) {
            return Optional.empty();
        }
        derivation.add(step(line(loop), "every turn makes one of these steps: at most " + sum + " together"));
        Driver driver = sum.isConstant() ? Driver.CONSTANT : Driver.COUNTER;
        return Optional.of(new LoopBound(driver, sum, -1, false, derivation, "", false));
    }

    // ---- no bound

    private LoopBound unbounded(Loop loop, List<Guard> guards) {
        Optional<LoopBound> paced = paced(loop);
        if (paced.isPresent()) {
            return paced.get();
        }
        for (Guard guard : guards) {
            if (flow.onEveryTurn(loop, guard.block())
                    && callsIn(loop, guard).stream().anyMatch(call -> facts.readsClock(procedure, call))) {
                Formula turns = Formula.of(new Symbol(
                        "turns before the deadline at " + procedure.at(guard.line()),
                        Kind.COUNT,
                        false,
                        "",
                        Assumption.EXTERNAL_TURNS.key()));
                return new LoopBound(
                        Driver.DEADLINE,
                        turns,
                        guard.block(),
                        isHeaded(loop, guard),
                        List.of(step(guard.line(), "stays while " + stays(guard) + ": limited by time")),
                        "",
                        false);
            }
        }
        List<Step> why = new ArrayList<>();
        boolean answered = false;
        for (Guard guard : guards) {
            boolean byModel = facts.isAnswer(procedure, guard.condition());
            answered |= byModel;
            why.add(step(
                    guard.line(),
                    "may leave when " + leaves(guard)
                            + (byModel
                                    ? ": the model's answer decides"
                                    : ": nothing here makes that happen after some turns")));
        }
        if (guards.isEmpty()) {
            why.add(step(line(loop), "no test leaves the loop"));
        }
        boolean model = answered || callsModel(loop) && !leavesByTestAlone(guards);
        return new LoopBound(
                model ? Driver.MODEL : Driver.NONE,
                null,
                -1,
                false,
                why,
                "count the turns and leave at a limit: for (int turn = 0; turn < MAX_TURNS; turn++) at line "
                        + line(loop),
                false);
    }

    private static boolean leavesByTestAlone(List<Guard> guards) {
        return guards.isEmpty();
    }

    private boolean callsModel(Loop loop) {
        return instructions(loop).stream()
                .anyMatch(i -> i instanceof Instruction.Invoke call && facts.reachesModel(procedure, call));
    }

    private Optional<LoopBound> paced(Loop loop) {
        for (Block block : flow.body().blocks()) {
            if (!loop.contains(block.id()) || !flow.onEveryTurn(loop, block.id())) {
                continue;
            }
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call) {
                    Optional<Pace> pace = facts.pace(procedure, call);
                    if (pace.isPresent()) {
                        return Optional.of(paced(loop, call, pace.get()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound paced(Loop loop, Instruction.Invoke call, Pace pace) {
        boolean person = pace == Pace.PERSON;
        Formula turns = Formula.of(new Symbol(
                (person ? "inputs of a person at " : "events from outside at ") + procedure.at(line(loop)),
                Kind.COUNT,
                false,
                "",
                Assumption.EXTERNAL_TURNS.key()));
        return new LoopBound(
                person ? Driver.PERSON : Driver.EXTERNAL,
                turns,
                -1,
                true,
                List.of(step(
                        call.line(),
                        "each turn waits for " + (person ? "a person's input" : "an event from outside") + " in "
                                + call.target().name() + "()")),
                "",
                false);
    }

    // ---- texts

    private String stays(Guard guard) {
        return (guard.stayWhen() ? "" : "not ") + text.of(guard.condition());
    }

    private String leaves(Guard guard) {
        return (guard.stayWhen() ? "not " : "") + text.of(guard.condition());
    }

    /** Line of the loop statement, or of its header's first instruction. */
    public int line(Loop loop) {
        if (loop.syntax() != null) {
            return loop.syntax().line();
        }
        return flow.body().blocks().get(loop.header()).instructions().stream()
                .mapToInt(Instruction::line)
                .findFirst()
                .orElse(procedure.location().line());
    }

    private Step step(int line, String what) {
        return new Step(procedure.at(line), what);
    }

    /** Range of each local that counts a bounded loop, for the loops inside it. */
    void assumeRanges(Loop loop, Map<Loop, LoopBound> bounds) {
        LoopBound bound = bounds.get(loop);
        if (bound == null || bound.passes() == null || bound.guard() < 0) {
            return;
        }
        Terminator end = flow.body().blocks().get(bound.guard()).terminator();
        if (end instanceof Terminator.Branch branch) {
            boolean stayWhen = loop.contains(branch.whenTrue());
            Comparison.of(branch.condition(), stayWhen)
                    .filter(c -> c.less() instanceof Expression.Local)
                    .ifPresent(c -> values.range(procedure, c.more()).ifPresent(limit -> {
                        Expression.Local local = (Expression.Local) c.less();
                        start(loop, new Variable(Variable.Kind.VALUE, local))
                                .ifPresent(start -> values.assume(
                                        procedure,
                                        local,
                                        new Values.Range(
                                                start.lower(),
                                                c.form() == Comparison.Form.STRICT
                                                        ? limit.upper().minus(Formula.ONE)
                                                        : limit.upper())));
                    }));
        }
    }

    /** The bounds of all loops of the procedure. */
    public Map<Loop, LoopBound> all() {
        Map<Loop, LoopBound> bounds = new java.util.LinkedHashMap<>();
        for (Loop loop : flow.loops()) {
            bounds.put(loop, of(loop));
            assumeRanges(loop, bounds);
        }
        return bounds;
    }
}
