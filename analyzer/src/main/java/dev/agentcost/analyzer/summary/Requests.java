package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.callgraph.Rows;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.Endpoints;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which calls are requests to a model: by the catalogue, or by the address and body of an HTTP request. */
final class Requests {

    /** Of how many texts an address is made, at most. */
    private static final int PARTS = 32;

    private static final ModelCall HTTP =
            new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.RECEIVER, Operand.ARGUMENTS), 1, null);

    private final Program program;
    private final Rows rows;
    private final Origins origins;
    private final Catalog catalog;
    private final Endpoints endpoints;
    private final DeclaredRequests declared;
    private final Map<String, Set<String>> textsByType = new HashMap<>();
    private final Map<Instruction.Invoke, Boolean> toModel = new IdentityHashMap<>();

    Requests(Program program, Rows rows, Origins origins, Catalog catalog) {
        this.program = program;
        this.rows = rows;
        this.catalog = catalog;
        this.origins = origins;
        this.endpoints = catalog.endpoints();
        this.declared = new DeclaredRequests(program, catalog);
        for (Procedure procedure : program.procedures()) {
            Set<String> texts = textsByType.computeIfAbsent(outermost(procedure), key -> new HashSet<>());
            for (Block block : procedure.body().blocks()) {
                block.instructions().forEach(instruction -> collect(instruction, texts));
            }
        }
    }

    private String outermost(Procedure procedure) {
        return procedure.method().location().file();
    }

    private static void collect(Instruction instruction, Set<String> texts) {
        if (instruction instanceof Instruction.Invoke call) {
            call.arguments().forEach(argument -> collect(argument, texts));
        } else if (instruction instanceof Instruction.Assign assign) {
            collect(assign.value(), texts);
        }
    }

    private static void collect(Expression expression, Set<String> texts) {
        if (expression instanceof Expression.Constant constant && constant.value() instanceof String text) {
            texts.add(text);
        } else if (expression instanceof Expression.Binary binary) {
            collect(binary.left(), texts);
            collect(binary.right(), texts);
        }
    }

    /** The request that the call makes to a model, if it makes one. */
    Optional<ModelCall> of(Procedure procedure, CallMeaning meaning) {
        if (meaning.row() == null) {
            return declared.goesToModel(meaning.call().target()) ? Optional.of(HTTP) : Optional.empty();
        }
        if (meaning.row().modelCall() != null) {
            return Optional.of(meaning.row().modelCall());
        }
        return meaning.row().httpRequest()
                        && toModel.computeIfAbsent(meaning.call(), call -> goesToModel(procedure, call))
                ? Optional.of(HTTP)
                : Optional.empty();
    }

    private boolean goesToModel(Procedure procedure, Instruction.Invoke call) {
        List<Expression> operands = new ArrayList<>(call.arguments());
        if (call.receiver() != null) {
            operands.add(call.receiver());
        }
        Set<String> texts = new HashSet<>();
        Set<CallTarget> made = new LinkedHashSet<>();
        for (Expression operand : operands) {
            boolean complete = origins.isComplete(procedure, operand, Origins.Depth.CONTENTS);
            for (Origin origin : origins.of(procedure, operand, Origins.Depth.CONTENTS)) {
                // where too much of the program flows into a request to tell anything, only what its own file says
                if (!complete && !outermost(origin.procedure()).equals(outermost(procedure))) {
                    continue;
                }
                collect(origin.expression(), texts);
                if (origin.expression() instanceof Expression.Result result) {
                    made.add(origins.call(origin.procedure(), result.call()).target());
                }
            }
            texts.addAll(addresses(procedure, call, operand));
        }
        if (hasNoBody(call, made) || isGivenNoBody(procedure, call, made)) {
            return false;
        }
        if (containsAny(texts, endpoints.urls())) {
            return true;
        }
        if (endpoints.otherKeys().stream().anyMatch(key -> isKey(key, texts))) {
            return false;
        }
        boolean weak = containsAny(texts, endpoints.weakUrls());
        boolean foreign = texts.stream().anyMatch(text -> text.startsWith("http") && text.length() > 12);
        if (weak && hasBodyKeys(texts)) {
            return true;
        }
        return !foreign
                && (hasBodyKeys(texts) || hasBodyKeys(textsByType.getOrDefault(outermost(procedure), Set.of())));
    }

    /** What the calls that give a request its address are given, else the address that is the first to be met on the way back. */
    private Set<String> addresses(Procedure procedure, Instruction.Invoke call, Expression operand) {
        Set<String> found = new HashSet<>(address(procedure, call));
        List<Origin> values = origins.of(procedure, operand, Origins.Depth.CONTENTS);
        for (Origin origin : values) {
            if (origin.expression() instanceof Expression.Result result) {
                Instruction.Invoke made = origins.call(origin.procedure(), result.call());
                // what another request was answered goes into the body of this one
                if (rows.of(made.target()).filter(MethodRow::httpRequest).isEmpty()) {
                    found.addAll(address(origin.procedure(), made));
                }
            }
        }
        if (found.isEmpty()) {
            values.stream()
                    .flatMap(origin -> texts(origin).stream())
                    .filter(text -> text.startsWith("http://") || text.startsWith("https://"))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * The texts that the address may be made of which the call gives a request, as far as the first that tells a server; a path may be
     * joined to what is before it by a slash. Too many texts tell nothing.
     */
    private Set<String> address(Procedure procedure, Instruction.Invoke call) {
        Set<String> found = new LinkedHashSet<>();
        Operand given = rows.of(call.target()).map(MethodRow::httpAddress).orElse(null);
        for (Expression operand : Settings.operands(call, given)) {
            if (!origins.isComplete(procedure, operand, Origins.Depth.CONTENTS)) {
                continue;
            }
            for (Origin origin : origins.of(procedure, operand, Origins.Depth.CONTENTS)) {
                for (String text : texts(origin)) {
                    found.add(text.startsWith("/") || text.startsWith("http") ? text : "/" + text);
                    if (text.startsWith("http://") || text.startsWith("https://")) {
                        return found;
                    }
                }
            }
        }
        return found.size() > PARTS ? Set.of() : found;
    }

    private static Set<String> texts(Origin origin) {
        Set<String> found = new HashSet<>();
        collect(origin.expression(), found);
        return found;
    }

    /** Whether a builder made the request that can be given a body, and was given none. */
    private boolean hasNoBody(Instruction.Invoke call, Set<CallTarget> made) {
        // what is in a local may be given one by a call of its own
        String own = call.receiver() instanceof Expression.Local ? call.target().owner() : "";
        return made.stream().noneMatch(this::givesBody)
                && made.stream().anyMatch(target -> !target.owner().equals(own) && takesBody(target));
    }

    /**
     * Whether a request is an object of a library in a local that only this method sees, and none of the calls on it gives it a body:
     * {@code HttpURLConnection} asks whether a server is there.
     */
    private boolean isGivenNoBody(Procedure procedure, Instruction.Invoke call, Set<CallTarget> made) {
        if (!(call.receiver() instanceof Expression.Local local)
                || !takesBody(call.target())
                || made.stream().anyMatch(this::givesBody)) {
            return false;
        }
        List<Origin> assigned = origins.assigned(procedure, local);
        if (assigned.isEmpty() || !assigned.stream().allMatch(this::isOfLibrary)) {
            return false;
        }
        return program.procedures().stream()
                .filter(code -> code.root() == procedure.root())
                .flatMap(code -> code.body().blocks().stream())
                .flatMap(block -> block.instructions().stream())
                .noneMatch(instruction -> instruction instanceof Instruction.Invoke other
                        && (local.equals(other.receiver()) && givesBody(other.target())
                                || other.arguments().contains(local)
                                        && !program.dispatch(other.target()).isEmpty()));
    }

    private boolean isOfLibrary(Origin value) {
        Expression expression = value.expression() instanceof Expression.Cast cast ? cast.value() : value.expression();
        return expression instanceof Expression.Result result
                && program.dispatch(
                                origins.call(value.procedure(), result.call()).target())
                        .isEmpty();
    }

    private boolean givesBody(CallTarget target) {
        return rows.of(target).filter(MethodRow::httpBody).isPresent();
    }

    private boolean takesBody(CallTarget target) {
        return catalog.type(Types.erasure(target.owner())).stream()
                .anyMatch(type -> type.methods().stream().anyMatch(MethodRow::httpBody));
    }

    private static boolean containsAny(Set<String> texts, List<String> fragments) {
        return texts.stream().anyMatch(text -> fragments.stream().anyMatch(text::contains));
    }

    private boolean hasBodyKeys(Set<String> texts) {
        return endpoints.bodyKeys().stream().anyMatch(keys -> keys.stream().allMatch(key -> isKey(key, texts)));
    }

    private static boolean isKey(String key, Set<String> texts) {
        return texts.stream().anyMatch(text -> text.equals(key) || text.contains('"' + key + '"'));
    }

    /** The program whose requests these are. */
    Program program() {
        return program;
    }
}
