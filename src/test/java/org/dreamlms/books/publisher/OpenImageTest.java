package org.dreamlms.books.publisher;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Publishers' logos are shown by a plain image element, without a token. */
@QuarkusTest
public class OpenImageTest extends RowsTest {

    private static ValidatableResponse bare(String path) {
        return given().noFilters().get(path).then();
    }

    @Test
    void aLogoNeedsNoToken() {
        for (var path : List.of("/publishers/1/logo", publicPath() + "/publishers/1/logo")) {
            bare(path).statusCode(200).contentType("image/png");
            given().noFilters().head(path).then().statusCode(200);
        }
    }

    @Test
    void ofPublishersThatAreNotInTheListDcsIsNotAsked() {
        bare("/publishers/1/logo").statusCode(200);
        dcs.resetCalls();
        for (int id : List.of(77, 2_000_000_000)) {
            bare("/publishers/" + id + "/logo")
                    .statusCode(404)
                    .body("detail", equalTo("Logo not found in DCS"));
        }
        assertThat(dcs.calls()).isZero();
        // In the list, but without a logo: in the same words.
        bare("/publishers/2/logo").statusCode(404).body("detail", equalTo("Logo not found in DCS"));
    }

    @Test
    void nothingElseIsOpen() {
        for (var path :
                List.of(
                        "/publishers/1",
                        "/publishers/1/logo/x",
                        "/publishers/x/logo",
                        "/publishers/0/logo",
                        "/books/4",
                        "/books/4/cover",
                        "/books/4/assets/images/book_cover.png")) {
            bare(path).statusCode(401);
        }
        given().noFilters().post("/publishers/1/logo").then().statusCode(401);
        bare("/publishers/1/logo?token=nonsense").statusCode(401);
        given().noFilters()
                .header("Authorization", "Bearer nonsense")
                .get("/publishers/1/logo")
                .then()
                .statusCode(401);
    }

    @Test
    void withoutAListNobodyIsToldWhatThereIs() {
        dcs.stop();
        bare("/publishers/1/logo").statusCode(503).body("retry_after", equalTo(5));
    }
}
