package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows whose book DCS does not know are found. */
@QuarkusTest
@TestProfile(FreshDatabase.class)
class ReferenceAuditTest extends RowsTest {

    @Inject AgroalDataSource database;

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
        get(metrics).body(containsString("books_missing_references 3.0"));
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
        get(fresh).statusCode(200).body("missing", hasSize(0)).body("unknown_books", equalTo(4));
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
