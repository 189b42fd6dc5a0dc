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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.http.answer.AnswerSender;
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
        } catch (IOException cut) {
            return true;
        }
    }

    /** A quarter of a megabyte, of the half that a body may have. */
    @Test
    void theBodiesOfACallerHaveTheirMemory() throws Exception {
        var request =
                "POST /books/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                                .formatted(token("bodies"))
                        + "Content-Type: application/json\r\nContent-Length: 400000\r\n\r\n"
                        + "[".repeat(265_000);
        try (var socket = open(request)) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5");
        }
        assertThat(post(token("bodies"), 100_000).statusCode()).isEqualTo(400);
    }

    private static Response post(String token, int bytes) {
        return given().header("Authorization", "Bearer " + token)
                .header("Connection", "close")
                .contentType("application/json")
                .body("[".repeat(bytes))
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
            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ").hasSizeLessThan(15_000_000);
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
        } catch (SocketException cut) {
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
        } catch (SocketException reset) {
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
