package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assignments are made, listed and shown. */
abstract class AssignmentFacts extends RowsTest {

    private UUID first;
    private UUID second;

    @BeforeEach
    void activities() {
        first = rows.activity(4, "circle", 0);
        second = rows.activity(4, "markwithx", 1);
    }

    @Test
    void anAssignmentIsMade() {
        var id =
                create(
                                Map.of(
                                        "activity_ids",
                                        List.of(second, first),
                                        "instructions",
                                        "Read first",
                                        "due_date",
                                        "2031-01-31T12:00:00+03:00",
                                        "time_limit_minutes",
                                        30,
                                        "video_path",
                                        "videos/1.mp4",
                                        "resources",
                                        Map.of("videos", List.of())))
                        .statusCode(201)
                        .header("ETag", notNullValue())
                        .body("teacher_id", equalTo(teacher.toString()))
                        .body("book_id", equalTo(4))
                        .body("book_id", instanceOf(Integer.class))
                        .body("book_title", equalTo("BRAINS"))
                        .body("book_cover_url", equalTo("/api/v1/books/4/cover"))
                        .body("book.id", equalTo(4))
                        .body("book_missing", equalTo(false))
                        .body("name", equalTo("Homework"))
                        .body("instructions", equalTo("Read first"))
                        .body("due_date", equalTo("2031-01-31T09:00:00Z"))
                        .body("time_limit_minutes", equalTo(30))
                        .body("scheduled_publish_date", nullValue())
                        .body("status", equalTo("published"))
                        .body("video_path", equalTo("videos/1.mp4"))
                        .body("resources.videos", hasSize(0))
                        .body("activity_count", equalTo(2))
                        .body("activities.id", contains(second.toString(), first.toString()))
                        .body("activities.order_index", contains(0, 1))
                        .body("activity_id", equalTo(second.toString()))
                        .body("activity_type", equalTo("markwithx"))
                        .extract()
                        .<String>path("id");
        assertEquals(
                "2031-01-31 09:00:00",
                rows.text("SELECT due_date FROM assignments WHERE id = ?", UUID.fromString(id)));
        when().get("/assignments/" + id)
                .then()
                .statusCode(200)
                .body("activities.id", contains(second.toString(), first.toString()));
    }

    @Test
    void theAnswerSaysWhereItIs() {
        var answer = create(Map.of("activity_id", first)).statusCode(201).extract();
        assertEquals(
                "/assignments/" + answer.path("id"),
                java.net.URI.create(answer.header("Location")).getPath());
        given().contentType("application/json")
                .body(body(Map.of("activity_id", first)))
                .post("/api/v1/assignments/")
                .then()
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.containsString("/api/v1/assignments/"));
    }

    @Test
    void asReadItHasTheTagThatItWasMadeWith() {
        var made =
                create(Map.of("activity_id", first, "resources", Map.of("b", 1, "a", "ü")))
                        .extract();
        when().get("/assignments/" + made.path("id")).then().header("ETag", made.header("ETag"));
    }

    @Test
    void withAPublishDateItIsScheduled() {
        create(Map.of("activity_id", first, "scheduled_publish_date", "2031-01-01T00:00:00Z"))
                .statusCode(201)
                .body("status", equalTo("scheduled"))
                .body("scheduled_publish_date", equalTo("2031-01-01T00:00:00Z"));
    }

    @Test
    void aTeachersTokenSaysWhoseItIs() {
        rows.bookAssignment(4, school, null, admin);
        var body = body(Map.of("activity_id", first));
        body.remove("teacher_id");
        as(teacherUser, body).statusCode(201).body("teacher_id", equalTo(teacher.toString()));
        body.put("teacher_id", rows.teacher(school));
        as(teacherUser, body).statusCode(422).body("errors.field", contains("teacher_id"));
    }

    @Test
    void anAdminNamesTheTeacher() {
        var body = body(Map.of("activity_id", first));
        as(admin, body).statusCode(201);
        body.remove("teacher_id");
        as(admin, body).statusCode(422).body("errors.field", contains("teacher_id"));
    }

    @Test
    void everyMistakeIsNamed() {
        create(
                        Map.of(
                                "name", "   ",
                                "teacher_id", "x",
                                "book_id", "four",
                                "due_date", "2020-01-01T00:00:00Z",
                                "scheduled_publish_date", "tomorrow",
                                "time_limit_minutes", 0,
                                "video_path", "../secret",
                                "resources", "none"))
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "name",
                                "teacher_id",
                                "book_id",
                                "due_date",
                                "scheduled_publish_date",
                                "time_limit_minutes",
                                "video_path",
                                "resources",
                                "activity_ids"));
    }

    @Test
    void aNameHasFiveHundredCharactersAtMost() {
        create(Map.of("activity_id", first, "name", "n".repeat(500))).statusCode(201);
        create(Map.of("activity_id", first, "name", "😀".repeat(500))).statusCode(201);
        create(Map.of("activity_id", first, "name", "n".repeat(501)))
                .statusCode(422)
                .body("errors.field", contains("name"));
        create(Map.of("activity_id", first, "name", "a\0b")).statusCode(422);
    }

    @Test
    void whatWouldBeLostIsRefused() {
        for (var field :
                Map.of(
                                "date_groups",
                                List.of(Map.of()),
                                "content_id",
                                "7",
                                "source_type",
                                "ai_content")
                        .entrySet()) {
            create(Map.of("activity_id", first, field.getKey(), field.getValue()))
                    .statusCode(422)
                    .body("errors.field", contains(field.getKey()));
        }
        create(Map.of("activity_id", first, "date_groups", List.of(), "source_type", "book"))
                .statusCode(201);
    }

    @Test
    void activitiesMustExistAndBelongToTheBook() {
        var other = rows.activity(5, "circle", 0);
        create(Map.of("activity_ids", List.of(first, other, UUID.randomUUID())))
                .statusCode(422)
                .body("errors.field", contains("activity_ids[1]", "activity_ids[2]"));
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    @Test
    void oneActivityOrSeveralNotBoth() {
        create(Map.of("activity_id", first, "activity_ids", List.of(second))).statusCode(422);
        create(Map.of("activity_ids", List.of())).statusCode(422);
    }

    @Test
    void itIsPublishedBeforeItIsDue() {
        create(
                        Map.of(
                                "activity_id", first,
                                "due_date", "2031-01-01T00:00:00Z",
                                "scheduled_publish_date", "2031-01-02T00:00:00Z"))
                .statusCode(422)
                .body("errors.field", contains("scheduled_publish_date"));
    }

    @Test
    void theBookMustExistAndNotBeArchived() {
        create(Map.of("activity_id", first, "book_id", 999))
                .statusCode(422)
                .body("errors.field", contains("book_id"));
        create(Map.of("activity_id", first, "book_id", 7)).statusCode(422);
    }

    @Test
    void whileDcsIsDownNothingIsWritten() {
        dcs.stop();
        create(Map.of("activity_id", first)).statusCode(503).header("Retry-After", notNullValue());
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    @Test
    void aTeacherWhoDoesNotExistIsUnprocessable() {
        create(Map.of("activity_id", first, "teacher_id", UUID.randomUUID()))
                .statusCode(422)
                .body("errors.field", contains("teacher_id"));
    }

    @Test
    void aStatusThatTheColumnDoesNotHaveIsUnprocessable() {
        create(Map.of("activity_id", first, "status", "draft"))
                .statusCode(201)
                .body("status", equalTo("draft"));
        create(Map.of("activity_id", first, "status", "lost"))
                .statusCode(422)
                .body("errors.field", contains("status"));
    }

    @Test
    void severalAreMadeAtOnce() {
        bulk(
                        Map.of(
                                "scheduled_publish_date",
                                "2031-01-01T00:00:00Z",
                                "activity_ids",
                                List.of(first)),
                        Map.of(
                                "scheduled_publish_date", "2020-01-01T00:00:00Z",
                                "due_date", "2031-01-02T00:00:00Z",
                                "activity_ids", List.of(first, second)))
                .statusCode(201)
                .body("success", equalTo(true))
                .body("total_created", equalTo(2))
                .body("assignments.status", contains("scheduled", "published"))
                .body("assignments.activity_count", contains(1, 2));
    }

    @Test
    void severalAtOnceAreMadeAllOrNone() {
        bulk(
                        Map.of(
                                "scheduled_publish_date",
                                "2031-01-01T00:00:00Z",
                                "activity_ids",
                                List.of(first)),
                        Map.of(
                                "scheduled_publish_date",
                                "2031-01-02T00:00:00Z",
                                "activity_ids",
                                List.of(UUID.randomUUID())))
                .statusCode(422);
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
        bulk(Map.of("due_date", "x"))
                .statusCode(422)
                .body(
                        "errors.field",
                        hasItems(
                                "date_groups[0].scheduled_publish_date",
                                "date_groups[0].due_date",
                                "date_groups[0].activity_ids"));
        bulk().statusCode(422).body("errors.field", contains("date_groups"));
    }

    @Test
    void theListIsFiltered() {
        var other = rows.teacher(school);
        rows.assignment(teacher, 4, first);
        rows.assignment(teacher, 5);
        var draft = rows.assignment(other, 4, first);
        rows.run("UPDATE assignments SET status = 'draft' WHERE id = ?", draft);
        list("").body("total", equalTo(3)).body("has_more", equalTo(false));
        list("?book_id=4").body("total", equalTo(2));
        list("?teacher_id=" + teacher).body("total", equalTo(2));
        list("?status=draft").body("items.id", contains(draft.toString()));
        list("?status=published&book_id=5&teacher_id=" + teacher).body("total", equalTo(1));
        list("?limit=2&skip=0").body("items", hasSize(2)).body("has_more", equalTo(true));
        when().get("/assignments?status=lost")
                .then()
                .statusCode(400)
                .body("errors.field", contains("status"));
        when().get("/assignments?book_id=x").then().statusCode(400);
        when().get("/assignments?teacher_id=x").then().statusCode(400);
    }

    @Test
    void anAssignmentFromBeforeThereWereSeveralShowsItsOneActivity() {
        var id = rows.assignment(teacher, 4);
        rows.run("UPDATE assignments SET activity_id = ? WHERE id = ?", first, id);
        list("").body("items[0].activities.id", contains(first.toString()))
                .body("items[0].activity_title", equalTo("Activity 0"));
    }

    @Test
    void aPageOfAHundredCostsThreeStatementsAndOneCall() {
        dcs.books().addMany(100);
        for (int book = 26; book < 126; book++) {
            rows.assignment(teacher, book, first, second);
        }
        when().get("/books/4");
        statements();
        dcs.resetCalls();
        list("?limit=100&status=published&teacher_id=" + teacher)
                .body("items", hasSize(100))
                .body("items.book.id", hasItem(125))
                .body("items[99].activities", hasSize(2));
        assertEquals(3, statements());
        assertEquals(1, dcs.calls());
    }

    @Test
    void whileDcsIsDownTheRowsStillCome() {
        rows.assignment(teacher, 4, first);
        dcs.stop();
        list("").header("Proxy-Status", "dcs-books; error=destination_unavailable")
                .body("items[0].book", nullValue())
                .body("items[0].book_id", equalTo(4))
                .body("items[0].book_missing", equalTo(false));
    }

    @Test
    void aBookThatIsGoneIsMissing() {
        rows.assignment(teacher, 999);
        list("").header("Proxy-Status", nullValue())
                .body("items[0].book", nullValue())
                .body("items[0].book_missing", equalTo(true));
    }

    @Test
    void anUnknownAssignmentIsNotFound() {
        for (var below : Arrays.asList("", "/preview", "/for-edit")) {
            when().get("/assignments/" + UUID.randomUUID() + below).then().statusCode(404);
            when().get("/assignments/x" + below).then().statusCode(400);
        }
        when().get("/assignments/activities/" + UUID.randomUUID() + "/preview")
                .then()
                .statusCode(404);
    }

    @Test
    void aPreviewHasTheConfigs() {
        var id = rows.assignment(teacher, 4, second, first);
        when().get("/assignments/" + id + "/preview")
                .then()
                .statusCode(200)
                .body("assignment_id", equalTo(id.toString()))
                .body("assignment_name", equalTo("Homework"))
                .body("book_name", equalTo("BRAINS"))
                .body("publisher_name", equalTo("Universal ELT"))
                .body("activities.config_json.type", contains("markwithx", "circle"))
                .body("total_activities", equalTo(2))
                .body("is_preview", equalTo(true))
                .body("class_ids", nullValue());
        when().get("/assignments/activities/" + first + "/preview")
                .then()
                .statusCode(200)
                .body("activity_id", equalTo(first.toString()))
                .body("config_json.type", equalTo("circle"))
                .body("book_name", equalTo("BRAINS"))
                .body("is_preview", equalTo(true));
    }

    private static ValidatableResponse list(String query) {
        return when().get("/assignments" + query).then().statusCode(200);
    }

    private ValidatableResponse create(Map<String, Object> fields) {
        return given().contentType("application/json")
                .body(body(fields))
                .post("/assignments")
                .then();
    }

    private static ValidatableResponse as(UUID user, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType("application/json")
                .body(body)
                .post("/assignments")
                .then();
    }

    private ValidatableResponse bulk(Object... groups) {
        return given().contentType("application/json")
                .body(body(Map.of("date_groups", List.of(groups))))
                .post("/assignments/bulk")
                .then();
    }

    private Map<String, Object> body(Map<String, Object> fields) {
        var body = new HashMap<String, Object>();
        body.put("book_id", 4);
        body.put("teacher_id", teacher);
        body.put("name", "Homework");
        body.putAll(fields);
        return body;
    }
}
