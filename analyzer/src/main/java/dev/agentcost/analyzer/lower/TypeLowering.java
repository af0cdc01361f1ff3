package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.AnnotationMemberDeclaration;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.LocalNames;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.MethodDeclaration.Modifiers;
import dev.agentcost.analyzer.ir.MethodDeclaration.Parameter;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One type: its fields, its methods and what the compiler adds to them. A method that fails costs that method only. */
final class TypeLowering {

    static final String FIELDS = "<fields>";
    static final String STATICS = "<clinit>";

    private final UnitContext unit;

    TypeLowering(UnitContext unit) {
        this.unit = unit;
    }

    /**
     * Lowers a type into its unit.
     *
     * @param outer the type round it
     * @param enclosing the locals that it sees, for local and anonymous types
     * @param names the names of the method that it stands in, likewise
     */
    void lower(NamedType named, @Nullable TypeContext outer, @Nullable Scope enclosing, @Nullable LocalNames names) {
        unit.add(named, List.of());
        NameScope scope = unit.scopes.inside(named);
        List<String> supertypes = Declarations.supertypes(named, unit.scopes.header(named));
        TypeContext type = new TypeContext(named, outer, enclosing, names, scope, supertypes);
        Members members = new Members(type);
        members.lower();
        List<TypeDeclaration> declarations = new ArrayList<>();
        declarations.add(new TypeDeclaration(
                named.name(),
                named.kind(),
                named.isAbstract(),
                named.typeParameters().stream()
                        .map(NodeWithSimpleName::getNameAsString)
                        .toList(),
                supertypes,
                List.copyOf(members.fields),
                List.copyOf(members.methods),
                members.annotations.of(named.annotations()),
                location(named.node())));
        members.lombok.builder().ifPresent(builder -> declarations.add(builder(builder, location(named.node()))));
        unit.add(named, declarations);
    }

    private SourceLocation location(Node node) {
        Node at = node instanceof NodeWithSimpleName<?> named
                        && named.getName().getRange().isPresent()
                ? named.getName()
                : node;
        return new SourceLocation(unit.file, BodyContext.line(at), BodyContext.column(at));
    }

    private static TypeDeclaration builder(Lombok.Builder builder, SourceLocation at) {
        List<dev.agentcost.analyzer.ir.FieldDeclaration> fields = builder.fields().stream()
                .map(field -> new dev.agentcost.analyzer.ir.FieldDeclaration(
                        field.name(), field.type(), false, false, true, false, null, null, List.of(), at.line()))
                .toList();
        return new TypeDeclaration(
                builder.name(),
                TypeDeclaration.Kind.CLASS,
                false,
                List.of(),
                List.of("java.lang.Object"),
                fields,
                builder.methods().stream().map(method -> method.declaration(at)).toList(),
                List.of(),
                at);
    }

    /** What a body became. */
    private record Lowered(@Nullable Body body, String unreadable) {}

    /** The members of one type. */
    private final class Members {
        final TypeContext type;
        final NamedType named;
        final Annotations annotations;
        final AnnotationBody annotated;
        final Lombok lombok;
        /** The key of the properties that a container binds to this type; null where it binds none. */
        final @Nullable String prefix;

        final List<dev.agentcost.analyzer.ir.FieldDeclaration> fields = new ArrayList<>();
        final List<MethodDeclaration> methods = new ArrayList<>();
        private final List<Consumer<BodyContext>> statics = new ArrayList<>();
        private final List<Consumer<BodyContext>> instance = new ArrayList<>();

        Members(TypeContext type) {
            this.type = type;
            this.named = type.named();
            this.annotations = new Annotations(unit.typing, type.scope(), named.name());
            this.annotated = new AnnotationBody(unit, type, unit.catalog);
            this.lombok = Lombok.of(named, type.scope());
            this.prefix = prefix(named).orElse(null);
        }

        /** A type inside one with properties has those of the field that holds it. */
        private Optional<String> prefix(NamedType of) {
            Optional<String> own = unit.injected.prefix(annotations.of(new NodeList<>(of.annotations())));
            NamedType outer = of.outer();
            if (own.isPresent() || outer == null) {
                return own;
            }
            String simple = Types.simpleName(of.name());
            return prefix(outer).flatMap(above -> outer.holderOf(simple).map(name -> above + "." + name));
        }

        /** What a container puts into a field or component, by its own annotations or by those of the type. */
        private Optional<dev.agentcost.analyzer.ir.Expression> injected(
                String name, @Nullable Object initial, List<AnnotationUse> own, String memberType) {
            Optional<dev.agentcost.analyzer.ir.Expression> value = unit.injected.value(own, memberType);
            return value.isPresent() || prefix == null
                    ? value
                    : unit.injected.property(prefix + "." + name, initial, own, memberType);
        }

        void lower() {
            named.enumConstants().forEach(this::enumConstant);
            if (named.node() instanceof RecordDeclaration declaration) {
                declaration.getParameters().forEach(this::component);
            }
            for (BodyDeclaration<?> member : named.members()) {
                if (member instanceof FieldDeclaration field) {
                    field.getVariables().forEach(variable -> field(field, variable));
                } else if (member instanceof InitializerDeclaration initializer) {
                    (initializer.isStatic() ? statics : instance)
                            .add(body -> body.statements.lower(initializer.getBody()));
                } else if (member instanceof CallableDeclaration<?> callable) {
                    MethodDeclaration method = method(callable);
                    methods.add(method);
                    annotated
                            .ofMethod(callable, method.parameters(), method.location())
                            .ifPresent(methods::add);
                } else if (member instanceof CompactConstructorDeclaration constructor
                        && named.node() instanceof RecordDeclaration declaration) {
                    methods.add(compact(declaration, constructor));
                } else if (member instanceof AnnotationMemberDeclaration element) {
                    methods.add(element(element));
                } else if (member instanceof com.github.javaparser.ast.body.TypeDeclaration<?> nested
                        && unit.table.isTooDeep(nested)) {
                    unit.diagnostics.add(new Diagnostic(
                            unit.file,
                            BodyContext.line(nested),
                            "types stand in each other more than " + TypeTable.DEEPEST
                                    + " deep here: this one is not read; move it out"));
                } else if (member instanceof com.github.javaparser.ast.body.TypeDeclaration<?> nested) {
                    new TypeLowering(unit).lower(unit.table.of(nested), type, type.enclosing(), type.names());
                }
            }
            annotated.ofType(named.annotations(), location(named.node())).ifPresent(methods::add);
            addGenerated();
            addInitialisers();
        }

        private void enumConstant(EnumConstantDeclaration constant) {
            int line = BodyContext.line(constant);
            String name = constant.getNameAsString();
            fields.add(new dev.agentcost.analyzer.ir.FieldDeclaration(
                    name,
                    named.name(),
                    true,
                    true,
                    false,
                    true,
                    null,
                    null,
                    annotations.of(constant.getAnnotations()),
                    line));
            statics.add(body -> body.graph.assign(
                    new Field(null, named.name(), name),
                    body.calls.enumConstant(constant, named.name()).expression(),
                    line));
        }

        private void component(com.github.javaparser.ast.body.Parameter component) {
            fields.add(new dev.agentcost.analyzer.ir.FieldDeclaration(
                    component.getNameAsString(),
                    Declarations.type(component, type.scope()),
                    false,
                    true,
                    true,
                    false,
                    null,
                    null,
                    annotations.of(component.getAnnotations()),
                    BodyContext.line(component)));
        }

        private void field(FieldDeclaration declaration, VariableDeclarator variable) {
            boolean isStatic = declaration.isStatic() || named.isInterface();
            boolean isFinal = declaration.isFinal() || named.isInterface();
            String fieldType = type.scope().resolveGeneric(variable.getTypeAsString());
            Expression initial = variable.getInitializer().orElse(null);
            Object constant = initial == null ? null : Folding.constant(initial);
            dev.agentcost.analyzer.ir.Expression initializer = initial == null ? null : pure(initial, fieldType);
            if (initial != null && initializer == null) {
                assignInitially(variable, initial, fieldType, isStatic);
            }
            List<AnnotationUse> own = annotations.of(declaration.getAnnotations());
            // a container leaves final fields as they are
            Optional<dev.agentcost.analyzer.ir.Expression> given = isStatic || isFinal
                    ? unit.injected.value(own, fieldType)
                    : injected(variable.getNameAsString(), constant, own, fieldType);
            given.ifPresent(value -> instance.add(body -> body.graph.assign(
                    new Field(new This(), named.name(), variable.getNameAsString()),
                    value,
                    BodyContext.line(variable))));
            fields.add(new dev.agentcost.analyzer.ir.FieldDeclaration(
                    variable.getNameAsString(),
                    fieldType,
                    isStatic,
                    isFinal,
                    declaration.isPrivate(),
                    declaration.isPublic() || declaration.isProtected(),
                    // what a file says holds over the initial value
                    given.map(Injected::largest).orElse(constant),
                    given.isPresent() ? null : initializer,
                    own,
                    BodyContext.line(variable)));
        }

        private void assignInitially(
                VariableDeclarator variable, Expression initial, String fieldType, boolean isStatic) {
            Field field = new Field(isStatic ? null : new This(), named.name(), variable.getNameAsString());
            (isStatic ? statics : instance)
                    .add(body -> body.graph.assign(
                            field,
                            body.expressions.lower(initial, fieldType).expression(),
                            BodyContext.line(variable)));
        }

        /** The value of an expression that does nothing, or null where it does something. */
        private dev.agentcost.analyzer.ir.@Nullable Expression pure(Expression expression, String expected) {
            if (!unit.effects.of(expression).pure()) {
                return null;
            }
            try {
                BodyContext body =
                        new BodyContext(unit, type, new LocalNames(), type.enclosing(), type.scope(), new TreeSet<>());
                Value value = body.expressions.lower(expression, expected);
                return body.graph.isEmpty() && body.lambdas.isEmpty() ? value.expression() : null;
            } catch (RuntimeException | StackOverflowError failure) {
                // The same failure is reported where the initialiser is lowered as a body.
                return null;
            }
        }

        private MethodDeclaration method(CallableDeclaration<?> callable) {
            NameScope scope = unit.scopes.withParameters(type.scope(), callable.getTypeParameters());
            boolean isConstructor = callable instanceof ConstructorDeclaration;
            String returnType = callable instanceof com.github.javaparser.ast.body.MethodDeclaration method
                    ? scope.resolveGeneric(method.getTypeAsString())
                    : "void";
            BlockStmt block = callable instanceof com.github.javaparser.ast.body.MethodDeclaration method
                    ? method.getBody().orElse(null)
                    : ((ConstructorDeclaration) callable).getBody();
            List<Parameter> parameters = parameters(callable.getParameters(), scope);
            Lowered lowered = block == null
                    ? new Lowered(null, "")
                    : body(callable, scope, body -> {
                        declare(parameters, body, isConstructor);
                        body.returnType = returnType;
                        if (isConstructor && extendsClass() && !callsConstructor(block)) {
                            body.calls.implicitSuper(List.of(), callable);
                        }
                        body.statements.lower(block);
                    });
            return new MethodDeclaration(
                    named.name(),
                    isConstructor ? Calls.CONSTRUCTOR : callable.getNameAsString(),
                    parameters,
                    returnType,
                    modifiers(callable, block != null),
                    annotations.of(callable.getAnnotations()),
                    lowered.body(),
                    location(callable),
                    BodyContext.endLine(callable),
                    lowered.unreadable());
        }

        private Modifiers modifiers(CallableDeclaration<?> callable, boolean hasBody) {
            boolean isPrivate = callable.hasModifier(Modifier.Keyword.PRIVATE);
            return new Modifiers(
                    callable.hasModifier(Modifier.Keyword.PUBLIC) || named.isInterface() && !isPrivate,
                    isPrivate,
                    callable.hasModifier(Modifier.Keyword.STATIC),
                    !hasBody && !callable.hasModifier(Modifier.Keyword.NATIVE),
                    callable.hasModifier(Modifier.Keyword.FINAL),
                    callable.getParameters().stream().anyMatch(com.github.javaparser.ast.body.Parameter::isVarArgs));
        }

        private List<Parameter> parameters(List<com.github.javaparser.ast.body.Parameter> written, NameScope scope) {
            return written.stream()
                    .map(parameter -> new Parameter(
                            parameter.getNameAsString(),
                            Declarations.type(parameter, scope),
                            annotations.of(parameter.getAnnotations())))
                    .toList();
        }

        private void declare(List<Parameter> parameters, BodyContext body, boolean isConstructor) {
            parameters.forEach(parameter -> body.declareParameter(parameter.name(), parameter.type()));
            int line = BodyContext.line(named.node());
            for (Parameter parameter : parameters) {
                // what a container hands over is no caller's: the name means a local with that value from here on
                Optional<dev.agentcost.analyzer.ir.Expression> given = isConstructor
                        ? injected(parameter.name(), null, parameter.annotations(), parameter.type())
                        : unit.injected.value(parameter.annotations(), parameter.type());
                given.ifPresent(
                        value -> body.graph.assign(body.declare(parameter.name(), parameter.type()), value, line));
            }
        }

        private boolean extendsClass() {
            return named.node() instanceof ClassOrInterfaceDeclaration declaration
                    && !declaration.getExtendedTypes().isEmpty();
        }

        private static boolean callsConstructor(BlockStmt block) {
            return block.getStatements().stream().anyMatch(ExplicitConstructorInvocationStmt.class::isInstance);
        }

        private MethodDeclaration element(AnnotationMemberDeclaration element) {
            return new MethodDeclaration(
                    named.name(),
                    element.getNameAsString(),
                    List.of(),
                    type.scope().resolveGeneric(element.getTypeAsString()),
                    new Modifiers(true, false, false, true, false, false),
                    annotations.of(element.getAnnotations()),
                    null,
                    location(element),
                    BodyContext.endLine(element),
                    "");
        }

        private MethodDeclaration compact(RecordDeclaration declaration, CompactConstructorDeclaration constructor) {
            List<Parameter> parameters = parameters(declaration.getParameters(), type.scope());
            Lowered lowered = body(constructor, type.scope(), body -> {
                declare(parameters, body, true);
                body.statements.lower(constructor.getBody());
                assignComponents(parameters, body, BodyContext.endLine(constructor));
            });
            boolean isPublic = constructor.hasModifier(Modifier.Keyword.PUBLIC);
            return new MethodDeclaration(
                    named.name(),
                    Calls.CONSTRUCTOR,
                    parameters,
                    "void",
                    new Modifiers(isPublic, false, false, false, false, false),
                    annotations.of(constructor.getAnnotations()),
                    lowered.body(),
                    location(constructor),
                    BodyContext.endLine(constructor),
                    lowered.unreadable());
        }

        private void assignComponents(List<Parameter> parameters, BodyContext body, int line) {
            for (int i = 0; i < parameters.size(); i++) {
                String name = parameters.get(i).name();
                String local = body.scope == null ? null : body.scope.find(name);
                body.graph.assign(
                        new Field(new This(), named.name(), name),
                        new Local(local == null ? body.parameters.get(i) : local),
                        line);
            }
        }

        /** The constructor of a record that a container makes of properties. */
        private MethodDeclaration bound(RecordDeclaration declaration, SourceLocation at) {
            List<Parameter> parameters = parameters(declaration.getParameters(), type.scope());
            Lowered lowered = body(declaration, type.scope(), body -> {
                declare(parameters, body, true);
                assignComponents(parameters, body, at.line());
            });
            return unwritten(parameters, lowered, at);
        }

        /** A constructor that stands in no source. */
        private MethodDeclaration unwritten(List<Parameter> parameters, Lowered lowered, SourceLocation at) {
            return new MethodDeclaration(
                    named.name(),
                    Calls.CONSTRUCTOR,
                    parameters,
                    "void",
                    new Modifiers(true, false, false, false, false, false),
                    List.of(),
                    lowered.body(),
                    at,
                    at.line(),
                    lowered.unreadable());
        }

        private Lowered body(Node declaration, NameScope scope, Consumer<BodyContext> work) {
            Set<String> unreadable = new TreeSet<>();
            int first = BodyContext.line(declaration);
            int last = BodyContext.endLine(declaration);
            try {
                LocalNames names = type.names() == null ? new LocalNames() : type.names();
                BodyContext body = new BodyContext(unit, type, names, type.enclosing(), scope, unreadable);
                int at = location(declaration).line();
                body.facts.addAll(unit.facts.take(first, at, at));
                work.accept(body);
                body.facts.addAll(unit.facts.takeRest(first, last));
                return new Lowered(body.finish(last), String.join("; ", unreadable));
            } catch (TooDeepException unusual) {
                unit.diagnostics.add(new Diagnostic(
                        unit.file,
                        first,
                        "this method is not read (" + unusual.getMessage()
                                + "), its cost is not bounded; split the method"));
                return new Lowered(null, String.valueOf(unusual.getMessage()));
            } catch (RuntimeException | StackOverflowError failure) {
                String reason = failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
                unit.diagnostics.add(new Diagnostic(
                        unit.file,
                        first,
                        "this method cannot be lowered (" + reason
                                + "), its cost is not bounded; report it with the source"));
                return new Lowered(null, reason);
            }
        }

        private void addGenerated() {
            SourceLocation at = location(named.node());
            lombok.methods().stream()
                    .filter(generated ->
                            !isDeclared(generated.name(), generated.parameters().size()))
                    .toList()
                    .forEach(generated -> methods.add(generated.declaration(at)));
            if (named.node() instanceof RecordDeclaration declaration) {
                addRecordMembers(declaration, at);
            }
            if (!named.isInterface()
                    && methods.stream().noneMatch(method -> method.name().equals(Calls.CONSTRUCTOR))) {
                methods.add(defaultConstructor(at));
            }
        }

        private boolean isDeclared(String name, int arity) {
            return methods.stream()
                    .anyMatch(method ->
                            method.name().equals(name) && method.parameters().size() == arity);
        }

        private void addRecordMembers(RecordDeclaration declaration, SourceLocation at) {
            List<Parameter> components = declaration.getParameters().stream()
                    .map(component -> new Parameter(
                            component.getNameAsString(), Declarations.type(component, type.scope()), List.of()))
                    .toList();
            for (Parameter component : components) {
                if (!isDeclared(component.name(), 0)) {
                    methods.add(Generated.getter(named.name(), component.name(), component, false)
                            .declaration(at));
                }
            }
            List<String> types = components.stream().map(Parameter::type).toList();
            boolean canonical = methods.stream()
                    .anyMatch(method -> method.name().equals(Calls.CONSTRUCTOR)
                            && method.parameters().stream()
                                    .map(Parameter::type)
                                    .toList()
                                    .equals(types));
            if (!canonical) {
                methods.add(
                        prefix == null
                                ? Generated.constructor(named.name(), components)
                                        .declaration(at)
                                : bound(declaration, at));
            }
        }

        /** The constructor that nobody wrote: it hands its arguments on to the superclass's. */
        private MethodDeclaration defaultConstructor(SourceLocation at) {
            List<Parameter> parameters = new ArrayList<>();
            for (int i = 0; i < Declarations.superArguments(named); i++) {
                parameters.add(new Parameter("p" + i, "", List.of()));
            }
            Lowered lowered = body(named.node(), type.scope(), body -> {
                declare(parameters, body, false);
                List<Value> arguments = parameters.stream()
                        .map(parameter -> new Value(new Local(body.parameters.get(parameters.indexOf(parameter))), ""))
                        .toList();
                if (extendsClass() || isAnonymousSubclass(arguments.size())) {
                    body.calls.implicitSuper(arguments, named.node());
                }
            });
            return unwritten(parameters, lowered, at);
        }

        private boolean isAnonymousSubclass(int arguments) {
            if (!named.isAnonymous()) {
                return false;
            }
            Optional<TypeInfo> parent = unit.typing.world().type(Types.erasure(type.superclass()));
            return arguments > 0 || parent.isPresent() && !parent.get().isInterface() && hasConstructor(parent.get());
        }

        private static boolean hasConstructor(TypeInfo parent) {
            return !parent.name().equals("java.lang.Object")
                    && parent.methods().stream().map(MethodInfo::name).anyMatch(Calls.CONSTRUCTOR::equals);
        }

        private void addInitialisers() {
            addInitialiser(STATICS, true, statics);
            addInitialiser(FIELDS, false, instance);
        }

        private void addInitialiser(String name, boolean isStatic, List<Consumer<BodyContext>> parts) {
            if (parts.isEmpty()) {
                return;
            }
            SourceLocation at = location(named.node());
            Lowered lowered = body(named.node(), type.scope(), body -> parts.forEach(part -> part.accept(body)));
            methods.add(new MethodDeclaration(
                    named.name(),
                    name,
                    List.of(),
                    "void",
                    new Modifiers(false, true, isStatic, false, true, false),
                    List.of(),
                    lowered.body(),
                    at,
                    BodyContext.endLine(named.node()),
                    lowered.unreadable()));
        }
    }
}
