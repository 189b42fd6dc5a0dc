package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dreamlms.books.ops.Monitoring;
import org.dreamlms.books.ops.PromQl;
import org.dreamlms.books.ops.Scrape;
import org.dreamlms.books.rows.LmsToken;
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

    /** Only what starts as production does can show these. */
    private static void takesWhatIsSentToTheByte(PackagedService service) throws Exception {
        var token =
                LmsToken.make(
                        UUID.randomUUID().toString(), 600, PackagedService.SECRET_KEY, "HS256");
        var client = HttpClient.newHttpClient();
        var request =
                HttpRequest.newBuilder(service.uri("/books/4"))
                        .header("Authorization", "Bearer " + token)
                        .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body())
                .as("the key with which the LMS signs")
                .contains("nobody knows its user");
        for (var method : List.of("GET", "OPTIONS")) {
            assertThat(raw(service, method + " /books/4", "Origin: https://other.example.org"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("application/problem+json", "Pages of this origin");
        }
        assertThat(raw(service, "GET /books/4", "Origin: https://lms.example.org"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw(service, "GET /books?search=[%|&limit=1", "X: y"))
                .startsWith("HTTP/1.1 200 ");
    }

    private static String raw(PackagedService service, String start, String field)
            throws Exception {
        try (var socket = new Socket("localhost", service.uri("/").getPort())) {
            socket.setSoTimeout(180_000);
            var text =
                    start
                            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + field
                            + "\r\nAuthorization: Bearer "
                            + TestTokens.of("admin")
                            + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatNeedsNoTrafficIsThereFromTheStart() throws Exception {
        try (var postgres = EmbeddedPostgres.start();
                var dcs = StandInDcs.start(0);
                var service =
                        PackagedService.start(
                                temp.resolve("log"),
                                dcs,
                                postgres,
                                Map.of(
                                        "QUARKUS_HTTP_CORS_ENABLED",
                                        "true",
                                        "QUARKUS_HTTP_CORS_ORIGINS",
                                        "https://lms.example.org"))) {
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
            takesWhatIsSentToTheByte(service);
        }
    }
}
