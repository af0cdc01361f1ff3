package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The types of one source file, nested, local and anonymous ones included, with their names. */
final class TypeTable {

    /** What stands for a member's name in the names of types in static initialisers; angle brackets would be type arguments. */
    private static final String STATICS = "static";

    /** More than file systems allow: a class's file has the names of all classes round it in its own. */
    static final int DEEPEST = 200;

    private final String packageName;
    private final List<NamedType> types = new ArrayList<>();
    private final Map<Node, NamedType> byNode = new IdentityHashMap<>();
    private final Set<Node> tooDeep = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Integer> counts = new HashMap<>();
    private final String fileName;
    private final SourceNames.View names;

    private TypeTable(String file, String packageName, SourceNames.View names) {
        this.packageName = packageName;
        this.names = names;
        String base = file.substring(file.lastIndexOf('/') + 1);
        this.fileName = base.endsWith(".java") ? base.substring(0, base.length() - ".java".length()) : base;
    }

    static TypeTable of(String file, CompilationUnit tree, SourceNames names) {
        String packageName = SourceNames.packageName(tree);
        TypeTable table = new TypeTable(file, packageName, names.seenFrom(file, packageName));
        tree.getTypes().forEach(type -> table.visit(type, null, "", Map.of()));
        return table;
    }

    String packageName() {
        return packageName;
    }

    /** What the file means by type names. */
    SourceNames.View names() {
        return names;
    }

    /** In source order. */
    List<NamedType> types() {
        return types;
    }

    /** Whether a type stands in more others than are read. */
    boolean isTooDeep(Node node) {
        return tooDeep.contains(node);
    }

    /**
     * The type of a declaration, an anonymous class's creation or an enum constant with a body.
     *
     * @throws TooDeepException if it stands in more others than are read
     */
    NamedType of(Node node) {
        if (isTooDeep(node)) {
            throw new TooDeepException("its types stand in each other more than " + DEEPEST + " deep");
        }
        NamedType type = byNode.get(node);
        if (type == null) {
            throw new IllegalStateException(
                    "no type is declared by " + node.getClass().getSimpleName());
        }
        return type;
    }

    private void visit(Node node, @Nullable NamedType outer, String member, Map<String, String> localTypes) {
        if (node instanceof TypeDeclaration<?> declaration) {
            visitType(
                    declaration, () -> declaredName(declaration, outer, member, localTypes), outer, member, localTypes);
        } else if (node instanceof ObjectCreationExpr creation
                && creation.getAnonymousClassBody().isPresent()) {
            creation.getScope().ifPresent(scope -> visit(scope, outer, member, localTypes));
            creation.getArguments().forEach(argument -> visit(argument, outer, member, localTypes));
            visitType(creation, () -> hiddenName(outer, member), outer, member, localTypes);
        } else if (node instanceof EnumConstantDeclaration constant) {
            constant.getArguments().forEach(argument -> visit(argument, outer, STATICS, localTypes));
            if (!constant.getClassBody().isEmpty()) {
                visitType(constant, () -> hiddenName(outer, STATICS), outer, STATICS, localTypes);
            }
        } else if (node instanceof BodyDeclaration<?> declaration) {
            Map<String, String> own = new HashMap<>(localTypes);
            String name = memberName(declaration);
            declaration.getChildNodes().forEach(child -> visit(child, outer, name, own));
        } else {
            node.getChildNodes().forEach(child -> visit(child, outer, member, localTypes));
        }
    }

    private void visitType(
            Node node,
            Supplier<String> name,
            @Nullable NamedType outer,
            String member,
            Map<String, String> localTypes) {
        if (outer != null && outer.depth() >= DEEPEST) {
            tooDeep.add(node);
        } else {
            visitMembers(add(node, name.get(), outer, member, localTypes));
        }
    }

    private void visitMembers(NamedType type) {
        type.enumConstants().forEach(constant -> visit(constant, type, STATICS, type.localTypes()));
        type.members().forEach(member -> visit(member, type, "", type.localTypes()));
    }

    private NamedType add(
            Node node, String name, @Nullable NamedType outer, String member, Map<String, String> localTypes) {
        NamedType type = new NamedType(types.size(), node, name, outer, localTypes, !member.isEmpty());
        types.add(type);
        byNode.put(node, type);
        return type;
    }

    private String declaredName(
            TypeDeclaration<?> declaration, @Nullable NamedType outer, String member, Map<String, String> localTypes) {
        boolean compact = declaration instanceof ClassOrInterfaceDeclaration type && type.isCompact();
        String simple = compact ? fileName : declaration.getNameAsString();
        if (!member.isEmpty()) {
            String name = hiddenName(outer, member) + simple;
            localTypes.put(simple, name);
            return name;
        }
        if (outer == null) {
            return names.of(packageName.isEmpty() ? simple : packageName + "." + simple);
        }
        return outer.name() + "." + simple;
    }

    private String hiddenName(@Nullable NamedType outer, String member) {
        String prefix = (outer == null ? packageName : outer.name()) + "." + member + "$";
        return prefix + counts.merge(prefix, 1, Integer::sum);
    }

    private static String memberName(BodyDeclaration<?> member) {
        if (member instanceof MethodDeclaration method) {
            return method.getNameAsString();
        } else if (member instanceof CallableDeclaration<?> || member instanceof CompactConstructorDeclaration) {
            return "init";
        } else if (member instanceof InitializerDeclaration initializer) {
            return initializer.isStatic() ? STATICS : "fields";
        }
        return member instanceof FieldDeclaration field && !field.isStatic() ? "fields" : STATICS;
    }
}
