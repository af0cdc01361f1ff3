/**
 * The specification of iteration bounds: ordinary Java under {@code src/test/resources/suite} with the expected bound beside
 * each loop, the same code run and counted against the bounds, and random programs run against theirs.
 */
@org.jspecify.annotations.NullMarked
package dev.agentcost.analyzer.suite;
