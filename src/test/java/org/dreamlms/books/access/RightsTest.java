package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.replica.Invalidation;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.Test;

/** Which books and rows a caller knows of. */
@QuarkusTest
public class RightsTest extends RightsFixture {

    @Test
    void aTeacherSeesWhatTheSchoolAndTheTeacherHaveAndNothingElse() {
        var colleague = rows.teacher(school);
        rows.bookAssignment(1, school, null, admin);
        rows.bookAssignment(2, null, teacher, admin);
        rows.bookAssignment(3, school, colleague, admin);
        rows.bookAssignment(20, rows.school("Lake School"), null, admin);
        as(teacherUser, "/books")
                .statusCode(200)
                .body("total", equalTo(2))
                .body("items.id", contains(2, 1));
        as(teacherUser, "/books?search=starter").body("items.id", contains(1));
        as(teacherUser, "/books?search=science").body("total", equalTo(0));
        as(teacherUser, "/books?limit=1&skip=1")
                .body("total", equalTo(2))
                .body("items.id", contains(1));
        rows.activity(2, "circle", 1);
        rows.activity(3, "circle", 1);
        as(teacherUser, "/books?activity_type=circle").body("items.id", contains(2));
        given().header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                .contentType("application/json")
                .body(Map.of("ids", List.of(1, 3, 999)))
                .post("/books/batch")
                .then()
                .statusCode(200)
                .body("items.id", contains(1))
                .body("missing", contains(3, 999));
        for (var path : List.of("", "/activities", "/pages", "/cover", "/media/a.mp3")) {
            as(teacherUser, "/books/3" + path).statusCode(404);
        }
    }

    @Test
    void aHiddenBookLooksLikeOneThatDoesNotExist() {
        for (var path : List.of("/books/%d", "/books/%d/cover", "/books/%d/activities")) {
            // In memory, not in memory, and in neither memory nor DCS.
            given().get("/books/4").then().statusCode(200);
            var hidden = response(teacherUser, path.formatted(4));
            var cold = response(teacherUser, path.formatted(3));
            var unknown = response(teacherUser, path.formatted(999));
            assertEquals(404, unknown.statusCode());
            assertEquals(shape(unknown, 999), shape(hidden, 4));
            assertEquals(shape(unknown, 999), shape(cold, 3));
        }
        assertEquals(0, dcs.calls("cover"));
    }

    @Test
    void onlyBooksThatDcsLacksAreCountedAsNotFound() {
        var publisher = rows.user("publisher");
        double before = counted("books.not.found");
        as(teacherUser, "/books/4").statusCode(404);
        as(teacherUser, "/books/4/pages").statusCode(404);
        as(publisher, "/books/5").statusCode(404);
        batch(teacherUser, 4, 5).body("missing", contains(4, 5));
        batch(publisher, 4, 5).body("missing", contains(5));
        assertEquals(before, counted("books.not.found"));
        as(publisher, "/books/999").statusCode(404);
        batch(publisher, 5, 999).body("missing", contains(5, 999));
        assertEquals(before + 2, counted("books.not.found"));
    }

    @Test
    void aRequestForABookIsOneReadOfItWhoeverAsks() {
        var publisher = rows.user("publisher");
        double fetched = reads("fetched");
        double fresh = reads("fresh");
        as(publisher, "/books/4").header("Cache-Status", "dcs-books; fwd=miss; stored");
        assertEquals(fetched + 1, reads("fetched"));
        assertEquals(fresh, reads("fresh"));
        as(publisher, "/books/4").statusCode(200);
        as(publisher, "/books/4/cover").statusCode(200);
        as(publisher, "/books/5").statusCode(404);
        assertEquals(fetched + 1, reads("fetched"));
        assertEquals(fresh + 1, reads("fresh"));
    }

    @Test
    void theAddressOfAPublisherIsNotForTeachersAndStudents() {
        for (var role : List.of("admin", "supervisor", "publisher", "teacher", "student")) {
            var concerned = !role.equals("teacher") && !role.equals("student");
            var tag =
                    as(rows.user(role), "/publishers/1")
                            .statusCode(200)
                            .body("name", is("Universal ELT"))
                            .body("contact_email", is(concerned ? "books@example.org" : null))
                            .extract()
                            .header("ETag");
            assertNotNull(tag);
        }
        with(TestTokens.of("service"), "/publishers/1")
                .body("contact_email", is("books@example.org"));
    }

    @Test
    void aStudentSeesBooksThroughItsPublishedAssignments() {
        var student = rows.student();
        var user = rows.userOf(student);
        as(user, "/books").body("items", empty());
        var assignment = rows.assignment(teacher, 4);
        rows.give(assignment, student);
        invalidations.fire(Invalidation.studentRights());
        as(user, "/books/4").statusCode(200);
        as(user, "/books/4/cover").statusCode(200);
        as(user, "/books/3").statusCode(404);
        as(rows.userOf(rows.student()), "/books/4").statusCode(404);
        given().contentType("application/json")
                .body(Map.of("status", "draft"))
                .patch("/assignments/" + assignment)
                .then()
                .statusCode(200);
        eventually(user, 404);
    }

    @Test
    void aBookThatWasTakenAwayIsMissingInTheTeachersAssignments() {
        var granted = rows.bookAssignment(4, school, null, admin);
        var assignment = rows.assignment(teacher, 4);
        for (var path : List.of("", "/preview", "/for-edit")) {
            as(teacherUser, "/assignments/" + assignment + path)
                    .statusCode(200)
                    .body("book_missing", equalTo(false));
        }
        rows.run("DELETE FROM book_assignments WHERE id = ?", granted);
        invalidations.fire(Invalidation.rights());
        dcs.resetCalls();
        for (var path : List.of("", "/preview", "/for-edit")) {
            as(teacherUser, "/assignments/" + assignment + path)
                    .statusCode(200)
                    .body("book", nullValue())
                    .body("book_title", equalTo("BRAINS"))
                    .body("book_cover_url", nullValue())
                    .body("book_missing", equalTo(true));
        }
        as(teacherUser, "/assignments")
                .body("items.book_title", contains("BRAINS"))
                .body("items.book_missing", contains(true));
        as(teacherUser, "/assignments/" + assignment + "/preview")
                .body("book_name", equalTo("BRAINS"));
        as(teacherUser, "/books/4/cover").statusCode(404);
    }

    @Test
    void aTeachersAssignmentsAreItsOwn() {
        rows.bookAssignment(4, school, null, admin);
        var other = rows.teacher(school);
        var own = rows.assignment(teacher, 4);
        var foreign = rows.assignment(other, 4);
        as(teacherUser, "/assignments")
                .body("total", equalTo(1))
                .body("items.id", contains(own.toString()));
        as(teacherUser, "/assignments?teacher_id=" + other).body("total", equalTo(0));
        var unknown = UUID.randomUUID();
        as(teacherUser, "/assignments/" + foreign)
                .statusCode(404)
                .body("detail", equalTo("Assignment " + foreign + " not found"));
        as(teacherUser, "/assignments/" + unknown)
                .statusCode(404)
                .body("detail", equalTo("Assignment " + unknown + " not found"));
        given().header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                .delete("/assignments/" + foreign)
                .then()
                .statusCode(404);
        assertNotNull(rows.text("SELECT id FROM assignments WHERE id = ?", foreign));
    }

    @Test
    void aTeacherBuildsOnItsOwnBooksOnly() {
        var activity = rows.activity(3, "circle", 1);
        given().header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                .contentType("application/json")
                .body(Map.of("book_id", 3, "name", "Homework", "activity_id", activity))
                .post("/assignments")
                .then()
                .statusCode(422)
                .body("detail", equalTo("book_id 3 does not exist in DCS"));
        as(teacherUser, "/activities/" + activity).statusCode(404);
        as(admin, "/activities/" + activity).statusCode(200);
    }

    @Test
    void anOldLinkToAHiddenBookLeadsNowhere() {
        var legacy = UUID.randomUUID();
        rows.run(
                "INSERT INTO dcs_books.book_id_map (legacy_id, dcs_book_id, title) VALUES (?, 3, 'x')",
                legacy);
        var answer =
                given().redirects()
                        .follow(false)
                        .header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                        .get("/books/" + legacy);
        assertEquals(404, answer.statusCode());
        assertNull(answer.header("Location"));
    }

    private double reads(String result) {
        return counted("dcs.books.cache.reads", "cache", "books", "result", result);
    }

    private double counted(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private static String shape(Response answer, int book) {
        return answer.statusCode()
                + answer.headers().toString().replaceAll("(?i)content-length=\\d+", "")
                + answer.asString().replaceAll("\\b" + book + "\\b", "N");
    }
}
