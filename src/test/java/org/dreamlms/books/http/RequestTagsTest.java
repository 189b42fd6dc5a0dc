package org.dreamlms.books.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.dreamlms.books.RestRoutes;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.TestTokens;
import org.junit.jupiter.api.Test;

/** Nobody makes time series by what they ask for. */
@QuarkusTest
class RequestTagsTest extends ServiceTest {

    @TestHTTPResource URI service;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void theRoutesOfRestAreKnown() {
        var declared = RestRoutes.all().stream().map(r -> r.replaceAll(":[^}]*}", "}")).toList();
        assertThat(RequestTags.routes())
                .hasSizeGreaterThan(30)
                .contains("/books/{id}", "/books/{id}/assets/{path}", "/webhooks/dream-storage")
                .isSubsetOf(declared);
    }

    @Test
    void whatIsAnsweredBeforeRestHasTheNameOfItsRoute() throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(status("GET /books/4 HTTP/1.1", authorized())).isEqualTo(200);
            assertThat(status("GET /books/4/cover HTTP/1.1", authorized())).isEqualTo(200);
            assertThat(status("POST /webhooks/dream-storage HTTP/1.1", "Content-Length: 0"))
                    .isEqualTo(401);
        }
        untilCounted("GET", "/books/{id}", "200");
        untilCounted("GET", "/books/{id}/cover", "200");
        untilCounted("POST", "/webhooks/dream-storage", "401");
    }

    @Test
    void anInventedMethodIsOneOfTheOthers() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(status("INVENTED" + i + " /books/4 HTTP/1.1", authorized())).isEqualTo(405);
            assertThat(status("INVENTED" + i + " /assignments HTTP/1.1")).isEqualTo(401);
        }
        untilCounted("OTHER", "/{refused}", "405");
        untilCounted("OTHER", "/{refused}", "401");
        assertThat(scrape()).doesNotContain("INVENTED");
    }

    @Test
    void anInventedPathIsOneOfTheRefused() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(status("POST /invented/" + i + " HTTP/1.1", "Content-Length: 999999999"))
                    .isEqualTo(413);
            assertThat(status("GET /invented/" + i + " HTTP/1.1")).isEqualTo(401);
            assertThat(status("GET /invented/" + i + " HTTP/1.1", authorized())).isEqualTo(404);
            assertThat(status("GET /books/invented" + i + "/assets/../a HTTP/1.1")).isEqualTo(400);
            assertThat(status("GET /books/4/assets/invented" + i + "%zz HTTP/1.1")).isEqualTo(400);
            assertThat(status("GET invented" + i + " HTTP/1.1", authorized())).isEqualTo(404);
        }
        untilCounted("POST", "/{refused}", "413");
        untilCounted("GET", "/{refused}", "401");
        untilCounted("GET", "/{refused}", "404");
        untilCounted("GET", "/{refused}", "400");
        assertThat(scrape()).doesNotContain("invented");
    }

    @Test
    void whoGoesBeforeTheAnswerLeavesNoPathEither() throws IOException {
        for (int i = 0; i < 20; i++) {
            // Its token is looked at on another thread: time enough to go.
            try (var socket = new Socket(service.getHost(), service.getPort())) {
                var request =
                        "GET /gone/%d HTTP/1.1\r\nHost: test\r\n%s%d\r\n\r\n"
                                .formatted(i, "Authorization: Bearer of.no.body", i);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(true, 0);
            }
        }
        assertThat(status("GET /gone/last HTTP/1.1")).isEqualTo(401);
        assertThat(scrape()).doesNotContain("/gone");
    }

    private void untilCounted(String method, String uri, String status) {
        Awaitility.await()
                .until(
                        () ->
                                meters
                                        .find("http.server.requests")
                                        .tags("method", method, "uri", uri, "status", status)
                                        .timers()
                                        .stream()
                                        .anyMatch(timer -> timer.count() >= 3));
    }

    private String scrape() {
        return given().get(metrics).asString();
    }

    private static String authorized() {
        return "Authorization: Bearer " + TestTokens.of("admin");
    }

    private int status(String line, String... headers) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(180_000);
            var request = line + "\r\nHost: test\r\n" + String.join("\r\n", headers);
            request += headers.length == 0 ? "\r\n" : "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var start = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return Integer.parseInt(start.substring(9));
        }
    }
}
