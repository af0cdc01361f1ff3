package dev.agentcost.analyzer.source;

import java.util.Map;
import java.util.Set;

/**
 * How a source file that uses a framework is known.
 *
 * @param markers fragments of text of which every such file contains one
 * @param types the frameworks' types that something is known of, of nested ones the outermost
 * @param reaching the methods by which a model or tool is reached, by their types, nested ones, too; no method where the type's name alone
 *     may mean it
 */
public record Frameworks(Set<String> markers, Set<TypeName> types, Map<TypeName, Set<String>> reaching) {}
