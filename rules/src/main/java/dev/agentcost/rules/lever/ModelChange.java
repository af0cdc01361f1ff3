package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The next cheaper model of the same family in the place of each chat model of the sources. The dollars fall by the price
 * ratio of input or output, whichever falls less, of the model that falls least: what is saved is never overstated.
 */
final class ModelChange {

    private static final int RATIO_DECIMALS = 12;

    /** The cheaper model by the name of the model it replaces. */
    private final Map<String, ModelPrice> cheaper = new TreeMap<>();

    private BigDecimal ratio = BigDecimal.ZERO;

    ModelChange(List<String> models, Prices prices) {
        List<String> used = models.isEmpty() ? List.of(prices.assumedModel()) : models;
        for (String model : used) {
            prices.find(model).filter(ModelChange::answers).ifPresent(price -> replace(price, prices));
        }
    }

    /** An embedding model answers nothing that is paid for; it has no cheaper member that could read its vectors. */
    private static boolean answers(ModelPrice price) {
        return price.outputDollars().signum() > 0;
    }

    private void replace(ModelPrice price, Prices prices) {
        Optional<ModelPrice> other = prices.cheaper(price.model());
        if (other.isPresent()) {
            cheaper.put(price.model(), other.get());
        }
        ModelPrice then = other.orElse(price);
        ratio = ratio.max(ratio(then.inputDollars(), price.inputDollars()))
                .max(ratio(then.outputDollars(), price.outputDollars()));
    }

    private static BigDecimal ratio(BigDecimal then, BigDecimal now) {
        return now.signum() == 0 ? BigDecimal.ZERO : then.divide(now, RATIO_DECIMALS, RoundingMode.CEILING);
    }

    Optional<Change> of(EntryPoint entry, WhatIf whatIf) {
        if (cheaper.isEmpty() || ratio.compareTo(BigDecimal.ONE) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Change(
                Lever.Kind.MODEL, text(), null, scenario -> cheaper(whatIf.cost(entry, scenario)), Map.of()));
    }

    private CostVector cheaper(CostVector cost) {
        Map<Dimension, Formula> after = new EnumMap<>(Dimension.class);
        after.putAll(cost.amounts());
        after.computeIfPresent(Dimension.DOLLARS, (dimension, dollars) -> dollars.times(Formula.of(ratio)));
        return CostVector.of(after);
    }

    private String text() {
        return cheaper.entrySet().stream()
                .map(entry -> entry.getValue().model() + " in the place of " + entry.getKey())
                .collect(Collectors.joining(", ", "use ", ""));
    }
}
