/** Formulas become numbers: assumptions, values of symbols, rounding upwards, numbers as text. */
@NullMarked
package dev.agentcost.rules.figure;

import org.jspecify.annotations.NullMarked;
