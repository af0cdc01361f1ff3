package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Formulas for values that do not change where they are asked for: constants of the whole program, sizes of data, and
 * symbols for what the source leaves open.
 */
public final class Values {

    private static final int DEPTH = 12;

    /** How many calls that give a number on, or keep it within limits, are looked through, one in the other. */
    private static final int CALLS = 4;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Program program;
    private final Origins origins;
    private final CallFacts facts;
    private final SizeChanges changes;
    private final Map<String, Boolean> kept = new HashMap<>();
    private final Map<String, Range> outerVariables = new HashMap<>();

    /** Values of the program. */
    public Values(Program program, Origins origins, CallFacts facts) {
        this.program = program;
        this.origins = origins;
        this.facts = facts;
        this.changes = new SizeChanges(program, facts);
    }

    /** Takes for granted that a local of a method stays in a range, until {@link #forget}. */
    void assume(Procedure procedure, Expression.Local local, Range range) {
        outerVariables.put(key(procedure, local), range);
    }

    Program program() {
        return program;
    }

    SizeChanges sizeChanges() {
        return changes;
    }

    /** Takes nothing for granted any more. */
    void forget() {
        outerVariables.clear();
    }

    private static String key(Procedure procedure, Expression.Local local) {
        return procedure.root().key() + " " + local.name();
    }

    /** An upper bound on an integer; empty where the value is none that a symbol can stand for. */
    public Optional<Formula> most(Procedure procedure, Expression expression) {
        return Optional.ofNullable(range(procedure, expression).upper());
    }

    /** What is known of an integer where control stands, of locals that do not change after their last assignment. */
    Range range(Procedure procedure, Expression expression) {
        return range(procedure, expression, DEPTH, new HashSet<>());
    }

    private Range range(Procedure procedure, Expression expression, int depth, Set<Origin> open) {
        Origin here = new Origin(procedure, expression);
        if (depth == 0 || !open.add(here)) {
            return Range.UNKNOWN;
        }
        try {
            return compute(procedure, expression, depth - 1, open);
        } finally {
            open.remove(here);
        }
    }

    private Range compute(Procedure procedure, Expression expression, int depth, Set<Origin> open) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value() instanceof Long number ? Range.of(number) : Range.UNKNOWN;
        } else if (expression instanceof Expression.Cast cast) {
            return isNarrow(cast.type()) ? Range.UNKNOWN : range(procedure, cast.value(), depth, open);
        } else if (expression instanceof Expression.Negate negate) {
            return range(procedure, negate.operand(), depth, open).negated();
        } else if (expression instanceof Expression.Binary binary) {
            return arithmetic(
                    binary,
                    range(procedure, binary.left(), depth, open),
                    range(procedure, binary.right(), depth, open));
        } else if (expression instanceof Expression.Choice choice) {
            return range(procedure, choice.then(), depth, open).or(range(procedure, choice.otherwise(), depth, open));
        } else if (expression instanceof Expression.Length length) {
            return Range.ofExact(size(procedure, length.array()));
        } else if (expression instanceof Expression.Local local) {
            return local(procedure, local, depth, open);
        } else if (expression instanceof Expression.Field field) {
            return field(procedure, field, depth, open);
        } else if (expression instanceof Expression.Result result) {
            return call(procedure, origins.call(procedure, result.call()), depth, open);
        }
        return Range.UNKNOWN;
    }

    /** A conversion that may lose high bits and so change the value. */
    private static boolean isNarrow(String type) {
        return type.equals("byte") || type.equals("short") || type.equals("char");
    }

    private static Range arithmetic(Expression.Binary binary, Range left, Range right) {
        return switch (binary.operator()) {
            case PLUS -> left.plus(right);
            case MINUS -> left.minus(right);
            case TIMES -> left.times(right);
            case DIVIDE -> left.dividedBy(right);
            case REMAINDER -> left.remainder(right);
            case SHIFT_RIGHT -> {
                Long bits = right.constant();
                yield bits != null && bits >= 0 && bits < 31 && left.isNonNegative()
                        ? left.dividedBy(Range.of(1L << bits))
                        : Range.UNKNOWN;
            }
            default -> Range.UNKNOWN;
        };
    }

    // ---- locals

    private Range local(Procedure procedure, Expression.Local local, int depth, Set<Origin> open) {
        Range outer = outerVariables.get(key(procedure, local));
        if (outer != null) {
            return outer;
        }
        if (!isNumber(type(procedure, local))) {
            return Range.UNKNOWN;
        }
        List<Origin> assigned = origins.assigned(procedure, local);
        Range own = Range.ofExact(Formula.of(symbol(procedure, local)));
        if (assigned.isEmpty()) {
            return own;
        }
        Range result = parameter(procedure, local) >= 0
                ? Range.ofExact(Formula.of(parameterSymbol(procedure, local.name())))
                : null;
        for (Origin origin : assigned) {
            Range one = isStable(origin.procedure(), origin.expression())
                    ? range(origin.procedure(), origin.expression(), depth, open)
                    : Range.UNKNOWN;
            if (one.upper() == null) {
                return own;
            }
            result = result == null ? one : result.or(one);
        }
        return result == null ? own : result;
    }

    private static String type(Procedure procedure, Expression.Local local) {
        for (Procedure at = procedure; at != null; at = at.parent()) {
            String type = at.body().localTypes().get(local.name());
            if (type != null) {
                return type;
            }
        }
        return "";
    }

    private static boolean isNumber(String type) {
        return switch (type) {
            case "boolean", "double", "float", "java.lang.String", "java.lang.Boolean", "java.lang.Double" -> false;
            default -> true;
        };
    }

    /** Whether the expression has one value in the whole run of its method. */
    boolean isStable(Procedure procedure, Expression expression) {
        return isStable(procedure, expression, DEPTH);
    }

    private boolean isStable(Procedure procedure, Expression expression, int depth) {
        if (depth == 0) {
            return false;
        }
        int less = depth - 1;
        if (expression instanceof Expression.Constant
                || expression instanceof Expression.Null
                || expression instanceof Expression.This
                || expression instanceof Expression.NewArray) {
            return true;
        } else if (expression instanceof Expression.Local local) {
            if (outerVariables.containsKey(key(procedure, local))) {
                return false;
            }
            List<Origin> assigned = origins.assigned(procedure, local);
            boolean given = isGiven(procedure, local);
            return assigned.isEmpty()
                    || !given
                            && assigned.size() == 1
                            && isStable(
                                    assigned.get(0).procedure(), assigned.get(0).expression(), less);
        } else if (expression instanceof Expression.Field field) {
            return (isFinal(field) || keeps(procedure, field))
                    && (field.receiver() == null || isStable(procedure, field.receiver(), less));
        } else if (expression instanceof Expression.Binary binary) {
            return isStable(procedure, binary.left(), less) && isStable(procedure, binary.right(), less);
        } else if (expression instanceof Expression.Cast cast) {
            return isStable(procedure, cast.value(), less);
        } else if (expression instanceof Expression.Negate negate) {
            return isStable(procedure, negate.operand(), less);
        } else if (expression instanceof Expression.Length length) {
            return isStable(procedure, length.array(), less);
        } else if (expression instanceof Expression.Choice choice) {
            return isStable(procedure, choice.then(), less) && isStable(procedure, choice.otherwise(), less);
        } else if (expression instanceof Expression.Result result) {
            return isStableCall(procedure, origins.call(procedure, result.call()), less);
        }
        return false;
    }

    private boolean isStableCall(Procedure procedure, Instruction.Invoke call, int depth) {
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return isStable(procedure, inlined.get(), depth);
        }
        boolean operands = (call.receiver() == null || isStable(procedure, call.receiver(), depth))
                && call.arguments().stream().allMatch(argument -> isStable(procedure, argument, depth));
        if (!operands) {
            return false;
        }
        Optional<Size> size = facts.size(procedure, call);
        if (size.isPresent() && size.get().relation() == Size.Relation.NUMBER_OF) {
            Expression holder = operand(call, size.get().operand());
            return holder != null && !changes.mayGrow(procedure, holder);
        }
        return isExtreme(call);
    }

    /** Whether neither the method nor anything that it calls changes the field, of whatever object. */
    public boolean keeps(Procedure procedure, Expression.Field field) {
        return kept.computeIfAbsent(procedure.root().key() + " " + field.owner() + "#" + field.name(), key -> {
            for (Procedure part : changes.inside(procedure.root())) {
                for (Block block : part.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (changes(part, instruction, field)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        });
    }

    private boolean changes(Procedure procedure, Instruction instruction, Expression.Field field) {
        if (instruction instanceof Instruction.Assign assign) {
            return assign.target() instanceof Expression.Field other
                    && other.name().equals(field.name())
                    && other.owner().equals(field.owner());
        }
        return !facts.fieldChange(procedure, (Instruction.Invoke) instruction, field)
                .equals(Change.NONE);
    }

    /** A parameter of the method or of a lambda that it stands in. */
    private static boolean isGiven(Procedure procedure, Expression.Local local) {
        for (Procedure at = procedure; at != null; at = at.parent()) {
            if (at.body().parameters().contains(local.name())) {
                return true;
            }
        }
        return false;
    }

    private boolean isFinal(Expression.Field field) {
        return program.declaration(field).map(FieldDeclaration::isFinal).orElse(false);
    }

    /** Whether the field has one value from the time on that its object, or class, is made: final, or never set again. */
    public boolean isConstantField(Expression.Field field) {
        boolean sealed =
                program.declaration(field).map(found -> !found.isOpen()).orElse(false);
        return isFinal(field)
                || sealed
                        && origins.assigned(field).stream()
                                .allMatch(origin -> Set.of("<init>", "<fields>", "<clinit>")
                                                .contains(origin.procedure()
                                                        .method()
                                                        .name())
                                        || origin.expression() instanceof Expression.Constant
                                                && origins.assigned(field).size() == 1);
    }

    // ---- fields

    /**
     * The constants that a field gets, where they are all it gets: nothing outside of the program assigns it, and inside
     * nothing else does.
     */
    private Range field(Procedure procedure, Expression.Field field, int depth, Set<Origin> open) {
        Range own = Range.ofExact(Formula.of(symbol(procedure, field)));
        Optional<FieldDeclaration> declared = program.declaration(field);
        if (declared.isEmpty() || declared.get().isOpen() && !declared.get().isFinal()) {
            return own;
        }
        Range known = given(field, DEPTH);
        if (known != null) {
            return known;
        }
        return declared.get().isFinal() && isStatic(field) ? computedOnce(field, own, depth, open) : own;
    }

    /** The numbers that a field gets, or null where something else may be among them. */
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
            return isGiven(procedure, local)
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

    /** What all callers hand over, where code outside of the program cannot call. */
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
        int parameter = procedure.method().modifiers().isPublic() ? -1 : parameter(procedure, local);
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

    private static boolean isStatic(Expression.Field field) {
        return field.receiver() == null;
    }

    private Range computedOnce(Expression.Field field, Range own, int depth, Set<Origin> open) {
        List<Origin> assigned = origins.assigned(field);
        if (assigned.size() != 1) {
            return own;
        }
        Range range = range(assigned.get(0).procedure(), assigned.get(0).expression(), depth, open);
        return range.upper() == null ? own : range;
    }

    private Symbol symbol(Procedure procedure, Expression place) {
        String name = place instanceof Expression.Field field
                ? field.name()
                : new ExpressionText(procedure, origins).of(place);
        boolean whole = place instanceof Expression.Local local
                && parameter(procedure, local) >= 0
                && origins.assigned(procedure, local).isEmpty();
        if (whole) {
            return parameterSymbol(procedure, ((Expression.Local) place).name());
        }
        Long given = numbers(procedure, place).stream()
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return given > 0
                ? new Symbol(name, Kind.COUNT, false, place(procedure, place), Assumption.LIMIT.key(), given)
                : new Symbol(name, Kind.COUNT, false, "", Assumption.LIMIT.key());
    }

    /** The numbers that the program gives a place, beside what may come from outside. */
    List<Long> numbers(Procedure procedure, Expression place) {
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
        return isExtreme(call)
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

    /** Where a field is declared, or the method that a local belongs to. */
    private String place(Procedure procedure, Expression place) {
        return place instanceof Expression.Field field
                ? program.type(field.owner())
                        .flatMap(type -> program.declaration(field)
                                .map(found -> type.location().file() + ":" + found.line()))
                        .orElse("")
                : "";
    }

    /** A symbol for the value of an expression that does not change in the loop that it limits. */
    Range named(Procedure procedure, Expression expression) {
        return Range.ofExact(Formula.of(new Symbol(
                new ExpressionText(procedure, origins).of(expression), Kind.COUNT, false, "", Assumption.LIMIT.key())));
    }

    /**
     * A symbol for what a counter in a field has when counting begins. The number that the program gives the field, or Java's own
     * 0, is one to begin with, where 0 would be none as a limit.
     */
    Range begin(Procedure procedure, Expression.Field field) {
        Set<Long> given = new TreeSet<>(numbers(procedure, field));
        program.declaration(field)
                .filter(declared -> Types.isPrimitive(declared.type()) && declared.constant() == null)
                .ifPresent(declared -> given.add(0L));
        if (given.size() != 1) {
            return named(procedure, field);
        }
        String name = new ExpressionText(procedure, origins).of(field);
        return Range.ofExact(Formula.of(new Symbol(
                name,
                Kind.COUNT,
                false,
                place(procedure, field),
                Assumption.LIMIT.key(),
                given.iterator().next())));
    }

    /** The number of the parameter of the method that a local is, -1 for other locals and parameters of lambdas. */
    public static int parameter(Procedure procedure, Expression.Local local) {
        Procedure root = procedure;
        for (Procedure parent = root.parent(); parent != null; parent = root.parent()) {
            root = parent;
        }
        return root.body().parameters().indexOf(local.name());
    }

    /** The symbol for the value of a parameter of the method that the procedure is or stands in. */
    public static Symbol parameterSymbol(Procedure procedure, String name) {
        return new Symbol(name, Kind.COUNT, false, procedure.method().location().toString(), Assumption.LIMIT.key());
    }

    // ---- calls

    private Range call(Procedure procedure, Instruction.Invoke call, int depth, Set<Origin> open) {
        Optional<Size> size = facts.size(procedure, call);
        if (size.isPresent() && size.get().relation() == Size.Relation.NUMBER_OF) {
            Expression operand = operand(call, size.get().operand());
            return operand == null ? Range.UNKNOWN : Range.ofExact(size(procedure, operand));
        }
        if (isExtreme(call)) {
            Range first = range(procedure, call.arguments().get(0), depth, open);
            Range second = range(procedure, call.arguments().get(1), depth, open);
            return call.target().name().equals("min") ? first.min(second) : first.max(second);
        }
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return range(procedure, inlined.get(), depth, open);
        }
        if (call.target().name().equals("<init>") || isNoNumber(call.target().returnType())) {
            return Range.UNKNOWN;
        }
        return constants(procedure, call)
                .orElseGet(() -> Range.ofExact(Formula.of(symbol(procedure, new Expression.Result(call.id())))));
    }

    /** The constants that a method of the sources may return, where it returns nothing else. */
    private Optional<Range> constants(Procedure procedure, Instruction.Invoke call) {
        Range known = null;
        for (Origin leaf : origins.of(procedure, new Expression.Result(call.id()), Origins.Depth.VALUE)) {
            if (!(leaf.expression() instanceof Expression.Constant constant)
                    || !(constant.value() instanceof Long number)) {
                return Optional.empty();
            }
            known = known == null ? Range.of(number) : known.or(Range.of(number));
        }
        return Optional.ofNullable(known);
    }

    private static boolean isNoNumber(String type) {
        return type.equals("void") || type.equals("boolean") || type.equals("java.lang.String");
    }

    /**
     * Whether the number may be so large that it limits nothing: where it comes from says so, or hands it to a library's call as what
     * to give instead, as {@code given.orElse(Integer.MAX_VALUE)} does.
     */
    public boolean mayBeEndless(Procedure procedure, Expression value) {
        return origins.of(procedure, value, Origins.Depth.VALUE).stream().anyMatch(this::isEndless);
    }

    private boolean isEndless(Origin origin) {
        if (!(origin.expression() instanceof Expression.Result result)) {
            return isEndless(origin.procedure(), origin.expression());
        }
        Instruction.Invoke call = origins.call(origin.procedure(), result.call());
        return program.dispatch(call.target()).isEmpty()
                && !isExtreme(call)
                && call.arguments().stream().anyMatch(argument -> isEndless(origin.procedure(), argument));
    }

    private boolean isEndless(Procedure procedure, Expression value) {
        Long number = range(procedure, value).constant();
        return number != null && number >= Integer.MAX_VALUE;
    }

    /** The smaller or the larger of two numbers. */
    static boolean isExtreme(Instruction.Invoke call) {
        String name = call.target().name();
        return call.target().owner().equals("java.lang.Math")
                && call.arguments().size() == 2
                && (name.equals("min") || name.equals("max"));
    }

    private static @Nullable Expression operand(Instruction.Invoke call, @Nullable Operand operand) {
        if (operand == null || operand.kind() == Operand.Kind.RECEIVER) {
            return call.receiver();
        }
        int index = Math.max(0, operand.index());
        return index < call.arguments().size() ? call.arguments().get(index) : null;
    }

    /**
     * How far a parameter, plus an offset, is from a limit above or below it, when a recursion begins.
     *
     * @param inside the procedures of the recursion
     */
    public Optional<Formula> distance(
            Procedure procedure,
            Expression.Local parameter,
            long offset,
            Expression limit,
            boolean rising,
            Set<Procedure> inside) {
        Range first = handed(procedure, parameter, DEPTH, inside);
        Range start = (first == null ? Range.ofExact(Formula.of(parameterSymbol(procedure, parameter.name()))) : first)
                .plus(Range.of(offset));
        return Optional.ofNullable(way(procedure, start, limit, rising).upper());
    }

    /** Whether all callers are known, and what each hands over, plus the offset, is not yet beyond the limit. */
    public boolean beginsBefore(
            Procedure procedure,
            Expression.Local parameter,
            long offset,
            Expression limit,
            boolean rising,
            Set<Procedure> inside) {
        Range first = handed(procedure, parameter, DEPTH, inside);
        return first != null
                && way(procedure, first.plus(Range.of(offset)), limit, rising).isNonNegative();
    }

    private Range way(Procedure procedure, Range start, Expression limit, boolean rising) {
        Range end = range(procedure, limit);
        return rising ? end.minus(start) : start.minus(end);
    }

    // ---- what callers put in the place of parameters

    /** The value at a call of a symbol that stands for a parameter of the called method, or for a part of one. */
    public Optional<Formula> argument(Procedure procedure, Instruction.Invoke call, Procedure target, Symbol symbol) {
        List<String> parameters = target.body().parameters();
        boolean size = symbol.name().startsWith("size of ");
        String name = size ? symbol.name().substring("size of ".length()) : symbol.name();
        int parameter = parameters.indexOf(name);
        if (parameter >= 0) {
            return argument(procedure, call, parameter, size)
                    .map(range -> range.upper() == null ? null : range.upper().atLeastZero());
        }
        Formula composite = Range.parts(symbol);
        Formula exact = composite;
        for (Symbol part : composite.symbols()) {
            boolean sized = part.name().startsWith("size of ");
            int index = parameters.indexOf(sized ? part.name().substring("size of ".length()) : part.name());
            Range range = argument(procedure, call, index, sized).orElse(Range.UNKNOWN);
            if (range.exact() == null) {
                return Optional.empty();
            }
            exact = exact.substitute(part, range.exact());
        }
        return Optional.of(Range.settled(exact).atLeastZero());
    }

    private Optional<Range> argument(Procedure procedure, Instruction.Invoke call, int parameter, boolean size) {
        if (parameter < 0 || parameter >= call.arguments().size()) {
            return Optional.empty();
        }
        Expression argument = call.arguments().get(parameter);
        return Optional.of(size ? Range.ofExact(size(procedure, argument)) : range(procedure, argument));
    }

    // ---- sizes

    /** How many elements a collection, array, stream, string or cursor holds at most. */
    public Formula size(Procedure procedure, Expression collection) {
        return size(procedure, collection, DEPTH).orElseGet(() -> sizeSymbol(procedure, collection));
    }

    /** How many elements the text in a parameter has when the method begins. */
    Formula sizeOfParameter(Procedure procedure, Expression.Local parameter) {
        return Formula.of(new Symbol(
                "size of " + parameter.name(),
                Kind.COUNT,
                false,
                procedure.method().location().toString(),
                Assumption.COLLECTION_SIZE.key()));
    }

    /** How many elements a value has where it is made, if what it is made from has one value in the whole run. */
    Optional<Formula> sizeOnce(Procedure procedure, Expression value) {
        return isStableSource(procedure, value) ? size(procedure, value, DEPTH) : Optional.empty();
    }

    /** How many elements a cursor has left at most: what it was opened on holds no more. */
    Formula left(Procedure procedure, Expression cursor) {
        Optional<Expression> opened =
                cursor instanceof Expression.Local local ? origins.only(procedure, local) : Optional.empty();
        if (opened.isPresent() && opened.get() instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            boolean opens = facts.cursor(procedure, call)
                    .filter(c -> c == dev.agentcost.analyzer.catalog.Cursor.OPEN)
                    .isPresent();
            if (opens && isStableSource(procedure, opened.get())) {
                Optional<Formula> size = sizeOfResult(procedure, call, DEPTH);
                if (size.isPresent()) {
                    return size.get();
                }
            }
            if (opens && call.receiver() instanceof Expression.Local collection) {
                return sizeSymbol(procedure, collection);
            }
        }
        return size(procedure, cursor);
    }

    private Formula sizeSymbol(Procedure procedure, Expression collection) {
        if (facts.isPartsOfAnswer(procedure, collection)) {
            // a property of one answer, as its tokens are, and no data that the program works through
            return Formula.of(Symbol.assumed(Assumption.TOOL_CALLS_PER_ANSWER));
        }
        String name = new ExpressionText(procedure, origins).of(collection);
        boolean given = collection instanceof Expression.Local local
                && parameter(procedure, local) >= 0
                && origins.assigned(procedure, local).isEmpty()
                && !changes.mayGrow(procedure, collection);
        String origin = given ? procedure.method().location().toString() : "";
        return Formula.of(new Symbol("size of " + name, Kind.COUNT, false, origin, Assumption.COLLECTION_SIZE.key()));
    }

    private Optional<Formula> size(Procedure procedure, Expression collection, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        if (collection instanceof Expression.Cast cast) {
            return size(procedure, cast.value(), depth - 1);
        } else if (collection instanceof Expression.Cursor cursor) {
            return size(procedure, cursor.collection(), depth - 1);
        } else if (collection instanceof Expression.NewArray array) {
            return array.sizes().isEmpty()
                    ? Optional.of(Formula.of(array.elements().size()))
                    : most(procedure, array.sizes().get(0)).map(Formula::atLeastZero);
        } else if (collection instanceof Expression.Constant constant && constant.value() instanceof String text) {
            return Optional.of(Formula.of(text.length()));
        } else if (collection instanceof Expression.Choice choice) {
            return Optional.of(part(procedure, choice.then(), depth).max(part(procedure, choice.otherwise(), depth)));
        } else if (collection instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.CONCAT
                && isText(procedure, binary.left())
                && isText(procedure, binary.right())) {
            return Optional.of(part(procedure, binary.left(), depth).plus(part(procedure, binary.right(), depth)));
        } else if (collection instanceof Expression.Local local) {
            return holder(procedure, local, origins.assigned(procedure, local), depth);
        } else if (collection instanceof Expression.Field field) {
            return holder(procedure, field, origins.assigned(field), depth);
        } else if (collection instanceof Expression.Result result) {
            return sizeOfResult(procedure, origins.call(procedure, result.call()), depth);
        }
        return Optional.empty();
    }

    private Formula part(Procedure procedure, Expression part, int depth) {
        return size(procedure, part, depth - 1).orElseGet(() -> sizeSymbol(procedure, part));
    }

    /** A text, and not a number, a null or an object that becomes one. */
    private static boolean isText(Procedure procedure, Expression part) {
        return part instanceof Expression.Constant constant && constant.value() instanceof String
                || part instanceof Expression.Local local
                        && type(procedure, local).equals("java.lang.String")
                || part instanceof Expression.Binary binary
                        && binary.operator() == Expression.Operator.CONCAT
                        && isText(procedure, binary.left())
                        && isText(procedure, binary.right());
    }

    /** A local or field that is assigned once and never added to has the size of what was assigned. */
    private Optional<Formula> holder(Procedure procedure, Expression place, List<Origin> assigned, int depth) {
        if (assigned.size() != 1 || changes.mayGrow(procedure, place)) {
            return Optional.empty();
        }
        if (place instanceof Expression.Local local && isGiven(procedure, local)) {
            return Optional.empty();
        }
        if (place instanceof Expression.Field field && (!isFinal(field) || isCreated(assigned.get(0)))) {
            return Optional.empty();
        }
        Origin only = assigned.get(0);
        return isStableSource(only.procedure(), only.expression())
                ? size(only.procedure(), only.expression(), depth - 1)
                : Optional.empty();
    }

    /** The object was made by a constructor, or is another's view of one, and whoever holds the field may add to it. */
    private boolean isCreated(Origin value) {
        if (!(value.expression() instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(value.procedure(), result.call());
        if (call.target().name().equals("<init>")) {
            return true;
        }
        Expression source = facts.size(value.procedure(), call)
                .map(size -> operand(call, size.operand()))
                .orElse(null);
        return source != null && isCreated(new Origin(value.procedure(), source));
    }

    /** Whether what a size is taken from is the same wherever the size is asked for. */
    private boolean isStableSource(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local) {
            return isStable(procedure, local) && !changes.mayGrow(procedure, local);
        } else if (value instanceof Expression.Cast cast) {
            return isStableSource(procedure, cast.value());
        } else if (value instanceof Expression.Cursor cursor) {
            return isStableSource(procedure, cursor.collection());
        } else if (value instanceof Expression.Choice choice) {
            return isStableSource(procedure, choice.then()) && isStableSource(procedure, choice.otherwise());
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return (call.receiver() == null || isStableSource(procedure, call.receiver()))
                    && call.arguments().stream().allMatch(argument -> isStableSource(procedure, argument));
        } else if (value instanceof Expression.NewArray array) {
            return array.sizes().isEmpty() || isStable(procedure, array.sizes().get(0));
        } else if (value instanceof Expression.Binary binary) {
            return isStableSource(procedure, binary.left()) && isStableSource(procedure, binary.right());
        } else if (value instanceof Expression.Field field) {
            return isFinal(field);
        }
        return true;
    }

    private Optional<Formula> sizeOfResult(Procedure procedure, Instruction.Invoke call, int depth) {
        Size size = facts.size(procedure, call).orElse(null);
        if (size == null
                && call.target().name().equals("values")
                && call.target().staticCall()) {
            Optional<Formula> constants = enumConstants(call.target().owner());
            if (constants.isPresent()) {
                return constants;
            }
        }
        if (size == null) {
            return facts.inlined(procedure, call).flatMap(value -> size(procedure, value, depth - 1));
        }
        Expression operand = operand(call, size.operand());
        if (operand != null && isCapacity(procedure, call, operand)) {
            return Optional.of(Formula.ZERO);
        }
        return switch (size.relation()) {
            case SAME, AT_MOST, FIRST ->
                operand == null
                        ? Optional.empty()
                        : Optional.of(size(procedure, operand, depth - 1)
                                        .orElseGet(() -> sizeSymbol(procedure, operand)))
                                .map(formula -> formula.plus(Formula.of(size.plus())));
            case ARGUMENTS -> numberOfArguments(procedure, call, depth);
            case CONSTANT -> Optional.of(Formula.of(size.plus()));
            case LIMIT -> limited(procedure, call, operand, depth);
            case RANGE -> ranged(procedure, call, size, operand);
            case NUMBER_OF, MULTIPLY, INFINITE -> Optional.empty();
        };
    }

    /** {@code List.of(a, b)}; a single array stands for its elements. */
    private Optional<Formula> numberOfArguments(Procedure procedure, Instruction.Invoke call, int depth) {
        Expression first = call.arguments().isEmpty() ? null : call.arguments().get(0);
        if (first == null || call.arguments().size() > 1 || !isArrayOfObjects(procedure, first)) {
            return Optional.of(Formula.of(call.arguments().size()));
        }
        return size(procedure, first, depth - 1).or(() -> Optional.of(sizeSymbol(procedure, first)));
    }

    private boolean isArrayOfObjects(Procedure procedure, Expression value) {
        String type = "";
        if (value instanceof Expression.Local local) {
            type = type(procedure, local);
        } else if (value instanceof Expression.Field field) {
            type = program.fieldType(field);
        } else if (value instanceof Expression.Result result) {
            type = origins.call(procedure, result.call()).target().returnType();
        } else if (value instanceof Expression.Choice choice) {
            return isArrayOfObjects(procedure, choice.then()) || isArrayOfObjects(procedure, choice.otherwise());
        }
        return type.endsWith("[]") && !Types.isPrimitive(type.substring(0, type.length() - 2));
    }

    /** {@code new ArrayList<>(16)} holds nothing yet. */
    private static boolean isCapacity(Procedure procedure, Instruction.Invoke call, Expression argument) {
        return call.target().name().equals("<init>")
                && (argument instanceof Expression.Constant constant && constant.value() instanceof Long
                        || argument instanceof Expression.Length
                        || argument instanceof Expression.Local local
                                && Set.of("int", "long", "java.lang.Integer").contains(type(procedure, local)));
    }

    private Optional<Formula> enumConstants(String type) {
        return program.type(type)
                .filter(declared -> declared.kind() == TypeDeclaration.Kind.ENUM)
                .map(declared -> Formula.of(declared.fields().stream()
                        .filter(field -> isConstantOf(declared, field))
                        .count()));
    }

    /** Whether the field is a constant of an enum. */
    boolean isEnumConstant(Expression.Field field) {
        return program.type(field.owner())
                .filter(type -> type.kind() == TypeDeclaration.Kind.ENUM)
                .flatMap(type -> program.declaration(field).filter(declared -> isConstantOf(type, declared)))
                .isPresent();
    }

    private static boolean isConstantOf(TypeDeclaration type, FieldDeclaration field) {
        return field.isStatic() && field.type().equals(type.name());
    }

    private Optional<Formula> limited(
            Procedure procedure, Instruction.Invoke call, @Nullable Expression operand, int depth) {
        Optional<Formula> limit =
                operand == null ? Optional.empty() : most(procedure, operand).map(Formula::atLeastZero);
        Optional<Formula> whole =
                call.receiver() == null ? Optional.empty() : size(procedure, call.receiver(), depth - 1);
        return limit.map(most -> whole.map(most::min).orElse(most)).or(() -> whole);
    }

    private Optional<Formula> ranged(
            Procedure procedure, Instruction.Invoke call, Size size, @Nullable Expression from) {
        Expression to = size.to() == null ? null : operand(call, size.to());
        if (from == null || to == null) {
            return Optional.empty();
        }
        Range length = range(procedure, to).minus(range(procedure, from)).plus(Range.of(size.plus()));
        return Optional.ofNullable(length.upper()).map(Formula::atLeastZero);
    }

    /** The least number that a private field ever holds, where the program sets it to numbers and only counts it up. */
    @Nullable
    Formula leastEver(Expression.Field field) {
        return ever(field, true, Set.of());
    }

    /** The largest number that a private field ever holds, where the program sets it to numbers and only counts it down. */
    @Nullable
    Formula mostEver(Expression.Field field) {
        return ever(field, false, Set.of());
    }

    private @Nullable Formula ever(Expression.Field field, boolean least, Set<Procedure> balanced) {
        FieldDeclaration declared = program.declaration(field).orElse(null);
        if (declared == null || declared.isOpen()) {
            return null;
        }
        Formula furthest = Formula.ZERO;
        for (Origin origin : origins.assigned(field)) {
            if (balanced.contains(origin.procedure())) {
                continue;
            }
            Range range = range(origin.procedure(), origin.expression());
            Formula end = least ? range.lower() : range.upper();
            if (end != null && end.isConstant()) {
                furthest = least ? furthest.min(end) : furthest.max(end);
            } else if (!counts(origin.expression(), field, least)) {
                return null;
            }
        }
        return furthest;
    }

    private static boolean counts(Expression value, Expression.Field field, boolean up) {
        if (!(value instanceof Expression.Binary binary
                && binary.left() instanceof Expression.Field counted
                && counted.name().equals(field.name())
                && counted.owner().equals(field.owner()))) {
            return false;
        }
        Change change = Change.ofAssignment(value, counted);
        return up ? change.neverDown() : change.neverUp();
    }

    /**
     * How far a field is from a limit above or below it, when a method begins that nothing else takes it back in.
     *
     * @param method the method, which leaves the field where it found it, or nearer to the limit
     */
    public Optional<Formula> reach(Procedure method, Expression.Field field, Expression limit, boolean rising) {
        Formula known = ever(field, rising, Set.of(method));
        Range start = begin(method, field);
        if (known != null) {
            start = rising ? new Range(null, known, null) : new Range(null, null, known);
        }
        Range end = range(method, limit);
        return Optional.ofNullable((rising ? end.minus(start) : start.minus(end)).upper());
    }
}
