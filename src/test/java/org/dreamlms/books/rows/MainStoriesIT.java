package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
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
        given().get("/dcs-books.d.ts").then().statusCode(200);
    }
}
