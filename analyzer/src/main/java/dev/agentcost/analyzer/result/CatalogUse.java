package dev.agentcost.analyzer.result;

import java.util.List;
import java.util.SortedMap;

/**
 * A catalogue file, and which of its rows speak of something in the analysed sources.
 *
 * @param file how messages name it: a path, a bundled file, an entry of a jar
 * @param framework the name of what it describes
 * @param types number of types that it has rows for
 * @param methods number of its rows of methods, those of other versions included
 * @param versions the version in this project of each artifact that chooses among its rows; "" where it is not known
 * @param rows the rows that matched, in the order of the file
 */
public record CatalogUse(
        String file, String framework, int types, int methods, SortedMap<String, String> versions, List<Row> rows) {

    /** Takes a copy of the list. */
    public CatalogUse {
        rows = List.copyOf(rows);
    }

    /**
     * A row that matched.
     *
     * @param line its line in the file
     * @param element what matched: {@code com.acme.Client#ask}, or the type of an annotation
     * @param versions the range of versions that it holds for, "" for all
     * @param uses number of calls, or of elements that carry the annotation
     */
    public record Row(int line, String element, String versions, int uses) {}
}
