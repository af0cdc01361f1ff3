package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recursion that cuts a text or list in two and goes on with both sides: {@code half = text.length() / 2}, and again with
 * {@code text.substring(0, half)} and {@code text.substring(half)}. Each side is shorter than the whole as long as that has at least
 * as many elements as it is divided by.
 */
final class Halvings {

    private final Engine engine;
    private final Procedure member;
    private final Expression.Local whole;
    private long divisor;

    /**
     * A method that calls itself.
     *
     * @param whole its parameter with the data
     */
    Halvings(Engine engine, Procedure member, Expression.Local whole) {
        this.engine = engine;
        this.member = member;
        this.whole = whole;
    }

    /** Whether each further call is given one side of the data of its caller. */
    boolean areSides(List<RecursionBounds.Edge> edges) {
        int parameter = member.body().parameters().indexOf(whole.name());
        return engine.origins().assigned(member, whole).isEmpty()
                && !isResized()
                && edges.stream()
                        .allMatch(edge -> edge.to() == member
                                && edge.from().root() == member
                                && parameter < edge.call().arguments().size()
                                && isSide(edge.from(), edge.call().arguments().get(parameter)));
    }

    /** Whether the data is long enough where the test is passed, so that both sides are shorter than the whole. */
    boolean isEnough(Comparison test) {
        boolean strict = test.form() == Comparison.Form.STRICT;
        return (strict || test.form() == Comparison.Form.LOOSE)
                && isLength(member, test.more())
                && number(test.less()) + (strict ? 1 : 0) >= divisor;
    }

    private boolean isResized() {
        for (Block block : member.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call
                        && !engine.facts().sizeChange(member, call, whole).equals(Change.NONE)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isSide(Procedure procedure, Expression value) {
        Origin side = valueOf(procedure, value);
        if (!(side.expression() instanceof Expression.Result result)) {
            return false;
        }
        Procedure cutting = side.procedure();
        Instruction.Invoke call = engine.origins().call(cutting, result.call());
        MethodRow row = engine.calls().of(cutting, call).row();
        if (row == null
                || row.context() != ContextOperation.CUT
                || row.size() != null && row.size().relation() == Size.Relation.LIMIT
                || !isWhole(cutting, call.receiver())) {
            return false;
        }
        List<Expression> ends = call.arguments();
        boolean toTheEnd = ends.size() == 1 || ends.size() == 2 && isLength(cutting, ends.get(1));
        return toTheEnd && isHalf(cutting, ends.get(0))
                || ends.size() == 2 && number(ends.get(0)) == 0 && isHalf(cutting, ends.get(1));
    }

    private boolean isWhole(Procedure procedure, @Nullable Expression value) {
        return value instanceof Expression.Local local
                && local.equals(whole)
                && engine.origins().declaring(procedure, local) == member;
    }

    private boolean isHalf(Procedure procedure, Expression value) {
        Origin half = valueOf(procedure, value);
        if (!(half.expression() instanceof Expression.Binary part) || !isLength(half.procedure(), part.left())) {
            return false;
        }
        long number = number(part.right());
        long by = part.operator() == Expression.Operator.DIVIDE
                ? number
                : part.operator() == Expression.Operator.SHIFT_RIGHT && number == 1 ? 2 : 0;
        divisor = Math.max(divisor, by);
        return by >= 2;
    }

    private boolean isLength(Procedure procedure, Expression value) {
        Origin length = valueOf(procedure, value);
        if (!(length.expression() instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = engine.origins().call(length.procedure(), result.call());
        return engine.facts().isNumberOf(length.procedure(), call) && isWhole(length.procedure(), call.receiver());
    }

    /** What a local holds that has one assignment, which may stand in the method round a lambda; else the expression itself. */
    private Origin valueOf(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local && !local.equals(whole)) {
            Procedure declaring = engine.origins().declaring(procedure, local);
            if (!declaring.body().parameters().contains(local.name())) {
                return engine.origins()
                        .only(declaring, local)
                        .map(held -> new Origin(declaring, held))
                        .orElse(new Origin(procedure, value));
            }
        }
        return new Origin(procedure, value);
    }

    /** The number that stands there or in a constant; a negative one where it is not known. */
    private long number(Expression value) {
        if (value instanceof Expression.Field field
                && engine.values().isConstantField(field)
                && engine.origins().assigned(field).size() == 1) {
            return number(engine.origins().assigned(field).get(0).expression());
        }
        return value instanceof Expression.Constant constant && constant.value() instanceof Long number
                ? number
                : Integer.MIN_VALUE;
    }
}
