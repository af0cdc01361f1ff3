package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What settings hold by default: the numbers that the program gives them. A limit that some value switches off, as in
 * {@code if (max > 0 && turn >= max)}, holds where every such number switches it on, as a default of 100 does. Where it is off by
 * default, or where the program gives it no number at all, it is no limit.
 */
public final class Defaults {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Map<Optional<Expression>, List<Switch>> off = new HashMap<>();
    private @Nullable Map<Optional<Expression>, List<Switch>> switches;

    /** For the tests of one procedure. */
    public Defaults(Procedure procedure, ControlFlow flow, Origins origins, Values values, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
    }

    /** The edges that avoid the guard because its limit is switched off, which it is not by default; with the text of the test. */
    Map<FlowEdge, Expression> offEdges(Loop loop, Guard guard) {
        return Comparison.of(guard.condition(), guard.stayWhen())
                .map(limited -> offEdges(loop::contains, loop.header(), guard.block(), limited))
                .orElse(Map.of());
    }

    /** The same for a test that control need not pass twice in the body. */
    public Map<FlowEdge, Expression> offEdges(int block, Comparison limited) {
        return offEdges(other -> true, -1, block, limited);
    }

    /** @param end where a turn ends, or none */
    private Map<FlowEdge, Expression> offEdges(IntPredicate inside, int end, int tested, Comparison limited) {
        Map<FlowEdge, Expression> found = new LinkedHashMap<>();
        Stream.of(
                        off(Optional.empty()),
                        off(Optional.of(plain(limited.less(), 4))),
                        off(Optional.of(plain(limited.more(), 4))))
                .flatMap(List::stream)
                .filter(side -> {
                    int block = side.edge().from();
                    return inside.test(block) && block != tested && flow.dominates(block, tested);
                })
                .filter(side -> !leadsTo(inside, end, side.edge(), tested))
                .sorted(Comparator.comparingInt(
                        side -> flow.position(side.edge().from())))
                .forEach(side -> found.put(side.edge(), side.condition()));
        return found;
    }

    /** Whether control comes over the edge to the block in the same turn. */
    private boolean leadsTo(IntPredicate inside, int end, FlowEdge edge, int block) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> work = new ArrayDeque<>(List.of(edge.to()));
        while (!work.isEmpty()) {
            int at = work.pop();
            if (at == block) {
                return true;
            }
            if (at != end && inside.test(at) && reached.add(at)) {
                flow.outgoing(at).forEach(out -> work.push(out.to()));
            }
        }
        return false;
    }

    // ---- what switches a limit off

    /**
     * A side of a test that may switch a limit off.
     *
     * @param test what compares the limit with something fixed; null where it is a flag
     * @param limit what is off there; empty for whatever limit there is
     */
    private record Switch(
            FlowEdge edge, Expression condition, @Nullable Comparison test, Optional<Expression> limit) {}

    /** The sides that switch the limit off and that are not taken by default. */
    private List<Switch> off(Optional<Expression> limit) {
        return off.computeIfAbsent(
                limit,
                key -> switches().getOrDefault(key, List.of()).stream()
                        .filter(this::isOff)
                        .toList());
    }

    private Map<Optional<Expression>, List<Switch>> switches() {
        if (switches == null) {
            switches = Arrays.stream(flow.order())
                    .boxed()
                    .flatMap(this::switchesAt)
                    .collect(Collectors.groupingBy(Switch::limit));
        }
        return switches;
    }

    private Stream<Switch> switchesAt(int block) {
        return flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch
                ? flow.outgoing(block).stream()
                        .filter(FlowEdge::isOfTest)
                        .flatMap(edge -> switchOn(edge, branch.condition()).stream())
                : Stream.empty();
    }

    private Optional<Switch> switchOn(FlowEdge edge, Expression condition) {
        Comparison test = Comparison.of(condition, isTrue(edge)).orElse(null);
        if (test == null) {
            return Optional.of(new Switch(edge, condition, null, Optional.empty()));
        }
        return isFixed(test.more()) == isFixed(test.less())
                ? Optional.empty()
                : Optional.of(new Switch(
                        edge,
                        condition,
                        test,
                        Optional.of(plain(isFixed(test.more()) ? test.less() : test.more(), 4))));
    }

    private static boolean isTrue(FlowEdge edge) {
        return edge.kind() == FlowEdge.Kind.WHEN_TRUE;
    }

    private boolean isOff(Switch side) {
        return side.test() == null
                ? isOffFlag(side.condition(), isTrue(side.edge()))
                : !isTakenByDefault(side.test(), side.limit().orElseThrow());
    }

    /** {@code limited && turn >= max}: whether the flag has the other value wherever the program sets it, and from the beginning. */
    private boolean isOffFlag(Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return isOffFlag(not.operand(), !holds);
        }
        Expression.Field flag = plain(condition, 4) instanceof Expression.Field field ? field : null;
        FieldDeclaration declared =
                flag == null ? null : values.program().declaration(flag).orElse(null);
        if (flag == null || declared == null || !declared.isFinal() && declared.initializer() == null) {
            return false;
        }
        List<Origin> set = origins.of(procedure, flag, Origins.Depth.VALUE);
        Expression on = new Expression.Constant(!holds);
        return set.stream().anyMatch(value -> value.expression().equals(on))
                && set.stream().allMatch(value -> value.expression().equals(on) || isFromOutside(value));
    }

    /** What code outside of the program may hand over. */
    private static boolean isFromOutside(Origin value) {
        return value.expression() instanceof Expression.Local local
                && value.procedure().body().parameters().contains(local.name());
    }

    /** Whether the value is a setting that someone else may change, but not the loop, and each number that the program gives it is positive. */
    boolean isPositive(Loop loop, Expression value) {
        Expression place = plain(value, 4);
        List<Long> numbers =
                isSetting(place) && isLeft(loop, place) ? values.givenNumbers().of(procedure, place) : List.of();
        return !numbers.isEmpty() && numbers.stream().allMatch(number -> number > 0);
    }

    /** Whether no turn of the loop changes what a local or a field holds. */
    boolean isLeft(Loop loop, Expression place) {
        return flow.instructions(loop).stream().noneMatch(instruction -> facts.changes(procedure, instruction, place));
    }

    private boolean isSetting(Expression place) {
        return place instanceof Expression.Field
                || place instanceof Expression.Result result
                        && facts.valueOf(procedure, origins.call(procedure, result.call()))
                                .isPresent();
    }

    private static boolean isFixed(Expression side) {
        return side instanceof Expression.Constant || side instanceof Expression.Null;
    }

    /** Whether one of the numbers that the limit is given switches it off, or it is given none. */
    private boolean isTakenByDefault(Comparison test, Expression limit) {
        boolean right = isFixed(test.more());
        boolean mayBeNull = origins.of(procedure, limit, Origins.Depth.VALUE).stream()
                .anyMatch(leaf -> leaf.expression() instanceof Expression.Null);
        List<Long> numbers = values.givenNumbers().of(procedure, limit);
        Expression fixed = right ? test.more() : test.less();
        return mayBeNull
                || numbers.isEmpty()
                || fixed instanceof Expression.Constant constant
                        && constant.value() instanceof Long against
                        && numbers.stream()
                                .anyMatch(number ->
                                        holds(test.form(), right ? number : against, right ? against : number));
    }

    private static boolean holds(Comparison.Form form, long less, long more) {
        return switch (form) {
            case STRICT -> less < more;
            case LOOSE -> less <= more;
            case UNEQUAL -> less != more;
            case EQUAL -> less == more;
        };
    }

    /** The place behind getters and conversions. */
    private Expression plain(Expression expression, int depth) {
        if (depth > 0 && expression instanceof Expression.Cast cast) {
            return plain(cast.value(), depth - 1);
        }
        if (depth > 0 && expression instanceof Expression.Result result) {
            return facts.inlined(procedure, origins.call(procedure, result.call()))
                    .map(value -> plain(value, depth - 1))
                    .orElse(expression);
        }
        if (depth > 0 && expression instanceof Expression.Local local) {
            return origins.only(procedure, local)
                    .filter(value -> value instanceof Expression.Field || value instanceof Expression.Result)
                    .map(value -> plain(value, depth - 1))
                    .orElse(expression);
        }
        return expression;
    }
}
