package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Recursions that go on only where a set did not hold a value yet: {@code if (!visited.add(node)) return;}. Where nothing is taken out of
 * the set and each value comes out of data that is there before, there are no more activations that go on than there are values.
 */
final class Visits {

    private static final int DEPTH = 16;

    private final Engine engine;
    private final RecursionBounds recursions;
    private final Procedure member;
    private final List<RecursionBounds.Edge> edges;
    private final DataValues data;

    /** @param edges all calls of the recursion, each cycle of which goes through the member */
    Visits(Engine engine, RecursionBounds recursions, Procedure member, List<RecursionBounds.Edge> edges) {
        this.engine = engine;
        this.recursions = recursions;
        this.member = member;
        this.edges = edges;
        this.data = new DataValues(engine, place -> false);
    }

    /** The first test that lets each value pass once; empty where there is none. */
    Optional<RecursionBounds.Needed> once() {
        return recursions.needed(member, edges, this::passingOnce);
    }

    /** The value that passes the side of the test only once. */
    private Optional<Expression> passingOnce(Expression condition, boolean stays) {
        return SetTest.of(engine, member, condition, stays)
                .filter(test ->
                        test.adds() || recursions.isBeforeEach(member, edges, instruction -> adds(instruction, test)))
                .filter(test -> onlyGrows(test.set()) && isAlwaysTaken(test.value(), DEPTH) && !grows())
                .map(SetTest::value);
    }

    private boolean adds(Instruction instruction, SetTest test) {
        return instruction instanceof Instruction.Invoke call
                && test.set().equals(call.receiver())
                && call.target().name().equals("add")
                && call.arguments().size() == 1
                && isSame(call.arguments().get(0), test.value());
    }

    /** {@code node.id()} twice is asked for by two calls. */
    private boolean isSame(Expression one, Expression other) {
        if (one instanceof Expression.Result first && other instanceof Expression.Result second) {
            Instruction.Invoke left = engine.origins().call(member, first.call());
            Instruction.Invoke right = engine.origins().call(member, second.call());
            return left.target().equals(right.target())
                    && Objects.equals(left.receiver(), right.receiver())
                    && left.arguments().equals(right.arguments())
                    && left.arguments().isEmpty();
        }
        return one.equals(other);
    }

    /** Whether it is the same set in each activation, and nothing is taken out of it. */
    private boolean onlyGrows(Expression set) {
        return recursions.isFixed(member, set, edges)
                && RecursionBounds.inside(edges).stream()
                        .allMatch(code -> engine.graph().calls(code).stream()
                                .allMatch(call -> edges.stream().anyMatch(edge -> edge.call() == call)
                                        || engine.facts()
                                                .sizeChange(code, call, set)
                                                .neverDown()));
    }

    private boolean grows() {
        return new GrownData(engine, Set.of(member)).grows(data.fields());
    }

    // ---- where the values come from

    /** Whether the value is the member's parameter, or a part of it, and each further call takes that out of data. */
    private boolean isAlwaysTaken(Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Local local) {
            int parameter = member.body().parameters().indexOf(local.name());
            if (parameter < 0) {
                return engine.origins()
                        .only(member, local)
                        .filter(only -> isAlwaysTaken(only, depth - 1))
                        .isPresent();
            }
            return engine.origins().assigned(member, local).isEmpty()
                    && edges.stream()
                            .filter(edge -> edge.to() == member)
                            .allMatch(edge -> parameter
                                            < edge.call().arguments().size()
                                    && data.isTaken(
                                            edge.from(), edge.call().arguments().get(parameter)));
        } else if (value instanceof Expression.Field field) {
            return field.receiver() != null && isAlwaysTaken(field.receiver(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(member, result.call());
            return call.receiver() != null
                    && call.arguments().isEmpty()
                    && !engine.facts().reachesModel(member, call)
                    && isAlwaysTaken(call.receiver(), depth - 1);
        }
        return false;
    }
}
