package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recursions into the parts of a parameter, or of the object itself: fields, elements, links. What the recursion itself puts there is no
 * part that comes to an end.
 */
final class Descents {

    private static final int DEPTH = 8;

    private final Engine engine;
    private final Parts parts;

    Descents(Engine engine) {
        this.engine = engine;
        this.parts = new Parts(engine);
    }

    /** Whether each of the calls, which are all of a method to itself, takes a part of what its caller took. */
    boolean isDescent(List<RecursionBounds.Edge> edges) {
        Set<Expression.Field> fields = new LinkedHashSet<>();
        return edges.stream().allMatch(edge -> edge.from().root() == edge.to() && descends(edge, fields))
                && !new GrownData(
                                engine,
                                edges.stream().map(RecursionBounds.Edge::to).collect(Collectors.toSet()))
                        .grows(fields);
    }

    private boolean descends(RecursionBounds.Edge edge, Set<Expression.Field> fields) {
        List<String> parameters = edge.from().root().body().parameters();
        for (int i = 0; i < Math.min(edge.call().arguments().size(), parameters.size()); i++) {
            if (new Way(new Expression.Local(parameters.get(i)), fields)
                    .isPart(edge.from(), edge.call().arguments().get(i), DEPTH, false)) {
                return true;
            }
        }
        Way ofThis = new Way(new Expression.This(), fields);
        CallMeaning meaning = engine.calls().of(edge.from(), edge.call());
        if (meaning.targets().contains(edge.to())) {
            Expression receiver = edge.call().receiver();
            return receiver != null && !meaning.publishes() && ofThis.isPart(edge.from(), receiver, DEPTH, false);
        }
        // handed over as a function
        Way way = parameters.isEmpty() ? ofThis : new Way(new Expression.Local(parameters.get(0)), fields);
        return parameters.size() <= 1 && way.runsForParts(edge.from(), edge.call(), DEPTH, false);
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

    /** The way from a whole, which is a parameter or the object itself, to a part of it, with the fields on it. */
    private final class Way {

        private final Expression whole;
        private final Set<Expression.Field> fields;

        Way(Expression whole, Set<Expression.Field> fields) {
            this.whole = whole;
            this.fields = fields;
        }

        /**
         * Whether the value is a field, element, link or part of the whole, never the whole itself.
         *
         * @param taken whether a part of the value has been taken on the way to it
         */
        boolean isPart(Procedure procedure, Expression value, int depth, boolean taken) {
            if (depth == 0) {
                return false;
            } else if (value instanceof Expression.Local local) {
                Procedure declaring = engine.origins().declaring(procedure, local);
                return !taken && isCaptured(procedure, declaring) || isPart(declaring, local, depth, taken);
            } else if (value instanceof Expression.This) {
                return taken && value.equals(whole);
            } else if (value instanceof Expression.Field field) {
                boolean part = field.receiver() != null && isPart(procedure, field.receiver(), depth - 1, true);
                if (part) {
                    fields.add(field);
                }
                return part;
            } else if (value instanceof Expression.Cast cast) {
                return isPart(procedure, cast.value(), depth - 1, taken);
            } else if (value instanceof Expression.Choice choice) {
                return isPart(procedure, choice.then(), depth - 1, taken)
                        && isPart(procedure, choice.otherwise(), depth - 1, taken);
            } else if (value instanceof Expression.Next next) {
                return isPart(procedure, next.cursor(), depth - 1, true);
            } else if (value instanceof Expression.Cursor cursor) {
                return isPart(procedure, cursor.collection(), depth - 1, taken);
            } else if (value instanceof Expression.Element element) {
                return isPart(procedure, element.array(), depth - 1, true);
            }
            return value instanceof Expression.Result result && isResult(procedure, result, depth, taken);
        }

        /**
         * Whether an object of a class without a name holds what the method round it had in a local, as a wrapper holds what it wraps:
         * that was there before the object itself. What is in an array or a holder there may be the object again.
         */
        private boolean isCaptured(Procedure procedure, Procedure declaring) {
            return whole instanceof Expression.This && declaring.root() != procedure.root();
        }

        private boolean isResult(Procedure procedure, Expression.Result result, int depth, boolean taken) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            if (engine.facts().reachesModel(procedure, call)) {
                return false;
            } else if (call.receiver() instanceof Expression.This) {
                return isGiven(procedure, call, depth, taken);
            }
            boolean part = takesPart(procedure, call);
            Expression from = part ? call.receiver() : parts.passedOn(procedure, call);
            if (from == null || !isPart(procedure, from, depth - 1, taken || part)) {
                return false;
            }
            addFieldsOf(procedure, call, depth);
            return true;
        }

        /** Those that a getter of the sources goes through. */
        private void addFieldsOf(Procedure procedure, Instruction.Invoke getter, int depth) {
            Way inside = new Way(new Expression.This(), fields);
            engine.calls().of(procedure, getter).targets().forEach(target -> inside.isReturned(target, depth, true));
        }

        /** A method of the same object that returns a part of it. A constructor returns nothing, and so no part. */
        private boolean isGiven(Procedure procedure, Instruction.Invoke call, int depth, boolean taken) {
            List<Procedure> targets = engine.calls().of(procedure, call).targets();
            return whole instanceof Expression.This
                    && !targets.isEmpty()
                    && targets.stream().allMatch(target -> isReturned(target, depth, taken));
        }

        private boolean isReturned(Procedure target, int depth, boolean taken) {
            List<Origin> returned = engine.origins().returned(target);
            return !returned.isEmpty()
                    && returned.stream()
                            .allMatch(value -> isPart(value.procedure(), value.expression(), depth - 1, taken));
        }

        private boolean isPart(Procedure declaring, Expression.Local local, int depth, boolean taken) {
            if (declaring.isLambda() && declaring.body().parameters().contains(local.name())) {
                return engine.origins().assigned(declaring, local).isEmpty()
                        && engine.origins()
                                .use(declaring)
                                .filter(use -> declaring.body().parameters().size() == 1 || isOfEntries(use.getValue()))
                                .filter(use -> runsForParts(use.getKey(), use.getValue(), depth - 1, taken))
                                .isPresent();
            } else if (local.equals(whole)) {
                return taken;
            }
            List<Origin> assigned = engine.origins().assigned(declaring, local);
            return !assigned.isEmpty()
                    && !declaring.body().parameters().contains(local.name())
                    && assigned.stream().allMatch(one -> isPart(one.procedure(), one.expression(), depth - 1, taken));
        }

        /**
         * Whether the call hands its function each part of the whole, as {@code node.children().forEach(...)} does, or what is in one, as
         * {@code node.next().ifPresent(...)} does.
         */
        boolean runsForParts(Procedure procedure, Instruction.Invoke call, int depth, boolean taken) {
            Runs.Times times = parts.handedOn(procedure, call).orElse(null);
            return times != null
                    && isPart(
                            procedure,
                            Objects.requireNonNull(call.receiver()),
                            depth,
                            taken || times == Runs.Times.PER_ELEMENT);
        }
    }
}
