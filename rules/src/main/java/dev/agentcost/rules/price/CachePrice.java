package dev.agentcost.rules.price;

import java.math.BigDecimal;

/**
 * What a model charges for a prefix that it has seen before.
 *
 * @param readDollars US dollars for one token that is read from the cache
 * @param writeDollars US dollars for one token that is put into it: the input price where the provider charges nothing more
 */
public record CachePrice(BigDecimal readDollars, BigDecimal writeDollars) {}
