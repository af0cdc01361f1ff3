package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a method only puts away, as its class file or its source shows: a builder's part, a listener. Whoever runs them later,
 * the call does not.
 */
public final class KeptArguments {

    /** How many methods are followed into each other, such as the check that an argument is not null. */
    private static final int DEPTH = 3;

    private static final Set<String> HARMLESS = Set.of("getClass", "hashCode", "equals", "toString");

    /** What becomes of an argument, the worst last. */
    private enum Fate {
        LOOKED_AT,
        /** Stands in a field. */
        KEPT,
        /** Stands in a collection. */
        COLLECTED,
        /** May be called, or nothing is known of it. */
        CALLED;

        Fate or(Fate other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    private record Named(String owner, String name) {}

    private record Question(String owner, String name, List<String> parameterTypes, int argument) {}

    /**
     * An argument of a method.
     *
     * @param depth how many more methods are followed into each other
     */
    private record Given(String key, int argument, int depth) {}

    private final ClassFiles classFiles;
    private final Typing typing;
    private final Predicate<CallTarget> isCollecting;
    private final Function<CallTarget, List<MethodDeclaration>> sources;
    private final Map<Named, List<MethodDeclaration>> methods = new HashMap<>();
    private final Map<Question, Boolean> known = new HashMap<>();
    private final Map<Given, Fate> fates = new HashMap<>();

    /**
     * Answers from a class path.
     *
     * @param isCollecting whether the call of a collection's method adds the arguments
     * @param sources the methods of the sources that a call may run
     */
    public KeptArguments(
            ClassFiles classFiles,
            Typing typing,
            Predicate<CallTarget> isCollecting,
            Function<CallTarget, List<MethodDeclaration>> sources) {
        this.classFiles = classFiles;
        this.typing = typing;
        this.isCollecting = isCollecting;
        this.sources = sources;
    }

    /**
     * Whether the method puts the argument into a field and does no more with it. What it puts into a collection may be a worker's queue,
     * unless the method hands back its own object, as builders do.
     *
     * @param argument its number, from 0
     */
    public boolean isOnlyKept(CallTarget target, int argument) {
        return known.computeIfAbsent(
                new Question(target.owner(), target.name(), target.parameterTypes(), argument),
                question -> find(target, argument));
    }

    /**
     * Whether a method of the sources puts the argument into a field and does no more with it, so that it is run where that field is.
     *
     * @param argument its number, from 0
     */
    public boolean isOnlyKept(MethodDeclaration method, int argument) {
        Body body = method.body();
        return body != null && fate(method, body, argument, DEPTH) == Fate.KEPT;
    }

    private boolean find(CallTarget target, int argument) {
        MethodDeclaration method = method(target).orElse(null);
        Body body = method == null ? null : method.body();
        if (method == null || body == null) {
            return false;
        }
        Fate fate = fate(method, body, argument, DEPTH);
        return fate == Fate.KEPT || fate == Fate.COLLECTED && returnsItself(body);
    }

    // ---- methods

    /** The method that the sources or the class path have under this name, if it is one. */
    private Optional<MethodDeclaration> method(CallTarget target) {
        List<MethodDeclaration> own = sources.apply(target);
        if (!own.isEmpty()) {
            return own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
        }
        List<String> owners =
                target.name().equals("<init>") ? List.of(target.owner()) : typing.hierarchy(target.owner());
        for (String owner : owners) {
            List<MethodDeclaration> declared = methods(Types.erasure(owner), target.name()).stream()
                    .filter(method -> isMeant(method, target))
                    .toList();
            if (!declared.isEmpty()) {
                return declared.size() == 1 ? Optional.of(declared.get(0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isMeant(MethodDeclaration method, CallTarget target) {
        List<MethodDeclaration.Parameter> parameters = method.parameters();
        return !method.modifiers().isVarArgs()
                && parameters.size() == target.arity()
                && (target.parameterTypes().isEmpty()
                        || IntStream.range(0, parameters.size())
                                .allMatch(i -> isOf(
                                        parameters.get(i).type(),
                                        target.parameterTypes().get(i))));
    }

    /** Whether the erasure of the declared type is the other; that of a type variable may be any. */
    private static boolean isOf(String declared, String erased) {
        String name = Types.erasure(declared);
        return name.equals(erased) || !name.contains(".") && !Types.isPrimitive(name);
    }

    private List<MethodDeclaration> methods(String owner, String name) {
        return methods.computeIfAbsent(
                new Named(owner, name),
                asked -> classFiles
                        .bytes(owner)
                        .map(bytes -> lowered(bytes, name))
                        .orElse(List.of()));
    }

    private List<MethodDeclaration> lowered(byte[] bytes, String name) {
        try {
            return TypeReader.methods(new ClassFile(bytes, typing), name);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError corrupt) {
            // nothing is known of it then; whoever lowers the class says what is wrong with it
            return List.of();
        }
    }

    // ---- bodies

    private Fate fate(MethodDeclaration method, Body body, int argument, int depth) {
        Given given = new Given(method.key(), argument, depth);
        Fate fate = fates.get(given);
        if (fate == null) {
            fate = followed(method, body, argument, depth);
            fates.put(given, fate);
        }
        return fate;
    }

    private Fate followed(MethodDeclaration method, Body body, int argument, int depth) {
        if (argument >= body.parameters().size() || !method.unreadable().isEmpty()) {
            return Fate.CALLED;
        }
        Set<Expression> aliases =
                aliases(body, new Expression.Local(body.parameters().get(argument)));
        if (body.lambdas().stream().anyMatch(lambda -> isUsed(lambda.body(), aliases))) {
            return Fate.CALLED;
        }
        Fate fate = Fate.LOOKED_AT;
        for (Block block : body.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (fate == Fate.CALLED) {
                    return fate;
                }
                fate = fate.or(
                        instruction instanceof Instruction.Invoke call
                                ? fate(call, aliases, depth)
                                : fate((Instruction.Assign) instruction, aliases));
            }
        }
        return fate;
    }

    private static Fate fate(Instruction.Assign assign, Set<Expression> aliases) {
        if (!isOneOf(aliases, assign.value()) || assign.target() instanceof Expression.Local) {
            return Fate.LOOKED_AT;
        }
        return assign.target() instanceof Expression.Field ? Fate.KEPT : Fate.COLLECTED;
    }

    private Fate fate(Instruction.Invoke call, Set<Expression> aliases, int depth) {
        if (call.receiver() != null && isOneOf(aliases, call.receiver())) {
            return HARMLESS.contains(call.target().name()) ? Fate.LOOKED_AT : Fate.CALLED;
        }
        Fate fate = Fate.LOOKED_AT;
        for (int i = 0; i < call.arguments().size(); i++) {
            if (isOneOf(aliases, call.arguments().get(i))) {
                fate = fate.or(handedOn(call.target(), i, depth));
            }
        }
        return fate;
    }

    private Fate handedOn(CallTarget target, int argument, int depth) {
        if (isCollecting.test(target)) {
            return Fate.COLLECTED;
        }
        MethodDeclaration method = depth == 0 ? null : method(target).orElse(null);
        Body body = method == null ? null : method.body();
        return method == null || body == null ? Fate.CALLED : fate(method, body, argument, depth - 1);
    }

    /** The parameter, what holds it, and whatever is made with it. */
    private static Set<Expression> aliases(Body body, Expression.Local parameter) {
        Set<Expression> aliases = new HashSet<>(Set.of(parameter));
        for (int before = 0; before < aliases.size(); ) {
            before = aliases.size();
            for (Block block : body.blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (instruction instanceof Instruction.Assign assign
                            && assign.target() instanceof Expression.Local
                            && isOneOf(aliases, assign.value())) {
                        aliases.add(assign.target());
                    } else if (instruction instanceof Instruction.Invoke call
                            && call.arguments().stream().anyMatch(each -> isOneOf(aliases, each))) {
                        aliases.add(new Expression.Result(call.id()));
                    }
                }
            }
        }
        return aliases;
    }

    private static boolean isOneOf(Set<Expression> aliases, Expression value) {
        if (value instanceof Expression.Cast cast) {
            return isOneOf(aliases, cast.value());
        } else if (value instanceof Expression.Choice choice) {
            return isOneOf(aliases, choice.then()) || isOneOf(aliases, choice.otherwise());
        } else if (value instanceof Expression.NewArray array) {
            return array.elements().stream().anyMatch(each -> isOneOf(aliases, each));
        }
        return aliases.contains(value);
    }

    private static boolean isUsed(Body body, Set<Expression> aliases) {
        return body.blocks().stream()
                        .flatMap(block -> block.instructions().stream())
                        .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                                ? call.arguments().stream().anyMatch(each -> isOneOf(aliases, each))
                                        || call.receiver() != null && isOneOf(aliases, call.receiver())
                                : isOneOf(aliases, ((Instruction.Assign) instruction).value()))
                || body.lambdas().stream().anyMatch(lambda -> isUsed(lambda.body(), aliases));
    }

    private static boolean returnsItself(Body body) {
        List<@Nullable Expression> returned = body.blocks().stream()
                .filter(block -> block.terminator() instanceof Terminator.Return)
                .<@Nullable Expression>map(block -> ((Terminator.Return) block.terminator()).value())
                .toList();
        return !returned.isEmpty() && returned.stream().allMatch(KeptArguments::isItself);
    }

    private static boolean isItself(@Nullable Expression value) {
        return value instanceof Expression.This || value instanceof Expression.Cast cast && isItself(cast.value());
    }
}
