package org.dreamlms.books.book.legacy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links from when books had UUIDs. */
@QuarkusTest
public class LegacyLinkTest extends RowsTest {

    private final UUID legacy = UUID.randomUUID();

    @BeforeEach
    void map() {
        rows.run(
                "INSERT INTO dcs_books.book_id_map (legacy_id, dcs_book_id, title) VALUES (?, 5, 'retry test')",
                legacy);
    }

    @Test
    void aBookLeadsToItsIdInDcs() {
        get("/books/" + legacy)
                .statusCode(308)
                .header("Location", endsWith("/books/5"))
                .header("Cache-Control", "private");
    }

    @Test
    void soDoesEverythingBelowIt() {
        get("/books/" + legacy + "/activities?include=config")
                .statusCode(308)
                .header("Location", endsWith("/books/5/activities?include=config"));
        get("/books/" + legacy + "/media/a%20b/c.mp3")
                .statusCode(308)
                .header("Location", endsWith("/books/5/media/a%20b/c.mp3"));
    }

    @Test
    void theWayUnderWhichItCameIsKept() {
        get(publicPath() + "/books/" + legacy + "/cover")
                .statusCode(308)
                .header("Location", endsWith(publicPath() + "/books/5/cover"));
    }

    @Test
    void upperCaseIsTheSame() {
        get("/books/" + legacy.toString().toUpperCase(java.util.Locale.ROOT))
                .statusCode(308)
                .header("Location", endsWith("/books/5"));
    }

    @Test
    void theWayIsToTheEndThere() {
        given().get("/books/" + legacy).then().statusCode(200).body("title", equalTo("retry test"));
    }

    @Test
    void anUnknownOneIsNotFound() {
        get("/books/" + UUID.randomUUID()).statusCode(404);
        get("/books/" + UUID.randomUUID() + "/cover").statusCode(404);
    }

    @Test
    void whatIsNeitherIntegerNorUuidIsABadRequest() {
        get("/books/1-1-1-1-1").statusCode(400);
        get("/books/four").statusCode(400);
    }

    private static ValidatableResponse get(String path) {
        return given().redirects().follow(false).urlEncodingEnabled(false).get(path).then();
    }
}
