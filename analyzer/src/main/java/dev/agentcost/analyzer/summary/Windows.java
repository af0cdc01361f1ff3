package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Values;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.catalog.Window;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Contexts that limit themselves: made by a constructor or factory that gives them a window. */
final class Windows {

    /** What is known of a context's own limit. */
    enum Verdict {
        WINDOWED,
        UNLIMITED,
        UNKNOWN
    }

    private static final int DEPTH = 5;

    private final Calls calls;
    private final Origins origins;
    private final Settings settings;
    private final Values values;
    private final Tokens tokens;
    private final Set<String> windowed = new HashSet<>();
    private final Set<String> maybeWindowed = new HashSet<>();
    private final Map<Origin, List<Origin>> leaves = new HashMap<>();

    Windows(Catalog catalog, Calls calls, Origins origins, Settings settings, Values values, Tokens tokens) {
        this.calls = calls;
        this.origins = origins;
        this.settings = settings;
        this.values = values;
        this.tokens = tokens;
        for (TypeRow type : catalog.types()) {
            for (MethodRow method : type.methods()) {
                if (method.context() == ContextOperation.WINDOW
                        && !method.returns().isEmpty()) {
                    windowed.add(Types.erasure(method.returns()));
                }
            }
        }
        for (String type : windowed) {
            catalog.type(type).ifPresent(row -> maybeWindowed.addAll(row.supertypes()));
        }
    }

    /** Whether the value is a context that limits itself. */
    Verdict verdict(Procedure procedure, Expression value) {
        boolean any = false;
        for (Origin leaf : leaves(procedure, value)) {
            if (leaf.expression() instanceof Expression.Null) {
                continue;
            }
            if (window(leaf).isPresent() || windowed.contains(typeOf(leaf)) && !isMade(leaf)) {
                any = true;
            } else if (maybeWindowed.contains(typeOf(leaf)) && !isCreation(leaf)) {
                return Verdict.UNKNOWN;
            } else {
                return Verdict.UNLIMITED;
            }
        }
        return any ? Verdict.WINDOWED : Verdict.UNLIMITED;
    }

    /** Where a context may come from: a function that provides one stands for what it returns. */
    private List<Origin> leaves(Procedure procedure, Expression value) {
        return leaves.computeIfAbsent(new Origin(procedure, value), key -> {
            List<Origin> found = new ArrayList<>();
            addLeaves(procedure, value, DEPTH, new HashSet<>(), found);
            return found;
        });
    }

    private void addLeaves(Procedure procedure, Expression value, int depth, Set<Origin> asked, List<Origin> found) {
        for (Origin origin : origins.of(procedure, value, Origins.Depth.VALUE)) {
            List<Origin> behind = depth == 0 ? List.of() : behind(origin);
            if (behind.isEmpty()) {
                found.add(origin);
            } else if (asked.add(origin)) {
                behind.forEach(next -> addLeaves(next.procedure(), next.expression(), depth - 1, asked, found));
            }
        }
    }

    private List<Origin> behind(Origin origin) {
        List<Origin> found = new ArrayList<>(kept(origin));
        makers(origin).forEach(maker -> found.addAll(origins.returned(maker)));
        return found;
    }

    /** What is put into the map of the program's own that the value is taken from; a function that fills it stands for what it returns. */
    private List<Origin> kept(Origin origin) {
        if (!(origin.expression() instanceof Expression.Result result)) {
            return List.of();
        }
        Instruction.Invoke taking = origins.call(origin.procedure(), result.call());
        Expression map = taking.receiver();
        if (map == null || !calls.isMap(taking.target().owner()) || !isMadeByProgram(origin.procedure(), map)) {
            return List.of();
        }
        List<Origin> found = new ArrayList<>();
        if (taking.target().name().equals("getOrDefault")) {
            found.add(new Origin(origin.procedure(), taking.arguments().get(1)));
        }
        for (Origins.Content content : origins.contents(origin.procedure(), map)) {
            Procedure where = content.value().procedure();
            Instruction.Invoke call = content.call();
            MethodRow row = call == null ? null : calls.of(where, call).row();
            if (call == null || row == null) {
                found.add(content.value());
            } else if (row.context() == ContextOperation.APPEND) {
                found.add(
                        new Origin(where, call.arguments().get(call.arguments().size() - 1)));
            }
        }
        return found.stream().distinct().toList();
    }

    private boolean isMadeByProgram(Procedure procedure, Expression map) {
        List<Origin> made = origins.of(procedure, map, Origins.Depth.VALUE);
        return !made.isEmpty()
                && made.stream()
                        .allMatch(one -> one.expression() instanceof Expression.Result result
                                && origins.call(one.procedure(), result.call())
                                        .target()
                                        .owner()
                                        .startsWith("java.util."));
    }

    /** The code that makes the value later on: a function, an object of the program's own, or the methods of which a container takes what it hands over. */
    private List<Procedure> makers(Origin origin) {
        if (origin.expression() instanceof Expression.Lambda lambda) {
            return List.of(calls.lambda(origin.procedure(), lambda));
        }
        boolean handedOver =
                origin.expression() instanceof Expression.Local || origin.expression() instanceof Expression.Field;
        return handedOver || isCreation(origin) ? settings.makers(typeOf(origin)) : List.of();
    }

    /** Whether the row of the call that made the context says whether it has a window. */
    private boolean isMade(Origin leaf) {
        return leaf.expression() instanceof Expression.Result result
                && Optional.ofNullable(calls.of(leaf.procedure(), origins.call(leaf.procedure(), result.call()))
                                .row())
                        .filter(row -> row.window() != null || isCreation(leaf))
                        .isPresent();
    }

    private boolean isCreation(Origin leaf) {
        return leaf.expression() instanceof Expression.Result result
                && origins.call(leaf.procedure(), result.call()).target().name().equals("<init>");
    }

    private String typeOf(Origin leaf) {
        if (leaf.expression() instanceof Expression.Local local) {
            return Types.erasure(leaf.procedure().body().localTypes().getOrDefault(local.name(), ""));
        }
        if (leaf.expression() instanceof Expression.Result result) {
            return Types.erasure(
                    origins.call(leaf.procedure(), result.call()).target().returnType());
        }
        if (leaf.expression() instanceof Expression.Field field) {
            return Types.erasure(calls.fieldType(field));
        }
        return "";
    }

    /** The call that gives a context its window, where the origin is one. */
    private Optional<Window> window(Origin leaf) {
        if (leaf.expression() instanceof Expression.Result result) {
            CallMeaning meaning = calls.of(leaf.procedure(), origins.call(leaf.procedure(), result.call()));
            return Optional.ofNullable(meaning.row())
                    .map(MethodRow::window)
                    .filter(window -> window.needs().isEmpty()
                            || !settings.find(List.of(leaf), window.needs()).isEmpty());
        }
        return Optional.empty();
    }

    /** The limit in tokens of a context that limits itself. */
    Formula tokens(Procedure procedure, Expression value) {
        Formula most = Formula.ZERO;
        for (Origin leaf : leaves(procedure, value)) {
            Optional<Window> window = window(leaf);
            if (window.isPresent()) {
                most = most.max(tokens(leaf, window.get()));
            }
        }
        return most.isZero() ? Tokens.assumed(Assumption.WINDOW_TOKENS) : most;
    }

    private Formula tokens(Origin leaf, Window window) {
        Instruction.Invoke call = origins.call(leaf.procedure(), ((Expression.Result) leaf.expression()).call());
        List<Expression> given = Settings.operands(call, window.operand());
        Procedure where = leaf.procedure();
        if (given.isEmpty() && !window.setting().isEmpty()) {
            List<Settings.Made> made = settings.find(List.of(leaf), window.setting());
            if (!made.isEmpty()) {
                given = made.get(0).values();
                where = made.get(0).procedure();
            }
        }
        Optional<Formula> size = given.isEmpty() ? Optional.empty() : values.most(where, given.get(0));
        if (size.isEmpty() && window.defaultSize().isPresent()) {
            size = Optional.of(Formula.of(window.defaultSize().getAsLong()));
        }
        if (size.isEmpty()) {
            return Tokens.assumed(Assumption.WINDOW_TOKENS);
        }
        Formula units = size.get().times(Formula.of(window.times())).plus(Formula.of(window.plus()));
        return window.unit() == Window.Unit.TOKENS ? units : ofMessages(units);
    }

    /** The tokens of so many messages. */
    Formula ofMessages(Formula messages) {
        return messages.times(tokens.largestMessage());
    }
}
