/** What a check says: findings with their evidence, levels, levers and stable fingerprints. Plain values. */
@NullMarked
package dev.agentcost.rules.finding;

import org.jspecify.annotations.NullMarked;
