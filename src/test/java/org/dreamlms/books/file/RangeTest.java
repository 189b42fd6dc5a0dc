package org.dreamlms.books.file;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, 14, from DCS and from memory. */
@QuarkusTest
class RangeTest extends ContentTest {

    private static final String TEXT = "0123456789";
    private static final StandInFile FILE = StandInFile.of(TEXT);

    private String streamed;
    private String held;

    @BeforeEach
    void files() {
        var id = newBook(Map.of("a.mp3", FILE, "a.png", FILE));
        streamed = "/books/%d/media/a.mp3".formatted(id);
        held = "/books/%d/assets/a.png".formatted(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3       | 0 | 3",
                "bytes=4-4       | 4 | 4",
                "bytes=6-        | 6 | 9",
                "bytes=0-        | 0 | 9",
                "bytes=-3        | 7 | 9",
                "bytes=-10       | 0 | 9",
                "bytes=-500      | 0 | 9",
                "bytes=0-9       | 0 | 9",
                "bytes=0-10      | 0 | 9",
                "bytes=5-99999   | 5 | 9",
                "bytes=9-99999999999999999999 | 9 | 9",
                "bytes=1-2, 4-5  | 1 | 2",
                "bytes=1-2,-1    | 1 | 2",
                "bytes=50-60,1-2 | 1 | 2",
                "bytes=50-,8-70  | 8 | 9",
                "Bytes=2-3       | 2 | 3",
            })
    void aRangeIsCutToTheFile(String range, int first, int last) {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", range)
                    .statusCode(206)
                    .header("Content-Range", "bytes %d-%d/10".formatted(first, last))
                    .header("Content-Length", String.valueOf(last - first + 1))
                    .header("ETag", FILE.etag())
                    .body(equalTo(TEXT.substring(first, last + 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=77-78,99-"})
    void aRangeOfNothingIs416(String range) {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", range)
                    .statusCode(416)
                    .contentType("application/problem+json")
                    .header("Content-Range", "bytes */10")
                    .body("detail", equalTo("The file has nothing of what Range names"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=5-2", "bytes=a-b", "bytes=-", "bytes=", "lines=1-2", "bytes 1-2"})
    void whatIsNoRangeIsIgnored(String range) {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", range).statusCode(200).body(equalTo(TEXT));
        }
    }

    @Test
    void ifRangeWithTheTagGivesThePart() {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", "bytes=2-3", "If-Range", FILE.etag())
                    .statusCode(206)
                    .body(equalTo("23"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/\"weak\"", "Mon, 23 Nov 2026 08:00:00 GMT"})
    void ifRangeWithAnythingElseGivesTheWhole(String ifRange) {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", "bytes=2-3", "If-Range", ifRange)
                    .statusCode(200)
                    .body(equalTo(TEXT));
            answer(path, "Range", "bytes=20-30", "If-Range", ifRange).statusCode(200);
        }
    }

    @Test
    void aKnownFileIs304WhateverTheRange() {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", "bytes=2-3", "If-None-Match", FILE.etag())
                    .statusCode(304)
                    .header("ETag", FILE.etag());
        }
    }

    @Test
    void anEmptyFileHasNoParts() {
        var id = newBook("empty.mp3", StandInFile.of(""));
        var path = "/books/%d/media/empty.mp3".formatted(id);
        answer(path).statusCode(200).header("Content-Length", "0");
        answer(path, "Range", "bytes=0-").statusCode(416).header("Content-Range", "bytes */0");
        assertEquals("0", given().head(path).then().extract().header("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/TAG", "\"a\", \"b\"", "", "nonsense"})
    void whoSpeaksOfAnotherFileGetsNoByteOfThisOne(String ifMatch) {
        var field = ifMatch.replace("TAG", FILE.etag());
        for (var path : new String[] {streamed, held}) {
            for (var range : new String[] {"bytes=0-3", "bytes=50-", "x"}) {
                answer(path, "If-Match", field, "Range", range)
                        .statusCode(412)
                        .contentType("application/problem+json");
                answer(path, "If-Match", field, "If-None-Match", FILE.etag()).statusCode(412);
                given().header("If-Match", field).head(path).then().statusCode(412);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "*", "\"a\", TAG", " TAG ,\"b\""})
    void whoSpeaksOfThisFileGetsIt(String ifMatch) {
        var field = ifMatch.replace("TAG", FILE.etag());
        for (var path : new String[] {streamed, held}) {
            answer(path, "If-Match", field).statusCode(200);
            answer(path, "If-Match", field, "Range", "bytes=0-3").statusCode(206);
            answer(path, "If-Match", field, "Range", "bytes=50-").statusCode(416);
            answer(path, "If-Match", field, "If-None-Match", FILE.etag()).statusCode(304);
        }
    }

    @Test
    void severalLinesAreOneList() {
        for (var path : new String[] {streamed, held, "/books/4"}) {
            var tag = get(path).getHeader("ETag");
            given().header("If-None-Match", "\"a\"", "\"b\", W/" + tag)
                    .get(path)
                    .then()
                    .statusCode(304);
            given().header("If-Match", "\"a\"", tag).get(path).then().statusCode(200);
            given().header("If-Match", "\"a\"", "\"b\"").get(path).then().statusCode(412);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/books/4", "/books", "/books/4/config"})
    void jsonHasTheSameConditions(String path) {
        var tag = get(path).getHeader("ETag");
        for (int i = 0; i < 2; i++) {
            given().header("If-Match", tag).get(path).then().statusCode(200);
            given().header("If-Match", "\"other\"")
                    .get(path)
                    .then()
                    .statusCode(412)
                    .contentType("application/problem+json");
            given().header("If-Match", "W/" + tag).get(path).then().statusCode(412);
            given().header("If-Match", "\"other\"").head(path).then().statusCode(412);
        }
    }

    @Test
    void aRangeBeyondTheEndOfTheSameFileIs416WhereverItComesFrom() {
        for (var path : new String[] {streamed, held}) {
            answer(path, "Range", "bytes=50-", "If-Range", FILE.etag())
                    .statusCode(416)
                    .header("Content-Range", "bytes */10");
            answer(path, "Range", "bytes=50-", "If-Range", "\"other\"")
                    .statusCode(200)
                    .body(equalTo(TEXT));
            answer(path, "Range", "bytes=50-", "If-None-Match", FILE.etag()).statusCode(304);
        }
    }
}
