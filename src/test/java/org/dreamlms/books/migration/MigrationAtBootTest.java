package org.dreamlms.books.migration;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.dreamlms.books.Settings.Migration.Mode;
import org.junit.jupiter.api.Test;

/** A start of the whole service on an empty database. */
@QuarkusTest
class MigrationAtBootTest {

    @Inject MigrationStatus status;

    @TestHTTPResource(value = "/migration", management = true)
    URI report;

    @TestHTTPResource(value = "/q/migration")
    URI onThePublicPort;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void hasMigratedBeforeAnythingAnswers() {
        assertTrue(status.migrated());
        assertEquals(Mode.MIGRATE, status.mode());
        assertTrue(Integer.parseInt(status.version().orElseThrow()) >= 2);
    }

    @Test
    void theReportIsOnTheManagementPort() {
        given().get(report)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("migrated", equalTo(true))
                .body("mode", equalTo("migrate"))
                .body("report.outcome", equalTo("created"))
                .body(not(containsString("password")));
    }

    @Test
    void theReportIsNotOnThePublicPort() {
        given().get(onThePublicPort).then().statusCode(404);
    }

    @Test
    void theGaugeSaysHowTheDatabaseWasFound() {
        given().get(metrics)
                .then()
                .body(containsString("dcs_books_migration_info{outcome=\"fresh\",version=\""));
    }
}
