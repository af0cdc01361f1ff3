/**
 * The ratchet: what is known of a code base, kept in a text file beside it, and what is new, worse or better since then. Only the
 * goal that is made for it writes a baseline; a check reads.
 */
@NullMarked
package dev.agentcost.rules.baseline;

import org.jspecify.annotations.NullMarked;
