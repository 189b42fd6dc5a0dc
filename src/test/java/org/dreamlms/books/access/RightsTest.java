package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.replica.Invalidation;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Which books and rows a caller knows of. */
@QuarkusTest
public class RightsTest extends RowsTest {

    @Inject TestClock clock;
    @Inject MeterRegistry meters;
    @Inject Event<Invalidation> news;

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

    private ValidatableResponse batch(UUID user, Integer... ids) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType("application/json")
                .body(Map.of("ids", List.of(ids)))
                .post("/books/batch")
                .then()
                .statusCode(200);
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
        news.fire(Invalidation.rights());
        as(teacherUser, "/books/4").statusCode(200);
    }

    @Test
    void whatAnotherReplicaTakesAwayIsGoneWhenItSaysSo() {
        var id = rows.bookAssignment(4, school, null, admin);
        as(teacherUser, "/books/4").statusCode(200);
        rows.run("DELETE FROM book_assignments WHERE id = ?", id);
        as(teacherUser, "/books/4").statusCode(200);
        news.fire(Invalidation.rights());
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
        news.fire(Invalidation.studentRights());
        others.forEach(user -> as(user, "/books/4").statusCode(200));
        as(teacherUser, "/books/4").statusCode(200);
        assertEquals(0, statements(), "an assignment is a student's");
        as(studentUser, "/books/4").statusCode(200);
        assertTrue(statements() > 0);

        news.fire(Invalidation.rights());
        others.forEach(user -> as(user, "/books/4").statusCode(200));
        as(studentUser, "/books/4").statusCode(200);
        assertEquals(0, statements(), "a grant is a teacher's");
        as(teacherUser, "/books/4").statusCode(200);
        assertTrue(statements() > 0);
    }

    @Test
    void whoReadsAllByASecondRoleWritesOnlyByTheFirst() {
        var publisher = rows.user("publisher");
        var own = rows.school("Own School");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 2 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 2 WHERE id = ?", own);
        var both =
                TestTokens.of(
                        publisher.toString(), List.of("service", "publisher"), 4_000_000_000L);
        var foreign = rows.bookAssignment(4, school, null, admin);
        with(both, "/book-assignments").statusCode(200).body("total", equalTo(1));
        given().header("Authorization", "Bearer " + both)
                .delete("/book-assignments/" + foreign)
                .then()
                .statusCode(404);
        assertNotNull(rows.text("SELECT id FROM book_assignments WHERE id = ?", foreign));
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

    @Test
    void aStudentSeesBooksThroughItsPublishedAssignments() {
        var student = rows.student();
        var user = rows.userOf(student);
        as(user, "/books").body("items", empty());
        var assignment = rows.assignment(teacher, 4);
        rows.give(assignment, student);
        news.fire(Invalidation.studentRights());
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
    void aPublisherSeesWhatIsPublished() {
        var publisher = rows.user("publisher");
        as(publisher, "/books/5").statusCode(404);
        as(publisher, "/books/4").statusCode(200);
        as(publisher, "/books").body("items.status", everyItem(is("published")));
    }

    @Test
    void aHiddenBookInARowLooksLikeOneThatDcsDoesNotHave() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        for (int book : List.of(4, 5, 999)) {
            rows.bookAssignment(book, school, teacher, admin);
        }
        for (var path : List.of("/book-assignments", "/teachers/" + teacher + "/books")) {
            var answer = as(publisher, path).statusCode(200).extract().jsonPath();
            Map<Integer, Map<String, Object>> books = new HashMap<>();
            for (var item : answer.<Map<String, Object>>getList("items")) {
                item.keySet().removeAll(List.of("id", "assigned_at"));
                books.put((Integer) item.remove("book_id"), item);
            }
            assertNotNull(books.get(4).get("book"));
            assertEquals(true, books.get(5).get("book_missing"));
            assertEquals(books.get(999), books.get(5));
            as(admin, path).body("items.find { it.book_id == 5 }.book.id", equalTo(5));
        }
        as(publisher, "/book-assignments/book/5")
                .statusCode(200)
                .body("[0].book", nullValue())
                .body("[0].book_title", equalTo("Unknown Book"))
                .body("[0].book_missing", equalTo(true));
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
        news.fire(Invalidation.rights());
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
    void aPublisherManagesItsOwnSchoolsOnly() {
        var publisher = rows.user("publisher");
        var own = rows.school("Own School");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 2 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 2 WHERE id = ?", own);
        var teacherThere = rows.teacher(own);
        grant(publisher, Map.of("book_id", 20, "school_id", own)).statusCode(201);
        grant(publisher, Map.of("book_id", 20, "school_id", own, "teacher_id", teacherThere))
                .statusCode(201);
        for (var foreign : List.of(school, UUID.randomUUID())) {
            grant(publisher, Map.of("book_id", 20, "school_id", foreign))
                    .statusCode(422)
                    .body("detail", equalTo("school_id must be one of your schools"));
        }
        grant(publisher, Map.of("book_id", 20, "teacher_id", teacherThere)).statusCode(422);
        grant(publisher, Map.of("book_id", 20, "school_id", own, "teacher_id", teacher))
                .statusCode(422)
                .body("errors.field", contains("teacher_id"));
        var foreign = rows.bookAssignment(4, school, null, admin);
        as(publisher, "/book-assignments").body("items.school_id", everyItem(is(own.toString())));
        given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                .delete("/book-assignments/" + foreign)
                .then()
                .statusCode(404);
        assertNotNull(rows.text("SELECT id FROM book_assignments WHERE id = ?", foreign));
        given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                .delete("/book-assignments/" + UUID.randomUUID())
                .then()
                .statusCode(204);
        as(publisher, "/teachers/" + teacherThere + "/books").statusCode(200);
        as(publisher, "/teachers/" + teacher + "/books").statusCode(404);
    }

    @Test
    void aPublisherGivesAwayItsOwnBooksOnlyAndTheyNeedNotBePublished() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        dcs.books().update(2, "status", "draft");
        dcs.books().update(20, "status", "draft");
        as(publisher, "/books/2").statusCode(200);
        as(publisher, "/books/2/cover").statusCode(200);
        as(publisher, "/books/20").statusCode(404);
        as(publisher, "/books/3").statusCode(200);
        as(publisher, "/books").body("items.id", hasItems(2, 3)).body("items.id", not(hasItem(20)));
        batch(publisher, 2, 20).body("items.id", contains(2)).body("missing", contains(20));
        grant(publisher, Map.of("book_id", 2, "school_id", school))
                .statusCode(201)
                .body("book.id", equalTo(2));
        for (var more : List.of(Map.of(), Map.of("assign_to_all_teachers", true))) {
            for (int foreign : List.of(3, 20)) {
                var body = new HashMap<String, Object>(Map.of("book_id", foreign));
                body.put("school_id", school);
                more.forEach((field, value) -> body.put(field.toString(), value));
                given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                        .contentType("application/json")
                        .body(body)
                        .post("/book-assignments" + (more.isEmpty() ? "" : "/bulk"))
                        .then()
                        .statusCode(422)
                        .body("errors.field", contains("book_id"));
            }
        }
    }

    @Test
    void aPublisherTriesOutWhatIsMadeOfItsOwnBooks() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        var own = "/assignments/" + rows.assignment(teacher, 4);
        as(publisher, own + "/preview").statusCode(200).body("book_name", equalTo("BRAINS"));
        as(publisher, own).statusCode(403);
        as(publisher, own + "/for-edit").statusCode(403);
        as(publisher, "/assignments/" + rows.assignment(teacher, 3) + "/preview").statusCode(404);
    }

    @Test
    void withoutTheColumnAPublisherManagesNothing() {
        var publisher = rows.user("publisher");
        rows.run("ALTER TABLE \"user\" RENAME dcs_publisher_id TO elsewhere");
        try {
            as(publisher, "/books/4").statusCode(200);
            as(publisher, "/book-assignments").statusCode(200).body("total", equalTo(0));
            grant(publisher, Map.of("book_id", 4, "school_id", school)).statusCode(422);
        } finally {
            rows.run("ALTER TABLE \"user\" RENAME elsewhere TO dcs_publisher_id");
        }
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

    private void eventually(UUID user, int status) {
        Awaitility.await().until(() -> response(user, "/books/4").statusCode() == status);
    }

    private static ValidatableResponse grant(UUID user, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType("application/json")
                .body(body)
                .post("/book-assignments")
                .then();
    }

    private static ValidatableResponse as(UUID user, String path) {
        return response(user, path).then();
    }

    private static ValidatableResponse with(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path).then();
    }

    private static Response response(UUID user, String path) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user)).get(path);
    }
}
