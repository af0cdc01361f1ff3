package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counters in the state of a graph that limit an edge which closes a cycle: the code that chooses the edge compares the value
 * of the state with a limit, or a node of the cycle does and writes what ends the cycle. Each visit of a node that the cycle
 * cannot avoid raises the value, and none that goes on sets it to anything else.
 */
final class GraphCounters {

    private static final int DEPTH = 6;
    private static final List<String> WRITES = List.of("put", "set", "add", "merge", "compute", "replace", "update");

    private final Engine engine;
    private final StateUpdates updates;
    private final StateConditions conditions;

    GraphCounters(Engine engine) {
        this.engine = engine;
        this.updates = new StateUpdates(engine);
        this.conditions = new StateConditions(engine);
    }

    /** A limit on how often an edge is taken. */
    record Found(Formula times, Step step) {}

    /**
     * A comparison that must have come out well.
     *
     * @param most the value of the counter with which it comes out well for the last time, plus one
     */
    private record Test(String key, Formula most, SourceLocation location) {}

    /** What one visit of a place writes. */
    private record Visit(Procedure code, StateUpdates.Update update) {}

    /** The limit on an edge that closes a cycle. */
    Optional<Found> of(DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge) {
        Set<String> body = graph.body(edge);
        List<String> passed = Stream.concat(Stream.of(edge.from()), body.stream())
                .distinct()
                .filter(place -> graph.isPassed(edge, place))
                .toList();
        return passed.stream()
                .flatMap(place -> inChooser(graph, edge, body, place).stream())
                .findFirst()
                .or(() -> passed.stream()
                        .flatMap(place -> inNode(graph, edge, body, place).stream())
                        .findFirst());
    }

    // ---- where the counter is tested

    /** A place from which the cycle goes on only by edges that are chosen while the counter is below a limit. */
    private Optional<Found> inChooser(
            DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, Set<String> body, String place) {
        List<DeclaredGraphs.Edge> on = goingOn(graph, edge, body, place);
        List<StateUpdates.Update> visits =
                visits(graph, place).stream().map(Visit::update).toList();
        List<StateUpdates.Update> before = visits.isEmpty() ? List.of(StateUpdates.Update.none(true)) : visits;
        Set<Test> tests = new LinkedHashSet<>();
        for (DeclaredGraphs.Edge next : on) {
            List<Procedure> deciding = conditions.deciding(next);
            if (deciding.isEmpty()) {
                return Optional.empty();
            }
            for (Procedure chooser : deciding) {
                for (StateUpdates.Update update : before) {
                    for (StateConditions.Way choice : conditions.choices(chooser, next.label(), update)) {
                        Optional<Test> test = tests(chooser, choice).stream()
                                .filter(one -> isRaised(graph, edge, body, one.key()))
                                .findFirst();
                        if (test.isEmpty()) {
                            return Optional.empty();
                        }
                        tests.add(test.get());
                    }
                }
            }
        }
        // a node that raises the counter before each test has raised it once before the first
        boolean raisedBefore = tests.stream().allMatch(test -> raisesEach(graph, place, on, test.key()));
        return found(graph, edge, place, tests)
                .map(found -> raisedBefore
                        ? new Found(found.times().minus(Formula.ONE).atLeastZero(), found.step())
                        : found);
    }

    /** The edges by which the cycle goes on from a place: where the closing edge begins, it alone. */
    private static List<DeclaredGraphs.Edge> goingOn(
            DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, Set<String> body, String place) {
        return place.equals(edge.from()) ? List.of(edge) : graph.between(place, body);
    }

    /** A node that goes on in the cycle only while the counter is below a limit. */
    private Optional<Found> inNode(
            DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, Set<String> body, String place) {
        Set<Test> tests = new LinkedHashSet<>();
        for (Visit visit : visits(graph, place)) {
            if (conditions.mayTake(graph.between(place, body), visit.update())) {
                Optional<Test> test = tests(visit.code(), visit.update().exit()).stream()
                        .filter(one -> isRaised(graph, edge, body, one.key()))
                        .findFirst();
                if (test.isEmpty()) {
                    return Optional.empty();
                }
                tests.add(test.get());
            }
        }
        return found(graph, edge, place, tests);
    }

    /** @param place where the tests are made */
    private static Optional<Found> found(
            DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, String place, Set<Test> tests) {
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        Formula most = tests.stream().map(Test::most).reduce(Formula.ZERO, Formula::max);
        Test first = tests.iterator().next();
        // a cycle that is entered behind the tests comes to its end once without one
        Formula times = graph.isEnteredBehind(edge, place) ? most.plus(Formula.ONE) : most;
        return Optional.of(new Found(
                times,
                new Step(
                        first.location(),
                        "the cycle goes on only while '" + first.key() + "' in the graph's state is below " + most)));
    }

    /** What the visits of a place may write; a node of the library's own writes none of the keys that the sources name. */
    private List<Visit> visits(DeclaredGraphs.DeclaredGraph graph, String place) {
        List<Visit> found = new ArrayList<>();
        for (Procedure code : code(graph, place)) {
            updates.of(code).forEach(update -> found.add(new Visit(code, update)));
        }
        return found;
    }

    private List<Procedure> code(DeclaredGraphs.DeclaredGraph graph, String place) {
        return conditions.behind(graph.nodes().getOrDefault(place, List.of()));
    }

    private List<Test> tests(Procedure procedure, StateConditions.Way way) {
        int line = engine.flows().of(procedure).body().blocks().get(way.block()).terminator()
                        instanceof Terminator.Return end
                ? end.line()
                : 0;
        return Stream.concat(
                        way.conditions().entrySet().stream()
                                .map(condition -> test(procedure, line, condition.getKey(), condition.getValue()))
                                .filter(Objects::nonNull),
                        tests(procedure, way.block()).stream())
                .toList();
    }

    /** The comparisons with a limit that must have come out well before the block is reached. */
    private List<Test> tests(Procedure procedure, int block) {
        ControlFlow flow = engine.flows().of(procedure);
        List<Test> found = new ArrayList<>();
        for (Block candidate : procedure.body().blocks()) {
            if (candidate.terminator() instanceof Terminator.Branch branch) {
                Test test = null;
                if (StateConditions.leadsTo(flow, branch.whenTrue(), block)) {
                    test = test(procedure, branch.line(), branch.condition(), true);
                } else if (StateConditions.leadsTo(flow, branch.whenFalse(), block)) {
                    test = test(procedure, branch.line(), branch.condition(), false);
                }
                if (test != null) {
                    found.add(test);
                }
            }
        }
        return found;
    }

    private @Nullable Test test(Procedure chooser, int line, Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return test(chooser, line, not.operand(), !holds);
        }
        if (!(condition instanceof Expression.Binary binary)) {
            return null;
        }
        Expression.Operator operator = holds ? binary.operator() : negated(binary.operator());
        Expression counter = binary.left();
        Expression limit = binary.right();
        if (operator == Expression.Operator.GREATER || operator == Expression.Operator.GREATER_EQUAL) {
            counter = binary.right();
            limit = binary.left();
            operator =
                    operator == Expression.Operator.GREATER ? Expression.Operator.LESS : Expression.Operator.LESS_EQUAL;
        }
        if (operator != Expression.Operator.LESS && operator != Expression.Operator.LESS_EQUAL) {
            return null;
        }
        String key = conditions.key(chooser, counter);
        Optional<Formula> most = engine.values().most(chooser, limit);
        if (key == null || most.isEmpty()) {
            return null;
        }
        Formula times =
                operator == Expression.Operator.LESS ? most.get() : most.get().plus(Formula.ONE);
        return new Test(key, times.atLeastZero(), chooser.at(line));
    }

    private static Expression.Operator negated(Expression.Operator operator) {
        return switch (operator) {
            case LESS -> Expression.Operator.GREATER_EQUAL;
            case LESS_EQUAL -> Expression.Operator.GREATER;
            case GREATER -> Expression.Operator.LESS_EQUAL;
            case GREATER_EQUAL -> Expression.Operator.LESS;
            default -> operator;
        };
    }

    // ---- where it is raised

    /** Whether the nodes that are visited again raise the value each time, and none that goes on sets it to anything else. */
    private boolean isRaised(
            DeclaredGraphs.DeclaredGraph graph, DeclaredGraphs.Edge edge, Set<String> body, String key) {
        for (String place : body) {
            List<DeclaredGraphs.Edge> on = graph.between(place, body);
            for (Visit visit : visits(graph, place)) {
                boolean understood = visit.update().complete() || !names(visit.code(), key);
                if (!(rises(visit, key) && understood) && conditions.mayTake(on, visit.update())) {
                    return false;
                }
            }
        }
        return body.stream()
                .anyMatch(place -> graph.isPassed(edge, place)
                        // where the edge begins, only what comes before it counts
                        && raisesEach(graph, place, goingOn(graph, edge, body, place), key));
    }

    /** Whether each visit of the place after which one of the edges may be taken raises the value. */
    private boolean raisesEach(
            DeclaredGraphs.DeclaredGraph graph, String place, List<DeclaredGraphs.Edge> edges, String key) {
        List<Visit> visits = visits(graph, place);
        return !visits.isEmpty()
                && visits.stream()
                        .allMatch(visit ->
                                rises(visit, key) && visit.update().sure().contains(key)
                                        || !conditions.mayTake(edges, visit.update()));
    }

    /** Whether nothing but a higher value is written. */
    private boolean rises(Visit visit, String key) {
        return visit.update().values().getOrDefault(key, List.of()).stream().allMatch(written -> isRise(written, key));
    }

    /** Whether the code, or what it calls, has the key in its hands beside reading it. */
    private boolean names(Procedure code, String key) {
        Set<Procedure> all = engine.graph().calledFrom(List.of(code));
        return all.stream()
                .flatMap(procedure -> engine.graph().calls(procedure).stream()
                        .filter(call ->
                                writes(call) || conditions.key(procedure, new Expression.Result(call.id())) == null)
                        .flatMap(call -> call.arguments().stream())
                        .flatMap(argument -> engine.runs().graphs().names(procedure, argument).stream()))
                .anyMatch(key::equals);
    }

    /** A map that is handed over is filled as a state is read: by calls that name a key. */
    private static boolean writes(Instruction.Invoke call) {
        return WRITES.stream().anyMatch(call.target().name()::startsWith);
    }

    private boolean isRise(StateUpdates.Written written, String key) {
        return isRise(written.frame(), written.value(), key, DEPTH);
    }

    private boolean isRise(StateUpdates.Frame frame, Expression value, String key, int depth) {
        if (depth > 0 && value instanceof Expression.Local local) {
            List<Origin> assigned = engine.origins().assigned(frame.procedure(), local);
            return assigned.size() == 1
                    && isRise(
                            frame.of(assigned.get(0).procedure()),
                            assigned.get(0).expression(),
                            key,
                            depth - 1);
        }
        return value instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.PLUS
                && binary.right() instanceof Expression.Constant constant
                && constant.value() instanceof Long step
                && step > 0
                && isRead(frame, binary.left(), key);
    }

    /** Whether the value was read under the key, there or where the code was called. */
    private boolean isRead(StateUpdates.Frame frame, Expression value, String key) {
        StateUpdates.Written argument =
                value instanceof Expression.Local local ? frame.arguments().get(local.name()) : null;
        return argument == null
                ? key.equals(conditions.key(frame.procedure(), value))
                : isRead(argument.frame(), argument.value(), key);
    }
}
