package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.rows.LmsDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assignments in columns and tables that the LMS has had since later revisions only. */
@QuarkusTest
@TestProfile(LmsDatabase.class)
class LaterLmsAssignmentTest extends AssignmentsTest {

    private UUID ann;
    private UUID ben;
    private UUID cem;
    private UUID all;

    @BeforeEach
    void students() {
        ann = rows.student();
        ben = rows.student();
        cem = rows.student();
        all = rows.classOf(teacher, ann, ben, cem);
    }

    @Test
    void theListSaysHowFarTheStudentsAre() {
        var id = toAll(rows.assignment(teacher, 4, first));
        toAll(rows.assignment(rows.teacher(school), 4, first));
        begin(ann, id, "completed", 80);
        begin(ben, id, "in_progress", null);
        list("?teacher_id=" + teacher)
                .body("items.total_students", contains(3))
                .body("items.student_count", contains(3))
                .body("items.not_started", contains(1))
                .body("items.in_progress", contains(1))
                .body("items.completed", contains(1))
                .body("items.pending_reviews_count", contains(0));
    }

    @Test
    void completedWritingWithoutAScoreWaitsForTheTeacher() {
        var writing =
                toAll(rows.aiAssignment(teacher, 4, "writing_free_response", "{\"prompt\": 1}"));
        var speaking =
                toAll(rows.aiAssignment(teacher, 0, "speaking_open_response", "{\"prompt\": 1}"));
        var quiz = toAll(rows.aiAssignment(teacher, 0, "ai_quiz", "{\"q\": 1}"));
        for (var id : List.of(writing, speaking, quiz)) {
            begin(ann, id, "completed", null);
            begin(ben, id, "completed", 70);
            begin(cem, id, "in_progress", null);
        }
        list("").body("items.id", contains(quiz + "", speaking + "", writing + ""))
                .body("items.pending_reviews_count", contains(0, 1, 1));
    }

    @Test
    void theListSaysWhatIsPractised() {
        var skill = UUID.randomUUID();
        var format = UUID.randomUUID();
        rows.run(
                "INSERT INTO skill_categories VALUES (?, 'Listening', ?, 'headphones', '#3b82f6')",
                skill,
                "listening-" + skill);
        rows.run("INSERT INTO activity_formats VALUES (?, 'Quiz', ?)", format, "quiz-" + format);
        rows.assignment(teacher, 4, first);
        var ai = rows.aiAssignment(teacher, 0, "ai_quiz", "{\"q\": 1}");
        rows.run(
                "UPDATE assignments SET primary_skill_id = ?, activity_format_id = ?,"
                        + " is_mix_mode = true WHERE id = ?",
                skill,
                format,
                ai);
        for (int i = 0; i < 2; i++) {
            list("").body("items.skill_name", contains("Listening", null))
                    .body("items.skill_slug", contains("listening-" + skill, null))
                    .body("items.skill_color", contains("#3b82f6", null))
                    .body("items.skill_icon", contains("headphones", null))
                    .body("items.format_name", contains("Quiz", null))
                    .body("items.is_mix_mode", contains(true, false))
                    .body("items.teacher_name", contains("The teacher", "The teacher"));
        }
        patch(ai, Map.of("name", "Trees"))
                .statusCode(200)
                .body("primary_skill.id", equalTo(skill.toString()))
                .body("primary_skill.name", equalTo("Listening"))
                .body("activity_format.name", equalTo("Quiz"));
        rows.run("DELETE FROM skill_categories");
        rows.run("DELETE FROM activity_formats");
        patch(ai, Map.of("name", "Trees"))
                .body("primary_skill", nullValue())
                .body("activity_format", nullValue());
    }

    /** The LMS writes JSON's null for no content, which SQL does not take for NULL. */
    @Test
    void jsonsNullIsNoAiContent() {
        var id = rows.assignment(teacher, 4, first);
        rows.run("UPDATE assignments SET activity_id = ? WHERE id = ?", first, id);
        rows.run("UPDATE assignments SET activity_content = 'null', resources = 'null'");
        list("").body("items[0].book_title", equalTo("BRAINS"))
                .body("items[0].activity_id", equalTo(first.toString()))
                .body("items[0].activity_count", equalTo(1));
        var bare = rows.aiAssignment(teacher, 999, "ai_quiz", "null");
        when().get("/assignments/" + bare).then().body("book_title", equalTo("Unknown Book"));
        edited(id).body("resources", nullValue());
        patch(bare, Map.of("activity_ids", List.of(bare))).statusCode(422);
    }

    @Test
    void aiContentIsOneActivityWithoutABook() {
        var id = rows.aiAssignment(teacher, 0, "word_builder", "{\"words\": [\"oak\"]}");
        dcs.resetCalls();
        list("").body("items[0].book_id", equalTo(0))
                .body("items[0].book_title", equalTo("AI Generated"))
                .body("items[0].book", nullValue())
                .body("items[0].book_missing", equalTo(false))
                .body("items[0].activity_id", equalTo(id.toString()))
                .body("items[0].activity_title", equalTo("Homework"))
                .body("items[0].activity_type", equalTo("word_builder"))
                .body("items[0].activities", hasSize(0))
                .body("items[0].activity_count", equalTo(1));
        for (var route : List.of("/preview", "/for-edit")) {
            when().get("/assignments/" + id + route)
                    .then()
                    .statusCode(200)
                    .body("book_id", equalTo(0))
                    .body("book_title", equalTo("AI Generated"))
                    .body("book_name", equalTo("AI Generated"))
                    .body("publisher_name", equalTo(""))
                    .body("book_cover_url", nullValue())
                    .body("activities", hasSize(1))
                    .body("total_activities", equalTo(1))
                    .body("activities[0].id", equalTo(id.toString()))
                    .body("activities[0].title", equalTo("Homework"))
                    .body("activities[0].activity_type", equalTo("word_builder"))
                    .body("activities[0].order_index", equalTo(0))
                    .body("activities[0].config_json.type", equalTo("word_builder"))
                    .body("activities[0].config_json.content.words", contains("oak"));
        }
        assertEquals(0, dcs.calls());
    }

    @Test
    void aiContentOfABookHasItsTitle() {
        rows.aiAssignment(teacher, 4, null, "{\"q\": 1}");
        list("").body("items[0].book_title", equalTo("BRAINS"))
                .body("items[0].activity_type", equalTo("ai_quiz"));
    }

    /** The screen sends all fields back, the one activity among them. */
    @Test
    void aiContentStaysWhatItIsWhenItIsEdited() {
        var id = rows.aiAssignment(teacher, 0, "ai_quiz", "{\"q\": 1}");
        patch(id, Map.of("name", "Quiz", "activity_ids", List.of(id)))
                .statusCode(200)
                .body("name", equalTo("Quiz"))
                .body("activity_type", equalTo("ai_quiz"));
        patch(id, Map.of("activity_ids", List.of(first)))
                .statusCode(422)
                .body("errors.field", contains("activity_ids"));
        assertEquals("0", rows.text("SELECT count(*) FROM assignment_activities"));
        assertEquals(null, rows.text("SELECT activity_id FROM assignments"));
        assertEquals("1", rows.text("SELECT activity_content ->> 'q' FROM assignments"));
    }

    @Test
    void makingAiContentIsTheLmss() {
        create(Map.of("source_type", "ai_content", "content_id", "7", "class_ids", List.of(all)))
                .statusCode(422)
                .body("errors.field", contains("content_id", "source_type"));
    }

    @Test
    void eachStudentGetsARowForEachActivity() {
        create(Map.of("activity_ids", List.of(second, first), "class_ids", List.of(all)))
                .statusCode(201)
                .body("student_count", equalTo(3));
        assertEquals(
                "6 not_started 100",
                rows.text(
                        "SELECT count(*) || ' ' || min(cast(status AS text)) || ' ' ||"
                                + " min(max_score) FROM assignment_student_activities"
                                + " WHERE score IS NULL AND response_data IS NULL"));
    }

    /** What they have in common is looked up once. */
    @Test
    void eachOfSeveralCostsFiveStatements() {
        list("");
        var one = bulk(1);
        assertEquals(5, (bulk(11) - one) / 10.0);
    }

    private long bulk(int groups) {
        var group =
                Map.of(
                        "scheduled_publish_date",
                        "2031-01-01T00:00:00Z",
                        "activity_ids",
                        List.of(first));
        var body =
                body(
                        Map.of(
                                "class_ids", List.of(all),
                                "date_groups", java.util.Collections.nCopies(groups, group)));
        statements();
        given().contentType("application/json")
                .body(body)
                .post("/assignments/bulk")
                .then()
                .statusCode(201)
                .body("total_created", equalTo(groups));
        return statements();
    }

    @Test
    void withoutTheTableTheStudentsStillGetIt() {
        rows.run("ALTER TABLE assignment_student_activities RENAME TO elsewhere");
        try {
            var id =
                    create(Map.of("activity_ids", List.of(first), "class_ids", List.of(all)))
                            .statusCode(201)
                            .body("student_count", equalTo(3))
                            .extract()
                            .<String>path("id");
            patch(UUID.fromString(id), Map.of("activity_ids", List.of(second))).statusCode(200);
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO assignment_student_activities");
        }
    }

    @Test
    void whatWasNeverBegunGoesWithItsActivity() {
        var made =
                create(Map.of("activity_ids", List.of(first, second), "class_ids", List.of(all)));
        var id = UUID.fromString(made.extract().path("id"));
        work(ann, first, "status = 'in_progress'");
        work(ben, first, "response_data = '{\"a\": 1}'");
        work(cem, first, "response_data = 'null'");
        patch(id, Map.of("activity_ids", List.of(second))).statusCode(200);
        assertEquals(
                "2",
                rows.text(
                        "SELECT count(*) FROM assignment_student_activities WHERE activity_id = ?",
                        first));
        assertEquals(
                "3",
                rows.text(
                        "SELECT count(*) FROM assignment_student_activities WHERE activity_id = ?",
                        second));
        assertEquals(
                "0",
                rows.text(
                        "SELECT count(*) FROM assignment_student_activities a JOIN"
                                + " assignment_students s ON s.id = a.assignment_student_id WHERE"
                                + " s.student_id = ? AND a.activity_id = ?",
                        cem,
                        first));
    }

    @Test
    void studentsWhomTheTeacherEnteredNeedNoClass() {
        var dan = rows.student();
        rows.run("UPDATE students SET created_by_teacher_id = ? WHERE id = ?", teacher, dan);
        create(Map.of("activity_id", first, "student_ids", List.of(dan, ann)))
                .statusCode(201)
                .body("student_count", equalTo(2));
        rows.run(
                "UPDATE students SET created_by_teacher_id = ? WHERE id = ?",
                rows.teacher(school),
                dan);
        create(Map.of("activity_id", first, "student_ids", List.of(ann, dan)))
                .statusCode(422)
                .body("errors.field", contains("student_ids[1]"));
    }

    private UUID toAll(UUID assignment) {
        List.of(ann, ben, cem).forEach(student -> rows.give(assignment, student));
        return assignment;
    }

    private void begin(UUID student, UUID assignment, String status, Integer score) {
        rows.run(
                "UPDATE assignment_students SET status = cast(? AS assignmentstatus),"
                        + " score = cast(? AS integer) WHERE student_id = ? AND assignment_id = ?",
                status,
                score,
                student,
                assignment);
    }

    private void work(UUID student, UUID activity, String change) {
        rows.run(
                "UPDATE assignment_student_activities a SET "
                        + change
                        + " FROM assignment_students s WHERE s.id = a.assignment_student_id AND"
                        + " s.student_id = ? AND a.activity_id = ?",
                student,
                activity);
    }

    private static ValidatableResponse list(String query) {
        return when().get("/assignments" + query).then().statusCode(200);
    }

    private static ValidatableResponse edited(UUID id) {
        return when().get("/assignments/" + id + "/for-edit").then().statusCode(200);
    }

    private static ValidatableResponse patch(UUID id, Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .patch("/assignments/" + id)
                .then();
    }
}
