/**
 * The lowered form of a source file: types, method bodies as basic blocks over small expressions. Immutable, free of the
 * syntax tree and of any framework; what is analysed, what is cached, what tests build by hand.
 */
@NullMarked
package dev.agentcost.analyzer.ir;

import org.jspecify.annotations.NullMarked;
