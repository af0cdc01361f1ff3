package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code agentcost.sarif}: findings for code scanning and viewers, in SARIF 2.1.0. The steps from what repeats to the call that costs
 * are a code flow; the reasons for the bound are related locations.
 *
 * <p>A finding that the baseline knows and that is gone is no result here, although SARIF has the baseline state {@code absent} for it:
 * GitHub's code scanning opens an alert for each result whatever its state, and refuses a file with one that has no place, as what is gone
 * has none. An alert closes when its result is no more.
 *
 * <p>Nothing in it depends on the machine or the moment: files are relative to {@code %SRCROOT%}.
 */
public final class SarifReport {

    /** The file's name. */
    public static final String FILE = "agentcost.sarif";

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String HOME = "https://github.com/agentcost/agentcost";
    /** GitHub code scanning refuses a run with more, and a result with more places. */
    private static final int MAX_RESULTS = 25_000;

    private static final int MAX_LOCATIONS = 1_000;

    private static final String FINGERPRINT = "agentcost/v1";

    private final Report report;
    private final JsonDocument json;
    private final SarifLocations locations;
    private final List<String> ruleIds;
    private final Map<SourceLocation, List<EntryPoint>> entryPoints;

    private SarifReport(Report report, JsonDocument json) {
        this.report = report;
        this.json = json;
        this.locations = new SarifLocations(json, report.sources());
        this.ruleIds = report.rules().stream().map(Rule::id).toList();
        this.entryPoints = entryPoints(report.analysis());
    }

    /** Writes the report into the folder. */
    public static void write(Report report, Path folder) throws IOException {
        JsonDocument.write(folder.resolve(FILE), json -> new SarifReport(report, json).root());
    }

    private void root() throws IOException {
        json.field("$schema", SCHEMA);
        json.field("version", "2.1.0");
        json.objects("runs", List.of(report), run -> run());
    }

    private void run() throws IOException {
        json.object("tool", () -> json.object("driver", this::driver));
        json.object(
                "automationDetails",
                () -> json.field("id", "agentcost/" + (report.module().isEmpty() ? "" : report.module() + "/")));
        json.objects("invocations", List.of(report.analysis().coverage()), this::invocation);
        json.field("columnKind", "utf16CodeUnits");
        json.objects("results", results(), this::result);
    }

    private void driver() throws IOException {
        json.field("name", "agentcost");
        json.field("semanticVersion", report.version());
        json.field("informationUri", HOME);
        json.objects("rules", report.rules(), this::rule);
    }

    private void rule(Rule rule) throws IOException {
        json.field("id", rule.id());
        json.field("name", rule.name());
        json.object("shortDescription", () -> json.field("text", rule.shortDescription()));
        json.object("fullDescription", () -> json.field("text", rule.fullDescription()));
        json.object("help", () -> {
            json.field("text", rule.help());
            json.field("markdown", rule.help());
        });
        json.field("helpUri", HOME + "/blob/main/plugin/src/site/markdown/rules/" + rule.id() + ".md");
        json.object(
                "defaultConfiguration",
                () -> json.field("level", rule.defaultLevel().key()));
        json.object("properties", () -> {
            json.strings("tags", List.of("llm", "cost", "performance"));
            json.field("precision", "high");
            json.field("problem.severity", severity(rule.defaultLevel()));
        });
    }

    /** In GitHub's words. */
    private static String severity(Level level) {
        return level == Level.NOTE ? "recommendation" : level.key();
    }

    /** Something that keeps the report from being whole; {@code file} is "" where it is not about one. */
    private record Notice(String file, String text) {}

    /** What could not be read or written: silence about it would look like a clean file. */
    private void invocation(Coverage coverage) throws IOException {
        List<Notice> notices = new ArrayList<>();
        coverage.failures().forEach((file, reason) -> notices.add(new Notice(file, "Not read whole: " + reason + ".")));
        if (leftOut() > 0) {
            notices.add(new Notice(
                    "", leftOut() + " findings of lower level are left out: a run holds " + MAX_RESULTS + " at most."));
        }
        json.field("executionSuccessful", true);
        json.objects("toolExecutionNotifications", notices, this::notice);
    }

    private void notice(Notice notice) throws IOException {
        if (!notice.file().isEmpty()) {
            json.objects(
                    "locations", List.of(new SourceLocation(notice.file(), 0, 0)), place -> locations.physical(place));
        }
        json.object("message", () -> json.field("text", notice.text()));
        json.field("level", "warning");
    }

    /** A finding that stands, or one that the source accepts, with its reason. */
    private record Entry(Finding finding, Optional<Unit.Suppression> suppression) {}

    /** The findings that stand, then those that are accepted; of too many the gravest. */
    private List<Entry> results() {
        List<Entry> all = all();
        if (all.size() <= MAX_RESULTS) {
            return all;
        }
        Set<Entry> gravest = all.stream()
                .sorted(Comparator.comparing(entry -> entry.finding().level()))
                .limit(MAX_RESULTS)
                .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
        return all.stream().filter(gravest::contains).toList();
    }

    private List<Entry> all() {
        Stream<Entry> open = report.result().findings().stream().map(finding -> new Entry(finding, Optional.empty()));
        Stream<Entry> accepted = report.result().accepted().stream()
                .map(entry -> new Entry(entry.finding(), Optional.of(entry.suppression())));
        return Stream.concat(open, accepted).toList();
    }

    private int leftOut() {
        return Math.max(0, all().size() - MAX_RESULTS);
    }

    private void result(Entry entry) throws IOException {
        Finding finding = entry.finding();
        json.field("ruleId", finding.rule());
        json.field("ruleIndex", ruleIds.indexOf(finding.rule()));
        json.field("level", finding.level().key());
        json.object("message", () -> json.field("text", message(finding)));
        if (report.result().comparison().isPresent()) {
            json.field("baselineState", report.result().isKnown(finding) ? "unchanged" : "new");
        }
        json.objects("locations", List.of(finding), found -> {
            locations.withSnippet(found.location());
            logical(found);
        });
        related(finding.derivation());
        codeFlow(finding);
        if (entry.suppression().isPresent()) {
            json.objects("suppressions", List.of(entry.suppression().get()), suppression -> {
                json.field("kind", "inSource");
                json.field("justification", suppression.reason());
            });
        }
        json.object("partialFingerprints", () -> json.field(FINGERPRINT, finding.fingerprint()));
        json.object("properties", () -> properties(finding));
    }

    private static String message(Finding finding) {
        return finding.remedy().isEmpty()
                ? finding.message() + "."
                : finding.message() + ". To do: " + finding.remedy() + ".";
    }

    private void logical(Finding finding) throws IOException {
        if (!finding.method().isEmpty()) {
            json.objects("logicalLocations", List.of(finding.method()), method -> {
                json.field("fullyQualifiedName", method);
                json.field("kind", "member");
            });
        }
    }

    private void related(List<Step> steps) throws IOException {
        if (steps.isEmpty()) {
            return;
        }
        List<Integer> numbers = IntStream.range(0, Math.min(steps.size(), MAX_LOCATIONS))
                .boxed()
                .toList();
        json.objects("relatedLocations", numbers, number -> {
            json.field("id", number + 1);
            locations.described(steps.get(number));
        });
    }

    /** From what repeats down to the call that costs. */
    private void codeFlow(Finding finding) throws IOException {
        if (finding.callPath().isEmpty()) {
            return;
        }
        List<Flow> flow = flow(finding);
        json.objects(
                "codeFlows",
                List.of(flow),
                steps -> json.objects(
                        "threadFlows", List.of(steps), all -> json.objects("locations", all, this::flowLocation)));
    }

    /** One place on the way and how deep in calls it is, from 1: SARIF takes 0 too, but viewers draw that outside of their list. */
    private record Flow(Step step, int depth) {}

    private List<Flow> flow(Finding finding) {
        List<Flow> flow = new ArrayList<>();
        entryPoint(finding)
                .ifPresent(entry -> flow.add(new Flow(new Step(entry.location(), "entry point " + entry.method()), 1)));
        flow.add(new Flow(new Step(finding.location(), whatIsWrong(finding)), flow.size() + 1));
        for (Step step : finding.callPath()) {
            flow.add(new Flow(step, flow.size() + 1));
        }
        return flow;
    }

    /** In a few words, with the number of turns or the cost that it is about. */
    private String whatIsWrong(Finding finding) {
        String rule = report.rules().get(ruleIds.indexOf(finding.rule())).shortDescription();
        String text = rule.endsWith(".") ? rule.substring(0, rule.length() - 1) : rule;
        return finding.formula().isEmpty() ? text : text + ": " + finding.formula();
    }

    /** An entry point that comes to the place of the finding, where that is not in the entry point itself. */
    private Optional<EntryPoint> entryPoint(Finding finding) {
        return entryPoints.getOrDefault(finding.location(), List.of()).stream()
                .filter(entry -> !entry.method().equals(finding.method()))
                .findFirst();
    }

    private static Map<SourceLocation, List<EntryPoint>> entryPoints(Analysis analysis) {
        Map<SourceLocation, List<EntryPoint>> found = new HashMap<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            for (Site site : entry.sites()) {
                found.computeIfAbsent(site.location(), key -> new ArrayList<>()).add(entry);
            }
        }
        return found;
    }

    private void flowLocation(Flow flow) throws IOException {
        json.object("location", () -> locations.described(flow.step()));
        json.field("nestingLevel", flow.depth());
    }

    private void properties(Finding finding) throws IOException {
        if (!finding.formula().isEmpty()) {
            json.field("formula", finding.formula());
        }
        json.object("cost", () -> cost(finding.cost()));
        json.strings("levers", finding.levers().stream().map(SarifReport::text).toList());
    }

    private void cost(CostFigures cost) throws IOException {
        for (Map.Entry<Dimension, Figure> entry : cost.figures().entrySet()) {
            Figure figure = entry.getValue();
            if (!figure.formula().isZero()) {
                json.object(entry.getKey().key(), () -> {
                    json.field("formula", figure.formula().toString());
                    json.field("growth", figure.growth().toString());
                    json.field("value", figure.value());
                });
            }
        }
    }

    private static String text(Lever lever) {
        SourceLocation where = lever.where();
        return lever.change() + (where == null ? "" : " (" + where + ")") + ": saves "
                + lever.percent().toPlainString() + " %";
    }
}
