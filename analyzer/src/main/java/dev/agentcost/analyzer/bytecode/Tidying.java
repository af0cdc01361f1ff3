package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Cursor;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.HasNext;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Next;
import dev.agentcost.analyzer.ir.Expression.Not;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what javac has taken apart: {@code a ? b : c} and {@code a && b} as values, for-each loops, sums of texts that are built
 * piece by piece; and makes plain variables of numbers in objects of their own, as is done with sources.
 */
final class Tidying {

    /** Longer conditions stay branches. */
    private static final int DEEPEST_LOGIC = 6;

    /** Larger values stay apart. */
    private static final int LARGEST = 120;

    private static final String BUILDER = "java.lang.StringBuilder";

    private final Draft draft;
    private final LocalNames names;

    Tidying(Draft draft, LocalNames names) {
        this.draft = draft;
        this.names = names;
    }

    void run() {
        choices();
        draft.merge();
        sums();
        cursors();
        arrays();
        new Holders(draft, names, assignments(), mentions()).spread(calls(), usesOfResults());
        copies();
    }

    // ---- choices

    private void choices() {
        boolean changed = true;
        while (changed) {
            changed = false;
            int[] ways = draft.waysTo();
            for (int i = 0; i < draft.parts.size(); i++) {
                if (ways[i] > 0 && (joinConditions(draft.parts.get(i), ways) || choice(draft.parts.get(i), ways))) {
                    changed = true;
                    break;
                }
            }
        }
    }

    /** {@code a && b} and {@code a || b}, where nothing but a value comes of them. */
    private boolean joinConditions(Draft.Part part, int[] ways) {
        if (!(part.terminator instanceof Branch first)) {
            return false;
        }
        for (boolean side : new boolean[] {true, false}) {
            int next = side ? first.whenTrue() : first.whenFalse();
            int other = side ? first.whenFalse() : first.whenTrue();
            Draft.Part second = draft.parts.get(next);
            if (second == part
                    || ways[next] != 1
                    || !second.instructions.isEmpty()
                    || !(second.terminator instanceof Branch then)
                    || Terms.weight(first.condition(), LARGEST) + Terms.weight(then.condition(), LARGEST) > LARGEST
                    || !isLogic(then.whenTrue(), DEEPEST_LOGIC)
                    || !isLogic(then.whenFalse(), DEEPEST_LOGIC)) {
                continue;
            }
            // with the other side of the first: the whole is true, or false, there
            Expression one = side ? first.condition() : simple(new Not(first.condition()));
            if (then.whenFalse() == other) {
                part.terminator = new Branch(
                        simple(new Binary(Operator.AND, one, then.condition())), then.whenTrue(), other, first.line());
                return true;
            } else if (then.whenTrue() == other) {
                part.terminator = new Branch(
                        simple(new Binary(Operator.OR, simple(new Not(one)), then.condition())),
                        other,
                        then.whenFalse(),
                        first.line());
                return true;
            }
        }
        return false;
    }

    /** Whether a block does nothing but give a local a value that has no effects. */
    private boolean isValue(int block) {
        Draft.Part part = draft.parts.get(block);
        return part.terminator instanceof Jump
                && part.instructions.size() == 1
                && part.instructions.get(0) instanceof Assign assign
                && assign.target() instanceof Local local
                && local.name().startsWith("t#");
    }

    /** Whether nothing but tests stands between a block and such values. */
    private boolean isLogic(int block, int depth) {
        Draft.Part part = draft.parts.get(block);
        return isValue(block)
                || depth > 0
                        && part.instructions.isEmpty()
                        && part.terminator instanceof Branch branch
                        && isLogic(branch.whenTrue(), depth - 1)
                        && isLogic(branch.whenFalse(), depth - 1);
    }

    private boolean choice(Draft.Part part, int[] ways) {
        if (!(part.terminator instanceof Branch branch)
                || branch.whenTrue() == branch.whenFalse()
                || ways[branch.whenTrue()] != 1
                || ways[branch.whenFalse()] != 1
                || !isValue(branch.whenTrue())
                || !isValue(branch.whenFalse())) {
            return false;
        }
        Draft.Part yes = draft.parts.get(branch.whenTrue());
        Draft.Part no = draft.parts.get(branch.whenFalse());
        Assign then = (Assign) yes.instructions.get(0);
        Assign otherwise = (Assign) no.instructions.get(0);
        Choice whole = new Choice(branch.condition(), then.value(), otherwise.value());
        if (Terms.weight(whole, LARGEST) > LARGEST
                || !then.target().equals(otherwise.target())
                || !Draft.targets(yes.terminator()).equals(Draft.targets(no.terminator()))) {
            return false;
        }
        part.instructions.add(new Assign(then.target(), simple(whole), branch.line()));
        part.terminator = yes.terminator();
        yes.instructions.clear();
        no.instructions.clear();
        return true;
    }

    private static Expression simple(Expression value) {
        if (value instanceof Not not && not.operand() instanceof Not inner) {
            return inner.operand();
        } else if (value instanceof Not not
                && not.operand() instanceof Binary binary
                && (binary.operator() == Operator.AND || binary.operator() == Operator.OR)) {
            return new Binary(
                    binary.operator() == Operator.AND ? Operator.OR : Operator.AND,
                    simple(new Not(binary.left())),
                    simple(new Not(binary.right())));
        } else if (value instanceof Not not
                && not.operand() instanceof Binary binary
                && (binary.operator() == Operator.EQUAL || binary.operator() == Operator.NOT_EQUAL)) {
            // of numbers that may be none, "not less" is not "greater or equal"
            return new Binary(
                    binary.operator() == Operator.EQUAL ? Operator.NOT_EQUAL : Operator.EQUAL,
                    binary.left(),
                    binary.right());
        } else if (value instanceof Choice choice
                && choice.then() instanceof Constant yes
                && choice.otherwise() instanceof Constant no
                && yes.value() instanceof Boolean whenTrue
                && no.value() instanceof Boolean whenFalse
                && !whenTrue.equals(whenFalse)) {
            return whenTrue ? choice.test() : simple(new Not(choice.test()));
        }
        return value;
    }

    // ---- uses

    private Map<Integer, Integer> usesOfResults() {
        Map<Integer, Integer> uses = new HashMap<>();
        draft.each(part -> {
            if (part instanceof Result result) {
                uses.merge(result.call(), 1, Integer::sum);
            }
        });
        return uses;
    }

    private Map<Integer, Invoke> calls() {
        Map<Integer, Invoke> calls = new HashMap<>();
        for (Draft.Part part : draft.parts) {
            part.instructions.forEach(instruction -> {
                if (instruction instanceof Invoke call) {
                    calls.put(call.id(), call);
                }
            });
        }
        return calls;
    }

    private Map<String, Integer> mentions() {
        Map<String, Integer> mentions = new HashMap<>();
        draft.each(part -> mention(part, mentions));
        draft.lambdas.forEach(lambda -> mentions(lambda.body(), mentions));
        return mentions;
    }

    private Map<String, List<Assign>> assignments() {
        Map<String, List<Assign>> assigned = new HashMap<>();
        for (Draft.Part part : draft.parts) {
            for (Instruction step : part.instructions) {
                if (step instanceof Assign assign && assign.target() instanceof Local local) {
                    assigned.computeIfAbsent(local.name(), key -> new ArrayList<>())
                            .add(assign);
                }
            }
        }
        return assigned;
    }

    // ---- values that were put aside

    /** A local that only the next step reads is that step's part. */
    private void copies() {
        Map<String, Integer> mentions = mentions();
        for (Draft.Part part : draft.parts) {
            for (int i = part.instructions.size() - 1; i >= 0; i--) {
                if (part.instructions.get(i) instanceof Assign assign
                        && assign.target() instanceof Local local
                        && local.name().startsWith("t#")
                        && mentions.getOrDefault(local.name(), 0) == 2
                        && inline(part, i, local, assign.value())) {
                    part.instructions.remove(i);
                    draft.localTypes.remove(local.name());
                }
            }
        }
    }

    private static boolean inline(Draft.Part part, int at, Local local, Expression value) {
        UnaryOperator<Expression> put = one -> one.equals(local) ? value : one;
        if (at + 1 < part.instructions.size()) {
            Instruction next = part.instructions.get(at + 1);
            if (Draft.expressions(next).stream().noneMatch(one -> Terms.contains(one, local::equals))) {
                return false;
            }
            part.instructions.set(at + 1, Draft.rewritten(next, put));
            return true;
        } else if (part.terminator == null
                || Draft.expressions(part.terminator).stream().noneMatch(one -> Terms.contains(one, local::equals))) {
            return false;
        }
        part.terminator = Draft.rewritten(part.terminator, put);
        return true;
    }

    // ---- for-each loops over arrays

    /**
     * {@code for (T x : array)} is a counter that goes up to the array's length, of which nothing knows but the loop.
     */
    private void arrays() {
        for (int header = 0; header < draft.parts.size(); header++) {
            if (draft.parts.get(header).terminator instanceof Branch branch
                    && branch.condition() instanceof Binary test
                    && test.operator() == Operator.LESS
                    && test.left() instanceof Local counter
                    && test.right() instanceof Local length
                    && draft.parts.get(header).instructions.isEmpty()) {
                array(header, branch, counter, length);
            }
        }
    }

    private void array(int header, Branch branch, Local counter, Local length) {
        Map<String, List<Assign>> assigned = assignments();
        Map<String, Integer> mentions = mentions();
        List<Assign> ofLength = assigned.getOrDefault(length.name(), List.of());
        List<Assign> ofCounter = assigned.getOrDefault(counter.name(), List.of());
        if (ofLength.size() != 1
                || !(ofLength.get(0).value() instanceof Expression.Length size)
                || !(size.array() instanceof Local array)
                || assigned.getOrDefault(array.name(), List.of()).size() != 1
                || ofCounter.size() != 2
                || mentions.getOrDefault(length.name(), 0) != 2
                || mentions.getOrDefault(array.name(), 0) != 3
                || mentions.getOrDefault(counter.name(), 0) != 5) {
            return;
        }
        Element element = new Element(array, counter);
        Draft.Part first = draft.parts.get(branch.whenTrue());
        boolean taken = !first.instructions.isEmpty()
                && first.instructions.get(0) instanceof Assign assign
                && assign.value().equals(element)
                && assign.target() instanceof Local;
        List<Draft.Part> before = new ArrayList<>();
        for (Draft.Part part : draft.parts) {
            if (part.terminator != null && Draft.targets(part.terminator).contains(header)) {
                before.add(part);
            }
        }
        Assign begin = new Assign(counter, new Constant(0L), branch.line());
        Assign step = new Assign(counter, new Binary(Operator.PLUS, counter, new Constant(1L)), branch.line());
        boolean counts = before.size() == 2
                && before.stream().anyMatch(part -> endsWith(part, begin))
                && before.stream().anyMatch(part -> endsWith(part, step));
        if (!taken || !counts || draft.waysTo()[header] != 2 || draft.waysTo()[branch.whenTrue()] != 1) {
            return;
        }
        Assign opened = assigned.getOrDefault(array.name(), List.of()).get(0);
        Local cursor = named("it", array);
        for (Draft.Part part : draft.parts) {
            part.instructions.removeIf(one -> one == ofLength.get(0) || ofCounter.contains(one));
            part.instructions.replaceAll(
                    one -> one == opened ? new Assign(cursor, new Cursor(opened.value()), opened.line()) : one);
        }
        Assign next = (Assign) first.instructions.get(0);
        first.instructions.set(0, new Assign(next.target(), new Next(cursor), next.line()));
        draft.parts.get(header).terminator =
                new Branch(new HasNext(cursor), branch.whenTrue(), branch.whenFalse(), branch.line());
        draft.localTypes.remove(length.name());
        draft.localTypes.remove(counter.name());
    }

    private static boolean endsWith(Draft.Part part, Assign last) {
        int size = part.instructions.size();
        return part.terminator instanceof Jump
                && size > 0
                && part.instructions.get(size - 1) instanceof Assign assign
                && assign.target().equals(last.target())
                && assign.value().equals(last.value());
    }

    // ---- sums of texts

    /** {@code new StringBuilder().append(a).append(b).toString()} is {@code a + b}. */
    private void sums() {
        Map<Integer, Invoke> calls = calls();
        if (calls.values().stream().noneMatch(call -> isOfBuilder(call.target(), "toString", 0))) {
            return;
        }
        Map<Integer, Integer> uses = usesOfResults();
        Map<Integer, Expression> sums = new HashMap<>();
        Set<Integer> gone = new HashSet<>();
        for (Invoke last : calls.values()) {
            if (isOfBuilder(last.target(), "toString", 0)) {
                List<Expression> terms = new ArrayList<>();
                List<Integer> chain = new ArrayList<>(List.of(last.id()));
                if (terms(last.receiver(), calls, uses, terms, chain)) {
                    sums.put(last.id(), CallReader.sum(terms));
                    gone.addAll(chain);
                }
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        draft.parts.forEach(
                part -> part.instructions.removeIf(step -> step instanceof Invoke call && gone.contains(call.id())));
        replaceResults(sums);
    }

    private void replaceResults(Map<Integer, Expression> values) {
        // a sum may be a term of another
        for (int rounds = 0; rounds < values.size(); rounds++) {
            boolean[] changed = {false};
            draft.rewrite(value -> {
                if (value instanceof Result result && values.containsKey(result.call())) {
                    changed[0] = true;
                    return values.getOrDefault(result.call(), value);
                }
                return value;
            });
            if (!changed[0]) {
                return;
            }
        }
    }

    private static boolean isOfBuilder(CallTarget target, String name, int arity) {
        return target.name().equals(name)
                && target.arity() == arity
                && target.owner().equals(BUILDER);
    }

    private boolean terms(
            @Nullable Expression receiver,
            Map<Integer, Invoke> calls,
            Map<Integer, Integer> uses,
            List<Expression> terms,
            List<Integer> chain) {
        Expression at = receiver;
        while (at instanceof Result result && uses.getOrDefault(result.call(), 0) == 1) {
            Invoke call = calls.get(result.call());
            if (call == null) {
                return false;
            }
            chain.add(call.id());
            if (isOfBuilder(call.target(), "append", 1)) {
                terms.add(0, call.arguments().get(0));
                at = call.receiver();
            } else if (isOfBuilder(call.target(), "<init>", 0)) {
                return !terms.isEmpty();
            } else {
                return false;
            }
        }
        return false;
    }

    // ---- for-each loops

    /** An iterator that only a loop asks for the next element. */
    private void cursors() {
        Map<Integer, Invoke> calls = calls();
        if (calls.values().stream().noneMatch(call -> isCall(call, "iterator"))) {
            return;
        }
        Map<String, List<Assign>> assigned = assignments();
        Map<String, Integer> mentions = mentions();
        Map<Integer, Integer> uses = usesOfResults();
        assigned.forEach((name, assigns) -> {
            if (assigns.size() == 1
                    && assigns.get(0).value() instanceof Result result
                    && uses.getOrDefault(result.call(), 0) == 1) {
                Invoke open = calls.get(result.call());
                if (open != null && isCall(open, "iterator") && open.receiver() != null) {
                    cursor(new Local(name), open, calls, mentions.getOrDefault(name, 0), uses);
                }
            }
        });
    }

    private void mentions(Body body, Map<String, Integer> mentions) {
        body.blocks().forEach(block -> {
            block.instructions()
                    .forEach(step -> Draft.expressions(step)
                            .forEach(expression -> Terms.each(expression, part -> mention(part, mentions))));
            Draft.expressions(block.terminator())
                    .forEach(expression -> Terms.each(expression, part -> mention(part, mentions)));
        });
        body.lambdas().forEach(lambda -> mentions(lambda.body(), mentions));
    }

    private static void mention(Expression part, Map<String, Integer> mentions) {
        if (part instanceof Local local) {
            mentions.merge(local.name(), 1, Integer::sum);
        }
    }

    private static boolean isCall(Invoke call, String name) {
        return call.target().name().equals(name)
                && call.target().arity() == 0
                && !call.target().staticCall();
    }

    private void cursor(
            Local iterator, Invoke open, Map<Integer, Invoke> calls, int mentions, Map<Integer, Integer> uses) {
        List<Invoke> tests = new ArrayList<>();
        List<Invoke> steps = new ArrayList<>();
        for (Invoke call : calls.values()) {
            if (iterator.equals(call.receiver())) {
                (isCall(call, "hasNext") ? tests : isCall(call, "next") ? steps : new ArrayList<Invoke>()).add(call);
            }
        }
        // one mention is the assignment
        boolean onlyThese = mentions == 1 + tests.size() + steps.size() && tests.size() == 1 && steps.size() == 1;
        if (!onlyThese || !isTakenBehind(tests.get(0), steps.get(0), uses)) {
            return;
        }
        Expression collection = open.receiver();
        if (collection == null) {
            return;
        }
        int test = tests.get(0).id();
        Invoke step = steps.get(0);
        Local cursor = named("it", iterator);
        for (Draft.Part part : draft.parts) {
            part.instructions.removeIf(
                    one -> one instanceof Invoke call && (call.id() == test || call.id() == open.id()));
            element(part, step, cursor, uses.getOrDefault(step.id(), 0));
        }
        draft.rewrite(value -> value instanceof Result result
                ? result.call() == test
                        ? new HasNext(cursor)
                        : result.call() == open.id() ? new Cursor(collection) : value
                : value.equals(iterator) ? cursor : value);
    }

    /** A cursor instead of a local that held an iterator or array. */
    private Local named(String name, Local instead) {
        draft.localTypes.remove(instead.name());
        Local cursor = new Local(names.hidden(name, ""));
        draft.localTypes.put(cursor.name(), "");
        return cursor;
    }

    /** Whether each turn takes an element as soon as there is one: others than for-each loops need not. */
    private boolean isTakenBehind(Invoke test, Invoke step, Map<Integer, Integer> uses) {
        if (uses.getOrDefault(test.id(), 0) != 1) {
            return false;
        }
        int[] ways = draft.waysTo();
        for (Draft.Part part : draft.parts) {
            if (part.terminator instanceof Branch branch
                    && condition(branch.condition()).equals(new Result(test.id()))) {
                int behind = branch.condition() instanceof Not ? branch.whenFalse() : branch.whenTrue();
                return ways[behind] % 2 == 1
                        && draft.parts.get(behind).instructions.stream()
                                .findFirst()
                                .equals(Optional.of(step));
            }
        }
        return false;
    }

    private static Expression condition(Expression condition) {
        return condition instanceof Not not ? not.operand() : condition;
    }

    /** Puts the next element where it is assigned to, or into a local. */
    private void element(Draft.Part part, Invoke step, Local cursor, int uses) {
        int at = part.instructions.indexOf(step);
        if (at < 0) {
            return;
        }
        Result taken = new Result(step.id());
        Optional<Assign> direct = uses == 1 && at + 1 < part.instructions.size()
                ? Optional.of(part.instructions.get(at + 1))
                        .filter(Assign.class::isInstance)
                        .map(Assign.class::cast)
                        .filter(assign -> assign.target() instanceof Local
                                && bare(assign.value()).equals(taken))
                : Optional.empty();
        if (direct.isPresent()) {
            part.instructions.remove(at);
            part.instructions.set(
                    at,
                    new Assign(
                            direct.get().target(),
                            new Next(cursor),
                            direct.get().line()));
            return;
        }
        Local element = new Local(names.hidden("t", step.target().returnType()));
        draft.localTypes.put(element.name(), step.target().returnType());
        part.instructions.set(at, new Assign(element, new Next(cursor), step.line()));
        draft.rewrite(value -> value.equals(taken) ? element : value);
    }

    private static Expression bare(Expression value) {
        return value instanceof Cast cast ? bare(cast.value()) : value;
    }
}
