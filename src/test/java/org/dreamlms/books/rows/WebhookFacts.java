package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.standin.StandInFile;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of DCS: who may send them, how they survive, and what they bring about. */
abstract class WebhookFacts extends RowsTest {

    private static final Logger LOG = Logger.getLogger(WebhookFacts.class);
    private static final String PATH = "/webhooks/dream-storage";

    @Inject AgroalDataSource database;

    @TestHTTPResource(PATH)
    URI hook;

    @TestHTTPResource(value = "/dcs-events", management = true)
    URI events;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    private int book;

    @BeforeEach
    void aBook() {
        book = dcs.books().add("Before");
        new ConfigFile().module("M1").page(1).activity("circle", "One").of(book, dcs);
    }

    private static ValidatableResponse send(SignedEvent event) {
        return given().contentType("application/json")
                .header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post(PATH)
                .then();
    }

    private static ValidatableResponse send(String event, int id) {
        return send(SignedEvent.of(event, id));
    }

    private String titleAnswered() {
        return given().get("/books/" + book).then().statusCode(200).extract().path("title");
    }

    private String count(String condition) {
        return rows.text("SELECT count(*) FROM dcs_events WHERE " + condition);
    }

    private void until(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private void untilWorkedOff() {
        until(() -> count("status IN ('pending', 'processing', 'retrying')").equals("0"));
    }

    // Who may send

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
        given().header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post("/api/v1" + PATH + "/")
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
        given().body(good.body())
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

    // What events bring about

    @Test
    void anUpdatedBookIsAnsweredInItsNewForm() {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/books").then().statusCode(200);
        dcs.books().update(book, "book_title", "After");
        assertThat(titleAnswered()).isEqualTo("Before");
        send("book.updated", book).statusCode(202);
        until(() -> titleAnswered().equals("After"));
        until(
                () ->
                        !given().get("/books?search=After")
                                .then()
                                .statusCode(200)
                                .extract()
                                .path("total")
                                .equals(0));
        untilWorkedOff();
    }

    @Test
    void aNewUploadIsSeenThoughTheRowIsTheSame() {
        given().get("/books/" + book + "/pages/1/activities").then().body("title", hasItem("One"));
        new ConfigFile().module("M1").page(1).activity("circle", "New").of(book, dcs);
        send("book.updated", book).statusCode(202);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                given().get("/books/" + book + "/pages/1/activities")
                                        .then()
                                        .body("title", hasItem("New")));
        untilWorkedOff();
    }

    @Test
    void aBookThatWasNotThereIsFoundOnceItIsCreated() {
        var id = book + 1;
        given().get("/books/" + id).then().statusCode(404);
        assertThat(dcs.books().add("Just made")).isEqualTo(id);
        given().get("/books/" + id).then().statusCode(404);
        send("book.created", id).statusCode(202);
        until(() -> given().get("/books/" + id).statusCode() == 200);
        untilWorkedOff();
    }

    @Test
    void aPublishersNewsRefreshItsBooks() {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/publishers/1").then().statusCode(200);
        dcs.books().update(book, "book_title", "After");
        send("publisher.updated", 1).statusCode(202).body("status", equalTo("accepted"));
        until(() -> titleAnswered().equals("After"));
        assertThat(count("status = 'success' AND publisher_id = 1")).isEqualTo("1");
    }

    @Test
    void coversAndOtherFilesInMemoryAreLookedAtAnew() {
        var folder = dcs.folder(book).orElseThrow();
        dcs.files().put(folder + "/images/book_cover.png", StandInFile.of("old cover"));
        dcs.files().put(folder + "/images/p1.png", StandInFile.of("old page"));
        var cover = "/books/" + book + "/cover";
        var page = "/books/" + book + "/assets/images/p1.png";
        assertThat(given().get(cover).asString()).isEqualTo("old cover");
        assertThat(given().get(page).asString()).isEqualTo("old page");
        dcs.files().put(folder + "/images/book_cover.png", StandInFile.of("new cover"));
        dcs.files().put(folder + "/images/p1.png", StandInFile.of("new page"));
        assertThat(given().get(cover).asString()).isEqualTo("old cover");
        send("book.updated", book).statusCode(202);
        until(() -> given().get(cover).asString().equals("new cover"));
        until(() -> given().get(page).asString().equals("new page"));
        untilWorkedOff();
    }

    @Test
    void aPublisherIsAnsweredInItsNewForm() {
        given().get("/publishers/1").then().statusCode(200);
        var publisher = dcs.publishers().get(1).orElseThrow();
        dcs.publishers().put(publisher.put("display_name", "Another name"));
        send("publisher.updated", 1).statusCode(202);
        until(() -> "Another name".equals(given().get("/publishers/1").path("display_name")));
    }

    @Test
    void theActivitiesAreImported() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        given().get("/books/" + book + "/activities")
                .then()
                .body("title", hasItem("One"))
                .body("", hasSize(1));
    }

    @Test
    void anUpdateThatDropsAnActivityInUseLosesNothing() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        var activity =
                UUID.fromString(rows.text("SELECT id FROM activities WHERE dcs_book_id = ?", book));
        var assignment = rows.assignment(teacher, book, activity);
        new ConfigFile().module("M1").page(1).of(book, dcs);
        send("book.updated", book).statusCode(202);
        untilWorkedOff();
        given().get("/assignments/" + assignment)
                .then()
                .statusCode(200)
                .body("activities.id", hasItem(activity.toString()));
    }

    @Test
    void ofADeletedBookOnlyWhatIsInUseStays() {
        new ConfigFile()
                .module("M1")
                .page(1)
                .activity("circle", "Used")
                .activity("circle", "Free")
                .of(book, dcs);
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        var used =
                UUID.fromString(
                        rows.text(
                                "SELECT id FROM activities WHERE title = 'Used' AND dcs_book_id ="
                                        + " ?",
                                book));
        rows.assignment(teacher, book, used);
        dcs.delete(book);
        send("book.deleted", book).statusCode(202);
        untilWorkedOff();
        assertThat(
                        rows.text(
                                "SELECT string_agg(title, ',') FROM activities WHERE dcs_book_id = ?",
                                book))
                .isEqualTo("Used");
        until(() -> "archived".equals(given().get("/books/" + book).path("status")));
    }

    @Test
    void oldNewsOfADeletionDoNoHarmToABookThatIsBack() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        send("book.deleted", book).statusCode(202);
        untilWorkedOff();
        assertThat(rows.text("SELECT title FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("One");
    }

    // How events survive

    @Test
    void whatTheLmsCanReadIsInItsLogToo() {
        send("book.updated", book).statusCode(202);
        untilWorkedOff();
        assertThat(
                        rows.text(
                                "SELECT concat_ws(' ', event_type, book_id, status, retry_count,"
                                        + " payload_json->>'event') FROM webhook_event_logs"))
                .isEqualTo("book_updated " + book + " success 0 book.updated");
        send("publisher.updated", 1).statusCode(202);
        assertThat(rows.text("SELECT count(*) FROM webhook_event_logs")).isEqualTo("1");
        assertThat(count("true")).isEqualTo("2");
    }

    @Test
    void withoutTheLmsLogEventsAreProcessedAllTheSame() {
        rows.run("ALTER TABLE webhook_event_logs RENAME TO elsewhere");
        try {
            send("book.updated", book).statusCode(202);
            send("publisher.updated", 1).statusCode(202);
            untilWorkedOff();
            assertThat(count("status = 'success'")).isEqualTo("2");
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO webhook_event_logs");
        }
    }

    @Test
    void aLockOnTheLmsLogHoldsNobodyUp() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // Should somebody wait for it, this ends first, and the lock with it.
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = '10s'");
                statement.execute("LOCK TABLE webhook_event_logs");
                send("publisher.updated", 1).statusCode(202);
                statement.execute("SELECT 1");
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        assertThat(count("status = 'success'")).isEqualTo("1");
        assertThat(rows.text("SELECT count(*) FROM webhook_event_logs")).isEqualTo("0");
    }

    @Test
    void whatCannotBeProcessedIsTriedAgainGivenUpAndReplayed() {
        var file = dcs.folder(book).orElseThrow() + "/config.json";
        dcs.files().put(file, StandInFile.of("{"));
        send("book.updated", book).statusCode(202);
        until(() -> count("status = 'failed'").equals("1"));
        given().get(events)
                .then()
                .statusCode(200)
                .body("failed", equalTo(1))
                .body("pending", equalTo(0))
                .body("failed_events[0].event", equalTo("book.updated"))
                .body("failed_events[0].book_id", equalTo(book))
                .body("failed_events[0].attempts", equalTo(5))
                .body("failed_events[0].error", equalTo("config.json is invalid"));
        assertThat(
                        rows.text(
                                "SELECT concat_ws(' ', status, retry_count, error_message) FROM webhook_event_logs"))
                .isEqualTo("failed 4 config.json is invalid");
        new ConfigFile().module("M1").page(1).activity("circle", "Mended").of(book, dcs);
        int id = given().get(events).path("failed_events[0].id");
        given().post(events + "/" + id + "/replay")
                .then()
                .statusCode(200)
                .body("replayed", equalTo(1));
        until(() -> count("status = 'success'").equals("1"));
        given().post(events + "/" + id + "/replay").then().statusCode(404);
        given().post(events + "/replay").then().statusCode(200).body("replayed", equalTo(0));
        assertThat(rows.text("SELECT title FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("Mended");
        assertThat(rows.text("SELECT string_agg(status::text, ',') FROM webhook_event_logs"))
                .isEqualTo("success");
    }

    @Test
    void aBookWithoutFilesIsNoFailure() {
        dcs.files().remove(dcs.folder(book).orElseThrow() + "/config.json");
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        assertThat(
                        count(
                                "status = 'success' AND attempts = 5 AND error LIKE 'config.json not found%'"))
                .isEqualTo("1");
    }

    @Test
    void aBookThatDcsDoesNotHaveIsNoFailure() {
        send("book.updated", 999_999).statusCode(202);
        untilWorkedOff();
        assertThat(count("status = 'success' AND attempts = 1 AND error LIKE 'DCS does not have%'"))
                .isEqualTo("1");
    }

    /** What a replica leaves behind that dies between receipt and processing, or in the middle. */
    private void left(String status, int attempts, String next) {
        rows.run(
                "INSERT INTO dcs_events (body_hash, body, event_type, book_id, status, attempts,"
                        + " next_attempt_at) VALUES (decode(md5(random()::text), 'hex'), '{}',"
                        + " 'book.updated', ?, ?, ?, now() + cast(? AS interval))",
                book,
                status,
                attempts,
                next);
    }

    @Test
    void whatAnotherReplicaHasLeftIsTakenOver() {
        left("pending", 0, "0 s");
        left("retrying", 2, "-1 s");
        left("processing", 1, "-1 s");
        until(() -> count("status = 'success'").equals("3"));
        assertThat(rows.text("SELECT title FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("One");
    }

    @Test
    void whatAnotherReplicaIsAtIsLeftToIt() {
        left("processing", 1, "1 hour");
        left("pending", 0, "0 s");
        until(() -> count("status = 'success'").equals("1"));
        assertThat(count("status = 'processing'")).isEqualTo("1");
    }

    @Test
    void anEventThatEndsTheServiceEachTimeIsGivenUp() {
        left("processing", 5, "-1 s");
        until(() -> count("status = 'failed' AND error LIKE 'the service ended%'").equals("1"));
    }

    @Test
    void aLockedEventDoesNotKeepTheOthersWaiting() throws SQLException {
        left("pending", 0, "1 hour");
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT id FROM dcs_events FOR UPDATE");
                statement.execute("UPDATE dcs_events SET next_attempt_at = now()");
                send("book.updated", book).statusCode(202);
                until(() -> count("status = 'success'").equals("1"));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    // Floods, and what happens when nobody can be heard

    @Test
    void aThousandEventsNeitherEmptyMemoryNorHammerDcs() throws Exception {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/books").then().statusCode(200);
        dcs.resetCalls();
        dcs.books().update(book, "book_title", "After");
        var client = HttpClient.newHttpClient();
        var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        for (int i = 0; i < 1_000; i++) {
            var event = SignedEvent.of("book.updated", book);
            var request =
                    HttpRequest.newBuilder(hook)
                            .header(SignedEvent.HEADER, event.signature())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                            .build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
            if (i % 50 == 0) {
                given().get("/books/" + book)
                        .then()
                        .statusCode(200)
                        .header("Cache-Status", containsString("hit"));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
        }
        until(() -> titleAnswered().equals("After"));
        untilWorkedOff();
        assertThat(count("status = 'success'")).isEqualTo("1000");
        // A call for each event would be thousands: of the book for memory and for the import, of
        // the list, of config.json.
        LOG.infof("1,000 events of one book cost %d calls of DCS", dcs.calls());
        assertThat(dcs.calls()).isLessThan(700);
    }

    private void untilHeard() {
        until(
                () ->
                        given().get(metrics)
                                .asString()
                                .contains("invalidation_listener_connected 1.0"));
    }

    @Test
    void afterAGapEverythingIsLookedAtAnew() {
        assertThat(titleAnswered()).isEqualTo("Before");
        var listener =
                "FROM pg_stat_activity WHERE application_name = 'dcs-books listener' AND datname ="
                        + " current_database()";
        var before = rows.text("SELECT pid " + listener);
        // Nobody is told of this one.
        dcs.books().update(book, "book_title", "After");
        rows.text("SELECT pg_terminate_backend(pid) " + listener);
        until(() -> titleAnswered().equals("After"));
        assertThat(rows.text("SELECT pid " + listener)).isNotEqualTo(before);
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
        assertThat(check.getJsonObject("data"))
                .isEqualTo(
                        new JsonObject()
                                .put("state", "good")
                                .put("events", "accepted")
                                .put("replicas_heard", true)
                                .put("queue_worked_off", true));
    }

    @Test
    void theQueueIsNotOnThePublicPort() {
        given().get("/q/dcs-events").then().statusCode(404);
        given().post("/q/dcs-events/replay").then().statusCode(404);
    }
}
