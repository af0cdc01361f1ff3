package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recursions into the parts of a parameter, or of the object itself: fields, elements, links. */
final class Descents {

    private final Engine engine;

    Descents(Engine engine) {
        this.engine = engine;
    }

    /** Whether each of the calls, which are all of a method to itself, takes a part of what its caller took. */
    boolean isDescent(List<RecursionBounds.Edge> edges) {
        return edges.stream().allMatch(edge -> edge.from().root() == edge.to() && descends(edge));
    }

    private boolean descends(RecursionBounds.Edge edge) {
        List<String> parameters = edge.from().root().body().parameters();
        for (int i = 0; i < Math.min(edge.call().arguments().size(), parameters.size()); i++) {
            if (isPart(edge.from(), edge.call().arguments().get(i), parameters.get(i), 6, false)) {
                return true;
            }
        }
        Expression receiver = edge.call().receiver();
        boolean isCalled = engine.calls().of(edge.from(), edge.call()).targets().contains(edge.to());
        if (!isCalled) {
            // handed over as a function
            return parameters.size() == 1 && runsForParts(edge.from(), edge.call(), parameters.get(0), 6, false);
        }
        return receiver != null && isPartOfThis(edge.from(), receiver, 6);
    }

    /** A field, element, link or part of the parameter, never the parameter itself. */
    private boolean isPart(Procedure procedure, Expression value, String parameter, int depth, boolean taken) {
        if (depth == 0) {
            return false;
        }
        if (value instanceof Expression.Local local) {
            return isPart(engine.origins().declaring(procedure, local), local, parameter, depth, taken);
        } else if (value instanceof Expression.Field field) {
            return field.receiver() != null && isPart(procedure, field.receiver(), parameter, depth - 1, true);
        } else if (value instanceof Expression.Cast cast) {
            return isPart(procedure, cast.value(), parameter, depth - 1, taken);
        } else if (value instanceof Expression.Next next) {
            return isPart(procedure, next.cursor(), parameter, depth - 1, true);
        } else if (value instanceof Expression.Cursor cursor) {
            return isPart(procedure, cursor.collection(), parameter, depth - 1, taken);
        } else if (value instanceof Expression.Element element) {
            return isPart(procedure, element.array(), parameter, depth - 1, true);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            if (engine.facts().reachesModel(procedure, call)) {
                return false;
            }
            boolean part = takesPart(procedure, call);
            Expression whole = part ? call.receiver() : passedOn(procedure, call);
            return whole != null && isPart(procedure, whole, parameter, depth - 1, taken || part);
        }
        return false;
    }

    private boolean isPart(Procedure declaring, Expression.Local local, String parameter, int depth, boolean taken) {
        if (declaring.isLambda() && declaring.body().parameters().contains(local.name())) {
            return engine.origins().assigned(declaring, local).isEmpty()
                    && engine.origins()
                            .use(declaring)
                            .filter(use -> declaring.body().parameters().size() == 1 || isOfEntries(use.getValue()))
                            .filter(use -> runsForParts(use.getKey(), use.getValue(), parameter, depth - 1, taken))
                            .isPresent();
        } else if (local.name().equals(parameter)) {
            return taken;
        }
        return engine.origins()
                .only(declaring, local)
                .filter(only -> isPart(declaring, only, parameter, depth - 1, taken))
                .isPresent();
    }

    /**
     * Whether the call hands its function each part of the parameter, as {@code node.children().forEach(...)} does, or what is in one, as
     * {@code node.next().ifPresent(...)} does.
     */
    private boolean runsForParts(
            Procedure procedure, Instruction.Invoke call, String parameter, int depth, boolean taken) {
        Runs runs = Optional.ofNullable(engine.calls().of(procedure, call).row())
                .map(MethodRow::runs)
                .orElse(null);
        if (runs == null || runs.given() != null || call.receiver() == null) {
            return false;
        }
        boolean each = runs.times() == Runs.Times.PER_ELEMENT && Operand.RECEIVER.equals(runs.operand());
        return (each || runs.times() == Runs.Times.ONCE)
                && isPart(procedure, call.receiver(), parameter, depth, taken || each);
    }

    /** A map's own iteration hands over the key and the value of each entry; what others hand over beside an element is none. */
    private static boolean isOfEntries(Instruction.Invoke call) {
        return call.target().name().equals("forEach") && call.arguments().size() == 1;
    }

    /** A getter of the sources, or a library's access to one element; a copy or a section of data is no part of it. */
    private boolean takesPart(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (meaning.row() != null) {
            return meaning.row().context() == ContextOperation.READ
                    && meaning.row().size() == null;
        }
        return call.arguments().isEmpty()
                || call.target().name().startsWith("get")
                || call.target().name().equals("path");
    }

    /** The data that the call gives in another form, none of it changed: the elements of a map, a stream over a list, those that pass a test. */
    private @Nullable Expression passedOn(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        Size size = meaning.row() == null ? null : meaning.row().size();
        if (size == null) {
            return null;
        }
        boolean chosen = size.relation() == Size.Relation.AT_MOST || size.relation() == Size.Relation.FIRST;
        boolean whole = chosen
                || size.relation() == Size.Relation.SAME && meaning.functions().isEmpty();
        List<Expression> source = Settings.operands(call, size.operand());
        return whole && source.size() == 1 ? source.get(0) : meaning.functions().isEmpty() ? call.receiver() : null;
    }

    private boolean isPartOfThis(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        }
        if (value instanceof Expression.Field field) {
            return field.receiver() instanceof Expression.This
                    || field.receiver() != null && isPartOfThis(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Next next) {
            return isPartOfThis(procedure, next.cursor(), depth - 1);
        } else if (value instanceof Expression.Cursor cursor) {
            return isPartOfThis(procedure, cursor.collection(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return engine.origins()
                    .only(procedure, local)
                    .filter(only -> isPartOfThis(procedure, only, depth - 1))
                    .isPresent();
        }
        return value instanceof Expression.Result result && givesPartOfThis(procedure, result, depth);
    }

    /** A method of the same object that returns a part of it. */
    private boolean givesPartOfThis(Procedure procedure, Expression.Result result, int depth) {
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        List<Procedure> targets = engine.calls().of(procedure, call).targets();
        return (call.receiver() == null || call.receiver() instanceof Expression.This)
                && !call.target().staticCall()
                && !targets.isEmpty()
                && targets.stream()
                        .allMatch(target -> engine.origins().returned(target).stream()
                                .allMatch(value -> isPartOfThis(value.procedure(), value.expression(), depth - 1)));
    }
}
