package org.dreamlms.books.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.Test;

/** Errors that the framework finds are problems too. */
@QuarkusTest
class FrameworkErrorsTest extends ServiceTest {

    @Test
    void anUnknownRouteIs404() {
        get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", is("There is nothing at /nothing/here"))
                .body("instance", is("/nothing/here"));
    }

    @Test
    void anUnknownRouteBelowABookIs404() {
        get("/books/4/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aWrongMethodIs405AndSaysWhichAreRight() {
        given().delete("/books/4")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", "GET, HEAD, OPTIONS")
                .body("detail", is("/books/4 does not answer DELETE"));
        given().put("/books/batch").then().statusCode(405);
    }

    @Test
    void optionsSaysWhichMethodsAreRight() {
        given().options("/books").then().statusCode(200);
    }

    @Test
    void aTypeThatIsNotOnOfferIs406() {
        given().accept("text/csv")
                .get("/books")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }
}
