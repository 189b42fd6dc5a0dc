package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts speak of nothing that the service does not tell. */
@QuarkusTest
class MonitoringTest extends ServiceTest {

    /** What any service tells under the same name, and how it has to be selected. */
    private static final Pattern OF_ANYBODY =
            Pattern.compile(
                    "(?<![a-zA-Z_:])(?:http_server_requests|jvm|process|system|cache|agroal|ft)"
                            + "_[a-z_]+(\\{(?:\"[^\"]*\"|[^}\"])*})?");

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Test
    void everySeriesOfDashboardAndAlertsIsInAScrape() throws IOException {
        get("/books");
        get("/books/4");
        get("/books/4/cover");
        get("/books/4/assets/config.json");
        get("/publishers/1/logo");
        given().body("{}").post("/webhooks/dream-storage");
        dcs.faults().always("object", Fault.serverError());
        get("/books/4/assets/config.json");
        var used = Monitoring.used();
        assertThat(used).hasSizeGreaterThan(40);
        assertThat(new Scrape(given().get(metrics).asString()).missing(used, matcher -> true))
                .as("not in a scrape")
                .isEmpty();
    }

    @Test
    void whatIsMisspeltIsNotInAScrape() {
        var scrape = new Scrape("a_total{b=\"c\",} 1.0\na_total{b=\"d\",} 1.0");
        var used =
                Stream.of(
                                "a_total{b=~\"c|d\"}",
                                "x_total",
                                "a_total{e=\"f\"}",
                                "a_total{b!~\"c|g\"}")
                        .flatMap(expression -> PromQl.selectors(expression).stream())
                        .toList();
        assertThat(scrape.missing(used, matcher -> true))
                .containsExactlyInAnyOrder("x_total", "a_total by e", "a_total with b g");
    }

    /** Other services have metrics of these names as well. */
    @Test
    void whatOthersMeasureIsNotTakenForOurs() throws IOException {
        int found = 0;
        for (var expression : Monitoring.expressions()) {
            var generic = OF_ANYBODY.matcher(expression);
            while (generic.find()) {
                assertThat(generic.group()).contains("job=\"dcs-books\"");
                found++;
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void everyAlertFiresInOneTestAndIsQuietInAnother() throws IOException {
        Set<String> firing = new HashSet<>();
        Set<String> quiet = new HashSet<>();
        for (var test : ruleTests("alert_rule_test")) {
            var alerts = test.path("exp_alerts");
            (alerts.isEmpty() ? quiet : firing).add(test.path("alertname").asText());
        }
        var alerts = Monitoring.names("alert");
        assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts);
        assertThat(quiet).containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void everyRecordedRuleIsTestedByItsValue() throws IOException {
        Set<String> tested = new HashSet<>();
        for (var test : ruleTests("promql_expr_test")) {
            if (!test.path("exp_samples").isEmpty()) {
                PromQl.selectors(test.path("expr").asText()).forEach(s -> tested.add(s.metric()));
            }
        }
        assertThat(tested).containsExactlyInAnyOrderElementsOf(Monitoring.names("record"));
    }

    private static List<JsonNode> ruleTests(String kind) throws IOException {
        List<JsonNode> tests = new ArrayList<>();
        Monitoring.yaml("dcs-books.rules.test.yml")
                .path("tests")
                .forEach(group -> group.path(kind).forEach(tests::add));
        return tests;
    }

    @Test
    void theReadmeTellsWhatToDoAboutEveryAlert() throws IOException {
        assertThat(Files.readAllLines(Monitoring.DIRECTORY.resolve("README.md")))
                .filteredOn(line -> line.startsWith("| `Dcs"))
                .extracting(line -> line.split("`")[1])
                .containsExactlyInAnyOrderElementsOf(Monitoring.names("alert"));
    }

    /** Of what Kubernetes tells the alerts select by the names in the manifests. */
    @Test
    void theAlertsNameWhatTheManifestsName() throws IOException {
        var expressions = String.join("\n", Monitoring.expressions());
        var names =
                Map.of(
                        "job_name=\"dcs-books-migration\"", "migration/run/job.yaml",
                        "container=\"wait-for-migration\"", "base/deployment.yaml",
                        "container=\"dcs-books\"", "base/deployment.yaml",
                        "deployment=\"dcs-books\"", "base/deployment.yaml");
        for (var name : names.entrySet()) {
            assertThat(expressions).contains(name.getKey());
            assertThat(Path.of("src/main/kubernetes", name.getValue()))
                    .content()
                    .containsPattern("name: " + name.getKey().split("\"")[1] + "\n");
        }
    }

    /** Below the interval of the scrapes Grafana would draw gaps. */
    @Test
    void everyPanelKnowsHowOftenIsScraped() throws IOException {
        for (var panel : Monitoring.dashboard().path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("interval").asText()).isEqualTo("30s");
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }
}
