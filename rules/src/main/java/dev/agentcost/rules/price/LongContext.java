package dev.agentcost.rules.price;

import java.math.BigDecimal;

/**
 * Higher prices of a request with many input tokens.
 *
 * @param threshold input tokens of one request up to which the ordinary price holds
 * @param inputDollars US dollars for one input token of a longer request
 * @param outputDollars US dollars for one output token of a longer request
 */
public record LongContext(long threshold, BigDecimal inputDollars, BigDecimal outputDollars) {}
