package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often code goes on with an object that is made of the one that it has, and counts in a field of it: {@code new State(answer,
 * state.turn() + 1)}.
 */
final class RemadeDepth {

    private final Engine engine;
    private final Procedure member;
    private final Expression.Local object;
    private final List<Origin> made;

    /**
     * Code that goes on.
     *
     * @param member the procedure with the test
     * @param object the object that it has, by the name that all use
     * @param made what it goes on with
     */
    RemadeDepth(Engine engine, Procedure member, Expression.Local object, List<Origin> made) {
        this.engine = engine;
        this.member = member;
        this.object = object;
        this.made = made;
    }

    /**
     * How often it goes on, one after the other, at most, if it does so only where the test holds.
     *
     * @param isFixed whether a limit is the same each time
     */
    Optional<Formula> calls(Comparison test, Predicate<Expression> isFixed) {
        boolean loose = test.form() == Comparison.Form.LOOSE;
        boolean rising = fieldOf(engine, member, test.less(), object) != null;
        Expression.Field field = fieldOf(engine, member, rising ? test.less() : test.more(), object);
        Expression limit = rising ? test.more() : test.less();
        if (field == null
                || made.isEmpty()
                || !(loose || test.form() == Comparison.Form.STRICT)
                || !isFixed.test(limit) && !isHandedOn(limit)) {
            return Optional.empty();
        }
        long step = Long.MAX_VALUE;
        for (Origin one : made) {
            step = Math.min(
                    step,
                    engine.facts()
                            .made(one.procedure(), one.expression(), field)
                            .map(value -> Change.ofAssignment(value, field).times(rising ? 1 : -1))
                            .filter(change -> change.kind() == Change.Kind.ADD)
                            .map(Change::least)
                            .orElse(0L));
        }
        long by = step;
        return by < 1 || by > Change.UNLIMITED || !neverBack(field, rising ? 1 : -1)
                ? Optional.empty()
                : engine.values()
                        .reach(member, field, limit, rising)
                        .map(span -> (loose ? span.plus(Formula.ONE) : span)
                                .ceilDividedBy(by)
                                .atLeastZero());
    }

    /** Whether the limit stands in the object itself, and in each new one as it was. */
    private boolean isHandedOn(Expression limit) {
        Expression.Field field = fieldOf(engine, member, limit, object);
        return field != null
                && made.stream()
                        .allMatch(one -> engine.facts()
                                .made(one.procedure(), one.expression(), field)
                                .filter(field::equals)
                                .isPresent());
    }

    /** Whether no object that there is already moves away from the limit. */
    private boolean neverBack(Expression.Field field, int sign) {
        return isGivenOnce(engine, field)
                || Stream.concat(Stream.of(member), made.stream().map(Origin::procedure))
                        .distinct()
                        .allMatch(code -> code.body().blocks().stream()
                                .flatMap(block -> block.instructions().stream())
                                .allMatch(instruction -> FieldRecursion.change(engine, code, instruction, field)
                                        .times(sign)
                                        .neverDown()));
    }

    /** Whether only constructors set a field. */
    static boolean isGivenOnce(Engine engine, Expression.Field field) {
        List<Origin> assigned = engine.origins().assigned(field);
        return !assigned.isEmpty()
                && assigned.stream()
                        .allMatch(value -> value.procedure().method().name().equals("<init>"));
    }

    /** The field of the object that the value is. */
    static Expression.@Nullable Field fieldOf(
            Engine engine, Procedure procedure, Expression value, Expression.Local object) {
        Expression read = value instanceof Expression.Result result
                ? engine.facts()
                        .inlined(procedure, engine.origins().call(procedure, result.call()))
                        .orElse(value)
                : value;
        return read instanceof Expression.Field field && object.equals(field.receiver()) ? field : null;
    }
}
