package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.CatalogFile;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.catalog.VersionRange;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.CatalogUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which rows of the catalogue speak of the calls and annotations of a program. */
final class CatalogUses {

    private final Engine engine;

    /** By file, then by line and element. */
    private final Map<String, Map<CatalogUse.Row, Integer>> matched = new HashMap<>();

    private CatalogUses(Engine engine) {
        this.engine = engine;
    }

    static List<CatalogUse> of(Engine engine) {
        CatalogUses uses = new CatalogUses(engine);
        engine.program().procedures().stream().filter(engine.program()::isOwn).forEach(uses::calls);
        for (Unit unit : engine.program().units()) {
            unit.types().forEach(uses::annotations);
        }
        return engine.catalog().files().stream().map(uses::of).toList();
    }

    private void calls(Procedure procedure) {
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Invoke call) {
                    MethodRow row = engine.calls().of(procedure, call).row();
                    if (row != null && !row.place().isEmpty()) {
                        VersionRange range = row.versions();
                        count(
                                row.place(),
                                call.target().owner() + "#" + call.target().name(),
                                range == null ? "" : range.artifact() + " " + range.range());
                    }
                }
            }
        }
    }

    private void annotations(TypeDeclaration type) {
        annotations(type.annotations());
        type.fields().forEach(field -> annotations(field.annotations()));
        for (MethodDeclaration method : type.methods()) {
            if (!method.isAnnotations()) {
                annotations(method.annotations());
                method.parameters().forEach(parameter -> annotations(parameter.annotations()));
            }
        }
    }

    private void annotations(List<AnnotationUse> annotations) {
        for (AnnotationUse annotation : annotations) {
            engine.catalog().type(annotation.type()).ifPresent(row -> count(row.place(), row.name(), ""));
        }
    }

    private void count(String place, String element, String versions) {
        int colon = place.lastIndexOf(':');
        CatalogUse.Row row = new CatalogUse.Row(Integer.parseInt(place.substring(colon + 1)), element, versions, 0);
        matched.computeIfAbsent(place.substring(0, colon), file -> new HashMap<>())
                .merge(row, 1, Integer::sum);
    }

    private CatalogUse of(CatalogFile file) {
        SortedMap<String, String> versions = new TreeMap<>();
        file.artifacts()
                .forEach(artifact -> versions.put(
                        artifact, engine.catalog().version(artifact).orElse("")));
        List<CatalogUse.Row> rows = new ArrayList<>();
        matched.getOrDefault(file.name(), Map.of())
                .forEach((row, uses) -> rows.add(new CatalogUse.Row(row.line(), row.element(), row.versions(), uses)));
        rows.sort(Comparator.comparingInt(CatalogUse.Row::line).thenComparing(CatalogUse.Row::element));
        return new CatalogUse(
                file.name(),
                file.framework(),
                file.types().size(),
                file.types().stream().map(TypeRow::methods).mapToInt(List::size).sum(),
                versions,
                rows);
    }
}
