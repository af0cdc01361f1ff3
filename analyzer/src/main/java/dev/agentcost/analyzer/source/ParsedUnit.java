package dev.agentcost.analyzer.source;

import com.github.javaparser.ast.CompilationUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source file's syntax tree. The tree is read only: several threads may look at it.
 *
 * @param file path relative to the base directory, with {@code /}
 * @param tree what could be parsed; null where nothing could
 * @param remarks comments that speak to this program, in order
 * @param diagnostics what could not be parsed
 */
public record ParsedUnit(
        String file, @Nullable CompilationUnit tree, List<Remark> remarks, List<Diagnostic> diagnostics) {}
