/** The rules: each a class, listed in {@link dev.agentcost.rules.rule.Rules}. */
@NullMarked
package dev.agentcost.rules.rule;

import org.jspecify.annotations.NullMarked;
