/** What a run came to, kept until the next one: a run on which nothing has changed is answered with it. */
@NullMarked
package dev.agentcost.maven.outcome;

import org.jspecify.annotations.NullMarked;
