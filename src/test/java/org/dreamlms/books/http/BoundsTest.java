package org.dreamlms.books.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.http.answer.AnswerSender;
import org.dreamlms.books.http.input.RequestBodies;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** What a client can't make a replica hold. The service has twelve workers and little patience. */
@ExpectedLog({"http.answer.AnswerSender", "http.Connections"})
@QuarkusTest
@TestProfile(StrictSettings.class)
class BoundsTest extends RowsTest {

    private static final long YEAR_2100 = 4_102_444_800L;
    private static final String SIGNED =
            "POST /webhooks/dream-storage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "X-Webhook-Signature: sha256="
                    + "0".repeat(64)
                    + "\r\nContent-Length: 60000\r\n\r\n";

    @TestHTTPResource("/")
    URI service;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI readiness;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject AnswerSender answers;
    @Inject TestClock clock;
    @Inject RequestBodies bodies;

    @Test
    void aBodyThatDripsIsAnsweredAndItsConnectionClosed() throws Exception {
        try (var socket = open(SIGNED + "x")) {
            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void whoDripsABodyHoldsNoWorkerAndNoProbe() throws Exception {
        var dripping = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 30; i++) {
                dripping.add(open(SIGNED + "x"));
            }
            as("service", "/assignments").then().statusCode(200);
            as("fresh" + System.nanoTime(), "/books/4").then().statusCode(200);
            given().noFilters().get(readiness).then().statusCode(200);
            given().noFilters().get(metrics).then().statusCode(200);
            for (var socket : dripping) {
                assertThat(rest(socket)).startsWith("HTTP/1.1 408 ");
            }
        } finally {
            close(dripping);
        }
    }

    @Test
    void whatCanBeNoEventIsRefusedByItsHead() throws Exception {
        try (var unsigned = open(SIGNED.replaceAll("X-Web.*\r\n", ""));
                var halfSigned = open(SIGNED.replace("sha256=0", "sha256="));
                var text = open(SIGNED.replace("application/json", "text/plain"))) {
            assertThat(head(unsigned)).startsWith("HTTP/1.1 401 ");
            assertThat(head(halfSigned)).startsWith("HTTP/1.1 401 ");
            assertThat(head(text)).startsWith("HTTP/1.1 415 ");
        }
    }

    @Test
    void aHeadThatDripsIsCutOff() throws Exception {
        try (var socket = open("GET /books/4 HTTP/1.1\r\nX-Drip: ")) {
            assertThat(dripUntilCut(socket)).isTrue();
        }
    }

    @Test
    void aHeadHasAHundredFields() throws Exception {
        for (var count : List.of(101, 150, 4_000)) {
            try (var socket = open(fields(count) + "\r\n")) {
                assertThat(rest(socket)).startsWith("HTTP/1.1 431 ");
            }
        }
        try (var socket = open(fields(98) + "Connection: close\r\n\r\n")) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 401 ");
        }
        var first = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        try (var socket = open(first + fields(98) + "Connection: close\r\n\r\n")) {
            assertThat(rest(socket).split("HTTP/1.1 401 ", -1)).hasSize(3);
        }
    }

    /** Without its end, it would wait in memory. */
    @Test
    void aPartOfAHeadWithMoreFieldsIsNotWaitedFor() throws Exception {
        try (var socket = open(fields(4_000))) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 431 ");
        }
        try (var socket = open("GET / HTTP/1.1\r\nHost: x\r\n\r\n" + fields(4_000))) {
            assertThat(rest(socket)).contains("HTTP/1.1 431 ");
        }
    }

    private static String fields(int count) {
        return "GET /books/4 HTTP/1.1\r\nHost: x\r\n" + "a:\r\n".repeat(count - 1);
    }

    @Test
    void aTrailerOfManyFieldsIsCutOff() throws Exception {
        var chunked =
                "POST /books/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                .formatted(token("trailer"))
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\n{}\r\n0\r\n"
                        + "a:\r\n".repeat(4_000);
        try (var socket = open(chunked)) {
            assertThat(rest(socket)).isEmpty();
        }
    }

    @Test
    void whoSendsAPartOfAHeadAfterARequestIsCutOff() throws Exception {
        var first = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        clock.advance(Duration.ofMinutes(2));
        try (var log = LogLines.of(Connections.class.getName());
                var socket = open(first + "GET /books/4 HTTP/1.1\r\nHost:")) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 401 ");
            // And not because nothing more comes, which is a matter of the idle timeout.
            Awaitility.await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().contains("does not end the head");
        }
    }

    @Test
    void aBodyThatDripsAfterTheAnswerIsCutOff() throws Exception {
        try (var socket = open(SIGNED.replaceAll("X-Web.*\r\n", ""))) {
            assertThat(head(socket)).startsWith("HTTP/1.1 401 ");
            assertThat(dripUntilCut(socket)).isTrue();
        }
    }

    /** Each byte comes well within the time that a connection may be idle. */
    private static boolean dripUntilCut(Socket socket) throws InterruptedException {
        try {
            for (int i = 0; i < 150; i++) {
                socket.getOutputStream().write('x');
                Thread.sleep(200);
            }
            return false;
        } catch (IOException ignored) {
            return true;
        }
    }

    /** One after the other begins when the one before it is answered. */
    @Test
    void asManyRequestsAsMayWaitForTheFirstAreAnswered() throws Exception {
        clock.advance(Duration.ofHours(25));
        var requests = new StringBuilder();
        for (int i = 1; i <= ConnectionWatch.MAX_PIPELINED; i++) {
            var last = i == ConnectionWatch.MAX_PIPELINED ? "Connection: close\r\n" : "";
            requests.append(
                    "GET /books/4 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n"
                            .formatted(token("pipe" + i), last));
        }
        try (var socket = open(requests.toString())) {
            assertThat(rest(socket).split("HTTP/1.1 200 ", -1))
                    .hasSize(ConnectionWatch.MAX_PIPELINED + 1);
        }
    }

    /** A megabyte. */
    @Test
    void theBodiesOfACallerHaveTheirMemory() throws Exception {
        var request =
                "POST /books/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                .formatted(token("bodies"))
                        + "Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n"
                        + "[".repeat(600_000);
        try (var held = open(request)) {
            Awaitility.await().until(() -> bodies.held() >= 600_000);
            try (var second = open(request)) {
                assertThat(rest(second)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5");
            }
            assertThat(post(token("others"), 600_000).statusCode()).isEqualTo(400);
            assertThat(held.isClosed()).isFalse();
        }
        Awaitility.await().until(() -> bodies.held() == 0);
        assertThat(post(token("bodies"), 600_000).statusCode()).isEqualTo(400);
    }

    /** A thirty-second of what there is for all bodies. */
    @Test
    void bodiesThatMayBeEventsHaveLittle() throws Exception {
        var forged = SIGNED + " ".repeat(59_000);
        try (var first = open(forged);
                var second = open(forged)) {
            Awaitility.await().until(() -> bodies.held() >= 118_000);
            try (var third = open(forged)) {
                assertThat(rest(third)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5");
            }
            assertThat(post(token("others"), 100_000).statusCode()).isEqualTo(400);
            assertThat(List.of(first, second)).noneMatch(Socket::isClosed);
        }
        Awaitility.await().until(() -> bodies.held() == 0);
        for (int i = 0; i < 5; i++) {
            var body = "{\"event\":\"nothing.of.ours\",\"n\":%d,\"text\":\"%s\"}";
            var event = SignedEvent.of(body.formatted(i, "x".repeat(20_000)), SignedEvent.SECRET);
            given().noFilters()
                    .header("Connection", "close")
                    .header(SignedEvent.HEADER, event.signature())
                    .contentType("application/json")
                    .body(event.body())
                    .post("/webhooks/dream-storage")
                    .then()
                    .statusCode(200);
        }
    }

    private static Response post(String token, int bytes) {
        // Without filters: one of them writes the body in lines, each longer than the one before.
        return given().noFilters()
                .header("Authorization", "Bearer " + token)
                .header("Connection", "close")
                .contentType("application/json")
                .body(("x".repeat(bytes)).getBytes(StandardCharsets.US_ASCII))
                .post("/books/batch");
    }

    @Test
    void aListLeavesResourcesOutAndEndsAtAMegabyte() {
        for (int i = 0; i < 12; i++) {
            rows.run(
                    "UPDATE assignments SET resources = json_build_object('text', repeat('x',"
                            + " 200000)) WHERE id = ?",
                    rows.assignment(teacher, 4));
        }
        as("service", "/assignments?limit=100")
                .then()
                .statusCode(200)
                .body("items", hasSize(12))
                .body("items", everyItem(not(hasKey("resources"))))
                .body("truncated", equalTo(false));
        var page = as("service", "/assignments?limit=100&include=resources");
        page.then()
                .statusCode(200)
                .body("items", hasSize(5))
                .body("items", everyItem(hasKey("resources")))
                .body("truncated", equalTo(true))
                .body("has_more", equalTo(true))
                .body("total", equalTo(12));
        assertThat(page.asByteArray().length).isLessThan(1_100_000);
        as("service", "/assignments?limit=100&include=resources&skip=10")
                .then()
                .body("items", hasSize(2))
                .body("truncated", equalTo(false));
    }

    @Test
    void activitiesOfABookEndTheirConfigsAtSixteenMegabytes() {
        fillWithConfigs(20);
        var answer = as("service", "/books/4/activities");
        answer.then()
                .statusCode(200)
                .header("Dcs-Books-Truncated", "config_json")
                .body("", hasSize(20));
        assertThat(answer.asByteArray().length).isBetween(14_000_000, 17_000_000);
        assertThat(answer.header("ETag")).isNotNull();
        as("service", "/books/4/activities?include=none")
                .then()
                .header("Dcs-Books-Truncated", equalTo(null))
                .body("", everyItem(not(hasKey("config_json"))));
    }

    @Test
    void whoDoesNotReadAnAnswerIsCutOff() throws Exception {
        fillWithConfigs(15);
        var request =
                "GET /books/4/activities HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(token("deaf"));
        try (var socket = open(request)) {
            Awaitility.await().until(() -> answers.waiting() > 0);
            as("service", "/assignments").then().statusCode(200);
            Awaitility.await().until(() -> answers.waiting() == 0);
            assertThat(rest(socket)).hasSizeLessThan(15_000_000);
        }
    }

    private void fillWithConfigs(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            rows.run(
                    "UPDATE activities SET config_json = json_build_object('text', repeat('x',"
                            + " 1000000)) WHERE id = ?",
                    rows.activity(4, "circle", i));
        }
    }

    @Test
    void whoSendsRequestAfterRequestAndReadsNothingIsCutOff() throws Exception {
        var request =
                "GET /books/4 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(TestTokens.of("service"));
        var many = request.repeat(500).getBytes(StandardCharsets.US_ASCII);
        var sent = new AtomicInteger();
        try (var socket = open("")) {
            for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write(many);
                sent.incrementAndGet();
            }
        } catch (SocketException ignored) {
            // As it should be.
        }
        assertThat(sent.get()).isLessThan(1_000);
    }

    private static String token(String caller) {
        return TestTokens.of(caller, List.of("service"), YEAR_2100);
    }

    private static Response as(String caller, String path) {
        return get(token(caller), path);
    }

    private static Response get(String token, String path) {
        return given().header("Authorization", "Bearer " + token)
                .header("Connection", "close")
                .get(path);
    }

    private Socket open(String text) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()));
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
    }

    /** All that comes until the connection is closed. */
    private static String rest(Socket socket) throws IOException {
        var all = new StringBuilder();
        var bytes = new byte[64 * 1024];
        try {
            for (int n = 0; n >= 0; n = socket.getInputStream().read(bytes)) {
                all.append(new String(bytes, 0, n, StandardCharsets.US_ASCII));
            }
        } catch (SocketException ignored) {
            // What came before it counts.
        }
        return all.toString();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
