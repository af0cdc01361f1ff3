package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Bounds of the loops of one procedure. A bound comes from exit tests that every turn passes: what they compare moves in one
 * direction by at least a step on every path back to the header, and the limit does not change in the loop. After Sinn,
 * Zuleger and Veith, "Complexity and Resource Bound Analysis of Imperative Programs Using Difference Constraints" (2017).
 */
public final class LoopBounds {

    /** How a step begins that tells what is wrong with a bound that the source asserts. */
    public static final String ASSERTION = "the assertion ";

    /** How the reason of a loop begins that was too much work. */
    public static final String NOT_DECIDED = "not decided";

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final ExpressionText text;
    private final Effort effort = new Effort();
    private final Invariants invariants;
    private final Guards guards;
    private final Starts starts;
    private final Defaults defaults;
    private final Emptiness emptiness;
    private final LoopNumbers numbers;
    private final DataTests dataTests;
    private final TakingTests takingTests;
    private final Refusals refusals;
    private final OuterCounters outerCounters;
    private final Assertions assertions;
    private final Pacing pacing;
    private final Portions portions;
    private final Flags flags;
    private final FreeTurns freeTurns;
    private final Shrinking shrinking;
    private final Replacements replacements;
    private final Pages pages;
    private final Phases phases;
    private final Restarts restarts;
    private final Reductions reductions;
    private final Remade remade;
    private final Map<Loop, LoopBound> bounds = new LinkedHashMap<>();

    /** Bounds for the loops of a procedure. */
    public LoopBounds(Procedure procedure, ControlFlow flow, Origins origins, Values values, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.text = new ExpressionText(procedure, origins);
        this.invariants = new Invariants(procedure, origins, facts);
        this.guards = new Guards(procedure, flow, origins, facts);
        this.starts = new Starts(procedure, flow, origins, values, facts, effort);
        this.defaults = new Defaults(procedure, flow, origins, values, facts);
        Remainders remainders = new Remainders(procedure, flow, origins, values, facts);
        this.emptiness = new Emptiness(procedure, flow, origins, values, facts, starts, effort);
        this.numbers = new LoopNumbers(procedure, origins, values, facts, starts, defaults, remainders, emptiness);
        this.dataTests = new DataTests(procedure, flow, origins, values, facts, guards, starts, numbers, text, effort);
        Takings takings = new Takings(values.program(), origins);
        this.takingTests = new TakingTests(procedure, flow, origins, values, facts, invariants, starts, takings);
        this.refusals = new Refusals(procedure, flow, facts, text);
        this.outerCounters =
                new OuterCounters(procedure, flow, values, invariants, starts, outer -> paths(outer, edge -> false));
        this.assertions = new Assertions(procedure, flow);
        this.pacing = new Pacing(procedure, flow, origins, facts);
        this.portions = new Portions(procedure, flow, origins, values, facts, text);
        this.flags = new Flags(procedure, flow, facts);
        this.freeTurns = new FreeTurns(procedure, flow, facts, effort);
        this.shrinking = new Shrinking(procedure, flow, origins, facts, starts, text);
        this.pages = new Pages(procedure, flow, values.program(), origins, facts, text);
        this.remade = new Remade(procedure, flow, origins);
        this.reductions = new Reductions(procedure, flow, origins, values, facts, guards, starts, text);
        this.restarts = new Restarts(flow);
        this.phases = new Phases(procedure, flow, origins, facts, values, text, effort);
        this.replacements = new Replacements(procedure, flow, values.program(), origins, values, facts, starts, text);
    }

    /**
     * A bound that one side of a test gives.
     *
     * @param edge how control goes on where the test is passed
     * @param passes how often control does, in the turns that make a step
     * @param every whether every turn makes a step, so that the bound holds for the turns in which the test stands
     * @param stepping the blocks that make a step, where not every turn does
     */
    private record Candidate(
            Guard guard,
            FlowEdge edge,
            Formula passes,
            Driver driver,
            boolean every,
            List<Integer> stepping,
            List<Step> derivation) {}

    /** How many elements the collection in a local or field holds when the loop begins, at most. */
    public Formula sizeBefore(Loop loop, Expression place) {
        try {
            Formula known = starts.size(loop, place).upper();
            return known == null ? values.size(procedure, place) : known;
        } catch (Effort.Spent spent) {
            return values.size(procedure, place);
        }
    }

    /** The bound of a loop, outer loops first. */
    public LoopBound of(Loop loop) {
        return assertions.checked(loop, withDefaults(inferred(loop)));
    }

    /** With a step for each symbol that has a value as long as nobody sets it otherwise. */
    private static LoopBound withDefaults(LoopBound bound) {
        if (bound.passes() == null) {
            return bound;
        }
        List<Step> derivation = new ArrayList<>(bound.derivation());
        SourceLocation place = derivation.get(derivation.size() - 1).location();
        for (Symbol symbol : bound.passes().symbols()) {
            if (symbol.given() != null) {
                String where = symbol.origin().isEmpty() ? "" : " (" + symbol.origin() + ")";
                derivation.add(new Step(
                        place, symbol.name() + " is " + symbol.given() + " unless it is set otherwise" + where));
            }
        }
        return bound.because(derivation);
    }

    private LoopBound inferred(Loop loop) {
        if (flow.isIrreducible()) {
            return pacing.of(loop, guards.of(loop)).orElseGet(() -> unbounded(loop, guards.of(loop)));
        }
        try {
            outerCounters.assume(loop, bounds);
            LoopPaths paths = paths(loop, edge -> false);
            Optional<LoopBound> single = single(loop, paths, candidates(loop, paths, true));
            return single.isPresent()
                    ? single.get()
                    : together(loop, paths, candidates(loop, paths, false))
                            .or(() -> optional(loop, paths, candidates(loop, paths, false)))
                            .or(() -> restarted(loop, paths, candidates(loop, paths, false)))
                            .or(() -> portions.of(loop, paths))
                            .or(() -> shrinking.of(loop, paths))
                            .or(() -> replacements.of(loop, paths))
                            .or(() -> reductions.of(loop, paths, child -> paths(child, edge -> false)))
                            .or(() -> phases.of(loop, line(loop)))
                            .or(() -> ended(loop))
                            .or(() -> refusals.of(loop, counters(loop, paths)))
                            .or(() -> pages.of(loop, paths, guards.of(loop)))
                            .or(() -> pacing.of(loop, guards.of(loop)))
                            .or(() -> costing(loop, paths))
                            .orElseGet(() -> unbounded(loop, guards.of(loop)));
        } catch (Effort.Spent spent) {
            return undecided(loop);
        } finally {
            values.forget();
        }
    }

    private LoopPaths paths(Loop loop, Predicate<FlowEdge> last) {
        LoopSizes sizes = new LoopSizes(
                procedure,
                origins,
                facts,
                values.sizeChanges(),
                value -> numbers.of(loop, value),
                local -> remade.isAlone(loop, local));
        BiFunction<Integer, Expression, Range> ranges = (block, value) -> numbers.of(loop, block, value);
        ChunkEnds ends = new ChunkEnds(procedure, flow, loop, origins, sizes);
        return new LoopPaths(
                procedure,
                flow,
                loop,
                facts,
                ranges,
                sizes,
                new Steps(procedure, loop, origins, defaults, values, ends, ranges),
                effort,
                last,
                emptiness::turnsOnce);
    }

    private Counters counters(Loop loop, LoopPaths paths) {
        return new Counters(procedure, flow, origins, values, facts, invariants, starts, loop, paths);
    }

    // ---- the choice

    /** The best of the tests that every turn passes. */
    private Optional<LoopBound> single(Loop loop, LoopPaths paths, List<Candidate> candidates) {
        Candidate best = null;
        Formula least = null;
        for (Candidate candidate : candidates) {
            if (!candidate.every() || paths.canAvoid(Set.of(candidate.edge()))) {
                continue;
            }
            if (best == null || isBetter(loop, candidate, best)) {
                least = best != null && !isNumber(candidate) && isAlike(loop, candidate, best)
                        ? candidate.passes().min(best.passes())
                        : candidate.passes();
                best = candidate;
            } else if (least != null && !isNumber(best) && isAlike(loop, candidate, best)) {
                least = least.min(candidate.passes());
            }
        }
        if (best == null || least == null) {
            return Optional.empty();
        }
        boolean headed = best.guard().heads(loop);
        // behind one guard of several in the body, there may have been as many full turns as another one allows
        int guard = headed || least.equals(best.passes()) ? best.edge().from() : -1;
        return Optional.of(new LoopBound(best.driver(), least, guard, headed, best.derivation(), "", false));
    }

    /** A test that a turn avoids only where a setting switches the limit off, which its default does not. */
    private Optional<LoopBound> optional(Loop loop, LoopPaths paths, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            Map<FlowEdge, Expression> off = defaults.offEdges(loop, candidate.guard());
            Set<FlowEdge> taken = new LinkedHashSet<>(off.keySet());
            taken.add(candidate.edge());
            if (off.isEmpty() || !candidate.every() || paths.canAvoid(taken)) {
                continue;
            }
            List<Step> derivation = new ArrayList<>(candidate.derivation());
            off.values()
                    .forEach(test -> derivation.add(step(
                            candidate.guard().line(),
                            "the limit holds while " + text.of(test) + ", as it does by default")));
            return Optional.of(new LoopBound(
                    candidate.driver(),
                    candidate.passes(),
                    candidate.edge().from(),
                    candidate.guard().heads(loop),
                    derivation,
                    "",
                    false));
        }
        return Optional.empty();
    }

    /**
     * A test that every turn passes which makes no step of another one, and whose counter begins again with each of those: as many
     * turns before each step, and behind the last one.
     */
    private Optional<LoopBound> restarted(Loop loop, LoopPaths paths, List<Candidate> candidates) {
        for (Candidate outer : candidates) {
            Set<FlowEdge> steps = new LinkedHashSet<>(steps(loop, outer));
            if (steps.isEmpty()) {
                continue;
            }
            LoopPaths between = paths(loop, steps::contains);
            List<Candidate> again = candidates(loop, between, false).stream()
                    .filter(candidate ->
                            restarts.beginAgain(loop, candidate.guard().condition(), steps))
                    .toList();
            Optional<LoopBound> each = single(loop, between, again);
            if (each.isPresent() && each.get().passes() != null) {
                // the turn that makes the step has passed a test at the loop's head, too;
                // and where the other test stands there, the loop ends with the last step
                boolean own = each.get().headed();
                boolean headed = own || outer.guard().heads(loop) && !paths.canAvoid(Set.of(outer.edge()));
                Formula run = each.get().passes();
                Formula all = own
                        ? outer.passes().plus(Formula.ONE).times(run)
                        : outer.passes().times(run.plus(Formula.ONE)).plus(headed ? Formula.ZERO : run);
                List<Step> derivation = new ArrayList<>(outer.derivation());
                derivation.addAll(each.get().derivation());
                derivation.add(step(
                        outer.guard().line(), "that begins again with each step: at most " + all + " passes together"));
                Driver driver = all.isConstant() ? Driver.CONSTANT : Driver.COUNTER;
                return Optional.of(new LoopBound(driver, all, -1, headed, derivation, "", false));
            }
        }
        return Optional.empty();
    }

    /**
     * A limit behind which a turn sets the flag that ends the loop, and goes on to its end. All turns but that last one pass
     * the test.
     */
    private Optional<LoopBound> ended(Loop loop) {
        LastTurns last = LastTurns.of(flow, loop, values::isConstantField, effort);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        LoopPaths paths = paths(loop, last::begin);
        List<Candidate> candidates = candidates(loop, paths, false);
        return single(loop, paths, candidates)
                .or(() -> together(loop, paths, candidates))
                .map(bound -> new LoopBound(
                        bound.driver(),
                        last.leaveAtHead() ? bound.turns() : bound.passes(),
                        -1,
                        last.leaveAtHead() || bound.headed(),
                        bound.derivation(),
                        bound.remedy(),
                        false));
    }

    /**
     * In how many turns of a loop, at most, each of some calls is made: as the passes of a test that each of these turns makes a step of.
     * The loop itself may have no bound. Calls for which that is not known are missing.
     */
    public Map<Instruction.Invoke, LoopBound> turnsWith(Loop loop, Collection<Instruction.Invoke> calls) {
        Map<Instruction.Invoke, LoopBound> found = new HashMap<>();
        try {
            for (Candidate candidate : candidates(loop, paths(loop, edge -> false), false)) {
                Predicate<Integer> makesStep = makesStep(loop, candidate);
                calls.stream()
                        .filter(call -> makesStep.test(flow.blockOf(call)))
                        .forEach(call -> found.putIfAbsent(
                                call,
                                new LoopBound(
                                        candidate.driver(),
                                        candidate.passes(),
                                        -1,
                                        false,
                                        candidate.derivation(),
                                        "",
                                        false)));
            }
        } catch (Effort.Spent spent) {
            return Map.of();
        }
        return found;
    }

    /** Whether each turn that comes to a block makes a step of the candidate. */
    private Predicate<Integer> makesStep(Loop loop, Candidate candidate) {
        // a turn that an exception ends may not have made its step
        Set<FlowEdge> steps = steps(loop, candidate).stream()
                .filter(edge -> edge.kind() != FlowEdge.Kind.EXCEPTION)
                .collect(Collectors.toSet());
        effort.spend(loop.order().length);
        BitSet without = flow.reachable(
                loop.header(), edge -> !steps.contains(edge) && edge.to() != loop.header() && loop.contains(edge.to()));
        return block -> !steps.isEmpty()
                && (!without.get(block)
                        || !candidate.every()
                                && steps.stream().anyMatch(edge -> edge.from() == block)
                                && steps.containsAll(flow.outgoing(block)));
    }

    /** Counts in which every turn makes a step that costs anything. */
    private Optional<LoopBound> costing(Loop loop, LoopPaths paths) {
        Set<FlowEdge> free = freeTurns.of(loop);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        // what is taken from a queue is no such count: while the loop goes round, others may put something there
        List<Candidate> counts = candidates(loop, paths, false).stream()
                .filter(candidate -> !candidate.stepping().isEmpty())
                .toList();
        return together(loop, paths(loop, free::contains), counts).map(bound -> {
            List<Step> derivation = new ArrayList<>(bound.derivation());
            derivation.add(step(line(loop), "turns that query no model and run no tool are not counted"));
            return bound.because(derivation);
        });
    }

    private static boolean isNumber(Candidate candidate) {
        return candidate.passes().isConstant();
    }

    /** Both stand in the head or both do not, and they grow alike. */
    private boolean isAlike(Loop loop, Candidate one, Candidate other) {
        return one.guard().heads(loop) == other.guard().heads(loop)
                && !isNumber(one)
                && !isNumber(other)
                && one.passes().growth().compareTo(other.passes().growth()) == 0;
    }

    private boolean isBetter(Loop loop, Candidate one, Candidate other) {
        if (isNumber(one) != isNumber(other)) {
            return isNumber(one);
        }
        if (isNumber(one)) {
            return turns(loop, one).compareTo(turns(loop, other)) < 0;
        }
        int growth = one.passes().growth().compareTo(other.passes().growth());
        return growth < 0
                || growth == 0 && one.guard().heads(loop) && !other.guard().heads(loop);
    }

    private BigDecimal turns(Loop loop, Candidate candidate) {
        BigDecimal passes = candidate.passes().constantValue().orElseThrow();
        return candidate.guard().heads(loop) ? passes : passes.add(BigDecimal.ONE);
    }

    /** Several tests of which every turn passes one. */
    private Optional<LoopBound> together(Loop loop, LoopPaths paths, List<Candidate> candidates) {
        Map<Candidate, List<FlowEdge>> steps = new IdentityHashMap<>();
        Set<FlowEdge> covering = new LinkedHashSet<>();
        List<Candidate> chosen = new ArrayList<>(candidates);
        for (Candidate candidate : candidates) {
            List<FlowEdge> edges = steps(loop, candidate);
            steps.put(candidate, edges);
            covering.addAll(edges);
        }
        if (covering.isEmpty() || paths.canAvoid(covering)) {
            return Optional.empty();
        }
        // leave out what is not needed, dear ones first
        List<Candidate> sorted = new ArrayList<>(chosen);
        sorted.sort((a, b) -> b.passes().growth().compareTo(a.passes().growth()));
        for (Candidate candidate : sorted) {
            Set<FlowEdge> rest = new LinkedHashSet<>();
            for (Candidate other : chosen) {
                if (other != candidate) {
                    rest.addAll(steps.getOrDefault(other, List.of()));
                }
            }
            effort.spend(rest.size());
            if (!rest.isEmpty() && !paths.canAvoid(rest)) {
                chosen.remove(candidate);
            }
        }
        boolean every = chosen.stream().allMatch(Candidate::every);
        Formula all = Formula.ZERO;
        List<Step> derivation = new ArrayList<>();
        for (Candidate candidate : chosen) {
            all = every ? all.max(candidate.passes()) : all.plus(candidate.passes());
            derivation.addAll(candidate.derivation());
        }
        derivation.add(step(
                line(loop),
                (every
                                ? "every turn passes one of these tests: at most "
                                : "every turn makes one of these steps: at most ")
                        + all
                        + (chosen.size() > 1 ? " together" : "")));
        boolean headed = chosen.stream().allMatch(c -> c.guard().heads(loop));
        Driver driver = all.isConstant() ? Driver.CONSTANT : Driver.COUNTER;
        return Optional.of(new LoopBound(driver, all, -1, headed, derivation, "", false));
    }

    /** The edges that mark the turns which the candidate counts. */
    private List<FlowEdge> steps(Loop loop, Candidate candidate) {
        if (candidate.every()) {
            return List.of(candidate.edge());
        }
        List<FlowEdge> edges = new ArrayList<>();
        BitSet avoiding = avoiding(loop, candidate.edge());
        for (int block : candidate.stepping()) {
            boolean behind = flow.loopOf(block) == loop && !avoiding.get(block);
            if (behind) {
                edges.addAll(flow.outgoing(block));
            }
        }
        return edges;
    }

    /** The blocks of the loop that control comes to from the header without the edge. */
    private BitSet avoiding(Loop loop, FlowEdge edge) {
        effort.spend(loop.order().length);
        return flow.reachable(
                loop.header(), out -> out != edge && out.to() != loop.header() && loop.contains(out.to()));
    }

    /**
     * What each side of each test in the loop limits.
     *
     * @param unavoidable whether to look only at tests that every turn passes, which are few
     */
    private List<Candidate> candidates(Loop loop, LoopPaths paths, boolean unavoidable) {
        Counters counters = counters(loop, paths);
        List<Candidate> found = new ArrayList<>();
        for (int block : loop.order()) {
            if (!(flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch)) {
                continue;
            }
            for (FlowEdge edge : flow.outgoing(block)) {
                boolean test = edge.isOfTest();
                if (!test || !loop.contains(edge.to()) || unavoidable && !isUnavoidable(loop, edge)) {
                    continue;
                }
                boolean stayWhen = edge.kind() == FlowEdge.Kind.WHEN_TRUE;
                Guard guard = guards.at(loop, flow.body().blocks().get(block), branch, stayWhen);
                for (Guard part : guards.parts(loop, guard)) {
                    candidate(loop, paths, counters, part, edge).ifPresent(found::add);
                }
                if (branch.condition() instanceof Expression.Result) {
                    Guard asked = guard.of(guard.point(), branch.condition(), stayWhen);
                    dataTests
                            .ofOwnCursor(loop, paths, asked)
                            .map(data -> ofData(asked, edge, data))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Candidate> candidate(Loop loop, LoopPaths paths, Counters counters, Guard guard, FlowEdge edge) {
        Optional<DataTests.Found> data = dataTests.of(loop, paths, guard, edge);
        if (data.isPresent()) {
            return data.map(found -> ofData(guard, edge, found));
        }
        return Comparison.of(guard.condition(), guard.stayWhen())
                // where control stays on the other side too, the values may be unequal again behind it
                .filter(c -> c.form() != Comparison.Form.UNEQUAL || leavesOtherwise(loop, edge))
                .flatMap(comparison -> counters.of(guard, comparison))
                .map(found -> counted(paths, guard, edge, guard.late() ? found.later() : found))
                .or(() -> takingTests.of(loop, paths, guard).map(found -> taking(guard, edge, found)))
                .or(() -> flagged(loop, guard, edge));
    }

    private Optional<Candidate> flagged(Loop loop, Guard guard, FlowEdge edge) {
        return flags.isPassedOnce(loop, guard, edge)
                ? Optional.of(new Candidate(
                        guard,
                        edge,
                        Formula.ONE,
                        Driver.CONSTANT,
                        true,
                        List.of(),
                        List.of(
                                step(
                                        guard.line(),
                                        text.of(guard.condition()) + " changes once, on every way that goes on"),
                                step(guard.line(), "at most 1 passes"))))
                : Optional.empty();
    }

    private Candidate ofData(Guard guard, FlowEdge edge, DataTests.Found found) {
        Formula passes = found.passes();
        return new Candidate(
                guard,
                edge,
                passes,
                passes.isConstant() ? Driver.CONSTANT : Driver.DATA,
                true,
                List.of(),
                List.of(step(guard.line(), found.why()), step(guard.line(), "at most " + passes + " passes")));
    }

    private static Candidate taking(Guard guard, FlowEdge edge, TakingTests.Found found) {
        return new Candidate(
                guard,
                edge,
                found.passes(),
                found.passes().isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                true,
                List.of(),
                found.derivation());
    }

    private boolean isUnavoidable(Loop loop, FlowEdge edge) {
        return flow.onEveryTurn(loop, edge.from()) && leavesOtherwise(loop, edge);
    }

    private boolean leavesOtherwise(Loop loop, FlowEdge edge) {
        return flow.outgoing(edge.from()).stream().allMatch(other -> other == edge || !loop.contains(other.to()));
    }

    private Candidate counted(LoopPaths paths, Guard guard, FlowEdge edge, Counters.Found found) {
        Driver driver = found.geometric()
                ? Driver.HALVING
                : found.measure().isSize()
                        ? Driver.DATA
                        : found.passes().isConstant() ? Driver.CONSTANT : Driver.COUNTER;
        LoopPaths.Changes changes = paths.of(found.measure());
        List<Integer> stepping = changes.steps().stream()
                .filter(block ->
                        paths.within(block, Integer.MAX_VALUE, found.measure()).most() <= -1)
                .toList();
        return new Candidate(
                guard,
                edge,
                found.passes(),
                driver,
                found.every(),
                stepping,
                List.of(
                        step(guard.line(), "stays while " + stays(guard)),
                        step(stepLine(changes, found.measure()), found.moves(text)),
                        step(guard.line(), "at most " + found.passes() + " passes")));
    }

    private int stepLine(LoopPaths.Changes changes, Measure measure) {
        Set<Expression> places = new HashSet<>();
        measure.terms().forEach(term -> places.add(term.variable().place()));
        for (int block : changes.steps()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign && places.contains(assign.target())) {
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

    // ---- no bound

    private LoopBound undecided(Loop loop) {
        return new LoopBound(
                Driver.NONE,
                null,
                -1,
                false,
                List.of(step(line(loop), NOT_DECIDED + ": the method is too large to look at every path")),
                "split the method, or state the bound in a comment: // agentcost: at most 10",
                false);
    }

    private LoopBound unbounded(Loop loop, List<Guard> tests) {
        for (Guard guard : tests) {
            if (flow.onEveryTurn(loop, guard.block())
                    && guards.read(loop, guard).calls().stream().anyMatch(call -> facts.readsClock(procedure, call))) {
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
                        guard.heads(loop),
                        List.of(step(guard.line(), "stays while " + stays(guard) + ": limited by time")),
                        "",
                        false);
            }
        }
        List<Step> why = new ArrayList<>();
        boolean answered = false;
        for (Guard guard : tests) {
            boolean byModel = facts.isAnswer(procedure, guard.condition());
            answered |= byModel;
            why.add(step(
                    guard.line(),
                    "may leave when " + leaves(guard)
                            + (byModel
                                    ? ": the model's answer decides"
                                    : ": nothing here makes that happen after some turns")));
        }
        if (tests.isEmpty()) {
            why.add(step(line(loop), "no test leaves the loop"));
        }
        boolean model = answered || callsModel(loop) && !tests.isEmpty();
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

    private boolean callsModel(Loop loop) {
        return flow.instructions(loop).stream()
                .anyMatch(i -> i instanceof Instruction.Invoke call && facts.reachesModel(procedure, call));
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

    /** The bounds of all loops of the procedure. */
    public Map<Loop, LoopBound> all() {
        for (Loop loop : flow.loops()) {
            bounds.put(loop, of(loop));
        }
        return bounds;
    }
}
