package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * What a model charges and takes.
 *
 * @param model the name that the provider's API takes
 * @param provider the provider's name
 * @param inputDollars US dollars for one input token
 * @param outputDollars US dollars for one output token
 * @param contextWindow most tokens of input and output together, where known
 * @param maxOutput most tokens of one answer, where known
 */
public record ModelPrice(
        String model,
        String provider,
        BigDecimal inputDollars,
        BigDecimal outputDollars,
        OptionalLong contextWindow,
        OptionalLong maxOutput) {}
