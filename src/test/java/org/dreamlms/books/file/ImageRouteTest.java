package org.dreamlms.books.file;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images answered by the short way are answered the same as by the long one. */
@QuarkusTest
class ImageRouteTest extends ContentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cover",
                "assets/a.png",
                "assets/images/a-1.SVG",
                "assets/images/b_2.min.jpg",
                "media/a.png",
                "assets/a%20b.png"
            })
    void memoryAnswersLikeDcs(String path) {
        var image = StandInFile.of("<svg xmlns='http://www.w3.org/2000/svg'/>");
        var files =
                Map.of(
                        "images/book_cover.png", image,
                        "a.png", image,
                        "images/a-1.SVG", image,
                        "images/b_2.min.jpg", image,
                        "a b.png", image);
        var link = "/books/%d/%s".formatted(newBook(files), path);
        var cold = answer(link).statusCode(200).extract();
        var warm = answer(link).header("Cache-Status", startsWith("dcs-books; hit")).extract();
        assertArrayEquals(cold.asByteArray(), warm.asByteArray());
        assertEquals(headers(cold), headers(warm));
        var head = given().urlEncodingEnabled(false).head(link).then().statusCode(200).extract();
        assertEquals(headers(cold), headers(head));
        answer(link, "If-None-Match", "W/" + cold.header("ETag"))
                .statusCode(304)
                .header("Content-Type", nullValue())
                .header("Cache-Control", "private, no-cache");
        answer(link, "Range", "bytes=0-1").statusCode(206);
        answer(link + "?v=1").statusCode(200);
        answer(link + "/").statusCode(path.equals("cover") ? 200 : 400);
    }

    @Test
    void aDrawingAsCoverIsOne() {
        var id = newBook("images/book_cover.svg", StandInFile.of("<svg/>"));
        dcs.books().update(id, "book_cover", "book_cover.svg");
        for (int i = 0; i < 2; i++) {
            answer("/books/" + id + "/cover")
                    .statusCode(200)
                    .header("Content-Type", "image/svg+xml")
                    .header("Content-Security-Policy", startsWith("default-src"));
        }
    }

    @Test
    void aFileCalledLikeAnExtensionHasNone() {
        assertEquals(ContentTypes.UNKNOWN, ContentTypes.of("png"));
    }

    private static Map<String, String> headers(ExtractableResponse<Response> answer) {
        var headers = new TreeMap<String, String>();
        for (Header header : answer.headers()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        headers.remove("cache-status");
        headers.remove("date");
        return headers;
    }
}
