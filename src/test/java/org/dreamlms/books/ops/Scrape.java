package org.dreamlms.books.ops;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.dreamlms.books.ops.PromQl.Matcher;
import org.dreamlms.books.ops.PromQl.Selector;

/** What a service tells Prometheus: metrics, their labels and the values of those. */
public final class Scrape {

    /** Labels that Prometheus adds to what it scrapes. */
    private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod", "le");

    /** Labels whose values depend on what clients happen to ask for. */
    private static final Set<String> OF_CLIENTS = Set.of("status");

    private final Map<String, Map<String, Set<String>>> metrics = new HashMap<>();

    /**
     * @param text as the service sends it
     */
    public Scrape(String text) {
        text.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
    }

    private void add(String line) {
        for (var series : PromQl.selectors(line.substring(0, line.lastIndexOf(' ')))) {
            var labels = metrics.computeIfAbsent(series.metric(), m -> new HashMap<>());
            for (var label : series.matchers()) {
                labels.computeIfAbsent(label.label(), l -> new HashSet<>()).add(label.value());
            }
        }
    }

    /**
     * What these expressions use and this scrape does not have: a metric, a label or a value of it.
     *
     * @param asked which matchers are looked at
     */
    public Set<String> missing(List<Selector> used, Predicate<Matcher> asked) {
        var missing = new TreeSet<String>();
        for (var selector : used) {
            var labels = metrics.get(selector.metric());
            if (labels == null) {
                missing.add(selector.metric());
                continue;
            }
            selector.matchers().stream()
                    .filter(matcher -> !ADDED.contains(matcher.label()))
                    .filter(asked)
                    .forEach(
                            matcher -> {
                                var values = labels.getOrDefault(matcher.label(), Set.of());
                                if (values.isEmpty()) {
                                    missing.add(selector.metric() + " by " + matcher.label());
                                } else if (!OF_CLIENTS.contains(matcher.label())) {
                                    matcher.named().stream()
                                            .filter(
                                                    named ->
                                                            values.stream()
                                                                    .noneMatch(
                                                                            v ->
                                                                                    named.matcher(v)
                                                                                            .matches()))
                                            .forEach(
                                                    named ->
                                                            missing.add(
                                                                    selector.metric()
                                                                            + " with "
                                                                            + matcher.label()
                                                                            + " "
                                                                            + named));
                                }
                            });
        }
        return missing;
    }
}
