package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.AnnotationDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.TypeParameter;
import dev.agentcost.analyzer.ir.TypeDeclaration.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type of a source file with the name it is known by.
 *
 * @param index its place in source order
 * @param node a {@link TypeDeclaration}, an {@link ObjectCreationExpr} or an {@link EnumConstantDeclaration} with a body
 * @param name fully qualified; anonymous and local types as {@code Outer.method$1}
 * @param outer the type round it, or null
 * @param localTypes fully qualified names of the local types of the method that it stands in, by simple name
 * @param inBody whether it stands in a method, an initialiser or an expression
 */
record NamedType(
        int index, Node node, String name, @Nullable NamedType outer, Map<String, String> localTypes, boolean inBody) {

    /** In how many types it stands, itself included. */
    int depth() {
        int depth = 1;
        for (NamedType around = outer; around != null; around = around.outer) {
            depth++;
        }
        return depth;
    }

    Kind kind() {
        if (node instanceof ClassOrInterfaceDeclaration declaration) {
            return declaration.isInterface() ? Kind.INTERFACE : Kind.CLASS;
        } else if (node instanceof EnumDeclaration) {
            return Kind.ENUM;
        } else if (node instanceof RecordDeclaration) {
            return Kind.RECORD;
        }
        return node instanceof AnnotationDeclaration ? Kind.ANNOTATION : Kind.CLASS;
    }

    boolean isInterface() {
        return kind() == Kind.INTERFACE || kind() == Kind.ANNOTATION;
    }

    boolean isAbstract() {
        return isInterface() || node instanceof ClassOrInterfaceDeclaration declaration && declaration.isAbstract();
    }

    boolean isAnonymous() {
        return !(node instanceof TypeDeclaration<?>);
    }

    List<BodyDeclaration<?>> members() {
        if (node instanceof TypeDeclaration<?> declaration) {
            return declaration.getMembers();
        } else if (node instanceof EnumConstantDeclaration constant) {
            return constant.getClassBody();
        }
        return ((ObjectCreationExpr) node).getAnonymousClassBody().orElseGet(NodeList::new);
    }

    List<EnumConstantDeclaration> enumConstants() {
        return node instanceof EnumDeclaration declaration ? declaration.getEntries() : List.of();
    }

    List<AnnotationExpr> annotations() {
        return node instanceof TypeDeclaration<?> declaration ? declaration.getAnnotations() : List.of();
    }

    List<TypeParameter> typeParameters() {
        if (node instanceof ClassOrInterfaceDeclaration declaration) {
            return declaration.getTypeParameters();
        }
        return node instanceof RecordDeclaration declaration ? declaration.getTypeParameters() : List.of();
    }

    /** The field or component that is of the type with this simple name. */
    Optional<String> holderOf(String simpleType) {
        Stream<String> components = node instanceof RecordDeclaration declaration
                ? declaration.getParameters().stream()
                        .filter(component -> component.getTypeAsString().equals(simpleType))
                        .map(Parameter::getNameAsString)
                : Stream.empty();
        Stream<String> fields = members().stream()
                .filter(FieldDeclaration.class::isInstance)
                .flatMap(field -> ((FieldDeclaration) field).getVariables().stream())
                .filter(variable -> variable.getTypeAsString().equals(simpleType))
                .map(VariableDeclarator::getNameAsString);
        return Stream.concat(components, fields).findFirst();
    }
}
