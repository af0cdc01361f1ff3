package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which contexts a value carries. A context is named by the place that holds it, as the method sees it: a local or parameter
 * {@code messages}, a field {@code this.memory}, a field of a local {@code agent.memory}, a static field
 * {@code Type.memory}.
 */
final class Contexts {

    private static final int LONGEST_PATH = 3;

    /** Longer ones than those that a method mentions itself: objects in objects, as callers see them. */
    private static final int LONGEST_FROM_OUTSIDE = 5;

    private static final int ROUNDS = 4;

    /** How many steps back the making of an object is looked for. */
    private static final int MADE_DEPTH = 4;

    /** How many objects in each other are looked into: a request in its builder. */
    private static final int MADE_PARTS = 2;

    /** Their static methods make collections that nobody can change. */
    private static final Set<String> TABLES = Set.of("java.util.List", "java.util.Set", "java.util.Map");

    private record Question(Procedure procedure, Expression expression) {}

    private record Made(Question object, String field) {}

    private final Calls calls;
    private final Origins origins;
    private final Reach reach;
    private final Answers answers;
    private final Aliases aliases;
    private final Slices slices;
    private final TakenElements taken;
    private final Fillings fillings;
    private final Map<Question, Set<ContextId>> known = new HashMap<>();
    // answers of questions that depend on each other: found in rounds, until a round changes none
    private final Map<Question, Set<ContextId>> provisional = new HashMap<>();
    private final Set<Question> asked = new HashSet<>();
    private final Set<Question> handed = new HashSet<>();
    private boolean cut;
    private boolean changed;
    private final Map<Made, Set<ContextId>> made = new HashMap<>();
    private final Set<Made> making = new HashSet<>();
    private final Map<String, Expression> expressions = new HashMap<>();
    private final Typing typing;

    Contexts(Program program, Calls calls, Origins origins, Flows flows, Reach reach, Answers answers) {
        this.typing = program.typing();
        this.calls = calls;
        this.origins = origins;
        this.reach = reach;
        this.answers = answers;
        this.aliases = new Aliases(calls, origins);
        this.slices = new Slices(calls, origins, flows, this::of);
        this.fillings = new Fillings(calls, origins, flows, slices);
        this.taken = new TakenElements(program, calls, origins, this::isNewContent);
    }

    /** The contexts that a value carries, the one that it is itself first. */
    Set<ContextId> of(Procedure procedure, Expression expression) {
        Question question = new Question(procedure, expression);
        Set<ContextId> answer = known.get(question);
        if (answer != null) {
            return answer;
        }
        boolean outermost = asked.isEmpty();
        if (!asked.add(question)) {
            cut = true;
            return provisional.getOrDefault(question, Set.of());
        }
        Set<ContextId> found = find(question);
        if (outermost) {
            for (int round = 1; round < ROUNDS && changed; round++) {
                changed = false;
                asked.clear();
                made.clear();
                asked.add(question);
                found = find(question);
            }
            known.putAll(provisional);
            provisional.clear();
            asked.clear();
            changed = false;
            cut = false;
            made.clear();
        }
        return found;
    }

    private Set<ContextId> find(Question question) {
        boolean before = cut;
        cut = false;
        Set<ContextId> found = new LinkedHashSet<>();
        collect(question.procedure(), question.expression(), found, new LinkedHashSet<>());
        if (cut) {
            changed |= !found.equals(provisional.put(question, found));
        } else {
            known.put(question, found);
        }
        cut |= before;
        return found;
    }

    private void collect(Procedure procedure, Expression expression, Set<ContextId> found, Set<Question> seen) {
        if (seen.size() > 400 || !seen.add(new Question(procedure, expression))) {
            return;
        }
        if (expression instanceof Expression.Local local) {
            collectLocal(procedure, local, found, seen);
        } else if (expression instanceof Expression.Field field) {
            if (field.receiver() instanceof Expression.Local holder && isPart(procedure, holder)) {
                found.addAll(ofElement(procedure, holder, "." + field.name()));
                collect(procedure, holder, found, seen);
                return;
            }
            if (isConstant(procedure, field) || isFixedText(field) || calls.holdsNoText(calls.fieldType(field))) {
                return;
            }
            path(procedure, field).ifPresent(found::add);
            found.addAll(inMade(procedure, field));
            origins.contents(procedure, field).forEach(content -> collectContent(procedure, content, found, seen));
            collectOwn(field, found);
        } else if (expression instanceof Expression.Result result) {
            collectResult(procedure, origins.call(procedure, result.call()), found, seen);
        } else if (expression instanceof Expression.Cast cast) {
            collect(procedure, cast.value(), found, seen);
        } else if (expression instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            collect(procedure, binary.left(), found, seen);
            collect(procedure, binary.right(), found, seen);
        } else if (expression instanceof Expression.Choice choice) {
            if (!slices.isShort(procedure, choice.test(), true, choice.then())) {
                collect(procedure, choice.then(), found, seen);
            }
            if (!slices.isShort(procedure, choice.test(), false, choice.otherwise())) {
                collect(procedure, choice.otherwise(), found, seen);
            }
        } else if (expression instanceof Expression.NewArray array) {
            array.elements().forEach(element -> collect(procedure, element, found, seen));
        } else if (expression instanceof Expression.Lambda lambda) {
            collectFilled(procedure, lambda, found, seen);
        } else if (expression instanceof Expression.Next next) {
            // a context that is copied element by element
            collect(procedure, next.cursor(), found, seen);
        } else if (expression instanceof Expression.Cursor cursor) {
            collect(procedure, cursor.collection(), found, seen);
        } else if (expression instanceof Expression.Element element) {
            collect(procedure, element.array(), found, seen);
        }
    }

    /** {@code this.sent = new ArrayList<>(this.history)}: what an object puts together from what it holds. */
    private void collectOwn(Expression.Field field, Set<ContextId> found) {
        if (!(field.receiver() instanceof Expression.This)) {
            return;
        }
        for (Origin origin : origins.assigned(field)) {
            if (origin.procedure().method().owner().equals(field.owner())
                    && !origin.procedure().method().name().equals("<init>")) {
                of(origin.procedure(), origin.expression()).stream()
                        .filter(Contexts::isOwnState)
                        .forEach(found::add);
            }
        }
    }

    /** Whether a call gives several elements of a context, and no more of them where that holds more. */
    boolean isSlice(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        if (call.target().name().equals("<init>")
                || calls.isImmutable(Types.erasure(call.target().returnType()))
                || meaning.row() != null && meaning.row().context() == ContextOperation.READ) {
            return false;
        }
        return meaning.targets().isEmpty()
                ? slices.isLimited(procedure, call)
                : meaning.targets().stream()
                        .anyMatch(target -> slices.givesLimited(call, target) || givesFilled(target));
    }

    /** Whether a call takes away what stands from the first place to the last: {@code text.delete(0, text.length())}. */
    boolean takesAll(Procedure procedure, Instruction.Invoke call) {
        List<Expression> ends = call.arguments();
        return call.receiver() != null
                && ends.size() == 2
                && ends.get(0).equals(new Expression.Constant(0L))
                && slices.isSizeOf(procedure, ends.get(1), call.receiver());
    }

    /** What a value is cut from, also where a copy or view is made of the part; empty where it is no part. */
    Optional<Expression> cutFrom(Procedure procedure, Expression value) {
        return slices.cutting(procedure, value).map(Instruction.Invoke::receiver);
    }

    /** Whether a method gives a slice, or a list of its own that it has filled with one. */
    private boolean givesFilled(Procedure target) {
        boolean given = origins.returned(target).stream()
                .anyMatch(returned -> isOfSlice(returned.procedure(), returned.expression(), MADE_DEPTH));
        return given
                || origins.returned(target).stream()
                        .filter(returned -> returned.procedure() == target
                                && returned.expression() instanceof Expression.Local
                                && !isPart(target, returned.expression()))
                        .flatMap(returned -> origins.contents(target, returned.expression()).stream())
                        .anyMatch(content -> fillings.isLimited(content)
                                || isOfSlice(
                                        content.value().procedure(),
                                        content.value().expression(),
                                        MADE_DEPTH));
    }

    private boolean isOfSlice(Procedure procedure, Expression value, int depth) {
        if (value instanceof Expression.Local local) {
            return depth > 0
                    && origins.assigned(procedure, local).stream()
                            .anyMatch(one -> isOfSlice(one.procedure(), one.expression(), depth - 1));
        } else if (value instanceof Expression.Next next) {
            return isOfSlice(procedure, next.cursor(), depth);
        } else if (value instanceof Expression.Cursor cursor) {
            return isOfSlice(procedure, cursor.collection(), depth);
        } else if (value instanceof Expression.Choice choice) {
            return isOfSlice(procedure, choice.then(), depth) || isOfSlice(procedure, choice.otherwise(), depth);
        }
        return slices.cutting(procedure, value)
                .filter(call -> slices.isLimited(procedure, call))
                .isPresent();
    }

    /** Whether a value is a part of a context that another place holds, such as one message of a list, or a part of that. */
    boolean isPart(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local) {
            Set<ContextId> carried = of(procedure, local);
            return !carried.isEmpty()
                    && !carried.contains(new ContextId(local.name()))
                    && !aliases.isPlace(procedure, local);
        }
        if (value instanceof Expression.Cast cast) {
            return isPart(procedure, cast.value());
        }
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return call.receiver() != null
                    && (isPart(procedure, call.receiver())
                            || aliases.isElement(procedure, call)
                                    && !of(procedure, call.receiver()).isEmpty());
        }
        return false;
    }

    /**
     * Whether the object that a call is made on is only a part of a context that another place holds, and the next turn's call may be
     * made on another part.
     */
    boolean isCalledOnPart(Procedure caller, Instruction.Invoke call) {
        return call.receiver() != null
                && isPart(caller, call.receiver())
                && !aliases.isSameElement(caller, call.receiver());
    }

    /** Whether a context is held by a field of the object itself. */
    static boolean isOwnState(ContextId context) {
        return context.name().startsWith("this.");
    }

    /**
     * Whether a field is only ever a constant of the sources, or one of a library: a static field that nothing in the sources
     * assigns, such as the one object of a factory. Where the library is not known, its constants stand in capitals.
     */
    private boolean isConstant(Procedure procedure, Expression.Field field) {
        List<Origin> assigned = origins.assigned(field);
        if (!assigned.isEmpty()) {
            return assigned.stream()
                    .allMatch(origin -> origin.expression() instanceof Expression.Constant
                            || field.receiver() == null
                                    && isTable(origin.procedure(), origin.expression(), MADE_DEPTH));
        }
        boolean named = field.name().equals(field.name().toUpperCase(Locale.ROOT))
                && origins.contents(procedure, field).isEmpty();
        return field.receiver() == null && (named || calls.isOfLibrary(field.owner()));
    }

    /** {@code Map.of("roof", List.of("terrace"))}: what the interfaces of the collections make themselves stays as it is. */
    private boolean isTable(Procedure procedure, Expression value, int depth) {
        if (value instanceof Expression.Constant) {
            return true;
        } else if (value instanceof Expression.NewArray array) {
            // the arguments of one of any number
            return array.elements().stream().allMatch(element -> isTable(procedure, element, depth));
        } else if (!(value instanceof Expression.Result) || depth == 0) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, ((Expression.Result) value).call());
        return TABLES.contains(call.target().owner())
                && call.receiver() == null
                && call.arguments().stream().allMatch(argument -> isTable(procedure, argument, depth - 1));
    }

    /** Whether a field holds one text after the other, none of which is made from a context that grows. */
    private boolean isFixedText(Expression.Field field) {
        return calls.isImmutable(Types.erasure(calls.fieldType(field)))
                && origins.assigned(field).stream()
                        .noneMatch(value -> mentions(value.procedure(), value.expression(), field)
                                || !growing(value.procedure(), value.expression())
                                        .isEmpty());
    }

    private void collectLocal(Procedure procedure, Expression.Local local, Set<ContextId> found, Set<Question> seen) {
        for (Procedure at = procedure; at != null; at = at.parent()) {
            if (calls.holdsNoText(at.body().localTypes().getOrDefault(local.name(), ""))) {
                return;
            }
        }
        Set<ContextId> carried = new LinkedHashSet<>();
        List<Origin> assigned = origins.assigned(procedure, local);
        collectElements(procedure, local, carried, seen);
        boolean own = carried.isEmpty() && (assigned.isEmpty() || isParameter(procedure, local));
        for (Origin origin : assigned) {
            if (assigned.size() > 1 && slices.isUsedOnlyShort(local, origin)) {
                own = true;
                continue;
            }
            Set<ContextId> one = new LinkedHashSet<>();
            collect(origin.procedure(), origin.expression(), one, seen);
            boolean fresh = isFresh(origin.procedure(), origin.expression());
            own |= one.isEmpty() || fresh;
            if (fresh) {
                // what was counted when the place was filled
                one.removeIf(context -> isFixed(origin.procedure(), context));
            }
            carried.addAll(one);
        }
        if (own) {
            found.add(new ContextId(local.name()));
        }
        found.addAll(carried);
        collectRecursive(procedure, local, found, seen);
        origins.contents(procedure, local).forEach(content -> collectContent(procedure, content, found, seen));
    }

    /** A parameter carries what the method's own calls of itself hand it. */
    private void collectRecursive(
            Procedure procedure, Expression.Local local, Set<ContextId> found, Set<Question> seen) {
        Procedure root = procedure.root();
        int parameter = root.body().parameters().indexOf(local.name());
        if (parameter < 0) {
            return;
        }
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.callers(root.method())) {
            List<Expression> arguments = site.getValue().arguments();
            if (site.getKey().root() == root && parameter < arguments.size()) {
                collect(site.getKey(), arguments.get(parameter), found, seen);
            }
        }
    }

    /** The parameter of a function that runs for each element of a collection is a part of it. */
    private void collectElements(
            Procedure procedure, Expression.Local local, Set<ContextId> found, Set<Question> seen) {
        for (Procedure at = procedure; at.parent() != null; at = at.parent()) {
            if (!at.body().parameters().contains(local.name())) {
                continue;
            }
            origins.use(at).ifPresent(use -> {
                MethodRow row = calls.of(use.getKey(), use.getValue()).row();
                if (row != null && row.runs() != null) {
                    origins.handedToFunctions(use.getValue())
                            .ifPresent(handed -> collect(use.getKey(), handed, found, seen));
                }
            });
        }
    }

    private void collectContent(
            Procedure procedure, Origins.Content content, Set<ContextId> found, Set<Question> seen) {
        Procedure where = content.value().procedure();
        if (where.method() != procedure.method()
                || content.value().expression() instanceof Expression.Constant
                || fillings.isLimited(content)) {
            return;
        }
        Set<ContextId> inside = new LinkedHashSet<>();
        if (isAppended(where, content)) {
            // what is counted where it is appended, another way may hand over without counting it
            collect(where, content.value().expression(), inside, new LinkedHashSet<>(seen));
            inside.removeIf(context -> isValue(where, context));
        } else {
            collect(where, content.value().expression(), inside, seen);
        }
        found.addAll(inside);
    }

    /** Whether the growth of the place counts what was handed to it. */
    private boolean isAppended(Procedure procedure, Origins.Content content) {
        Instruction.Invoke call = content.call();
        if (call == null || CallEffects.replacesByKey(call) && !isNewPart(procedure, call.receiver())) {
            return false;
        }
        MethodRow row = calls.of(procedure, call).row();
        return row != null && row.context() == ContextOperation.APPEND;
    }

    /** {@code messages.addObject().put("content", text)}: whether a chain begins with a part that was just added to a context. */
    boolean isNewPart(Procedure procedure, @Nullable Expression chain) {
        Expression at = chain;
        while (at instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            MethodRow row = calls.of(procedure, call).row();
            if (row == null) {
                return false;
            }
            if (!row.returnsReceiver()) {
                return row.context() == ContextOperation.APPEND;
            }
            at = call.receiver();
        }
        return false;
    }

    /** Whether a local holds one text or message, which does not change once it is handed over, and grows in no loop. */
    private boolean isValue(Procedure procedure, ContextId context) {
        Expression.Local local = new Expression.Local(context.name());
        String type = procedure.body().localTypes().getOrDefault(local.name(), "");
        return calls.isImmutable(Types.erasure(type))
                && origins.assigned(procedure, local).stream()
                        .noneMatch(value -> mentions(value.procedure(), value.expression(), local))
                && isHandedFixed(procedure.root(), local);
    }

    /** Whether a local holds one text or message, set once or handed over by callers that hold one themselves. */
    private boolean isFixed(Procedure procedure, ContextId context) {
        Expression.Local local = new Expression.Local(context.name());
        return origins.assigned(procedure, local).size() <= 1 && isValue(procedure, context);
    }

    /** Whether no caller hands over what grows there from call to call. */
    private boolean isHandedFixed(Procedure root, Expression.Local local) {
        int parameter = root.body().parameters().indexOf(local.name());
        if (parameter < 0 || !handed.add(new Question(root, local))) {
            return true;
        }
        boolean fixed = origins.callers(root.method()).stream()
                .filter(site -> parameter < site.getValue().arguments().size())
                .allMatch(site -> growing(
                                site.getKey(), site.getValue().arguments().get(parameter))
                        .isEmpty());
        handed.remove(new Question(root, local));
        return fixed;
    }

    private boolean mentions(Procedure procedure, Expression value, Expression local) {
        if (value instanceof Expression.Binary binary) {
            return mentions(procedure, binary.left(), local) || mentions(procedure, binary.right(), local);
        }
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallMeaning meaning = calls.of(procedure, call);
            return (call.arguments().contains(local) || local.equals(call.receiver()) && isJoined(call))
                    && (meaning.targets().stream().anyMatch(this::returnsItsOwn) || isPutTogether(meaning));
        }
        return value.equals(local);
    }

    private static boolean isParameter(Procedure procedure, Expression.Local local) {
        for (Procedure at = procedure; at != null; at = at.parent()) {
            if (at.body().parameters().contains(local.name())) {
                return true;
            }
        }
        return false;
    }

    /** A copy or a concatenation holds what it was made from and is a context of its own. */
    private boolean isFresh(Procedure procedure, Expression value) {
        if (value instanceof Expression.Binary binary) {
            return binary.operator() == Expression.Operator.CONCAT;
        }
        if (!(value instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        CallMeaning meaning = calls.of(procedure, call);
        if (call.target().name().equals("<init>")) {
            return true;
        }
        if (!meaning.targets().isEmpty()) {
            return meaning.targets().stream().anyMatch(this::returnsItsOwn);
        }
        if (call.receiver() != null && isFluent(meaning)) {
            return isFresh(procedure, call.receiver());
        }
        return isPutTogether(meaning)
                || meaning.row() != null
                        && (meaning.row().context() == ContextOperation.COPY
                                || meaning.row().context() == ContextOperation.WINDOW
                                || meaning.row().context() == ContextOperation.CUT);
    }

    /** {@code text.concat(line)}, which is {@code text + line}. */
    static boolean isJoined(Instruction.Invoke call) {
        return call.target().owner().equals("java.lang.String")
                && call.target().name().equals("concat");
    }

    /** {@code String.format("%s: %s", text, line)}: a text that a library puts together from several. */
    private boolean isPutTogether(CallMeaning meaning) {
        Instruction.Invoke call = meaning.call();
        return isJoined(call)
                || meaning.targets().isEmpty()
                        && meaning.row() != null
                        && meaning.row().context() == ContextOperation.CARRY
                        && (call.receiver() == null || call.receiver() instanceof Expression.Constant)
                        && call.arguments().size() > 1
                        && calls.isImmutable(Types.erasure(call.target().returnType()));
    }

    /** Whether an expression makes an object and fills it in one chain: nobody else holds that object yet. */
    boolean isMadeHere(Procedure procedure, Expression value) {
        Expression at = value;
        while (at instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallMeaning meaning = calls.of(procedure, call);
            ContextOperation operation =
                    meaning.row() == null ? null : meaning.row().context();
            if (!meaning.targets().isEmpty()) {
                return false;
            } else if (call.target().name().equals("<init>") || operation == ContextOperation.COPY) {
                return true;
            } else if (operation != ContextOperation.CARRY && !isFluent(meaning)) {
                return false;
            }
            at = call.receiver();
        }
        return false;
    }

    /** The contexts that a value carries which may grow: not those that hold one text, set once or handed over. */
    Set<ContextId> growing(Procedure procedure, Expression value) {
        Set<ContextId> found = new LinkedHashSet<>(of(procedure, value));
        found.removeIf(context -> isFixed(procedure, context));
        return found;
    }

    /** Whether the result holds nothing yet, so that it carries nothing of what made it. */
    private static boolean isEmpty(CallMeaning meaning) {
        Size size = meaning.row() == null ? null : meaning.row().size();
        return size != null && size.isNone();
    }

    private static boolean isFluent(CallMeaning meaning) {
        return meaning.row() != null && meaning.row().returnsReceiver();
    }

    /** Whether a procedure returns a context that it made. */
    private boolean returnsItsOwn(Procedure target) {
        return origins.returned(target).stream()
                .filter(returned -> !(returned.expression() instanceof Expression.Null))
                .anyMatch(returned -> returned.expression() instanceof Expression.Binary
                        || of(target, returned.expression()).stream()
                                .findFirst()
                                .map(context -> isLocal(target, context))
                                .orElse(true));
    }

    /** What a function puts into the object that it is given to fill, the object that it is handed to carries. */
    private void collectFilled(
            Procedure procedure, Expression.Lambda lambda, Set<ContextId> found, Set<Question> seen) {
        Procedure code = calls.lambda(procedure, lambda);
        for (Block block : code.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call) {
                    call.arguments().forEach(argument -> collect(code, argument, found, seen));
                }
            }
        }
    }

    /** Whether a call gives a tool's result or a model's answer: new content, which does not carry what it was made from. */
    private boolean isNewContent(Procedure procedure, Instruction.Invoke call) {
        return !call.target().name().equals("<init>")
                && !goesOn(calls.of(procedure, call))
                && (reach.handlesToolRequest(call)
                        || reach.reachesModel(procedure, call)
                                && answers.isAnswer(procedure, new Expression.Result(call.id())));
    }

    private static boolean goesOn(CallMeaning meaning) {
        return meaning.row() != null
                && meaning.row().toolCall()
                && meaning.row().context() == ContextOperation.CARRY;
    }

    private void collectResult(Procedure procedure, Instruction.Invoke call, Set<ContextId> found, Set<Question> seen) {
        CallMeaning meaning = calls.of(procedure, call);
        if (isNewContent(procedure, call)) {
            return;
        }
        if (!meaning.targets().isEmpty() && !call.target().name().equals("<init>")) {
            for (Procedure target : meaning.targets()) {
                if (slices.givesLimited(call, target)) {
                    continue;
                }
                for (Origin returned : origins.returned(target)) {
                    of(target, returned.expression()).forEach(id -> found.addAll(outside(procedure, call, target, id)));
                    if (isBuilt(target, returned.expression()) && call.receiver() != null) {
                        collect(procedure, call.receiver(), found, seen);
                        call.arguments().forEach(argument -> collect(procedure, argument, found, seen));
                    }
                }
            }
            if (call.receiver() != null
                    && isPart(procedure, call.receiver())
                    && !calls.holdsNoText(call.target().returnType())) {
                // the text of one message of a list is a part of the list
                collect(procedure, call.receiver(), found, seen);
            }
            return;
        }
        ContextOperation operation =
                meaning.row() == null ? ContextOperation.CARRY : meaning.row().context();
        if (meaning.row() != null
                && !goesOn(meaning)
                && (meaning.row().modelCall() != null || meaning.row().toolCall())) {
            return;
        }
        if (!isFluent(meaning)
                && (operation == null || operation == ContextOperation.SIZE || operation == ContextOperation.WINDOW)) {
            return;
        }
        if (isEmpty(meaning) || slices.isLimited(procedure, call)) {
            return;
        }
        Optional<List<Origin>> put = taken.of(procedure, call)
                .or(() -> taken.lookedUp(procedure, call).filter(values -> areFixedElsewhere(procedure, values)));
        if (put.isPresent()) {
            put.get().stream()
                    .filter(value -> value.procedure().method() == procedure.method())
                    .forEach(value -> collect(value.procedure(), value.expression(), found, seen));
            return;
        }
        if (call.receiver() != null && operation != ContextOperation.CONVERT) {
            collect(procedure, call.receiver(), found, seen);
        }
        if (operation != null && (operation != ContextOperation.READ || call.receiver() == null)) {
            call.arguments().forEach(argument -> collect(procedure, argument, found, seen));
        }
    }

    /** Whether what other methods put into a place does not grow there. */
    private boolean areFixedElsewhere(Procedure procedure, List<Origin> values) {
        return values.stream()
                .filter(value -> value.procedure().method() != procedure.method())
                .allMatch(
                        value -> growing(value.procedure(), value.expression()).isEmpty());
    }

    /** A builder of the sources: what is returned is the object itself, or is made from it. */
    private boolean isBuilt(Procedure target, Expression returned) {
        return returned instanceof Expression.This
                || returned instanceof Expression.Result result
                        && origins.call(target, result.call()).target().name().equals("<init>")
                        && origins.call(target, result.call()).arguments().contains(new Expression.This());
    }

    /** The names that the caller has for a context of the called procedure; none where it dies with the call. */
    Set<ContextId> outside(Procedure caller, Instruction.Invoke call, Procedure target, ContextId inside) {
        Set<ContextId> found = new LinkedHashSet<>();
        if (target.isLambda() && target.method() == caller.method()) {
            found.add(inside);
            return found;
        }
        String head = inside.head();
        String rest = inside.name().substring(head.length());
        if (head.equals("this")) {
            if (call.receiver() != null && isPart(caller, call.receiver())) {
                found.addAll(ofElement(caller, call.receiver(), rest));
                found.addAll(of(caller, call.receiver()));
            } else if (call.receiver() != null) {
                Set<ContextId> held = inMade(caller, call.receiver(), rest, MADE_DEPTH);
                Optional<ContextId> path = holder(caller, call.receiver()).flatMap(holder -> extended(holder, rest));
                path.filter(context -> held.isEmpty() || !(call.receiver() instanceof Expression.Result))
                        .ifPresent(found::add);
                found.addAll(held);
            }
            return found;
        }
        int parameter = target.body().parameters().indexOf(head);
        if (parameter >= 0) {
            if (parameter < call.arguments().size()) {
                Expression argument = call.arguments().get(parameter);
                if (rest.isEmpty() || isPart(caller, argument)) {
                    found.addAll(of(caller, argument));
                } else {
                    place(caller, argument)
                            .ifPresent(path -> extended(path, rest).ifPresent(found::add));
                    found.addAll(inMade(caller, argument, rest, MADE_DEPTH));
                }
            }
            return found;
        }
        if (!head.isEmpty() && Character.isUpperCase(head.charAt(0))) {
            found.add(inside);
        }
        return found;
    }

    /** What the one element of a collection holds that each turn finds again, by the name of the collection. */
    private Set<ContextId> ofElement(Procedure procedure, Expression element, String rest) {
        return aliases.isSameElement(procedure, element)
                ? of(procedure, element).stream()
                        .findFirst()
                        .flatMap(holder -> extended(holder.name(), rest))
                        .map(Set::of)
                        .orElse(Set.of())
                : Set.of();
    }

    /** A part of an object: {@code .request.messages} of what {@code builder} holds. */
    private record Part(@Nullable Expression object, String rest) {

        static Part of(Expression value) {
            StringBuilder rest = new StringBuilder();
            Expression at = value;
            while (at instanceof Expression.Field field) {
                rest.insert(0, "." + field.name());
                at = field.receiver();
            }
            return new Part(at, rest.toString());
        }
    }

    /** What was put into the field of an object that the method makes or is given, or into that of an object which such a one holds. */
    private Set<ContextId> inMade(Procedure procedure, Expression.Field field) {
        Part part = Part.of(field);
        Expression object = part.object();
        return object instanceof Expression.Local || object instanceof Expression.Result
                ? inMade(procedure, object, part.rest(), MADE_DEPTH)
                : Set.of();
    }

    /** What was put into a field of an object of the sources when the method, or one that it calls, made it. */
    private Set<ContextId> inMade(Procedure caller, Expression object, String rest, int depth) {
        if (depth == 0 || rest.isEmpty() || rest.chars().filter(c -> c == '.').count() > MADE_PARTS) {
            return Set.of();
        }
        Made question = new Made(new Question(caller, object), rest);
        Set<ContextId> known = made.get(question);
        if (known != null) {
            return known;
        }
        if (!making.add(question)) {
            // an object that is made from itself holds nothing more on this way
            cut = true;
            return Set.of();
        }
        Set<ContextId> found = findInMade(caller, object, rest, depth);
        making.remove(question);
        made.put(question, found);
        return found;
    }

    private Set<ContextId> findInMade(Procedure caller, Expression object, String rest, int depth) {
        Set<ContextId> found = new LinkedHashSet<>();
        if (object instanceof Expression.Cast cast) {
            return inMade(caller, cast.value(), rest, depth - 1);
        } else if (object instanceof Expression.Choice choice) {
            found.addAll(inMade(caller, choice.then(), rest, depth - 1));
            found.addAll(inMade(caller, choice.otherwise(), rest, depth - 1));
        } else if (object instanceof Expression.Local local) {
            for (Origin origin : origins.assigned(caller, local)) {
                found.addAll(inMade(origin.procedure(), origin.expression(), rest, depth - 1));
            }
            for (Origins.Content content : origins.contents(caller, local)) {
                if (content.call() != null && content.value().procedure().method() == caller.method()) {
                    found.addAll(set(content.value().procedure(), content.call(), rest, MADE_DEPTH));
                }
            }
        } else if (object instanceof Expression.Result result) {
            Instruction.Invoke making = origins.call(caller, result.call());
            found.addAll(set(caller, making, rest, MADE_DEPTH));
            for (Procedure target : calls.of(caller, making).targets()) {
                for (Origin value :
                        making.target().name().equals("<init>") ? List.<Origin>of() : origins.returned(target)) {
                    Part part = Part.of(value.expression());
                    if (part.object() instanceof Expression.This && making.receiver() != null) {
                        found.addAll(inMade(caller, making.receiver(), part.rest() + rest, depth - 1));
                    } else {
                        inMade(target, value.expression(), rest, depth - 1)
                                .forEach(context -> found.addAll(outside(caller, making, target, context)));
                    }
                }
            }
        }
        return found;
    }

    /**
     * What a constructor or setter puts into a field of its object, or into the collection there, itself or by the constructor that
     * it calls first.
     */
    private Set<ContextId> set(Procedure caller, Instruction.Invoke call, String rest, int depth) {
        Set<ContextId> found = new LinkedHashSet<>();
        if (depth == 0) {
            return found;
        }
        for (Procedure target : calls.of(caller, call).targets()) {
            for (Instruction.Invoke first : delegations(target)) {
                set(target, first, rest, depth - 1)
                        .forEach(context -> found.addAll(outside(caller, call, target, context)));
            }
            Expression.Field field = own(target.method().owner(), rest);
            if (field == null) {
                continue;
            }
            for (Origin value : origins.assigned(field)) {
                if (value.procedure() == target) {
                    of(target, value.expression())
                            .forEach(context -> found.addAll(outside(caller, call, target, context)));
                }
            }
            for (Origins.Content content : origins.contents(target, field)) {
                if (content.value().procedure().root() == target) {
                    Set<ContextId> inside = new LinkedHashSet<>();
                    collectContent(target, content, inside, new LinkedHashSet<>());
                    inside.forEach(context -> found.addAll(outside(caller, call, target, context)));
                }
            }
        }
        return found;
    }

    /** The field of an object of its type that a path names, or of an object which that holds; null where the types do not tell. */
    private Expression.@Nullable Field own(String type, String rest) {
        String[] parts = rest.substring(1).split("\\.");
        Expression.Field field = new Expression.Field(new Expression.This(), type, parts[0]);
        for (int i = 1; i < parts.length; i++) {
            FieldInfo next = typing.field(calls.fieldType(field), parts[i]).orElse(null);
            if (next == null) {
                return null;
            }
            field = new Expression.Field(field, next.owner(), parts[i]);
        }
        return field;
    }

    /**
     * Whether a call on an object that the expression has just made, {@code request.messages(history).addMessage(question)}, leaves
     * what was put into the object as it was: a collection of the object's own holds a copy.
     */
    boolean isCopiedIn(Procedure caller, Instruction.Invoke call, Procedure target, ContextId inside) {
        if (!isOwnState(inside) || !(call.receiver() instanceof Expression.Result)) {
            return false;
        }
        String rest = inside.name().substring(inside.head().length());
        Expression.Field field =
                new Expression.Field(new Expression.This(), target.method().owner(), rest.substring(1));
        List<Origin> assigned = origins.assigned(field);
        return !assigned.isEmpty()
                && assigned.stream().allMatch(value -> isFresh(value.procedure(), value.expression()))
                && !inMade(caller, call.receiver(), rest, MADE_DEPTH).isEmpty();
    }

    /** The calls {@code this(...)} and {@code super(...)} of a constructor. */
    private static List<Instruction.Invoke> delegations(Procedure constructor) {
        return !constructor.method().name().equals("<init>")
                ? List.of()
                : constructor.body().blocks().stream()
                        .flatMap(block -> block.instructions().stream())
                        .filter(Instruction.Invoke.class::isInstance)
                        .map(Instruction.Invoke.class::cast)
                        .filter(call -> call.receiver() instanceof Expression.This
                                && call.target().name().equals("<init>"))
                        .toList();
    }

    /** The path of the object that a call is made on, also where a getter gives it. */
    private Optional<String> holder(Procedure caller, Expression receiver) {
        return place(caller, receiver)
                .or(() -> of(caller, receiver).stream().findFirst().map(ContextId::name));
    }

    private static Optional<ContextId> extended(String path, String rest) {
        String whole = path + rest;
        return whole.chars().filter(c -> c == '.').count() > LONGEST_FROM_OUTSIDE
                ? Optional.empty()
                : Optional.of(new ContextId(whole));
    }

    private Optional<ContextId> path(Procedure procedure, Expression expression) {
        Optional<String> path = place(procedure, expression);
        path.ifPresent(name -> expressions.put(procedure.root().key() + " " + name, expression));
        return path.map(ContextId::new);
    }

    /** The expression of the place that a context of a method is named by, where it was met. */
    Optional<Expression> expression(Procedure procedure, ContextId context) {
        Expression known = expressions.get(procedure.root().key() + " " + context.name());
        return known == null ? declared(procedure.root(), context) : Optional.of(known);
    }

    /** The expression of a path that the method does not mention itself, because what it calls works there: as its parts are declared. */
    private Optional<Expression> declared(Procedure root, ContextId context) {
        String[] parts = context.name().split("\\.");
        boolean own = parts[0].equals("this");
        Expression place = own ? new Expression.This() : new Expression.Local(parts[0]);
        String type = own ? root.method().owner() : root.body().localTypes().getOrDefault(parts[0], "");
        for (int i = 1; i < parts.length; i++) {
            Optional<FieldInfo> field = typing.field(type, parts[i]);
            if (field.isEmpty()) {
                return Optional.empty();
            }
            place = new Expression.Field(place, field.get().owner(), parts[i]);
            type = field.get().type();
        }
        return Optional.of(place);
    }

    /** The path that names a place, by the place that holds its object where a local only stands for that. */
    Optional<String> place(Procedure procedure, Expression expression) {
        Expression root = expression;
        while (root instanceof Expression.Field || root instanceof Expression.Cast) {
            Expression next =
                    root instanceof Expression.Cast cast ? cast.value() : ((Expression.Field) root).receiver();
            if (next == null) {
                return place(expression);
            }
            root = next;
        }
        Optional<String> path = place(expression);
        if (root instanceof Expression.Local local && aliases.isPlace(procedure, local)) {
            return path.flatMap(name -> of(procedure, local).stream()
                    .findFirst()
                    .flatMap(held ->
                            extended(held.name(), name.substring(local.name().length())))
                    .map(ContextId::name));
        }
        return path;
    }

    /** The path that names a place, as {@code this.memory}. */
    private static Optional<String> place(Expression expression) {
        Deque<String> names = new ArrayDeque<>();
        Expression at = expression;
        while (at instanceof Expression.Field || at instanceof Expression.Cast) {
            if (at instanceof Expression.Cast cast) {
                at = cast.value();
                continue;
            }
            Expression.Field field = (Expression.Field) at;
            names.addFirst(field.name());
            if (field.receiver() == null) {
                names.addFirst(Types.simpleName(field.owner()));
                return Optional.of(String.join(".", names));
            }
            at = field.receiver();
        }
        if (at instanceof Expression.This) {
            names.addFirst("this");
        } else if (at instanceof Expression.Local local) {
            names.addFirst(local.name());
        } else {
            return Optional.empty();
        }
        return names.size() > LONGEST_PATH ? Optional.empty() : Optional.of(String.join(".", names));
    }

    /** Whether nothing outside the method can hold the context: one of its own locals. */
    static boolean isLocal(Procedure root, ContextId context) {
        String head = context.head();
        // a static field of a type that is not known has no head
        return !head.isEmpty()
                && !head.equals("this")
                && !root.body().parameters().contains(head)
                && !(Character.isUpperCase(head.charAt(0)) && context.name().length() > head.length());
    }

    /** The method whose local a context of another one is: round the object that the other one belongs to. */
    Optional<Procedure> captured(Procedure procedure, ContextId context) {
        if (!isLocal(procedure, context)) {
            return Optional.empty();
        }
        Procedure declaring = origins.declaring(procedure, new Expression.Local(context.head()))
                .root();
        return declaring == procedure.root() ? Optional.empty() : Optional.of(declaring);
    }
}
