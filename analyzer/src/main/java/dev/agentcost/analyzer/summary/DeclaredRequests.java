package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Program;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.Endpoints;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.FieldDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Methods of interfaces that a library implements by sending a request: which of them send one to a model. */
final class DeclaredRequests {

    private final Program program;
    private final Catalog catalog;
    private final Endpoints endpoints;
    private final Set<String> toModel = new HashSet<>();

    DeclaredRequests(Program program, Catalog catalog) {
        this.program = program;
        this.catalog = catalog;
        this.endpoints = catalog.endpoints();
        program.types().stream()
                .filter(type -> type.kind() == TypeDeclaration.Kind.INTERFACE)
                .forEach(type -> type.methods().stream()
                        .filter(method -> method.modifiers().isAbstract() && isSentToModel(type, method))
                        .forEach(method -> toModel.add(key(
                                type.name(), method.name(), method.parameters().size()))));
    }

    private static String key(String owner, String name, int arity) {
        return owner + "#" + name + "/" + arity;
    }

    /** Whether a call of the method sends a request to a model. */
    boolean goesToModel(CallTarget target) {
        return !toModel.isEmpty()
                && toModel.contains(key(Types.erasure(target.owner()), target.name(), target.arity()));
    }

    private boolean isSentToModel(TypeDeclaration type, MethodDeclaration method) {
        List<AnnotationUse> annotations = Stream.concat(type.annotations().stream(), method.annotations().stream())
                .toList();
        List<MethodDeclaration.Parameter> bodies =
                method.parameters().stream().filter(DeclaredRequests::isBody).toList();
        if (bodies.isEmpty() || annotations.stream().noneMatch(use -> isSent(type, use))) {
            return false;
        }
        List<String> texts = annotations.stream()
                .flatMap(use -> use.values().values().stream())
                .filter(String.class::isInstance)
                .map(text -> "/" + text)
                .toList();
        if (containsAny(texts, endpoints.urls())) {
            return true;
        }
        boolean elsewhere = texts.stream().anyMatch(text -> text.startsWith("/http"));
        return (!elsewhere || containsAny(texts, endpoints.weakUrls()))
                && bodies.stream().anyMatch(body -> hasBodyKeys(Types.erasure(body.type())));
    }

    private boolean isSent(TypeDeclaration type, AnnotationUse use) {
        return catalog.type(use.type())
                .filter(row ->
                        row.marks() == TypeRow.Mark.SENT || row.marks() == TypeRow.Mark.EXCHANGE && isWithoutCode(type))
                .isPresent();
    }

    /** Whether nothing in the sources implements an interface. */
    private boolean isWithoutCode(TypeDeclaration type) {
        return program.subtypes(type.name()).stream().allMatch(type.name()::equals);
    }

    /** Headers, queries and parts of the path are marked as such; the body is marked as the body, or not at all. */
    private static boolean isBody(MethodDeclaration.Parameter parameter) {
        return parameter.annotations().isEmpty()
                || parameter.annotations().stream().anyMatch(use -> use.type().endsWith("Body"));
    }

    private static boolean containsAny(List<String> texts, List<String> fragments) {
        return texts.stream().anyMatch(text -> fragments.stream().anyMatch(text::contains));
    }

    private boolean hasBodyKeys(String type) {
        Set<String> names = new HashSet<>();
        program.type(type)
                .ifPresent(found -> found.fields().stream()
                        .map(FieldDeclaration::name)
                        .map(DeclaredRequests::joined)
                        .forEach(names::add));
        return endpoints.bodyKeys().stream()
                .anyMatch(keys -> keys.stream().map(DeclaredRequests::joined).allMatch(names::contains));
    }

    /** {@code max_tokens} is {@code maxTokens} in Java. */
    private static String joined(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
