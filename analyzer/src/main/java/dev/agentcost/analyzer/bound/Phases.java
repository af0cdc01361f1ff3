package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.KnownLocals;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Loops that go from phase to phase: {@code switch (phase) { case PLAN -> phase = ACT; case ACT -> phase = DONE; }}. Each turn
 * begins in one of a few phases that are named by constants; where no phase comes again once it was left, and none stays, there
 * are no more turns than phases. A phase that a turn may come back to limits nothing.
 */
final class Phases {

    /** How many pairs of a block and what is known there are looked at. */
    private static final int MOST_STATES = 1_000;

    private static final int MOST_PHASES = 64;

    /** How many calls deep a phase is followed into methods of the object. */
    private static final int MOST_CALLS = 2;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final CallFacts facts;
    private final Values values;
    private final ExpressionText text;
    private final Effort effort;
    private final int calls;

    Phases(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            CallFacts facts,
            Values values,
            ExpressionText text,
            Effort effort) {
        this(procedure, flow, origins, facts, values, text, effort, MOST_CALLS);
    }

    private Phases(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            CallFacts facts,
            Values values,
            ExpressionText text,
            Effort effort,
            int calls) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.facts = facts;
        this.values = values;
        this.text = text;
        this.effort = effort;
        this.calls = calls;
    }

    /** The bound by the number of phases. */
    Optional<LoopBound> of(Loop loop, int line) {
        for (Expression place : assigned(loop)) {
            Optional<Set<Expression>> begins = constants(place);
            if (begins.isEmpty()) {
                continue;
            }
            Map<Expression, Phase> phases = new LinkedHashMap<>();
            if (follow(loop, place, begins.get(), phases)) {
                int longest = longest(phases);
                if (longest > 0) {
                    return Optional.of(bound(line, place, begins.get(), longest));
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound bound(int line, Expression place, Set<Expression> phases, int longest) {
        Set<String> names = new TreeSet<>();
        phases.forEach(phase -> names.add(text.of(phase)));
        return new LoopBound(
                Driver.CONSTANT,
                Formula.of(longest),
                -1,
                true,
                List.of(new Step(
                        procedure.at(line),
                        "each turn leaves the phase that " + text.of(place) + " tells for good: "
                                + String.join(", ", names))),
                "",
                false);
    }

    /** The locals, and fields of the object, that a turn assigns. */
    private Set<Expression> assigned(Loop loop) {
        Set<Expression> found = new LinkedHashSet<>();
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign && isPlace(assign.target())) {
                    found.add(assign.target());
                } else if (instruction instanceof Instruction.Invoke call) {
                    called(call).ifPresent(code -> addMoved(code, calls, found));
                }
            }
        }
        return found;
    }

    private void addMoved(Procedure code, int depth, Set<Expression> found) {
        for (Block block : code.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Field field
                        && isPlace(field)) {
                    found.add(field);
                } else if (instruction instanceof Instruction.Invoke call && depth > 1) {
                    called(call).ifPresent(inner -> addMoved(inner, depth - 1, found));
                }
            }
        }
    }

    /** The method of the object itself that the call runs, whichever it is. */
    private Optional<Procedure> called(Instruction.Invoke call) {
        List<MethodDeclaration> targets = call.receiver() instanceof Expression.This && calls > 0
                ? values.program().dispatch(call.target())
                : List.of();
        return targets.size() == 1 ? values.program().procedure(targets.get(0).key()) : Optional.empty();
    }

    private static boolean isPlace(Expression place) {
        return place instanceof Expression.Local
                || place instanceof Expression.Field field && field.receiver() instanceof Expression.This;
    }

    /** The constants that a place is ever assigned; empty where it may hold something else. */
    private Optional<Set<Expression>> constants(Expression place) {
        boolean open = place instanceof Expression.Field field
                && values.program()
                        .declaration(field)
                        .filter(declared -> !declared.isOpen())
                        .isEmpty();
        if (open) {
            return Optional.empty();
        }
        List<Origin> given = place instanceof Expression.Local local
                ? origins.assigned(procedure, local)
                : origins.assigned((Expression.Field) place);
        Set<Expression> found = new LinkedHashSet<>();
        for (Origin one : given) {
            Optional<Set<Expression>> some = constants(one.procedure(), one.expression());
            if (some.isEmpty()) {
                return some;
            }
            found.addAll(some.get());
        }
        boolean handed = place instanceof Expression.Local local && Values.parameter(procedure, local) >= 0;
        return handed || found.size() < 2 || found.size() > MOST_PHASES ? Optional.empty() : Optional.of(found);
    }

    private Optional<Set<Expression>> constants(Procedure where, Expression value) {
        Set<Expression> found = new LinkedHashSet<>();
        return collect(where, value, found, new HashSet<>()) && !found.isEmpty()
                ? Optional.of(found)
                : Optional.empty();
    }

    /** Collects the constants that a value may be, itself or as what a method of the sources returns; false where it may be another. */
    private boolean collect(Procedure where, Expression value, Set<Expression> found, Set<Origin> seen) {
        if (isPhase(value)) {
            found.add(value);
            return found.size() <= MOST_PHASES;
        } else if (!seen.add(new Origin(where, value))) {
            return true;
        } else if (value instanceof Expression.Choice choice) {
            return collect(where, choice.then(), found, seen) && collect(where, choice.otherwise(), found, seen);
        } else if (value instanceof Expression.Cast cast) {
            return collect(where, cast.value(), found, seen);
        } else if (successor(where, value) != null) {
            return collectConstants(where, value, found);
        } else if (value instanceof Expression.Local local && Values.parameter(where, local) >= 0) {
            return collectGiven(where, local, found, seen);
        } else if (value instanceof Expression.Local local) {
            return origins.declaring(where, local).isLambda() == where.isLambda()
                    && collectAll(origins.assigned(where, local), found, seen);
        } else if (value instanceof Expression.Result result) {
            return collectReturned(origins.call(where, result.call()), found, seen);
        }
        return false;
    }

    /** What the callers of a method give its parameter, where they are all known. */
    private boolean collectGiven(Procedure where, Expression.Local parameter, Set<Expression> found, Set<Origin> seen) {
        int index = Values.parameter(where, parameter);
        return !where.isLambda()
                && where.method().modifiers().isPrivate()
                && origins.assigned(where, parameter).isEmpty()
                && origins.callers(where.method()).stream()
                        .allMatch(site -> index < site.getValue().arguments().size()
                                && collect(
                                        site.getKey(),
                                        site.getValue().arguments().get(index),
                                        found,
                                        seen));
    }

    private boolean collectConstants(Procedure where, Expression value, Set<Expression> found) {
        Successor successor = Objects.requireNonNull(successor(where, value));
        List<Expression> constants = values.sizes().enumConstants(successor.type());
        found.addAll(constants);
        return !constants.isEmpty() && found.size() <= MOST_PHASES;
    }

    /**
     * {@code Phase.values()[phase.ordinal() + 1]}.
     *
     * @param of the phase that it comes after
     * @param type the enum
     * @param by how many places it comes after that
     */
    private record Successor(Expression of, String type, int by) {}

    private @Nullable Successor successor(Procedure where, Expression value) {
        if (!(value instanceof Expression.Element element
                && element.array() instanceof Expression.Result array
                && element.index() instanceof Expression.Binary index
                && index.operator() == Expression.Operator.PLUS
                && index.left() instanceof Expression.Result left
                && index.right() instanceof Expression.Constant right
                && right.value() instanceof Long by)) {
            return null;
        }
        Instruction.Invoke all = origins.call(where, array.call());
        Instruction.Invoke place = origins.call(where, left.call());
        boolean plain = all.target().name().equals("values")
                && all.target().staticCall()
                && all.arguments().isEmpty()
                && place.target().name().equals("ordinal")
                && place.arguments().isEmpty()
                && by > 0
                && by <= MOST_PHASES;
        return plain && place.receiver() != null
                ? new Successor(place.receiver(), all.target().owner(), by.intValue())
                : null;
    }

    /** The phase that comes after the one that is known; none where the array has no such place. */
    private Set<Optional<Expression>> after(@Nullable Expression phase, Successor successor) {
        List<Expression> constants = values.sizes().enumConstants(successor.type());
        int at = phase == null ? -1 : constants.indexOf(phase);
        if (at < 0) {
            return Set.of(Optional.empty());
        }
        int next = at + successor.by();
        return next < constants.size() ? Set.of(Optional.of(constants.get(next))) : Set.of();
    }

    private boolean collectReturned(Instruction.Invoke call, Set<Expression> found, Set<Origin> seen) {
        List<MethodDeclaration> targets = values.program().dispatch(call.target());
        return !targets.isEmpty()
                && targets.stream()
                        .allMatch(target -> values.program()
                                .procedure(target.key())
                                .filter(code -> collectAll(origins.returned(code), found, seen))
                                .isPresent());
    }

    private boolean collectAll(List<Origin> all, Set<Expression> found, Set<Origin> seen) {
        return !all.isEmpty() && all.stream().allMatch(one -> collect(one.procedure(), one.expression(), found, seen));
    }

    /** A constant of an enum, or a text: two of different names are different. */
    private boolean isPhase(Expression value) {
        return value instanceof Expression.Constant constant && constant.value() instanceof String
                || value instanceof Expression.Field field
                        && field.receiver() == null
                        && values.sizes().isEnumConstant(field);
    }

    // ---- turns

    private record State(int block, Map<Expression, Expression> known) {}

    /**
     * What is known of a phase.
     *
     * @param turns 1 where the loop begins a turn in it, 0 where it ends at once
     * @param next the phases that may follow
     */
    private record Phase(int turns, Set<Expression> next) {}

    /** Finds what phases may follow each; false where that cannot be told. */
    private boolean follow(Loop loop, Expression place, Set<Expression> begins, Map<Expression, Phase> phases) {
        Set<Expression> tracked = tracked(flow.instructions(loop), place);
        for (Expression phase : begins) {
            if (!follow(loop, place, tracked, phase, phases)) {
                return false;
            }
        }
        boolean given = !(place instanceof Expression.Field field)
                || isInitialized(field)
                || origins.assigned(field).stream()
                        .anyMatch(origin -> origin.procedure().method().name().startsWith("<"));
        // else a field may have been given nothing yet
        return given || follow(loop, place, tracked, new Expression.Null(), phases);
    }

    private boolean isInitialized(Expression.Field field) {
        return values.program()
                .declaration(field)
                .filter(declared -> declared.constant() != null
                        || declared.initializer() != null && !(declared.initializer() instanceof Expression.Null))
                .isPresent();
    }

    private boolean follow(
            Loop loop, Expression place, Set<Expression> tracked, Expression phase, Map<Expression, Phase> phases) {
        Set<State> seen = new HashSet<>();
        Set<Expression> next = new LinkedHashSet<>();
        boolean told = turn(loop, place, tracked, phase, seen, next);
        phases.put(phase, new Phase(seen.size() > 1 || !next.isEmpty() ? 1 : 0, next));
        return told;
    }

    /** The place and the locals that hand it what it is given. */
    private static Set<Expression> tracked(Collection<Instruction> instructions, Expression place) {
        Set<Expression> found = new LinkedHashSet<>(Set.of(place));
        boolean more = true;
        while (more) {
            more = false;
            for (Instruction instruction : instructions) {
                if (instruction instanceof Instruction.Assign assign && found.contains(assign.target())) {
                    more |= addLocals(assign.value(), found);
                }
            }
        }
        return found;
    }

    private static boolean addLocals(Expression value, Set<Expression> found) {
        if (value instanceof Expression.Choice choice) {
            return addLocals(choice.then(), found) | addLocals(choice.otherwise(), found);
        }
        return value instanceof Expression.Local && found.add(value);
    }

    private boolean turn(
            Loop loop,
            Expression place,
            Set<Expression> tracked,
            Expression phase,
            Set<State> seen,
            Set<Expression> next) {
        Deque<State> work = new ArrayDeque<>();
        State first = new State(loop.header(), phase instanceof Expression.Null ? Map.of() : Map.of(place, phase));
        seen.add(first);
        work.add(first);
        while (!work.isEmpty() && seen.size() < MOST_STATES) {
            State at = work.pop();
            effort.spend(1);
            for (Map.Entry<FlowEdge, Map<Expression, Expression>> way : ways(loop, place, tracked, at)) {
                if (way.getKey().to() != loop.header()) {
                    State state = new State(way.getKey().to(), way.getValue());
                    if (seen.add(state)) {
                        work.push(state);
                    }
                } else if (way.getValue().containsKey(place)) {
                    next.add(way.getValue().get(place));
                } else {
                    return false;
                }
            }
        }
        return work.isEmpty();
    }

    /** How a turn may go on from a block, and what is known then. */
    private List<Map.Entry<FlowEdge, Map<Expression, Expression>>> ways(
            @Nullable Loop loop, Expression place, Set<Expression> tracked, State at) {
        Block block = flow.body().blocks().get(at.block());
        Set<Map<Expression, Expression>> ends = Set.of(at.known());
        Set<Map<Expression, Expression>> thrown = new LinkedHashSet<>();
        for (Instruction instruction : block.instructions()) {
            if (KnownLocals.mayFail(instruction)) {
                thrown.addAll(ends);
            }
            ends = after(ends, instruction, place, tracked, thrown);
        }
        thrown.addAll(ends);
        List<Map.Entry<FlowEdge, Map<Expression, Expression>>> found = new ArrayList<>();
        for (FlowEdge edge : flow.outgoing(at.block())) {
            if (loop == null || loop.contains(edge.to())) {
                (edge.kind() == FlowEdge.Kind.EXCEPTION ? thrown : ends)
                        .stream()
                                .filter(known -> isTaken(block, edge, known))
                                .forEach(known -> found.add(Map.entry(edge, known)));
            }
        }
        return found;
    }

    private Set<Map<Expression, Expression>> after(
            Set<Map<Expression, Expression>> before,
            Instruction instruction,
            Expression place,
            Set<Expression> tracked,
            Set<Map<Expression, Expression>> thrown) {
        Set<Map<Expression, Expression>> found = new LinkedHashSet<>();
        for (Map<Expression, Expression> known : before) {
            if (instruction instanceof Instruction.Assign assign) {
                for (Optional<Expression> value : values(assign.value(), known)) {
                    Map<Expression, Expression> changed = new HashMap<>(known);
                    if (value.isEmpty()) {
                        changed.remove(assign.target());
                    } else if (tracked.contains(assign.target())) {
                        changed.put(assign.target(), value.get());
                    }
                    found.add(Map.copyOf(changed));
                }
            } else {
                Instruction.Invoke call = (Instruction.Invoke) instruction;
                if (!facts.changes(procedure, call, place)) {
                    found.add(known);
                    continue;
                }
                Called called = called(call, place, known);
                called.between().forEach(value -> thrown.add(with(known, place, value)));
                called.ends().forEach(value -> found.add(with(known, place, value)));
            }
        }
        return found;
    }

    private static Map<Expression, Expression> with(
            Map<Expression, Expression> known, Expression place, Optional<Expression> value) {
        Map<Expression, Expression> changed = new HashMap<>(known);
        value.ifPresentOrElse(phase -> changed.put(place, phase), () -> changed.remove(place));
        return Map.copyOf(changed);
    }

    /**
     * What a call does to the phase.
     *
     * @param ends what it may be when the call is over
     * @param between what it may be before that, where an exception ends the call
     */
    private record Called(Set<Optional<Expression>> ends, Set<Optional<Expression>> between) {

        /** It may be anything then. */
        private static final Called UNKNOWN = new Called(Set.of(Optional.empty()), Set.of(Optional.empty()));
    }

    /** Follows the phase through a method of the object itself. */
    private Called called(Instruction.Invoke call, Expression place, Map<Expression, Expression> known) {
        Expression phase = known.get(place);
        return called(call)
                .filter(code -> phase != null)
                .flatMap(code -> new Phases(
                                code, ControlFlow.of(code.body()), origins, facts, values, text, effort, calls - 1)
                        .through(place, Objects.requireNonNull(phase), given(code, call, known)))
                .orElse(Called.UNKNOWN);
    }

    /** What the parameters of a method are in the call: for each of several phases that one may be, a way. */
    private List<Map<Expression, Expression>> given(
            Procedure code, Instruction.Invoke call, Map<Expression, Expression> known) {
        List<Map<Expression, Expression>> found = List.of(Map.of());
        List<String> parameters = code.body().parameters();
        for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
            Expression parameter = new Expression.Local(parameters.get(i));
            List<Map<Expression, Expression>> longer = new ArrayList<>();
            for (Optional<Expression> value : values(call.arguments().get(i), known)) {
                found.forEach(before -> longer.add(with(before, parameter, value)));
            }
            found = longer;
        }
        return found;
    }

    /** What becomes of the phase in a run of the whole procedure; empty where that is too much to look at. */
    private Optional<Called> through(Expression place, Expression phase, List<Map<Expression, Expression>> given) {
        List<Instruction> all = flow.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .toList();
        Set<Expression> tracked = tracked(all, place);
        Called called = new Called(new LinkedHashSet<>(), new LinkedHashSet<>());
        Set<State> seen = new HashSet<>();
        Deque<State> work = new ArrayDeque<>();
        given.forEach(known -> work.add(new State(0, with(known, place, Optional.of(phase)))));
        while (!work.isEmpty() && seen.size() < MOST_STATES) {
            State at = work.pop();
            effort.spend(1);
            if (!seen.add(at)) {
                continue;
            }
            Block block = flow.body().blocks().get(at.block());
            Set<Map<Expression, Expression>> ends = Set.of(at.known());
            Set<Map<Expression, Expression>> thrown = new LinkedHashSet<>(ends);
            for (Instruction instruction : block.instructions()) {
                ends = after(ends, instruction, place, tracked, thrown);
                thrown.addAll(ends);
            }
            thrown.forEach(known -> called.between().add(Optional.ofNullable(known.get(place))));
            if (block.terminator() instanceof Terminator.Return) {
                ends.forEach(known -> called.ends().add(Optional.ofNullable(known.get(place))));
            }
            ways(null, place, tracked, at)
                    .forEach(way -> work.push(new State(way.getKey().to(), way.getValue())));
        }
        return work.isEmpty() ? Optional.of(called) : Optional.empty();
    }

    /** What a value may be: each of several phases, or something that is not known. */
    private Set<Optional<Expression>> values(Expression value, Map<Expression, Expression> known) {
        if (isPhase(value)) {
            return Set.of(Optional.of(value));
        } else if (isPlace(value)) {
            return Set.of(Optional.ofNullable(known.get(value)));
        } else if (value instanceof Expression.Choice choice) {
            Set<Optional<Expression>> found = new LinkedHashSet<>(values(choice.then(), known));
            found.addAll(values(choice.otherwise(), known));
            return found;
        } else if (value instanceof Expression.Cast cast) {
            return values(cast.value(), known);
        }
        Successor successor = successor(procedure, value);
        if (successor != null) {
            return after(known.get(successor.of()), successor);
        }
        return value instanceof Expression.Result result
                ? returned(origins.call(procedure, result.call()), value, known)
                : Set.of(Optional.empty());
    }

    /** What a method returns: what comes after the phase that it is asked of, or each constant that it may give. */
    private Set<Optional<Expression>> returned(
            Instruction.Invoke call, Expression value, Map<Expression, Expression> known) {
        List<MethodDeclaration> targets = values.program().dispatch(call.target());
        List<Origin> results = targets.size() == 1
                ? values.program()
                        .procedure(targets.get(0).key())
                        .map(origins::returned)
                        .orElse(List.of())
                : List.of();
        Successor successor = results.size() == 1
                ? successor(results.get(0).procedure(), results.get(0).expression())
                : null;
        if (successor != null && successor.of() instanceof Expression.This && call.receiver() != null) {
            return after(known.get(call.receiver()), successor);
        }
        Set<Optional<Expression>> found = new LinkedHashSet<>();
        constants(procedure, value).ifPresent(some -> some.forEach(one -> found.add(Optional.of(one))));
        return found.isEmpty() ? Set.of(Optional.empty()) : found;
    }

    private boolean isTaken(Block block, FlowEdge edge, Map<Expression, Expression> known) {
        if (edge.kind() == FlowEdge.Kind.EXCEPTION) {
            return true;
        }
        if (block.terminator() instanceof Terminator.Branch branch) {
            Optional<Boolean> decided = decided(branch.condition(), known);
            return decided.isEmpty() || decided.get() == (edge.kind() == FlowEdge.Kind.WHEN_TRUE);
        }
        if (block.terminator() instanceof Terminator.Switch choice) {
            Expression selected = known.get(choice.selector());
            boolean plain = selected != null && choice.labels().stream().allMatch(this::isPhase);
            int label = plain ? choice.labels().indexOf(selected) : -1;
            int target = label >= 0 ? choice.targets().get(label) : choice.otherwise();
            return !plain || edge.to() == target;
        }
        return true;
    }

    private Optional<Boolean> decided(Expression condition, Map<Expression, Expression> known) {
        if (condition instanceof Expression.Not not) {
            return decided(not.operand(), known).map(value -> !value);
        } else if (condition instanceof Expression.Binary binary
                && (binary.operator() == Expression.Operator.EQUAL
                        || binary.operator() == Expression.Operator.NOT_EQUAL)) {
            boolean same = binary.operator() == Expression.Operator.EQUAL;
            return equal(binary.left(), binary.right(), known).map(value -> value == same);
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallTarget target = call.target();
            return target.name().equals("equals")
                            && call.receiver() != null
                            && call.arguments().size() == 1
                    ? equal(call.receiver(), call.arguments().get(0), known)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Boolean> equal(Expression left, Expression right, Map<Expression, Expression> known) {
        Expression one = isPhase(left) ? left : known.get(left);
        Expression other = isPhase(right) ? right : known.get(right);
        return one == null || other == null ? Optional.empty() : Optional.of(one.equals(other));
    }

    // ---- the way through the phases

    /** The turns on the longest way through the phases; 0 where one comes again. */
    private static int longest(Map<Expression, Phase> phases) {
        Map<Expression, Integer> lengths = new HashMap<>();
        int longest = 0;
        for (Expression phase : phases.keySet()) {
            int length = length(phase, phases, lengths, new HashSet<>());
            if (length < 0) {
                return 0;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /** The turns that begin in the phase or behind it; -1 where one comes again, or may be any. */
    private static int length(
            Expression at, Map<Expression, Phase> phases, Map<Expression, Integer> lengths, Set<Expression> open) {
        Integer known = lengths.get(at);
        Phase phase = phases.get(at);
        if (known != null) {
            return known;
        } else if (phase == null || !open.add(at)) {
            return -1;
        }
        int longest = 0;
        for (Expression next : phase.next()) {
            int length = length(next, phases, lengths, open);
            if (length < 0) {
                return -1;
            }
            longest = Math.max(longest, length);
        }
        open.remove(at);
        lengths.put(at, longest + phase.turns());
        return longest + phase.turns();
    }
}
