package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loops whose turns wait for a person or for events from outside, so that these decide how often they cost anything. */
final class Pacing {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final CallFacts facts;

    Pacing(Procedure procedure, ControlFlow flow, Origins origins, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.facts = facts;
    }

    /** The pace of a loop, if it has one. */
    Optional<LoopBound> of(Loop loop, List<Guard> guards) {
        return waiting(loop)
                .or(() -> waitingFirst(loop))
                .or(() -> polling(loop, guards))
                .or(() -> finding(loop, guards))
                .or(() -> taking(loop));
    }

    /** Every turn waits. */
    private Optional<LoopBound> waiting(Loop loop) {
        for (Instruction.Invoke call : flow.callsOnEveryTurn(loop)) {
            Optional<Pace> pace = pace(loop, call);
            if (pace.isPresent()) {
                return Optional.of(waits(loop, call, pace.get()));
            }
        }
        return waitingOnEachBranch(loop);
    }

    /** Whom the call waits for, unless that is the loop itself. */
    private Optional<Pace> pace(Loop loop, Instruction.Invoke call) {
        return facts.pace(procedure, call)
                .filter(found -> found != Pace.DELAY)
                .filter(found -> found != Pace.EXTERNAL || !feedsItself(loop, call));
    }

    /** {@code queue.put(model.chat(queue.take()))}: whether what is waited for is put there in a turn, as a model has answered it. */
    private boolean feedsItself(Loop loop, Instruction.Invoke taking) {
        Expression queue = taking.receiver();
        if (queue == null || !Invariants.isPlace(queue)) {
            return false;
        }
        for (Instruction.Invoke call : inside(loop)) {
            boolean answered = call.arguments().stream().anyMatch(argument -> facts.isAnswer(procedure, argument))
                    || facts.isOfProgram(procedure, call) && facts.reachesModel(procedure, call);
            if (answered && !facts.sizeChange(procedure, call, queue).neverUp()) {
                return true;
            }
        }
        return false;
    }

    /** Each way round waits in a call of its own. */
    private Optional<LoopBound> waitingOnEachBranch(Loop loop) {
        Map<Instruction.Invoke, Pace> waiting = new LinkedHashMap<>();
        BitSet blocks = new BitSet();
        for (int block : loop.order()) {
            for (Instruction.Invoke call : calls(flow.body().blocks().get(block))) {
                pace(loop, call).ifPresent(found -> {
                    waiting.put(call, found);
                    blocks.set(block);
                });
            }
        }
        // A call alone would have to stand on every turn.
        if (waiting.size() < 2) {
            return Optional.empty();
        }
        BitSet unpaced = flow.reachable(
                loop.header(),
                edge -> loop.contains(edge.to()) && !blocks.get(edge.from()) && edge.to() != loop.header());
        return loop.latches().stream().noneMatch(latch -> unpaced.get(latch) && !blocks.get(latch))
                ? waiting.entrySet().stream().findFirst().map(first -> waits(loop, first.getKey(), first.getValue()))
                : Optional.empty();
    }

    private LoopBound waits(Loop loop, Instruction.Invoke call, Pace pace) {
        return paced(
                loop,
                pace,
                call.line(),
                "each turn waits for " + whom(pace) + " in " + call.target().name() + "()");
    }

    /** A turn that does not wait, because something fails before it could, costs nothing. */
    private Optional<LoopBound> waitingFirst(Loop loop) {
        List<Integer> costing = costing(loop);
        if (costing.isEmpty()) {
            return Optional.empty();
        }
        for (Instruction.Invoke call : inside(loop)) {
            Optional<Pace> pace = pace(loop, call);
            if (pace.isPresent() && costing.stream().allMatch(block -> isBefore(call, block))) {
                return Optional.of(paced(
                        loop,
                        pace.get(),
                        call.line(),
                        "a turn costs something only after it has waited for " + whom(pace.get()) + " in "
                                + call.target().name() + "()"));
            }
        }
        return Optional.empty();
    }

    /** Whether control comes to what costs in the block only through the call. */
    private boolean isBefore(Instruction.Invoke call, int block) {
        int waits = flow.blockOf(call);
        if (waits != block) {
            return flow.dominates(waits, block);
        }
        for (Instruction.Invoke next : calls(flow.body().blocks().get(block))) {
            if (next == call) {
                return true;
            } else if (facts.costs(procedure, next)) {
                return false;
            }
        }
        return false;
    }

    private static String whom(Pace pace) {
        return pace == Pace.PERSON ? "a person's input" : "an event from outside";
    }

    /**
     * Every turn looks again and again, with a delay between, whether something has come: an inbox that is polled. Where the model's
     * answer decides whether there is a next turn, the delay only slows the model's loop down.
     */
    private Optional<LoopBound> polling(Loop loop, List<Guard> guards) {
        if (guards.stream().anyMatch(guard -> facts.isAnswer(procedure, guard.condition()))) {
            return Optional.empty();
        }
        return flow.loops().stream()
                .filter(inner -> inner.parent() == loop
                        && flow.onEveryTurn(loop, inner.header())
                        && delays(inner)
                        && leavesEarly(inner)
                        && costing(inner).isEmpty())
                .findFirst()
                .map(
                        inner -> paced(
                                loop,
                                Pace.EXTERNAL,
                                line(inner),
                                "each turn looks again and again, with a delay between, whether something has come from outside"));
    }

    /** {@code if (!found()) break;}: there is a next turn only where a method has looked for some time and found something. */
    private Optional<LoopBound> finding(Loop loop, List<Guard> guards) {
        for (Guard guard : guards) {
            Expression condition = guard.condition() instanceof Expression.Local local
                    ? origins.only(procedure, local).orElse(local)
                    : guard.condition();
            if (guard.stayWhen()
                    && flow.onEveryTurn(loop, guard.block())
                    && condition instanceof Expression.Result result
                    && facts.findsByWaiting(procedure, origins.call(procedure, result.call()))) {
                Instruction.Invoke call = origins.call(procedure, result.call());
                return Optional.of(
                        paced(
                                loop,
                                Pace.EXTERNAL,
                                call.line(),
                                "it goes on only where " + call.target().name()
                                        + "() has looked again and again, with a delay between, and found something from outside"));
            }
        }
        return Optional.empty();
    }

    private boolean delays(Loop loop) {
        return flow.callsOnEveryTurn(loop).stream()
                .anyMatch(call ->
                        facts.pace(procedure, call).filter(Pace.DELAY::equals).isPresent());
    }

    /** Whether something else than the loop's own condition leaves it. */
    private static boolean leavesEarly(Loop loop) {
        return loop.exits().stream()
                .anyMatch(exit -> exit.from() != loop.header() && exit.kind() != FlowEdge.Kind.EXCEPTION);
    }

    /** What costs anything stands behind a test that something was taken from a queue that others fill. */
    private Optional<LoopBound> taking(Loop loop) {
        List<Integer> costing = costing(loop);
        if (costing.isEmpty()) {
            return Optional.empty();
        }
        for (int block : flow.order()) {
            if (loop.contains(block)
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch) {
                for (FlowEdge edge : flow.outgoing(block)) {
                    boolean holds = edge.kind() == FlowEdge.Kind.WHEN_TRUE;
                    Optional<Instruction.Invoke> taken = holds || edge.kind() == FlowEdge.Kind.WHEN_FALSE
                            ? taken(loop, branch.condition(), holds)
                            : Optional.empty();
                    if (taken.isPresent() && costing.stream().noneMatch(cost -> reaches(loop, edge, cost))) {
                        return Optional.of(paced(
                                loop,
                                Pace.EXTERNAL,
                                taken.get().line(),
                                "a turn costs something only where "
                                        + taken.get().target().name()
                                        + "() has taken something that others put there"));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The call that gave the object which the test finds to be there. */
    private Optional<Instruction.Invoke> taken(Loop loop, Expression condition, boolean holds) {
        return Comparison.of(condition, holds)
                .filter(test -> test.form() == Comparison.Form.UNEQUAL
                        && test.more() instanceof Expression.Null
                        && test.less() instanceof Expression.Local)
                .flatMap(test -> origins.only(procedure, (Expression.Local) test.less()))
                .filter(Expression.Result.class::isInstance)
                .map(result -> origins.call(procedure, ((Expression.Result) result).call()))
                .filter(call -> takesFromOthers(loop, call));
    }

    private boolean takesFromOthers(Loop loop, Instruction.Invoke call) {
        if (facts.pace(procedure, call).filter(pace -> pace != Pace.DELAY).isPresent()) {
            return true;
        }
        Set<Expression> queues = facts.takenFrom(procedure, call);
        return !queues.isEmpty()
                && inside(loop).stream()
                        .allMatch(other -> queues.stream()
                                .allMatch(queue -> facts.sizeChange(procedure, other, queue)
                                        .neverUp()));
    }

    /** Whether control comes from the head of the loop to the block without the edge. */
    private boolean reaches(Loop loop, FlowEdge without, int block) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> work = new ArrayDeque<>(List.of(loop.header()));
        while (!work.isEmpty()) {
            int at = work.pop();
            if (at == block) {
                return true;
            }
            if (loop.contains(at) && reached.add(at)) {
                flow.outgoing(at).stream()
                        .filter(edge -> !edge.equals(without) && edge.to() != loop.header())
                        .forEach(edge -> work.push(edge.to()));
            }
        }
        return false;
    }

    private List<Integer> costing(Loop loop) {
        return flow.body().blocks().stream()
                .filter(block -> loop.contains(block.id())
                        && calls(block).stream().anyMatch(call -> facts.costs(procedure, call)))
                .map(Block::id)
                .toList();
    }

    private List<Instruction.Invoke> inside(Loop loop) {
        return flow.body().blocks().stream()
                .filter(block -> loop.contains(block.id()))
                .flatMap(block -> calls(block).stream())
                .toList();
    }

    private static List<Instruction.Invoke> calls(Block block) {
        List<Instruction.Invoke> found = new ArrayList<>();
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Instruction.Invoke call) {
                found.add(call);
            }
        }
        return found;
    }

    private int line(Loop loop) {
        return loop.syntax() == null
                ? procedure.location().line()
                : loop.syntax().line();
    }

    private LoopBound paced(Loop loop, Pace pace, int line, String why) {
        boolean person = pace == Pace.PERSON;
        Formula turns = Formula.of(new Symbol(
                (person ? "inputs of a person at " : "events from outside at ") + procedure.at(line(loop)),
                Kind.COUNT,
                false,
                "",
                Assumption.EXTERNAL_TURNS.key()));
        return new LoopBound(
                person ? Driver.PERSON : Driver.EXTERNAL,
                turns,
                -1,
                true,
                List.of(new Step(procedure.at(line), why)),
                "",
                false);
    }
}
