package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Calls, creations of objects, lambdas and what else is linked when it first runs. */
final class CallReader {

    /** Lambdas in lambdas are followed so deep. */
    private static final int DEEPEST = 16;

    /** Longer sums of strings become balanced trees: nobody who walks them recurses deep. */
    private static final int LONG_SUM = 32;

    private static final String CONSTRUCTOR = "<init>";

    /** Whose constructors no source calls. */
    private static final Set<String> IMPLICIT = Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum");

    /** Primitive types by their boxes. */
    private static final Map<String, String> BOXES = Map.of(
            "java/lang/Integer", "int",
            "java/lang/Long", "long",
            "java/lang/Short", "short",
            "java/lang/Byte", "byte",
            "java/lang/Character", "char",
            "java/lang/Float", "float",
            "java/lang/Double", "double",
            "java/lang/Boolean", "boolean");

    private final BodyReader body;
    private final Evaluation evaluation;
    private final ClassFile file;

    CallReader(BodyReader body, Evaluation evaluation) {
        this.body = body;
        this.evaluation = evaluation;
        this.file = body.file;
    }

    // ---- calls

    void call(MethodInsnNode call) {
        if (isBoxing(call)) {
            Operand value = evaluation.pop();
            String type = call.name.equals("valueOf") ? file.name(call.owner) : BOXES.getOrDefault(call.owner, "");
            evaluation.push(body.as(type, value.expression()), type);
            return;
        }
        List<Operand> arguments = arguments(Type.getArgumentTypes(call.desc).length);
        if (call.name.equals(CONSTRUCTOR)) {
            construct(call, arguments);
            return;
        }
        Operand receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? null : evaluation.pop();
        Type result = Type.getReturnType(call.desc);
        boolean dropped = isPopped();
        if (dropped && isNullCheck(call)) {
            evaluation.push(new Opaque("checked"), file.name(result));
            return;
        }
        boolean special = call.getOpcode() == Opcodes.INVOKESPECIAL;
        Target target = new Target(
                call.owner,
                call.name,
                call.desc,
                receiver == null,
                receiver == null || special,
                receiver == null ? "" : receiver.type(),
                castTo());
        Emitted emitted = emit(target, receiver == null ? null : receiver.expression(), arguments);
        if (result.getSort() != Type.VOID) {
            evaluation.push(emitted.value(), emitted.type());
        }
    }

    private List<Operand> arguments(int count) {
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(evaluation.pop());
        }
        Collections.reverse(arguments);
        return arguments;
    }

    /** Numbers in objects are numbers: javac puts them in and takes them out. */
    private static boolean isBoxing(MethodInsnNode call) {
        String primitive = BOXES.get(call.owner);
        if (primitive == null) {
            return false;
        }
        if (call.name.equals("valueOf")) {
            Type[] parameters = Type.getArgumentTypes(call.desc);
            return parameters.length == 1 && parameters[0].getClassName().equals(primitive);
        }
        return call.name.equals(primitive + "Value") && call.desc.startsWith("()");
    }

    /** What javac does where an object may be missing. */
    private static boolean isNullCheck(MethodInsnNode call) {
        return call.name.equals("requireNonNull")
                        && call.owner.equals("java/util/Objects")
                        && call.desc.equals("(Ljava/lang/Object;)Ljava/lang/Object;")
                || call.name.equals("getClass") && call.desc.startsWith("()");
    }

    private boolean isPopped() {
        AbstractInsnNode next = body.code.following(evaluation.index());
        return next != null && next.getOpcode() == Opcodes.POP;
    }

    private String castTo() {
        AbstractInsnNode next = body.code.following(evaluation.index());
        return next instanceof TypeInsnNode cast && cast.getOpcode() == Opcodes.CHECKCAST ? file.name(cast.desc) : "";
    }

    private void construct(MethodInsnNode call, List<Operand> arguments) {
        Operand object = evaluation.pop();
        int hidden = Math.min(arguments.size(), file.hiddenParameters(call.owner));
        boolean own = object.isMade();
        if (own && IMPLICIT.contains(call.owner)) {
            return;
        }
        Target target = new Target(call.owner, CONSTRUCTOR, call.desc, false, true, "", "");
        Emitted emitted = emit(target, own ? new This() : null, arguments.subList(hidden, arguments.size()));
        if (!own) {
            object.make(emitted.value());
        }
    }

    /**
     * What is called.
     *
     * @param receiverType what is known of the receiver's type
     * @param castTo what javac casts the result to
     */
    private record Target(
            String owner,
            String name,
            String descriptor,
            boolean isStatic,
            boolean isExact,
            String receiverType,
            String castTo) {}

    private record Emitted(Expression value, String type) {}

    private Emitted emit(Target target, @Nullable Expression receiver, List<Operand> arguments) {
        boolean constructor = target.name().equals(CONSTRUCTOR);
        String owner = file.name(target.owner());
        List<String> all = Arrays.stream(Type.getArgumentTypes(target.descriptor()))
                .map(file::name)
                .toList();
        List<String> parameters = all.subList(all.size() - arguments.size(), all.size());
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            values.add(body.as(parameters.get(i), arguments.get(i).expression()));
        }
        String receiverType = file.typing().isSubtype(target.receiverType(), owner) ? target.receiverType() : owner;
        Optional<MethodInfo> declaration = declaration(receiverType, target, parameters);
        spread(declaration, arguments, values);
        String erased = file.name(Type.getReturnType(target.descriptor()));
        String type = constructor
                ? owner
                : declaration
                        .map(method -> result(method, receiverType, erased, arguments))
                        .filter(result ->
                                target.castTo().isEmpty() || file.typing().isSubtype(result, target.castTo()))
                        .orElse(target.castTo().isEmpty() ? erased : target.castTo());
        boolean isPrivate = declaration.map(MethodInfo::isPrivate).orElse(false);
        CallTarget called = new CallTarget(
                owner,
                target.name(),
                values.size(),
                parameters,
                type,
                target.isStatic(),
                target.isExact() || isPrivate,
                Resolution.BYTECODE);
        int id = body.nextCall();
        evaluation.add(new Invoke(id, called, receiver, List.copyOf(values), evaluation.line(), 0));
        return new Emitted(new Result(id), type);
    }

    /** The declaration, where it says more than the descriptor: of type arguments, or of arguments that are one array. */
    private Optional<MethodInfo> declaration(String receiverType, Target target, List<String> parameters) {
        Type result = Type.getReturnType(target.descriptor());
        boolean generic =
                result.getSort() == Type.OBJECT && !result.getInternalName().equals("java/lang/String");
        boolean varArgs =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).endsWith("[]");
        if (!generic && !varArgs) {
            return Optional.empty();
        }
        return file.typing().overloads(receiverType, target.name()).stream()
                .filter(method -> file.typing().erasedParameterTypes(method).equals(parameters))
                .findFirst();
    }

    private String result(MethodInfo method, String receiverType, String erased, List<Operand> arguments) {
        List<String> types = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (Operand argument : arguments) {
            Operand.Function function = argument.function();
            types.add(function == null ? argument.type() : Typing.lambda(function.parameters()));
            results.add(function == null ? "" : function.result());
        }
        String result = file.typing().returnType(method, receiverType, types, results);
        return result.isEmpty() || !file.typing().isSubtype(result, erased) ? erased : result;
    }

    /** A call with any number of arguments has them as the source does, and not as the array that javac makes. */
    private static void spread(Optional<MethodInfo> declaration, List<Operand> arguments, List<Expression> values) {
        if (declaration.isEmpty() || !declaration.get().isVarArgs() || arguments.isEmpty()) {
            return;
        }
        int last = arguments.size() - 1;
        List<Expression> elements = arguments.get(last).elements();
        boolean none = values.get(last) instanceof Expression.NewArray array
                && array.elements().isEmpty()
                && array.sizes().equals(List.of(new Constant(0L)));
        if (!elements.isEmpty() || none) {
            values.remove(last);
            values.addAll(elements);
        }
    }

    // ---- what is linked when it first runs

    void dynamic(InvokeDynamicInsnNode call) {
        List<Operand> arguments = arguments(Type.getArgumentTypes(call.desc).length);
        Type result = Type.getReturnType(call.desc);
        String type = file.name(result);
        switch (call.bsm.getOwner()) {
            case "java/lang/invoke/LambdaMetafactory" -> function(call, arguments, type);
            case "java/lang/invoke/StringConcatFactory" -> concatenation(call, arguments);
            case "java/lang/runtime/ObjectMethods", "java/lang/runtime/SwitchBootstraps" ->
                evaluation.push(new Opaque(call.name), type);
            default -> {
                // whatever the bootstrap method decides
                CallTarget unknown = new CallTarget(
                        "",
                        call.name,
                        arguments.size(),
                        List.of(),
                        type.equals("void") ? "" : type,
                        true,
                        true,
                        Resolution.UNRESOLVED);
                int id = body.nextCall();
                evaluation.add(new Invoke(
                        id,
                        unknown,
                        null,
                        arguments.stream().map(Operand::expression).toList(),
                        evaluation.line(),
                        0));
                if (result.getSort() != Type.VOID) {
                    evaluation.push(new Result(id), type);
                }
            }
        }
    }

    private void concatenation(InvokeDynamicInsnNode call, List<Operand> arguments) {
        List<Expression> terms = new ArrayList<>();
        if (call.bsmArgs.length > 0 && call.bsmArgs[0] instanceof String recipe) {
            int argument = 0;
            int constant = 1;
            StringBuilder text = new StringBuilder();
            for (char at : recipe.toCharArray()) {
                if (at == 1 && argument < arguments.size()) {
                    flush(text, terms);
                    terms.add(text(arguments.get(argument++)));
                } else if (at == 2 && constant < call.bsmArgs.length) {
                    text.append(call.bsmArgs[constant++]);
                } else {
                    text.append(at);
                }
            }
            flush(text, terms);
        } else {
            arguments.forEach(argument -> terms.add(text(argument)));
        }
        evaluation.push(sum(terms), "java.lang.String");
    }

    private Expression text(Operand operand) {
        return body.as(operand.type(), operand.expression());
    }

    private static void flush(StringBuilder text, List<Expression> terms) {
        if (text.length() > 0) {
            terms.add(new Constant(text.toString()));
            text.setLength(0);
        }
    }

    /** The terms as one text. */
    static Expression sum(List<Expression> terms) {
        if (terms.size() < 2) {
            // the sum with one term makes a text of it
            return new Binary(Operator.CONCAT, new Constant(""), terms.isEmpty() ? new Constant("") : terms.get(0));
        }
        if (terms.size() > LONG_SUM) {
            int half = terms.size() / 2;
            return new Binary(Operator.CONCAT, sum(terms.subList(0, half)), sum(terms.subList(half, terms.size())));
        }
        Expression sum = terms.get(0);
        for (Expression term : terms.subList(1, terms.size())) {
            sum = new Binary(Operator.CONCAT, sum, term);
        }
        return sum;
    }

    // ---- functions

    private void function(InvokeDynamicInsnNode call, List<Operand> captured, String type) {
        if (call.bsmArgs.length < 3
                || !(call.bsmArgs[1] instanceof Handle handle)
                || !(call.bsmArgs[2] instanceof Type signature)) {
            evaluation.push(new Opaque(call.name), type);
            return;
        }
        MethodNode code =
                handle.getOwner().equals(file.node().name) ? file.method(handle.getName(), handle.getDesc()) : null;
        boolean inline = code != null && (code.access & Opcodes.ACC_SYNTHETIC) != 0 && code.instructions.size() > 0;
        List<Operand> given = captured.stream().map(this::captured).toList();
        if (inline && body.depth >= DEEPEST) {
            evaluation.push(new Opaque("lambda"), type);
            return;
        }
        Body inner = inline && code != null
                ? new BodyReader(file, code, body.names, given, body.depth + 1).read()
                : reference(handle, signature, given);
        body.draft.lambdas.add(new Body.Lambda(inner, type, evaluation.line()));
        Operand.Function function =
                new Operand.Function(signature.getArgumentTypes().length, file.name(signature.getReturnType()));
        evaluation.push(Operand.function(new Expression.Lambda(body.draft.lambdas.size() - 1), type, function));
    }

    /** Results belong to the body of their call, so a function gets at what it captures by a local. */
    private Operand captured(Operand operand) {
        Expression value = operand.expression();
        boolean keep = value instanceof Local
                || value instanceof This
                || value instanceof Constant
                || value instanceof Expression.Null
                || value instanceof Expression.Field field && field.receiver() instanceof This;
        return keep ? operand : Operand.of(evaluation.saved(value, operand.type()), operand.type());
    }

    /** A method reference is the function that calls the method. */
    private Body reference(Handle handle, Type signature, List<Operand> given) {
        List<String> parameters = new ArrayList<>();
        TreeMap<String, String> localTypes = new TreeMap<>();
        List<Operand> values = new ArrayList<>(given);
        for (Type parameter : signature.getArgumentTypes()) {
            String type = file.name(parameter);
            String name = body.names.hidden("arg", type);
            parameters.add(name);
            localTypes.put(name, type);
            values.add(Operand.of(new Local(name), type));
        }
        int line = evaluation.line();
        boolean constructor = handle.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        Operand receiver = constructor || isStatic || values.isEmpty() ? null : values.remove(0);
        String owner = file.name(handle.getOwner());
        List<String> types = Arrays.stream(Type.getArgumentTypes(handle.getDesc()))
                .map(file::name)
                .toList();
        int hidden = constructor ? Math.min(types.size(), file.hiddenParameters(handle.getOwner())) : 0;
        List<Expression> arguments = values.stream()
                .skip(Math.min(hidden, values.size()))
                .map(Operand::expression)
                .toList();
        String erased = constructor ? owner : file.name(Type.getReturnType(handle.getDesc()));
        CallTarget target = new CallTarget(
                receiver != null && file.typing().isSubtype(receiver.type(), owner)
                        ? dev.agentcost.analyzer.ir.Types.erasure(receiver.type())
                        : owner,
                constructor ? CONSTRUCTOR : handle.getName(),
                arguments.size(),
                types.subList(hidden, types.size()),
                erased,
                isStatic,
                constructor || isStatic || handle.getTag() == Opcodes.H_INVOKESPECIAL,
                Resolution.BYTECODE);
        Invoke invoke = new Invoke(0, target, receiver == null ? null : receiver.expression(), arguments, line, 0);
        boolean nothing = erased.equals("void");
        Block block = new Block(0, List.of(invoke), new Return(nothing ? null : new Result(0), line), List.of(), null);
        return new Body(List.copyOf(parameters), List.of(block), localTypes, List.of(), List.of());
    }
}
