package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers that the program itself gives fields, parameters and settings. */
final class GivenNumbers {

    private static final int DEPTH = 12;

    /** How many calls that give a number on, or keep it within limits, are looked through, one in the other. */
    private static final int CALLS = 4;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Program program;
    private final Origins origins;
    private final CallFacts facts;

    GivenNumbers(Program program, Origins origins, CallFacts facts) {
        this.program = program;
        this.origins = origins;
        this.facts = facts;
    }

    /** The numbers that a field gets, or null where something else may be among them. */
    @Nullable
    Range all(Expression.Field field) {
        return given(field, DEPTH);
    }

    private @Nullable Range given(Expression.Field field, int depth) {
        FieldDeclaration declared = program.declaration(field).orElse(null);
        if (depth == 0 || declared == null || declared.isOpen() && !declared.isFinal()) {
            return null;
        }
        Range known = null;
        for (Origin assigned : origins.assigned(field)) {
            Range one = given(assigned.procedure(), assigned.expression(), depth - 1);
            if (one == null) {
                return null;
            }
            known = known == null ? one : known.or(one);
        }
        // Java's own default
        return known == null || declared.isFinal() || declared.constant() != null ? known : known.or(Range.of(0));
    }

    private @Nullable Range given(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return null;
        }
        if (value instanceof Expression.Constant constant && constant.value() instanceof Long number) {
            return Range.of(number);
        } else if (value instanceof Expression.Cast cast) {
            return given(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return both(given(procedure, choice.then(), depth - 1), given(procedure, choice.otherwise(), depth - 1));
        } else if (value instanceof Expression.Field field) {
            return given(field, depth - 1);
        } else if (value instanceof Expression.Local local) {
            return Values.isGiven(procedure, local)
                    ? handed(procedure, local, depth, Set.of())
                    : assigned(procedure, local, depth);
        }
        return null;
    }

    private static @Nullable Range both(@Nullable Range one, @Nullable Range other) {
        return one == null || other == null ? null : one.or(other);
    }

    private @Nullable Range assigned(Procedure procedure, Expression.Local local, int depth) {
        Range known = null;
        for (Origin origin : origins.assigned(procedure, local)) {
            Range one = given(origin.procedure(), origin.expression(), depth - 1);
            known = known == null ? one : both(known, one);
            if (known == null) {
                return null;
            }
        }
        return known;
    }

    /**
     * What all callers hand over that are not of a recursion, or null where code outside of the program can call.
     *
     * @param inside the recursion's procedures
     */
    @Nullable
    Range handed(Procedure procedure, Expression.Local parameter, Set<Procedure> inside) {
        return handed(procedure, parameter, DEPTH, inside);
    }

    private @Nullable Range handed(Procedure procedure, Expression.Local local, int depth, Set<Procedure> inside) {
        List<Range> all = handed(procedure, local, depth, inside, Set.of(procedure));
        return all == null ? null : all.stream().reduce(Range::or).orElse(null);
    }

    /**
     * The same where the calls of a recursion hand on what it began with.
     *
     * @param inside the recursion's procedures
     * @param passed the procedures that it has come through to this one
     * @return null where something else may be handed over
     */
    private @Nullable List<Range> handed(
            Procedure procedure, Expression.Local local, int depth, Set<Procedure> inside, Set<Procedure> passed) {
        int parameter = procedure.method().modifiers().isPublic() ? -1 : Values.parameter(procedure, local);
        if (parameter < 0 || depth == 0 || !origins.assigned(procedure, local).isEmpty()) {
            return null;
        }
        List<Range> found = new ArrayList<>();
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.callers(procedure.method())) {
            boolean further = inside.contains(site.getKey());
            if (further && passed.contains(site.getKey().root())) {
                continue;
            }
            List<Expression> arguments = site.getValue().arguments();
            Expression argument = parameter < arguments.size() ? arguments.get(parameter) : null;
            List<Range> one = argument == null
                    ? null
                    : further
                            ? handedOn(site.getKey(), argument, depth, inside, passed)
                            : listed(given(site.getKey(), argument, depth - 1));
            if (one == null) {
                return null;
            }
            found.addAll(one);
        }
        return found;
    }

    /** What is handed to a constructor that only the program calls, where the value is a parameter of one; else the value itself. */
    List<Origin> handed(Origin value) {
        Procedure procedure = value.procedure();
        int parameter = procedure.method().name().equals("<init>")
                        && value.expression() instanceof Expression.Local local
                        && !procedure.method().modifiers().isPublic()
                        && origins.assigned(procedure, local).isEmpty()
                ? Values.parameter(procedure, local)
                : -1;
        if (parameter < 0) {
            return List.of(value);
        }
        List<Origin> found = new ArrayList<>();
        for (Map.Entry<Procedure, Instruction.Invoke> site : origins.callers(procedure.method())) {
            List<Expression> arguments = site.getValue().arguments();
            if (parameter >= arguments.size()) {
                return List.of(value);
            }
            found.add(new Origin(site.getKey(), arguments.get(parameter)));
        }
        return found;
    }

    private static @Nullable List<Range> listed(@Nullable Range range) {
        return range == null ? null : List.of(range);
    }

    /** What a procedure that the recursion has not come through yet hands on of what it was handed itself. */
    private @Nullable List<Range> handedOn(
            Procedure caller, Expression argument, int depth, Set<Procedure> inside, Set<Procedure> passed) {
        if (argument instanceof Expression.Binary binary
                && (binary.operator() == Expression.Operator.PLUS || binary.operator() == Expression.Operator.MINUS)
                && binary.right() instanceof Expression.Constant constant
                && constant.value() instanceof Long number) {
            List<Range> before = handedOn(caller, binary.left(), depth, inside, passed);
            Range added = Range.of(binary.operator() == Expression.Operator.PLUS ? number : -number);
            return before == null
                    ? null
                    : before.stream().map(range -> range.plus(added)).toList();
        }
        if (!(argument instanceof Expression.Local local)) {
            return null;
        }
        Procedure owner = origins.declaring(caller, local).root();
        if (passed.contains(owner)) {
            return List.of();
        }
        Set<Procedure> further = new HashSet<>(passed);
        further.add(owner);
        return handed(owner, local, depth - 1, inside, further);
    }

    /** The numbers that the program gives a place, beside what may come from outside. */
    List<Long> of(Procedure procedure, Expression place) {
        return numbers(procedure, place, Set.of());
    }

    /** @param open the calls that are being worked out: what is kept within limits again and again is made of itself */
    private List<Long> numbers(Procedure procedure, Expression place, Set<Instruction.Invoke> open) {
        List<Long> found = new ArrayList<>();
        for (Origin leaf : origins.of(procedure, place, Origins.Depth.VALUE)) {
            if (leaf.expression() instanceof Expression.Constant constant) {
                number(constant).ifPresent(found::add);
            } else if (leaf.expression() instanceof Expression.Result result && open.size() < CALLS) {
                Instruction.Invoke call = origins.call(leaf.procedure(), result.call());
                if (!open.contains(call)) {
                    found.addAll(numbers(leaf.procedure(), call, open));
                }
            }
        }
        return found;
    }

    private Collection<Long> numbers(Procedure procedure, Instruction.Invoke call, Set<Instruction.Invoke> open) {
        Set<Instruction.Invoke> inside = new HashSet<>(open);
        inside.add(call);
        return Values.isExtreme(call)
                ? extremes(procedure, call, inside)
                : facts.valueOf(procedure, call)
                        .map(value -> numbers(procedure, value, inside))
                        .orElse(List.of());
    }

    /** A number, or the text of one as it stands in configuration. */
    private static Optional<Long> number(Expression.Constant constant) {
        if (constant.value() instanceof Long number) {
            return Optional.of(number);
        }
        return constant.value() instanceof String text && NUMBER.matcher(text).matches()
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }

    /** {@code Math.max(1, settings.rounds)}: what comes out of it for the numbers that the program gives both. */
    private Set<Long> extremes(Procedure procedure, Instruction.Invoke call, Set<Instruction.Invoke> open) {
        boolean least = call.target().name().equals("min");
        List<Long> others = numbers(procedure, call.arguments().get(1), open);
        Set<Long> found = new TreeSet<>();
        for (long one : numbers(procedure, call.arguments().get(0), open)) {
            for (long other : others) {
                found.add(least ? Math.min(one, other) : Math.max(one, other));
            }
        }
        return found;
    }
}
