package org.dreamlms.books.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.ops.PromQl.Selector;

/** The files of {@code src/main/monitoring}, as tests read them. */
public final class Monitoring {

    static final Path DIRECTORY = Path.of("src/main/monitoring");

    /** Prometheus's own, and those of kube-state-metrics. */
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "up",
                    "kube_deployment_status_replicas_available",
                    "kube_job_status_failed",
                    "kube_pod_container_resource_limits",
                    "kube_pod_init_container_status_restarts_total",
                    "kube_pod_init_container_status_running");

    private Monitoring() {}

    static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DIRECTORY.resolve("dcs-books.dashboard.json").toFile());
    }

    /** All rules: those that record, and alerts. */
    static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        yaml("dcs-books.rules.yml")
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    /** The names of alerts or of recorded rules. */
    static List<String> names(String kind) throws IOException {
        return rules().stream()
                .filter(rule -> rule.has(kind))
                .map(rule -> rule.path(kind).asText())
                .toList();
    }

    static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(DIRECTORY.resolve(file).toFile());
    }

    static List<String> expressions() throws IOException {
        return Stream.concat(
                        dashboard().findValuesAsText("expr").stream(),
                        rules().stream().map(rule -> rule.path("expr").asText()))
                .toList();
    }

    /** What dashboard and rules use of our own metrics. */
    public static List<Selector> used() throws IOException {
        var others = Stream.concat(OF_OTHERS.stream(), names("record").stream());
        var known = others.collect(Collectors.toSet());
        return expressions().stream()
                .flatMap(expression -> PromQl.selectors(expression).stream())
                .filter(selector -> !known.contains(selector.metric()))
                .distinct()
                .toList();
    }
}
