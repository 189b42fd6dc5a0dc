package org.dreamlms.books.http.input;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the client learns what is wrong with it, and nothing is lost or bent. */
@QuarkusTest
public class OddInputTest extends RowsTest {

    private UUID activity;

    @BeforeEach
    void activity() {
        activity = rows.activity(4, "circle", 0);
        rows.bookAssignment(4, school, null, admin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"name\":\"a\\u0000b\"",
                "\"name\":\"half \\ud83d\"",
                "\"name\":\"\\u00a0\\u200b\"",
                "\"name\":[\"n\"]",
                "\"name\":\"n\",\"instructions\":\"\\udc00\"",
                "\"name\":\"n\",\"status\":\"\\ud800\"",
                "\"name\":\"n\",\"status\":\"publishedly\"",
                "\"name\":\"n\",\"time_limit_minutes\":1e2",
                "\"name\":\"n\",\"time_limit_minutes\":99999999999999999999",
                "\"name\":\"n\",\"due_date\":{\"year\":2031}",
                "\"name\":\"n\",\"due_date\":\"2031-02-31T00:00:00Z\"",
                "\"name\":\"n\",\"due_date\":\"+999999999-12-31T23:59:59Z\"",
                "\"name\":\"n\",\"due_date\":\"+999999999-12-31T23:59:59-18:00\"",
                "\"name\":\"n\",\"due_date\":\"-999999999-01-01T00:00:00+18:00\"",
                "\"name\":\"n\",\"resources\":[1]",
                "\"name\":\"n\",\"resources\":{\"videos\":[{\"path\":\"\\ud800\"}]}",
                "\"name\":\"n\",\"source_type\":7"
            })
    void whatCanNotBeStoredAsItIsIsUnprocessable(String fields) {
        post("/assignments", body(fields)).statusCode(422).body("errors", notNullValue());
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    @Test
    void whatIsNestedDeeplyIsStoredOrRefused() {
        post("/assignments", body("\"name\":\"n\",\"resources\":" + nested(900))).statusCode(201);
        post("/assignments", body("\"name\":\"n\",\"resources\":" + nested(20_000)))
                .statusCode(400);
    }

    @Test
    void charactersBeyondTheFirstPlaneCountOnce() {
        var name = "\ud83d\ude00".repeat(500);
        post("/assignments", body("\"name\":\"" + name + "\""))
                .statusCode(201)
                .body("name", equalTo(name));
    }

    @Test
    void ofManyErrorsAHundredAreNamed() {
        var fields = new StringBuilder("\"name\":\"n\"");
        for (int i = 0; i < 300; i++) {
            fields.append(",\"f").append(i).append("\":1");
        }
        post("/assignments", body(fields.toString()))
                .statusCode(422)
                .body("errors", hasSize(100))
                .body("errors[99].field", equalTo("body"))
                .body("errors[99].message", equalTo("has 201 more errors"));
    }

    @Test
    void aFieldWithoutEffectIsNamed() {
        post("/assignments", body("\"name\":\"n\",\"skill_id\":\"x\",\"due\":1"))
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("skill_id", "due"));
        post(
                        "/assignments",
                        body("\"name\":\"n\",\"skill_id\":null,\"is_mix_mode\":false,\"tags\":[]"))
                .statusCode(201);
        var id = rows.assignment(teacher, 4, activity);
        given().contentType("application/json")
                .body(Map.of("title", "Better"))
                .patch("/assignments/" + id)
                .then()
                .statusCode(422)
                .body("errors.field", contains("title"));
        var group =
                Map.of(
                        "scheduled_publish_date",
                        "2031-01-01T00:00:00Z",
                        "activity_ids",
                        List.of(activity),
                        "time_limit",
                        3);
        given().contentType("application/json")
                .body(
                        Map.of(
                                "teacher_id",
                                teacher,
                                "book_id",
                                4,
                                "name",
                                "n",
                                "due_date",
                                "2031-02-01T00:00:00Z",
                                "date_groups",
                                List.of(group)))
                .post("/assignments/bulk")
                .then()
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("due_date", "date_groups[0].time_limit"));
        given().contentType("application/json")
                .body(Map.of("book_id", 4, "schoolId", school, "assigned_by", admin))
                .post("/book-assignments")
                .then()
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("school_id", "schoolId"));
    }

    @Test
    void nobodyAssignsABookInAnothersName() {
        given().header("Authorization", "Bearer " + LmsToken.of(admin))
                .contentType("application/json")
                .body(Map.of("book_id", 4, "school_id", school, "assigned_by", teacherUser))
                .post("/book-assignments")
                .then()
                .statusCode(422)
                .body("errors.field", contains("assigned_by"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assignments?status=%00",
                "/assignments?status=%FF",
                "/assignments?status=it's",
                "/books?activity_type=%00"
            })
    void aFilterThatNothingCanMeetIsABadRequest(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assignments", "/book-assignments", "/teachers/%s/books"})
    void offsetIsAnotherNameForSkip(String list) {
        given().get(list.formatted(teacher) + "?offset=7")
                .then()
                .statusCode(200)
                .body("skip", equalTo(7));
    }

    @Test
    void manyActivitiesCostNoMoreStatementsThanOne() {
        statements();
        post("/assignments", body("\"name\":\"n\"")).statusCode(201);
        var one = statements();
        var ids = Stream.generate(() -> rows.activity(4, "circle", 1)).limit(100).toList();
        given().contentType("application/json")
                .body(Map.of("teacher_id", teacher, "book_id", 4, "name", "n", "activity_ids", ids))
                .post("/assignments")
                .then()
                .statusCode(201)
                .body("activities", hasSize(100));
        var hundred = statements();
        assertTrue(one <= 7 && hundred <= 7, () -> one + " and " + hundred + " statements");
    }

    @Test
    void anActivityWithoutAPlaceComesFirst() {
        rows.run("ALTER TABLE assignment_activities ALTER order_index DROP NOT NULL");
        var second = rows.activity(4, "markwithx", 1);
        var id = rows.assignment(teacher, 4, second, activity);
        rows.run("UPDATE assignment_activities SET order_index = 1 WHERE activity_id = ?", second);
        rows.run(
                "UPDATE assignment_activities SET order_index = NULL WHERE activity_id = ?",
                activity);
        given().get("/assignments/" + id)
                .then()
                .statusCode(200)
                .body("activities.id", contains(activity.toString(), second.toString()))
                .body("activities.order_index", contains(0, 1));
    }

    @Test
    void aRowWithAnIdThatDcsCanNotHaveSpoilsNoOther() {
        rows.assignment(teacher, 0, activity);
        rows.assignment(teacher, 4, activity);
        given().get("/assignments")
                .then()
                .statusCode(200)
                .body("items.book_id", containsInAnyOrder(0, 4))
                .body("items.find { it.book_id == 0 }.book_missing", equalTo(true))
                .body("items.find { it.book_id == 4 }.book.id", equalTo(4));
        given().get("/books/4").then().statusCode(200);
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private String body(String fields) {
        return "{\"teacher_id\":\"%s\",\"book_id\":4,\"activity_id\":\"%s\",%s}"
                .formatted(teacher, activity, fields);
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(lessThan(500));
    }
}
