package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.InvokeIndex.CompiledCall;
import dev.agentcost.analyzer.resolve.Overloads.Choice;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiled calls, then declared types, then the catalogue. */
final class LayeredCallResolver implements CallResolver {

    private final InvokeIndex compiled;
    private final Typing typing;
    private final Catalog catalog;

    LayeredCallResolver(InvokeIndex compiled, Typing typing, Catalog catalog) {
        this.compiled = compiled;
        this.typing = typing;
        this.catalog = catalog;
    }

    @Override
    public CallTarget resolve(CallQuery query) {
        return compiledCall(query)
                .map(call -> ofBytecode(query, call))
                .or(() -> ofTypes(query))
                .or(() -> ofSeveralCompiled(query))
                .or(() -> ofCatalogue(query))
                .orElseGet(() -> unresolved(query));
    }

    @Override
    public Optional<MethodInfo> declaration(CallQuery query) {
        return compiledCall(query)
                .flatMap(call -> declaration(query, call))
                .or(() -> choiceByTypes(query).map(Choice::best));
    }

    private Optional<Choice> choiceByTypes(CallQuery query) {
        return query.receiverType().isEmpty()
                ? Optional.empty()
                : typing.choose(query.receiverType(), query.name(), query.argumentTypes(), query.lambdaResultTypes());
    }

    /** The declaration with a compiled call's descriptor. */
    private Optional<MethodInfo> declaration(CallQuery query, CompiledCall call) {
        return typing.overloads(receiver(query, call), call.name()).stream()
                .filter(method -> typing.erasedParameterTypes(method).equals(call.parameterTypes()))
                .findFirst();
    }

    /** The receiver's type with its type arguments where it agrees with javac's, else javac's. */
    private String receiver(CallQuery query, CompiledCall call) {
        return typing.isSubtype(query.receiverType(), call.owner()) ? query.receiverType() : call.owner();
    }

    // ---- bytecode

    /**
     * The one compiled call that the query can be. Where a line has several of the name and arity, first the receiver's type and
     * then the overload that the argument types choose decide.
     */
    private Optional<CompiledCall> compiledCall(CallQuery query) {
        List<CompiledCall> calls = query.constructor() ? constructors(query) : methods(query);
        if (calls.size() > 1) {
            List<String> chosen = choiceByTypes(query)
                    .filter(Choice::isCertain)
                    .map(choice -> typing.erasedParameterTypes(choice.best()))
                    .orElse(List.of());
            calls = narrowed(calls, c -> c.parameterTypes().equals(chosen));
        }
        return calls.size() == 1 ? Optional.of(calls.get(0)) : Optional.empty();
    }

    private List<CompiledCall> methods(CallQuery query) {
        String receiver = Types.erasure(query.receiverType());
        List<CompiledCall> calls = onLine(query);
        if (!receiver.isEmpty()) {
            calls = narrowed(calls, c -> c.owner().equals(receiver) || areRelated(c.owner(), receiver));
            calls = narrowed(calls, c -> c.owner().equals(receiver));
        }
        return query.staticReceiver() ? narrowed(calls, CompiledCall::isStatic) : calls;
    }

    private List<CompiledCall> constructors(CallQuery query) {
        String created = Types.erasure(query.receiverType());
        List<CompiledCall> inClass = compiled.constructors(
                query.enclosingType(), created, query.argumentTypes().size());
        return narrowed(inClass, onLine(query)::contains);
    }

    private List<CompiledCall> onLine(CallQuery query) {
        return compiled.find(
                query.enclosingType(),
                query.line(),
                query.name(),
                query.argumentTypes().size());
    }

    private boolean areRelated(String one, String other) {
        return typing.isSubtype(one, other) || typing.isSubtype(other, one);
    }

    /** Those that the test accepts, or all where it accepts none. */
    private static List<CompiledCall> narrowed(List<CompiledCall> calls, Predicate<CompiledCall> test) {
        List<CompiledCall> accepted = calls.stream().filter(test).toList();
        return accepted.isEmpty() ? calls : accepted;
    }

    private CallTarget ofBytecode(CallQuery query, CompiledCall call) {
        Optional<MethodInfo> declaration = declaration(query, call);
        boolean isPrivate = declaration.map(MethodInfo::isPrivate).orElse(false);
        return new CallTarget(
                call.owner(),
                call.name(),
                query.argumentTypes().size(),
                call.parameterTypes(),
                declaration
                        .map(method -> genericResult(query, call, method))
                        .filter(result -> !isLessExact(result, call))
                        .orElse(call.castTo().isEmpty() ? call.returnType() : call.castTo()),
                call.isStatic(),
                call.isStatic() || call.isSpecial() || isPrivate,
                Resolution.BYTECODE);
    }

    private String genericResult(CallQuery query, CompiledCall call, MethodInfo method) {
        boolean agrees =
                call.name().equals("<init>") || typing.erasedReturnType(method).equals(call.returnType());
        return agrees
                ? typing.returnType(method, receiver(query, call), query.argumentTypes(), query.lambdaResultTypes())
                : call.returnType();
    }

    /** Whether the cast that javac put behind the call shows that the result was inferred too generally. */
    private boolean isLessExact(String result, CompiledCall call) {
        return !call.castTo().isEmpty() && !typing.isSubtype(result, call.castTo());
    }

    // ---- types

    private Optional<CallTarget> ofTypes(CallQuery query) {
        Optional<CallTarget> found = choiceByTypes(query).map(choice -> ofChoice(query, choice));
        return found.isEmpty() && query.constructor() ? implicitConstructor(query) : found;
    }

    /** Where several overloads are possible, the target has no parameter types, so that it stands for all of them. */
    private CallTarget ofChoice(CallQuery query, Choice choice) {
        MethodInfo best = choice.best();
        boolean ofCatalogue = typing.isOfCatalogue(best);
        boolean isStatic =
                choice.possible().stream().allMatch(MethodInfo::isStatic) || ofCatalogue && query.staticReceiver();
        boolean isPrivate = choice.possible().stream().allMatch(MethodInfo::isPrivate);
        return new CallTarget(
                Types.erasure(query.receiverType()),
                query.name(),
                query.argumentTypes().size(),
                ofCatalogue || !choice.isCertain() ? List.of() : typing.erasedParameterTypes(best),
                sameResult(query, choice.possible()),
                isStatic,
                isStatic || isPrivate || query.constructor() || query.isSuper(),
                ofCatalogue ? Resolution.CATALOG : Resolution.TYPES);
    }

    private String sameResult(CallQuery query, List<MethodInfo> methods) {
        return same(methods.stream()
                .map(method -> typing.returnType(
                        method, query.receiverType(), query.argumentTypes(), query.lambdaResultTypes())));
    }

    /** What all are, {@code ""} where they differ. */
    private static String same(Stream<String> texts) {
        Set<String> different = texts.collect(Collectors.toSet());
        return different.size() == 1 ? different.iterator().next() : "";
    }

    /** Several overloads of one owner on the line: the owner is known, the overload is not. */
    private Optional<CallTarget> ofSeveralCompiled(CallQuery query) {
        List<CompiledCall> calls = query.constructor() ? List.of() : methods(query);
        String owner = same(calls.stream().map(CompiledCall::owner));
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        boolean isStatic = calls.stream().allMatch(CompiledCall::isStatic);
        return Optional.of(new CallTarget(
                owner,
                query.name(),
                query.argumentTypes().size(),
                List.of(),
                same(calls.stream().map(CompiledCall::returnType)),
                isStatic,
                isStatic || query.isSuper(),
                Resolution.BYTECODE));
    }

    /** A known class without declared constructors has one all the same. */
    private Optional<CallTarget> implicitConstructor(CallQuery query) {
        return typing.world()
                .type(Types.erasure(query.receiverType()))
                .filter(type -> !Typing.isOfCatalogue(type))
                .map(type -> target(query, query.receiverType(), Resolution.TYPES));
    }

    // ---- catalogue and nothing

    private Optional<CallTarget> ofCatalogue(CallQuery query) {
        List<String> owners = typing.hierarchy(query.receiverType()).stream()
                .map(Types::erasure)
                .toList();
        return catalog.method(owners, query.name(), query.argumentTypes().size())
                .map(row -> target(query, result(query, row), Resolution.CATALOG));
    }

    private static String result(CallQuery query, MethodRow row) {
        boolean isOwn = query.constructor() || row.returns().equals(CatalogTypes.RECEIVER);
        return isOwn ? query.receiverType() : row.returns();
    }

    private static CallTarget unresolved(CallQuery query) {
        return target(query, query.constructor() ? query.receiverType() : "", Resolution.UNRESOLVED);
    }

    private static CallTarget target(CallQuery query, String returnType, Resolution resolution) {
        return new CallTarget(
                Types.erasure(query.receiverType()),
                query.name(),
                query.argumentTypes().size(),
                List.of(),
                returnType,
                query.staticReceiver(),
                query.constructor() || query.isSuper() || query.staticReceiver(),
                resolution);
    }
}
