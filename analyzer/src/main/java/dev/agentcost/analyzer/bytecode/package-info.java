/**
 * Class files to the lowered form: what a dependency does of which there is no source. Basic blocks come from jumps, switches and
 * exception tables; the operand stack is followed by name, so that what comes out has the expressions, loops and lambdas of the
 * source that was compiled. A class file that cannot be read costs that file only, and a method that method only.
 */
@NullMarked
package dev.agentcost.analyzer.bytecode;

import org.jspecify.annotations.NullMarked;
