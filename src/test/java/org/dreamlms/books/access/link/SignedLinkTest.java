package org.dreamlms.books.access.link;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers fetch by themselves: with a signed link, or as old frontends have it. */
@QuarkusTest
public class SignedLinkTest extends RowsTest {

    private static final String SONG = "audio/song & 1.mp3";

    @Inject TestClock clock;

    @BeforeEach
    void files() {
        rows.bookAssignment(4, school, null, admin);
        dcs.files().put(dcs.folder(4).orElseThrow() + "/" + SONG, StandInFile.of("la la"));
    }

    @Test
    void aLinkWorksWithoutATokenForItsFileUntilItExpires() {
        var url = mint("media/" + SONG).substring(publicPath().length());
        bare(url).statusCode(200).body(equalTo("la la"));
        bare(publicPath() + url).statusCode(200);
        given().noFilters()
                .urlEncodingEnabled(false)
                .header("Range", "bytes=0-1")
                .get(url)
                .then()
                .statusCode(206);
        given().noFilters().urlEncodingEnabled(false).head(url).then().statusCode(200);
        clock.advance(Duration.ofSeconds(60));
        bare(url)
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("detail", equalTo("The link has expired or is not good"));
    }

    @Test
    void imagesOfPagesCanBeLinkedToo() {
        bare("/books/4/page-image/8").statusCode(401);
        var url = mint("page-image/8").substring(publicPath().length());
        bare(url).statusCode(200).contentType("image/png");
        bare(url.replace("page-image/8", "page-image/9")).statusCode(401);
        bare("/books/4/page-image/8?token=" + LmsToken.of(teacherUser)).statusCode(200);
        links(Map.of("paths", List.of("page-image/x", "page-image/8/9"))).statusCode(422);
    }

    @Test
    void aLinkIsForNothingElse() {
        var url = mint("media/" + SONG);
        var query = url.substring(url.indexOf('?'));
        for (var path :
                List.of(
                        "/books/4/cover",
                        "/books/4/media/config.json",
                        "/books/4/assets/audio/song%20%26%201.mp3",
                        "/books/1/media/audio/song%20%26%201.mp3",
                        "/books/4/assets/presigned",
                        "/books/4/assets/presigned/",
                        "/books/4",
                        "/books/4/pages",
                        "/assignments",
                        "/books/4/media/audio/x/..;/song%20%26%201.mp3")) {
            bare(path + query).statusCode(401);
        }
        given().noFilters().urlEncodingEnabled(false).post(url).then().statusCode(401);
    }

    @Test
    void aLinkThatWasTouchedIsRefused() {
        var url = mint("cover");
        bare(url.replaceFirst("expires=\\d", "expires=9")).statusCode(401);
        bare(url.replaceFirst("expires=\\d+", "expires=soon")).statusCode(401);
        bare(url.substring(0, url.length() - 2)).statusCode(401);
        bare(url.replaceFirst("signature=.*", "signature=")).statusCode(401);
        bare(url).statusCode(200);
    }

    @Test
    void whoCannotSeeTheBookGetsNoLinks() {
        var stranger = rows.user("teacher");
        rows.teacher(stranger, rows.school("Lake School"));
        given().header("Authorization", "Bearer " + LmsToken.of(stranger))
                .contentType("application/json")
                .body(Map.of("paths", List.of("cover")))
                .post("/books/4/links")
                .then()
                .statusCode(404);
    }

    @Test
    void whatCannotBeALinkIsNamed() {
        links(Map.of("paths", List.of("../x", "media/../x", "assets/presigned", "pages")))
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder("paths[0]", "paths[1]", "paths[2]", "paths[3]"));
        links(Map.of("paths", List.of())).statusCode(422);
        links(Map.of("paths", List.of("cover"), "expires_in", 601))
                .statusCode(422)
                .body("errors.field", contains("expires_in"));
        links(Map.of()).statusCode(422).body("errors.field", contains("paths"));
    }

    @Test
    void whatCannotBeALinkDoesNotRefuseTheOthers() {
        var answer =
                links(Map.of("paths", List.of("cover", "media/../x", "audio/01.mp3", "pages")))
                        .statusCode(200)
                        .body("links.path", contains("cover", "audio/01.mp3"))
                        .body("errors.field", contains("paths[1]", "paths[3]"))
                        .body("errors[0].message", startsWith("must be relative"))
                        .extract();
        bare(answer.path("links[0].url")).statusCode(200);
        String url = answer.path("links[1].url");
        assertTrue(url.contains("/books/4/assets/audio/01.mp3?"), url);
    }

    /** Whatever stands in the list: each has its link or its error, at the place where it was. */
    @Test
    void eachElementIsALinkOrAnError() {
        var bad =
                List.of(
                        "1",
                        "null",
                        "{}",
                        "[\"cover\"]",
                        "true",
                        "1e400",
                        "\"\"",
                        "\"\\ud800\"",
                        "\"a\\udc00.mp3\"",
                        "\"a\\u0000.mp3\"",
                        "\"../x\"",
                        "\"%61/%2e%2e\"",
                        '"' + "a/".repeat(512) + "b\"");
        var random = new Random(14);
        for (int i = 0; i < 30; i++) {
            var elements = new ArrayList<String>(List.of("\"cover\""));
            var errors = new TreeSet<String>();
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                elements.add(
                        random.nextInt(4) == 0 ? "\"cover\"" : bad.get(random.nextInt(bad.size())));
            }
            Collections.shuffle(elements, random);
            for (int at = 0; at < elements.size(); at++) {
                if (!elements.get(at).equals("\"cover\"")) {
                    errors.add("paths[" + at + "]");
                }
            }
            links("{\"paths\":" + elements + "}")
                    .statusCode(200)
                    .body("links.path", contains("cover"))
                    .body("errors.field", containsInAnyOrder(errors.toArray()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "{\"paths\":{}}",
                "{\"paths\":\"cover\"}",
                "{\"paths\":null}",
                "{\"paths\":[1,null]}",
                "{\"paths\":[\"cover\"],\"other\":1}"
            })
    void whatIsNotOfTheShapeIsRefused(String body) {
        links(body).statusCode(422);
    }

    @Test
    void aHundredPathsAreEnough() {
        links(Map.of("paths", Collections.nCopies(100, "cover"))).statusCode(200);
        links(Map.of("paths", Collections.nCopies(101, "cover")))
                .statusCode(422)
                .body("errors.field", contains("paths"));
    }

    @Test
    void aPathWithoutARouteIsAFile() {
        bare(mint(SONG)).statusCode(200).body(equalTo("la la"));
        bare(mint("config.json")).statusCode(200);
    }

    @Test
    void aSlashAtTheEndOfALinkIsNoMistake() {
        bare(mint("cover").replaceFirst("cover", "cover/")).statusCode(200);
    }

    @Test
    void oldFrontendsSendTheTokenInTheQueryOfFilesAndItGoesNoFurther() {
        var token = LmsToken.of(teacherUser);
        for (var path :
                List.of(
                        "/books/4/media/audio/song%20%26%201.mp3",
                        "/books/4/assets/config.json", "/books/4/cover", "/publishers/1/logo")) {
            bare(path + "?token=" + token).statusCode(200);
            bare(path + "?token=nonsense").statusCode(401);
        }
        for (var path :
                List.of(
                        "/books/4",
                        "/books",
                        "/books/4/pages",
                        "/assignments",
                        "/books/4/assets/presigned",
                        "/books/4/assets/presigned/")) {
            bare(path + "?token=" + token).statusCode(401);
        }
        for (var path : List.of("/books/4/media/../pages", "/books/4/assets/%2e%2e/config")) {
            // No file, whatever it begins with.
            bare(path + "?token=" + token).statusCode(anyOf(is(400), is(401)));
        }
        assertTrue(dcs.calls() > 0);
        assertFalse(
                java.util.stream.Stream.of("object", "cover", "logo", "book")
                        .flatMap(operation -> dcs.requests(operation).stream())
                        .anyMatch(
                                request ->
                                        request.uri().contains(token)
                                                || request.headers()
                                                        .values()
                                                        .toString()
                                                        .contains(token)));
    }

    private String mint(String path) {
        return links(Map.of("paths", List.of(path), "expires_in", 60))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("links.path", contains(path))
                .body("expires_in_seconds", equalTo(60))
                .body("links[0].url", startsWith(publicPath() + "/books/4/"))
                .extract()
                .path("links[0].url");
    }

    private ValidatableResponse links(Object body) {
        return given().header("Authorization", "Bearer " + LmsToken.of(teacherUser))
                .contentType("application/json")
                .body(body)
                .post("/books/4/links")
                .then();
    }

    private static ValidatableResponse bare(String path) {
        return given().noFilters().urlEncodingEnabled(false).get(path).then();
    }
}
