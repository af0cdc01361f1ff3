package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;

/**
 * What a token costs that is sent again at the beginning of a request, in parts of the input price.
 *
 * @param read of a token that the provider has in its cache
 * @param write of a token that it puts there
 */
public record CacheRates(BigDecimal read, BigDecimal write) {}
