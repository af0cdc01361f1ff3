package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.stream.Stream;

/**
 * How an HTTP request to a model is known.
 *
 * @param urls fragments of an address that only a model's endpoint has
 * @param weakUrls fragments that count only together with a body key
 * @param bodyKeys groups of JSON keys; a class that writes all keys of one group writes requests to a model
 * @param otherKeys JSON keys of other protocols, which no request to a model has, whatever else stands in its body
 */
public record Endpoints(List<String> urls, List<String> weakUrls, List<List<String>> bodyKeys, List<String> otherKeys) {

    /** No endpoint at all. */
    public static final Endpoints NONE = new Endpoints(List.of(), List.of(), List.of(), List.of());

    /** Takes copies of the lists. */
    public Endpoints {
        urls = List.copyOf(urls);
        weakUrls = List.copyOf(weakUrls);
        bodyKeys = bodyKeys.stream().map(List::copyOf).toList();
        otherKeys = List.copyOf(otherKeys);
    }

    /** The endpoints of both. */
    public Endpoints and(Endpoints other) {
        return new Endpoints(
                concat(urls, other.urls),
                concat(weakUrls, other.weakUrls),
                concat(bodyKeys, other.bodyKeys),
                concat(otherKeys, other.otherKeys));
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
