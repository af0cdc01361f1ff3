package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.price.LongContext;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some providers charge more for a request of very many input tokens. Costs are at the ordinary price; where so many tokens may be
 * sent that one request could be such a long one, the dollars hold only under the condition that none is.
 */
final class LongContextNotes {

    private final List<String> models;
    private final Prices prices;

    LongContextNotes(List<String> models, Prices prices) {
        this.models = models.isEmpty() ? List.of(prices.assumedModel()) : models;
        this.prices = prices;
    }

    List<String> of(CostFigures cost) {
        List<String> notes = new ArrayList<>();
        for (String model : models) {
            prices.longContext(model)
                    .filter(longContext -> mayExceed(cost, longContext))
                    .ifPresent(longContext -> notes.add(note(model, longContext)));
        }
        return notes;
    }

    private static boolean mayExceed(CostFigures cost, LongContext longContext) {
        if (cost.get(Dimension.INPUT_TOKENS).formula().isZero()) {
            return false;
        }
        Optional<BigDecimal> tokens = cost.get(Dimension.INPUT_TOKENS).number();
        return tokens.map(number -> number.compareTo(BigDecimal.valueOf(longContext.threshold())) > 0)
                .orElse(true);
    }

    private static String note(String model, LongContext longContext) {
        return "the dollars hold as long as no request to " + model + " has more than "
                + Numbers.grouped(BigDecimal.valueOf(longContext.threshold()))
                + " input tokens: the provider charges more for those";
    }
}
