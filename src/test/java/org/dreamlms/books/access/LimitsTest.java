package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.file.RawHttp;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller can't have: too much, too often, for too long. */
@ExpectedLog("access.token.Tokens")
@QuarkusTest
@TestProfile(StrictSettings.class)
class LimitsTest extends RowsTest {

    @TestHTTPResource("/")
    URI service;

    @Inject TestClock clock;

    /** What another test has spent is there again. */
    @BeforeEach
    void twoMinutesLater() {
        clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void whoAsksTooOftenHasToWait() {
        var token = LmsToken.of(admin);
        for (int i = 0; i < 5; i++) {
            assertEquals(200, status(token, "/books/4"));
        }
        given().header("Authorization", "Bearer " + token)
                .get("/assignments")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"))
                .body("status", equalTo(429))
                .body("retry_after", equalTo(1));
        assertEquals(200, status(LmsToken.of(teacherUser), "/books"), "others don't");
        // A second token is no second caller.
        assertEquals(
                429,
                status(
                        LmsToken.make(admin.toString(), 700, LmsToken.SECRET_KEY, "HS256"),
                        "/books/4"));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(200, status(token, "/books/4"));
        assertEquals(429, status(token, "/books/4"));
    }

    @Test
    void whoIsRefusedIsCountedToo() {
        rows.run("UPDATE \"user\" SET is_active = false WHERE id = ?", admin);
        var token = LmsToken.of(admin);
        for (int i = 0; i < 5; i++) {
            assertEquals(403, status(token, "/books/4"));
        }
        assertEquals(429, status(token, "/books/4"));
    }

    @Test
    void anAddressMayFailTenTimesAtOnceAndDoesNotStopOthers() {
        clock.advance(Duration.ofMinutes(2));
        for (int i = 0; i < 10; i++) {
            assertEquals(401, status("nonsense" + i, "/books/4"));
        }
        given().noFilters()
                .header("Authorization", "Bearer more-nonsense")
                .get("/books/4")
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("1"));
        given().noFilters().get("/books/4").then().statusCode(429);
        assertEquals(200, status(TestTokens.of("service"), "/books/4"), "who is somebody");
        clock.advance(Duration.ofSeconds(1));
        assertEquals(401, status("nonsense", "/books/4"));
        clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void logosWithoutATokenAreCountedByAddress() {
        clock.advance(Duration.ofMinutes(2));
        for (int i = 0; i < 10; i++) {
            given().noFilters().get("/publishers/1/logo").then().statusCode(200);
        }
        given().noFilters()
                .get("/publishers/1/logo")
                .then()
                .statusCode(429)
                .body("retry_after", equalTo(1));
        clock.advance(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}"})
    void tokensOfOddTypesAreCountedByAddress(String algorithm) {
        clock.advance(Duration.ofMinutes(2));
        var header =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                "{\"alg\":%s}"
                                        .formatted(algorithm)
                                        .getBytes(StandardCharsets.US_ASCII));
        try (var log = LogLines.of("org.dreamlms.books.access")) {
            for (int i = 0; i < 10; i++) {
                assertEquals(401, status(header + ".e30.A" + "AQgw".charAt(i % 4), "/books/4"));
            }
            assertEquals(429, status(header + ".e30.AA", "/books/4"));
            assertTrue(log.lines().size() <= 1, "one line a minute");
        }
        clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void aGoodTokenSpeltOtherwiseIsNoToken() {
        clock.advance(Duration.ofMinutes(2));
        var token = LmsToken.of(teacherUser);
        assertEquals(401, status(token + "=", "/books/4"));
        assertEquals(401, status(token.replace(".", ". "), "/books/4"));
        assertEquals(401, status(token + "%", "/books/4"));
        assertEquals(200, status(" " + token, "/books"), "blanks after the scheme are none of it");
        clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void forgedEventsAreCountedByAddress() {
        clock.advance(Duration.ofMinutes(2));
        var forged = SignedEvent.of("book.updated", 4, "somebody-else's-secret");
        for (int i = 0; i < 10; i++) {
            send(forged).statusCode(401);
        }
        send(forged)
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"));
        send(SignedEvent.of("nothing.we.know", 1)).statusCode(200);
        clock.advance(Duration.ofMinutes(2));
    }

    private static ValidatableResponse send(SignedEvent event) {
        return once().contentType("application/json")
                .header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post("/webhooks/dream-storage")
                .then();
    }

    @Test
    void signedLinksAreCountedByAddress() {
        clock.advance(Duration.ofMinutes(2));
        var url =
                given().header("Authorization", "Bearer " + TestTokens.of("service"))
                        .contentType("application/json")
                        .body(Map.of("paths", List.of("cover")))
                        .post("/books/4/links")
                        .jsonPath()
                        .getString("links[0].url");
        for (int i = 0; i < 10; i++) {
            assertEquals(200, linked(url));
        }
        assertEquals(429, linked(url));
        clock.advance(Duration.ofMinutes(2));
    }

    private static int linked(String url) {
        return given().noFilters().urlEncodingEnabled(false).get(url).statusCode();
    }

    @Test
    void aServiceStandsForMany() {
        var token = TestTokens.of("service");
        for (int i = 0; i < 20; i++) {
            assertEquals(200, status(token, "/books/4"));
        }
    }

    @Test
    void theTokenInTheQueryCanBeTurnedOff() {
        given().noFilters()
                .get("/books/4/cover?token=" + TestTokens.of("service"))
                .then()
                .statusCode(401);
    }

    @Test
    void headersHaveTheirLimit() throws IOException {
        assertEquals(
                "431",
                raw("GET /books/4 HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(17_000) + "\r\n\r\n"));
        assertEquals("414", raw("GET /books/4?" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n"));
    }

    @ExpectedLog(possible = "http.Connections")
    @Test
    void whoSaysNothingIsCutOff() throws IOException {
        assertEquals("", raw(""));
        assertEquals("", raw("GET /books/4 HTTP/1.1\r\nHost:"));
    }

    @Test
    void connectionsHaveTheirLimit() throws IOException {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 90; i++) {
                var socket = new Socket(service.getHost(), service.getPort());
                open.add(socket);
                socket.setSoTimeout(RawHttp.NEVER_MILLIS);
                // Whoever says nothing at all is not counted, and is cut off soon.
                ask(socket);
            }
            int refused = 0;
            for (var socket : open) {
                refused += isRefused(socket) ? 1 : 0;
            }
            assertTrue(refused > 0, "all 90 were let in");
        } finally {
            for (var socket : open) {
                socket.close();
            }
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> status(TestTokens.of("service"), "/books/4") == 200);
        }
    }

    private static void ask(Socket socket) throws IOException {
        try {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            // Refused already, which is seen when it is read.
        }
    }

    private static boolean isRefused(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void answersCarrySecurityHeadersAndOthersOriginsGetNothing() {
        for (var path : List.of("/books/4", "/books/999", "/nothing")) {
            var answer =
                    given().header("Authorization", "Bearer " + TestTokens.of("service"))
                            .header("Origin", "https://elsewhere.example")
                            .get(path);
            assertEquals(List.of("nosniff"), answer.headers().getValues("X-Content-Type-Options"));
            assertEquals(List.of("no-referrer"), answer.headers().getValues("Referrer-Policy"));
            assertNull(answer.header("Access-Control-Allow-Origin"));
        }
        given().noFilters()
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .options("/books/4")
                .then()
                .statusCode(greaterThan(399));
    }

    /** A request that leaves no connection behind: there may be 60, and they are kept for 20 s. */
    private static RequestSpecification once() {
        return given().header("Connection", "close");
    }

    private static int status(String token, String path) {
        return once().header("Authorization", "Bearer " + token).get(path).statusCode();
    }

    /** The status; nothing when the connection was closed without one. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(RawHttp.NEVER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)
                    .replaceFirst("HTTP/\\S+ ", "");
        }
    }
}
