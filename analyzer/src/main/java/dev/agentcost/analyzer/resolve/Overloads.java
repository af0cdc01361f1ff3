package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Chooses the method that a call calls, in the phases of the Java Language Specification (15.12.2): without boxing, with boxing,
 * with varargs. Argument types that are not known fit every parameter, and where nothing is applicable, because an argument's
 * type was found less exactly than javac finds it, the number of arguments decides.
 */
final class Overloads {

    private static final List<String> WIDENING = List.of("byte", "short", "int", "long", "float", "double");

    private final TypeWorld world;
    private final Hierarchy hierarchy;
    private final FunctionalTypes functionalTypes;
    private final Inference inference;
    private final Map<Question, List<Candidate>> known = new ConcurrentHashMap<>();

    private record Question(TypeText receiver, String name) {}

    Overloads(TypeWorld world, Hierarchy hierarchy, FunctionalTypes functionalTypes, Inference inference) {
        this.world = world;
        this.hierarchy = hierarchy;
        this.functionalTypes = functionalTypes;
        this.inference = inference;
    }

    /** A phase of the choice. */
    private enum Phase {
        STRICT,
        BOXING,
        VARARGS,
        ARITY,
        VARARGS_ARITY
    }

    /** A method with the types that its parameters have for a receiver, method type variables erased. */
    private record Candidate(MethodInfo method, List<TypeText> parameters) {

        String signature() {
            return parameters.stream().map(TypeText::erased).toList().toString();
        }

        boolean takes(int arity, Phase phase) {
            boolean varArgs = phase == Phase.VARARGS || phase == Phase.VARARGS_ARITY;
            return varArgs ? method.isVarArgs() && arity >= parameters.size() - 1 : arity == parameters.size();
        }

        TypeText parameter(int index, Phase phase) {
            int last = parameters.size() - 1;
            if (phase == Phase.VARARGS && index >= last) {
                TypeText array = parameters.get(last);
                return array.isArray() ? array.component() : array;
            }
            return parameters.get(index);
        }
    }

    /** All methods of this name, without those that are overridden. */
    List<MethodInfo> of(TypeText receiver, String name) {
        return candidates(receiver, name).stream().map(Candidate::method).toList();
    }

    private List<Candidate> candidates(TypeText receiver, String name) {
        Question question = new Question(receiver, name);
        List<Candidate> answer = known.get(question);
        if (answer == null) {
            answer = List.copyOf(find(receiver, name));
            known.put(question, answer);
        }
        return answer;
    }

    private List<Candidate> find(TypeText receiver, String name) {
        List<Candidate> candidates = new ArrayList<>();
        Set<String> signatures = new HashSet<>();
        boolean inherited = false;
        for (TypeText type : hierarchy.of(receiver)) {
            Optional<TypeInfo> declaration = type.isArray() ? Optional.empty() : world.type(type.name());
            if (declaration.isPresent()) {
                for (MethodInfo method : declaration.get().methods()) {
                    if (method.name().equals(name) && (!inherited || isInherited(method, declaration.get()))) {
                        Candidate candidate = candidate(method, type, declaration.get());
                        if (signatures.add(candidate.signature())) {
                            candidates.add(candidate);
                        }
                    }
                }
            }
            inherited = true;
        }
        return candidates;
    }

    private static boolean isInherited(MethodInfo method, TypeInfo declaration) {
        return !method.isPrivate()
                && !method.name().equals("<init>")
                && !(method.isStatic() && declaration.isInterface());
    }

    private static Candidate candidate(MethodInfo method, TypeText type, TypeInfo declaration) {
        Map<String, TypeText> variables = new HashMap<>(Hierarchy.arguments(type, declaration));
        Map<String, TypeText> own = TypeParameter.erasures(List.of(), method.typeParameters());
        own.forEach((name, erasure) -> variables.put(name, erasure.substitute(variables)));
        return new Candidate(
                method,
                method.parameterTypes().stream()
                        .map(parameter -> TypeText.parse(parameter).substitute(variables))
                        .toList());
    }

    /**
     * An answer.
     *
     * @param best the likeliest method
     * @param possible all methods that the call may mean, as far as the arguments' types are known; the best alone where that is
     *     certain
     */
    record Choice(MethodInfo best, List<MethodInfo> possible) {

        boolean isCertain() {
            return possible.size() == 1;
        }
    }

    /** The method that a call with these arguments calls. */
    Optional<Choice> choose(TypeText receiver, String name, List<String> arguments, List<String> lambdaResults) {
        List<Candidate> all = candidates(receiver, name);
        for (Phase phase : Phase.values()) {
            List<Candidate> applicable = applicable(all, arguments, lambdaResults, phase);
            if (!applicable.isEmpty()) {
                Optional<Candidate> specific = mostSpecific(applicable, arguments, lambdaResults, phase);
                List<Candidate> possible = possible(all, arguments, lambdaResults);
                boolean isCertain = specific.isPresent() && arguments.stream().allMatch(this::isExact);
                MethodInfo best = specific.orElse(applicable.get(0)).method();
                boolean isOnly = isCertain || possible.size() <= 1;
                return Optional.of(new Choice(
                        best,
                        isOnly
                                ? List.of(best)
                                : possible.stream().map(Candidate::method).toList()));
            }
        }
        return Optional.empty();
    }

    private List<Candidate> applicable(
            List<Candidate> all, List<String> arguments, List<String> lambdaResults, Phase phase) {
        return all.stream()
                .filter(c -> c.takes(arguments.size(), phase))
                .filter(c -> isApplicable(c, arguments, lambdaResults, phase))
                .toList();
    }

    /** What is applicable in any phase when arguments of inexact types may be anything. */
    private List<Candidate> possible(List<Candidate> all, List<String> arguments, List<String> lambdaResults) {
        List<String> exact = arguments.stream().map(a -> isExact(a) ? a : "").toList();
        return all.stream()
                .filter(c -> !applicable(List.of(c), exact, lambdaResults, Phase.BOXING)
                                .isEmpty()
                        || !applicable(List.of(c), exact, lambdaResults, Phase.VARARGS)
                                .isEmpty())
                .toList();
    }

    /** {@code Object} may be all that is left of a type variable. */
    private boolean isExact(String argument) {
        return argument.startsWith("<")
                || argument.equals(Typing.NULL)
                || !argument.isEmpty()
                        && !argument.equals(TypeText.OBJECT.name())
                        && hierarchy.isComplete(TypeText.parse(argument));
    }

    private boolean isApplicable(Candidate candidate, List<String> arguments, List<String> lambdaResults, Phase phase) {
        if (phase == Phase.ARITY || phase == Phase.VARARGS_ARITY) {
            return true;
        }
        Set<String> own = ownNames(candidate.method());
        return IntStream.range(0, arguments.size()).allMatch(i -> {
            String result = i < lambdaResults.size() ? lambdaResults.get(i) : "";
            TypeText declared = inference.parameter(candidate.method(), i, arguments.size());
            boolean isVariable = own.contains(declared.name());
            return fits(arguments.get(i), result, candidate.parameter(i, phase), isVariable, phase);
        });
    }

    private static Set<String> ownNames(MethodInfo method) {
        return TypeParameter.erasures(List.of(), method.typeParameters()).keySet();
    }

    private boolean fits(String argument, String lambdaResult, TypeText parameter, boolean isVariable, Phase phase) {
        if (argument.isEmpty() || parameter.isUnknown()) {
            return true;
        }
        if (argument.equals(Typing.NULL)) {
            return !Hierarchy.isPrimitive(parameter);
        }
        if (argument.startsWith("<")) {
            return !isVariable && takesFunction(parameter, Typing.lambdaArity(argument), lambdaResult);
        }
        TypeText type = TypeText.parse(argument);
        return isConvertible(type, parameter)
                || phase != Phase.STRICT && isConvertible(Inference.boxed(type), Inference.boxed(parameter))
                || phase != Phase.STRICT && isConvertible(unboxed(type), parameter);
    }

    /** Whether a lambda or (arity -1) method reference can be an object of this type. */
    private boolean takesFunction(TypeText parameter, int arity, String result) {
        return functionalTypes
                .of(parameter)
                .map(function -> (arity < 0 || function.parameters().size() == arity)
                        && (!result.equals("void") || function.isVoid()))
                .orElse(!functionalTypes.isKnown(parameter));
    }

    private boolean isConvertible(TypeText type, TypeText to) {
        if (Hierarchy.isPrimitive(type) || Hierarchy.isPrimitive(to)) {
            return type.equals(to) || isWidening(type, to);
        }
        return hierarchy.isSubtype(type, to) || !hierarchy.isComplete(type);
    }

    private static boolean isWidening(TypeText type, TypeText to) {
        if (type.isArray() || to.isArray()) {
            return false;
        }
        int from = WIDENING.indexOf(type.name().equals("char") ? "short" : type.name());
        boolean charToShort = type.name().equals("char") && to.name().equals("short");
        return from >= 0 && from < WIDENING.indexOf(to.name()) && !charToShort;
    }

    private static TypeText unboxed(TypeText type) {
        return WIDENING.stream()
                .map(TypeText::of)
                .filter(primitive -> Inference.boxed(primitive).equals(type))
                .findFirst()
                .orElse(type);
    }

    /** The one that is at least as specific as all others. */
    private Optional<Candidate> mostSpecific(
            List<Candidate> applicable, List<String> arguments, List<String> lambdaResults, Phase phase) {
        if (applicable.size() == 1 && phase.compareTo(Phase.ARITY) < 0) {
            return Optional.of(applicable.get(0));
        }
        return applicable.stream()
                .filter(c -> applicable.stream()
                        .allMatch(other -> c == other || isAsSpecific(c, other, arguments, lambdaResults, phase)))
                .findFirst();
    }

    private boolean isAsSpecific(
            Candidate one, Candidate other, List<String> arguments, List<String> lambdaResults, Phase phase) {
        if (phase == Phase.ARITY || phase == Phase.VARARGS_ARITY) {
            return false;
        }
        return IntStream.range(0, arguments.size()).allMatch(i -> {
            TypeText mine = one.parameter(i, phase);
            TypeText theirs = other.parameter(i, phase);
            boolean returnsValue = i < lambdaResults.size()
                    && !lambdaResults.get(i).isEmpty()
                    && !lambdaResults.get(i).equals("void");
            return isConvertible(mine, theirs) || returnsValue && prefersValue(mine, theirs);
        });
    }

    /** For a lambda with a value, an interface whose method returns one ({@code Callable} before {@code Runnable}). */
    private boolean prefersValue(TypeText mine, TypeText theirs) {
        return functionalTypes.of(mine).filter(f -> !f.isVoid()).isPresent()
                && functionalTypes
                        .of(theirs)
                        .filter(FunctionalTypes.Function::isVoid)
                        .isPresent();
    }
}
