package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * All types and procedures of the analysed sources and of the dependencies that are seen through, and how calls between them dispatch. What
 * is said of the sources holds for both but where {@link #isOwn} tells them apart. Immutable once made.
 */
public final class Program {

    private final Typing typing;
    private final List<Unit> units;
    private final Set<String> dependencyFiles = new HashSet<>();
    private final Map<String, TypeDeclaration> types = new TreeMap<>();
    private final Map<String, Map<String, List<MethodDeclaration>>> methods = new LinkedHashMap<>();
    private final Map<String, List<String>> subtypes = new TreeMap<>();
    private final Map<String, List<Procedure>> lambdas = new LinkedHashMap<>();
    private final Map<String, Procedure> procedures = new LinkedHashMap<>();
    private final Map<CallTarget, List<MethodDeclaration>> dispatch = new ConcurrentHashMap<>();

    /**
     * The program made of these units.
     *
     * @param dependencies the code of dependencies; a type that the sources declare too is theirs
     */
    public Program(List<Unit> units, List<Unit> dependencies, Typing typing) {
        this.typing = typing;
        this.units = List.copyOf(units);
        List<TypeDeclaration> all = new ArrayList<>();
        units.forEach(unit -> all.addAll(unit.types()));
        for (Unit unit : dependencies) {
            dependencyFiles.add(unit.file());
            all.addAll(unit.types());
        }
        OwnIterables iterables = new OwnIterables(all, typing);
        all.forEach(type -> add(type, iterables));
        for (TypeDeclaration type : types.values()) {
            for (String supertype : typing.hierarchy(type.name())) {
                subtypes.computeIfAbsent(Types.erasure(supertype), key -> new ArrayList<>())
                        .add(type.name());
            }
        }
    }

    private void add(TypeDeclaration type, OwnIterables iterables) {
        if (types.putIfAbsent(type.name(), type) != null) {
            return;
        }
        Map<String, List<MethodDeclaration>> byName = methods.computeIfAbsent(type.name(), key -> new TreeMap<>());
        Set<String> keys = new HashSet<>();
        for (MethodDeclaration method : type.methods()) {
            if (!keys.add(method.key())) {
                // a half-edited file may hold a method twice; its lambdas would be taken for the other one's
                continue;
            }
            byName.computeIfAbsent(method.name(), key -> new ArrayList<>()).add(method);
            if (method.body() != null) {
                addProcedure(new Procedure(method, iterables.writtenOut(method.body())));
            }
        }
    }

    private void addProcedure(Procedure procedure) {
        procedures.put(procedure.key(), procedure);
        List<Procedure> inner = new ArrayList<>();
        for (int i = 0; i < procedure.body().lambdas().size(); i++) {
            Procedure lambda = procedure.lambda(i);
            inner.add(lambda);
            addProcedure(lambda);
        }
        lambdas.put(procedure.key(), inner);
    }

    /** The rules of types. */
    public Typing typing() {
        return typing;
    }

    /** Whether a place is one of the sources: findings are told of those alone. */
    public boolean isOwn(SourceLocation place) {
        return !dependencyFiles.contains(place.file());
    }

    /** Whether the code stands in the sources. */
    public boolean isOwn(Procedure procedure) {
        return isOwn(procedure.location());
    }

    /** The lowered files of the sources. */
    public List<Unit> units() {
        return units;
    }

    /** All methods with bodies and all lambdas, in source order of their types' names. */
    public Collection<Procedure> procedures() {
        return Collections.unmodifiableCollection(procedures.values());
    }

    /** Whether the call may run a method whose body is known. */
    public boolean runsKnownCode(CallTarget target) {
        return dispatch(target).stream().anyMatch(method -> procedures.containsKey(method.key()));
    }

    /** The declared type of a field, "" where it is not known. */
    public String fieldType(Expression.Field field) {
        return typing.field(field.owner(), field.name())
                .map(found -> found.type())
                .orElse("");
    }

    /** What declares a field, where a type of the sources does. */
    public Optional<FieldDeclaration> declaration(Expression.Field field) {
        return type(field.owner())
                .flatMap(type -> type.fields().stream()
                        .filter(declared -> declared.name().equals(field.name()))
                        .findFirst());
    }

    /** The procedure with this key. */
    public Optional<Procedure> procedure(String key) {
        return Optional.ofNullable(procedures.get(key));
    }

    /** The lambda with this number in a body. */
    public Procedure lambda(Procedure around, int index) {
        return lambdas.getOrDefault(around.key(), List.of()).get(index);
    }

    /** The declaration of a type of the sources. */
    public Optional<TypeDeclaration> type(String name) {
        return Optional.ofNullable(types.get(Types.erasure(name)));
    }

    /** All types of the sources, by name. */
    public Collection<TypeDeclaration> types() {
        return Collections.unmodifiableCollection(types.values());
    }

    /** Types of the sources that are, extend or implement the type, which may be a library's. */
    public List<String> subtypes(String type) {
        return subtypes.getOrDefault(Types.erasure(type), List.of());
    }

    /** Methods that a type of the sources declares itself. */
    public List<MethodDeclaration> declared(String type, String name) {
        return methods.getOrDefault(Types.erasure(type), Map.of()).getOrDefault(name, List.of());
    }

    /**
     * The methods of the sources that a call may run, by class hierarchy: the one found on the static type or above it, and
     * what overrides it below. Abstract ones are among them. Empty where the call leaves the sources.
     */
    public List<MethodDeclaration> dispatch(CallTarget target) {
        return dispatch.computeIfAbsent(target, this::findTargets);
    }

    private List<MethodDeclaration> findTargets(CallTarget target) {
        if (target.owner().isEmpty()) {
            return List.of();
        }
        Map<String, MethodDeclaration> found = new TreeMap<>();
        if (!target.exact() && !target.staticCall() && isSource(target.owner())) {
            for (String subtype : subtypes(target.owner())) {
                inherited(subtype, target).ifPresent(method -> found.putIfAbsent(method.key(), method));
            }
        }
        inherited(target.owner(), target).ifPresent(method -> found.putIfAbsent(method.key(), method));
        return List.copyOf(found.values());
    }

    /**
     * The methods of the sources that implement what a call names on a type of a library that the program has no code of. The JDK's types
     * are left out: of {@code Runnable} and {@code Iterator} nearly everything would be one.
     *
     * @param mayBe which of the types that implement it the object may be of
     */
    List<MethodDeclaration> implementations(CallTarget target, Predicate<String> mayBe) {
        Map<String, MethodDeclaration> found = new TreeMap<>();
        if (!target.exact() && !target.staticCall() && !target.owner().startsWith("java.")) {
            for (String subtype : subtypes(target.owner())) {
                if (mayBe.test(subtype)) {
                    inherited(subtype, target).ifPresent(method -> found.putIfAbsent(method.key(), method));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private boolean isSource(String owner) {
        return types.containsKey(Types.erasure(owner));
    }

    /** The method that an object of the type runs for the call: declared there or inherited. */
    public Optional<MethodDeclaration> inherited(String type, CallTarget target) {
        List<String> line = target.name().equals("<init>") ? List.of(type) : typing.hierarchy(type);
        MethodDeclaration abstractOne = null;
        for (String candidate : line) {
            Optional<MethodDeclaration> method = best(declared(candidate, target.name()), target);
            if (method.isPresent() && !method.get().modifiers().isAbstract()) {
                return method;
            }
            if (abstractOne == null && method.isPresent()) {
                abstractOne = method.get();
            }
        }
        return Optional.ofNullable(abstractOne);
    }

    private static Optional<MethodDeclaration> best(List<MethodDeclaration> overloads, CallTarget target) {
        MethodDeclaration fallback = null;
        int candidates = 0;
        for (MethodDeclaration method : overloads) {
            if (!accepts(method, target.arity())) {
                continue;
            }
            if (sameParameters(method, target.parameterTypes())) {
                return Optional.of(method);
            }
            candidates++;
            if (fallback == null || compatible(method, target) && !compatible(fallback, target)) {
                fallback = method;
            }
        }
        return candidates == 0 ? Optional.empty() : Optional.ofNullable(fallback);
    }

    private static boolean accepts(MethodDeclaration method, int arity) {
        int declared = method.parameters().size();
        return method.modifiers().isVarArgs() ? arity >= declared - 1 : arity == declared;
    }

    private static boolean sameParameters(MethodDeclaration method, List<String> types) {
        if (types.size() != method.parameters().size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!Types.erasure(method.parameters().get(i).type()).equals(Types.erasure(types.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean compatible(MethodDeclaration method, CallTarget target) {
        return target.parameterTypes().isEmpty()
                || target.parameterTypes().size() == method.parameters().size();
    }
}
