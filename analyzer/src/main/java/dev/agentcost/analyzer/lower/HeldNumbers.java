package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.type.PrimitiveType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that stand in an object of their own, {@code AtomicInteger turns} and {@code int[] turns = {0}}, as the plain variables
 * that they stand for: where the object has one name only and is handed to nobody, {@code turns.incrementAndGet()} means
 * {@code ++turns}. A local that a lambda moves becomes a static field, which both see; that two calls of the method would
 * share it makes it move more often, not less.
 */
final class HeldNumbers {

    private static final String PACKAGE = "java.util.concurrent.atomic";

    private static final Map<String, PrimitiveType.Primitive> TYPES = Map.of(
            "AtomicInteger",
            PrimitiveType.Primitive.INT,
            "AtomicLong",
            PrimitiveType.Primitive.LONG,
            "LongAdder",
            PrimitiveType.Primitive.LONG);

    static final Set<String> READS =
            Set.of("get", "intValue", "longValue", "getPlain", "getAcquire", "getOpaque", "sum");

    static final Map<String, UnaryExpr.Operator> STEPS = Map.of(
            "incrementAndGet", UnaryExpr.Operator.PREFIX_INCREMENT,
            "decrementAndGet", UnaryExpr.Operator.PREFIX_DECREMENT,
            "getAndIncrement", UnaryExpr.Operator.POSTFIX_INCREMENT,
            "getAndDecrement", UnaryExpr.Operator.POSTFIX_DECREMENT,
            "increment", UnaryExpr.Operator.POSTFIX_INCREMENT,
            "decrement", UnaryExpr.Operator.POSTFIX_DECREMENT);

    static final Set<String> SETS = Set.of("set", "lazySet", "setPlain", "setRelease");

    private static final int LONGEST_ARRAY = 8;

    private final CompilationUnit unit;
    private final boolean atomics;
    private final Map<String, List<SimpleName>> names = new HashMap<>();

    private HeldNumbers(CompilationUnit unit) {
        this.unit = unit;
        this.atomics = unit.getImports().stream().anyMatch(HeldNumbers::isAtomic);
    }

    private static boolean isAtomic(ImportDeclaration imported) {
        String name = imported.getNameAsString();
        return !imported.isStatic() && (imported.isAsterisk() ? name.equals(PACKAGE) : name.startsWith(PACKAGE + "."));
    }

    /** Rewrites the tree. */
    static void spread(CompilationUnit unit) {
        new HeldNumbers(unit).spread();
    }

    private void spread() {
        List<VariableDeclarator> found = new ArrayList<>();
        Trees.walk(unit, node -> {
            if (node instanceof VariableDeclarator variable && (atomic(variable) != null || length(variable) > 0)) {
                found.add(variable);
                names.put(variable.getNameAsString(), new ArrayList<>());
            }
        });
        if (found.isEmpty()) {
            return;
        }
        Trees.walk(unit, node -> {
            if (node instanceof SimpleName name && names.containsKey(name.getIdentifier())) {
                names.get(name.getIdentifier()).add(name);
            }
        });
        found.forEach(this::spread);
    }

    /** The atomic type that the expression makes an object of, or null. */
    private @Nullable String created(@Nullable Expression value) {
        return atomics
                        && value instanceof ObjectCreationExpr creation
                        && creation.getArguments().size() <= 1
                        && creation.getAnonymousClassBody().isEmpty()
                        && TYPES.containsKey(creation.getTypeAsString())
                ? creation.getTypeAsString()
                : null;
    }

    /** The atomic type of a variable that is made where it is declared, or of a field that constructors make, or null. */
    private @Nullable String atomic(VariableDeclarator variable) {
        boolean later = atomics
                && variable.getInitializer().isEmpty()
                && variable.getParentNode().orElse(null) instanceof FieldDeclaration field
                && field.isFinal()
                && TYPES.containsKey(variable.getTypeAsString());
        return later
                ? variable.getTypeAsString()
                : created(variable.getInitializer().orElse(null));
    }

    /** How many numbers the array holds, where it is a short one of a known length, otherwise 0. */
    private static int length(VariableDeclarator variable) {
        Expression value = variable.getInitializer().orElse(null);
        if (!(value instanceof ArrayCreationExpr) && !(value instanceof ArrayInitializerExpr)) {
            return 0;
        }
        String type = variable.getTypeAsString();
        if (!type.equals("int[]") && !type.equals("long[]")) {
            return 0;
        }
        if (value instanceof ArrayCreationExpr creation) {
            if (creation.getInitializer().isPresent()) {
                value = creation.getInitializer().get();
            } else {
                return creation.getLevels().size() == 1
                                && creation.getLevels().get(0).getDimension().orElse(null)
                                        instanceof IntegerLiteralExpr size
                                && size.asNumber() instanceof Integer number
                                && number <= LONGEST_ARRAY
                        ? number
                        : 0;
            }
        }
        return value instanceof ArrayInitializerExpr initializer
                        && initializer.getValues().size() <= LONGEST_ARRAY
                ? initializer.getValues().size()
                : 0;
    }

    private void spread(VariableDeclarator variable) {
        boolean isField = variable.getParentNode().orElse(null) instanceof FieldDeclaration;
        Node region = isField ? field(variable) : local(variable);
        List<Expression> uses = region == null ? null : uses(variable, region, isField);
        int elements = length(variable);
        if (uses == null || elements > 0 && isField) {
            return;
        }
        List<Expression> places = new ArrayList<>();
        for (Expression use : uses) {
            Expression place = elements > 0 ? element(use, elements) : use;
            if (place == null || elements == 0 && !isPlain(use)) {
                return;
            }
            places.add(place);
        }
        if (elements > 0 && !isMoved(places, elements)) {
            return;
        }
        boolean shared =
                !isField && isMoved(places, elements) && places.stream().anyMatch(p -> isInside(p, variable));
        if (shared && !isSafe(places, variable)) {
            return;
        }
        TypeDeclaration<?> home = shared ? home(variable) : null;
        if (shared && home == null) {
            return;
        }
        if (elements > 0) {
            spreadArray(variable, places, elements, home);
        } else {
            spreadAtomic(variable, places, home);
        }
    }

    // ---- what may be rewritten

    /** Everything that can see the field, or null where others can. */
    private static @Nullable Node field(VariableDeclarator variable) {
        FieldDeclaration field = (FieldDeclaration) variable.getParentNode().orElseThrow();
        boolean open = !field.isPrivate()
                || field.getVariables().size() != 1
                || !field.getAnnotations().isEmpty()
                || field.findAncestor(TypeDeclaration.class).stream()
                        .anyMatch(type -> ((TypeDeclaration<?>) type)
                                .getAnnotations().stream()
                                        .anyMatch(annotation -> Set.of("Data", "Getter", "Value")
                                                .contains(annotation.getName().getIdentifier())));
        Node region = open ? null : variable;
        while (region != null && !(region.getParentNode().orElse(null) instanceof CompilationUnit)) {
            region = region.getParentNode().orElse(null);
        }
        return region;
    }

    private static @Nullable Node local(VariableDeclarator variable) {
        if (!(variable.getParentNode().orElse(null) instanceof VariableDeclarationExpr declaration)
                || declaration.getVariables().size() != 1) {
            return null;
        }
        Node at = declaration;
        while (at != null && !(at instanceof CallableDeclaration<?>) && !(at instanceof InitializerDeclaration)) {
            at = at.getParentNode().orElse(null);
        }
        return at;
    }

    /** All uses of the variable, or null where its name is something else's, too. */
    private @Nullable List<Expression> uses(VariableDeclarator variable, Node region, boolean isField) {
        List<Expression> uses = new ArrayList<>();
        for (SimpleName name : names.getOrDefault(variable.getNameAsString(), List.of())) {
            Node parent = name.getParentNode().orElse(null);
            boolean ofMethod = parent instanceof MethodCallExpr || parent instanceof CallableDeclaration<?>;
            if (parent == variable || ofMethod || !region.isAncestorOf(name)) {
                continue;
            }
            if (parent instanceof NameExpr use) {
                uses.add(use);
            } else if (parent instanceof FieldAccessExpr access) {
                boolean own = access.getScope().isThisExpr();
                if (isField && !own) {
                    return null;
                } else if (isField) {
                    uses.add(access);
                }
            } else {
                return null;
            }
        }
        return uses;
    }

    private static @Nullable Expression element(Expression use, int length) {
        return use.getParentNode().orElse(null) instanceof ArrayAccessExpr access
                        && access.getName() == use
                        && access.getIndex() instanceof IntegerLiteralExpr index
                        && index.asNumber() instanceof Integer number
                        && number < length
                ? access
                : null;
    }

    /** A use that reads the number or moves it in a way that a plain variable knows. */
    private boolean isPlain(Expression use) {
        Node parent = use.getParentNode().orElse(null);
        if (parent instanceof MethodCallExpr call && call.getScope().orElse(null) == use) {
            String name = call.getNameAsString();
            int arguments = call.getArguments().size();
            boolean alone = call.getParentNode().orElse(null) instanceof ExpressionStmt;
            return arguments == 0 && (READS.contains(name) || STEPS.containsKey(name) || name.equals("reset") && alone)
                    || arguments == 2
                            && name.equals("compareAndSet")
                            && call.getArguments().stream().allMatch(HeldNumbers::isStill)
                    || arguments == 1
                            && (name.equals("updateAndGet") || name.equals("getAndUpdate") && alone)
                            && result(call) != null
                    || arguments == 1
                            && (SETS.contains(name)
                                    || name.equals("addAndGet")
                                    || name.equals("add")
                                    || name.equals("getAndSet") && alone
                                    || name.equals("getAndAdd") && (alone || isLiteral(call.getArgument(0))));
        } else if (parent instanceof AssignExpr assign && assign.getTarget() == use) {
            return created(assign.getValue()) != null && assign.getParentNode().orElse(null) instanceof ExpressionStmt;
        }
        return parent instanceof BinaryExpr sum && sum.getOperator() == BinaryExpr.Operator.PLUS;
    }

    private static boolean isLiteral(Expression value) {
        return value instanceof IntegerLiteralExpr || value instanceof LongLiteralExpr;
    }

    /** A number, a name, or a sum of them: it may be read twice. */
    private static boolean isStill(Expression value) {
        return value instanceof NameExpr
                || isLiteral(value)
                || value instanceof BinaryExpr sum && isStill(sum.getLeft()) && isStill(sum.getRight());
    }

    /** What the function that the call is given computes, or null where that is no single expression. */
    private static @Nullable Expression result(MethodCallExpr call) {
        return call.getArgument(0) instanceof LambdaExpr lambda
                        && lambda.getParameters().size() == 1
                        && lambda.getBody() instanceof ExpressionStmt body
                ? body.getExpression()
                : null;
    }

    private static boolean isMoved(List<Expression> places, int elements) {
        return places.stream().anyMatch(place -> elements > 0 ? isWritten(place) : !isRead(place));
    }

    private static boolean isRead(Expression use) {
        return !(use.getParentNode().orElse(null) instanceof AssignExpr)
                && !(use.getParentNode().orElse(null) instanceof MethodCallExpr call
                        && !READS.contains(call.getNameAsString()));
    }

    private static boolean isWritten(Expression place) {
        Node parent = place.getParentNode().orElse(null);
        return parent instanceof AssignExpr assign && assign.getTarget() == place
                || parent instanceof UnaryExpr unary
                        && (unary.getOperator().name().endsWith("INCREMENT")
                                || unary.getOperator().name().endsWith("DECREMENT"));
    }

    /** Whether the place stands in a lambda or class that the variable does not stand in. */
    private static boolean isInside(Expression place, VariableDeclarator variable) {
        for (Node at = place;
                at != null && !at.isAncestorOf(variable);
                at = at.getParentNode().orElse(null)) {
            if (at instanceof LambdaExpr || at instanceof ObjectCreationExpr || at instanceof TypeDeclaration<?>) {
                return true;
            }
        }
        return false;
    }

    /** A lambda may run when nobody sees it: it must not take back what others do, unless all that is ever put in are numbers. */
    private static boolean isSafe(List<Expression> places, VariableDeclarator variable) {
        boolean inside = places.stream().anyMatch(place -> isInside(place, variable) && direction(place) != 0);
        return !inside
                || places.stream().allMatch(place -> direction(place) == 0 || putsNumber(place))
                || places.stream()
                        .allMatch(place -> direction(place) >= 0 || !isInside(place, variable) && isSet(place))
                || places.stream().allMatch(place -> direction(place) == -1 || direction(place) == 0);
    }

    private static boolean putsNumber(Expression place) {
        Node parent = place.getParentNode().orElse(null);
        return parent instanceof MethodCallExpr call
                        && SETS.contains(call.getNameAsString())
                        && isLiteral(call.getArgument(0))
                || parent instanceof AssignExpr assign
                        && assign.getOperator() == AssignExpr.Operator.ASSIGN
                        && isLiteral(assign.getValue());
    }

    private static final int ANYWHERE = -2;

    private static boolean isSet(Expression place) {
        return direction(place) == ANYWHERE;
    }

    /** 1 up, -1 down, 0 not at all, otherwise {@link #ANYWHERE}. */
    private static int direction(Expression place) {
        Node parent = place.getParentNode().orElse(null);
        String name = parent instanceof MethodCallExpr call
                ? call.getNameAsString()
                : parent instanceof UnaryExpr unary && isWritten(place)
                        ? unary.getOperator().name()
                        : "";
        if (name.toUpperCase(java.util.Locale.ROOT).contains("INCREMENT")) {
            return 1;
        } else if (name.toUpperCase(java.util.Locale.ROOT).contains("DECREMENT")) {
            return -1;
        }
        return parent instanceof MethodCallExpr ? isRead(place) ? 0 : ANYWHERE : isWritten(place) ? ANYWHERE : 0;
    }

    private static @Nullable TypeDeclaration<?> home(VariableDeclarator variable) {
        Node at = variable;
        while (at != null && !(at instanceof TypeDeclaration<?>) && !(at instanceof ObjectCreationExpr)) {
            at = at.getParentNode().orElse(null);
        }
        boolean statement =
                variable.getParentNode().flatMap(Node::getParentNode).orElse(null) instanceof ExpressionStmt;
        boolean isInterface = at instanceof ClassOrInterfaceDeclaration type && type.isInterface();
        return statement && !isInterface && at instanceof TypeDeclaration<?> type && type.isTopLevelType()
                        || nested(at, statement)
                ? (TypeDeclaration<?>) at
                : null;
    }

    private static boolean nested(@Nullable Node at, boolean statement) {
        return statement
                && at instanceof ClassOrInterfaceDeclaration type
                && type.isNestedType()
                && !type.isInterface();
    }

    // ---- rewriting

    private void spreadAtomic(VariableDeclarator variable, List<Expression> places, @Nullable TypeDeclaration<?> home) {
        String name = variable.getNameAsString();
        Expression initial = variable.getInitializer().map(HeldNumbers::initial).orElse(null);
        PrimitiveType type = new PrimitiveType(TYPES.get(atomic(variable)));
        if (home != null && initial != null) {
            name = shared(home, name, type, variable);
        }
        for (Expression use : places) {
            rewrite(use, place(use, name));
        }
        if (home != null && initial != null) {
            ExpressionStmt statement = (ExpressionStmt)
                    variable.getParentNode().flatMap(Node::getParentNode).orElseThrow();
            statement.setExpression(at(
                    variable, new AssignExpr(at(variable, new NameExpr(name)), initial, AssignExpr.Operator.ASSIGN)));
            return;
        }
        variable.setType(type);
        variable.setInitializer(initial);
        if (variable.getParentNode().orElse(null) instanceof FieldDeclaration field) {
            field.removeModifier(Modifier.Keyword.FINAL);
        }
    }

    private static Expression initial(Expression created) {
        NodeList<Expression> arguments = ((ObjectCreationExpr) created).getArguments();
        return arguments.isEmpty() ? at(created, new IntegerLiteralExpr("0")) : arguments.get(0);
    }

    private static Expression place(Expression use, String name) {
        return use instanceof FieldAccessExpr ? use.clone() : at(use, new NameExpr(name));
    }

    private static void rewrite(Expression use, Expression place) {
        Node parent = use.getParentNode().orElseThrow();
        if (parent instanceof AssignExpr assign) {
            assign.setValue(initial(assign.getValue()));
            assign.setTarget(place);
        } else if (parent instanceof MethodCallExpr call) {
            call.replace(plain(call, place));
        } else {
            use.replace(place);
        }
    }

    private static Expression plain(MethodCallExpr call, Expression place) {
        String name = call.getNameAsString();
        UnaryExpr.Operator step = STEPS.get(name);
        if (step != null) {
            return at(call, new UnaryExpr(place, step));
        } else if (READS.contains(name)) {
            return place;
        } else if (name.equals("reset")) {
            return at(call, new AssignExpr(place, at(call, new IntegerLiteralExpr("0")), AssignExpr.Operator.ASSIGN));
        }
        if (name.equals("compareAndSet")) {
            return compared(call, place);
        }
        Expression argument = name.endsWith("Update") || name.equals("updateAndGet")
                ? applied((LambdaExpr) call.getArgument(0), place)
                : call.getArgument(0);
        boolean sets = argument != call.getArgument(0) || SETS.contains(name) || name.equals("getAndSet");
        AssignExpr.Operator operator = sets ? AssignExpr.Operator.ASSIGN : AssignExpr.Operator.PLUS;
        Expression changed = at(call, new AssignExpr(place, argument, operator));
        if (name.equals("getAndAdd") && !(call.getParentNode().orElse(null) instanceof ExpressionStmt)) {
            return at(
                    call,
                    new EnclosedExpr(at(
                            call,
                            new BinaryExpr(
                                    at(call, new EnclosedExpr(changed)),
                                    argument.clone(),
                                    BinaryExpr.Operator.MINUS))));
        }
        return changed;
    }

    /** {@code x == a && (x = b) == b}; where b is a and some more, so is it x and as much more. */
    private static Expression compared(MethodCallExpr call, Expression place) {
        Expression expected = call.getArgument(0);
        Expression set = call.getArgument(1);
        Expression value = set instanceof BinaryExpr sum && sum.getLeft().equals(expected)
                ? at(call, new BinaryExpr(place.clone(), sum.getRight().clone(), sum.getOperator()))
                : set.clone();
        Expression assigned =
                at(call, new EnclosedExpr(at(call, new AssignExpr(place.clone(), value, AssignExpr.Operator.ASSIGN))));
        return at(
                call,
                new EnclosedExpr(at(
                        call,
                        new BinaryExpr(
                                at(call, new BinaryExpr(place, expected.clone(), BinaryExpr.Operator.EQUALS)),
                                at(call, new BinaryExpr(assigned, place.clone(), BinaryExpr.Operator.EQUALS)),
                                BinaryExpr.Operator.AND))));
    }

    /** What the function computes from what stands at the place. */
    private static Expression applied(LambdaExpr function, Expression place) {
        String parameter = function.getParameter(0).getNameAsString();
        Expression value = at(
                function,
                new EnclosedExpr(
                        ((ExpressionStmt) function.getBody()).getExpression().clone()));
        List<NameExpr> uses = new ArrayList<>();
        Trees.walk(value, node -> {
            if (node instanceof NameExpr name && name.getNameAsString().equals(parameter)) {
                uses.add(name);
            }
        });
        uses.forEach(use -> use.replace(at(use, place.clone())));
        return value;
    }

    private void spreadArray(
            VariableDeclarator variable, List<Expression> places, int elements, @Nullable TypeDeclaration<?> home) {
        PrimitiveType.Primitive type = variable.getTypeAsString().startsWith("int")
                ? PrimitiveType.Primitive.INT
                : PrimitiveType.Primitive.LONG;
        List<String> elementNames = new ArrayList<>();
        NodeList<VariableDeclarator> declared = new NodeList<>();
        List<Expression> assignments = new ArrayList<>();
        for (int i = 0; i < elements; i++) {
            String name = variable.getNameAsString() + "[" + i + "]";
            Expression initial = initialElement(variable.getInitializer().orElseThrow(), i);
            if (home != null) {
                name = shared(home, name, new PrimitiveType(type), variable);
                assignments.add(at(
                        variable,
                        new AssignExpr(at(variable, new NameExpr(name)), initial, AssignExpr.Operator.ASSIGN)));
            } else {
                declared.add(at(
                        variable,
                        new VariableDeclarator(new PrimitiveType(type), at(variable, new SimpleName(name)), initial)));
            }
            elementNames.add(name);
        }
        for (Expression place : places) {
            int index = ((IntegerLiteralExpr) ((ArrayAccessExpr) place).getIndex())
                    .asNumber()
                    .intValue();
            place.replace(at(place, new NameExpr(elementNames.get(index))));
        }
        VariableDeclarationExpr declaration =
                (VariableDeclarationExpr) variable.getParentNode().orElseThrow();
        if (home == null) {
            declaration.setVariables(declared);
            return;
        }
        ExpressionStmt statement = (ExpressionStmt) declaration.getParentNode().orElseThrow();
        // one statement for all elements: a sum has room for several assignments, and its value is not used
        Expression all = assignments.get(0);
        for (Expression next : assignments.subList(1, assignments.size())) {
            all = at(variable, new BinaryExpr(all, next, BinaryExpr.Operator.PLUS));
        }
        statement.setExpression(all);
    }

    private static Expression initialElement(Expression value, int index) {
        Expression made = value;
        if (made instanceof ArrayCreationExpr creation
                && creation.getInitializer().isPresent()) {
            made = creation.getInitializer().get();
        }
        return made instanceof ArrayInitializerExpr initializer
                ? initializer.getValues().get(index).clone()
                : at(value, new IntegerLiteralExpr("0"));
    }

    /** Declares a static field for the local. */
    private String shared(TypeDeclaration<?> home, String name, PrimitiveType type, VariableDeclarator variable) {
        String unique = name + "#" + BodyContext.line(variable);
        FieldDeclaration field = at(
                variable,
                new FieldDeclaration(
                        new NodeList<>(Modifier.privateModifier(), Modifier.staticModifier()),
                        at(variable, new VariableDeclarator(type, at(variable, new SimpleName(unique))))));
        home.addMember(field);
        return unique;
    }

    private static <N extends Node> N at(Node original, N made) {
        made.setRange(original.getRange().orElse(null));
        return made;
    }
}
