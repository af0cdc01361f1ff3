package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Lever;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code agentcost.json}: everything, for other programs, in the form of {@code agentcost-1.schema.json} beside this class.
 *
 * <p>Names within an object are in alphabetical order.
 */
public final class JsonReport {

    /** The file's name. */
    public static final String FILE = "agentcost.json";

    private static final String SCHEMA = "agentcost/1";

    /** By name, not in the order of the enum. */
    private static final List<Dimension> DIMENSIONS = Arrays.stream(Dimension.values())
            .sorted(Comparator.comparing(Dimension::key))
            .toList();

    private final Report report;
    private final JsonDocument json;

    private JsonReport(Report report, JsonDocument json) {
        this.report = report;
        this.json = json;
    }

    /** Writes the report into the folder. */
    public static void write(Report report, Path folder) throws IOException {
        JsonDocument.write(folder.resolve(FILE), json -> new JsonReport(report, json).root());
    }

    private void root() throws IOException {
        json.object("assumptions", this::assumptions);
        json.object("coverage", () -> coverage(report.analysis().coverage()));
        json.objects("entryPoints", report.result().entryPoints(), this::entryPoint);
        json.objects("findings", report.result().findings(), this::finding);
        json.object("graph", () -> graph(report.analysis().graph()));
        if (report.allLoops()) {
            json.objects("methods", report.analysis().methods(), this::method);
        }
        json.field("schema", SCHEMA);
        json.objects("sites", report.analysis().sites(), this::site);
    }

    private void assumptions() throws IOException {
        for (Map.Entry<String, BigDecimal> assumption :
                report.result().assumptions().entrySet()) {
            json.field(assumption.getKey(), assumption.getValue());
        }
    }

    private void coverage(Coverage coverage) throws IOException {
        json.object("calls", () -> {
            for (Map.Entry<String, Integer> calls : coverage.callsByResolution().entrySet()) {
                json.field(calls.getKey(), calls.getValue());
            }
        });
        json.object("files", () -> {
            json.objects("failed", coverage.failures().entrySet(), failure -> {
                json.field("file", failure.getKey());
                json.field("reason", failure.getValue());
            });
            json.field("irrelevant", coverage.filesIrrelevant());
            json.field("parsed", coverage.filesParsed());
            json.field("seen", coverage.filesSeen());
        });
        json.strings("problems", coverage.problems());
        json.strings("undecided", coverage.undecided());
    }

    private void entryPoint(EntryPointResult result) throws IOException {
        EntryPoint entryPoint = result.entryPoint();
        json.object("cost", () -> {
            for (Dimension dimension : DIMENSIONS) {
                json.object(dimension.key(), () -> figure(result.cost().get(dimension)));
            }
        });
        json.field("file", entryPoint.location().file());
        json.objects("levers", result.levers(), this::lever);
        json.field("line", entryPoint.location().line());
        json.field("method", entryPoint.method());
    }

    private void figure(Figure figure) throws IOException {
        json.field("formula", figure.formula().toString());
        json.field("growth", figure.growth().toString());
        json.field("value", figure.value());
    }

    private void finding(Finding finding) throws IOException {
        json.field("file", finding.location().file());
        json.field("fingerprint", finding.fingerprint());
        if (report.result().comparison().isPresent()) {
            json.field("known", report.result().isKnown(finding));
        }
        json.field("level", finding.level().key());
        json.objects("levers", finding.levers(), this::lever);
        json.field("line", finding.location().line());
        json.field("message", finding.message());
        json.field("rule", finding.rule());
    }

    private void lever(Lever lever) throws IOException {
        json.object("after", () -> costs(lever.after()));
        json.field("assumedTurns", lever.assumedTurns());
        json.object("before", () -> costs(lever.before()));
        json.field("change", lever.change());
        SourceLocation where = lever.where();
        if (where != null) {
            json.field("file", where.file());
            json.field("line", where.line());
        }
        json.field("percent", lever.percent());
    }

    private void costs(Map<Dimension, BigDecimal> costs) throws IOException {
        for (Dimension dimension : DIMENSIONS) {
            BigDecimal value = costs.get(dimension);
            if (value != null) {
                json.field(dimension.key(), value);
            }
        }
    }

    private void graph(CostGraph graph) throws IOException {
        json.objects("edges", graph.edges(), edge -> {
            json.field("from", edge.from());
            json.object("times", () -> figure(Figure.count(edge.times(), numbers())));
            json.field("to", edge.to());
        });
        json.objects("nodes", graph.nodes(), node -> {
            json.field("file", node.location().file());
            json.field("key", node.key());
            json.field("kind", node.kind().key());
            json.field("line", node.location().line());
            json.field("name", node.name());
        });
    }

    private void method(MethodIterations method) throws IOException {
        json.field("file", method.location().file());
        json.object("iterations", () -> figure(Figure.count(method.iterations(), numbers())));
        json.field("line", method.location().line());
        json.field("method", method.method());
    }

    private void site(Site site) throws IOException {
        json.object("bound", () -> bound(site.bound()));
        json.strings(
                "callPath", site.callPath().stream().map(JsonReport::oneLine).toList());
        json.object("contains", () -> {
            json.field("model", site.reachesModel());
            json.field("tool", site.reachesTool());
        });
        json.object("context", () -> context(site.context()));
        json.objects("derivation", site.derivation(), this::step);
        json.field("driver", site.driver().key());
        json.field("file", site.location().file());
        json.field("kind", site.kind().key());
        json.field("line", site.location().line());
        json.field("method", site.method());
    }

    private Assumptions numbers() {
        return report.result().numbers();
    }

    private void bound(IterationBound bound) throws IOException {
        json.field("asserted", bound.asserted());
        json.field("formula", bound.formula().toString());
        json.field("growth", bound.growth().toString());
        json.field("kind", bound.kind().key());
        json.field(
                "value",
                bound.isUnbounded()
                        ? null
                        : Figure.count(bound.formula(), numbers()).value());
    }

    private void context(ContextGrowth context) throws IOException {
        json.field("growth", context.growth().key());
        json.field("perTurn", context.perTurn().toString());
        json.field("window", context.window().isEmpty() ? null : context.window());
    }

    private void step(Step step) throws IOException {
        json.field("file", step.location().file());
        json.field("line", step.location().line());
        json.field("text", step.text());
    }

    private static String oneLine(Step step) {
        return step.location() + " " + step.text();
    }
}
