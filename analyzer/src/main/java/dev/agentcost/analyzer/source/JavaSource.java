package dev.agentcost.analyzer.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.Range;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Parses texts. One object belongs to one thread: neither JavaParser's parser nor its configuration may be shared.
 *
 * <p>The newest grammar reads nearly everything that has compiled; names that became keywords later are read on a second try at the
 * level of Java 8. What neither can read costs the statement it stands in: the rest of the tree is kept. Whether the text obeys the
 * rules that are no matter of grammar is javac's to say: JavaParser's own check of them takes more than a third of its time.
 */
public final class JavaSource implements Function<SourceText, ParsedUnit> {

    /** The parser lists every token that could have stood there, which says less the longer it is. */
    private static final Pattern EXPECTED = Pattern.compile(", expected one of .*");

    private static final String CONSEQUENCE =
            "; the methods that contain it are treated as unknown, their cost is not bounded";

    private final JavaParser newest = new JavaParser(configuration(LanguageLevel.JAVA_25));
    private final JavaParser old = new JavaParser(configuration(LanguageLevel.JAVA_8));

    private static ParserConfiguration configuration(LanguageLevel level) {
        // Tokens are needed: without them nodes have no positions. Comments are read from the text (see Remarks).
        ParserConfiguration configuration =
                new ParserConfiguration().setLanguageLevel(level).setAttributeComments(false);
        configuration.getProcessors().clear();
        return configuration;
    }

    @Override
    public ParsedUnit apply(SourceText text) {
        List<Diagnostic> diagnostics = new ArrayList<>(text.diagnostics());
        try {
            ParseResult<CompilationUnit> result = parse(text, diagnostics);
            CompilationUnit tree = result.getResult().orElse(null);
            result.getProblems().forEach(problem -> diagnostics.add(diagnostic(text.name(), problem)));
            if (tree == null) {
                if (result.getProblems().isEmpty()) {
                    diagnostics.add(
                            new Diagnostic(text.name(), 0, "cannot be parsed: its types are missing in the result"));
                }
            } else {
                forgetTokens(tree);
            }
            return new ParsedUnit(text.name(), tree, Remarks.of(text.text()), List.copyOf(diagnostics));
        } catch (RuntimeException | StackOverflowError failure) {
            String message = "makes the parser fail (" + failure.getClass().getSimpleName()
                    + "): its types are missing in the result; report the file, or exclude it";
            diagnostics.add(new Diagnostic(text.name(), 0, message));
            return new ParsedUnit(text.name(), null, List.of(), List.copyOf(diagnostics));
        }
    }

    private ParseResult<CompilationUnit> parse(SourceText text, List<Diagnostic> diagnostics) {
        ParseResult<CompilationUnit> first = newest.parse(text.text());
        if (first.isSuccessful()) {
            return first;
        }
        ParseResult<CompilationUnit> second = old.parse(text.text());
        return second.isSuccessful() ? second : withoutLocalEnums(text, first, diagnostics);
    }

    /** JavaParser 3.28.2 reads no enum inside a method (its issue 3990): such a declaration is blanked out. */
    private ParseResult<CompilationUnit> withoutLocalEnums(
            SourceText text, ParseResult<CompilationUnit> first, List<Diagnostic> diagnostics) {
        String left = text.text();
        for (Problem problem : first.getProblems()) {
            String blanked = LocalEnums.blank(left, line(problem));
            if (!blanked.equals(left)) {
                left = blanked;
                diagnostics.add(
                        new Diagnostic(
                                text.name(),
                                line(problem),
                                "an enum inside a method cannot be parsed: calls of its members are unknown; declare it in the class"));
            }
        }
        return left.equals(text.text()) ? first : newest.parse(left);
    }

    private static int line(Problem problem) {
        return problem.getLocation()
                .flatMap(TokenRange::toRange)
                .map(range -> range.begin.line)
                .orElse(0);
    }

    private static Diagnostic diagnostic(String file, Problem problem) {
        String message = EXPECTED.matcher(
                        problem.getMessage().lines().findFirst().orElse("parse error"))
                .replaceFirst("")
                .strip();
        return new Diagnostic(file, line(problem), message + CONSEQUENCE);
    }

    /** Tokens are more than half of a tree's memory; positions stay. */
    private static void forgetTokens(Node node) {
        Range range = node.getRange().orElse(null);
        if (range != null) {
            node.setTokenRange(null);
            node.setRange(range);
        }
        node.getChildNodes().forEach(JavaSource::forgetTokens);
    }
}
