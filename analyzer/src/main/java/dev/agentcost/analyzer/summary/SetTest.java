package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Optional;

/**
 * A test that a value passes only where a set does not hold it: {@code visited.add(node)}, {@code !visited.contains(node)}.
 *
 * @param adds whether the test itself puts the value into the set
 */
record SetTest(Expression set, Expression value, boolean adds) {

    /** The test that a condition is where it comes out so. */
    static Optional<SetTest> of(Engine engine, Procedure procedure, Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return of(engine, procedure, not.operand(), !holds);
        }
        if (!(condition instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        boolean adds = call.target().name().equals("add");
        boolean asks = adds ? holds : call.target().name().equals("contains") && !holds;
        return asks
                        && call.receiver() != null
                        && call.arguments().size() == 1
                        && isSet(engine, procedure, call.receiver())
                ? Optional.of(new SetTest(call.receiver(), call.arguments().get(0), adds))
                : Optional.empty();
    }

    private static boolean isSet(Engine engine, Procedure procedure, Expression set) {
        String type = set instanceof Expression.Local local
                ? procedure.body().localTypes().getOrDefault(local.name(), "")
                : set instanceof Expression.Field field ? engine.calls().fieldType(field) : "";
        return !type.isEmpty() && engine.program().typing().isSubtype(type, "java.util.Set");
    }
}
