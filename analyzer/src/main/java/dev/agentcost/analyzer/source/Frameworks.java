package dev.agentcost.analyzer.source;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a source file that uses a framework is known.
 *
 * @param markers fragments of text of which every such file contains one, or a body key in quotes
 * @param bodyKeys groups of keys, of which a request's body that a program writes itself has all of one
 * @param types the frameworks' types that something is known of, of nested ones the outermost
 * @param reaching the methods by which a model or tool is reached, by their types, nested ones, too; no method where the type's name alone
 *     may mean it
 */
public record Frameworks(
        Set<String> markers, List<List<String>> bodyKeys, Set<TypeName> types, Map<TypeName, Set<String>> reaching) {}
