package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Assignments are listed and shown. */
@QuarkusTest
public class AssignmentListTest extends AssignmentsTest {

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
    void aPageOfAHundredCostsFourStatementsAndOneCall() {
        dcs.books().addMany(100);
        for (int book = 26; book < 126; book++) {
            rows.assignment(teacher, book, first, second);
        }
        list("?limit=1");
        statements();
        dcs.resetCalls();
        list("?limit=100&status=published&teacher_id=" + teacher)
                .body("items", hasSize(100))
                .body("items.book.id", hasItem(125))
                .body("items[99].activities", hasSize(2));
        assertEquals(4, statements());
        assertEquals(1, dcs.calls());
    }

    @Test
    void aPageIsSkippedToByEitherName() {
        for (int i = 0; i < 3; i++) {
            rows.assignment(teacher, 4, first);
        }
        for (var name : Arrays.asList("skip", "offset")) {
            list("?limit=1000&" + name + "=2")
                    .body("items", hasSize(1))
                    .body("total", equalTo(3))
                    .body("skip", equalTo(2))
                    .body("offset", equalTo(2))
                    .body("limit", equalTo(1000))
                    .body("has_more", equalTo(false));
        }
        when().get("/assignments?limit=1001").then().statusCode(400);
    }

    /** The screens can't do without these texts. */
    @Test
    void whatIsMissingHasAName() {
        var bare = rows.assignment(teacher, 999);
        var untitled = rows.assignment(teacher, 4, first);
        rows.run("UPDATE activities SET title = NULL WHERE id = ?", first);
        list("").body("items.id", contains(untitled.toString(), bare.toString()))
                .body("items.book_title", contains("BRAINS", "Unknown Book"))
                .body("items.activity_id", contains(first.toString(), bare.toString()))
                .body("items.activity_title", contains("Homework", "Homework"))
                .body("items.activity_type", contains("circle", "unknown"))
                .body("items.student_count", contains(0, 0))
                .body("items.total_students", contains(0, 0))
                .body("items.pending_reviews_count", contains(0, 0))
                .body("items.teacher_name", contains("The teacher", "The teacher"))
                .body("items.skill_name", contains(null, null))
                .body("items.format_name", contains(null, null))
                .body("items.is_mix_mode", contains(false, false));
        when().get("/assignments/" + bare + "/preview")
                .then()
                .statusCode(200)
                .body("book_title", equalTo("Unknown Book"))
                .body("book_name", equalTo(""))
                .body("publisher_name", equalTo(""))
                .body("activities", hasSize(0));
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
}
