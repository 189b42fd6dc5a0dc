package org.dreamlms.books.activity;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** The routes of activities. */
@QuarkusTest
public class ActivityTest extends RowsTest {

    private static final int BOOK = 2;

    @Test
    void theActivitiesOfABookAreAnArrayInTheirOrder() {
        rows.activity(BOOK, "circle", 1);
        rows.activity(BOOK, "markwithx", 0);
        rows.activity(3, "circle", 0);
        statements();
        when().get("/books/2/activities")
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, Accept-Encoding, Origin")
                .header("Cache-Status", nullValue())
                .body("$", hasSize(2))
                .body("activity_type", contains("markwithx", "circle"))
                .body("[0].book_id", equalTo(2))
                .body("[0].book_id", instanceOf(Integer.class))
                .body("[0].module_name", equalTo("M1"))
                .body("[0].created_at", equalTo("2026-11-23T08:00:00.123456Z"))
                .body("[0].config_json.type", equalTo("markwithx"))
                .body("[0]", not(hasKey("book")));
        assertEquals(2, statements());
        assertEquals(0, dcs.calls());
    }

    @Test
    void whoHasTheActivitiesAlreadyGetsNoneOfThem() {
        rows.activity(BOOK, "circle", 1);
        var tag = tag("/books/2/activities");
        assertThat(tag).startsWith("\"");
        assertThat(tag("/books/2/activities")).isEqualTo(tag);
        assertThat(tag("/books/2/activities?include=none")).isNotEqualTo(tag);
        given().header("If-None-Match", tag)
                .get("/books/2/activities")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, Accept-Encoding, Origin");
        rows.activity(BOOK, "circle", 2);
        given().header("If-None-Match", tag)
                .get("/books/2/activities")
                .then()
                .statusCode(200)
                .body("$", hasSize(2));
    }

    @Test
    void anEmptyListHasATagToo() {
        assertThat(tag("/books/2/activities")).startsWith("\"");
    }

    private static String tag(String path) {
        return when().get(path).then().statusCode(200).extract().header("ETag");
    }

    @Test
    void theConfigIsLeftOutWhenItIsNotAskedFor() {
        rows.activity(BOOK, "circle", 0);
        when().get("/books/2/activities?include=none")
                .then()
                .statusCode(200)
                .body("[0]", not(hasKey("config_json")));
        when().get("/books/2/activities?include=config")
                .then()
                .statusCode(200)
                .body("[0].config_json.type", equalTo("circle"));
    }

    @Test
    void aConfigThatIsNoObjectIsAnEmptyOne() {
        var id = rows.activity(BOOK, "circle", 0);
        for (var config : List.of("NULL", "'null'", "'[1]'", "'\"text\"'")) {
            rows.run("UPDATE activities SET config_json = " + config);
            when().get("/books/2/activities").then().body("[0].config_json", anEmptyMap());
            when().get("/activities/" + id).then().body("config_json", anEmptyMap());
            when().get("/assignments/activities/" + id + "/preview")
                    .then()
                    .body("config_json", anEmptyMap());
        }
    }

    @Test
    void aTrailingSlashNamesTheSameResource() {
        rows.activity(BOOK, "circle", 0);
        when().get("/books/2/activities/").then().statusCode(200).body("$", hasSize(1));
    }

    @Test
    void aBookWithoutActivitiesHasAnEmptyArray() {
        when().get("/books/2/activities").then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void aBookThatDcsDoesNotHaveIsNotFound() {
        when().get("/books/999/activities")
                .then()
                .statusCode(404)
                .body("detail", equalTo("Book 999 not found in DCS"));
    }

    @Test
    void whileDcsIsDownABookWithoutActivitiesHasAnEmptyArrayToo() {
        dcs.stop();
        when().get("/books/2/activities")
                .then()
                .statusCode(200)
                .header("Proxy-Status", "dcs-books; error=destination_unavailable")
                .header("Cache-Control", "private, no-cache")
                .header("ETag", nullValue())
                .body("$", hasSize(0));
    }

    @Test
    void aWrongBookIdIsABadRequest() {
        when().get("/books/0/activities").then().statusCode(400);
        when().get("/books/2147483648/activities").then().statusCode(400);
    }

    @Test
    void oneActivityHasItsConfigAndItsBook() {
        var id = rows.activity(BOOK, "circle", 0);
        when().get("/activities/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("config_json.type", equalTo("circle"))
                .body("book.id", equalTo(2))
                .body("book.title", equalTo("Grammar Garden"))
                .body("book_missing", equalTo(false));
    }

    @Test
    void anActivityOutlivesItsBookInDcs() {
        var id = rows.activity(999, "circle", 0);
        when().get("/activities/" + id)
                .then()
                .statusCode(200)
                .header("Proxy-Status", nullValue())
                .body("book", nullValue())
                .body("$", hasKey("book"))
                .body("book_missing", equalTo(true));
    }

    @Test
    void whileDcsIsDownAnActivityComesWithoutItsBook() {
        var id = rows.activity(BOOK, "circle", 0);
        dcs.stop();
        when().get("/activities/" + id)
                .then()
                .statusCode(200)
                .header("Proxy-Status", "dcs-books; error=destination_unavailable")
                .body("book", nullValue())
                .body("book_missing", equalTo(false));
    }

    @Test
    void anUnknownActivityIsNotFound() {
        var id = UUID.randomUUID();
        when().get("/activities/" + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("Activity " + id + " not found"));
    }

    @Test
    void anIdThatIsNoUuidIsABadRequest() {
        when().get("/activities/4").then().statusCode(400).body("errors[0].field", equalTo("id"));
        when().get("/activities/1-1-1-1-1").then().statusCode(400);
    }

    @Test
    void aTypeThatCameLaterIsReadLikeAnyOther() {
        rows.run("ALTER TYPE activitytype ADD VALUE IF NOT EXISTS 'crossword'");
        rows.activity(BOOK, "crossword", 0);
        when().get("/books/2/activities")
                .then()
                .statusCode(200)
                .body("[0].activity_type", equalTo("crossword"));
        given().queryParam("activity_type", "crossword")
                .get("/books")
                .then()
                .statusCode(200)
                .body("items.id", contains(2));
    }

    @Test
    void booksAreFilteredByTheTypesOfTheirActivities() {
        rows.activity(2, "dragdroppicture", 0);
        rows.activity(2, "dragdroppicture", 1);
        rows.activity(3, "dragdroppicture", 0);
        rows.activity(7, "dragdroppicture", 0);
        rows.activity(1, "markwithx", 0);
        given().queryParam("activity_type", "dragdroppicture")
                .get("/books")
                .then()
                .statusCode(200)
                .body("items.title", contains("Grammar Garden", "Story Time"))
                .body("total", equalTo(2));
        given().queryParam("activity_type", "dragdroppicture")
                .queryParam("search", "garden")
                .get("/books")
                .then()
                .body("items.id", contains(2));
    }

    @Test
    void ofATypeThatNobodyKnowsThereAreNoBooks() {
        given().queryParam("activity_type", "no'such")
                .get("/books")
                .then()
                .statusCode(200)
                .body("total", equalTo(0));
    }

    @Test
    void theFilterSeesNewActivitiesAtOnce() {
        given().queryParam("activity_type", "puzzleFindWords")
                .get("/books")
                .then()
                .body("total", equalTo(0));
        rows.activity(2, "puzzleFindWords", 0);
        given().queryParam("activity_type", "puzzleFindWords")
                .get("/books")
                .then()
                .body("total", equalTo(1));
    }
}
