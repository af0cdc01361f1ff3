package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import java.util.HashMap;
import java.util.Map;

/** The control flow of each procedure, made when first asked for. */
final class Flows {

    private final Map<Procedure, ControlFlow> flows = new HashMap<>();

    ControlFlow of(Procedure procedure) {
        ControlFlow flow = flows.get(procedure);
        if (flow == null) {
            flow = ControlFlow.of(procedure.body());
            flows.put(procedure, flow);
        }
        return flow;
    }
}
