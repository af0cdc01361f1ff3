/**
 * What an API call means, as data: rows that say which methods query a model, run a tool, keep context, iterate.
 * Nothing in the engine knows a framework by name; everything it knows stands in these rows.
 */
@NullMarked
package dev.agentcost.analyzer.catalog;

import org.jspecify.annotations.NullMarked;
