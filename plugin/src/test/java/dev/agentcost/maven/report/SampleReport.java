package dev.agentcost.maven.report;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.EntryPointResult;
import dev.agentcost.rules.Result;
import dev.agentcost.rules.baseline.Comparison;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.lever.CostCurves;
import dev.agentcost.rules.rule.Rule;
import dev.agentcost.rules.rule.RuleContext;
import dev.agentcost.rules.suppression.Accepted;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A report made by hand: one agent without a limit, one finding that is accepted, one file that does not parse. */
public final class SampleReport {

    private static final String FILE = "src/main/java/example/Agent.java";
    private static final SourceLocation LOOP = new SourceLocation(FILE, 7, 2);
    private static final SourceLocation IN_JAR = new SourceLocation("client-1.0.jar!/example/lib/Client.java", 21, 9);
    private static final SourceLocation CHAT = new SourceLocation(FILE, 8, 38);
    private static final SourceLocation APPEND = new SourceLocation(FILE, 9, 13);
    private static final SourceLocation METHOD = new SourceLocation(FILE, 4, 5);

    private static final Formula TURNS =
            Formula.of(new Symbol("turns of the loop at Agent:7", Kind.COUNT, true, FILE + ":7"));
    private static final Formula MESSAGE = Formula.of(Symbol.assumed(Assumption.MESSAGE_TOKENS));
    private static final Formula RESULT = Formula.of(Symbol.assumed(Assumption.TOOL_RESULT_TOKENS));
    private static final List<Rule> RULES =
            List.of(new SampleRule("unbounded-loop"), new SampleRule("unused-suppression"));
    private static final Assumptions NUMBERS = Assumptions.defaults();

    private SampleReport() {}

    /** Everything there is. */
    public static Report full() {
        return of(true, "org.example:agent");
    }

    static Report of(boolean allLoops, String module) {
        return new Report(module, "1.2.3", analysis(), result(), RULES, sources(), allLoops);
    }

    /** The full report with so many notes in the place of the one. */
    static Report of(int notes) {
        Result result = result();
        Finding note = result.findings().get(1);
        List<Finding> findings = new ArrayList<>(Collections.nCopies(notes, note));
        findings.add(result.findings().get(0));
        return with(new Result(
                findings,
                result.accepted(),
                result.entryPoints(),
                result.assumptions(),
                result.budgets(),
                result.warnings(),
                result.numbers(),
                result.failOn()));
    }

    /** The full report, compared with a baseline that knows the loop and had one thing more. */
    public static Report compared() {
        Result result = result();
        return with(new Result(
                result.findings(),
                result.accepted(),
                result.entryPoints(),
                result.assumptions(),
                result.budgets(),
                result.warnings(),
                result.numbers(),
                result.failOn(),
                Optional.of(new Comparison(
                        new TreeSet<>(List.of("0123456789abcdef0123")),
                        new TreeMap<>(Map.of("unpruned-context", 1)),
                        List.of(),
                        List.of(),
                        List.of()))));
    }

    private static Report with(Result result) {
        return new Report("org.example:agent", "1.2.3", analysis(), result, full().rules(), sources(), true);
    }

    /** A report in which there is nothing. */
    public static Report empty() {
        Analysis analysis = new Analysis(
                List.of(),
                List.of(),
                List.of(),
                CostGraph.NONE,
                List.of(),
                List.of(),
                Map.of(),
                new Coverage(2, 0, 2, new TreeMap<>(), new TreeMap<>(), List.of(), List.of()),
                List.of(),
                (entry, scenario) -> CostVector.ZERO);
        Result result = new Result(
                List.of(), List.of(), List.of(), new TreeMap<>(), List.of(), List.of(), NUMBERS, FailOn.ERROR);
        return new Report("", "1.2.3", analysis, result, RULES, sources(), false);
    }

    /** A report on sources that try to become part of a page. */
    public static Report hostile() {
        return hostile(List.of("'><svg onload=alert(1)>"));
    }

    /** The same with so many findings; their texts have line ends of every kind, and equals signs. */
    public static Report hostile(int findings) {
        return hostile(IntStream.range(0, findings)
                .mapToObj(i -> "'><svg onload=alert(1)>\n=" + i + "\r==" + i + "\r\n\r=\n" + i)
                .toList());
    }

    private static Report hostile(List<String> remedies) {
        Report full = full();
        Result result = full.result();
        Finding first = result.findings().get(0);
        List<Finding> hostile = remedies.stream()
                .map(remedy -> new Finding(
                        first.rule(),
                        first.level(),
                        new SourceLocation("src/\" onload=\"alert(1)<img src=x>.java", 1, 1),
                        "<u>Agent#answer",
                        "</summary><script>alert(1)</script>",
                        "",
                        first.cost(),
                        List.of(new Step(LOOP, "<script>alert(1)</script>${1+1} {{1}} @if(true)")),
                        List.of(),
                        remedy,
                        first.levers(),
                        first.fingerprint()))
                .toList();
        return new Report(
                "<b>&amp;module</b>",
                full.version(),
                full.analysis(),
                new Result(
                        hostile,
                        List.of(),
                        result.entryPoints(),
                        result.assumptions(),
                        List.of(),
                        List.of("</title><script>alert(1)</script>"),
                        NUMBERS,
                        FailOn.ERROR),
                full.rules(),
                full.sources(),
                false);
    }

    static SourceFiles sources() {
        return new SourceFiles(directory(), StandardCharsets.UTF_8);
    }

    /** Where the sources of the sample are on this machine. */
    public static Path directory() {
        try {
            return Path.of(SampleReport.class.getResource("sample").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CostVector cost() {
        Formula quadratic = TURNS.times(TURNS).times(RESULT).plus(TURNS.times(MESSAGE));
        return CostVector.of(Dimension.MODEL_CALLS, TURNS)
                .plus(CostVector.of(Dimension.TOOL_CALLS, TURNS))
                .plus(CostVector.of(Dimension.INPUT_TOKENS, quadratic))
                .plus(CostVector.of(Dimension.OUTPUT_TOKENS, Formula.of(8000)))
                .plus(CostVector.of(Dimension.DOLLARS, Formula.of(new BigDecimal("0.0120"))))
                .plus(CostVector.of(Dimension.LATENCY_MILLIS, RESULT.times(60)));
    }

    private static Analysis analysis() {
        EntryPoint entryPoint = entryPoint();
        Site loop = new Site(
                SiteKind.LOOP,
                LOOP,
                "Agent#answer",
                "example.Agent#answer(String)",
                0,
                true,
                true,
                List.of(new Step(CHAT, "ChatModel.chat")),
                Driver.MODEL,
                IterationBound.unbounded(TURNS.symbols().first()),
                derivation(),
                "count the turns",
                new ContextGrowth(ContextGrowth.Kind.LINEAR, RESULT, "messages", "", APPEND, CHAT),
                Effect.of(Dimension.MODEL_CALLS, Formula.ONE));
        Site stream = new Site(
                SiteKind.STREAM,
                new SourceLocation(FILE, 13, 9),
                "Agent#answer",
                "example.Agent#answer(String)",
                0,
                false,
                true,
                List.of(new Step(new SourceLocation(FILE, 13, 29), "Tools.run")),
                Driver.DATA,
                IterationBound.of(Formula.of(3)),
                List.of(new Step(new SourceLocation(FILE, 13, 9), "a list of three")),
                "",
                new ContextGrowth(ContextGrowth.Kind.WINDOWED, Formula.of(7), "memory", "20 messages", null, null),
                Effect.NOTHING);
        return new Analysis(
                List.of(entryPoint),
                List.of(loop, stream),
                List.of(),
                graph(),
                List.of(new MethodIterations("Agent#answer", "example.Agent#answer(String)", METHOD, TURNS)),
                List.of("gpt-4.1-mini"),
                Map.of(),
                new Coverage(
                        12,
                        2,
                        9,
                        new TreeMap<>(Map.of("src/main/java/example/Dr\u00e4ft 2.java", "line 9: unclosed string")),
                        new TreeMap<>(Map.of("bytecode", 40, "types", 2, "unresolved", 3)),
                        List.of("Agent#guess: irreducible flow"),
                        List.of("lib/old.jar: not a jar")),
                List.of(),
                (entry, scenario) -> CostVector.ZERO);
    }

    private static CostCurves curves() {
        List<BigDecimal> turns = List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TEN);
        return new CostCurves(
                null,
                turns,
                List.of(
                        new CostCurves.Curve("", Map.of(Dimension.MODEL_CALLS, turns)),
                        new CostCurves.Curve(
                                "cap the loop at 1 turn",
                                Map.of(
                                        Dimension.MODEL_CALLS,
                                        List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE)))));
    }

    private static CostGraph graph() {
        String loop = "repetition " + LOOP;
        String chat = "model " + CHAT;
        String tool = "tool";
        return new CostGraph(
                List.of(
                        new CostGraph.Node(
                                "example.Agent#answer(String)", CostGraph.Kind.METHOD, "Agent#answer", METHOD),
                        new CostGraph.Node(loop, CostGraph.Kind.REPETITION, "loop", LOOP),
                        new CostGraph.Node(chat, CostGraph.Kind.MODEL, "ChatModel.chat", CHAT),
                        new CostGraph.Node(tool, CostGraph.Kind.TOOL, "Tools.run", new SourceLocation(FILE, 13, 29))),
                List.of(
                        new CostGraph.Edge("example.Agent#answer(String)", loop, Formula.ONE),
                        new CostGraph.Edge(loop, chat, TURNS.plus(Formula.ONE)),
                        new CostGraph.Edge(loop, tool, TURNS)));
    }

    private static EntryPoint entryPoint() {
        return new EntryPoint(
                "Agent#answer",
                "example.Agent#answer(String)",
                "example.Agent",
                List.of(),
                METHOD,
                cost(),
                List.of(),
                List.of(new Step(METHOD, "Agent#answer")));
    }

    private static List<Step> derivation() {
        return List.of(
                new Step(LOOP, "while (true) has no exit of its own"),
                new Step(new SourceLocation(FILE, 11, 17), "the only exit depends on the model's answer"));
    }

    private static Result result() {
        CostFigures figures = CostFigures.of(cost(), NUMBERS);
        Lever cap = new Lever(
                Lever.Kind.STRUCTURE,
                "cap the loop at 10 turns",
                LOOP,
                Map.of(Dimension.DOLLARS, new BigDecimal("1.25"), Dimension.INPUT_TOKENS, new BigDecimal(1234567)),
                Map.of(Dimension.DOLLARS, new BigDecimal("0.10"), Dimension.INPUT_TOKENS, new BigDecimal(55000)),
                new BigDecimal(50));
        Lever model =
                new Lever(Lever.Kind.MODEL, "ask gpt-4.1-nano instead of gpt-4.1-mini", null, Map.of(), Map.of(), null);
        Finding loop = new Finding(
                "unbounded-loop",
                Level.ERROR,
                LOOP,
                "Agent#answer",
                "model-driven loop without a limit: each turn queries the model (ChatModel.chat at line 8)",
                TURNS.toString(),
                figures,
                derivation(),
                List.of(new Step(CHAT, "Client.ask"), new Step(IN_JAR, "ChatModel.chat")),
                "count the turns and leave at a limit",
                List.of(cap, model),
                "0123456789abcdef0123");
        Finding note = new Finding(
                "unused-suppression",
                Level.NOTE,
                new SourceLocation("src/main/java/example/Gone.java", 3, 0),
                "",
                "nothing here is ignored",
                "",
                CostFigures.NONE,
                List.of(),
                List.of(),
                "",
                List.of(),
                "fedcba98765432100123");
        Accepted accepted =
                new Accepted(loop.withLevel(Level.WARNING), new Unit.Suppression("unbounded-loop", "a demo", 6, 7, 7));
        return new Result(
                List.of(loop, note),
                List.of(accepted),
                List.of(new EntryPointResult(
                        entryPoint(), figures, List.of(cap), curves(), List.of("the dollars hold for now"))),
                new TreeMap<>(
                        Map.of("messageTokens", new BigDecimal("200"), "toolResultTokens", new BigDecimal("1000"))),
                List.of(),
                List.of(),
                NUMBERS,
                FailOn.ERROR);
    }

    /** A rule for the list of rules. */
    private record SampleRule(String id) implements Rule {

        @Override
        public String shortDescription() {
            return "A call repeats.";
        }

        @Override
        public String fullDescription() {
            return "A call repeats without a limit.";
        }

        @Override
        public String help() {
            return "## Give it one";
        }

        @Override
        public Level defaultLevel() {
            return Level.ERROR;
        }

        @Override
        public List<Finding> check(RuleContext context) {
            return List.of();
        }
    }
}
