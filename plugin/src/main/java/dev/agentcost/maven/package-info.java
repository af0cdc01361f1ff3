/** Maven goals and report writers, which only translate: the analysis stands in the modules below. */
@NullMarked
package dev.agentcost.maven;

import org.jspecify.annotations.NullMarked;
