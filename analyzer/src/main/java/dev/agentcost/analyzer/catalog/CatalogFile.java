package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.Set;

/**
 * One file of the catalogue as it stands, before library versions choose among its rows.
 *
 * @param framework the name of the framework
 * @param markers fragments of text that tell a source file that uses the framework
 * @param endpoints how its HTTP requests are known
 * @param vocabulary names that tell what code without rows does
 * @param types its types in the order of the file
 * @param heldWhenUnknown the rows with versions that hold where the version is not known, by identity
 */
record CatalogFile(
        String framework,
        List<String> markers,
        Endpoints endpoints,
        Vocabulary vocabulary,
        List<TypeRow> types,
        Set<MethodRow> heldWhenUnknown) {}
