package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.replica.Invalidation;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.Test;

/** When a change of what a caller may know is seen, and what that costs. */
@QuarkusTest
public class RightsFreshnessTest extends RightsFixture {

    @Test
    void aTeachersCopyIsAskedForEachTime() {
        rows.bookAssignment(4, school, null, admin);
        as(teacherUser, "/books/4").statusCode(200).header("Cache-Control", "private, no-cache");
        var tag =
                as(teacherUser, "/books/4")
                        .header("Cache-Control", "private, no-cache")
                        .extract()
                        .header("ETag");
        given().header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                .header("If-None-Match", tag)
                .get("/books/4")
                .then()
                .statusCode(304);
        as(teacherUser, "/books").header("Cache-Control", "private, no-cache");
        as(admin, "/books/4")
                .header("Cache-Control", "private, max-age=60, stale-while-revalidate=540");
    }

    @Test
    void aCachedBookNeedsNoStatements() {
        rows.bookAssignment(4, school, null, admin);
        var service = TestTokens.of("service");
        for (var token : List.of(service, LmsToken.of(admin), LmsToken.of(teacherUser))) {
            with(token, "/books/4").statusCode(200);
            statements();
            for (int i = 0; i < 10; i++) {
                with(token, "/books/4").statusCode(200);
                with(token, "/books/4/cover").statusCode(200);
            }
            assertEquals(0, statements());
        }
        statements();
        with(TestTokens.of("some-service", List.of("service"), 4_000_000_000L), "/books/4")
                .statusCode(200);
        assertEquals(0, statements(), "a service is no user of the LMS");
    }

    @Test
    void aTokenInTheQueryNeedsNoStatementsEither() {
        rows.bookAssignment(4, school, null, admin);
        var path = "/books/4/cover?token=" + LmsToken.of(teacherUser);
        given().noFilters().get(path).then().statusCode(200);
        statements();
        for (int i = 0; i < 10; i++) {
            given().noFilters().get(path).then().statusCode(200);
        }
        assertEquals(0, statements());
    }

    @Test
    void whatChangesHereIsSeenAtOnce() {
        as(teacherUser, "/books/4").statusCode(404);
        var id =
                given().contentType("application/json")
                        .header("Authorization", "Bearer " + LmsToken.of(admin))
                        .body(Map.of("book_id", 4, "school_id", school))
                        .post("/book-assignments")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id");
        eventually(teacherUser, 200);
        given().delete("/book-assignments/" + id).then().statusCode(204);
        eventually(teacherUser, 404);
    }

    @Test
    void whatTheLmsChangesIsSeenAfterHalfAMinute() {
        as(teacherUser, "/books/4").statusCode(404);
        rows.bookAssignment(4, school, null, admin);
        as(teacherUser, "/books/4").statusCode(404);
        clock.advance(Duration.ofSeconds(30));
        as(teacherUser, "/books/4").statusCode(200);
    }

    @Test
    void whatAnotherReplicaChangesIsSeenWhenItSaysSo() {
        as(teacherUser, "/books/4").statusCode(404);
        rows.bookAssignment(4, school, null, admin);
        invalidations.fire(Invalidation.rights());
        as(teacherUser, "/books/4").statusCode(200);
    }

    @Test
    void whatAnotherReplicaTakesAwayIsGoneWhenItSaysSo() {
        var id = rows.bookAssignment(4, school, null, admin);
        as(teacherUser, "/books/4").statusCode(200);
        rows.run("DELETE FROM book_assignments WHERE id = ?", id);
        as(teacherUser, "/books/4").statusCode(200);
        invalidations.fire(Invalidation.rights());
        as(teacherUser, "/books/4").statusCode(404);
    }

    @Test
    void aChangeConcernsOnlyThoseWhoseRightsItMayBe() {
        rows.bookAssignment(4, school, null, admin);
        var student = rows.student();
        rows.give(rows.assignment(teacher, 4), student);
        var studentUser = rows.userOf(student);
        var others = List.of(admin, rows.user("publisher"), rows.user("supervisor"));
        others.forEach(user -> as(user, "/books/4").statusCode(200));
        as(teacherUser, "/books/4").statusCode(200);
        as(studentUser, "/books/4").statusCode(200);

        statements();
        invalidations.fire(Invalidation.studentRights());
        others.forEach(user -> as(user, "/books/4").statusCode(200));
        as(teacherUser, "/books/4").statusCode(200);
        assertEquals(0, statements(), "an assignment is a student's");
        as(studentUser, "/books/4").statusCode(200);
        assertTrue(statements() > 0);

        invalidations.fire(Invalidation.rights());
        others.forEach(user -> as(user, "/books/4").statusCode(200));
        as(studentUser, "/books/4").statusCode(200);
        assertEquals(0, statements(), "a grant is a teacher's");
        as(teacherUser, "/books/4").statusCode(200);
        assertTrue(statements() > 0);
    }

    @Test
    void aUserWhoIsShutOutStaysInForAMinuteAtTheMost() {
        as(admin, "/books/4").statusCode(200);
        rows.run("UPDATE \"user\" SET is_active = false WHERE id = ?", admin);
        as(admin, "/books/4").statusCode(200);
        clock.advance(Duration.ofSeconds(60));
        as(admin, "/books/4").statusCode(403);
    }

    @Test
    void aTokenThatWasGoodEnds() {
        var end = clock.instant().getEpochSecond() + 100;
        var token = TestTokens.of("admin", List.of("admin"), end);
        with(token, "/books/4").statusCode(200);
        clock.advance(Duration.ofSeconds(99));
        with(token, "/books/4").statusCode(200);
        clock.advance(Duration.ofSeconds(30));
        with(token, "/books/4")
                .statusCode(401)
                .body("detail", equalTo("The token is not good: it has expired"));
    }
}
