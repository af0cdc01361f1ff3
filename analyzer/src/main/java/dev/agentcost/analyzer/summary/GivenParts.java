package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.Graphs;
import org.jgrapht.alg.cycle.CycleDetector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * Objects that call those which they were given when they were made: decorators, and composites of them. What an object is given
 * then is older than the object, so a way from each to one that it was given comes to an end, whatever types are on it.
 */
final class GivenParts {

    private static final int DEPTH = 10;
    private static final Set<String> MAKING = Set.of("<init>", "<fields>");

    private final Engine engine;
    private final Parts parts;

    GivenParts(Engine engine) {
        this.engine = engine;
        this.parts = new Parts(engine);
    }

    /** Whether each call goes on with the same object or to one that it was given, and no cycle is left without the latter. */
    boolean isDescent(List<RecursionBounds.Edge> edges) {
        Graph<Procedure, DefaultEdge> onSameObject = new DefaultDirectedGraph<>(DefaultEdge.class);
        for (RecursionBounds.Edge edge : edges) {
            Expression receiver = edge.call().receiver();
            if (receiver instanceof Expression.This && isOfObject(edge.to())) {
                Graphs.addEdgeWithVertices(
                        onSameObject, edge.from().root(), edge.to().root());
            } else if (receiver == null
                    || engine.calls().of(edge.from(), edge.call()).publishes()
                    || !isGiven(edge.from(), receiver, DEPTH)) {
                return false;
            }
        }
        return !new CycleDetector<>(onSameObject).detectCycles();
    }

    private static boolean isOfObject(Procedure procedure) {
        return !procedure.method().modifiers().isStatic();
    }

    /** Whether the value is an object that {@code this} was given, or an element of data that it was given. */
    private boolean isGiven(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Field field) {
            return isGivenField(field);
        } else if (value instanceof Expression.Next next) {
            return isGivenData(procedure, next.cursor(), depth - 1);
        } else if (value instanceof Expression.Element element) {
            return isGivenData(procedure, element.array(), depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return isGiven(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return isGiven(procedure, choice.then(), depth - 1) && isGiven(procedure, choice.otherwise(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return isAlways(procedure, local, one -> isGiven(one.procedure(), one.expression(), depth - 1))
                    || isHandedElements(procedure, local, depth);
        }
        return value instanceof Expression.Result result && isReturned(procedure, result, depth);
    }

    /** Whether each value that the local is assigned, of which there are some, is so; a parameter has others. */
    private boolean isAlways(Procedure procedure, Expression.Local local, Predicate<Origin> so) {
        List<Origin> assigned = engine.origins().assigned(procedure, local);
        return !assigned.isEmpty()
                && !engine.origins()
                        .declaring(procedure, local)
                        .body()
                        .parameters()
                        .contains(local.name())
                && assigned.stream().allMatch(so);
    }

    /** The parameter of a function that a library runs for each element of what the object was given, or for the one that there is. */
    private boolean isHandedElements(Procedure procedure, Expression.Local local, int depth) {
        Procedure declaring = engine.origins().declaring(procedure, local);
        return declaring.isLambda()
                && declaring.body().parameters().contains(local.name())
                && engine.origins().assigned(declaring, local).isEmpty()
                && parts.given(declaring)
                        .filter(data -> isGivenData(data.procedure(), data.expression(), depth - 1))
                        .isPresent();
    }

    /** A getter of the same object, or a library's access to an element of what it was given. */
    private boolean isReturned(Procedure procedure, Expression.Result result, int depth) {
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (call.receiver() instanceof Expression.This) {
            return !meaning.targets().isEmpty()
                    && meaning.targets().stream()
                            .allMatch(target -> isOfObject(target)
                                    && !engine.origins().returned(target).isEmpty()
                                    && engine.origins().returned(target).stream()
                                            .allMatch(one -> isGiven(one.procedure(), one.expression(), depth - 1)));
        }
        return isElement(procedure, call, meaning, depth);
    }

    /** Whether the call gives an element of data that the object was given, or what stands for one where there is none. */
    private boolean isElement(Procedure procedure, Instruction.Invoke call, CallMeaning meaning, int depth) {
        MethodRow row = meaning.row();
        if (row == null || call.receiver() == null) {
            return false;
        }
        Operand other = row.valueOf();
        return (row.context() == ContextOperation.READ || other != null)
                && isGivenData(procedure, call.receiver(), depth - 1)
                && (other == null
                        || Settings.operands(call, other).stream()
                                .allMatch(value -> isGiven(procedure, value, depth - 1)));
    }

    /** Data in a field, a part of it or another form, that only constructors put anything into. */
    private boolean isGivenData(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Cursor cursor) {
            return isGivenData(procedure, cursor.collection(), depth - 1);
        } else if (value instanceof Expression.Next next) {
            return isGivenData(procedure, next.cursor(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return isAlways(procedure, local, one -> isGivenData(one.procedure(), one.expression(), depth - 1))
                    || isHandedElements(procedure, local, depth);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            Expression whole = parts.passedOn(procedure, call);
            return whole != null
                    ? isGivenData(procedure, whole, depth - 1)
                    : isElement(procedure, call, engine.calls().of(procedure, call), depth);
        }
        return value instanceof Expression.Field field
                && isGivenField(field)
                && engine.origins().contents(procedure, field).stream().allMatch(this::isMadeOrLeft);
    }

    /** Whether the call that was handed the value is one of the making, or one that leaves in the data what is in it. */
    private boolean isMadeOrLeft(Origins.Content content) {
        Procedure procedure = content.value().procedure();
        if (isMaking(procedure)) {
            return true;
        } else if (content.call() == null) {
            return false;
        }
        CallMeaning meaning = engine.calls().of(procedure, content.call());
        MethodRow row = meaning.row();
        return row == null
                // asks an element
                ? !meaning.targets().isEmpty()
                : row.context() != ContextOperation.APPEND && row.context() != ContextOperation.REPLACE;
    }

    private static boolean isMaking(Procedure procedure) {
        return !procedure.isLambda() && MAKING.contains(procedure.method().name());
    }

    /** A field that only constructors set, from what they were handed, those that a compiler writes included. */
    private boolean isGivenField(Expression.Field field) {
        List<Origin> assigned = engine.origins().assigned(field);
        return field.receiver() instanceof Expression.This
                && engine.values().isConstantField(field)
                && (!assigned.isEmpty() || isFinal(field))
                && assigned.stream()
                        .allMatch(
                                one -> isMaking(one.procedure()) && isHanded(one.procedure(), one.expression(), DEPTH));
    }

    private boolean isFinal(Expression.Field field) {
        return engine.program()
                .declaration(field)
                .filter(FieldDeclaration::isFinal)
                .isPresent();
    }

    /** Whether neither the object under construction is in the value nor code that it may come into. */
    private boolean isHanded(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Local local) {
            List<Origin> assigned = engine.origins().assigned(procedure, local);
            return (procedure.body().parameters().contains(local.name()) || !assigned.isEmpty())
                    && assigned.stream()
                            .allMatch(one ->
                                    one.procedure() == procedure && isHanded(procedure, one.expression(), depth - 1));
        } else if (value instanceof Expression.Cast cast) {
            return isHanded(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return isHanded(procedure, choice.then(), depth - 1) && isHanded(procedure, choice.otherwise(), depth - 1);
        } else if (value instanceof Expression.Field field) {
            return field.receiver() == null || isHanded(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return (call.receiver() == null || isHanded(procedure, call.receiver(), depth - 1))
                    && call.arguments().stream().allMatch(argument -> isHanded(procedure, argument, depth - 1));
        }
        return value instanceof Expression.Constant || value instanceof Expression.Null;
    }
}
