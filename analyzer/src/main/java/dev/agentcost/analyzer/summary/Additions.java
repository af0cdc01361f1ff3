package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an assignment adds to a context that its value is made from: {@code text = text + line},
 * {@code all = Stream.concat(all.stream(), more).toList()}, {@code all = with(all, one)}.
 */
final class Additions {

    private static final int DEPTH = 8;

    /** What a library's method makes of texts and collections of which nothing is left out. */
    static final Set<ContextOperation> WHOLE =
            Set.of(ContextOperation.CARRY, ContextOperation.COPY, ContextOperation.READ);

    private interface Context {
        boolean isIn(Expression part);
    }

    private final Engine engine;
    private final Pruning pruning;

    Additions(Engine engine, Pruning pruning) {
        this.engine = engine;
        this.pruning = pruning;
    }

    /** The tokens that the value of a place holds beside what the place held before; zero where some of that may be left out. */
    Formula of(Procedure procedure, Expression value, ContextId place) {
        if (value instanceof Expression.Binary) {
            return beside(
                    procedure,
                    value,
                    part -> engine.contexts()
                            .place(procedure, part)
                            .filter(place.name()::equals)
                            .isPresent());
        }
        Context context = part -> engine.contexts().of(procedure, part).contains(place);
        return engine.tokens()
                .addedByToolRuns(procedure, value)
                .plus(byHelper(procedure, value, context))
                .plus(byLibrary(procedure, value, context, DEPTH).orElse(Formula.ZERO));
    }

    /**
     * The tokens that a value holds beside all that a place holds, such as a copy to which something was added; empty where some of
     * that may be left out, or none of it is in the value.
     */
    Optional<Formula> beside(Procedure procedure, Expression value, ContextId place) {
        return beside(procedure, value, place, DEPTH);
    }

    private Optional<Formula> beside(Procedure procedure, Expression value, ContextId place, int depth) {
        Context context = part -> engine.contexts().of(procedure, part).contains(place);
        if (isPlace(procedure, value, place)) {
            return Optional.of(Formula.ZERO);
        } else if (depth == 0 || !context.isIn(value)) {
            return Optional.empty();
        }
        List<Origin> assigned =
                value instanceof Expression.Local local ? engine.origins().assigned(procedure, local) : List.of();
        if (assigned.size() > 1) {
            return besideEach(procedure, assigned, place, depth);
        } else if (value instanceof Expression.Local copy) {
            return pruning.keepsAll(
                            procedure,
                            copy,
                            part -> beside(procedure, part, place, depth - 1).isPresent())
                    ? Optional.of(filled(procedure, copy, place))
                    : Optional.empty();
        } else if (value instanceof Expression.Binary) {
            return Optional.of(beside(procedure, value, context));
        }
        Expression wrapped = pruning.wrapped(procedure, value);
        if (wrapped instanceof Expression.Local) {
            return beside(procedure, wrapped, place, depth - 1);
        }
        Formula helped = byHelper(procedure, value, context);
        return helped.isZero() ? byLibrary(procedure, value, context, DEPTH) : Optional.of(helped);
    }

    /** The most that any of the values holds beside it. */
    private Optional<Formula> besideEach(Procedure procedure, List<Origin> values, ContextId place, int depth) {
        Formula most = Formula.ZERO;
        for (Origin value : values) {
            Optional<Formula> one = value.procedure() == procedure
                    ? beside(procedure, value.expression(), place, depth - 1)
                    : Optional.empty();
            if (one.isEmpty()) {
                return one;
            }
            most = most.max(one.get());
        }
        return Optional.of(most);
    }

    /** Whether a value is what the place holds, also where a getter gives it. */
    private boolean isPlace(Procedure procedure, Expression value, ContextId place) {
        Expression plain = value instanceof Expression.Result result
                ? engine.facts()
                        .inlined(procedure, engine.origins().call(procedure, result.call()))
                        .orElse(value)
                : value;
        return engine.contexts()
                .place(procedure, plain)
                .filter(place.name()::equals)
                .isPresent();
    }

    /** What a helper puts behind the text that it is given. */
    private Formula byHelper(Procedure procedure, Expression value, Context context) {
        if (!(value instanceof Expression.Result result)) {
            return Formula.ZERO;
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        Formula most = Formula.ZERO;
        for (Procedure helper : engine.calls().of(procedure, call).targets()) {
            List<String> parameters = helper.body().parameters();
            for (int i = 0; i < Math.min(parameters.size(), call.arguments().size()); i++) {
                if (context.isIn(call.arguments().get(i))) {
                    ContextId given = new ContextId(parameters.get(i));
                    for (Origin returned : engine.origins().returned(helper)) {
                        Formula behind = behind(helper, returned.expression(), given);
                        most = behind.isZero() ? most : most.max(behind).max(others(procedure, call, i));
                    }
                }
            }
        }
        return most;
    }

    /** What the helper is given beside the text. */
    private Formula others(Procedure procedure, Instruction.Invoke call, int text) {
        Formula sum = Formula.ZERO;
        for (int i = 0; i < call.arguments().size(); i++) {
            sum = i == text
                    ? sum
                    : sum.plus(engine.tokens().of(procedure, call.arguments().get(i)));
        }
        return sum;
    }

    private Formula behind(Procedure helper, Expression value, ContextId given) {
        if (value instanceof Expression.Local copy && pruning.keepsAll(helper, copy)) {
            return filled(helper, copy, given);
        }
        Context context = part -> engine.contexts().of(helper, part).contains(given);
        Expression made = value instanceof Expression.Local local
                ? engine.origins().only(helper, local).orElse(value)
                : value;
        if (made instanceof Expression.Result) {
            Expression wrapped = pruning.wrapped(helper, made);
            if (wrapped instanceof Expression.Local) {
                return behind(helper, wrapped, given);
            }
            return isHandedBackForItself(helper, given)
                    ? Formula.ZERO
                    : byLibrary(helper, made, context, DEPTH).orElse(Formula.ZERO);
        }
        return made instanceof Expression.Binary binary
                        && binary.operator() == Expression.Operator.CONCAT
                        && context.isIn(made)
                ? beside(helper, made, context)
                : Formula.ZERO;
    }

    /** What a copy holds beside the context itself; nothing where the helper gives back what has it already. */
    private Formula filled(Procedure helper, Expression.Local copy, ContextId given) {
        Formula sum = Formula.ZERO;
        if (isHandedBackForItself(helper, given)) {
            return sum;
        }
        for (Origins.Content content : engine.origins().contents(helper, copy)) {
            Origin value = content.value();
            if (content.call() != null
                    && value.procedure() == helper
                    && !engine.contexts().of(helper, value.expression()).contains(given)) {
                sum = sum.plus(engine.tokens().of(helper, value.expression()));
            }
        }
        return sum;
    }

    /**
     * Whether a helper hands back what it was given because of what is in it, such as where it begins with the system prompt already:
     * then it adds once. Where it only looks at what it is to add, it adds each time that there is something.
     */
    private boolean isHandedBackForItself(Procedure helper, ContextId given) {
        ControlFlow flow = engine.flows().of(helper);
        for (Block block : flow.body().blocks()) {
            if (flow.isReachable(block.id())
                    && block.terminator() instanceof Terminator.Return end
                    && end.value() != null
                    && isHandedBack(helper, end.value(), given)
                    && isBecauseOf(helper, flow, block.id(), given)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHandedBack(Procedure helper, Expression value, ContextId given) {
        if (value instanceof Expression.Choice choice) {
            return isHandedBack(helper, choice.then(), given) || isHandedBack(helper, choice.otherwise(), given);
        }
        return engine.contexts().of(helper, value).stream()
                .findFirst()
                .filter(given::equals)
                .isPresent();
    }

    private boolean isBecauseOf(Procedure helper, ControlFlow flow, int block, ContextId given) {
        for (Block candidate : flow.body().blocks()) {
            if (candidate.terminator() instanceof Terminator.Branch branch
                    && flow.isReachable(candidate.id())
                    && flow.dominates(candidate.id(), block)
                    && looksAt(helper, branch.condition(), given)) {
                return true;
            }
        }
        return false;
    }

    private boolean looksAt(Procedure helper, Expression condition, ContextId given) {
        if (condition instanceof Expression.Not not) {
            return looksAt(helper, not.operand(), given);
        } else if (condition instanceof Expression.Binary binary) {
            return looksAt(helper, binary.left(), given) || looksAt(helper, binary.right(), given);
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(helper, result.call());
            return call.receiver() != null && looksAt(helper, call.receiver(), given)
                    || call.arguments().stream().anyMatch(argument -> looksAt(helper, argument, given));
        } else if (condition instanceof Expression.Constant || condition instanceof Expression.Null) {
            return false;
        } else if (condition instanceof Expression.Local local
                && !helper.body().parameters().contains(local.name())) {
            return engine.origins().assigned(helper, local).stream()
                    .anyMatch(value -> !(value.expression() instanceof Expression.Constant));
        }
        return engine.contexts().of(helper, condition).contains(given);
    }

    /** What a concatenation holds beside those of its parts that are the context itself. */
    private Formula beside(Procedure where, Expression value, Context context) {
        if (value instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            return beside(where, binary.left(), context).plus(beside(where, binary.right(), context));
        }
        return context.isIn(value) ? Formula.ZERO : engine.tokens().of(where, value);
    }

    /** What library calls put together with the context; empty where they may leave some of it out. */
    private Optional<Formula> byLibrary(Procedure where, Expression value, Context context, int depth) {
        if (depth == 0) {
            return Optional.empty();
        } else if (value instanceof Expression.Cast cast) {
            return byLibrary(where, cast.value(), context, depth - 1);
        } else if (!(value instanceof Expression.Result)) {
            return value instanceof Expression.Local || value instanceof Expression.Field
                    ? Optional.of(Formula.ZERO)
                    : Optional.empty();
        }
        Instruction.Invoke call = engine.origins().call(where, ((Expression.Result) value).call());
        CallMeaning meaning = engine.calls().of(where, call);
        MethodRow row = meaning.row();
        if (row == null || row.context() == null || !meaning.targets().isEmpty() || leavesOut(row, call)) {
            return Optional.empty();
        }
        if (call.receiver() != null && context.isIn(call.receiver())) {
            Optional<Formula> before = byLibrary(where, call.receiver(), context, depth - 1);
            return row.context() == ContextOperation.APPEND || Contexts.isJoined(call)
                    ? before.flatMap(sum ->
                            together(where, call.arguments(), context, depth).map(sum::plus))
                    : WHOLE.contains(row.context()) ? before : Optional.empty();
        }
        boolean given = call.arguments().stream().anyMatch(context::isIn);
        return given && WHOLE.contains(row.context())
                ? together(where, call.arguments(), context, depth)
                : Optional.empty();
    }

    private Optional<Formula> together(Procedure where, List<Expression> parts, Context context, int depth) {
        Formula sum = Formula.ZERO;
        for (Expression part : parts) {
            if (!context.isIn(part)) {
                sum = sum.plus(engine.tokens().of(where, part));
                continue;
            }
            Optional<Formula> inside = part instanceof Expression.NewArray array
                    ? together(where, array.elements(), context, depth)
                    : byLibrary(where, part, context, depth - 1);
            if (inside.isEmpty()) {
                return inside;
            }
            sum = sum.plus(inside.get());
        }
        return Optional.of(sum);
    }

    /** {@code skip(1)}, {@code filter(test)}: what gives on less than it takes, not only without what is empty or there twice. */
    private static boolean leavesOut(MethodRow row, Instruction.Invoke call) {
        Size size = row.size();
        return size != null
                && (size.relation() == Size.Relation.AT_MOST || size.relation() == Size.Relation.FIRST)
                && !row.terminal()
                && !call.arguments().isEmpty();
    }
}
