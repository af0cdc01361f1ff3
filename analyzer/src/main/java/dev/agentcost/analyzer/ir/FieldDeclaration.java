package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field, enum constant or record component.
 *
 * @param type with type arguments
 * @param isOpen whether code outside of the program may name it: public or protected
 * @param constant its initial value where that is a constant expression, otherwise null
 * @param initializer its initial value where that has no calls, otherwise null (the calls stand in {@code <fields>} or
 *     {@code <clinit>})
 */
public record FieldDeclaration(
        String name,
        String type,
        boolean isStatic,
        boolean isFinal,
        boolean isPrivate,
        boolean isOpen,
        @Nullable Object constant,
        @Nullable Expression initializer,
        List<AnnotationUse> annotations,
        int line) {}
