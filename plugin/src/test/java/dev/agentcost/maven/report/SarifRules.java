package dev.agentcost.maven.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The checks of Microsoft's SARIF validator that apply to what is written here, done anew from the rules' published descriptions: the
 * validator itself is a .NET program. SARIF1xxx are its errors, SARIF2xxx its advice, GH1xxx what GitHub's code scanning asks for.
 *
 * <p>Left out, because nothing here is subject to them: SARIF1006 (times), 1008 (context regions), 1012, 2001, 2002, 2014 and 2015 (message
 * templates). Not followed: 2003, 2007 and GH1006 (no git is asked), 2006 (no network), 2009 (ids are words here), 2011 and 2013 (the
 * sources are at hand).
 */
public final class SarifRules {

    private static final Set<String> FINAL_SCHEMAS = Set.of(
            "https://json.schemastore.org/sarif-2.1.0.json",
            "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json",
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");

    private static final int MAX_RESULTS = 25_000;
    private static final int MAX_RULES = 25_000;
    private static final int MAX_FLOW_LOCATIONS = 10_000;
    private static final int MAX_LOCATIONS = 1_000;
    private static final int MAX_TAGS = 20;

    private final List<String> violations = new ArrayList<>();

    private SarifRules() {}

    /** What is wrong with a document, one line each: {@code SARIF1005 at /runs/0/tool: ...}. */
    public static List<String> violations(JsonNode log) {
        SarifRules rules = new SarifRules();
        rules.schema(log);
        log.path("runs").forEach(rules::run);
        rules.walk("", log, rules::uris);
        rules.walk("", log, rules::regions);
        return rules.violations;
    }

    private void schema(JsonNode log) {
        check(!log.path("$schema").asText().isEmpty(), "SARIF2008", "", "no $schema");
        check(FINAL_SCHEMAS.contains(log.path("$schema").asText()), "SARIF1011", "", "not the final schema");
    }

    private void run(JsonNode run) {
        JsonNode driver = run.at("/tool/driver");
        check(
                driver.path("name").asText().split(" ").length <= 3 && driver.has("informationUri"),
                "SARIF2005",
                "driver",
                "name of at most three words and informationUri");
        check(
                driver.path("semanticVersion").asText().matches("\\d+\\.\\d+\\.\\d+([-+].*)?"),
                "SARIF2005",
                "driver",
                "semanticVersion");
        check(driver.path("rules").size() <= MAX_RULES, "GH1004", "rules", "too many rules");
        driver.path("rules").forEach(this::rule);
        check(run.path("results").size() <= MAX_RESULTS, "GH1004", "results", "too many results");
        run.path("results").forEach(result -> result(result, driver.path("rules")));
    }

    private void rule(JsonNode rule) {
        String id = rule.path("id").asText();
        check(!id.isEmpty() && !id.equalsIgnoreCase(rule.path("name").asText()), "SARIF1001", id, "id and name differ");
        check(
                rule.has("helpUri")
                        && rule.path("name").asText().matches("([A-Z][a-z0-9]+)+")
                        && !rule.at("/fullDescription/text").asText().isEmpty()
                        && !rule.at("/help/markdown").asText().isEmpty(),
                "SARIF2012",
                id,
                "name, help and where to read more");
        check(rule.at("/properties/tags").size() <= MAX_TAGS, "GH1004", id, "too many tags");
    }

    private void result(JsonNode result, JsonNode rules) {
        String id = result.path("ruleId").asText();
        int index = result.path("ruleIndex").asInt(-1);
        check(index >= 0 && index < rules.size(), "SARIF1009", id, "ruleIndex " + index + " is in no array");
        check(
                id.equals(rules.path(index).path("id").asText()),
                "SARIF1010",
                id,
                "the rule at " + index + " is another one");
        check(!result.at("/message/text").asText().isEmpty(), "SARIF1012", id, "no message");
        check(result.path("locations").size() == 1, "GH1001", id, "one location");
        JsonNode place = result.at("/locations/0/physicalLocation");
        check(!place.at("/artifactLocation/uri").asText().isEmpty(), "GH1001", id, "no uri");
        check(
                place.at("/region/startLine").asInt() > 0
                        && place.at("/region").has("endLine")
                        && place.at("/region").has("startColumn")
                        && place.at("/region").has("endColumn"),
                "GH1003",
                id,
                "a whole region");
        check(result.path("relatedLocations").size() <= MAX_LOCATIONS, "GH1004", id, "too many related locations");
        for (JsonNode flow : result.path("codeFlows")) {
            for (JsonNode thread : flow.path("threadFlows")) {
                check(thread.path("locations").size() <= MAX_FLOW_LOCATIONS, "GH1004", id, "too many steps");
                thread.path("locations")
                        .forEach(step -> check(
                                step.has("location") && !step.has("index"), "GH1002", id, "a step that is elsewhere"));
            }
        }
    }

    private void uris(String at, JsonNode node) {
        for (String name : List.of("uri", "helpUri", "informationUri", "$schema")) {
            if (node.path(name).isTextual()) {
                uri(at + "/" + name, node.path(name).asText(), node.has("uriBaseId") || name.equals("uri"));
            }
        }
    }

    private void uri(String at, String text, boolean relative) {
        try {
            URI uri = new URI(text);
            check(relative || uri.isAbsolute(), "SARIF1005", at, text + " is not absolute");
            check(!relative || !uri.isAbsolute() && !text.startsWith("/"), "SARIF1004", at, text + " is not relative");
            check(
                    !relative || !text.contains("\\") && !text.contains(":"),
                    "GH1005",
                    at,
                    text + " is no relative path");
        } catch (URISyntaxException e) {
            check(false, "SARIF1002", at, text + " is no URI");
        }
    }

    private void regions(String at, JsonNode node) {
        if (!node.has("startLine")) {
            return;
        }
        int startLine = node.path("startLine").asInt();
        int endLine = node.path("endLine").asInt(startLine);
        int startColumn = node.path("startColumn").asInt(1);
        int endColumn = node.path("endColumn").asInt(Integer.MAX_VALUE);
        check(
                startLine >= 1 && startColumn >= 1 && endLine >= startLine,
                "SARIF1007",
                at,
                "begins before its file or ends before it begins");
        check(endLine > startLine || endColumn >= startColumn, "SARIF1007", at, "ends before it begins");
    }

    private void walk(String at, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(at, node);
            for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                walk(at + "/" + field.getKey(), field.getValue(), visitor);
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(at + "/" + i, node.get(i), visitor);
            }
        }
    }

    private void check(boolean holds, String rule, String at, String message) {
        if (!holds) {
            violations.add(rule + " at " + at + ": " + message);
        }
    }
}
