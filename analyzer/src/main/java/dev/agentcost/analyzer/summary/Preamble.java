package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every request of a client sends again beside its context: the prompts that the client was built with, those that
 * annotations hold, and the schemas of the tools that it was given.
 */
final class Preamble {

    private final Program program;
    private final Catalog catalog;
    private final Calls calls;
    private final LibraryRuns runs;
    private final Settings settings;
    private final Tokens tokens;
    private final TokenCounter counter;

    Preamble(
            Program program,
            Catalog catalog,
            Calls calls,
            LibraryRuns runs,
            Settings settings,
            Tokens tokens,
            TokenCounter counter) {
        this.program = program;
        this.catalog = catalog;
        this.calls = calls;
        this.runs = runs;
        this.settings = settings;
        this.tokens = tokens;
        this.counter = counter;
    }

    /** The tokens that the call's requests send each time beside the context. */
    Formula of(Procedure procedure, CallMeaning meaning) {
        return prompts(procedure, meaning)
                .plus(annotated(procedure, meaning))
                .plus(tools(procedure, meaning).times(Tokens.assumed(Assumption.TOOL_SCHEMA_TOKENS)));
    }

    /** A builder's call replaces what an earlier one of the same name has set; those that put it into a context count there. */
    private Formula prompts(Procedure procedure, CallMeaning meaning) {
        Map<String, Formula> byName = new TreeMap<>();
        for (Settings.Made made : own(procedure, meaning, "prompt")) {
            MethodRow row = calls.of(made.procedure(), made.call()).row();
            if (row != null && row.context() != null) {
                continue;
            }
            Formula most = Formula.ZERO;
            for (Expression value : made.values()) {
                most = most.plus(tokens.of(made.procedure(), value));
            }
            byName.merge(made.call().target().name(), most, Formula::max);
        }
        return byName.values().stream().reduce(Formula.ZERO, Formula::plus);
    }

    /** The makings of a setting on the way on which the client of the call, or its request, was built. */
    List<Settings.Made> own(Procedure procedure, CallMeaning meaning, String setting) {
        Set<Settings.Made> found = new LinkedHashSet<>();
        for (Origin value : runs.configured(procedure, meaning)) {
            found.addAll(settings.findOwn(value.procedure(), value.expression(), setting));
        }
        return List.copyOf(found);
    }

    // ---- annotations of a service

    private Formula annotated(Procedure procedure, CallMeaning meaning) {
        if (!meaning.service()) {
            return Formula.ZERO;
        }
        Formula most = Formula.ZERO;
        boolean called = !meaning.call().target().name().isEmpty();
        for (MethodDeclaration method : declared(procedure, meaning)) {
            Formula sum = called ? Formula.ZERO : handedOver(method);
            List<AnnotationUse> uses = new ArrayList<>(method.annotations());
            program.type(method.owner()).map(TypeDeclaration::annotations).ifPresent(uses::addAll);
            for (AnnotationUse use : uses) {
                if (catalog.type(use.type()).map(TypeRow::marks).orElse(null) == TypeRow.Mark.PROMPT) {
                    sum = sum.plus(text(use));
                }
            }
            most = most.max(sum);
        }
        return most;
    }

    /** What a library passes on that calls the method itself: texts, answers of other agents among them. */
    private Formula handedOver(MethodDeclaration method) {
        return Formula.of(method.parameters().size())
                .times(Tokens.assumed(Assumption.MESSAGE_TOKENS).max(tokens.longestAnswer()));
    }

    /** The texts in the annotation, or an assumption where they stand in a file. */
    private Formula text(AnnotationUse use) {
        return use.values().containsKey("value")
                ? Formula.of(counter.count(String.valueOf(use.values().get("value"))))
                : Tokens.assumed(Assumption.SYSTEM_PROMPT_TOKENS);
    }

    /** The methods that the call may mean: where only the builder is known, all of the interface that it was given. */
    private List<MethodDeclaration> declared(Procedure procedure, CallMeaning meaning) {
        String name = meaning.call().target().name();
        if (!name.isEmpty()) {
            return program.declared(meaning.call().target().owner(), name);
        }
        List<MethodDeclaration> methods = new ArrayList<>();
        for (Map.Entry<Procedure, Instruction.Invoke> builder : runs.builders(procedure, meaning)) {
            for (Expression argument : builder.getValue().arguments()) {
                if (argument instanceof Expression.ClassLiteral literal) {
                    program.type(literal.type()).map(TypeDeclaration::methods).ifPresent(methods::addAll);
                }
            }
        }
        return methods;
    }

    // ---- tools

    /** How many tools a request declares. */
    private Formula tools(Procedure procedure, CallMeaning meaning) {
        Formula sum = Formula.ZERO;
        for (Settings.Made made : own(procedure, meaning, LibraryRuns.TOOLS)) {
            sum = sum.plus(number(made, runs.given(made)));
        }
        for (Settings.Made made : own(procedure, meaning, "tool-methods")) {
            sum = sum.plus(number(made, runs.named(made)));
        }
        return sum;
    }

    /** Tools whose code is not in the sources: one where a single one is given, else as many as are assumed of a collection. */
    private Formula number(Settings.Made made, List<LibraryRuns.Run> given) {
        long known = given.stream()
                .mapToLong(run -> Math.max(1, run.meaning().targets().size()))
                .sum();
        if (known > 0) {
            return Formula.of(known);
        }
        Formula sum = Formula.ZERO;
        for (Expression value : made.values()) {
            sum = sum.plus(number(made.procedure(), value));
        }
        return sum;
    }

    private Formula number(Procedure procedure, Expression value) {
        if (value instanceof Expression.NewArray array) {
            return array.elements().stream()
                    .map(element -> number(procedure, element))
                    .reduce(Formula.ZERO, Formula::plus);
        }
        return runs.isOne(procedure, value) ? Formula.ONE : Tokens.assumed(Assumption.COLLECTION_SIZE);
    }
}
