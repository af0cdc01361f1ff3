package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration.Modifiers;
import dev.agentcost.analyzer.ir.MethodDeclaration.Parameter;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration.Kind;
import dev.agentcost.analyzer.resolve.GenericSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;

/** One class file as a type of the lowered form. */
final class TypeReader {

    private static final String CONSTRUCTOR = "<init>";

    private final ClassFile file;
    private final ClassNode node;
    private final String place;

    private TypeReader(ClassFile file, String place) {
        this.file = file;
        this.node = file.node();
        this.place = place;
    }

    /**
     * Lowers a class file.
     *
     * @param place the file that locations name
     * @throws RuntimeException of many kinds if what it holds makes no sense
     */
    static TypeDeclaration read(ClassFile file, String place) {
        return new TypeReader(file, place).type();
    }

    /**
     * The methods of one name, without what a class file says beside them.
     *
     * @throws RuntimeException of many kinds if what it holds makes no sense
     */
    static List<MethodDeclaration> methods(ClassFile file, String name) {
        TypeReader reader = new TypeReader(file, sourcePath(file.node()));
        return file.node().methods.stream()
                .filter(method -> method.name.equals(name) && reader.isWritten(method))
                .map(reader::method)
                .toList();
    }

    /** The path of the source file that a class file states, in the path of its package. */
    static String sourcePath(ClassNode node) {
        String directory = node.name.substring(0, node.name.lastIndexOf('/') + 1);
        String top = node.name.substring(directory.length());
        int nested = top.indexOf('$', 1);
        String source = node.sourceFile == null || node.sourceFile.isEmpty()
                ? (nested < 0 ? top : top.substring(0, nested)) + ".java"
                : node.sourceFile;
        return directory + source;
    }

    private TypeDeclaration type() {
        List<MethodDeclaration> methods = new ArrayList<>();
        node.methods.stream().filter(this::isWritten).forEach(method -> methods.add(method(method)));
        Map<String, Expression> initial = initial(methods);
        List<FieldDeclaration> fields = node.fields.stream()
                .filter(field -> !ClassFile.isOuter(field.name))
                .map(field -> field(field, initial))
                .toList();
        int line = methods.stream()
                .mapToInt(method -> method.location().line())
                .min()
                .orElse(1);
        return new TypeDeclaration(
                file.typeName(),
                kind(),
                (node.access & Opcodes.ACC_ABSTRACT) != 0,
                List.copyOf(file.typeVariables()),
                supertypes(),
                fields,
                withoutInitial(methods, initial),
                annotations(node.visibleAnnotations, node.invisibleAnnotations),
                new SourceLocation(place, line, 0));
    }

    private Kind kind() {
        if ((node.access & Opcodes.ACC_ANNOTATION) != 0) {
            return Kind.ANNOTATION;
        } else if (file.isInterface()) {
            return Kind.INTERFACE;
        } else if (file.isEnum()) {
            return Kind.ENUM;
        }
        return "java/lang/Record".equals(node.superName) ? Kind.RECORD : Kind.CLASS;
    }

    private List<String> supertypes() {
        List<String> all = new ArrayList<>();
        if (node.signature != null) {
            all.addAll(new GenericSignature(file.names(), Set.of())
                    .read(node.signature)
                    .supertypes());
        } else {
            Stream.concat(Stream.ofNullable(node.superName), node.interfaces.stream())
                    .map(file::name)
                    .forEach(all::add);
        }
        // class files name a superclass always, sources where they extend one
        if (!all.isEmpty()
                && (file.isInterface()
                        || List.of("java.lang.Object", "java.lang.Record").contains(all.get(0))
                        || all.get(0).startsWith("java.lang.Enum<"))) {
            all.remove(0);
        }
        return List.copyOf(all);
    }

    // ---- members

    /** Bridges repeat a method, bodies of lambdas stand where the lambda is made, the methods of all enums are known. */
    private boolean isWritten(MethodNode method) {
        boolean synthetic = (method.access & Opcodes.ACC_SYNTHETIC) != 0;
        boolean ofEnum = file.isEnum()
                && (method.name.equals("values") && method.desc.startsWith("()")
                        || method.name.equals("valueOf") && method.desc.startsWith("(Ljava/lang/String;)")
                        || method.name.equals("$values"));
        return (method.access & Opcodes.ACC_BRIDGE) == 0
                && !ofEnum
                && !(synthetic && (method.name.startsWith("lambda$") || method.name.equals("$deserializeLambda$")));
    }

    private MethodDeclaration method(MethodNode method) {
        Body body = null;
        String unreadable = "";
        List<String> names = List.of();
        boolean hasCode = method.instructions.size() > 0;
        if (hasCode) {
            try {
                BodyReader reader = new BodyReader(file, method, new LocalNames(), List.of(), 0);
                body = reader.read();
                names = body.parameters();
            } catch (RuntimeException | StackOverflowError failure) {
                String why = failure.getMessage() == null ? "" : ": " + failure.getMessage();
                unreadable =
                        "its byte code is not understood (" + failure.getClass().getSimpleName() + why + ")";
            }
        }
        int first = lines(method).min().orElse(1);
        return new MethodDeclaration(
                file.typeName(),
                method.name,
                parameters(method, names),
                method.name.equals(CONSTRUCTOR) || method.name.equals("<clinit>") ? "void" : returnType(method),
                new Modifiers(
                        (method.access & Opcodes.ACC_PUBLIC) != 0,
                        (method.access & Opcodes.ACC_PRIVATE) != 0,
                        (method.access & Opcodes.ACC_STATIC) != 0,
                        (method.access & Opcodes.ACC_ABSTRACT) != 0,
                        (method.access & Opcodes.ACC_FINAL) != 0,
                        (method.access & Opcodes.ACC_VARARGS) != 0),
                annotations(method.visibleAnnotations, method.invisibleAnnotations),
                body,
                new SourceLocation(place, first, 0),
                lines(method).max().orElse(first),
                unreadable);
    }

    private static java.util.stream.IntStream lines(MethodNode method) {
        return Arrays.stream(method.instructions.toArray())
                .filter(LineNumberNode.class::isInstance)
                .mapToInt(line -> ((LineNumberNode) line).line);
    }

    private String returnType(MethodNode method) {
        return method.signature == null
                ? file.name(Type.getReturnType(method.desc))
                : new GenericSignature(file.names(), file.typeVariables())
                        .read(method.signature)
                        .result();
    }

    private List<Parameter> parameters(MethodNode method, List<String> names) {
        List<String> all = file.parameterTypes(method);
        int hidden = method.name.equals(CONSTRUCTOR) ? Math.min(all.size(), file.hiddenParameters(node.name)) : 0;
        List<String> types = all.subList(hidden, all.size());
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            List<ParameterNode> stated = method.parameters == null ? List.of() : method.parameters;
            String name = i < names.size()
                    ? names.get(i)
                    : hidden + i < stated.size() && stated.get(hidden + i).name != null
                            ? stated.get(hidden + i).name
                            : "p" + i;
            parameters.add(new Parameter(
                    name,
                    types.get(i),
                    annotations(
                            at(method.visibleParameterAnnotations, i), at(method.invisibleParameterAnnotations, i))));
        }
        return List.copyOf(parameters);
    }

    private static @Nullable List<AnnotationNode> at(@Nullable List<AnnotationNode> @Nullable [] all, int index) {
        return all == null || index >= all.length ? null : all[index];
    }

    private FieldDeclaration field(FieldNode field, Map<String, Expression> initial) {
        String type = file.type(field.desc, field.signature);
        Expression value = initial.get(field.name);
        Object constant = field.value == null
                ? value instanceof Constant known ? known.value() : null
                : constant(field.value, field.desc);
        return new FieldDeclaration(
                field.name,
                type,
                (field.access & Opcodes.ACC_STATIC) != 0,
                (field.access & Opcodes.ACC_FINAL) != 0,
                (field.access & Opcodes.ACC_PRIVATE) != 0,
                (field.access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0,
                constant,
                value,
                annotations(field.visibleAnnotations, field.invisibleAnnotations),
                1);
    }

    private static Object constant(Object value, String descriptor) {
        if (value instanceof Integer number && descriptor.equals("Z")) {
            return number != 0;
        } else if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    // ---- initial values

    /**
     * What the source gives fields where it declares them: javac repeats it at the beginning of each constructor that calls the
     * superclass's. What all of them agree on is the field's initial value again.
     */
    private Map<String, Expression> initial(List<MethodDeclaration> methods) {
        Map<String, Expression> initial = new HashMap<>();
        boolean first = true;
        for (MethodDeclaration method : methods) {
            Body body = method.body();
            if (method.name().equals("<clinit>") && body != null) {
                initial.putAll(assigned(body, true));
            } else if (method.name().equals(CONSTRUCTOR)) {
                if (body == null) {
                    return Map.of();
                } else if (!callsOther(body)) {
                    Map<String, Expression> here = assigned(body, false);
                    if (first) {
                        initial.putAll(here);
                    } else {
                        initial.entrySet()
                                .removeIf(entry -> !isStatic(entry.getKey())
                                        && !entry.getValue().equals(here.get(entry.getKey())));
                    }
                    first = false;
                }
            }
        }
        return initial;
    }

    private boolean isStatic(String field) {
        return node.fields.stream().anyMatch(one -> one.name.equals(field) && (one.access & Opcodes.ACC_STATIC) != 0);
    }

    /** Whether the constructor calls another one of its class, which does the work. */
    private boolean callsOther(Body body) {
        return body.blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .anyMatch(step -> step instanceof Invoke call
                        && call.receiver() instanceof This
                        && call.target().name().equals(CONSTRUCTOR)
                        && call.target().owner().equals(file.typeName()));
    }

    private Map<String, Expression> assigned(Body body, boolean isStatic) {
        Map<String, Expression> found = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        Block entry = body.blocks().get(0);
        for (Block block : body.blocks()) {
            for (Instruction step : block.instructions()) {
                String field = ownField(step, isStatic);
                if (field != null) {
                    times.merge(field, 1, Integer::sum);
                    Expression value = ((Assign) step).value();
                    if (block == entry && entry.loop() == null && isInitial(value)) {
                        found.putIfAbsent(field, value);
                    }
                }
            }
        }
        found.keySet().removeIf(field -> times.getOrDefault(field, 0) > 1);
        return found;
    }

    private static boolean isInitial(Expression value) {
        return value instanceof Constant
                || value instanceof Expression.Null
                || value instanceof Expression.NewArray array
                        && Stream.concat(array.sizes().stream(), array.elements().stream())
                                .allMatch(Constant.class::isInstance);
    }

    private @Nullable String ownField(Instruction step, boolean isStatic) {
        boolean own = step instanceof Assign assign
                && assign.target() instanceof Expression.Field field
                && field.owner().equals(file.typeName())
                && (isStatic ? field.receiver() == null : field.receiver() instanceof This);
        return own ? ((Expression.Field) ((Assign) step).target()).name() : null;
    }

    private List<MethodDeclaration> withoutInitial(List<MethodDeclaration> methods, Map<String, Expression> initial) {
        return initial.isEmpty()
                ? List.copyOf(methods)
                : methods.stream()
                        .map(method -> method.name().equals(CONSTRUCTOR)
                                        || method.name().equals("<clinit>")
                                ? withoutInitial(method, initial)
                                : method)
                        .toList();
    }

    private MethodDeclaration withoutInitial(MethodDeclaration method, Map<String, Expression> initial) {
        Body body = method.body();
        if (body == null) {
            return method;
        }
        List<Block> blocks = new ArrayList<>(body.blocks());
        Block entry = blocks.get(0);
        blocks.set(
                0,
                new Block(
                        entry.id(),
                        entry.instructions().stream()
                                .filter(step -> !isLifted(step, initial))
                                .toList(),
                        entry.terminator(),
                        entry.handlers(),
                        entry.loop()));
        return method.withBody(
                new Body(body.parameters(), List.copyOf(blocks), body.localTypes(), body.lambdas(), body.facts()));
    }

    private boolean isLifted(Instruction step, Map<String, Expression> initial) {
        for (boolean isStatic : new boolean[] {true, false}) {
            String field = ownField(step, isStatic);
            if (field != null && ((Assign) step).value().equals(initial.get(field))) {
                return true;
            }
        }
        return false;
    }

    // ---- annotations

    private List<AnnotationUse> annotations(
            @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        return Stream.of(visible, invisible)
                .flatMap(list -> list == null ? Stream.<AnnotationNode>empty() : list.stream())
                .map(this::annotation)
                .toList();
    }

    private AnnotationUse annotation(AnnotationNode annotation) {
        SortedMap<String, Object> values = new TreeMap<>();
        List<Object> written = annotation.values == null ? List.of() : annotation.values;
        for (int i = 0; i + 1 < written.size(); i += 2) {
            values.put(String.valueOf(written.get(i)), value(written.get(i + 1)));
        }
        return new AnnotationUse(file.name(Type.getType(annotation.desc)), Collections.unmodifiableSortedMap(values));
    }

    /** Constants as such; what is more, as a source would write it. */
    private Object value(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Character letter) {
            return (long) letter;
        } else if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        } else if (value instanceof Type type) {
            return file.name(type) + ".class";
        } else if (value instanceof String[] constant && constant.length == 2) {
            return file.name(Type.getType(constant[0])) + "." + constant[1];
        } else if (value instanceof List<?> all) {
            return all.stream().map(one -> text(value(one))).collect(Collectors.joining(", ", "{", "}"));
        } else if (value instanceof AnnotationNode nested) {
            AnnotationUse use = annotation(nested);
            return "@" + use.type()
                    + use.values().entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + text(entry.getValue()))
                            .collect(Collectors.joining(", ", "(", ")"));
        }
        return value;
    }

    private static String text(Object value) {
        return value instanceof String text && !text.startsWith("@") && !text.startsWith("{")
                ? '"' + text + '"'
                : String.valueOf(value);
    }
}
