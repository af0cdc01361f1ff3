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

/**
 * Formulas for values that do not change where they are asked for: constants of the whole program, sizes of data, and
 * symbols for what the source leaves open.
 */
public final class Values {

    /** An upper and a lower bound on one value. */
    public record Range(Formula lower, Formula upper) {

        /** One value exactly. */
        static Range exactly(Formula value) {
            return new Range(value, value);
        }

        /** Whether the value itself is known. */
        public boolean isExact() {
            return lower.equals(upper);
        }
    }

    private static final int DEPTH = 12;

    private final Program program;
    private final Origins origins;
    private final CallFacts facts;
    private final Map<String, Range> outerVariables = new HashMap<>();

    /** Values of the program. */
    public Values(Program program, Origins origins, CallFacts facts) {
        this.program = program;
        this.origins = origins;
        this.facts = facts;
    }

    /** Takes for granted that a local of a method stays in a range, inside the loop that keeps it there. */
    void assume(Procedure procedure, Expression.Local local, Range range) {
        outerVariables.put(key(procedure, local), range);
    }

    private static String key(Procedure procedure, Expression.Local local) {
        return procedure.method().key() + " " + local.name();
    }

    /** The range of an integer; empty where the value is none that a symbol can stand for. */
    public Optional<Range> range(Procedure procedure, Expression expression) {
        return range(procedure, expression, DEPTH, new HashSet<>());
    }

    private Optional<Range> range(Procedure procedure, Expression expression, int depth, Set<Origin> open) {
        Origin here = new Origin(procedure, expression);
        if (depth == 0 || !open.add(here)) {
            return Optional.empty();
        }
        try {
            return compute(procedure, expression, depth - 1, open);
        } finally {
            open.remove(here);
        }
    }

    private Optional<Range> compute(Procedure procedure, Expression expression, int depth, Set<Origin> open) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value() instanceof Long number
                    ? Optional.of(Range.exactly(Formula.of(number)))
                    : Optional.empty();
        } else if (expression instanceof Expression.Cast cast) {
            return range(procedure, cast.value(), depth, open);
        } else if (expression instanceof Expression.Negate negate) {
            return range(procedure, negate.operand(), depth, open)
                    .map(r -> new Range(Formula.ZERO.minus(r.upper()), Formula.ZERO.minus(r.lower())));
        } else if (expression instanceof Expression.Binary binary) {
            return arithmetic(procedure, binary, depth, open);
        } else if (expression instanceof Expression.Choice choice) {
            Optional<Range> then = range(procedure, choice.then(), depth, open);
            return then.flatMap(
                    a -> range(procedure, choice.otherwise(), depth, open).map(b -> join(a, b)));
        } else if (expression instanceof Expression.Length length) {
            return Optional.of(Range.exactly(size(procedure, length.array())));
        } else if (expression instanceof Expression.Local local) {
            return local(procedure, local, depth, open);
        } else if (expression instanceof Expression.Field field) {
            return named(procedure, field, field.name());
        } else if (expression instanceof Expression.Result result) {
            return call(procedure, origins.call(procedure, result.call()), depth, open);
        }
        return Optional.empty();
    }

    private static Range join(Range a, Range b) {
        return new Range(a.lower().min(b.lower()), a.upper().max(b.upper()));
    }

    private Optional<Range> arithmetic(Procedure procedure, Expression.Binary binary, int depth, Set<Origin> open) {
        Optional<Range> left = range(procedure, binary.left(), depth, open);
        Optional<Range> right = range(procedure, binary.right(), depth, open);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Range a = left.get();
        Range b = right.get();
        long divisor = constant(b);
        return switch (binary.operator()) {
            case PLUS ->
                Optional.of(new Range(a.lower().plus(b.lower()), a.upper().plus(b.upper())));
            case MINUS ->
                Optional.of(new Range(a.lower().minus(b.upper()), a.upper().minus(b.lower())));
            case TIMES -> product(a, b);
            case DIVIDE ->
                divisor > 0 ? Optional.of(new Range(Formula.ZERO, a.upper().dividedBy(divisor))) : Optional.empty();
            case REMAINDER ->
                divisor > 0 ? Optional.of(new Range(Formula.ZERO, Formula.of(divisor - 1))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Range> product(Range a, Range b) {
        boolean plain = (constant(a) >= 0 || !a.lower().isConstant())
                && (constant(b) >= 0 || !b.lower().isConstant());
        return plain
                ? Optional.of(new Range(a.lower().times(b.lower()), a.upper().times(b.upper())))
                : Optional.empty();
    }

    private static long constant(Range range) {
        return range.isExact()
                ? range.upper()
                        .constantValue()
                        .map(java.math.BigDecimal::longValue)
                        .orElse(-1L)
                : -1;
    }

    private Optional<Range> local(Procedure procedure, Expression.Local local, int depth, Set<Origin> open) {
        Range outer = outerVariables.get(key(procedure, local));
        if (outer != null) {
            return Optional.of(outer);
        }
        List<Origin> assigned = origins.assigned(procedure, local);
        if (assigned.isEmpty()) {
            return named(procedure, local, new ExpressionText(procedure, origins).of(local));
        }
        Range result = null;
        for (Origin origin : assigned) {
            Optional<Range> one = range(origin.procedure(), origin.expression(), depth, open);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            result = result == null ? one.get() : join(result, one.get());
        }
        return Optional.ofNullable(result);
    }

    /** A parameter or field: the constants that it gets where they are all it gets, otherwise a symbol. */
    private Optional<Range> named(Procedure procedure, Expression place, String name) {
        List<Origin> leaves = origins.of(procedure, place, Origins.Depth.VALUE);
        Range known = null;
        for (Origin leaf : leaves) {
            if (!(leaf.expression() instanceof Expression.Constant constant)
                    || !(constant.value() instanceof Long number)) {
                return symbol(procedure, place, name);
            }
            Range one = Range.exactly(Formula.of(number));
            known = known == null ? one : join(known, one);
        }
        return known == null || isParameter(procedure, place) ? symbol(procedure, place, name) : Optional.of(known);
    }

    private static boolean isParameter(Procedure procedure, Expression place) {
        return place instanceof Expression.Local local && parameter(procedure, local) >= 0;
    }

    /** The number of the parameter of the method that a local is, -1 for other locals and parameters of lambdas. */
    public static int parameter(Procedure procedure, Expression.Local local) {
        Procedure root = procedure;
        for (Procedure parent = root.parent(); parent != null; parent = root.parent()) {
            root = parent;
        }
        return root.body().parameters().indexOf(local.name());
    }

    private Optional<Range> symbol(Procedure procedure, Expression place, String name) {
        Symbol symbol = place instanceof Expression.Local local && parameter(procedure, local) >= 0
                ? parameterSymbol(procedure, local.name())
                : new Symbol(name, Kind.COUNT, false, "", Assumption.LIMIT.key());
        return Optional.of(Range.exactly(Formula.of(symbol)));
    }

    /** The symbol for the value of a parameter of the method that the procedure is or stands in. */
    public static Symbol parameterSymbol(Procedure procedure, String name) {
        return new Symbol(name, Kind.COUNT, false, procedure.method().location().toString(), Assumption.LIMIT.key());
    }

    private Optional<Range> call(Procedure procedure, Instruction.Invoke call, int depth, Set<Origin> open) {
        Optional<Size> size = facts.size(procedure, call);
        if (size.isPresent() && size.get().relation() == Size.Relation.NUMBER_OF) {
            Expression operand = operand(call, size.get().operand());
            return operand == null ? Optional.empty() : Optional.of(Range.exactly(size(procedure, operand)));
        }
        if (call.target().owner().equals("java.lang.Math") && call.arguments().size() == 2) {
            return extreme(procedure, call, depth, open);
        }
        Optional<Expression> inlined = facts.inlined(procedure, call);
        if (inlined.isPresent()) {
            return range(procedure, inlined.get(), depth, open);
        }
        if (call.target().name().equals("<init>") || isNoNumber(call.target().returnType())) {
            return Optional.empty();
        }
        return named(
                procedure,
                new Expression.Result(call.id()),
                new ExpressionText(procedure, origins).of(new Expression.Result(call.id())));
    }

    private static boolean isNoNumber(String type) {
        return type.equals("void") || type.equals("boolean") || type.equals("java.lang.String");
    }

    private Optional<Range> extreme(Procedure procedure, Instruction.Invoke call, int depth, Set<Origin> open) {
        Optional<Range> first = range(procedure, call.arguments().get(0), depth, open);
        Optional<Range> second = range(procedure, call.arguments().get(1), depth, open);
        boolean least = call.target().name().equals("min");
        if (!least && !call.target().name().equals("max")) {
            return Optional.empty();
        }
        if (first.isEmpty() || second.isEmpty()) {
            // one operand of a minimum is enough for an upper bound, but not for a lower one
            return least
                    ? first.or(() -> second).map(known -> new Range(Formula.ZERO, known.upper()))
                    : Optional.empty();
        }
        Range a = first.get();
        Range b = second.get();
        return Optional.of(
                least
                        ? new Range(a.lower().min(b.lower()), a.upper().min(b.upper()))
                        : new Range(a.lower().max(b.lower()), a.upper().max(b.upper())));
    }

    private static @org.jspecify.annotations.Nullable Expression operand(
            Instruction.Invoke call, @org.jspecify.annotations.Nullable Operand operand) {
        if (operand == null || operand.kind() == Operand.Kind.RECEIVER) {
            return call.receiver();
        }
        int index = Math.max(0, operand.index());
        return index < call.arguments().size() ? call.arguments().get(index) : null;
    }

    /** How many elements a collection, array, stream, string or cursor holds at most. */
    public Formula size(Procedure procedure, Expression collection) {
        return size(procedure, collection, DEPTH).orElseGet(() -> sizeSymbol(procedure, collection));
    }

    private Formula sizeSymbol(Procedure procedure, Expression collection) {
        if (facts.isToolCalls(procedure, collection)) {
            // a property of one answer, as its tokens are, and no data that the program works through
            return Formula.of(Symbol.assumed(Assumption.TOOL_CALLS_PER_ANSWER));
        }
        String name = new ExpressionText(procedure, origins).of(collection);
        String origin = collection instanceof Expression.Local local && parameter(procedure, local) >= 0
                ? procedure.method().location().toString()
                : "";
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
                    : range(procedure, array.sizes().get(0)).map(Range::upper);
        } else if (collection instanceof Expression.Constant constant && constant.value() instanceof String text) {
            return Optional.of(Formula.of(text.length()));
        } else if (collection instanceof Expression.Choice choice) {
            return size(procedure, choice.then(), depth - 1)
                    .flatMap(a -> size(procedure, choice.otherwise(), depth - 1).map(a::max));
        } else if (collection instanceof Expression.Local local) {
            return holder(procedure, local, origins.assigned(procedure, local), depth);
        } else if (collection instanceof Expression.Field field) {
            return holder(procedure, field, origins.assigned(field), depth);
        } else if (collection instanceof Expression.Result result) {
            return sizeOfResult(procedure, origins.call(procedure, result.call()), depth);
        }
        return Optional.empty();
    }

    /** A local or field that is assigned once and never added to has the size of what was assigned. */
    private Optional<Formula> holder(Procedure procedure, Expression place, List<Origin> assigned, int depth) {
        if (assigned.size() != 1 || isAddedTo(procedure, place)) {
            return Optional.empty();
        }
        return size(assigned.get(0).procedure(), assigned.get(0).expression(), depth - 1);
    }

    private boolean isAddedTo(Procedure procedure, Expression place) {
        List<Origin> assigned = place instanceof Expression.Local local
                ? origins.assigned(procedure, local)
                : origins.assigned((Expression.Field) place);
        Expression value = assigned.get(0).expression();
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(assigned.get(0).procedure(), result.call());
            return call.target().name().equals("<init>") && !isBoxed(call);
        }
        return !(value instanceof Expression.NewArray
                || value instanceof Expression.Constant
                || value instanceof Expression.Local
                || value instanceof Expression.Cursor
                || value instanceof Expression.Field);
    }

    private static boolean isBoxed(Instruction.Invoke call) {
        return call.target().owner().equals("java.lang.String");
    }

    private Optional<Formula> sizeOfResult(Procedure procedure, Instruction.Invoke call, int depth) {
        Size size = facts.size(procedure, call).orElse(null);
        if (size == null) {
            return facts.inlined(procedure, call).flatMap(value -> size(procedure, value, depth - 1));
        }
        Expression operand = operand(call, size.operand());
        return switch (size.relation()) {
            case SAME, AT_MOST ->
                operand == null
                        ? Optional.empty()
                        : Optional.of(size(procedure, operand, depth - 1)
                                        .orElseGet(() -> sizeSymbol(procedure, operand)))
                                .map(formula -> formula.plus(Formula.of(size.plus())));
            case ARGUMENTS -> Optional.of(Formula.of(call.arguments().size()));
            case CONSTANT -> Optional.of(Formula.of(size.plus()));
            case LIMIT -> limited(procedure, call, operand, depth);
            case RANGE -> ranged(procedure, call, size, operand);
            case NUMBER_OF, MULTIPLY, INFINITE -> Optional.empty();
        };
    }

    private Optional<Formula> limited(
            Procedure procedure,
            Instruction.Invoke call,
            @org.jspecify.annotations.Nullable Expression operand,
            int depth) {
        Optional<Formula> limit =
                operand == null ? Optional.empty() : range(procedure, operand).map(Range::upper);
        Optional<Formula> whole =
                call.receiver() == null ? Optional.empty() : size(procedure, call.receiver(), depth - 1);
        return limit.map(most -> whole.map(most::min).orElse(most)).or(() -> whole);
    }

    private Optional<Formula> ranged(
            Procedure procedure,
            Instruction.Invoke call,
            Size size,
            @org.jspecify.annotations.Nullable Expression from) {
        Expression to = size.to() == null ? null : operand(call, size.to());
        if (from == null || to == null) {
            return Optional.empty();
        }
        return range(procedure, from)
                .flatMap(start -> range(procedure, to)
                        .map(end -> end.upper()
                                .minus(start.lower())
                                .plus(Formula.of(size.plus()))
                                .atLeastZero()));
    }

    /** The lower bound of a counter at its beginning: the least of what it is set to, its own steps left out. */
    Optional<Range> initial(Procedure procedure, Expression.Field field) {
        List<Range> starts = new ArrayList<>();
        for (Origin origin : origins.assigned(field)) {
            if (mentions(origin.expression(), field)) {
                continue;
            }
            Optional<Range> start = range(origin.procedure(), origin.expression());
            if (start.isEmpty()) {
                return Optional.empty();
            }
            starts.add(start.get());
        }
        if (starts.isEmpty()) {
            // Java's own default
            return Optional.of(Range.exactly(Formula.ZERO));
        }
        return starts.stream().reduce(Values::join);
    }

    private static boolean mentions(Expression expression, Expression.Field field) {
        if (expression instanceof Expression.Field other) {
            return other.name().equals(field.name()) && other.owner().equals(field.owner());
        }
        return expression instanceof Expression.Binary binary
                && (mentions(binary.left(), field) || mentions(binary.right(), field));
    }

    /** The erased type of a field of the sources, or "" where it is not known. */
    public String fieldType(Expression.Field field) {
        return program.typing()
                .field(field.owner(), field.name())
                .map(found -> Types.erasure(found.type()))
                .orElse("");
    }
}
