package org.dreamlms.books.dcs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.NewerDcs;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Beside the successor of DCS: publishers by id in the storage's paths, an API key is enough,
 * covers are files. Operators have opened covers here, and students don't see publishers.
 */
@QuarkusTest
@TestProfile(NewerDcs.class)
class SuccessorTest extends DcsStoryTest {

    @BeforeEach
    void successor() {
        dcs.storageById(true);
        dcs.resetCalls();
    }

    @AfterEach
    void nothingOfToday() {
        assertThat(dcs.calls("login")).isZero();
        assertThat(dcs.calls("cover")).isZero();
        for (var operation : List.of("object", "tree", "presigned")) {
            assertThat(dcs.requests(operation))
                    .allSatisfy(
                            request -> assertThat(request.uri()).matches("/storage/books/\\d+/.+"));
        }
    }

    @Test
    void namesOfBooksAreStillNames() {
        given().get("/books/23/cover").then().statusCode(200);
        given().get("/books/24/pages").then().statusCode(200);
        assertThat(dcs.requests("object").get(0).uri())
                .startsWith(
                        "/storage/books/1/100%25%20Phonics%20%26%20More/object?path=images%2Fbook_cover.png");
    }

    @Test
    void coversOfPublishedBooksNeedNoTokenWhereOperatorsSaySo() {
        var path = "/books/" + newBook() + "/cover";
        given().noFilters().get(path).then().statusCode(200).contentType("image/png");
        dcs.resetCalls();
        for (int id : List.of(5, 999)) {
            // A draft, and a book that is none.
            given().noFilters()
                    .get("/books/" + id + "/cover")
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("Book " + id + " not found in DCS"));
        }
        assertThat(dcs.calls()).isZero();
        given().noFilters().get("/books/x/cover").then().statusCode(401);
        given().noFilters().get("/books/4/assets/images/book_cover.png").then().statusCode(401);
    }

    @Test
    void booksAreImportedByHandAloneWhereOperatorsSaySo() {
        var book = newBook();
        for (int i = 0; i < 2; i++) {
            given().get("/books/" + book + "/structure")
                    .then()
                    .statusCode(200)
                    .body("not_imported", hasSize(53));
        }
        assertThat(rows.text("SELECT 1 FROM activities WHERE dcs_book_id = ?", book)).isNull();
    }

    @Test
    void studentsDoNotSeePublishersWhereOperatorsSaySo() {
        var student = rows.student();
        var homework = rows.assignment(teacher, 4, rows.activity(4, "circle", 1));
        rows.run("UPDATE assignments SET status = 'published' WHERE id = ?", homework);
        rows.give(homework, student);
        var token = LmsToken.of(rows.userOf(student));
        given().get("/books/4").then().body("publisher_id", equalTo(1));
        // Twice: from DCS or by REST, and from memory.
        for (int i = 0; i < 2; i++) {
            as(token, "/books/4").body("$", not(hasKey("publisher_id")));
        }
        as(token, "/books/4").body("publisher_name", equalTo("Universal ELT"));
        as(token, "/books").body("items", everyItem(not(hasKey("publisher_id"))));
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("ids", List.of(4)))
                .post("/books/batch")
                .then()
                .body("items[0]", not(hasKey("publisher_id")))
                .body("items[0].id", equalTo(4));
        rows.bookAssignment(4, school, null, admin);
        as(LmsToken.of(teacherUser), "/books/4").body("publisher_id", equalTo(1));
        as(LmsToken.of(teacherUser), "/books").body("items[0].publisher_id", equalTo(1));
        var tag = as(token, "/books/4").extract().header("ETag");
        assertThat(as(LmsToken.of(teacherUser), "/books/4").extract().header("ETag"))
                .isNotEqualTo(tag);
    }

    private static io.restassured.response.ValidatableResponse as(String token, String path) {
        return given().auth().oauth2(token).get(path).then().statusCode(200);
    }
}
