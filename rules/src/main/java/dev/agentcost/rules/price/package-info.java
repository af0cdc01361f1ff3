/** What models charge: a dated list, and the many ways in which sources write the name of a model in it. */
@NullMarked
package dev.agentcost.rules.price;

import org.jspecify.annotations.NullMarked;
