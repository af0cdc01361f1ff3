package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.List;
import java.util.Optional;

/** Compiled calls, then declared types, then the catalogue. */
final class LayeredCallResolver implements CallResolver {

    LayeredCallResolver(InvokeIndex compiled, Typing typing, Catalog catalog) {}

    @Override
    public CallTarget resolve(CallQuery query) {
        return new CallTarget(
                query.receiverType(),
                query.name(),
                query.argumentTypes().size(),
                List.of(),
                "",
                query.staticReceiver(),
                query.constructor(),
                Resolution.UNRESOLVED);
    }

    @Override
    public Optional<MethodInfo> declaration(CallQuery query) {
        return Optional.empty();
    }
}
