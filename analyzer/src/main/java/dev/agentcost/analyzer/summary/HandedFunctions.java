package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions that callers hand to each method of the program: what a helper such as {@code withRetry(() -> ...)} runs. */
final class HandedFunctions {

    /** A parameter of a method. */
    private record Parameter(Procedure method, int index) {}

    private final Map<Parameter, Set<Procedure>> functions = new HashMap<>();

    HandedFunctions(Program program, CallGraph graph, Calls calls) {
        Map<Parameter, Set<Parameter>> passedOn = new LinkedHashMap<>();
        for (Procedure procedure : program.procedures()) {
            for (Instruction.Invoke call : graph.calls(procedure)) {
                CallMeaning meaning = calls.of(procedure, call);
                for (CallMeaning.FunctionArgument function : meaning.functions()) {
                    for (Procedure target : meaning.targets()) {
                        Parameter to = new Parameter(target, function.index());
                        functions
                                .computeIfAbsent(to, key -> new LinkedHashSet<>())
                                .addAll(function.procedures());
                        if (function.parameter() >= 0) {
                            passedOn.computeIfAbsent(
                                            new Parameter(procedure.root(), function.parameter()),
                                            key -> new LinkedHashSet<>())
                                    .add(to);
                        }
                    }
                }
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<Parameter, Set<Parameter>> entry : passedOn.entrySet()) {
                List<Procedure> from = List.copyOf(functions.getOrDefault(entry.getKey(), Set.of()));
                for (Parameter to : entry.getValue()) {
                    changed |= functions
                            .computeIfAbsent(to, key -> new LinkedHashSet<>())
                            .addAll(from);
                }
            }
        }
    }

    /** What a call in a method runs, or hands on to be run, of the functions that the method was handed. */
    Set<Procedure> runBy(Procedure caller, CallMeaning meaning) {
        Set<Procedure> found = new LinkedHashSet<>();
        if (meaning.callback() >= 0) {
            found.addAll(functions.getOrDefault(new Parameter(caller.root(), meaning.callback()), Set.of()));
        }
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            if (function.parameter() >= 0) {
                found.addAll(functions.getOrDefault(new Parameter(caller.root(), function.parameter()), Set.of()));
            }
        }
        return found;
    }
}
