package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loops that bring a list down to one element, level by level: {@code while (parts.size() > 1)} with a new list each turn that gets
 * one element for each group of at least two, and takes the old one's place. A turn leaves half of the elements at most.
 */
final class Reductions {

    /** The least number of elements in a group with which a level is smaller than the one before. */
    private static final long LEAST_GROUP = 2;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Guards guards;
    private final Starts starts;
    private final ExpressionText text;

    Reductions(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            Guards guards,
            Starts starts,
            ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.guards = guards;
        this.starts = starts;
        this.text = text;
    }

    /** An assignment of a local, and its block. */
    private record Given(int block, Expression value) {}

    /** @param pathsOf the paths of other loops */
    Optional<LoopBound> of(Loop loop, LoopPaths paths, Function<Loop, LoopPaths> pathsOf) {
        for (Guard guard : guards.of(loop)) {
            Expression.Local level = flow.onEveryTurn(loop, guard.block()) ? level(guard) : null;
            Formula start = level == null
                    ? null
                    : starts.of(loop, paths, new Variable(Variable.Kind.SIZE, level))
                            .upper();
            if (level != null && start != null && isReduced(loop, level, pathsOf)) {
                boolean headed = guard.heads(loop);
                Formula passes = headed ? start.log2() : start.log2().plus(Formula.ONE);
                return Optional.of(new LoopBound(
                        passes.isConstant() ? Driver.CONSTANT : Driver.HALVING,
                        passes,
                        guard.block(),
                        headed,
                        List.of(
                                new Step(
                                        procedure.at(guard.line()),
                                        "each turn puts a list in the place of " + text.of(level)
                                                + " with one element for each group of at least " + LEAST_GROUP),
                                new Step(procedure.at(guard.line()), "at most " + passes + " passes")),
                        "",
                        false));
            }
        }
        return Optional.empty();
    }

    /** The list that has more than one element where the test is passed. */
    private Expression.@Nullable Local level(Guard guard) {
        return Comparison.of(guard.condition(), guard.stayWhen())
                .filter(test -> test.less() instanceof Expression.Constant constant
                        && constant.value() instanceof Long least
                        && (test.form() == Comparison.Form.STRICT && least >= LEAST_GROUP - 1
                                || test.form() == Comparison.Form.LOOSE && least >= LEAST_GROUP))
                .map(test -> measured(test.more()) instanceof Expression.Local list ? list : null)
                .orElse(null);
    }

    /** What the value is the size of. */
    private @Nullable Expression measured(Expression value) {
        if (!(value instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        return facts.isNumberOf(procedure, call) ? call.receiver() : null;
    }

    private boolean isReduced(Loop loop, Expression.Local level, Function<Loop, LoopPaths> pathsOf) {
        Given replaced = onlyGiven(loop, level);
        if (replaced == null
                || !(replaced.value() instanceof Expression.Local next)
                || !flow.onEveryTurn(loop, replaced.block())) {
            return false;
        }
        Given made = onlyGiven(loop, next);
        return made != null
                && origins.assigned(procedure, next).size() == 1
                && isNewAndEmpty(made.value())
                && flow.dominates(made.block(), replaced.block())
                && growsInGroupsOnly(loop, level, next, made.block(), replaced.block(), pathsOf);
    }

    /** The one assignment of the local in the loop, if it stands in no loop inside. */
    private @Nullable Given onlyGiven(Loop loop, Expression.Local local) {
        Given found = null;
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    if (found != null || flow.loopOf(block) != loop) {
                        return null;
                    }
                    found = new Given(block, assign.value());
                }
            }
        }
        return found;
    }

    private boolean isNewAndEmpty(Expression value) {
        if (!(value instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        return call.target().name().equals("<init>")
                && call.target().owner().startsWith("java.util.")
                && (call.arguments().isEmpty() || call.target().parameterTypes().equals(List.of("int")));
    }

    /** Whether nothing gets longer in the loop but the new list, and that only in one loop over the groups of the old one. */
    private boolean growsInGroupsOnly(
            Loop loop,
            Expression.Local level,
            Expression.Local next,
            int made,
            int replaced,
            Function<Loop, LoopPaths> pathsOf) {
        Set<Loop> filling = new LinkedHashSet<>();
        for (Procedure code : values.sizeChanges().inside(procedure.root())) {
            for (Expression name : values.sizeChanges().aliases(procedure, level)) {
                for (int block = 0; block < code.body().blocks().size(); block++) {
                    if ((code != procedure || loop.contains(block)) && grows(code, block, name)) {
                        if (code != procedure || !name.equals(next)) {
                            return false;
                        }
                        filling.add(flow.loopOf(block));
                    }
                }
            }
        }
        return filling.size() == 1
                && filling.stream()
                        .allMatch(child -> child != null
                                && child.parent() == loop
                                && flow.dominates(made, child.header())
                                && flow.dominates(child.header(), replaced)
                                && addsOneAtMost(child, pathsOf.apply(child), next)
                                && goesByGroups(child, pathsOf.apply(child), level));
    }

    private boolean grows(Procedure code, int block, Expression name) {
        return code.body().blocks().get(block).instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                        && !facts.sizeChange(code, call, name).neverUp());
    }

    /** Whether a turn adds no more than one element, however far it comes. */
    private static boolean addsOneAtMost(Loop child, LoopPaths paths, Expression.Local next) {
        Variable size = new Variable(Variable.Kind.SIZE, next);
        LoopPaths.Changes changes = paths.of(size);
        for (int block : child.order()) {
            Change before = changes.before().get(block);
            Change after = before == null ? null : before.then(paths.within(block, Integer.MAX_VALUE, size));
            if (after != null && (after.kind() != Change.Kind.ADD || after.most() > 1)) {
                return false;
            }
        }
        return true;
    }

    /** {@code for (int i = 0; i < parts.size(); i += 4)}. */
    private boolean goesByGroups(Loop child, LoopPaths paths, Expression.Local level) {
        return guards.of(child).stream()
                .filter(guard -> guard.block() == child.header())
                .flatMap(guard -> Comparison.of(guard.condition(), guard.stayWhen()).stream())
                .anyMatch(test -> test.form() == Comparison.Form.STRICT
                        && level.equals(measured(test.more()))
                        && test.less() instanceof Expression.Local at
                        && isStep(
                                paths.of(new Variable(Variable.Kind.VALUE, at)).turn())
                        && beginsAtNone(child, at));
    }

    private static boolean isStep(Change turn) {
        return turn.kind() == Change.Kind.ADD && turn.least() >= LEAST_GROUP;
    }

    /** Whether whatever the local is given before the loop is a number from zero up. */
    private boolean beginsAtNone(Loop child, Expression.Local at) {
        boolean known = false;
        for (int block = 0; block < flow.body().blocks().size(); block++) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (!child.contains(block)
                        && instruction instanceof Instruction.Assign assign
                        && assign.target().equals(at)) {
                    known = assign.value() instanceof Expression.Constant constant
                            && constant.value() instanceof Long number
                            && number >= 0;
                    if (!known) {
                        return false;
                    }
                }
            }
        }
        return known && Values.parameter(procedure, at) < 0;
    }
}
