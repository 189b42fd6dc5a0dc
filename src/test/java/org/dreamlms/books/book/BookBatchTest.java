package org.dreamlms.books.book;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /books/batch} and {@code /books/sync}. */
@QuarkusTest
class BookBatchTest extends ServiceTest {

    @Test
    void itemsComeInTheOrderAskedAndTheMissingApart() {
        json("{\"ids\":[5, 999, 4, 998, 3]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("items.id", contains(5, 4, 3))
                .body("missing", contains(999, 998));
    }

    @Test
    void ordinaryBooksCostOneCall() {
        json("{\"ids\":[1,2,3,4,5]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(1, 2, 3, 4, 5));
        assertThat(dcs.calls("batch")).isEqualTo(1);
        assertThat(dcs.calls("book")).isZero();
    }

    @Test
    void whatMemoryHasIsNotAskedAgain() {
        json("{\"ids\":[1,2,3]}").post("/books/batch");
        json("{\"ids\":[3,2,1]}").post("/books/batch").then().body("items.id", contains(3, 2, 1));
        assertThat(dcs.calls("batch")).isEqualTo(1);
    }

    @Test
    void archivedBooksAreFoundThoughDcsLeavesThemOutOfBatches() {
        json("{\"ids\":[7,4]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(7, 4))
                .body("items[0].status", is("archived"))
                .body("missing", empty());
    }

    @Test
    void theUnknownAreRememberedSingly() {
        json("{\"ids\":[998,999]}").post("/books/batch").then().body("missing", contains(998, 999));
        dcs.resetCalls();
        json("{\"ids\":[998,999]}").post("/books/batch").then().body("missing", contains(998, 999));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void anIdThatIsNamedTwiceIsAnsweredOnce() {
        json("{\"ids\":[4,4,\"4\",5]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(4, 5));
    }

    @Test
    void noIdsAreNoBooks() {
        json("{\"ids\":[]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("missing", empty());
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void aHundredAreTakenAndOneMoreIsNot() {
        json("{\"ids\":[" + ids(100) + "]}").post("/books/batch").then().statusCode(200);
        dcs.resetCalls();
        json("{\"ids\":[" + ids(101) + "]}")
                .post("/books/batch")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("ids"))
                .body("detail", containsString("100"));
        assertThat(dcs.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ids\":[\"a\"]}       | 422 | ids[0]",
                "{\"ids\":[4, 1.5]}      | 422 | ids[1]",
                "{\"ids\":[0]}           | 422 | ids[0]",
                "{\"ids\":[-1]}          | 422 | ids[0]",
                "{\"ids\":[2147483648]}  | 422 | ids[0]",
                "{\"ids\":[null]}        | 422 | ids[0]",
                "{\"ids\":[[4]]}         | 422 | ids[0]",
                "{\"ids\":4}             | 422 | ids",
                "{\"ids\":null}          | 422 | ids",
                "{}                      | 422 | ids",
                "null                    | 422 | ids",
                "[]                      | 400 | body",
                "[4]                     | 400 | body",
                "\"4\"                   | 400 | body",
                "{\"ids\":[4             | 400 | body",
                "ids=4                   | 400 | body"
            })
    void aBadBodyIsExplainedAndDcsIsNotAsked(String body, int status, String field) {
        json(body)
                .post("/books/batch")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors[0].field", is(field));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void anEmptyBodyIsExplained() {
        given().contentType("application/json")
                .post("/books/batch")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("ids"));
    }

    @Test
    void aMegabyteOfJsonIsRefused() {
        json("{\"ids\":[" + "1,".repeat(500_000) + "1]}")
                .post("/books/batch")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("errors[0].field", is("body"));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void whatIsNotJsonIs415() {
        given().contentType("text/plain")
                .body("4")
                .post("/books/batch")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void withoutDcsABatchIs503UnlessMemoryHasAll() {
        json("{\"ids\":[4,5]}").post("/books/batch");
        dcs.faults().always("*", Fault.serverError());
        json("{\"ids\":[4,5]}").post("/books/batch").then().statusCode(200);
        json("{\"ids\":[4,5,6]}").post("/books/batch").then().statusCode(503);
    }

    @Test
    void syncIsGone() {
        given().post("/books/sync")
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("title", is("Gone"));
    }

    private static String ids(int n) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
