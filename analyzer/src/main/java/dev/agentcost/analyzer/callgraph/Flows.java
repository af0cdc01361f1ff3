package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.flow.ControlFlow;
import java.util.HashMap;
import java.util.Map;

/** The control flow of each procedure, made when first asked for. */
public final class Flows {

    private final Map<Procedure, ControlFlow> flows = new HashMap<>();

    /** The control flow of a procedure's own body. */
    public ControlFlow of(Procedure procedure) {
        ControlFlow flow = flows.get(procedure);
        if (flow == null) {
            flow = ControlFlow.of(procedure.body());
            flows.put(procedure, flow);
        }
        return flow;
    }
}
