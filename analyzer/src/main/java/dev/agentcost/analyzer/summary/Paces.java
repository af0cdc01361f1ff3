package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which calls wait, each time they run, for a person or for an event from outside. */
final class Paces {

    private static final int WRAPPERS = 3;

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;
    private final Map<Procedure, Optional<Pace>> known = new HashMap<>();
    private final Set<Procedure> open = new HashSet<>();
    private final Map<Origin, Boolean> readers = new HashMap<>();

    /** A value that was looked into, with how many wrappers more may be. */
    private record Looked(Origin value, int depth) {}

    Paces(Calls calls, Origins origins, Flows flows) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
    }

    Optional<Pace> of(Procedure caller, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(caller, call);
        if (meaning.row() != null) {
            if (meaning.row().pace() != null) {
                return Optional.of(meaning.row().pace());
            }
            Cursor cursor = meaning.row().cursor();
            boolean reads = cursor != null && cursor != Cursor.OPEN;
            return reads && call.receiver() != null && readsStandardInput(caller, call.receiver())
                    ? Optional.of(Pace.PERSON)
                    : Optional.empty();
        }
        Optional<Pace> common = Optional.empty();
        for (Procedure target : meaning.targets()) {
            Optional<Pace> one = of(target);
            if (one.isEmpty()) {
                return one;
            }
            common = one;
        }
        return common;
    }

    /** Whether a reader reads {@code System.in}, through whatever it is wrapped in. */
    private boolean readsStandardInput(Procedure caller, Expression receiver) {
        Origin reader = new Origin(caller, receiver);
        Boolean answer = readers.get(reader);
        if (answer == null) {
            answer = readsStandardInput(caller, receiver, WRAPPERS, new HashSet<>());
            readers.put(reader, answer);
        }
        return answer;
    }

    /** Where much flows together, the same value comes up on many ways. */
    private boolean readsStandardInput(Procedure caller, Expression receiver, int depth, Set<Looked> seen) {
        for (Origin origin : origins.of(caller, receiver, Origins.Depth.VALUE)) {
            Expression source = origin.expression();
            if (!seen.add(new Looked(origin, depth))) {
                continue;
            }
            if (source instanceof Expression.Field field
                    && field.owner().equals("java.lang.System")
                    && field.name().equals("in")) {
                return true;
            }
            if (depth > 0 && source instanceof Expression.Result result) {
                Instruction.Invoke made = origins.call(origin.procedure(), result.call());
                if (made.arguments().stream()
                        .anyMatch(argument -> readsStandardInput(origin.procedure(), argument, depth - 1, seen))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<Pace> of(Procedure procedure) {
        Optional<Pace> answer = known.get(procedure);
        if (answer != null) {
            return answer;
        }
        if (!open.add(procedure)) {
            return Optional.empty();
        }
        try {
            Optional<Pace> found = onEveryPath(procedure);
            known.put(procedure, found);
            return found;
        } finally {
            open.remove(procedure);
        }
    }

    /** Who is waited for outweighs a delay. */
    private Optional<Pace> onEveryPath(Procedure procedure) {
        ControlFlow flow = flows.of(procedure);
        Optional<Pace> delay = Optional.empty();
        for (int block : flow.order()) {
            if (!dominatesReturns(flow, block)) {
                continue;
            }
            for (Instruction.Invoke call : calls(flow, block)) {
                Optional<Pace> pace = of(procedure, call);
                if (pace.filter(Pace.DELAY::equals).isPresent()) {
                    delay = pace;
                } else if (pace.isPresent()) {
                    return pace;
                }
            }
        }
        Optional<Pace> each = onEachBranch(procedure, flow);
        return each.isPresent() ? each : delay;
    }

    /**
     * The pace where each way to a return waits in a call of its own: {@code console == null ? in.readLine() : console.readLine()}.
     * Only what the libraries do counts, since to look into whatever a branch calls would be to look into most of the program.
     */
    private Optional<Pace> onEachBranch(Procedure procedure, ControlFlow flow) {
        Map<Integer, Pace> waiting = new LinkedHashMap<>();
        for (int block : flow.order()) {
            for (Instruction.Invoke call : calls(flow, block)) {
                if (calls.of(procedure, call).row() != null) {
                    of(procedure, call)
                            .filter(pace -> pace != Pace.DELAY)
                            .ifPresent(pace -> waiting.putIfAbsent(block, pace));
                }
            }
        }
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        BitSet unpaced = flow.reachable(0, edge -> !waiting.containsKey(edge.from()));
        return givesSomething(flow).noneMatch(end -> unpaced.get(end.id()) && !waiting.containsKey(end.id()))
                ? waiting.values().stream().findFirst()
                : Optional.empty();
    }

    private static List<Instruction.Invoke> calls(ControlFlow flow, int block) {
        return flow.body().blocks().get(block).instructions().stream()
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast)
                .toList();
    }

    /** Whether the method says {@code true} only from inside a loop each turn of which waits for some time. */
    boolean findsByWaiting(Procedure procedure) {
        ControlFlow flow = flows.of(procedure);
        boolean found = false;
        for (Block block : flow.returns()) {
            if (!(block.terminator() instanceof Terminator.Return end
                    && end.value() instanceof Expression.Constant said
                    && said.value() instanceof Boolean yes)) {
                return false;
            }
            boolean waited = flow.loops().stream()
                    .anyMatch(loop -> delays(procedure, flow, loop) && flow.dominates(loop.header(), block.id()));
            if (yes && !waited) {
                return false;
            }
            found |= yes;
        }
        return found;
    }

    private boolean delays(Procedure procedure, ControlFlow flow, Loop loop) {
        return flow.callsOnEveryTurn(loop).stream()
                .anyMatch(call -> of(procedure, call).filter(Pace.DELAY::equals).isPresent());
    }

    /** Where a method gives nothing back, it may have found nothing, or failed before it could look. */
    private static boolean dominatesReturns(ControlFlow flow, int block) {
        return givesSomething(flow).allMatch(end -> flow.dominates(block, end.id()));
    }

    private static Stream<Block> givesSomething(ControlFlow flow) {
        return flow.returns().stream()
                .filter(end -> !(end.terminator() instanceof Terminator.Return given
                        && given.value() instanceof Expression.Null));
    }
}
