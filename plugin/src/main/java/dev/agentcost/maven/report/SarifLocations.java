package dev.agentcost.maven.report;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Places in SARIF's form. */
final class SarifLocations {

    /** What a path may hold as it is, by RFC 3986. */
    private static final String PLAIN = "-._~!$&'()*+,;=@/";

    private final JsonDocument json;
    private final SourceFiles sources;

    SarifLocations(JsonDocument json, SourceFiles sources) {
        this.json = json;
        this.sources = sources;
    }

    /** A place with what happens there. */
    void described(Step step) throws IOException {
        physical(step.location());
        json.object("message", () -> json.field("text", step.text()));
    }

    /** A place: from its column, where that is known, to the end of its line; in a jar by its name alone. */
    void physical(SourceLocation place) throws IOException {
        physical(place, false);
    }

    /** A place with its line of source, for readers that have no sources. */
    void withSnippet(SourceLocation place) throws IOException {
        physical(place, true);
    }

    private void physical(SourceLocation place, boolean snippet) throws IOException {
        if (place.isInJar()) {
            // no file of the repository, which viewers would look for
            json.objects("logicalLocations", List.of(place), jar -> {
                json.field("fullyQualifiedName", jar.toString());
                json.field("kind", "resource");
            });
            return;
        }
        json.object("physicalLocation", () -> {
            json.object("artifactLocation", () -> {
                json.field("uri", uri(place.file()));
                json.field("uriBaseId", "%SRCROOT%");
            });
            if (place.line() > 0) {
                json.object("region", () -> region(place, snippet));
            }
        });
    }

    private void region(SourceLocation place, boolean snippet) throws IOException {
        int start = Math.max(place.column(), 1);
        String line = sources.line(place.file(), place.line())
                .map(String::stripTrailing)
                .orElse("");
        json.field("startLine", place.line());
        json.field("startColumn", start);
        json.field("endLine", place.line());
        json.field("endColumn", Math.max(line.length() + 1, start));
        if (snippet && line.length() >= start) {
            json.object("snippet", () -> json.field("text", line.substring(start - 1)));
        }
    }

    /** The path with everything escaped that a URI does not take. */
    static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (alphanumeric || PLAIN.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
