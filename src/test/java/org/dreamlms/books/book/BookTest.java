package org.dreamlms.books.book;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /books/{id}}. */
@QuarkusTest
class BookTest extends ServiceTest {

    @Test
    void aBookHasTheFieldsOfTheContract() {
        get("/books/4")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("id", is(4))
                .body("title", is("BRAINS"))
                .body("book_name", is("BRAINS"))
                .body("publisher_id", is(1))
                .body("publisher_name", is("Universal ELT"))
                .body("language", is("en"))
                .body("category", is("english"))
                .body("status", is("published"))
                .body("cover_image_url", is("/books/4/cover"))
                .body("activity_count", is(53))
                .body("activity_details.circle", is(9))
                .body("activity_details.puzzleFindWords", is(8))
                .body("dream_storage_id", is("4"))
                .body("total_size", is(753253))
                .body("created_at", is("2026-11-23T08:37:12.413999Z"))
                .body("updated_at", is("2026-11-23T08:37:12.413999Z"));
    }

    @Test
    void itsHeadersSayHowItMayBeCached() {
        get("/books/4")
                .then()
                .header("Cache-Control", "private, max-age=60, stale-while-revalidate=540")
                .header("Vary", "Authorization, Accept-Encoding, Origin")
                .header("ETag", startsWith("\""))
                .header("Age", nullValue());
    }

    @Test
    void theSecondReadIsAnsweredFromMemory() {
        get("/books/4").then().header("Cache-Status", "dcs-books; fwd=miss; stored");
        clock.advance(Duration.ofSeconds(7));
        get("/books/4")
                .then()
                .statusCode(200)
                .body("title", is("BRAINS"))
                .header("Cache-Status", startsWith("dcs-books; hit; ttl="))
                .header("Cache-Status", containsString("detail=\"age=7\""));
        assertThat(dcs.calls("book")).isEqualTo(1);
    }

    @Test
    void missAndHitAreTheSameRepresentation() {
        var miss = get("/books/4");
        var hit = get("/books/4");
        assertThat(hit.asByteArray()).isEqualTo(miss.asByteArray());
        assertThat(hit.header("ETag")).isEqualTo(miss.header("ETag"));
        assertThat(hit.contentType()).isEqualTo(miss.contentType());
    }

    @Test
    void whoHasItGets304FromDcsAndFromMemory() {
        var etag = get("/books/4").header("ETag");
        clock.advance(Duration.ofHours(25));
        for (var expected : new String[] {"dcs-books; fwd=miss; stored", "dcs-books; hit;"}) {
            given().header("If-None-Match", "\"other\", W/" + etag)
                    .get("/books/4")
                    .then()
                    .statusCode(304)
                    .header("ETag", etag)
                    .header("Cache-Status", startsWith(expected))
                    .header("Cache-Control", startsWith("private"))
                    .body(emptyString());
        }
        given().header("If-None-Match", "\"other\"").get("/books/4").then().statusCode(200);
        given().header("If-None-Match", "*").get("/books/4").then().statusCode(304);
    }

    @Test
    void theEtagChangesWithTheBook() {
        var etag = get("/books/4").header("ETag");
        dcs.rename(4, "BRAINS 2");
        clock.advance(Duration.ofHours(25));
        given().header("If-None-Match", etag)
                .get("/books/4")
                .then()
                .statusCode(200)
                .body("title", is("BRAINS 2"));
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() {
        for (int i = 0; i < 2; i++) {
            given().head("/books/4")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .header("ETag", startsWith("\""))
                    .body(emptyString());
        }
        var length = get("/books/4").asByteArray().length;
        given().head("/books/4").then().header("Content-Length", String.valueOf(length));
    }

    @Test
    void aTrailingSlashNamesTheSameBook() {
        get("/books/4/").then().statusCode(200).body("id", is(4));
        get("/books/4/").then().statusCode(200).body("id", is(4));
    }

    @Test
    void anArchivedBookIsFoundById() {
        get("/books/7").then().statusCode(200).body("status", is("archived"));
    }

    @Test
    void nullsBecomeWhatClientsExpect() {
        get("/books/11")
                .then()
                .body("title", is("Untitled"))
                .body("activity_count", is(0))
                .body("activity_details", equalTo(Map.of()))
                .body("total_size", nullValue());
    }

    @Test
    void onlyIntegersOfActivityDetailsAreKept() {
        get("/books/5")
                .then()
                .body("activity_details.keySet()", contains("fillpicture", "huge"))
                .body("activity_details.fillpicture", is(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"nine\"", "17", "true", "null"})
    void activityDetailsMayBeAnythingAtAll(String junk) {
        var fields = new JsonObject("{\"activity_details\":" + junk + "}");
        dcs.books().update(4, fields);
        get("/books/4").then().statusCode(200).body("activity_details", equalTo(Map.of()));
    }

    @Test
    void timesComeInUtcWhateverTheirForm() {
        get("/books/12").then().body("created_at", is("2026-11-23T08:37:12Z"));
        get("/books/13")
                .then()
                .body("created_at", is("2026-11-23T08:37:12.500Z"))
                .body("updated_at", is("2026-11-23T08:37:12Z"));
    }

    @Test
    void fieldsThatWeDoNotKnowAreIgnored() {
        get("/books/14").then().statusCode(200).body("isbn", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html                          | 406",
                "application/jsonx                  | 406",
                "application/json-patch+json        | 406",
                "application/json                   | 200",
                "application/*                      | 200",
                "application/json, text/plain, */*  | 200",
                "text/html, */*;q=0.1               | 200"
            })
    void whatAcceptNamesDecidesColdAndWarmAlike(String accept, int status) {
        for (int i = 0; i < 2; i++) {
            given().header("Accept", accept).get("/books/4").then().statusCode(status);
            get("/books/4");
        }
    }

    @Test
    void anUnknownBookIs404AndRemembered() {
        double before = counted("books.not.found");
        for (int i = 0; i < 3; i++) {
            get("/books/999")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .header("Cache-Control", "no-store")
                    .header(
                            "Cache-Status",
                            startsWith(i == 0 ? "dcs-books; fwd" : "dcs-books; hit"))
                    .body("type", is("about:blank"))
                    .body("title", is("Not Found"))
                    .body("status", is(404))
                    .body("detail", is("Book 999 not found in DCS"))
                    .body("instance", is("/books/999"));
        }
        assertThat(dcs.calls("book")).isEqualTo(1);
        assertThat(counted("books.not.found")).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0",
                "-1",
                "2147483648",
                "4.0",
                "99999999999999999999",
                "%34x",
                "4%20",
                "٤",
                "+4",
                "0x4",
                "1e1",
                "4,5"
            })
    void whatIsNoIdIs400AndDcsIsNotAsked(String id) {
        get("/books/" + id)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", is("id must be an integer from 1 to 2147483647"))
                .body("errors[0].field", is("id"));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void theLargestIdIsAsked() {
        get("/books/2147483647").then().statusCode(404);
        assertThat(dcs.calls("book")).isEqualTo(1);
    }
}
