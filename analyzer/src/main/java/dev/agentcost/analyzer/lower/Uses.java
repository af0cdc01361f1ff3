package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The types that the code of a module calls, extends or is annotated with. */
final class Uses {

    private final Set<String> names = new HashSet<>();

    Uses(LoweredProgram program) {
        program.units().forEach(unit -> unit.types().forEach(this::add));
        names.remove("");
        for (String name : Set.copyOf(names)) {
            program.typing().hierarchy(name).stream().map(Types::erasure).forEach(names::add);
        }
    }

    private void add(TypeDeclaration type) {
        names.add(type.name());
        add(type.annotations());
        for (MethodDeclaration method : type.methods()) {
            add(method.annotations());
            if (method.body() != null) {
                add(method.body());
            }
        }
    }

    private void add(Collection<AnnotationUse> annotations) {
        annotations.forEach(annotation -> names.add(annotation.type()));
    }

    private void add(Body body) {
        body.blocks()
                .forEach(block -> block.instructions().forEach(instruction -> {
                    if (instruction instanceof Instruction.Invoke call) {
                        names.add(call.target().owner());
                    }
                }));
        body.lambdas().forEach(lambda -> add(lambda.body()));
    }

    /** Those of them that are among some, sorted. */
    SortedSet<String> among(Set<String> types) {
        SortedSet<String> used = new TreeSet<>(types);
        used.retainAll(names);
        return used;
    }
}
