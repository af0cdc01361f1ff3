package dev.agentcost.maven.report.calibrate;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.maven.report.diff.EntryCost;
import dev.agentcost.maven.report.diff.ResultFile;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What recorded runs took: sizes as assumptions for {@code agentcost.yaml} with their origin, and each run that took more than its bound. A run
 * is a trace; its entry point is the method of its first span, where the code was recorded, else that span's name.
 */
public final class Calibration {

    private static final class Run {
        private String entryPoint = "";
        private boolean failed;
        private final Map<Dimension, Long> cost = new EnumMap<>(Dimension.class);

        void add(Dimension dimension, long amount) {
            cost.merge(dimension, amount, Long::sum);
        }
    }

    private static final int RATE_DECIMALS = 3;

    private final String origin;
    private final TokenCounter counter;
    private final Observed answers = new Observed();
    private final Observed toolResults = new Observed();
    private final Observed toolMillis = new Observed();
    private final Observed systemPrompts = new Observed();
    private final Observed messages = new Observed();
    private final Map<String, Run> runs = new LinkedHashMap<>();

    private Calibration(String origin, TokenCounter counter) {
        this.origin = origin;
        this.counter = counter;
    }

    /**
     * Reads the spans.
     *
     * @param counter counts the tokens of tool results, of which spans record the text
     */
    public static Calibration of(Path spans, TokenCounter counter) throws InputException {
        Calibration calibration = new Calibration(String.valueOf(spans.getFileName()), counter);
        for (Span span : SpanFile.read(spans)) {
            calibration.add(span);
        }
        if (calibration.answers.isEmpty()) {
            throw new InputException(spans + ": no span tells of a model call; record gen_ai.operation.name and"
                    + " gen_ai.usage.output_tokens");
        }
        return calibration;
    }

    private void add(Span span) {
        Run run = runs.computeIfAbsent(span.trace(), trace -> new Run());
        if (span.parent().isEmpty()) {
            run.entryPoint = span.entryPoint();
            run.failed = span.failed();
        }
        if (span.isModelCall()) {
            run.add(Dimension.MODEL_CALLS, 1);
            span.systemPrompt().ifPresent(prompt -> systemPrompts.add(counter.count(prompt)));
            span.userMessages().forEach(message -> messages.add(counter.count(message)));
            span.inputTokens().ifPresent(tokens -> run.add(Dimension.INPUT_TOKENS, tokens));
            span.outputTokens().ifPresent(tokens -> {
                run.add(Dimension.OUTPUT_TOKENS, tokens);
                answers.add(tokens);
            });
        } else if (span.isToolCall()) {
            run.add(Dimension.TOOL_CALLS, 1);
            span.millis().ifPresent(toolMillis::add);
            span.toolResult().ifPresent(result -> toolResults.add(counter.count(result)));
        }
    }

    /** The observed sizes as a part of {@code agentcost.yaml}. */
    public String yaml() {
        Observed turns = new Observed();
        runs.values().forEach(run -> turns.add(run.cost.getOrDefault(Dimension.MODEL_CALLS, 0L)));
        long successful = runs.values().stream().filter(run -> !run.failed).count();
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Observed in ")
                .append(runs.size())
                .append(" recorded runs of ")
                .append(origin)
                .append(".\n");
        yaml.append("# Model calls of a run: ").append(turns).append(".\n");
        yaml.append("# Runs without an error: ")
                .append(successful)
                .append(" of ")
                .append(runs.size())
                .append(", as a rate for agentcost:pareto ")
                .append(rate(successful, runs.size()))
                .append(".\n");
        yaml.append("assumptions:\n");
        append(yaml, Assumption.ANSWER_TOKENS, answers);
        append(yaml, Assumption.MESSAGE_TOKENS, messages);
        append(yaml, Assumption.SYSTEM_PROMPT_TOKENS, systemPrompts);
        append(yaml, Assumption.TOOL_MILLIS, toolMillis);
        append(yaml, Assumption.TOOL_RESULT_TOKENS, toolResults);
        append(yaml, Assumption.USER_TURN_TOKENS, messages);
        return yaml.toString();
    }

    private static String rate(long successful, int all) {
        return BigDecimal.valueOf(successful)
                .divide(BigDecimal.valueOf(all), RATE_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** The largest, because a bound that holds for most runs is none. */
    private static void append(StringBuilder yaml, Assumption assumption, Observed observed) {
        if (!observed.isEmpty()) {
            yaml.append("  ")
                    .append(assumption.key())
                    .append(": ")
                    .append(observed.most())
                    .append(" # ")
                    .append(observed.count())
                    .append(" observed: ")
                    .append(observed)
                    .append('\n');
        }
    }

    /**
     * Each run that took more than its bound, a line each.
     *
     * @param result an {@code agentcost.json}; where there is none, nothing is compared
     */
    public List<String> above(Path result) throws InputException {
        if (!Files.exists(result)) {
            return List.of();
        }
        List<EntryCost> bounds = ResultFile.read(result);
        List<String> above = new ArrayList<>();
        runs.forEach((trace, run) -> bounds.stream()
                .filter(entry -> entry.method().equals(run.entryPoint))
                .forEach(entry -> run.cost.forEach((dimension, amount) -> {
                    EntryCost.Amount bound = entry.amounts().get(dimension);
                    BigDecimal most = bound == null ? BigDecimal.ZERO : bound.value();
                    if (most != null && BigDecimal.valueOf(amount).compareTo(most) > 0) {
                        above.add("run " + trace + " of " + run.entryPoint + " took "
                                + Numbers.withUnit(dimension, BigDecimal.valueOf(amount)) + ", more than its bound of "
                                + Numbers.grouped(most));
                    }
                })));
        return above;
    }
}
