package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.LinkedHashSet;
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
    private final Parts parts;
    private final Set<Expression.Field> fields = new LinkedHashSet<>();

    /** @param edges all calls of the recursion, each cycle of which goes through the member */
    Visits(Engine engine, RecursionBounds recursions, Procedure member, List<RecursionBounds.Edge> edges) {
        this.engine = engine;
        this.recursions = recursions;
        this.member = member;
        this.edges = edges;
        this.parts = new Parts(engine);
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
        return once && isSet(set) && onlyGrows(set) && isAlwaysTaken(value, DEPTH) && !grows() ? value : null;
    }

    private boolean isSet(Expression set) {
        String type = set instanceof Expression.Local local
                ? member.body().localTypes().getOrDefault(local.name(), "")
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
        return new GrownData(engine, Set.of(member)).grows(fields);
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
                                    && isTaken(
                                            edge.from(), edge.call().arguments().get(parameter), DEPTH));
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

    /** Whether the value is one that is in data already: an element, a field, what is looked up. What is made or asked for is not. */
    private boolean isTaken(Procedure procedure, Expression value, int depth) {
        if (depth == 0 || engine.answers().isAnswer(procedure, value)) {
            return false;
        } else if (value instanceof Expression.Local local) {
            return isTakenLocal(engine.origins().declaring(procedure, local), local, depth);
        } else if (value instanceof Expression.Field field) {
            fields.add(field);
            return field.receiver() == null || isTaken(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Next next) {
            return isTaken(procedure, next.cursor(), depth - 1);
        } else if (value instanceof Expression.Cursor cursor) {
            return isTaken(procedure, cursor.collection(), depth - 1);
        } else if (value instanceof Expression.Element element) {
            return isTaken(procedure, element.array(), depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return isTaken(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return isTaken(procedure, choice.then(), depth - 1) && isTaken(procedure, choice.otherwise(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            return isGiven(procedure, engine.origins().call(procedure, result.call()), depth);
        }
        return value instanceof Expression.Constant
                || value instanceof Expression.Null
                || value instanceof Expression.This;
    }

    private boolean isTakenLocal(Procedure declaring, Expression.Local local, int depth) {
        List<Origin> assigned = engine.origins().assigned(declaring, local);
        if (declaring.body().parameters().contains(local.name())) {
            return assigned.isEmpty()
                    && (!declaring.isLambda()
                            || parts.given(declaring)
                                    .filter(data -> isTaken(data.procedure(), data.expression(), depth - 1))
                                    .isPresent());
        }
        return !assigned.isEmpty()
                && assigned.stream().allMatch(one -> isTaken(one.procedure(), one.expression(), depth - 1));
    }

    /** What a library's call reads of data, or passes on; what a method of the sources returns. */
    private boolean isGiven(Procedure procedure, Instruction.Invoke call, int depth) {
        if (engine.facts().reachesModel(procedure, call)) {
            return false;
        }
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (!meaning.targets().isEmpty()) {
            return (call.receiver() == null || isTaken(procedure, call.receiver(), depth - 1))
                    && meaning.targets().stream().allMatch(target -> areTaken(target, depth));
        }
        MethodRow row = meaning.row();
        if (row == null || call.receiver() == null) {
            return false;
        }
        boolean holdsMore = row.size() != null && row.size().relation() == Size.Relation.MULTIPLY;
        boolean reads = row.context() == ContextOperation.READ
                || row.cursor() != null
                || row.size() != null && !(holdsMore && meaning.functions().isEmpty());
        // what stands for an element where there is none
        boolean othersTaken = row.valueOf() == null
                || Settings.operands(call, row.valueOf()).stream()
                        .allMatch(value -> isTaken(procedure, value, depth - 1));
        return reads
                && othersTaken
                && isTaken(procedure, call.receiver(), depth - 1)
                && meaning.functions().stream()
                        .flatMap(function -> function.procedures().stream())
                        .allMatch(function -> areTaken(function, depth));
    }

    private boolean areTaken(Procedure procedure, int depth) {
        List<Origin> returned = engine.origins().returned(procedure);
        return !returned.isEmpty()
                && returned.stream().allMatch(one -> isTaken(one.procedure(), one.expression(), depth - 1));
    }
}
