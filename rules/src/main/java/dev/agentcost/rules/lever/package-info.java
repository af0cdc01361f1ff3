/** What a change would save: structural ones asked of the analysis again, cheaper models and shorter tool results computed. */
@NullMarked
package dev.agentcost.rules.lever;

import org.jspecify.annotations.NullMarked;
