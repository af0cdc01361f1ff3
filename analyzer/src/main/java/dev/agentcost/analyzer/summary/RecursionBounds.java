package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.KnownLocals;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.Graphs;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.alg.shortestpath.BFSShortestPath;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.MaskSubgraph;
import org.jspecify.annotations.Nullable;

/**
 * How deep a recursion goes: by a parameter that moves towards a limit which every further call is behind, or by descent
 * into a part of the data.
 */
final class RecursionBounds {

    /**
     * The answer for one cycle of calls.
     *
     * @param depth activations that may be open at once, at most; null where nothing limits them
     * @param structural whether each activation takes a part of what its caller took
     * @param site the call that closes the cycle
     */
    record Found(
            @Nullable Formula depth,
            boolean structural,
            Driver driver,
            Procedure procedure,
            Instruction.Invoke site,
            List<Step> derivation,
            String remedy) {

        /** How often it calls itself, one inside the other, at most: the first activation is not its own call. */
        @Nullable
        Formula calls() {
            return depth == null || structural ? depth : depth.minus(Formula.ONE);
        }
    }

    /** A call inside the component. */
    record Edge(Procedure from, Instruction.Invoke call, Procedure to) {}

    /** How many parameters a value is followed through, one handed to the next. */
    private static final int DEPTH = 4;

    private final Engine engine;
    private final Descents descents;
    private final Demands demanded;
    private final Map<Procedure, NeededTests> tests = new HashMap<>();

    RecursionBounds(Engine engine) {
        this.engine = engine;
        this.demanded = new Demands(engine);
        this.descents = new Descents(engine);
    }

    Optional<Found> of(List<Procedure> component) {
        Set<Procedure> members = new HashSet<>(component);
        List<Edge> edges = new ArrayList<>();
        List<Edge> throughLibrary = new ArrayList<>();
        for (Procedure procedure : component) {
            for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                CallMeaning meaning = engine.calls().of(procedure, call);
                meaning.targets().stream()
                        .filter(members::contains)
                        .forEach(target -> edges.add(new Edge(procedure, call, target)));
                meaning.functions().stream()
                        .flatMap(function -> function.procedures().stream())
                        .filter(code -> members.contains(code) && !code.isLambda())
                        .forEach(code -> edges.add(new Edge(procedure, call, code)));
                engine.runs().code(procedure, meaning).stream()
                        .filter(members::contains)
                        .forEach(target -> throughLibrary.add(new Edge(procedure, call, target)));
            }
        }
        if (!throughLibrary.isEmpty()) {
            // what a tool is given the model decides, not the code that asked it
            return Optional.of(unbounded(component, throughLibrary, closing(component, throughLibrary)));
        }
        if (edges.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(limited(component, edges)
                .or(() -> nested(component, edges))
                .orElseGet(() -> unbounded(component, edges, closing(component, edges))));
    }

    /** What limits all of the calls at once. */
    private Optional<Found> limited(List<Procedure> component, List<Edge> edges) {
        Edge closing = closing(component, edges);
        List<Procedure> cutting = cutting(component, edges, closing);
        for (Procedure member : cutting) {
            for (int i = 0; i < member.body().parameters().size(); i++) {
                int parameter = i;
                Optional<Found> counted = counted(member, parameter, edges, closing)
                        .or(() -> refuted(member, parameter, edges, closing))
                        .or(() -> carried(component, member, parameter, edges, closing))
                        .or(() -> remade(member, parameter, edges, closing))
                        .or(() -> refutedPart(member, parameter, edges, closing));
                if (counted.isPresent()) {
                    return counted;
                }
            }
        }
        Optional<Found> inField = inField(edges, closing);
        if (inField.isPresent()) {
            return inField;
        }
        for (Procedure member : cutting) {
            Optional<Found> carried = carriedByItself(component, member, edges, closing);
            if (carried.isPresent()) {
                return carried;
            }
        }
        return descending(edges, closing)
                .or(() -> visiting(cutting, edges, closing))
                .or(() -> draining(cutting, edges, closing));
    }

    // ---- a recursion within a recursion

    /**
     * {@code run(depth + 1)} in {@code ask(question, attempt)} that calls itself {@code attempt + 1}: a limit of the one holds whatever
     * the other does in between, and between two calls of the one only the other goes on.
     */
    private Optional<Found> nested(List<Procedure> component, List<Edge> edges) {
        Edge closing = closing(component, edges);
        for (Procedure member : component) {
            for (int i = 0; i < member.body().parameters().size() && !member.isLambda(); i++) {
                int parameter = i;
                Optional<Found> outer = counted(member, parameter, edges, closing)
                        .or(() -> remade(member, parameter, edges, closing))
                        .flatMap(found -> between(component, member, edges).map(inner -> around(found, inner)));
                if (outer.isPresent()) {
                    return outer;
                }
            }
        }
        return Optional.empty();
    }

    /** The recursions that are left between two calls of the method; empty where one of them has no limit. */
    private Optional<List<Found>> between(List<Procedure> component, Procedure member, List<Edge> edges) {
        List<Edge> rest = edges.stream().filter(edge -> edge.to() != member).toList();
        List<Found> found = new ArrayList<>();
        for (Set<Procedure> inner : new KosarajuStrongConnectivityInspector<>(graph(rest)).stronglyConnectedSets()) {
            List<Procedure> members = component.stream().filter(inner::contains).toList();
            List<Edge> within = rest.stream()
                    .filter(edge -> inner.contains(edge.to()) && round(edge).anyMatch(inner::contains))
                    .toList();
            if (!within.isEmpty()) {
                Optional<Found> one = limited(members, within).or(() -> nested(members, within));
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                found.add(one.get());
            }
        }
        return Optional.of(found);
    }

    private static Found around(Found outer, List<Found> inner) {
        Formula between = inner.stream()
                .map(found -> Objects.requireNonNull(found.depth()))
                .reduce(Formula.ZERO, Formula::plus);
        List<Step> derivation = new ArrayList<>(outer.derivation());
        inner.forEach(found -> derivation.addAll(found.derivation()));
        derivation.add(new Step(
                outer.derivation().get(0).location(),
                "between two of these activations, at most " + between + " of the recursion inside"));
        return new Found(
                Objects.requireNonNull(outer.depth()).times(between),
                false,
                outer.driver(),
                outer.procedure(),
                outer.site(),
                derivation,
                "");
    }

    /** The call back to the method that stands first in the source. */
    private static Edge closing(List<Procedure> component, List<Edge> edges) {
        Procedure head = component.get(0);
        return edges.stream()
                .filter(edge -> edge.to().root() == head.root())
                .findFirst()
                .orElse(edges.get(0));
    }

    // ---- a depth parameter

    private Optional<Found> counted(Procedure member, int parameter, List<Edge> edges, Edge closing) {
        String name = member.body().parameters().get(parameter);
        Expression.Local place = new Expression.Local(name);
        if (!engine.origins().assigned(member, place).isEmpty()) {
            return Optional.empty();
        }
        MethodDeclaration method = member.method();
        SortedSet<Long> steps = new TreeSet<>();
        for (Edge edge : edges) {
            if (edge.to() != member) {
                continue;
            }
            if (parameter >= edge.call().arguments().size()) {
                return Optional.empty();
            }
            OptionalLong moved = moved(edge.from(), edge.call().arguments().get(parameter), member, name, edges, DEPTH);
            if (moved.isEmpty()) {
                return Optional.empty();
            }
            steps.add(moved.getAsLong());
        }
        boolean oneWay = !steps.isEmpty() && (steps.first() > 0 || steps.last() < 0);
        if (!oneWay) {
            return Optional.empty();
        }
        boolean rises = steps.first() > 0;
        long by = rises ? steps.first() : -steps.last();
        Walk walk = new Walk(place, rises, by, steps.size() == 1 && by == 1);
        Optional<Guarded> guarded = guarded(member, leaving(member, edges), member, walk, edges);
        if (guarded.isEmpty()) {
            guarded = guardedWhereItIsCalled(member, walk, edges);
        }
        return guarded.map(test -> new Found(
                test.activations(),
                false,
                test.activations().isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                closing.from(),
                closing.call(),
                List.of(
                        new Step(
                                closing.from().at(closing.call().line()),
                                method.displayName() + " is called again with " + name + (rises ? " + " : " - ") + by),
                        new Step(test.at(), "a further call needs the test " + test.text()),
                        new Step(test.at(), "at most " + test.activations() + " activations, the first included")),
                ""));
    }

    /**
     * How a parameter goes from call to call.
     *
     * @param by how far at least
     * @param one whether it is exactly one each time, so that it passes no number over
     */
    private record Walk(Expression.Local place, boolean rising, long by, boolean one) {}

    /** A test that every further call needs, and the activations that it allows. */
    private record Guarded(Formula activations, SourceLocation at, String text) {}

    /** The first test in the code that these calls need and that limits the depth. */
    private Optional<Guarded> guarded(Procedure code, List<Edge> calls, Procedure member, Walk walk, List<Edge> edges) {
        NeededTests tests = tests(code);
        return tests.of(calls)
                .flatMap(
                        test -> depth(member, code, edges, test, walk)
                                .map(depth -> new Guarded(depth, test.at(), tests.text(test)))
                                .stream())
                .findFirst();
    }

    private NeededTests tests(Procedure code) {
        return tests.computeIfAbsent(code, of -> new NeededTests(engine, of));
    }

    /** The calls of the cycle that stand in the method, with its functions and the objects that it makes. */
    private static List<Edge> leaving(Procedure member, List<Edge> edges) {
        return edges.stream().filter(edge -> edge.from().root() == member).toList();
    }

    /**
     * Calls on every way round have a test of their own before them, in the method, or in a function or object of it that tests what
     * it has captured.
     */
    private Optional<Guarded> guardedWhereItIsCalled(Procedure member, Walk walk, List<Edge> edges) {
        Guarded found = null;
        List<Edge> unguarded = new ArrayList<>();
        for (Edge edge : edges) {
            Optional<Guarded> one = guardedBefore(edge, member, walk, edges);
            if (one.isEmpty()) {
                unguarded.add(edge);
                continue;
            }
            Guarded other = one.get();
            found = found == null
                    ? other
                    : new Guarded(found.activations().max(other.activations()), other.at(), other.text());
        }
        return found == null || !areWithoutCycle(unguarded) ? Optional.empty() : Optional.of(found);
    }

    /** The test before a call, or before the lambda is made that it stands in. */
    private Optional<Guarded> guardedBefore(Edge edge, Procedure member, Walk walk, List<Edge> edges) {
        Procedure at = edge.from();
        while (declares(member, at, walk.place())) {
            Optional<Guarded> found = guarded(at, List.of(edge), member, walk, edges);
            if (found.isPresent() || !at.isLambda() || at.parent() == null) {
                return found;
            }
            at = at.parent();
        }
        return Optional.empty();
    }

    // ---- an argument that the tests before a further call refuse

    /** {@code if (retry) again(question, false)}: what each further activation is given lets it make none. */
    private Optional<Found> refuted(Procedure member, int parameter, List<Edge> edges, Edge closing) {
        Expression.Local place = new Expression.Local(member.body().parameters().get(parameter));
        if (!engine.origins().assigned(member, place).isEmpty()) {
            return Optional.empty();
        }
        Set<Given> given = new LinkedHashSet<>();
        for (Edge edge : edges) {
            if (edge.to() == member) {
                boolean direct =
                        engine.calls().of(edge.from(), edge.call()).targets().contains(member);
                Expression argument =
                        direct && parameter < edge.call().arguments().size()
                                ? edge.call().arguments().get(parameter)
                                : place;
                Optional<Given> known = given(edge.from(), argument);
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                given.add(known.get());
            }
        }
        return refuted(
                given,
                value -> edge -> edge.from().root() == member && isCutOff(edge, member, place, value),
                member,
                place.name(),
                edges,
                closing);
    }

    /** {@code if (query.filter() != null) again(new Query(query.text(), null))}: the same of what the object holds that is handed on. */
    private Optional<Found> refutedPart(Procedure member, int parameter, List<Edge> edges, Edge closing) {
        Expression.Local object =
                new Expression.Local(member.body().parameters().get(parameter));
        String type = Types.erasure(member.body().localTypes().getOrDefault(object.name(), ""));
        List<Edge> again = edges.stream().filter(edge -> edge.to() == member).toList();
        if (!engine.origins().assigned(member, object).isEmpty()
                || again.stream()
                        .anyMatch(edge -> parameter >= edge.call().arguments().size()
                                || !engine.calls()
                                        .of(edge.from(), edge.call())
                                        .targets()
                                        .contains(member))) {
            return Optional.empty();
        }
        Map<Procedure, Expression> places = handedAlong(member, object, edges);
        for (FieldDeclaration declared :
                engine.program().type(type).map(TypeDeclaration::fields).orElse(List.of())) {
            Expression.Field part = new Expression.Field(object, type, declared.name());
            List<Given> given = again.stream()
                    .flatMap(edge -> engine
                            .facts()
                            .made(edge.from(), edge.call().arguments().get(parameter), part)
                            .flatMap(made -> given(edge.from(), made))
                            .stream())
                    .toList();
            if (RemadeDepth.isGivenOnce(engine, part) && given.size() == again.size()) {
                Optional<Found> found = refuted(
                        new LinkedHashSet<>(given),
                        value -> edge -> isCutOff(edge, places, part, value),
                        member,
                        object.name() + "." + part.name(),
                        edges,
                        closing);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What a further activation is given for something.
     *
     * @param value a constant, null, or an object that the call makes: that is not null
     * @param empty whether a text or a collection holds nothing; empty where that is not known
     */
    private record Given(Expression value, Optional<Boolean> empty, String text) {}

    private Optional<Given> given(Procedure from, Expression value) {
        Optional<Boolean> empty = Optional.empty();
        boolean known = value instanceof Expression.Constant || value instanceof Expression.Null;
        if (value instanceof Expression.Constant constant && constant.value() instanceof String text) {
            empty = Optional.of(text.isEmpty());
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(from, result.call());
            boolean filled = lists(from, call);
            known = filled || call.target().name().equals("<init>");
            empty = filled ? Optional.of(false) : empty;
        }
        return known
                ? Optional.of(new Given(value, empty, new ExpressionText(from, engine.origins()).of(value)))
                : Optional.empty();
    }

    /** {@code List.of(one)}: a collection that holds what the call names, and never anything else. */
    private boolean lists(Procedure from, Instruction.Invoke call) {
        List<Expression> named = call.arguments();
        return engine.facts()
                        .size(from, call)
                        .filter(size -> size.relation() == Size.Relation.ARGUMENTS)
                        .isPresent()
                && call.target().staticCall()
                && (named.size() > 1 || named.size() == 1 && isOneElement(from, named.get(0)));
    }

    /** Whether an only argument is no array, which would stand for what it holds. */
    private boolean isOneElement(Procedure from, Expression argument) {
        if (argument instanceof Expression.Local local) {
            String type = from.body().localTypes().getOrDefault(local.name(), "");
            return !type.isEmpty() && !type.endsWith("]");
        } else if (argument instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(from, result.call());
            String type = call.target().returnType();
            return call.target().name().equals("<init>") || !type.isEmpty() && !type.endsWith("]");
        }
        return argument instanceof Expression.Constant;
    }

    /** What the body knows where one of the expressions that it reads has the value. */
    private KnownLocals knowing(Procedure body, Set<? extends Expression> read, Given given) {
        KnownLocals known =
                KnownLocals.nothing(engine.values()::isConstantField).with(read, given.value());
        if (given.empty().isEmpty()) {
            return known;
        }
        Set<Expression> tests = new HashSet<>();
        for (Instruction.Invoke call : engine.graph().calls(body)) {
            if (call.target().name().equals("isEmpty")
                    && call.arguments().isEmpty()
                    && call.receiver() != null
                    && read.contains(call.receiver())) {
                tests.add(new Expression.Result(call.id()));
            }
        }
        return known.with(tests, new Expression.Constant(given.empty().get()));
    }

    /** Whether control does not come to the call where a part of the object has the value that the methods hand each other. */
    private boolean isCutOff(Edge edge, Map<Procedure, Expression> places, Expression.Field part, Given value) {
        Procedure at = edge.from();
        if (!(places.get(at) instanceof Expression.Local place)) {
            return false;
        }
        Set<Expression> read = new HashSet<>(Set.of(new Expression.Field(place, part.owner(), part.name())));
        for (Instruction.Invoke call : engine.graph().calls(at)) {
            Expression result = new Expression.Result(call.id());
            Expression.Field field = RemadeDepth.fieldOf(engine, at, result, place);
            if (field != null && field.name().equals(part.name())) {
                read.add(result);
            }
        }
        return !comesTo(knowing(at, read, value), at, edge.call()::equals);
    }

    /**
     * A limit of two activations.
     *
     * @param given what each further activation is given for something
     * @param cutOff whether a call is not made where that has one of these values
     */
    private Optional<Found> refuted(
            Set<Given> given,
            Function<Given, Predicate<Edge>> cutOff,
            Procedure member,
            String name,
            List<Edge> edges,
            Edge closing) {
        if (given.isEmpty() || given.stream().anyMatch(value -> comesBack(member, edges, cutOff.apply(value)))) {
            return Optional.empty();
        }
        SourceLocation at = closing.from().at(closing.call().line());
        String values = given.stream().map(Given::text).distinct().collect(Collectors.joining(" or "));
        return Optional.of(new Found(
                Formula.of(2),
                false,
                Driver.CONSTANT,
                closing.from(),
                closing.call(),
                List.of(
                        new Step(
                                at, member.method().displayName() + " is called again with " + values + " for " + name),
                        new Step(at, "no further call is made where " + name + " is that")),
                ""));
    }

    /** Whether an activation may make a further call by the calls that are not cut off. */
    private static boolean comesBack(Procedure member, List<Edge> edges, Predicate<Edge> cutOff) {
        Set<Procedure> run = new HashSet<>(Set.of(member));
        List<Procedure> work = new ArrayList<>(run);
        while (!work.isEmpty()) {
            Procedure at = work.remove(work.size() - 1);
            for (Edge edge : edges) {
                if (round(edge).noneMatch(at::equals) || cutOff.test(edge)) {
                    continue;
                }
                if (edge.to() == member) {
                    return true;
                }
                if (run.add(edge.to())) {
                    work.add(edge.to());
                }
            }
        }
        return false;
    }

    /**
     * The code that the call stands in, and the code round that where it is a lambda: a library runs what it is given without a call that
     * is seen here.
     */
    private static Stream<Procedure> round(Edge edge) {
        return Stream.iterate(edge.from(), at -> at != null, at -> at.isLambda() ? at.parent() : null);
    }

    /** Whether control comes neither to the call nor to where the lambda is made that it stands in. */
    private boolean isCutOff(Edge edge, Procedure member, Expression.Local parameter, Given value) {
        if (!declares(member, edge.from(), parameter)) {
            return false;
        }
        Procedure at = edge.from();
        if (!comesTo(knowing(at, Set.of(parameter), value), at, edge.call()::equals)) {
            return true;
        }
        while (at != member && at.isLambda() && at.parent() != null) {
            int lambda = at.lambdaIndex();
            at = at.parent();
            if (!comesTo(knowing(at, Set.of(parameter), value), at, instruction -> mentions(instruction, lambda))) {
                return true;
            }
        }
        return false;
    }

    private boolean comesTo(KnownLocals known, Procedure code, Predicate<Instruction> wanted) {
        ControlFlow flow = engine.flows().of(code);
        return known.reached(flow).stream()
                .anyMatch(block ->
                        flow.body().blocks().get(block).instructions().stream().anyMatch(wanted));
    }

    // ---- a depth in an object that is handed along

    private Optional<Found> carried(
            List<Procedure> component, Procedure member, int parameter, List<Edge> edges, Edge closing) {
        Expression.Local object =
                new Expression.Local(member.body().parameters().get(parameter));
        if (!engine.origins().assigned(member, object).isEmpty()) {
            return Optional.empty();
        }
        Map<Procedure, Expression> places = handedAlong(member, object, edges);
        boolean same = edges.stream()
                .filter(edge -> edge.to() == member)
                .allMatch(edge -> hands(edge, parameter, member, object, places));
        return same
                ? carried(component, member, object, places, edges, closing, "the same " + object.name())
                : Optional.empty();
    }

    /** The same where the object is the one that all methods of the cycle are called on. */
    private Optional<Found> carriedByItself(
            List<Procedure> component, Procedure member, List<Edge> edges, Edge closing) {
        return areOfOneObject(member, edges)
                ? carried(component, member, new Expression.This(), Map.of(), edges, closing, "the same fields")
                : Optional.empty();
    }

    private Optional<Found> carried(
            List<Procedure> component,
            Procedure member,
            Expression object,
            Map<Procedure, Expression> places,
            List<Edge> edges,
            Edge closing,
            String what) {
        List<CarriedDepth.Again> again = edges.stream()
                .map(edge -> new CarriedDepth.Again(edge.from(), edge.call()))
                .toList();
        Set<Instruction.Invoke> inside =
                again.stream().map(CarriedDepth.Again::call).collect(Collectors.toSet());
        CarriedDepth depth = new CarriedDepth(engine, member, object, places, component, inside);
        CarriedDepth.Cycle cycle = new CarriedDepth.Cycle() {
            @Override
            public boolean isFixed(Expression limit) {
                return RecursionBounds.this.isFixed(member, limit, edges);
            }

            @Override
            public boolean isCutBy(Set<Instruction.Invoke> calls) {
                return areWithoutCycle(edges.stream()
                        .filter(edge -> !calls.contains(edge.call()))
                        .toList());
            }
        };
        return tested(
                member,
                edges,
                closing,
                member.method().displayName() + " is called again with " + what,
                (block, test) -> depth.calls(block, test, again, cycle));
    }

    /** The parameters in which the methods of the cycle get the object from each other. */
    private Map<Procedure, Expression> handedAlong(Procedure member, Expression.Local object, List<Edge> edges) {
        Map<Procedure, Expression> places = new HashMap<>(Map.of(member, object));
        boolean found = true;
        while (found) {
            found = false;
            for (Edge edge : edges) {
                Procedure to = edge.to();
                for (int i = 0; i < to.body().parameters().size() && !to.isLambda() && !places.containsKey(to); i++) {
                    int parameter = i;
                    Expression.Local place =
                            new Expression.Local(to.body().parameters().get(i));
                    boolean handed = engine.origins().assigned(to, place).isEmpty()
                            && edges.stream()
                                    .filter(other -> other.to() == to)
                                    .allMatch(other -> hands(other, parameter, member, object, places));
                    if (handed) {
                        places.put(to, place);
                        found = true;
                    }
                }
            }
        }
        return places;
    }

    /** Whether the call hands the object on as this parameter. */
    private boolean hands(
            Edge edge, int parameter, Procedure member, Expression.Local object, Map<Procedure, Expression> places) {
        if (parameter >= edge.call().arguments().size()
                || !(edge.call().arguments().get(parameter) instanceof Expression.Local given)) {
            return false;
        }
        Procedure declaring = engine.origins().declaring(edge.from(), given).root();
        return given.equals(declaring == member ? object : places.get(declaring));
    }

    // ---- a depth in an object that is made anew for each call

    /** {@code step(new State(answer, state.turn() + 1))}. */
    private Optional<Found> remade(Procedure member, int parameter, List<Edge> edges, Edge closing) {
        Expression.Local object =
                new Expression.Local(member.body().parameters().get(parameter));
        boolean plain = edges.stream()
                .filter(edge -> edge.to() == member)
                .allMatch(edge -> parameter < edge.call().arguments().size()
                        && !(edge.call().arguments().get(parameter) instanceof Expression.Local)
                        && declares(member, edge.from(), object));
        if (!plain || !engine.origins().assigned(member, object).isEmpty()) {
            return Optional.empty();
        }
        List<Origin> made = edges.stream()
                .filter(edge -> edge.to() == member)
                .map(edge -> new Origin(edge.from(), edge.call().arguments().get(parameter)))
                .toList();
        RemadeDepth depth = new RemadeDepth(engine, member, object, made);
        return tested(
                member,
                edges,
                closing,
                member.method().displayName() + " is called again with what is made of " + object.name(),
                (block, test) -> depth.calls(test, limit -> isFixed(member, limit, edges)));
    }

    // ---- a depth in a field

    /** {@code if (++depth > MAX_DEPTH) return;} in a method that calls itself on the same object. */
    private Optional<Found> inField(List<Edge> edges, Edge closing) {
        Procedure member = closing.to();
        boolean plain = edges.stream()
                .allMatch(edge -> edge.from() == member
                        && edge.to() == member
                        && (edge.call().receiver() == null || edge.call().receiver() instanceof Expression.This));
        if (!plain || member.isLambda()) {
            return Optional.empty();
        }
        Set<Instruction.Invoke> again = new HashSet<>();
        edges.forEach(edge -> again.add(edge.call()));
        FieldRecursion recursion = new FieldRecursion(engine, member, again);
        return tested(member, edges, closing, "the field that is tested never goes back", recursion::calls);
    }

    /** The first test that every further call stands behind and that limits how many there are. */
    private Optional<Found> tested(
            Procedure member,
            List<Edge> edges,
            Edge closing,
            String why,
            BiFunction<Integer, Comparison, Optional<Formula>> limited) {
        NeededTests tests = tests(member);
        return tests.of(leaving(member, edges))
                .flatMap(test -> demanded
                        .comparisons(member, test)
                        .flatMap(compared -> limited.apply(test.block(), compared).stream())
                        .findFirst()
                        .map(calls -> new Found(
                                calls.plus(Formula.ONE),
                                false,
                                calls.isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                                closing.from(),
                                closing.call(),
                                List.of(
                                        new Step(
                                                closing.from().at(closing.call().line()), why),
                                        new Step(test.at(), "a further call needs the test " + tests.text(test)),
                                        new Step(
                                                test.at(),
                                                "at most " + calls.plus(Formula.ONE)
                                                        + " activations, the first included")),
                                ""))
                        .stream())
                .findFirst();
    }

    /** The methods that every cycle of the calls goes through. */
    private static List<Procedure> cutting(List<Procedure> component, List<Edge> edges, Edge closing) {
        Graph<Procedure, DefaultEdge> calls = graph(edges);
        Collection<Procedure> cycle = cycle(component, calls, closing);
        return component.stream()
                .filter(member -> !member.isLambda()
                        && cycle.contains(member)
                        && !hasCycle(new MaskSubgraph<>(calls, other -> other == member, edge -> false)))
                .toList();
    }

    /** The methods of one cycle, as short a one as is found at once; all where none is. */
    private static Collection<Procedure> cycle(
            List<Procedure> component, Graph<Procedure, DefaultEdge> calls, Edge closing) {
        Optional<Procedure> itself = component.stream()
                .filter(member -> calls.containsEdge(member, member))
                .findFirst();
        if (itself.isPresent()) {
            return Set.of(itself.get());
        }
        GraphPath<Procedure, DefaultEdge> back = BFSShortestPath.findPathBetween(calls, closing.to(), closing.from());
        return back == null ? component : back.getVertexList();
    }

    /** Whether the calls never come back to where they began. */
    private static boolean areWithoutCycle(List<Edge> edges) {
        return !hasCycle(graph(edges));
    }

    private static boolean hasCycle(Graph<Procedure, DefaultEdge> calls) {
        return new CycleDetector<>(calls).detectCycles();
    }

    private static Graph<Procedure, DefaultEdge> graph(List<Edge> edges) {
        Graph<Procedure, DefaultEdge> calls = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (Edge edge : edges) {
            round(edge).forEach(code -> Graphs.addEdgeWithVertices(calls, code, edge.to()));
        }
        return calls;
    }

    /** How much the argument differs from the parameter that the cycle began with. */
    private OptionalLong moved(
            Procedure from, Expression argument, Procedure member, String name, List<Edge> edges, int depth) {
        Expression value = argument;
        Procedure at = from;
        long offset = 0;
        for (int i = 0; i < 4; i++) {
            if (value instanceof Expression.Binary binary
                    && binary.right() instanceof Expression.Constant constant
                    && constant.value() instanceof Long number
                    && (binary.operator() == Expression.Operator.PLUS
                            || binary.operator() == Expression.Operator.MINUS)) {
                offset += binary.operator() == Expression.Operator.PLUS ? number : -number;
                value = binary.left();
            } else if (value instanceof Expression.Binary binary
                    && binary.left() instanceof Expression.Constant constant
                    && constant.value() instanceof Long number
                    && binary.operator() == Expression.Operator.PLUS) {
                offset += number;
                value = binary.right();
            } else if (value instanceof Expression.Local local
                    && engine.origins().assigned(at, local).size() == 1
                    && !at.body().parameters().contains(local.name())) {
                // a function also uses what the method round it has worked out
                Origin only = engine.origins().assigned(at, local).get(0);
                value = only.expression();
                at = only.procedure();
            } else {
                break;
            }
        }
        if (!(value instanceof Expression.Local local) || depth == 0) {
            return OptionalLong.empty();
        }
        if (declares(member, at, local) && local.name().equals(name)) {
            return OptionalLong.of(offset);
        }
        Procedure owner = engine.origins().declaring(at, local).root();
        int parameter = owner.body().parameters().indexOf(local.name());
        if (parameter < 0 || !engine.origins().assigned(owner, local).isEmpty()) {
            return OptionalLong.empty();
        }
        Long common = null;
        for (Map.Entry<Procedure, Instruction.Invoke> site : handing(owner, at, edges)) {
            List<Expression> arguments = site.getValue().arguments();
            if (parameter < arguments.size() && isHandedToItself(owner, local, site, arguments.get(parameter))) {
                continue;
            }
            OptionalLong before = parameter < arguments.size()
                    ? moved(site.getKey(), arguments.get(parameter), member, name, edges, depth - 1)
                    : OptionalLong.empty();
            if (before.isEmpty() || (common != null && common != before.getAsLong())) {
                return OptionalLong.empty();
            }
            common = before.getAsLong();
        }
        return common == null ? OptionalLong.empty() : OptionalLong.of(common + offset);
    }

    /** {@code ask(question, attempt + 1)} in {@code ask}: the question stays what it was. */
    private boolean isHandedToItself(
            Procedure owner,
            Expression.Local parameter,
            Map.Entry<Procedure, Instruction.Invoke> site,
            Expression argument) {
        return argument.equals(parameter) && declares(owner, site.getKey(), parameter);
    }

    /**
     * The calls that give the parameters of a method their values within the cycle. One that is not on it makes the object that calls
     * again, and may be called from anywhere.
     */
    private List<Map.Entry<Procedure, Instruction.Invoke>> handing(Procedure owner, Procedure from, List<Edge> edges) {
        if (owner != from.root() && edges.stream().noneMatch(edge -> edge.to() == owner)) {
            return engine.origins().callers(owner.method());
        }
        return edges.stream()
                .filter(edge -> edge.to() == owner)
                .map(edge -> Map.entry(edge.from(), edge.call()))
                .toList();
    }

    /** Whether a local is the method's own, also where an object that the method makes uses it. */
    private boolean declares(Procedure member, Procedure from, Expression.Local local) {
        return engine.origins().declaring(from, local).root() == member;
    }

    private Optional<Formula> depth(
            Procedure member, Procedure code, List<Edge> edges, NeededTests.Test test, Walk walk) {
        return demanded.of(code, test.condition(), test.holds()).stream()
                .flatMap(demand -> depth(member, code, edges, demand, walk).stream())
                .findFirst();
    }

    private Optional<Formula> depth(
            Procedure member, Procedure code, List<Edge> edges, Demands.Demand demand, Walk walk) {
        if (!(demand.condition() instanceof Expression.Binary binary)) {
            return Optional.empty();
        }
        Expression.Operator operator = demand.holds() ? binary.operator() : negated(binary.operator());
        Optional<Moved> left = moved(binary.left(), walk.place());
        Optional<Moved> right = moved(binary.right(), walk.place());
        Expression limit = written(member, code, left.isPresent() ? binary.right() : binary.left());
        if (left.isPresent() == right.isPresent()) {
            return Optional.empty();
        }
        long offset = left.or(() -> right).map(Moved::offset).orElse(0L);
        Expression.Operator towards = left.isPresent() ? operator : mirrored(operator);
        if (!meansTheSame(member, code, limit) || !isFixed(member, limit, edges)) {
            return Optional.empty();
        }
        boolean strict = towards == Expression.Operator.LESS || towards == Expression.Operator.GREATER;
        boolean loose = towards == Expression.Operator.LESS_EQUAL || towards == Expression.Operator.GREATER_EQUAL;
        boolean up = towards == Expression.Operator.LESS || towards == Expression.Operator.LESS_EQUAL;
        boolean meets = towards == Expression.Operator.NOT_EQUAL
                && walk.one()
                && engine.values().beginsBefore(member, walk.place(), offset, limit, walk.rising(), inside(edges));
        if (!meets && (!(strict || loose) || up != walk.rising())) {
            return Optional.empty();
        }
        return engine.values()
                .distance(member, walk.place(), offset, limit, walk.rising(), inside(edges))
                .map(span -> (loose ? span.plus(Formula.ONE) : span)
                        .ceilDividedBy(walk.by())
                        .atLeastZero()
                        .plus(Formula.ONE));
    }

    /** What a call in a function only reads, so that the method round the function may read it, too. */
    private Expression written(Procedure member, Procedure code, Expression value) {
        return code != member && value instanceof Expression.Result result
                ? engine.facts()
                        .inlined(code, engine.origins().call(code, result.call()))
                        .orElse(value)
                : value;
    }

    /** Whether an expression of a function is the same value in the method round it: a call is one of the body that it stands in. */
    private boolean meansTheSame(Procedure member, Procedure code, Expression value) {
        if (value instanceof Expression.Local local) {
            return declares(member, code, local);
        }
        if (value instanceof Expression.Field field) {
            return field.receiver() == null || meansTheSame(member, code, field.receiver());
        }
        if (value instanceof Expression.Length length) {
            return meansTheSame(member, code, length.array());
        }
        if (value instanceof Expression.Binary binary) {
            return meansTheSame(member, code, binary.left()) && meansTheSame(member, code, binary.right());
        }
        if (value instanceof Expression.Choice choice) {
            return meansTheSame(member, code, choice.then()) && meansTheSame(member, code, choice.otherwise());
        }
        return code == member || !(value instanceof Expression.Result);
    }

    static Set<Procedure> inside(List<Edge> edges) {
        Set<Procedure> found = new HashSet<>();
        for (Edge edge : edges) {
            found.add(edge.from());
            found.add(edge.from().root());
            found.add(edge.to());
        }
        return found;
    }

    private record Moved(long offset) {}

    private static Optional<Moved> moved(Expression expression, Expression.Local place) {
        if (expression.equals(place)) {
            return Optional.of(new Moved(0));
        }
        if (expression instanceof Expression.Binary binary
                && binary.left().equals(place)
                && binary.right() instanceof Expression.Constant constant
                && constant.value() instanceof Long number) {
            return switch (binary.operator()) {
                case PLUS -> Optional.of(new Moved(number));
                case MINUS -> Optional.of(new Moved(-number));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /** A constant, a field, or a parameter that every call of the cycle passes on as it is. */
    boolean isFixed(Procedure member, Expression limit, List<Edge> edges) {
        return isFixed(member, limit, edges, new HashSet<>());
    }

    /** @param asked the locals that the answer is being looked for: what is made of itself changes */
    private boolean isFixed(Procedure member, Expression limit, List<Edge> edges, Set<Expression> asked) {
        if (limit instanceof Expression.Binary binary) {
            return isFixed(member, binary.left(), edges, asked) && isFixed(member, binary.right(), edges, asked);
        }
        if (limit instanceof Expression.Field field) {
            boolean constant = engine.values().isConstantField(field)
                    && (isOwn(field) || isFixed(member, Objects.requireNonNull(field.receiver()), edges, asked));
            return constant || isKept(member, field, edges);
        }
        if (limit instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(member, result.call());
            Optional<Expression> inlined = engine.facts().inlined(member, call);
            return inlined.isPresent() && isFixed(member, inlined.get(), edges, asked)
                    || inlined.isEmpty() && isLookedUp(member, call, edges, asked)
                    || isFixedSize(member, call, edges, asked);
        }
        if (limit instanceof Expression.Length length) {
            return isFixed(member, length.array(), edges, asked);
        }
        if (limit instanceof Expression.Choice choice) {
            return isFixed(member, choice.then(), edges, asked) && isFixed(member, choice.otherwise(), edges, asked);
        }
        if (!(limit instanceof Expression.Local local)) {
            return limit instanceof Expression.Constant;
        }
        int parameter = member.body().parameters().indexOf(local.name());
        if (parameter < 0) {
            if (!asked.add(local)) {
                return false;
            }
            List<Origin> assigned = engine.origins().assigned(member, local);
            boolean fixed = !assigned.isEmpty()
                    && assigned.stream()
                            .allMatch(value -> value.procedure() == member
                                    && !value.expression().equals(limit)
                                    && isFixed(member, value.expression(), edges, asked));
            asked.remove(local);
            return fixed;
        }
        return edges.stream()
                .filter(edge -> edge.to() == member)
                .allMatch(edge -> parameter < edge.call().arguments().size()
                        && moved(
                                        edge.from(),
                                        edge.call().arguments().get(parameter),
                                        member,
                                        local.name(),
                                        edges,
                                        DEPTH)
                                .equals(OptionalLong.of(0)));
    }

    /** {@code Config.number("max.rounds")}: a setting that a method without an object works out and changes nothing for. */
    private boolean isLookedUp(Procedure member, Instruction.Invoke call, List<Edge> edges, Set<Expression> asked) {
        return call.receiver() == null
                && !engine.calls().of(member, call).targets().isEmpty()
                && !engine.facts().mayVary(member, call)
                && call.arguments().stream().allMatch(argument -> isFixed(member, argument, edges, asked));
    }

    /** The size of data that is the same in every activation and that nothing in the cycle adds to. */
    private boolean isFixedSize(Procedure member, Instruction.Invoke call, List<Edge> edges, Set<Expression> asked) {
        Expression data = call.receiver();
        boolean size = engine.facts().isNumberOf(member, call);
        boolean held = data instanceof Expression.Local local
                ? inside(edges).stream().allMatch(code -> declares(member, code, local))
                : data instanceof Expression.Field field
                        && (field.receiver() == null || isOwn(field) && isSameObject(member, edges));
        if (!size || !held || data == null || !isFixed(member, data, edges, asked)) {
            return false;
        }
        Set<Instruction.Invoke> again = new HashSet<>();
        edges.forEach(edge -> again.add(edge.call()));
        for (Procedure procedure : inside(edges)) {
            for (Instruction.Invoke other : engine.graph().calls(procedure)) {
                if (!again.contains(other)
                        && !engine.facts().sizeChange(procedure, other, data).neverUp()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A setting that may be set at any time but not by the cycle, of an object that every activation has from the same one. */
    private boolean isKept(Procedure member, Expression.Field field, List<Edge> edges) {
        boolean held = isOwn(field)
                || field.receiver() instanceof Expression.Field holder
                        && isOwn(holder)
                        && (engine.values().isConstantField(holder)
                                || engine.values().keeps(member, holder));
        return held && areOfOneObject(member, edges) && engine.values().keeps(member, field);
    }

    private static boolean areOfOneObject(Procedure member, List<Edge> edges) {
        return edges.stream()
                .allMatch(edge ->
                        edge.from().method().owner().equals(member.method().owner())
                                && (edge.call().receiver() == null
                                        || edge.call().receiver() instanceof Expression.This
                                        || isFunctionOfSame(edge)));
    }

    /** A library runs a function that stands in the same class, for what is handed to it there. */
    private static boolean isFunctionOfSame(Edge edge) {
        return edge.to().isLambda()
                && edge.to().method().owner().equals(edge.from().method().owner());
    }

    private static boolean isOwn(Expression.Field field) {
        return field.receiver() == null || field.receiver() instanceof Expression.This;
    }

    /** Whether each further call is one on the same object. */
    private static boolean isSameObject(Procedure member, List<Edge> edges) {
        return edges.stream()
                .filter(edge -> edge.to() == member)
                .allMatch(edge -> edge.from().root() == member
                        && (edge.call().receiver() == null || edge.call().receiver() instanceof Expression.This));
    }

    private static Expression.Operator negated(Expression.Operator operator) {
        return switch (operator) {
            case LESS -> Expression.Operator.GREATER_EQUAL;
            case LESS_EQUAL -> Expression.Operator.GREATER;
            case GREATER -> Expression.Operator.LESS_EQUAL;
            case GREATER_EQUAL -> Expression.Operator.LESS;
            case EQUAL -> Expression.Operator.NOT_EQUAL;
            case NOT_EQUAL -> Expression.Operator.EQUAL;
            default -> operator;
        };
    }

    private static Expression.Operator mirrored(Expression.Operator operator) {
        return switch (operator) {
            case LESS -> Expression.Operator.GREATER;
            case LESS_EQUAL -> Expression.Operator.GREATER_EQUAL;
            case GREATER -> Expression.Operator.LESS;
            case GREATER_EQUAL -> Expression.Operator.LESS_EQUAL;
            default -> operator;
        };
    }

    /**
     * A test that a further call needs.
     *
     * @param value what it speaks of, as written
     */
    record Needed(SourceLocation at, String test, String value) {}

    /**
     * The first test that every call of the cycle out of the method stands behind and that speaks of a value.
     *
     * @param spoken the value that a condition speaks of where it must hold, or where it must not
     */
    Optional<Needed> needed(
            Procedure member, List<Edge> edges, BiFunction<Expression, Boolean, Optional<Expression>> spoken) {
        ExpressionText text = new ExpressionText(member, engine.origins());
        return tests(member)
                .of(leaving(member, edges))
                .flatMap(test -> spoken
                        .apply(test.condition(), test.holds())
                        .map(value -> new Needed(test.at(), text.of(test.condition()), text.of(value)))
                        .stream())
                .findFirst();
    }

    /** Whether such an instruction of the method comes before each call of the cycle out of it. */
    boolean isBeforeEach(Procedure member, List<Edge> edges, Predicate<Instruction> wanted) {
        ControlFlow flow = engine.flows().of(member);
        return leaving(member, edges).stream().allMatch(edge -> {
            int at = blockOf(member, edge, flow);
            return at >= 0
                    && flow.body().blocks().stream()
                            .filter(block -> block.id() == at || flow.dominates(block.id(), at))
                            .flatMap(block -> block.instructions().stream()
                                    .takeWhile(instruction -> !isCall(member, edge, instruction)))
                            .anyMatch(wanted);
        });
    }

    /** The block of the method in which the call, or the lambda that holds it, stands. */
    static int blockOf(Procedure member, Edge edge, ControlFlow flow) {
        for (Block block : flow.body().blocks()) {
            if (block.instructions().stream().anyMatch(instruction -> isCall(member, edge, instruction))) {
                return block.id();
            }
        }
        return -1;
    }

    /** Whether the instruction of the method is the call, or uses the lambda that holds it. */
    private static boolean isCall(Procedure member, Edge edge, Instruction instruction) {
        Procedure at = edge.from();
        while (at != member && at.parent() != null && at.parent() != member) {
            at = at.parent();
        }
        return at == member ? instruction == edge.call() : mentions(instruction, at.lambdaIndex());
    }

    /** Whether an instruction hands on or keeps the lambda with this number. */
    static boolean mentions(Instruction instruction, int lambda) {
        if (instruction instanceof Instruction.Invoke call) {
            return call.arguments().contains(new Expression.Lambda(lambda));
        }
        return ((Instruction.Assign) instruction).value().equals(new Expression.Lambda(lambda));
    }

    // ---- descent into data

    private Optional<Found> descending(List<Edge> edges, Edge closing) {
        // what a stage puts into its own source is no part of what it was given
        boolean fed = edges.stream()
                .map(edge -> engine.calls().of(edge.from(), edge.call()).row())
                .anyMatch(row -> row != null && row.emits());
        if (fed
                || !descents.isDescent(edges)
                        && !new GivenParts(engine).isDescent(edges)
                        && !isHalving(edges, closing)) {
            return Optional.empty();
        }
        Formula size = Formula.of(new Symbol(
                "parts of the data that " + closing.to().method().displayName() + " descends into",
                Kind.COUNT,
                false,
                closing.to().method().location().toString(),
                Assumption.COLLECTION_SIZE.key()));
        return Optional.of(new Found(
                size,
                true,
                Driver.DATA,
                closing.from(),
                closing.call(),
                List.of(new Step(
                        closing.from().at(closing.call().line()),
                        "each further call takes a part of what its caller took")),
                ""));
    }

    // ---- a set of what has been visited, and what each activation takes from

    private Optional<Found> visiting(List<Procedure> cutting, List<Edge> edges, Edge closing) {
        return needed(cutting, member -> new Visits(engine, this, member, edges).once())
                .map(once -> ofValues(
                        once, "values of ", "each value passes it once, and all are taken from data", closing));
    }

    private Optional<Found> draining(List<Procedure> cutting, List<Edge> edges, Edge closing) {
        return needed(cutting, member -> new Drains(engine, this, member, edges).drained())
                .map(drained -> ofValues(
                        drained,
                        "elements of ",
                        "each activation takes one from " + drained.value() + ", and none adds to it",
                        closing));
    }

    private static Optional<Needed> needed(List<Procedure> cutting, Function<Procedure, Optional<Needed>> test) {
        return cutting.stream().flatMap(member -> test.apply(member).stream()).findFirst();
    }

    private static Found ofValues(Needed needed, String counted, String why, Edge closing) {
        Formula size = Formula.of(new Symbol(
                counted + needed.value() + " at " + closing.to().method().displayName(),
                Kind.COUNT,
                false,
                needed.at().toString(),
                Assumption.COLLECTION_SIZE.key()));
        return new Found(
                size,
                true,
                Driver.DATA,
                closing.from(),
                closing.call(),
                List.of(
                        new Step(needed.at(), "a further call needs the test " + needed.test()),
                        new Step(needed.at(), why)),
                "");
    }

    private boolean isHalving(List<Edge> edges, Edge closing) {
        Procedure member = closing.to();
        for (String parameter : member.body().parameters()) {
            Halvings halvings = new Halvings(engine, member, new Expression.Local(parameter));
            if (halvings.areSides(edges)
                    && tested(
                                    member,
                                    edges,
                                    closing,
                                    "",
                                    (block, test) ->
                                            halvings.isEnough(test) ? Optional.of(Formula.ONE) : Optional.empty())
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    // ---- no bound

    private Found unbounded(List<Procedure> component, List<Edge> edges, Edge closing) {
        boolean model = component.stream().anyMatch(engine.reach()::reachesModel);
        List<Step> path = new ArrayList<>();
        for (Edge edge : edges) {
            if (path.size() < 8) {
                path.add(new Step(
                        edge.from().at(edge.call().line()),
                        edge.from().method().displayName() + " calls "
                                + edge.to().method().displayName()));
            }
        }
        path.add(new Step(closing.from().at(closing.call().line()), "no parameter of the cycle moves towards a limit"));
        return new Found(
                null,
                false,
                model ? Driver.MODEL : Driver.NONE,
                closing.from(),
                closing.call(),
                path,
                "pass the depth as a parameter, count it up with each call, and stop at a limit");
    }
}
