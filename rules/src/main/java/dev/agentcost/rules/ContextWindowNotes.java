package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.figure.Rounding;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request of more tokens than the model takes fails, so a bound that counts on it is one of a run that cannot succeed. The last turn
 * of a bounded loop sends what all turns before it added; where that alone is more than the largest window among the program's
 * models, the entry point says so. What is in the context before the first turn is not counted: it would only add to it.
 */
final class ContextWindowNotes {

    private final Optional<ModelPrice> roomiest;
    private final Assumptions assumptions;

    ContextWindowNotes(List<String> models, Prices prices, Assumptions assumptions) {
        this.roomiest = roomiest(models.isEmpty() ? List.of(prices.assumedModel()) : models, prices);
        this.assumptions = assumptions;
    }

    /** The model with the largest window, or none where one of the models has a window that is not known. */
    private static Optional<ModelPrice> roomiest(List<String> models, Prices prices) {
        Optional<ModelPrice> roomiest = Optional.empty();
        for (String model : models) {
            Optional<ModelPrice> price =
                    prices.find(model).filter(found -> found.contextWindow().isPresent());
            if (price.isEmpty()) {
                return Optional.empty();
            }
            if (roomiest.isEmpty() || window(price.get()) > window(roomiest.get())) {
                roomiest = price;
            }
        }
        return roomiest;
    }

    private static long window(ModelPrice price) {
        return price.contextWindow().orElse(0);
    }

    List<String> of(EntryPoint entry) {
        List<String> notes = new ArrayList<>();
        for (Site site : entry.sites()) {
            roomiest.flatMap(model -> note(site, model)).ifPresent(notes::add);
        }
        return notes;
    }

    private Optional<String> note(Site site, ModelPrice model) {
        BigDecimal window = BigDecimal.valueOf(window(model));
        return lastRequest(site)
                .filter(tokens -> tokens.compareTo(window) > 0)
                .map(tokens -> "the request at " + sent(site) + " may hold " + Numbers.grouped(tokens)
                        + " tokens, more than the " + Numbers.grouped(window) + " that " + model.model() + " takes");
    }

    private Optional<BigDecimal> lastRequest(Site site) {
        if (site.context().growth() != ContextGrowth.Kind.LINEAR) {
            return Optional.empty();
        }
        Formula turnsBefore = site.bound().formula().minus(Formula.ONE);
        return assumptions.value(turnsBefore.times(site.context().perTurn())).map(Rounding::count);
    }

    private static SourceLocation sent(Site site) {
        SourceLocation send = site.context().send();
        return send == null ? site.location() : send;
    }
}
