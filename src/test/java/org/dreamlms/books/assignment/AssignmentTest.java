package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.Test;

/** Assignments are made, one or several at once. */
@QuarkusTest
public class AssignmentTest extends AssignmentsTest {

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
                        .body("book_cover_url", equalTo(publicPath() + "/books/4/cover"))
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
                .post(publicPath() + "/assignments/")
                .then()
                .statusCode(201)
                .header(
                        "Location",
                        org.hamcrest.Matchers.containsString(publicPath() + "/assignments/"));
    }

    @Test
    void asReadItHasTheTagThatItWasMadeWith() {
        var made =
                create(
                                Map.of(
                                        "activity_id",
                                        first,
                                        "resources",
                                        Map.of(
                                                "videos",
                                                List.of(Map.of("path", "ü.mp4", "name", "ü")))))
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
                .body("assignments.activity_count", contains(1, 2))
                .body("assignments.name", contains("Homework - Jan 01", "Homework - Jan 01"));
    }

    /** The day is that of the offset that was sent, and may have passed like the due date. */
    @Test
    void ofSeveralEachIsCalledByItsDay() {
        bulk(
                        Map.of(
                                "scheduled_publish_date",
                                "2030-12-31T23:00:00-05:00",
                                "activity_ids",
                                List.of(first)),
                        Map.of(
                                "scheduled_publish_date", "2020-03-04T00:00:00.000Z",
                                "due_date", "2020-03-03T00:00:00.000Z",
                                "activity_ids", List.of(first)))
                .statusCode(201)
                .body("assignments.name", contains("Homework - Dec 31", "Homework - Mar 04"))
                .body("assignments.status", contains("scheduled", "published"));
        var body =
                body(
                        Map.of(
                                "name",
                                "n".repeat(492),
                                "date_groups",
                                List.of(
                                        Map.of(
                                                "scheduled_publish_date",
                                                "2031-01-01T00:00:00Z",
                                                "activity_ids",
                                                List.of(first)))));
        given().contentType("application/json")
                .body(body)
                .post("/assignments/bulk")
                .then()
                .statusCode(422)
                .body("errors.field", contains("name"));
        body.put("name", "n".repeat(491));
        given().contentType("application/json")
                .body(body)
                .post("/assignments/bulk")
                .then()
                .statusCode(201)
                .body("assignments[0].name", equalTo("n".repeat(491) + " - Jan 01"));
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
}
