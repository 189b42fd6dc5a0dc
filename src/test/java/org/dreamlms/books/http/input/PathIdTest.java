package org.dreamlms.books.http.input;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no id in a path is said so, alike on all routes. */
@QuarkusTest
class PathIdTest extends RowsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /books/x",
                "GET /books/0/activities",
                "GET /books/2147483648/config",
                "GET /books/4.0/pages",
                "GET /books/+4/pages/detail",
                "GET /books/x/pages/1/activities",
                "GET /books/x/page-image/1",
                "GET /books/x/structure",
                "GET /books/x/videos",
                "GET /books/x/cover",
                "GET /books/x/assets/a.png",
                "GET /books/x/assets/presigned?path=a.png",
                "GET /books/x/media/a.mp3",
                "POST /books/x/links",
                "POST /books/x/import-activities",
                "GET /publishers/x",
                "GET /publishers/0/logo",
                "GET /book-assignments/book/x"
            })
    void anIdOfDcsIsANumber(String route) {
        send(route)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", is("id must be an integer from 1 to 2147483647"))
                .body("errors[0].field", is("id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /activities/4",
                "GET /assignments/x",
                "PATCH /assignments/0-0-0-0-0",
                "DELETE /assignments/00000000-0000-0000-0000-00000000000g",
                "GET /assignments/x/preview",
                "DELETE /book-assignments/1",
                "GET /teachers/7/books"
            })
    void anIdOfARowIsAUuidInFull(String route) {
        send(route)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", is("id must be a UUID"))
                .body("errors[0].field", is("id"));
    }

    private static Response send(String route) {
        var parts = route.split(" ");
        var request = given().urlEncodingEnabled(false);
        return (parts[0].equals("GET")
                        ? request
                        : request.contentType("application/json").body("{\"paths\":[\"cover\"]}"))
                .request(parts[0], parts[1]);
    }
}
