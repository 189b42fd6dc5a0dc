package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.webhook.EventQueue.Ended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of events with nobody at work but the test. */
@ExpectedLog("webhook")
@QuarkusTest
class EventWorkerTest extends ServiceTest {

    @Inject EventWorker worker;
    @Inject EventQueue queue;
    @Inject EventMeters eventMeters;
    @Inject EventBacklog backlog;
    @Inject EventPurge purge;
    @Inject Scheduler scheduler;
    @Inject Settings settings;
    @Inject AgroalDataSource database;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @BeforeEach
    void nobodyElse() throws Exception {
        worker.stop(null);
        run("DELETE FROM dcs_books.dcs_events");
    }

    @AfterEach
    void everybody() throws Exception {
        run("DELETE FROM dcs_books.dcs_events");
        worker.start(null);
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection()) {
            Sql.run(connection, sql);
        }
    }

    private String text(String sql) throws SQLException {
        try (var connection = database.getConnection()) {
            return Sql.first(connection, row -> row.getString(1), sql).orElse(null);
        }
    }

    /**
     * Events of book 4 that came, and have been due since, some seconds ago, with these attempts.
     */
    private void left(String status, int secondsAgo, int... attempts) throws SQLException {
        for (var tries : attempts) {
            run(
                    "INSERT INTO dcs_books.dcs_events (body_hash, body, event_type, book_id, status, attempts,"
                            + " received_at, next_attempt_at) SELECT decode(md5(random()::text), 'hex'),"
                            + " '{}', 'book.updated', 4, '%s', %d, at, at FROM (SELECT now() - %d *"
                                    .formatted(status, tries, secondsAgo)
                            + " interval '1 s' AS at) came");
        }
    }

    private String rows() throws SQLException {
        return text(
                "SELECT string_agg(concat_ws(' ', status, attempts), ', ' ORDER BY attempts) FROM"
                        + " dcs_books.dcs_events");
    }

    private EventProcessing processing(EventProcessing.Importer importer) {
        return new EventProcessing(queue, eventMeters, importer);
    }

    @Test
    void evenAnErrorIsAReasonToTryAgain() throws Exception {
        left("pending", 0, 0);
        processing(
                        (book, deleted) -> {
                            throw new NoClassDefFoundError("gone");
                        })
                .process(queue.claim().orElseThrow());
        assertThat(rows()).isEqualTo("retrying 1");
        assertThat(text("SELECT error FROM dcs_books.dcs_events"))
                .contains("NoClassDefFoundError: gone");
    }

    @Test
    void theWorkerOutlivesErrors() throws Exception {
        var looks = new AtomicInteger();
        var broken =
                new EventQueue(null, settings) {
                    @Override
                    Optional<Claim> claim() {
                        looks.incrementAndGet();
                        throw new NoClassDefFoundError("on purpose");
                    }
                };
        var other = new EventWorker(broken, null, settings);
        other.start(null);
        try {
            Awaitility.await().until(() -> looks.get() >= 3);
            assertThat(other.alive()).isTrue();
        } finally {
            other.stop(null);
        }
        assertThat(other.alive()).isFalse();
    }

    @Test
    void whatIsMissingIsWaitedForByEachEventByItself() throws Exception {
        left("pending", 0, 0, 4);
        dcs.files().remove(dcs.folder(4).orElseThrow() + "/config.json");
        worker.start(null);
        // The one that has been tried once has four tries left, whatever the other had.
        Awaitility.await()
                .untilAsserted(() -> assertThat(rows()).isEqualTo("success 5, success 5"));
    }

    @Test
    void aStoppedServiceClaimsNothing() throws Exception {
        left("pending", 0, 0);
        worker.workOff();
        assertThat(rows()).isEqualTo("pending 0");
    }

    @Test
    void whoIsTooLateDoesNotEndWhatAnotherHasTakenOver() throws Exception {
        left("pending", 0, 0);
        var first = queue.claim().orElseThrow();
        run("UPDATE dcs_books.dcs_events SET next_attempt_at = now()");
        var second = queue.claim().orElseThrow();
        assertThat(queue.failed(first, "late")).isEmpty();
        assertThat(queue.succeeded(first, null)).isEmpty();
        assertThat(rows()).isEqualTo("processing 2");
        assertThat(queue.succeeded(second, null))
                .extracting(Ended::status)
                .isEqualTo(List.of("success"));
    }

    @Test
    void withoutAWorkerTheLagGrowsAndHealthTells() throws Exception {
        left("pending", 400, 0);
        assertThat(scheduler.getScheduledJob("dcs-events-backlog")).isNotNull();
        backlog.look();
        assertThat(meters.get("dcs.events.lag").gauge().value()).isGreaterThan(399);
        assertThat(meters.get("dcs.events.pending").gauge().value()).isEqualTo(1);
        given().get(health)
                .then()
                .statusCode(200)
                .body(containsString("\"queue_worked_off\": false"))
                .body(containsString("degraded"));
        worker.start(null);
        given().get(health).then().body(not(containsString("\"queue_worked_off\": false")));
    }

    @Test
    void onlyWhatHasEndedLongAgoIsPurged() throws Exception {
        var old = 31 * 24 * 60 * 60;
        left("success", old, 11);
        left("ignored", old, 12);
        left("failed", old, 13);
        run("UPDATE dcs_books.dcs_events SET processed_at = received_at");
        left("failed", old, 16);
        run("UPDATE dcs_books.dcs_events SET processed_at = now() WHERE attempts = 16");
        left("pending", old, 14);
        left("success", 60, 15);
        purge.purge();
        assertThat(rows()).isEqualTo("pending 14, success 15, failed 16");
    }

    private void many(int events) throws SQLException {
        run(
                "INSERT INTO dcs_books.dcs_events (body_hash, body, event_type, book_id, status)"
                        + " SELECT decode(md5(i::text), 'hex'), '{}', 'book.updated', 4, 'pending'"
                        + " FROM generate_series(1, %d) i".formatted(events));
    }

    @Test
    void aClaimHasABoundAndTheRestIsClaimedAfterIt() throws Exception {
        many(EventQueue.MAX_CLAIM + 1);
        var imports = new AtomicInteger();
        var processing =
                processing(
                        (book, deleted) -> {
                            imports.incrementAndGet();
                            return Optional.empty();
                        });
        for (var claim = queue.claim(); claim.isPresent(); claim = queue.claim()) {
            assertThat(claim.get().events()).hasSizeLessThanOrEqualTo(EventQueue.MAX_CLAIM);
            processing.process(claim.get());
        }
        assertThat(imports).hasValue(2);
        assertThat(text("SELECT count(*) FROM dcs_books.dcs_events WHERE status = 'success'"))
                .isEqualTo(String.valueOf(EventQueue.MAX_CLAIM + 1));
    }

    @Test
    void howeverManyEventsFailTheLogHasALineOfEachKind() throws Exception {
        many(50);
        // Nor can they be written to the LMS's log.
        run("ALTER TABLE webhook_event_logs ADD CONSTRAINT none CHECK (false) NOT VALID");
        try (var log = LogLines.of(EventProcessing.class.getPackageName())) {
            for (int i = 0; i < EventQueue.MAX_TRIES; i++) {
                run("UPDATE dcs_books.dcs_events SET next_attempt_at = now()");
                processing(
                                (book, deleted) -> {
                                    throw new SQLException("on purpose", "23502");
                                })
                        .process(queue.claim().orElseThrow());
            }
            assertThat(rows()).startsWith("failed 5, failed 5");
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(3);
        } finally {
            run("ALTER TABLE webhook_event_logs DROP CONSTRAINT none");
        }
    }
}
