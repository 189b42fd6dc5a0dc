package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.dreamlms.books.book.BookMemory;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows whose book DCS does not know are found. */
@QuarkusTest
class ReferenceAuditTest extends RowsTest {

    @Inject AgroalDataSource database;
    @Inject MeterRegistry meters;

    private final AtomicReference<String> holder = new AtomicReference<>();

    @TestHTTPResource(value = "/reference-audit?fresh=true", management = true)
    URI fresh;

    @TestHTTPResource(value = "/reference-audit", management = true)
    URI last;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @BeforeEach
    void references() {
        rows.activity(4, "circle", 0);
        rows.activity(999, "circle", 0);
        rows.assignment(teacher, 999);
        rows.bookAssignment(888, school, null, admin);
        rows.assignment(teacher, 7);
    }

    @Test
    void theReportNamesTheBooksAndCountsTheRows() {
        get(fresh)
                .statusCode(200)
                .body("references", equalTo(5))
                .body("books", equalTo(4))
                .body("missing_references", equalTo(3))
                .body("missing.book_id", contains(888, 999))
                .body("missing.activities", contains(0, 1))
                .body("missing.assignments", contains(0, 1))
                .body("missing.book_assignments", contains(1, 0))
                .body("unknown_books", equalTo(0))
                .body("checked_at", notNullValue());
        get(metrics)
                .body(containsString("books_missing_references 3.0"))
                .body(containsString("books_unjudged_references 0.0"))
                .body(matchesPattern("(?s).*\nbooks_reference_audit_timestamp_seconds [1-9].*"));
    }

    @Test
    void aRowWithAnIdThatDcsCanNotHaveIsMissing() {
        rows.activity(0, "circle", 0);
        get(fresh).statusCode(200).body("missing.book_id", contains(0, 888, 999));
    }

    /** The LMS makes assignments of AI content without a book. */
    @Test
    void anAssignmentOfNoBookMissesNone() {
        rows.assignment(teacher, 0);
        get(fresh).statusCode(200).body("missing.book_id", contains(888, 999));
    }

    @Test
    void theBooksAreAskedForAHundredAtATimeAndAreNobodysReads() {
        rows.run(
                "INSERT INTO assignments (id, teacher_id, dcs_book_id, name, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), cast(? AS uuid), n, 'Homework', now(), now()"
                        + " FROM generate_series(1001, 1300) n",
                teacher);
        dcs.books().addMany(1400);
        var held = new ConcurrentLinkedQueue<Runnable>();
        dcs.faults()
                .always(
                        "batch",
                        (request, vertx, answer) ->
                                held.add(() -> vertx.runOnContext(run -> answer.run())));
        var reads = reads();
        var report = CompletableFuture.supplyAsync(() -> get(fresh));
        for (int batches = 1; batches <= 4; batches++) {
            var arrived = batches;
            Awaitility.await().until(() -> dcs.calls("batch") == arrived && !held.isEmpty());
            assertEquals(1, held.size(), "batches at a time");
            held.remove().run();
        }
        report.join().statusCode(200).body("books", equalTo(304));
        assertEquals(reads, reads());
    }

    private double reads() {
        return meters.find("dcs.books.cache.reads").tag("cache", "books").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void ofManyMissingBooksTheFirstThousandAreNamedAndAllAreCounted() {
        rows.run(
                "INSERT INTO assignments (id, teacher_id, dcs_book_id, name, created_at, updated_at)"
                        + " SELECT gen_random_uuid(), cast(? AS uuid), n, 'Homework', now(), now()"
                        + " FROM generate_series(2001, 12200) n",
                teacher);
        dcs.books().addMany(11_000);
        // More than are counted at once.
        assertThat(AuditSession.MAX_COUNTED).isLessThan(10_200);
        int first =
                get(fresh)
                        .statusCode(200)
                        .body("books", equalTo(10_204))
                        .body("references", equalTo(10_205))
                        .body("missing_books", greaterThan(1_000))
                        .body("missing", hasSize(1_000))
                        .extract()
                        .path("missing[0].book_id");
        // Each has one row.
        get(last)
                .body("missing_books", equalTo(12_200 - first + 1))
                .body("missing_references", equalTo(12_200 - first + 1))
                .body("missing[999].book_id", equalTo(first + 999));
    }

    @Test
    void theLockIsHeldPastThePool() {
        dcs.faults()
                .always(
                        "batch",
                        (request, vertx, answer) ->
                                vertx.<String>executeBlocking(this::holderOfTheLock)
                                        .onSuccess(holder::set)
                                        .onComplete(looked -> answer.run()));
        get(fresh).statusCode(200);
        assertEquals("dcs-books reference audit", holder.get());
    }

    private String holderOfTheLock() {
        return rows.text(
                "SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE"
                        + " locktype = 'advisory' AND classid = x'64637362'::int");
    }

    @Test
    void theLastReportIsAnsweredWithoutLookingAgain() {
        get(fresh).statusCode(200);
        rows.activity(999, "circle", 1);
        get(last).statusCode(200).body("missing_references", equalTo(3));
    }

    @Test
    void whileDcsIsDownNothingIsCalledMissing() {
        dcs.stop();
        get(fresh)
                .statusCode(200)
                .body("missing", hasSize(0))
                .body("unknown_books", equalTo(4))
                .body("unknown_references", equalTo(5));
        get(metrics)
                .body(containsString("books_missing_references NaN"))
                .body(containsString("books_unjudged_references 5.0"));
    }

    @Test
    void whileAnotherReplicaLooksThisOneDoesNotAndShowsNoNumber() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'6463736261756469'::bigint)");
            get(fresh).statusCode(503).header("Retry-After", "5");
            get(metrics).body(containsString("books_missing_references NaN"));
            statement.execute("SELECT pg_advisory_unlock(x'6463736261756469'::bigint)");
        }
    }

    @Test
    void whoeverAsksWhileThisReplicaLooksTakesItsLastReportFromNobody() {
        get(fresh).statusCode(200);
        BookMemory.forget(catalog);
        var held = new ConcurrentLinkedQueue<Runnable>();
        dcs.faults()
                .always(
                        "batch",
                        (request, vertx, answer) ->
                                held.add(() -> vertx.runOnContext(run -> answer.run())));
        var report = CompletableFuture.supplyAsync(() -> get(fresh));
        Awaitility.await().until(() -> !held.isEmpty());
        get(fresh).statusCode(503).header("Retry-After", "5");
        get(last).statusCode(200).body("missing_references", equalTo(3));
        get(metrics).body(containsString("books_missing_references 3.0"));
        held.remove().run();
        report.join().statusCode(200).body("missing_references", equalTo(3));
    }

    @Test
    void itIsNotOnThePublicPort() {
        given().get("/q/reference-audit").then().statusCode(404);
    }

    @Test
    void whatIsMadeIsCounted() {
        get(metrics)
                .body(containsString("book_assignments_created_total"))
                .body(containsString("assignments_created_total"));
    }

    private static ValidatableResponse get(URI uri) {
        return given().get(uri).then();
    }
}
