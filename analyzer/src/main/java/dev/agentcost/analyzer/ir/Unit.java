package dev.agentcost.analyzer.ir;

import java.util.List;

/**
 * One source file, lowered.
 *
 * @param file path relative to the base directory, with {@code /}
 * @param types all types, nested, local and anonymous ones flattened, in source order
 * @param suppressions comments and annotations that accept a finding
 */
public record Unit(String file, String packageName, List<TypeDeclaration> types, List<Suppression> suppressions) {

    /**
     * {@code // agentcost: ignore RULE -- why} or {@code @SuppressWarnings("agentcost:RULE")}.
     *
     * @param rule the rule's id
     * @param reason what stands behind {@code --}, "" where nothing does
     * @param line where it stands
     * @param firstLine first line that it covers
     * @param lastLine last line that it covers
     */
    public record Suppression(String rule, String reason, int line, int firstLine, int lastLine) {}
}
