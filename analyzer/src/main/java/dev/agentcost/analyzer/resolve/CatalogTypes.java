package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Declarations as far as the catalogue tells: supertypes, public fields, and methods with their results. Parameter types are not in the
 * catalogue, so a parameter's type is {@code ""}, which every argument fits.
 */
public final class CatalogTypes implements TypeWorld {

    /** The return type of a method that returns its receiver's own type, as rows write it. */
    static final String RECEIVER = "receiver";

    private final Catalog catalog;

    /** The types of one catalogue. */
    public CatalogTypes(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<TypeInfo> type(String name) {
        return catalog.type(name).map(CatalogTypes::declaration);
    }

    private static TypeInfo declaration(TypeRow row) {
        List<MethodInfo> methods = new ArrayList<>();
        for (MethodRow method : row.methods()) {
            for (String name : method.names()) {
                addMethods(row.name(), name, method, methods);
            }
        }
        List<FieldInfo> fields = row.fields().entrySet().stream()
                .map(field -> new FieldInfo(row.name(), field.getKey(), field.getValue(), false, null))
                .toList();
        return new TypeInfo(
                row.name(), false, List.of(), row.supertypes(), fields, List.copyOf(methods), Origin.CATALOG);
    }

    private static void addMethods(String owner, String name, MethodRow row, List<MethodInfo> into) {
        // The first row that holds is the one: behind a row for all arities no other is reached.
        if (into.stream().anyMatch(m -> m.name().equals(name) && m.isVarArgs())) {
            return;
        }
        String returns = name.equals("<init>") ? owner : row.returns();
        if (row.arities().isEmpty()) {
            into.add(method(owner, name, List.of(""), returns, true));
        }
        row.arities().stream()
                .sorted()
                .forEach(arity -> into.add(method(owner, name, Collections.nCopies(arity, ""), returns, false)));
    }

    private static MethodInfo method(
            String owner, String name, List<String> parameters, String returns, boolean varArgs) {
        return new MethodInfo(owner, name, List.of(), parameters, returns, false, false, false, varArgs);
    }
}
