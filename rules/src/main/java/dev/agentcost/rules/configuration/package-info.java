/** What the user sets: {@code agentcost.yaml} and the POM's budgets, each value checked, each mistake told with its line. */
@NullMarked
package dev.agentcost.rules.configuration;

import org.jspecify.annotations.NullMarked;
