package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * For-each loops over what the program itself iterates: there the cursor is an object of the program, whose methods may do anything
 * in each turn, so the calls that the statement hides are written out. Where a library makes the iterator, the cursor says enough.
 */
final class OwnIterables {

    private static final String ITERATOR = "java.util.Iterator";

    private final Typing typing;

    /** The iterators that the types' own {@code iterator()} makes. */
    private final Map<String, String> iterators = new HashMap<>();

    OwnIterables(Collection<TypeDeclaration> types, Typing typing) {
        this.typing = typing;
        for (TypeDeclaration type : types) {
            for (MethodDeclaration method : type.methods()) {
                if (method.name().equals("iterator") && method.parameters().isEmpty() && method.body() != null) {
                    made(method.body())
                            .filter(made ->
                                    types.stream().anyMatch(one -> one.name().equals(made)))
                            .ifPresent(made -> iterators.put(type.name(), made));
                }
            }
        }
    }

    /** The type of the one new iterator that the body returns. */
    private Optional<String> made(Body body) {
        Map<Integer, CallTarget> called = called(body);
        String made = null;
        for (Block block : body.blocks()) {
            if (block.terminator() instanceof Terminator.Return end) {
                String type = end.value() == null ? "" : type(body, called, end.value());
                if (!(end.value() instanceof Expression.Result result)
                        || !Objects.requireNonNull(called.get(result.call()))
                                .name()
                                .equals("<init>")
                        || made != null && !made.equals(type)) {
                    return Optional.empty();
                }
                made = type;
            }
        }
        return Optional.ofNullable(made).filter(type -> typing.isSubtype(type, ITERATOR));
    }

    /** The body with the calls that its loops make. */
    Body writtenOut(Body body) {
        return iterators.isEmpty() ? body : rewrite(body);
    }

    private Body rewrite(Body body) {
        List<Body.Lambda> lambdas = body.lambdas().stream()
                .map(lambda -> new Body.Lambda(rewrite(lambda.body()), lambda.type(), lambda.line()))
                .toList();
        Map<Integer, CallTarget> called = called(body);
        Map<Expression, String> cursors = new HashMap<>();
        for (Block block : body.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.value() instanceof Expression.Cursor cursor) {
                    iterator(type(body, called, cursor.collection()))
                            .ifPresent(made -> cursors.put(assign.target(), made));
                }
            }
        }
        if (cursors.isEmpty()) {
            return lambdas.equals(body.lambdas())
                    ? body
                    : new Body(body.parameters(), body.blocks(), body.localTypes(), lambdas, body.facts());
        }
        Writer writer = new Writer(body, called, cursors);
        return new Body(
                body.parameters(),
                body.blocks().stream().map(writer::written).toList(),
                body.localTypes(),
                lambdas,
                body.facts());
    }

    private Optional<String> iterator(String type) {
        return typing.hierarchy(type).stream()
                .map(Types::erasure)
                .filter(iterators::containsKey)
                .map(iterators::get)
                .findFirst();
    }

    private String type(Body body, Map<Integer, CallTarget> called, Expression value) {
        if (value instanceof Expression.Local local) {
            return body.localTypes().getOrDefault(local.name(), "");
        } else if (value instanceof Expression.Field field) {
            return typing.field(field.owner(), field.name())
                    .map(found -> found.type())
                    .orElse("");
        } else if (value instanceof Expression.Result result) {
            CallTarget target = Objects.requireNonNull(called.get(result.call()));
            return target.name().equals("<init>") ? target.owner() : target.returnType();
        }
        return "";
    }

    /** What the calls of a body are made of, by their numbers. */
    private static Map<Integer, CallTarget> called(Body body) {
        Map<Integer, CallTarget> found = new HashMap<>();
        for (Block block : body.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call) {
                    found.put(call.id(), call.target());
                }
            }
        }
        return found;
    }

    /** Writes the calls into the blocks of one body. */
    private final class Writer {

        private final Body body;
        private final Map<Integer, CallTarget> called;
        private final Map<Expression, String> cursors;
        private int next;

        Writer(Body body, Map<Integer, CallTarget> called, Map<Expression, String> cursors) {
            this.body = body;
            this.called = called;
            this.cursors = cursors;
            this.next = called.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
        }

        Block written(Block block) {
            List<Instruction> instructions = new ArrayList<>();
            for (Instruction instruction : block.instructions()) {
                instructions.addAll(written(instruction));
            }
            Terminator end = block.terminator();
            if (end instanceof Terminator.Branch branch
                    && branch.condition() instanceof Expression.HasNext test
                    && cursors.containsKey(test.cursor())) {
                Instruction.Invoke call =
                        call(cursors.get(test.cursor()), "hasNext", "boolean", test.cursor(), branch.line());
                instructions.add(call);
                end = new Terminator.Branch(
                        new Expression.Result(call.id()), branch.whenTrue(), branch.whenFalse(), branch.line());
            }
            return new Block(block.id(), instructions, end, block.handlers(), block.loop());
        }

        private List<Instruction> written(Instruction instruction) {
            if (!(instruction instanceof Instruction.Assign assign)) {
                return List.of(instruction);
            }
            Instruction.Invoke call = null;
            if (assign.value() instanceof Expression.Cursor cursor && cursors.containsKey(assign.target())) {
                String made = cursors.get(assign.target());
                call = call(
                        Types.erasure(type(body, called, cursor.collection())),
                        "iterator",
                        made,
                        cursor.collection(),
                        assign.line());
            } else if (assign.value() instanceof Expression.Next taken && cursors.containsKey(taken.cursor())) {
                call = call(
                        cursors.get(taken.cursor()),
                        "next",
                        type(body, called, assign.target()),
                        taken.cursor(),
                        assign.line());
            }
            return call == null
                    ? List.of(instruction)
                    : List.of(
                            call,
                            new Instruction.Assign(assign.target(), new Expression.Result(call.id()), assign.line()));
        }

        private Instruction.Invoke call(String owner, String name, String returned, Expression receiver, int line) {
            CallTarget target =
                    new CallTarget(owner, name, 0, List.of(), returned, false, false, CallTarget.Resolution.TYPES);
            return new Instruction.Invoke(next++, target, receiver, List.of(), line, 0);
        }
    }
}
