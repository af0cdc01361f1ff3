package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * A test that a further call needs.
     *
     * @param value what is visited, as written
     */
    record Found(SourceLocation at, String test, String value) {}

    /** The first test that lets each value pass once; empty where there is none. */
    Optional<Found> once() {
        ControlFlow flow = engine.flows().of(member);
        for (Block block : flow.body().blocks()) {
            if (block.terminator() instanceof Terminator.Branch branch && flow.isReachable(block.id())) {
                boolean onTrue = recursions.isBehind(member, edges, flow, block.id(), branch.whenTrue());
                boolean onFalse = recursions.isBehind(member, edges, flow, block.id(), branch.whenFalse());
                Expression value = onTrue == onFalse ? null : passingOnce(flow, branch.condition(), onTrue);
                if (value != null) {
                    ExpressionText text = new ExpressionText(member, engine.origins());
                    return Optional.of(
                            new Found(member.at(branch.line()), text.of(branch.condition()), text.of(value)));
                }
            }
        }
        return Optional.empty();
    }

    /** The value that passes the side of the test only once. */
    private @Nullable Expression passingOnce(ControlFlow flow, Expression condition, boolean stays) {
        if (condition instanceof Expression.Not not) {
            return passingOnce(flow, not.operand(), !stays);
        }
        if (!(condition instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = engine.origins().call(member, result.call());
        Expression set = call.receiver();
        if (set == null || call.arguments().size() != 1) {
            return null;
        }
        Expression value = call.arguments().get(0);
        boolean once = call.target().name().equals("add")
                ? stays
                : call.target().name().equals("contains") && !stays && isAddedBeforeEach(flow, set, value);
        return once && isSet(engine, member, set) && onlyGrows(set) && isAlwaysTaken(value, DEPTH) && !grows()
                ? value
                : null;
    }

    /** Whether the place is declared as a set. */
    static boolean isSet(Engine engine, Procedure procedure, Expression set) {
        String type = set instanceof Expression.Local local
                ? procedure.body().localTypes().getOrDefault(local.name(), "")
                : set instanceof Expression.Field field ? engine.calls().fieldType(field) : "";
        return !type.isEmpty() && engine.program().typing().isSubtype(type, "java.util.Set");
    }

    /** Whether the value is put into the set before each further call. */
    private boolean isAddedBeforeEach(ControlFlow flow, Expression set, Expression value) {
        return edges.stream().filter(edge -> edge.from().root() == member).allMatch(edge -> {
            int at = RecursionBounds.blockOf(member, edge, flow);
            return at >= 0
                    && flow.body().blocks().stream()
                            .filter(block -> block.id() == at || flow.dominates(block.id(), at))
                            .anyMatch(block -> addsBefore(block, edge, at, set, value));
        });
    }

    private boolean addsBefore(Block block, RecursionBounds.Edge edge, int at, Expression set, Expression value) {
        for (Instruction instruction : block.instructions()) {
            boolean calls = RecursionBounds.isCall(member, edge, instruction);
            if (calls && block.id() == at) {
                return false;
            }
            if (instruction instanceof Instruction.Invoke call
                    && set.equals(call.receiver())
                    && call.target().name().equals("add")
                    && call.arguments().size() == 1
                    && isSame(call.arguments().get(0), value)) {
                return true;
            }
        }
        return false;
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
