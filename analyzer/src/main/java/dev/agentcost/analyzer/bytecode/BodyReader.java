package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** One body while it is read: its variables, its blocks, and what lies on the operand stack between them. */
final class BodyReader {

    /** More instructions than a method of a class file can have unless it is nothing but numbers. */
    private static final int MOST_INSTRUCTIONS = 60_000;

    final ClassFile file;
    final MethodNode method;
    final Code code;
    final LocalNames names;
    final Draft draft = new Draft();
    /** How many lambdas this body stands in. */
    final int depth;

    private final Variables variables;
    private final String returnType;
    /** What captured variables are called outside, by variable. */
    private final Map<Integer, Operand> captured = new HashMap<>();

    private final Map<Integer, Local> locals = new HashMap<>();
    private final Map<Integer, String> typesByEntry = new HashMap<>();
    /** Locals that hold 0 and 1 only, as far as is known. */
    private final Set<String> zeroOrOne = new HashSet<>();

    private final Set<String> booleans = new HashSet<>();
    private final Map<Integer, List<Operand>> exits = new HashMap<>();
    private final Map<Integer, List<@Nullable Local>> spilled = new HashMap<>();
    private int calls;

    /**
     * A reader of a method's code.
     *
     * @param given what the first parameters are, where they are captured: the object itself included
     */
    BodyReader(ClassFile file, MethodNode method, LocalNames names, List<Operand> given, int depth) {
        if (method.instructions.size() > MOST_INSTRUCTIONS) {
            throw new Unreadable("too many instructions");
        }
        this.file = file;
        this.method = method;
        this.names = names;
        this.depth = depth;
        this.code = Code.of(method);
        this.variables = Variables.of(code, method);
        this.returnType = file.name(Type.getReturnType(method.desc));
        readTypes();
        declareParameters(given);
    }

    private void readTypes() {
        if (method.localVariables == null) {
            return;
        }
        for (LocalVariableNode entry : method.localVariables) {
            typesByEntry.put(System.identityHashCode(entry), file.type(entry.desc, entry.signature));
        }
    }

    // ---- variables

    private void declareParameters(List<Operand> given) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        int index = 0;
        int next = 0;
        if (!isStatic) {
            captured.put(variables.ofParameter(index++), Operand.of(new This(), file.typeName()));
            next = given.isEmpty() ? 0 : 1;
        }
        List<String> types = file.parameterTypes(method);
        boolean isConstructor = method.name.equals("<init>");
        int hidden = isConstructor ? file.hiddenParameters(file.node().name) : 0;
        boolean takesOuter = isConstructor && (hidden == 1 || hidden == 0 && file.holdsOuter());
        for (int i = 0; i < types.size(); i++) {
            int variable = variables.ofParameter(index + i);
            if (next < given.size()) {
                captured.put(variable, given.get(next++));
            } else if (takesOuter && i == 0) {
                captured.put(variable, Operand.of(new This(), types.get(0)));
                if (hidden == 0) {
                    draft.parameters.add(parameterName(variable, i, types.get(i)));
                }
            } else if (i < hidden) {
                captured.put(variable, Operand.of(new Opaque("of the compiler"), types.get(i)));
            } else {
                String name = parameterName(variable, i, types.get(i));
                draft.parameters.add(name);
                locals.put(variable, new Local(name));
            }
        }
    }

    private String parameterName(int variable, int index, String type) {
        LocalVariableNode entry = variables.entry(variable);
        String written = entry != null
                ? entry.name
                : method.parameters != null
                                && index < method.parameters.size()
                                && method.parameters.get(index).name != null
                        ? method.parameters.get(index).name
                        : "p" + index;
        return declared(names.local(written, type), type);
    }

    private String declared(String name, String type) {
        draft.localTypes.put(name, type);
        return name;
    }

    Local hidden(String name, String type) {
        return new Local(declared(names.hidden(name, type), type));
    }

    /** The variable that an instruction reads. */
    Operand read(int instruction) {
        int variable = variables.of(instruction);
        Operand outer = captured.get(variable);
        if (outer != null) {
            return outer;
        }
        Local local = local(variable, instruction, "");
        return Operand.of(local, names.type(local.name()));
    }

    /** The variable that an instruction assigns to. */
    Local assigned(int instruction, String type) {
        int variable = variables.of(instruction);
        Operand outer = captured.remove(variable);
        Local local = local(variable, instruction, type);
        if (outer != null) {
            // a captured variable that is assigned is a variable of its own, with that value at first
            draft.parts.get(0).instructions.add(new Assign(local, outer.expression(), code.firstLine()));
        }
        return local;
    }

    private Local local(int variable, int instruction, String type) {
        Local known = locals.get(variable);
        if (known != null) {
            if (names.type(known.name()).isEmpty() && !type.isEmpty() && !type.equals(Typing.NULL)) {
                retype(known, type);
            }
            return known;
        }
        LocalVariableNode entry = variables.entry(variable);
        String declared = entry == null
                ? type.equals(Typing.NULL) ? "" : type
                : typesByEntry.getOrDefault(System.identityHashCode(entry), "");
        String name;
        if (entry != null) {
            name = names.local(entry.name, declared);
        } else if (variables.isNamed()) {
            name = names.hidden("$", declared);
        } else {
            name = names.local("v" + slot(instruction), declared);
        }
        Local local = new Local(declared(name, declared));
        locals.put(variable, local);
        return local;
    }

    private int slot(int instruction) {
        return code.instruction(instruction) instanceof org.objectweb.asm.tree.VarInsnNode access
                ? access.var
                : ((org.objectweb.asm.tree.IincInsnNode) code.instruction(instruction)).var;
    }

    private void retype(Local local, String type) {
        names.retype(local.name(), type);
        draft.localTypes.put(local.name(), type);
    }

    // ---- numbers that are truth values

    /** The value as one of the type: class files have no truth values. */
    Expression as(String type, Expression value) {
        if (!type.equals("boolean")) {
            return value;
        }
        if (value instanceof Constant constant && constant.value() instanceof Long number) {
            return new Constant(number != 0);
        } else if (value instanceof Choice choice) {
            return new Choice(choice.test(), as(type, choice.then()), as(type, choice.otherwise()));
        } else if (value instanceof Local local && zeroOrOne.contains(local.name())) {
            booleans.add(local.name());
        }
        return value;
    }

    /** Whether the operand is a truth value, or may be taken for one. */
    boolean isTruth(Operand operand) {
        return operand.type().equals("boolean")
                || operand.peek() instanceof Local local && zeroOrOne.contains(local.name());
    }

    /** What the method returns. */
    String returnType() {
        return returnType;
    }

    int nextCall() {
        return calls++;
    }

    // ---- blocks

    Body read() {
        for (int i = 0; i <= code.pieces().size(); i++) {
            draft.parts.add(new Draft.Part());
        }
        draft.parts.get(0).terminator = new Jump(1);
        draft.parts.get(0).line = code.firstLine();
        Set<Integer> done = new HashSet<>();
        for (int piece : code.order()) {
            List<Operand> stack = entry(piece, done);
            Evaluation evaluation = new Evaluation(this, piece, stack);
            evaluation.run();
            exits.put(piece, evaluation.stack());
            done.add(piece);
        }
        spillOnWaysBack();
        makeBooleans();
        drop();
        new Tidying(draft, names).run();
        return draft.finish();
    }

    /** Parts that nothing reaches have no end. */
    private void drop() {
        for (Draft.Part part : draft.parts) {
            if (part.terminator == null) {
                part.terminator = new dev.agentcost.analyzer.ir.Terminator.Return(null, code.lastLine());
            }
        }
    }

    /** What lies on the stack where a block begins. */
    private List<Operand> entry(int piece, Set<Integer> done) {
        String caught = code.caughtBy(piece);
        if (caught != null) {
            return List.of(Operand.of(new Opaque("caught exception"), file.name(caught)));
        }
        List<Integer> before = new ArrayList<>();
        boolean back = false;
        for (int from : waysTo(piece)) {
            if (done.contains(from)) {
                before.add(from);
            } else {
                back = true;
            }
        }
        if (before.isEmpty()) {
            return List.of();
        }
        List<Operand> first = exits.getOrDefault(before.get(0), List.of());
        for (int from : before) {
            if (exits.getOrDefault(from, List.of()).size() != first.size()) {
                throw new Unreadable("the operand stack differs between two ways");
            }
        }
        List<Operand> entry = new ArrayList<>();
        List<@Nullable Local> slots = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Operand kept = common(before, i, back);
            Local local = kept == null ? spill(before, i) : null;
            slots.add(local);
            entry.add(local == null ? kept : Operand.of(local, names.type(local.name())));
        }
        if (back && !slots.isEmpty()) {
            spilled.put(piece, slots);
        }
        return entry;
    }

    private List<Integer> waysTo(int piece) {
        if (predecessors == null) {
            predecessors = new HashMap<>();
            for (int from : code.order()) {
                for (int to : code.pieces().get(from).next()) {
                    predecessors.computeIfAbsent(to, key -> new ArrayList<>()).add(from);
                }
            }
        }
        return predecessors.getOrDefault(piece, List.of());
    }

    private @Nullable Map<Integer, List<Integer>> predecessors;

    /** What is the same on all ways, or null. */
    private @Nullable Operand common(List<Integer> before, int place, boolean back) {
        Operand first = exits.getOrDefault(before.get(0), List.of()).get(place);
        boolean same = before.stream()
                .allMatch(from -> exits.getOrDefault(from, List.of()).get(place) == first);
        if (!first.isMade()) {
            if (!same) {
                throw new Unreadable("two objects that are not made yet");
            }
            return first;
        }
        if (same && !back) {
            return first;
        }
        Expression value = first.peek();
        boolean equal = before.stream()
                .map(from -> exits.getOrDefault(from, List.of()).get(place).peek())
                .allMatch(other -> value != null && value.equals(other));
        return equal && (!back || value != null && Terms.isFixed(value)) ? first : null;
    }

    private Local spill(List<Integer> before, int place) {
        String type = "";
        boolean truth = true;
        for (int from : before) {
            Operand operand = exits.getOrDefault(from, List.of()).get(place);
            type = common(type, operand.type());
            truth &= isTruth(operand)
                    || operand.peek() instanceof Constant constant
                            && (Long.valueOf(0).equals(constant.value())
                                    || Long.valueOf(1).equals(constant.value()));
        }
        Local local = hidden("t", type);
        if (truth) {
            zeroOrOne.add(local.name());
        }
        for (int from : before) {
            assign(from, local, exits.getOrDefault(from, List.of()).get(place));
        }
        return local;
    }

    private String common(String one, String other) {
        if (one.isEmpty() || one.equals(Typing.NULL) || one.equals("int") && other.equals("boolean")) {
            return other;
        }
        if (other.isEmpty() || other.equals(Typing.NULL) || one.equals(other)) {
            return one;
        }
        return file.typing().isSubtype(one, other) ? other : one;
    }

    private void assign(int from, Local local, Operand value) {
        Draft.Part part = draft.parts.get(from + 1);
        Expression expression = value.expression();
        if (!expression.equals(local)) {
            part.instructions.add(new Assign(
                    local, expression, code.line(code.pieces().get(from).end() - 1)));
        }
    }

    private void spillOnWaysBack() {
        spilled.forEach((piece, slots) -> {
            for (int from : waysTo(piece)) {
                List<Operand> exit = exits.getOrDefault(from, List.of());
                if (exit.size() != slots.size()) {
                    throw new Unreadable("the operand stack differs between two ways");
                }
                for (int i = 0; i < slots.size(); i++) {
                    Local local = slots.get(i);
                    if (local != null && isWayBack(from, piece)) {
                        assign(from, local, exit.get(i));
                    }
                }
            }
        });
    }

    private boolean isWayBack(int from, int to) {
        return code.order().indexOf(from) >= code.order().indexOf(to);
    }

    /** Locals that turned out to hold truth values get them. */
    private void makeBooleans() {
        boolean changed = true;
        while (changed) {
            int before = booleans.size();
            for (Draft.Part part : draft.parts) {
                part.instructions.replaceAll(instruction -> instruction instanceof Assign assign
                                && assign.target() instanceof Local local
                                && booleans.contains(local.name())
                        ? new Assign(local, as("boolean", assign.value()), assign.line())
                        : instruction);
            }
            changed = booleans.size() != before;
        }
        booleans.forEach(name -> retype(new Local(name), "boolean"));
    }

    void add(int piece, Instruction instruction) {
        draft.parts.get(piece + 1).instructions.add(instruction);
    }
}
