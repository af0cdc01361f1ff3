package dev.agentcost.analyzer.catalog;

import java.util.List;

/**
 * How an HTTP request to a model is known.
 *
 * @param urls fragments of an address that only a model's endpoint has
 * @param weakUrls fragments that count only together with a body key
 * @param bodyKeys groups of JSON keys; a class that writes all keys of one group writes requests to a model
 */
public record Endpoints(List<String> urls, List<String> weakUrls, List<List<String>> bodyKeys) {}
