package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sources that a program feeds by hand, and the stages behind them. What a stage puts back into its own source comes to that stage
 * again: a recursion, although no call shows it. What others put there is what the pipeline is run for.
 */
final class Emissions {

    /** How many calls stand between a source and a stage, at most. */
    private static final int CHAIN = 40;

    private final Program program;
    private final Rows rows;
    private final Origins origins;
    private final BiFunction<Procedure, Instruction.Invoke, List<CallMeaning.FunctionArgument>> functions;

    /** All stages behind a place; null until something is put into a source, which most programs never do. */
    private @Nullable List<Stage> stages;

    /** @param functions the functions that a call is given */
    Emissions(
            Program program,
            Rows rows,
            Origins origins,
            BiFunction<Procedure, Instruction.Invoke, List<CallMeaning.FunctionArgument>> functions) {
        this.program = program;
        this.rows = rows;
        this.origins = origins;
        this.functions = functions;
    }

    /** A function that is run for each element that comes from a source. */
    private record Stage(Origin source, Procedure code) {}

    /** All stages behind the source that the call feeds, where control has come there from one of them. */
    Set<Procedure> again(Procedure procedure, Instruction.Invoke call) {
        List<Procedure> fed = fedBy(procedure, call);
        return fed.stream().anyMatch(stage -> comesTo(stage, procedure)) ? new LinkedHashSet<>(fed) : Set.of();
    }

    private List<Procedure> fedBy(Procedure procedure, Instruction.Invoke call) {
        if (call.receiver() == null) {
            return List.of();
        }
        Origin fed = new Origin(procedure, call.receiver());
        return stages().stream()
                .filter(stage -> isSame(stage.source(), fed))
                .map(Stage::code)
                .toList();
    }

    private List<Stage> stages() {
        List<Stage> found = stages;
        if (found == null) {
            found = new ArrayList<>();
            for (Procedure procedure : program.procedures()) {
                for (Block block : procedure.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Invoke call) {
                            collect(procedure, call, found);
                        }
                    }
                }
            }
            stages = found;
        }
        return found;
    }

    private void collect(Procedure procedure, Instruction.Invoke call, List<Stage> found) {
        Optional<MethodRow> row = rows.of(call.target()).filter(one -> one.runs() != null);
        if (row.isEmpty() || call.receiver() == null || call.arguments().isEmpty()) {
            return;
        }
        for (Origin source : sources(procedure, call.receiver())) {
            functions.apply(procedure, call).stream()
                    .flatMap(function -> function.procedures().stream())
                    .forEach(code -> found.add(new Stage(source, code)));
        }
    }

    /** The places that a pipeline comes from, unless a stage before lets only a number of elements pass. */
    private List<Origin> sources(Procedure procedure, Expression pipeline) {
        List<Origin> found = new ArrayList<>();
        Expression at = pipeline;
        for (int i = 0; i < CHAIN && at != null; i++) {
            if (at instanceof Expression.Result result) {
                Instruction.Invoke call = origins.call(procedure, result.call());
                if (rows.of(call.target())
                        .map(MethodRow::size)
                        .filter(size -> size.relation() == Size.Relation.LIMIT)
                        .isPresent()) {
                    return List.of();
                } else if (program.runsKnownCode(call.target())) {
                    found.add(new Origin(procedure, at));
                    return found;
                }
                at = call.receiver();
            } else {
                found.add(new Origin(procedure, at));
                at = at instanceof Expression.Local local
                                && origins.only(procedure, local).orElse(local) instanceof Expression.Result made
                        ? made
                        : null;
            }
        }
        return found;
    }

    private boolean isSame(Origin one, Origin other) {
        if (one.expression() instanceof Expression.Local local
                && local.equals(other.expression())
                && origins.declaring(one.procedure(), local) == origins.declaring(other.procedure(), local)) {
            return true;
        }
        if (one.expression() instanceof Expression.Field first
                && other.expression() instanceof Expression.Field second) {
            return first.owner().equals(second.owner()) && first.name().equals(second.name());
        }
        return !Collections.disjoint(made(one), made(other));
    }

    private Set<Origin> made(Origin value) {
        Set<Origin> found = new HashSet<>(origins.of(value.procedure(), value.expression(), Origins.Depth.VALUE));
        found.removeIf(leaf -> !(leaf.expression() instanceof Expression.Result));
        return found;
    }

    /** Whether the code, a function in it, a method that these call or a stage that they feed is the one asked for. */
    private boolean comesTo(Procedure code, Procedure wanted) {
        Set<Procedure> reached = new HashSet<>();
        Deque<Procedure> work = new ArrayDeque<>(List.of(code));
        while (!work.isEmpty()) {
            Procedure at = work.pop();
            if (at == wanted) {
                return true;
            }
            if (reached.add(at)) {
                for (int i = 0; i < at.body().lambdas().size(); i++) {
                    work.push(program.lambda(at, i));
                }
                for (Block block : at.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Invoke call) {
                            program.dispatch(call.target()).stream()
                                    .map(MethodDeclaration::key)
                                    .flatMap(key -> program.procedure(key).stream())
                                    .forEach(work::push);
                            if (rows.of(call.target()).filter(MethodRow::emits).isPresent()) {
                                fedBy(at, call).forEach(work::push);
                            }
                        }
                    }
                }
            }
        }
        return false;
    }
}
