package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parts of a method that a caller switches off: {@code if (withTools) builder.tools(all)} does nothing where the method is called with
 * {@code false}, and {@code if (tools != null)} nothing where it is called with {@code null}.
 */
final class Switched {

    private final Origins origins;
    private final Flows flows;
    private final Map<Procedure, Map<Integer, List<Condition>>> conditions = new HashMap<>();

    Switched(Origins origins, Flows flows) {
        this.origins = origins;
        this.flows = flows;
    }

    /** What must hold for a part to run: that a parameter is true, or is null; or that it is not. */
    private record Condition(int parameter, boolean ofNull, boolean holds) {}

    /**
     * Whether none of the calls that are meant lets the method come to the part.
     *
     * @param method the method that the part is in
     * @param part a call in it
     * @param meant which calls of the method are; where none is, they are not known
     */
    boolean isOff(
            Procedure method, Instruction.Invoke part, Predicate<Map.Entry<Procedure, Instruction.Invoke>> meant) {
        List<Condition> conditions = conditions(method, part);
        if (conditions.isEmpty()) {
            return false;
        }
        List<Instruction.Invoke> calls = origins.callers(method.method()).stream()
                .filter(meant)
                .map(Map.Entry::getValue)
                .toList();
        return !calls.isEmpty()
                && calls.stream()
                        .allMatch(call -> conditions.stream().anyMatch(condition -> isRefuted(call, condition)));
    }

    /** Whether a call of the method can switch the part off. */
    boolean mayBeOff(Procedure method, Instruction.Invoke part) {
        return !conditions(method, part).isEmpty();
    }

    private static boolean isRefuted(Instruction.Invoke call, Condition condition) {
        if (condition.parameter() >= call.arguments().size()) {
            return false;
        }
        Expression given = call.arguments().get(condition.parameter());
        if (condition.ofNull()) {
            return condition.holds() ? given instanceof Expression.Constant : given instanceof Expression.Null;
        }
        return given instanceof Expression.Constant constant
                && constant.value() instanceof Boolean value
                && value != condition.holds();
    }

    /** What must hold for the part to run; nothing where no call of the method says that it does not. */
    private List<Condition> conditions(Procedure method, Instruction.Invoke part) {
        if (method.isLambda() || method.body().parameters().isEmpty()) {
            return List.of();
        }
        Map<Integer, List<Condition>> known = conditions.computeIfAbsent(method, key -> new HashMap<>());
        List<Condition> found = known.get(part.id());
        if (found == null) {
            found = findConditions(method, part);
            if (!found.isEmpty() && !isRefutedBySome(method, found)) {
                found = List.of();
            }
            known.put(part.id(), found);
        }
        return found;
    }

    private boolean isRefutedBySome(Procedure method, List<Condition> all) {
        return origins.callers(method.method()).stream()
                .anyMatch(site -> all.stream().anyMatch(condition -> isRefuted(site.getValue(), condition)));
    }

    private List<Condition> findConditions(Procedure method, Instruction.Invoke part) {
        ControlFlow flow = flows.of(method);
        List<Condition> found = new ArrayList<>();
        int at = flow.blockOf(part);
        for (Block block : at < 0 ? List.<Block>of() : flow.body().blocks()) {
            if (flow.isReachable(block.id()) && block.terminator() instanceof Terminator.Branch branch) {
                if (leadsAlone(flow, block.id(), branch.whenTrue(), at)) {
                    add(method, branch.condition(), true, found);
                } else if (leadsAlone(flow, block.id(), branch.whenFalse(), at)) {
                    add(method, branch.condition(), false, found);
                }
            }
        }
        return found;
    }

    /** Whether control comes to the block only by this side of the branch. */
    private static boolean leadsAlone(ControlFlow flow, int branch, int side, int block) {
        return flow.dominates(side, block)
                && flow.incoming(side).stream().allMatch(edge -> edge.from() == branch)
                && flow.incoming(side).size() == 1;
    }

    private void add(Procedure method, Expression condition, boolean holds, List<Condition> found) {
        if (condition instanceof Expression.Not not) {
            add(method, not.operand(), !holds, found);
        } else if (condition instanceof Expression.Local local) {
            addOf(method, local, false, holds, found);
        } else if (condition instanceof Expression.Binary binary
                && binary.left() instanceof Expression.Local local
                && binary.right() instanceof Expression.Null) {
            if (binary.operator() == Expression.Operator.NOT_EQUAL) {
                addOf(method, local, true, !holds, found);
            } else if (binary.operator() == Expression.Operator.EQUAL) {
                addOf(method, local, true, holds, found);
            }
        }
    }

    private void addOf(Procedure method, Expression.Local local, boolean ofNull, boolean holds, List<Condition> found) {
        int parameter = method.body().parameters().indexOf(local.name());
        if (parameter >= 0 && origins.assigned(method, local).isEmpty()) {
            found.add(new Condition(parameter, ofNull, holds));
        }
    }
}
