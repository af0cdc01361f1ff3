package dev.agentcost.analyzer.form;

import static dev.agentcost.analyzer.form.FormReader.check;
import static dev.agentcost.analyzer.form.FormReader.damaged;

import dev.agentcost.analyzer.form.UnitWriter.Tag;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lowered files, and sees to it that the numbers in them mean something: whatever it returns can be analysed. A deep expression needs
 * a deep stack: see {@link dev.agentcost.analyzer.source.Workers}.
 */
public final class UnitReader {

    /** More levels than a compiler follows; what has more is damaged. */
    private static final int DEEPEST = 20_000;

    private static final Block.Kind[] LOOPS = Block.Kind.values();
    private static final CallTarget.Resolution[] RESOLUTIONS = CallTarget.Resolution.values();
    private static final Expression.Operator[] OPERATORS = Expression.Operator.values();
    private static final TypeDeclaration.Kind[] TYPES = TypeDeclaration.Kind.values();

    private final FormReader in;
    private int depth;

    /** How many blocks of the body are read. */
    private int blocks;

    /** How many lambdas the body has that is being read, which calls it makes, and which of their results it uses. */
    private int lambdas;

    private final Set<Integer> calls = new HashSet<>();
    private final Set<Integer> results = new HashSet<>();

    private UnitReader(FormReader in) {
        this.in = in;
    }

    /**
     * The file that stands next.
     *
     * @throws FormException if there is none
     */
    public static Unit read(FormReader in) throws FormException {
        return new UnitReader(in).unit();
    }

    private Unit unit() throws FormException {
        return new Unit(in.text(), in.text(), in.list(this::type), in.list(this::suppression));
    }

    private Unit.Suppression suppression() throws FormException {
        return new Unit.Suppression(in.text(), in.text(), in.number(), in.number(), in.number());
    }

    private TypeDeclaration type() throws FormException {
        return new TypeDeclaration(
                in.text(),
                in.constant(TYPES),
                in.flag(),
                in.texts(),
                in.texts(),
                in.list(this::field),
                in.list(this::method),
                annotations(),
                location());
    }

    private FieldDeclaration field() throws FormException {
        return new FieldDeclaration(
                in.text(),
                in.text(),
                in.flag(),
                in.flag(),
                in.flag(),
                in.flag(),
                constant(),
                initializer(),
                annotations(),
                in.number());
    }

    private MethodDeclaration method() throws FormException {
        return new MethodDeclaration(
                in.text(),
                in.text(),
                in.list(this::parameter),
                in.text(),
                new MethodDeclaration.Modifiers(in.flag(), in.flag(), in.flag(), in.flag(), in.flag(), in.flag()),
                annotations(),
                in.flag() ? body() : null,
                location(),
                in.number(),
                in.text());
    }

    private MethodDeclaration.Parameter parameter() throws FormException {
        return new MethodDeclaration.Parameter(in.text(), in.text(), annotations());
    }

    private List<AnnotationUse> annotations() throws FormException {
        return in.list(() -> new AnnotationUse(in.text(), map(this::value)));
    }

    private <T> SortedMap<String, T> map(FormReader.Item<T> item) throws FormException {
        SortedMap<String, T> map = new TreeMap<>();
        for (int left = in.number(); left != 0; left--) {
            map.put(in.text(), item.read());
        }
        return Collections.unmodifiableSortedMap(map);
    }

    private SourceLocation location() throws FormException {
        return new SourceLocation(in.text(), in.number(), in.number());
    }

    // ---- bodies

    private @Nullable Expression initializer() throws FormException {
        begin(0);
        Expression initializer = optional();
        check(results.isEmpty());
        return initializer;
    }

    private void begin(int lambdas) {
        this.lambdas = lambdas;
        calls.clear();
        results.clear();
    }

    private Body body() throws FormException {
        List<String> parameters = in.texts();
        enter();
        List<Body.Lambda> inner = in.list(() -> new Body.Lambda(body(), in.text(), in.number()));
        depth--;
        begin(inner.size());
        blocks = 0;
        List<Block> read = in.list(this::block);
        check(!read.isEmpty() && calls.containsAll(results));
        for (Block block : read) {
            check(isIn(read, block));
        }
        return new Body(
                parameters, read, map(in::text), inner, in.list(() -> new Body.FlowFact(in.number(), in.text())));
    }

    /** Whether all that a block goes on at are blocks. */
    private static boolean isIn(List<Block> blocks, Block block) {
        Terminator end = block.terminator();
        List<Integer> next = end instanceof Terminator.Jump jump
                ? List.of(jump.target())
                : end instanceof Terminator.Branch branch
                        ? List.of(branch.whenTrue(), branch.whenFalse())
                        : end instanceof Terminator.Switch cases ? cases.targets() : List.of();
        int otherwise = end instanceof Terminator.Switch cases ? cases.otherwise() : 0;
        return Stream.of(next, block.handlers(), List.of(otherwise))
                .flatMap(List::stream)
                .allMatch(to -> to >= 0 && to < blocks.size());
    }

    private Block block() throws FormException {
        return new Block(
                blocks++,
                in.list(this::instruction),
                terminator(),
                in.list(in::number),
                in.flag()
                        ? new Block.LoopSyntax(
                                in.constant(LOOPS), in.number(), in.number(), in.number(), in.flag(), in.number())
                        : null);
    }

    private Instruction instruction() throws FormException {
        if (!in.flag()) {
            Expression target = expression();
            check(target instanceof Expression.Local
                    || target instanceof Expression.Field
                    || target instanceof Expression.Element);
            return new Instruction.Assign(target, expression(), in.number());
        }
        // calls are counted, and each takes a byte at least
        int id = in.below(in.size());
        check(calls.add(id));
        CallTarget target = target();
        Expression receiver = optional();
        List<Expression> arguments = in.list(this::expression);
        int column = in.number();
        return new Instruction.Invoke(id, target, receiver, arguments, in.number(), column);
    }

    private CallTarget target() throws FormException {
        return in.shared(
                CallTarget.class,
                () -> new CallTarget(
                        in.text(),
                        in.text(),
                        in.number(),
                        in.texts(),
                        in.text(),
                        in.flag(),
                        in.flag(),
                        in.constant(RESOLUTIONS)));
    }

    private Terminator terminator() throws FormException {
        return switch (Tag.read(in)) {
            case JUMP -> new Terminator.Jump(in.number());
            case BRANCH -> new Terminator.Branch(expression(), in.number(), in.number(), in.number());
            case SWITCH -> cases();
            case RETURN -> new Terminator.Return(optional(), in.number());
            case THROW -> new Terminator.Throw(optional(), in.number());
            default -> throw damaged();
        };
    }

    private Terminator cases() throws FormException {
        Expression selector = expression();
        List<Expression> labels = in.list(this::expression);
        List<Integer> targets = in.list(in::number);
        check(labels.size() == targets.size());
        return new Terminator.Switch(selector, labels, targets, in.number(), in.number());
    }

    // ---- expressions

    /** Contexts are named after the places that hold them, part by part with a dot between. */
    private String name() throws FormException {
        String name = in.text();
        check(!name.isEmpty() && name.charAt(0) != '.');
        return name;
    }

    private Expression expression() throws FormException {
        Expression value = optional();
        if (value == null) {
            throw damaged();
        }
        return value;
    }

    private @Nullable Expression optional() throws FormException {
        enter();
        Expression value = value(Tag.read(in));
        depth--;
        return value;
    }

    private void enter() throws FormException {
        check(depth++ < DEEPEST);
    }

    private @Nullable Expression value(Tag tag) throws FormException {
        return switch (tag) {
            case NONE -> null;
            case LOCAL -> new Expression.Local(name());
            case RESULT -> result();
            case CONSTANT -> new Expression.Constant(value());
            case THIS -> new Expression.This();
            case FIELD -> new Expression.Field(optional(), in.text(), in.text());
            case BINARY -> new Expression.Binary(in.constant(OPERATORS), expression(), expression());
            case NULL -> new Expression.Null();
            case LAMBDA -> new Expression.Lambda(in.below(lambdas));
            case CLASS_LITERAL -> new Expression.ClassLiteral(in.text());
            case OPAQUE -> new Expression.Opaque(in.text());
            case NOT -> new Expression.Not(expression());
            case NEGATE -> new Expression.Negate(expression());
            case CHOICE -> new Expression.Choice(expression(), expression(), expression());
            case INSTANCE_OF -> new Expression.InstanceOf(expression(), in.text());
            case CAST -> new Expression.Cast(in.text(), expression());
            case LENGTH -> new Expression.Length(expression());
            case ELEMENT -> new Expression.Element(expression(), expression());
            case NEW_ARRAY -> new Expression.NewArray(in.text(), in.list(this::expression), in.list(this::expression));
            case CURSOR -> new Expression.Cursor(expression());
            case HAS_NEXT -> new Expression.HasNext(expression());
            case NEXT -> new Expression.Next(expression());
            default -> throw damaged();
        };
    }

    private Expression result() throws FormException {
        int call = in.number();
        results.add(call);
        return new Expression.Result(call);
    }

    private Object value() throws FormException {
        Object constant = constant();
        if (constant == null) {
            throw damaged();
        }
        return constant;
    }

    /** Reads what {@link UnitWriter#write(Object, FormWriter)} wrote. */
    public static @Nullable Object constant(FormReader in) throws FormException {
        return new UnitReader(in).constant();
    }

    private @Nullable Object constant() throws FormException {
        return switch (Tag.read(in)) {
            case NONE -> null;
            case LONG -> in.bits();
            case DOUBLE -> Double.longBitsToDouble(in.bits());
            case TEXT -> in.text();
            case FLAG -> in.flag();
            default -> throw damaged();
        };
    }
}
