package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts speak of nothing that the service does not tell. */
@QuarkusTest
class MonitoringTest extends ServiceTest {

    private static final Path MONITORING = Path.of("src/main/monitoring");

    /** Prometheus's own, and kube-state-metrics'. */
    private static final Set<String> OF_OTHERS = Set.of("up", "kube_pod_container_resource_limits");

    /** What any service on the JVM tells under the same name, and how it has to be selected. */
    private static final Pattern OF_ANYBODY =
            Pattern.compile(
                    "(?<![a-zA-Z_:])(?:http_server_requests|jvm|process|system|cache)_[a-z_]+"
                            + "(\\{[^}]*})?");

    /** Labels that Prometheus adds to what it scrapes. */
    private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod", "le");

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    /** The names in a scrape, each with the labels it has there. */
    private final Map<String, Set<String>> scraped = new HashMap<>();

    @BeforeEach
    void scrape() {
        get("/books/4");
        get("/books/4/cover");
        get("/books/999");
        for (var line : given().get(metrics).asString().split("\n")) {
            if (!line.startsWith("#")) {
                for (var use : PromQl.selectors(line.substring(0, line.lastIndexOf(' ')))) {
                    scraped.computeIfAbsent(use.metric(), m -> new HashSet<>())
                            .addAll(use.labels());
                }
            }
        }
    }

    @Test
    void everyMetricOfTheDashboardIsInAScrape() throws IOException {
        var expressions = dashboard().findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(20);
        check(expressions, Set.of());
    }

    @Test
    void everyMetricOfTheAlertsIsInAScrape() throws IOException {
        List<String> expressions = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        for (var rule : rules()) {
            expressions.add(rule.path("expr").asText());
            if (rule.has("record")) {
                recorded.add(rule.path("record").asText());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(10);
        check(expressions, recorded);
    }

    /** Other services have metrics of these names as well. */
    @Test
    void whatOthersMeasureIsNotTakenForOurs() throws IOException {
        List<String> expressions = new ArrayList<>(dashboard().findValuesAsText("expr"));
        rules().forEach(rule -> expressions.add(rule.path("expr").asText()));
        int found = 0;
        for (var expression : expressions) {
            var generic = OF_ANYBODY.matcher(expression);
            while (generic.find()) {
                assertThat(generic.group()).contains("job=\"dcs-books\"");
                found++;
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    @Test
    void everyAlertIsTestedBothWays() throws IOException {
        var tested = Files.readString(MONITORING.resolve("dcs-books.rules.test.yml"));
        for (var rule : rules()) {
            if (rule.has("alert")) {
                assertThat(tested.split("alertname: " + rule.path("alert").asText() + "\n"))
                        .as("%s in tests, firing and quiet", rule.path("alert"))
                        .hasSizeGreaterThan(2);
            }
        }
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(MONITORING.resolve("dcs-books.dashboard.json").toFile());
    }

    private static List<JsonNode> rules() throws IOException {
        var file = new YAMLMapper().readTree(MONITORING.resolve("dcs-books.rules.yml").toFile());
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private void check(List<String> expressions, Set<String> recorded) {
        var unknown = new TreeSet<String>();
        for (var expression : expressions) {
            for (var use : PromQl.selectors(expression)) {
                if (recorded.contains(use.metric()) || OF_OTHERS.contains(use.metric())) {
                    continue;
                }
                var labels = scraped.get(use.metric());
                if (labels == null) {
                    unknown.add(use.metric());
                } else {
                    use.labels().stream()
                            .filter(label -> !labels.contains(label) && !ADDED.contains(label))
                            .forEach(label -> unknown.add(use.metric() + "{" + label + "}"));
                }
            }
        }
        assertThat(unknown).as("not in a scrape").isEmpty();
    }
}
