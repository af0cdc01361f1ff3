package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.List;
import java.util.Optional;

/** Finds out what a call calls. Thread-safe. */
public interface CallResolver {

    /** What the call calls; {@link CallTarget.Resolution#UNRESOLVED} where no way answers. */
    CallTarget resolve(CallQuery query);

    /** The declaration of the called method in terms of its type parameters: what the types of lambda parameters come from. */
    Optional<MethodInfo> declaration(CallQuery query);

    /** All ways, in this order: compiled calls, declared types, catalogue. */
    static CallResolver of(InvokeIndex compiled, Typing typing, Catalog catalog) {
        return new LayeredCallResolver(compiled, typing, catalog);
    }

    /**
     * A call expression as far as its surroundings tell.
     *
     * @param enclosingType fully qualified name of the type whose source the call stands in, anonymous ones included
     * @param receiverType static type of the receiver, or the type named before the dot, or whose member an unqualified call is
     *     ({@link Typing#enclosingOwner}, {@link NameScope#staticImportOwner}); the created type for constructors, the superclass
     *     for {@code super}; {@code ""} where unknown
     * @param name method name, {@code <init>} for constructors
     * @param argumentTypes see {@link Typing}
     * @param lambdaResultTypes see {@link Typing#returnType}
     * @param staticReceiver whether a type, not a value, stands before the dot
     * @param isSuper whether {@code super} stands before the dot
     * @param constructor whether an object is created, or {@code this(...)} or {@code super(...)} called
     * @param line line of the method's name, or of the parenthesis behind it, which javac means, where that is another one; of
     *     {@code new} for constructors
     */
    record CallQuery(
            String enclosingType,
            String receiverType,
            String name,
            List<String> argumentTypes,
            List<String> lambdaResultTypes,
            boolean staticReceiver,
            boolean isSuper,
            boolean constructor,
            int line) {

        /** A call whose lambdas' results are not known. */
        public CallQuery(
                String enclosingType,
                String receiverType,
                String name,
                List<String> argumentTypes,
                boolean staticReceiver,
                boolean isSuper,
                boolean constructor,
                int line) {
            this(
                    enclosingType,
                    receiverType,
                    name,
                    argumentTypes,
                    List.of(),
                    staticReceiver,
                    isSuper,
                    constructor,
                    line);
        }
    }
}
