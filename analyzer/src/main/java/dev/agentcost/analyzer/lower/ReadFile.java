package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.ParsedUnit;
import dev.agentcost.analyzer.source.SourceText;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read in several steps, between which others are. Where memory is short, its tree is forgotten between two of them, and
 * read again for the next: the trees of all files at once are more than all that comes of them. One thread at a time may ask.
 */
final class ReadFile {

    /** A file's tree with the names of its types. */
    record Declared(ParsedUnit parsed, CompilationUnit tree, TypeTable table) {}

    private final SourceText text;
    private final SourceNames.@Nullable TopLevel names;
    private final List<Diagnostic> diagnostics;

    /** As it was parsed, until its types have names. */
    private @Nullable SoftReference<ParsedUnit> parsed;

    private @Nullable SoftReference<Declared> declared;

    private ReadFile(SourceText text, ParsedUnit first) {
        CompilationUnit tree = first.tree();
        this.text = text;
        this.names = tree == null ? null : SourceNames.TopLevel.of(first, tree);
        this.diagnostics = first.diagnostics();
        this.parsed = new SoftReference<>(first);
    }

    /** Reads a file for the first time. */
    static ReadFile of(SourceText text, Function<SourceText, ParsedUnit> parser) {
        return new ReadFile(text, parser.apply(text));
    }

    /** What it declares, or null where nothing could be parsed. */
    SourceNames.@Nullable TopLevel names() {
        return names;
    }

    /** What could not be parsed. */
    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * Its tree with the names of its types, or null where nothing could be parsed. The same however often it is asked.
     *
     * @param all the names of the types of all files
     */
    @Nullable
    Declared declared(SourceNames all, Function<SourceText, ParsedUnit> parser) {
        if (names == null) {
            return null;
        }
        Declared held = declared == null ? null : declared.get();
        if (held == null) {
            held = declare(all, parser);
            declared = new SoftReference<>(held);
        }
        return held;
    }

    /** Lets go of the tree, which nobody is expected to ask for again. */
    void forget() {
        parsed = null;
        declared = null;
    }

    private Declared declare(SourceNames all, Function<SourceText, ParsedUnit> parser) {
        ParsedUnit first = parsed == null ? null : parsed.get();
        // what follows changes the tree, and may do so once
        parsed = null;
        ParsedUnit unit = first == null ? parser.apply(text) : first;
        CompilationUnit tree = unit.tree();
        if (tree == null) {
            throw new IllegalStateException("could be parsed the first time only");
        }
        HeldNumbers.spread(tree);
        return new Declared(unit, tree, TypeTable.of(unit.file(), tree, all));
    }
}
