package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.resolve.CallResolver;
import dev.agentcost.analyzer.resolve.CallResolver.CallQuery;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.Diagnostic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the bodies of one file share, and what comes of them. Belongs to one thread. */
final class UnitContext {

    final String file;
    final TypeTable table;
    final TypeScopes scopes;
    final Typing typing;
    final CallResolver resolver;
    final Catalog catalog;
    final Injected injected;
    final Facts facts;
    final Effects.Finder effects = new Effects.Finder();
    final List<Diagnostic> diagnostics = new ArrayList<>();
    final Map<CallTarget.Resolution, Integer> resolutions = new EnumMap<>(CallTarget.Resolution.class);
    private final Map<Integer, List<TypeDeclaration>> types = new TreeMap<>();

    UnitContext(
            String file,
            TypeTable table,
            TypeScopes scopes,
            Typing typing,
            CallResolver resolver,
            Catalog catalog,
            Injected injected,
            Facts facts) {
        this.file = file;
        this.table = table;
        this.scopes = scopes;
        this.typing = typing;
        this.resolver = resolver;
        this.catalog = catalog;
        this.injected = injected;
        this.facts = facts;
    }

    CallTarget resolve(CallQuery query) {
        CallTarget target = resolver.resolve(query);
        resolutions.merge(target.resolution(), 1, Integer::sum);
        return target;
    }

    void add(NamedType type, List<TypeDeclaration> declarations) {
        types.put(type.index(), declarations);
    }

    boolean isLowered(NamedType type) {
        return types.containsKey(type.index());
    }

    /** In source order. */
    List<TypeDeclaration> types() {
        return types.values().stream().flatMap(List::stream).toList();
    }
}
