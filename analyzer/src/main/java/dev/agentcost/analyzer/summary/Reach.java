package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Vocabulary;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which procedures and calls can reach a request to a model or the running of a tool. */
final class Reach {

    /** A call that may run a tool, or hands on what the model asked for. */
    private record Candidate(Procedure procedure, Instruction.Invoke call) {}

    private final Calls calls;
    private final LibraryRuns runs;
    private final Answers answers;
    private final Requests requests;
    private final Origins origins;
    private final Set<Procedure> model;
    private final Set<Procedure> tool;
    private final Set<Procedure> besideCosts;
    private final boolean everything;
    private final HandedFunctions handed;
    private final Set<Instruction.Invoke> toolRuns = new HashSet<>();
    private final Set<Instruction.Invoke> toolRequests = new HashSet<>();

    Reach(
            Program program,
            CallGraph graph,
            Calls calls,
            LibraryRuns runs,
            Origins origins,
            Answers answers,
            Requests requests,
            Vocabulary vocabulary,
            boolean everything) {
        this.everything = everything;
        this.calls = calls;
        this.runs = runs;
        this.answers = answers;
        this.requests = requests;
        this.origins = origins;
        this.handed = new HandedFunctions(program, graph, calls);
        ToolRuns toolUses = new ToolRuns(program, calls, origins, answers, vocabulary);
        List<Procedure> direct = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        Set<Procedure> tools = new LinkedHashSet<>();
        for (Procedure procedure : program.procedures()) {
            for (Instruction.Invoke call : graph.calls(procedure)) {
                CallMeaning meaning = calls.of(procedure, call);
                if (requests.of(procedure, meaning).isPresent() || runs.requests(procedure, meaning)) {
                    direct.add(procedure);
                }
                if (toolUses.runsTool(procedure, call)) {
                    candidates.add(new Candidate(procedure, call));
                    if (toolUses.isMadeOnTool(procedure, meaning)) {
                        tools.addAll(meaning.targets());
                    }
                }
            }
        }
        model = graph.callersOf(direct);
        Set<Procedure> ownWork = graph.calledFrom(tools);
        ownWork.removeAll(model);
        // a step of a tool's own work is no further tool, although it is given a part of what the model asked for
        candidates.removeIf(
                one -> ownWork.contains(one.procedure()) && !toolUses.isNamedTool(one.procedure(), one.call()));
        candidates.forEach(one -> toolRequests.add(one.call()));
        tool = graph.callersOf(candidates.stream().map(Candidate::procedure).toList());
        Set<Procedure> costs = new HashSet<>(model);
        costs.addAll(tool);
        besideCosts = graph.calledFrom(costs);
        // the innermost of nested candidates runs the tool; the others only pass the request on
        for (Procedure procedure : program.procedures()) {
            for (Instruction.Invoke call : graph.calls(procedure)) {
                if (toolRequests.contains(call)
                        && calls.of(procedure, call).targets().stream().noneMatch(tool::contains)) {
                    toolRuns.add(call);
                }
            }
        }
    }

    /** Whether a request to a model is made in the procedure or below it. */
    boolean reachesModel(Procedure procedure) {
        return model.contains(procedure);
    }

    /** Whether a tool is run in the procedure or below it. */
    boolean reachesTool(Procedure procedure) {
        return tool.contains(procedure);
    }

    /** Whether what the procedure does to contexts can enter a cost: something that costs runs it, or it costs itself. */
    boolean concernsCosts(Procedure procedure) {
        return besideCosts.contains(procedure);
    }

    /** Whether the procedure is summarised: it concerns costs, or everything is asked for. */
    boolean isSummarized(Procedure procedure) {
        return everything || concernsCosts(procedure);
    }

    /** Whether all is summarised, and iterations are counted. */
    boolean isEverythingSummarized() {
        return everything;
    }

    /** Whether the call itself runs a tool. */
    boolean isToolRun(Instruction.Invoke call) {
        return toolRuns.contains(call);
    }

    /** How many tools a call runs that itself runs tools: all that an answer asks for where it is given the whole answer. */
    Formula toolRuns(Procedure procedure, Instruction.Invoke call) {
        boolean whole = false;
        for (Expression argument : call.arguments()) {
            boolean all = isMany(procedure, argument) && answers.isToolCalls(procedure, argument);
            if (answers.isToolRequest(procedure, argument) && !all) {
                return Formula.ONE;
            }
            whole |= all || answers.isAnswer(procedure, argument);
        }
        return whole ? Tokens.assumed(Assumption.TOOL_CALLS_PER_ANSWER) : Formula.ONE;
    }

    private boolean isMany(Procedure procedure, Expression value) {
        if (value instanceof Expression.Local local) {
            return calls.isCollection(procedure.body().localTypes().getOrDefault(local.name(), ""));
        }
        return value instanceof Expression.Result result
                && calls.isCollection(
                        origins.call(procedure, result.call()).target().returnType());
    }

    /** Whether the call runs a tool, or hands on what the model asked for to code that runs it. */
    boolean handlesToolRequest(Instruction.Invoke call) {
        return toolRequests.contains(call);
    }

    /** Whether the call is, or runs what makes, a request to a model. */
    boolean reachesModel(Procedure caller, Instruction.Invoke call) {
        return reachesModel(caller, calls.of(caller, call));
    }

    /** Functions that the method was handed, which the call runs or hands on, and that query a model or run a tool. */
    List<Procedure> costingFunctions(Procedure caller, Instruction.Invoke call) {
        return handed.runBy(caller, calls.of(caller, call)).stream()
                .filter(function -> model.contains(function) || tool.contains(function))
                .toList();
    }

    /** Whether something that a library runs makes a request to a model. */
    boolean reachesModel(LibraryRuns.Run run) {
        return reachesModel(run.procedure(), run.meaning());
    }

    private boolean reachesModel(Procedure caller, CallMeaning meaning) {
        return requests.of(caller, meaning).isPresent()
                || runs.requests(caller, meaning)
                || code(caller, meaning).anyMatch(model::contains);
    }

    /** Whether the call is, or runs what makes, a tool run. */
    boolean reachesTool(Procedure caller, Instruction.Invoke call) {
        return toolRuns.contains(call) || reachesTool(caller, calls.of(caller, call));
    }

    /** Whether something that a library runs is, or makes, a tool run. */
    boolean reachesTool(LibraryRuns.Run run) {
        return reachesTool(run.procedure(), run.meaning());
    }

    private boolean reachesTool(Procedure caller, CallMeaning meaning) {
        return code(caller, meaning).anyMatch(tool::contains);
    }

    private Stream<Procedure> code(Procedure caller, CallMeaning meaning) {
        return Stream.of(
                        meaning.targets().stream(),
                        meaning.functions().stream().flatMap(function -> function.procedures().stream()),
                        runs.code(caller, meaning).stream())
                .flatMap(code -> code);
    }
}
