package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.price.CachePrice;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What turns send again, read from the provider's cache: the same tokens at another price. The rates are those of the model whose
 * cache saves least; one without a listed price for it saves nothing.
 */
final class PrefixCache {

    private static final int RATIO_DECIMALS = 12;

    private static final Set<SiteKind> KINDS = EnumSet.of(SiteKind.LOOP, SiteKind.FRAMEWORK_LOOP, SiteKind.RECURSION);

    /** A cache forgets within minutes, and who answers these may take longer. */
    private static final Set<Driver> SLOW = EnumSet.of(Driver.PERSON, Driver.EXTERNAL);

    private final WhatIf whatIf;
    private final Optional<CacheRates> rates;

    PrefixCache(WhatIf whatIf, List<String> models, Prices prices) {
        this.whatIf = whatIf;
        List<String> used = models.isEmpty() ? List.of(prices.assumedModel()) : models;
        this.rates = used.stream()
                .flatMap(model -> prices
                        .find(model)
                        .filter(price -> price.outputDollars().signum() > 0
                                && price.inputDollars().signum() > 0)
                        .map(price -> rates(price, prices.cache(model)))
                        .stream())
                .reduce((one, other) ->
                        new CacheRates(one.read().max(other.read()), one.write().max(other.write())))
                .filter(found -> found.read().compareTo(BigDecimal.ONE) < 0);
    }

    private static CacheRates rates(ModelPrice price, Optional<CachePrice> cache) {
        return cache.map(listed -> new CacheRates(
                        ratio(listed.readDollars(), price.inputDollars()),
                        ratio(listed.writeDollars(), price.inputDollars())))
                .orElse(new CacheRates(BigDecimal.ONE, BigDecimal.ONE));
    }

    private static BigDecimal ratio(BigDecimal cached, BigDecimal input) {
        return cached.divide(input, RATIO_DECIMALS, RoundingMode.CEILING);
    }

    Optional<Change> of(EntryPoint entry, Site site) {
        if (!site.reachesModel() || !KINDS.contains(site.kind()) || SLOW.contains(site.driver())) {
            return Optional.empty();
        }
        return rates.map(known -> new Change(
                "keep the beginning of the requests in " + SiteChanges.name(site)
                        + " as it is, and read it from the provider's cache at " + percent(known.read())
                        + " % of the input price",
                SiteChanges.request(site),
                scenario -> whatIf.cost(entry, scenario.withCache(site.location(), known))));
    }

    private static String percent(BigDecimal ratio) {
        return Numbers.grouped(ratio.movePointRight(2).setScale(1, RoundingMode.CEILING));
    }
}
