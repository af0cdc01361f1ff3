package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.InvokeIndex.CompiledCall;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads the calls of one class file. */
final class InvokeReader extends ClassVisitor {

    /** Takes the calls in the order of the class file. */
    interface Calls {
        void add(int line, CompiledCall call);
    }

    private final Calls calls;
    private final BinaryNames names = new BinaryNames();
    private String className = "";
    private boolean isEnum;
    private String sourceFile = "";

    private InvokeReader(Calls calls) {
        super(Opcodes.ASM9);
        this.calls = calls;
    }

    /**
     * Hands on all calls of a class file.
     *
     * @return the name of its source file, {@code ""} where it states none
     * @throws RuntimeException of many kinds if the bytes are no class file that ASM knows
     */
    static String read(ClassReader file, Calls calls) {
        InvokeReader reader = new InvokeReader(calls);
        file.accept(reader, ClassReader.SKIP_FRAMES);
        return reader.sourceFile;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        className = name;
        isEnum = (access & Opcodes.ACC_ENUM) != 0;
    }

    @Override
    public void visitSource(@Nullable String source, @Nullable String debug) {
        sourceFile = source == null ? "" : source;
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outer, @Nullable String inner, int access) {
        names.add(name, outer, inner, access);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        // A bridge calls the method it stands for, and has no source.
        return (access & Opcodes.ACC_BRIDGE) != 0 ? null : new Code();
    }

    private CompiledCall call(
            String owner, String name, String descriptor, String castTo, boolean isStatic, boolean isSpecial) {
        boolean isConstructor = name.equals("<init>");
        String ownerName = names.qualified(Type.getObjectType(owner));
        List<String> parameters = Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(names::qualified)
                .toList();
        return new CompiledCall(
                ownerName,
                name,
                isConstructor ? withoutHidden(owner, parameters) : parameters,
                isConstructor ? ownerName : names.qualified(Type.getReturnType(descriptor)),
                castTo,
                isStatic,
                isSpecial);
    }

    /** What javac adds to constructors: the outer object of member classes, name and ordinal of enum constants. */
    private List<String> withoutHidden(String owner, List<String> parameters) {
        int hidden = isEnum && owner.equals(className) ? 2 : names.hasOuterInstance(owner) ? 1 : 0;
        return parameters.subList(Math.min(hidden, parameters.size()), parameters.size());
    }

    /** The instructions of one method. A call is handed on when the next instruction shows whether its result is cast. */
    private final class Code extends MethodVisitor {

        private int line;
        private @Nullable PendingCall pending;

        /** The line of {@code new} is nearer to the source's than that of the constructor's call, behind the last argument. */
        private final Deque<BegunObject> begun = new ArrayDeque<>();

        private record BegunObject(String type, int line) {}

        private record PendingCall(
                int line, String owner, String name, String descriptor, boolean isStatic, boolean isSpecial) {}

        Code() {
            super(Opcodes.ASM9);
        }

        private void flush(String castTo) {
            PendingCall call = pending;
            pending = null;
            if (call != null) {
                calls.add(
                        call.line(),
                        call(call.owner(), call.name(), call.descriptor(), castTo, call.isStatic(), call.isSpecial()));
            }
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            flush("");
            int start = name.equals("<init>") ? lineOfNew(owner) : line;
            pending = new PendingCall(
                    start, owner, name, descriptor, opcode == Opcodes.INVOKESTATIC, opcode == Opcodes.INVOKESPECIAL);
        }

        @Override
        public void visitInvokeDynamicInsn(
                String name, String descriptor, Handle bootstrap, @Nullable Object... arguments) {
            flush("");
            boolean isLambda = bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory");
            if (isLambda && arguments.length > 1 && arguments[1] instanceof Handle handle) {
                reference(handle);
            }
        }

        /** A lambda's handle names the synthetic method that is its body, whose calls are read where it stands. */
        private void reference(Handle handle) {
            if (handle.getName().startsWith("lambda$")) {
                return;
            }
            int tag = handle.getTag();
            boolean isSpecial = tag == Opcodes.H_INVOKESPECIAL || tag == Opcodes.H_NEWINVOKESPECIAL;
            pending = new PendingCall(
                    line,
                    handle.getOwner(),
                    handle.getName(),
                    handle.getDesc(),
                    tag == Opcodes.H_INVOKESTATIC,
                    isSpecial);
            flush("");
        }

        /** Without an object begun, the constructor is called by {@code this(...)} or {@code super(...)}. */
        private int lineOfNew(String type) {
            boolean isNew = !begun.isEmpty() && begun.peek().type().equals(type);
            return isNew ? begun.pop().line() : line;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                begun.push(new BegunObject(type, line));
            }
            flush(opcode == Opcodes.CHECKCAST ? names.qualified(Type.getObjectType(type)) : "");
        }

        @Override
        public void visitInsn(int opcode) {
            flush("");
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            flush("");
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            flush("");
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            flush("");
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            flush("");
        }

        @Override
        public void visitLdcInsn(Object value) {
            flush("");
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            flush("");
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
            flush("");
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            flush("");
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            flush("");
        }

        @Override
        public void visitEnd() {
            flush("");
        }
    }
}
