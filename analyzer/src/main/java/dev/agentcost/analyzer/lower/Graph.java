package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Block.LoopSyntax;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Terminator.Switch;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one body while they are written. There is always a current block; what is added behind its end goes into a block
 * that nothing reaches, and is dropped when the blocks are finished.
 */
final class Graph {

    private static final class Draft {
        final List<Instruction> instructions = new ArrayList<>();
        final List<Integer> handlers;
        final @Nullable LoopSyntax loop;

        @Nullable
        Terminator terminator;

        Draft(List<Integer> handlers, @Nullable LoopSyntax loop) {
            this.handlers = handlers;
            this.loop = loop;
        }
    }

    private final List<Draft> drafts = new ArrayList<>();
    /** Blocks in the order in which they were first written to: about the order of the source. */
    private final Set<Integer> order = new LinkedHashSet<>(List.of(0));

    private List<Integer> handlers = List.of();
    private Draft current;
    private int calls;

    Graph() {
        current = new Draft(handlers, null);
        drafts.add(current);
    }

    /** Where an exception goes from the blocks that are made from now on. */
    List<Integer> handlers() {
        return handlers;
    }

    void setHandlers(List<Integer> handlers) {
        this.handlers = handlers;
    }

    int newBlock() {
        return newBlock(null);
    }

    int newBlock(@Nullable LoopSyntax loop) {
        drafts.add(new Draft(handlers, loop));
        return drafts.size() - 1;
    }

    /** Goes on writing at the block. */
    void start(int block) {
        order.add(block);
        current = drafts.get(block);
    }

    /** Jumps to a new block and goes on there: what follows has other handlers, or other ways to it. */
    void startNewBlock() {
        int next = newBlock();
        jump(next);
        start(next);
    }

    boolean isOpen() {
        return current.terminator == null;
    }

    void add(Instruction instruction) {
        if (!isOpen()) {
            start(newBlock());
        }
        current.instructions.add(instruction);
    }

    void assign(Expression target, Expression value, int line) {
        add(new Instruction.Assign(target, value, line));
    }

    /** Adds a call; inside a {@code try} the block ends behind it. */
    Expression invoke(
            CallTarget target, @Nullable Expression receiver, List<Expression> arguments, int line, int column) {
        int id = calls++;
        add(new Instruction.Invoke(id, target, receiver, List.copyOf(arguments), line, column));
        if (!handlers.isEmpty()) {
            startNewBlock();
        }
        return new Expression.Result(id);
    }

    /** Ends the current block; without effect behind its end. */
    void end(Terminator terminator) {
        if (isOpen()) {
            current.terminator = terminator;
        }
    }

    void jump(int target) {
        end(new Jump(target));
    }

    /** Whether anything but straight instructions was written. */
    boolean isStraight() {
        return drafts.size() == 1 && isOpen();
    }

    boolean isEmpty() {
        return isStraight() && current.instructions.isEmpty();
    }

    /** The blocks that can be reached, without those that only jump on, numbered anew. */
    List<Block> finish(int endLine) {
        end(new Return(null, endLine));
        for (int i = 0; i < drafts.size(); i++) {
            order.add(i);
            if (drafts.get(i).terminator == null) {
                drafts.get(i).terminator = new Return(null, endLine);
            }
        }
        BitSet reached = reachable();
        List<Integer> kept = order.stream().filter(reached::get).toList();
        int[] numbers = new int[drafts.size()];
        for (int i = 0; i < kept.size(); i++) {
            numbers[kept.get(i)] = i;
        }
        return kept.stream().map(index -> block(index, numbers)).toList();
    }

    private BitSet reachable() {
        BitSet reached = new BitSet();
        Deque<Integer> pending = new ArrayDeque<>(List.of(0));
        reached.set(0);
        while (!pending.isEmpty()) {
            Draft draft = drafts.get(pending.remove());
            List<Integer> next = new ArrayList<>(targets(draft));
            draft.handlers.forEach(handler -> next.add(skip(handler)));
            for (int block : next) {
                if (!reached.get(block)) {
                    reached.set(block);
                    pending.add(block);
                }
            }
        }
        return reached;
    }

    private List<Integer> targets(Draft draft) {
        List<Integer> targets = new ArrayList<>();
        Terminator terminator = draft.terminator;
        if (terminator instanceof Jump jump) {
            targets.add(skip(jump.target()));
        } else if (terminator instanceof Branch branch) {
            targets.add(skip(branch.whenTrue()));
            targets.add(skip(branch.whenFalse()));
        } else if (terminator instanceof Switch choice) {
            choice.targets().forEach(target -> targets.add(skip(target)));
            targets.add(skip(choice.otherwise()));
        }
        return targets;
    }

    /** The first block from here that does more than jump on. */
    private int skip(int block) {
        int at = block;
        for (int steps = 0; steps < drafts.size(); steps++) {
            Draft draft = drafts.get(at);
            if (!draft.instructions.isEmpty() || draft.loop != null || !(draft.terminator instanceof Jump jump)) {
                return at;
            }
            at = jump.target();
        }
        return block;
    }

    private Block block(int index, int[] numbers) {
        Draft draft = drafts.get(index);
        List<Integer> finalHandlers = draft.handlers.stream()
                .map(handler -> numbers[skip(handler)])
                .distinct()
                .toList();
        return new Block(
                numbers[index], List.copyOf(draft.instructions), renumbered(draft, numbers), finalHandlers, draft.loop);
    }

    private Terminator renumbered(Draft draft, int[] numbers) {
        Terminator terminator = draft.terminator;
        if (terminator instanceof Jump jump) {
            return new Jump(numbers[skip(jump.target())]);
        } else if (terminator instanceof Branch branch) {
            int whenTrue = numbers[skip(branch.whenTrue())];
            int whenFalse = numbers[skip(branch.whenFalse())];
            return new Branch(branch.condition(), whenTrue, whenFalse, branch.line());
        } else if (terminator instanceof Switch choice) {
            List<Integer> targets = choice.targets().stream()
                    .map(target -> numbers[skip(target)])
                    .toList();
            int otherwise = numbers[skip(choice.otherwise())];
            return new Switch(choice.selector(), choice.labels(), targets, otherwise, choice.line());
        } else if (terminator instanceof Return || terminator instanceof Throw) {
            return terminator;
        }
        throw new IllegalStateException("a block without end");
    }
}
