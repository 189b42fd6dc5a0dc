package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What no assignment can be made of, and how that is said. */
@QuarkusTest
public class AssignmentRefusalTest extends AssignmentsTest {

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
        // There, but not this teacher's.
        create(Map.of("activity_id", rows.activity(2, "circle", 0), "book_id", 2))
                .statusCode(422)
                .body("errors.field", contains("book_id"));
        rows.bookAssignment(2, null, teacher, admin);
        create(Map.of("activity_id", rows.activity(2, "circle", 1), "book_id", 2)).statusCode(201);
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
    void upToAThousandAreMadeAtOnce() {
        var group =
                Map.of(
                        "scheduled_publish_date",
                        "2031-03-04T06:00:00.000Z",
                        "activity_ids",
                        List.of(first));
        bulk(Collections.nCopies(101, group)).statusCode(201).body("total_created", equalTo(101));
        bulk(Collections.nCopies(1001, group))
                .statusCode(422)
                .body("errors.field", contains("date_groups"));
    }

    private ValidatableResponse bulk(List<?> groups) {
        return given().contentType("application/json")
                .body(body(Map.of("date_groups", groups)))
                .post("/assignments/bulk")
                .then();
    }
}
