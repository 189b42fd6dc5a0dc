package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets an assignment. */
@QuarkusTest
public class AssignmentStudentTest extends RowsTest {

    private UUID activity;
    private UUID ann;
    private UUID ben;
    private UUID cem;
    private UUID all;
    private UUID some;

    @BeforeEach
    void classes() {
        activity = rows.activity(4, "circle", 0);
        rows.bookAssignment(4, school, null, admin);
        ann = rows.student();
        ben = rows.student();
        cem = rows.student();
        all = rows.classOf(teacher, ann, ben, cem);
        some = rows.classOf(teacher, ann, ben);
    }

    @Test
    void theStudentsOfAClassGetIt() {
        var id = create(Map.of("class_ids", List.of(some))).statusCode(201).extract().path("id");
        forEdit(id)
                .body("student_ids", containsInAnyOrder(ann.toString(), ben.toString()))
                .body("class_ids", hasSize(0))
                .body("time_planning_enabled", equalTo(false))
                .body("$", hasKey("date_groups"))
                .body("date_groups", nullValue());
    }

    @Test
    void singleStudentsGetItAndEachOnce() {
        var id =
                create(Map.of("class_ids", List.of(some), "student_ids", List.of(ann, cem)))
                        .statusCode(201)
                        .extract()
                        .path("id");
        forEdit(id).body("student_ids", hasSize(3));
    }

    @Test
    void howManyGotItIsSaid() {
        create(Map.of("class_ids", List.of(some), "student_ids", List.of(ann, cem)))
                .statusCode(201)
                .body("student_count", equalTo(3))
                .body("total_students", equalTo(3))
                .body("not_started", equalTo(3))
                .body("in_progress", equalTo(0))
                .body("completed", equalTo(0));
        create(Map.of()).statusCode(201).body("student_count", equalTo(0));
        create(Map.of("class_ids", List.of(), "student_ids", List.of()))
                .statusCode(201)
                .body("student_count", equalTo(0));
    }

    @Test
    void classesWithoutStudentsAreNobody() {
        create(Map.of("class_ids", List.of(rows.classOf(teacher))))
                .statusCode(422)
                .body("errors.field", contains("class_ids"));
        nothingWasWritten();
    }

    @Test
    void aDateOfPublishingThatHasPassedIsNotEdited() {
        var id =
                create(Map.of("scheduled_publish_date", "2031-01-01T00:00:00Z"))
                        .extract()
                        .<String>path("id");
        forEdit(id).body("scheduled_publish_date", equalTo("2031-01-01T00:00:00Z"));
        rows.run("UPDATE assignments SET scheduled_publish_date = '2020-01-01'");
        forEdit(id)
                .body("$", hasKey("scheduled_publish_date"))
                .body("scheduled_publish_date", nullValue());
    }

    @Test
    void aClassOfAnotherTeacherIsNamed() {
        var strange = rows.classOf(rows.teacher(school), ann);
        create(Map.of("class_ids", List.of(all, strange)))
                .statusCode(422)
                .body("errors.field", contains("class_ids[1]"));
        nothingWasWritten();
    }

    @Test
    void aStudentOfAnotherTeacherIsNamed() {
        create(Map.of("student_ids", List.of(rows.student())))
                .statusCode(422)
                .body("errors.field", contains("student_ids[0]"));
        nothingWasWritten();
    }

    @Test
    void withoutItsTablesRecipientsCanNotBeStored() {
        rows.run("ALTER TABLE class_students RENAME TO elsewhere");
        try {
            create(Map.of("class_ids", List.of(all)))
                    .statusCode(422)
                    .body("errors.field", contains("class_ids"));
            nothingWasWritten();
            var id = create(Map.of()).statusCode(201).extract().path("id");
            forEdit(id).body("student_ids", hasSize(0));
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO class_students");
        }
    }

    private void nothingWasWritten() {
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    private static ValidatableResponse forEdit(Object id) {
        return when().get("/assignments/" + id + "/for-edit").then().statusCode(200);
    }

    private ValidatableResponse create(Map<String, Object> fields) {
        var body = new HashMap<String, Object>();
        body.put("book_id", 4);
        body.put("teacher_id", teacher);
        body.put("name", "Homework");
        body.put("activity_id", activity);
        body.putAll(fields);
        return given().contentType("application/json").body(body).post("/assignments").then();
    }
}
