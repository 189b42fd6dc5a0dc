package org.dreamlms.books.publisher;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Publishers' logos are shown by a plain image element, without a token. */
@QuarkusTest
public class OpenImageTest extends RowsTest {

    @Inject TestClock clock;

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
    void aPublisherWithoutABookHasALogoToo() {
        dcs.publishers().put(dcs.publishers().get(1).orElseThrow().put("id", 77));
        dcs.publishers().putLogo(77, dcs.publishers().logo(1).orElseThrow());
        bare("/publishers/77/logo").statusCode(200).contentType("image/png");
        bare("/publishers/2000000000/logo")
                .statusCode(404)
                .body("detail", equalTo("Logo not found in DCS"));
    }

    @Test
    void whoTriesIdsOutHasDcsAskedForFewOfThem() {
        bare("/publishers/1/logo").statusCode(200);
        dcs.resetCalls();
        for (int id = 1000; id < 1150; id++) {
            bare("/publishers/" + id + "/logo")
                    .statusCode(404)
                    .body("detail", equalTo("Logo not found in DCS"));
        }
        assertThat(dcs.calls()).isPositive().isLessThanOrEqualTo(100);
        bare("/publishers/1/logo").statusCode(200);
        clock.advance(Duration.ofMinutes(1));
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
