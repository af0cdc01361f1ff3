package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import dev.agentcost.analyzer.ir.MethodDeclaration.Parameter;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members that Lombok adds to one type. Where the class file stands, it tells the same and more; without it calls of these
 * members would be unknown.
 */
final class Lombok {

    private static final Map<String, String> LOGGERS = Map.of(
            "Slf4j", "org.slf4j.Logger",
            "XSlf4j", "org.slf4j.ext.XLogger",
            "Log", "java.util.logging.Logger",
            "Log4j2", "org.apache.logging.log4j.Logger",
            "Log4j", "org.apache.log4j.Logger",
            "CommonsLog", "org.apache.commons.logging.Log",
            "JBossLog", "org.jboss.logging.Logger");

    /**
     * The builder class of a type.
     *
     * @param fields one for each value that is set
     */
    record Builder(String name, List<Parameter> fields, List<Generated> methods) {

        TypeInfo info() {
            List<FieldInfo> infos = fields.stream()
                    .map(field -> new FieldInfo(name, field.name(), field.type(), false, null))
                    .toList();
            List<MethodInfo> methodInfos = methods.stream().map(Generated::info).toList();
            return new TypeInfo(name, false, List.of(), List.of("java.lang.Object"), infos, methodInfos, Origin.SOURCE);
        }
    }

    private record LombokField(Parameter parameter, FieldDeclaration declaration, VariableDeclarator variable) {

        boolean isStatic() {
            return declaration.isStatic();
        }

        boolean isFinal(boolean allFinal) {
            return declaration.isFinal() || allFinal;
        }

        boolean isRequired(boolean allFinal) {
            boolean required = isFinal(allFinal) || declaration.isAnnotationPresent("NonNull");
            return required && variable.getInitializer().isEmpty();
        }
    }

    private final NamedType type;
    private final NameScope scope;
    private final Map<String, AnnotationExpr> annotations;
    private final List<LombokField> fields = new ArrayList<>();
    private final List<Generated> methods = new ArrayList<>();
    private @Nullable Builder builder;

    private Lombok(NamedType type, NameScope scope) {
        this.type = type;
        this.scope = scope;
        this.annotations = lombokAnnotations(type.annotations());
    }

    static Lombok of(NamedType type, NameScope scope) {
        Lombok lombok = new Lombok(type, scope);
        if (!type.isInterface()) {
            lombok.find();
        }
        return lombok;
    }

    private Map<String, AnnotationExpr> lombokAnnotations(Collection<AnnotationExpr> all) {
        Map<String, AnnotationExpr> found = new TreeMap<>();
        for (AnnotationExpr annotation : all) {
            String written = annotation.getNameAsString();
            String simple = written.substring(written.lastIndexOf('.') + 1);
            String resolved = scope.resolve(written);
            if (resolved.startsWith("lombok.") || resolved.equals(written) && !written.contains(".")) {
                found.put(simple, annotation);
            }
        }
        return found;
    }

    List<MethodInfo> methodInfos() {
        return methods.stream().map(Generated::info).toList();
    }

    List<Generated> methods() {
        return methods;
    }

    Optional<Builder> builder() {
        return Optional.ofNullable(builder);
    }

    List<FieldInfo> fieldInfos() {
        return LOGGERS.entrySet().stream()
                .filter(logger -> annotations.containsKey(logger.getKey()))
                .map(logger -> new FieldInfo(type.name(), "log", logger.getValue(), true, null))
                .toList();
    }

    private boolean has(String... names) {
        for (String name : names) {
            if (annotations.containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    private void find() {
        boolean onFields = false;
        for (BodyDeclaration<?> member : type.members()) {
            if (member instanceof FieldDeclaration field) {
                onFields |= !field.getAnnotations().isEmpty();
                field.getVariables()
                        .forEach(variable -> fields.add(new LombokField(
                                new Parameter(
                                        variable.getNameAsString(),
                                        scope.resolveGeneric(variable.getTypeAsString()),
                                        List.of()),
                                field,
                                variable)));
            }
        }
        if (annotations.isEmpty() && !onFields) {
            return;
        }
        fields.forEach(this::addAccessors);
        fields.removeIf(LombokField::isStatic);
        addConstructors();
        if (has("Builder", "SuperBuilder")) {
            addBuilder();
        }
    }

    private void addAccessors(LombokField field) {
        Map<String, AnnotationExpr> own = lombokAnnotations(field.declaration().getAnnotations());
        Parameter parameter = field.parameter();
        boolean fluent = flag("fluent");
        boolean byType = !field.isStatic();
        if (byType && has("Data", "Value", "Getter") || own.containsKey("Getter")) {
            String name = fluent ? parameter.name() : getterName(parameter);
            methods.add(Generated.getter(type.name(), name, parameter, field.isStatic()));
        }
        boolean settable =
                (byType && has("Data", "Setter") || own.containsKey("Setter")) && !field.isFinal(has("Value"));
        if (settable) {
            String name = fluent ? parameter.name() : "set" + capitalized(property(parameter));
            methods.add(Generated.setter(type.name(), name, parameter, field.isStatic(), fluent || flag("chain")));
        }
        if (byType && has("With") || own.containsKey("With")) {
            String name = "with" + capitalized(property(parameter));
            methods.add(new Generated(
                    type.name(),
                    name,
                    List.of(parameter),
                    type.name(),
                    false,
                    List.of(),
                    Generated.Result.SELF,
                    "",
                    List.of()));
        }
    }

    private boolean flag(String name) {
        return annotations.get("Accessors") instanceof NormalAnnotationExpr accessors
                && accessors.getPairs().stream()
                        .anyMatch(pair -> pair.getNameAsString().equals(name)
                                && pair.getValue().toString().equals("true"));
    }

    private static String getterName(Parameter field) {
        return (field.type().equals("boolean") ? "is" : "get") + capitalized(property(field));
    }

    /** {@code isOpen} is the property {@code open} where it is a boolean. */
    private static String property(Parameter field) {
        String name = field.name();
        boolean prefixed = field.type().equals("boolean")
                && name.length() > 2
                && name.startsWith("is")
                && Character.isUpperCase(name.charAt(2));
        return prefixed ? name.substring(2) : name;
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void addConstructors() {
        boolean written = type.members().stream().anyMatch(ConstructorDeclaration.class::isInstance);
        boolean all = has("AllArgsConstructor");
        boolean required = has("RequiredArgsConstructor");
        boolean none = has("NoArgsConstructor");
        boolean implicit = !written && !all && !required && !none;
        List<Parameter> settable = fields.stream()
                .filter(field -> !(field.isFinal(has("Value"))
                        && field.variable().getInitializer().isPresent()))
                .map(LombokField::parameter)
                .toList();
        if (none) {
            methods.add(Generated.constructor(type.name(), List.of()));
        }
        if (required || implicit && has("Data") && !has("Builder", "SuperBuilder", "Value")) {
            addConstructor(fields.stream()
                    .filter(field -> field.isRequired(has("Value")))
                    .map(LombokField::parameter)
                    .toList());
        }
        if (all || implicit && has("Value", "Builder", "SuperBuilder")) {
            addConstructor(settable);
        }
    }

    private void addConstructor(List<Parameter> parameters) {
        Generated constructor = Generated.constructor(type.name(), parameters);
        if (!methods.contains(constructor)) {
            methods.add(constructor);
        }
    }

    private void addBuilder() {
        String simple = type.name().substring(type.name().lastIndexOf('.') + 1);
        String name = type.name() + "." + simple + "Builder";
        List<Parameter> settable = fields.stream()
                .filter(field -> !(field.declaration().isFinal()
                        && field.variable().getInitializer().isPresent()))
                .map(LombokField::parameter)
                .toList();
        methods.add(Generated.factory(type.name(), "builder", true, List.of(), name, List.of()));
        methods.add(Generated.factory(type.name(), "toBuilder", false, List.of(), name, List.of()));
        List<Generated> own = new ArrayList<>();
        own.add(Generated.constructor(name, List.of()));
        settable.forEach(field -> own.add(Generated.setter(name, field.name(), field, false, true)));
        own.add(Generated.factory(name, "build", false, List.of(), type.name(), settable));
        builder = new Builder(name, settable, own);
    }
}
