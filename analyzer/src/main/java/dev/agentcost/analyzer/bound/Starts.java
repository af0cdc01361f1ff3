package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What variables hold where a loop begins. */
final class Starts {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Effort effort;
    private @Nullable Map<Expression, List<Test>> tests;
    private @Nullable Map<Expression, List<Integer>> assigning;

    /** A comparison that holds on one side of a branch. */
    private record Test(FlowEdge edge, Comparison comparison) {}

    Starts(Procedure procedure, ControlFlow flow, Origins origins, Values values, CallFacts facts, Effort effort) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.effort = effort;
    }

    /** A value that a place was given, and the block that did. */
    private record Definition(int block, int index, Expression value) {}

    Range of(Loop loop, LoopPaths paths, Variable variable) {
        Range start = variable.kind() == Variable.Kind.SIZE
                ? size(loop, variable.place())
                : variable.place() instanceof Expression.Field field
                        ? field(loop, field)
                        : local(loop, (Expression.Local) variable.place());
        return tested(loop, variable, start);
    }

    private Range local(Loop loop, Expression.Local local) {
        List<Definition> found = new ArrayList<>();
        boolean everywhere = reaching(loop, local, found);
        Range range = everywhere ? null : values.range(procedure, local);
        if (!everywhere && !origins.assigned(procedure, local).isEmpty()) {
            // before the loop it may hold what the method was given
            range = Values.parameter(procedure, local) >= 0
                    ? Range.ofExact(Formula.of(Values.parameterSymbol(procedure, local.name())))
                    : values.named(procedure, local);
        }
        for (Definition definition : found) {
            boolean readable = values.isStable(procedure, definition.value())
                    || !mentions(definition.value(), local) && isFresh(loop, definition);
            Range one = readable ? values.range(procedure, definition.value()) : Range.UNKNOWN;
            if (one.exact() == null && one.upper() == null) {
                return values.named(procedure, local);
            }
            range = range == null ? one : range.or(one);
        }
        return range == null ? values.named(procedure, local) : range;
    }

    /** The loop follows right behind, and nothing in between assigns or calls. */
    private boolean isFresh(Loop loop, Definition definition) {
        List<Instruction> instructions =
                flow.body().blocks().get(definition.block()).instructions();
        for (int i = definition.index() + 1; i < instructions.size(); i++) {
            if (instructions.get(i) instanceof Instruction.Invoke
                    || instructions.get(i) instanceof Instruction.Assign assign
                            && mentions(definition.value(), assign.target())) {
                return false;
            }
        }
        return flow.incoming(loop.header()).stream()
                .filter(edge -> flow.isReachable(edge.from()) && !loop.contains(edge.from()))
                .allMatch(edge -> edge.from() == definition.block());
    }

    private static boolean mentions(Expression value, Expression place) {
        return value.equals(place)
                || value instanceof Expression.Binary binary
                        && (mentions(binary.left(), place) || mentions(binary.right(), place))
                || value instanceof Expression.Cast cast && mentions(cast.value(), place)
                || value instanceof Expression.Negate negate && mentions(negate.operand(), place)
                || value instanceof Expression.Length length && mentions(length.array(), place)
                || value instanceof Expression.Result
                || value instanceof Expression.Choice;
    }

    private Range field(Loop loop, Expression.Field field) {
        List<Definition> found = new ArrayList<>();
        if (!callsMayChange(field) && reaching(loop, field, found) && !found.isEmpty()) {
            Range range = null;
            for (Definition definition : found) {
                Range one = values.isStable(procedure, definition.value())
                        ? values.range(procedure, definition.value())
                        : Range.UNKNOWN;
                range = range == null ? one : range.or(one);
            }
            return range == null || range.isUnknown() ? values.begin(procedure, field) : range;
        }
        Range made = made(loop, field);
        if (made != null) {
            return made;
        }
        Range own = values.begin(procedure, field);
        Formula least = values.leastEver(field);
        Formula most = least == null ? values.mostEver(field) : null;
        return least != null
                ? new Range(null, least, own.upper())
                : most != null ? new Range(null, own.lower(), most) : own;
    }

    /** What a field of an object in a local has where the object is made on each way to the loop: {@code new State(text, 0)}. */
    private @Nullable Range made(Loop loop, Expression.Field field) {
        List<Definition> found = new ArrayList<>();
        if (!(field.receiver() instanceof Expression.Local holder)
                || callsMayChange(field)
                || !reaching(loop, holder, found)) {
            return null;
        }
        Range range = null;
        for (Definition definition : found) {
            Expression value = facts.made(procedure, definition.value(), field).orElse(null);
            if (value == null || !values.isStable(procedure, value)) {
                return null;
            }
            Range one = values.range(procedure, value);
            range = range == null ? one : range.or(one);
        }
        return range == null || range.isUnknown() ? null : range;
    }

    /** Whether some call of the procedure changes the field, so that its last assignment here says nothing. */
    private boolean callsMayChange(Expression.Field field) {
        return flow.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .anyMatch(i -> i instanceof Instruction.Invoke && facts.changes(procedure, i, field));
    }

    /** How many elements a collection holds when the loop begins. */
    Range size(Loop loop, Expression place) {
        Range known = place instanceof Expression.Local local ? sizeBefore(loop, local) : null;
        return known != null ? known : Range.ofExact(values.sizes().of(procedure, place));
    }

    /** The size that a local's data was given, if it still has it where the loop begins. */
    private @Nullable Range sizeBefore(Loop loop, Expression.Local local) {
        List<Definition> found = new ArrayList<>();
        if (!reaching(loop, local, found)) {
            return isText(local) && found.isEmpty() && Values.parameter(procedure, local) >= 0
                    ? Range.ofExact(values.sizes().ofParameter(procedure, local))
                    : null;
        }
        Range range = null;
        for (Definition definition : found) {
            Formula size = isKept(loop, local, definition)
                    ? values.sizes().once(procedure, definition.value()).orElse(null)
                    : null;
            if (size == null) {
                return null;
            }
            range = range == null ? Range.ofExact(size) : range.or(Range.ofExact(size));
        }
        return range;
    }

    private boolean isText(Expression.Local local) {
        return procedure.body().localTypes().getOrDefault(local.name(), "").equals("java.lang.String");
    }

    /** Whether nothing changes the size on the way from its definition to the loop. */
    private boolean isKept(Loop loop, Expression.Local local, Definition definition) {
        if (flow.loopOf(definition.block()) != loop.parent()) {
            return false;
        }
        java.util.BitSet between = flow.reachable(
                definition.block(), edge -> edge.to() != loop.header() && edge.to() != definition.block());
        for (int block : flow.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            boolean defines = block == definition.block();
            for (int i = defines ? definition.index() + 1 : 0; between.get(block) && i < instructions.size(); i++) {
                effort.spend(1);
                if (instructions.get(i) instanceof Instruction.Invoke call && mayResize(call, local)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mayResize(Instruction.Invoke call, Expression.Local local) {
        return !isText(local)
                && values.sizeChanges().aliases(procedure, local).stream()
                        .anyMatch(
                                name -> !facts.sizeChange(procedure, call, name).equals(Change.NONE));
    }

    /** Tests on the way to the loop say more of a value that nothing has changed since. */
    private Range tested(Loop loop, Variable variable, Range start) {
        if (variable.kind() != Variable.Kind.VALUE || start.isPositive()) {
            return start;
        }
        Long least = leastTested(loop, variable.place());
        Long known = start.leastNumber();
        return least == null || known != null && known >= least
                ? start
                : new Range(start.exact(), Formula.of(least), start.upper());
    }

    /** The least number that a test on every way to the loop leaves for a local that has one value. */
    @Nullable
    Long leastTested(Loop loop, Expression place) {
        if (!(place instanceof Expression.Local local) || loop.parent() != null) {
            return null;
        }
        Long best = null;
        for (Test test : tests().getOrDefault(place, List.of())) {
            effort.spend(1);
            boolean holds = flow.dominates(test.edge().from(), loop.header())
                    && isOnEveryWay(test.edge(), loop.header())
                    && isAssignedAtMostInside(loop, local);
            Long least = holds ? least(test.comparison()) : null;
            best = least == null ? best : best == null ? least : Long.valueOf(Math.max(best, least));
        }
        return best;
    }

    /** What comparisons say of a local that is the larger side. */
    private Map<Expression, List<Test>> tests() {
        if (tests == null) {
            tests = new HashMap<>();
            for (int block : flow.order()) {
                if (flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                    for (FlowEdge edge : flow.outgoing(block)) {
                        addTest(tests, edge, branch.condition());
                    }
                }
            }
        }
        return tests;
    }

    private static void addTest(Map<Expression, List<Test>> tests, FlowEdge edge, Expression condition) {
        boolean whenTrue = edge.kind() == FlowEdge.Kind.WHEN_TRUE;
        if (whenTrue || edge.kind() == FlowEdge.Kind.WHEN_FALSE) {
            Comparison.of(condition, whenTrue)
                    .filter(test -> test.more() instanceof Expression.Local && test.form() != Comparison.Form.UNEQUAL)
                    .ifPresent(test -> tests.computeIfAbsent(test.more(), key -> new ArrayList<>())
                            .add(new Test(edge, test)));
        }
    }

    /** Whether every way to the loop has found the text of one value not to be empty. */
    boolean isSomething(Loop loop, Expression.Local text) {
        if (!values.isStable(procedure, text)) {
            return false;
        }
        effort.spend(flow.order().length);
        for (int block : flow.order()) {
            if (flow.dominates(block, loop.header())
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch
                    && branch.condition() instanceof Expression.Result result
                    && origins.call(procedure, result.call()).target().name().equals("isEmpty")
                    && text.equals(origins.call(procedure, result.call()).receiver())) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    if (edge.kind() == FlowEdge.Kind.WHEN_FALSE && isOnEveryWay(edge, loop.header())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private @Nullable Long least(Comparison comparison) {
        Long less = values.range(procedure, comparison.less()).leastNumber();
        return less == null ? null : Long.valueOf(comparison.form() == Comparison.Form.STRICT ? less + 1 : less);
    }

    /** A parameter, or a local of one value, that at most the loop itself assigns. */
    private boolean isAssignedAtMostInside(Loop loop, Expression.Local local) {
        int outside = 0;
        for (int block : assigning().getOrDefault(local, List.of())) {
            effort.spend(1);
            outside += loop.contains(block) ? 0 : 1;
        }
        boolean given = procedure.body().parameters().contains(local.name());
        return given ? outside == 0 : outside <= 1;
    }

    /** The blocks that assign each local, one for each assignment. */
    private Map<Expression, List<Integer>> assigning() {
        if (assigning == null) {
            assigning = new HashMap<>();
            for (int block : flow.order()) {
                for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                    if (instruction instanceof Instruction.Assign assign) {
                        assigning
                                .computeIfAbsent(assign.target(), key -> new ArrayList<>())
                                .add(block);
                    }
                }
            }
        }
        return assigning;
    }

    /** Whether every way to the block takes the edge. */
    boolean isOnEveryWay(FlowEdge passed, int target) {
        int to = passed.to();
        return flow.dominates(to, target)
                && flow.incoming(to).stream()
                        .allMatch(edge ->
                                edge == passed || !flow.isReachable(edge.from()) || flow.dominates(to, edge.from()));
    }

    /** Collects what the place was last assigned on each way into the loop; false if some way assigns nothing. */
    private boolean reaching(Loop loop, Expression place, List<Definition> found) {
        boolean everywhere = true;
        Set<FlowEdge> seen = new HashSet<>();
        Deque<FlowEdge> work = new ArrayDeque<>();
        for (FlowEdge edge : flow.incoming(loop.header())) {
            if (flow.isReachable(edge.from()) && !loop.contains(edge.from())) {
                work.add(edge);
            }
        }
        if (work.isEmpty()) {
            return false;
        }
        while (!work.isEmpty()) {
            FlowEdge edge = work.pop();
            if (!seen.add(edge)) {
                continue;
            }
            effort.spend(1);
            Definition last = lastAssigned(edge.from(), place);
            if (last != null && !found.contains(last)) {
                found.add(last);
            }
            // an exception may leave before the assignment
            if (last == null || edge.kind() == FlowEdge.Kind.EXCEPTION) {
                everywhere &= edge.from() != 0;
                flow.incoming(edge.from()).stream()
                        .filter(before -> flow.isReachable(before.from()))
                        .forEach(work::push);
            }
        }
        return everywhere;
    }

    private @Nullable Definition lastAssigned(int block, Expression place) {
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(place)) {
                return new Definition(block, i, assign.value());
            }
        }
        return null;
    }
}
