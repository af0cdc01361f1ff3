package dev.agentcost.analyzer.suite;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A source file with calls of {@link Probe} at the beginning of each method, loop and turn. */
final class Instrumented {

    // one for each thread; the sources are compiled as well, which finds what is wrong with them
    private static final ThreadLocal<JavaParser> PARSERS =
            ThreadLocal.withInitial(() -> new JavaParser(new ParserConfiguration()
                    .setAttributeComments(false)
                    .setLanguageLevel(ParserConfiguration.LanguageLevel.RAW)));

    private final List<Probe.LoopCheck> loops;
    private final List<Probe.MethodCheck> methods;
    private final Map<String, Site> loopSites = new HashMap<>();
    private final Map<String, Site> recursions = new HashMap<>();
    private final Set<String> streamSites = new HashSet<>();
    private final Map<String, Formula> totals = new HashMap<>();
    private final Set<String> recursiveMethods = new HashSet<>();
    private final Map<String, Integer> entryPoints;
    private final String file;
    private int frames;

    private Instrumented(
            String file,
            Analysis analysis,
            List<Probe.LoopCheck> loops,
            List<Probe.MethodCheck> methods,
            Map<String, Integer> entryPoints) {
        this.file = file;
        this.loops = loops;
        this.methods = methods;
        this.entryPoints = entryPoints;
        for (Site site : analysis.sites()) {
            if (site.location().file().equals(file) && site.kind() == SiteKind.STREAM) {
                streamSites.add(site.location().line() + ":" + site.location().column());
            }
            if (site.location().file().equals(file) && site.kind() == SiteKind.LOOP) {
                loopSites.put(site.location().line() + ":" + site.location().column(), site);
            } else if (site.location().file().equals(file) && site.kind() == SiteKind.RECURSION) {
                recursions.put(site.methodKey(), site);
            }
        }
        for (MethodIterations method : analysis.methods()) {
            if (method.location().file().equals(file)) {
                totals.put(method.location().line() + " " + method.method().replaceAll(".*#", ""), method.iterations());
                if (method.iterations().symbols().stream()
                        .anyMatch(s -> s.name().startsWith("activations"))) {
                    recursiveMethods.add(method.methodKey());
                }
            }
        }
        recursiveMethods.addAll(recursions.keySet());
    }

    /**
     * The rewritten source.
     *
     * @param loops takes what is to be checked at each loop
     * @param methods takes what is to be checked at each method
     * @param entryPoints takes the number of each method by its line and name
     */
    static String of(
            String file,
            String source,
            Analysis analysis,
            List<Probe.LoopCheck> loops,
            List<Probe.MethodCheck> methods,
            Map<String, Integer> entryPoints) {
        return new Instrumented(file, analysis, loops, methods, entryPoints).rewrite(source);
    }

    private String rewrite(String source) {
        ParseResult<CompilationUnit> parsed = PARSERS.get().parse(source);
        CompilationUnit unit = parsed.getResult().orElseThrow();
        if (!parsed.isSuccessful()) {
            throw new IllegalStateException(file + ": " + parsed.getProblems());
        }
        unit.findAll(AssignExpr.class).forEach(Instrumented::exact);
        unit.findAll(LambdaExpr.class).forEach(this::run);
        for (CallableDeclaration<?> method : unit.findAll(CallableDeclaration.class).stream()
                .map(c -> (CallableDeclaration<?>) c)
                .toList()) {
            body(method).ifPresent(body -> method(method, body));
        }
        return unit.toString();
    }

    /** A function that a stream runs makes a step each time, as a turn of a loop does. */
    private void run(LambdaExpr lambda) {
        boolean repeated = lambda.getParentNode().orElse(null) instanceof MethodCallExpr call
                && call.getName()
                        .getBegin()
                        .filter(at -> streamSites.contains(at.line + ":" + at.column))
                        .isPresent();
        if (!repeated) {
            return;
        }
        Statement step =
                PARSERS.get().parseStatement(PROBE + "ran();").getResult().orElseThrow();
        if (lambda.getBody() instanceof BlockStmt block) {
            block.addStatement(0, step);
        } else if (lambda.getBody() instanceof ExpressionStmt body && isValue(body.getExpression())) {
            BlockStmt block = new BlockStmt();
            block.addStatement(step);
            block.addStatement(new ReturnStmt(body.getExpression().clone()));
            lambda.setBody(block);
        } else if (lambda.getBody() instanceof ExpressionStmt body && isCall(body.getExpression(), "work")) {
            BlockStmt block = new BlockStmt();
            block.addStatement(step);
            block.addStatement(body.getExpression().clone());
            lambda.setBody(block);
        }
    }

    private static boolean isValue(Expression expression) {
        return expression.isBinaryExpr()
                || expression.isLiteralExpr()
                || expression.isNameExpr()
                || isCall(expression, "twice");
    }

    private static boolean isCall(Expression expression, String name) {
        return expression instanceof MethodCallExpr call
                && call.getNameAsString().equals(name);
    }

    /** Bounds are for numbers that do not overflow: a run in which a product or a sum comes near to that ends there. */
    private static void exact(AssignExpr assign) {
        boolean product = assign.getOperator() == AssignExpr.Operator.MULTIPLY;
        boolean sum = assign.getOperator() == AssignExpr.Operator.PLUS
                && assign.getValue().isNameExpr();
        if ((product || sum) && assign.getTarget().isNameExpr()) {
            String result =
                    PROBE + (product ? "product(" : "sum(") + assign.getTarget() + ", " + assign.getValue() + ")";
            assign.setOperator(AssignExpr.Operator.ASSIGN);
            assign.setValue(PARSERS.get().parseExpression(result).getResult().orElseThrow());
        }
    }

    private static Optional<BlockStmt> body(CallableDeclaration<?> method) {
        return method instanceof MethodDeclaration declared
                ? declared.getBody()
                : Optional.of(((ConstructorDeclaration) method).getBody());
    }

    private void method(CallableDeclaration<?> method, BlockStmt body) {
        int line = method.getName().getBegin().orElseThrow().line;
        String frame = "frame" + frames++;
        List<Statement> found = body.findAll(Statement.class).stream()
                .filter(Instrumented::isLoop)
                .filter(loop -> owner(loop) == method)
                .toList();
        Map<Symbol, String> atEntry = new LinkedHashMap<>();
        Map<Statement, Map<Symbol, String>> atLoops = new LinkedHashMap<>();
        for (Statement loop : found) {
            Map<Symbol, String> own = new LinkedHashMap<>();
            for (Symbol symbol : symbols(site(loop))) {
                String code = code(symbol);
                if (code != null && isParameter(symbol, line) && visible(code, parameters(method))) {
                    atEntry.put(symbol, code);
                } else if (code != null && !isParameter(symbol, line) && visible(code, names(loop))) {
                    own.put(symbol, code);
                }
            }
            atLoops.put(loop, own);
        }
        Set<Symbol> rest = new HashSet<>();
        Formula total = totals.get(line + " " + method.getNameAsString());
        if (total != null) {
            rest.addAll(total.symbols());
        }
        Site recursion = recursions.entrySet().stream()
                .filter(e -> e.getKey().contains("#" + method.getNameAsString() + "("))
                .map(Map.Entry::getValue)
                .filter(s -> isIn(s, method))
                .findFirst()
                .orElse(null);
        if (recursion != null) {
            rest.addAll(symbols(recursion));
        }
        for (Symbol symbol : rest) {
            String code = code(symbol);
            if (code != null && isParameter(symbol, line) && visible(code, parameters(method))) {
                atEntry.put(symbol, code);
            }
        }
        int number = methods.size();
        methods.add(new Probe.MethodCheck(
                file + ":" + line + " " + method.getNameAsString(),
                recursion != null,
                recursion == null || recursion.bound().isUnbounded()
                        ? null
                        : recursion.bound().formula(),
                List.copyOf(atEntry.keySet())));
        entryPoints.put(file + ":" + line + " " + method.getNameAsString(), number);
        atLoops.forEach((loop, observed) -> loop(loop, frame, observed));
        String begin = "final dev.agentcost.analyzer.suite.Probe.Frame " + frame
                + " = dev.agentcost.analyzer.suite.Probe.enter(" + number + arguments(atEntry) + ");";
        if (method instanceof ConstructorDeclaration) {
            int at = body.getStatements().isEmpty() || !body.getStatement(0).isExplicitConstructorInvocationStmt()
                    ? 0
                    : 1;
            body.addStatement(
                    at, PARSERS.get().parseStatement(begin).getResult().orElseThrow());
            body.addStatement(
                    PARSERS.get().parseStatement(frame + ".exit();").getResult().orElseThrow());
            return;
        }
        BlockStmt inner = new BlockStmt(new NodeList<>(body.getStatements()));
        BlockStmt after = new BlockStmt();
        after.addStatement(frame + ".exit();");
        TryStmt guarded = new TryStmt(inner, new NodeList<>(), after);
        body.setStatements(new NodeList<>());
        body.addStatement(PARSERS.get().parseStatement(begin).getResult().orElseThrow());
        body.addStatement(guarded);
    }

    private static boolean isIn(Site site, CallableDeclaration<?> method) {
        int line = site.location().line();
        return method.getBegin().orElseThrow().line <= line
                && line <= method.getEnd().orElseThrow().line;
    }

    private void loop(Statement loop, String frame, Map<Symbol, String> observed) {
        Site site = site(loop);
        if (site == null) {
            // control never comes back
            return;
        }
        int number = loops.size();
        String name = file + ":" + loop.getBegin().orElseThrow().line;
        Formula bound = site.bound().isUnbounded() ? null : site.bound().formula();
        loops.add(new Probe.LoopCheck(name, bound, List.copyOf(observed.keySet())));
        String turns = "turns" + number;
        BlockStmt body = new BlockStmt();
        body.addStatement(
                PARSERS.get().parseStatement(turns + ".turn();").getResult().orElseThrow());
        if (loop instanceof ForStmt each) {
            body.addStatement(each.getBody());
            each.setBody(body);
        } else if (loop instanceof ForEachStmt each) {
            body.addStatement(each.getBody());
            each.setBody(body);
        } else if (loop instanceof WhileStmt each) {
            body.addStatement(each.getBody());
            each.setBody(body);
        } else if (loop instanceof DoStmt each) {
            body.addStatement(each.getBody());
            each.setBody(body);
        }
        Statement whole = loop;
        while (whole.getParentNode().orElse(null) instanceof LabeledStmt labelled) {
            whole = labelled;
        }
        Node parent = whole.getParentNode().orElseThrow();
        BlockStmt around = new BlockStmt();
        parent.replace(whole, around);
        around.addStatement(PARSERS.get()
                .parseStatement("final dev.agentcost.analyzer.suite.Probe.Turns " + turns + " = " + frame + ".loop("
                        + number + arguments(observed) + ");")
                .getResult()
                .orElseThrow());
        around.addStatement(whole);
    }

    private static String arguments(Map<Symbol, String> observed) {
        StringBuilder text = new StringBuilder();
        observed.values().forEach(code -> text.append(", ").append(code));
        return text.toString();
    }

    private @Nullable Site site(Statement loop) {
        return loopSites.get(
                loop.getBegin().orElseThrow().line + ":" + loop.getBegin().orElseThrow().column);
    }

    private static Set<Symbol> symbols(@Nullable Site site) {
        return site == null || site.bound().isUnbounded()
                ? Set.of()
                : site.bound().formula().symbols();
    }

    private static boolean isLoop(Statement statement) {
        return statement instanceof ForStmt
                || statement instanceof ForEachStmt
                || statement instanceof WhileStmt
                || statement instanceof DoStmt;
    }

    private static @Nullable CallableDeclaration<?> owner(Node node) {
        return (CallableDeclaration<?>)
                node.findAncestor(CallableDeclaration.class).orElse(null);
    }

    private boolean isParameter(Symbol symbol, int line) {
        return symbol.origin().equals(file + ":" + line);
    }

    // ---- symbols as code

    private static final Pattern SIZE = Pattern.compile("size of (.*)");
    private static final Pattern CHAIN = Pattern.compile("length of the chain from (.*)");
    private static final String PROBE = "dev.agentcost.analyzer.suite.Probe.";

    /** Code that computes the symbol's value, or null where the name says nothing that can be run. */
    private static @Nullable String code(Symbol symbol) {
        String name = symbol.name();
        Matcher size = SIZE.matcher(name);
        Matcher chain = CHAIN.matcher(name);
        if (name.contains(" - ")) {
            // as a long: what is compared must not overflow
            return PROBE + "number(0L + " + name.replaceAll("size of (\\w+)", PROBE + "size($1)") + ")";
        } else if (size.matches()) {
            return PROBE + "size(" + size.group(1) + ")";
        } else if (chain.matches()) {
            return PROBE + "chain(" + chain.group(1) + ")";
        }
        return PROBE + "number(" + name + ")";
    }

    private static boolean visible(String code, Set<String> names) {
        ParseResult<Expression> parsed = PARSERS.get().parseExpression(code);
        if (!parsed.isSuccessful()) {
            return false;
        }
        Expression argument =
                parsed.getResult().orElseThrow().asMethodCallExpr().getArgument(0);
        return argument.findAll(NameExpr.class).stream()
                        .allMatch(
                                name -> name.getNameAsString().equals("dev") || names.contains(name.getNameAsString()))
                && argument.findAll(com.github.javaparser.ast.expr.ObjectCreationExpr.class)
                        .isEmpty()
                && argument.findAll(com.github.javaparser.ast.expr.MethodCallExpr.class).stream()
                        .allMatch(call -> call.getScope().isPresent()
                                && Set.of("size", "length", "get", "intValue").contains(call.getNameAsString()));
    }

    private static Set<String> parameters(CallableDeclaration<?> method) {
        Set<String> names = new HashSet<>(fields(method));
        method.getParameters().forEach(parameter -> names.add(parameter.getNameAsString()));
        return names;
    }

    private static Set<String> fields(Node node) {
        Set<String> names = new HashSet<>();
        boolean isStatic = node instanceof MethodDeclaration method && method.isStatic();
        for (Node at = node; at != null; at = at.getParentNode().orElse(null)) {
            if (at instanceof TypeDeclaration<?> type) {
                names.add(type.getNameAsString());
                for (FieldDeclaration field : type.getFields()) {
                    if (!isStatic || field.isStatic()) {
                        field.getVariables().forEach(variable -> names.add(variable.getNameAsString()));
                    }
                }
                type.getMembers().stream()
                        .filter(TypeDeclaration.class::isInstance)
                        .forEach(member -> names.add(((TypeDeclaration<?>) member).getNameAsString()));
                isStatic |= type.isStatic() || type.isRecordDeclaration() || type.isEnumDeclaration();
            }
        }
        return names;
    }

    /** Locals, parameters and fields that code right before the loop may name. */
    private static Set<String> names(Statement loop) {
        Set<String> names = new HashSet<>();
        Node below = loop;
        for (Node at = loop.getParentNode().orElse(null);
                at != null;
                at = at.getParentNode().orElse(null)) {
            if (at instanceof BlockStmt block) {
                for (Statement statement : block.getStatements()) {
                    if (statement == below) {
                        break;
                    }
                    if (statement.isExpressionStmt()) {
                        statement.findAll(VariableDeclarator.class).stream()
                                .filter(v -> v.getInitializer().isPresent())
                                .forEach(v -> names.add(v.getNameAsString()));
                    }
                }
            } else if (at instanceof ForStmt each) {
                each.getInitialization()
                        .forEach(init ->
                                init.findAll(VariableDeclarator.class).forEach(v -> names.add(v.getNameAsString())));
            } else if (at instanceof ForEachStmt each) {
                names.add(each.getVariableDeclarator().getNameAsString());
            } else if (at instanceof LambdaExpr lambda) {
                lambda.getParameters().stream().map(Parameter::getNameAsString).forEach(names::add);
            } else if (at instanceof CallableDeclaration<?> method) {
                names.addAll(parameters(method));
                break;
            }
            below = at;
        }
        loop.findAll(PatternExpr.class);
        return names;
    }
}
