package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Vocabulary;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which calls run a tool that a model asked for: by the catalogue, or by their names and by what they are given. */
final class ToolRuns {

    /** How far helpers are read. */
    private static final int DEPTH = 3;

    /** Results from which a model learns nothing. */
    private static final Set<String> TELL_NOTHING = Set.of("void", "boolean");

    private final Program program;
    private final Calls calls;
    private final Origins origins;
    private final Answers answers;
    private final Vocabulary vocabulary;

    ToolRuns(Program program, Calls calls, Origins origins, Answers answers, Vocabulary vocabulary) {
        this.program = program;
        this.calls = calls;
        this.origins = origins;
        this.answers = answers;
        this.vocabulary = vocabulary;
    }

    /**
     * Whether a call that runs a tool, or hands on what the model asked for, says so itself: by the catalogue, by a name, or by how what
     * it is made on was found. Where only what it is given says so, it may as well be a step of a tool's own work.
     */
    boolean isNamedTool(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        return meaning.row() != null && meaning.row().toolCall()
                || vocabulary.namesTool(call.target().name())
                || vocabulary.namesTool(Types.simpleName(call.target().owner()))
                || isFound(procedure, meaning);
    }

    /** Whether the call runs a tool, or hands on what the model asked for to code that does. */
    boolean runsTool(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = calls.of(procedure, call);
        if (meaning.row() != null && meaning.row().toolCall()) {
            return true;
        }
        boolean plainLibrary = meaning.row() != null && meaning.targets().isEmpty() && meaning.callback() < 0;
        if (plainLibrary || !vocabulary.namesToolRun(call.target().name())) {
            return false;
        }
        boolean given = handedOn(call).stream().anyMatch(argument -> answers.isToolRequest(procedure, argument));
        return given && mayRunTools(procedure, meaning) || isFound(procedure, meaning);
    }

    /** Whether what a call is made on is a tool itself, and no dispatcher of tools: by its type's name, or by how it was found. */
    boolean isMadeOnTool(Procedure procedure, CallMeaning meaning) {
        return vocabulary.isNameOfTool(Types.simpleName(meaning.call().target().owner()))
                || isFound(procedure, meaning);
    }

    /** Whether the call is made on the very tool that the model asked for: {@code tools.get(request.name()).execute(arguments)}. */
    private boolean isFound(Procedure procedure, CallMeaning meaning) {
        Instruction.Invoke call = meaning.call();
        if (call.receiver() == null || isAccessor(meaning)) {
            return false;
        }
        boolean named = vocabulary.namesTool(Types.simpleName(call.target().owner()));
        return isLookedUp(procedure, call.receiver(), named, new HashSet<>());
    }

    /** What a call is given to work with: by reflection, a method is invoked on the first argument, and given the others. */
    private static List<Expression> handedOn(Instruction.Invoke call) {
        boolean reflects = call.target().owner().equals("java.lang.reflect.Method")
                && !call.arguments().isEmpty();
        return reflects ? call.arguments().subList(1, call.arguments().size()) : call.arguments();
    }

    /** {@code run.runState()}, a part of an object of the program's own, is no use of anything. */
    private boolean isAccessor(CallMeaning meaning) {
        Instruction.Invoke call = meaning.call();
        return call.arguments().isEmpty()
                && vocabulary.namesSomethingElse(call.target().name())
                && program.type(call.target().owner()).isPresent()
                && meaning.targets().stream().allMatch(target -> onlyReads(target, DEPTH));
    }

    /** A library's session executes, too, {@code handleFailure} gives nothing back to a model, and {@code callKey} only reads. */
    private boolean mayRunTools(Procedure procedure, CallMeaning meaning) {
        Instruction.Invoke call = meaning.call();
        String owner = call.target().owner();
        if (owner.startsWith("java.util.function.") && isGivenOneText(procedure, call)) {
            return isToolHolder(procedure, call.receiver(), DEPTH);
        }
        if (!meaning.targets().isEmpty()) {
            return !vocabulary.namesSomethingElse(call.target().name())
                    || !TELL_NOTHING.contains(call.target().returnType())
                            && meaning.targets().stream().anyMatch(target -> !onlyReads(target, DEPTH));
        }
        if (owner.startsWith("java.util.function.") && call.target().name().equals("accept")) {
            // who only listens gives nothing back to the model; what its code runs is found there
            return false;
        }
        if (meaning.callback() >= 0 || program.type(owner).isPresent()) {
            return true;
        }
        return owner.startsWith("java.")
                || vocabulary.namesToolHolder(Types.simpleName(owner))
                || vocabulary.namesToolHolder(call.target().name())
                || isToolHolder(procedure, call.receiver(), DEPTH);
    }

    /** {@code names.apply(id)}: one text that comes from a tool call is no tool call. */
    private boolean isGivenOneText(Procedure procedure, Instruction.Invoke call) {
        List<Expression> asked = call.arguments().stream()
                .filter(argument -> answers.isToolRequest(procedure, argument))
                .toList();
        return asked.size() == 1 && isText(procedure, asked.get(0));
    }

    private boolean isText(Procedure procedure, Expression value) {
        String type = "";
        if (value instanceof Expression.Local local) {
            type = procedure.body().localTypes().getOrDefault(local.name(), "");
        } else if (value instanceof Expression.Field field) {
            type = calls.fieldType(field);
        } else if (value instanceof Expression.Result result) {
            type = origins.call(procedure, result.call()).target().returnType();
        } else if (value instanceof Expression.Binary) {
            return true;
        }
        return Types.erasure(type).equals("java.lang.String");
    }

    /** By the name of the variable or of the accessor that gives it. */
    private boolean isToolHolder(Procedure procedure, @Nullable Expression holder, int depth) {
        if (holder instanceof Expression.Local local) {
            return vocabulary.namesToolHolder(local.name());
        } else if (holder instanceof Expression.Field field) {
            return vocabulary.namesToolHolder(field.name());
        } else if (holder instanceof Expression.Result result && depth > 0) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return vocabulary.namesToolHolder(call.target().name())
                    || isToolHolder(procedure, call.receiver(), depth - 1);
        }
        return false;
    }

    /** Whether a method does no more than give back a part of what it is given: what makes a text of it may be a tool's work. */
    private boolean onlyReads(Procedure target, int depth) {
        if (depth == 0) {
            return false;
        }
        for (Block block : target.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                boolean reads = instruction instanceof Instruction.Invoke call
                        ? readsOnly(target, call, depth)
                        : instruction instanceof Instruction.Assign assign
                                && assign.target() instanceof Expression.Local;
                if (!reads) {
                    return false;
                }
            }
            if (block.terminator() instanceof Terminator.Return end && end.value() instanceof Expression.Binary) {
                return false;
            }
        }
        return true;
    }

    private boolean readsOnly(Procedure in, Instruction.Invoke call, int depth) {
        CallMeaning meaning = calls.of(in, call);
        return meaning.targets().isEmpty()
                ? call.receiver() != null && call.arguments().isEmpty()
                        || call.target().owner().startsWith("java.lang.")
                : meaning.targets().stream().allMatch(target -> onlyReads(target, depth - 1));
    }

    /**
     * {@code tools.get(request.name())}: the receiver is found by what the model asked for, or is a part of what is. What is named a tool
     * may be found by a name that was read out of the text of the answer.
     */
    private boolean isLookedUp(Procedure procedure, Expression receiver, boolean named, Set<Expression> seen) {
        if (!seen.add(receiver)) {
            // node = node.next()
            return false;
        }
        Expression value = receiver;
        if (value instanceof Expression.Local local) {
            value = origins.only(procedure, local).orElse(value);
        }
        if (!(value instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        boolean known = !call.target().owner().isEmpty() && !isBuiltOn(call) || isToolHolder(procedure, value, DEPTH);
        return known
                        && call.arguments().stream()
                                .anyMatch(argument -> answers.isToolRequest(procedure, argument)
                                        || named && answers.isAnswer(procedure, argument))
                || call.arguments().isEmpty()
                        && call.receiver() != null
                        && isLookedUp(procedure, call.receiver(), named, seen);
    }

    /** {@code query.parameter(id)}: what is looked up is something else than what it is looked up in. */
    private static boolean isBuiltOn(Instruction.Invoke call) {
        return Types.erasure(call.target().returnType()).equals(call.target().owner());
    }
}
