package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.SignedEvent;
import org.junit.jupiter.api.Test;

/**
 * The packaged artifact, be it the jar or the native executable ({@code -Dnative}), through what
 * people do with it: on a database of the old LMS, which it backs up with pg_dump and migrates when
 * it starts.
 */
@QuarkusIntegrationTest
@TestProfile(PackagedDatabase.class)
class MainStoriesIT {

    private static final String ADMIN = "00000000-0000-0000-0000-0000000000a1";
    private static final String SCHOOL = "00000000-0000-0000-0000-0000000000b1";
    private static final String TEACHER = "00000000-0000-0000-0000-0000000000e1";
    private static final String ACTIVITY = "00000000-0000-0000-0000-0000000000c1";
    private static final String OLD_ID = "00000000-0000-0000-0000-000000000004";

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + LmsToken.of(ADMIN))
                .redirects()
                .follow(false);
    }

    @Test
    void booksComeFromMemory() {
        admin().get("/books/4").then().statusCode(200).body("title", equalTo("BRAINS"));
        var etag =
                admin().get("/books/4")
                        .then()
                        .header("Cache-Status", startsWith("dcs-books; hit"))
                        .extract()
                        .header("ETag");
        admin().header("If-None-Match", etag).get("/books/4").then().statusCode(304);
        admin().contentType(ContentType.JSON)
                .body("{\"ids\":[4,999]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("missing", equalTo(List.of(999)));
        admin().get("/books?search=brain").then().body("items[0].id", equalTo(4));
    }

    @Test
    void errorsAreProblemDetails() {
        admin().get("/books/999")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("Book 999 not found in DCS"));
        admin().contentType(ContentType.JSON)
                .body("{\"name\":\"\",\"book_id\":4}")
                .post("/assignments")
                .then()
                .statusCode(422)
                .body("errors.field", not(hasSize(0)));
    }

    @Test
    void filesAreStreamedAndPagesRead() {
        admin().get("/books/4/cover").then().statusCode(200).contentType("image/png");
        admin().header("Range", "bytes=0-9")
                .get("/books/4/assets/config.json")
                .then()
                .statusCode(206)
                .header("Content-Length", equalTo("10"));
        admin().get("/books/4/pages").then().statusCode(200).body("modules", not(hasSize(0)));
        admin().get("/publishers/1").then().statusCode(200);
    }

    @Test
    void theOldDatabaseWasBackedUpAndMigrated() {
        admin().get("/activities/" + ACTIVITY)
                .then()
                .statusCode(200)
                .body("book_id", equalTo(4))
                .body("book.title", equalTo("BRAINS"));
        admin().get("/books/" + OLD_ID)
                .then()
                .statusCode(308)
                .header("Location", containsString("/books/4"));
        admin().get("/book-assignments/book/4").then().statusCode(200).body("", hasSize(1));
    }

    @Test
    void bookAssignmentsAreMadeAndTakenBack() {
        var id =
                admin().contentType(ContentType.JSON)
                        .body(Map.of("book_id", 5, "school_id", SCHOOL, "assigned_by", ADMIN))
                        .post("/book-assignments")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id");
        admin().delete("/book-assignments/" + id).then().statusCode(204);
    }

    @Test
    void typesForClientsAreThere() {
        admin().get("/dcs-books.d.ts").then().statusCode(200);
        given().get("/dcs-books.d.ts").then().statusCode(401);
    }

    @Test
    void assignmentsAreMadeChangedAndTakenBack() {
        var made =
                admin().contentType(ContentType.JSON)
                        .body(
                                Map.of(
                                        "name",
                                        "Homework",
                                        "book_id",
                                        4,
                                        "teacher_id",
                                        TEACHER,
                                        "activity_ids",
                                        List.of(ACTIVITY)))
                        .post("/api/v1/assignments")
                        .then()
                        .statusCode(201)
                        .body("book.title", equalTo("BRAINS"))
                        .body("activities.id", contains(ACTIVITY))
                        .extract();
        var route = "/assignments/" + made.<String>path("id");
        admin().get("/assignments?book_id=4").then().body("items.name", hasItem("Homework"));
        admin().contentType(ContentType.JSON)
                .header("If-Match", made.header("ETag"))
                .body("{\"name\":\"More homework\"}")
                .patch(route)
                .then()
                .statusCode(200)
                .body("name", equalTo("More homework"));
        admin().delete(route).then().statusCode(204);
        admin().get(route).then().statusCode(404);
    }

    @Test
    void whatDcsTellsIsHeardAndImported() {
        var event = SignedEvent.of("book.updated", 5);
        given().contentType("application/json")
                .header(SignedEvent.HEADER, "sha256=" + "0".repeat(64))
                .body(event.body())
                .post("/webhooks/dream-storage")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post("/webhooks/dream-storage")
                .then()
                .statusCode(202);
        await().untilAsserted(
                        () ->
                                admin().get("/books/5/activities")
                                        .then()
                                        .statusCode(200)
                                        .body("", not(empty())));
        await().untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains("invalidation_listener_connected 1.0")
                                        .containsPattern(
                                                "invalidations_received_total\\{.*} [1-9]"));
    }

    @Test
    void tokensOfAnotherIssuerAreProvedByItsKeySet() {
        var path = "/books/4";
        given().auth().oauth2(JwksResource.token("supervisor")).get(path).then().statusCode(200);
        given().auth().oauth2(JwksResource.forged("supervisor")).get(path).then().statusCode(401);
        given().get(path).then().statusCode(401);
    }

    @Test
    void operatorsSeeHealthMetricsAndTheApi() {
        given().get(PackagedDatabase.management("/q/health/ready")).then().statusCode(200);
        assertThat(metrics())
                .contains("dcs_books_migration_info{outcome=\"migrated\",version=\"")
                .contains("dcs_requests_seconds_count", "jvm_memory")
                .contains("process_resident_memory_bytes");
        given().get(PackagedDatabase.management("/q/openapi"))
                .then()
                .statusCode(200)
                .body(containsString("/books/{id}"));
        given().get(PackagedDatabase.management("/q/migration")).then().statusCode(200);
        // None of it on the public port.
        for (var path : List.of("/q/metrics", "/q/openapi", "/q/migration")) {
            admin().get(path).then().statusCode(404);
        }
    }

    private static String metrics() {
        return given().get(PackagedDatabase.management("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
