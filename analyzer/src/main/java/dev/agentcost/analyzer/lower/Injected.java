package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values that a container takes from configuration files and puts into annotated fields and parameters. */
final class Injected {

    private final Catalog catalog;
    private final ConfigurationFiles files;
    private final Path source;

    /**
     * Values for one source file.
     *
     * @param source the file, whose module's configuration holds over that of others
     */
    Injected(Catalog catalog, ConfigurationFiles files, Path source) {
        this.catalog = catalog;
        this.files = files;
        this.source = source;
    }

    /** One of the values that an element of this type gets by its annotations; empty where none is known. */
    Optional<Expression> value(List<AnnotationUse> annotations, String type) {
        for (AnnotationUse annotation : annotations) {
            TypeRow row = catalog.type(annotation.type()).orElse(null);
            if (row != null) {
                Object key = attribute(row, annotation, "property");
                if (key instanceof String text) {
                    return choice(values(text, attribute(row, annotation, "property-default")), type)
                            .map(value -> isNumber(type) ? orElse(text, value) : value);
                }
            }
        }
        return Optional.empty();
    }

    /** The key under which the properties stand that a type's fields and components get; empty where it gets none. */
    Optional<String> prefix(List<AnnotationUse> annotations) {
        for (AnnotationUse annotation : annotations) {
            TypeRow row = catalog.type(annotation.type()).orElse(null);
            if (row != null && attribute(row, annotation, "property-prefix") instanceof String prefix) {
                return Optional.of(prefix);
            }
        }
        return Optional.empty();
    }

    /**
     * One of the values that a field or component gets from the properties of its type; empty where none is known.
     *
     * @param initial the constant that the field has where no file says anything, or null
     */
    Optional<Expression> property(String key, @Nullable Object initial, List<AnnotationUse> annotations, String type) {
        Object absent = initial;
        for (AnnotationUse annotation : annotations) {
            TypeRow row = catalog.type(annotation.type()).orElse(null);
            Object said = row == null ? null : attribute(row, annotation, "property-default");
            absent = said == null ? absent : said;
        }
        return choice(values(key, absent), type).map(value -> isNumber(type) ? orElse(key, value) : value);
    }

    private SortedSet<String> values(String key, @Nullable Object absent) {
        SortedSet<String> found = key.contains("${") ? files.resolved(source, key) : new TreeSet<>();
        if (!key.contains("${")) {
            files.values(source, key).forEach(value -> found.addAll(files.resolved(source, value)));
        }
        if (found.isEmpty() && absent != null) {
            found.add(String.valueOf(absent));
        }
        return found;
    }

    private static @Nullable Object attribute(TypeRow row, AnnotationUse annotation, String setting) {
        for (MethodRow method : row.methods()) {
            if (method.settings().stream().anyMatch(one -> one.name().equals(setting))) {
                for (String name : method.names()) {
                    if (annotation.values().containsKey(name)) {
                        return annotation.values().get(name);
                    }
                }
            }
        }
        return null;
    }

    private static Optional<Expression> choice(SortedSet<String> values, String type) {
        Expression any = null;
        for (String value : values) {
            Object constant = constant(value.strip(), type);
            if (constant == null) {
                return Optional.empty();
            }
            Expression one = new Expression.Constant(constant);
            any = any == null ? one : new Expression.Choice(new Expression.Opaque("the active profile"), any, one);
        }
        return Optional.ofNullable(any);
    }

    /** A number that whoever runs the program may set otherwise, which no bound may take for granted. */
    private static Expression orElse(String key, Expression known) {
        return new Expression.Choice(
                new Expression.Opaque(key + " is set otherwise"), new Expression.Opaque(key), known);
    }

    /** The largest number that the value may be; null where it is none. */
    static @Nullable Object largest(Expression value) {
        if (value instanceof Expression.Choice choice) {
            Object one = largest(choice.then());
            Object other = largest(choice.otherwise());
            return one instanceof Long a && other instanceof Long b
                    ? (Object) Math.max(a, b)
                    : one == null ? other : one;
        }
        return value instanceof Expression.Constant constant && constant.value() instanceof Long
                ? constant.value()
                : null;
    }

    private static boolean isNumber(String type) {
        return switch (type) {
            case "int", "long", "short", "java.lang.Integer", "java.lang.Long" -> true;
            default -> false;
        };
    }

    private static @Nullable Object constant(String value, String type) {
        if (isNumber(type)) {
            return value.matches("-?\\d{1,18}") ? (Object) Long.valueOf(value) : null;
        }
        return switch (type) {
            case "boolean", "java.lang.Boolean" ->
                value.equals("true") || value.equals("false") ? (Object) Boolean.valueOf(value) : null;
            case "java.lang.String" -> value;
            default -> null;
        };
    }
}
