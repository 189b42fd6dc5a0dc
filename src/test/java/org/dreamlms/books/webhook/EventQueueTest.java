package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** How events of DCS survive what goes wrong. */
@ExpectedLog({"webhook", "page"})
@QuarkusTest
public class EventQueueTest extends EventsTest {

    @Inject EventBacklog backlog;
    @Inject MeterRegistry meters;

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
                "INSERT INTO dcs_books.dcs_events (body_hash, body, event_type, book_id, status, attempts,"
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

    private double lag() {
        backlog.look();
        return meters.get("dcs.events.lag").gauge().value();
    }

    @Test
    void anEventThatIsToBeTriedLaterIsNotLate() {
        left("retrying", 4, "20 minutes");
        left("processing", 1, "20 minutes");
        rows.run("UPDATE dcs_books.dcs_events SET received_at = now() - interval '1 hour'");
        assertThat(lag()).isZero();
    }

    @Test
    void anEventIsLateByTheTimeSinceItIsDue() throws SQLException {
        left("retrying", 4, "1 second");
        rows.run("UPDATE dcs_books.dcs_events SET received_at = now() - interval '1 hour'");
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // Nobody takes it up when it is due.
                statement.execute("SELECT id FROM dcs_books.dcs_events FOR UPDATE");
                until(() -> lag() > 0);
                assertThat(lag()).isLessThan(3_000);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    @Test
    void aLockedEventDoesNotKeepTheOthersWaiting() throws SQLException {
        left("pending", 0, "1 hour");
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT id FROM dcs_books.dcs_events FOR UPDATE");
                statement.execute("UPDATE dcs_books.dcs_events SET next_attempt_at = now()");
                send("book.updated", book).statusCode(202);
                until(() -> count("status = 'success'").equals("1"));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
