package org.dreamlms.books.db;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Without the database, or without its tables, rows are unavailable and books go on. */
@ExpectedLog({"http.problem", "access", "webhook.EventWorker", "replica"})
@QuarkusTest
class DatabaseDownTest extends RowsTest {

    @Inject TestClock clock;
    @Inject AgroalDataSource database;

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
        var threads = Executors.newCachedThreadPool();
        rows.allowConnections(false);
        try {
            var id = UUID.randomUUID();
            // All at once, since each is tried again after a second before it is given up.
            Stream.of(
                            "/assignments",
                            "/assignments/" + id,
                            "/assignments/" + id + "/preview",
                            "/book-assignments",
                            "/book-assignments/book/4",
                            "/teachers/" + id + "/books",
                            "/activities/" + id,
                            "/books/4/activities",
                            "/books/4/structure",
                            "/books/4/pages/detail",
                            "/books?activity_type=circle",
                            "/books/" + id)
                    .map(path -> CompletableFuture.supplyAsync(() -> when().get(path), threads))
                    .toList()
                    .forEach(
                            answer ->
                                    answer.join()
                                            .then()
                                            .statusCode(503)
                                            .header("Retry-After", "5"));
            given().contentType("application/json")
                    .body(Map.of("book_id", 4, "school_id", id, "assigned_by", id))
                    .post("/book-assignments")
                    .then()
                    .statusCode(503);
            when().delete("/assignments/" + id).then().statusCode(503);
            when().get("/books/4").then().statusCode(200);
        } finally {
            threads.shutdown();
            rows.allowConnections(true);
        }
        when().get("/assignments").then().statusCode(200);
    }

    @Test
    void callersWhoAreKnownGoOnForAWhileAndStrangersComeBackLater() {
        rows.bookAssignment(4, school, null, admin);
        var known = LmsToken.make(teacherUser.toString(), 100_000, LmsToken.SECRET_KEY, "HS256");
        assertEquals(200, status(known, "/books/4"));
        assertEquals(404, status(known, "/books/3"));
        rows.allowConnections(false);
        try {
            clock.advance(Duration.ofMinutes(2));
            assertEquals(200, status(known, "/books/4"));
            assertEquals(200, status(known, "/books/4/cover"));
            assertEquals(404, status(known, "/books/3"));
            given().header("Authorization", "Bearer " + LmsToken.of(admin))
                    .get("/books/4")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "5")
                    .body("detail", equalTo("The database can't be reached; try again"));
            clock.advance(Duration.ofMinutes(9));
            assertEquals(503, status(known, "/books/4"));
        } finally {
            rows.allowConnections(true);
        }
        assertEquals(200, status(known, "/books/4"));
    }

    @Test
    void aTokenInTheQueryLeavesTheDatabaseAloneForTheSamePause() {
        rows.bookAssignment(4, school, null, admin);
        var path =
                "/books/4/cover?token="
                        + LmsToken.make(
                                teacherUser.toString(), 100_000, LmsToken.SECRET_KEY, "HS256");
        given().noFilters().get(path).then().statusCode(200);
        rows.run("ALTER TABLE \"user\" RENAME TO elsewhere");
        try {
            clock.advance(Duration.ofMinutes(2));
            given().noFilters().get(path).then().statusCode(200);
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO \"user\"");
        }
        statements();
        given().noFilters().get(path).then().statusCode(200);
        assertEquals(0, statements());
        clock.advance(Duration.ofSeconds(5));
        given().noFilters().get(path).then().statusCode(200);
        assertThat(statements()).isPositive();
    }

    @Test
    void anOutageIsOneLineInTheLog() {
        clock.advance(Duration.ofMinutes(2));
        rows.run("ALTER TABLE assignments RENAME TO elsewhere");
        try (var log = LogLines.of("org.dreamlms.books.http.problem")) {
            for (int i = 0; i < 3; i++) {
                when().get("/assignments").then().statusCode(503);
            }
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("(said once a minute"))
                    .anyMatch(line -> line.startsWith("The tables are not what they should be"))
                    .anyMatch(line -> line.startsWith("GET /assignments"));
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO assignments");
        }
    }

    @Test
    void anOutageIsOneLineForStrangersAndOneForThoseWhoAreKnown() {
        var known =
                Stream.of(admin, rows.user("admin"), rows.user("publisher"))
                        .map(DatabaseDownTest::tokenThatLasts)
                        .toList();
        var strangers =
                Stream.of("admin", "admin", "teacher").map(rows::user).map(LmsToken::of).toList();
        known.forEach(token -> assertEquals(200, status(token, "/books/4")));
        rows.run("ALTER TABLE \"user\" RENAME TO elsewhere");
        try (var log = LogLines.of("org.dreamlms.books.access")) {
            clock.advance(Duration.ofMinutes(2));
            known.forEach(token -> assertEquals(200, status(token, "/books/4")));
            strangers.forEach(token -> assertEquals(503, status(token, "/books/4")));
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.contains("(said once a minute"))
                    .anyMatch(line -> line.startsWith("Callers go on with what was last read"))
                    .anyMatch(line -> line.startsWith("A caller can't be looked up"));
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO \"user\"");
        }
    }

    private static String tokenThatLasts(UUID user) {
        return LmsToken.make(user.toString(), 100_000, LmsToken.SECRET_KEY, "HS256");
    }

    @Test
    void aDatabaseThatHangsIsWaitedForOnce() throws Exception {
        rows.bookAssignment(4, school, null, admin);
        var known = LmsToken.make(teacherUser.toString(), 100_000, LmsToken.SECRET_KEY, "HS256");
        assertEquals(200, status(known, "/books/4"));
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("LOCK TABLE \"user\" IN ACCESS EXCLUSIVE MODE");
            }
            clock.advance(Duration.ofMinutes(2));
            assertEquals(200, status(known, "/books/4"));
            var begun = System.nanoTime();
            for (int i = 0; i < 60; i++) {
                // Each time the pause is over, and the same reading is still under way.
                clock.advance(Duration.ofSeconds(6));
                assertEquals(200, status(known, "/books/4"));
            }
            // One wait each would be a minute.
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(55));
            assertThat(rows.text("SELECT count(*) FROM pg_locks WHERE NOT granted")).isEqualTo("1");
            other.rollback();
        }
        clock.advance(Duration.ofMinutes(2));
        assertEquals(200, status(known, "/books/4"));
    }

    private static int status(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path).statusCode();
    }
}
