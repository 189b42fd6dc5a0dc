package org.dreamlms.books.activity.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of imports begin with: a book without activities. */
public abstract class ImportsTest extends RowsTest {

    int book;

    @BeforeEach
    void aBook() {
        book = dcs.books().add("Imported book");
    }

    static ConfigFile page() {
        return new ConfigFile().module("M1").page(8);
    }

    ValidatableResponse run() {
        return given().post("/books/" + book + "/import-activities").then();
    }

    void imported(ConfigFile config, int created, int updated, int same, int deleted) {
        config.of(book, dcs);
        run().statusCode(200)
                .body("book_id", equalTo(book))
                .body("created", equalTo(created))
                .body("updated", equalTo(updated))
                .body("unchanged", equalTo(same))
                .body("deleted", equalTo(deleted));
    }

    UUID id(String title) {
        var id =
                rows.text(
                        "SELECT id FROM activities WHERE dcs_book_id = ? AND title = ?",
                        book,
                        title);
        return id == null ? null : UUID.fromString(id);
    }

    String all() {
        return rows.text(
                "SELECT string_agg(a::text, chr(10) ORDER BY id) FROM activities a WHERE"
                        + " dcs_book_id = ?",
                book);
    }
}
