package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers that an atomic number in a local may hold, where the method puts constants into it and lets nobody else have it. */
final class AtomicNumbers {

    private static final Set<String> TYPES =
            Set.of("java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong");

    private static final Set<String> READS = Set.of("get", "intValue", "longValue", "getPlain", "getAcquire");

    private static final Set<String> WRITES = Set.of("set", "lazySet", "setPlain", "setRelease");

    private final Program program;
    private final Origins origins;

    AtomicNumbers(Program program, Origins origins) {
        this.program = program;
        this.origins = origins;
    }

    /** The numbers that the call may read. */
    Optional<Range> of(Procedure procedure, Instruction.Invoke call) {
        if (!TYPES.contains(call.target().owner())
                || !READS.contains(call.target().name())
                || !(call.receiver() instanceof Expression.Local local)) {
            return Optional.empty();
        }
        Range held = null;
        for (Procedure part : program.procedures()) {
            if (part.root() != procedure.root()) {
                continue;
            }
            if (part.body().parameters().contains(local.name())) {
                return Optional.empty();
            }
            for (Block block : part.body().blocks()) {
                if (block.terminator() instanceof Terminator.Return end && local.equals(end.value())) {
                    return Optional.empty();
                }
                for (Instruction instruction : block.instructions()) {
                    if (leavesAlone(instruction, local)) {
                        continue;
                    }
                    Optional<Range> put = put(part, instruction, local);
                    if (put.isEmpty()) {
                        return Optional.empty();
                    }
                    held = held == null ? put.get() : held.or(put.get());
                }
            }
        }
        return Optional.ofNullable(held);
    }

    private static boolean leavesAlone(Instruction instruction, Expression.Local local) {
        if (instruction instanceof Instruction.Assign assign) {
            return !assign.target().equals(local) && !assign.value().equals(local);
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        boolean reads =
                local.equals(call.receiver()) && READS.contains(call.target().name());
        return !call.arguments().contains(local) && (reads || !local.equals(call.receiver()));
    }

    private Optional<Range> put(Procedure part, Instruction instruction, Expression.Local local) {
        if (instruction instanceof Instruction.Assign assign
                && assign.target().equals(local)
                && assign.value() instanceof Expression.Result result) {
            Instruction.Invoke made = origins.call(part, result.call());
            boolean created = made.target().name().equals("<init>")
                    && TYPES.contains(made.target().owner());
            return created ? number(made.arguments()) : Optional.empty();
        }
        return instruction instanceof Instruction.Invoke call
                        && local.equals(call.receiver())
                        && WRITES.contains(call.target().name())
                ? number(call.arguments())
                : Optional.empty();
    }

    private static Optional<Range> number(List<Expression> arguments) {
        if (arguments.isEmpty()) {
            return Optional.of(Range.of(0));
        }
        @Nullable
        Long value = arguments.get(0) instanceof Expression.Constant constant && constant.value() instanceof Long number
                ? number
                : null;
        return Optional.ofNullable(value).map(Range::of);
    }
}
