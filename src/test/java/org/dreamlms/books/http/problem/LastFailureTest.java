package org.dreamlms.books.http.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.Test;

/** What breaks outside of the resources is a problem, and its query is not in the log. */
@ExpectedLog("http.problem")
@QuarkusTest
class LastFailureTest extends ServiceTest {

    private static final String BREAK = "X-Break";

    @TestHTTPResource("/")
    URI service;

    /** Breaks where the header says so. */
    @ApplicationScoped
    public static class Breaking {

        void register(@Observes Filters filters) {
            filters.register(Breaking::check, 400);
        }

        private static void check(RoutingContext routing) {
            var how = routing.request().getHeader(BREAK);
            if (how == null) {
                routing.next();
            } else if (how.equals("throw")) {
                throw new IllegalStateException("broken for a test");
            } else if (how.equals("broken")) {
                routing.fail(new IOException("Connection reset"));
            } else {
                routing.fail(Integer.parseInt(how));
            }
        }
    }

    @Test
    void itIsAProblemAndTheLogHasThePathOnly() {
        try (var log = LogLines.of("org.dreamlms.books.http.problem")) {
            given().header(BREAK, "throw")
                    .get("/books/4/cover?token=the-secret-token")
                    .then()
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("detail", is("Something went wrong on our side"))
                    .body("instance", is("/books/4/cover"));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("failed") && line.contains("/books/4/cover"))
                    .noneMatch(line -> line.contains("the-secret-token"));
        }
    }

    @Test
    void oneKindOfFailureIsOneStackTraceAMinute() {
        clock.advance(Duration.ofMinutes(2));
        try (var log = LogLines.of("org.dreamlms.books.http.problem")) {
            for (int i = 0; i < 20; i++) {
                given().header(BREAK, "throw").get("/books/4").then().statusCode(500);
            }
            given().header(BREAK, "broken").get("/books/4").then().statusCode(500);
            given().header(BREAK, "501").get("/books/4").then().statusCode(501);
            clock.advance(Duration.ofMinutes(2));
            given().header(BREAK, "throw").get("/books/4").then().statusCode(500);
            assertThat(log.lines()).hasSize(4);
            assertThat(log.lines().get(0)).contains("failed: 500", "\tat ");
            assertThat(log.lines().get(1)).contains("broke off").doesNotContain("\tat ");
            assertThat(log.lines().get(2)).contains("failed: 501");
            assertThat(log.lines().get(3)).contains("… and 19 more");
        }
    }

    @Test
    void whatAClientSendsIsOneWarningWithoutAStackTrace() throws Exception {
        try (var log = LogLines.of("org.dreamlms.books.http.problem")) {
            for (var request : new String[] {"GET /books/4", "GET ?x", "POST /books/batch"}) {
                for (int i = 0; i < 20; i++) {
                    try (var socket = new Socket(service.getHost(), service.getPort())) {
                        socket.setSoTimeout(20_000);
                        var head = request + " HTTP/1.1\r\n\r\n";
                        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                        var answer = new String(socket.getInputStream().readNBytes(13));
                        assertThat(answer).isEqualTo("HTTP/1.1 400 ");
                    }
                }
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("failed") || line.contains("is refused"))
                    .hasSizeLessThan(2)
                    .noneMatch(line -> line.contains("\tat "));
        }
    }

    @Test
    void aStatusThatAHandlerFailsWithIsAProblem() {
        given().header(BREAK, "413")
                .get("/books/4")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }
}
