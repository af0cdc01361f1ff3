package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Size;
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
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** How a step begins that tells what is wrong with a bound that the source asserts. */
    public static final String ASSERTION = "the assertion ";

    /** How the reason of a loop begins that was too much work. */
    public static final String NOT_DECIDED = "not decided";

    /** Tests of a text that an empty one does not pass. */
    private static final Set<String> NOT_OF_NOTHING = Set.of("startsWith", "endsWith", "contains");

    /** How many locals and methods away from the test a condition is looked for, at most. */
    private static final int COPIES = 8;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final ExpressionText text;
    private final Invariants invariants;
    private final Starts starts;
    private final Defaults defaults;
    private final Remainders remainders;
    private final Pacing pacing;
    private final Portions portions;
    private final Shrinking shrinking;
    private final Replacements replacements;
    private final Takings takings;
    private final Pages pages;
    private final Effort effort = new Effort();
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
        this.starts = new Starts(procedure, flow, origins, values, facts, effort);
        this.defaults = new Defaults(procedure, flow, origins, values, facts);
        this.remainders = new Remainders(procedure, flow, origins, values, facts);
        this.pacing = new Pacing(procedure, flow, origins, facts);
        this.portions = new Portions(procedure, flow, origins, values, facts, text);
        this.shrinking = new Shrinking(procedure, flow, origins, facts, starts, text);
        this.takings = new Takings(values.program(), origins);
        this.pages = new Pages(procedure, flow, values.program(), origins, facts, text);
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

    /** The bound of a loop, outer loops first. */
    public LoopBound of(Loop loop) {
        LoopBound inferred = withDefaults(inferred(loop));
        return asserted(loop).map(asserted -> checked(loop, asserted, inferred)).orElse(inferred);
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
        return new LoopBound(
                bound.driver(),
                bound.passes(),
                bound.guard(),
                bound.headed(),
                derivation,
                bound.remedy(),
                bound.asserted());
    }

    private LoopBound inferred(Loop loop) {
        if (flow.isIrreducible()) {
            return unbounded(loop, guards(loop));
        }
        try {
            assumeOuterVariables(loop);
            LoopPaths paths = paths(loop, new BitSet());
            Optional<LoopBound> single = single(loop, paths, candidates(loop, paths, true));
            return single.isPresent()
                    ? single.get()
                    : together(loop, paths, candidates(loop, paths, false))
                            .or(() -> optional(loop, paths, candidates(loop, paths, false)))
                            .or(() -> portions.of(loop, paths))
                            .or(() -> shrinking.of(loop, paths))
                            .or(() -> replacements.of(loop, paths))
                            .or(() -> ended(loop))
                            .or(() -> refused(loop, paths))
                            .or(() -> pages.of(loop, paths, guards(loop)))
                            .orElseGet(() -> unbounded(loop, guards(loop)));
        } catch (Effort.Spent spent) {
            return undecided(loop);
        } finally {
            values.forget();
        }
    }

    private LoopPaths paths(Loop loop, BitSet last) {
        return new LoopPaths(
                procedure,
                flow,
                loop,
                facts,
                value -> number(loop, value),
                new LoopSizes(procedure, origins, facts, values.sizeChanges(), value -> number(loop, value)),
                effort,
                last);
    }

    private Range number(Loop loop, Expression value) {
        Range range = values.range(procedure, value);
        Long known = range.leastNumber();
        Long least = known == null ? starts.leastTested(loop, value) : null;
        if (least == null
                && (known == null || known == 0)
                && (defaults.isPositive(value) || isSomething(loop, value) || remainders.isSome(value))) {
            least = 1L;
        }
        return least == null ? range : new Range(range.exact(), Formula.of(least), range.upper());
    }

    /** The length of a text that was found not to be empty on every way to the loop. */
    private boolean isSomething(Loop loop, Expression value) {
        return value instanceof Expression.Result result
                && facts.size(procedure, origins.call(procedure, result.call()))
                        .filter(size -> size.relation() == Size.Relation.NUMBER_OF)
                        .isPresent()
                && origins.call(procedure, result.call()).receiver() instanceof Expression.Local holder
                && values.sizeChanges().isFixed(procedure, holder)
                && starts.isSomething(loop, holder);
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
        boolean headed = isHeaded(loop, best.guard());
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
                    isHeaded(loop, candidate.guard()),
                    derivation,
                    "",
                    false));
        }
        return Optional.empty();
    }

    /**
     * A limit behind which a turn sets the flag that ends the loop, and goes on to its end. All turns but that last one pass
     * the test.
     */
    private Optional<LoopBound> ended(Loop loop) {
        LastTurns last = LastTurns.of(flow, loop, values::isConstantField, effort);
        if (last.blocks().isEmpty()) {
            return Optional.empty();
        }
        LoopPaths paths = paths(loop, last.blocks());
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

    private static boolean isNumber(Candidate candidate) {
        return candidate.passes().isConstant();
    }

    /** Both stand in the head or both do not, and they grow alike. */
    private boolean isAlike(Loop loop, Candidate one, Candidate other) {
        return isHeaded(loop, one.guard()) == isHeaded(loop, other.guard())
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
        return growth < 0 || growth == 0 && isHeaded(loop, one.guard()) && !isHeaded(loop, other.guard());
    }

    private java.math.BigDecimal turns(Loop loop, Candidate candidate) {
        java.math.BigDecimal passes = candidate.passes().constantValue().orElseThrow();
        return isHeaded(loop, candidate.guard()) ? passes : passes.add(java.math.BigDecimal.ONE);
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
        boolean headed = chosen.stream().allMatch(c -> isHeaded(loop, c.guard()));
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

    /** The guard is the loop's own condition, before its body: a turn begins only when it is passed. */
    private static boolean isHeaded(Loop loop, Guard guard) {
        Block.LoopSyntax syntax = loop.syntax();
        return syntax != null && syntax.isBeforeTurn(guard.line(), guard.block() == loop.header());
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

    /** What a person says holds, unless the code says less, or the loop makes more turns whatever happens. */
    private LoopBound checked(Loop loop, LoopBound asserted, LoopBound inferred) {
        Optional<BigDecimal> said = Optional.ofNullable(asserted.passes()).flatMap(Formula::constantValue);
        Optional<BigDecimal> proven = Optional.ofNullable(inferred.passes()).flatMap(Formula::constantValue);
        if (said.isEmpty() || proven.isEmpty()) {
            return asserted;
        }
        String assertion = ASSERTION + "'at most " + said.get().toPlainString() + "' ";
        String turns = proven.get().toPlainString() + " turns";
        if (proven.get().compareTo(said.get()) <= 0) {
            return noted(loop, inferred, assertion + "is not needed: the code allows " + turns + "; delete it");
        }
        return hasOneWayOut(loop)
                ? noted(loop, inferred, assertion + "is wrong: the loop always makes " + turns + "; correct it")
                : asserted;
    }

    private boolean hasOneWayOut(Loop loop) {
        return loop.exits().stream()
                        .filter(exit -> exit.kind() != FlowEdge.Kind.EXCEPTION)
                        .count()
                == 1;
    }

    private LoopBound noted(Loop loop, LoopBound bound, String text) {
        List<Step> derivation = new ArrayList<>(bound.derivation());
        derivation.add(step(loop.syntax() == null ? 0 : loop.syntax().line(), text));
        return new LoopBound(
                bound.driver(), bound.passes(), bound.guard(), bound.headed(), derivation, bound.remedy(), false);
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
        return resolved(loop, guard, COPIES);
    }

    private Guard resolved(Loop loop, Guard guard, int copies) {
        Expression condition = guard.condition();
        boolean stayWhen = guard.stayWhen();
        while (condition instanceof Expression.Not not) {
            condition = not.operand();
            stayWhen = !stayWhen;
        }
        if (condition instanceof Expression.Result result && copies > 0) {
            Optional<Expression> inlined = facts.inlined(procedure, origins.call(procedure, result.call()));
            if (inlined.isPresent()) {
                return resolved(loop, guard.of(guard.point(), inlined.get(), stayWhen), copies - 1);
            }
        }
        if (condition instanceof Expression.Local local && copies > 0) {
            int at = definedAt(guard.block(), guard.point(), local);
            if (at >= 0) {
                Instruction.Assign definition = (Instruction.Assign)
                        flow.body().blocks().get(guard.block()).instructions().get(at);
                return resolved(loop, guard.of(at, definition.value(), stayWhen), copies - 1);
            }
            Optional<Guard> flag = flag(loop, guard, local, stayWhen);
            if (flag.isPresent()) {
                return resolved(loop, flag.get(), copies - 1);
            }
        }
        return guard.of(guard.point(), condition, stayWhen);
    }

    /** A flag that every turn sets from one comparison or call: passing the test tells what that gave. */
    private Optional<Guard> flag(Loop loop, Guard guard, Expression.Local local, boolean stayWhen) {
        Guard found = null;
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    boolean plain = found == null
                            && flow.onEveryTurn(loop, block)
                            && flow.loopOf(block) == loop
                            && !(assign.value() instanceof Expression.Local);
                    if (!plain) {
                        return Optional.empty();
                    }
                    boolean late = !flow.dominates(block, guard.block());
                    found = new Guard(block, i, assign.value(), stayWhen, guard.line(), late);
                }
            }
        }
        return Optional.ofNullable(found);
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

    /**
     * What each side of each test in the loop limits.
     *
     * @param unavoidable whether to look only at tests that every turn passes, which are few
     */
    private List<Candidate> candidates(Loop loop, LoopPaths paths, boolean unavoidable) {
        Counters counters = new Counters(procedure, flow, origins, values, facts, invariants, starts, loop, paths);
        List<Candidate> found = new ArrayList<>();
        for (int block : loop.order()) {
            if (!(flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch)) {
                continue;
            }
            for (FlowEdge edge : flow.outgoing(block)) {
                boolean test = edge.kind() == FlowEdge.Kind.WHEN_TRUE || edge.kind() == FlowEdge.Kind.WHEN_FALSE;
                if (!test || !loop.contains(edge.to()) || unavoidable && !isUnavoidable(loop, edge)) {
                    continue;
                }
                Guard guard = resolved(
                        loop,
                        new Guard(
                                block,
                                flow.body().blocks().get(block).instructions().size(),
                                branch.condition(),
                                edge.kind() == FlowEdge.Kind.WHEN_TRUE,
                                branch.line()));
                for (Guard part : parts(loop, guard)) {
                    candidate(loop, paths, counters, part, edge).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** What must hold all at once for control to stay: both sides of {@code a && b}, neither one of {@code a || b}. */
    private List<Guard> parts(Loop loop, Guard guard) {
        List<Expression> all = new ArrayList<>();
        List<Guard> found = new ArrayList<>();
        boolean stayWhen = guard.stayWhen();
        if (guard.condition() instanceof Expression.Binary binary
                && binary.operator() == (stayWhen ? Expression.Operator.AND : Expression.Operator.OR)) {
            all.add(binary.left());
            all.add(binary.right());
        } else {
            found.add(guard);
        }
        if (guard.condition() instanceof Expression.Result result) {
            all.addAll(facts.verdict(procedure, origins.call(procedure, result.call()), stayWhen));
            stayWhen = true;
        }
        for (Expression part : all) {
            found.addAll(parts(loop, resolved(loop, guard.of(guard.point(), part, stayWhen))));
        }
        return found;
    }

    private Optional<Candidate> candidate(Loop loop, LoopPaths paths, Counters counters, Guard guard, FlowEdge edge) {
        Optional<Candidate> data = data(loop, paths, guard, edge);
        if (data.isPresent()) {
            return data;
        }
        return Comparison.of(guard.condition(), guard.stayWhen())
                // where control stays on the other side too, the values may be unequal again behind it
                .filter(c -> c.form() != Comparison.Form.UNEQUAL || leavesOtherwise(loop, edge))
                .flatMap(comparison -> counters.of(guard, comparison))
                .map(found -> counted(paths, guard, edge, guard.late() ? found.later() : found))
                .or(() -> taken(loop, paths, guard, edge));
    }

    /** {@code if (!budget.take()) break;}: how often a call that takes one of what is left can say that there was one. */
    private Optional<Candidate> taken(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        if (!(guard.condition() instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        Expression holder = call.receiver();
        boolean asked = flow.body().blocks().get(guard.block()).instructions().contains(call);
        if (!asked || holder == null || !invariants.holds(loop, paths, holder)) {
            return Optional.empty();
        }
        return takings.of(call, guard.stayWhen()).flatMap(taking -> {
            Expression.Field field = new Expression.Field(
                    holder, taking.field().owner(), taking.field().name());
            Expression limit = limitOf(taking, call, holder);
            return limit == null || !invariants.holds(loop, paths, limit) || mayGoBack(loop, call, field, taking)
                    ? Optional.empty()
                    : taken(loop, paths, guard, edge, taking, field, limit);
        });
    }

    private @Nullable Expression limitOf(Takings.Taking taking, Instruction.Invoke call, Expression holder) {
        if (taking.limit() instanceof Expression.Local local) {
            int parameter = taking.method().body().parameters().indexOf(local.name());
            return parameter < call.arguments().size() ? call.arguments().get(parameter) : null;
        }
        return taking.limit() instanceof Expression.Field field && field.receiver() != null
                ? new Expression.Field(holder, field.owner(), field.name())
                : taking.limit();
    }

    /** Whether something in the loop but the call itself may take the field away from the limit. */
    private boolean mayGoBack(Loop loop, Instruction.Invoke taking, Expression.Field field, Takings.Taking taken) {
        for (Instruction instruction : flow.instructions(loop)) {
            Change change = Change.NONE;
            if (instruction instanceof Instruction.Invoke call) {
                change = call == taking ? Change.NONE : facts.fieldChange(procedure, call, field);
            } else if (instruction instanceof Instruction.Assign assign
                    && assign.target() instanceof Expression.Field other
                    && other.name().equals(field.name())
                    && other.owner().equals(field.owner())) {
                change = other.equals(field) ? Change.ofAssignment(assign.value(), field) : Change.UNKNOWN;
            }
            if (!change.times(taken.rising() ? 1 : -1).neverDown()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Candidate> taken(
            Loop loop,
            LoopPaths paths,
            Guard guard,
            FlowEdge edge,
            Takings.Taking taking,
            Expression.Field field,
            Expression limit) {
        Range start = starts.of(loop, paths, new Variable(Variable.Kind.VALUE, field));
        Range known = values.range(procedure, limit);
        Range end = known.exact() == null && known.upper() == null ? values.named(procedure, limit) : known;
        Formula span = taking.span(start, end);
        if (span == null) {
            span = taking.span(values.named(procedure, field), values.named(procedure, limit));
        }
        if (span == null) {
            return Optional.empty();
        }
        Formula passes = span.minus(Formula.of(taking.moved() - (taking.loose() ? 1 : 0)))
                .ceilDividedBy(taking.step())
                .atLeastZero();
        String call = taking.method().method().displayName();
        return Optional.of(new Candidate(
                guard,
                edge,
                passes,
                passes.isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                true,
                List.of(),
                List.of(
                        step(guard.line(), "stays while " + call + " finds something left of what it takes"),
                        new Step(
                                taking.method().location(),
                                field.name() + (taking.rising() ? " rises" : " falls") + " by at least " + taking.step()
                                        + " with each call that does"),
                        step(guard.line(), "at most " + passes + " passes"))));
    }

    /** {@code budget.check();}: a call in every turn that fails, and so leaves the loop, when a counter comes to its limit. */
    private Optional<LoopBound> refused(Loop loop, LoopPaths paths) {
        Counters counters = new Counters(procedure, flow, origins, values, facts, invariants, starts, loop, paths);
        for (int block : loop.order()) {
            if (flow.loopOf(block) != loop || !flow.onEveryTurn(loop, block) || flow.isCaught(loop, block)) {
                continue;
            }
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Invoke call) {
                    for (Expression condition : facts.refusals(procedure, call)) {
                        Guard guard = new Guard(block, i, condition, false, call.line());
                        Optional<LoopBound> bound = Comparison.of(condition, false)
                                .filter(test ->
                                        test.form() == Comparison.Form.STRICT || test.form() == Comparison.Form.LOOSE)
                                .flatMap(test -> counters.of(guard, test))
                                .filter(Counters.Found::every)
                                .map(found -> refused(loop, guard, call, found));
                        if (bound.isPresent()) {
                            return bound;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound refused(Loop loop, Guard guard, Instruction.Invoke call, Counters.Found found) {
        Formula passes = found.passes();
        return new LoopBound(
                passes.isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                passes,
                -1,
                costsOnlyBehind(loop, guard),
                List.of(
                        step(guard.line(), call.target().name() + "() fails when " + text.of(guard.condition())),
                        step(guard.line(), moves(found)),
                        step(guard.line(), "at most " + passes + " passes")),
                "",
                false);
    }

    /** Whether nothing costs in a turn before the point. */
    private boolean costsOnlyBehind(Loop loop, Guard point) {
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                boolean behind = block == point.block() ? i > point.point() : flow.dominates(point.block(), block);
                if (!behind && instructions.get(i) instanceof Instruction.Invoke call && facts.costs(procedure, call)) {
                    return false;
                }
            }
        }
        return true;
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
                        step(stepLine(changes, found.measure()), moves(found)),
                        step(guard.line(), "at most " + found.passes() + " passes")));
    }

    private String moves(Counters.Found found) {
        StringBuilder what = new StringBuilder();
        for (Measure.Term term : found.measure().terms()) {
            what.append(what.length() == 0 ? "" : " and ")
                    .append(text.of(term.variable().place()));
        }
        if (found.geometric()) {
            return what + " is divided or multiplied by at least " + found.step() + " each turn";
        }
        boolean one = found.measure().terms().size() == 1;
        String verb = one ? found.measure().terms().get(0).factor() < 0 ? " rises" : " falls" : " come nearer";
        return what + verb + " by at least " + found.step() + (found.every() ? " each turn" : " where it moves");
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

    // ---- data

    private Optional<Candidate> data(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        boolean everyTurn = flow.onEveryTurn(loop, guard.block()) && flow.loopOf(guard.block()) == loop;
        if (!everyTurn) {
            return Optional.empty();
        }
        if (guard.condition() instanceof Expression.HasNext next && guard.stayWhen()) {
            Expression collection = collectionOf(next.cursor());
            if (flow.assigns(loop, next.cursor()) || growsUnderTheCursor(paths, collection)) {
                return Optional.empty();
            }
            Formula size = values.size(procedure, collection);
            return Optional.of(dataCandidate(guard, edge, size, "one turn for each element of " + text.of(collection)));
        }
        if (findsTheEnd(guard)) {
            return Optional.empty();
        }
        return cursor(loop, paths, guard, edge)
                .or(() -> emptied(loop, paths, guard, edge))
                .or(() -> chain(loop, guard, edge))
                .or(() -> searched(loop, paths, guard, edge))
                .or(() -> shortened(loop, paths, guard, edge));
    }

    /** {@code while ((at = text.indexOf(part, at)) >= 0) at++}. */
    private Optional<Candidate> searched(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        effort.spend(loop.order().length);
        TextSearch search = new TextSearch(
                procedure,
                flow,
                origins,
                values,
                loop,
                value -> number(loop, value),
                place -> starts.of(loop, paths, new Variable(Variable.Kind.SIZE, place))
                        .upper());
        return search.of(guard, edge)
                .map(found -> dataCandidate(
                        guard,
                        edge,
                        found.passes(),
                        "each turn finds a place in " + text.of(found.text()) + " behind the last one"));
    }

    /** {@code while (text.startsWith(" ")) text = text.substring(1)}: the test says that there is something to take away. */
    private Optional<Candidate> shortened(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
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
                ? Optional.of(dataCandidate(
                        guard,
                        edge,
                        start.ceilDividedBy(-turn.most()),
                        "each turn takes something from " + this.text.of(text)))
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

    private Candidate dataCandidate(Guard guard, FlowEdge edge, Formula size, String why) {
        return new Candidate(
                guard,
                edge,
                size,
                size.isConstant() ? Driver.CONSTANT : Driver.DATA,
                true,
                List.of(),
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

    /** The side of a test on which there was nothing left to take: null, -1, no next element. */
    private boolean findsTheEnd(Guard guard) {
        if (guard.condition() instanceof Expression.Result result) {
            boolean empty =
                    origins.call(procedure, result.call()).target().name().startsWith("isEmpty");
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
    private Optional<Candidate> cursor(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        for (Instruction.Invoke call : callsIn(loop, guard)) {
            Cursor cursor = facts.cursor(procedure, call).orElse(null);
            if (cursor == null || call.receiver() == null) {
                continue;
            }
            boolean moves =
                    cursor == Cursor.ADVANCE_AND_TEST || cursor == Cursor.TEST && isAdvanced(loop, call.receiver());
            boolean still = moves
                    && isMadeEachTurn(loop, guard, call)
                    && facts.pace(procedure, call).isEmpty()
                    && !flow.assigns(loop, call.receiver())
                    && onlyShrinks(paths, call.receiver());
            if (still) {
                Formula size = values.left(procedure, call.receiver());
                return Optional.of(dataCandidate(
                        guard, edge, size, "each turn takes one element from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    /** The test's own call, or the one call whose result every turn puts into the local that is tested. */
    private boolean isMadeEachTurn(Loop loop, Guard guard, Instruction.Invoke call) {
        Set<Expression> read = new HashSet<>();
        collect(loop, guard.condition(), new ArrayList<>(), read);
        for (Expression place : read) {
            if (place instanceof Expression.Local && assignments(loop, place) > 1) {
                return false;
            }
        }
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).instructions().contains(call)) {
                return flow.loopOf(block) == loop && flow.onEveryTurn(loop, block);
            }
        }
        return false;
    }

    private long assignments(Loop loop, Expression place) {
        return flow.instructions(loop).stream()
                .filter(i -> i instanceof Instruction.Assign assign
                        && assign.target().equals(place))
                .count();
    }

    private static boolean onlyShrinks(LoopPaths paths, Expression receiver) {
        LoopPaths.Changes changes = paths.of(new Variable(Variable.Kind.SIZE, receiver));
        return changes.steps().stream()
                .allMatch(block -> paths.within(block, Integer.MAX_VALUE, new Variable(Variable.Kind.SIZE, receiver))
                        .neverUp());
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
            for (Instruction instruction : flow.instructions(loop)) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    collect(loop, assign.value(), found, seen);
                }
            }
        }
    }

    /** {@code while (!queue.isEmpty())} with only removals. */
    private Optional<Candidate> emptied(Loop loop, LoopPaths paths, Guard guard, FlowEdge edge) {
        for (Instruction.Invoke call : callsIn(loop, guard)) {
            boolean tests =
                    facts.cursor(procedure, call).filter(c -> c == Cursor.TEST).isPresent();
            if (!tests || call.receiver() == null || !Invariants.isPlace(call.receiver())) {
                continue;
            }
            Change turn =
                    paths.of(new Variable(Variable.Kind.SIZE, call.receiver())).turn();
            if (turn.kind() == Change.Kind.ADD && turn.most() <= -1) {
                Formula size = values.size(procedure, call.receiver());
                return Optional.of(
                        dataCandidate(guard, edge, size, "each turn removes from " + text.of(call.receiver())));
            }
        }
        return Optional.empty();
    }

    /** {@code while (node != null) node = node.next}. */
    private Optional<Candidate> chain(Loop loop, Guard guard, FlowEdge edge) {
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
        return Optional.of(dataCandidate(guard, edge, length, "each turn goes on to the next link of a chain"));
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

    private LoopBound unbounded(Loop loop, List<Guard> guards) {
        Optional<LoopBound> paced = pacing.of(loop, guards);
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

    /** What the counters of the loops around may hold where the loop begins. */
    private void assumeOuterVariables(Loop loop) {
        for (Loop outer = loop.parent(); outer != null; outer = outer.parent()) {
            LoopBound bound = bounds.get(outer);
            if (bound != null && bound.guard() >= 0) {
                assumeCounter(outer, bound.guard(), loop);
            }
        }
    }

    private void assumeCounter(Loop outer, int guard, Loop inner) {
        if (!(flow.body().blocks().get(guard).terminator() instanceof Terminator.Branch branch)
                || !flow.dominates(guard, inner.header())) {
            return;
        }
        boolean stayWhen = outer.contains(branch.whenTrue());
        if (stayWhen && outer.contains(branch.whenFalse())) {
            return;
        }
        LoopPaths paths = paths(outer, new BitSet());
        Comparison comparison = Comparison.of(branch.condition(), stayWhen).orElse(null);
        if (comparison == null
                || comparison.form() == Comparison.Form.UNEQUAL
                || comparison.form() == Comparison.Form.EQUAL) {
            return;
        }
        long strict = comparison.form() == Comparison.Form.STRICT ? 1 : 0;
        if (comparison.less() instanceof Expression.Local local && isStill(paths, outer, inner, local)) {
            Range limit = values.range(procedure, comparison.more());
            boolean rises = neverDown(paths, local);
            Range start = starts.of(outer, paths, new Variable(Variable.Kind.VALUE, local));
            if (limit.upper() != null && invariants.holds(outer, paths, comparison.more())) {
                values.assume(
                        procedure,
                        local,
                        Range.between(
                                rises ? start.lower() : null, limit.upper().minus(Formula.of(strict))));
            }
        } else if (comparison.more() instanceof Expression.Local local && isStill(paths, outer, inner, local)) {
            Range limit = values.range(procedure, comparison.less());
            boolean falls =
                    paths.of(new Variable(Variable.Kind.VALUE, local)).turn().neverUp();
            Range start = starts.of(outer, paths, new Variable(Variable.Kind.VALUE, local));
            if (falls && lasting(start.upper()) != null && invariants.holds(outer, paths, comparison.less())) {
                values.assume(
                        procedure,
                        local,
                        Range.between(
                                limit.lower() == null ? null : limit.lower().plus(Formula.of(strict)), start.upper()));
            }
        }
    }

    /** The limit, unless it speaks of a local as it was when the outer loop began, which may have changed since. */
    private static @Nullable Formula lasting(@Nullable Formula limit) {
        return limit == null
                        || limit.symbols().stream()
                                .anyMatch(symbol -> symbol.origin().isEmpty())
                ? null
                : limit;
    }

    private static boolean neverDown(LoopPaths paths, Expression.Local local) {
        return paths.of(new Variable(Variable.Kind.VALUE, local)).turn().neverDown();
    }

    /** From the head of the outer loop to the inner one, and in there, nothing moves the local. */
    private boolean isStill(LoopPaths paths, Loop outer, Loop inner, Expression.Local local) {
        Variable variable = new Variable(Variable.Kind.VALUE, local);
        LoopPaths.Changes changes = paths.of(variable);
        return Change.NONE.equals(changes.before().get(inner.header()))
                && changes.steps().stream().noneMatch(inner::contains)
                && changes.turn().kind() == Change.Kind.ADD;
    }

    /** The bounds of all loops of the procedure. */
    public Map<Loop, LoopBound> all() {
        for (Loop loop : flow.loops()) {
            bounds.put(loop, of(loop));
        }
        return bounds;
    }
}
