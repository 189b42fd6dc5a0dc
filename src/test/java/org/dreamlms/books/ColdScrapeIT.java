package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.dreamlms.books.ops.Monitoring;
import org.dreamlms.books.ops.PromQl;
import org.dreamlms.books.ops.Scrape;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that nobody has asked anything yet already has the series that dashboard and alerts
 * use: what comes to life later has no zero before its first event, and its rate misses that one.
 */
class ColdScrapeIT {

    /** Routes that were asked for; and what only a JVM knows, after a collection of garbage. */
    private static final Pattern LATER =
            Pattern.compile("http_server_requests_.*|jvm_memory_usage_after_gc");

    @TempDir Path temp;

    @Test
    void whatNeedsNoTrafficIsThereFromTheStart() throws Exception {
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0);
                var service = PackagedService.start(temp.resolve("log"), dcs, postgres)) {
            var request = HttpRequest.newBuilder(service.managementUri("/q/metrics")).build();
            var text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
            var used =
                    Monitoring.used().stream()
                            .filter(selector -> !LATER.matcher(selector.metric()).matches())
                            .toList();
            assertThat(used).hasSizeGreaterThan(30);
            assertThat(new Scrape(text).missing(used, PromQl.Matcher::positive))
                    .as("not in a fresh scrape")
                    .isEmpty();
        }
    }
}
