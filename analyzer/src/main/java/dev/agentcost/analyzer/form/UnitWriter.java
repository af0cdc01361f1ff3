package dev.agentcost.analyzer.form;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes lowered files. A deep expression needs a deep stack: see {@link dev.agentcost.analyzer.source.Workers}. */
public final class UnitWriter {

    private final FormWriter out;

    private UnitWriter(FormWriter out) {
        this.out = out;
    }

    /** Writes a file behind what was written before. */
    public static void write(Unit unit, FormWriter out) {
        new UnitWriter(out).unit(unit);
    }

    private void unit(Unit unit) {
        out.text(unit.file()).text(unit.packageName());
        out.list(unit.types(), this::type);
        out.list(unit.suppressions(), this::suppression);
    }

    private void suppression(Unit.Suppression suppression) {
        out.text(suppression.rule()).text(suppression.reason());
        out.number(suppression.line()).number(suppression.firstLine()).number(suppression.lastLine());
    }

    private void type(TypeDeclaration type) {
        out.text(type.name()).constant(type.kind()).flag(type.isAbstract());
        out.texts(type.typeParameters()).texts(type.supertypes());
        out.list(type.fields(), this::field).list(type.methods(), this::method);
        annotations(type.annotations());
        location(type.location());
    }

    private void field(FieldDeclaration field) {
        out.text(field.name()).text(field.type());
        out.flag(field.isStatic()).flag(field.isFinal()).flag(field.isPrivate()).flag(field.isOpen());
        constant(field.constant());
        expression(field.initializer());
        annotations(field.annotations());
        out.number(field.line());
    }

    private void method(MethodDeclaration method) {
        out.text(method.owner()).text(method.name());
        out.list(method.parameters(), this::parameter);
        out.text(method.returnType());
        modifiers(method.modifiers());
        annotations(method.annotations());
        out.flag(method.body() != null);
        if (method.body() != null) {
            body(method.body());
        }
        location(method.location());
        out.number(method.endLine()).text(method.unreadable());
    }

    private void parameter(MethodDeclaration.Parameter parameter) {
        out.text(parameter.name()).text(parameter.type());
        annotations(parameter.annotations());
    }

    private void modifiers(MethodDeclaration.Modifiers modifiers) {
        out.flag(modifiers.isPublic()).flag(modifiers.isPrivate()).flag(modifiers.isStatic());
        out.flag(modifiers.isAbstract()).flag(modifiers.isFinal()).flag(modifiers.isVarArgs());
    }

    private void annotations(List<AnnotationUse> annotations) {
        out.list(annotations, annotation -> {
            out.text(annotation.type());
            out.number(annotation.values().size());
            annotation.values().forEach((name, value) -> {
                out.text(name);
                constant(value);
            });
        });
    }

    private void location(SourceLocation location) {
        out.text(location.file()).number(location.line()).number(location.column());
    }

    // ---- bodies

    private void body(Body body) {
        out.texts(body.parameters());
        out.list(body.lambdas(), this::lambda);
        out.list(body.blocks(), this::block);
        out.number(body.localTypes().size());
        body.localTypes().forEach((name, type) -> out.text(name).text(type));
        out.list(body.facts(), fact -> out.number(fact.line()).text(fact.text()));
    }

    private void lambda(Body.Lambda lambda) {
        body(lambda.body());
        out.text(lambda.type()).number(lambda.line());
    }

    private void block(Block block) {
        out.list(block.instructions(), this::instruction);
        terminator(block.terminator());
        out.list(block.handlers(), out::number);
        out.flag(block.loop() != null);
        if (block.loop() != null) {
            loop(block.loop());
        }
    }

    private void loop(Block.LoopSyntax loop) {
        out.constant(loop.kind());
        out.number(loop.line()).number(loop.column()).number(loop.endLine());
        out.flag(loop.conditional()).number(loop.testLine());
    }

    private void instruction(Instruction instruction) {
        if (instruction instanceof Instruction.Assign assign) {
            out.flag(false);
            expression(assign.target());
            expression(assign.value());
        } else if (instruction instanceof Instruction.Invoke invoke) {
            out.flag(true).number(invoke.id());
            target(invoke.target());
            expression(invoke.receiver());
            out.list(invoke.arguments(), this::expression);
            out.number(invoke.column());
        }
        out.number(instruction.line());
    }

    private void target(CallTarget target) {
        out.shared(target, () -> {
            out.text(target.owner()).text(target.name()).number(target.arity());
            out.texts(target.parameterTypes()).text(target.returnType());
            out.flag(target.staticCall()).flag(target.exact()).constant(target.resolution());
        });
    }

    private void terminator(Terminator terminator) {
        if (terminator instanceof Terminator.Jump jump) {
            out.constant(Tag.JUMP).number(jump.target());
        } else if (terminator instanceof Terminator.Branch branch) {
            out.constant(Tag.BRANCH);
            expression(branch.condition());
            out.number(branch.whenTrue()).number(branch.whenFalse()).number(branch.line());
        } else if (terminator instanceof Terminator.Switch cases) {
            out.constant(Tag.SWITCH);
            expression(cases.selector());
            out.list(cases.labels(), this::expression).list(cases.targets(), out::number);
            out.number(cases.otherwise()).number(cases.line());
        } else if (terminator instanceof Terminator.Return returned) {
            out.constant(Tag.RETURN);
            expression(returned.value());
            out.number(returned.line());
        } else if (terminator instanceof Terminator.Throw thrown) {
            out.constant(Tag.THROW);
            expression(thrown.value());
            out.number(thrown.line());
        }
    }

    // ---- expressions

    /** What an expression or terminator is. */
    enum Tag {
        NONE,
        CONSTANT,
        NULL,
        LOCAL,
        THIS,
        FIELD,
        RESULT,
        BINARY,
        NOT,
        NEGATE,
        CHOICE,
        INSTANCE_OF,
        CAST,
        LENGTH,
        ELEMENT,
        NEW_ARRAY,
        CURSOR,
        HAS_NEXT,
        NEXT,
        LAMBDA,
        CLASS_LITERAL,
        OPAQUE,
        LONG,
        DOUBLE,
        TEXT,
        FLAG,
        JUMP,
        BRANCH,
        SWITCH,
        RETURN,
        THROW;

        private static final Tag[] ALL = values();

        static Tag read(FormReader in) throws FormException {
            return in.constant(ALL);
        }
    }

    private void expression(@Nullable Expression value) {
        if (value == null) {
            out.constant(Tag.NONE);
        } else if (value instanceof Expression.Local local) {
            out.constant(Tag.LOCAL).text(local.name());
        } else if (value instanceof Expression.Result result) {
            out.constant(Tag.RESULT).number(result.call());
        } else if (value instanceof Expression.Constant constant) {
            out.constant(Tag.CONSTANT);
            constant(constant.value());
        } else if (value instanceof Expression.This) {
            out.constant(Tag.THIS);
        } else if (value instanceof Expression.Field field) {
            out.constant(Tag.FIELD);
            expression(field.receiver());
            out.text(field.owner()).text(field.name());
        } else if (value instanceof Expression.Binary binary) {
            out.constant(Tag.BINARY).constant(binary.operator());
            expression(binary.left());
            expression(binary.right());
        } else if (value instanceof Expression.Null) {
            out.constant(Tag.NULL);
        } else if (value instanceof Expression.Lambda lambda) {
            out.constant(Tag.LAMBDA).number(lambda.body());
        } else if (value instanceof Expression.ClassLiteral literal) {
            out.constant(Tag.CLASS_LITERAL).text(literal.type());
        } else if (value instanceof Expression.Opaque opaque) {
            out.constant(Tag.OPAQUE).text(opaque.text());
        } else {
            composed(value);
        }
    }

    private void composed(Expression value) {
        if (value instanceof Expression.Not not) {
            out.constant(Tag.NOT);
            expression(not.operand());
        } else if (value instanceof Expression.Negate negate) {
            out.constant(Tag.NEGATE);
            expression(negate.operand());
        } else if (value instanceof Expression.Choice choice) {
            out.constant(Tag.CHOICE);
            expression(choice.test());
            expression(choice.then());
            expression(choice.otherwise());
        } else if (value instanceof Expression.InstanceOf test) {
            out.constant(Tag.INSTANCE_OF);
            expression(test.value());
            out.text(test.type());
        } else if (value instanceof Expression.Cast cast) {
            out.constant(Tag.CAST).text(cast.type());
            expression(cast.value());
        } else if (value instanceof Expression.Length length) {
            out.constant(Tag.LENGTH);
            expression(length.array());
        } else if (value instanceof Expression.Element element) {
            out.constant(Tag.ELEMENT);
            expression(element.array());
            expression(element.index());
        } else if (value instanceof Expression.NewArray array) {
            out.constant(Tag.NEW_ARRAY).text(array.type());
            out.list(array.sizes(), this::expression).list(array.elements(), this::expression);
        } else if (value instanceof Expression.Cursor cursor) {
            out.constant(Tag.CURSOR);
            expression(cursor.collection());
        } else if (value instanceof Expression.HasNext hasNext) {
            out.constant(Tag.HAS_NEXT);
            expression(hasNext.cursor());
        } else if (value instanceof Expression.Next next) {
            out.constant(Tag.NEXT);
            expression(next.cursor());
        } else {
            throw new IllegalArgumentException("no form for " + value.getClass());
        }
    }

    /** Writes a constant of the source, or none, behind what was written before. */
    public static void write(@Nullable Object constant, FormWriter out) {
        new UnitWriter(out).constant(constant);
    }

    private void constant(@Nullable Object value) {
        if (value == null) {
            out.constant(Tag.NONE);
        } else if (value instanceof Long number) {
            out.constant(Tag.LONG).bits(number);
        } else if (value instanceof Double number) {
            out.constant(Tag.DOUBLE).bits(Double.doubleToRawLongBits(number));
        } else if (value instanceof String text) {
            out.constant(Tag.TEXT).text(text);
        } else if (value instanceof Boolean flag) {
            out.constant(Tag.FLAG).flag(flag);
        } else {
            throw new IllegalArgumentException("no form for a constant of " + value.getClass());
        }
    }
}
