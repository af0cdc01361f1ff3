/** Time and memory of the analysis beside parsers and other tools: {@code mvn -pl analyzer -P benchmark verify}. */
@org.jspecify.annotations.NullMarked
package dev.agentcost.analyzer.benchmark;
