package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Formulas for how many elements collections, arrays, streams, texts and cursors hold at most. */
final class Sizes {

    private static final int DEPTH = 12;

    private final Program program;
    private final Origins origins;
    private final CallFacts facts;
    private final Values values;

    Sizes(Program program, Origins origins, CallFacts facts, Values values) {
        this.program = program;
        this.origins = origins;
        this.facts = facts;
        this.values = values;
    }

    /** How many elements a collection, array, stream, string or cursor holds at most. */
    Formula of(Procedure procedure, Expression collection) {
        return size(procedure, collection, DEPTH).orElseGet(() -> sizeSymbol(procedure, collection));
    }

    /** How many elements the text in a parameter has when the method begins. */
    Formula ofParameter(Procedure procedure, Expression.Local parameter) {
        return Formula.of(new Symbol(
                "size of " + parameter.name(),
                Kind.COUNT,
                false,
                procedure.method().location().toString(),
                Assumption.COLLECTION_SIZE.key()));
    }

    /** How many elements a value has where it is made, if what it is made from has one value in the whole run. */
    Optional<Formula> once(Procedure procedure, Expression value) {
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
        return of(procedure, cursor);
    }

    private Formula sizeSymbol(Procedure procedure, Expression collection) {
        if (facts.isPartsOfAnswer(procedure, collection)) {
            // a property of one answer, as its tokens are, and no data that the program works through
            return Formula.of(Symbol.assumed(Assumption.TOOL_CALLS_PER_ANSWER));
        }
        String name = new ExpressionText(procedure, origins).of(collection);
        boolean given = collection instanceof Expression.Local local
                && Values.parameter(procedure, local) >= 0
                && origins.assigned(procedure, local).isEmpty()
                && !values.sizeChanges().mayGrow(procedure, collection);
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
                    : values.most(procedure, array.sizes().get(0)).map(Formula::atLeastZero);
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
                        && Values.type(procedure, local).equals("java.lang.String")
                || part instanceof Expression.Binary binary
                        && binary.operator() == Expression.Operator.CONCAT
                        && isText(procedure, binary.left())
                        && isText(procedure, binary.right());
    }

    /** A local or field that is assigned once and never added to has the size of what was assigned. */
    private Optional<Formula> holder(Procedure procedure, Expression place, List<Origin> assigned, int depth) {
        if (assigned.size() != 1 || values.sizeChanges().mayGrow(procedure, place)) {
            return Optional.empty();
        }
        if (place instanceof Expression.Local local && Values.isGiven(procedure, local)) {
            return Optional.empty();
        }
        if (place instanceof Expression.Field field && (!values.isFinal(field) || isCreated(assigned.get(0)))) {
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
                .map(size -> Values.operand(call, size.operand()))
                .orElse(null);
        return source != null && isCreated(new Origin(value.procedure(), source));
    }

    /** Whether what a size is taken from is the same wherever the size is asked for. */
    private boolean isStableSource(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local) {
            return values.isStable(procedure, local) && !values.sizeChanges().mayGrow(procedure, local);
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
            return array.sizes().isEmpty()
                    || values.isStable(procedure, array.sizes().get(0));
        } else if (value instanceof Expression.Binary binary) {
            return isStableSource(procedure, binary.left()) && isStableSource(procedure, binary.right());
        } else if (value instanceof Expression.Field field) {
            return values.isFinal(field);
        }
        return true;
    }

    private Optional<Formula> sizeOfResult(Procedure procedure, Instruction.Invoke call, int depth) {
        Size size = facts.size(procedure, call).orElse(null);
        if (size == null
                && call.target().name().equals("values")
                && call.target().staticCall()) {
            List<Expression> constants = enumConstants(call.target().owner());
            if (!constants.isEmpty()) {
                return Optional.of(Formula.of(constants.size()));
            }
        }
        if (size == null) {
            return facts.inlined(procedure, call).flatMap(value -> size(procedure, value, depth - 1));
        }
        Expression operand = Values.operand(call, size.operand());
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
            type = Values.type(procedure, local);
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
                                && Set.of("int", "long", "java.lang.Integer").contains(Values.type(procedure, local)));
    }

    /** The constants of an enum in the order of their declaration; none where the type is not one of the program. */
    List<Expression> enumConstants(String type) {
        return program.type(type)
                .filter(declared -> declared.kind() == TypeDeclaration.Kind.ENUM)
                .map(declared -> declared.fields().stream()
                        .filter(field -> isConstantOf(declared, field))
                        .<Expression>map(field -> new Expression.Field(null, type, field.name()))
                        .toList())
                .orElse(List.of());
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
        Optional<Formula> limit = operand == null
                ? Optional.empty()
                : values.most(procedure, operand).map(Formula::atLeastZero);
        Optional<Formula> whole =
                call.receiver() == null ? Optional.empty() : size(procedure, call.receiver(), depth - 1);
        return limit.map(most -> whole.map(most::min).orElse(most)).or(() -> whole);
    }

    private Optional<Formula> ranged(
            Procedure procedure, Instruction.Invoke call, Size size, @Nullable Expression from) {
        Expression to = size.to() == null ? null : Values.operand(call, size.to());
        if (from == null || to == null) {
            return Optional.empty();
        }
        Range length =
                values.range(procedure, to).minus(values.range(procedure, from)).plus(Range.of(size.plus()));
        return Optional.ofNullable(length.upper()).map(Formula::atLeastZero);
    }
}
