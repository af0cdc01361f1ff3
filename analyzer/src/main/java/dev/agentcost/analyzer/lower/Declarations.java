package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.AnnotationMemberDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.TypeParameter;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import dev.agentcost.analyzer.resolve.TypeWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the types of one file declare, without their bodies: what other files need to know of them. Members that the compiler
 * or Lombok adds are included.
 */
final class Declarations {

    private final TypeScopes scopes;

    private Declarations(TypeScopes scopes) {
        this.scopes = scopes;
    }

    /** Names and supertypes only: what is needed before names of inherited member types can be resolved. */
    static List<TypeInfo> headers(CompilationUnit tree, TypeTable table, TypeWorld world, Catalog catalog) {
        Declarations declarations = new Declarations(new TypeScopes(table, tree, world, catalog, true));
        return table.types().stream()
                .map(type -> declarations.info(type, List.of(), List.of()))
                .toList();
    }

    /** Complete declarations, in source order. */
    static List<TypeInfo> typeInfos(CompilationUnit tree, TypeTable table, TypeWorld world, Catalog catalog) {
        Declarations declarations = new Declarations(new TypeScopes(table, tree, world, catalog, true));
        List<TypeInfo> infos = new ArrayList<>();
        for (NamedType type : table.types()) {
            Lombok lombok = declarations.lombok(type);
            infos.add(declarations.info(type, declarations.fields(type, lombok), declarations.methods(type, lombok)));
            lombok.builder().ifPresent(builder -> infos.add(builder.info()));
        }
        return infos;
    }

    private Lombok lombok(NamedType type) {
        return Lombok.of(type, scopes.inside(type));
    }

    private TypeInfo info(NamedType type, List<FieldInfo> fields, List<MethodInfo> methods) {
        return new TypeInfo(
                type.name(),
                type.isInterface(),
                type.typeParameters().stream()
                        .map(TypeParameter::getNameAsString)
                        .toList(),
                supertypes(type, scopes.header(type)),
                List.copyOf(fields),
                List.copyOf(methods),
                Origin.SOURCE);
    }

    /** Superclass first, as declared; the compiler's own ones of enums and records too. */
    static List<String> supertypes(NamedType type, NameScope scope) {
        List<String> supertypes = new ArrayList<>();
        Node node = type.node();
        if (node instanceof ClassOrInterfaceDeclaration declaration) {
            add(supertypes, declaration.getExtendedTypes(), scope);
            add(supertypes, declaration.getImplementedTypes(), scope);
        } else if (node instanceof EnumDeclaration declaration) {
            supertypes.add("java.lang.Enum<" + type.name() + ">");
            add(supertypes, declaration.getImplementedTypes(), scope);
        } else if (node instanceof RecordDeclaration declaration) {
            supertypes.add("java.lang.Record");
            add(supertypes, declaration.getImplementedTypes(), scope);
        } else if (node instanceof ObjectCreationExpr creation) {
            supertypes.add(scope.resolveGeneric(creation.getType().asString()));
        } else if (node instanceof EnumConstantDeclaration && type.outer() != null) {
            supertypes.add(type.outer().name());
        }
        return List.copyOf(supertypes);
    }

    private static void add(List<String> supertypes, NodeList<ClassOrInterfaceType> types, NameScope scope) {
        types.forEach(type -> supertypes.add(scope.resolveGeneric(type.asString())));
    }

    private List<FieldInfo> fields(NamedType type, Lombok lombok) {
        NameScope scope = scopes.inside(type);
        List<FieldInfo> fields = new ArrayList<>();
        for (EnumConstantDeclaration constant : type.enumConstants()) {
            fields.add(new FieldInfo(type.name(), constant.getNameAsString(), type.name(), true, null));
        }
        if (type.node() instanceof RecordDeclaration declaration) {
            for (Parameter component : declaration.getParameters()) {
                fields.add(
                        new FieldInfo(type.name(), component.getNameAsString(), type(component, scope), false, null));
            }
        }
        for (BodyDeclaration<?> member : type.members()) {
            if (member instanceof FieldDeclaration field) {
                boolean isStatic = field.isStatic() || type.isInterface();
                field.getVariables().forEach(variable -> fields.add(field(type, field, variable, isStatic, scope)));
            }
        }
        fields.addAll(lombok.fieldInfos());
        return fields;
    }

    private static FieldInfo field(
            NamedType owner, FieldDeclaration field, VariableDeclarator variable, boolean isStatic, NameScope scope) {
        boolean isFinal = field.isFinal() || owner.isInterface();
        Object constant =
                isFinal ? variable.getInitializer().map(Folding::constant).orElse(null) : null;
        String type = scope.resolveGeneric(variable.getTypeAsString());
        return new FieldInfo(owner.name(), variable.getNameAsString(), type, isStatic, constant);
    }

    static String type(Parameter parameter, NameScope scope) {
        return scope.resolveGeneric(parameter.getTypeAsString() + (parameter.isVarArgs() ? "[]" : ""));
    }

    private List<MethodInfo> methods(NamedType type, Lombok lombok) {
        List<MethodInfo> methods = new ArrayList<>();
        for (BodyDeclaration<?> member : type.members()) {
            if (member instanceof CallableDeclaration<?> callable) {
                methods.add(method(type, callable));
            } else if (member instanceof AnnotationMemberDeclaration element) {
                String returnType = scopes.inside(type).resolveGeneric(element.getTypeAsString());
                methods.add(new MethodInfo(
                        type.name(),
                        element.getNameAsString(),
                        List.of(),
                        List.of(),
                        returnType,
                        false,
                        true,
                        false,
                        false));
            }
        }
        lombok.methodInfos().stream()
                .filter(generated -> methods.stream().noneMatch(method -> sameSignature(method, generated)))
                .toList()
                .forEach(methods::add);
        if (type.node() instanceof RecordDeclaration declaration) {
            addRecordMethods(type, declaration, methods);
        } else if (type.node() instanceof EnumDeclaration) {
            methods.add(implicit(type.name(), "values", List.of(), type.name() + "[]", true));
            methods.add(implicit(type.name(), "valueOf", List.of(Folding.STRING), type.name(), true));
        }
        boolean hasConstructor =
                methods.stream().anyMatch(method -> method.name().equals("<init>"));
        if (!hasConstructor && !type.isInterface()) {
            List<String> parameters = Collections.nCopies(superArguments(type), "");
            methods.add(implicit(type.name(), "<init>", parameters, type.name(), false));
        }
        return methods;
    }

    /** How many arguments an anonymous class hands on to its superclass's constructor. */
    static int superArguments(NamedType type) {
        if (type.node() instanceof ObjectCreationExpr creation) {
            return creation.getArguments().size();
        }
        return type.node() instanceof EnumConstantDeclaration constant
                ? constant.getArguments().size()
                : 0;
    }

    private static boolean sameSignature(MethodInfo one, MethodInfo other) {
        return one.name().equals(other.name())
                && one.parameterTypes().size() == other.parameterTypes().size();
    }

    private void addRecordMethods(NamedType type, RecordDeclaration declaration, List<MethodInfo> methods) {
        NameScope scope = scopes.inside(type);
        List<String> components = new ArrayList<>();
        for (Parameter component : declaration.getParameters()) {
            String componentType = type(component, scope);
            components.add(componentType);
            MethodInfo accessor = implicit(type.name(), component.getNameAsString(), List.of(), componentType, false);
            if (methods.stream().noneMatch(method -> sameSignature(method, accessor))) {
                methods.add(accessor);
            }
        }
        MethodInfo canonical = implicit(type.name(), "<init>", components, type.name(), false);
        if (methods.stream().noneMatch(method -> isCanonical(method, components))) {
            methods.add(canonical);
        }
    }

    static boolean isCanonical(MethodInfo method, List<String> components) {
        return method.name().equals("<init>") && method.parameterTypes().equals(components);
    }

    static MethodInfo implicit(
            String owner, String name, List<String> parameters, String returnType, boolean isStatic) {
        return new MethodInfo(owner, name, List.of(), parameters, returnType, isStatic, false, false, false);
    }

    private MethodInfo method(NamedType type, CallableDeclaration<?> callable) {
        NameScope scope = scopes.withParameters(scopes.inside(type), callable.getTypeParameters());
        String returnType = callable instanceof MethodDeclaration method
                ? scope.resolveGeneric(method.getTypeAsString())
                : type.name();
        String name = callable instanceof ConstructorDeclaration ? "<init>" : callable.getNameAsString();
        boolean isAbstract =
                callable instanceof MethodDeclaration method && method.getBody().isEmpty() && !method.isNative();
        return new MethodInfo(
                type.name(),
                name,
                callable.getTypeParameters().stream()
                        .map(TypeParameter::getNameAsString)
                        .toList(),
                callable.getParameters().stream()
                        .map(parameter -> type(parameter, scope))
                        .toList(),
                returnType,
                callable.hasModifier(Modifier.Keyword.STATIC),
                isAbstract,
                callable.hasModifier(Modifier.Keyword.PRIVATE),
                callable.getParameters().stream().anyMatch(Parameter::isVarArgs));
    }
}
