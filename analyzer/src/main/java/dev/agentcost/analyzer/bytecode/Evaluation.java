package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.ClassLiteral;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Length;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Negate;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Null;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Terminator.Switch;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Runs the instructions of one block on names instead of values. */
final class Evaluation {

    /** Larger values are put into a local: what {@code dup} copies again and again would grow without end. */
    private static final int LARGEST = 120;

    private static final String[] NEW_ARRAYS = {
        "boolean[]", "char[]", "float[]", "double[]", "byte[]", "short[]", "int[]", "long[]"
    };
    private static final Operator[] ARITHMETIC = {
        Operator.PLUS, Operator.MINUS, Operator.TIMES, Operator.DIVIDE, Operator.REMAINDER
    };
    private static final Operator[] BITS = {
        Operator.SHIFT_LEFT,
        Operator.SHIFT_RIGHT,
        Operator.SHIFT_RIGHT,
        Operator.BIT_AND,
        Operator.BIT_OR,
        Operator.BIT_XOR
    };
    /** In the order of the jump instructions. */
    private static final Operator[] RELATIONS = {
        Operator.EQUAL, Operator.NOT_EQUAL, Operator.LESS, Operator.GREATER_EQUAL, Operator.GREATER, Operator.LESS_EQUAL
    };

    private final BodyReader body;
    private final Code code;
    private final int piece;
    private final List<Operand> stack;
    private final CallReader calls;
    private int at;

    Evaluation(BodyReader body, int piece, List<Operand> stack) {
        this.body = body;
        this.code = body.code;
        this.piece = piece;
        this.stack = new ArrayList<>(stack);
        this.calls = new CallReader(body, this);
    }

    /** What lies on the stack at the end. */
    List<Operand> stack() {
        return stack;
    }

    void run() {
        Draft.Part part = body.draft.parts.get(piece + 1);
        Code.Piece range = code.pieces().get(piece);
        part.handlers = range.handlers().stream().map(handler -> handler + 1).toList();
        part.line = code.line(firstReal(range));
        for (at = range.start(); at < range.end(); at++) {
            if (code.instruction(at).getOpcode() >= 0) {
                step(code.instruction(at));
            }
        }
        if (part.terminator == null) {
            part.terminator = range.next().isEmpty()
                    ? new Return(null, part.line)
                    : new Jump(range.next().get(0) + 1);
        }
    }

    private int firstReal(Code.Piece range) {
        for (int i = range.start(); i < range.end(); i++) {
            if (code.instruction(i).getOpcode() >= 0) {
                return i;
            }
        }
        return range.start();
    }

    // ---- the stack

    int line() {
        return code.line(at);
    }

    int index() {
        return at;
    }

    void push(Operand operand) {
        stack.add(operand);
    }

    void push(Expression expression, String type) {
        stack.add(Operand.of(expression, type));
    }

    Operand pop() {
        if (stack.isEmpty()) {
            throw new Unreadable("the operand stack is empty");
        }
        return stack.remove(stack.size() - 1);
    }

    Operand peek() {
        if (stack.isEmpty()) {
            throw new Unreadable("the operand stack is empty");
        }
        return stack.get(stack.size() - 1);
    }

    void assign(Expression target, Expression value) {
        body.add(piece, new Assign(target, value, line()));
    }

    void add(dev.agentcost.analyzer.ir.Instruction instruction) {
        body.add(piece, instruction);
    }

    /** The value in a local of its own. */
    Local saved(Expression value, String type) {
        Local local = body.hidden("t", type.equals(Typing.NULL) ? "" : type);
        assign(local, value);
        return local;
    }

    /** Values on the stack that the next assignment would change become locals. */
    private void save(Predicate<Expression> changed) {
        Map<Operand, Operand> replaced = new HashMap<>();
        for (int i = 0; i < stack.size(); i++) {
            Operand operand = stack.get(i);
            Expression value = operand.peek();
            if (value != null && Terms.contains(value, changed)) {
                Operand copy = replaced.computeIfAbsent(
                        operand, key -> Operand.of(saved(key.expression(), key.type()), key.type()));
                stack.set(i, copy);
            }
        }
    }

    /** Copies of what was assigned are read where it was assigned to. */
    private void readFrom(Operand value, Expression place) {
        if (place instanceof Local || !Terms.isFixed(value.expression()) && !(value.expression() instanceof Local)) {
            Collections.replaceAll(stack, value, Operand.of(place, value.type()));
        }
    }

    // ---- instructions

    private void end(Terminator terminator) {
        body.draft.parts.get(piece + 1).terminator = terminator;
    }

    private int to(LabelNode label) {
        return code.pieceAt(label) + 1;
    }

    private void step(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        switch (instruction.getType()) {
            case AbstractInsnNode.INSN -> plain(opcode);
            case AbstractInsnNode.INT_INSN -> number(opcode, ((IntInsnNode) instruction).operand);
            case AbstractInsnNode.VAR_INSN -> variable(opcode);
            case AbstractInsnNode.TYPE_INSN -> type(opcode, ((TypeInsnNode) instruction).desc);
            case AbstractInsnNode.FIELD_INSN -> field(opcode, (FieldInsnNode) instruction);
            case AbstractInsnNode.METHOD_INSN -> calls.call((MethodInsnNode) instruction);
            case AbstractInsnNode.INVOKE_DYNAMIC_INSN -> calls.dynamic((InvokeDynamicInsnNode) instruction);
            case AbstractInsnNode.JUMP_INSN -> jump(opcode, (JumpInsnNode) instruction);
            case AbstractInsnNode.LDC_INSN -> literal(((LdcInsnNode) instruction).cst);
            case AbstractInsnNode.IINC_INSN -> increment(((IincInsnNode) instruction).incr);
            case AbstractInsnNode.TABLESWITCH_INSN -> {
                TableSwitchInsnNode choice = (TableSwitchInsnNode) instruction;
                List<Long> keys = new ArrayList<>();
                for (int i = 0; i < choice.labels.size(); i++) {
                    keys.add((long) choice.min + i);
                }
                choose(keys, choice.labels, choice.dflt);
            }
            case AbstractInsnNode.LOOKUPSWITCH_INSN -> {
                LookupSwitchInsnNode choice = (LookupSwitchInsnNode) instruction;
                choose(choice.keys.stream().map(Integer::longValue).toList(), choice.labels, choice.dflt);
            }
            case AbstractInsnNode.MULTIANEWARRAY_INSN -> {
                MultiANewArrayInsnNode creation = (MultiANewArrayInsnNode) instruction;
                List<Expression> sizes = new ArrayList<>();
                for (int i = 0; i < creation.dims; i++) {
                    sizes.add(0, pop().expression());
                }
                String type = body.file.name(Type.getType(creation.desc));
                push(new NewArray(type, sizes, List.of()), type);
            }
            default -> throw new Unreadable("an unknown instruction");
        }
    }

    private void plain(int opcode) {
        if (opcode == Opcodes.ACONST_NULL) {
            push(new Null(), Typing.NULL);
        } else if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
            push(new Constant((long) opcode - Opcodes.ICONST_0), "int");
        } else if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
            push(new Constant((long) opcode - Opcodes.LCONST_0), "long");
        } else if (opcode >= Opcodes.FCONST_0 && opcode <= Opcodes.FCONST_2) {
            push(new Constant((double) opcode - Opcodes.FCONST_0), "float");
        } else if (opcode == Opcodes.DCONST_0 || opcode == Opcodes.DCONST_1) {
            push(new Constant((double) opcode - Opcodes.DCONST_0), "double");
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            Expression index = pop().expression();
            Operand array = pop();
            push(new Element(array.expression(), index), component(array.type(), opcode));
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            store();
        } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
            shuffle(opcode);
        } else if (opcode >= Opcodes.IADD && opcode <= Opcodes.DREM) {
            binary(ARITHMETIC[(opcode - Opcodes.IADD) / 4]);
        } else if (opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) {
            Operand operand = pop();
            push(new Negate(operand.expression()), operand.type());
        } else if (opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR) {
            binary(BITS[(opcode - Opcodes.ISHL) / 2]);
        } else if (opcode >= Opcodes.I2L && opcode <= Opcodes.I2S) {
            convert(opcode);
        } else if (opcode >= Opcodes.LCMP && opcode <= Opcodes.DCMPG) {
            Expression right = pop().expression();
            push(Operand.comparison(opcode, pop().expression(), right));
        } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN) {
            end(new Return(body.as(body.returnType(), pop().expression()), line()));
        } else if (opcode == Opcodes.RETURN) {
            end(new Return(null, line()));
        } else if (opcode == Opcodes.ARRAYLENGTH) {
            push(new Length(pop().expression()), "int");
        } else if (opcode == Opcodes.ATHROW) {
            end(new Throw(pop().expression(), line()));
        } else if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
            pop();
        }
    }

    private static String component(String array, int opcode) {
        if (array.endsWith("[]")) {
            return array.substring(0, array.length() - 2);
        }
        return opcode == Opcodes.LALOAD ? "long" : opcode == Opcodes.DALOAD ? "double" : "";
    }

    /** Into an array: an element of a literal, or an assignment. */
    private void store() {
        Operand value = pop();
        Expression index = pop().expression();
        Operand array = pop();
        String type = component(array.type(), Opcodes.NOP);
        if (array.addElement(index, body.as(type, value.expression()))) {
            return;
        }
        Element place = new Element(array.expression(), index);
        if (!stack.contains(value)) {
            save(other -> other instanceof Element);
        }
        assign(place, body.as(type, value.expression()));
        readFrom(value, place);
    }

    private void binary(Operator operator) {
        Operand right = pop();
        Operand left = pop();
        String type = left.type();
        Binary whole = new Binary(operator, left.expression(), right.expression());
        push(limited(whole, type), type);
    }

    private Expression limited(Expression value, String type) {
        return Terms.weight(value, LARGEST) >= LARGEST ? saved(value, type) : value;
    }

    private void convert(int opcode) {
        String to = switch (opcode) {
            case Opcodes.I2L, Opcodes.F2L, Opcodes.D2L -> "long";
            case Opcodes.I2F, Opcodes.L2F, Opcodes.D2F -> "float";
            case Opcodes.I2D, Opcodes.L2D, Opcodes.F2D -> "double";
            case Opcodes.I2B -> "byte";
            case Opcodes.I2C -> "char";
            case Opcodes.I2S -> "short";
            default -> "int";
        };
        Operand operand = pop();
        Expression value = operand.expression();
        // what is only made wider stays the same number
        boolean same = opcode == Opcodes.I2L || opcode == Opcodes.F2D || value instanceof Constant;
        if (value instanceof Constant constant
                && constant.value() instanceof Long number
                && (to.equals("double") || to.equals("float"))) {
            value = new Constant(number.doubleValue());
        }
        push(same ? value : new Cast(to, value), to);
    }

    private void shuffle(int opcode) {
        switch (opcode) {
            case Opcodes.POP -> pop();
            case Opcodes.POP2 -> take(2);
            case Opcodes.DUP -> push(peek());
            case Opcodes.DUP_X1 -> duplicate(1, 1);
            case Opcodes.DUP_X2 -> duplicate(1, 2);
            case Opcodes.DUP2 -> duplicate(2, 0);
            case Opcodes.DUP2_X1 -> duplicate(2, 1);
            case Opcodes.DUP2_X2 -> duplicate(2, 2);
            default -> {
                Operand top = pop();
                Operand below = pop();
                push(top);
                push(below);
            }
        }
    }

    /** Values that take so many places, the lowest first. */
    private List<Operand> take(int places) {
        List<Operand> taken = new ArrayList<>();
        for (int left = places; left > 0; ) {
            Operand top = pop();
            left -= top.isWide() ? 2 : 1;
            taken.add(0, top);
        }
        return taken;
    }

    private void duplicate(int copied, int below) {
        List<Operand> top = take(copied);
        List<Operand> under = take(below);
        stack.addAll(top);
        stack.addAll(under);
        stack.addAll(top);
    }

    private void number(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            String type = operand >= Opcodes.T_BOOLEAN && operand <= Opcodes.T_LONG
                    ? NEW_ARRAYS[operand - Opcodes.T_BOOLEAN]
                    : "";
            push(Operand.array(type, pop().expression()));
        } else {
            push(new Constant((long) operand), "int");
        }
    }

    private void literal(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            push(new Constant(((Number) value).longValue()), value instanceof Long ? "long" : "int");
        } else if (value instanceof Float || value instanceof Double) {
            push(new Constant(((Number) value).doubleValue()), value instanceof Float ? "float" : "double");
        } else if (value instanceof String) {
            push(new Constant(value), "java.lang.String");
        } else if (value instanceof Type type && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY)) {
            String name = body.file.name(type);
            push(new ClassLiteral(name), "java.lang.Class<" + name + ">");
        } else {
            boolean wide = value instanceof org.objectweb.asm.ConstantDynamic constant && constant.getSize() == 2;
            push(new Opaque("constant"), wide ? "long" : "");
        }
    }

    private void variable(int opcode) {
        if (opcode <= Opcodes.ALOAD) {
            Operand operand = body.read(at);
            // the table of locals may be missing or wrong, the instruction is not
            boolean wide = opcode == Opcodes.LLOAD || opcode == Opcodes.DLOAD;
            push(
                    operand.isMade() && operand.isWide() != wide
                            ? Operand.of(operand.expression(), wide ? opcode == Opcodes.LLOAD ? "long" : "double" : "")
                            : operand);
            return;
        } else if (opcode == Opcodes.RET) {
            throw new Unreadable("a subroutine");
        }
        Operand value = pop();
        Local local = body.assigned(at, value.type());
        if (!stack.contains(value)) {
            save(local::equals);
        } else {
            saveOthers(value, local);
        }
        assign(local, body.as(typeOf(local), value.expression()));
        readFrom(value, local);
    }

    private void saveOthers(Operand value, Expression place) {
        List<Integer> copies = new ArrayList<>();
        for (int i = 0; i < stack.size(); i++) {
            if (stack.get(i) == value) {
                copies.add(i);
                stack.set(i, Operand.of(new Null(), Typing.NULL));
            }
        }
        save(place::equals);
        copies.forEach(i -> stack.set(i, value));
    }

    private String typeOf(Local local) {
        return body.names.type(local.name());
    }

    private void increment(int by) {
        Local local = body.assigned(at, "int");
        save(local::equals);
        Operator operator = by < 0 ? Operator.MINUS : Operator.PLUS;
        assign(local, new Binary(operator, local, new Constant(Math.abs((long) by))));
    }

    private void type(int opcode, String internalName) {
        String type = body.file.name(internalName);
        if (opcode == Opcodes.NEW) {
            push(Operand.unmade(type));
        } else if (opcode == Opcodes.ANEWARRAY) {
            push(Operand.array(type + "[]", pop().expression()));
        } else if (opcode == Opcodes.INSTANCEOF) {
            push(new InstanceOf(pop().expression(), type), "boolean");
        } else {
            cast(type);
        }
    }

    /** javac casts what a method returns that gives back a type variable; the source does not. */
    private void cast(String type) {
        Operand operand = pop();
        if (body.file.typing().isSubtype(operand.type(), type) || operand.function() != null) {
            push(operand);
        } else if (operand.expression() instanceof Result) {
            push(operand.expression(), type);
        } else {
            push(new Cast(type, operand.expression()), type);
        }
    }

    private void field(int opcode, FieldInsnNode access) {
        boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
        boolean read = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
        Operand value = read ? null : pop();
        Operand holder = isStatic ? null : pop();
        Expression receiver = holder == null ? null : holder.expression();
        String erased = body.file.name(Type.getType(access.desc));
        if (receiver instanceof This && ClassFile.isOuter(access.name)) {
            if (read) {
                // members of the objects round one are written without them
                push(new This(), erased);
            }
            return;
        }
        String owner = body.file.name(access.owner);
        String holderType =
                holder != null && body.file.typing().isSubtype(holder.type(), owner) ? holder.type() : owner;
        Optional<FieldInfo> declared = body.file.typing().field(holderType, access.name);
        Field place = new Field(receiver, declared.map(FieldInfo::owner).orElse(owner), access.name);
        if (value == null) {
            push(
                    place,
                    declared.map(FieldInfo::type)
                            .filter(type -> body.file.typing().isSubtype(type, erased))
                            .orElse(erased));
            return;
        }
        saveOthers(value, place);
        assign(place, body.as(erased, value.expression()));
        readFrom(value, place);
    }

    // ---- ways on

    private void jump(int opcode, JumpInsnNode jump) {
        if (opcode == Opcodes.GOTO) {
            end(new Jump(to(jump.label)));
            return;
        } else if (opcode == Opcodes.JSR) {
            throw new Unreadable("a subroutine");
        }
        Expression right = null;
        Operator relation;
        if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
            relation = opcode == Opcodes.IFNULL ? Operator.EQUAL : Operator.NOT_EQUAL;
            right = new Null();
        } else if (opcode <= Opcodes.IFLE) {
            relation = RELATIONS[opcode - Opcodes.IFEQ];
        } else {
            relation = RELATIONS[opcode <= Opcodes.IF_ICMPLE ? opcode - Opcodes.IF_ICMPEQ : opcode - Opcodes.IF_ACMPEQ];
            right = pop().expression();
        }
        int there = to(jump.label);
        int behind = code.pieces().get(piece).next().get(0) + 1;
        if (there == behind) {
            pop();
            end(new Jump(there));
        } else {
            test(relation, pop(), right, there, behind);
        }
    }

    private void test(Operator relation, Operand left, @Nullable Expression right, int there, int behind) {
        Operand.Comparison comparison = left.comparison();
        if (right == null && comparison != null) {
            compare(relation, comparison, there, behind);
        } else if (right == null && body.isTruth(left)) {
            Expression truth = body.as("boolean", left.expression());
            end(
                    relation == Operator.NOT_EQUAL
                            ? new Branch(truth, there, behind, line())
                            : new Branch(truth, behind, there, line()));
        } else {
            Expression other = right == null ? new Constant(0L) : right;
            // the source's condition is what it goes on with
            Binary condition = new Binary(negated(relation), left.expression(), other);
            end(new Branch(condition, behind, there, line()));
        }
    }

    /** Of numbers that may be none, only one side of the jump says what holds. */
    private void compare(Operator relation, Operand.Comparison comparison, int there, int behind) {
        boolean smallIfNone = comparison.opcode() == Opcodes.FCMPL || comparison.opcode() == Opcodes.DCMPL;
        boolean greatIfNone = comparison.opcode() == Opcodes.FCMPG || comparison.opcode() == Opcodes.DCMPG;
        boolean toGreater = relation == Operator.GREATER || relation == Operator.GREATER_EQUAL;
        boolean toSmaller = relation == Operator.LESS || relation == Operator.LESS_EQUAL;
        boolean holdsThere = smallIfNone && toGreater || greatIfNone && toSmaller;
        boolean equality = relation == Operator.EQUAL || relation == Operator.NOT_EQUAL;
        Operator told = holdsThere || equality ? relation : negated(relation);
        Binary condition = new Binary(told, comparison.left(), comparison.right());
        end(
                holdsThere || equality
                        ? new Branch(condition, there, behind, line())
                        : new Branch(condition, behind, there, line()));
    }

    private static Operator negated(Operator relation) {
        return switch (relation) {
            case EQUAL -> Operator.NOT_EQUAL;
            case NOT_EQUAL -> Operator.EQUAL;
            case LESS -> Operator.GREATER_EQUAL;
            case GREATER_EQUAL -> Operator.LESS;
            case GREATER -> Operator.LESS_EQUAL;
            default -> Operator.GREATER;
        };
    }

    private void choose(List<Long> keys, List<LabelNode> labels, LabelNode otherwise) {
        Expression selector = pop().expression();
        List<Expression> constants = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (to(labels.get(i)) != to(otherwise)) {
                constants.add(new Constant(keys.get(i)));
                targets.add(to(labels.get(i)));
            }
        }
        end(
                targets.isEmpty()
                        ? new Jump(to(otherwise))
                        : new Switch(selector, constants, targets, to(otherwise), line()));
    }
}
