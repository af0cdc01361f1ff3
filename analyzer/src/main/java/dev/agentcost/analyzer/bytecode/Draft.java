package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Block.LoopSyntax;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Terminator.Switch;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The blocks of a body while they are written and made to look like the source's. */
final class Draft {

    /** A block. */
    static final class Part {
        final List<Instruction> instructions = new ArrayList<>();
        List<Integer> handlers = List.of();

        @Nullable
        Terminator terminator;

        int line;

        Terminator terminator() {
            if (terminator == null) {
                throw new Unreadable("a block without end");
            }
            return terminator;
        }
    }

    final List<Part> parts = new ArrayList<>();
    final List<String> parameters = new ArrayList<>();
    final SortedMap<String, String> localTypes = new TreeMap<>();
    final List<Body.Lambda> lambdas = new ArrayList<>();

    /** Blocks that a terminator leads to. */
    static List<Integer> targets(Terminator terminator) {
        if (terminator instanceof Jump jump) {
            return List.of(jump.target());
        } else if (terminator instanceof Branch branch) {
            return List.of(branch.whenTrue(), branch.whenFalse());
        } else if (terminator instanceof Switch choice) {
            List<Integer> targets = new ArrayList<>(choice.targets());
            targets.add(choice.otherwise());
            return targets;
        }
        return List.of();
    }

    static Terminator redirect(Terminator terminator, IntUnaryOperator to) {
        if (terminator instanceof Jump jump) {
            return new Jump(to.applyAsInt(jump.target()));
        } else if (terminator instanceof Branch branch) {
            int whenTrue = to.applyAsInt(branch.whenTrue());
            int whenFalse = to.applyAsInt(branch.whenFalse());
            return whenTrue == whenFalse
                    ? new Jump(whenTrue)
                    : new Branch(branch.condition(), whenTrue, whenFalse, branch.line());
        } else if (terminator instanceof Switch choice) {
            return new Switch(
                    choice.selector(),
                    choice.labels(),
                    choice.targets().stream().map(to::applyAsInt).toList(),
                    to.applyAsInt(choice.otherwise()),
                    choice.line());
        }
        return terminator;
    }

    /** Rewrites every expression, those of lambdas left out. */
    void rewrite(UnaryOperator<Expression> change) {
        for (Part part : parts) {
            part.instructions.replaceAll(instruction -> rewritten(instruction, change));
            if (part.terminator != null) {
                part.terminator = rewritten(part.terminator, change);
            }
        }
    }

    static Instruction rewritten(Instruction instruction, UnaryOperator<Expression> change) {
        if (instruction instanceof Assign assign) {
            return new Assign(
                    Terms.rewrite(assign.target(), change), Terms.rewrite(assign.value(), change), assign.line());
        }
        Invoke call = (Invoke) instruction;
        Expression receiver = call.receiver();
        return new Invoke(
                call.id(),
                call.target(),
                receiver == null ? null : Terms.rewrite(receiver, change),
                call.arguments().stream()
                        .map(argument -> Terms.rewrite(argument, change))
                        .toList(),
                call.line(),
                call.column());
    }

    static Terminator rewritten(Terminator terminator, UnaryOperator<Expression> change) {
        if (terminator instanceof Branch branch) {
            return new Branch(
                    Terms.rewrite(branch.condition(), change), branch.whenTrue(), branch.whenFalse(), branch.line());
        } else if (terminator instanceof Switch choice) {
            return new Switch(
                    Terms.rewrite(choice.selector(), change),
                    choice.labels(),
                    choice.targets(),
                    choice.otherwise(),
                    choice.line());
        } else if (terminator instanceof Return back && back.value() != null) {
            return new Return(Terms.rewrite(back.value(), change), back.line());
        } else if (terminator instanceof Throw thrown && thrown.value() != null) {
            return new Throw(Terms.rewrite(thrown.value(), change), thrown.line());
        }
        return terminator;
    }

    /** The expressions that an instruction or terminator holds, not taken apart. */
    static List<Expression> expressions(Instruction instruction) {
        if (instruction instanceof Assign assign) {
            return List.of(assign.target(), assign.value());
        }
        Invoke call = (Invoke) instruction;
        List<Expression> all = new ArrayList<>(call.arguments());
        if (call.receiver() != null) {
            all.add(call.receiver());
        }
        return all;
    }

    static List<Expression> expressions(Terminator terminator) {
        if (terminator instanceof Branch branch) {
            return List.of(branch.condition());
        } else if (terminator instanceof Switch choice) {
            return List.of(choice.selector());
        } else if (terminator instanceof Return back && back.value() != null) {
            return List.of(back.value());
        } else if (terminator instanceof Throw thrown && thrown.value() != null) {
            return List.of(thrown.value());
        }
        return List.of();
    }

    /** Looks at every expression and each of its parts, those of lambdas left out. */
    void each(Consumer<Expression> look) {
        for (Part part : parts) {
            part.instructions.forEach(instruction -> expressions(instruction).forEach(one -> Terms.each(one, look)));
            if (part.terminator != null) {
                expressions(part.terminator).forEach(one -> Terms.each(one, look));
            }
        }
    }

    // ---- shape

    /** How many ways lead to each block. */
    int[] waysTo() {
        int[] ways = new int[parts.size()];
        ways[0] = 1;
        BitSet reached = reachable();
        for (int i = 0; i < parts.size(); i++) {
            if (reached.get(i)) {
                targets(parts.get(i).terminator()).forEach(target -> ways[target]++);
                parts.get(i).handlers.forEach(handler -> ways[handler] += 2);
            }
        }
        return ways;
    }

    BitSet reachable() {
        BitSet reached = new BitSet();
        Deque<Integer> pending = new ArrayDeque<>(List.of(0));
        reached.set(0);
        while (!pending.isEmpty()) {
            Part part = parts.get(pending.remove());
            List<Integer> next = new ArrayList<>(targets(part.terminator()));
            next.addAll(part.handlers);
            for (int target : next) {
                if (!reached.get(target)) {
                    reached.set(target);
                    pending.add(target);
                }
            }
        }
        return reached;
    }

    /** The first block from here that does more than jump on. */
    private int skip(int block) {
        int at = block;
        for (int steps = 0; steps <= parts.size(); steps++) {
            Part part = parts.get(at);
            if (!part.instructions.isEmpty() || !(part.terminator instanceof Jump jump)) {
                return at;
            }
            at = jump.target();
        }
        return block;
    }

    /** Straight runs become one block where no handler begins or ends. */
    void merge() {
        int[] ways = waysTo();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            // a block of a try ends behind each call
            while (part.terminator instanceof Jump jump
                    && jump.target() != i
                    && jump.target() != 0
                    && ways[jump.target()] == 1
                    && part.handlers.isEmpty()
                    && parts.get(jump.target()).handlers.isEmpty()) {
                Part next = parts.get(jump.target());
                if (part.instructions.isEmpty()) {
                    part.line = next.line;
                }
                part.instructions.addAll(next.instructions);
                part.terminator = next.terminator;
                next.instructions.clear();
                next.terminator = new Return(null, next.line);
            }
        }
    }

    /** The body, of the blocks that can be reached, numbered anew in their order. */
    Body finish() {
        for (Part part : parts) {
            part.terminator = redirect(part.terminator(), this::skip);
            part.handlers = part.handlers.stream().map(this::skip).distinct().toList();
        }
        merge();
        BitSet reached = reachable();
        int[] numbers = new int[parts.size()];
        List<Part> kept = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (reached.get(i)) {
                numbers[i] = kept.size();
                kept.add(parts.get(i));
            }
        }
        Map<Integer, Integer> calls = new HashMap<>();
        kept.forEach(part -> part.instructions.forEach(instruction -> {
            if (instruction instanceof Invoke call) {
                calls.putIfAbsent(call.id(), calls.size());
            }
        }));
        UnaryOperator<Expression> renumber = value -> value instanceof Expression.Result result
                ? new Expression.Result(calls.getOrDefault(result.call(), result.call()))
                : value;
        List<Block> blocks = new ArrayList<>();
        for (Part part : kept) {
            List<Instruction> instructions = part.instructions.stream()
                    .map(instruction -> numbered(rewritten(instruction, renumber), calls))
                    .toList();
            blocks.add(new Block(
                    blocks.size(),
                    instructions,
                    rewritten(redirect(part.terminator(), target -> numbers[target]), renumber),
                    part.handlers.stream().map(handler -> numbers[handler]).toList(),
                    null));
        }
        return withLoops(body(blocks), kept);
    }

    private static Instruction numbered(Instruction instruction, Map<Integer, Integer> calls) {
        return instruction instanceof Invoke call
                ? new Invoke(
                        calls.getOrDefault(call.id(), call.id()),
                        call.target(),
                        call.receiver(),
                        call.arguments(),
                        call.line(),
                        call.column())
                : instruction;
    }

    private Body body(List<Block> blocks) {
        return new Body(
                List.copyOf(parameters),
                List.copyOf(blocks),
                Collections.unmodifiableSortedMap(localTypes),
                List.copyOf(lambdas),
                List.of());
    }

    /** A loop of the class file is where control comes back to; what statement it was can be told from its test. */
    private Body withLoops(Body body, List<Part> kept) {
        List<Loop> loops = ControlFlow.of(body).loops();
        if (loops.isEmpty()) {
            return body;
        }
        List<Block> blocks = new ArrayList<>(body.blocks());
        for (Loop loop : loops) {
            Block header = blocks.get(loop.header());
            blocks.set(
                    loop.header(),
                    new Block(
                            header.id(),
                            header.instructions(),
                            header.terminator(),
                            header.handlers(),
                            syntax(loop, body, kept)));
        }
        return body(blocks);
    }

    private static LoopSyntax syntax(Loop loop, Body body, List<Part> kept) {
        Block header = body.blocks().get(loop.header());
        int line = header.instructions().isEmpty() && header.terminator() instanceof Branch branch
                ? branch.line()
                : kept.get(loop.header()).line;
        int last = Arrays.stream(loop.order())
                .map(block -> lastLine(body.blocks().get(block)))
                .max()
                .orElse(line);
        boolean each = header.terminator() instanceof Branch branch && branch.condition() instanceof Expression.HasNext;
        // what stands on one line cannot be told apart
        boolean conditional = each || last > line && isTestFirst(loop, header);
        return new LoopSyntax(
                each ? Block.Kind.FOR_EACH : Block.Kind.WHILE,
                line,
                0,
                Math.max(last, line),
                conditional,
                conditional && isOneCondition(loop, body, header, line) ? line + 1 : Integer.MIN_VALUE);
    }

    private static int lastLine(Block block) {
        int end = block.terminator() instanceof Branch branch
                ? branch.line()
                : block.terminator() instanceof Switch choice ? choice.line() : 0;
        return Math.max(
                end,
                block.instructions().stream().mapToInt(Instruction::line).max().orElse(0));
    }

    /**
     * Whether all tests on the header's line are one condition: each behind the one before it, with nothing between them, and leaving
     * the loop to the same place.
     */
    private static boolean isOneCondition(Loop loop, Body body, Block header, int line) {
        BitSet condition = new BitSet();
        Block at = header;
        int exit = -1;
        while (at.terminator() instanceof Branch branch
                && branch.line() == line
                && !condition.get(at.id())
                && loop.contains(branch.whenTrue()) != loop.contains(branch.whenFalse())
                && (at == header || at.instructions().stream().noneMatch(Invoke.class::isInstance))) {
            boolean stays = loop.contains(branch.whenTrue());
            int out = stays ? branch.whenFalse() : branch.whenTrue();
            if (exit >= 0 && out != exit) {
                break;
            }
            exit = out;
            condition.set(at.id());
            at = body.blocks().get(stays ? branch.whenTrue() : branch.whenFalse());
        }
        return Arrays.stream(loop.order())
                .mapToObj(block -> body.blocks().get(block))
                .allMatch(block -> condition.get(block.id())
                        || !(block.terminator() instanceof Branch branch)
                        || branch.line() > line);
    }

    /** Whether a turn begins with a test that may leave the loop, as it does not in {@code do} and {@code while (true)}. */
    private static boolean isTestFirst(Loop loop, Block header) {
        return header.terminator() instanceof Branch branch
                && loop.contains(branch.whenTrue()) != loop.contains(branch.whenFalse())
                && !loop.latches().contains(loop.header())
                && header.instructions().stream().allMatch(instruction -> instruction.line() == branch.line());
    }
}
