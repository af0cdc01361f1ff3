package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tests of loops, as what they ask: through locals and methods that only pass a condition on. */
final class Guards {

    /** How many locals and methods away from the test a condition is looked for, at most. */
    private static final int COPIES = 8;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final CallFacts facts;

    Guards(Procedure procedure, ControlFlow flow, Origins origins, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.facts = facts;
    }

    /** The tests that may leave the loop. */
    List<Guard> of(Loop loop) {
        List<Guard> found = new ArrayList<>();
        for (FlowEdge exit : loop.exits()) {
            Block block = flow.body().blocks().get(exit.from());
            if (block.terminator() instanceof Terminator.Branch branch && exit.kind() != FlowEdge.Kind.EXCEPTION) {
                boolean stayWhen = exit.kind() == FlowEdge.Kind.WHEN_FALSE;
                found.add(at(loop, block, branch, stayWhen));
            }
        }
        return found;
    }

    /** What the test at a block's end asks for control to stay. */
    Guard at(Loop loop, Block block, Terminator.Branch branch, boolean stayWhen) {
        return resolved(
                loop, new Guard(block.id(), block.instructions().size(), branch.condition(), stayWhen, branch.line()));
    }

    /** A condition held in a local that is computed in the same turn is read where it is computed. */
    private Guard resolved(Loop loop, Guard guard) {
        return resolved(loop, guard, COPIES);
    }

    private Guard resolved(Loop loop, Guard guard, int copies) {
        Expression condition = guard.condition();
        boolean stayWhen = guard.stayWhen();
        while (condition instanceof Expression.Not not) {
            condition = not.operand();
            stayWhen = !stayWhen;
        }
        if (condition instanceof Expression.Result result && copies > 0) {
            Optional<Expression> inlined = facts.inlined(procedure, origins.call(procedure, result.call()));
            if (inlined.isPresent()) {
                return resolved(loop, guard.of(guard.point(), inlined.get(), stayWhen), copies - 1);
            }
        }
        if (condition instanceof Expression.Local local && copies > 0) {
            int at = definedAt(guard.block(), guard.point(), local);
            if (at >= 0) {
                Instruction.Assign definition = (Instruction.Assign)
                        flow.body().blocks().get(guard.block()).instructions().get(at);
                return resolved(loop, guard.of(at, definition.value(), stayWhen), copies - 1);
            }
            Optional<Guard> flag = flag(loop, guard, local, stayWhen);
            if (flag.isPresent()) {
                return resolved(loop, flag.get(), copies - 1);
            }
        }
        return guard.of(guard.point(), condition, stayWhen);
    }

    /** A flag that every turn sets from one comparison or call: passing the test tells what that gave. */
    private Optional<Guard> flag(Loop loop, Guard guard, Expression.Local local, boolean stayWhen) {
        Guard found = null;
        for (int block : loop.order()) {
            List<Instruction> instructions = flow.body().blocks().get(block).instructions();
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    boolean plain = found == null
                            && flow.onEveryTurn(loop, block)
                            && flow.loopOf(block) == loop
                            && !(assign.value() instanceof Expression.Local)
                            && !(assign.value() instanceof Expression.Constant);
                    if (!plain) {
                        return Optional.empty();
                    }
                    boolean late = !flow.dominates(block, guard.block());
                    found = new Guard(block, i, assign.value(), stayWhen, guard.line(), late);
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private int definedAt(int block, int before, Expression.Local local) {
        List<Instruction> instructions = flow.body().blocks().get(block).instructions();
        for (int i = Math.min(before, instructions.size()) - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(local)) {
                return i;
            }
        }
        return -1;
    }

    /** What must hold all at once for control to stay: both sides of {@code a && b}, neither one of {@code a || b}. */
    List<Guard> parts(Loop loop, Guard guard) {
        List<Expression> all = new ArrayList<>();
        List<Guard> found = new ArrayList<>();
        boolean stayWhen = guard.stayWhen();
        if (guard.condition() instanceof Expression.Binary binary
                && binary.operator() == (stayWhen ? Expression.Operator.AND : Expression.Operator.OR)) {
            all.add(binary.left());
            all.add(binary.right());
        } else {
            found.add(guard);
        }
        if (guard.condition() instanceof Expression.Result result) {
            all.addAll(facts.verdict(procedure, origins.call(procedure, result.call()), stayWhen));
            stayWhen = true;
        }
        for (Expression part : all) {
            found.addAll(parts(loop, resolved(loop, guard.of(guard.point(), part, stayWhen))));
        }
        return found;
    }

    /** What the guard's condition takes its value from, in this turn. */
    Read read(Loop loop, Guard guard) {
        Read read = new Read();
        collect(loop, guard.block(), guard.point(), guard.condition(), read);
        return read;
    }

    /** What a condition is made of. */
    static final class Read {

        private final List<Instruction.Invoke> calls = new ArrayList<>();
        private final Set<Expression> seen = new HashSet<>();
        private boolean mixed;

        /** The calls that it takes its value from. */
        List<Instruction.Invoke> calls() {
            return calls;
        }

        /** Whether a local in it may hold one of several values. */
        boolean isMixed() {
            return mixed;
        }
    }

    /** @param block where the expression is read, before the instruction {@code point}; -1 where that is not known */
    private void collect(Loop loop, int block, int point, Expression expression, Read read) {
        if (!read.seen.add(expression)) {
            return;
        }
        if (expression instanceof Expression.Result result) {
            read.calls.add(origins.call(procedure, result.call()));
        } else if (expression instanceof Expression.Binary binary) {
            collect(loop, block, point, binary.left(), read);
            collect(loop, block, point, binary.right(), read);
        } else if (expression instanceof Expression.Not not) {
            collect(loop, block, point, not.operand(), read);
        } else if (expression instanceof Expression.Cast cast) {
            collect(loop, block, point, cast.value(), read);
        } else if (expression instanceof Expression.InstanceOf test) {
            collect(loop, block, point, test.value(), read);
        } else if (expression instanceof Expression.Local local) {
            int at = block < 0 ? -1 : definedAt(block, point, local);
            if (at >= 0) {
                Instruction.Assign definition = (Instruction.Assign)
                        flow.body().blocks().get(block).instructions().get(at);
                collect(loop, block, at, definition.value(), read);
                return;
            }
            List<Expression> values = flow.instructions(loop).stream()
                    .filter(instruction -> instruction instanceof Instruction.Assign assign
                            && assign.target().equals(local))
                    .map(instruction -> ((Instruction.Assign) instruction).value())
                    .toList();
            read.mixed |= values.size() > 1;
            values.forEach(value -> collect(loop, -1, 0, value, read));
        }
    }
}
