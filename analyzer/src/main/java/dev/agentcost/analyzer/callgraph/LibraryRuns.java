package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.GraphPart;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Service;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a library runs of the objects that it was given: the tools of an agent, the agents of a workflow. Each run is told as
 * the call that the library makes, at the place where the object was made.
 */
public final class LibraryRuns {

    /** The setting that gives tools. */
    public static final String TOOLS = "tools";

    /** Settings whose values the library runs. */
    static final Set<String> HANDED = Set.of(TOOLS, "agents", "tool-methods");

    /** Those of them whose settings are never those of what they are handed to. */
    static final Set<String> TOOL_SETTINGS = Set.of(TOOLS, "tool-methods");

    private static final String AUTOMATIC = "automatic";

    private static final List<String> MANY =
            List.of("java.lang.Iterable", "java.util.Map", "java.util.stream.BaseStream");

    private static final int MOST_ARGUMENTS = 8;

    /**
     * A call that a library makes.
     *
     * @param procedure where the object that is run was made or handed over
     * @param meaning code of the sources that the call runs, or the row of the library's own method
     */
    public record Run(Procedure procedure, CallMeaning meaning) {}

    /**
     * What a builder's call hands over to be run later, when the built object is.
     *
     * @param meaning the call
     * @param runs how often it is run
     * @param each what is run
     */
    public record Part(Procedure procedure, CallMeaning meaning, Runs runs, List<Run> each) {}

    private final Program program;
    private final Catalog catalog;
    private final Calls calls;
    private final Origins origins;
    private final Settings settings;
    private final SettingPaths settingPaths;
    private final Map<Origin, List<Run>> known = new HashMap<>();
    private final Map<Run, Reached> reached = new HashMap<>();
    private final Map<Run, List<Run>> tools = new HashMap<>();
    private final DeclaredGraphs graphs;

    private record Reached(Set<Procedure> code, boolean requests) {}

    /** The runs of a program. */
    public LibraryRuns(
            Program program,
            Catalog catalog,
            Calls calls,
            Origins origins,
            Settings settings,
            SettingPaths settingPaths) {
        this.program = program;
        this.catalog = catalog;
        this.calls = calls;
        this.origins = origins;
        this.settings = settings;
        this.settingPaths = settingPaths;
        this.graphs = new DeclaredGraphs(program, calls, origins, settings, this);
    }

    /** The graphs that the sources declare. */
    public DeclaredGraphs graphs() {
        return graphs;
    }

    // ---- calls

    /** Code of the sources that the library runs for the call, beside the functions among its arguments. */
    public Set<Procedure> code(Procedure procedure, CallMeaning meaning) {
        return reached(procedure, meaning).code();
    }

    /** Whether something that the library runs for the call makes a request to a model. */
    public boolean requests(Procedure procedure, CallMeaning meaning) {
        return reached(procedure, meaning).requests();
    }

    private Reached reached(Procedure procedure, CallMeaning meaning) {
        if (!runsAnything(meaning)) {
            return new Reached(Set.of(), false);
        }
        Run start = new Run(procedure, meaning);
        Reached answer = reached.get(start);
        if (answer == null) {
            Set<Run> seen = new LinkedHashSet<>();
            collectRuns(start, seen);
            Set<Procedure> code = new LinkedHashSet<>();
            seen.forEach(run -> code.addAll(run.meaning().targets()));
            boolean requests = seen.stream().anyMatch(run -> request(run.meaning()) != null);
            answer = new Reached(code, requests);
            reached.put(start, answer);
        }
        return answer;
    }

    private static boolean runsAnything(CallMeaning meaning) {
        ModelCall request = request(meaning);
        return request != null
                        && (request.hiddenLoop() != null || !request.beside().isEmpty())
                || isWalk(meaning)
                || walksGraph(meaning);
    }

    private void collectRuns(Run run, Set<Run> seen) {
        for (Run inner : direct(run.procedure(), run.meaning())) {
            if (seen.add(inner)) {
                collectRuns(inner, seen);
            }
        }
    }

    private List<Run> direct(Procedure procedure, CallMeaning meaning) {
        List<Run> found = new ArrayList<>();
        ModelCall request = request(meaning);
        if (request != null && request.hiddenLoop() != null && !isLoopOff(configured(procedure, meaning))) {
            found.addAll(tools(procedure, meaning));
        }
        if (request != null) {
            found.addAll(beside(procedure, meaning, request));
        }
        if (isWalk(meaning)) {
            parts(procedure, meaning).forEach(part -> found.addAll(part.each()));
        }
        Expression receiver = meaning.call().receiver();
        if (walksGraph(meaning) && receiver != null) {
            found.addAll(graphs.behind(procedure, receiver).runs());
        }
        return found;
    }

    private static @Nullable ModelCall request(CallMeaning meaning) {
        return meaning.row() == null ? null : meaning.row().modelCall();
    }

    /** Whether the call makes the library run what the receiver's builder was given. */
    public static boolean isWalk(CallMeaning meaning) {
        return meaning.row() != null && meaning.row().terminal();
    }

    /** Whether the call walks through a graph that was declared before. */
    public static boolean walksGraph(CallMeaning meaning) {
        return meaning.row() != null && isRun(meaning.row().graph());
    }

    /** Whether the call only hands over what the built object runs. */
    public static boolean isHandOver(CallMeaning meaning) {
        Runs runs = meaning.row() == null ? null : meaning.row().runs();
        return runs != null
                && runs.lazy()
                && (runs.kind() == Runs.Kind.FRAMEWORK || !runs.functions().isEmpty());
    }

    /** The values that say how a call of a library works: its receiver, its arguments, the builder of the service behind it. */
    public List<Origin> configured(Procedure procedure, CallMeaning meaning) {
        List<Origin> values = new ArrayList<>();
        Instruction.Invoke call = meaning.call();
        if (call.receiver() != null) {
            values.add(new Origin(procedure, call.receiver()));
        }
        call.arguments().forEach(argument -> values.add(new Origin(procedure, argument)));
        if (meaning.service()) {
            for (Map.Entry<Procedure, Instruction.Invoke> builder : builders(procedure, meaning)) {
                values.add(new Origin(builder.getKey(), origins.chain(builder.getKey(), builder.getValue())));
            }
            annotated(procedure, meaning)
                    .forEach(site ->
                            values.add(new Origin(site.getKey(), origins.chain(site.getKey(), site.getValue()))));
        }
        return values;
    }

    /** The annotations of the methods that the call of a service may mean. */
    private List<Map.Entry<Procedure, Instruction.Invoke>> annotated(Procedure procedure, CallMeaning meaning) {
        Set<String> types = new LinkedHashSet<>(List.of(meaning.call().target().owner()));
        builders(procedure, meaning)
                .forEach(builder -> builder.getValue().arguments().stream()
                        .filter(Expression.ClassLiteral.class::isInstance)
                        .map(argument -> ((Expression.ClassLiteral) argument).type())
                        .forEach(types::add));
        return types.stream()
                .flatMap(type ->
                        calls.services().annotated(type, meaning.call().target().name()).stream())
                .toList();
    }

    /** The calls that may have built the service that is called: those that the receiver comes from, else all of its type. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> builders(Procedure procedure, CallMeaning meaning) {
        Expression receiver = meaning.call().receiver();
        if (receiver == null) {
            return List.of();
        }
        List<Map.Entry<Procedure, Instruction.Invoke>> own = settings.built(procedure, receiver).stream()
                .filter(site ->
                        calls.services().built(site.getKey(), site.getValue()).isPresent())
                .toList();
        return own.isEmpty() ? calls.services().builders(meaning.call().target().owner()) : own;
    }

    /** What the loop inside a library may run each turn. */
    public List<Run> tools(Procedure procedure, CallMeaning meaning) {
        Run question = new Run(procedure, meaning);
        List<Run> answer = tools.get(question);
        if (answer == null) {
            answer = findTools(procedure, meaning);
            tools.put(question, answer);
        }
        return answer;
    }

    /** What the library runs once for each call, beside the request and the loop round it. */
    public List<Run> beside(Procedure procedure, CallMeaning meaning, ModelCall request) {
        Set<Run> found = new LinkedHashSet<>();
        for (String setting : request.beside()) {
            for (Settings.Made made : settings.find(configured(procedure, meaning), setting)) {
                made.values().forEach(value -> found.addAll(within(made.procedure(), value)));
            }
        }
        return List.copyOf(found);
    }

    /** What running the value and everything that it was built of runs. */
    private List<Run> within(Procedure procedure, Expression value) {
        Set<Run> found = new LinkedHashSet<>();
        for (Origin origin : origins.of(procedure, value, Origins.Depth.CONTENTS)) {
            if (origin.expression() instanceof Expression.Result) {
                addLibrary(origin, typeOf(origin), found);
            } else {
                collect(origin, new LinkedHashSet<>(), found);
            }
        }
        return List.copyOf(found);
    }

    private List<Run> findTools(Procedure procedure, CallMeaning meaning) {
        List<Origin> configured = configured(procedure, meaning);
        Set<Run> found = new LinkedHashSet<>();
        settings.find(configured, TOOLS).forEach(made -> found.addAll(given(made)));
        settings.find(configured, "tool-methods").forEach(made -> found.addAll(named(made)));
        return List.copyOf(found);
    }

    /** Whether the library is told to leave the running of tools to the program, wherever the program says so. */
    public boolean isLoopOff(List<Origin> configured) {
        List<Settings.Made> tools = settings.find(configured, TOOLS);
        return Stream.of(false, true).anyMatch(off -> {
            List<Settings.Made> switches = settings.findWithoutTools(configured, off ? "loop-off" : "loop");
            return isAlways(switches, off) && !settingPaths.maySkip(switches, tools);
        });
    }

    private boolean isAlways(List<Settings.Made> makings, boolean expected) {
        return !makings.isEmpty()
                && makings.stream()
                        .allMatch(made -> made.fixed().equals(Boolean.toString(expected))
                                || !made.values().isEmpty()
                                        && made.values().stream().allMatch(value -> isAlways(made, value, expected)));
    }

    private boolean isAlways(Settings.Made made, Expression value, boolean expected) {
        return origins.of(made.procedure(), value, Origins.Depth.VALUE).stream()
                .allMatch(origin -> origin.expression() instanceof Expression.Constant constant
                        && Boolean.valueOf(expected).equals(constant.value()));
    }

    /** Whether the model may be offered any tool: where the library finds them by itself, the program must have some. */
    public boolean offersTools(List<Origin> configured) {
        return settings.find(configured, TOOLS).stream()
                .anyMatch(made -> !made.fixed().equals(AUTOMATIC)
                        || !made.values().isEmpty()
                        || !allTools(made).isEmpty());
    }

    /** The tools that one making of the setting gives, those whose code or row is known. */
    public List<Run> given(Settings.Made made) {
        Set<Run> found = new LinkedHashSet<>();
        if (made.fixed().equals(AUTOMATIC)) {
            found.addAll(allTools(made));
        }
        made.values().forEach(value -> found.addAll(of(made.procedure(), value)));
        return List.copyOf(found);
    }

    /** Whether a value is a single object, and neither a collection nor of a type that does not tell. */
    public boolean isOne(Procedure procedure, Expression value) {
        return origins.of(procedure, value, Origins.Depth.VALUE).stream()
                .map(this::typeOf)
                .noneMatch(type -> type.isEmpty()
                        || type.equals("java.lang.Object")
                        || type.endsWith("[]")
                        || MANY.stream().anyMatch(many -> program.typing().isSubtype(type, many)));
    }

    private List<Run> allTools(Settings.Made made) {
        return program.procedures().stream()
                .filter(procedure -> !procedure.isLambda() && isTool(procedure.method()))
                .map(procedure -> new Run(made.procedure(), codeCall(made.call(), List.of(procedure))))
                .toList();
    }

    /** Methods that are named beside the class or object that has them. */
    public List<Run> named(Settings.Made made) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> types = new LinkedHashSet<>();
        for (Expression value : made.values()) {
            for (Origin origin : origins.of(made.procedure(), value, Origins.Depth.CONTENTS)) {
                if (origin.expression() instanceof Expression.Constant constant
                        && constant.value() instanceof String name) {
                    names.add(name);
                } else if (origin.expression() instanceof Expression.ClassLiteral literal) {
                    types.add(literal.type());
                } else {
                    types.add(typeOf(origin));
                }
            }
        }
        List<Run> found = new ArrayList<>();
        for (String type : types) {
            for (String name : names) {
                List<Procedure> code = procedures(program.declared(type, name));
                if (!code.isEmpty()) {
                    found.add(new Run(made.procedure(), codeCall(made.call(), code)));
                }
            }
        }
        return found;
    }

    /** What the receiver's builder was given to run, where the call makes the library run it. */
    public List<Part> parts(Procedure procedure, CallMeaning meaning) {
        List<Part> found = new ArrayList<>();
        Expression receiver = meaning.call().receiver();
        if (receiver == null) {
            return found;
        }
        Set<Map.Entry<Procedure, Instruction.Invoke>> sites = new LinkedHashSet<>(settings.built(procedure, receiver));
        if (meaning.service()) {
            builders(procedure, meaning)
                    .forEach(builder -> sites.addAll(
                            settings.built(builder.getKey(), origins.chain(builder.getKey(), builder.getValue()))));
            annotated(procedure, meaning)
                    .forEach(site ->
                            sites.addAll(settings.built(site.getKey(), origins.chain(site.getKey(), site.getValue()))));
        }
        List.copyOf(sites).forEach(site -> sites.removeAll(ranBefore(site.getKey(), site.getValue())));
        for (Map.Entry<Procedure, Instruction.Invoke> site : sites) {
            part(site.getKey(), calls.of(site.getKey(), site.getValue())).ifPresent(found::add);
        }
        return found;
    }

    /** What the call made its receiver run, so that what consumes its result does not run it again. */
    private List<Map.Entry<Procedure, Instruction.Invoke>> ranBefore(Procedure procedure, Instruction.Invoke call) {
        return call.receiver() != null && isWalk(calls.of(procedure, call))
                ? settings.built(procedure, call.receiver())
                : List.of();
    }

    /** What the call hands over to be run later. */
    public Optional<Part> part(Procedure procedure, CallMeaning meaning) {
        Runs runs = meaning.row() == null ? null : meaning.row().runs();
        if (runs == null || !isHandOver(meaning)) {
            return Optional.empty();
        }
        List<Operand> operands = runs.functions().isEmpty() ? List.of(Operand.ARGUMENTS) : runs.functions();
        Set<Run> each = new LinkedHashSet<>();
        for (Operand operand : operands) {
            for (Expression value : Settings.operands(meaning.call(), operand)) {
                each.addAll(of(procedure, value));
            }
        }
        return Optional.of(new Part(procedure, meaning, runs, List.copyOf(each)));
    }

    // ---- objects

    /** What running the value, or each element of it, runs. */
    public List<Run> of(Procedure procedure, Expression value) {
        Origin question = new Origin(procedure, value);
        List<Run> answer = known.get(question);
        if (answer == null) {
            Set<Run> found = new LinkedHashSet<>();
            collect(question, new LinkedHashSet<>(), found);
            answer = List.copyOf(found);
            known.put(question, answer);
        }
        return answer;
    }

    private void collect(Origin value, Set<Origin> seen, Set<Run> found) {
        if (value.expression() instanceof Expression.Result result && addNamedTypes(value, result, found)) {
            return;
        }
        for (Origin origin : origins.of(value.procedure(), value.expression(), Origins.Depth.VALUE)) {
            if (!seen.add(origin)) {
                continue;
            }
            if (origin.expression() instanceof Expression.Lambda lambda) {
                Procedure code = calls.lambda(origin.procedure(), lambda);
                found.add(new Run(origin.procedure(), codeCall(at(origin), List.of(code))));
            } else if (origin.expression() instanceof Expression.NewArray array) {
                array.elements().forEach(element -> collect(new Origin(origin.procedure(), element), seen, found));
            } else if (origin.expression() instanceof Expression.ClassLiteral literal) {
                addTyped(origin, literal.type(), seen, found);
            } else if (origin.expression() instanceof Expression.Result result) {
                addResult(origin, origins.call(origin.procedure(), result.call()), seen, found);
            } else {
                addTyped(origin, typeOf(origin), seen, found);
            }
        }
    }

    /** A method of the sources that is told by class literals what to make: {@code bean(Planner.class)}. */
    private boolean addNamedTypes(Origin value, Expression.Result result, Set<Run> found) {
        Instruction.Invoke call = origins.call(value.procedure(), result.call());
        if (program.dispatch(call.target()).isEmpty() || call.target().name().equals("<init>")) {
            return false;
        }
        int before = found.size();
        for (Expression argument : call.arguments()) {
            if (argument instanceof Expression.ClassLiteral literal) {
                addTyped(new Origin(value.procedure(), argument), literal.type(), new LinkedHashSet<>(), found);
            }
        }
        return found.size() > before;
    }

    private void addResult(Origin origin, Instruction.Invoke call, Set<Origin> seen, Set<Run> found) {
        String type = call.target().name().equals("<init>")
                ? call.target().owner()
                : Types.erasure(call.target().returnType());
        if (!program.dispatch(call.target()).isEmpty()) {
            addTyped(origin, type, seen, found);
            return;
        }
        CallMeaning meaning = calls.of(origin.procedure(), call);
        Optional<Run> service = service(origin);
        if (service.isPresent()) {
            found.add(service.get());
            return;
        }
        if (addLibrary(origin, type, found) || request(meaning) != null) {
            return;
        }
        origins.holder(origin.procedure(), call)
                .ifPresent(holder -> origins.contents(origin.procedure(), holder)
                        .forEach(content -> collect(content.value(), seen, found)));
        if (meaning.row() != null && meaning.row().context() == ContextOperation.SIZE) {
            return;
        }
        if (call.receiver() != null) {
            collect(new Origin(origin.procedure(), call.receiver()), seen, found);
        }
        call.arguments().forEach(argument -> collect(new Origin(origin.procedure(), argument), seen, found));
    }

    /** A service that a library made of an interface. */
    private Optional<Run> service(Origin value) {
        for (Map.Entry<Procedure, Instruction.Invoke> site : settings.built(value.procedure(), value.expression())) {
            Optional<MethodRow> row = calls.services().built(site.getKey(), site.getValue());
            if (row.isPresent()) {
                return Optional.of(new Run(value.procedure(), libraryCall(value, "", "", row.get(), true)));
            }
        }
        return Optional.empty();
    }

    private void addTyped(Origin value, String type, Set<Origin> seen, Set<Run> found) {
        if (type.isEmpty()) {
            return;
        }
        Optional<MethodRow> service = calls.services().row(type);
        if (service.isPresent()) {
            found.add(new Run(value.procedure(), libraryCall(value, type, "", service.get(), true)));
            return;
        }
        if (program.type(type).isPresent()) {
            List<Procedure> code = codeOf(type);
            if (!code.isEmpty()) {
                found.add(new Run(value.procedure(), codeCall(at(value), code)));
            }
            return;
        }
        List<Procedure> makers = runMethod(type).isEmpty() ? List.of() : settings.providers(type);
        if (makers.isEmpty()) {
            addLibrary(value, type, found);
        }
        for (Procedure maker : makers) {
            origins.returned(maker).forEach(returned -> collect(returned, seen, found));
        }
    }

    /** An object of a library's type: the row of the method that is called on it is what a run costs. */
    private boolean addLibrary(Origin value, String type, Set<Run> found) {
        Optional<String> run = runMethod(type);
        if (run.isEmpty()) {
            return false;
        }
        List<String> owners = hierarchy(type);
        for (int arity = 0; arity <= MOST_ARGUMENTS; arity++) {
            MethodRow row = catalog.method(owners, run.get(), arity).orElse(null);
            if (row != null && (row.modelCall() != null || row.toolCall() || row.terminal() || isRun(row.graph()))) {
                found.add(new Run(value.procedure(), libraryCall(value, type, run.get(), row, false)));
                return true;
            }
        }
        return false;
    }

    private static boolean isRun(@Nullable GraphPart part) {
        return part != null && part.part() == GraphPart.Part.RUN;
    }

    private Optional<String> runMethod(String type) {
        return hierarchy(type).stream()
                .map(catalog::type)
                .flatMap(Optional::stream)
                .map(TypeRow::run)
                .filter(run -> !run.isEmpty())
                .findFirst();
    }

    private List<String> hierarchy(String type) {
        List<String> owners =
                program.typing().hierarchy(type).stream().map(Types::erasure).toList();
        return owners.isEmpty() ? List.of(type) : owners;
    }

    /** Methods of the sources that a library runs on an object of the type. */
    private List<Procedure> codeOf(String type) {
        Set<Procedure> code = new LinkedHashSet<>();
        for (String subtype : Stream.concat(Stream.of(Types.erasure(type)), program.subtypes(type).stream())
                .distinct()
                .toList()) {
            List<String> line = hierarchy(subtype);
            for (String owner : line) {
                program.type(owner)
                        .ifPresent(declaration -> code.addAll(procedures(declaration.methods().stream()
                                .filter(this::isTool)
                                .toList())));
            }
            runNames(line).forEach(name -> code.addAll(nearest(line, name)));
        }
        return List.copyOf(code);
    }

    /** The names of the methods that a library calls: those that the catalogue tells, else the one that is left to implement. */
    private Set<String> runNames(List<String> line) {
        Set<String> names = new LinkedHashSet<>();
        for (String owner : line) {
            if (program.type(owner).isEmpty()) {
                String run = catalog.type(owner).map(TypeRow::run).orElse("");
                if (!run.isEmpty()) {
                    names.add(run);
                } else if (!owner.equals("java.lang.Object")) {
                    program.typing().functionalMethod(owner).ifPresent(method -> names.add(method.name()));
                }
            }
        }
        return names;
    }

    private List<Procedure> nearest(List<String> line, String name) {
        for (String owner : line) {
            List<Procedure> declared = procedures(program.declared(owner, name));
            if (!declared.isEmpty()) {
                return declared;
            }
        }
        return List.of();
    }

    private List<Procedure> procedures(List<MethodDeclaration> methods) {
        return methods.stream()
                .map(method -> program.procedure(method.key()))
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean isTool(MethodDeclaration method) {
        return method.annotations().stream()
                .map(annotation -> catalog.type(annotation.type()))
                .flatMap(Optional::stream)
                .anyMatch(row -> row.marks() == TypeRow.Mark.TOOL);
    }

    private String typeOf(Origin value) {
        if (value.expression() instanceof Expression.Local local) {
            for (Procedure at = value.procedure(); at != null; at = at.parent()) {
                String type = at.body().localTypes().getOrDefault(local.name(), "");
                if (!type.isEmpty()) {
                    return Types.erasure(type);
                }
            }
        } else if (value.expression() instanceof Expression.Field field) {
            return program.declaration(field)
                    .map(FieldDeclaration::type)
                    .map(Types::erasure)
                    .orElse("");
        } else if (value.expression() instanceof Expression.This) {
            return value.procedure().method().owner();
        } else if (value.expression() instanceof Expression.Result result) {
            CallTarget target = origins.call(value.procedure(), result.call()).target();
            return target.name().equals("<init>") ? target.owner() : Types.erasure(target.returnType());
        }
        return "";
    }

    // ---- the calls that the library makes

    private Instruction.Invoke at(Origin value) {
        if (value.expression() instanceof Expression.Result result) {
            return origins.call(value.procedure(), result.call());
        }
        return invoke(value, "", "", value.procedure().location().line(), 0);
    }

    private static Instruction.Invoke invoke(Origin value, String owner, String name, int line, int column) {
        CallTarget target = new CallTarget(owner, name, 0, List.of(), "", false, false, CallTarget.Resolution.CATALOG);
        return new Instruction.Invoke(-1, target, value.expression(), List.of(), line, column);
    }

    /** A whole graph of the library's own. */
    Run agent(Procedure procedure, Instruction.Invoke call, GraphPart part) {
        Origin value = new Origin(procedure, new Expression.Result(call.id()));
        MethodRow row = Services.asRow(new Service(null, part.modelCall(), false, List.of()), null, "", "");
        return new Run(
                procedure,
                libraryCall(value, call.target().owner(), call.target().name(), row, false));
    }

    private static CallMeaning codeCall(Instruction.Invoke at, List<Procedure> code) {
        return new CallMeaning(at, null, code, List.of(), -1, false);
    }

    /** A call of the service that a builder or an annotation makes, as if it were the only one; the annotations of all its methods count. */
    public Run service(Procedure procedure, Instruction.Invoke builder) {
        Origin value = new Origin(procedure, origins.chain(procedure, builder));
        MethodRow row = calls.services().built(procedure, builder).orElseThrow();
        String annotated =
                procedure.method().isAnnotations() ? procedure.method().owner() : "";
        return new Run(procedure, libraryCall(value, annotated, "", row, true));
    }

    private CallMeaning libraryCall(Origin value, String owner, String name, MethodRow row, boolean service) {
        Instruction.Invoke at = at(value);
        return new CallMeaning(
                invoke(value, owner, name, at.line(), at.column()), row, List.of(), List.of(), -1, service);
    }
}
