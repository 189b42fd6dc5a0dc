package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.book.BookMemory;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assignments are changed and deleted. */
@QuarkusTest
public class AssignmentChangeTest extends RowsTest {

    private UUID activity;
    private UUID id;

    @BeforeEach
    void assignment() {
        activity = rows.activity(4, "circle", 0);
        id = rows.assignment(teacher, 4, activity);
        rows.run(
                "UPDATE assignments SET instructions = 'Read', time_limit_minutes = 9,"
                        + " due_date = '2020-01-01', video_path = 'v', resources = '{\"videos\": []}'"
                        + " WHERE id = ?",
                id);
    }

    @Test
    void whatIsNotSentStays() {
        patch("{\"name\": \"Better\"}")
                .statusCode(200)
                .body("name", equalTo("Better"))
                .body("instructions", equalTo("Read"))
                .body("time_limit_minutes", equalTo(9))
                .body("due_date", equalTo("2020-01-01T00:00:00Z"))
                .body("video_path", equalTo("v"))
                .body("resources.videos", hasSize(0))
                .body("status", equalTo("published"))
                .body("activities.id", contains(activity.toString()))
                .body("book.id", equalTo(4));
    }

    @Test
    void nullClears() {
        patch(
                        "{\"instructions\": null, \"time_limit_minutes\": null, \"due_date\": null,"
                                + " \"scheduled_publish_date\": null, \"video_path\": null,"
                                + " \"resources\": null}")
                .statusCode(200)
                .body("instructions", nullValue())
                .body("time_limit_minutes", nullValue())
                .body("due_date", nullValue())
                .body("video_path", nullValue())
                .body("resources", nullValue())
                .body("name", equalTo("Homework"));
    }

    @Test
    void whatIsRequiredCanNotBeCleared() {
        patch("{\"name\": null, \"status\": null, \"activity_ids\": null}")
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("name", "status", "activity_ids"));
    }

    @Test
    void theRulesAreThoseOfMaking() {
        patch(
                        "{\"name\": \" \", \"due_date\": \"2020-02-02T00:00:00Z\","
                                + " \"time_limit_minutes\": -1, \"video_path\": \"a/../b\"}")
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder("name", "due_date", "time_limit_minutes", "video_path"));
        patch("{\"due_date\": \"2031-01-01T02:00:00+02:00\"}")
                .statusCode(200)
                .body("due_date", equalTo("2031-01-01T00:00:00Z"));
        patch("{\"scheduled_publish_date\": \"2031-01-02T00:00:00Z\"}").statusCode(422);
        patch("{\"status\": \"archived\"}").statusCode(200).body("status", equalTo("archived"));
        patch("{\"status\": \"lost\"}").statusCode(422).body("errors.field", contains("status"));
    }

    @Test
    void aDateThatStaysMayHavePassed() {
        rows.run("UPDATE assignments SET due_date = '2020-01-02 00:00:00.5'");
        patch("{\"name\": \"Late\", \"due_date\": \"2020-01-02T01:00:00.5+01:00\"}")
                .statusCode(200)
                .body("name", equalTo("Late"))
                .body("due_date", equalTo("2020-01-02T00:00:00.500Z"));
        patch("{\"name\": \"Later\", \"due_date\": \"2020-01-03T00:00:00Z\"}")
                .statusCode(422)
                .body("errors.field", contains("due_date"));
        patch("{}").body("name", equalTo("Late"));
    }

    /** A browser cuts microseconds off. */
    @Test
    void aDateThatCameThroughABrowserIsTheSame() {
        rows.run(
                "UPDATE assignments SET due_date = '2020-01-02 00:00:00.123456',"
                        + " scheduled_publish_date = '2020-01-01 00:00:00.654321+00'");
        patch(
                        "{\"name\": \"Late\", \"due_date\": \"2020-01-02T00:00:00.123Z\","
                                + " \"scheduled_publish_date\": \"2020-01-01T00:00:00.654Z\"}")
                .statusCode(200)
                .body("name", equalTo("Late"))
                .body("due_date", equalTo("2020-01-02T00:00:00.123456Z"))
                .body("scheduled_publish_date", equalTo("2020-01-01T00:00:00.654321Z"));
        patch("{\"due_date\": \"2020-01-02T00:00:00.124Z\"}").statusCode(422);
    }

    @Test
    void onlyTheStatusIsPublishedEarly() {
        rows.run(
                "UPDATE assignments SET status = 'scheduled', scheduled_publish_date ="
                        + " '2031-01-01 00:00:00+00'");
        patch("{\"status\": \"published\"}")
                .statusCode(200)
                .body("status", equalTo("published"))
                .body("scheduled_publish_date", equalTo("2031-01-01T00:00:00Z"));
    }

    /** The LMS publishes by the date. */
    @Test
    void whatIsScheduledLosesItsDateOnlyTogetherWithItsStatus() {
        rows.run(
                "UPDATE assignments SET status = 'scheduled', scheduled_publish_date ="
                        + " '2031-01-01 00:00:00+00'");
        patch("{\"scheduled_publish_date\": null}")
                .statusCode(422)
                .body("errors.field", contains("scheduled_publish_date"));
        patch("{\"scheduled_publish_date\": null, \"status\": \"draft\"}")
                .statusCode(200)
                .body("scheduled_publish_date", nullValue())
                .body("status", equalTo("draft"));
        // A form is told null, and sends it back: the date stays.
        rows.run(
                "UPDATE assignments SET status = 'scheduled', scheduled_publish_date ="
                        + " '2020-01-01 00:00:00+00'");
        patch("{\"scheduled_publish_date\": null}")
                .statusCode(200)
                .body("scheduled_publish_date", equalTo("2020-01-01T00:00:00Z"));
    }

    /** All that the screen to edit was told comes back with them. */
    @Test
    void ofTheResourcesWhatIsTheirsIsStored() {
        patch(
                        "{\"resources\": {\"videos\": [{\"path\": \"video/1.mp4\", \"name\": \"Seeds\","
                                + " \"has_subtitles\": true, \"size_bytes\": 7}], \"more\": 1}}")
                .statusCode(200);
        assertEquals(
                "{\"videos\":[{\"type\":\"video\",\"path\":\"video/1.mp4\",\"name\":\"Seeds\","
                        + "\"subtitles_enabled\":true,\"has_subtitles\":true}],\"teacher_materials\":[]}",
                rows.text("SELECT resources FROM assignments"));
        patch(
                        "{\"resources\": {\"videos\": [{\"path\": \"../1.mp4\"}, {}, 7],"
                                + " \"teacher_materials\": {}}}")
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "resources.videos[0].path",
                                "resources.videos[1].path",
                                "resources.videos[2]",
                                "resources.teacher_materials"));
    }

    @Test
    void theFirstOfSeveralActivitiesStandsInTheRow() {
        var other = rows.activity(4, "markwithx", 1);
        patch(Map.of("activity_ids", List.of(other, activity))).statusCode(200);
        assertEquals(other.toString(), rows.text("SELECT activity_id FROM assignments"));
    }

    @Test
    void bookTeacherAndRecipientsCanNotBeChanged() {
        patch(
                        "{\"book_id\": 5, \"teacher_id\": \"x\", \"class_ids\": [\"x\"],"
                                + " \"student_ids\": [\"x\"], \"content_id\": 1}")
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "book_id", "teacher_id", "class_ids", "student_ids", "content_id"));
    }

    @Test
    void theActivitiesAreReplaced() {
        var other = rows.activity(4, "markwithx", 1);
        patch(Map.of("activity_ids", List.of(other, activity)))
                .statusCode(200)
                .body("activities.id", contains(other.toString(), activity.toString()));
        patch(Map.of("activity_ids", List.of(other)))
                .statusCode(200)
                .body("activities.id", contains(other.toString()))
                .body("activity_id", equalTo(other.toString()));
        patch(Map.of("activity_ids", List.of(rows.activity(5, "circle", 0))))
                .statusCode(422)
                .body("errors.field", contains("activity_ids[0]"));
        patch("{\"activity_ids\": []}").statusCode(422);
    }

    @Test
    void aChangeNeedsNoDcs() {
        dcs.stop();
        patch("{\"name\": \"Better\"}").statusCode(200).body("book", nullValue());
    }

    @Test
    void anEmptyChangeChangesNothingButTheTime() {
        patch("{}").statusCode(200).body("name", equalTo("Homework"));
    }

    @Test
    void theTagOfWhatWasReadAllowsTheChange() {
        var tag = tag();
        var next = patch(tag, "{\"name\": \"Mine\"}").statusCode(200).extract().header("ETag");
        assertNotEquals(tag, next);
        assertEquals(next, tag());
        patch("\"other\", " + next, "{\"name\": \"Mine again\"}").statusCode(200);
        patch("*", "{\"name\": \"Whoever\"}").statusCode(200);
    }

    @Test
    void anOldTagDoesNot() {
        var tag = tag();
        patch("{\"name\": \"Theirs\"}").statusCode(200);
        patch(tag, "{\"name\": \"Mine\"}").statusCode(412).contentType("application/problem+json");
        patch("W/" + tag(), "{\"name\": \"Mine\"}").statusCode(412);
        when().get("/assignments/" + id).then().body("name", equalTo("Theirs"));
    }

    @Test
    void whatTheLmsChangesMakesATagOldToo() {
        var tag = tag();
        rows.run("UPDATE assignments SET name = 'Of the LMS' WHERE id = ?", id);
        patch(tag, "{\"name\": \"Mine\"}").statusCode(412);
        tag = tag();
        rows.run("DELETE FROM assignment_activities WHERE assignment_id = ?", id);
        patch(tag, "{\"name\": \"Mine\"}").statusCode(412);
    }

    @Test
    void aBookThatChangesDoesNot() {
        var tag = tag();
        dcs.rename(4, "BRAINS 2");
        BookMemory.forget(catalog);
        when().get("/assignments/" + id).then().body("book_title", equalTo("BRAINS 2"));
        patch(tag, "{\"name\": \"Mine\"}").statusCode(200);
    }

    @Test
    void forEditGivesTheSameTag() {
        var tag = when().get("/assignments/" + id + "/for-edit").then().extract().header("ETag");
        assertEquals(tag(), tag);
    }

    @Test
    void oneIsDeletedWithItsActivities() {
        given().header("If-Match", "\"old\"").delete("/assignments/" + id).then().statusCode(412);
        given().header("If-Match", tag()).delete("/assignments/" + id).then().statusCode(204);
        when().get("/assignments/" + id).then().statusCode(404);
        assertEquals("0", rows.text("SELECT count(*) FROM assignment_activities"));
        when().delete("/assignments/" + id).then().statusCode(404);
        patch("{\"name\": \"Late\"}").statusCode(404);
    }

    @Test
    void oneThatIsInUseElsewhereStays() {
        rows.run("CREATE TABLE kept (id int, assignment_id uuid REFERENCES assignments (id))");
        try {
            rows.run("INSERT INTO kept VALUES (1, ?)", id);
            when().delete("/assignments/" + id).then().statusCode(409);
        } finally {
            rows.run("DROP TABLE kept");
        }
    }

    @Test
    void aChangeThatIsNoJsonIsABadRequest() {
        patch("{\"name\":").statusCode(400);
        patch("[]").statusCode(422);
        patch("7").statusCode(422);
    }

    private String tag() {
        return when().get("/assignments/" + id).then().statusCode(200).extract().header("ETag");
    }

    private ValidatableResponse patch(Object body) {
        return patch(null, body);
    }

    private ValidatableResponse patch(String ifMatch, Object body) {
        var request = given().contentType("application/json").body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.patch("/assignments/" + id).then();
    }
}
