package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Setting;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How often a method runs whose annotation makes a library try it again. */
final class AnnotatedRetries {

    private static final Pattern PART = Pattern.compile("\\{([^{}]+)\\}");

    private final Engine engine;

    AnnotatedRetries(Engine engine) {
        this.engine = engine;
    }

    /** The number of tries; empty where no annotation asks for more than one. */
    Optional<Repetitions.Found> of(Procedure procedure) {
        return procedure.isLambda() ? Optional.empty() : of(procedure.method());
    }

    /** The same for the methods of a service that the call may mean: a library implements them, so that they have no code. */
    Optional<Map.Entry<MethodDeclaration, Repetitions.Found>> ofService(CallMeaning meaning) {
        CallTarget target = meaning.call().target();
        return meaning.service()
                ? engine.program().declared(target.owner(), target.name()).stream()
                        .filter(method ->
                                method.body() == null && method.parameters().size() == target.arity())
                        .flatMap(method -> of(method).map(found -> Map.entry(method, found)).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Where the tries of a method are told. */
    static SourceLocation place(MethodDeclaration method) {
        return new SourceLocation(method.location().file(), method.location().line(), 0);
    }

    private Optional<Repetitions.Found> of(MethodDeclaration method) {
        if (method.name().startsWith("<")) {
            return Optional.empty();
        }
        Stream<AnnotationUse> ofType = method.modifiers().isPublic()
                ? engine.program().type(method.owner()).stream()
                        .map(TypeDeclaration::annotations)
                        .flatMap(List::stream)
                : Stream.empty();
        return Stream.concat(method.annotations().stream(), ofType)
                .flatMap(annotation -> tries(method, annotation).stream())
                .findFirst();
    }

    private Optional<Repetitions.Found> tries(MethodDeclaration method, AnnotationUse annotation) {
        TypeRow row = engine.catalog().type(annotation.type()).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        Runs runs = row.methods().stream()
                .filter(made -> made.names().contains("<init>"))
                .flatMap(made -> Stream.ofNullable(made.runs()))
                .findFirst()
                .orElse(null);
        if (runs == null || runs.kind() != Runs.Kind.RETRY) {
            return Optional.empty();
        }
        String name = Types.simpleName(annotation.type());
        Formula said = null;
        for (MethodRow attribute : row.methods()) {
            for (Setting setting : attribute.settings()) {
                if (setting.name().equals(runs.setting())) {
                    said = number(method, annotation, attribute);
                }
            }
        }
        Optional<Formula> configured = configured(annotation, runs);
        if (configured.isPresent()) {
            said = configured.get();
        }
        if (said == null && runs.defaultCount().isPresent()) {
            said = Formula.of(runs.defaultCount().getAsLong());
        }
        boolean unlimited = said == null
                || said.constantValue().map(value -> value.signum() < 0).orElse(false);
        if (said == null || unlimited) {
            Symbol tries = new Symbol(
                    "tries of " + method.displayName(),
                    Kind.COUNT,
                    true,
                    place(method).toString());
            return Optional.of(new Repetitions.Found(
                    IterationBound.unbounded(tries),
                    Driver.RETRY,
                    List.of(new Step(place(method), "@" + name + " sets no limit"))));
        }
        Formula times = said.atLeastZero().plus(Formula.of(runs.plus()));
        return Optional.of(new Repetitions.Found(
                IterationBound.of(times),
                Driver.RETRY,
                List.of(new Step(place(method), "@" + name + " runs the method at most " + times + " times"))));
    }

    /** What configuration files say: the largest value of the first key that any of them sets. */
    private Optional<Formula> configured(AnnotationUse annotation, Runs runs) {
        return runs.properties().stream()
                .map(key -> keys(key, annotation).stream()
                        .flatMap(one -> engine.configuration().resolved(one).stream())
                        .map(String::strip)
                        .filter(value -> value.matches("\\d{1,9}"))
                        .map(Long::valueOf)
                        .max(Comparator.naturalOrder()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Formula::of);
    }

    /** The keys that one with attributes and other keys in braces stands for. */
    private Set<String> keys(String key, AnnotationUse annotation) {
        Matcher inner = PART.matcher(key);
        if (!inner.find()) {
            return Set.of(key);
        }
        Object said = annotation.values().get(inner.group(1));
        Set<String> parts = new TreeSet<>();
        if (said instanceof String text) {
            parts.add(text);
        } else if (said == null) {
            parts.addAll(engine.configuration().resolved(inner.group(1)));
        }
        Set<String> all = new TreeSet<>();
        for (String part : parts) {
            all.addAll(keys(key.substring(0, inner.start()) + part + key.substring(inner.end()), annotation));
        }
        return all;
    }

    private static @Nullable Formula number(MethodDeclaration method, AnnotationUse annotation, MethodRow attribute) {
        for (String name : attribute.names()) {
            Object value = annotation.values().get(name);
            if (value instanceof Long number) {
                return Formula.of(number);
            }
            if (value != null) {
                // an expression that a container evaluates, or a constant that is not known
                return Formula.of(new Symbol(
                        attribute.names().get(0) + " of " + method.displayName(),
                        Kind.COUNT,
                        false,
                        "",
                        Assumption.LIMIT.key()));
            }
        }
        return null;
    }
}
