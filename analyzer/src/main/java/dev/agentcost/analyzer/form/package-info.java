/**
 * Lowered files as bytes: what a module's jar carries in {@code META-INF/agentcost/}, so that a module that depends on it sees through its
 * calls without its source. Written compactly and always the same; read without trust.
 */
@NullMarked
package dev.agentcost.analyzer.form;

import org.jspecify.annotations.NullMarked;
