package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a library's calls give what is in data: as other data that holds the same, or piece by piece to a function. */
final class Parts {

    private final Engine engine;

    Parts(Engine engine) {
        this.engine = engine;
    }

    /** The data that the call gives in another form, none of it changed: the elements of a map, a stream over a list, those that pass a test. */
    @Nullable
    Expression passedOn(Procedure procedure, Instruction.Invoke call) {
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

    /**
     * How often the call runs its function on what it is made on: for each element, as {@code children().forEach(...)} does, or once for
     * what is in it, as {@code next().ifPresent(...)} does; empty where it hands over anything else.
     */
    Optional<Runs.Times> handedOn(Procedure procedure, Instruction.Invoke call) {
        Runs runs = Optional.ofNullable(engine.calls().of(procedure, call).row())
                .map(MethodRow::runs)
                .orElse(null);
        if (runs == null || runs.given() != null || call.receiver() == null) {
            return Optional.empty();
        }
        boolean each = runs.times() == Runs.Times.PER_ELEMENT && Operand.RECEIVER.equals(runs.operand());
        return each || runs.times() == Runs.Times.ONCE ? Optional.of(runs.times()) : Optional.empty();
    }

    /** The data whose elements, or whose one, a library hands to the function as its only parameter. */
    Optional<Origin> given(Procedure function) {
        if (function.body().parameters().size() != 1) {
            return Optional.empty();
        }
        return engine.origins()
                .use(function)
                .filter(use -> handedOn(use.getKey(), use.getValue()).isPresent())
                .map(use -> new Origin(
                        use.getKey(), Objects.requireNonNull(use.getValue().receiver())));
    }
}
