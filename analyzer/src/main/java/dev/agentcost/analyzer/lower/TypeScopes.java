package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.type.TypeParameter;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.NameScope.Import;
import dev.agentcost.analyzer.resolve.TypeWorld;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What type names mean in the types of one file. */
final class TypeScopes {

    private final NameScope file;
    private final boolean keepParameters;
    // By identity: nodes compare their whole trees.
    private final Map<NamedType, NameScope> inside = new IdentityHashMap<>();

    /**
     * Scopes of one file.
     *
     * @param keepParameters whether type parameters stay as they are, as in declarations, or mean their bounds, as in bodies
     */
    TypeScopes(TypeTable table, CompilationUnit tree, TypeWorld world, Catalog catalog, boolean keepParameters) {
        List<Import> imports =
                tree.getImports().stream().map(i -> imported(i, table.names())).toList();
        this.file = NameScope.of(table.packageName(), imports, table.names().of(world), catalog);
        this.keepParameters = keepParameters;
    }

    private static Import imported(ImportDeclaration declaration, SourceNames.View names) {
        Import.Kind kind;
        if (declaration.isModule()) {
            kind = Import.Kind.MODULE;
        } else if (declaration.isStatic()) {
            kind = declaration.isAsterisk() ? Import.Kind.STATICS : Import.Kind.STATIC;
        } else {
            kind = declaration.isAsterisk() ? Import.Kind.TYPES : Import.Kind.TYPE;
        }
        return new Import(names.of(declaration.getNameAsString()), kind);
    }

    /** Of the type's header: supertypes, bounds. */
    NameScope header(NamedType type) {
        NamedType outer = type.outer();
        NameScope scope = outer == null ? file : inside(outer);
        for (Map.Entry<String, String> local : type.localTypes().entrySet()) {
            scope = scope.withLocalType(local.getKey(), local.getValue());
        }
        return withParameters(scope, type.typeParameters());
    }

    /** Of the type's members. */
    NameScope inside(NamedType type) {
        NameScope known = inside.get(type);
        if (known == null) {
            known = withParameters(header(type).inType(type.name()), type.typeParameters());
            inside.put(type, known);
        }
        return known;
    }

    /** The scope with the type parameters of a type or method. */
    NameScope withParameters(NameScope scope, List<TypeParameter> parameters) {
        if (parameters.isEmpty()) {
            return scope;
        }
        if (keepParameters) {
            return scope.keepingTypeParameters(
                    parameters.stream().map(TypeParameter::getNameAsString).toList());
        }
        Map<String, String> bounds = new LinkedHashMap<>();
        for (TypeParameter parameter : parameters) {
            String bound = parameter.getTypeBound().isEmpty()
                    ? ""
                    : parameter.getTypeBound().get(0).asString();
            bounds.put(parameter.getNameAsString(), bound);
        }
        return scope.withTypeParameters(bounds);
    }
}
