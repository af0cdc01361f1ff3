/** Types and call targets: what the module's sources, its class path, the JDK and the catalogue say of a name. */
@NullMarked
package dev.agentcost.analyzer.resolve;

import org.jspecify.annotations.NullMarked;
