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
import dev.agentcost.analyzer.ir.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Formulas for values that do not change where they are asked for: constants of the whole program, sizes of data, and
 * symbols for what the source leaves open.
 */
public final class Values {

    private static final int DEPTH = 12;

    private final Program program;
    private final Origins origins;
    private final CallFacts facts;
    private final SizeChanges changes;
    private final GivenNumbers givenNumbers;
    private final Sizes sizes;
    private final Map<String, Boolean> kept = new HashMap<>();
    private final Map<String, Range> outerVariables = new HashMap<>();

    /** Values of the program. */
    public Values(Program program, Origins origins, CallFacts facts) {
        this.program = program;
        this.origins = origins;
        this.facts = facts;
        this.changes = new SizeChanges(program, facts);
        this.givenNumbers = new GivenNumbers(program, origins, facts);
        this.sizes = new Sizes(program, origins, facts, this);
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

    Sizes sizes() {
        return sizes;
    }

    GivenNumbers givenNumbers() {
        return givenNumbers;
    }

    /** How many elements a collection, array, stream, text or cursor holds at most. */
    public Formula size(Procedure procedure, Expression collection) {
        return sizes.of(procedure, collection);
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
            return Range.ofExact(sizes.of(procedure, length.array()));
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

    static String type(Procedure procedure, Expression.Local local) {
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
        return facts.changes(procedure, instruction, field);
    }

    /** A parameter of the method or of a lambda that it stands in. */
    static boolean isGiven(Procedure procedure, Expression.Local local) {
        for (Procedure at = procedure; at != null; at = at.parent()) {
            if (at.body().parameters().contains(local.name())) {
                return true;
            }
        }
        return false;
    }

    boolean isFinal(Expression.Field field) {
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
        Range known = givenNumbers.all(field);
        if (known != null) {
            return known;
        }
        return declared.get().isFinal() && isStatic(field) ? computedOnce(field, own, depth, open) : own;
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
        Long given = givenNumbers.of(procedure, place).stream()
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return given > 0
                ? new Symbol(name, Kind.COUNT, false, place(procedure, place), Assumption.LIMIT.key(), given)
                : new Symbol(name, Kind.COUNT, false, "", Assumption.LIMIT.key());
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
        Set<Long> given = new TreeSet<>(givenNumbers.of(procedure, field));
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
            return operand == null ? Range.UNKNOWN : Range.ofExact(sizes.of(procedure, operand));
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

    static @Nullable Expression operand(Instruction.Invoke call, @Nullable Operand operand) {
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
        Range first = givenNumbers.handed(procedure, parameter, inside);
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
        Range first = givenNumbers.handed(procedure, parameter, inside);
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
        return Optional.of(size ? Range.ofExact(sizes.of(procedure, argument)) : range(procedure, argument));
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
            for (Origin value : givenNumbers.handed(origin)) {
                Range range = range(value.procedure(), value.expression());
                Formula end = least ? range.lower() : range.upper();
                if (end != null && end.isConstant()) {
                    furthest = least ? furthest.min(end) : furthest.max(end);
                } else if (!counts(value, field, least)) {
                    return null;
                }
            }
        }
        return furthest;
    }

    /** Whether a value is what the field holds, in this or in another object, and something to that. */
    private boolean counts(Origin value, Expression.Field field, boolean up) {
        if (!(value.expression() instanceof Expression.Binary binary)) {
            return false;
        }
        Expression counted = binary.left() instanceof Expression.Result result
                ? facts.inlined(value.procedure(), origins.call(value.procedure(), result.call()))
                        .orElse(binary.left())
                : binary.left();
        if (!(counted instanceof Expression.Field other
                && other.name().equals(field.name())
                && other.owner().equals(field.owner()))) {
            return false;
        }
        Change change = Change.ofAssignment(new Expression.Binary(binary.operator(), counted, binary.right()), counted);
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
