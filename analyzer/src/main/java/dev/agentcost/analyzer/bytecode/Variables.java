package dev.agentcost.analyzer.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which variable of the source each use of a slot means. javac gives one slot to several variables, one after the other; two uses
 * mean the same one if an assignment reaches both, or if the table of local variables says so.
 */
final class Variables {

    /** More assignments times blocks than this are too much work: each slot is one variable then. */
    private static final long MOST_WORK = 200_000_000;

    private final Code code;
    /** By variable: slot of each parameter, then index of each instruction that assigns. */
    private final List<Integer> slots = new ArrayList<>();

    private final int parameters;
    private final int[] parents;
    private final int[] atInstruction;
    private final @Nullable LocalVariableNode[] entries;
    private final Map<LocalVariableNode, Integer> byEntry = new HashMap<>();
    private final List<List<LocalVariableNode>> tables = new ArrayList<>();
    private final boolean named;
    /** First variable of each slot. */
    private final Map<Integer, Integer> first = new HashMap<>();

    private Variables(Code code, MethodNode method) {
        this.code = code;
        named = method.localVariables != null && !method.localVariables.isEmpty();
        for (LocalVariableNode entry : named ? method.localVariables : List.<LocalVariableNode>of()) {
            while (tables.size() <= entry.index) {
                tables.add(new ArrayList<>());
            }
            tables.get(entry.index).add(entry);
        }
        int slot = 0;
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            slots.add(slot++);
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            slots.add(slot);
            slot += type.getSize();
        }
        parameters = slots.size();
        atInstruction = new int[code.size()];
        Arrays.fill(atInstruction, -1);
        for (int i = 0; i < code.size(); i++) {
            if (isAssignment(code.instruction(i))) {
                atInstruction[i] = slots.size();
                slots.add(slot(code.instruction(i)));
            }
        }
        parents = new int[slots.size() + code.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
        }
        entries = new LocalVariableNode[parents.length];
        connect();
    }

    static Variables of(Code code, MethodNode method) {
        return new Variables(code, method);
    }

    /** Whether the class file names local variables. */
    boolean isNamed() {
        return named;
    }

    /** The variable of a parameter, the object itself first. */
    int ofParameter(int index) {
        return root(index);
    }

    /** The variable that an instruction reads or writes. */
    int of(int instruction) {
        return root(atInstruction[instruction]);
    }

    /** The entry of the table that names the variable, or null. */
    @Nullable
    LocalVariableNode entry(int variable) {
        return entries[root(variable)];
    }

    private void connect() {
        for (int parameter = 0; parameter < parameters; parameter++) {
            enter(parameter, slots.get(parameter), 0);
        }
        long work = (long) slots.size() * code.pieces().size();
        BitSet[] reaching = work > MOST_WORK ? null : reaching();
        if (reaching == null) {
            connectBySlot();
        }
        int uses = slots.size();
        for (int piece : code.order()) {
            Map<Integer, BitSet> current = reaching == null ? Map.of() : bySlot(reaching[piece]);
            for (int i = code.pieces().get(piece).start();
                    i < code.pieces().get(piece).end();
                    i++) {
                AbstractInsnNode instruction = code.instruction(i);
                int assigned = atInstruction[i];
                if (isRead(instruction)) {
                    int use = assigned >= 0 ? assigned : uses++;
                    atInstruction[i] = use;
                    if (reaching == null) {
                        join(use, first.getOrDefault(slot(instruction), 0));
                    } else {
                        current.getOrDefault(slot(instruction), new BitSet()).stream()
                                .forEach(definition -> join(use, definition));
                    }
                    enter(use, slot(instruction), i);
                }
                if (assigned >= 0) {
                    // a variable's entry begins behind the instruction that gives it its first value
                    enter(assigned, slot(instruction), i + 1);
                    if (reaching != null) {
                        BitSet only = new BitSet();
                        only.set(assigned);
                        current.put(slot(instruction), only);
                    }
                }
            }
        }
        // instructions that nothing reaches mean nothing
        for (int i = 0; i < atInstruction.length; i++) {
            atInstruction[i] = Math.max(0, atInstruction[i]);
        }
    }

    private void connectBySlot() {
        for (int variable = 0; variable < slots.size(); variable++) {
            Integer before = first.putIfAbsent(slots.get(variable), variable);
            if (before != null) {
                join(variable, before);
            }
        }
    }

    private Map<Integer, BitSet> bySlot(BitSet definitions) {
        Map<Integer, BitSet> found = new HashMap<>();
        definitions.stream()
                .forEach(definition -> found.computeIfAbsent(slots.get(definition), slot -> new BitSet())
                        .set(definition));
        return found;
    }

    /** The assignments that reach the beginning of each block. */
    private BitSet[] reaching() {
        int count = code.pieces().size();
        Map<Integer, BitSet> ofSlot = new HashMap<>();
        for (int definition = 0; definition < slots.size(); definition++) {
            ofSlot.computeIfAbsent(slots.get(definition), slot -> new BitSet()).set(definition);
        }
        BitSet[] in = new BitSet[count];
        for (int i = 0; i < count; i++) {
            in[i] = new BitSet();
        }
        in[0].set(0, parameters);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int piece : code.order()) {
                BitSet out = (BitSet) in[piece].clone();
                BitSet thrown = (BitSet) in[piece].clone();
                for (int i = code.pieces().get(piece).start();
                        i < code.pieces().get(piece).end();
                        i++) {
                    if (isAssignment(code.instruction(i))) {
                        out.andNot(ofSlot.getOrDefault(slot(code.instruction(i)), new BitSet()));
                        out.set(atInstruction[i]);
                        thrown.set(atInstruction[i]);
                    }
                }
                changed |= add(out, in, code.pieces().get(piece).next());
                changed |= add(thrown, in, code.pieces().get(piece).handlers());
            }
        }
        return in;
    }

    private static boolean add(BitSet what, BitSet[] in, List<Integer> to) {
        boolean changed = false;
        for (int next : to) {
            int before = in[next].cardinality();
            in[next].or(what);
            changed |= in[next].cardinality() != before;
        }
        return changed;
    }

    private void enter(int variable, int slot, int instruction) {
        LocalVariableNode entry = entryAt(slot, instruction);
        if (entry != null) {
            Integer other = byEntry.putIfAbsent(entry, variable);
            if (other != null) {
                join(variable, other);
            }
            int root = root(variable);
            entries[root] = entries[root] == null ? entry : entries[root];
        }
    }

    private @Nullable LocalVariableNode entryAt(int slot, int instruction) {
        if (slot >= tables.size()) {
            return null;
        }
        // a store ends before the label that its entry begins at
        int at = instruction;
        while (at < code.size() && code.instruction(at).getOpcode() < 0) {
            at++;
        }
        for (LocalVariableNode entry : tables.get(slot)) {
            if (code.index(entry.start) <= at && at < code.index(entry.end)) {
                return entry;
            }
        }
        return null;
    }

    private void join(int one, int other) {
        int a = root(one);
        int b = root(other);
        if (a != b) {
            int low = Math.min(a, b);
            int high = Math.max(a, b);
            parents[high] = low;
            entries[low] = entries[low] == null ? entries[high] : entries[low];
        }
    }

    private int root(int variable) {
        int at = variable;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private static boolean isAssignment(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE || opcode == Opcodes.IINC;
    }

    private static boolean isRead(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD || opcode == Opcodes.IINC;
    }

    private static int slot(AbstractInsnNode instruction) {
        return instruction instanceof IincInsnNode step ? step.var : ((VarInsnNode) instruction).var;
    }
}
