package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code that runs as a whole: a method with a body, or a lambda inside one. Identity tells procedures apart.
 */
public final class Procedure {

    private final MethodDeclaration method;
    private final Body body;
    private final @Nullable Procedure parent;
    private final int lambda;
    private final int line;
    private final String key;

    Procedure(MethodDeclaration method, Body body) {
        this(method, body, null, -1, method.location().line(), method.key());
    }

    private Procedure(
            MethodDeclaration method, Body body, @Nullable Procedure parent, int lambda, int line, String key) {
        this.method = method;
        this.body = body;
        this.parent = parent;
        this.lambda = lambda;
        this.line = line;
        this.key = key;
    }

    Procedure lambda(int index) {
        Body.Lambda lambdaBody = body.lambdas().get(index);
        return new Procedure(method, lambdaBody.body(), this, index, lambdaBody.line(), key + "$" + index);
    }

    /** The method it is or stands in. */
    public MethodDeclaration method() {
        return method;
    }

    /** Its own body. */
    public Body body() {
        return body;
    }

    /** The procedure around a lambda, or null for a method. */
    public @Nullable Procedure parent() {
        return parent;
    }

    /** The number of a lambda in its parent's body, -1 for a method. */
    public int lambdaIndex() {
        return lambda;
    }

    /** The method's own procedure: for a lambda the one that it stands in, however deep. */
    public Procedure root() {
        Procedure at = this;
        for (Procedure outer = at.parent; outer != null; outer = at.parent) {
            at = outer;
        }
        return at;
    }

    /** Whether this is a lambda. */
    public boolean isLambda() {
        return parent != null;
    }

    /** Unique within a program. */
    public String key() {
        return key;
    }

    /** Where it begins. */
    public SourceLocation location() {
        return at(line);
    }

    /** A line of the file it stands in. */
    public SourceLocation at(int line) {
        return new SourceLocation(method.location().file(), line, 0);
    }

    /** A line and column of the file it stands in. */
    public SourceLocation at(int line, int column) {
        return new SourceLocation(method.location().file(), line, column);
    }

    @Override
    public String toString() {
        return key;
    }
}
