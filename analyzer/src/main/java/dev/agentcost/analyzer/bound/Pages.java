package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Loops over the pages of data that stands elsewhere, in a database or behind another API: each turn fetches the next page, by a number
 * that rises or by what the page before said of the next one, and the last page ends the loop. The data decides how many there are.
 *
 * <p>What fetches must leave the program and query no model, and what it brings, or is told anew each turn, must not derive from an
 * answer: a model that says "more" has no last page. Nor has a chain of steps that lead to each other, so that a mere successor ("the next node") is no page; the test must
 * be of how much a page holds, or ask in the usual words whether there is another one.
 */
final class Pages {

    /** What APIs call the place of the next page. */
    private static final Pattern NEXT_PAGE = Pattern.compile(
            ".*(cursor|token|continuation|marker|offset|scroll|nextpage|next_page|pagenext|nextlink|next_link).*");

    /** What they call the answer to whether there is one. */
    private static final Pattern ANOTHER_PAGE = Pattern.compile(
            "(is|get|has|_)*(more|next|last|truncated|morepages|nextpage|lastpage|has_more|has_next).*");

    private static final Set<String> ABSENCE = Set.of(
            "isEmpty",
            "isNotEmpty",
            "isBlank",
            "isNotBlank",
            "hasText",
            "hasLength",
            "isPresent",
            "nonNull",
            "isNull",
            "isNullOrEmpty",
            "isNoneBlank",
            "isNoneEmpty");

    private static final String TEXT = "java.lang.String";

    private static final Set<String> NO_PAGES =
            Set.of("boolean", "java.lang.Boolean", "int", "long", "double", "float", "void");

    private static final Set<String> SIZES = Set.of(
            "size", "length", "count", "getSize", "getNumberOfElements", "getTotalPages", "totalPages", "getPages");

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Program program;
    private final Origins origins;
    private final CallFacts facts;
    private final ExpressionText text;

    Pages(
            Procedure procedure,
            ControlFlow flow,
            Program program,
            Origins origins,
            CallFacts facts,
            ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.program = program;
        this.origins = origins;
        this.facts = facts;
        this.text = text;
    }

    /** What a test says of a page, and the calls that its value comes from. */
    private static final class Look {
        /** How much there is on it, or how many there are. */
        private boolean amount;
        /** Whether there is another one. */
        private boolean another;
        /** Where the next one is. */
        private boolean place;
        /** Whether there is anything. */
        private boolean absence;
        /** Whether what is looked at may be a text. */
        private boolean ofText;
        /** Whether it is looked at through a flag, which only the last page sets. */
        private boolean flag;

        private final Set<Instruction.Invoke> calls = new LinkedHashSet<>();
        private final Set<Expression> seen = new HashSet<>();
    }

    /** What the next fetch is told. */
    private record Feed(Set<Expression> places, Set<Instruction.Invoke> calls) {}

    Optional<LoopBound> of(Loop loop, LoopPaths paths, List<Guard> guards) {
        for (Guard guard : guards) {
            if (flow.loopOf(guard.block()) != loop
                    || !flow.onEveryTurn(loop, guard.block())
                    || facts.isAnswer(procedure, guard.condition())) {
                continue;
            }
            Look look = new Look();
            look(loop, guard.condition(), true, look);
            for (Instruction.Invoke call : look.calls) {
                if (fetches(loop, call) && goesOn(loop, paths, look, call)) {
                    return Optional.of(bound(loop, guard, call));
                }
            }
        }
        return Optional.empty();
    }

    private LoopBound bound(Loop loop, Guard guard, Instruction.Invoke call) {
        String fetch = call.target().name() + "()";
        Formula pages =
                Formula.of(new Symbol("pages of " + fetch, Kind.COUNT, false, "", Assumption.COLLECTION_SIZE.key()));
        boolean headed =
                loop.syntax() != null && loop.syntax().isBeforeTurn(guard.line(), guard.block() == loop.header());
        return new LoopBound(
                Driver.DATA,
                pages,
                guard.block(),
                headed,
                List.of(
                        new Step(procedure.at(call.line()), "each turn fetches the next page with " + fetch),
                        new Step(
                                procedure.at(guard.line()),
                                "leaves behind the last page: " + text.of(guard.condition()))),
                "",
                false);
    }

    // ---- the test

    /** @param direct whether no call that is told something stands between the test and the value, so that its name tells what is tested */
    private void look(Loop loop, Expression tested, boolean direct, Look look) {
        if (!look.seen.add(tested)) {
            return;
        }
        if (tested instanceof Expression.Not not) {
            look(loop, not.operand(), direct, look);
        } else if (tested instanceof Expression.Cast cast) {
            look(loop, cast.value(), direct, look);
        } else if (tested instanceof Expression.Choice choice) {
            List.of(choice.test(), choice.then(), choice.otherwise()).forEach(part -> look(loop, part, direct, look));
        } else if (tested instanceof Expression.Binary binary) {
            look.absence |= binary.left() instanceof Expression.Null || binary.right() instanceof Expression.Null;
            look.amount |= isOrder(binary.operator());
            look(loop, binary.left(), direct, look);
            look(loop, binary.right(), direct, look);
        } else if (tested instanceof Expression.Result result) {
            look(loop, origins.call(procedure, result.call()), direct, look);
        } else if (tested instanceof Expression.Local local) {
            look.place |= direct && isNextPage(local.name());
            lookAtPlace(loop, local, direct, look);
        } else if (tested instanceof Expression.Field field) {
            look.place |= direct && isNextPage(field.name());
            lookAtPlace(loop, field, direct, look);
            if (field.receiver() != null) {
                look(loop, field.receiver(), direct, look);
            }
        }
    }

    private void look(Loop loop, Instruction.Invoke call, boolean direct, Look look) {
        boolean tests = ABSENCE.contains(call.target().name());
        if (direct) {
            lookAtName(call, tests, look);
        }
        look.calls.add(call);
        if (isLibrary(call) || isAccessor(call)) {
            boolean on = direct && (tests || call.arguments().stream().allMatch(Pages::isLiteral));
            if (call.receiver() != null) {
                look(loop, call.receiver(), on, look);
            }
            call.arguments().forEach(argument -> look(loop, argument, on, look));
        }
    }

    /** Whether it only says what a field of the receiver holds, as a record's do. */
    private boolean isAccessor(Instruction.Invoke call) {
        Expression holder = call.receiver();
        return holder != null
                && facts.inlined(procedure, call)
                        .filter(value -> value instanceof Expression.Field field && holder.equals(field.receiver()))
                        .isPresent();
    }

    private void lookAtName(Instruction.Invoke call, boolean tests, Look look) {
        String name = call.target().name();
        boolean size = SIZES.contains(name) || facts.isNumberOf(procedure, call);
        look.amount |= size || tests;
        look.absence |= tests;
        look.ofText |= (size || tests) && isOfText(call);
        look.another |= isAnotherPage(name) || names(call, Pages::isAnotherPage);
        look.place |= isNextPage(name) || names(call, Pages::isNextPage);
    }

    private boolean isOfText(Instruction.Invoke call) {
        return call.target().owner().endsWith("String")
                || call.target().owner().endsWith("StringUtils")
                || call.arguments().stream()
                        .anyMatch(argument -> argument instanceof Expression.Local local
                                && TEXT.equals(procedure.body().localTypes().get(local.name())));
    }

    private static boolean isLiteral(Expression argument) {
        return argument instanceof Expression.Constant || argument instanceof Expression.Null;
    }

    private void lookAtPlace(Loop loop, Expression place, boolean direct, Look look) {
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(place)) {
                    if (assign.value() instanceof Expression.Constant) {
                        look.flag = true;
                        deciding(loop, block).forEach(condition -> look(loop, condition, direct, look));
                    } else {
                        look(loop, assign.value(), direct, look);
                    }
                }
            }
        }
    }

    /** The tests in the loop one side of which leads to the block alone. */
    private List<Expression> deciding(Loop loop, int block) {
        List<Expression> found = new ArrayList<>();
        for (int at : loop.order()) {
            if (at != loop.header()
                    && flow.body().blocks().get(at).terminator() instanceof Terminator.Branch branch
                    && flow.dominates(branch.whenTrue(), block) != flow.dominates(branch.whenFalse(), block)) {
                found.add(branch.condition());
            }
        }
        return found;
    }

    private static boolean isOrder(Expression.Operator operator) {
        return switch (operator) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
            default -> false;
        };
    }

    private static boolean isNextPage(String name) {
        return NEXT_PAGE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean isAnotherPage(String name) {
        return ANOTHER_PAGE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether one of the call's texts is such a name: {@code answer.get("next_page_token")}. */
    private static boolean names(Instruction.Invoke call, Predicate<String> such) {
        return call.arguments().stream()
                .anyMatch(argument -> argument instanceof Expression.Constant constant
                        && constant.value() instanceof String name
                        && such.test(name));
    }

    // ---- the fetch

    private boolean fetches(Loop loop, Instruction.Invoke call) {
        Expression.Result result = new Expression.Result(call.id());
        int block = flow.blockOf(call);
        return block >= 0
                && loop.contains(block)
                && flow.onEveryTurn(loop, block)
                && !NO_PAGES.contains(call.target().returnType())
                && !facts.costs(procedure, call)
                && !facts.isAnswer(procedure, result)
                && (isLibrary(call) ? isElsewhere(call) : comesFromElsewhere(result));
    }

    private boolean isLibrary(Instruction.Invoke call) {
        return !program.runsKnownCode(call.target());
    }

    private boolean isElsewhere(Instruction.Invoke call) {
        String owner = call.target().owner();
        return isLibrary(call)
                && !call.target().name().equals("<init>")
                && !owner.startsWith("java.util.")
                && !owner.startsWith("java.lang.");
    }

    /** What a method of the program's own brings is what a library's call gave it, or a collection of such. */
    private boolean comesFromElsewhere(Expression.Result result) {
        boolean some = false;
        for (Origin leaf : origins.of(procedure, result, Origins.Depth.VALUE)) {
            boolean nothing =
                    leaf.expression() instanceof Expression.Null || leaf.expression() instanceof Expression.Constant;
            if (!nothing && !isElsewhere(leaf) && !isMadeOfOthers(leaf)) {
                return false;
            }
            some |= !nothing;
        }
        return some
                && origins.of(procedure, result, Origins.Depth.CONTENTS).stream()
                        .anyMatch(this::isElsewhere);
    }

    private boolean isElsewhere(Origin leaf) {
        return leaf.expression() instanceof Expression.Result result
                && isElsewhere(origins.call(leaf.procedure(), result.call()));
    }

    /** A new collection, or what a library makes of one. */
    private boolean isMadeOfOthers(Origin leaf) {
        return leaf.expression() instanceof Expression.Result result
                && origins.call(leaf.procedure(), result.call())
                        .target()
                        .owner()
                        .startsWith("java.util.");
    }

    // ---- the way to the next page

    private boolean goesOn(Loop loop, LoopPaths paths, Look look, Instruction.Invoke fetch) {
        Feed feed = feed(loop, fetch);
        if (feed.calls().stream().anyMatch(call -> isAnswerOfTurn(loop, call))) {
            return false;
        }
        if (feed.places().stream().anyMatch(place -> rises(loop, paths, place, look.flag))) {
            return look.amount || look.absence || look.another;
        }
        return feed.calls().contains(fetch)
                && (look.another || look.amount && !look.ofText || look.place && look.absence);
    }

    /** What each turn's answer says is parsed, and not fetched. */
    private boolean isAnswerOfTurn(Loop loop, Instruction.Invoke call) {
        int block = flow.blockOf(call);
        return block >= 0 && loop.contains(block) && facts.isAnswer(procedure, new Expression.Result(call.id()));
    }

    private boolean rises(Loop loop, LoopPaths paths, Expression place, boolean flag) {
        if (!(place instanceof Expression.Local)) {
            return false;
        }
        LoopPaths.Changes changes = paths.of(new Variable(Variable.Kind.VALUE, place));
        return !changes.steps().isEmpty()
                && (changes.turn().kind() == Change.Kind.ADD && changes.turn().least() >= 1
                        || flag && changes.turn().neverDown()
                        || isItsSuccessor(loop, place));
    }

    /** {@code request = request.next()}. */
    private boolean isItsSuccessor(Loop loop, Expression place) {
        return flow.instructions(loop).stream()
                .filter(Instruction.Assign.class::isInstance)
                .map(Instruction.Assign.class::cast)
                .filter(assign -> assign.target().equals(place))
                .allMatch(assign -> assign.value() instanceof Expression.Result result
                        && place.equals(origins.call(procedure, result.call()).receiver())
                        && isElsewhere(origins.call(procedure, result.call()))
                        && origins.call(procedure, result.call())
                                .target()
                                .name()
                                .startsWith("next"));
    }

    private Feed feed(Loop loop, Instruction.Invoke fetch) {
        Feed feed = new Feed(new LinkedHashSet<>(), new LinkedHashSet<>());
        Set<Expression> seen = new HashSet<>();
        Deque<Expression> work = new ArrayDeque<>(fetch.arguments());
        if (fetch.receiver() instanceof Expression.Result) {
            work.add(fetch.receiver());
        }
        while (!work.isEmpty()) {
            Expression at = work.poll();
            if (seen.add(at)) {
                feed(loop, fetch, at, feed, work);
            }
        }
        return feed;
    }

    private void feed(Loop loop, Instruction.Invoke fetch, Expression at, Feed feed, Deque<Expression> work) {
        if (at instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            feed.calls().add(call);
            if (call != fetch) {
                work.addAll(call.arguments());
                if (call.receiver() != null) {
                    work.add(call.receiver());
                }
            }
        } else if (at instanceof Expression.Binary binary) {
            work.add(binary.left());
            work.add(binary.right());
        } else if (at instanceof Expression.Cast cast) {
            work.add(cast.value());
        } else if (at instanceof Expression.Choice choice) {
            work.add(choice.then());
            work.add(choice.otherwise());
        } else if (at instanceof Expression.Local || at instanceof Expression.Field) {
            if (at instanceof Expression.Field field && field.receiver() instanceof Expression.Local page) {
                work.add(page);
            }
            feed.places().add(at);
            for (Instruction instruction : flow.instructions(loop)) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(at)) {
                    work.add(assign.value());
                } else if (instruction instanceof Instruction.Invoke call && call != fetch && isTold(call, at)) {
                    work.addAll(call.arguments());
                }
            }
        }
    }

    /** Whether the call is of a fluent chain that says something to the object in the place; what a collection holds says nothing. */
    private boolean isTold(Instruction.Invoke call, Expression place) {
        Expression receiver = call.receiver();
        while (receiver instanceof Expression.Result result) {
            receiver = origins.call(procedure, result.call()).receiver();
        }
        return place.equals(receiver) && !call.target().owner().startsWith("java.util.");
    }
}
