package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bounds that the source asserts: {@code // agentcost: at most 10}. */
final class Assertions {

    private final Procedure procedure;
    private final ControlFlow flow;

    Assertions(Procedure procedure, ControlFlow flow) {
        this.procedure = procedure;
        this.flow = flow;
    }

    /** The asserted bound of a loop, held against the one that the code has; that one where nothing is asserted. */
    LoopBound checked(Loop loop, LoopBound inferred) {
        return asserted(loop).map(asserted -> checked(loop, asserted, inferred)).orElse(inferred);
    }

    private Optional<LoopBound> asserted(Loop loop) {
        if (loop.syntax() == null) {
            return Optional.empty();
        }
        int line = loop.syntax().line();
        return flow.body().facts().stream()
                .filter(fact -> fact.line() == line)
                .findFirst()
                .map(fact -> new LoopBound(
                        Driver.COUNTER,
                        parse(fact.text()),
                        -1,
                        true,
                        List.of(new Step(procedure.at(line), "asserted in the source: at most " + fact.text())),
                        "",
                        true));
    }

    /** What a person says holds, unless the code says less, or the loop makes more turns whatever happens. */
    private LoopBound checked(Loop loop, LoopBound asserted, LoopBound inferred) {
        Optional<BigDecimal> said = Optional.ofNullable(asserted.passes()).flatMap(Formula::constantValue);
        Optional<BigDecimal> proven = Optional.ofNullable(inferred.passes()).flatMap(Formula::constantValue);
        if (said.isEmpty() || proven.isEmpty()) {
            return asserted;
        }
        String assertion = LoopBounds.ASSERTION + "'at most " + said.get().toPlainString() + "' ";
        String turns = proven.get().toPlainString() + " turns";
        if (proven.get().compareTo(said.get()) <= 0) {
            return noted(loop, inferred, assertion + "is not needed: the code allows " + turns + "; delete it");
        }
        return hasOneWayOut(loop)
                ? noted(loop, inferred, assertion + "is wrong: the loop always makes " + turns + "; correct it")
                : asserted;
    }

    private boolean hasOneWayOut(Loop loop) {
        return loop.exits().stream()
                        .filter(exit -> exit.kind() != FlowEdge.Kind.EXCEPTION)
                        .count()
                == 1;
    }

    private LoopBound noted(Loop loop, LoopBound bound, String text) {
        List<Step> derivation = new ArrayList<>(bound.derivation());
        derivation.add(
                new Step(procedure.at(loop.syntax() == null ? 0 : loop.syntax().line()), text));
        return new LoopBound(
                bound.driver(), bound.passes(), bound.guard(), bound.headed(), derivation, bound.remedy(), false);
    }

    private Formula parse(String assertion) {
        String trimmed = assertion.trim();
        if (trimmed.matches("\\d{1,15}")) {
            return Formula.of(Long.parseLong(trimmed));
        }
        return procedure.body().parameters().contains(trimmed)
                ? Formula.of(Values.parameterSymbol(procedure, trimmed))
                : Formula.of(new Symbol(trimmed, Kind.COUNT, false, "", Assumption.LIMIT.key()));
    }
}
