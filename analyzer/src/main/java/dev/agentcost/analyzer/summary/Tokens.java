package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many tokens a value adds to what it is put into: counted where the text is in the source, assumed where it is not. */
final class Tokens {

    private static final int DEPTH = 6;

    /** No whole number has more than twenty digits, and three of them are a token. */
    private static final Formula NUMBER = Formula.of(7);

    private static final Set<String> NUMBERS = Set.of("boolean", "byte", "short", "int", "long");

    /** Operations whose arguments are in their result. */
    private static final Set<ContextOperation> CARRYING =
            EnumSet.of(ContextOperation.CARRY, ContextOperation.CONVERT, ContextOperation.COPY);

    /** Operations whose arguments are in the object that a fluent chain goes on with. */
    private static final Set<ContextOperation> FILLING = EnumSet.of(ContextOperation.APPEND, ContextOperation.REPLACE);

    private final Calls calls;
    private final Origins origins;
    private final Answers answers;
    private final AnswerSizes answerSizes;
    private final Reach reach;
    private final TokenCounter counter;
    private final Contexts contexts;
    private final Map<Procedure, Boolean> carryingToolRuns = new HashMap<>();

    Tokens(
            Calls calls,
            Origins origins,
            Answers answers,
            AnswerSizes answerSizes,
            Reach reach,
            TokenCounter counter,
            Contexts contexts) {
        this.calls = calls;
        this.origins = origins;
        this.answers = answers;
        this.answerSizes = answerSizes;
        this.reach = reach;
        this.counter = counter;
        this.contexts = contexts;
    }

    static Formula assumed(Assumption assumption) {
        return Formula.of(Symbol.assumed(assumption));
    }

    /** The longest answer of the program. */
    Formula longestAnswer() {
        return answerSizes.longest();
    }

    /** The largest message that a context may hold. */
    Formula largestMessage() {
        return assumed(Assumption.TOOL_RESULT_TOKENS)
                .max(answerSizes.longest())
                .max(assumed(Assumption.MESSAGE_TOKENS));
    }

    /** Tokens of a value. */
    Formula of(Procedure procedure, Expression expression) {
        return of(procedure, expression, DEPTH);
    }

    private Formula of(Procedure procedure, Expression expression, int depth) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value() instanceof String text ? Formula.of(counter.count(text)) : Formula.ZERO;
        } else if (expression instanceof Expression.Null
                || expression instanceof Expression.This
                || expression instanceof Expression.Lambda
                || expression instanceof Expression.ClassLiteral) {
            return Formula.ZERO;
        } else if (depth == 0) {
            return assumed(Assumption.MESSAGE_TOKENS);
        } else if (expression instanceof Expression.Binary binary) {
            return binary.operator() == Expression.Operator.CONCAT
                    ? of(procedure, binary.left(), depth - 1).plus(of(procedure, binary.right(), depth - 1))
                    : Formula.ZERO;
        } else if (expression instanceof Expression.Cast cast) {
            return of(procedure, cast.value(), depth);
        } else if (expression instanceof Expression.Choice choice) {
            return of(procedure, choice.then(), depth - 1).max(of(procedure, choice.otherwise(), depth - 1));
        } else if (expression instanceof Expression.NewArray array) {
            return sum(procedure, array.elements(), depth - 1);
        } else if (expression instanceof Expression.Local local) {
            return ofLocal(procedure, local, depth - 1);
        } else if (expression instanceof Expression.Result result) {
            return ofCall(procedure, origins.call(procedure, result.call()), depth - 1);
        } else if (expression instanceof Expression.Field field) {
            boolean named = field.receiver() == null && calls.isNamed(calls.fieldType(field));
            return named
                    ? Formula.of(counter.count(field.name()))
                    : ofAssigned(procedure, field, origins.assigned(field), depth - 1);
        }
        return byNature(procedure, expression);
    }

    private Formula sum(Procedure procedure, List<Expression> parts, int depth) {
        Formula sum = Formula.ZERO;
        for (Expression part : parts) {
            sum = sum.plus(of(procedure, part, depth));
        }
        return sum;
    }

    private Formula byNature(Procedure procedure, Expression expression) {
        return answers.isAnswer(procedure, expression)
                ? answerSizes.of(procedure, expression)
                : assumed(Assumption.MESSAGE_TOKENS);
    }

    private Formula ofLocal(Procedure procedure, Expression.Local local, int depth) {
        return ofAssigned(procedure, local, origins.assigned(procedure, local), depth)
                .plus(filled(procedure, local, depth));
    }

    /** What calls have put into the object that a local holds, such as the fields of a message that is a map or a tree. */
    private Formula filled(Procedure procedure, Expression.Local local, int depth) {
        Formula sum = Formula.ZERO;
        boolean many = calls.isCollection(procedure.body().localTypes().getOrDefault(local.name(), ""));
        for (Origins.Content content : origins.contents(procedure, local)) {
            boolean here = content.value().procedure() == procedure;
            if (here
                    && content.call() != null
                    && (appends(calls.of(procedure, content.call())) || sets(procedure, content.call()))) {
                Formula part = of(procedure, content.value().expression(), depth);
                sum = sum.plus(many && isToolResult(part) ? allOfAnAnswer(part) : part);
            }
        }
        return sum;
    }

    private static boolean isToolResult(Formula tokens) {
        return tokens.symbols().contains(Symbol.assumed(Assumption.TOOL_RESULT_TOKENS));
    }

    /** A list of tool results holds one for each call that the answer asks for. */
    private static Formula allOfAnAnswer(Formula tokens) {
        return tokens.symbols().contains(Symbol.assumed(Assumption.TOOL_CALLS_PER_ANSWER))
                ? tokens
                : tokens.times(assumed(Assumption.TOOL_CALLS_PER_ANSWER));
    }

    /** What a chain that makes an object puts into it, beside contexts that grow on their own. */
    Formula besideContexts(Procedure procedure, Expression made, Contexts contexts) {
        Formula sum = Formula.ZERO;
        Expression at = made;
        while (at instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallMeaning meaning = calls.of(procedure, call);
            if (isFilled(meaning) && !givesTools(meaning)) {
                sum = sum.plus(content(
                        procedure,
                        call.arguments().stream()
                                .filter(argument ->
                                        contexts.growing(procedure, argument).isEmpty())
                                .toList(),
                        DEPTH));
            }
            at = call.receiver();
        }
        return sum;
    }

    /** What a value that is made from a place, and from tool runs that go on with it, adds to that place; zero without such. */
    Formula addedByToolRuns(Procedure procedure, Expression value) {
        Formula sum = Formula.ZERO;
        if (!carryingToolRuns.computeIfAbsent(procedure, this::carriesToolRuns)) {
            return sum;
        }
        for (Origin origin : origins.of(procedure, value, Origins.Depth.CONTENTS)) {
            if (origin.expression() instanceof Expression.Result result && origin.procedure() == procedure) {
                if (carriesToolRun(procedure, origins.call(procedure, result.call()))) {
                    sum = sum.plus(of(procedure, origin.expression())).plus(answerSizes.longest());
                }
            }
        }
        return sum;
    }

    private boolean carriesToolRuns(Procedure procedure) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .anyMatch(instruction ->
                        instruction instanceof Instruction.Invoke call && carriesToolRun(procedure, call));
    }

    private boolean carriesToolRun(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        return row != null && row.toolCall() && row.context() == ContextOperation.CARRY;
    }

    private static boolean isNumber(Procedure procedure, Expression place) {
        return place instanceof Expression.Local local
                && NUMBERS.contains(procedure.body().localTypes().getOrDefault(local.name(), ""));
    }

    private static boolean appends(CallMeaning meaning) {
        return meaning.row() != null && meaning.row().context() == ContextOperation.APPEND;
    }

    /** {@code message.setContent(text)}: a message that is made empty and then filled. */
    private boolean sets(Procedure procedure, Instruction.Invoke call) {
        return call.target().name().startsWith("set")
                && call.arguments().size() == 1
                && calls.of(procedure, call).row() == null
                && call.receiver() instanceof Expression.Local local
                && origins.only(procedure, local)
                        .filter(value -> value instanceof Expression.Result result
                                && origins.call(procedure, result.call())
                                        .target()
                                        .name()
                                        .equals("<init>"))
                        .isPresent();
    }

    private Formula ofAssigned(Procedure procedure, Expression place, List<Origin> assigned, int depth) {
        if (assigned.size() != 1) {
            return isNumber(procedure, place) ? NUMBER : byNature(procedure, place);
        }
        return of(assigned.get(0).procedure(), assigned.get(0).expression(), depth);
    }

    private Formula ofCall(Procedure procedure, Instruction.Invoke call, int depth) {
        CallMeaning meaning = calls.of(procedure, call);
        if (reach.isToolRun(call) || (reach.reachesTool(procedure, call) && !reach.reachesModel(procedure, call))) {
            return assumed(Assumption.TOOL_RESULT_TOKENS).times(reach.toolRuns(procedure, call));
        }
        if (reach.reachesModel(procedure, call)) {
            return answerSizes.of(procedure, new Expression.Result(call.id()));
        }
        if (contexts.isSlice(procedure, call)) {
            return assumed(Assumption.WINDOW_TOKENS);
        }
        boolean fluent = meaning.row() != null && meaning.row().returnsReceiver();
        boolean carries = isFilled(meaning);
        if (carries || fluent && call.receiver() instanceof Expression.Result) {
            Formula inside =
                    carries && !givesTools(meaning) ? content(procedure, call.arguments(), depth) : Formula.ZERO;
            Formula before = call.receiver() == null ? Formula.ZERO : chained(procedure, call.receiver(), depth);
            return inside.plus(before);
        }
        return holdsNothing(meaning) ? Formula.ZERO : byNature(procedure, new Expression.Result(call.id()));
    }

    /** Whether the call's arguments are in what it returns. */
    private static boolean isFilled(CallMeaning meaning) {
        MethodRow row = meaning.row();
        return row == null
                ? meaning.call().target().name().equals("<init>")
                : CARRYING.contains(row.context()) || row.returnsReceiver() && FILLING.contains(row.context());
    }

    /** Tools are counted by their schemas. */
    private static boolean givesTools(CallMeaning meaning) {
        return meaning.row() != null
                && meaning.row().settings().stream()
                        .anyMatch(setting -> setting.name().equals(LibraryRuns.TOOLS));
    }

    /** What is empty, a memory that was just made, and a library's objects that neither are nor hold content. */
    private boolean holdsNothing(CallMeaning meaning) {
        MethodRow row = meaning.row();
        if (row == null) {
            return false;
        }
        return row.size() != null && row.size().isNone()
                || row.window() != null
                || row.context() == null
                        && calls.isPlain(Types.erasure(meaning.call().target().returnType()));
    }

    /** A message that holds a tool's result names the call that asked for it, but does not repeat it. */
    private Formula content(Procedure procedure, List<Expression> arguments, int depth) {
        Formula all = Formula.ZERO;
        Formula results = Formula.ZERO;
        Formula others = Formula.ZERO;
        for (Expression argument : arguments) {
            Formula tokens = of(procedure, argument, depth);
            all = all.plus(tokens);
            if (isToolResult(tokens)) {
                results = results.plus(tokens);
            } else if (!answers.isToolRequest(procedure, argument)) {
                others = others.plus(tokens);
            }
        }
        return results.isZero() ? all : results.plus(others);
    }

    /**
     * A fluent chain's earlier calls add to what its result holds; the object that it starts from does not, unless that is a text, or
     * an answer or a tool's result: {@code answer.toParam()}, {@code line.trim()}.
     */
    private Formula chained(Procedure procedure, Expression receiver, int depth) {
        if (receiver instanceof Expression.Result result) {
            return ofCall(procedure, origins.call(procedure, result.call()), depth);
        }
        if (depth == 0 || !(receiver instanceof Expression.Local local)) {
            return Formula.ZERO;
        }
        boolean whole = answers.isAnswer(procedure, local)
                || calls.isImmutable(Types.erasure(procedure.body().localTypes().getOrDefault(local.name(), "")));
        Formula start = of(procedure, local, depth);
        return whole || isToolResult(start) ? start : Formula.ZERO;
    }
}
