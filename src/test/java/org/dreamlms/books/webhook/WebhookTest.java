package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.SignedEvent;
import org.junit.jupiter.api.Test;

/** Who may send events of DCS, and what operators see of them. */
@ExpectedLog(
        value = {"http.problem", "webhook.EventWorker", "replica"},
        possible = {"io.agroal.pool", "com.arjuna.ats.jta"})
@QuarkusTest
public class WebhookTest extends EventsTest {

    @Test
    void anEventOfDcsIsStoredAndAnswered() {
        send("book.updated", book)
                .statusCode(202)
                .body("status", equalTo("accepted"))
                .body("event_id", notNullValue());
        untilWorkedOff();
        assertThat(
                        count(
                                "status = 'success' AND book_id = "
                                        + book
                                        + " AND event_time IS NOT NULL"))
                .isEqualTo("1");
    }

    @Test
    void itAnswersUnderThePublicPathToo() {
        var event = SignedEvent.of("book.updated", book);
        given().contentType("application/json")
                .header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post(publicPath() + PATH + "/")
                .then()
                .statusCode(202);
        untilWorkedOff();
    }

    @Test
    void theSecretOfBeforeIsStillGood() {
        send(SignedEvent.of("book.updated", book, SignedEvent.OLD_SECRET)).statusCode(202);
        untilWorkedOff();
    }

    @Test
    void whatIsForgedTruncatedOrNotSignedIsRefusedAndLeavesNoTrace() {
        var good = SignedEvent.of("book.updated", book);
        var cut = Arrays.copyOf(good.body(), good.body().length - 1);
        send(SignedEvent.of("book.updated", book, "somebody-else's-secret")).statusCode(401);
        send(new SignedEvent(cut, good.signature())).statusCode(401);
        send(new SignedEvent(new byte[0], good.signature())).statusCode(401);
        send(new SignedEvent(good.body(), good.signature().substring(0, 20))).statusCode(401);
        send(new SignedEvent(good.body(), good.signature().replace("sha256=", ""))).statusCode(401);
        send(new SignedEvent(good.body(), "sha256=zz")).statusCode(401);
        given().contentType("application/json")
                .body(good.body())
                .post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("detail", equalTo("The signature is not that of the body"));
        assertThat(count("true")).isEqualTo("0");
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        var event = SignedEvent.of("\"" + "x".repeat(64 * 1024 - 1) + "\"", SignedEvent.SECRET);
        assertThat(event.body()).hasSize(64 * 1024 + 1);
        send(event).statusCode(413).contentType("application/problem+json");
        var unannounced =
                HttpRequest.newBuilder(hook)
                        .header(SignedEvent.HEADER, event.signature())
                        .POST(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(event.body())))
                        .build();
        var answer =
                HttpClient.newHttpClient()
                        .send(unannounced, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(count("true")).isEqualTo("0");
    }

    @Test
    void whatAnnouncesThatItIsTooLargeIsNotRead() throws Exception {
        for (var path : new String[] {PATH, PATH + "/", publicPath() + PATH}) {
            try (var socket = new Socket(hook.getHost(), hook.getPort())) {
                socket.setSoTimeout(180_000);
                var head =
                        "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
                                .formatted(path, 64 * 1024 + 1);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                // Not a byte of it was sent.
                var answer = new String(socket.getInputStream().readNBytes(12));
                assertThat(answer).isEqualTo("HTTP/1.1 413");
            }
        }
    }

    @Test
    void sixtyFourKilobytesAreNotTooLarge() {
        var start = "{\"event\":\"other.thing\",\"pad\":\"";
        var pad = "x".repeat(64 * 1024 - start.length() - 2);
        send(SignedEvent.of(start + pad + "\"}", SignedEvent.SECRET)).statusCode(200);
    }

    @Test
    void whatIsSignedButNoEventIs400() {
        for (var body :
                new String[] {
                    "{\"event\":",
                    "[]",
                    "\"text\"",
                    "null",
                    "{}",
                    "{\"event\":5}",
                    "{\"event\":\"book.updated\"}",
                    "{\"event\":\"book.updated\",\"data\":{\"id\":0}}",
                    "{\"event\":\"book.updated\",\"data\":{\"id\":2147483648}}",
                    "{\"event\":\"book.updated\",\"data\":{\"id\":\"4\"}}",
                    "{\"event\":\"book.updated\",\"data\":{\"id\":4}}{}",
                    "{\"event\":\"book.updated\",\"data\":{\"id\":4}}\0",
                    "{\"event\":\"book.updated\",\0\"data\":{\"id\":4}}",
                    "{\"event\":\"book.updated\",\"pad\":\"\0\",\"data\":{\"id\":4}}"
                }) {
            send(SignedEvent.of(body, SignedEvent.SECRET)).statusCode(400);
        }
        var latin1 = "{\"event\":\"ş\"}".getBytes(StandardCharsets.UTF_16);
        send(new SignedEvent(latin1, SignedEvent.sign(latin1, SignedEvent.SECRET))).statusCode(400);
        assertThat(count("true")).isEqualTo("0");
    }

    @Test
    void unknownEventsAreStoredAndIgnored() {
        send("processing.completed", book).statusCode(200).body("status", equalTo("ignored"));
        send(SignedEvent.of("{\"event\":\"a\\u0000b\",\"timestamp\":17}", SignedEvent.SECRET))
                .statusCode(200);
        assertThat(count("status = 'ignored'")).isEqualTo("2");
        assertThat(count("event_type = 'a?b'")).isEqualTo("1");
    }

    @Test
    void textsThatPostgresqlDoesNotTakeDoNoHarm() {
        for (var type : new String[] {"book.updated", "publisher.updated"}) {
            var body =
                    "{\"event\":\"%s\",\"timestamp\":\"+999999-01-01T00:00:00Z\",\"data\":{\"id\":%d,\"title\":\"a\\u0000b\\ud800\"}}"
                            .formatted(type, type.startsWith("book") ? book : 1);
            send(SignedEvent.of(body, SignedEvent.SECRET)).statusCode(202);
        }
        untilWorkedOff();
        assertThat(count("status = 'success'")).isEqualTo("2");
    }

    @Test
    void theSameBodyTwiceIsAppliedOnce() {
        var event = SignedEvent.of("book.updated", book);
        send(event).statusCode(202);
        send(event).statusCode(200).body("status", equalTo("duplicate"));
        untilWorkedOff();
        send(event).statusCode(200).body("status", equalTo("duplicate"));
        assertThat(count("true")).isEqualTo("1");
    }

    @Test
    void theSameBodyManyTimesAtOnceIsAppliedOnce() throws Exception {
        var event = SignedEvent.of("book.updated", book);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 16; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> send(event).extract().statusCode(), threads));
            }
            var accepted = 0;
            for (var answer : answers) {
                accepted += answer.get() == 202 ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(count("true")).isEqualTo("1");
        untilWorkedOff();
    }

    @Test
    void withoutTheDatabaseDcsIsToldToTryAgain() {
        rows.allowConnections(false);
        try {
            send("book.updated", book).statusCode(503).header("Retry-After", "5");
        } finally {
            rows.allowConnections(true);
        }
        untilHeard();
    }

    @Test
    void itIsAllCounted() {
        send("book.updated", book).statusCode(202);
        untilWorkedOff();
        send("nothing.we.know", 1).statusCode(200);
        send(new SignedEvent(new byte[0], "")).statusCode(401);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                given().get(metrics)
                                        .then()
                                        .body(
                                                containsString(
                                                        "dcs_events_total{status=\"received\",type=\"book.updated\"}"))
                                        .body(
                                                containsString(
                                                        "dcs_events_total{status=\"success\",type=\"book.updated\"}"))
                                        .body(
                                                containsString(
                                                        "dcs_events_total{status=\"ignored\",type=\"other\"}"))
                                        .body(
                                                containsString(
                                                        "dcs_events_total{status=\"refused\",type=\"other\"}"))
                                        .body(containsString("dcs_events_pending "))
                                        .body(containsString("dcs_events_failed "))
                                        .body(containsString("dcs_events_lag_seconds "))
                                        .body(
                                                containsString(
                                                        "invalidations_sent_total{subject=\"book\"}"))
                                        .body(
                                                containsString(
                                                        "invalidations_received_total{subject=\"book\"}"))
                                        .body(
                                                containsString(
                                                        "invalidation_listener_connected 1.0")));
    }

    @Test
    void healthTellsHowNewsGetHere() {
        var check =
                new JsonObject(given().get(health).asString())
                        .getJsonArray("checks").stream()
                                .map(JsonObject.class::cast)
                                .filter(c -> c.getString("name").equals("webhooks"))
                                .findFirst()
                                .orElseThrow();
        assertThat(check.getString("status")).isEqualTo("UP");
        var told = new JsonObject();
        told.put("state", "good").put("events", "accepted");
        told.put("replicas_heard", true).put("queue_worked_off", true);
        if (settings.webhook().publicUrl().isPresent()) {
            told.put("subscription", "ours");
        }
        assertThat(check.getJsonObject("data")).isEqualTo(told);
    }

    @Test
    void theQueueIsNotOnThePublicPort() {
        given().get("/q/dcs-events").then().statusCode(404);
        given().post("/q/dcs-events/replay").then().statusCode(404);
    }
}
