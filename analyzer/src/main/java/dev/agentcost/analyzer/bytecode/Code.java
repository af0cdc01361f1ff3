package dev.agentcost.analyzer.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The instructions of a method, cut into basic blocks. */
final class Code {

    private static final Set<String> CATCHES_ALL = Set.of("java/lang/Throwable", "java/lang/Exception");

    /**
     * A basic block.
     *
     * @param start index of its first instruction
     * @param end index behind its last one
     * @param next blocks that its end leads to, in order: where it goes on without a jump first
     * @param handlers blocks that an exception in it leads to
     */
    record Piece(int start, int end, List<Integer> next, List<Integer> handlers) {}

    private final AbstractInsnNode[] instructions;
    private final int[] lines;
    private final InsnList list;
    private final int[] pieceAt;
    private final List<Piece> pieces;
    private final List<Integer> order;
    private final BitSet handlers = new BitSet();
    private final String[] caught;

    private Code(MethodNode method) {
        list = method.instructions;
        instructions = list.toArray();
        lines = lines();
        BitSet leaders = leaders(method);
        pieceAt = new int[instructions.length + 1];
        int[] starts = leaders.stream().toArray();
        caught = new String[starts.length];
        for (int piece = 0; piece < starts.length; piece++) {
            int end = piece + 1 < starts.length ? starts[piece + 1] : instructions.length;
            Arrays.fill(pieceAt, starts[piece], end, piece);
        }
        List<Piece> found = new ArrayList<>();
        for (int piece = 0; piece < starts.length; piece++) {
            int end = piece + 1 < starts.length ? starts[piece + 1] : instructions.length;
            found.add(new Piece(starts[piece], end, next(end), handlers(method, piece, starts[piece], end)));
        }
        pieces = List.copyOf(found);
        order = reversePostOrder();
    }

    /** The code of a method that has some. */
    static Code of(MethodNode method) {
        return new Code(method);
    }

    /** The lines behind the instructions of each, or 1 where the class file does not say. */
    private int[] lines() {
        int[] all = new int[instructions.length];
        int line = Arrays.stream(instructions)
                .filter(LineNumberNode.class::isInstance)
                .mapToInt(node -> ((LineNumberNode) node).line)
                .findFirst()
                .orElse(1);
        for (int i = 0; i < instructions.length; i++) {
            line = instructions[i] instanceof LineNumberNode node ? node.line : line;
            all[i] = line;
        }
        return all;
    }

    private BitSet leaders(MethodNode method) {
        BitSet leaders = new BitSet();
        leaders.set(0);
        for (TryCatchBlockNode caughtBlock : method.tryCatchBlocks) {
            leaders.set(index(caughtBlock.start));
            leaders.set(index(caughtBlock.end));
            leaders.set(index(caughtBlock.handler));
        }
        BitSet guarded = guarded(method);
        for (int i = 0; i < instructions.length; i++) {
            targets(instructions[i]).forEach(label -> leaders.set(index(label)));
            boolean ends = endsBlock(instructions[i])
                    || guarded.get(i) && instructions[i].getType() == AbstractInsnNode.METHOD_INSN;
            if (ends) {
                leaders.set(i + 1);
            }
        }
        leaders.clear(instructions.length);
        return leaders;
    }

    private BitSet guarded(MethodNode method) {
        BitSet guarded = new BitSet();
        method.tryCatchBlocks.forEach(caughtBlock -> {
            int from = index(caughtBlock.start);
            int to = index(caughtBlock.end);
            if (from < to) {
                guarded.set(from, to);
            }
        });
        return guarded;
    }

    private static boolean endsBlock(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return instruction instanceof JumpInsnNode
                || instruction instanceof TableSwitchInsnNode
                || instruction instanceof LookupSwitchInsnNode
                || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN
                || opcode == Opcodes.ATHROW
                || opcode == Opcodes.RET;
    }

    /** Where an instruction jumps to. */
    static List<LabelNode> targets(AbstractInsnNode instruction) {
        if (instruction instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        List<LabelNode> targets = new ArrayList<>();
        if (instruction instanceof TableSwitchInsnNode choice) {
            targets.addAll(choice.labels);
            targets.add(choice.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode choice) {
            targets.addAll(choice.labels);
            targets.add(choice.dflt);
        }
        return targets;
    }

    private List<Integer> next(int end) {
        AbstractInsnNode last = instructions[end - 1];
        int opcode = last.getOpcode();
        List<Integer> next = new ArrayList<>();
        boolean goesOn = !endsBlock(last) || last instanceof JumpInsnNode && opcode != Opcodes.GOTO;
        // behind the last instruction stands at most a label, which nothing reaches
        if (goesOn && end < instructions.length) {
            next.add(pieceAt[end]);
        }
        targets(last).forEach(label -> next.add(pieceAt[index(label)]));
        return next.stream().distinct().toList();
    }

    /**
     * Blocks that take what is thrown here. What throws nothing has none: javac guards the first instructions of a handler by the
     * handler itself, which is no loop.
     */
    private List<Integer> handlers(MethodNode method, int piece, int start, int end) {
        boolean quiet = IntStream.range(start, end).noneMatch(i -> mayThrow(instructions[i]));
        List<Integer> found = new ArrayList<>();
        for (TryCatchBlockNode guard : method.tryCatchBlocks) {
            int handler = pieceAt[index(guard.handler)];
            handlers.set(handler);
            String type = guard.type == null ? "java/lang/Throwable" : guard.type;
            caught[handler] = caught[handler] == null || caught[handler].equals(type) ? type : "java/lang/Throwable";
            boolean covers = index(guard.start) <= start && start < index(guard.end);
            if (covers && !quiet && handler != piece && !found.contains(handler)) {
                found.add(handler);
                if (CATCHES_ALL.contains(type)) {
                    break;
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean mayThrow(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return switch (instruction.getType()) {
            case AbstractInsnNode.METHOD_INSN,
                    AbstractInsnNode.INVOKE_DYNAMIC_INSN,
                    AbstractInsnNode.FIELD_INSN,
                    AbstractInsnNode.TYPE_INSN,
                    AbstractInsnNode.MULTIANEWARRAY_INSN -> true;
            case AbstractInsnNode.INT_INSN -> opcode == Opcodes.NEWARRAY;
            case AbstractInsnNode.INSN ->
                opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD
                        || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE
                        || opcode == Opcodes.IDIV
                        || opcode == Opcodes.LDIV
                        || opcode == Opcodes.IREM
                        || opcode == Opcodes.LREM
                        || opcode == Opcodes.ARRAYLENGTH
                        || opcode == Opcodes.ATHROW;
            default -> false;
        };
    }

    private List<Integer> reversePostOrder() {
        List<Integer> postOrder = new ArrayList<>();
        BitSet seen = new BitSet();
        List<Integer> path = new ArrayList<>(List.of(0));
        List<Integer> turn = new ArrayList<>(List.of(0));
        seen.set(0);
        while (!path.isEmpty()) {
            int top = path.size() - 1;
            Piece piece = pieces.get(path.get(top));
            int at = turn.get(top);
            // later ones first, so that in the reverse the first one comes first
            int ways = piece.next().size() + piece.handlers().size();
            if (at == ways) {
                postOrder.add(path.remove(top));
                turn.remove(top);
                continue;
            }
            turn.set(top, at + 1);
            int back = ways - 1 - at;
            int next = back < piece.next().size()
                    ? piece.next().get(back)
                    : piece.handlers().get(back - piece.next().size());
            if (!seen.get(next)) {
                seen.set(next);
                path.add(next);
                turn.add(0);
            }
        }
        Collections.reverse(postOrder);
        return List.copyOf(postOrder);
    }

    /** Index of a label. */
    int index(LabelNode label) {
        return list.indexOf(label);
    }

    /** The block that begins at a label. */
    int pieceAt(LabelNode label) {
        return pieceAt[index(label)];
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Blocks that can be reached, each before those that come behind it, but for the ways back of loops. */
    List<Integer> order() {
        return order;
    }

    AbstractInsnNode instruction(int index) {
        return instructions[index];
    }

    int size() {
        return instructions.length;
    }

    int line(int index) {
        return lines[index];
    }

    int firstLine() {
        return Arrays.stream(lines).min().orElse(1);
    }

    int lastLine() {
        return Arrays.stream(lines).max().orElse(1);
    }

    /** Internal name of what the handler that the block begins catches, or null where it is none. */
    @org.jspecify.annotations.Nullable
    String caughtBy(int piece) {
        return caught[piece];
    }

    /** The next instruction that does something, or null. */
    @org.jspecify.annotations.Nullable
    AbstractInsnNode following(int index) {
        for (int i = index + 1; i < instructions.length; i++) {
            if (instructions[i].getOpcode() >= 0) {
                return instructions[i];
            }
        }
        return null;
    }
}
