package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.bytecode.KeptArguments;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What each call of the program runs: rows of the catalogue, procedures of the sources, functions handed along. */
public final class Calls {

    /** The end of an anonymous type's name. */
    private static final Pattern UNNAMED = Pattern.compile("\\$\\d+$");

    private static final Set<TypeRow.Role> IMMUTABLE =
            EnumSet.of(TypeRow.Role.MESSAGE, TypeRow.Role.ANSWER, TypeRow.Role.TOOL_REQUEST);

    private final Program program;
    private final Catalog catalog;
    private final Rows rows;
    private final Origins origins;
    private final KeptArguments keptArguments;
    private final Services services;
    private final Listeners listeners;
    private final Emissions emissions;
    // by identity: a call instruction stands in one procedure, and to compare two is dear
    private final Map<Instruction.Invoke, CallMeaning> meanings = new IdentityHashMap<>();
    private final Map<String, Boolean> entered = new HashMap<>();

    /** The calls of a program. */
    public Calls(Program program, Catalog catalog, Rows rows, Origins origins, KeptArguments keptArguments) {
        this.program = program;
        this.catalog = catalog;
        this.rows = rows;
        this.origins = origins;
        this.keptArguments = keptArguments;
        this.services = new Services(program, catalog);
        this.listeners = new Listeners(program, catalog);
        this.emissions = new Emissions(program, rows, origins, this::functions);
    }

    /** The interfaces that a library implements. */
    public Services services() {
        return services;
    }

    /** The code of a lambda. */
    public Procedure lambda(Procedure around, Expression.Lambda lambda) {
        return program.lambda(around, lambda.body());
    }

    /** Whether objects of the type do not change once they are made: texts, messages, answers. */
    public boolean isImmutable(String type) {
        return type.equals("java.lang.String")
                || catalog.type(type)
                        .map(TypeRow::role)
                        .filter(IMMUTABLE::contains)
                        .isPresent();
    }

    /** Whether the type is a library's, and no content lives in its objects. */
    public boolean isPlain(String type) {
        return !type.startsWith("java.")
                && catalog.type(type)
                        .map(TypeRow::role)
                        .filter(TypeRow.Role.PLAIN::equals)
                        .isPresent();
    }

    /**
     * Whether nothing that could be sent to a model lives in the type's objects: numbers, places, times, threads, names of kinds, clients
     * by their keys.
     */
    public boolean holdsNoText(String type) {
        return switch (Types.erasure(type)) {
            case "boolean",
                    "byte",
                    "short",
                    "int",
                    "long",
                    "float",
                    "double",
                    "java.lang.Boolean",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Double",
                    "java.lang.Float",
                    "java.nio.file.Path",
                    "java.io.File",
                    "java.net.URI",
                    "java.net.URL",
                    "java.util.UUID" -> true;
            default ->
                type.startsWith("java.time.")
                        || type.startsWith("java.util.concurrent.locks.")
                        || type.startsWith("java.util.concurrent.atomic.AtomicInteger")
                        || type.startsWith("java.util.concurrent.atomic.AtomicLong")
                        || type.startsWith("java.util.concurrent.atomic.AtomicBoolean")
                        || isNamed(type)
                        || isMap(Types.erasure(type)) && isHandle(Types.erasure(Types.lastArgument(type)));
        };
    }

    /** Whether the type is a library's whose objects are called and not read: clients, pools of connections. */
    private boolean isHandle(String type) {
        boolean unknown = type.contains(".")
                && !type.startsWith("java.lang.")
                && !type.startsWith("java.util.")
                && program.type(type).isEmpty()
                && catalog.type(type).isEmpty();
        return unknown || isPlain(type);
    }

    /** Whether the type's constants stand for their names: enums, character sets, languages. */
    public boolean isNamed(String type) {
        return type.equals("java.nio.charset.Charset")
                || type.equals("java.util.Locale")
                || !type.isEmpty() && program.typing().isSubtype(type, "java.lang.Enum");
    }

    /** Whether values of the type hold others. */
    public boolean isCollection(String type) {
        return !type.isEmpty() && program.typing().isSubtype(type, "java.util.Collection");
    }

    /** Whether a type is a collection or a map. */
    public boolean isContainer(String type) {
        return isCollection(type) || isMap(type);
    }

    /** Whether a type is a map. */
    public boolean isMap(String type) {
        return !type.isEmpty() && program.typing().isSubtype(type, "java.util.Map");
    }

    /** The declared type of a field, "" where it is not known. */
    public String fieldType(Expression.Field field) {
        return program.fieldType(field);
    }

    /** Whether objects of the type do not change once they are made, or are of the sources and made of such ones only. */
    public boolean isValue(String type) {
        String erased = Types.erasure(type);
        return isImmutable(erased)
                || program.type(erased)
                        .filter(declared -> declared.fields().stream()
                                .filter(field -> !field.isStatic())
                                .allMatch(field ->
                                        Types.isPrimitive(field.type()) || isImmutable(Types.erasure(field.type()))))
                        .isPresent();
    }

    /** Whether a type is declared in the sources. */
    public boolean isOfSources(String type) {
        return program.type(Types.erasure(type)).isPresent();
    }

    /** Whether a type is one of a library that the catalogue knows. */
    public boolean isOfLibrary(String type) {
        return program.type(type).isEmpty() && catalog.type(Types.erasure(type)).isPresent();
    }

    /** What a call runs. */
    public CallMeaning of(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = meanings.get(call);
        if (meaning == null) {
            meaning = find(procedure, call);
            meanings.put(call, meaning);
        }
        return meaning;
    }

    private CallMeaning find(Procedure procedure, Instruction.Invoke call) {
        List<MethodDeclaration> declared = program.dispatch(call.target());
        List<MethodDeclaration> withBody =
                declared.stream().filter(method -> method.body() != null).toList();
        Set<Procedure> targets = new LinkedHashSet<>();
        narrowed(procedure, call, withBody)
                .forEach(method -> program.procedure(method.key()).ifPresent(targets::add));
        int callback = -1;
        if (call.receiver() != null && isFunctional(call, declared)) {
            callback = parameter(procedure, call.receiver());
            if (callback < 0) {
                targets.addAll(lambdas(procedure, call));
            }
        }
        MethodRow row = null;
        boolean service = false;
        if (targets.isEmpty()) {
            Optional<MethodRow> serviceRow = declared.isEmpty() || !withBody.isEmpty()
                    ? Optional.empty()
                    : services.row(call.target().owner());
            service = serviceRow.isPresent();
            row = serviceRow.or(() -> rows.of(call.target())).orElse(null);
            if (row == null
                    && callback < 0
                    && call.receiver() != null
                    && declared.isEmpty()
                    && services.mayDeclare(call.target())) {
                row = serviceBehind(procedure, call.receiver(), BUILDERS).orElse(null);
                service = row != null;
            }
            if (row != null && row.emits()) {
                targets.addAll(emissions.again(procedure, call));
            } else if (row != null && row.publishes() != null) {
                targets.addAll(listeners.of(typesOf(procedure, Settings.operands(call, row.publishes()))));
            } else if ((row == null || row.cursor() != null) && call.receiver() != null && declared.isEmpty()) {
                targets.addAll(created(procedure, call));
                if (!targets.isEmpty()) {
                    row = null;
                } else if (row == null) {
                    program.implementations(call.target(), type -> !origins.isCreated(type))
                            .forEach(method -> program.procedure(method.key()).ifPresent(targets::add));
                }
            }
        }
        return new CallMeaning(call, row, List.copyOf(targets), functions(procedure, call), callback, service);
    }

    /** The types that the values may be of, as far as they are known. */
    private Set<String> typesOf(Procedure procedure, List<Expression> values) {
        Set<String> types = new LinkedHashSet<>();
        for (Expression value : values) {
            for (Origin origin : origins.of(procedure, value, Origins.Depth.VALUE)) {
                types.add(createdType(origin).orElseGet(() -> declaredType(origin)));
            }
        }
        types.remove("");
        return types;
    }

    /** A service that is called where it is built, so that no declaration gives its type. */
    private Optional<MethodRow> serviceBehind(Procedure procedure, Expression receiver, int depth) {
        for (Origin origin : origins.of(procedure, receiver, Origins.Depth.VALUE)) {
            Expression value = origin.expression();
            while (value instanceof Expression.Result result) {
                Instruction.Invoke call = origins.call(origin.procedure(), result.call());
                Optional<MethodRow> row = services.built(origin.procedure(), call);
                if (row.isPresent()) {
                    return row;
                }
                value = call.receiver();
            }
            if (value instanceof Expression.Local && depth > 0 && value != receiver) {
                Optional<MethodRow> row = serviceBehind(origin.procedure(), value, depth - 1);
                if (row.isPresent()) {
                    return row;
                }
            }
        }
        return Optional.empty();
    }

    private static final int BUILDERS = 4;

    /** Where all objects that the receiver may be are known, only their methods. */
    private List<MethodDeclaration> narrowed(
            Procedure procedure, Instruction.Invoke call, List<MethodDeclaration> methods) {
        if (methods.size() < 2 || call.receiver() == null) {
            return methods;
        }
        if (call.receiver() instanceof Expression.This) {
            return methods;
        }
        List<Origin> values = origins.of(procedure, call.receiver(), Origins.Depth.VALUE);
        Set<String> types = new LinkedHashSet<>();
        for (Origin origin : values) {
            Set<String> own = types(origin, call);
            if (own.isEmpty()) {
                return values.stream().allMatch(value -> !types(value, call).isEmpty() || isLookedUp(value))
                        ? kept(call, methods, typesInside(procedure, call))
                        : methods;
            }
            types.addAll(own);
        }
        return kept(call, methods, types);
    }

    private List<MethodDeclaration> kept(Instruction.Invoke call, List<MethodDeclaration> methods, Set<String> types) {
        Map<String, MethodDeclaration> found = new LinkedHashMap<>();
        for (String type : types) {
            program.inherited(type, call.target()).ifPresent(method -> found.put(method.key(), method));
        }
        List<MethodDeclaration> kept = methods.stream()
                .filter(method -> found.containsKey(method.key()))
                .toList();
        return kept.isEmpty() ? methods : kept;
    }

    /** {@code handlers.get(name)}: what comes out of a collection or map of Java's own. */
    private boolean isLookedUp(Origin value) {
        return value.expression() instanceof Expression.Null
                || value.expression() instanceof Expression.Result result
                        && origins.call(value.procedure(), result.call())
                                .target()
                                .owner()
                                .startsWith("java.util.");
    }

    /** The types of the sources' objects that may come out of a collection; none where something else may be in it, too. */
    private Set<String> typesInside(Procedure procedure, Instruction.Invoke call) {
        Expression receiver = call.receiver();
        Set<String> types = new LinkedHashSet<>();
        if (receiver == null || !origins.isComplete(procedure, receiver, Origins.Depth.FUNCTIONS)) {
            return types;
        }
        for (Origin origin : origins.of(procedure, receiver, Origins.Depth.FUNCTIONS)) {
            Set<String> own = types(origin, call);
            types.addAll(own);
            if (own.isEmpty() && (isCodeOver(origin) || mayHideAnother(origin) && mayBe(declaredType(origin), call))) {
                return Set.of();
            }
        }
        return types;
    }

    /** The types that the object may be of: the one that it was made of, else those below the one that its place is declared as. */
    private Set<String> types(Origin origin, Instruction.Invoke call) {
        Optional<String> created = createdType(origin);
        if (created.isPresent()) {
            return Set.of(created.get());
        }
        String type = declaredType(origin);
        String called = Types.erasure(call.target().owner());
        if (program.type(type).isEmpty()
                || type.equals(called)
                || !program.typing().isSubtype(type, called)) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>(program.subtypes(type));
        found.add(type);
        return found;
    }

    /** {@code all.forEach(one -> ...)}: a function that is no such object itself, but runs over more than was put there. */
    private boolean isCodeOver(Origin origin) {
        return origin.expression() instanceof Expression.Lambda lambda
                && origins.use(program.lambda(origin.procedure(), lambda.body()))
                        .flatMap(use -> rows.of(use.getValue().target()))
                        .filter(row -> row.runs() != null)
                        .isPresent();
    }

    /** The type that the value's place is declared as, "" where that is not known. */
    private String declaredType(Origin origin) {
        Expression value = origin.expression();
        String type = "";
        if (value instanceof Expression.Local local) {
            type = origins.declaring(origin.procedure(), local)
                    .body()
                    .localTypes()
                    .getOrDefault(local.name(), "");
        } else if (value instanceof Expression.Field field) {
            type = program.fieldType(field);
        } else if (value instanceof Expression.Result result) {
            type = origins.call(origin.procedure(), result.call()).target().returnType();
        }
        return Types.erasure(type);
    }

    /** Whether an object of the declared type may be one that the call is made on, or hold it: some type of the sources is both. */
    private boolean mayBe(String declared, Instruction.Invoke call) {
        String called = call.target().owner();
        return isUnknown(declared)
                || declared.startsWith("java.")
                || program.typing().isSubtype(called, declared)
                || program.subtypes(called).stream()
                        .anyMatch(type -> program.typing().isSubtype(type, declared));
    }

    /** Whether the value is not known, so that an object of any type may be it. */
    private boolean mayHideAnother(Origin value) {
        Expression expression = value.expression();
        if (expression instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(value.procedure(), result.call());
            return !call.target().owner().startsWith("java.")
                    && program.dispatch(call.target()).isEmpty();
        }
        return !(expression instanceof Expression.Lambda
                || expression instanceof Expression.Constant
                || expression instanceof Expression.Null
                || expression instanceof Expression.ClassLiteral
                || expression instanceof Expression.NewArray);
    }

    private Optional<String> createdType(Origin origin) {
        if (origin.expression() instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(origin.procedure(), result.call());
            if (call.target().name().equals("<init>")
                    && program.type(call.target().owner()).isPresent()) {
                return Optional.of(call.target().owner());
            }
        }
        return Optional.empty();
    }

    /** A library's type as the static type, an object of the sources behind it. */
    private Set<Procedure> created(Procedure procedure, Instruction.Invoke call) {
        Set<Procedure> found = new LinkedHashSet<>();
        if (call.receiver() == null) {
            return found;
        }
        for (Origin origin : origins.of(procedure, call.receiver(), Origins.Depth.VALUE)) {
            createdType(origin)
                    .flatMap(type -> program.inherited(type, call.target()))
                    .flatMap(method -> program.procedure(method.key()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private boolean isFunctional(Instruction.Invoke call, List<MethodDeclaration> declared) {
        boolean abstractOrForeign = declared.isEmpty()
                || declared.stream().anyMatch(m -> m.modifiers().isAbstract());
        return abstractOrForeign
                && program.typing()
                        .functionalMethod(call.target().owner())
                        .filter(method -> method.name().equals(call.target().name()))
                        .isPresent();
    }

    private int parameter(Procedure procedure, Expression receiver) {
        if (receiver instanceof Expression.Local local) {
            Procedure root = procedure;
            while (root.parent() != null) {
                root = root.parent();
            }
            return origins.assigned(procedure, local).isEmpty()
                    ? root.body().parameters().indexOf(local.name())
                    : -1;
        }
        return -1;
    }

    private Set<Procedure> lambdas(Procedure procedure, Instruction.Invoke call) {
        Set<Procedure> found = new LinkedHashSet<>();
        Expression value = call.receiver();
        if (value == null) {
            return found;
        }
        // a service is made by a library: a function that only its builder was given is none of its methods
        boolean service = services.row(call.target().owner()).isPresent();
        for (Origin origin : origins.of(procedure, value, Origins.Depth.FUNCTIONS)) {
            if (origin.expression() instanceof Expression.Lambda lambda) {
                Procedure candidate = program.lambda(origin.procedure(), lambda.body());
                boolean takesThese =
                        candidate.body().parameters().size() == call.arguments().size();
                if (takesThese && fits(candidate, call.target().owner(), service)) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    /** What comes out of a container is of the type that is called on; other functions in it are not meant. */
    private boolean fits(Procedure lambda, String called, boolean surely) {
        Procedure parent = lambda.parent();
        if (parent == null) {
            return false;
        }
        String declared = parent.body().lambdas().get(lambda.lambdaIndex()).type();
        return !surely && (isUnknown(declared) || isUnknown(called))
                || program.typing().isSubtype(declared, called)
                || program.typing().isSubtype(called, declared);
    }

    /** A type without a package is a type variable or one that nothing explains. */
    private static boolean isUnknown(String type) {
        return !Types.erasure(type).contains(".");
    }

    /** A parameter whose declared type is known and has no single method to call. */
    private boolean isNoFunction(Procedure procedure, Expression argument) {
        if (!(argument instanceof Expression.Local local)) {
            return false;
        }
        return isNoFunction(Types.erasure(procedure.root().body().localTypes().getOrDefault(local.name(), "")));
    }

    private boolean isNoFunction(String type) {
        return Types.isPrimitive(type)
                || type.endsWith("[]")
                || type.startsWith("java.")
                        && program.typing().world().type(type).isPresent()
                        && program.typing().functionalMethod(type).isEmpty();
    }

    /** Whether what the method takes there can be no object with code of its own. */
    private static boolean takesPlainData(Instruction.Invoke call, int argument) {
        List<String> types = call.target().parameterTypes();
        if (argument >= types.size()) {
            return false;
        }
        String type = Types.erasure(types.get(argument));
        return Types.isPrimitive(type)
                || type.equals("java.lang.String")
                || type.endsWith("[]") && Types.isPrimitive(type.substring(0, type.length() - 2));
    }

    /** Whether the procedure is a function that events from outside run, and not the code that registers it. */
    public boolean isHandler(Procedure procedure) {
        Procedure parent = procedure.parent();
        return parent != null
                && (isEnteredFromOutside(parent.body()
                                .lambdas()
                                .get(procedure.lambdaIndex())
                                .type())
                        || origins.use(procedure)
                                .filter(use -> registers(use.getValue()))
                                .isPresent());
    }

    /** Whether the call only hands functions over to what runs them for each request or event. */
    private boolean registers(Instruction.Invoke call) {
        return program.dispatch(call.target()).isEmpty()
                && rows.of(call.target())
                        .map(MethodRow::runs)
                        .filter(runs -> runs.times() == Runs.Times.FROM_OUTSIDE)
                        .isPresent();
    }

    private boolean isEnteredFromOutside(String type) {
        return entered.computeIfAbsent(
                Types.erasure(type),
                key -> program.typing().hierarchy(key).stream()
                        .flatMap(supertype -> catalog.type(Types.erasure(supertype)).stream())
                        .anyMatch(row -> row.marks() == TypeRow.Mark.ENTRY_POINT));
    }

    private List<CallMeaning.FunctionArgument> functions(Procedure procedure, Instruction.Invoke call) {
        List<CallMeaning.FunctionArgument> found = new ArrayList<>();
        if (registers(call)) {
            return found;
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            int argumentNumber = i;
            int passed = isNoFunction(procedure, argument) ? -1 : parameter(procedure, argument);
            Set<Procedure> procedures = new LinkedHashSet<>();
            for (Origin origin : passed >= 0 || takesPlainData(call, i)
                    ? List.<Origin>of()
                    : origins.of(procedure, argument, Origins.Depth.VALUE)) {
                if (origin.expression() instanceof Expression.Lambda lambda) {
                    Procedure code = program.lambda(origin.procedure(), lambda.body());
                    if (!isHandler(code)) {
                        procedures.add(code);
                    }
                } else {
                    createdType(origin)
                            .flatMap(program::type)
                            .ifPresent(type -> procedures.addAll(callbacks(type, call, argumentNumber)));
                }
            }
            if (passed < 0) {
                procedures.addAll(handedOut(procedure, call, argumentNumber));
            }
            if ((passed >= 0 || !procedures.isEmpty()) && !isKeptInSources(call, i)) {
                found.add(new CallMeaning.FunctionArgument(i, List.copyOf(procedures), passed));
            }
        }
        return found;
    }

    /**
     * {@code run(requireNonNull(callback))}, {@code run(handlers.get(name))}: functions that a library hands out again, of the type
     * that the method takes. Those that the library runs itself to make what it hands out are not meant.
     */
    private Set<Procedure> handedOut(Procedure procedure, Instruction.Invoke call, int argument) {
        List<String> types = call.target().parameterTypes();
        String taken = argument < types.size() ? Types.erasure(types.get(argument)) : "";
        MethodInfo method = program.typing().functionalMethod(taken).orElse(null);
        Expression value = call.arguments().get(argument);
        Set<Procedure> found = new LinkedHashSet<>();
        if (method == null
                || origins.of(procedure, value, Origins.Depth.VALUE).stream().noneMatch(this::isHandedOut)) {
            return found;
        }
        for (Origin origin : origins.of(procedure, value, Origins.Depth.FUNCTIONS)) {
            if (origin.expression() instanceof Expression.Lambda lambda && !isCodeOver(origin)) {
                Procedure code = program.lambda(origin.procedure(), lambda.body());
                boolean takesThese = code.body().parameters().size()
                        == method.parameterTypes().size();
                if (takesThese && fits(code, taken, true) && !isHandler(code)) {
                    found.add(code);
                }
            }
        }
        return found;
    }

    /** What a method of a library returns: no object that it has just made. */
    private boolean isHandedOut(Origin value) {
        return value.expression() instanceof Expression.Result result
                && isForeign(origins.call(value.procedure(), result.call()));
    }

    private boolean isForeign(Instruction.Invoke call) {
        return !call.target().name().equals("<init>")
                && program.dispatch(call.target()).isEmpty();
    }

    /**
     * Whether methods of the sources only put the argument into a field: what it runs is run where the field is. An object that a
     * library may call whenever it likes, because it is one of its types, is not known to run it only there.
     */
    private boolean isKeptInSources(Instruction.Invoke call, int argument) {
        List<MethodDeclaration> methods = program.dispatch(call.target());
        return !methods.isEmpty()
                && methods.stream()
                        .allMatch(method -> !method.modifiers().isVarArgs()
                                && keptArguments.isOnlyKept(method, argument)
                                && program.typing().hierarchy(method.owner()).stream()
                                        .map(Types::erasure)
                                        .allMatch(type -> type.startsWith("java.") || isOfSources(type)));
    }

    /** Methods with which an object of the sources answers a library that it is handed to, where that does not only keep it for later. */
    private List<Procedure> callbacks(TypeDeclaration type, Instruction.Invoke call, int argument) {
        if (!program.dispatch(call.target()).isEmpty()
                || call.target().name().equals("<init>")
                || isPutAway(call, argument)) {
            return List.of();
        }
        boolean known = rows.of(call.target()).isPresent();
        Set<MethodDeclaration> found = new LinkedHashSet<>();
        for (String supertype : program.typing().hierarchy(type.name())) {
            String name = Types.erasure(supertype);
            if (program.type(name).isPresent() || name.equals("java.lang.Object") || isEnteredFromOutside(name)) {
                continue;
            }
            program.typing()
                    .world()
                    .type(name)
                    .ifPresentOrElse(
                            info -> info.methods().stream()
                                    .filter(method -> method.isAbstract() || info.isInterface())
                                    .forEach(method -> program.declared(type.name(), method.name()).stream()
                                            .filter(own -> own.parameters().size()
                                                    == method.parameterTypes().size())
                                            .forEach(found::add)),
                            () -> type.methods().stream()
                                    .filter(method -> known && overridesUnknown(method))
                                    .forEach(found::add));
        }
        return found.stream()
                .flatMap(method -> program.procedure(method.key()).stream())
                .toList();
    }

    /**
     * Whether the call only says how something works later, or puts it into a collection, by the catalogue; or else by its class file
     * only keeps it.
     */
    private boolean isPutAway(Instruction.Invoke call, int argument) {
        return rows.of(call.target())
                .map(row -> row.runs() == null
                        && (!row.settings().isEmpty()
                                || row.context() == ContextOperation.APPEND
                                        && isContainer(call.target().owner())))
                .orElseGet(() -> keptArguments.isOnlyKept(call.target(), argument));
    }

    /**
     * Whether the method says that it overrides one, as each public one of a type without a name does, and no type that is known
     * declares that one.
     */
    private boolean overridesUnknown(MethodDeclaration method) {
        boolean overrides =
                method.annotations().stream().anyMatch(use -> use.type().equals("java.lang.Override"))
                        || method.modifiers().isPublic()
                                && UNNAMED.matcher(method.owner()).find();
        return overrides
                && program.typing().hierarchy(method.owner()).stream()
                        .map(Types::erasure)
                        .filter(name -> !name.equals(method.owner()))
                        .noneMatch(name -> declares(name, method));
    }

    private boolean declares(String type, MethodDeclaration method) {
        int arity = method.parameters().size();
        return program.declared(type, method.name()).stream()
                        .anyMatch(other -> other.parameters().size() == arity)
                || program.typing()
                        .world()
                        .type(type)
                        .filter(info -> info.methods().stream()
                                .anyMatch(other -> other.name().equals(method.name())
                                        && other.parameterTypes().size() == arity))
                        .isPresent();
    }
}
