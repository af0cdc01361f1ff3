package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.IterationBound;
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
 * models, the entry point says so. What is in the context before the first turn is not counted: it would only add to it. Where nobody
 * has set a limit, and the library's own holds, the entry point says what that allows.
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
            roomiest.flatMap(model -> byDefault(site, model)).ifPresent(notes::add);
            roomiest.flatMap(model -> note(site, model)).ifPresent(notes::add);
        }
        return notes;
    }

    /** What a limit means that nobody has set: as many requests, each as long as the model lets it become. */
    private Optional<String> byDefault(Site site, ModelPrice model) {
        boolean said = site.driver() == Driver.FRAMEWORK
                && !site.remedy().isEmpty()
                && site.bound().kind() == IterationBound.Kind.FINITE
                && site.context().growth() == ContextGrowth.Kind.LINEAR;
        return !said
                ? Optional.empty()
                : assumptions
                        .value(site.bound().formula())
                        .map(Rounding::count)
                        .map(turns -> "only the library's default"
                                + " limits the loop at " + site.location() + ": " + Numbers.grouped(turns)
                                + " turns x the "
                                + Numbers.grouped(BigDecimal.valueOf(window(model))) + " tokens that " + model.model()
                                + " takes = "
                                + Numbers.grouped(turns.multiply(BigDecimal.valueOf(window(model))))
                                + " input tokens that one call may come to");
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
