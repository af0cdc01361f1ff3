package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists of work: {@code task = queue.poll()} is one of the things that were put there, and no more than that however many wait.
 * That holds as long as nothing is put there that is made of what was taken, as {@code queue.add(task + answer)} is, which grows
 * from one to the next; to put back what was taken, or another object of its parts, makes nothing longer.
 *
 * <p>The same holds of a cache of texts: {@code cached = prompts.get(name)} is one of them, where each is put there under the key that
 * was looked up before, or under one that stands in the source. What is put under keys of another kind may all be read again, key by
 * key.
 */
final class TakenElements {

    private static final int DEPTH = 16;

    /** How many values are looked at before it is given up to tell what one is made of. */
    private static final int MOST_ASKED = 2_000;

    /** What a value has of the elements of a place. */
    private enum Share {
        /** Nothing. */
        NONE,
        /** An element, or parts of one and nothing else of it. */
        PART,
        /** More than a part of one element, or it cannot be told. */
        MORE;

        private Share or(Share other) {
            return compareTo(other) >= 0 ? this : other;
        }

        private boolean isAny() {
            return this != NONE;
        }
    }

    private record Place(String home, Expression expression) {}

    private final Program program;
    private final Calls calls;
    private final Origins origins;
    private final BiPredicate<Procedure, Instruction.Invoke> isAnswer;
    private final Map<Place, Optional<List<Origin>>> known = new HashMap<>();
    private final Map<Place, Optional<List<Origin>>> kept = new HashMap<>();

    /** @param isAnswer whether a call gives what a model or tool says, in which nothing of what was asked need be */
    TakenElements(Program program, Calls calls, Origins origins, BiPredicate<Procedure, Instruction.Invoke> isAnswer) {
        this.program = program;
        this.calls = calls;
        this.origins = origins;
        this.isAnswer = isAnswer;
    }

    /** What the element may be that a call takes out of a local or field; empty where the call takes none, or one that may have grown. */
    Optional<List<Origin>> of(Procedure procedure, Instruction.Invoke call) {
        Expression holder = call.receiver();
        if (holder == null || !isTaking(procedure, call)) {
            return Optional.empty();
        }
        Place place = place(procedure, holder);
        Optional<List<Origin>> answer = known.get(place);
        if (answer == null) {
            answer = find(procedure, holder);
            known.put(place, answer);
        }
        return answer;
    }

    private Place place(Procedure procedure, Expression holder) {
        String home = holder instanceof Expression.Local local
                ? origins.declaring(procedure, local).root().key()
                : "";
        return new Place(home, holder);
    }

    /** What the text may be that a call looks up in a cache; empty where it looks up none, or one that may have grown. */
    Optional<List<Origin>> lookedUp(Procedure procedure, Instruction.Invoke call) {
        Expression holder = call.receiver();
        if (holder == null || !isHeld(holder) || !isLookup(procedure, call)) {
            return Optional.empty();
        }
        Place place = place(procedure, holder);
        Optional<List<Origin>> answer = kept.get(place);
        if (answer == null) {
            answer = findKept(procedure, holder);
            kept.put(place, answer);
        }
        return answer;
    }

    /** {@code get(key)}, {@code getOrDefault(key, none)}, {@code computeIfAbsent(key, function)} where texts are kept under keys. */
    private boolean isLookup(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        return row != null
                && !call.arguments().isEmpty()
                && (isReading(row) || isFilling(row))
                && areTexts(procedure, call.receiver());
    }

    /** Whether what a function makes of the key is kept under it, and is the result. */
    private static boolean isFilling(MethodRow row) {
        return row.context() == ContextOperation.APPEND
                && row.runs() != null
                && row.runs().times() == Runs.Times.ONCE
                && Operand.argument(0).equals(row.runs().given());
    }

    private boolean areTexts(Procedure procedure, @Nullable Expression holder) {
        String element = holder == null ? "" : Types.lastArgument(type(procedure, holder));
        return !element.isEmpty() && calls.isImmutable(Types.erasure(element));
    }

    private Optional<List<Origin>> findKept(Procedure procedure, Expression holder) {
        List<Procedure> users = users(procedure, holder);
        List<Origin> put = new ArrayList<>();
        if (users.isEmpty() || !users.stream().allMatch(user -> collectKept(user, holder, put))) {
            return Optional.empty();
        }
        List<Origin> found = new ArrayList<>();
        for (Origin value : put) {
            Share share = new Made(holder).share(value.procedure(), value.expression(), DEPTH);
            if (share == Share.MORE) {
                return Optional.empty();
            } else if (share == Share.NONE) {
                found.add(value);
            }
        }
        return Optional.of(List.copyOf(found));
    }

    /** Collects what a procedure keeps in a cache; false where it keeps something that was not looked up, or the cache goes elsewhere. */
    private boolean collectKept(Procedure user, Expression holder, List<Origin> put) {
        return isFollowed(
                user,
                holder,
                instruction -> instruction instanceof Instruction.Invoke call
                        ? collectKept(user, call, holder, put)
                        : collectAssigned(user, (Instruction.Assign) instruction, holder, put));
    }

    private boolean collectKept(Procedure user, Instruction.Invoke call, Expression holder, List<Origin> put) {
        MethodRow row = calls.of(user, call).row();
        if (call.arguments().stream().anyMatch(argument -> isSame(argument, holder))) {
            return false;
        } else if (call.receiver() == null || !isSame(call.receiver(), holder)) {
            return true;
        } else if (row == null) {
            return false;
        } else if (isFilling(row)) {
            return calls.of(user, call).functions().stream()
                    .flatMap(function -> function.procedures().stream())
                    .allMatch(function -> put.addAll(origins.returned(function)));
        } else if (row.context() != ContextOperation.APPEND && row.context() != ContextOperation.REPLACE) {
            return calls.of(user, call).functions().isEmpty();
        }
        boolean byKey = call.arguments().size() == 2
                && calls.of(user, call).functions().isEmpty()
                && isLookedUpKey(user, holder, call.arguments().get(0));
        if (byKey) {
            put.add(new Origin(user, call.arguments().get(1)));
        }
        return byKey;
    }

    /** Whether a key stands in the source, or the procedure looks up what is kept under it already. */
    private boolean isLookedUpKey(Procedure user, Expression holder, Expression key) {
        return key instanceof Expression.Constant
                || user.body().blocks().stream()
                        .flatMap(block -> block.instructions().stream())
                        .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                                && call.receiver() != null
                                && isSame(call.receiver(), holder)
                                && !call.arguments().isEmpty()
                                && call.arguments().get(0).equals(key)
                                && isReading(calls.of(user, call).row()));
    }

    private static boolean isReading(@Nullable MethodRow row) {
        return row != null && row.context() == ContextOperation.READ;
    }

    /** {@code poll()}, {@code pop()}, {@code remove(0)} of a local or of a field of the object itself. */
    private boolean isTaking(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        return isHeld(call.receiver())
                && row != null
                && row.context() == ContextOperation.PRUNE
                && !row.returnsReceiver()
                && !calls.holdsNoText(call.target().returnType())
                && (row.cursor() == Cursor.ADVANCE
                        || row.cursor() == Cursor.ADVANCE_AND_TEST
                        || row.pace() != null
                        || call.target().parameterTypes().equals(List.of("int")));
    }

    private static boolean isHeld(@Nullable Expression holder) {
        return holder instanceof Expression.Local
                || holder instanceof Expression.Field field
                        && (field.receiver() == null || field.receiver() instanceof Expression.This);
    }

    private Optional<List<Origin>> find(Procedure procedure, Expression holder) {
        List<Procedure> users = users(procedure, holder);
        List<Origin> put = new ArrayList<>();
        if (users.isEmpty() || !users.stream().allMatch(user -> collectPut(user, holder, put))) {
            return Optional.empty();
        }
        List<Origin> found = new ArrayList<>();
        for (Origin value : put) {
            Share share = new Made(holder).share(value.procedure(), value.expression(), DEPTH);
            if (share == Share.MORE || share == Share.PART && !areValues(procedure, holder)) {
                return Optional.empty();
            } else if (share == Share.NONE) {
                found.add(value);
            }
        }
        return Optional.of(List.copyOf(found));
    }

    /** Whether the elements do not change while they are out, so that what is put back is no longer than it was. */
    private boolean areValues(Procedure procedure, Expression holder) {
        String element = Types.lastArgument(type(procedure, holder));
        return !element.isEmpty() && calls.isValue(element);
    }

    private String type(Procedure procedure, Expression holder) {
        return holder instanceof Expression.Local local
                ? origins.declaring(procedure, local).body().localTypes().getOrDefault(local.name(), "")
                : calls.fieldType((Expression.Field) holder);
    }

    /** The procedures that may use the place; none where others may, too. */
    private List<Procedure> users(Procedure procedure, Expression holder) {
        if (holder instanceof Expression.Local local) {
            Procedure declaring = origins.declaring(procedure, local).root();
            return declaring.body().parameters().contains(local.name()) || declaring != procedure.root()
                    ? List.of()
                    : inside(declaring);
        }
        Expression.Field field = (Expression.Field) holder;
        boolean closed = program.declaration(field)
                .filter(declared -> !declared.isOpen())
                .isPresent();
        return closed ? List.copyOf(program.procedures()) : List.of();
    }

    private List<Procedure> inside(Procedure root) {
        List<Procedure> found = new ArrayList<>();
        Deque<Procedure> work = new ArrayDeque<>(List.of(root));
        while (!work.isEmpty()) {
            Procedure at = work.pop();
            found.add(at);
            for (int lambda = 0; lambda < at.body().lambdas().size(); lambda++) {
                work.push(program.lambda(at, lambda));
            }
        }
        return found;
    }

    /** Collects what a procedure puts into the place; false where the place goes where it is not followed. */
    private boolean collectPut(Procedure user, Expression holder, List<Origin> put) {
        return isFollowed(
                user,
                holder,
                instruction -> instruction instanceof Instruction.Invoke call
                        ? collectPut(user, call, holder, put)
                        : collectAssigned(user, (Instruction.Assign) instruction, holder, put));
    }

    /** Whether all that a procedure does with the place is followed, and it gives it to nobody. */
    private static boolean isFollowed(Procedure user, Expression holder, Predicate<Instruction> collected) {
        for (Block block : user.body().blocks()) {
            if (!block.instructions().stream().allMatch(collected)) {
                return false;
            }
            if (holder instanceof Expression.Field
                    && block.terminator() instanceof Terminator.Return end
                    && end.value() != null
                    && isSame(end.value(), holder)) {
                return false;
            }
        }
        return true;
    }

    private boolean collectPut(Procedure user, Instruction.Invoke call, Expression holder, List<Origin> put) {
        boolean handed = call.arguments().stream().anyMatch(argument -> isSame(argument, holder));
        boolean filled = call.receiver() != null && isSame(call.receiver(), holder);
        if (!handed && !filled) {
            return true;
        }
        CallMeaning meaning = calls.of(user, call);
        if (handed && !meaning.targets().isEmpty() || meaning.row() == null) {
            return false;
        }
        ContextOperation operation = meaning.row().context();
        boolean adds = operation == ContextOperation.APPEND || operation == ContextOperation.REPLACE || handed;
        if (adds) {
            call.arguments().stream()
                    .filter(argument -> !isSame(argument, holder))
                    .forEach(argument -> put.add(new Origin(user, argument)));
        }
        return meaning.functions().isEmpty() || !filled || operation != ContextOperation.APPEND;
    }

    private boolean collectAssigned(Procedure user, Instruction.Assign assign, Expression holder, List<Origin> put) {
        if (isSame(assign.value(), holder)) {
            return false;
        }
        if (!isSame(assign.target(), holder)) {
            return true;
        }
        // nobody else holds a collection that is made here: what is in it is what it was made of
        if (!(assign.value() instanceof Expression.Result result)) {
            return assign.value() instanceof Expression.Null;
        }
        Instruction.Invoke making = origins.call(user, result.call());
        boolean made = making.target().name().equals("<init>")
                && calls.of(user, making).targets().isEmpty();
        making.arguments().forEach(argument -> put.add(new Origin(user, argument)));
        return made;
    }

    private static boolean isSame(Expression value, Expression holder) {
        if (value instanceof Expression.Cast cast) {
            return isSame(cast.value(), holder);
        }
        return value instanceof Expression.Field one && holder instanceof Expression.Field other
                ? one.owner().equals(other.owner()) && one.name().equals(other.name())
                : value.equals(holder);
    }

    /** What values have of the elements of one place. */
    private final class Made {

        private final Expression holder;
        private final Set<Origin> open = new HashSet<>();
        private int asked;

        Made(Expression holder) {
            this.holder = holder;
        }

        private Share share(Procedure procedure, Expression value, int depth) {
            if (depth == 0 || asked++ > MOST_ASKED) {
                return Share.MORE;
            }
            if (!open.add(new Origin(procedure, value))) {
                // made of itself: what the other ways to it say
                return Share.NONE;
            }
            Share found = find(procedure, value, depth - 1);
            open.remove(new Origin(procedure, value));
            return found;
        }

        private Share find(Procedure procedure, Expression value, int depth) {
            if (isSame(value, holder)) {
                return Share.MORE;
            } else if (value instanceof Expression.Local local) {
                return ofLocal(procedure, local, depth);
            } else if (value instanceof Expression.Field field) {
                return ofField(procedure, field, depth);
            } else if (value instanceof Expression.Result result) {
                return ofCall(procedure, origins.call(procedure, result.call()), depth);
            } else if (value instanceof Expression.Cast cast) {
                return share(procedure, cast.value(), depth);
            } else if (value instanceof Expression.Choice choice) {
                return share(procedure, choice.then(), depth).or(share(procedure, choice.otherwise(), depth));
            } else if (value instanceof Expression.Next next) {
                return share(procedure, next.cursor(), depth);
            } else if (value instanceof Expression.Cursor cursor) {
                return share(procedure, cursor.collection(), depth);
            } else if (value instanceof Expression.Element element) {
                return share(procedure, element.array(), depth);
            } else if (value instanceof Expression.Binary binary) {
                return binary.operator() == Expression.Operator.CONCAT
                        ? moreOf(share(procedure, binary.left(), depth).or(share(procedure, binary.right(), depth)))
                        : Share.NONE;
            } else if (value instanceof Expression.NewArray array) {
                return moreOf(all(procedure, array.elements(), depth));
            } else if (value instanceof Expression.Lambda lambda) {
                return moreOf(allOf(origins.returned(calls.lambda(procedure, lambda)), depth));
            }
            return value instanceof Expression.Opaque ? Share.MORE : Share.NONE;
        }

        private static Share moreOf(Share share) {
            return share.isAny() ? Share.MORE : Share.NONE;
        }

        private Share all(Procedure procedure, List<Expression> values, int depth) {
            return values.stream().map(value -> share(procedure, value, depth)).reduce(Share.NONE, Share::or);
        }

        private Share allOf(List<Origin> values, int depth) {
            return values.stream()
                    .map(value -> share(value.procedure(), value.expression(), depth))
                    .reduce(Share.NONE, Share::or);
        }

        private Share ofLocal(Procedure procedure, Expression.Local local, int depth) {
            Procedure declaring = origins.declaring(procedure, local);
            if (calls.holdsNoText(declaring.body().localTypes().getOrDefault(local.name(), ""))) {
                return Share.NONE;
            }
            Share share = allOf(origins.assigned(procedure, local), depth);
            int parameter = declaring.body().parameters().indexOf(local.name());
            if (parameter >= 0 && declaring.isLambda()) {
                share = share.or(origins.use(declaring)
                        .flatMap(use -> origins.handedToFunctions(use.getValue())
                                .map(handed -> share(use.getKey(), handed, depth)))
                        .orElse(Share.MORE));
            } else if (parameter >= 0) {
                for (Map.Entry<Procedure, Instruction.Invoke> site : origins.callers(declaring.method())) {
                    List<Expression> arguments = site.getValue().arguments();
                    share = share.or(
                            parameter < arguments.size()
                                    ? share(site.getKey(), arguments.get(parameter), depth)
                                    : Share.MORE);
                }
            }
            return share.or(added(share, origins.contents(procedure, local), depth));
        }

        /** What is put into something: more than an element where it has something of one already, or gets more than one. */
        private Share added(Share before, List<Origins.Content> contents, int depth) {
            Share inside = allOf(contents.stream().map(Origins.Content::value).toList(), depth);
            return inside.isAny() || before.isAny() && !contents.isEmpty() ? Share.MORE : Share.NONE;
        }

        private Share ofField(Procedure procedure, Expression.Field field, int depth) {
            if (calls.holdsNoText(calls.fieldType(field))) {
                return Share.NONE;
            }
            if (field.receiver() != null && !(field.receiver() instanceof Expression.This)) {
                return share(procedure, field.receiver(), depth);
            }
            Share share = allOf(origins.assigned(field), depth);
            return share.or(added(share, origins.contents(procedure, field), depth));
        }

        private Share ofCall(Procedure procedure, Instruction.Invoke call, int depth) {
            if (calls.holdsNoText(call.target().returnType()) || isAnswer.test(procedure, call)) {
                return Share.NONE;
            }
            CallMeaning meaning = calls.of(procedure, call);
            MethodRow row = meaning.row();
            if (call.receiver() != null && isSame(call.receiver(), holder)) {
                Cursor cursor = row == null ? null : row.cursor();
                boolean one =
                        isTaking(procedure, call) || isLookup(procedure, call) || cursor != null && cursor.isTest();
                return one ? Share.PART : Share.MORE;
            }
            Share arguments = all(procedure, call.arguments(), depth);
            if (call.target().name().equals("<init>")) {
                return arguments == Share.PART && isOfSources(call) && arePlain(procedure, call, depth)
                        ? Share.PART
                        : moreOf(arguments);
            }
            Share receiver = call.receiver() == null ? Share.NONE : share(procedure, call.receiver(), depth);
            if (!meaning.targets().isEmpty()) {
                return ofTargets(meaning, receiver, arguments, depth);
            }
            boolean part = row != null
                    && (row.context() == ContextOperation.READ || row.context() == ContextOperation.CUT)
                    && !arguments.isAny();
            return part ? receiver : moreOf(receiver.or(arguments));
        }

        private boolean isOfSources(Instruction.Invoke making) {
            return calls.isOfSources(making.target().owner());
        }

        /** Whether what a constructor gets of elements is texts: parts that have no further parts. */
        private boolean arePlain(Procedure procedure, Instruction.Invoke making, int depth) {
            List<String> types = making.target().parameterTypes();
            for (int i = 0; i < making.arguments().size(); i++) {
                if (share(procedure, making.arguments().get(i), depth).isAny()
                        && !(i < types.size() && isText(types.get(i)))) {
                    return false;
                }
            }
            return true;
        }

        private boolean isText(String type) {
            return calls.isImmutable(Types.erasure(type)) || calls.holdsNoText(type);
        }

        /** A getter gives a part; another method of the element may make another one of its parts. */
        private Share ofTargets(CallMeaning meaning, Share receiver, Share arguments, int depth) {
            Share given = Share.NONE;
            for (Procedure target : meaning.targets()) {
                for (Origin value : origins.returned(target)) {
                    Share inside = share(value.procedure(), value.expression(), depth);
                    given = given.or(inside).or(isOwnPart(target, value.expression()) ? receiver : moreOf(receiver));
                }
            }
            return arguments.isAny() ? given.or(arguments) : given;
        }

        /** Whether a value is the object itself, a field of it, or another object of the sources that is made of plain ones. */
        private boolean isOwnPart(Procedure target, @Nullable Expression value) {
            if (value instanceof Expression.This
                    || value instanceof Expression.Field field && field.receiver() instanceof Expression.This) {
                return true;
            }
            if (!(value instanceof Expression.Result result)) {
                return value instanceof Expression.Constant || value instanceof Expression.Null;
            }
            Instruction.Invoke making = origins.call(target, result.call());
            List<String> types = making.target().parameterTypes();
            return making.target().name().equals("<init>")
                    && isOfSources(making)
                    && types.size() == making.arguments().size()
                    && types.stream().allMatch(this::isText)
                    && making.arguments().stream().allMatch(argument -> isOwnFieldOrNumber(target, argument));
        }

        private boolean isOwnFieldOrNumber(Procedure target, Expression argument) {
            return argument instanceof Expression.Constant
                    || argument instanceof Expression.Field field && field.receiver() instanceof Expression.This
                    || argument instanceof Expression.Local local
                            && target.body().parameters().contains(local.name())
                    || argument instanceof Expression.Binary binary && binary.operator() != Expression.Operator.CONCAT;
        }
    }
}
