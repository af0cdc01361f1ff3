package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values derive from a model's answer, and which of them are the tool calls that it asks for. Flow-insensitive, over
 * the whole program, to a fixpoint: a procedure is looked at again when a place changes that it has read.
 */
final class Answers {

    /** Derives from an answer. */
    static final int ANSWER = 1;

    /** Derives from a tool call that an answer asks for. */
    static final int TOOL_REQUEST = 2;

    /** How far back {@link #isToolCalls} looks. */
    private static final int DEPTH = 6;

    private static final Set<String> TEXTS = Set.of(
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.io.StringWriter",
            "java.io.ByteArrayOutputStream");

    private final Calls calls;
    private final Origins origins;
    private final Catalog catalog;
    private final Requests requests;
    private final Map<Place, Integer> places = new HashMap<>();

    /** The bits of calls, as long as nothing has changed: each call of a fluent chain asks for all before it. */
    private final Map<Instruction.Invoke, Integer> known = new IdentityHashMap<>();

    /** Which procedures have read a place; each at least once. */
    private final Map<Place, List<Procedure>> readers = new HashMap<>();

    private final Set<Procedure> waiting = new LinkedHashSet<>();
    private @Nullable Procedure reader;

    /**
     * What holds a value: a local of a method, a field of a type, what a procedure returns. The object of a type is a place as a whole, too:
     * it holds an answer where one of its fields holds a part of one.
     *
     * @param home the procedure, or the name of the type
     */
    private record Place(Object home, String name) {

        private static final String RESULT = "#result";
        private static final String OBJECT = "#object";

        static Place of(Procedure procedure, Expression.Local local) {
            return new Place(procedure.root(), local.name());
        }

        static Place of(Expression.Field field) {
            return new Place(field.owner(), field.name());
        }

        static Place result(Procedure procedure) {
            return new Place(procedure, RESULT);
        }

        static Place object(String type) {
            return new Place(Types.erasure(type), OBJECT);
        }

        /** Made anew for each question: the names' own hashes are kept with them. */
        @Override
        public int hashCode() {
            return home.hashCode() * 31 + name.hashCode();
        }
    }

    Answers(Program program, Calls calls, Origins origins, Catalog catalog, Requests requests) {
        this.calls = calls;
        this.origins = origins;
        this.catalog = catalog;
        this.requests = requests;
        waiting.addAll(program.procedures());
        while (!waiting.isEmpty()) {
            List<Procedure> round = List.copyOf(waiting);
            waiting.clear();
            for (Procedure procedure : round) {
                reader = procedure;
                known.clear();
                propagate(procedure);
            }
        }
        reader = null;
        readers.clear();
    }

    private int at(Place place) {
        if (reader != null) {
            List<Procedure> known = readers.computeIfAbsent(place, key -> new ArrayList<>(2));
            if (known.isEmpty() || known.get(known.size() - 1) != reader) {
                known.add(reader);
            }
        }
        return places.getOrDefault(place, 0);
    }

    private void mark(Place place, int bits) {
        if (bits != 0) {
            int old = places.getOrDefault(place, 0);
            if ((old | bits) != old) {
                places.put(place, old | bits);
                known.clear();
                waiting.addAll(readers.getOrDefault(place, List.of()));
            }
        }
    }

    private void propagate(Procedure procedure) {
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign) {
                    int bits = of(procedure, assign.value());
                    if (assign.target() instanceof Expression.Local local) {
                        mark(Place.of(procedure, local), bits);
                    } else if (assign.target() instanceof Expression.Field field) {
                        mark(Place.of(field), bits);
                        mark(Place.object(field.owner()), bits);
                    }
                } else if (instruction instanceof Instruction.Invoke call) {
                    handOver(procedure, call);
                    complete(procedure, call);
                    compare(procedure, call);
                }
            }
            if (block.terminator() instanceof Terminator.Return end && end.value() != null) {
                mark(Place.result(procedure), of(procedure, end.value()));
            } else if (block.terminator() instanceof Terminator.Switch choice
                    && choice.labels().stream().anyMatch(this::namesToolRequests)) {
                markPart(procedure, choice.selector());
            }
        }
    }

    private void handOver(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        for (Procedure target : meaning.targets()) {
            int count =
                    Math.min(target.body().parameters().size(), call.arguments().size());
            for (int i = 0; i < count; i++) {
                mark(
                        new Place(target.root(), target.body().parameters().get(i)),
                        of(procedure, call.arguments().get(i)));
            }
        }
        int handed = origins.handedToFunctions(call)
                .map(value -> of(procedure, value))
                .orElse(0);
        if (meaning.row() != null && meaning.row().modelCall() != null) {
            handed |= ANSWER;
        }
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            for (Procedure lambda : function.procedures()) {
                for (String parameter : lambda.body().parameters()) {
                    mark(new Place(lambda.root(), parameter), handed);
                }
            }
        }
    }

    /**
     * {@code future.complete(answer)}: what it holds from then on is what waits for it gets; {@code text.append(line)}: an answer that is
     * read line by line.
     */
    private void complete(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        if (row == null || call.receiver() == null) {
            return;
        }
        String owner = call.target().owner();
        boolean completes = row.context() == ContextOperation.REPLACE && owner.startsWith("java.util.concurrent.");
        boolean reads = row.context() == ContextOperation.APPEND && TEXTS.contains(owner);
        if (!completes && !reads) {
            return;
        }
        int given = 0;
        for (Expression argument : call.arguments()) {
            given |= of(procedure, argument);
        }
        int bits = completes ? given : given & ANSWER;
        if (bits != 0) {
            origins.root(procedure, call.receiver()).ifPresent(holder -> markHolder(procedure, holder, bits));
        }
    }

    private void markHolder(Procedure procedure, Expression holder, int bits) {
        if (holder instanceof Expression.Local local) {
            mark(Place.of(origins.declaring(procedure, local), local), bits);
        } else if (holder instanceof Expression.Field field) {
            mark(Place.of(field), bits);
        }
    }

    /** {@code "tool_use".equals(part.type())}: a part of an answer whose kind is compared with a tool call's may be one. */
    private void compare(Procedure procedure, Instruction.Invoke call) {
        if (call.receiver() == null
                || call.arguments().size() != 1
                || !call.target().name().startsWith("equals")) {
            return;
        }
        Expression argument = call.arguments().get(0);
        if (namesToolRequests(call.receiver())) {
            markPart(procedure, argument);
        } else if (namesToolRequests(argument)) {
            markPart(procedure, call.receiver());
        }
    }

    private void markPart(Procedure procedure, Expression tested) {
        if (isAnswer(procedure, tested)) {
            markPart(procedure, tested, DEPTH);
        }
    }

    private void markPart(Procedure procedure, Expression tested, int depth) {
        if (depth == 0) {
            return;
        }
        if (tested instanceof Expression.Field field && field.receiver() != null) {
            markPart(procedure, field.receiver(), depth - 1);
        } else if (tested instanceof Expression.Result result) {
            Expression receiver = origins.call(procedure, result.call()).receiver();
            if (receiver != null) {
                markPart(procedure, receiver, depth - 1);
            }
        } else if (tested instanceof Expression.Local local) {
            if (isElement(procedure, local)) {
                mark(Place.of(procedure, local), TOOL_REQUEST);
            } else {
                origins.only(procedure, local).ifPresent(value -> markPart(procedure, value, depth - 1));
            }
        }
    }

    /** What a loop or a lambda takes from a collection, and not the whole answer. */
    private boolean isElement(Procedure procedure, Expression.Local local) {
        return procedure.isLambda() && procedure.body().parameters().contains(local.name())
                || origins.assigned(procedure, local).stream()
                        .map(Origin::expression)
                        .anyMatch(value -> value instanceof Expression.Next || value instanceof Expression.Element);
    }

    /** The bits of a value. */
    int of(Procedure procedure, Expression expression) {
        if (expression instanceof Expression.Local local) {
            String type = Types.erasure(procedure.body().localTypes().getOrDefault(local.name(), ""));
            return at(Place.of(procedure, local)) | ofType(type);
        } else if (expression instanceof Expression.Field field) {
            return at(Place.of(field))
                    | (field.receiver() == null ? 0 : of(procedure, field.receiver()))
                    | ofPart(field.owner(), field.name());
        } else if (expression instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            Integer bits = known.get(call);
            if (bits == null) {
                bits = ofCall(procedure, call);
                known.put(call, bits);
            }
            return bits;
        } else if (expression instanceof Expression.Binary binary) {
            return of(procedure, binary.left()) | of(procedure, binary.right());
        } else if (expression instanceof Expression.Not not) {
            return of(procedure, not.operand());
        } else if (expression instanceof Expression.Cast cast) {
            return of(procedure, cast.value());
        } else if (expression instanceof Expression.Choice choice) {
            return of(procedure, choice.test()) | of(procedure, choice.then()) | of(procedure, choice.otherwise());
        } else if (expression instanceof Expression.Next next) {
            return of(procedure, next.cursor());
        } else if (expression instanceof Expression.HasNext next) {
            return of(procedure, next.cursor());
        } else if (expression instanceof Expression.Cursor cursor) {
            return of(procedure, cursor.collection());
        } else if (expression instanceof Expression.Element element) {
            return of(procedure, element.array());
        } else if (expression instanceof Expression.InstanceOf test) {
            return of(procedure, test.value());
        } else if (expression instanceof Expression.Length length) {
            return of(procedure, length.array());
        }
        return 0;
    }

    private int ofType(String type) {
        TypeRow row = type.isEmpty() ? null : catalog.type(type).orElse(null);
        if (row == null) {
            return 0;
        }
        return switch (row.role()) {
            case ANSWER -> ANSWER;
            case TOOL_REQUEST -> ANSWER | TOOL_REQUEST;
            default -> 0;
        };
    }

    private int ofCall(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        int bits = ofType(Types.erasure(call.target().returnType()));
        if (requests.of(procedure, meaning).isPresent()) {
            return bits | ANSWER;
        }
        if (meaning.row() != null && meaning.row().toolRequests()) {
            return bits | ANSWER | TOOL_REQUEST;
        }
        for (Procedure target : meaning.targets()) {
            bits |= at(Place.result(target));
        }
        int given = call.receiver() == null ? 0 : of(procedure, call.receiver());
        if (meaning.targets().isEmpty()) {
            for (Expression argument : call.arguments()) {
                given |= of(procedure, argument);
            }
            bits |= given;
        } else if (program(meaning)) {
            bits |= given & (ANSWER | TOOL_REQUEST);
        }
        if ((bits | given) != 0 && namesToolRequests(call)) {
            bits |= ANSWER | TOOL_REQUEST;
        }
        return bits | ofPart(call.target().owner(), call.target().name());
    }

    /** What a type made after an answer's form calls its tool calls is so, however they came into it. */
    private int ofPart(String owner, String name) {
        return catalog.vocabulary().namesToolRequests(name) && at(Place.object(owner)) != 0 ? ANSWER | TOOL_REQUEST : 0;
    }

    /** An accessor of the project's own answer type: its result is part of its receiver. */
    private static boolean program(CallMeaning meaning) {
        return meaning.call().arguments().isEmpty();
    }

    private boolean namesToolRequests(Instruction.Invoke call) {
        if (catalog.vocabulary().namesToolRequests(call.target().name())) {
            return true;
        }
        return call.arguments().stream().anyMatch(this::namesToolRequests);
    }

    private boolean namesToolRequests(Expression name) {
        return name instanceof Expression.Constant constant
                && constant.value() instanceof String text
                && catalog.vocabulary().namesToolRequests(text);
    }

    /** Whether a value derives from an answer. */
    boolean isAnswer(Procedure procedure, Expression expression) {
        return (of(procedure, expression) & ANSWER) != 0;
    }

    /** Whether a value derives from a tool call that an answer asks for. */
    boolean isToolRequest(Procedure procedure, Expression expression) {
        return (of(procedure, expression) & TOOL_REQUEST) != 0;
    }

    /** Whether a value is the collection of all tool calls that one answer asks for, and not a part of one of them. */
    boolean isToolCalls(Procedure procedure, Expression expression) {
        return isToolRequest(procedure, expression) && isToolCalls(procedure, expression, DEPTH);
    }

    /** Whether a value is what a library's answer is made of, tool calls among it. */
    boolean isParts(Procedure procedure, Expression expression) {
        if (expression instanceof Expression.Local local) {
            return origins.only(procedure, local)
                    .filter(value -> !(value instanceof Expression.Local))
                    .filter(value -> isParts(procedure, value))
                    .isPresent();
        }
        if (!(expression instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        MethodRow row = calls.of(procedure, call).row();
        return row != null
                && row.context() == ContextOperation.READ
                && (ofType(Types.erasure(call.target().owner())) & ANSWER) != 0;
    }

    private boolean isToolCalls(Procedure procedure, Expression expression, int depth) {
        if (depth == 0) {
            return false;
        } else if (expression instanceof Expression.Cast cast) {
            return isToolCalls(procedure, cast.value(), depth);
        } else if (expression instanceof Expression.Cursor cursor) {
            return isToolCalls(procedure, cursor.collection(), depth);
        } else if (expression instanceof Expression.Local local) {
            return allToolCalls(origins.assigned(procedure, local), depth - 1);
        } else if (expression instanceof Expression.Field field) {
            return catalog.vocabulary().namesToolRequests(field.name());
        }
        return expression instanceof Expression.Result result
                && isToolCalls(procedure, calls.of(procedure, origins.call(procedure, result.call())), depth);
    }

    private boolean isToolCalls(Procedure procedure, CallMeaning meaning, int depth) {
        Instruction.Invoke call = meaning.call();
        if (meaning.row() != null && meaning.row().toolRequests() || namesToolRequests(call)) {
            return true;
        }
        if (!meaning.targets().isEmpty()) {
            return meaning.targets().stream().allMatch(target -> allToolCalls(origins.returned(target), depth - 1));
        }
        return call.receiver() != null
                && call.target().owner().equals("java.util.Optional")
                && isToolCalls(procedure, call.receiver(), depth - 1);
    }

    private boolean allToolCalls(List<Origin> values, int depth) {
        return !values.isEmpty()
                && values.stream().allMatch(value -> isToolCalls(value.procedure(), value.expression(), depth));
    }
}
