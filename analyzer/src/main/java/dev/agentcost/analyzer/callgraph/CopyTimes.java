package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;

/** Whether what is done to an object comes only after a copy of it was made, so that the copy has nothing of it. */
final class CopyTimes {

    private final Definitions definitions;
    private final Flows flows;

    CopyTimes(Definitions definitions, Flows flows) {
        this.definitions = definitions;
        this.flows = flows;
    }

    /**
     * Whether a call on what the local holds never runs before the copy.
     *
     * @param copy the call in the procedure that copies what the local holds
     */
    boolean isLater(Procedure procedure, Expression.Local local, Definitions.CallSite site, Instruction.Invoke copy) {
        if (site.procedure() != procedure || !isNewInEachRun(procedure, local)) {
            return false;
        }
        ControlFlow flow = flows.of(procedure);
        int from = flow.blockOf(site.call());
        int to = flow.blockOf(copy);
        if (from < 0 || to < 0) {
            return false;
        }
        boolean before = from == to
                && flow.body().blocks().get(from).instructions().indexOf(site.call())
                        < flow.body().blocks().get(to).instructions().indexOf(copy);
        return !before
                && flow.outgoing(from).stream()
                        .noneMatch(edge -> edge.to() == to
                                || flow.reachable(edge.to(), any -> true).get(to));
    }

    /** A local's own object, or one that a container hands to a constructor or to a method that nobody in the program calls. */
    private boolean isNewInEachRun(Procedure procedure, Expression.Local local) {
        if (procedure.isLambda() || definitions.declaring(procedure, local) != procedure) {
            return false;
        }
        return !procedure.body().parameters().contains(local.name())
                || procedure.method().name().equals("<init>")
                || definitions.callers(procedure.method()).isEmpty();
    }
}
