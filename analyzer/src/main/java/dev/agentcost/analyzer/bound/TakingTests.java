package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Step;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tests of what a call says that takes one of what is left: {@code if (!budget.take()) break;}. */
final class TakingTests {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Invariants invariants;
    private final Starts starts;
    private final Takings takings;

    /** How often control passes the test, once in each turn. */
    record Found(Formula passes, List<Step> derivation) {}

    TakingTests(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            Invariants invariants,
            Starts starts,
            Takings takings) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.invariants = invariants;
        this.starts = starts;
        this.takings = takings;
    }

    /** {@code if (!budget.take()) break;}: how often a call that takes one of what is left can say that there was one. */
    Optional<Found> of(Loop loop, LoopPaths paths, Guard guard) {
        if (!(guard.condition() instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        Expression holder = call.receiver();
        boolean asked = flow.body().blocks().get(guard.block()).instructions().contains(call);
        if (!asked || holder == null || !invariants.holds(loop, paths, holder)) {
            return Optional.empty();
        }
        return takings.of(call, guard.stayWhen()).flatMap(taking -> {
            Expression.Field field = ofHolder(holder, taking.field());
            Expression limit = limitOf(taking, call, holder);
            return limit == null
                            || !invariants.holds(loop, paths, limit)
                            || !invariants.holds(loop, paths, Objects.requireNonNull(field.receiver()))
                            || mayGoBack(loop, call, field, taking)
                    ? Optional.empty()
                    : taken(loop, paths, guard, taking, field, limit);
        });
    }

    /** A field that the called method names, as one of the holder, or of what a field of it holds. */
    private static Expression.Field ofHolder(Expression holder, Expression.Field field) {
        Expression receiver = field.receiver() instanceof Expression.Field outer ? ofHolder(holder, outer) : holder;
        return new Expression.Field(receiver, field.owner(), field.name());
    }

    private @Nullable Expression limitOf(Takings.Taking taking, Instruction.Invoke call, Expression holder) {
        if (taking.limit() instanceof Expression.Local local) {
            int parameter = taking.method().body().parameters().indexOf(local.name());
            return parameter < call.arguments().size() ? call.arguments().get(parameter) : null;
        }
        return taking.limit() instanceof Expression.Field field && field.receiver() != null
                ? new Expression.Field(holder, field.owner(), field.name())
                : taking.limit();
    }

    /** Whether something in the loop but the call itself may take the field away from the limit. */
    private boolean mayGoBack(Loop loop, Instruction.Invoke taking, Expression.Field field, Takings.Taking taken) {
        for (Instruction instruction : flow.instructions(loop)) {
            Change change = Change.NONE;
            if (instruction instanceof Instruction.Invoke call) {
                change = call == taking ? Change.NONE : facts.fieldChange(procedure, call, field);
            } else if (instruction instanceof Instruction.Assign assign
                    && assign.target() instanceof Expression.Field other
                    && other.name().equals(field.name())
                    && other.owner().equals(field.owner())) {
                change = other.equals(field) ? Change.ofAssignment(assign.value(), field) : Change.UNKNOWN;
            }
            if (!change.times(taken.rising() ? 1 : -1).neverDown()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Found> taken(
            Loop loop, LoopPaths paths, Guard guard, Takings.Taking taking, Expression.Field field, Expression limit) {
        Range start = starts.of(loop, paths, new Variable(Variable.Kind.VALUE, field));
        Range known = values.range(procedure, limit);
        Range end = known.exact() == null && known.upper() == null ? values.named(procedure, limit) : known;
        Formula span = taking.span(start, end);
        if (span == null) {
            span = taking.span(values.begin(procedure, field), values.named(procedure, limit));
        }
        if (span == null) {
            return Optional.empty();
        }
        Formula passes = span.minus(Formula.of(taking.moved() - (taking.loose() ? 1 : 0)))
                .ceilDividedBy(taking.step())
                .atLeastZero();
        String call = taking.method().method().displayName();
        return Optional.of(new Found(
                passes,
                List.of(
                        new Step(
                                procedure.at(guard.line()),
                                "stays while " + call + " finds something left of what it takes"),
                        new Step(
                                taking.method().location(),
                                field.name() + (taking.rising() ? " rises" : " falls") + " by at least " + taking.step()
                                        + " with each call that does"),
                        new Step(procedure.at(guard.line()), "at most " + passes + " passes"))));
    }
}
