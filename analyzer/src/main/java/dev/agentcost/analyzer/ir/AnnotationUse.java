package dev.agentcost.analyzer.ir;

import java.util.SortedMap;

/**
 * An annotation on a declaration.
 *
 * @param type fully qualified name, simple name where unknown
 * @param values by element name: constants as in {@link Expression.Constant}, arrays and nested annotations as their source text
 */
public record AnnotationUse(String type, SortedMap<String, Object> values) {}
