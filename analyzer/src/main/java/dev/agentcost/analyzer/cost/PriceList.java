package dev.agentcost.analyzer.cost;

import java.util.Optional;

/** Prices by model name. */
public interface PriceList {

    /** The price of the model, or empty where the list does not know the name: it is then never priced as another one. */
    Optional<ModelPrice> find(String model);

    /** The model that calls are priced as whose model the source does not name. */
    String assumedModel();
}
