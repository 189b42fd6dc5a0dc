package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Without the database, or without its tables, rows are unavailable and books go on. */
@QuarkusTest
@TestProfile(FreshDatabase.class)
class DatabaseDownTest extends RowsTest {

    @Test
    void withoutItsTablesRowsAreUnavailable() {
        rows.run("ALTER TABLE assignments RENAME TO elsewhere");
        try {
            when().get("/assignments")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "5")
                    .body("detail", equalTo("The database can't be reached; try again"));
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO assignments");
        }
    }

    @Test
    void withoutAConnectionRowsAreUnavailable() {
        rows.allowConnections(false);
        try {
            var id = UUID.randomUUID();
            for (var path :
                    List.of(
                            "/assignments",
                            "/assignments/" + id,
                            "/assignments/" + id + "/preview",
                            "/book-assignments",
                            "/book-assignments/book/4",
                            "/teachers/" + id + "/books",
                            "/activities/" + id,
                            "/books/4/activities",
                            "/books?activity_type=circle",
                            "/books/" + id)) {
                when().get(path).then().statusCode(503).header("Retry-After", "5");
            }
            given().contentType("application/json")
                    .body(Map.of("book_id", 4, "school_id", id, "assigned_by", id))
                    .post("/book-assignments")
                    .then()
                    .statusCode(503);
            when().delete("/assignments/" + id).then().statusCode(503);
            when().get("/books/4").then().statusCode(200);
        } finally {
            rows.allowConnections(true);
        }
        when().get("/assignments").then().statusCode(200);
    }
}
