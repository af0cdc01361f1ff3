package dev.agentcost.analyzer.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One file of the catalogue as it stands, before library versions choose among its rows.
 *
 * @param name how messages name it: a path, a bundled file, an entry of a jar
 * @param framework the name of the framework
 * @param markers fragments of text that tell a source file that uses the framework
 * @param modelProperties keys of configuration files that name the model of requests that name none
 * @param endpoints how its HTTP requests are known
 * @param vocabulary names that tell what code without rows does
 * @param types its types in the order of the file
 * @param heldWhenUnknown the rows with versions that hold where the version is not known, by identity
 */
public record CatalogFile(
        String name,
        String framework,
        List<String> markers,
        List<String> modelProperties,
        Endpoints endpoints,
        Vocabulary vocabulary,
        List<TypeRow> types,
        Set<MethodRow> heldWhenUnknown) {

    /** Takes copies of the lists. */
    public CatalogFile {
        markers = List.copyOf(markers);
        modelProperties = List.copyOf(modelProperties);
        types = List.copyOf(types);
        heldWhenUnknown = Collections.unmodifiableSet(heldWhenUnknown);
    }

    /** The artifacts whose versions decide which rows hold, sorted. */
    public Set<String> artifacts() {
        Set<String> artifacts = new TreeSet<>();
        for (TypeRow type : types) {
            for (MethodRow row : type.methods()) {
                if (row.versions() != null) {
                    artifacts.add(row.versions().artifact());
                }
            }
        }
        return artifacts;
    }
}
