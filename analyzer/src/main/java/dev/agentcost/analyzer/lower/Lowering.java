package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.CallResolver;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.ParsedUnit;
import java.util.List;
import java.util.Map;

/**
 * A lowered file.
 *
 * @param diagnostics methods that could not be lowered, comments that say nothing
 * @param resolutions how many calls each way of resolution answered
 */
record Lowering(Unit unit, List<Diagnostic> diagnostics, Map<Resolution, Integer> resolutions) {

    /** Lowers a file. Never fails: what cannot be lowered is marked so. */
    static Lowering lower(
            ParsedUnit parsed,
            CompilationUnit tree,
            TypeTable table,
            Typing typing,
            CallResolver resolver,
            Catalog catalog,
            Injected injected) {
        TypeScopes scopes = new TypeScopes(table, tree, typing.world(), catalog, false);
        Facts facts = new Facts(parsed.remarks());
        UnitContext unit = new UnitContext(parsed.file(), table, scopes, typing, resolver, catalog, injected, facts);
        table.types().stream().filter(type -> type.outer() == null).forEach(type -> lowerType(type, unit));
        facts.left()
                .forEach((line, text) -> unit.diagnostics.add(new Diagnostic(
                        parsed.file(),
                        line,
                        "the comment \"agentcost: at most " + text
                                + "\" stands at no loop and no method, it bounds nothing; move it or delete it")));
        return new Lowering(
                new Unit(parsed.file(), table.packageName(), unit.types(), Suppressions.of(tree, parsed.remarks())),
                List.copyOf(unit.diagnostics),
                Map.copyOf(unit.resolutions));
    }

    private static void lowerType(NamedType type, UnitContext unit) {
        try {
            new TypeLowering(unit).lower(type, null, null, null);
        } catch (RuntimeException | StackOverflowError failure) {
            String message = "the type " + type.name() + " cannot be lowered ("
                    + failure.getClass().getSimpleName()
                    + "), it is missing in the result; report it with the source";
            unit.diagnostics.add(new Diagnostic(unit.file, BodyContext.line(type.node()), message));
        }
    }
}
