package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a method, its lambdas included, does to the sizes of its collections, under all names that they have there. */
final class SizeChanges {

    private record Place(String method, Expression place) {}

    private final Program program;
    private final CallFacts facts;
    private final Map<Place, Boolean> answers = new HashMap<>();
    private final Map<String, Map<Expression, Set<Expression>>> names = new HashMap<>();

    SizeChanges(Program program, CallFacts facts) {
        this.program = program;
        this.facts = facts;
    }

    /** Whether the method may make the collection larger, or hand it to code that may. */
    boolean mayGrow(Procedure procedure, Expression place) {
        if (isFixed(procedure, place)) {
            return false;
        }
        Place question = new Place(procedure.root().key(), place);
        Boolean known = answers.get(question);
        if (known == null) {
            // while it is being found out, the careful answer
            answers.put(question, true);
            known = grows(root(procedure), place);
            answers.put(question, known);
        }
        return known;
    }

    /** Texts and arrays never change their size. */
    boolean isFixed(Procedure procedure, Expression place) {
        String type = "";
        if (place instanceof Expression.Field field) {
            type = program.fieldType(field);
        }
        for (Procedure at = procedure;
                at != null && type.isEmpty() && place instanceof Expression.Local local;
                at = at.parent()) {
            type = at.body().localTypes().getOrDefault(local.name(), "");
        }
        return type.endsWith("[]") || type.equals("java.lang.String");
    }

    /** Whether the method may take something from the collection, or hand it to code that may. */
    boolean mayShrink(Procedure procedure, Expression place) {
        return !isFixed(procedure, place) && resizes(root(procedure), place, Change::neverDown);
    }

    private boolean grows(Procedure root, Expression place) {
        return resizes(root, place, Change::neverUp);
    }

    private boolean resizes(Procedure root, Expression place, Predicate<Change> harmless) {
        for (Expression name : aliases(root, place)) {
            for (Procedure procedure : inside(root)) {
                for (Block block : procedure.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Invoke call
                                && !harmless.test(facts.sizeChange(procedure, call, name))) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static Procedure root(Procedure procedure) {
        Procedure at = procedure;
        for (Procedure parent = at.parent(); parent != null; parent = at.parent()) {
            at = parent;
        }
        return at;
    }

    /** The method and the lambdas in it. */
    List<Procedure> inside(Procedure root) {
        List<Procedure> found = new ArrayList<>(List.of(root));
        for (int i = 0; i < found.size(); i++) {
            for (int lambda = 0; lambda < found.get(i).body().lambdas().size(); lambda++) {
                found.add(program.lambda(found.get(i), lambda));
            }
        }
        return found;
    }

    /** The locals and fields of the method that may hold the same object, by the assignments in it. */
    Set<Expression> aliases(Procedure procedure, Expression place) {
        Procedure root = root(procedure);
        Map<Expression, Set<Expression>> edges = names.get(root.key());
        if (edges == null) {
            edges = new HashMap<>();
            for (Procedure part : inside(root)) {
                for (Block block : part.body().blocks()) {
                    for (Instruction instruction : block.instructions()) {
                        if (instruction instanceof Instruction.Assign assign) {
                            connect(edges, assign.target(), assign.value());
                        }
                    }
                }
            }
            names.put(root.key(), edges);
        }
        Set<Expression> found = new LinkedHashSet<>();
        Deque<Expression> work = new ArrayDeque<>(List.of(place));
        while (!work.isEmpty()) {
            Expression at = work.pop();
            if (found.add(at)) {
                work.addAll(edges.getOrDefault(at, Set.of()));
            }
        }
        return found;
    }

    private static void connect(Map<Expression, Set<Expression>> edges, Expression target, Expression value) {
        if (value instanceof Expression.Cast cast) {
            connect(edges, target, cast.value());
        } else if (value instanceof Expression.Choice choice) {
            connect(edges, target, choice.then());
            connect(edges, target, choice.otherwise());
        } else if (value instanceof Expression.Local || value instanceof Expression.Field) {
            edges.computeIfAbsent(target, key -> new LinkedHashSet<>()).add(value);
            edges.computeIfAbsent(value, key -> new LinkedHashSet<>()).add(target);
        }
    }
}
